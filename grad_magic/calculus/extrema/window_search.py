"""The critical points in a window around the origin: counted with proof, as far as that goes."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

import mpmath
from sympy import Expr, Integer, Symbol

from grad_magic.calculus import derivatives
from grad_magic.calculus.budget import time_limit
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.extrema.approximate_points import (
    Smooth,
    critical_point_near,
    exact_candidates,
    simple_number_near,
)
from grad_magic.calculus.extrema.critical_points import critical_point_at
from grad_magic.calculus.extrema.curves.rays import rays_through
from grad_magic.calculus.extrema.curves.repeated_factors import (
    classify_repeated,
    factor_systems,
    shared_factors,
)
from grad_magic.calculus.extrema.equations.real_solutions import DIGITS
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.calculus.extrema.equations.windows import is_near, zeros_in_window
from grad_magic.calculus.extrema.rows import (
    as_strict,
    has_free,
    in_order,
    is_on,
    is_same_row,
    known_near,
    repeats,
)
from grad_magic.calculus.extrema.solved_gradients import curves_of, is_of_high_degree
from grad_magic.errors import NoAnswerError
from grad_magic.findings import Finding, SearchRemark
from grad_magic.solution import CriticalPoint, CriticalPoints

# A list of more points tells a reader nothing.
_MOST_POINTS = 24
# So many may be found before those outside the window are left out.
_MOST_FOUND = 2 * _MOST_POINTS
# Each takes some milliseconds to try.
_MOST_GUESSES = 12
_SECONDS_OF_GUESSES = 1.0
# Where the kind of so many stays open, they are met by chance on a curve or in a region.
_FEWEST_OF_A_CURVE = 3
_MOST_PLACES = 100
_WINDOWS = (10, 5, 2, 1)

_Zero = tuple[tuple[mpmath.mpf, ...], tuple[Expr, ...]]
"""A zero of the gradient, and the factors of its entries that are 0 there, if they are known."""


def in_window(smooth: Smooth, partials: Sequence[Expr], exact: CriticalPoints) -> CriticalPoints:
    """The zeros of the gradient in a window around the origin."""
    curves, solved = _curves_of_factors(smooth, partials, exact)
    for half in _WINDOWS:
        found = _zeros_in(smooth, partials, solved, half)
        if found is None:
            return exact
        zeros, is_complete, left = found
        if len(zeros) <= _MOST_POINTS:
            break
    else:
        return exact
    points = [point for point in exact.points if not has_free(point, smooth.variables)]
    for zero, factors in zeros:
        is_on_curve = any(is_on(zero, curve, smooth.variables) for curve in curves)
        if is_on_curve or known_near(zero, points, smooth.variables) is not None:
            continue
        point = None
        if not (factors and is_of_high_degree(smooth.f, smooth.variables)):
            point = _proved_exact(smooth, zero)
        point = point or critical_point_near(smooth, zero)
        if point is not None:
            point = _in_closed_form(smooth, _classified(smooth, point, factors, zero), factors)
            # If there are no others, none is near where f could have the same value.
            is_strict = point.is_strict is None and point.kind in ("minimum", "maximum")
            points.append(as_strict(point) if is_strict and is_complete else point)
        else:
            # It is a zero of the gradient, of which nothing can be said.
            is_complete = False
    remarks: list[Finding[SearchRemark]] = []
    if not is_complete:
        guessed = _guessed(smooth, left, points, curves)
        points, rays, is_left_out = _without_chance(smooth, [*points, *guessed], guessed)
        curves += rays
        if is_left_out:
            remarks.append(Finding(SearchRemark.NOT_ISOLATED))
    found_all = SearchRemark.ALL_IN_WINDOW if points or curves else SearchRemark.NONE_IN_WINDOW
    extent = found_all if is_complete else SearchRemark.MORE_IN_WINDOW
    remarks.append(Finding(extent, {"low": Integer(-half), "high": Integer(half)}))
    return CriticalPoints(in_order([*points, *curves]), None, (), tuple(remarks))


def _without_chance(
    smooth: Smooth, points: list[CriticalPoint], guessed: Sequence[CriticalPoint]
) -> tuple[list[CriticalPoint], list[CriticalPoint], bool]:
    """The points without those met by chance on a curve, half-lines of them, and what is left out.

    Beside an extremum that is not strict there are others with the same value. What lies on a
    curve or in a region that is not known is left out.
    """
    weak = [point for point in guessed if point.is_strict is False]
    undecided = [point for point in points if point.kind == "undecided"]
    # Of these it is not known whether others are near.
    extremes = ("minimum", "maximum")
    perhaps = [point for point in guessed if point.is_strict is None and point.kind in extremes]
    if not weak and max(len(undecided), len(perhaps)) < _FEWEST_OF_A_CURVE:
        return points, [], False
    told = [*weak, *undecided, *perhaps]
    kept = [point for point in points if point not in told]
    found = rays_through(smooth.f, smooth.variables, told)
    rays = [ray for ray in found if ray.kind != "undecided"]
    weak, undecided, perhaps = (
        [p for p in met if not any(_is_on_ray(p, ray, smooth.variables) for ray in rays)]
        for met in (weak, undecided, perhaps)
    )
    is_on_curve = len(undecided) >= _FEWEST_OF_A_CURVE
    left = [*perhaps, *(() if is_on_curve else undecided)]
    return [*kept, *left], rays, bool(weak) or is_on_curve


def _is_on_ray(point: CriticalPoint, ray: CriticalPoint, variables: Sequence[Symbol]) -> bool:
    """Whether a half-line's row says all that is known of a point, whose strictness may be open."""
    is_open = point.is_strict is None and point.kind == ray.kind
    known = replace(point, is_strict=ray.is_strict) if is_open else point
    return repeats(known, ray, variables)


