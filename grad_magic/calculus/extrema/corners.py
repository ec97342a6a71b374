"""Critical points of functions with corners: where ∇f = 0, and where f has no gradient.

Away from the seams of |u|, max, min, sign, roots and cases f is one of several smooth pieces. On
a seam an extremum of f is one of f restricted to it, so that the critical points of the
restriction, in one variable less, are all the places to look at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

import mpmath
from sympy import (
    Abs,
    Dummy,
    Eq,
    Expr,
    Ge,
    Gt,
    Integer,
    Le,
    Lt,
    Max,
    Min,
    Ne,
    Pow,
    Rational,
    Symbol,
    cancel,
    factor,
    nan,
    oo,
    sign,
    zoo,
)
from sympy import I as IMAGINARY_UNIT
from sympy import Tuple as SympyTuple
from sympy.core.relational import Relational
from sympy.logic.boolalg import And, Boolean, Or, false, true

from grad_magic.calculus.derivatives import gradient
from grad_magic.calculus.differentiability import judge_by_limits
from grad_magic.calculus.domains import UndefinedError, evaluate, trace
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.expansions.expansion import OutsideError
from grad_magic.calculus.extrema.comparison import settled_by_form
from grad_magic.calculus.extrema.compositions import outer_function, shifted_levels
from grad_magic.calculus.extrema.critical_points import critical_point_at, solve_equations
from grad_magic.calculus.extrema.curve_parts import (
    PointJudge,
    Sides,
    first_term,
    parts_of,
    zeros_of,
)
from grad_magic.calculus.extrema.regions import holds_at, in_intervals, opened
from grad_magic.calculus.extrema.repetition import has_domain_of_period
from grad_magic.calculus.extrema.roots import UnsolvedError
from grad_magic.calculus.extrema.seam_sides import SeamStretch, stretches_of
from grad_magic.calculus.extrema.seams import Seam, pieces_of, seams_of
from grad_magic.calculus.extrema.systems import has_period
from grad_magic.calculus.extrema.value_bounds import is_never_negative
from grad_magic.calculus.extrema.verdicts import CriticalVerdict, Searcher, extremum
from grad_magic.calculus.limits import Neighborhood, sample_directions
from grad_magic.calculus.special_points import classify_special_point
from grad_magic.findings import CriticalReason, Finding, Part, Repetition, SearchRemark
from grad_magic.formula.arithmetic import HIGH_PRECISION, NotRealError
from grad_magic.formula.program import Program, compile_formula
from grad_magic.formula.sympy_forms import (
    UnreadableExpressionError,
    from_sympy,
    is_real_number,
)
from grad_magic.solution import CriticalKind, CriticalPoint, CriticalPoints

_UNDEFINED = (nan, zoo, oo, -oo, IMAGINARY_UNIT)


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


_LEVEL_SETS = (Repetition.LEVEL_SETS, Repetition.LEVEL_SETS_BUT_VALUES)


@dataclass
class _Found:
    """What has been found, and whether it is all.

    Attributes:
        points: the critical points.
        is_complete: whether none is missing but those that remarks tell of.
        is_open: whether remarks tell that some may be missing.
        remarks, repetition: what is to be said.
        periods: with which the points on seams repeat.
        told: seams whose points are told from the pieces on both sides.
    """

    points: list[CriticalPoint] = field(default_factory=list)
    is_complete: bool = True
    is_open: bool = False
    remarks: list[Finding[SearchRemark]] = field(default_factory=list)
    repetition: tuple[Finding[Repetition], ...] = ()
    periods: list[tuple[Symbol, Expr]] = field(default_factory=list)
    told: list[tuple[Expr, ...]] = field(default_factory=list)


@dataclass(frozen=True)
class _Function:
    """f, its n variables, and f as typed."""

    f: Expr
    variables: tuple[Symbol, ...]
    program: Program


@dataclass(frozen=True)
class _Surface:
    """The zeros of a gap, solved for one variable.

    Attributes:
        seam: whose gap it is.
        place: the coordinates, in which the other variables stand for themselves.
        free: these.
    """

    seam: Seam
    place: dict[Symbol, Expr]
    free: tuple[Symbol, ...]

    @property
    def across(self) -> Symbol:
        """The variable that the others give."""
        return next(variable for variable in self.place if variable not in self.free)

    @property
    def equation(self) -> Eq:
        """The surface as that variable's value."""
        return Eq(self.across, self.place[self.across])

    def at(self, value: Expr) -> tuple[Expr, ...]:
        """The point of a curve for one value of the free variable."""
        return self.moved({self.free[0]: value})

    def moved(self, values: Mapping[Symbol, Expr]) -> tuple[Expr, ...]:
        """The point for values of the free variables."""
        return tuple(shorten_number(part.xreplace(values)) for part in self.place.values())


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
    function = _Function(f, tuple(variables), program)
    found = _Found()
    seams = list(dict.fromkeys(seams_of(program, variables)))
    _on_pieces(function, seams, search_smooth, found)
    of_pieces = found.points
    found.points = []
    for seam in seams:
        _on_seam(function, seam, search, found)
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


