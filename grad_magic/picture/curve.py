"""The picture of a function of one variable: its curve, and the tangent at P."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture import words
from grad_magic.picture.axes import axis
from grad_magic.picture.marks import critical_marks
from grad_magic.picture.placement import Paper
from grad_magic.picture.shapes import Array, Curve, Dot, Label, Scene, Window
from grad_magic.picture.site import Site, Surface, surface_of
from grad_magic.picture.window import taylor_length

if TYPE_CHECKING:
    from grad_magic.solution import Solution

_SAMPLES = 961
_TANGENT_POINTS = 241
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
# A step between samples of more than this part of the window's height is a pole or a jump.
_JUMP = 0.4


def compose_curve(solution: Solution, site: Site) -> Scene | None:
    """The curve y = f(x), P on it, and the tangent line; None where f has no value in sight."""
    surface = surface_of(solution)
    marks = critical_marks(solution)
    x, y = _sample(surface, site, marks)
    if not np.isfinite(y).any():
        return None
    window = _window(x, y, site)
    curve = _graph(x, y, window)
    tangent = _tangent(site, window)
    curves, labels = _write(site, window, curve, tangent)
    title, plain_title = words.titles(solution)
    return Scene(
        window=window,
        horizontal=axis(words.axis_name(solution.variables[0]), window.left, window.right),
        vertical=axis(words.value_name(solution), window.bottom, window.top),
        equal_aspect=False,
        title=title,
        plain_title=plain_title,
        note=words.mark_note(marks),
        description=words.describe_curve(solution, site),
        curves=curves,
        dots=(*marks, Dot("point", _place(site))) if _has_place(site) else marks,
        labels=labels,
    )


def _sample(surface: Surface, site: Site, marks: tuple[Dot, ...]) -> tuple[Array, Array]:
    """The curve's points (N,), (N,), moved to where f is defined."""
    half = _half_width(surface, site)
    middle = float(site.point[0])
    if marks and not site.given:
        places = [mark.position[0] for mark in marks]
        middle = (min(places) + max(places)) / 2
        half = _MARKS_PART * (max(places) - min(places)) / 2 or half
    for _ in range(2):
        x = np.linspace(middle - half, middle + half, _SAMPLES)
        y = surface.at(x)
        used = np.flatnonzero(np.isfinite(y)) / (_SAMPLES - 1)
        if not used.size or (used[0] > 0.05) == (used[-1] < 0.95):
            break
        middle += half * (max(used[0] - 0.05, 0) - max(0.95 - used[-1], 0)) * 1.5
    return x, y


def _half_width(surface: Surface, site: Site) -> float:
    length = _TAYLOR_LENGTHS * taylor_length(surface, site, stay_defined=True)
    if math.isfinite(length):
        return length
    if site.gradient is not None and site.hessian is not None and site.hessian[0, 0]:
        return _VERTEX_DISTANCES * abs(float(site.gradient[0] / site.hessian[0, 0]))
    return max(_PLAIN_HALF_WIDTH, 0.5 * abs(float(site.point[0])))


def _window(x: Array, y: Array, site: Site) -> Window:
    finite = y[np.isfinite(y)]
    low, high = np.quantile(finite, _SHARES)
    if np.ptp(finite) <= _FLATTENING * (high - low):
        low, high = finite.min(), finite.max()
    shown = [float(low), float(high)]
    if site.value is not None:
        shown.append(site.value)
    bottom, top = min(shown), max(shown)
    margin = _MARGIN * (top - bottom) or 0.5 * abs(top) or 1.0
    return Window(float(x[0]), float(x[-1]), bottom - margin, top + margin)


def _graph(x: Array, y: Array, window: Window) -> Array:
    """The curve with nan where it leaves the window, at poles and at jumps."""
    near = abs(y - window.centre[1]) < 3 * window.height
    shown = np.where(near, y, np.nan)
    jumps = np.flatnonzero(abs(np.diff(shown)) > _JUMP * window.height)
    shown[jumps] = np.nan
    return np.stack([x, shown], axis=1)


def _tangent(site: Site, window: Window) -> Array | None:
    """Points of the tangent line inside the window."""
    if site.value is None or site.slope is None:
        return None
    x = np.linspace(window.left, window.right, _TANGENT_POINTS)
    line = np.stack([x, site.value + site.slope * (x - site.point[0])], axis=1)
    inside = line[window.contains(line)]
    if len(inside) > _TANGENT_POINTS // 8:
        return inside
    rise = np.linspace(window.bottom, window.top, _TANGENT_POINTS) - site.value
    return np.stack([site.point[0] + rise / site.slope, site.value + rise], axis=1)


def _write(
    site: Site, window: Window, curve: Array, tangent: Array | None
) -> tuple[tuple[Curve, ...], tuple[Label, ...]]:
    paper = Paper(window)
    inside = curve[window.contains(curve)]
    paper.take_points(inside)
    labels: list[Label | None] = []
    if tangent is not None:
        paper.take_line(tangent[[0, -1]])
    if _has_place(site):
        labels.append(paper.put_around("point", words.POINT, np.array(_place(site))))
    if tangent is not None:
        labels.append(paper.put_along("tangent", words.TANGENT, tangent[[0, -1]]))
    curves = [Curve("graph", curve)]
    if tangent is not None:
        curves.append(Curve("tangent", paper.without_words(tangent)))
    return tuple(curves), tuple(label for label in labels if label is not None)


def _has_place(site: Site) -> bool:
    return site.given and site.value is not None


def _place(site: Site) -> tuple[float, float]:
    return float(site.point[0]), float(site.value or 0.0)
