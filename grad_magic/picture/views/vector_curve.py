"""The curve of a vector function of one variable, in the plane or in space, with r'(t₀) at P."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from grad_magic.formula.arithmetic import GRID
from grad_magic.formula.program import Program, compile_formula
from grad_magic.picture.floats import nice_scale, pair_of
from grad_magic.picture.local_data import LARGEST_COORDINATE, LocalData, length, to_float
from grad_magic.picture.plane.axes import axes
from grad_magic.picture.plane.placement import Paper
from grad_magic.picture.plane.window import TRUE_LENGTHS
from grad_magic.picture.shapes import Array, Arrow, Curve, Dot, Label, Panel, Size, Window
from grad_magic.picture.space.body import Space, Spot, Strand, Vector
from grad_magic.picture.space.sheet import Names, compose_sheet
from grad_magic.picture.space.viewpoint import Wishes, choose_camera
from grad_magic.picture.words.descriptions import describe_vector_curve
from grad_magic.picture.words.names import derivative_name, place_name
from grad_magic.picture.words.notes import derivative_note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sympy import Matrix, Symbol

    from grad_magic.picture.shapes import Role
    from grad_magic.picture.space.camera import Camera
    from grad_magic.solution import Solution
    from grad_magic.wording.language import Language

_SAMPLES = 481
# Of a curve that comes back after 2π all is shown; of one of which a component does so much of t
# to either side, and else so many times t₀, or so much; but not more than so many of the turns that
# a curve makes which bends as it does at P.
_PARTLY_PERIODIC = 1.5 * math.pi
_FARTHEST, _PLAIN, _TURNS = 1.5, 2.5, 1.5
# From t₀ on, where a period is looked for: at no special places.
_PERIOD_CHECKS = np.array([0.0, 0.37, 1.13, 2.71])
# The step of second differences.
_STEP = 1e-4
# What lies farther from the middle of the curve than this share of its points, and this factor
# more, is out of sight.
_SHARE, _BEYOND = 0.7, 1.7
_MARGIN = 0.1
# The longest arrow not drawn in its true length, in halves of the longer side.
_LONGEST = 0.7
_TANGENT_SAMPLES = 121
# So many steps of the curve are one part of it in space.
_PART = 8
# A side of the box at least, in parts of its longest.
_THINNEST = 0.3


@dataclass(frozen=True, eq=False)
class _Path:
    """A vector function r of one variable.

    Attributes:
        programs: of its components.
        variable: of which it is a function.
    """

    programs: tuple[Program, ...]
    variable: Symbol

    def at(self, t: Array) -> Array:
        """Its values (N, m) at (N,); nan where one component has none."""
        with np.errstate(all="ignore"):
            columns = [
                np.broadcast_to(np.asarray(program.run({self.variable: t}, GRID), float), t.shape)
                for program in self.programs
            ]
        points = np.stack(columns, axis=1)
        return np.where(np.isfinite(points).all(axis=1, keepdims=True), points, np.nan)


@dataclass(frozen=True, eq=False)
class _Trace:
    """What is drawn.

    Attributes:
        points: of the curve, (N, m), nan where it is out of sight.
        low, high: the corners of what is shown, (m,) each.
        place: P = r(t₀), (m,); None where no t₀ is given.
        velocity: r'(t₀), (m,); None where there is none, or 0.
        scale: at which it is drawn.
    """

    points: Array
    low: Array
    high: Array
    place: Array | None
    velocity: Array | None
    scale: float


def compose_panel(
    solution: Solution, local: LocalData, size: Size, language: Language
) -> Panel | None:
    """The curve of r, P = r(t₀) on it, and the arrow r'(t₀) there."""
    path = _path(solution)
    trace = _trace(solution, path, local)
    if trace is None:
        return None
    compose = _compose_plane if len(path.programs) == 2 else _compose_space
    panel = compose(solution, trace, size, language)
    return replace(panel, description=describe_vector_curve(solution, local.function, language))


def _path(solution: Solution) -> _Path:
    programs = tuple(map(compile_formula, solution.problem.formula.operands))
    (variable,) = solution.variables
    return _Path(programs, variable)


