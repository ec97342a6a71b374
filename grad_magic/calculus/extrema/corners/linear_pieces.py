"""Critical points of functions of two variables that are linear between lines, as |x| + |x + y|.

The lines on which |u|, max and min may have corners cut the plane into cells. In each cell f is
ax + by + c, so that the numbers a and b of the cells around decide everything: f is constant in
cells where both are 0, along a side of a cell where f does not change on it, and at a corner of
cells f rises or falls straight along each ray.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TypeAlias

from sympy import Abs, Add, Eq, Expr, Gt, Integer, Lt, Max, Min, Mul, Rational, Symbol, oo
from sympy.logic.boolalg import And, Boolean, Or, true

from grad_magic.calculus.extrema.corners.seams import pieces_of, seams_of
from grad_magic.calculus.extrema.curves.regions import interval
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.calculus.extrema.kinds.verdicts import CriticalVerdict, extremum
from grad_magic.findings import CriticalReason, Finding, SearchRemark
from grad_magic.formula.program import Program
from grad_magic.formula.sympy_forms import without_minus_signs
from grad_magic.solution import CriticalPoint, CriticalPoints

FEWEST_LINES = 3
"""With fewer lines each seam is soon looked at by itself."""

_MOST_LINES = 12
_IN_PLANE = 2

Vector: TypeAlias = tuple[Rational, Rational]
# On which side of each line a cell lies.
_Cell: TypeAlias = tuple[int, ...]
_NOWHERE: Vector = (Integer(0), Integer(0))


@dataclass(frozen=True)
class _Line:
    """The points with ax + by + c = 0.

    Attributes:
        normal: (a, b), of which the first that is not 0 is 1.
        constant: c.
    """

    normal: Vector
    constant: Rational

    def at(self, place: Vector) -> Rational:
        return _dot(self.normal, place) + self.constant

    @property
    def along(self) -> Vector:
        """A step along the line, in which the variable that stays free grows."""
        a, b = self.normal
        return (-b / a, Integer(1)) if a != 0 else (Integer(1), Integer(0))

    @property
    def start(self) -> Vector:
        """The point where the variable that stays free is 0."""
        a, b = self.normal
        return (-self.constant / a, Integer(0)) if a != 0 else (Integer(0), -self.constant / b)

    def point(self, free: Rational) -> Vector:
        (x, y), (u, v) = self.start, self.along
        return (x + free * u, y + free * v)

    def free_of(self, place: Vector) -> Rational:
        """The free variable's value at a point of the line."""
        return place[1] if self.normal[0] != 0 else place[0]


@dataclass(frozen=True)
class _Side:
    """A part of a line between two others, and the cells beside it.

    Attributes:
        line: it.
        low, high: the free variable's values at its ends; None where it has none.
        middle: a point of it.
        slopes: ∇f on the side of the line's normal, and on the other one.
        cells: a point of each of these two cells.
    """

    line: _Line
    low: Rational | None
    high: Rational | None
    middle: Vector
    slopes: tuple[Vector, Vector]
    cells: tuple[Vector, Vector]

    @property
    def is_rough(self) -> bool:
        return self.slopes[0] != self.slopes[1]

    @property
    def is_level(self) -> bool:
        """Whether f does not change along it."""
        return bool(_dot(self.slopes[0], self.line.along) == 0)

    @property
    def rises(self) -> tuple[Rational, Rational]:
        """How fast f rises from the line to each of its sides."""
        first, second = (_dot(slope, self.line.normal) for slope in self.slopes)
        return first, -second


def linear_pieces(
    f: Expr, variables: Sequence[Symbol], program: Program, fewest: int = FEWEST_LINES
) -> CriticalPoints:
    """All critical points: regions, and on the lines what is level or an extremum.

    A corner of cells that is no extremum is a row of its own where 0 is a mean of the gradients
    around it (Clarke's critical points), as for |x| - |y| at the origin.

    Args:
        f: the function.
        variables: its two variables.
        program: the function as typed.
        fewest: how many lines there must be.

    Raises:
        UnsolvedError: f is no such function, or has fewer lines, or f is constant on a region
            that is not convex.
    """
    lines = _lines(f, variables, program, fewest)
    sides = {line: list(_sides(f, variables, line, lines)) for line in lines}
    points = [
        *_regions(f, variables, sides),
        *(row for line in lines for row in _level_rows(f, variables, line, sides)),
        *_corners(f, variables, sides),
    ]
    remarks = [remark for line in lines for remark in _remark(variables, line, sides[line])]
    return CriticalPoints(tuple(points), is_complete=True, remarks=tuple(remarks))


