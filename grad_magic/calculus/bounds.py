"""A bound for the remainder of a quotient of polynomials, by weighted means.

In it |x| may stand for x, and sin u, e^u and others like them, which at u = 0 differ from their
value by no more than a multiple of |u|, or of u² like cos u.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

from sympy import (
    Abs,
    Dummy,
    Eq,
    Expr,
    Gt,
    Integer,
    Lt,
    Matrix,
    Ne,
    Poly,
    Rational,
    Symbol,
    asin,
    asinh,
    atan,
    atanh,
    cos,
    cosh,
    exp,
    log,
    sin,
    sinh,
    tan,
    tanh,
    together,
)
from sympy.logic.boolalg import And, Boolean, Or, true

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.expansions.expansion import FAR
from grad_magic.formula.sympy_forms import to_sympy
from grad_magic.formula.tree import Formula

if TYPE_CHECKING:
    from sympy.core.relational import Relational

_LARGEST = 200
_RATIONAL = frozenset({"add", "multiply", "negate", "reciprocal", "power", "name", "number", "abs"})
# Numbers a and m such that the function of u differs from its value at a by at most C|u - a|ᵐ.
_NEAR_NUMBER: Mapping[type[Expr], tuple[int, int]] = {
    **dict.fromkeys((sin, tan, asin, atan, exp, sinh, tanh, asinh, atanh), (0, 1)),
    **dict.fromkeys((cos, cosh), (0, 2)),
    log: (1, 1),
}
_RELATIONS = ("less", "less_equal", "greater", "greater_equal", "equal", "unequal")
_BOUNDED = frozenset(function.__name__ for function in _NEAR_NUMBER)
_MOST_PRODUCTS = 100

Exponents = tuple[int, ...]


def remainder_exponent(
    formula: Formula, values: Mapping[Symbol, Expr], value: Expr, gradient: Matrix
) -> Rational | None:
    """The largest found e with |f(P + h) - f(P) - g·h| ≤ C·‖h‖ᵉ near P.

    It is looked for where that difference is N(h)/D(h) with polynomials and all terms of D are
    positive multiples of even powers: by the inequality between the weighted arithmetic and
    geometric mean, D is at least a multiple of each product of powers of its terms whose
    exponents add up to 1. Functions in N are replaced by what bounds them. Of several cases
    each one has to be bounded.

    Args:
        formula: f as typed.
        values: P.
        value: f(P).
        gradient: g, n×1.
    """
    branches = _branches(formula, values)
    linear = sum(g * (s - p) for g, (s, p) in zip(gradient, values.items(), strict=True))
    found = [_exponent_of(branch, values, value + linear) for branch in branches or ()]
    known = [exponent for exponent in found if exponent is not None]
    return min(known) if known and len(known) == len(found) else None


@dataclass(frozen=True)
class _Branch:
    """The formula of f on a part of the surroundings of P.

    Attributes:
        formula: it.
        on_curve: what a coordinate is there, if that is a curve or surface.
    """

    formula: Formula
    on_curve: Mapping[Symbol, Expr] = field(default_factory=dict)


def _exponent_of(branch: _Branch, values: Mapping[Symbol, Expr], linear: Expr) -> Rational | None:
    """The exponent for one formula, which may be said of more points than those of its part."""
    near = _Surroundings(values)
    if not near.divides_only_by_positive(branch.formula):
        return None
    rest = _moved((to_sympy(branch.formula) - linear).xreplace(dict(branch.on_curve)), values)
    if rest.count_ops() > _LARGEST:
        return None
    rest = near.with_bounds(rest)
    return near.exponent_of(rest) if rest.is_rational_function(*near.letters) else None


class _Surroundings:
    """Coordinates measured from P, and letters for what is bounded by them.

    Attributes:
        bounds: of each letter products of powers of the coordinates, a multiple of whose sum it
            does not exceed near P.
    """

    def __init__(self, values: Mapping[Symbol, Expr]) -> None:
        self._values = values
        self._sizes = {Abs(symbol): Dummy(positive=True) for symbol in values}
        units = (tuple(int(i == k) for k in range(len(values))) for i in range(len(values)))
        self.bounds: dict[Symbol, list[Exponents]] = {
            size: [unit] for size, unit in zip(self._sizes.values(), units, strict=True)
        }

    @property
    def letters(self) -> tuple[Symbol, ...]:
        """The coordinates, and what else stands in polynomials."""
        return (*self._values, *self.bounds)

    def exponent_of(self, rest: Expr) -> Rational | None:
        """The largest found e such that N/D does not exceed C·‖h‖ᵉ."""
        top, bottom = together(rest).as_numer_denom()
        floor, numerator = self.even_terms(bottom), Poly(top, *self.letters)
        products = self.products_of(numerator)
        if floor is None or products is None:
            return None
        exponents = [_quotient_exponent(powers, floor) for powers in products]
        known = [exponent for exponent in exponents if exponent is not None]
        if numerator.is_zero:
            return Integer(FAR)
        return min(known) if len(known) == len(exponents) else None

    def divides_only_by_positive(self, formula: Formula) -> bool:
        """Whether each divisor is a polynomial that is 0 at P at most, so that f is defined."""
        # eᵘ is a power as it is typed.
        may_be_bounded = formula.operation in (*_BOUNDED, "power")
        if may_be_bounded and self._bound_of(_moved(to_sympy(formula), self._values)) is not None:
            return True
        if formula.operation not in _RATIONAL:
            return False
        if not all(map(self.divides_only_by_positive, formula.operands)):
            return False
        divisor = formula.operands[0] if formula.operation == "reciprocal" else None
        if formula.operation == "power":
            exponent = to_sympy(formula.operands[1])
            if not isinstance(exponent, Integer):
                return False
            divisor = formula.operands[0] if exponent < 0 else None
        if divisor is None:
            return True
        return self.even_terms(_moved(to_sympy(divisor), self._values)) is not None

    def with_bounds(self, expression: Expr) -> Expr:
        """The expression with letters for |x| and for the changes of sin u and others like it."""
        letters: dict[Expr, Expr] = {}
        for part in sorted(expression.atoms(*_NEAR_NUMBER), key=str):
            bound = self._bound_of(part)
            if bound is not None:
                letter = Dummy(real=True)
                self.bounds[letter] = bound
                letters[part] = part.func(_NEAR_NUMBER[part.func][0]) + letter
        return expression.xreplace(letters).xreplace(self._sizes)

    def _bound_of(self, part: Expr) -> list[Exponents] | None:
        """What bounds the change of such a function; None where its u is of another kind."""
        if part.func not in _NEAR_NUMBER:
            return None
        number, power = _NEAR_NUMBER[part.func]
        change = part.args[0].xreplace(self._sizes) - number
        own = (*self._values, *self._sizes.values())
        # √(xy) has no values on two sides of 0, though its square is a polynomial.
        if not change.is_polynomial(*own) or change.xreplace(dict.fromkeys(own, Integer(0))) != 0:
            return None
        return self.products_of(Poly(change**power, *own))

    def products_of(self, polynomial: Poly) -> list[Exponents] | None:
        """Products of powers of the coordinates whose multiples bound it; None of too many."""
        count = len(self._values)
        found: list[Exponents] = []
        for own, others in ((powers[:count], powers[count:]) for powers in polynomial.monoms()):
            parts = [own]
            for power, letter in zip(others, polynomial.gens[count:], strict=True):
                for _ in range(power):
                    parts = [_times(a, b) for a in parts for b in self.bounds[letter]]
                    if len(parts) > _MOST_PRODUCTS:
                        return None
            found += parts
        return found if len(found) <= _MOST_PRODUCTS else None

    def even_terms(self, denominator: Expr) -> list[Exponents] | None:
        """The exponents of a polynomial whose terms are positive multiples of even powers.

        None if it is none, or is 0 elsewhere than at 0, as x² is. Of |x| any power will do.
        """
        denominator = denominator.xreplace(self._sizes)
        own = (*self._values, *self._sizes.values())
        if not denominator.is_polynomial(*own):
            return None
        polynomial, count = Poly(denominator, *own), len(self._values)
        if len({coefficient.is_positive for coefficient in polynomial.coeffs()}) > 1:
            return None
        if not all(coefficient.is_nonzero for coefficient in polynomial.coeffs()):
            return None
        if any(power % 2 for powers in polynomial.monoms() for power in powers[:count]):
            return None
        terms = self.products_of(polynomial) or []
        pure = {index for powers in terms for index in _only_power(powers)}
        return terms if pure == set(range(count)) else None


def _times(first: Exponents, second: Exponents) -> Exponents:
    return tuple(a + b for a, b in zip(first, second, strict=True))


def _moved(expression: Expr, values: Mapping[Symbol, Expr]) -> Expr:
    """The expression in coordinates measured from P."""
    return expression.xreplace({symbol: symbol + start for symbol, start in values.items()})


def _branches(formula: Formula, values: Mapping[Symbol, Expr]) -> list[_Branch] | None:
    """The formulas of f near P but at P; None where some points may have none."""
    if formula.operation != "piecewise":
        return [_Branch(formula)]
    found: list[_Branch] = []
    for part, condition in zip(formula.operands[::2], formula.operands[1::2], strict=True):
        holds = to_sympy(condition)
        if holds == true or _holds_away(holds, values):
            return [*found, _Branch(part)]
        if _holds_only_at(holds, values):
            continue
        if not _is_told_nearby(condition, _Surroundings(values)):
            return None
        found.append(_Branch(part, _curve_of(holds, values)))
    return None


def _is_told_nearby(condition: Formula, near: _Surroundings) -> bool:
    """Whether a condition compares what has values at all points near P, as typed."""
    if condition.operation in ("and", "or"):
        return all(_is_told_nearby(part, near) for part in condition.operands)
    is_relation = condition.operation in _RELATIONS
    return is_relation and all(map(near.divides_only_by_positive, condition.operands))


def _curve_of(condition: Boolean, values: Mapping[Symbol, Expr]) -> Mapping[Symbol, Expr]:
    """y as x² where the condition is y = x²; nothing of conditions of another kind."""
    if isinstance(condition, Eq):
        for name, other in ((condition.lhs, condition.rhs), (condition.rhs, condition.lhs)):
            if name in values and not other.has(name):
                return {name: other}
    return {}


def tells_point_apart(condition: Boolean, values: Mapping[Symbol, Expr]) -> bool:
    """Whether it holds at P alone, or everywhere but there."""
    if _holds_only_at(condition, values) or _holds_away(condition, values):
        return True
    return isinstance(condition, (Eq, Ne, Gt, Lt)) and _is_definite(condition, values)


def _is_definite(condition: Relational, values: Mapping[Symbol, Expr]) -> bool:
    """Whether it compares x² + y² with its value 0 at P, where it is least, or (x - 1)² + y⁴."""
    away = {symbol: symbol + start for symbol, start in values.items()}
    difference = (condition.lhs - condition.rhs).xreplace(away)
    if not difference.is_polynomial(*values):
        return False
    # 0 < x² + y² is x² + y² > 0.
    terms = Poly(-difference if isinstance(condition, Lt) else difference, *values).terms()
    signs = {sign_of(coefficient) for _, coefficient in terms}
    is_least = signs == {1} or (signs == {-1} and isinstance(condition, (Eq, Ne)))
    are_even = all(any(powers) and all(p % 2 == 0 for p in powers) for powers, _ in terms)
    alone = {index for powers, _ in terms for index in _only_power(powers)}
    return is_least and are_even and len(alone) == len(values)


def _holds_only_at(condition: Boolean, values: Mapping[Symbol, Expr]) -> bool:
    parts = condition.args if isinstance(condition, And) else (condition,)
    return _coordinates(parts, Eq, values)


def _holds_away(condition: Boolean, values: Mapping[Symbol, Expr]) -> bool:
    parts = condition.args if isinstance(condition, Or) else (condition,)
    return _coordinates(parts, Ne, values)


def _coordinates(
    parts: Sequence[Boolean], relation: type[Boolean], values: Mapping[Symbol, Expr]
) -> bool:
    """Whether the parts compare each coordinate with that of P."""
    if not all(isinstance(part, relation) for part in parts):
        return False
    compared = [{part.lhs, part.rhs} for part in parts]
    return all({symbol, start} in compared for symbol, start in values.items()) and len(
        compared
    ) == len(values)


def _only_power(powers: Exponents) -> Iterable[int]:
    """The variable of a power of one variable; of a constant, all of them."""
    present = [index for index, power in enumerate(powers) if power]
    return present if len(present) == 1 else (() if present else range(len(powers)))


def _quotient_exponent(powers: Exponents, floor: Sequence[Exponents]) -> Rational | None:
    """The largest e with |h^powers| ≤ C·D·‖h‖ᵉ that means of two terms of D give."""
    found = [
        exponent
        for first, second in _pairs(floor)
        for weight in _weights(powers, first, second)
        if (exponent := _left_over(powers, first, second, weight)) is not None
    ]
    return max(found, default=None)


def _pairs(floor: Sequence[Exponents]) -> Iterator[tuple[Exponents, Exponents]]:
    yield from ((term, term) for term in floor)
    yield from combinations(floor, 2)


def _weights(powers: Exponents, first: Exponents, second: Exponents) -> Iterator[Rational]:
    """The ends of the interval of weights at which no exponent becomes negative."""
    yield Integer(0)
    yield Integer(1)
    for power, a, b in zip(powers, first, second, strict=True):
        if a != b:
            yield Rational(power - b, a - b)


def _left_over(
    powers: Exponents, first: Exponents, second: Exponents, weight: Rational
) -> Rational | None:
    if not 0 <= weight <= 1:
        return None
    rest = [
        power - weight * a - (1 - weight) * b
        for power, a, b in zip(powers, first, second, strict=True)
    ]
    return sum(rest) if min(rest) >= 0 else None
