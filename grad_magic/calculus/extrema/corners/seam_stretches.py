"""Seams along which a function may be several pieces, in stretches with the same ones beside."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from sympy import Eq, Expr, Integer, Max, Min, Pow, Symbol, oo
from sympy import Tuple as SympyTuple
from sympy.logic.boolalg import And, Boolean, Or, true

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.extrema.corners.cornered import (
    UNDEFINED,
    CorneredFunction,
    Found,
    SeamSurface,
)
from grad_magic.calculus.extrema.corners.seam_gradients import NO_GRADIENT_ALONG
from grad_magic.calculus.extrema.corners.seam_sides import SeamStretch, stretches_of
from grad_magic.calculus.extrema.corners.seams import pieces_of, seams_of
from grad_magic.calculus.extrema.corners.single_points import (
    is_differentiable_at,
    judged_alone,
    take_point,
)
from grad_magic.calculus.extrema.curves.curve_parts import (
    PointJudge,
    Sides,
    first_term,
    parts_of,
    zeros_of,
)
from grad_magic.calculus.extrema.curves.regions import in_intervals, interval
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.findings import CriticalReason, Finding, Part
from grad_magic.formula.sympy_forms import is_real_number
from grad_magic.solution import CriticalPoint


def is_told_by_stretches(function: CorneredFunction, surface: SeamSurface) -> bool:
    """Whether which pieces f is beside a seam depends on more than the seam's own part."""
    part = surface.seam.part
    is_of_several = (
        part is None
        or (isinstance(part, (Max, Min)) and len(part.args) > 2)
        or is_shared(function, surface)
    )
    is_in_plane = len(surface.free) == 1 and function.f.free_symbols <= set(function.variables)
    return is_of_several and is_in_plane and not surface.seam.is_edge


def is_shared(function: CorneredFunction, surface: SeamSurface) -> bool:
    """Whether another part has its seam there too, as |xy| has that of |x|.

    Then f is not smooth beside it when the one part is replaced by what it is on a side.
    """
    return any(
        seam.part != surface.seam.part and seam.gap.xreplace(surface.place).expand() == 0
        for seam in seams_of(function.program, function.variables)
    )


def take_stretches(
    function: CorneredFunction, surface: SeamSurface, found: Found, *, is_seen: bool
) -> None:
    """The critical points of a seam along which f may be several pieces, and where it is rough.

    Raises:
        UnsolvedError: which pieces, or their zeros, are not settled.
    """
    (parameter,) = surface.free
    gaps = _gaps_beside(function, surface)
    stretches, breaks = stretches_of(function.f, gaps, surface.place, surface.across, parameter)
    was_complete, found.is_complete = found.is_complete, True
    all_beside = [_Beside.of(stretch, surface) for stretch in stretches]
    rows: list[CriticalPoint] = []
    met: list[CriticalPoint] = []
    for value in breaks:
        met += _take_on_seam(function, surface, value, found)
    smooth, corners = _at_breaks(function, surface, all_beside, breaks)
    for beside in all_beside:
        inside = beside.within(beside.special_values(parameter))
        for value in inside:
            _take_on_seam(function, surface, value, found)
        if beside.is_rough:
            smooth += (value for value in inside if _has_gradient_at(function, surface, value))
        if beside.is_row:
            rows += beside.rows(surface, lambda spot: judged_alone(function, spot))
    found.points += _merged(rows, parameter, breaks, met)
    found.told.append(tuple(surface.place.values()))
    is_listed = found.is_complete and is_seen
    found.is_complete = was_complete and found.is_complete
    found.is_open = found.is_open or not is_listed
    if any(beside.is_rough for beside in all_beside):
        zeros = surface.equation
        if not all(beside.is_rough for beside in all_beside):
            zeros = And(zeros, _where_rough(all_beside, (*smooth, *corners), parameter))
        points = [SympyTuple(*surface.at(value)) for value in smooth]
        parts: dict[str, Part] = {"zeros": zeros}
        if points:
            parts["exception"] = tuple(points[0]) if len(points) == 1 else SympyTuple(*points)
        found.remarks.append(Finding(NO_GRADIENT_ALONG[is_listed, bool(points)], parts))