def _dot(first: Vector, second: Vector) -> Rational:
    return first[0] * second[0] + first[1] * second[1]


def _lines(f: Expr, variables: Sequence[Symbol], program: Program, fewest: int) -> list[_Line]:
    if len(variables) != _IN_PLANE or not f.free_symbols <= set(variables):
        raise UnsolvedError
    found: dict[_Line, None] = {}
    for seam in seams_of(program, variables):
        for gap, _ in pieces_of(seam.gap, variables):
            *normal, constant = _affine(gap, variables)
            lead = next((part for part in normal if part != 0), None)
            if lead is not None:
                a, b = (part / lead for part in normal)
                found[_Line((a, b), constant / lead)] = None
    if not fewest <= len(found) <= _MOST_LINES:
        raise UnsolvedError
    return list(found)


def _affine(expression: Expr, variables: Sequence[Symbol]) -> tuple[Rational, ...]:
    """a, b, c of ax + by + c.

    Raises:
        UnsolvedError: it is none with fractions.
    """
    origin = dict.fromkeys(variables, Integer(0))
    slopes = [expression.diff(variable) for variable in variables]
    numbers = (*slopes, expression.xreplace(origin))
    if not all(isinstance(number, Rational) for number in numbers):
        raise UnsolvedError
    return numbers


def _slope(f: Expr, variables: Sequence[Symbol], place: Vector) -> tuple[Rational, Vector]:
    """f and ∇f at a point inside a cell.

    Raises:
        UnsolvedError: f is not made of |u|, max, min of linear functions, and sums of these.
    """
    if isinstance(f, Abs):
        value, slope = _slope(f.args[0], variables, place)
        return (value, slope) if value.p >= 0 else (-value, (-slope[0], -slope[1]))
    if isinstance(f, (Max, Min)):
        parts = [_slope(part, variables, place) for part in f.args]
        return (max if isinstance(f, Max) else min)(parts, key=lambda part: part[0])
    if isinstance(f, Add):
        parts = [_slope(part, variables, place) for part in f.args]
        a, b = (Add(*(slope[i] for _, slope in parts)) for i in range(_IN_PLANE))
        return Add(*(value for value, _ in parts)), (a, b)
    if isinstance(f, Mul) and f.has(Abs, Max, Min):
        factor, rest = f.as_coeff_Mul()
        if isinstance(rest, (Abs, Max, Min, Add)):
            value, slope = _slope(rest, variables, place)
            return factor * value, (factor * slope[0], factor * slope[1])
        raise UnsolvedError
    a, b, c = _affine(f, variables)
    return _dot((a, b), place) + c, (a, b)


def _sides(
    f: Expr, variables: Sequence[Symbol], line: _Line, lines: Sequence[_Line]
) -> Iterator[_Side]:
    others = [other for other in lines if other != line]
    cuts: set[Rational] = set()
    for other in others:
        pace = _dot(other.normal, line.along)
        if pace != 0:
            cuts.add(-other.at(line.start) / pace)
    for low, high in pairwise([None, *sorted(cuts), None]):
        middle = line.point(_between(low, high))
        # So near that no other line is crossed.
        paces = [(other.at(middle), _dot(other.normal, line.normal)) for other in others]
        gaps = [abs(gap / pace) for gap, pace in paces if pace != 0]
        step = min([Integer(1), *gaps]) / 2
        a, b = line.normal
        cells = tuple(
            (middle[0] + sign * step * a, middle[1] + sign * step * b) for sign in (1, -1)
        )
        slopes = tuple(_slope(f, variables, cell)[1] for cell in cells)
        yield _Side(line, low, high, middle, (slopes[0], slopes[1]), (cells[0], cells[1]))


def _between(low: Rational | None, high: Rational | None) -> Rational:
    if low is None or high is None:
        return high - 1 if high is not None else low + 1 if low is not None else Integer(0)
    return (low + high) / 2


def _regions(
    f: Expr, variables: Sequence[Symbol], sides: dict[_Line, list[_Side]]
) -> Iterator[CriticalPoint]:
    """Where f is constant, each region by the lines around it.

    Raises:
        UnsolvedError: a region is not convex.
    """
    cells: dict[_Cell, Vector] = {}
    region_of: dict[_Cell, set[_Cell]] = {}
    for side in (side for parts in sides.values() for side in parts):
        names = [_cell(place, sides) for place in side.cells]
        cells |= dict(zip(names, side.cells, strict=True))
        level = [name for name, slope in zip(names, side.slopes, strict=True) if slope == _NOWHERE]
        # A line on which f has no corner parts nothing.
        joined = {name for cell in level for name in region_of.get(cell, {cell})}
        region_of |= dict.fromkeys(joined, joined)
    for region in {frozenset(region) for region in region_of.values()}:
        inside = cells[min(region)]
        borders = [line for line, parts in sides.items() if _is_border(region, parts, sides)]
        within = {
            name
            for name, place in cells.items()
            if all(_sign(line.at(place)) == _sign(line.at(inside)) for line in borders)
        }
        if within != region:
            raise UnsolvedError
        yield CriticalPoint(
            tuple(variables),
            _slope(f, variables, inside)[0],
            "minimum",
            is_strict=False,
            reason=Finding(CriticalReason.CONSTANT_ON_REGION),
            where=And(*(_relation(line, variables, inside) for line in borders)),
        )