def _repeats(function: _Function, found: _Found) -> bool:
    """Whether all that repeats does so with the periods that are told, which f has too."""
    if all(part.kind in _LEVEL_SETS for part in found.repetition):
        # Where F′(u) is 0 all points with this u are critical.
        return bool(found.repetition) and all(
            _repeats_with_levels(function, finding) and _covers(finding, found.periods)
            for finding in found.repetition
        )
    told = {finding.parts["period"] for finding in found.repetition}
    names = [str(finding.parts.get("repeating", "")) for finding in found.repetition]
    return (
        len(told) == len(found.repetition) == 1
        and not any(names)
        and all(period in told for _, period in found.periods)
        and all(
            has_period(function.f, variable, period)
            and has_domain_of_period(function.program, variable, period)
            for period in told
            if isinstance(period, Expr)
            for variable in function.variables
        )
    )


def _repeats_with_levels(function: _Function, finding: Finding[Repetition]) -> bool:
    """Whether not only the pieces but f is a function of u with the period that is told."""
    inner, period = finding.parts["inner"], finding.parts["period"]
    assert isinstance(inner, Expr)
    assert isinstance(period, Expr)
    outer = outer_function(function.f, inner, function.variables, function.program)
    return outer is not None and outer.has_period(period)


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


def _on_pieces(
    function: _Function, seams: Sequence[Seam], search_smooth: Searcher, found: _Found
) -> None:
    """The critical points off the seams: those of the smooth pieces that lie where f is them."""
    for piece, conditions in pieces_of(function.f, function.variables):
        try:
            program = compile_formula(from_sympy(piece))
        except UnreadableExpressionError:
            found.is_complete = False
            continue
        if piece == function.f:
            program = function.program
        result = search_smooth(piece, function.variables, program)
        if result.is_complete is None:
            # Of a window it is said that there may be others.
            found.is_open = True
            found.is_complete = found.is_complete and bool(result.remarks)
        # That some of a piece are not isolated says nothing of f, which may be another one there.
        left_out = SearchRemark.NOT_ISOLATED
        found.remarks += (remark for remark in result.remarks if remark.kind is not left_out)
        if result.repetition and found.repetition in ((), result.repetition):
            found.repetition = result.repetition
        elif result.repetition:
            found.is_complete = False
        more = list(_beyond_period(function, piece, result))
        for point in sorted((*result.points, *more), key=_level) if more else result.points:
            _take_from_piece(function, seams, conditions, point, found)


def _level(point: CriticalPoint) -> float:
    """By what level sets are sorted: the value of u on them; points come last."""
    if not isinstance(point.where, Eq):
        return float("inf")
    constant, _ = (point.where.lhs - point.where.rhs).as_coeff_Add()
    return -float(constant)


def _beyond_period(
    function: _Function, piece: Expr, result: CriticalPoints
) -> Iterator[CriticalPoint]:
    """Of level sets of a piece those further on, where f is another piece a period further on."""
    for finding in result.repetition:
        if finding.kind not in _LEVEL_SETS or _repeats_with_levels(function, finding):
            continue
        inner, period = finding.parts["inner"], finding.parts["period"]
        assert isinstance(inner, Expr)
        assert isinstance(period, Expr)
        variables = function.variables
        outer = outer_function(piece, inner, variables, compile_formula(from_sympy(piece)))
        for point in result.points:
            is_level = isinstance(point.where, Eq) and point.point == variables
            if outer is not None and is_level and inner.is_polynomial(*variables):
                # What is not settled is left out: the points are not said to be all.
                with suppress(UnsolvedError):
                    yield from shifted_levels(inner, outer, point, period)


def _take_from_piece(
    function: _Function,
    seams: Sequence[Seam],
    conditions: Sequence[Boolean],
    point: CriticalPoint,
    found: _Found,
) -> None:
    """A critical point of a piece, if f is this piece there."""
    place = dict(zip(function.variables, point.point, strict=True))
    if any(value.has(*function.variables) for value in point.point):
        at_place = [_number_last(condition.xreplace(place)) for condition in conditions]
        where = And(*(holds for holds in at_place if not isinstance(holds, Ne)))
        # Single points are no interval: x ≠ 0 stays as it is.
        left_out = And(*(holds for holds in at_place if isinstance(holds, Ne)))
        # Which case applies is not told from a symbol; what a piece leaves out is.
        if not any(instruction.branches for instruction in function.program.instructions):
            where = And(where, _domain_on(function, place, found))
        _take_curve(point, where, left_out, found)
        return
    gaps = [shorten_number(seam.gap.xreplace(place)) for seam in seams]
    if any(value.has(*_UNDEFINED) for value in gaps):
        return
    if point.is_approximate:
        if any(abs(value.evalf(15)) < Rational(1, 10**10) for value in gaps):
            found.is_complete = False
        elif _has_value(function, place, point.value):
            found.points.append(point)
    elif 0 not in map(sign_of, gaps):
        exact = critical_point_at(function.f, function.variables, function.program, point.point)
        found.is_complete = found.is_complete and exact is not None
        found.points += exact or ()


