"""Every critical point that can be found, by all means there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cmp_to_key
from itertools import product

import mpmath
from sympy import (
    Abs,
    And,
    Eq,
    Expr,
    Float,
    Integer,
    Max,
    Min,
    Poly,
    Pow,
    Rational,
    Symbol,
    exp,
    false,
    log,
    powsimp,
    sign,
    together,
    true,
)
from sympy.core.relational import Relational

from grad_magic.calculus import derivatives
from grad_magic.calculus.budget import time_limit
from grad_magic.calculus.by_values.critical_values import is_confirmed
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.extrema.added_parameters import without_added_parameters
from grad_magic.calculus.extrema.approximate_points import (
    Smooth,
    critical_point_near,
    exact_candidates,
    simple_number_near,
)
from grad_magic.calculus.extrema.boundaries import has_boundary_points
from grad_magic.calculus.extrema.common_points import points_for_every_parameter
from grad_magic.calculus.extrema.compositions import is_composition, level_sets
from grad_magic.calculus.extrema.corners.cancelling_seams import without_cancelling_seams
from grad_magic.calculus.extrema.corners.confirmed_rows import confirmed_rows
from grad_magic.calculus.extrema.corners.corner_points import Corners, corner_points
from grad_magic.calculus.extrema.corners.linear_pieces import linear_pieces
from grad_magic.calculus.extrema.corners.seams import CORNERS, has_corners
from grad_magic.calculus.extrema.critical_points import critical_point_at, critical_points
from grad_magic.calculus.extrema.curves.curve_parts import implicit_curve, split_curve
from grad_magic.calculus.extrema.curves.factor_curves import factor_curves, points_on
from grad_magic.calculus.extrema.curves.joined_branches import join_branches
from grad_magic.calculus.extrema.curves.rays import half_axes, rays_through
from grad_magic.calculus.extrema.curves.regions import is_covered
from grad_magic.calculus.extrema.curves.repeated_factors import (
    classify_repeated,
    factor_systems,
    shared_factors,
)
from grad_magic.calculus.extrema.equations.real_solutions import DIGITS, real_solutions
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.calculus.extrema.equations.systems import solve_system
from grad_magic.calculus.extrema.equations.windows import zeros_in_window
from grad_magic.calculus.extrema.kinds.least_values import is_least
from grad_magic.calculus.extrema.kinds.verdicts import strict_reason
from grad_magic.calculus.extrema.parameter_cases import by_parameters
from grad_magic.calculus.extrema.steps import points_between_steps
from grad_magic.calculus.extrema.translations import without_translations
from grad_magic.errors import GradMagicError, NoAnswerError
from grad_magic.findings import Finding, SearchRemark
from grad_magic.formula.program import Program
from grad_magic.formula.sympy_forms import is_real_number
from grad_magic.solution import CriticalPoint, CriticalPoints

# What can't be found in this time is left open.
_SECONDS = 3.5
_SECONDS_WHERE_SLOW = 1.0
_SECONDS_OF_CLOSED_FORM = 4.0
# Beyond this degree the algebra of several equations takes minutes.
_HIGHEST_DEGREE = 40
_MOST_SYSTEMS = 36
# A list of more points tells a reader nothing.
_MOST_POINTS = 24
# Each takes some milliseconds to try.
_MOST_GUESSES = 12
# Where the kind of so many stays open, they are met by chance on a curve or in a region.
_FEWEST_OF_A_CURVE = 3
_MOST_PLACES = 100
# What SymPy raises for what it can't compare, sort or take apart (1.14: "sorted roots not supported
# over QQ[pi]", "not comparable"). Which functions these are is not documented, so that the search
# as a whole leaves open what it stumbled over; an answer with all else stands.
_SYMPY_GAVE_UP = (NotImplementedError, ValueError, TypeError, ZeroDivisionError, RecursionError)
_WINDOWS = (10, 5, 2, 1)
# A point whose decimals satisfy an equation so well lies on its curve.
_ON_CURVE = Rational(1, 10**15)


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
    return _as_strict(point)


def _as_strict(point: CriticalPoint) -> CriticalPoint:
    return replace(point, is_strict=True, reason=strict_reason(point.reason))


def _told_by_equations(
    f: Expr, variables: Sequence[Symbol], program: Program, points: Sequence[CriticalPoint]
) -> tuple[CriticalPoint, ...]:
    """The points, and x² + y² = 1 in place of y = √(1 - x²) and y = -√(1 - x²)."""
    if not any(_has_free(point, variables) for point in points) or has_corners(program, variables):
        return tuple(points)
    for curve in factor_curves(f, variables):
        rows = points_on(curve, variables, lambda place: _exact_point(f, variables, program, place))
        if rows is not None:
            others = (
                point
                for point in points
                if not (curve.is_told_by(point.where) or curve.holds(point.point, variables))
            )
            points = _sorted([*others, *rows])
    return tuple(points)


def _equation_of(point: CriticalPoint) -> Eq | None:
    """The equation that a curve is given by."""
    conditions = () if point.where is None else And.make_args(point.where)
    return next((part for part in conditions if isinstance(part, Eq)), None)


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
    is_slow = _is_of_high_degree(f, variables) or is_composition(f, variables)
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


def _is_of_high_degree(f: Expr, variables: Sequence[Symbol]) -> bool:
    exponents = (part.exp for part in f.atoms(Pow) if part.base.has(*variables))
    return any(exponent.is_Integer and exponent > _HIGHEST_DEGREE for exponent in exponents)


def search_smooth(f: Expr, variables: Sequence[Symbol], program: Program) -> CriticalPoints:
    """The critical points away from the seams of f, where it is smooth."""
    exact = CriticalPoints(*critical_points(f, variables, program, only_smooth=True))
    if exact.is_complete is None or any(_is_half(point, variables) for point in exact.points):
        levels = level_sets(f, variables, program, _search)
        if levels is not None:
            return CriticalPoints(_sorted(levels.points), levels.is_complete, levels.repetition)
    found = exact if exact.is_complete is not None else _more(f, variables, program, exact)
    return replace(found, points=_sorted(_in_parts(f, variables, program, found.points)))


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
        return replace(between, points=_sorted(between.points))
    if has_corners(program, variables):
        return _search_corners(f, variables, program)
    if exact.is_complete is None or any(_is_half(point, variables) for point in exact.points):
        levels = level_sets(f, variables, program, _search)
        if levels is not None:
            return CriticalPoints(_sorted(levels.points), levels.is_complete, levels.repetition)
    found = exact if exact.is_complete is not None else _more(f, variables, program, exact)
    return replace(found, points=_sorted(_in_parts(f, variables, program, found.points)))


def _search_with_parameters(
    f: Expr, variables: Sequence[Symbol], program: Program, exact: CriticalPoints
) -> CriticalPoints:
    cases = by_parameters(f, variables, program, _search)
    if cases is not None:
        return replace(cases, points=_sorted(cases.points))
    if exact.points or exact.is_complete is not None:
        return exact
    return replace(exact, points=_sorted(points_for_every_parameter(f, variables, program)))


def _search_corners(f: Expr, variables: Sequence[Symbol], program: Program) -> CriticalPoints:
    is_of_inner = f.has(*CORNERS) or _has_only_cusps(f, variables)
    if is_of_inner and is_composition(f, variables):
        levels = level_sets(f, variables, program, _search)
        if levels is not None and levels.is_complete is not None:
            return CriticalPoints(_sorted(levels.points), levels.is_complete, levels.repetition)
    with suppress(UnsolvedError):
        of_pieces = linear_pieces(f, variables, program)
        return replace(of_pieces, points=_sorted(of_pieces.points))
    corners = corner_points(f, variables, program, _search, search_smooth)
    if corners.is_complete is None or any(remark.kind in _OPEN for remark in corners.remarks):
        with suppress(UnsolvedError):
            of_pieces = linear_pieces(f, variables, program, fewest=1)
            return replace(of_pieces, points=_sorted(of_pieces.points))
    return CriticalPoints(
        _sorted(corners.points),
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
        if point.kind == "undecided" and _has_free(point, variables):
            parts = split_curve(
                f, variables, point, lambda place: _exact_point(f, variables, program, place)
            )
        new = (point,) if parts is None else parts
        found += (part for part in new if not any(_is_same(part, other) for other in found))
    for point in list(found):
        if any(_is_part(point, other) for other in found if other is not point):
            found.remove(point)
    for point in found:
        others = (other for other in found if other is not point and _has_free(other, variables))
        if _has_free(point, variables) or not any(
            _repeats(point, other, variables) for other in others
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


def _is_same(first: CriticalPoint, second: CriticalPoint) -> bool:
    return first.where == second.where and first.point == second.point


def _repeats(point: CriticalPoint, curve: CriticalPoint, variables: Sequence[Symbol]) -> bool:
    """Whether a curve's row says all that is known of a point."""
    is_alike = (point.kind, point.is_strict) == (curve.kind, curve.is_strict)
    if not is_alike and point.kind != "undecided":
        return False
    place = dict(zip(variables, point.point, strict=True))
    if curve.where is not None and curve.where.xreplace(place) != true:
        return False
    if point.is_approximate:
        numbers = [mpmath.mpmathify(value.evalf(DIGITS)) for value in point.point]
        return _is_on(numbers, curve, variables)
    return all(
        sign_of((value.xreplace(place) - wanted).expand()) == 0
        for value, wanted in zip(curve.point, point.point, strict=True)
    )