def _cell(place: Vector, lines: Iterable[_Line]) -> _Cell:
    return tuple(_sign(line.at(place)) for line in lines)


def _is_border(region: AbstractSet[_Cell], sides: Sequence[_Side], lines: Iterable[_Line]) -> bool:
    return any(
        side.is_rough and _cell(place, lines) in region for side in sides for place in side.cells
    )


def _relation(line: _Line, variables: Sequence[Symbol], cell: Vector) -> Boolean:
    """On which side of a line a cell lies."""
    is_above = _sign(line.at(cell)) > 0
    if 0 in line.normal:
        zeros = _equation(line, variables)
        return Gt(zeros.lhs, zeros.rhs) if is_above else Lt(zeros.lhs, zeros.rhs)
    gap = _expression(line, variables)
    return without_minus_signs(Gt(gap, 0) if is_above else Lt(gap, 0))


def _expression(line: _Line, variables: Sequence[Symbol]) -> Expr:
    whole = _dot(line.normal, (variables[0], variables[1])) + line.constant
    return whole.as_numer_denom()[0]


def _level_rows(
    f: Expr, variables: Sequence[Symbol], line: _Line, sides: dict[_Line, list[_Side]]
) -> Iterator[CriticalPoint]:
    """The parts of a line on which f has a minimum or maximum that is not strict."""
    zeros = _equation(line, variables)
    reason = Finding(CriticalReason.SIGNS_ON_BOTH_SIDES, {"zeros": zeros})
    free = _free(line, variables)
    place = [free if variable == free else zeros.rhs for variable in variables]
    rows: list[tuple[Rational | None, Rational | None, int, Rational]] = []
    for side in sides[line]:
        signs = {_sign(rise) for rise in side.rises}
        if not (side.is_rough and side.is_level) or {1, -1} <= signs:
            continue
        sign = 1 if 1 in signs else -1
        value = _slope(f, variables, side.middle)[0]
        if rows and rows[-1][1] == side.low and rows[-1][2] == sign:
            corner = line.point(side.low)
            verdict, _ = _verdict_at_corner(corner, sides)
            if verdict is not None and verdict.kind == extremum(sign, reason).kind:
                rows[-1] = (rows[-1][0], side.high, sign, value)
                continue
        rows.append((side.low, side.high, sign, value))
    for low, high, sign, value in rows:
        where = _interval(free, low, high)
        yield CriticalPoint(
            tuple(place),
            value,
            extremum(sign, reason).kind,
            is_strict=False,
            reason=reason,
            where=None if where == true else where,
            has_gradient=False,
        )


def _equation(line: _Line, variables: Sequence[Symbol]) -> Eq:
    """The line as the value of one variable."""
    (a, b), c = line.normal, line.constant
    if a != 0:
        return Eq(variables[0], -b * variables[1] - c, evaluate=False)
    return Eq(variables[1], -c, evaluate=False)


def _corners(
    f: Expr, variables: Sequence[Symbol], sides: dict[_Line, list[_Side]]
) -> Iterator[CriticalPoint]:
    """Where lines meet: the extrema there, and what is critical without being one."""
    places = {
        line.point(end): None
        for line, parts in sides.items()
        for side in parts
        for end in (side.low, side.high)
        if end is not None
    }
    for place in places:
        verdict, is_rough = _verdict_at_corner(place, sides)
        # The extrema of a level line that goes on through the corner are told by its row.
        if verdict is not None and is_rough and not _is_inside_level(place, verdict, sides):
            value, _ = _slope(f, variables, place)
            yield CriticalPoint(
                place, value, verdict.kind, verdict.is_strict, verdict.reason, has_gradient=False
            )