def _take_curve(point: CriticalPoint, where: Boolean, left_out: Boolean, found: _Found) -> None:
    """A curve or a region of critical points of a piece, as far as f is this piece."""
    if isinstance(point.where, Eq):
        # On x² + y² = 4 what is asked of x² + y² is asked of 4.
        asked = And(where, left_out).xreplace({point.where.lhs: point.where.rhs})
        found.is_complete = found.is_complete and asked in (true, false)
        if asked == true:
            found.points.append(point)
        return
    try:
        both = in_intervals(opened(And(where, true if point.where is None else point.where)))
    except UnsolvedError:
        found.is_complete = False
        return
    if both == false:
        return
    if point.reason.kind is CriticalReason.CONSTANT:
        point = replace(point, reason=Finding(CriticalReason.CONSTANT_ON_REGION))
    both = And(both, left_out)
    if both != false:
        found.points.append(replace(point, where=None if both == true else both))


def _number_last(condition: Boolean) -> Boolean:
    """x < 0 for 0 > x."""
    is_turned = isinstance(condition, Relational) and condition.lhs.is_number
    return condition.reversed if is_turned else condition


def _has_value(function: _Function, place: dict[Symbol, Expr], value: Expr) -> bool:
    """Whether f is the piece there."""
    numbers = {symbol: mpmath.mpmathify(number.evalf(30)) for symbol, number in place.items()}
    try:
        with mpmath.workdps(30):
            here = function.program.run(numbers, HIGH_PRECISION)
    except NotRealError:
        return False
    return bool(
        abs(here - mpmath.mpmathify(value.evalf(30))) < mpmath.mpf("1e-9") * (1 + abs(here))
    )


def _on_seam(function: _Function, seam: Seam, search: Searcher, found: _Found) -> None:
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
                _take(function, tuple(place.values()), found)
            elif len(free) == len(variables) - 1:
                surface = _Surface(part, place, tuple(free))
                alone = _zeros_on(seam.gap, surface) if conditions else None
                if alone is not None:
                    for point in alone:
                        _take(function, point, found)
                    continue
                is_seen = _where_upright(function, surface, found)
                count = len(found.remarks)
                _on_surface(function, surface, search, found, is_seen=is_seen)
                if not is_seen:
                    # The remark on the seam says so, if there is one.
                    found.is_complete = found.is_complete and len(found.remarks) > count
                    found.is_open = True
            else:
                found.is_complete = False


def _zeros_on(gap: Expr, surface: _Surface) -> list[tuple[Expr, ...]] | None:
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


def _where_upright(function: _Function, surface: _Surface, found: _Found) -> bool:
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
            _take(function, point, found)
            # One that is no extremum is a point of the seam like all others.
            kept = [one for one in found.points[count:] if one.has_gradient or one.kind != "saddle"]
            found.points[count:] = kept
    is_seen = is_seen and found.is_complete
    found.is_complete = was_complete
    return is_seen


def _on_surface(
    function: _Function, surface: _Surface, search: Searcher, found: _Found, *, is_seen: bool
) -> None:
    """The critical points of f restricted to a seam, each looked at in f itself.

    `is_seen`: whether none can be missing where the seam is no graph.
    """
    if _is_told_by_stretches(function, surface):
        before = replace(found, points=[*found.points], remarks=[*found.remarks])
        try:
            _on_stretches(function, surface, found, is_seen=is_seen)
        except UnsolvedError:
            found.points, found.remarks = before.points, before.remarks
            found.is_complete, found.is_open = before.is_complete, before.is_open
        else:
            return
    restricted = _restricted(function, surface)
    if restricted.has(*_UNDEFINED):
        return
    if not restricted.has(*surface.free):
        _on_level_seam(function, surface, restricted, found, is_seen=is_seen)
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
        is_curve = any(value.has(*surface.free) for value in point.point)
        if point.where is not None or is_curve or point.is_approximate:
            found.is_complete = False
        # Solved for x, as x = √(y³), not every y gives a point of the seam.
        elif all(map(is_real_number, surface.moved(values))):
            _take(function, surface.moved(values), found)
    is_listed = found.is_complete and is_seen
    count = len(found.remarks)
    _remark(function, surface, found, is_listed=is_listed)
    is_told = len(found.remarks) > count
    found.is_complete = was_complete and (is_listed or is_told)
    found.is_open = found.is_open or not is_listed


def _is_told_by_stretches(function: _Function, surface: _Surface) -> bool:
    """Whether which pieces f is beside a seam depends on more than the seam's own part."""
    part = surface.seam.part
    is_of_several = part is None or (isinstance(part, (Max, Min)) and len(part.args) > 2)
    is_in_plane = len(surface.free) == 1 and function.f.free_symbols <= set(function.variables)
    return is_of_several and is_in_plane and not surface.seam.is_edge