def _at_breaks(
    function: CorneredFunction,
    surface: SeamSurface,
    all_beside: Sequence[_Beside],
    breaks: Sequence[Expr],
) -> tuple[list[Expr], list[Expr]]:
    """The ends of stretches with a gradient between rough ones, and the ends without one.

    Raises:
        UnsolvedError: whether f has one is not settled.
    """
    smooth: list[Expr] = []
    corners: list[Expr] = []
    for value in breaks:
        are_rough = [beside.is_rough for beside in all_beside if beside.ends_at(value)]
        if not any(are_rough):
            continue
        has_gradient = _has_gradient_at(function, surface, value)
        if has_gradient is False:
            corners.append(value)
        elif has_gradient and all(are_rough):
            smooth.append(value)
    return smooth, corners


def _where_rough(
    all_beside: Sequence[_Beside], told: Collection[Expr], parameter: Symbol
) -> Boolean:
    """The values of the parameter on rough stretches, and such ends of these as are told."""
    runs: list[tuple[Expr, Expr]] = []
    for beside in all_beside:
        low, high = beside.stretch.low, beside.stretch.high
        if not beside.is_rough:
            continue
        if runs and runs[-1][1] == low and low in told:
            runs[-1] = (runs[-1][0], high)
        else:
            runs.append((low, high))
    return Or(
        *(
            interval(parameter, low, high, with_low=low in told, with_high=high in told)
            for low, high in runs
        )
    )


def _gaps_beside(function: CorneredFunction, surface: SeamSurface) -> list[Expr]:
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


def _take_on_seam(
    function: CorneredFunction, surface: SeamSurface, value: Expr, found: Found
) -> list[CriticalPoint]:
    """Takes a point of a seam, if it is a critical one or an extremum, and says what it is."""
    point = surface.at(value)
    if any(part.has(*UNDEFINED) for part in point) or not all(map(is_real_number, point)):
        return []
    count = len(found.points)
    take_point(function, point, found)
    met = found.points[count:]
    # One that is no extremum is a point of the seam like all others.
    found.points[count:] = [one for one in met if one.has_gradient or one.kind != "saddle"]
    return met


def _has_gradient_at(function: CorneredFunction, surface: SeamSurface, value: Expr) -> bool | None:
    """Whether f is differentiable at a point of a seam; None where there is none.

    Raises:
        UnsolvedError: that is not settled.
    """
    point = surface.at(value)
    if any(part.has(*UNDEFINED) for part in point) or not all(map(is_real_number, point)):
        return None
    is_smooth = is_differentiable_at(function, point)
    if is_smooth is None:
        raise UnsolvedError
    return is_smooth


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
    def of(cls, stretch: SeamStretch, surface: SeamSurface) -> _Beside:
        """What the pieces beside a seam tell.

        Raises:
            UnsolvedError: they have no derivatives there.
        """
        place, across = surface.place, surface.across
        value = stretch.on.xreplace(place).expand()
        pieces = (stretch.above, stretch.below)
        jumps = [(piece.xreplace(place) - value).expand() for piece in pieces]
        slopes = [piece.diff(across).xreplace(place).expand() for piece in pieces]
        if any(part.has(*UNDEFINED) for part in (value, *jumps, *slopes)):
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

    def ends_at(self, value: Expr) -> bool:
        """Whether it is an end of the stretch."""
        return value in (self.stretch.low, self.stretch.high)

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
        return interval(parameter, self.stretch.low, self.stretch.high)

    def rows(self, surface: SeamSurface, judge: PointJudge) -> Iterator[CriticalPoint]:
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

    def _side(self, index: int, surface: SeamSurface) -> Expr:
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
    rows: Sequence[CriticalPoint],
    parameter: Symbol,
    breaks: Sequence[Expr],
    points: Sequence[CriticalPoint],
) -> list[CriticalPoint]:
    """The rows, those that differ in their intervals alone as one, with like points between."""
    groups: dict[tuple[object, ...], list[CriticalPoint]] = {}
    for row in rows:
        key = (row.point, row.value, row.kind, row.is_strict, row.has_gradient, row.reason.kind)
        groups.setdefault(key, []).append(row)
    found = []
    for alike in groups.values():
        row = alike[0]
        if len(alike) > 1:
            parts = [true if one.where is None else one.where for one in alike]
            parts += (Eq(parameter, b) for b in breaks if _is_like(row, parameter, b, points))
            where = in_intervals(Or(*parts))
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
