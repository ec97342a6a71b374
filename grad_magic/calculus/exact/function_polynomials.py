"""Polynomials in functions of numbers and variables, as sin² 1·cos 2 + 3·cos 2.

SymPy's rings multiply them out in a fraction of the time that its rules for any expression take.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache, reduce
from operator import mul
from typing import TYPE_CHECKING

from sympy import (
    QQ,
    Add,
    Expr,
    Integer,
    Mul,
    Pow,
    Rational,
    Symbol,
    atan,
    cos,
    cosh,
    cot,
    csc,
    log,
    pi,
    sec,
    sin,
    sinh,
    tan,
)
from sympy.polys.rings import ring

if TYPE_CHECKING:
    from sympy.polys.rings import PolyElement, PolyRing

Powers = tuple[int, ...]

# Those whose products SymPy leaves as they are, unlike e^x·e^y and |x|².
_FUNCTIONS = frozenset({sin, cos, tan, cot, sec, csc, sinh, cosh, log, atan})
# More are seldom met, and multiplied out by nobody.
_HIGHEST_POWER = 60


@dataclass(frozen=True)
class FunctionPolynomial:
    """A polynomial in functions.

    Attributes:
        kernels: the functions and symbols, in the order in which they are met.
        element: of a ring with a generator for each of them.
    """

    kernels: tuple[Expr, ...]
    element: PolyElement

    @cached_property
    def terms(self) -> Mapping[Powers, Fraction]:
        """The number before each product, by the powers of the kernels in it."""
        return {
            tuple(powers): Fraction(int(number.numerator), int(number.denominator))
            for powers, number in self.element.items()
        }

    @property
    def has_functions(self) -> bool:
        """Whether it is more than a polynomial in symbols."""
        return not all(kernel.is_Symbol for kernel in self.kernels)

    @property
    def highest_power(self) -> int:
        """Of a kernel in a product."""
        return max((max(powers, default=0) for powers in self.terms), default=0)

    def as_primitive(self) -> tuple[Rational, FunctionPolynomial]:
        """A positive number, and the polynomial with whole numbers that share no factor."""
        if not self.element:
            return Integer(1), self  # which SymPy 1.12 divides by 0
        content, primitive = self.element.primitive()
        number = Rational(int(content.numerator), int(content.denominator))
        return number, FunctionPolynomial(self.kernels, primitive)

    @property
    def common_powers(self) -> Powers:
        """Those that all products share."""
        return tuple(map(min, zip(*self.terms, strict=True)))

    def over(self, powers: Powers) -> FunctionPolynomial:
        """The polynomial divided by a product of powers that all of its products share."""
        product = self.element.ring.from_dict({powers: QQ(1)})
        return FunctionPolynomial(self.kernels, self.element.exquo(product))

    @property
    def fewest_operations(self) -> int:
        """What the count of operations does not go below, as a sum of products."""
        functions = [int(not kernel.is_Symbol) for kernel in self.kernels]
        count = len(self.terms) - 1
        for powers, number in self.terms.items():
            factors = [index for index, power in enumerate(powers) if power]
            count += sum(functions[index] + int(powers[index] > 1) for index in factors)
            count += max(len(factors) + int(abs(number.numerator) != 1) - 1, 0)
            count += int(number.denominator != 1)
        return count

    def replaced(self, rewrite: Callable[[Expr, int], Expr | None]) -> FunctionPolynomial | None:
        """The polynomial with other polynomials for powers; None if none is replaced.

        Args:
            rewrite: from a kernel and its power to what stands for that; to None where it stays.
        """
        places = {kernel: place for place, kernel in enumerate(self.kernels)}
        others: dict[tuple[int, int], Expr] = {}
        for place, power in {pair for powers in self.terms for pair in enumerate(powers)}:
            other = rewrite(self.kernels[place], power) if power else None
            if other is not None:
                others[place, power] = other
                _find_kernels(other, places, of_any_argument=True)
        if not others:
            return None
        polynomials = _ring_in(len(places))
        forms = {pair: _element_of(other, polynomials, places) for pair, other in others.items()}
        padding = (0,) * (len(places) - len(self.kernels))
        total = polynomials.zero
        for powers, number in self.element.items():
            pairs = list(enumerate(powers))
            left = (*(0 if pair in forms else pair[1] for pair in pairs), *padding)
            product = polynomials.from_dict({left: number})
            total += reduce(mul, (forms[pair] for pair in pairs if pair in forms), product)
        return FunctionPolynomial(tuple(places), total)

    def as_expr(self) -> Expr:
        """As a sum of products."""
        return Add(*(self.product(powers, number) for powers, number in self.terms.items()))

    def product(self, powers: Powers, number: Fraction = Fraction(1)) -> Expr:
        """The number times these powers of the kernels."""
        pairs = zip(self.kernels, powers, strict=True)
        factors = (Pow(kernel, power) if power > 1 else kernel for kernel, power in pairs if power)
        return Mul(Rational(number.numerator, number.denominator), *factors)


@lru_cache(maxsize=64)
def read_polynomial(
    expression: Expr, *, of_any_argument: bool = False
) -> FunctionPolynomial | None:
    """The expression as such a polynomial, multiplied out; None of any other.

    Args:
        expression: any.
        of_any_argument: whether the functions may have arguments that are not multiplied out.

    >>> from sympy.abc import x
    >>> read_polynomial((1 + sin(x))**2).as_expr()
    sin(x)**2 + 2*sin(x) + 1
    """
    places: dict[Expr, int] = {}
    if not _find_kernels(expression, places, of_any_argument=of_any_argument):
        return None
    return FunctionPolynomial(tuple(places), _element_of(expression, _ring_in(len(places)), places))


def is_multiplied_out(expression: Expr) -> bool:
    """Whether no sum in it stands in a product or under a power."""
    terms = expression.args if expression.is_Add else (expression,)
    factors = (factor for term in terms for factor in Mul.make_args(term))
    return not any((factor.base if factor.is_Pow else factor).is_Add for factor in factors)


def _find_kernels(
    expression: Expr, places: dict[Expr, int], *, of_any_argument: bool = False
) -> bool:
    """Gives each kernel its place; whether there is nothing else."""
    if expression.is_Add or expression.is_Mul:
        return all(
            _find_kernels(part, places, of_any_argument=of_any_argument) for part in expression.args
        )
    if isinstance(expression, Pow):
        is_whole = isinstance(expression.exp, Integer) and 0 < expression.exp <= _HIGHEST_POWER
        return is_whole and _find_kernels(expression.base, places, of_any_argument=of_any_argument)
    if isinstance(expression, Rational):
        return True
    is_function = type(expression) in _FUNCTIONS and (
        of_any_argument or _is_plain(expression.args[0])
    )
    if is_function or isinstance(expression, Symbol):
        places.setdefault(expression, len(places))
        return True
    return False


def _is_plain(argument: Expr) -> bool:
    """Whether it is a sum of products of numbers, π and symbols, as it stays."""
    factors = (factor for term in Add.make_args(argument) for factor in Mul.make_args(term))
    return all(isinstance(factor, (Rational, Symbol)) or factor is pi for factor in factors)


@lru_cache
def _ring_in(count: int) -> PolyRing:
    """The polynomials in so many generators, over the rational numbers."""
    polynomials, *_ = ring([f"k{place}" for place in range(count)], QQ)
    return polynomials


def _element_of(expression: Expr, polynomials: PolyRing, places: Mapping[Expr, int]) -> PolyElement:
    if expression.is_Add or expression.is_Mul:
        parts = (_element_of(part, polynomials, places) for part in expression.args)
        return sum(parts, polynomials.zero) if expression.is_Add else reduce(mul, parts)
    if isinstance(expression, Pow):
        return _element_of(expression.base, polynomials, places) ** int(expression.exp)
    if isinstance(expression, Rational):
        return polynomials.ground_new(QQ(int(expression.p), int(expression.q)))
    return polynomials.gens[places[expression]]