def _has_free(point: CriticalPoint, variables: Sequence[Symbol]) -> bool:
    return any(value.has(*variables) for value in point.point)


def _is_half(point: CriticalPoint, variables: Sequence[Symbol]) -> bool:
    """Whether it is a half of a curve such as y = √(1 - x²)."""
    roots = (part for value in point.point for part in value.atoms(Pow))
    return any(root.has(*variables) and not root.exp.is_Integer for root in roots)


def _exact_point(
    f: Expr, variables: Sequence[Symbol], program: Program, place: tuple[Expr, ...]
) -> CriticalPoint | None:
    found = critical_point_at(f, variables, program, place)
    if found is None:
        raise UnsolvedError
    return found[0] if found else None


def _more(
    f: Expr, variables: Sequence[Symbol], program: Program, exact: CriticalPoints
) -> CriticalPoints:
    if f.free_symbols - set(variables):
        raise UnsolvedError
    partials = derivatives.gradient(f, variables)
    hessian = derivatives.hessian(partials, variables)
    smooth = Smooth(f, program, variables, hessian)
    if _is_of_high_degree(f, variables):
        return _in_window(smooth, partials, exact)
    try:
        points = list(_of_polynomials(smooth, partials, exact.points))
    except UnsolvedError:
        pass
    else:
        return CriticalPoints(_sorted(points), is_complete=True)
    try:
        points = list(_of_exponentials(smooth, partials))
    except UnsolvedError:
        return _in_window(smooth, partials, exact)
    return CriticalPoints(_sorted(points), is_complete=True)


