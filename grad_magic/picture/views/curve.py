"""The picture of a function of one variable: its curve, and the tangent at P."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture import words
from grad_magic.picture.local_data import LocalData
from grad_magic.picture.plane.axes import axis
from grad_magic.picture.plane.crossings import cross
from grad_magic.picture.plane.marks import Mark, critical_marks, marks_in, places_of
from grad_magic.picture.plane.placement import Paper
from grad_magic.picture.plane.window import taylor_length
from grad_magic.picture.shapes import STANDARD_SIZE, Array, Curve, Dot, Label, Panel, Window, join
from grad_magic.picture.surface import Surface, surface_of

if TYPE_CHECKING:
    from grad_magic.picture.shapes import Role
    from grad_magic.solution import Solution
    from grad_magic.wording.language import Language

_SAMPLES = 961
_TANGENT_POINTS = 121
# Half the window's width, in lengths over which f leaves its second-order Taylor polynomial;
# for a parabola, in distances from P to its vertex; where nothing tells a scale.
_TAYLOR_LENGTHS = 1.5
_VERTEX_DISTANCES = 2.0
_PLAIN_HALF_WIDTH = 3.0
# Of the values over the window, these shares are shown for certain; all of them where that
# does not flatten the curve more than so many times.
_SHARES = (0.03, 0.97)
_FLATTENING = 4.0
_MARGIN = 0.08
# Critical points reach so far toward the sides of their window.
_MARKS_PART = 1.8
# A step between samples of more than this part of the window's height may be a pole or a jump.
_STEEP = 0.02
# So many heights above and below the window the curve is cut.
_BEYOND = 3.0


def compose_panel(solution: Solution, local: LocalData, language: Language) -> Panel | None:
    """The curve y = f(x), P on it, and the tangent line; None where f has no value in sight."""
    surface = surface_of(solution)
    marks = critical_marks(solution)
    x, y = _sample(surface, local, marks)
    if not np.isfinite(y).any():
        return None
    window = _window(x, y, local, marks)
    marks = marks_in(window, marks)
    curve = _graph(surface, x, y, window)
    tangents = _tangents(local, window)
    is_whole = local.slope is not None
    tangent = words.tangent_name(language) if is_whole else words.half_tangent_name(language)
    names: dict[Role, str] = {"point": words.point_name(solution), "tangent": tangent}
    dots = _dots(local, marks)
    curves, labels = _write(window, curve, tangents, names, dots)
    return Panel(
        size=STANDARD_SIZE,
        window=window,
        horizontal=axis(words.axis_name(solution.variables[0]), window.left, window.right),
        vertical=axis(words.value_name(solution), window.bottom, window.top),
        equal_aspect=False,
        note=words.mark_note(solution, marks, language),
        description=words.describe_curve(solution, local, marks, language),
        curves=curves,
        dots=dots,
        labels=labels,
    )


def _dots(local: LocalData, marks: tuple[Mark, ...]) -> tuple[Dot, ...]:
    """The critical points in sight, and P above them."""
    dots = tuple(mark.dot for mark in marks)
    has_place = local.given and local.value is not None
    return (*dots, Dot("point", _place(local))) if has_place else dots


def _sample(surface: Surface, local: LocalData, marks: tuple[Mark, ...]) -> tuple[Array, Array]:
    """The curve's points (N,), (N,), moved to where f is defined."""
    half = _half_width(surface, local)
    middle = float(local.point[0])
    if marks and not local.given:
        low, high = places_of(marks)[:, 0].min(), places_of(marks)[:, 0].max()
        middle = float(low + high) / 2
        half = _MARKS_PART * float(high - low) / 2 or half
    for _ in range(2):
        x = np.linspace(middle - half, middle + half, _SAMPLES)
        y = surface.at(x)
        used = np.flatnonzero(np.isfinite(y)) / (_SAMPLES - 1)
        if not used.size or (used[0] > 0.05) == (used[-1] < 0.95):
            break
        middle += half * (max(used[0] - 0.05, 0) - max(0.95 - used[-1], 0)) * 1.5
    return x, y


