"""The lines on the graph z = f(x, y): level lines, the section along u, and its tangent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture.floats import multiples, round_step
from grad_magic.picture.plane.graph import Touch, trace_graph
from grad_magic.picture.plane.grid import Grid
from grad_magic.picture.plane.lines import refine, trace
from grad_magic.picture.plane.section import SectionLine
from grad_magic.picture.shapes import Array, Window, join
from grad_magic.picture.space.body import Strand

if TYPE_CHECKING:
    from grad_magic.picture.space.slab import Slab
    from grad_magic.picture.surface import Surface

# About so many level lines, none so near to an end of the slab, as a part of its height.
_LEVELS, _OFF = 8, 0.02
# A level line nearer to that through P, as a part of the way from one to the next, gives way.
_CROWDED = 0.25
_SAMPLES = 161
# Half the tangent, as a part of half the window.
_TANGENT, _TANGENT_SAMPLES = 0.72, 31


def level_strands(
    surface: Surface, grid: Grid, slab: Slab, value: float | None
) -> tuple[Strand, ...]:
    """Level lines at round heights, and the one through P, on the graph.

    Args:
        surface: f.
        grid: f over the window.
        slab: what is shown of it.
        value: f(P), if there is to be a level curve through P.
    """
    step = round_step(slab.height / _LEVELS)
    off = _OFF * slab.height
    levels = set(multiples(step, slab.bottom + off, slab.top - off))
    if value is not None:
        levels = {level for level in levels if abs(level - value) > _CROWDED * step} | {value}
    finite = grid.values[np.isfinite(grid.values)]
    least, most = float(finite.min()), float(finite.max())
    # A constant function has no level lines.
    levels = {level for level in levels if least <= level <= most and least < most}
    lines, _ = trace(surface, grid, tuple(sorted(levels)), value)
    thin: list[Array] = []
    thick: list[Array] = []
    for line in lines:
        for piece in line.pieces:
            is_through = line.level == value
            flat = refine(surface, piece, line.level, grid.cell) if is_through else piece
            raised = np.column_stack([flat, np.full(len(piece), line.level)])
            (thick if is_through else thin).append(raised)
    strands = []
    if thin:
        strands.append(Strand("contour", join(thin)))
    if thick:
        strands.append(Strand("level", join(thick)))
    return tuple(strands)


def section_strand(line: SectionLine, window: Window, slab: Slab) -> Strand:
    """F along u as far as it is shown."""
    least, most = _reach(line, window)
    t = np.linspace(least, most, _SAMPLES)
    frame = Window(least, most, slab.bottom, slab.top)
    # P is one of its points.
    t = np.sort(np.append(t, 0.0))
    t, heights = trace_graph(line.at, t, line.at(t), frame).T
    points = _raise(line, t, heights)
    return Strand("section", np.where(slab.contains(heights)[:, None], points, np.nan))


def tangent_strand(line: SectionLine, touch: Touch, window: Window, slab: Slab) -> Strand | None:
    """The tangent of the section at P, or its half-tangents; None where there are none."""
    height = touch.place[1]
    usual = _TANGENT * min(window.width, window.height) / 2
    halves = []
    for side, most, slope in zip((-1, 1), _reach(line, window), touch.slopes, strict=True):
        if slope is None:
            continue
        reach = min(usual, abs(most))
        room = slab.top - height if slope * side > 0 else height - slab.bottom
        if slope:
            reach = min(reach, room / abs(slope))
        t = side * np.linspace(0, reach, _TANGENT_SAMPLES)
        halves.append(_raise(line, t, height + slope * t))
    if touch.slope is not None:
        return Strand("tangent", np.concatenate([halves[0][:0:-1], halves[1]]))
    return Strand("tangent", join(halves)) if halves else None


def _raise(line: SectionLine, t: Array, heights: Array) -> Array:
    """Points at these heights over P + tu, (N, 3)."""
    return np.column_stack([line.point + t[:, None] * line.way, heights])


def _reach(line: SectionLine, window: Window) -> tuple[float, float]:
    """Between which t the line through P is in the window."""
    low, high = np.array([window.left, window.bottom]), np.array([window.right, window.top])
    moves = abs(line.way) > 0
    crossings = (np.array([low, high]) - line.point)[:, moves] / line.way[moves]
    return float(crossings.min(axis=0).max()), float(crossings.max(axis=0).min())