def _of_polynomials(
    smooth: Smooth, partials: Sequence[Expr], known: Sequence[CriticalPoint]
) -> Iterator[CriticalPoint]:
    """The zeros of a gradient whose entries are quotients of polynomials.

    Raises:
        UnsolvedError: they are not, or their zeros could not be found.
    """
    seen: list[tuple[mpmath.mpf, ...]] = []
    curves = [point for point in known if _has_free(point, smooth.variables)]
    for equations in _systems(partials, smooth.variables):
        if len(equations) < len(smooth.variables):
            yield from _curves_of(smooth, equations, curves)
            continue
        for solution in real_solutions(equations, smooth.variables):
            numbers = solution.numbers()
            if any(_is_near(numbers, other) for other in seen):
                continue
            seen.append(numbers)
            if any(_is_on(numbers, curve, smooth.variables) for curve in curves):
                continue
            found: CriticalPoint | None
            if not any(value.has(Float) for value in solution.point):
                point = critical_point_at(
                    smooth.f, smooth.variables, smooth.program, solution.point
                )
                if point is not None:
                    yield from point
                    continue
            found = _known_near(numbers, known, smooth.variables) or critical_point_near(
                smooth, numbers, solution
            )
            if found is not None:
                yield found


def _systems(partials: Sequence[Expr], variables: Sequence[Symbol]) -> Iterator[tuple[Expr, ...]]:
    """Systems of irreducible polynomials, one of which holds where ∇f = 0."""
    choices = []
    for partial in partials:
        numerator = together(partial).as_numer_denom()[0].expand()
        if numerator == 0:
            continue
        if not numerator.is_polynomial(*variables):
            raise UnsolvedError
        factors = Poly(numerator, *variables).factor_list()[1]
        choices.append([part.as_expr() for part, _ in factors])
    total = 1
    for choice in choices:
        total *= len(choice)
    if total > _MOST_SYSTEMS:
        raise UnsolvedError
    systems = {frozenset(equations) for equations in product(*choices)}
    for equations in sorted(systems, key=len):
        yield tuple(sorted(equations, key=str))


