"""Rows of critical points: in their order, which say the same, and where they lie."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cmp_to_key

import mpmath
from sympy import Eq, Expr, Float, Rational, Symbol, true

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.extrema.critical_points import critical_point_at
from grad_magic.calculus.extrema.equations.real_solutions import DIGITS
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.calculus.extrema.equations.windows import is_near
from grad_magic.calculus.extrema.kinds.verdicts import strict_reason
from grad_magic.formula.one_variable import conjuncts
from grad_magic.formula.program import Program
from grad_magic.solution import CriticalPoint

# A point whose decimals satisfy an equation so well lies on its curve.
_ON_CURVE = Rational(1, 10**15)


def as_strict(point: CriticalPoint) -> CriticalPoint:
    """An extremum that has its value nowhere else near, with the reason for that."""
    return replace(point, is_strict=True, reason=strict_reason(point.reason))


def _equation_of(point: CriticalPoint) -> Eq | None:
    """The equation that a curve is given by."""
    conditions = () if point.where is None else conjuncts(point.where)
    return next((part for part in conditions if isinstance(part, Eq)), None)


def is_same_row(first: CriticalPoint, second: CriticalPoint) -> bool:
    """Whether two rows are about the same points."""
    return first.where == second.where and first.point == second.point


def repeats(point: CriticalPoint, curve: CriticalPoint, variables: Sequence[Symbol]) -> bool:
    """Whether a curve's row says all that is known of a point."""
    is_alike = (point.kind, point.is_strict) == (curve.kind, curve.is_strict)
    if not is_alike and point.kind != "undecided":
        return False
    place = dict(zip(variables, point.point, strict=True))
    if curve.where is not None and curve.where.xreplace(place) != true:
        return False
    if point.is_approximate:
        numbers = [mpmath.mpmathify(value.evalf(DIGITS)) for value in point.point]
        return is_on(numbers, curve, variables)
    return all(
        sign_of((value.xreplace(place) - wanted).expand()) == 0
        for value, wanted in zip(curve.point, point.point, strict=True)
    )


def has_free(point: CriticalPoint, variables: Sequence[Symbol]) -> bool:
    """Whether a row is about a curve or a region."""
    return any(value.has(*variables) for value in point.point)


def exact_point(
    f: Expr, variables: Sequence[Symbol], program: Program, place: tuple[Expr, ...]
) -> CriticalPoint | None:
    """The critical point at a place, if there is one.

    Raises:
        UnsolvedError: that is not settled.
    """
    found = critical_point_at(f, variables, program, place)
    if found is None:
        raise UnsolvedError
    return found[0] if found else None


def is_on(numbers: Sequence[mpmath.mpf], curve: CriticalPoint, variables: Sequence[Symbol]) -> bool:
    """Whether a point lies on a curve, as its decimals tell."""
    place = {
        variable: Float(number, DIGITS) for variable, number in zip(variables, numbers, strict=True)
    }
    equation = _equation_of(curve)
    if equation is not None:
        others = [part for part in conjuncts(curve.where) if part is not equation]
        if not all(part.xreplace(place) == true for part in others):
            return False
        gaps = [equation.lhs - equation.rhs]
    else:
        gaps = [value - variable for variable, value in zip(variables, curve.point, strict=True)]
        if curve.where is not None and curve.where.xreplace(place) != true:
            return False
    values = (gap.xreplace(place).evalf(DIGITS // 2) for gap in gaps)
    return all(value.is_number and abs(value) < _ON_CURVE for value in values)


def known_near(
    numbers: Sequence[mpmath.mpf], known: Sequence[CriticalPoint], variables: Sequence[Symbol]
) -> CriticalPoint | None:
    """The exact point with these decimals, if it is known."""
    with mpmath.workdps(DIGITS):
        for point in known:
            if not has_free(point, variables):
                decimals = [mpmath.mpmathify(value.evalf(DIGITS)) for value in point.point]
                if is_near(numbers, decimals):
                    return point
    return None


def in_order(points: Iterable[CriticalPoint]) -> tuple[CriticalPoint, ...]:
    """Sorted by their coordinates."""
    return tuple(sorted(points, key=cmp_to_key(_compare)))


def _compare(first: CriticalPoint, second: CriticalPoint) -> int:
    for a, b in zip(first.point, second.point, strict=True):
        gap = a - b
        sign = sign_of(gap.evalf(DIGITS)) if gap.is_number else None
        if sign:
            return sign
    return 0
