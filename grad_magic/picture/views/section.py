"""The section of a graph: f along the line through P in the direction u, and its tangent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture.local_data import LocalData, to_float
from grad_magic.picture.plane.axes import horizontal_axis, long_axis
from grad_magic.picture.plane.graph import GraphNames, tangents, trace_graph, write_graph
from grad_magic.picture.plane.placement import Paper
from grad_magic.picture.plane.reach import cut_window, graph_window, samples_between, window_between
from grad_magic.picture.plane.section import SectionLine, touch_of, way_of
from grad_magic.picture.plane.window import scale_free_half_height
from grad_magic.picture.shapes import Curve, Dot, Panel, Size
from grad_magic.picture.surface import surface_of
from grad_magic.picture.words.descriptions import describe_section
from grad_magic.picture.words.names import (
    point_name,
    section_name,
    section_tangent_name,
    step_name,
    tangent_name,
)
from grad_magic.picture.words.notes import section_note

if TYPE_CHECKING:
    from grad_magic.solution import Solution
    from grad_magic.wording.language import Language


def compose_panel(
    solution: Solution, local: LocalData, size: Size, language: Language
) -> Panel | None:
    """The graph of φ(t) = f(P + tu), P on it, and the tangent line of slope D_u f(P)."""
    return _compose(solution, local, size, language)


def compose_cut_panel(
    solution: Solution, local: LocalData, size: Size, language: Language
) -> Panel | None:
    """The same from side to side of the window, but no higher than lets the tangent be seen."""
    return _compose(solution, local, size, language, is_cut=True)


def _compose(
    solution: Solution, local: LocalData, size: Size, language: Language, *, is_cut: bool = False
) -> Panel | None:
    way = way_of(local)
    if way is None or local.value is None:
        return None
    line = SectionLine(surface_of(solution), local.point, way)
    touch = touch_of(solution, local)
    bend = 0.0 if local.hessian is None else float(way @ local.hessian @ way)
    usual, largest = scale_free_half_height(local), float(abs(local.point).max())
    asked = _asked_steps(solution, line)
    if asked is None:
        window, x, y = graph_window(line.at, touch, bend, usual, largest)
    else:
        x = samples_between(*asked)
        y = line.at(x)
        between = (
            cut_window(x, y, touch, bend)
            if is_cut
            else window_between(x, y, np.array([local.value]))
        )
        assert between is not None
        window = between
    graph = trace_graph(line.at, x, y, window)
    names = GraphNames(
        point_name(solution),
        section_tangent_name(touch, language),
        tangent_name(language),
    )
    dots = (Dot("point", touch.place),)
    paper, lines = Paper(window, size), tangents(touch, window)
    curves, labels = write_graph(paper, Curve("section", graph), lines, names, dots)
    return Panel(
        size=size,
        window=window,
        horizontal=horizontal_axis(step_name(solution), window.left, window.right, size[0]),
        vertical=long_axis(section_name(solution), window.bottom, window.top),
        equal_aspect=False,
        note=section_note(solution, local, language),
        description=describe_section(solution, local, touch, language),
        curves=curves,
        dots=dots,
        labels=labels,
    )


def _asked_steps(solution: Solution, line: SectionLine) -> tuple[float, float] | None:
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
