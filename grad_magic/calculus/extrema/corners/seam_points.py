"""Critical points on the seams of a function: those of its restriction to each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sympy import Abs, Eq, Expr, Integer, Max, Min, Symbol

from grad_magic.calculus.derivatives import gradient
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.extrema.corners.cornered import (
    UNDEFINED,
    CorneredFunction,
    Found,
    SeamSurface,
)
from grad_magic.calculus.extrema.corners.level_seams import take_level_seam
from grad_magic.calculus.extrema.corners.seam_gradients import remark_on_seam
from grad_magic.calculus.extrema.corners.seam_stretches import (
    is_shared,
    is_told_by_stretches,
    take_stretches,
)
from grad_magic.calculus.extrema.corners.seams import Seam, pieces_of
from grad_magic.calculus.extrema.corners.single_points import take_point
from grad_magic.calculus.extrema.critical_points import solve_equations
from grad_magic.calculus.extrema.curves.curve_parts import zeros_of
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.calculus.extrema.kinds.verdicts import Searcher
from grad_magic.findings import Finding, SearchRemark
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import UnreadableExpressionError, from_sympy, is_real_number
from grad_magic.solution import CriticalPoint


def take_seam(function: CorneredFunction, seam: Seam, search: Searcher, found: Found) -> None:
    """Takes the critical points of a seam, each piece of its gap by itself."""
    variables = function.variables
    # Where a gap has corners of its own, all zeros of its pieces are looked at.
    for gap, conditions in pieces_of(seam.gap, variables):
        equations = [gap, *gradient(gap, variables)] if seam.is_edge else [gap]
        solved = solve_equations(equations, variables)
        if not solved.is_complete:
            found.is_open = True
            found.remarks.append(Finding(SearchRemark.NO_GRADIENT_OPEN, {"zeros": Eq(seam.gap, 0)}))
        found.periods += ((v, solved.periods[v]) for v in solved.repeating if v in solved.periods)
        part = replace(seam, gap=gap, part=None if conditions else seam.part)
        for assignment in solved.solutions:
            free = [variable for variable in variables if variable not in assignment]
            place = {variable: assignment.get(variable, variable) for variable in variables}
            if not free:
                take_point(function, tuple(place.values()), found)
            elif len(free) == len(variables) - 1:
                surface = SeamSurface(part, place, tuple(free))
                alone = _zeros_on(seam.gap, surface) if conditions else None
                if alone is not None:
                    for point in alone:
                        take_point(function, point, found)
                    continue
                is_seen = _where_upright(function, surface, found)
                count = len(found.remarks)
                _on_surface(function, surface, search, found, is_seen=is_seen)
                if not is_seen:
                    # The remark on the seam says so, if there is one.
                    found.is_complete = found.is_complete and len(found.remarks) > count
                    found.is_open = True
            elif len(free) < len(variables):
                _on_thin_seam(function, part, place, search, found)
            else:
                # The gap max(x, 0) is 0 for all x < 0, where f is a piece; it has no other points.
                found.is_complete = found.is_complete and bool(conditions)


def _on_thin_seam(
    function: CorneredFunction,
    seam: Seam,
    place: Mapping[Symbol, Expr],
    search: Searcher,
    found: Found,
) -> None:
    """The critical points of f restricted to a seam of fewer dimensions than a surface.

    As on the z-axis, where √(x² + y²) + z² is z²: an extremum of f is one of f restricted to it.
    """
    free = tuple(variable for variable, value in place.items() if value == variable)
    restricted = function.f.xreplace(dict(place))
    is_settled = restricted.has(*free) and not restricted.has(*UNDEFINED)
    try:
        program = compile_formula(from_sympy(restricted))
    except UnreadableExpressionError:
        is_settled = False
    if not is_settled:
        found.is_complete = False
        return
    result = search(restricted, free, program)
    was_complete, found.is_complete = found.is_complete, bool(result.is_complete)
    for point in result.points:
        values = dict(zip(free, point.point, strict=True))
        if point.where is not None or point.is_approximate or _is_curve(point, free):
            found.is_complete = False
        else:
            moved = (shorten_number(value.xreplace(values)) for value in place.values())
            take_point(function, tuple(moved), found)
    if found.is_complete:
        zeros = Eq(seam.gap, 0)
        found.remarks.append(Finding(SearchRemark.NO_GRADIENT_PERHAPS, {"zeros": zeros}))
    found.is_complete = was_complete and found.is_complete


def _is_curve(point: CriticalPoint, free: Sequence[Symbol]) -> bool:
    return any(value.has(*free) for value in point.point)


def _zeros_on(gap: Expr, surface: SeamSurface) -> list[tuple[Expr, ...]] | None:
    """The points of a curve where a gap with corners is 0, if these are finitely many.

    On the zeros x = ±y² of the pieces of |x| + y² it is 0 at the origin alone.
    """
    if len(surface.free) != 1:
        return None
    (parameter,) = surface.free
    on_curve = gap.xreplace(surface.place).expand()
    pieces = (piece.expand() for piece, _ in pieces_of(on_curve, surface.free))
    if on_curve == 0 or 0 in pieces:
        return None
    try:
        zeros = zeros_of(on_curve, parameter)
    except UnsolvedError:
        return None
    points = [
        tuple(shorten_number(v.xreplace({parameter: zero})) for v in surface.place.values())
        for zero in zeros
    ]
    at_points = (gap.xreplace(dict(zip(surface.place, point, strict=True))) for point in points)
    signs = [sign_of(shorten_number(value)) for value in at_points]
    if None in signs:
        return None
    return [point for point, sign in zip(points, signs, strict=True) if sign == 0]


def _where_upright(function: CorneredFunction, surface: SeamSurface, found: Found) -> bool:
    """The points of a seam near which it is no graph over the free variables, if all are found.

    The circle x² + y² = 2x is y = ±√(2x - x²), but at (0, 0) and (2, 0) it is upright, and of f
    as a function of x nothing is seen there.
    """
    slope = surface.seam.gap.diff(surface.across)
    is_graph = surface.place[surface.across].is_polynomial(*surface.free)
    if surface.seam.is_edge or slope.is_number or is_graph:
        return True
    solved = solve_equations([surface.seam.gap, slope], function.variables)
    is_seen = solved.is_complete and not solved.repeating
    was_complete, found.is_complete = found.is_complete, True
    for assignment in solved.solutions:
        if len(assignment) < len(function.variables):
            is_seen = False
            continue
        point = tuple(assignment[variable] for variable in function.variables)
        if all(map(is_real_number, point)):
            count = len(found.points)
            take_point(function, point, found)
            # One that is no extremum is a point of the seam like all others.
            kept = [one for one in found.points[count:] if one.has_gradient or one.kind != "saddle"]
            found.points[count:] = kept
    is_seen = is_seen and found.is_complete
    found.is_complete = was_complete
    return is_seen


def _on_surface(
    function: CorneredFunction,
    surface: SeamSurface,
    search: Searcher,
    found: Found,
    *,
    is_seen: bool,
) -> None:
    """The critical points of f restricted to a seam, each looked at in f itself.

    `is_seen`: whether none can be missing where the seam is no graph.
    """
    if is_told_by_stretches(function, surface) and _is_told(
        function, surface, found, is_seen=is_seen
    ):
        return
    restricted = _restricted(function, surface)
    if restricted.has(*UNDEFINED):
        return
    if not restricted.has(*surface.free):
        take_level_seam(function, surface, restricted, found, is_seen=is_seen)
        return
    try:
        program = compile_formula(from_sympy(restricted))
    except UnreadableExpressionError:
        found.is_complete = False
        return
    result = search(restricted, surface.free, program)
    # What is not settled here leaves this seam open, and with it all.
    was_complete, found.is_complete = found.is_complete, bool(result.is_complete)
    for point in result.points:
        values = dict(zip(surface.free, point.point, strict=True))
        is_curve = _is_curve(point, surface.free)
        if point.where is not None or is_curve or point.is_approximate:
            found.is_complete = False
        # Solved for x, as x = √(y³), not every y gives a point of the seam.
        elif all(map(is_real_number, surface.moved(values))):
            take_point(function, surface.moved(values), found)
    is_listed = found.is_complete and is_seen
    count = len(found.remarks)
    remark_on_seam(function, surface, found, is_listed=is_listed)
    is_told = len(found.remarks) > count
    found.is_complete = was_complete and (is_listed or is_told)
    found.is_open = found.is_open or not is_listed


def _is_told(
    function: CorneredFunction, surface: SeamSurface, found: Found, *, is_seen: bool
) -> bool:
    """Takes a seam by stretches, and says whether all is said of it."""
    if tuple(surface.place.values()) in found.told:
        return True
    before = replace(found, points=[*found.points], remarks=[*found.remarks])
    try:
        take_stretches(function, surface, found, is_seen=is_seen)
    except UnsolvedError:
        found.points, found.remarks = before.points, before.remarks
        found.is_complete, found.is_open = before.is_complete, before.is_open
        if not is_shared(function, surface):
            return False
        found.is_open = True
        zeros = surface.equation
        found.remarks.append(Finding(SearchRemark.NO_GRADIENT_OPEN, {"zeros": zeros}))
    return True


def _restricted(function: CorneredFunction, surface: SeamSurface) -> Expr:
    """f on a seam, where u and v are the same in max(u, v), and |u| is 0."""
    part, f = surface.seam.part, function.f
    if isinstance(part, (Max, Min)) and len(part.args) == 2:
        f = f.xreplace({part: min(part.args, key=lambda one: (one.count_ops(), str(one)))})
    elif isinstance(part, Abs):
        f = f.xreplace({part: Integer(0)})
    return f.xreplace(surface.place)
