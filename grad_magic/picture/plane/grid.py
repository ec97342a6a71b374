"""The function on a grid over the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture.shapes import Array, Flags, Window

if TYPE_CHECKING:
    from grad_magic.picture.surface import Surface

_COLUMNS, _ROWS = 193, 161
# Of a Python function that is called point by point.
_FEW_COLUMNS, _FEW_ROWS = 65, 55
# Where f is undefined in a part of the window, that part's edge shows every cell.
_FINER, _FINEST = 2, 3
# f is a step function if it is constant over more than this part of the cells.
_FLAT = 0.5


@dataclass(frozen=True, eq=False)
class Grid:
    """f on an open grid: x (m,), y (k,), values (k, m) with nan where undefined."""

    x: Array
    y: Array
    values: Array

    @property
    def cell(self) -> Array:
        """The size of a cell, (2,)."""
        return np.array([self.x[1] - self.x[0], self.y[1] - self.y[0]])

    @property
    def defined_part(self) -> float:
        """The part of the grid where f has a value, 0 to 1."""
        return float(np.mean(~np.isnan(self.values)))

    @property
    def flat(self) -> Flags:
        """Over which cells f is constant, (k - 1, m - 1)."""
        corner = self.values[:-1, :-1]
        others = (self.values[1:, :-1], self.values[:-1, 1:], self.values[1:, 1:])
        flat: Flags = np.logical_and.reduce([corner == other for other in others])
        return flat

    def slopes(self, points: Array) -> Array:
        """‖∇f‖ at the nodes nearest to points (N, 2), from their neighbours, (N,)."""
        last = [len(self.x) - 2, len(self.y) - 2]
        places = np.round((points - [self.x[0], self.y[0]]) / self.cell)
        column, row = np.clip(places, 1, last).astype(np.intp).T
        right = self.values[row, column + 1] - self.values[row, column - 1]
        up = self.values[row + 1, column] - self.values[row - 1, column]
        return np.asarray(np.hypot(*(np.stack([right, up], axis=1) / (2 * self.cell)).T))

    def is_region(self, level: float) -> bool:
        """Whether f is `level` in a whole region: three cells wide, as more curves may cross."""
        at_level = self.values[:-1, :-1] == level
        if not at_level.any():
            return False
        flat = self.flat & at_level
        return bool(np.lib.stride_tricks.sliding_window_view(flat, (3, 3)).all((2, 3)).any())

    @property
    def steps(self) -> Array:
        """The values of a step function, ascending; none of other functions."""
        flat = self.flat
        if flat.mean() <= _FLAT * self.defined_part:
            return np.empty(0)
        return np.unique(self.values[:-1, :-1][flat])


def sample(surface: Surface, window: Window) -> Grid:
    """f over the window."""
    if surface.is_called:
        return _sample(surface, window, _FEW_COLUMNS, _FEW_ROWS)
    grid = _sample(surface, window, _COLUMNS, _ROWS)
    finer = 1 if grid.defined_part == 1 else _FINER
    # The edges of steps go along the cells.
    finer = _FINEST if len(grid.steps) > 1 else finer
    if finer == 1:
        return grid
    return _sample(surface, window, _COLUMNS * finer, _ROWS * finer)


def _sample(surface: Surface, window: Window, columns: int, rows: int) -> Grid:
    x = np.linspace(window.left, window.right, columns)
    y = np.linspace(window.bottom, window.top, rows)
    return Grid(x, y, surface.at(x[None, :], y[:, None]))
