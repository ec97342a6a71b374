"""The level lines and the bands between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from contourpy import contour_generator

from grad_magic.picture.plane.crossings import HALVINGS, cross
from grad_magic.picture.plane.grid import Grid
from grad_magic.picture.plane.touching import slopes
from grad_magic.picture.shapes import Array, Band, Flags

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from grad_magic.picture.surface import Surface

# A piece of a line shorter than this part of the window is left by rounding or by an edge.
_SHORTEST = 0.02
# Between two points of the grid f is nearly linear, so that its value at a point of a level
# line is off by a small part of its change between them; by more beside jumps and poles.
_DOUBTFUL = 0.005
# Points of a line nearer to each other than this part of a cell are the same point to rounding.
_SAME = 1e-6
# Values nearer to a level than this part of it, or of the levels' spread, differ by rounding.
_ROUNDING = 1e-13
# So many points in doubt are looked at; of more, as in noise, none is drawn. A Python function
# is called at most so often for each.
_MOST_CHECKED, _MOST_CALLED = 20_000, 1_200
_FEW_HALVINGS = 16
# Newton's steps onto the level curve through P; of a Python function each takes five calls.
_STEPS, _FEW_STEPS = 3, 1


@dataclass(frozen=True, eq=False)
class LevelLines:
    """The pieces of one level line, each (N, 2)."""

    level: float
    pieces: tuple[Array, ...]


def trace(
    surface: Surface, grid: Grid, levels: tuple[float, ...], value: float | None
) -> tuple[tuple[LevelLines, ...], tuple[Band, ...]]:
    """The level lines, without what only seems one at poles and jumps, and the bands above them.

    The line of the level `value` is traced also where f touches it without crossing it.
    """
    if not levels:
        return (), (_whole(grid),)
    bounded = Grid(grid.x, grid.y, _bounded(grid.values, levels, value))
    generator = _generator(grid, bounded.values)
    found = _keep_true(surface, [generator.lines(level) for level in levels], levels, bounded)
    if value in levels:
        index = levels.index(value)
        found[index] += _touching(surface, bounded, value, found[index])
    least, most = float(np.nanmin(bounded.values)), float(np.nanmax(bounded.values))
    # 10^99 + 1 is 10^99 in floating-point numbers.
    beyond = max(1.0, 1e-3 * max(abs(least), abs(most)))
    top = most + beyond
    bands = []
    for index, low in enumerate((least - beyond, *levels)):
        points, codes = generator.filled(low, top)
        if points[0] is not None:
            bands.append(Band(points[0], codes[0], index / len(levels)))
    return tuple(map(LevelLines, levels, map(tuple, found))), tuple(bands)


# Any: what its methods return depends on line_type and fill_type, which types cannot tell.
def _generator(grid: Grid, values: Array) -> Any:
    return contour_generator(
        grid.x,
        grid.y,
        np.ma.masked_invalid(values),
        name="serial",
        corner_mask=True,
        line_type="Separate",
        fill_type="ChunkCombinedCode",
    )


def _whole(grid: Grid) -> Band:
    """The window in one shade: f is constant, or has no value at all."""
    (left, right), (bottom, top) = grid.x[[0, -1]], grid.y[[0, -1]]
    corners = [(left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)]
    return Band(np.array(corners), np.array([1, 2, 2, 2, 79], dtype=np.uint8), 0.3)


def _bounded(values: Array, levels: tuple[float, ...], value: float | None) -> Array:
    """The values near the levels, so that a pole's do not spoil the interpolation."""
    spread = max(levels[-1] - levels[0], abs(levels[0]) * 1e-3, 1e-300)
    bounded = np.clip(values, levels[0] - 3 * spread, levels[-1] + 3 * spread)
    if value is None:
        return bounded
    return np.where(abs(bounded - value) <= _ROUNDING * spread, value, bounded)


