"""Which levels are drawn, and the level lines and bands themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from contourpy import contour_generator

from grad_magic.picture.decimals import multiples, round_step
from grad_magic.picture.shapes import Array, Band, Window

if TYPE_CHECKING:
    from grad_magic.picture.site import Surface

_COLUMNS, _ROWS = 193, 161
# Where f is undefined in a part of the window, that part's edge shows every cell.
_FINER = 2
_COUNT = 10
# Evenly spaced levels show slopes best. Where f is so uneven that 90 % of its values spread
# over more than this many times the middle half, they would leave most of the plane empty.
_UNEVEN = 3.3
# A piece of a line shorter than this part of the window is left by rounding or by an edge.
_SHORTEST = 0.02
# A level nearer to f(P) than this part of a band gives way to it.
_CROWDED = 0.45


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


def sample(surface: Surface, window: Window) -> Grid:
    """f over the window."""
    grid = _sample(surface, window, 1)
    return grid if grid.defined_part == 1 else _sample(surface, window, _FINER)


def _sample(surface: Surface, window: Window, finer: int) -> Grid:
    x = np.linspace(window.left, window.right, _COLUMNS * finer)
    y = np.linspace(window.bottom, window.top, _ROWS * finer)
    return Grid(x, y, surface.at(x[None, :], y[:, None]))


def choose_levels(values: Array, value: float | None) -> tuple[float, ...]:
    """About ten levels in ascending order, `value` among them if f takes it inside the window."""
    finite = np.sort(values[np.isfinite(values)])
    if not finite.size or _is_constant(finite):
        return ()
    shares = np.quantile(finite, (0.05, 0.25, 0.75, 0.95))
    if shares[3] - shares[0] < _UNEVEN * (shares[2] - shares[1]):
        levels = _even_levels(finite, value)
        ranks = np.array(levels)
        rank = value
    else:
        levels = _quantile_levels(finite)
        ranks = np.searchsorted(finite, levels) / finite.size
        rank = None if value is None else float(np.searchsorted(finite, value) / finite.size)
    if value is None or rank is None or not finite[0] < value < finite[-1]:
        return tuple(levels)
    band = float(np.median(np.diff(ranks))) if len(levels) > 1 else 0.0
    far = abs(ranks - rank) > _CROWDED * band
    return tuple(sorted({*np.array(levels)[far].tolist(), value}))


def _is_constant(finite: Array) -> bool:
    return bool(finite[-1] - finite[0] <= 1e-12 * max(abs(finite[0]), abs(finite[-1])))


def _even_levels(finite: Array, value: float | None) -> list[float]:
    """Levels at equal steps, counted from `value` where that leaves them short decimals."""
    low, high = np.quantile(finite, (0.01, 0.99))
    step = round_step((high - low) / _COUNT * 1.5)
    if value is None or abs(value / step * 20 - round(value / step * 20)) > 1e-6:
        return multiples(step, low, high)
    return [float(f"{value + rise:.12g}") for rise in multiples(step, low - value, high - value)]


def _quantile_levels(finite: Array) -> list[float]:
    """Levels with equally large regions between them, each rounded as its neighbours allow."""
    shares = np.quantile(finite, np.linspace(0.05, 0.95, _COUNT))
    levels = np.unique(shares)
    if len(levels) < 2:
        return [float(level) for level in levels]
    gaps = np.diff(levels)
    nearest = np.minimum(np.append(gaps, gaps[-1]), np.insert(gaps, 0, gaps[0]))
    steps = [round_step(float(gap)) for gap in nearest]
    rounded = {
        float(f"{round(level / step) * step:.12g}")
        for level, step in zip(levels.tolist(), steps, strict=True)
    }
    return sorted(level for level in rounded if finite[0] < level < finite[-1])


@dataclass(frozen=True, eq=False)
class LevelLines:
    """The pieces of one level line, each (N, 2)."""

    level: float
    pieces: tuple[Array, ...]


def trace(
    surface: Surface, grid: Grid, levels: tuple[float, ...]
) -> tuple[tuple[LevelLines, ...], tuple[Band, ...]]:
    """The level lines, without what only seems one at poles and jumps, and the bands above them."""
    if not levels:
        return (), (_whole(grid),)
    values = _bounded(grid.values, levels)
    # Any: what its methods return depends on line_type and fill_type, which types cannot tell.
    generator: Any = contour_generator(
        grid.x,
        grid.y,
        np.ma.masked_invalid(values),
        name="serial",
        corner_mask=True,
        line_type="Separate",
        fill_type="ChunkCombinedCode",
    )
    lines = tuple(
        LevelLines(level, _keep_true(surface, generator.lines(level), level, gap, grid))
        for level, gap in zip(levels, _gaps(levels), strict=True)
    )
    top = float(np.nanmax(values)) + 1.0
    bands = []
    for index, low in enumerate((float(np.nanmin(values)) - 1.0, *levels)):
        points, codes = generator.filled(low, top)
        if points[0] is not None:
            bands.append(Band(points[0], codes[0], index / len(levels)))
    return lines, tuple(bands)


def _whole(grid: Grid) -> Band:
    """The window in one shade: f is constant, or has no value at all."""
    (left, right), (bottom, top) = grid.x[[0, -1]], grid.y[[0, -1]]
    corners = [(left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)]
    return Band(np.array(corners), np.array([1, 2, 2, 2, 79], dtype=np.uint8), 0.3)


def _gaps(levels: tuple[float, ...]) -> Array:
    """For each level, half the distance to the nearest other one."""
    if len(levels) == 1:
        return np.array([abs(levels[0]) or 1.0]) / 4
    gaps = np.diff(levels)
    nearest = np.minimum(np.append(gaps, gaps[-1]), np.insert(gaps, 0, gaps[0]))
    return np.asarray(nearest / 2)


def _bounded(values: Array, levels: tuple[float, ...]) -> Array:
    """The values near the levels, so that a pole's do not spoil the interpolation."""
    spread = max(levels[-1] - levels[0], abs(levels[0]) * 1e-3, 1e-300)
    return np.clip(values, levels[0] - 3 * spread, levels[-1] + 3 * spread)


