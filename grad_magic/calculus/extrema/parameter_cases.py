"""Critical points of a function with parameters, told apart by the parameters' values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise, product
from typing import TYPE_CHECKING

from sympy import (
    Abs,
    And,
    Expr,
    Gt,
    Integer,
    Lt,
    Matrix,
    Or,
    Symbol,
    factor,
    oo,
    resultant,
    together,
)

from grad_magic.calculus.derivatives import gradient, hessian
from grad_magic.calculus.exact.numbers import ascending, sign_of
from grad_magic.calculus.exact.simplify import shorten
from grad_magic.calculus.extrema.case_search import CaseSearch, Repeated
from grad_magic.calculus.extrema.cubic_and_square import cases_of_cubic_and_square
from grad_magic.calculus.extrema.curves.curve_parts import (
    number_between,
    zeros_of,
)
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.calculus.extrema.general_cases import cases_in_general, points_in_general
from grad_magic.calculus.extrema.kinds.critical import critical_kind
from grad_magic.calculus.extrema.kinds.lowest_forms import lowest_form
from grad_magic.calculus.extrema.kinds.verdicts import Searcher
from grad_magic.calculus.extrema.parameter_groups import Group, group_of, with_condition
from grad_magic.calculus.extrema.parameter_rows import (
    is_alike,
    is_its_case,
    restricted,
    shortened,
    with_joined_roots,
    with_roots_of_squares,
    with_symbols,
    with_value_of,
)
from grad_magic.calculus.extrema.parameter_units import (
    kind_without_parameters,
    units_of,
)
from grad_magic.calculus.extrema.polynomial_cases import (
    cases_of_cubic,
    cases_of_quadratic,
    hessian_at,
    of_kind,
    point_of_quadratic,
)
from grad_magic.calculus.extrema.repetition import with_other_coordinates
from grad_magic.calculus.extrema.slopes_of_pieces import (
    between,
    breaks_of_pieces,
    breaks_of_ranges,
    breaks_of_slopes,
)
from grad_magic.findings import Finding, SearchRemark
from grad_magic.formula.program import Program, compile_formula
from grad_magic.solution import CriticalPoint, CriticalPoints

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean

_MOST_PARAMETERS = 2
_MOST_BREAKS = 6
# Longer expressions are not factored.
_LONGEST_MINOR = 200


def by_parameters(
    f: Expr, variables: Sequence[Symbol], program: Program, search: Searcher
) -> CriticalPoints | None:
    """The critical points, each with the values of the parameters for which it is of its kind.

    Args:
        f: the function, with one or two parameters beside its variables.
        variables: its n variables.
        program: the function as typed.
        search: finds the critical points of a function.

    Returns:
        All of them, with what is taken for granted; None where they could not be found.
    """
    parameters = sorted(f.free_symbols - set(variables), key=str)
    quadratic = point_of_quadratic(f, variables, program)
    # One that has cancelled, as in a·x/a, still tells where f has values.
    has_cancelled = program.instructions[-1].formula.names - f.free_symbols - set(variables)
    if has_cancelled:
        return None
    if quadratic is not None and not hessian_at(f, variables, quadratic).free_symbols:
        return CriticalPoints((_settled_at(f, variables, quadratic, {}),), is_complete=True)
    with suppress(UnsolvedError):
        if quadratic is not None and len(parameters) > 1:
            return cases_of_quadratic(f, variables, quadratic)
    by_signs = None
    with suppress(UnsolvedError):
        among = CaseSearch(f, variables, program.instructions[-1].formula, search)
        by_signs = _cases(f, variables, parameters, quadratic, among)
        if not _is_open(by_signs):
            return by_signs
    otherwise = (
        cases_of_cubic(f, variables, program)
        or cases_of_cubic_and_square(f, variables, program)
        or cases_in_general(f, variables, program)
    )
    # Of (x - a)²(x - b) no kind depends on the signs of a and b, but on which is larger.
    return otherwise if otherwise and not _is_open(otherwise) else by_signs or otherwise


def _is_open(found: CriticalPoints) -> bool:
    return any(point.kind == "undecided" for point in found.points)


def _cases(
    f: Expr,
    variables: Sequence[Symbol],
    parameters: Sequence[Symbol],
    quadratic: CriticalPoint | None,
    search: CaseSearch,
) -> CriticalPoints:
    if len(parameters) > _MOST_PARAMETERS:
        raise UnsolvedError
    if len(parameters) == 1:
        points = tuple(_of_one(f, variables, parameters[0], quadratic, search))
        remarks = tuple(search.remarks())
    else:
        points = tuple(_of_signs(f, variables, parameters, search))
        not_zero = Finding(SearchRemark.PARAMETERS_NOT_ZERO, {"parameters": tuple(parameters)})
        remarks = (*search.remarks(), not_zero)
    repetition = search.repetition()
    return CriticalPoints(points, not repetition, repetition, remarks)


def _of_one(
    f: Expr,
    variables: Sequence[Symbol],
    parameter: Symbol,
    quadratic: CriticalPoint | None,
    search: CaseSearch,
) -> Iterator[CriticalPoint]:
    """The line of the parameter is cut at 0 and where a Hessian becomes singular.

    Between these values the eigenvalues of no Hessian change their signs.
    """
    groups: list[Group] = []
    breaks, cells = _cells(f, variables, parameter, quadratic, search)
    for index, points in enumerate(cells):
        for point in points:
            group_of(point, groups).stretches.add(index)
    for index, value in enumerate(breaks):
        for point in search.points_at(parameter, value):
            whole = [
                g for g in groups if is_its_case(point, g.point, {parameter: value}, variables)
            ]
            # Where two points meet, what they become is none of both.
            own = whole[0] if len(whole) == 1 else group_of(point, groups)
            own.breaks.add(index)
    for group in groups:
        yield with_condition(group, parameter, breaks)


def _cells(
    f: Expr,
    variables: Sequence[Symbol],
    parameter: Symbol,
    quadratic: CriticalPoint | None,
    search: CaseSearch,
) -> tuple[Sequence[Expr], list[list[CriticalPoint]]]:
    """The breaks, and between each two the points with their kinds."""
    try:
        sides, unequal = _of_both_signs(f, variables, parameter, quadratic, search)
    except UnsolvedError:
        slopes = breaks_of_slopes(f, variables, parameter)
        ranges = breaks_of_ranges(f, variables, parameter)
        breaks = ascending({*slopes, *_borders(f, variables, parameter), *ranges})
        return breaks, _cells_between(breaks, parameter, search)
    breaks, cells = _breaks(f, variables, parameter, sides, unequal), []
    with suppress(UnsolvedError):
        for low, high in pairwise([-oo, *breaks, oo]):
            number = number_between(low, high)
            side = sides[-1 if sign_of(number) == -1 else 1]
            cells.append([_settled(f, variables, p, parameter, (low, high)) for p in side])
        return breaks, cells
    return breaks, _cells_between(breaks, parameter, search)


def _borders(f: Expr, variables: Sequence[Symbol], parameter: Symbol) -> tuple[Expr, ...]:
    with suppress(UnsolvedError):
        return breaks_of_pieces(f, variables, parameter)
    return ()


def _cells_between(
    breaks: Sequence[Expr], parameter: Symbol, search: CaseSearch
) -> list[list[CriticalPoint]]:
    """The points where signs are settled between -1 and 1, as for |x| + ax.

    Raises:
        UnsolvedError: the points between two breaks are not all found.
    """
    if not 1 < len(breaks) <= _MOST_BREAKS:
        raise UnsolvedError
    size = Symbol(parameter.name, positive=True)
    cells = []
    for low, high in pairwise([-oo, *breaks, oo]):
        number, back = between(low, high, size)
        f = search.f.xreplace({parameter: number})
        points: Sequence[CriticalPoint] = search.complete({parameter: number}, {size: back}).points
        if any(point.kind == "undecided" and point.has_gradient for point in points):
            is_regular = _is_regular_between(search.f, search.variables, parameter, (low, high))
            points = [
                _with_kind_for_all(f, search.variables, point, size, is_regular=is_regular)
                for point in points
            ]
        if any(point.kind == "undecided" for point in points):
            raise UnsolvedError
        told = (with_joined_roots(shortened(with_symbols(p, {size: back}))) for p in points)
        sign = 1 if sign_of(low) in (0, 1) else -1 if sign_of(high) in (0, -1) else 0
        told = (with_roots_of_squares(point, parameter, sign) for point in told)
        told = (with_value_of(search.f, search.variables, point) for point in told)
        cells.append([with_roots_of_squares(point, parameter, sign) for point in told])
    search.may_leave_out.add(parameter)
    return cells


def _with_kind_for_all(
    f: Expr, variables: Sequence[Symbol], point: CriticalPoint, size: Symbol, *, is_regular: bool
) -> CriticalPoint:
    """The point, with the kind of its Hessian if that is singular for no size."""
    if point.kind != "undecided" or not point.has_gradient:
        return point
    with suppress(UnsolvedError):
        determinant = shorten(hessian_at(f, variables, point).det(method="berkowitz"))
        zeros = zeros_of(determinant, size) if determinant != 0 and not is_regular else ()
        if determinant != 0 and all(sign_of(zero) in (-1, 0) for zero in zeros):
            return _settled_at(f, variables, point, {size: Integer(1)})
    return point


def _is_regular_between(
    f: Expr, variables: Sequence[Symbol], parameter: Symbol, ends: tuple[Expr, Expr]
) -> bool:
    """Whether for no value between two breaks a partial derivative and D are 0 at once.

    Both are quotients of polynomials in the parameter and one variable.
    """
    slopes = gradient(f, variables)
    determinant = hessian(slopes, variables).det(method="berkowitz")
    for variable, slope in zip(variables, slopes, strict=True):
        known = {variable, parameter}
        if not (slope.free_symbols <= known and determinant.free_symbols <= known):
            continue
        first, second = (together(part).as_numer_denom()[0] for part in (slope, determinant))
        if not (first.is_polynomial(*known) and second.is_polynomial(*known)):
            return False
        with suppress(UnsolvedError):
            common = resultant(first, second, variable)
            low, high = ends
            return common != 0 and not any(low < z < high for z in zeros_of(common, parameter))
    return False


def _of_both_signs(
    f: Expr,
    variables: Sequence[Symbol],
    parameter: Symbol,
    quadratic: CriticalPoint | None,
    search: CaseSearch,
) -> tuple[Mapping[int, Sequence[CriticalPoint]], Sequence[Expr]]:
    """The points for each sign of the parameter, but for where some expressions are 0."""
    if quadratic is not None:
        return {s: [quadratic] for s in (-1, 1)}, ()
    with suppress(UnsolvedError):
        signs = (-1, 1)
        return {s: list(_with_signs(f, variables, {parameter: s}, search)) for s in signs}, ()
    general = points_in_general(f, variables, compile_formula(search.formula))
    return dict.fromkeys((-1, 1), general.points), general.unequal


def _breaks(
    f: Expr,
    variables: Sequence[Symbol],
    parameter: Symbol,
    sides: Mapping[int, Sequence[CriticalPoint]],
    unequal: Sequence[Expr],
) -> list[Expr]:
    """0 and the values of the parameter for which an expression is 0 or a Hessian singular."""
    breaks = _with_zeros([Integer(0)], unequal, parameter)
    for sign, points in sides.items():
        for point in points:
            if point.kind == "undecided":
                determinant = shorten(hessian_at(f, variables, point).det(method="berkowitz"))
                zeros = _zeros_at(f, variables, point, determinant, parameter)
                breaks += (z for z in zeros if sign_of(z) == sign and z not in breaks)
    if len(breaks) > _MOST_BREAKS:
        raise UnsolvedError
    return ascending(breaks)


def _zeros_at(
    f: Expr, variables: Sequence[Symbol], point: CriticalPoint, determinant: Expr, parameter: Symbol
) -> Sequence[Expr]:
    """Where the kind may change: by the Hessian, or else by the terms of lowest order."""
    if determinant != 0:
        return zeros_of(determinant, parameter)
    form = lowest_form(f, variables, point.point, parameter)
    return () if form is None else tuple(form.breaks())


def _with_zeros(
    breaks: Sequence[Expr], expressions: Sequence[Expr], parameter: Symbol
) -> list[Expr]:
    """The breaks, and the values of the parameter for which an expression is 0."""
    zeros = (zero for expression in expressions for zero in zeros_of(expression, parameter))
    return ascending(dict.fromkeys((*breaks, *zeros)))


def _settled(
    f: Expr,
    variables: Sequence[Symbol],
    point: CriticalPoint,
    parameter: Symbol,
    ends: tuple[Expr, Expr],
) -> CriticalPoint:
    """The point with the kind that it has for all values of the parameter between two breaks."""
    with suppress(UnsolvedError):
        return _settled_at(f, variables, point, {parameter: number_between(*ends)})
    form = lowest_form(f, variables, point.point, parameter)
    if form is None:
        raise UnsolvedError
    return point.with_verdict(form.verdict_between(ends))


def _settled_at(
    f: Expr, variables: Sequence[Symbol], point: CriticalPoint, place: dict[Symbol, Expr]
) -> CriticalPoint:
    """The point with the kind that its Hessian has for one value of the parameter."""
    if point.kind != "undecided":
        return point
    kind = critical_kind(hessian_at(f, variables, point).xreplace(place))
    if kind == "undecided":
        raise UnsolvedError
    return of_kind(point, kind)


def _of_signs(
    f: Expr, variables: Sequence[Symbol], parameters: Sequence[Symbol], search: CaseSearch
) -> Iterator[CriticalPoint]:
    """The points for each combination of signs."""
    groups: list[tuple[CriticalPoint, list[Boolean]]] = []
    combinations = list(product((1, -1), repeat=len(parameters)))
    for signs in combinations:
        assumed = dict(zip(parameters, signs, strict=True))
        condition = And(*(Gt(p, 0) if sign > 0 else Lt(p, 0) for p, sign in assumed.items()))
        for point in _with_signs(f, variables, assumed, search):
            for other, conditions in groups:
                if is_alike(point, other):
                    conditions.append(condition)
                    break
            else:
                groups.append((point, [condition]))
    for point, conditions in groups:
        if len(conditions) == len(combinations):
            yield point
        else:
            yield restricted(point, _shared(conditions, parameters))


def _shared(conditions: Sequence[Boolean], parameters: Sequence[Symbol]) -> Boolean:
    """The condition on one of the parameters alone, if the other does not matter."""
    for parameter in parameters:
        for relation in (Gt(parameter, 0), Lt(parameter, 0)):
            have = [condition for condition in conditions if relation in condition.args]
            if len(have) == len(conditions) == 2 ** (len(parameters) - 1):
                return relation
    return Or(*conditions)


def _with_signs(
    f: Expr, variables: Sequence[Symbol], signs: dict[Symbol, int], search: CaseSearch
) -> Iterator[CriticalPoint]:
    """The critical points where the parameters have these signs."""
    # A negative one is the opposite of a positive one, of which roots are drawn more easily.
    sizes = {parameter: Symbol(parameter.name, positive=True) for parameter in signs}
    back = {size: signs[parameter] * parameter for parameter, size in sizes.items()}
    signed = {parameter: signs[parameter] * sizes[parameter] for parameter in signs}
    for found in _in_units(f, variables, signs, search) or search.complete(signed, back).points:
        point, kind = found, ""
        if point.kind == "undecided" and not any(value.has(*variables) for value in point.point):
            kind = _kind_by_minors(hessian_at(f.xreplace(signed), variables, point))
            if not kind:
                point = kind_without_parameters(f.xreplace(signed), variables, point)
        yield with_symbols(of_kind(point, kind) if kind else point, back)


def _in_units(
    f: Expr, variables: Sequence[Symbol], signs: Mapping[Symbol, int], search: CaseSearch
) -> tuple[CriticalPoint, ...] | None:
    """The critical points, by those of a function without parameters: x²y(a - x - y) for a = ±1.

    None where there is no such function, or where not all of its points are known in closed form.
    """
    sizes = {parameter: Symbol(parameter.name, positive=True) for parameter in signs}
    signed = f.xreplace({parameter: sign * sizes[parameter] for parameter, sign in signs.items()})
    units = units_of(signed, variables, tuple(sizes.values()))
    if units is None:
        return None
    apart = replace(search, seams={}, repetitions=[])
    try:
        found = apart.complete({p: Integer(sign) for p, sign in signs.items()}, {})
    except UnsolvedError:
        return None
    is_exact = not any(point.is_approximate or point.kind == "undecided" for point in found.points)
    if apart.seams or not is_exact or any(told.kind.is_of_inner for told in found.repetition):
        return None
    points = tuple(map(units.point, found.points))
    # The period of sin(ax) is the same for a and -a.
    absolute = {size: Abs(parameter) for parameter, size in sizes.items()}
    lengths = ((unit.xreplace(absolute), Integer(0)) for unit in units.of_variables)
    coordinates = dict(zip(variables, lengths, strict=True))
    periods = with_other_coordinates(found.repetition, coordinates)
    search.repetitions.append(Repeated(points, tuple(periods)))
    return points


def _kind_by_minors(hessian: Matrix) -> str:
    """The kind by Sylvester's criterion, or by entries of both signs; "" where neither tells."""
    size = hessian.rows
    diagonal = {_sign(hessian[i, i]) for i in range(size)}
    minors = [_sign(hessian.extract([i, k], [i, k]).det()) for i in range(size) for k in range(i)]
    if {1, -1} <= diagonal or -1 in minors:
        return "saddle"
    leading = [_sign(hessian[:k, :k].det(method="berkowitz")) for k in range(1, size + 1)]
    if all(sign == 1 for sign in leading):
        return "minimum"
    if all(sign == (-1) ** (k + 1) for k, sign in enumerate(leading)):
        return "maximum"
    return ""


def _sign(minor: Expr) -> int | None:
    sign = sign_of(shorten(minor))
    is_open = sign is None and minor.count_ops() <= _LONGEST_MINOR
    return sign_of(factor(together(minor))) if is_open else sign
