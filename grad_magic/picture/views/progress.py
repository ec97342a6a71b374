"""How f changes along the path of an optimiser: its values over the steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture.local_data import to_float
from grad_magic.picture.plane.axes import axis, horizontal_axis, logarithmic_axis, long_axis
from grad_magic.picture.plane.placement import Paper
from grad_magic.picture.shapes import Array, Axis, Curve, Dot, Panel, Size, Window
from grad_magic.picture.words.descriptions import describe_progress
from grad_magic.picture.words.names import count_name, point_name, progress_name
from grad_magic.picture.words.notes import progress_note

if TYPE_CHECKING:
    from grad_magic.picture.local_data import LocalData
    from grad_magic.solution import Solution
    from grad_magic.wording.language import Language

# More dots in a row are a line.
_MOST_DOTS = 101
_MARGIN = 0.08
_LARGEST_VALUE = 1e150
# A path on which f becomes so many times as large is seen on a logarithmic axis.
_GROWS = 1e3


def compose_panel(
    solution: Solution, local: LocalData, size: Size, language: Language
) -> Panel | None:
    """F at each point of the path, from P on; None where the values are out of reach."""
    path = solution.descent
    assert path is not None
    values = np.array([to_float(value) for value in path.values])
    near = np.abs(values) < _LARGEST_VALUE
    values = values[: len(values) if near.all() else int(near.argmin())]
    if len(values) < 2:
        return None
    steps = np.arange(len(values), dtype=float)
    if path.method == "flow":
        steps *= to_float(path.step_size)
    points = np.stack([steps, values], axis=1)
    said = ProgressWords(
        point=point_name(solution),
        value=progress_name(solution),
        note=progress_note(solution, language),
        description=describe_progress(solution, local, language),
    )
    return panel_of(points, said, size, partial(_count_axis, solution, width=size[0]))


@dataclass(frozen=True)
class ProgressWords:
    """What is written beside the values of a path.

    Attributes:
        point: the name of its first point, as mathematics.
        value: the name of f at its points.
        note: how large its steps are.
        description: what is to be seen, in a sentence.
    """

    point: str
    value: str
    note: str
    description: str


def panel_of(
    points: Array, said: ProgressWords, size: Size, count_axis: Callable[[Window], Axis]
) -> Panel:
    """The values of a path over its steps, (k, 2), with its first point marked."""
    is_logarithmic = _diverges(points[:, 1])
    if is_logarithmic:
        points = np.stack([points[:, 0], np.log10(points[:, 1])], axis=1)
    vertical = logarithmic_axis if is_logarithmic else long_axis
    window = _window(points)
    start = Dot("point", (float(points[0, 0]), float(points[0, 1])))
    dots = tuple(Dot("path", (float(x), float(y))) for x, y in points[1:])
    paper = Paper(window, size)
    paper.take_line(points)
    return Panel(
        size=size,
        window=window,
        horizontal=count_axis(window),
        vertical=vertical(said.value, window.bottom, window.top),
        equal_aspect=False,
        note=said.note,
        description=said.description,
        curves=(Curve("path", points),),
        dots=(*(dots if len(points) <= _MOST_DOTS else ()), start),
        labels=(paper.put_around("point", said.point, points[0]),),
    )


def panel_of_values(
    values: Sequence[float], said: ProgressWords, size: Size, span: float | None = None
) -> Panel | None:
    """The same of numbers alone, as of a loss of arrays; None where they are out of reach.

    Args:
        values: of f.
        said: what is written beside them.
        size: of the plot.
        span: of a flow the time from one value to the next; None of steps that are counted.
    """
    near = [value for value in values if abs(value) < _LARGEST_VALUE]
    if len(near) < len(values) or len(values) < 2:
        return None
    counted = np.arange(len(values), dtype=float)
    if span is not None:
        points = np.stack([span * counted, np.array(values)], axis=1)
        return panel_of(points, said, size, partial(_time_axis, width=size[0]))
    points = np.stack([counted, np.array(values)], axis=1)
    return panel_of(points, said, size, partial(_whole_numbers, "$k$", width=size[0]))


def _time_axis(window: Window, width: float) -> Axis:
    return horizontal_axis("$t$", window.left, window.right, width)


def _diverges(values: Array) -> bool:
    """Whether f grows by powers of ten, so that beside its last values the others are nothing."""
    return bool((values > 0).all() and values[-1] > _GROWS * values[0])


def _count_axis(solution: Solution, window: Window, width: float) -> Axis:
    """The axis of steps, with whole numbers; of the flow that of the time."""
    name = count_name(solution)
    path = solution.descent
    if path is not None and path.method == "flow":
        return horizontal_axis(name, window.left, window.right, width)
    return _whole_numbers(name, window, width)


def _whole_numbers(name: str, window: Window, width: float) -> Axis:
    """An axis on which steps are counted."""
    usual = horizontal_axis(name, window.left, window.right, width)
    is_fine = any(not tick.is_integer() for tick in usual.ticks)
    return axis(name, window.left, window.right, 1.0) if is_fine else usual


def _window(points: Array) -> Window:
    (left, bottom), (right, top) = points.min(axis=0), points.max(axis=0)
    width, height = right - left, (top - bottom) or abs(top) or 1.0
    return Window(
        float(left - _MARGIN * width),
        float(right + _MARGIN * width),
        float(bottom - _MARGIN * height),
        float(top + _MARGIN * height),
    )