def _on_stretches(function: _Function, surface: _Surface, found: _Found, *, is_seen: bool) -> None:
    """The critical points of a seam along which f may be several pieces, and where it is rough.

    Raises:
        UnsolvedError: which pieces, or their zeros, are not settled.
    """
    (parameter,) = surface.free
    gaps = _gaps_beside(function, surface)
    stretches, breaks = stretches_of(function.f, gaps, surface.place, surface.across, parameter)
    was_complete, found.is_complete = found.is_complete, True
    rows: list[CriticalPoint] = []
    rough: list[Boolean] = []
    smooth: list[Expr] = []
    for value in breaks:
        _take_on_seam(function, surface, value, found)
        if _is_inside_rough(value, stretches, surface) and _has_gradient_at(
            function, surface, value
        ):
            smooth.append(value)
    for stretch in stretches:
        beside = _Beside.of(stretch, surface)
        inside = beside.within(beside.special_values(parameter))
        for value in inside:
            _take_on_seam(function, surface, value, found)
        if beside.is_rough:
            rough.append(beside.where(parameter))
            smooth += (value for value in inside if _has_gradient_at(function, surface, value))
        if beside.is_row:
            rows += beside.rows(surface, lambda spot: _judged_alone(function, spot))
    found.points += _merged(rows, parameter, found.points)
    found.told.append(tuple(surface.place.values()))
    is_listed = found.is_complete and is_seen
    found.is_complete = was_complete and found.is_complete
    found.is_open = found.is_open or not is_listed
    if rough:
        zeros = surface.equation
        if len(rough) < len(stretches):
            zeros = And(zeros, in_intervals(Or(*rough)))
        points = [SympyTuple(*surface.at(value)) for value in smooth]
        parts: dict[str, Part] = {"zeros": zeros}
        if points:
            parts["exception"] = tuple(points[0]) if len(points) == 1 else SympyTuple(*points)
        found.remarks.append(Finding(_NO_GRADIENT_ALONG[is_listed, bool(points)], parts))


def _gaps_beside(function: _Function, surface: _Surface) -> list[Expr]:
    """What is 0 on seams of f, in smooth pieces.

    Raises:
        UnsolvedError: one of a root is 0 all along the surface, where its pieces are not smooth.
    """
    gaps: list[Expr] = []
    for seam in seams_of(function.program, function.variables):
        is_root = seam.is_edge or isinstance(seam.part, Pow)
        if is_root and seam.gap.xreplace(surface.place).expand() == 0:
            raise UnsolvedError
        gaps += (gap for gap, _ in pieces_of(seam.gap, function.variables))
    return list(dict.fromkeys(gaps))


def _take_on_seam(function: _Function, surface: _Surface, value: Expr, found: _Found) -> None:
    """A point of a seam, if it is a critical one or an extremum."""
    point = surface.at(value)
    if any(part.has(*_UNDEFINED) for part in point) or not all(map(is_real_number, point)):
        return
    count = len(found.points)
    _take(function, point, found)
    # One that is no extremum is a point of the seam like all others.
    kept = [one for one in found.points[count:] if one.has_gradient or one.kind != "saddle"]
    found.points[count:] = kept


def _has_gradient_at(function: _Function, surface: _Surface, value: Expr) -> bool:
    """Whether f is differentiable at a point of a seam.

    Raises:
        UnsolvedError: that is not settled.
    """
    point = surface.at(value)
    if any(part.has(*_UNDEFINED) for part in point) or not all(map(is_real_number, point)):
        return False
    is_smooth = _has_gradient(function, point)
    if is_smooth is None:
        raise UnsolvedError
    return is_smooth


def _is_inside_rough(value: Expr, stretches: Sequence[SeamStretch], surface: _Surface) -> bool:
    """Whether f is rough on both sides of a point of a seam."""
    around = [stretch for stretch in stretches if value in (stretch.low, stretch.high)]
    return all(_Beside.of(stretch, surface).is_rough for stretch in around)


@dataclass(frozen=True)
class _Beside:
    """How f leaves its values on a stretch of a seam.

    Attributes:
        stretch: the stretch.
        value: f on it, in terms of the parameter.
        jumps: by how much f above and below tends to another value.
        slopes: its derivatives across the seam, above and below.
    """

    stretch: SeamStretch
    value: Expr
    jumps: tuple[Expr, Expr]
    slopes: tuple[Expr, Expr]

    @classmethod
    def of(cls, stretch: SeamStretch, surface: _Surface) -> _Beside:
        """What the pieces beside a seam tell.

        Raises:
            UnsolvedError: they have no derivatives there.
        """
        place, across = surface.place, surface.across
        value = stretch.on.xreplace(place).expand()
        pieces = (stretch.above, stretch.below)
        jumps = [(piece.xreplace(place) - value).expand() for piece in pieces]
        slopes = [piece.diff(across).xreplace(place).expand() for piece in pieces]
        if any(part.has(*_UNDEFINED) for part in (value, *jumps, *slopes)):
            raise UnsolvedError
        return cls(stretch, value, (jumps[0], jumps[1]), (slopes[0], slopes[1]))

    @property
    def is_rough(self) -> bool:
        """Whether f is not differentiable but perhaps at single points."""
        return any(self.jumps) or (self.slopes[0] - self.slopes[1]).expand() != 0

    @property
    def is_row(self) -> bool:
        """Whether all points of the stretch are critical, but perhaps single ones."""
        return not self.value.free_symbols and (self.is_rough or self.slopes[0] == 0)

    def special_values(self, parameter: Symbol) -> Iterator[Expr]:
        """Where f may be differentiable, or along the seam have an extremum."""
        bend = (self.slopes[0] - self.slopes[1]).expand()
        slope = self.value.diff(parameter)
        told = (*self.jumps, bend, slope, self.slopes[0] if slope == 0 else Integer(0))
        for expression in told:
            if expression != 0:
                yield from zeros_of(expression, parameter)

    def within(self, values: Iterator[Expr]) -> list[Expr]:
        """Those between the ends."""
        low, high = self.stretch.low, self.stretch.high
        found: list[Expr] = []
        for value in values:
            if value.is_number and is_real_number(value) and value not in found:
                is_above = low == -oo or sign_of(value - low) == 1
                if is_above and (high == oo or sign_of(high - value) == 1):
                    found.append(value)
        return found

    def where(self, parameter: Symbol) -> Boolean:
        """Which values of the parameter lie between the ends."""
        low, high = self.stretch.low, self.stretch.high
        return And(
            true if low == -oo else Gt(parameter, low), true if high == oo else Lt(parameter, high)
        )

    def rows(self, surface: _Surface, judge: PointJudge) -> Iterator[CriticalPoint]:
        """The points of the stretch in parts of one kind each, by the signs on both sides.

        Raises:
            UnsolvedError: they are not settled.
        """
        (parameter,) = surface.free
        where = self.where(parameter)
        row = CriticalPoint(
            tuple(surface.place.values()),
            self.value,
            "minimum",
            is_strict=False,
            reason=Finding(CriticalReason.CONSTANT_ON_REGION),
            where=None if where == true else where,
            has_gradient=not self.is_rough,
        )
        sides = Sides(self._side(0, surface), self._side(1, surface))
        if sides.first == 0 and sides.second == 0:
            yield row
            return
        reason = Finding(CriticalReason.SIGNS_ON_BOTH_SIDES, {"zeros": surface.equation})
        for part in parts_of(row, parameter, sides, reason, judge):
            is_curve = any(value.has(parameter) for value in part.point)
            if is_curve or part.has_gradient or part.kind != "saddle":
                yield part

    def _side(self, index: int, surface: _Surface) -> Expr:
        """What has the sign of f - c above the seam, or below; 0 where f is c."""
        if self.jumps[index] != 0:
            return self.jumps[index]
        piece = (self.stretch.above, self.stretch.below)[index]
        if (piece - self.value).expand() == 0:
            return Integer(0)
        lead = first_term(piece, surface.across, surface.place)
        if lead is None:
            raise UnsolvedError
        order, coefficient = lead
        return (-1) ** (order * index) * coefficient