def _keep_true(
    surface: Surface, lines: Sequence[Sequence[Array]], levels: Sequence[float], grid: Grid
) -> list[list[Array]]:
    """Of each level line the parts where f takes the level indeed; a line along a pole is none."""
    pieces = [
        (index, piece) for index, line in enumerate(lines) for piece in line if len(piece) > 2
    ]
    kept: list[list[Array]] = [[] for _ in lines]
    if not pieces:
        return kept
    together = np.concatenate([piece for _, piece in pieces])
    ends = np.cumsum([len(piece) for _, piece in pieces])
    aims = np.repeat([levels[index] for index, _ in pieces], np.diff(ends, prepend=0))
    new = _is_new(together, ends[:-1], grid.cell)
    points, true = _check(surface, together[new], aims[new], grid)
    cuts = np.cumsum(new)[ends[:-1] - 1]
    least = _SHORTEST * (grid.y[-1] - grid.y[0])
    parts = zip(pieces, np.split(points, cuts), np.split(true, cuts), strict=True)
    for (index, _), piece, good in parts:
        long = (run for run in _runs(piece, good) if len(run) > 2)
        kept[index] += [run for run in long if np.ptp(run, axis=0).max() > least]
    return kept


def _is_new(points: Array, starts: NDArray[np.intp], cell: Array) -> Flags:
    """Which points (N, 2) begin a piece, as those at `starts` do, or are not the one before."""
    new = np.ones(len(points), dtype=bool)
    new[1:] = (abs(np.diff(points, axis=0)) > _SAME * cell).any(axis=1)
    new[starts] = True
    return new


def _check(surface: Surface, points: Array, aims: Array, grid: Grid) -> tuple[Array, Flags]:
    """The points of level lines (N, 2), put right, and whether f is continuous there, (N,).

    Args:
        surface: f.
        points: on the edges between points of the grid.
        aims: the level at each, (N,).
        grid: on which they were found.
    """

    def evaluate(places: Array) -> Array:
        return surface.at(places[:, 0], places[:, 1])

    low, high = _edges(points, grid)
    rise = abs(grid.values[high[:, 1], high[:, 0]] - grid.values[low[:, 1], low[:, 0]])
    error = abs(evaluate(points) - aims)
    doubtful = ~(error <= np.maximum(_DOUBTFUL * rise, _ROUNDING * abs(aims)))
    true = ~doubtful & ~_is_beside_jump(evaluate, points, low, high, grid)
    most = _MOST_CALLED if surface.is_called else _MOST_CHECKED
    if not doubtful.any() or np.count_nonzero(doubtful) > most:
        return points, true
    nodes = (low[doubtful], high[doubtful])
    low_ends, high_ends = (
        np.stack([grid.x[node[:, 0]], grid.y[node[:, 1]]], axis=1) for node in nodes
    )
    halvings = _FEW_HALVINGS if surface.is_called else HALVINGS
    ends = (low_ends, high_ends)
    below, above, true[doubtful] = cross(evaluate, ends, aims[doubtful], halvings)
    checked = points.copy()
    checked[doubtful] = (below + above) / 2
    return checked, true


def _is_beside_jump(
    evaluate: Callable[[Array], Array],
    points: Array,
    low: NDArray[np.intp],
    high: NDArray[np.intp],
    grid: Grid,
) -> Flags:
    """Which points are nodes at the edge of a region where f is constant, and jumps behind it.

    The level of a region ends at its last nodes, as floor(x)·y is 0 up to x = 1.
    """
    beside: Flags = np.zeros(len(points), dtype=bool)
    last = np.array([len(grid.x) - 2, len(grid.y) - 2])
    (nodes,) = np.nonzero((low == high).all(axis=1) & (low > 0).all(axis=1) & (low <= last).all(1))
    if not nodes.size:
        return beside
    column, row = low[nodes].T
    here = grid.values[row, column]
    ways = np.array([[1, 0], [-1, 0], [0, 1], [0, -1]])
    around = np.stack([grid.values[row + up, column + right] for right, up in ways.tolist()])
    is_edge = (around == here).any(axis=0) & (around != here).any(axis=0)
    nodes, here, around = nodes[is_edge], here[is_edge], around[:, is_edge]
    if not nodes.size:
        return beside
    rises = np.where(np.isnan(around), 0, abs(around - here))
    steepest = rises.argmax(axis=0)
    ends = (points[nodes], points[nodes] + ways[steepest] * grid.cell)
    aims = (here + around[steepest, np.arange(len(nodes))]) / 2
    _, _, continuous = cross(evaluate, ends, aims)
    beside[nodes[~continuous]] = True
    return beside


