"""The section of a graph: f along the line through P in the direction u, and its tangent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture import words
from grad_magic.picture.local_data import LocalData, length, to_float, to_slope
from grad_magic.picture.plane.axes import horizontal_axis, long_axis
from grad_magic.picture.plane.graph import GraphNames, Touch, tangents, trace_graph, write_graph
from grad_magic.picture.plane.placement import Paper
from grad_magic.picture.plane.reach import graph_window, samples_between, window_between
from grad_magic.picture.plane.window import scale_free_half_height
from grad_magic.picture.shapes import Array, Dot, Panel, Size
from grad_magic.picture.surface import Surface, surface_of

if TYPE_CHECKING:
    from grad_magic.solution import Solution
    from grad_magic.wording.language import Language


@dataclass(frozen=True, eq=False)
class _Line:
    """The function φ(t) = f(P + tu).

    Attributes:
        surface: f.
        point: P, (n,).
        way: u, (n,), of length 1.
    """

    surface: Surface
    point: Array
    way: Array

    def at(self, t: Array) -> Array:
        """φ at the places (N,); nan where it has no value."""
        return self.surface.at(*(self.point[:, None] + self.way[:, None] * t))


def compose_panel(
    solution: Solution, local: LocalData, size: Size, language: Language
) -> Panel | None:
    """The graph of φ(t) = f(P + tu), P on it, and the tangent line of slope D_u f(P)."""
    way = _way(local)
    if way is None or local.value is None:
        return None
    line = _Line(surface_of(solution), local.point, way)
    touch = _touch(solution, local)
    bend = 0.0 if local.hessian is None else float(way @ local.hessian @ way)
    usual, largest = scale_free_half_height(local), float(abs(local.point).max())
    asked = _asked_steps(solution, line)
    if asked is None:
        window, x, y = graph_window(line.at, touch, bend, usual, largest)
    else:
        x = samples_between(*asked)
        y = line.at(x)
        between = window_between(x, y, np.array([local.value]))
        assert between is not None
        window = between
    graph = trace_graph(line.at, x, y, window)
    names = GraphNames(
        words.point_name(solution),
        words.section_tangent_name(touch, language),
        words.tangent_name(language),
    )
    dots = (Dot("point", touch.place),)
    curves, labels = write_graph(Paper(window, size), graph, tangents(touch, window), names, dots)
    return Panel(
        size=size,
        window=window,
        horizontal=horizontal_axis(words.step_name(solution), window.left, window.right, size[0]),
        vertical=long_axis(words.section_name(solution), window.bottom, window.top),
        equal_aspect=False,
        note=words.section_note(solution, local, language),
        description=words.describe_section(solution, local, touch, language),
        curves=curves,
        dots=dots,
        labels=labels,
    )


def _asked_steps(solution: Solution, line: _Line) -> tuple[float, float] | None:
    """From where to where the line goes through the window that was asked for.

    None where none was, or P is not in it.
    """
    limits = np.array([to_float(limit) for limit in solution.problem.presentation.window])
    sides = limits.reshape(-1, 2).T
    if not limits.size or not ((sides[0] < line.point) & (line.point < sides[1])).all():
        return None
    with np.errstate(divide="ignore"):
        steps = np.sort((sides - line.point) / line.way, axis=0)
    return float(steps[0].max()), float(steps[1].min())


def _way(local: LocalData) -> Array | None:
    """U; where none is given that of the gradient."""
    if local.direction is not None:
        return local.direction
    return None if local.gradient is None else local.gradient / length(local.gradient)


def _touch(solution: Solution, local: LocalData) -> Touch:
    """The tangent at P, or the half-tangents where f has two slopes there."""
    place = (0.0, local.value or 0.0)
    if local.direction is None:
        assert local.gradient is not None
        return Touch(place, length(local.gradient))
    return Touch(place, to_slope(solution.directional_derivative), local.slopes_along)