def _merged(
    rows: Sequence[CriticalPoint], parameter: Symbol, points: Sequence[CriticalPoint]
) -> list[CriticalPoint]:
    """The rows, those that differ in their intervals alone as one."""
    groups: dict[tuple[object, ...], list[CriticalPoint]] = {}
    for row in rows:
        key = (row.point, row.value, row.kind, row.is_strict, row.has_gradient, row.reason.kind)
        groups.setdefault(key, []).append(row)
    found = []
    for alike in groups.values():
        row = alike[0]
        if len(alike) > 1:
            where = in_intervals(Or(*(true if one.where is None else one.where for one in alike)))
            if isinstance(where, Ne) and _is_like(row, parameter, where.rhs, points):
                where = true
            row = replace(row, where=None if where == true else where)
        found.append(row)
    return found


def _is_like(
    row: CriticalPoint, parameter: Symbol, value: Expr, points: Sequence[CriticalPoint]
) -> bool:
    """Whether the point that is left out of a row is listed, and of the same kind."""
    place = tuple(part.xreplace({parameter: value}) for part in row.point)
    return any(
        other.point == place
        and (other.kind, other.has_gradient) == (row.kind, row.has_gradient)
        and not other.is_strict
        for other in points
    )


def _restricted(function: _Function, surface: _Surface) -> Expr:
    """f on a seam, where u and v are the same in max(u, v), and |u| is 0."""
    part, f = surface.seam.part, function.f
    if isinstance(part, (Max, Min)) and len(part.args) == 2:
        f = f.xreplace({part: min(part.args, key=lambda one: (one.count_ops(), str(one)))})
    elif isinstance(part, Abs):
        f = f.xreplace({part: Integer(0)})
    return f.xreplace(surface.place)


def _remark(function: _Function, surface: _Surface, found: _Found, *, is_listed: bool) -> None:
    """That f has no gradient on a seam, where that is proved."""
    if _jump(function, surface) == 0:
        return
    parts: dict[str, Part] = {"zeros": surface.equation}
    exceptions = _exceptions(function, surface)
    if exceptions is None:
        remark = SearchRemark.NO_GRADIENT_PERHAPS if is_listed else SearchRemark.NO_GRADIENT_OPEN
        found.remarks.append(Finding(remark, parts))
        return
    if not _is_rough_somewhere(function, surface, exceptions):
        return
    points = [surface.at(exception) for exception in exceptions]
    if points:
        parts["exception"] = points[0] if len(points) == 1 else SympyTuple(*points)
    found.remarks.append(Finding(_NO_GRADIENT_ALONG[is_listed, bool(points)], parts))


# Whether all points that can be extrema are listed, and whether some have a gradient.
_NO_GRADIENT_ALONG = {
    (True, False): SearchRemark.NO_GRADIENT_ALONG,
    (True, True): SearchRemark.NO_GRADIENT_ALONG_BUT,
    (False, False): SearchRemark.NO_GRADIENT_ALONG_OPEN,
    (False, True): SearchRemark.NO_GRADIENT_ALONG_OPEN_BUT,
}


