"""The box around what stands in space: its edges, ticks and the names of the axes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture.floats import round_step
from grad_magic.picture.plane.axes import axis
from grad_magic.picture.plane.placement import text_size
from grad_magic.picture.shapes import Array, Axis, Curve, Label, Size, Window, join

if TYPE_CHECKING:
    from grad_magic.picture.space.camera import Camera

# Inches of a tick, from a tick to its number, and from the numbers to an axis' name.
_TICK, _GAP, _NAME_GAP = 0.05, 0.05, 0.07
# The margins of a plot, which an axis' words may use as well: left, right, bottom, top.
_MARGINS = (0.5, 0.1, 0.16, -0.06)
# So often the box is fitted to the room that its words leave.
_STEPS = 2
# No number so near to the foot of the upright edge, as a part of its length.
_FOOT = 0.03
# Inches between numbers, and so many ticks at most, if there is room for them.
_APART = 0.04
_TICKS = (4, 3, 2, 1)


@dataclass(frozen=True, eq=False)
class Box:
    """A box as it stands on the paper.

    Attributes:
        window: of the paper that shows it with the words around it.
        edges: those behind everything and the ticks.
        labels: the numbers of the ticks, and the names of the axes.
    """

    window: Window
    edges: Curve
    labels: tuple[Label, ...]


@dataclass(frozen=True, eq=False)
class _Ruler:
    """An axis of the box: (2, 3) its ends, and the way out of the box on the paper, (2,)."""

    number: int
    ends: Array
    outward: Array


def draw_box(
    camera: Camera, low: Array, high: Array, names: tuple[str, str, str], size: Size
) -> Box:
    """The box from low to high, as large as there is room for it and its words."""
    flat = camera.project(_corners(low, high))
    rulers = [_ruler(camera, low, high, number) for number in range(3)]
    left, right, bottom, top = _MARGINS
    room = np.array([size[0] + left + right, size[1] + bottom + top])
    # Words do not shrink with the box, so that the scale is found in steps.
    scale = float(max(np.ptp(flat, axis=0) / room))
    axes = _axes(names, rulers, [camera.project(ruler.ends) / scale for ruler in rulers])
    for _ in range(_STEPS):
        words = _words(camera, rulers, axes, scale)
        whole = np.concatenate([flat, words.extent])
        scale *= float(max(np.ptp(whole, axis=0) / scale / room))
    words = _words(camera, rulers, axes, scale)
    whole = np.concatenate([flat, words.extent])
    spare = room * scale - np.ptp(whole, axis=0)
    x, y = (whole.min(axis=0) - spare / 2 + np.array([left, bottom]) * scale).tolist()
    window = Window(x, x + size[0] * scale, y, y + size[1] * scale)
    edges = Curve("axis", join([*_edges(camera, low, high), *words.marks]))
    return Box(window, edges, words.labels)


def _corners(low: Array, high: Array) -> Array:
    return np.array(
        [[x, y, z] for x in (low[0], high[0]) for y in (low[1], high[1]) for z in (low[2], high[2])]
    )


def _axes(
    names: tuple[str, str, str], rulers: list[_Ruler], inches: list[Array]
) -> tuple[Axis, ...]:
    """The axes with their ticks, so far apart that their numbers do not meet.

    Args:
        names: of the axes.
        rulers: the edges along which they stand.
        inches: the ends of these on the paper, about, (2, 2) each.
    """
    steps = [_step(ruler, ends) for ruler, ends in zip(rulers, inches, strict=True)]
    # Those of x and y at the same steps.
    steps[:2] = [max(steps[:2])] * 2
    return tuple(
        _axis(name, ruler, step) for name, ruler, step in zip(names, rulers, steps, strict=True)
    )


def _axis(name: str, ruler: _Ruler, step: float) -> Axis:
    low, high = ruler.ends[:, ruler.number].tolist()
    # At the foot of the upright edge numbers of two axes would meet.
    foot = _FOOT * (high - low) if ruler.number == 2 else 0.0
    return axis(name, low + foot, high, step)


def _step(ruler: _Ruler, ends: Array) -> float:
    """The shortest round step at which there is room for the numbers; ends (2, 2) in inches."""
    side = float(np.ptp(ruler.ends[:, ruler.number]))
    way = abs(ends[1] - ends[0])
    for count in _TICKS:
        step = round_step(side / count)
        numbers = _axis("", ruler, step).tick_labels
        width, height = np.max([text_size("axis", number) for number in numbers], axis=0)
        across, up = way * step / side
        if across >= width + _APART or up >= height + _APART:
            return step
    return step


def _edges(camera: Camera, low: Array, high: Array) -> list[Array]:
    """The floor, or from below the ceiling, and the walls behind."""
    (x, y), (x_back, y_back) = _front_and_back(camera, low, high)
    behind, before = (low[2], high[2]) if camera.eye[2] > 0 else (high[2], low[2])
    lines = [
        [(x_back, y_back, behind), (x, y_back, behind), (x, y, behind), (x_back, y, behind)],
        [(x_back, y_back, before), (x_back, y_back, behind), (x_back, y, behind)],
        [(x, y_back, behind), (x, y_back, before), (x_back, y_back, before), (x_back, y, before)],
        [(x_back, y, before), (x_back, y, behind)],
    ]
    return [camera.project(np.array(line)) for line in lines]


def _front_and_back(camera: Camera, low: Array, high: Array) -> tuple[Array, Array]:
    """The corners of the floor nearest to the eye and farthest from it, (2,) each."""
    is_ahead = camera.eye[:2] > 0
    return np.where(is_ahead, high[:2], low[:2]), np.where(is_ahead, low[:2], high[:2])


def _ruler(camera: Camera, low: Array, high: Array, number: int) -> _Ruler:
    """The edges of the floor that are lowest on the paper, and the upright edge on the left."""
    front, back = _front_and_back(camera, low, high)
    if number == 2:
        feet = [np.array([front[0], back[1], low[2]]), np.array([back[0], front[1], low[2]])]
        foot = min(feet, key=lambda place: float(camera.project(place)[0]))
        return _Ruler(2, np.array([foot, [foot[0], foot[1], high[2]]]), np.array([-1.0, 0.0]))
    outer, inner = (front, back) if camera.eye[2] > 0 else (back, front)
    other = 1 - number
    ends = np.array([low, low])
    ends[:, number] = low[number], high[number]
    ends[:, other] = outer[other]
    within = ends.copy()
    within[:, other] = inner[other]
    way = camera.project(ends[0]) - camera.project(within[0])
    return _Ruler(number, ends, way / np.hypot(*way))


@dataclass(frozen=True, eq=False)
class _Words:
    """The words of the axes, the marks of their ticks, and points (N, 2) that enclose the words."""

    labels: tuple[Label, ...]
    marks: list[Array]
    extent: Array


def _words(camera: Camera, rulers: list[_Ruler], axes: tuple[Axis, ...], scale: float) -> _Words:
    """The words where they stand if so much of the paper is an inch."""
    labels: list[Label] = []
    marks: list[Array] = []
    extent: list[Array] = []
    for ruler, shown in zip(rulers, axes, strict=True):
        first, last = ruler.ends[:, ruler.number]
        shares = (np.array(shown.ticks) - first) / (last - first)
        start, end = camera.project(ruler.ends)
        places = start + shares[:, None] * (end - start)
        marks += list(np.stack([places, places + ruler.outward * _TICK * scale], axis=1))
        halves = np.array([text_size("axis", text) / 2 for text in shown.tick_labels])
        halves = halves.reshape(-1, 2)
        reaches = halves @ abs(ruler.outward)
        centres = places + ruler.outward * (_TICK + _GAP + reaches)[:, None] * scale
        half = text_size("axis_name", shown.name) / 2
        if ruler.number == 2:
            centre = end + np.array([0.0, (half[1] + _NAME_GAP) * scale])
        else:
            widest = 2 * reaches.max(initial=0.0)
            out = _TICK + _GAP + widest + _NAME_GAP + half @ abs(ruler.outward)
            centre = (start + end) / 2 + ruler.outward * out * scale
        labels += [
            Label("axis", text, (x, y))
            for text, (x, y) in zip(shown.tick_labels, centres.tolist(), strict=True)
        ]
        labels.append(Label("axis_name", shown.name, (float(centre[0]), float(centre[1]))))
        centres, halves = np.vstack([centres, centre]), np.vstack([halves, half])
        extent += [centres - halves * scale, centres + halves * scale]
    return _Words(tuple(labels), marks, np.concatenate(extent))
