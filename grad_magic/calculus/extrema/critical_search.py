"""Every critical point that can be found, by all means there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from sympy import (
    Abs,
    Expr,
    Integer,
    Max,
    Min,
    Pow,
    Rational,
    Symbol,
    false,
    sign,
    true,
)
from sympy.core.relational import Relational

from grad_magic.calculus import derivatives
from grad_magic.calculus.budget import time_limit
from grad_magic.calculus.by_values.critical_values import is_confirmed
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.extrema.added_parameters import without_added_parameters
from grad_magic.calculus.extrema.approximate_points import Smooth
from grad_magic.calculus.extrema.boundaries import has_boundary_points
from grad_magic.calculus.extrema.common_points import points_for_every_parameter
from grad_magic.calculus.extrema.compositions import is_composition, level_sets
from grad_magic.calculus.extrema.corners.cancelling_seams import without_cancelling_seams
from grad_magic.calculus.extrema.corners.confirmed_rows import confirmed_rows
from grad_magic.calculus.extrema.corners.corner_points import Corners, corner_points
from grad_magic.calculus.extrema.corners.linear_pieces import linear_pieces
from grad_magic.calculus.extrema.corners.seams import CORNERS, has_corners
from grad_magic.calculus.extrema.critical_points import critical_points
from grad_magic.calculus.extrema.curves.curve_parts import split_curve
from grad_magic.calculus.extrema.curves.factor_curves import factor_curves, points_on
from grad_magic.calculus.extrema.curves.joined_branches import join_branches
from grad_magic.calculus.extrema.curves.rays import half_axes
from grad_magic.calculus.extrema.curves.regions import is_covered
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.calculus.extrema.equations.systems import solve_system
from grad_magic.calculus.extrema.kinds.least_values import is_least
from grad_magic.calculus.extrema.parameter_cases import by_parameters
from grad_magic.calculus.extrema.rows import (
    as_strict,
    exact_point,
    has_free,
    in_order,
    is_same_row,
    repeats,
)
from grad_magic.calculus.extrema.solved_gradients import (
    is_of_high_degree,
    of_exponentials,
    of_polynomials,
)
from grad_magic.calculus.extrema.steps import points_between_steps
from grad_magic.calculus.extrema.translations import without_translations
from grad_magic.calculus.extrema.window_search import in_window
from grad_magic.errors import GradMagicError, NoAnswerError
from grad_magic.findings import Finding, SearchRemark
from grad_magic.formula.program import Program
from grad_magic.formula.sympy_forms import is_real_number
from grad_magic.solution import CriticalPoint, CriticalPoints

# What can't be found in this time is left open.
_SECONDS = 3.5
_SECONDS_WHERE_SLOW = 1.0
_SECONDS_OF_CLOSED_FORM = 4.0
# What SymPy raises for what it can't compare, sort or take apart (1.14: "sorted roots not supported
# over QQ[pi]", "not comparable"). Which functions these are is not documented, so that the search
# as a whole leaves open what it stumbled over; an answer with all else stands.
_SYMPY_GAVE_UP = (NotImplementedError, ValueError, TypeError, ZeroDivisionError, RecursionError)


def search_critical_points(
    f: Expr, variables: Sequence[Symbol], program: Program
) -> CriticalPoints:
    """The critical points of f, with those where it has no gradient.

    Args:
        f: the function.
        variables: its n variables.
        program: the function as typed.
    """
    moved = without_added_parameters(f, variables, program)
    try:
        found = _search_translated(moved.f, variables, moved.program)
        return replace(found, points=tuple(map(moved.back, found.points)))
    except GradMagicError:
        # Some are ValueErrors too.
        raise
    except _SYMPY_GAVE_UP:
        return CriticalPoints((), is_complete=None)


def _search_translated(f: Expr, variables: Sequence[Symbol], program: Program) -> CriticalPoints:
    translation = without_translations(f, variables, program)
    if translation is not None:
        found = _search_and_confirm(translation.f, variables, translation.program)
        told = translation.told(found)
        if told is not None:
            return told
    return _search_and_confirm(f, variables, program)


def _search_and_confirm(f: Expr, variables: Sequence[Symbol], program: Program) -> CriticalPoints:
    plain, plain_program = without_cancelling_seams(f, variables, program)
    found = _search(plain, variables, plain_program)
    points = _told_by_equations(plain, variables, plain_program, found.points)
    points = tuple(_with_strictness(f, variables, p) for p in points if _may_exist(p))
    found = replace(found, points=points)
    if has_corners(program, variables):
        found = confirmed_rows(found, variables, program)
    found = replace(found, points=join_branches(found.points, variables))
    if not has_boundary_points(program, variables):
        return found
    may_miss = found.may_miss or (found.is_complete is None and not found.remarks)
    remarks = (*found.remarks, Finding(SearchRemark.BOUNDARY_NOT_COUNTED))
    return replace(found, remarks=remarks, may_miss=may_miss)


def _with_strictness(f: Expr, variables: Sequence[Symbol], point: CriticalPoint) -> CriticalPoint:
    """The point, as a strict one where f is seen by its form to have the value there alone."""
    side = {"minimum": 1, "maximum": -1}.get(point.kind)
    if side is None or point.is_strict is not None:
        return point
    if not is_least(side * f, side * point.value, point.point, variables):
        return point
    return as_strict(point)


def _told_by_equations(
    f: Expr, variables: Sequence[Symbol], program: Program, points: Sequence[CriticalPoint]
) -> tuple[CriticalPoint, ...]:
    """The points, and x² + y² = 1 in place of y = √(1 - x²) and y = -√(1 - x²)."""
    if not any(has_free(point, variables) for point in points) or has_corners(program, variables):
        return tuple(points)
    for curve in factor_curves(f, variables):
        rows = points_on(curve, variables, lambda place: exact_point(f, variables, program, place))
        if rows is not None:
            others = (
                point
                for point in points
                if not (curve.is_told_by(point.where) or curve.holds(point.point, variables))
            )
            points = in_order([*others, *rows])
    return tuple(points)


def _may_exist(point: CriticalPoint) -> bool:
    """Whether a row may stand for a real point."""
    return point.where != false and all(map(is_real_number, point.point))


def _search(f: Expr, variables: Sequence[Symbol], program: Program) -> CriticalPoints:
    exact = _exact_points(f, variables, program)
    is_told = _is_settled(exact) and not any(_is_half(point, variables) for point in exact.points)
    # Of a constant a search by values would meet points by chance.
    is_constant = not f.has(*variables)
    if is_constant or (is_told and not has_corners(program, variables)):
        return exact
    try:
        with time_limit(_SECONDS, is_of_work=True):
            found = _search_on(f, variables, program, exact)
    except (NoAnswerError, UnsolvedError):
        return exact
    except GradMagicError:
        raise
    except _SYMPY_GAVE_UP:
        return exact
    doubtful = [point for point in found.points if not is_confirmed(program, variables, point)]
    if doubtful:
        points = tuple(point for point in found.points if point not in doubtful)
        remarks = tuple(map(_with_others, found.remarks))
        found = replace(found, points=points, is_complete=None, remarks=remarks, may_miss=True)
    return found


def _with_others(remark: Finding[SearchRemark]) -> Finding[SearchRemark]:
    """What is said of a window in which there may be others."""
    is_all = remark.kind in _ALL_SAID_OF_WINDOW
    return replace(remark, kind=SearchRemark.MORE_IN_WINDOW) if is_all else remark


def _exact_points(f: Expr, variables: Sequence[Symbol], program: Program) -> CriticalPoints:
    """The points in closed form, if they are found in some seconds."""
    # Of F(u) the points of level sets that lie on the axes would be looked at one by one.
    is_slow = is_of_high_degree(f, variables) or is_composition(f, variables)
    try:
        with time_limit(
            _SECONDS_WHERE_SLOW if is_slow else _SECONDS_OF_CLOSED_FORM, is_of_work=True
        ):
            found = CriticalPoints(*critical_points(f, variables, program))
            if found.is_complete is None and f.has(Pow) and f.free_symbols <= set(variables):
                found = replace(found, points=_with_half_axes(f, variables, found.points))
            return found
    except NoAnswerError:
        return CriticalPoints((), is_complete=None)


def _with_half_axes(
    f: Expr, variables: Sequence[Symbol], points: Sequence[CriticalPoint]
) -> tuple[CriticalPoint, ...]:
    """The points, and halves of the axes none of which belongs to a curve among them."""
    axes = [tuple(v if v == along else Integer(0) for v in variables) for along in variables]
    if any(point.point in axes for point in points):
        return tuple(points)
    return (*points, *half_axes(f, variables))


def search_smooth(f: Expr, variables: Sequence[Symbol], program: Program) -> CriticalPoints:
    """The critical points away from the seams of f, where it is smooth."""
    exact = CriticalPoints(*critical_points(f, variables, program, only_smooth=True))
    return _beside_exact(f, variables, program, exact)


def _beside_exact(
    f: Expr, variables: Sequence[Symbol], program: Program, exact: CriticalPoints
) -> CriticalPoints:
    """What is found in closed form, with what level sets and decimals tell where that is open."""
    if exact.is_complete is None or any(_is_half(point, variables) for point in exact.points):
        levels = level_sets(f, variables, program, _search)
        if levels is not None:
            return CriticalPoints(in_order(levels.points), levels.is_complete, levels.repetition)
    found = exact if exact.is_complete is not None else _more(f, variables, program, exact)
    return replace(found, points=in_order(_in_parts(f, variables, program, found.points)))


def _is_settled(search: CriticalPoints) -> bool:
    is_settled = search.is_complete is not None
    return is_settled and all(point.kind != "undecided" for point in search.points)


def _search_on(
    f: Expr, variables: Sequence[Symbol], program: Program, exact: CriticalPoints
) -> CriticalPoints:
    names = program.instructions[-1].formula.names
    if any(sign_of(parameter) is None for parameter in names - set(variables)):
        return _search_with_parameters(f, variables, program, exact)
    between = points_between_steps(f, variables)
    if between is not None:
        return replace(between, points=in_order(between.points))
    if has_corners(program, variables):
        return _search_corners(f, variables, program)
    return _beside_exact(f, variables, program, exact)


def _search_with_parameters(
    f: Expr, variables: Sequence[Symbol], program: Program, exact: CriticalPoints
) -> CriticalPoints:
    cases = by_parameters(f, variables, program, _search)
    if cases is not None:
        return replace(cases, points=in_order(cases.points))
    if exact.points or exact.is_complete is not None:
        return exact
    common = points_for_every_parameter(f, variables, program)
    return replace(common, points=in_order(common.points))


def _search_corners(f: Expr, variables: Sequence[Symbol], program: Program) -> CriticalPoints:
    is_of_inner = f.has(*CORNERS) or _has_only_cusps(f, variables)
    if is_of_inner and is_composition(f, variables):
        levels = level_sets(f, variables, program, _search)
        if levels is not None and levels.is_complete is not None:
            return CriticalPoints(in_order(levels.points), levels.is_complete, levels.repetition)
    with suppress(UnsolvedError):
        of_pieces = linear_pieces(f, variables, program)
        return replace(of_pieces, points=in_order(of_pieces.points))
    corners = corner_points(f, variables, program, _search, search_smooth)
    if corners.is_complete is None or any(remark.kind in _OPEN for remark in corners.remarks):
        with suppress(UnsolvedError):
            of_pieces = linear_pieces(f, variables, program, fewest=1)
            return replace(of_pieces, points=in_order(of_pieces.points))
    return CriticalPoints(
        in_order(corners.points),
        corners.is_complete,
        corners.repetition,
        _with_seams_in_mind(corners, f, variables),
        may_miss=corners.may_miss,
    )


def _has_only_cusps(f: Expr, variables: Sequence[Symbol]) -> bool:
    """Whether each root is one of an odd degree, of what has a gradient where it is 0.

    So (x² + y² - 1)^(2/3) is told by its circle, while √(x² + y²) has a tip.
    """
    roots = [
        part
        for part in f.atoms(Pow)
        if isinstance(part.exp, Rational) and part.exp.q > 1 and part.base.has(*variables)
    ]
    for root in roots:
        slopes = derivatives.gradient(root.base, variables)
        tips = solve_system([root.base, *slopes], variables)
        if root.exp.q % 2 == 0 or root.exp < 0 or tips.solutions or not tips.is_complete:
            return False
    return bool(roots)


_OPEN = (
    SearchRemark.NO_GRADIENT_ALONG_OPEN,
    SearchRemark.NO_GRADIENT_ALONG_OPEN_BUT,
    SearchRemark.NO_GRADIENT_OPEN,
)
_ALL_SAID_OF_WINDOW = (SearchRemark.ALL_IN_WINDOW, SearchRemark.NONE_IN_WINDOW)


def _with_seams_in_mind(
    corners: Corners, f: Expr, variables: Sequence[Symbol]
) -> tuple[Finding[SearchRemark], ...]:
    """The remarks, where those of the window are about points between the seams of f.

    That there are no others in it is true only if no point on a seam is left out: where the
    seams are polynomials' zeros, and none of them is said to be open.
    """
    windows = [remark for remark in corners.remarks if remark.kind.is_of_window]
    others = [remark for remark in corners.remarks if remark not in windows]
    if not windows:
        return tuple(others)
    is_all = (
        not others
        and not corners.may_miss
        and not corners.repetition
        and all(remark.kind in _ALL_SAID_OF_WINDOW for remark in windows)
        and _has_polynomial_seams(f, variables)
    )
    return (*others, windows[0] if is_all else _with_others(windows[0]))


def _has_polynomial_seams(f: Expr, variables: Sequence[Symbol]) -> bool:
    """Whether what changes its sign on a seam of f is a polynomial each time."""
    parts = f.atoms(Abs, Max, Min, sign, Relational)
    roots = (part.base for part in f.atoms(Pow) if not part.exp.is_Integer)
    operands = (operand for part in parts for operand in part.args)
    return all(operand.is_polynomial(*variables) for operand in (*operands, *roots))


def _in_parts(
    f: Expr, variables: Sequence[Symbol], program: Program, points: Sequence[CriticalPoint]
) -> Iterator[CriticalPoint]:
    """The points, and curves of undecided kind in parts of one kind each."""
    found: list[CriticalPoint] = []
    for point in points:
        parts = None
        if point.kind == "undecided" and has_free(point, variables):
            parts = split_curve(
                f, variables, point, lambda place: exact_point(f, variables, program, place)
            )
        new = (point,) if parts is None else parts
        found += (part for part in new if not any(is_same_row(part, other) for other in found))
    for point in list(found):
        if any(_is_part(point, other) for other in found if other is not point):
            found.remove(point)
    for point in found:
        others = (other for other in found if other is not point and has_free(other, variables))
        if has_free(point, variables) or not any(
            repeats(point, other, variables) for other in others
        ):
            yield point


def _is_part(point: CriticalPoint, whole: CriticalPoint) -> bool:
    """Whether another row says the same of all its points."""
    return (
        (point.point, point.kind, point.is_strict) == (whole.point, whole.kind, whole.is_strict)
        and point.where != whole.where
        and is_covered(
            true if point.where is None else point.where,
            true if whole.where is None else whole.where,
        )
    )


def _is_half(point: CriticalPoint, variables: Sequence[Symbol]) -> bool:
    """Whether it is a half of a curve such as y = √(1 - x²)."""
    roots = (part for value in point.point for part in value.atoms(Pow))
    return any(root.has(*variables) and not root.exp.is_Integer for root in roots)


def _more(
    f: Expr, variables: Sequence[Symbol], program: Program, exact: CriticalPoints
) -> CriticalPoints:
    if f.free_symbols - set(variables):
        raise UnsolvedError
    partials = derivatives.gradient(f, variables)
    hessian = derivatives.hessian(partials, variables)
    smooth = Smooth(f, program, variables, hessian)
    if is_of_high_degree(f, variables):
        return in_window(smooth, partials, exact)
    try:
        points = list(of_polynomials(smooth, partials, exact.points))
    except UnsolvedError:
        pass
    else:
        return CriticalPoints(in_order(points), is_complete=True)
    try:
        points = list(of_exponentials(smooth, partials))
    except UnsolvedError:
        return in_window(smooth, partials, exact)
    return CriticalPoints(in_order(points), is_complete=True)
