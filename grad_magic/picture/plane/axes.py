"""Ticks and names of the axes."""

from __future__ import annotations

from grad_magic.picture.floats import multiples, round_step, typeset_number, write_ticks
from grad_magic.picture.shapes import Axis, Window

# Ticks on the shorter side: enough to read a point, few enough to stay fast and quiet.
_TICKS = 4


def axes(names: tuple[str, str], window: Window) -> tuple[Axis, Axis]:
    """Both axes of a plane, by their names, with ticks at the same steps."""
    step = round_step(min(window.width, window.height) / _TICKS)
    x, y = names
    return (
        axis(x, window.left, window.right, step),
        axis(y, window.bottom, window.top, step),
    )


def axis(name: str, low: float, high: float, step: float | None = None) -> Axis:
    """One axis from low to high."""
    chosen = step or round_step((high - low) / _TICKS)
    ticks = multiples(chosen, low, high)
    return Axis(name, tuple(ticks), tuple(map(typeset_number, write_ticks(ticks, chosen))))
