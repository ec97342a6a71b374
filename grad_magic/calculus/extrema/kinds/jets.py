"""Truncated power series of several variables with exact coefficients."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sympy import Expr, Integer, Mul, Rational, factor

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number

Exponents = tuple[int, ...]
Terms = Mapping[Exponents, Expr]


class NoExpansionError(ArithmeticError):
    """A function has no Taylor polynomial at the point, or none that could be settled."""


@dataclass(frozen=True)
class Jet:
    """A polynomial in n variables that stands for a function up to terms of higher order.

    Attributes:
        terms: the coefficient of each product of powers.
        dimension: n.
        order: the highest total degree that is kept.
    """

    terms: Terms
    dimension: int
    order: int

    @classmethod
    def of_powers(cls, coefficients: Mapping[int, Expr], order: int) -> Jet:
        """A polynomial in one variable, by powers."""
        return cls({(power,): value for power, value in coefficients.items()}, 1, order)

    @property
    def constant(self) -> Expr:
        """The value at the centre."""
        return self.terms.get((0,) * self.dimension, Integer(0))

    def __add__(self, other: Jet) -> Jet:
        terms = dict(self.terms)
        for exponents, coefficient in other.terms.items():
            terms[exponents] = terms.get(exponents, 0) + coefficient
        return self._with(terms)

    def __mul__(self, other: Jet) -> Jet:
        terms: dict[Exponents, Expr] = {}
        for left, first in self.terms.items():
            room = self.order - sum(left)
            for right, second in other.terms.items():
                if sum(right) <= room:
                    exponents = tuple(map(int.__add__, left, right))
                    terms[exponents] = terms.get(exponents, 0) + first * second
        return self._with(terms)

    def scaled(self, factor: Expr) -> Jet:
        """Every coefficient multiplied by a number."""
        return self._with({key: factor * value for key, value in self.terms.items()})

    def without_constant(self) -> Jet:
        """The difference to the value at the centre."""
        return self._with({key: value for key, value in self.terms.items() if any(key)})

    def composed(self, coefficients: Sequence[Expr]) -> Jet:
        """Σ cₖ (j - j₀)ᵏ by Horner's rule."""
        step = self.without_constant()
        result = self.number(coefficients[-1])
        for coefficient in reversed(coefficients[:-1]):
            result = result * step + self.number(coefficient)
        return result

    def derivative(self, index: int) -> Jet:
        """The partial derivative by one variable."""
        terms = {
            (*key[:index], key[index] - 1, *key[index + 1 :]): key[index] * value
            for key, value in self.terms.items()
            if key[index]
        }
        return self._with(terms)

    def along(self, curve: Sequence[Jet]) -> Jet:
        """The polynomial with a jet in place of each variable."""
        zero = Jet({}, curve[0].dimension, curve[0].order)
        if all(len(part.terms) <= 1 for part in curve):
            return self._along_powers(curve, zero)
        powers = [[zero.number(Integer(1))] for _ in curve]
        for index, part in enumerate(curve):
            for _ in range(max((key[index] for key in self.terms), default=0)):
                powers[index].append(powers[index][-1] * part)
        result = zero
        for key, value in self.terms.items():
            product = zero.number(value)
            for index, exponent in enumerate(key):
                if exponent:
                    product *= powers[index][exponent]
            result += product
        return result

    def _along_powers(self, curve: Sequence[Jet], zero: Jet) -> Jet:
        """The same where each jet is one product of powers, or 0."""
        steps = [next(iter(part.terms.items()), None) for part in curve]
        terms: dict[Exponents, Expr] = {}
        for key, value in self.terms.items():
            moves = [(n, step) for n, step in zip(key, steps, strict=True) if n]
            known = [(n, *step) for n, step in moves if step is not None]
            exponents = tuple(
                sum(n * powers[index] for n, powers, _ in known) for index in range(zero.dimension)
            )
            if len(known) == len(moves) and sum(exponents) <= zero.order:
                share = Mul(value, *(number**n for n, _, number in known))
                terms[exponents] = terms.get(exponents, 0) + share
        return zero._with(terms)

    def settled(self) -> Jet:
        """The same with short coefficients, none of them zero.

        Raises:
            NoExpansionError: whether one is zero could not be decided.
        """
        terms = {key: _short(value) for key, value in self.terms.items()}
        signs = {key: sign_of(value) for key, value in terms.items()}
        if None in signs.values():
            raise NoExpansionError
        return self._with({key: value for key, value in terms.items() if signs[key]})

    def shortened(self) -> Jet:
        """The same with short coefficients, without those that are seen to be zero."""
        terms = {key: _short(value) for key, value in self.terms.items()}
        return self._with({key: value for key, value in terms.items() if sign_of(value) != 0})

    def lowest(self) -> tuple[Expr, int] | None:
        """Of a jet in one variable the first coefficient that is not 0, and its power.

        Raises:
            NoExpansionError: whether one is zero could not be decided.
        """
        for (power,), coefficient in sorted(self.terms.items()):
            value = _short(coefficient)
            sign = sign_of(value)
            if sign is None:
                raise NoExpansionError
            if sign:
                return value, power
        return None

    def number(self, value: Expr) -> Jet:
        """A constant with this jet's dimension and order."""
        return self._with({(0,) * self.dimension: value} if value != 0 else {})

    def expression(self, variables: Sequence[Expr]) -> Expr:
        """The polynomial in these variables."""
        return sum(
            (
                value * Mul(*(v**power for v, power in zip(variables, key, strict=True)))
                for key, value in self.terms.items()
            ),
            Integer(0),
        )

    def _with(self, terms: Mapping[Exponents, Expr]) -> Jet:
        expanded = {
            key: value if isinstance(value, Rational) else value.expand()
            for key, value in terms.items()
        }
        kept = {key: value for key, value in expanded.items() if value != 0}
        return Jet(kept, self.dimension, self.order)


def coordinate(index: int, dimension: int, order: int, start: Expr = Integer(0)) -> Jet:  # noqa: B008
    """One of the variables, whose value at the centre is `start`."""
    unit = tuple(int(position == index) for position in range(dimension))
    return Jet({unit: Integer(1)}, dimension, order) + Jet({}, dimension, order).number(start)


def _short(coefficient: Expr) -> Expr:
    """A coefficient in a form that shows its sign, where it is a quotient of polynomials in a."""
    symbols = coefficient.free_symbols
    if symbols and coefficient.is_rational_function(*symbols):
        return factor(coefficient)
    return shorten_number(coefficient)
