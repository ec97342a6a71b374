"""Exact numbers written as decimals, as it suits data that were given so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sympy import Expr, Mul, Pow, Rational, pi
from sympy.core.expr import AtomicExpr

from grad_magic.formula.decimal_digits import write_decimal

if TYPE_CHECKING:
    from typing_extensions import Self

# A float that Python printed has at most as many.
_MOST_PLACES = 17
_LARGEST_PART_OF_PI = 12
_SQUARE_ROOT = 2


class DecimalFraction(AtomicExpr):  # type: ignore[misc]
    """A positive number that printers write as a decimal, such as 6.75.

    It stands in expressions that are about to be printed: SymPy would turn a Float into the
    number that a computer has, and count with it.
    """

    is_number = True
    is_commutative = True
    is_real = True
    is_positive = True
    is_finite = True
    __slots__ = ("digits",)

    def __new__(cls, digits: str) -> Self:
        """The number with these digits."""
        number: Self = AtomicExpr.__new__(cls)
        number.digits = digits
        return number

    def _hashable_content(self) -> tuple[str, ...]:
        return (self.digits,)

    def __getnewargs__(self) -> tuple[str, ...]:
        """What it is made from again."""
        return (self.digits,)

    @classmethod
    def class_key(cls) -> tuple[int, int, str]:
        """Its place is that of a number: before all other factors."""
        return (1, 0, "Number")

    def sort_key(self, order: str | None = None) -> tuple[Any, ...]:
        """As that of SymPy's numbers."""
        del order
        return self.class_key(), (0, ()), (), Rational(self.digits)

    def _eval_evalf(self, prec: int) -> Any:
        return Rational(self.digits)._eval_evalf(prec)  # noqa: SLF001  (as SymPy's own classes)

    def _sympystr(self, _: object) -> str:
        return str(self.digits)

    def _latex(self, _: object) -> str:
        return str(self.digits)


def in_decimals(expression: Any) -> Any:
    """The expression to be printed with decimals in the place of its fractions.

    The exponent 1/2 stays, as it is a root, and so does what has no finite decimal, and
    a root over a whole number, or a usual angle: √6/2, 3π/4.

    >>> from sympy import sqrt
    >>> in_decimals(Rational(27, 4)), in_decimals(9 * sqrt(10) / 4), in_decimals(sqrt(6) / 2)
    (6.75, 2.25*sqrt(10), sqrt(6)/2)
    """
    if not any(part.q != 1 for part in expression.atoms(Rational)):
        return expression
    if isinstance(expression, Rational):
        return _in_digits(expression)
    if isinstance(expression, Mul):
        coefficient, rest = expression.as_coeff_Mul()
        is_stroke = abs(coefficient.p) == 1 and all(map(_is_root, Mul.make_args(rest)))
        is_stroke |= rest == pi and coefficient.q <= _LARGEST_PART_OF_PI
        number = coefficient if is_stroke else _in_digits(coefficient)
        factors = (*Mul.make_args(number), *map(in_decimals, Mul.make_args(rest)))
        return Mul(*(factor for factor in factors if factor != 1), evaluate=False)
    if isinstance(expression, Pow) and isinstance(expression.exp, Rational):
        power = expression.exp
        exponent = _in_digits(power) if power.q > _SQUARE_ROOT else power
        return Pow(in_decimals(expression.base), exponent, evaluate=False)
    if not isinstance(expression, Expr):
        return expression.func(*map(in_decimals, expression.args))
    return expression.func(*map(in_decimals, expression.args), evaluate=False)


def _is_root(factor: Expr) -> bool:
    """Whether the number is a root, or π."""
    return factor == pi or (factor.is_Pow and isinstance(factor.exp, Rational) and factor.is_number)


def _in_digits(number: Rational) -> Expr:
    digits = write_decimal(number.p, number.q, _MOST_PLACES)
    if not digits:
        return number
    decimal = DecimalFraction(digits)
    return Mul(-1, decimal, evaluate=False) if number < 0 else decimal
