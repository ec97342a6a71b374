"""The picture of a function of one variable: its curve, and the tangent at P."""

from __future__ import annotations

from dataclasses import replace
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
from grad_magic.picture.plane.reach import graph_window
from grad_magic.picture.shapes import Array, Dot, Panel, Window
from grad_magic.picture.surface import Surface, surface_of

if TYPE_CHECKING:
    from grad_magic.picture.shapes import Size
    from grad_magic.solution import Solution
    from grad_magic.wording.language import Language

# Half the window's width where nothing tells a scale.
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
    touch = _touch(local)
    if touch is None:
        x, y = _sample(surface, marks)
        window = _window(x, y, marks)
    else:
        x, y, window = _sample_around(surface, local, touch)
        window = _with_marks(window, marks)
    if window is None:
        return None
    stations = _stations(surface, local, window)
    marks = marks_in(window, marks)
    curve = trace_graph(surface.at, x, y, window)
    lines = () if touch is None else tangents(touch, window)
    is_whole = local.slope is not None
    tangent = words.tangent_name(language) if is_whole else words.half_tangent_name(language)
    names = GraphNames(words.point_name(solution), tangent, tangent)
    dots = (*stations, *_dots(local, marks))
    curves, labels = write_graph(Paper(window, size), curve, lines, names, dots)
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


def _sample_around(surface: Surface, local: LocalData, touch: Touch) -> tuple[Array, Array, Window]:
    """The curve's points (N,), (N,) around P, and the window."""
    place = float(local.point[0])
    bend = 0.0 if local.hessian is None else float(local.hessian[0, 0])
    around, t, y = graph_window(
        lambda steps: surface.at(place + steps),
        replace(touch, place=(0.0, touch.place[1])),
        bend,
        max(_PLAIN_HALF_WIDTH, 0.5 * abs(place)),
        abs(place),
    )
    window = replace(around, left=place + around.left, right=place + around.right)
    return place + t, y, window


def _sample(surface: Surface, marks: tuple[Mark, ...]) -> tuple[Array, Array]:
    """The curve's points (N,), (N,) around its marks or 0, moved to where f is defined."""
    middle, half = 0.0, _PLAIN_HALF_WIDTH
    if marks:
        low, high = places_of(marks)[:, 0].min(), places_of(marks)[:, 0].max()
        middle = float(low + high) / 2
        half = _MARKS_PART * float(high - low) / 2 or max(half, abs(middle) / 2)
    for _ in range(2):
        x = np.linspace(middle - half, middle + half, SAMPLES)
        y = surface.at(x)
        used = np.flatnonzero(np.isfinite(y)) / (SAMPLES - 1)
        if not used.size or (used[0] > 0.05) == (used[-1] < 0.95):
            break
        middle += half * (max(used[0] - 0.05, 0) - max(0.95 - used[-1], 0)) * 1.5
    return x, y


def _window(x: Array, y: Array, marks: tuple[Mark, ...]) -> Window | None:
    """The window of a curve, with its marks; None where it has no points."""
    finite = y[np.isfinite(y)]
    if not finite.size:
        return None
    low, high = np.quantile(finite, _SHARES)
    if np.ptp(finite) <= _FLATTENING * (high - low):
        low, high = finite.min(), finite.max()
    shown = [float(low), float(high)]
    shown += [value for place, value in places_of(marks) if x[0] <= place <= x[-1]]
    bottom, top = min(shown), max(shown)
    margin = _MARGIN * (top - bottom) or 0.5 * abs(top) or 1.0
    return Window(float(x[0]), float(x[-1]), bottom - margin, top + margin)


def _with_marks(window: Window, marks: tuple[Mark, ...]) -> Window:
    """The window with the critical points of its width in sight."""
    values = [value for place, value in places_of(marks) if window.left <= place <= window.right]
    margin = _MARGIN * window.height
    bottom = min([window.bottom, *(value - margin for value in values)])
    top = max([window.top, *(value + margin for value in values)])
    return replace(window, bottom=bottom, top=top)


def _touch(local: LocalData) -> Touch | None:
    """The tangent, or what there is of it; None without a value at P."""
    return None if local.value is None else Touch(_place(local), local.slope, local.side_slopes)


def _place(local: LocalData) -> tuple[float, float]:
    return float(local.point[0]), float(local.value or 0.0)