def _curves_of(
    smooth: Smooth, equations: tuple[Expr, ...], curves: list[CriticalPoint]
) -> Iterator[CriticalPoint]:
    """Curves and surfaces of zeros: as they are known, solved for a variable, or implicit."""
    variables = smooth.variables
    told = _curve_by_equation(smooth, equations)
    if told is not None:
        curves += told
        yield from told
        return
    search = solve_system(equations, variables)
    if search.is_complete and not search.repeating:
        for assignment in search.solutions:
            place = tuple(assignment.get(variable, variable) for variable in variables)
            # What is known of the curve so far may be parts of it.
            found = critical_point_at(smooth.f, variables, smooth.program, place)
            if found is None:
                raise UnsolvedError
            curves += found
            yield from found
        return
    if len(equations) > 1:
        raise UnsolvedError
    curve = implicit_curve(smooth.f, variables, equations[0])
    if curve is None:
        raise UnsolvedError
    curves.append(curve)
    yield curve


def _curve_by_equation(smooth: Smooth, equations: tuple[Expr, ...]) -> list[CriticalPoint] | None:
    """The points where a repeated factor is 0, told by this equation where that is better."""
    if len(equations) > 1:
        return None
    for curve in factor_curves(smooth.f, smooth.variables):
        if curve.curve in (equations[0], -equations[0]):
            return points_on(
                curve,
                smooth.variables,
                lambda place: _exact_point(smooth.f, smooth.variables, smooth.program, place),
            )
    return None


