"""Critical points of functions with corners: where ∇f = 0, and where f has no gradient.

Away from the seams of |u|, max, min, sign, roots and cases f is one of several smooth pieces. On
a seam an extremum of f is one of f restricted to it, so that the critical points of the
restriction, in one variable less, are all the places to look at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sympy import Expr, Integer, Symbol
from sympy.logic.boolalg import true

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.extrema.corners.cornered import CorneredFunction, Found
from grad_magic.calculus.extrema.corners.seam_points import take_seam
from grad_magic.calculus.extrema.corners.seams import seams_of
from grad_magic.calculus.extrema.corners.smooth_pieces import (
    LEVEL_SETS,
    repeats_with_levels,
    take_pieces,
)
from grad_magic.calculus.extrema.curves.regions import holds_at
from grad_magic.calculus.extrema.equations.systems import has_period
from grad_magic.calculus.extrema.kinds.verdicts import Searcher
from grad_magic.calculus.extrema.repetition import has_domain_of_period, repeating
from grad_magic.findings import CriticalReason, Finding, Repetition, SearchRemark
from grad_magic.formula.program import Program
from grad_magic.solution import CriticalPoint


@dataclass(frozen=True)
class Corners:
    """The critical points of a function with corners.

    Attributes:
        points: they.
        is_complete: whether they are all; False if they repeat.
        repetition: with which period.
        remarks: where f has no gradient, and where some may be missing.
        may_miss: whether others may be missing too.
    """

    points: list[CriticalPoint]
    is_complete: bool | None
    repetition: tuple[Finding[Repetition], ...]
    remarks: tuple[Finding[SearchRemark], ...]
    may_miss: bool


def corner_points(
    f: Expr,
    variables: Sequence[Symbol],
    program: Program,
    search: Searcher,
    search_smooth: Searcher,
) -> Corners:
    """The critical points, whether they are all, and where f has no gradient.

    Args:
        f: the function.
        variables: its n variables.
        program: the function as typed.
        search: finds the critical points of a function in n or n - 1 variables.
        search_smooth: finds those off its seams.

    Raises:
        UnsolvedError: the seams are of a kind that is not known here.
    """
    function = CorneredFunction(f, tuple(variables), program)
    found = Found()
    seams = list(dict.fromkeys(seams_of(program, variables)))
    take_pieces(function, seams, search_smooth, found)
    of_pieces = found.points
    found.points = []
    for seam in seams:
        take_seam(function, seam, search, found)
    distinct: list[CriticalPoint] = []
    # What one piece says of a seam is not what is true of both sides.
    of_pieces = [point for point in of_pieces if point.point not in found.told]
    for point in (*of_pieces, *found.points):
        if not any(_is_same(point, other) for other in distinct):
            distinct.append(point)
    distinct = [p for p in distinct if not any(_is_part_of(p, row, variables) for row in distinct)]
    distinct = [p for p in distinct if not _is_in_region(p, distinct, variables)]
    distinct = [p for p in distinct if not _is_point_of_region(p, distinct, variables)]
    remarks = {(remark.kind, str(remark.parts)): remark for remark in found.remarks}
    is_repeating = bool(found.repetition or found.periods)
    may_miss = not found.is_complete or (is_repeating and not _repeats(function, found))
    # Where there is none in one period, there is none at all.
    is_repeating = is_repeating and bool(distinct)
    return Corners(
        distinct,
        None if may_miss or found.is_open else not is_repeating,
        found.repetition if is_repeating and not may_miss else (),
        tuple(remarks.values()),
        may_miss,
    )


def _repeats(function: CorneredFunction, found: Found) -> bool:
    """Whether all that repeats does so with the periods that are told, which f has too."""
    if all(part.kind in LEVEL_SETS for part in found.repetition):
        # Where F′(u) is 0 all points with this u are critical.
        return bool(found.repetition) and all(
            repeats_with_levels(function, finding) and _covers(finding, found.periods)
            for finding in found.repetition
        )
    told = {finding.parts["period"] for finding in found.repetition}
    if not len(told) == len(found.repetition) == 1:
        return False
    # As of |sin x| + y² in x alone.
    variables = repeating(found.repetition[0], function.variables)
    return all(
        period in told and variable in variables for variable, period in found.periods
    ) and all(
        has_period(function.f, variable, period)
        and has_domain_of_period(function.program, variable, period)
        for period in told
        if isinstance(period, Expr)
        for variable in variables
    )


def _covers(finding: Finding[Repetition], periods: Sequence[tuple[Symbol, Expr]]) -> bool:
    """Whether points listed for a period of a variable are those of a period of u, or more."""
    inner, period = finding.parts["inner"], finding.parts["period"]
    assert isinstance(inner, Expr)
    assert isinstance(period, Expr)
    slopes = [(inner.diff(variable), length) for variable, length in periods]
    return all(
        slope.is_number and (sign_of(abs(slope) * length - period) or 0) >= 0
        for slope, length in slopes
    )


def _is_in_region(
    curve: CriticalPoint, rows: Sequence[CriticalPoint], variables: Sequence[Symbol]
) -> bool:
    """Whether a curve around which f is constant runs through a region that is listed."""
    free = set().union(*(value.free_symbols for value in curve.point))
    is_curve = len(free) == 1 and len(variables) > 1
    if curve.reason.kind is not CriticalReason.CONSTANT_ON_REGION or not is_curve:
        return False
    where = true if curve.where is None else curve.where
    for number in map(Integer, (1, -1, 7, -7, 100, -100)):
        moved = tuple(value.xreplace(dict.fromkeys(free, number)) for value in curve.point)
        if holds_at(where, dict.fromkeys(free, number)):
            place = dict(zip(variables, moved, strict=True))
            return any(
                row.point == tuple(variables) and (row.where is None or holds_at(row.where, place))
                for row in rows
            )
    return False


def _is_point_of_region(
    point: CriticalPoint, rows: Sequence[CriticalPoint], variables: Sequence[Symbol]
) -> bool:
    """Whether a point lies in a region that is listed, on which f is constant."""
    if any(value.free_symbols for value in point.point):
        return False
    place = dict(zip(variables, point.point, strict=True))
    return any(
        row.reason.kind is CriticalReason.CONSTANT_ON_REGION
        and row.point == tuple(variables)
        and (row.where is None or holds_at(row.where, place))
        for row in rows
    )


def _is_same(first: CriticalPoint, second: CriticalPoint) -> bool:
    return first.where == second.where and all(
        sign_of(shorten_number(a - b)) == 0 if (a - b).is_number else (a - b).expand() == 0
        for a, b in zip(first.point, second.point, strict=True)
    )


def _is_part_of(point: CriticalPoint, curve: CriticalPoint, variables: Sequence[Symbol]) -> bool:
    """Whether a curve's row says all that is known of a point."""
    is_curve = any(value.has(*variables) for value in curve.point)
    if not is_curve or any(value.has(*variables) for value in point.point):
        return False
    place = dict(zip(variables, point.point, strict=True))
    gaps = zip(curve.point, point.point, strict=True)
    if any(sign_of(shorten_number(a.xreplace(place) - b)) != 0 for a, b in gaps):
        return False
    if curve.where is not None and curve.where.xreplace(place) != true:
        return False
    is_alike = point.kind == curve.kind and point.is_strict in (curve.is_strict, None)
    return point.has_gradient == curve.has_gradient and (is_alike or point.kind == "undecided")
