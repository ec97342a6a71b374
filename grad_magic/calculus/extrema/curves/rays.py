"""Half-lines of critical points from an axis, on which the search has met several of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, product

from sympy import Dummy, Expr, Gt, Integer, Lt, Symbol, nan, oo, zoo

from grad_magic.calculus.derivatives import gradient
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten, shorten_number
from grad_magic.calculus.extrema.kinds.comparison import classify_on_curve
from grad_magic.findings import Finding, Part
from grad_magic.solution import CriticalPoint

_UNDEFINED = (nan, zoo, oo, -oo)


def half_axes(f: Expr, variables: Sequence[Symbol]) -> Iterator[CriticalPoint]:
    """The halves of the axes on which ∇f = 0, if f has one kind there.

    Args:
        f: the function.
        variables: its variables; nothing is found unless they are two.
    """
    if len(variables) == 2:
        for along, side in product(variables, (1, -1)):
            rays = _ray(f, variables, (along, Integer(0), side))
            yield from (ray for ray in rays if ray.kind != "undecided")


def rays_through(
    f: Expr, variables: Sequence[Symbol], points: Sequence[CriticalPoint]
) -> Iterator[CriticalPoint]:
    """The half-lines that hold two of the points, if ∇f = 0 on them.

    They go from the axis x = 0 or y = 0 along the other one, or from the origin. There a size such
    as √x² is x or -x, and ∇f is seen to be 0 where it is not for all x.

    Args:
        f: the function.
        variables: its variables; nothing is found unless they are two.
        points: critical points whose kind is not known, or that are not strict.
    """
    if len(variables) != 2:
        return
    tried: list[_Ray] = []
    for first, second in combinations(points, 2):
        yield from _from_origin(f, variables, first, second, tried)
        for along, across in ((0, 1), (1, 0)):
            place = first.point[across]
            ends = (first.point[along], second.point[along])
            for side in (1, -1):
                ray = (variables[along], place, side)
                is_on_ray = place == second.point[across] and all(end * side > 0 for end in ends)
                if is_on_ray and ray not in tried:
                    tried.append(ray)
                    yield from _ray(f, variables, ray)


def _from_origin(
    f: Expr,
    variables: Sequence[Symbol],
    first: CriticalPoint,
    second: CriticalPoint,
    tried: list[_Ray],
) -> Iterator[CriticalPoint]:
    """The half-line from the origin through both points, if there is one."""
    along = variables[0]
    (start, height), (end, other) = first.point, second.point
    if not all(value.is_number for value in (start, height, end, other)):
        return
    side = sign_of(start)
    if not side or sign_of(end) != side or height == 0:
        return
    slope = shorten_number(height / start)
    ray = (along, slope * along, side)
    if slope == shorten_number(other / end) and ray not in tried:
        tried.append(ray)
        yield from _ray(f, variables, ray)


_Ray = tuple[Symbol, Expr, int]
"""The variable along it, the value of the other one, and the first one's sign."""


def _ray(f: Expr, variables: Sequence[Symbol], ray: _Ray) -> Iterator[CriticalPoint]:
    along, place, side = ray
    length = Dummy(along.name, positive=True)
    across = place
    place = place.xreplace({along: side * length})
    own = tuple(length if variable == along else variable for variable in variables)
    values = {variable: place for variable in own if variable != length}
    try:
        moved = f.xreplace({along: side * length})
        slopes = [shorten(slope.xreplace(values)) for slope in gradient(moved, own)]
    except (TypeError, ValueError):
        # A case's condition has a pole there, or an argument of max is not real, which SymPy
        # does not compare.
        return
    if any(slope != 0 for slope in slopes):
        return
    value = shorten(moved.xreplace(values))
    if value.has(*_UNDEFINED):
        return
    verdict = classify_on_curve(moved, own, tuple(values.get(name, name) for name in own))
    back = {length: side * along}
    parts: dict[str, Part] = {
        name: part.xreplace(back) if isinstance(part, Expr) else part
        for name, part in verdict.reason.parts.items()
    }
    relation = Gt if side > 0 else Lt
    yield replace(
        CriticalPoint(
            tuple(along if variable == along else across for variable in variables),
            value.xreplace(back),
            verdict.kind,
            verdict.is_strict,
            Finding(verdict.reason.kind, parts),
        ),
        where=relation(along, Integer(0)),
    )
