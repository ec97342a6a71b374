"""Ticks and names of the axes."""

from __future__ import annotations

from dataclasses import replace

from grad_magic.picture.floats import multiples, round_step, typeset_number, write_ticks
from grad_magic.picture.shapes import Axis, Size, Window

# Ticks on the shorter side: enough to read a point, few enough to stay fast and quiet.
_TICKS = 4
# So many on a horizontal side of an inch, where numbers stand side by side.
_TICKS_PER_INCH = 0.83
# Inches between two ticks at least, and how much rounder a step may be for it.
_NEAREST, _COARSER = 0.36, 2.5


def axes(names: tuple[str, str], window: Window, size: Size) -> tuple[Axis, Axis]:
    """Both axes of a plane of this size, by their names, with ticks at the same steps."""
    step = round_step(min(window.width, window.height) / _TICKS)
    if step * size[0] / window.width < _NEAREST:
        step = round_step(_NEAREST * window.width / size[0] * _COARSER)
    x, y = names
    return (
        axis(x, window.left, window.right, step),
        axis(y, window.bottom, window.top, step),
    )


def horizontal_axis(name: str, low: float, high: float, width: float) -> Axis:
    """A horizontal axis from low to high of a plot of this width in inches."""
    return axis(name, low, high, round_step((high - low) / min(_TICKS, _TICKS_PER_INCH * width)))


def axis(name: str, low: float, high: float, step: float | None = None) -> Axis:
    """One axis from low to high."""
    chosen = step or round_step((high - low) / _TICKS)
    ticks = multiples(chosen, low, high)
    return Axis(name, tuple(ticks), tuple(map(typeset_number, write_ticks(ticks, chosen))))


def long_axis(name: str, low: float, high: float) -> Axis:
    """A vertical axis whose name is longer than the margin."""
    return replace(axis(name, low, high), is_long=True)