def _is_inside_level(
    place: Vector, verdict: CriticalVerdict, sides: dict[_Line, list[_Side]]
) -> bool:
    """Whether f does not change along a line to both sides of an extremum of the same kind."""
    if verdict.kind == "saddle":
        return False
    sign = 1 if verdict.kind == "minimum" else -1
    for line, parts in sides.items():
        beside = [side for side in parts if line.at(place) == 0 and _ends_at(side, place)]
        if beside and all(
            side.is_rough and side.is_level and {_sign(rise) for rise in side.rises} <= {0, sign}
            for side in beside
        ):
            return True
    return False


def _ends_at(side: _Side, place: Vector) -> bool:
    return side.line.free_of(place) in (side.low, side.high)


def _verdict_at_corner(
    place: Vector, sides: dict[_Line, list[_Side]]
) -> tuple[CriticalVerdict | None, bool]:
    """What f is at a corner of cells, None where that is nothing; whether it has no gradient."""
    rises: dict[Vector, Rational] = {}
    slopes: dict[Vector, None] = {}
    for line, parts in sides.items():
        if line.at(place) != 0:
            continue
        for side in parts:
            if _ends_at(side, place):
                sign = 1 if side.low == line.free_of(place) else -1
                ray = (sign * line.along[0], sign * line.along[1])
                rises[ray] = _dot(side.slopes[0], ray)
                slopes |= dict.fromkeys(side.slopes)
    signs = {_sign(rise) for rise in rises.values()}
    is_rough = len(slopes) > 1
    if {1, -1} <= signs:
        if not _is_mean_of(list(slopes)):
            return None, is_rough
        ways = {
            sign: next(ray for ray, rise in rises.items() if _sign(rise) == sign)
            for sign in (1, -1)
        }
        parts_of_reason = {"up": _whole(ways[1]), "down": _whole(ways[-1])}
        reason = Finding(CriticalReason.BOTH_SIGNS_ON_RAYS, parts_of_reason)
        return CriticalVerdict("saddle", None, reason), is_rough
    if signs == {0}:
        return None, is_rough
    sign = 1 if 1 in signs else -1
    is_strict = 0 not in signs
    kinds = _STRICT if is_strict else _NOT_STRICT
    return extremum(sign, Finding(kinds[sign]), is_strict=is_strict), is_rough


_STRICT = {1: CriticalReason.EVERYWHERE_ABOVE, -1: CriticalReason.EVERYWHERE_BELOW}
_NOT_STRICT = {1: CriticalReason.NOWHERE_BELOW, -1: CriticalReason.NOWHERE_ABOVE}


def _is_mean_of(slopes: Sequence[Vector]) -> bool:
    """Whether 0 lies in the convex hull of vectors of the plane (Carathéodory: of three)."""
    pairs = ((_cross(u, v), _dot(u, v)) for u, v in combinations(slopes, 2))
    if _NOWHERE in slopes or any(turn == 0 and dot < 0 for turn, dot in pairs):
        return True
    return any(
        {_sign(_cross(u, v)), _sign(_cross(v, w)), _sign(_cross(w, u))} in ({1}, {-1})
        for u, v, w in combinations(slopes, 3)
    )


def _cross(first: Vector, second: Vector) -> Rational:
    return first[0] * second[1] - first[1] * second[0]


def _sign(number: Rational) -> int:
    return int(number.p > 0) - int(number.p < 0)


def _whole(ray: Vector) -> Vector:
    """The ray in whole numbers."""
    common = max(ray[0].q, ray[1].q)
    return (ray[0] * common, ray[1] * common)


def _remark(
    variables: Sequence[Symbol], line: _Line, sides: Sequence[_Side]
) -> Iterator[Finding[SearchRemark]]:
    """That f has no gradient on the line, or on parts of it."""
    stretches: list[tuple[Rational | None, Rational | None]] = []
    for side in (side for side in sides if side.is_rough):
        if stretches and stretches[-1][1] == side.low:
            stretches[-1] = (stretches[-1][0], side.high)
        else:
            stretches.append((side.low, side.high))
    if stretches:
        free = _free(line, variables)
        # Where such a part ends there are both gradients beside it, too.
        where = Or(*(_interval(free, low, high, is_closed=True) for low, high in stretches))
        zeros = And(_equation(line, variables), where)
        yield Finding(SearchRemark.NO_GRADIENT_ALONG, {"zeros": zeros})


def _free(line: _Line, variables: Sequence[Symbol]) -> Symbol:
    """The variable by which the points of a line are told."""
    return variables[1] if line.normal[0] != 0 else variables[0]


def _interval(
    free: Symbol, low: Rational | None, high: Rational | None, *, is_closed: bool = False
) -> Boolean:
    ends = (-oo if low is None else low, oo if high is None else high)
    return interval(free, *ends, with_low=is_closed, with_high=is_closed)