def _trace(solution: Solution, path: _Path, local: LocalData) -> _Trace | None:
    start = float(local.point[0])
    velocity = _vector(solution.jacobian_at) if local.given else None
    if velocity is not None and not velocity.any():
        velocity = None
    half = _half(path, start, velocity)
    asked = [to_float(limit) for limit in solution.problem.presentation.window]
    first, last = asked or (start - half, start + half)
    t = np.linspace(first, last, _SAMPLES)
    if first < start < last:
        t = np.sort(np.append(t, start))
    points = path.at(t)
    place = path.at(np.array([start]))[0] if local.given else None
    # Of a part that was asked for nothing is left out.
    points = points if asked else _in_sight(points, place)
    known = points[np.isfinite(points).all(axis=1)]
    if not len(known) or abs(known).max() > LARGEST_COORDINATE:
        return None
    low, high = known.min(axis=0), known.max(axis=0)
    scale = 1.0
    if velocity is not None and place is not None:
        side = float((high - low).max()) / 2
        speed = length(velocity)
        if not TRUE_LENGTHS[0] * side <= speed <= TRUE_LENGTHS[1] * side:
            scale = nice_scale(speed, _LONGEST * side)
        tip = place + scale * velocity
        low, high = np.minimum(low, tip), np.maximum(high, tip)
    longest = float((high - low).max()) or max(1.0, float(abs(low).max()))
    spare = np.maximum(_THINNEST * longest - (high - low), 0) / 2 + _MARGIN * longest / 2
    return _Trace(points, low - spare, high + spare, place, velocity, scale)


def _vector(matrix: Matrix | None) -> Array | None:
    """A column of floats, (m,); None where one of them is none."""
    if matrix is None:
        return None
    numbers = np.array([to_float(entry) for entry in matrix])
    return numbers if (abs(numbers) < LARGEST_COORDINATE).all() else None


def _half(path: _Path, start: float, velocity: Array | None) -> float:
    """How much of t is shown to either side."""
    period = _PERIOD_CHECKS + start
    is_periodic = np.isclose(path.at(period), path.at(period + 2 * math.pi), atol=1e-9).all(axis=0)
    if is_periodic.all():
        return math.pi
    plain = max(_PLAIN, _FARTHEST * abs(start))
    usual = _PARTLY_PERIODIC if is_periodic.any() else plain
    if velocity is None:
        return usual
    step = _STEP * max(1.0, abs(start))
    behind, here, ahead = path.at(start + step * np.array([-1.0, 0.0, 1.0]))
    bend = (ahead - 2 * here + behind) / step**2
    speed = length(velocity)
    across = bend - (bend @ velocity) / speed**2 * velocity
    # The time of a whole turn: 2π/(κ‖r'‖), where κ‖r'‖² is the length of the part across.
    turn = 2 * math.pi * speed / max(length(across), 1e-300)
    return min(usual, _TURNS * turn) if math.isfinite(turn) else usual


def _in_sight(points: Array, place: Array | None) -> Array:
    """The points not too far away, (N, m)."""
    known = points[np.isfinite(points).all(axis=1)]
    if not len(known):
        return points
    middle = np.median(known, axis=0) if place is None else place
    distances = np.linalg.norm(points - middle, axis=1)
    reach = _BEYOND * float(np.nanquantile(distances, _SHARE))
    return np.where((distances <= reach)[:, None], points, np.nan)


def _compose_plane(solution: Solution, trace: _Trace, size: Size, language: Language) -> Panel:
    """The curve in the plane of its components."""
    window = _fit_window(trace, size)
    paper = Paper(window, size)
    paper.take_points(trace.points[np.isfinite(trace.points).all(axis=1)])
    curves = [Curve("graph", trace.points)]
    tangent = _tangent(trace)
    if tangent is not None:
        paper.take_line(tangent)
        curves.append(Curve("tangent", tangent))
    arrows: tuple[Arrow, ...] = ()
    dots: tuple[Dot, ...] = ()
    if trace.place is not None:
        dots = (Dot("point", pair_of(trace.place)),)
    if trace.place is not None and trace.velocity is not None:
        tip = pair_of(trace.place + trace.scale * trace.velocity)
        arrows = (Arrow("derivative", pair_of(trace.place), tip, trace.scale),)
    labels = tuple(_labels(paper, solution, arrows, dots))
    horizontal, vertical = axes(("$x$", "$y$"), window, size)
    return Panel(
        size=size,
        window=window,
        horizontal=horizontal,
        vertical=vertical,
        equal_aspect=True,
        note=derivative_note(arrows, solution, language),
        description="",
        curves=tuple(curves),
        arrows=arrows,
        dots=dots,
        labels=labels,
    )