def _exceptions(function: _Function, surface: _Surface) -> list[Expr] | None:
    """Where on a seam f is differentiable; None where that is not settled, or all along."""
    jump = _jump(function, surface)
    if jump is None or jump == 0:
        return None
    if sign_of(jump):
        return []
    if len(surface.free) != 1 or jump.free_symbols - set(surface.free):
        return None
    try:
        zeros = zeros_of(jump, surface.free[0])
    except UnsolvedError:
        return None
    exceptions = []
    for zero in zeros:
        is_smooth = _has_gradient(function, surface.at(zero))
        if is_smooth is None:
            return None
        if is_smooth:
            exceptions.append(zero)
    return exceptions


def _is_rough_somewhere(function: _Function, surface: _Surface, exceptions: Sequence[Expr]) -> bool:
    """Whether f has no gradient at one point of a seam: two corners may cancel all along it."""
    for start in range(1, 5 + len(exceptions)):
        sample = {symbol: Rational(3 * start + k, 7) for k, symbol in enumerate(surface.free)}
        if not set(sample.values()) & set(exceptions):
            point = surface.moved(sample)
            if _is_only_seam(function, point):
                return True
            is_smooth = (
                None if any(v.has(*_UNDEFINED) for v in point) else _has_gradient(function, point)
            )
            if is_smooth is not None:
                return not is_smooth
    return False


def _is_only_seam(function: _Function, point: tuple[Expr, ...]) -> bool:
    """Whether a point where f has a value lies on one seam alone, so that none can cancel."""
    place = dict(zip(function.variables, point, strict=True))
    gaps = {seam.gap for seam in seams_of(function.program, function.variables)}
    values = [shorten_number(gap.xreplace(place)) for gap in gaps]
    if any(value.has(*_UNDEFINED) for value in (*values, *point)):
        return False
    signs = list(map(sign_of, values))
    if None in signs or signs.count(0) != 1:
        return False
    try:
        evaluate(function.program, place)
    except UndefinedError:
        return False
    return True


def _has_gradient(function: _Function, point: tuple[Expr, ...]) -> bool | None:
    """Whether f is differentiable at a point; None where that is not settled."""
    values = dict(zip(function.variables, point, strict=True))
    try:
        value = shorten_number(evaluate(function.program, values))
    except UndefinedError:
        return None
    near = Neighborhood(function.program, values, value)
    return judge_by_limits(near, function.program.instructions[-1].formula).verdict.differentiable


def _bend(surface: _Surface) -> Expr | None:
    """What is 0 where the part with the corner has none; None where that is not known.

    |u|, max and min have none where ∇u = 0. Roots u^e and |u|^e are like h^(ke) and |h|^(ke),
    h the distance, where u is 0 of order k.
    """
    seam, place = surface.seam, surface.place
    if isinstance(seam.part, (Abs, Max, Min)):
        return gradient(seam.gap, (surface.across,))[0].xreplace(place)
    if not isinstance(seam.part, Pow) or not seam.part.exp.is_Rational:
        return None
    base, exponent = seam.part.base, seam.part.exp
    lead = first_term(base.args[0] if isinstance(base, Abs) else base, surface.across, place)
    if lead is None:
        return None
    order, coefficient = lead
    is_odd = order % 2 and not isinstance(base, Abs)
    if order * exponent < 1 or (order * exponent == 1 and not is_odd):
        return coefficient
    return Integer(0) if sign_of(coefficient) else None


_INNER = Symbol("r__", real=True)


def _jump(function: _Function, surface: _Surface) -> Expr | None:
    """A factor of the jump of ∇f across a seam: how f depends on the part with the corner."""
    if surface.seam.part is None or surface.seam.is_edge or not surface.seam.part.args:
        return None
    if isinstance(surface.seam.part, (Max, Min)) and len(surface.seam.part.args) > 2:
        return None
    hidden = function.f.xreplace({surface.seam.part: _INNER})
    if not hidden.has(_INNER):
        return None
    if isinstance(surface.seam.part, sign):
        return _step(hidden, surface)
    slope = _bend(surface)
    if slope is None:
        return None
    inner = _on_its_seam(surface.seam.part, surface.place)
    value = (hidden.diff(_INNER).xreplace({_INNER: inner}) * slope).xreplace(surface.place).expand()
    return None if value.has(*_UNDEFINED) or value.has(_INNER) else value


def _on_its_seam(part: Expr, place: Mapping[Symbol, Expr]) -> Expr:
    """The part on its seam, where SymPy need not find out which of u and v is the larger one."""
    if isinstance(part, Abs):
        return Integer(0)
    if isinstance(part, (Max, Min)):
        return min((arg.xreplace(place).expand() for arg in part.args), key=Expr.count_ops)
    return part.xreplace(place)


def _step(hidden: Expr, surface: _Surface) -> Expr | None:
    """By how much f jumps where a sign does, or else its slope."""
    above, below, between = (hidden.xreplace({_INNER: Integer(s)}) for s in (1, -1, 0))
    slopes = [gradient(side, (surface.across,))[0] for side in (above, below)]
    for gap in (above - between, below - between, slopes[0] - slopes[1]):
        value = gap.xreplace(surface.place).expand()
        if value.has(*_UNDEFINED):
            return None
        if value != 0:
            return value
    return Integer(0)


def _domain_on(function: _Function, place: Mapping[Symbol, Expr], found: _Found) -> Boolean:
    """For which values of the free variables f is defined on a curve; false where unknown."""
    assumed: list[Boolean] = []
    try:
        trace(function.program, place, assumed)
        where = And(*assumed)
        if where.free_symbols <= set(function.variables):
            return in_intervals(opened(where))
    except UndefinedError as error:
        if error.failure.settled:
            return false
    except UnsolvedError:
        pass
    found.is_complete = False
    return false