def _edges(points: Array, grid: Grid) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The columns and rows, (N, 2) each, of the neighbours between which the points lie."""
    last = [len(grid.x) - 1, len(grid.y) - 1]
    # Far from the origin rounding takes points out of the window.
    places = np.clip((points - [grid.x[0], grid.y[0]]) / grid.cell, 0, last)
    whole = np.round(places)
    on_line = abs(places - whole) < _SAME
    low = np.where(on_line, whole, np.floor(places)).astype(np.intp)
    high = np.where(on_line, whole, np.ceil(places)).astype(np.intp)
    # Along an edge of the domain cells are halved: on their other diagonal x rises as y falls.
    share = places - low
    falling = ~on_line.any(axis=1) & (abs(share[:, 0] - share[:, 1]) > _SAME)
    low[falling, 1], high[falling, 1] = high[falling, 1], low[falling, 1]
    return low, high


def _touching(
    surface: Surface, grid: Grid, level: float, known: Sequence[Array]
) -> Iterator[Array]:
    """The parts of the level line that only seem not to be one as f does not fall below it.

    For x²y/(x² + y²) the level 0 holds the whole y-axis, of which f falls on no side from one
    half and rises on no side from the other.
    """
    if not (grid.values == level).any():
        return
    near = np.zeros((len(grid.x) + 2, len(grid.y) + 2), dtype=bool)
    for column, row in _cells(known, grid):
        near[column : column + 3, row : row + 3] = True
    pieces = _generator(grid, -grid.values).lines(-level)
    for piece in _keep_true(surface, [pieces], [level], grid)[0]:
        columns, rows = _cells((piece,), grid).T
        new = ~near[columns + 1, rows + 1]
        # One point more at either end, so that the parts meet what is known.
        new[1:] |= new[:-1].copy()
        new[:-1] |= new[1:].copy()
        yield from (part for part in _runs(piece, new) if len(part) > 2)


def _cells(pieces: Sequence[Array], grid: Grid) -> NDArray[np.intp]:
    """The columns and rows (N, 2) of the points of these lines."""
    points = np.concatenate([np.empty((0, 2)), *pieces])
    last = [len(grid.x) - 1, len(grid.y) - 1]
    cells = np.round((points - [grid.x[0], grid.y[0]]) / grid.cell)
    inside: NDArray[np.intp] = np.clip(cells, 0, last).astype(np.intp)
    return inside


def _runs(piece: Array, good: Flags) -> Iterator[Array]:
    """The parts of a line whose points are good."""
    cuts = np.flatnonzero(good[1:] != good[:-1]) + 1
    for part, flags in zip(np.split(piece, cuts), np.split(good, cuts), strict=True):
        if flags[0]:
            yield part


def refine(surface: Surface, piece: Array, level: float, cell: Array) -> Array:
    """The piece with its points moved onto the level curve by Newton's method along ∇f."""
    points = piece
    error = surface.at(points[:, 0], points[:, 1]) - level
    for _ in range(_FEW_STEPS if surface.is_called else _STEPS):
        gradient = slopes(surface, points, cell * 1e-4)
        with np.errstate(all="ignore"):
            step = error[:, None] * gradient / (gradient**2).sum(axis=1, keepdims=True)
        usable = np.isfinite(step).all(axis=1) & (abs(step) < cell).all(axis=1)
        moved = np.where(usable[:, None], points - step, points)
        error_moved = surface.at(moved[:, 0], moved[:, 1]) - level
        better = abs(error_moved) < abs(error)
        points = np.where(better[:, None], moved, points)
        error = np.where(better, error_moved, error)
    return points
