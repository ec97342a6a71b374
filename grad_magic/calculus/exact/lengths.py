"""How long an expression is: SymPy's count of operations, and less costly bounds for it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache

from sympy import Add, Basic, E, Expr, Function, Integer, Mul, Pow, Rational, exp, fraction
from sympy.core.operations import LatticeOp


@lru_cache(maxsize=1024)
def count_operations(expression: Expr) -> int:
    """SymPy's count, which adds up symbols for the operations in three times the time.

    >>> from sympy.abc import x, y
    >>> count_operations(3*x/y - 2), (3*x/y - 2).count_ops()
    (3, 3)
    """
    if not isinstance(expression, Expr):
        return int(expression.count_ops())
    count, parts = 0, [expression]
    while parts:
        own, operands = _count_own(parts.pop())
        count += own
        parts += operands
    return count


def _count_own(part: Basic) -> tuple[int, Iterable[Basic]]:
    """The operations of a part without those of what they are applied to, and that."""
    if isinstance(part, Rational):
        return int(part.p < 0) + int(part.q != 1), ()
    if isinstance(part, Mul):
        return _count_own_of_product(part)
    if isinstance(part, Add):
        positive = [_without_minus(term) for term in part.args]
        signs = len(part.args) - 1 + int(all(_has_minus(term) for term in part.args))
        return signs, positive
    if isinstance(part, Pow) and (part.exp == -1 or part.base is E):
        return 1, (part.base if part.exp == -1 else part.exp,)
    if isinstance(part, LatticeOp):
        return len(part.args) - 1, part.args
    is_applied = bool(part.args) and (part.is_Pow or part.is_Function)
    return int(is_applied or part is E), part.args


def _count_own_of_product(product: Mul) -> tuple[int, Iterable[Basic]]:
    """The same; a sign before the product is an operation, and one division for all."""
    sign = int(_has_minus(product))
    whole = _without_minus(product)
    if not isinstance(whole, Mul):
        return (sign, whole.args) if whole.is_Add else (sign, (whole,))
    if not any(map(_may_be_below, whole.args)):
        return sign + len(whole.args) - 1, whole.args
    above, below = fraction(whole)
    if isinstance(above, Integer):
        return sign + 1 + int(above.p < 0), (below,)
    if below == 1:
        return sign + len(whole.args) - 1, whole.args
    return sign + 1, (above,) if isinstance(below, Integer) else (above, below)


def _has_minus(term: Basic) -> bool:
    number = term.args[0] if isinstance(term, Mul) else term
    if isinstance(number, Rational):
        return bool(number.p < 0)
    return bool(number.is_Number and number.is_extended_negative)


def _without_minus(term: Expr) -> Expr:
    if not _has_minus(term):
        return term
    return term.as_two_terms()[1] if term.args and term.args[0] == -1 else -term


def _may_be_below(factor: Expr) -> bool:
    """Whether a factor may stand below a division."""
    if isinstance(factor, Pow):
        return not (isinstance(factor.exp, Rational) and factor.exp > 0)
    return isinstance(factor, exp) or (isinstance(factor, Rational) and factor.q != 1)


def fewest_operations(expression: Expr) -> int:
    """A number that the count does not go below, in a tenth of its time.

    >>> from sympy import cos
    >>> from sympy.abc import x, y
    >>> fewest_operations(3*x*cos(y)/2 - y**2), count_operations(3*x*cos(y)/2 - y**2)
    (6, 6)
    """
    if isinstance(expression, Add):
        return len(expression.args) - 1 + sum(map(fewest_operations, expression.args))
    if isinstance(expression, Mul):
        number, factors = expression.as_coeff_mul()
        # A whole number above is one more factor, and one below a division.
        signs = len(factors) - 1 + int(abs(number.p) != 1) + int(number.q != 1)
        return signs + sum(map(fewest_operations, factors))
    if isinstance(expression, Function):
        return 1 + sum(map(fewest_operations, expression.args))
    if isinstance(expression, Pow):
        # Of x^-1 there is only the division, which the product has counted.
        exponent = expression.exp
        inside = 0 if isinstance(exponent, Rational) else fewest_operations(exponent)
        return int(exponent != -1) + inside + fewest_operations(expression.base)
    return int(expression is E)


class Measured:
    """A form with its length."""

    def __init__(self, form: Expr) -> None:
        self.form = form
        self.operations = count_operations(form)

    @cached_property
    def text(self) -> str:
        """How it is written, which takes longer to find out."""
        return str(self.form)

    def is_shorter(self, than: Measured) -> bool:
        """By operations, and of equals by what is written."""
        if self.operations != than.operations:
            return self.operations < than.operations
        return len(self.text) < len(than.text)


def shorter_than(best: Measured, form: Expr) -> Measured | None:
    """The form with its length, if it is shorter."""
    if form == best.form or fewest_operations(form) > best.operations:
        return None
    measured = Measured(form)
    return measured if measured.is_shorter(best) else None
