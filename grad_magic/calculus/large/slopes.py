"""The derivatives of f at P from its traces, exact as far as its numbers are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

import mpmath
from sympy import Expr, Float, Integer, Rational, Symbol, sqrt

from grad_magic.calculus.large.numbers import (
    MIXED,
    MIXED_RULES,
    MixedNumber,
    is_exact,
    mixed_number,
    rounded,
    sympy_number,
)
from grad_magic.calculus.large.survey import Survey, agree
from grad_magic.formula.adjoints import Corner, Trace, push_forward, sweep_back
from grad_magic.formula.tree import Formula

# Digits that are handed out of numbers that are known to more.
_DIGITS_GIVEN = 30
# Where both runs do not agree, of a number that is known to be as small as this nothing more is
# said.
_NOTHING = mpmath.mpf(10) ** -25
# These change by no more than a multiple of what their operands change by.
LIPSCHITZ = ("abs", "max", "min")
# Instructions that are run for the one-sided derivatives of all variables at corners.
_MOST_STEPS = 300_000


@dataclass(frozen=True)
class Slopes:
    """The first derivatives of f at P.

    Attributes:
        partials: one for each variable: a number, or None where f has none or it is not known.
        sides: of each variable the rates for t → 0- and for t → 0+ where a corner is in its way
            and they are known; None of all others.
        blame: the parts of f that have no derivatives at P and whose adjoint is not 0, in the
            order of f; none where the rules give all.
        harmless: a part of f that has a corner at P but whose adjoint is 0; None for none.
    """

    partials: tuple[Expr | None, ...]
    sides: Mapping[int, tuple[Expr, Expr]]
    blame: tuple[Formula, ...] = ()
    harmless: Formula | None = None

    @property
    def is_settled(self) -> bool:
        """Whether all digits that are needed are known, as far as more of them would help."""
        return bool(self.blame) or None not in self.partials


def find_slopes(found: Survey, variables: Sequence[Symbol]) -> Slopes:
    """All partial derivatives by one sweep, and at corners the one-sided ones by the chain rule."""
    with mpmath.workdps(found.digits):
        gradient, corners = sweep_back(found.fine, MIXED, MIXED_RULES)
    in_the_way = [corner for corner in corners if _stops(corner)]
    rough: Mapping[Symbol, MixedNumber] = gradient
    if found.rough is not None:
        with mpmath.workdps(found.rough_digits):
            rough, _ = sweep_back(found.rough, MIXED, MIXED_RULES)
    entries = [
        settled_number(rough.get(variable, 0), gradient.get(variable, 0), found.digits)
        for variable in variables
    ]
    if not in_the_way:
        harmless = corners[0].instruction.formula if corners else None
        return Slopes(tuple(entries), {}, harmless=harmless)
    blamed = tuple(corner.instruction.formula for corner in reversed(in_the_way))
    touched: set[Expr] = set()
    for corner in in_the_way:
        touched |= corner.instruction.formula.names
    places = [place for place, variable in enumerate(variables) if variable in touched]
    sides = _sides(found, variables, places)
    at_corners = {place: _common(sides.get(place)) for place in places}
    partials = [at_corners.get(place, entry) for place, entry in enumerate(entries)]
    return Slopes(tuple(partials), sides, blamed)


def settled_number(rough: MixedNumber, fine: MixedNumber, digits: int) -> Expr | None:
    """The number with the digits that two runs agree on, as 0 what is nothing but rounding."""
    if is_exact(fine):
        return sympy_number(fine, digits)
    with mpmath.workdps(digits):
        if agree(rough, fine):
            return sympy_number(fine, _DIGITS_GIVEN)
        return Float(0) if abs(fine) < _NOTHING and abs(rounded(rough)) < _NOTHING else None


def _stops(corner: Corner[MixedNumber]) -> bool:
    """Whether f need not have the derivatives that the sweep gives without this corner.

    Where the adjoint of |u| is 0, f does not change with it to first order: |u| changes by no
    more than u does.
    """
    is_mild = corner.instruction.operation in LIPSCHITZ
    return not (is_mild and is_exact(corner.adjoint) and corner.adjoint == 0)


def _common(sides: tuple[Expr, Expr] | None) -> Expr | None:
    return sides[0] if sides is not None and sides[0] == sides[1] else None


def _sides(
    found: Survey, variables: Sequence[Symbol], places: Sequence[int]
) -> dict[int, tuple[Expr, Expr]]:
    """The one-sided rates along the axes at these places, where the chain rule gives them."""
    if 2 * len(places) * len(found.fine.values) > _MOST_STEPS:
        return {}
    sides = {place: rates_on_both_sides(found, {variables[place]: 1}) for place in places}
    return {place: pair for place, pair in sides.items() if pair is not None}


def rates_on_both_sides(
    found: Survey, direction: Mapping[Symbol, MixedNumber]
) -> tuple[Expr, Expr] | None:
    """The rates along a direction for t → 0- and t → 0+.

    None where a corner in the way is not Lipschitz continuous, or rounding leaves it open.
    """
    opposite = {variable: -step for variable, step in direction.items()}
    ahead, behind = _rate_ahead(found, direction), _rate_ahead(found, opposite)
    return None if ahead is None or behind is None else (-behind, ahead)


def _rate_ahead(found: Survey, direction: Mapping[Symbol, MixedNumber]) -> Expr | None:
    corner_rate = partial(_corner_rate, frozenset(direction))
    try:
        with mpmath.workdps(found.digits):
            fine = push_forward(found.fine, direction, MIXED, corner_rate, MIXED_RULES)
        if found.rough is None:
            return sympy_number(fine, found.digits)
        with mpmath.workdps(found.rough_digits):
            rough = push_forward(found.rough, direction, MIXED, corner_rate, MIXED_RULES)
    except _OpenRateError:
        return None
    return settled_number(rough, fine, found.digits)


class _OpenRateError(ArithmeticError):
    """At a corner no rule gives the rate, or rounding hides which one does."""


def _corner_rate(
    moving: Collection[Symbol],
    trace: Trace[MixedNumber],
    index: int,
    rates: Sequence[MixedNumber],
) -> MixedNumber:
    """|u|′ is |u′| where u = 0, and max(u, v)′ is max(u′, v′) where u = v."""
    instruction = trace.program.instructions[index]
    if instruction.formula.names.isdisjoint(moving) or (rates and not any(rates)):
        return 0
    values = [trace.values[operand] for operand in instruction.operands]
    if instruction.operation not in LIPSCHITZ or not all(map(is_exact, values)):
        raise _OpenRateError
    choose = MIXED.operations[instruction.operation]
    if instruction.operation == "abs":
        return choose(rates[0])
    leader = choose(*values)
    return choose(*(rate for value, rate in zip(values, rates, strict=True) if value == leader))


def length_of(vector: Sequence[Expr], digits: int) -> Expr:
    """‖v‖, exact where all entries are fractions."""
    if all(isinstance(entry, Rational) for entry in vector):
        return sqrt(_rational(sum(_fraction(entry) ** 2 for entry in vector)))
    with mpmath.workdps(digits):
        squares = mpmath.fsum(rounded(mixed_number(entry)) ** 2 for entry in vector)
        return Float(mpmath.sqrt(squares), _DIGITS_GIVEN)


def scalar_product(first: Sequence[Expr], second: Sequence[Expr], digits: int) -> Expr:
    """Σ aᵢ·bᵢ, exact where all entries are fractions; of others with the digits that are left."""
    pairs = [(a, b) for a, b in zip(first, second, strict=True) if a != 0 and b != 0]
    if all(isinstance(entry, Rational) for pair in pairs for entry in pair):
        return _rational(sum(_fraction(a) * _fraction(b) for a, b in pairs))
    with mpmath.workdps(digits):
        products = [rounded(mixed_number(a)) * rounded(mixed_number(b)) for a, b in pairs]
        total, size = mpmath.fsum(products), mpmath.fsum(products, absolute=True)
        lost = _DIGITS_GIVEN if not total else int(mpmath.ceil(mpmath.log10(size / abs(total))))
        if lost >= _DIGITS_GIVEN - 1:
            return Float(0)
        return Float(total, _DIGITS_GIVEN - lost)


def _fraction(number: Expr) -> Fraction:
    return Fraction(int(number.p), int(number.q))


def _rational(number: Fraction | int) -> Rational:
    return Rational(*map(Integer, number.as_integer_ratio()))