def _keep_true(
    surface: Surface, pieces: list[Array], level: float, gap: float, grid: Grid
) -> tuple[Array, ...]:
    """The parts of the pieces where f is the level indeed; a line along a pole is not."""
    if not pieces:
        return ()
    joined = np.concatenate(pieces)
    true = abs(surface.at(joined[:, 0], joined[:, 1]) - level) <= gap
    kept = []
    start = 0
    for piece in pieces:
        here = true[start : start + len(piece)]
        start += len(piece)
        cuts = np.flatnonzero(np.diff(here.astype(np.int8))) + 1
        for part, good in zip(np.split(piece, cuts), np.split(here, cuts), strict=True):
            if (
                good[0]
                and len(part) > 2
                and np.ptp(part, axis=0).max() > _SHORTEST * (grid.y[-1] - grid.y[0])
            ):
                kept.append(part)
    return tuple(kept)


def refine(surface: Surface, piece: Array, level: float, cell: Array) -> Array:
    """The piece with its points moved onto the level curve by Newton's method along ∇f."""
    points = piece
    for _ in range(3):
        error = surface.at(points[:, 0], points[:, 1]) - level
        gradient = _gradient(surface, points, cell * 1e-4)
        with np.errstate(all="ignore"):
            step = error[:, None] * gradient / (gradient**2).sum(axis=1, keepdims=True)
        usable = np.isfinite(step).all(axis=1) & (abs(step) < cell).all(axis=1)
        moved = np.where(usable[:, None], points - step, points)
        better = abs(surface.at(moved[:, 0], moved[:, 1]) - level) < abs(error)
        points = np.where(better[:, None], moved, points)
    return points


def _gradient(surface: Surface, points: Array, step: Array) -> Array:
    """∇f at the points by central differences, (N, 2)."""
    x, y = points[:, 0], points[:, 1]
    in_x = surface.at(x + step[0], y) - surface.at(x - step[0], y)
    in_y = surface.at(x, y + step[1]) - surface.at(x, y - step[1])
    return np.stack([in_x, in_y], axis=1) / (2 * step)
