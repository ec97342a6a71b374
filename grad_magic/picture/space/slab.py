"""Which heights of a graph are shown, and at which scale."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture.local_data import LocalData, length
from grad_magic.picture.shapes import Array, Flags, Window

if TYPE_CHECKING:
    from grad_magic.picture.plane.grid import Grid

# Above and below f(P) so many times the rise of f over this part of the window around P is shown:
# more where f does not rise more, less where it has a pole or grows like an exponential function.
_NEAR, _RISES = 0.5, 2.2
# The share of the values near P that counts as a rise; without P so much of all values is shown,
# and beyond that this part of it.
_SHARE, _SHARES, _BEYOND = 0.8, (0.1, 0.9), 0.6
# A box that is so high as a part of its width is drawn at one scale, another at such a height.
_FLATTEST, _TALLEST, _USUAL = 0.45, 1.0, 0.7


@dataclass(frozen=True)
class Slab:
    """What is shown between two heights."""

    bottom: float
    top: float

    @property
    def height(self) -> float:
        """From one to the other."""
        return self.top - self.bottom

    def contains(self, values: Array) -> Flags:
        """Which values lie between them; nan does not."""
        inside: Flags = (values >= self.bottom) & (values <= self.top)
        return inside

    def bound(self, values: Array) -> Array:
        """The values as far as half their height outside; nan for what is no number."""
        finite = np.where(np.isfinite(values), values, np.nan)
        return np.clip(finite, self.bottom - self.height / 2, self.top + self.height / 2)


def choose_slab(grid: Grid, local: LocalData, window: Window) -> Slab | None:
    """The heights that are shown of a graph; None where f has no value in the window."""
    finite = grid.values[np.isfinite(grid.values)]
    if not finite.size:
        return None
    low, high = float(finite.min()), float(finite.max())
    if local.given and local.value is not None:
        least, most = _around_point(grid, local, window)
        low, high = min(max(low, least), local.value), max(min(high, most), local.value)
    else:
        first, last = np.quantile(finite, _SHARES).tolist()
        spare = _BEYOND * (last - first)
        low, high = max(low, first - spare), min(high, last + spare)
    # A constant function is a plane in the middle of its box.
    if high - low <= 1e-9 * max(abs(low), abs(high)):
        room = max(abs(high) / 2, 1.0)
        low, high = low - room, high + room
    return Slab(low, high)


def _around_point(grid: Grid, local: LocalData, window: Window) -> tuple[float, float]:
    """The heights around f(P) that tell how f behaves near P."""
    assert local.value is not None
    reach = _NEAR * max(window.width, window.height) / 2
    x, y = np.meshgrid(grid.x - local.point[0], grid.y - local.point[1])
    near = grid.values[np.hypot(x, y) < reach]
    near = near[np.isfinite(near)]
    rise = float(np.quantile(abs(near - local.value), _SHARE)) if near.size else 0.0
    if local.gradient is not None:
        rise = max(rise, reach * length(local.gradient))
    # Where f is constant around P all of it is shown.
    rise = rise or math.inf
    return local.value - _RISES * rise, local.value + _RISES * rise


def vertical_factor(window: Window, slab: Slab) -> float:
    """By what heights are multiplied when they are drawn, a number of one digit; mostly 1."""
    width = max(window.width, window.height)
    if _FLATTEST <= slab.height / width <= _TALLEST:
        return 1.0
    factor = _USUAL * width / slab.height
    power = 10.0 ** math.floor(math.log10(factor))
    return float(f"{max(round(factor / power), 1) * power:.1g}")