def _half_width(surface: Surface, local: LocalData) -> float:
    length = _TAYLOR_LENGTHS * taylor_length(surface, local, stay_defined=True)
    if math.isfinite(length):
        return length
    if local.gradient is not None and local.hessian is not None and local.hessian[0, 0]:
        return _VERTEX_DISTANCES * abs(float(local.gradient[0] / local.hessian[0, 0]))
    return max(_PLAIN_HALF_WIDTH, 0.5 * abs(float(local.point[0])))


def _window(x: Array, y: Array, local: LocalData, marks: tuple[Mark, ...]) -> Window:
    finite = y[np.isfinite(y)]
    low, high = np.quantile(finite, _SHARES)
    if np.ptp(finite) <= _FLATTENING * (high - low):
        low, high = finite.min(), finite.max()
    shown = [float(low), float(high)]
    shown += [value for place, value in places_of(marks) if x[0] <= place <= x[-1]]
    if local.value is not None:
        shown.append(local.value)
    bottom, top = min(shown), max(shown)
    margin = _MARGIN * (top - bottom) or 0.5 * abs(top) or 1.0
    return Window(float(x[0]), float(x[-1]), bottom - margin, top + margin)


def _graph(surface: Surface, x: Array, y: Array, window: Window) -> Array:
    """The curve (N, 2), cut far outside the window, with nan where it is broken."""

    def evaluate(places: Array) -> Array:
        return surface.at(places[:, 0])

    y = np.where(np.isfinite(y), y, np.nan)
    steep = np.flatnonzero(abs(np.diff(y)) > _STEEP * window.height)
    ends = (x[steep, None], x[steep + 1, None])
    left, right, continuous = cross(evaluate, ends, (y[steep] + y[steep + 1]) / 2)
    left, right, after = left[~continuous], right[~continuous], steep[~continuous] + 1
    breaks = np.stack([left, np.full_like(left, np.nan), right], axis=1).reshape(-1, 1)
    # The function of nan may be a number.
    values = np.where(np.isnan(breaks[:, 0]), np.nan, evaluate(breaks))
    x = np.insert(x, np.repeat(after, 3), breaks[:, 0])
    y = np.insert(y, np.repeat(after, 3), values)
    low, high = window.bottom - _BEYOND * window.height, window.top + _BEYOND * window.height
    return np.stack([x, np.clip(y, low, high)], axis=1)


def _tangents(local: LocalData, window: Window) -> tuple[Array, ...]:
    """Points of the tangent inside the window; where there is none, of the half-tangents."""
    if local.value is None:
        return ()
    if local.slope is not None:
        left, right = (_ray(local, window, local.slope, side) for side in (-1, 1))
        return (np.concatenate([left[:0:-1], right]),)
    sides = zip(local.side_slopes, (-1, 1), strict=True)
    return tuple(_ray(local, window, slope, side) for slope, side in sides if slope is not None)


def _ray(local: LocalData, window: Window, slope: float, side: int) -> Array:
    """Points from P to the frame on one side, (N, 2)."""
    x, y = _place(local)
    run = window.right - x if side > 0 else x - window.left
    room = window.top - y if slope * side > 0 else y - window.bottom
    reach = min(run, room / abs(slope)) if slope else run
    steps = side * np.linspace(0, reach, _TANGENT_POINTS)
    return np.stack([x + steps, y + slope * steps], axis=1)


def _write(
    window: Window,
    curve: Array,
    tangents: tuple[Array, ...],
    names: dict[Role, str],
    dots: tuple[Dot, ...],
) -> tuple[tuple[Curve, ...], tuple[Label, ...]]:
    """The lines with gaps where words stand, and the words: those of the point and the tangents."""
    paper = Paper(window, STANDARD_SIZE)
    inside = curve[window.contains(curve)]
    paper.take_points(inside)
    for tangent in tangents:
        paper.take_line(tangent[[0, -1]])
    labels: list[Label | None] = [
        paper.put_around("point", names["point"], np.array(dot.position))
        for dot in dots
        if dot.role == "point"
    ]
    labels += [
        paper.put_along("tangent", names["tangent"], tangent[[0, -1]]) for tangent in tangents
    ]
    curves = [Curve("graph", curve)]
    if tangents:
        points = join([paper.without_words(tangent) for tangent in tangents])
        curves.append(Curve("tangent", points))
    return tuple(curves), tuple(label for label in labels if label is not None)


def _place(local: LocalData) -> tuple[float, float]:
    return float(local.point[0]), float(local.value or 0.0)
