"""Polynomials in functions of numbers and variables, as sin² 1·cos 2 + 3·cos 2.

SymPy multiplies them out by rules for any expression, in several times the time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import gcd, lcm
from operator import add, sub

from sympy import (
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

Powers = tuple[int, ...]
Terms = Mapping[Powers, int | Fraction]
"""The number before each product, by the powers of the kernels in it."""

# Those whose products SymPy leaves as they are, unlike e^x·e^y and |x|².
_FUNCTIONS = frozenset({sin, cos, tan, cot, sec, csc, sinh, cosh, log, atan})
# More are seldom met, and multiplied out by nobody.
_HIGHEST_POWER = 60


@dataclass(frozen=True)
class FunctionPolynomial:
    """A polynomial in functions.

    Attributes:
        kernels: the functions and symbols, in the order in which they are met.
        terms: its products.
    """

    kernels: tuple[Expr, ...]
    terms: Terms

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
        numbers = self.terms.values()
        top = gcd(*(number.numerator for number in numbers))
        bottom = lcm(*(number.denominator for number in numbers))
        whole = {powers: int(number * bottom) // top for powers, number in self.terms.items()}
        return Rational(top, bottom), FunctionPolynomial(self.kernels, whole)

    @property
    def common_powers(self) -> Powers:
        """Those that all products share."""
        return tuple(map(min, zip(*self.terms, strict=True)))

    def over(self, powers: Powers) -> FunctionPolynomial:
        """The polynomial divided by a product of powers that all of its products share."""
        terms = {tuple(map(sub, own, powers)): number for own, number in self.terms.items()}
        return FunctionPolynomial(self.kernels, terms)

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
        count = len(places)
        forms = {pair: _terms_of(other, places) for pair, other in others.items()}
        padding = (0,) * (count - len(self.kernels))
        summands = []
        for powers, number in self.terms.items():
            pairs = list(enumerate(powers))
            left = tuple(0 if pair in forms else pair[1] for pair in pairs)
            factors = [forms[pair] for pair in pairs if pair in forms]
            product: Terms = {(*left, *padding): number}
            summands.append(reduce(_product, factors, product))
        return FunctionPolynomial(tuple(places), _sum(summands))

    def as_expr(self) -> Expr:
        """As a sum of products."""
        return Add(*(self.product(powers, number) for powers, number in self.terms.items()))

    def product(self, powers: Powers, number: int | Fraction = 1) -> Expr:
        """The number times these powers of the kernels."""
        pairs = zip(self.kernels, powers, strict=True)
        factors = (Pow(kernel, power) if power > 1 else kernel for kernel, power in pairs if power)
        return Mul(Rational(number.numerator, number.denominator), *factors)


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
    return FunctionPolynomial(tuple(places), _terms_of(expression, places))


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


def _terms_of(expression: Expr, places: dict[Expr, int]) -> Terms:
    if expression.is_Add:
        return _sum(_terms_of(part, places) for part in expression.args)
    if expression.is_Mul:
        return reduce(_product, (_terms_of(part, places) for part in expression.args))
    if isinstance(expression, Pow):
        base = _terms_of(expression.base, places)
        return reduce(_product, [base] * int(expression.exp))
    if isinstance(expression, Rational):
        number = expression.p if expression.q == 1 else Fraction(expression.p, expression.q)
        return {(0,) * len(places): number} if number else {}
    place = places[expression]
    return {tuple(int(index == place) for index in range(len(places))): 1}


def _sum(summands: Iterable[Terms]) -> Terms:
    total: dict[Powers, int | Fraction] = {}
    for terms in summands:
        for powers, number in terms.items():
            total[powers] = total.get(powers, 0) + number
    return {powers: number for powers, number in total.items() if number}


def _product(first: Terms, second: Terms) -> Terms:
    product: dict[Powers, int | Fraction] = {}
    for left, one in first.items():
        for right, other in second.items():
            powers = tuple(map(add, left, right))
            product[powers] = product.get(powers, 0) + one * other
    return {powers: number for powers, number in product.items() if number}