def _fit_window(trace: _Trace, size: Size) -> Window:
    """The smallest window of the plot's form with all that is shown."""
    middle, half = (trace.low + trace.high) / 2, (trace.high - trace.low) / 2
    unit = float(max(half / size))
    (x, y), (across, up) = middle.tolist(), (unit * np.array(size)).tolist()
    return Window(x - across, x + across, y - up, y + up)


def _tangent(trace: _Trace) -> Array | None:
    """The tangent at P, up to the sides of what is shown, (N, m)."""
    if trace.place is None or trace.velocity is None:
        return None
    moves = trace.velocity != 0
    ends = np.array([trace.low, trace.high])
    crossings = (ends - trace.place)[:, moves] / trace.velocity[moves]
    reach = crossings.min(axis=0).max(), crossings.max(axis=0).min()
    steps = np.linspace(*reach, _TANGENT_SAMPLES)
    return np.asarray(trace.place + steps[:, None] * trace.velocity)


def _labels(
    paper: Paper, solution: Solution, arrows: tuple[Arrow, ...], dots: tuple[Dot, ...]
) -> Iterator[Label]:
    """The names of r'(t₀) and of P."""
    paper.take_dots(dots)
    for arrow in arrows:
        paper.take_arrow(arrow)
    for arrow in arrows:
        yield paper.put_beside_tip(arrow, derivative_name(solution))
    for dot in dots:
        yield paper.put_around("point", place_name(solution), np.array(dot.position))


def _compose_space(solution: Solution, trace: _Trace, size: Size, language: Language) -> Panel:
    """The curve in space, over its shadow on the floor."""
    floor = trace.points.copy()
    floor[:, 2] = trace.low[2]
    strands = [Strand("contour", floor)]
    if trace.place is not None:
        foot = np.array([trace.place[0], trace.place[1], trace.low[2]])
        strands.append(Strand("contour", np.array([foot, (foot + trace.place) / 2, trace.place])))
    tangent = _tangent(trace)
    if tangent is not None:
        strands.append(Strand("tangent", tangent))
    vectors: tuple[Vector, ...] = ()
    spots: tuple[Spot, ...] = ()
    if trace.place is not None:
        spots = (Spot("point", trace.place),)
    if trace.place is not None and trace.velocity is not None:
        tip = trace.place + trace.scale * trace.velocity
        vectors = (Vector("derivative", trace.place, tip, trace.scale),)
    stretch = np.ones(3)
    lines = tuple(vector.tip - vector.tail for vector in vectors)
    camera = choose_camera(None, stretch, trace.high - trace.low, Wishes(lines=lines))
    strands += _from_back_to_front(trace.points, camera)
    space = Space(
        camera, trace.low, trace.high, strands=tuple(strands), vectors=vectors, spots=spots
    )
    objects: dict[Role, str] = {
        "derivative": derivative_name(solution),
        "point": place_name(solution),
    }
    note = derivative_note(vectors, solution, language)
    return compose_sheet(space, Names(("$x$", "$y$", "$z$"), objects), size, note, "")


def _from_back_to_front(points: Array, camera: Camera) -> list[Strand]:
    """The curve in short parts, so that where it passes in front of itself one sees that."""
    starts = range(0, len(points) - 1, _PART)
    parts = [points[start : start + _PART + 1] for start in starts]
    known = [part for part in parts if np.isfinite(part).any()]
    known.sort(key=lambda part: float(np.nanmean(camera.nearness(part))))
    return [Strand("graph", part) for part in known]