def _on_level_seam(
    function: _Function, surface: _Surface, value: Expr, found: _Found, *, is_seen: bool
) -> None:
    """A seam along which f does not change: the signs on both sides decide."""
    point = tuple(surface.place.values())
    if not surface.free:
        _take(function, point, found)
        return
    domain = _domain_on(function, surface.place, found)
    if domain == false:
        return
    exceptions = _exceptions(function, surface)
    is_rough = exceptions is not None and _is_rough_somewhere(function, surface, exceptions)
    if not is_rough:
        is_critical = _is_critical_all_along(function, surface)
        found.is_complete = found.is_complete and is_critical is not None
        if not is_critical:
            return
    curve = CriticalPoint(
        point,
        value,
        "undecided",
        None,
        Finding(CriticalReason.DIFFERS_ALONG_CURVE),
        where=None if domain == true else domain,
        has_gradient=not is_rough,
    )
    inner = And(*(Ne(surface.free[0], exception) for exception in exceptions or ()))
    for part in _parts_of_level_seam(function, surface, curve, found):
        is_single = not any(value.has(*surface.free) for value in part.point)
        if is_single and part.kind == "saddle" and not part.has_gradient:
            # One that is no extremum is a point of the seam like all others.
            continue
        _take_curve(part, true if is_single else inner, true, found)
    for exception in exceptions or ():
        _take(function, surface.at(exception), found)
    _remark(function, surface, found, is_listed=is_seen)


def _is_critical_all_along(function: _Function, surface: _Surface) -> bool | None:
    """Whether ∇f = 0 on a level seam without a corner; None where that is not settled."""
    if _jump(function, surface) != 0:
        return None
    here = function.f.xreplace(surface.place)
    slopes = [
        piece.diff(surface.across).xreplace(surface.place).expand()
        for piece, _ in pieces_of(function.f, function.variables)
        if (piece.xreplace(surface.place) - here).expand() == 0
    ]
    if all(slope == 0 for slope in slopes):
        return True
    return False if all(map(sign_of, slopes)) else None


def _parts_of_level_seam(
    function: _Function, surface: _Surface, curve: CriticalPoint, found: _Found
) -> list[CriticalPoint]:
    rise = _without_largest(function.f - curve.value)
    kinds: tuple[tuple[int, CriticalKind], ...] = ((1, "minimum"), (-1, "maximum"))
    for sign_, kind in kinds:
        if is_never_negative(sign_ * rise) or is_never_negative(factor(sign_ * rise)):
            reason = Finding(
                CriticalReason.NEVER_BEYOND_CURVE, {"difference": function.f - curve.value}
            )
            return [replace(curve, kind=kind, is_strict=False, reason=reason)]
    try:
        return _parts_by_sides(function, surface, curve)
    except UnsolvedError:
        found.is_complete = False
        return [curve]


def _parts_by_sides(
    function: _Function, surface: _Surface, curve: CriticalPoint
) -> list[CriticalPoint]:
    reason = Finding(CriticalReason.SIGNS_ON_BOTH_SIDES, {"zeros": surface.equation})
    sides = _sides(function, surface, curve.value)
    if sides is None:
        raise UnsolvedError
    if all(sign_of(side) for side in (sides.first, sides.second) if side != 0):
        kind = sides.kind_at({})
        if kind is None:
            raise UnsolvedError
        strict = None if kind == "saddle" else False
        return [replace(curve, kind=kind, is_strict=strict, reason=reason)]
    if len(surface.free) != 1:
        raise UnsolvedError
    (parameter,) = surface.free
    parts = parts_of(curve, parameter, sides, reason, lambda spot: _judged_alone(function, spot))
    return list(parts)


def _without_largest(expression: Expr) -> Expr:
    """max(u, 0) as the absolute value of something: neither is ever negative."""
    return expression.replace(
        lambda part: isinstance(part, Max) and any(map(is_never_negative, part.args)),
        lambda *_: Abs(Dummy(real=True)),
    )


def _judged_alone(function: _Function, place: tuple[Expr, ...]) -> CriticalPoint | None:
    found = _Found()
    _take(function, place, found)
    if not found.is_complete:
        raise UnsolvedError
    return found.points[0] if found.points else None


def _sides(function: _Function, surface: _Surface, level: Expr) -> Sides | None:
    """Expressions with the sign of f - c where the seam's gap is positive, and where negative."""
    if surface.seam.part is None or surface.seam.is_edge:
        return None
    slope = gradient(surface.seam.gap, (surface.across,))[0].xreplace(surface.place)
    values: tuple[Expr, Expr]
    if isinstance(surface.seam.part, Abs):
        values = surface.seam.gap, -surface.seam.gap
    elif isinstance(surface.seam.part, (Max, Min)) and len(surface.seam.part.args) == 2:
        first, second = surface.seam.part.args
        if (first - second - surface.seam.gap).expand() != 0:
            first, second = second, first
        values = (first, second) if isinstance(surface.seam.part, Max) else (second, first)
    elif isinstance(surface.seam.part, sign):
        values = Integer(1), -Integer(1)
    else:
        return _sides_of_root(function, surface)
    found = []
    for side, part in zip((1, -1), values, strict=True):
        piece = function.f.xreplace({surface.seam.part: part})
        if (piece - level).expand() == 0:
            found.append(Integer(0))
            continue
        jump = (piece - level).xreplace(surface.place).expand()
        if jump != 0:
            found.append(jump)
            continue
        lead = first_term(piece, surface.across, surface.place)
        if lead is None:
            return None
        order, coefficient = lead
        found.append((side * slope) ** order * coefficient)
    return Sides(*found)


