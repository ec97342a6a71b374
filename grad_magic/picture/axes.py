"""Ticks and names of the axes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grad_magic.picture.decimals import decimals, multiples, round_step
from grad_magic.picture.shapes import Axis, Window
from grad_magic.picture.words import axis_name, number_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sympy import Symbol

# Ticks on the shorter side: enough to read a point, few enough to stay fast and quiet.
_TICKS = 4


def axes(variables: Sequence[Symbol], window: Window) -> tuple[Axis, Axis]:
    """Both axes of the plane of two variables, with ticks at the same steps."""
    step = round_step(min(window.width, window.height) / _TICKS)
    x, y = variables
    return (
        axis(axis_name(x), window.left, window.right, step),
        axis(axis_name(y), window.bottom, window.top, step),
    )


def axis(name: str, low: float, high: float, step: float | None = None) -> Axis:
    """One axis from low to high."""
    chosen = step or round_step((high - low) / _TICKS)
    ticks = multiples(chosen, low, high)
    return Axis(name, tuple(ticks), tuple(map(number_text, decimals(ticks, chosen))))