def _is_near(first: Sequence[mpmath.mpf], second: Sequence[mpmath.mpf]) -> bool:
    return all(
        abs(a - b) <= mpmath.mpf(10) ** (-DIGITS // 2) * (1 + abs(a))
        for a, b in zip(first, second, strict=True)
    )


def _is_on(
    numbers: Sequence[mpmath.mpf], curve: CriticalPoint, variables: Sequence[Symbol]
) -> bool:
    """Whether a point lies on a curve, as its decimals tell."""
    place = {
        variable: Float(number, DIGITS) for variable, number in zip(variables, numbers, strict=True)
    }
    equation = _equation_of(curve)
    if equation is not None:
        others = [part for part in And.make_args(curve.where) if part is not equation]
        if not all(part.xreplace(place) == true for part in others):
            return False
        gaps = [equation.lhs - equation.rhs]
    else:
        gaps = [value - variable for variable, value in zip(variables, curve.point, strict=True)]
        if curve.where is not None and curve.where.xreplace(place) != true:
            return False
    values = (gap.xreplace(place).evalf(DIGITS // 2) for gap in gaps)
    return all(value.is_number and abs(value) < _ON_CURVE for value in values)


def _known_near(
    numbers: Sequence[mpmath.mpf], known: Sequence[CriticalPoint], variables: Sequence[Symbol]
) -> CriticalPoint | None:
    """The exact point with these decimals, if it is known."""
    with mpmath.workdps(DIGITS):
        for point in known:
            if not _has_free(point, variables):
                decimals = [mpmath.mpmathify(value.evalf(DIGITS)) for value in point.point]
                if _is_near(numbers, decimals):
                    return point
    return None


def _of_exponentials(smooth: Smooth, partials: Sequence[Expr]) -> Iterator[CriticalPoint]:
    """One variable that stands in exponentials e^(kv) alone: a polynomial in u = e^(cv) > 0.

    Raises:
        UnsolvedError: it is another kind of function.
    """
    if len(smooth.variables) != 1:
        raise UnsolvedError
    (variable,) = smooth.variables
    unit = Symbol("u__", positive=True)
    rates = [part.args[0].expand().coeff(variable) for part in partials[0].atoms(exp)]
    if not rates or not all(rate.is_Rational and rate for rate in rates):
        raise UnsolvedError
    scale = Integer(1)
    for rate in rates:
        scale = scale * rate.q // _common(scale, rate.q)
    numerator = together(
        powsimp(partials[0].xreplace({variable: scale * log(unit)}).expand(), force=True)
    )
    numerator = numerator.as_numer_denom()[0].expand()
    if numerator.has(variable, log):
        raise UnsolvedError
    for solution in real_solutions([numerator], [unit]):
        (number,) = solution.numbers()
        if number <= 0:
            continue
        (root,) = solution.point
        if not root.has(Float):
            found = critical_point_at(
                smooth.f, smooth.variables, smooth.program, (scale * log(root),)
            )
            if found is not None:
                yield from found
                continue
        with mpmath.workdps(DIGITS):
            place = mpmath.log(number) * int(scale)
        point = critical_point_near(smooth, (place,))
        if point is not None:
            yield point


def _common(first: Integer, second: int) -> int:
    a, b = int(first), int(second)
    while b:
        a, b = b, a % b
    return a


_Zero = tuple[tuple[mpmath.mpf, ...], tuple[Expr, ...]]
"""A zero of the gradient, and the factors of its entries that are 0 there, if they are known."""


def _in_window(smooth: Smooth, partials: Sequence[Expr], exact: CriticalPoints) -> CriticalPoints:
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
    points = [point for point in exact.points if not _has_free(point, smooth.variables)]
    for zero, factors in zeros:
        is_on_curve = any(_is_on(zero, curve, smooth.variables) for curve in curves)
        if is_on_curve or _known_near(zero, points, smooth.variables) is not None:
            continue
        point = None
        if not (factors and _is_of_high_degree(smooth.f, smooth.variables)):
            point = _proved_exact(smooth, zero)
        point = point or critical_point_near(smooth, zero)
        if point is not None:
            point = _in_closed_form(smooth, _classified(smooth, point, factors, zero), factors)
            # If there are no others, none is near where f could have the same value.
            is_strict = point.is_strict is None and point.kind in ("minimum", "maximum")
            points.append(_as_strict(point) if is_strict and is_complete else point)
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
    return CriticalPoints(_sorted([*points, *curves]), None, (), tuple(remarks))


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
    return _repeats(known, ray, variables)


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
    for place in list(places)[:_MOST_GUESSES]:
        new = critical_point_at(smooth.f, smooth.variables, smooth.program, place) or ()
        found += (
            point
            for point in new
            if not any(_is_same(point, other) for other in points)
            and not any(_repeats(point, curve, smooth.variables) for curve in curves)
        )
    return found


def _curves_of_factors(
    smooth: Smooth, partials: Sequence[Expr], exact: CriticalPoints
) -> tuple[list[CriticalPoint], list[Expr]]:
    """The curves that are known or found where factors of ∇f are 0, and these factors."""
    curves = [point for point in exact.points if _has_free(point, smooth.variables)]
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
        return list(_curves_of(smooth, (part,), list(known)))
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
    search = zeros_in_window(smooth.program, partials, smooth.hessian, variables, window)
    if search is None:
        return None
    zeros: list[_Zero] = [(zero, ()) for zero in search.zeros]
    left = [tuple(map(float, (low + high) / 2)) for low, high in search.left]
    systems = None if search.is_complete else factor_systems(partials, variables, solved)
    if systems is None:
        return zeros, search.is_complete, left
    is_complete = True
    for equations in systems:
        slopes = derivatives.hessian(equations, variables)
        part = zeros_in_window(smooth.program, equations, slopes, variables, window)
        is_complete = is_complete and part is not None and part.is_complete
        for zero in () if part is None else part.zeros:
            if not any(_is_near(zero, other) for other, _ in zeros):
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


def _sorted(points: Iterator[CriticalPoint] | Sequence[CriticalPoint]) -> tuple[CriticalPoint, ...]:
    return tuple(sorted(points, key=cmp_to_key(_compare)))


def _compare(first: CriticalPoint, second: CriticalPoint) -> int:
    for a, b in zip(first.point, second.point, strict=True):
        gap = a - b
        sign = sign_of(gap.evalf(DIGITS)) if gap.is_number else None
        if sign:
            return sign
    return 0