def _sides_of_root(function: _Function, surface: _Surface) -> Sides | None:
    """f = c + B·u^(p/q) + smaller terms, for p/q < 1."""
    part = surface.seam.part
    exponents = [p.exp for p in (() if part is None else part.atoms(Pow)) if p.exp.is_Rational]
    fractions = [exponent for exponent in exponents if exponent.q > 1]
    if part is None or len(fractions) != 1 or not 0 < fractions[0] < 1:
        return None
    hidden = function.f.xreplace({part: _INNER})
    if hidden.has(*part.atoms(Pow)):
        return None
    slope = hidden.diff(_INNER).xreplace({_INNER: Integer(0)}).xreplace(surface.place).expand()
    if slope.has(*_UNDEFINED) or slope == 0:
        return None
    return Sides(slope, slope * (-1) ** Rational(fractions[0]).p)


def _by_bound(function: _Function, near: Neighborhood, value: Expr) -> CriticalVerdict | None:
    """f - f(P) is nowhere negative on any of its pieces, or nowhere positive."""
    for sign_ in (1, -1):
        rises = list(_rises(function, near, value))
        if rises and all(is_never_negative(sign_ * rise) for rise in rises):
            is_level = False
            for direction in sample_directions(near.dimension):
                with suppress(OutsideError):
                    expansion = near.along(direction)
                    is_level = is_level or (expansion is not None and expansion.is_zero)
            reason = Finding(
                CriticalReason.NOWHERE_BELOW if sign_ > 0 else CriticalReason.NOWHERE_ABOVE
            )
            return extremum(sign_, reason, is_strict=False if is_level else None)
    return None


def _rises(function: _Function, near: Neighborhood, value: Expr) -> Iterator[Expr]:
    """f - f(P) on each piece at P; x - p ≥ 0 is the absolute value of something there."""
    for piece, conditions in pieces_of(function.f, function.variables):
        steps: dict[Symbol, Expr] = {}
        for condition in conditions:
            if not isinstance(condition, (Gt, Lt, Ge, Le)):
                # Of another kind: nothing is said of this piece.
                yield from (Integer(-1), Integer(1))
                return
            gap = condition.gts - condition.lts
            here = sign_of(shorten_number(gap.xreplace(near.values)))
            if here == -1:
                break
            if here == 0 and len(gap.free_symbols) == 1:
                (variable,) = gap.free_symbols
                direction = sign_of(gap.diff(variable))
                if direction:
                    step = Abs(Dummy(variable.name, real=True))
                    steps[variable] = near.values[variable] + direction * step
            elif here == 0:
                ratio = cancel((piece - value) / gap)
                if ratio.is_number:
                    yield ratio * Abs(Dummy(real=True))
                    break
        else:
            yield (piece - value).xreplace(steps).expand()


def _settled_by_form(function: _Function, point: CriticalPoint) -> CriticalPoint:
    verdict = CriticalVerdict(point.kind, point.is_strict, point.reason)
    verdict = settled_by_form(verdict, function.f, function.variables, point.point)
    return replace(point, kind=verdict.kind, is_strict=verdict.is_strict, reason=verdict.reason)


def _take(function: _Function, point: tuple[Expr, ...], found: _Found) -> None:
    """The point, if it is a critical point: ∇f = 0 there, or f has no gradient."""
    values = dict(zip(function.variables, map(shorten_number, point), strict=True))
    try:
        value = shorten_number(evaluate(function.program, values))
    except UndefinedError as error:
        found.is_complete = found.is_complete and error.failure.settled
        return
    near = Neighborhood(function.program, values, value)
    judgement = judge_by_limits(near, function.program.instructions[-1].formula)
    has_gradient = judgement.gradient is not None
    if judgement.gradient is not None:
        signs = [sign_of(entry) for entry in judgement.gradient]
        if any(signs):
            return
        if None in signs:
            found.is_complete = False
            return
        exact = critical_point_at(
            function.f, function.variables, function.program, tuple(values.values())
        )
        if exact:
            found.points += (_settled_by_form(function, point) for point in exact)
            return
    elif judgement.verdict.differentiable is None:
        found.is_complete = False
        return
    elif judgement.verdict.reason.kind.is_at_boundary:
        return
    verdict: Any = classify_special_point(near)
    if verdict.kind == "undecided":
        verdict = _by_bound(function, near, value) or verdict
    verdict = settled_by_form(verdict, function.f, function.variables, tuple(values.values()))
    reason = verdict.reason
    if reason.kind.is_lead:
        reason = Finding(CriticalReason.ONE_SIGN_AROUND)
    found.points.append(
        CriticalPoint(
            tuple(values.values()),
            value,
            verdict.kind,
            verdict.is_strict,
            reason,
            has_gradient=has_gradient,
        )
    )
