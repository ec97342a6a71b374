"""The graph of a function of one number, and the tangent that touches it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture.plane.crossings import cross
from grad_magic.picture.plane.placement import Paper
from grad_magic.picture.shapes import Array, Curve, Dot, Label, Window, join

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLES = 961
_TANGENT_POINTS = 121
# A step between samples of more than this part of the window's height may be a pole or a jump.
_STEEP = 0.02
# The end of the domain between two samples is found to 2 to this power of their distance.
_END_HALVINGS = 40
# So many heights above and below the window the graph is cut.
_BEYOND = 3.0


@dataclass(frozen=True)
class Touch:
    """A point of a graph, and what touches it there.

    Attributes:
        place: the point.
        slope: of the tangent; None where there is none.
        side_slopes: where there is none those of the half-tangents on the left and on the right,
            None in place of one that is missing too.
        is_vertical: whether there is a tangent without a slope.
    """

    place: tuple[float, float]
    slope: float | None
    side_slopes: tuple[float | None, float | None] = (None, None)
    is_vertical: bool = False

    @property
    def slopes(self) -> tuple[float | None, float | None]:
        """Those on the left and on the right."""
        return self.side_slopes if self.slope is None else (self.slope, self.slope)


def trace_graph(evaluate: Callable[[Array], Array], x: Array, y: Array, window: Window) -> Array:
    """The graph (N, 2), cut far outside the window, with nan where it is broken.

    Args:
        evaluate: the function.
        x: where it has been evaluated, (N,).
        y: its values there.
        window: what is shown of it.
    """

    def evaluate_rows(places: Array) -> Array:
        return evaluate(places[:, 0])

    y = np.where(np.isfinite(y), y, np.nan)
    steep = np.flatnonzero(abs(np.diff(y)) > _STEEP * window.height)
    ends = (x[steep, None], x[steep + 1, None])
    left, right, continuous = cross(evaluate_rows, ends, (y[steep] + y[steep + 1]) / 2)
    left, right, after = left[~continuous], right[~continuous], steep[~continuous] + 1
    breaks = np.stack([left, np.full_like(left, np.nan), right], axis=1).reshape(-1, 1)
    # The function of nan may be a number.
    values = np.where(np.isnan(breaks[:, 0]), np.nan, evaluate_rows(breaks))
    x = np.insert(x, np.repeat(after, 3), breaks[:, 0])
    y = np.insert(y, np.repeat(after, 3), values)
    x, y = _up_to_ends(evaluate, x, y)
    low, high = window.bottom - _BEYOND * window.height, window.top + _BEYOND * window.height
    return np.stack([x, np.clip(y, low, high)], axis=1)


def _up_to_ends(evaluate: Callable[[Array], Array], x: Array, y: Array) -> tuple[Array, Array]:
    """The graph with the ends of the domain between its samples."""
    defined = ~np.isnan(y)
    edges = np.flatnonzero((defined[1:] != defined[:-1]) & ~np.isnan(x[1:] + x[:-1]))
    if not edges.size:
        return x, y
    is_before = defined[edges]
    ends = end_of_domain(
        evaluate, x[np.where(is_before, edges, edges + 1)], x[np.where(is_before, edges + 1, edges)]
    )
    return np.insert(x, edges + 1, ends), np.insert(y, edges + 1, evaluate(ends))


def end_of_domain(evaluate: Callable[[Array], Array], inside: Array, outside: Array) -> Array:
    """The last places (N,) where the function has a value, on the ways out of the domain.

    Args:
        evaluate: the function.
        inside: places where it has one, (N,).
        outside: places where it has none.
    """
    for _ in range(_END_HALVINGS):
        middle = (inside + outside) / 2
        is_inside = np.isfinite(evaluate(middle))
        inside = np.where(is_inside, middle, inside)
        outside = np.where(is_inside, outside, middle)
    return inside


def tangents(touch: Touch, window: Window) -> tuple[Array, ...]:
    """Points of the tangent inside the window; where there is none, of the half-tangents."""
    if touch.slope is not None:
        left, right = (_ray(touch.place, window, touch.slope, side) for side in (-1, 1))
        return (np.concatenate([left[:0:-1], right]),)
    if touch.is_vertical:
        heights = np.linspace(window.bottom, window.top, _TANGENT_POINTS)
        return (np.stack([np.full_like(heights, touch.place[0]), heights], axis=1),)
    sides = zip(touch.side_slopes, (-1, 1), strict=True)
    return tuple(
        _ray(touch.place, window, slope, side) for slope, side in sides if slope is not None
    )


def _ray(place: tuple[float, float], window: Window, slope: float, side: int) -> Array:
    """Points from a place to the frame on one side, (N, 2)."""
    x, y = place
    run = window.right - x if side > 0 else x - window.left
    room = window.top - y if slope * side > 0 else y - window.bottom
    reach = min(run, room / abs(slope)) if slope else run
    steps = side * np.linspace(0, reach, _TANGENT_POINTS)
    return np.stack([x + steps, y + slope * steps], axis=1)


@dataclass(frozen=True)
class GraphNames:
    """The names of the point and of each tangent; where that has no room, its short one."""

    point: str
    tangent: str
    short_tangent: str


def write_graph(
    paper: Paper,
    graph: Curve,
    lines: tuple[Array, ...],
    names: GraphNames,
    dots: tuple[Dot, ...],
) -> tuple[tuple[Curve, ...], tuple[Label, ...]]:
    """The lines with gaps where words stand, and the words: those of the point and the tangents.

    Args:
        paper: of the plot, with nothing on it.
        graph: as `trace_graph` gives it.
        lines: its tangents.
        names: of what is marked.
        dots: what is marked.
    """
    paper.take_points(graph.points[paper.window.contains(graph.points)])
    paper.take_dots(dots)
    for line in lines:
        paper.take_line(line[[0, -1]])
    labels: list[Label | None] = [
        paper.put_around("point", names.point, np.array(dot.position))
        for dot in dots
        if dot.role == "point"
    ]
    labels += [_name_tangent(paper, line[[0, -1]], names) for line in lines]
    curves = [graph]
    if lines:
        curves.append(Curve("tangent", join([paper.without_words(line) for line in lines])))
    return tuple(curves), tuple(label for label in labels if label is not None)


def _name_tangent(paper: Paper, ends: Array, names: GraphNames) -> Label | None:
    label = paper.put_along("tangent", names.tangent, ends)
    return label or paper.put_along("tangent", names.short_tangent, ends)