def _guessed(
    smooth: Smooth,
    left: Sequence[Sequence[float]],
    points: Sequence[CriticalPoint],
    curves: Sequence[CriticalPoint],
) -> list[CriticalPoint]:
    """Critical points with simple coordinates in places where the search could not decide."""
    found: list[CriticalPoint] = []
    places: dict[tuple[Expr, ...], None] = {}
    # Of many places, as along a curve, some are tried.
    for middle in left[:: 1 + len(left) // _MOST_PLACES]:
        place = tuple(number for number in map(simple_number_near, middle) if number is not None)
        if len(place) == len(smooth.variables):
            places[place] = None
    with suppress(NoAnswerError), time_limit(_SECONDS_OF_GUESSES, is_of_work=True):
        for place in list(places)[:_MOST_GUESSES]:
            new = critical_point_at(smooth.f, smooth.variables, smooth.program, place) or ()
            found += (
                point
                for point in new
                if not any(is_same_row(point, other) for other in points)
                and not any(repeats(point, curve, smooth.variables) for curve in curves)
            )
        return found
    # Where some were not tried, it is not seen whether these are met by chance on a curve.
    return [point for point in found if point.kind != "undecided"]


def _curves_of_factors(
    smooth: Smooth, partials: Sequence[Expr], exact: CriticalPoints
) -> tuple[list[CriticalPoint], list[Expr]]:
    """The curves that are known or found where factors of ∇f are 0, and these factors."""
    curves = [point for point in exact.points if has_free(point, smooth.variables)]
    solved: list[Expr] = []
    for part in shared_factors(partials, smooth.variables):
        more = _curves_where_zero(smooth, part, curves)
        if more is not None:
            solved.append(part)
            curves += (curve for curve in more if curve not in curves)
    return curves, solved


def _curves_where_zero(
    smooth: Smooth, part: Expr, known: Sequence[CriticalPoint]
) -> list[CriticalPoint] | None:
    """The curves where a factor of all entries of ∇f is 0; None where they were not found."""
    try:
        return list(curves_of(smooth, (part,), list(known)))
    except UnsolvedError:
        return None


def _zeros_in(
    smooth: Smooth, partials: Sequence[Expr], solved: Sequence[Expr], half: int
) -> tuple[list[_Zero], bool, list[tuple[float, ...]]] | None:
    """The zeros with coordinates up to a bound, whether these are all, and where others may be.

    Those where the factors that are solved are 0 are known.
    """
    variables = smooth.variables
    window = [(-half, half)] * len(variables)
    search = zeros_in_window(
        smooth.program, partials, smooth.hessian, variables, window, _MOST_FOUND
    )
    if search is None:
        return None
    zeros: list[_Zero] = [(zero, ()) for zero in search.zeros]
    left = [tuple(map(float, (low + high) / 2)) for low, high in search.left]
    is_known = search.is_complete or len(zeros) > _MOST_FOUND
    systems = None if is_known else factor_systems(partials, variables, solved)
    if systems is None:
        return zeros, search.is_complete, left
    is_complete = True
    for equations in systems:
        if len(zeros) > _MOST_FOUND:
            is_complete = False
            break
        slopes = derivatives.hessian(equations, variables)
        part = zeros_in_window(smooth.program, equations, slopes, variables, window, _MOST_FOUND)
        is_complete = is_complete and part is not None and part.is_complete
        for zero in () if part is None else part.zeros:
            if not any(is_near(zero, other) for other, _ in zeros):
                zeros.append((zero, equations))
    return zeros, is_complete, left


def _classified(
    smooth: Smooth, point: CriticalPoint, factors: tuple[Expr, ...], zero: Sequence[mpmath.mpf]
) -> CriticalPoint:
    """The point with the kind that the factors tell where the Hessian does not."""
    if point.kind != "undecided" or not factors:
        return point
    verdict = classify_repeated(smooth.f, smooth.variables, factors, zero)
    if verdict is None:
        return point
    return point.with_verdict(verdict)


def _in_closed_form(smooth: Smooth, point: CriticalPoint, factors: Sequence[Expr]) -> CriticalPoint:
    """The point with exact coordinates, if a guess is proved to be a zero of the factors."""
    if not factors or not point.is_approximate:
        return point
    with mpmath.workdps(DIGITS):
        guesses = exact_candidates([mpmath.mpmathify(value) for value in point.point])
    if guesses is None:
        return point
    place = dict(zip(smooth.variables, guesses, strict=True))
    if any(sign_of(shorten_number(part.xreplace(place))) != 0 for part in factors):
        return point
    value = shorten_number(smooth.f.xreplace(place))
    return replace(point, point=tuple(place.values()), value=value, is_approximate=False)


def _proved_exact(smooth: Smooth, zero: Sequence[mpmath.mpf]) -> CriticalPoint | None:
    """The zero in closed form, where a guess proves right."""
    candidates = exact_candidates(zero)
    if candidates is None:
        return None
    found = critical_point_at(smooth.f, smooth.variables, smooth.program, tuple(candidates))
    return found[0] if found else None
