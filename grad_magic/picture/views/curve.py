"""The picture of a function of one variable: its curve, and the tangent at P."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture import words
from grad_magic.picture.local_data import LocalData
from grad_magic.picture.plane.axes import axis
from grad_magic.picture.plane.graph import (
    SAMPLES,
    GraphNames,
    Touch,
    tangents,
    trace_graph,
    write_graph,
)
from grad_magic.picture.plane.marks import Mark, critical_marks, marks_in, places_of
from grad_magic.picture.plane.placement import Paper
from grad_magic.picture.plane.window import taylor_length
from grad_magic.picture.shapes import Array, Curve, Dot, Panel, Window
from grad_magic.picture.surface import Surface, surface_of

if TYPE_CHECKING:
    from grad_magic.picture.shapes import Size
    from grad_magic.solution import Solution
    from grad_magic.wording.language import Language

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
_MOST_STATIONS = 101


def compose_panel(
    solution: Solution, local: LocalData, size: Size, language: Language
) -> Panel | None:
    """The curve y = f(x), P on it, and the tangent line; None where f has no value in sight."""
    surface = surface_of(solution)
    marks = critical_marks(solution)
    x, y = _sample(surface, local, marks)
    if not np.isfinite(y).any():
        return None
    window = _window(x, y, local, marks)
    stations = _stations(surface, local, window)
    marks = marks_in(window, marks)
    curve = trace_graph(surface.at, x, y, window)
    touch = _touch(local)
    lines = () if touch is None else tangents(touch, window)
    is_whole = local.slope is not None
    tangent = words.tangent_name(language) if is_whole else words.half_tangent_name(language)
    names = GraphNames(words.point_name(solution), tangent, tangent)
    dots = (*stations, *_dots(local, marks))
    curves, labels = write_graph(Paper(window, size), Curve("graph", curve), lines, names, dots)
    return Panel(
        size=size,
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


def _stations(surface: Surface, local: LocalData, window: Window) -> tuple[Dot, ...]:
    """The points of a path on the curve, as far as they are in sight."""
    if local.path is None or len(local.path) > _MOST_STATIONS:
        return ()
    places = np.stack([local.path[1:, 0], surface.at(local.path[1:, 0])], axis=1)
    return tuple(Dot("path", (float(x), float(y))) for x, y in places[window.contains(places)])


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
        x = np.linspace(middle - half, middle + half, SAMPLES)
        y = surface.at(x)
        used = np.flatnonzero(np.isfinite(y)) / (SAMPLES - 1)
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


def _touch(local: LocalData) -> Touch | None:
    """The tangent, or what there is of it; None without a value at P."""
    return None if local.value is None else Touch(_place(local), local.slope, local.side_slopes)


def _place(local: LocalData) -> tuple[float, float]:
    return float(local.point[0]), float(local.value or 0.0)
