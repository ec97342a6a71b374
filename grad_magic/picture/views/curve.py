"""The picture of a function of one variable: its curve, and the tangent at P."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture.local_data import LocalData, to_float
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
from grad_magic.picture.plane.reach import graph_window, samples_between, window_between
from grad_magic.picture.shapes import Array, Curve, Dot, Panel, Window
from grad_magic.picture.surface import Surface, surface_of
from grad_magic.picture.words.descriptions import describe_curve, describe_outside
from grad_magic.picture.words.names import (
    axis_name,
    half_tangent_name,
    point_name,
    tangent_name,
    value_name,
)
from grad_magic.picture.words.notes import join_notes, mark_note, outside_note
from grad_magic.picture.words.sentences import is_outside

if TYPE_CHECKING:
    from sympy import Expr

    from grad_magic.picture.shapes import Size
    from grad_magic.solution import Solution
    from grad_magic.wording.language import Language

# Half the window's width where nothing tells a scale.
_PLAIN_HALF_WIDTH = 3.0
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
    touch = _touch(solution, local)
    asked = solution.problem.presentation.window
    if asked or touch is None:
        x, y = _sample(surface, marks) if not asked else _sample_between(surface, local, asked)
        window = window_between(x, y, _values_in(x, marks, touch))
        if window is None:
            return None
    else:
        x, y, window = _sample_around(surface, local, touch)
        window = _with_marks(window, marks)
    if touch is not None and not window.contains(np.array(touch.place)):
        touch = None
    seen = replace(local, given=local.given and not is_outside(local, window))
    stations = _stations(surface, local, window)
    marks = marks_in(window, marks)
    curve = trace_graph(surface.at, x, y, window)
    lines = () if touch is None else tangents(touch, window)
    is_whole = local.slope is not None or solution.has_vertical_tangent
    tangent = tangent_name(language) if is_whole else half_tangent_name(language)
    names = GraphNames(point_name(solution), tangent, tangent)
    dots = (*stations, *_dots(local, marks, window))
    curves, labels = write_graph(Paper(window, size), Curve("graph", curve), lines, names, dots)
    return Panel(
        size=size,
        window=window,
        horizontal=axis(axis_name(solution.variables[0]), window.left, window.right),
        vertical=axis(value_name(solution), window.bottom, window.top),
        equal_aspect=False,
        note=join_notes(
            language,
            mark_note(solution, marks, language),
            outside_note(solution, local, window, language),
        ),
        description=describe_curve(solution, seen, marks, language)
        + describe_outside(solution, local, window, language),
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


def _dots(local: LocalData, marks: tuple[Mark, ...], window: Window) -> tuple[Dot, ...]:
    """The critical points in sight, and P above them if it is too."""
    dots = tuple(mark.dot for mark in marks)
    has_place = local.given and bool(window.contains(np.array(_place(local))))
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


def _sample_between(
    surface: Surface, local: LocalData, asked: tuple[Expr, ...]
) -> tuple[Array, Array]:
    """The curve's points (N,), (N,) in the width that was asked for."""
    left, right = map(to_float, asked)
    place = float(local.point[0])
    x = place + samples_between(left - place, right - place)
    x[[0, -1]] = left, right
    return x, surface.at(x)


def _values_in(x: Array, marks: tuple[Mark, ...], touch: Touch | None) -> Array:
    """The values at the marks and at P, if these are between the first and the last place."""
    places = [*places_of(marks).tolist(), *(() if touch is None else (touch.place,))]
    return np.array([value for place, value in places if x[0] <= place <= x[-1]])


def _with_marks(window: Window, marks: tuple[Mark, ...]) -> Window:
    """The window with the critical points of its width in sight."""
    values = [value for place, value in places_of(marks) if window.left <= place <= window.right]
    margin = _MARGIN * window.height
    bottom = min([window.bottom, *(value - margin for value in values)])
    top = max([window.top, *(value + margin for value in values)])
    return replace(window, bottom=bottom, top=top)


def _touch(solution: Solution, local: LocalData) -> Touch | None:
    """The tangent, or what there is of it; None without a value at P."""
    if local.value is None:
        return None
    return Touch(_place(local), local.slope, local.side_slopes, solution.has_vertical_tangent)


def _place(local: LocalData) -> tuple[float, float]:
    return float(local.point[0]), float(local.value or 0.0)
