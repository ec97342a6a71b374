"""∇f = 0 by hand for f with |g|: in each region where no g is 0, f is smooth."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product

from sympy import Abs, Expr, Integer, Symbol, sign

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.extrema.equations.elimination import eliminate
from grad_magic.calculus.extrema.equations.inverse_values import real_zeros
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.calculus.extrema.kinds.discriminants import is_smooth_by_form
from grad_magic.solution import CriticalPoints
from grad_magic.solution.systems import SmoothRegion

_PLANE = 2
# Of more there are more regions than a reader looks through.
_MOST_MAGNITUDES = 2


def solve_by_regions(
    found: CriticalPoints, f: Expr, variables: Sequence[Symbol]
) -> tuple[SmoothRegion, ...]:
    """How one finds the points with ∇f = 0 region by region; nothing where that is long.

    Args:
        found: all critical points.
        f: the function.
        variables: its variables.
    """
    magnitudes = sorted({part.args[0] for part in f.atoms(Abs)}, key=str)
    if len(variables) != _PLANE or not 0 < len(magnitudes) <= _MOST_MAGNITUDES:
        return ()
    if f.free_symbols - set(variables) or found.is_complete is not True:
        return ()
    points = [point for point in found.points if point.has_gradient]
    if any(point.is_approximate or point.where is not None for point in points):
        return ()
    places = [point.point for point in points]
    regions: list[SmoothRegion] = []
    for sides in product((1, -1), repeat=len(magnitudes)):
        signs = tuple(zip(magnitudes, sides, strict=True))
        if _is_empty(signs):
            continue
        region = _in_region(f, variables, signs, places)
        if region is None:
            return ()
        regions.append(region)
    return tuple(regions)


def _in_region(
    f: Expr,
    variables: Sequence[Symbol],
    signs: tuple[tuple[Expr, int], ...],
    points: Sequence[tuple[Expr, ...]],
) -> SmoothRegion | None:
    smooth = f
    for inside, side in signs:
        smooth = smooth.xreplace({Abs(inside): side * inside, sign(inside): side})
    if not is_smooth_by_form(smooth):
        return None
    partials = tuple(smooth.diff(variable).expand() for variable in variables)
    here = tuple(point for point in points if _is_inside(point, variables, signs))
    for index, partial in enumerate(partials):
        if partial.is_number and partial != 0:
            return None if here else SmoothRegion(signs, smooth.expand(), partials, never=index)
    elimination = eliminate(smooth, partials, variables, None)
    if elimination is None:
        return None
    reached = {point for case in elimination.cases for point in case.points}
    if {point for point in reached if _is_inside(point, variables, signs)} != set(here):
        return None
    return SmoothRegion(signs, smooth.expand(), partials, None, elimination, here)


def _is_empty(signs: Sequence[tuple[Expr, int]]) -> bool:
    """Whether two bounds of one variable, as x < 0 and x > 1, exclude each other."""
    names = {name for inside, _ in signs for name in inside.free_symbols}
    if len(names) > 1 or not all(inside.is_polynomial() for inside, _ in signs):
        return False
    (name,) = names
    try:
        found = {zero for inside, _ in signs for zero in real_zeros(inside, name)}
    except UnsolvedError:
        return False
    zeros = sorted(found, key=float)
    between = [(left + right) / 2 for left, right in pairwise(zeros)]
    tried = [zeros[0] - 1, *between, zeros[-1] + 1] if zeros else [Integer(0)]
    return not any(_is_inside((value,), (name,), signs) for value in tried)


def _is_inside(
    point: Sequence[Expr], variables: Sequence[Symbol], signs: Sequence[tuple[Expr, int]]
) -> bool:
    place = dict(zip(variables, point, strict=True))
    return all(sign_of(inside.xreplace(place)) == side for inside, side in signs)
