"""Level curves that f touches without crossing them, and those that end inside the window.

Between two nodes of a grid a level is found where f is on different sides of it. Where f comes
down to a level and goes up again, as (y − x²)² does to 0, and where its domain ends at the level,
as that of √(xy) does, there is nothing to be found so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from contourpy import contour_generator

from grad_magic.picture.shapes import Array, Flags

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grad_magic.formula.tree import Formula
    from grad_magic.picture.plane.grid import Grid
    from grad_magic.picture.surface import Surface

# Of so many rows and columns one is looked at for places where f comes down and goes up again.
_EVERY = 6
# There |f − c| is at most this part of what it is at the neighbours: of a parabola a fifth.
_DIP = 0.25
# Steps of differences, in cells: ever nearer to the curve, which may be a corner or a cusp of f.
_STEPS = (1e-2, 1e-4, 1e-6, 1e-8, 1e-10)
# How far Newton's step goes: twice as far where f − c is a square, half as far for its root.
_ORDERS = (0.5, 1.0, 2.0)
# On the curve |f − c| is less than this part of what it is one cell off, or of its spread where
# the domain ends.
_TOUCHES, _ENDS = 1e-6, 1e-5
# Across the curve f bends more than along it.
_ACROSS = 0.9
# Parts of a cell at which f is looked at on both sides.
_PARTS = (1.0, 0.5, 0.25, 0.1)
# A piece has at least so many points.
_SHORTEST = 4
_HALVINGS = 50
# From an end of a curve on it is followed for so many steps of a cell, which are halved as often
# as the domain asks for.
_MOST_STEPS, _SHORTEST_STEP = 80, 1e-4
# What has a value also where its operands reach the end of their domain.
_CLOSED = frozenset(
    {
        *("add", "multiply", "negate", "exp", "sqrt", "cbrt", "abs", "max", "min"),
        *("sin", "cos", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh"),
        *("erf", "sigmoid", "softplus", "number", "name"),
    }
)


def touched_lines(surface: Surface, grid: Grid, level: float) -> tuple[Array, ...]:
    """The pieces, (N, 2) each, of the level curve along which f stays on one side of the level."""
    pieces: list[Array] = []
    if not surface.is_called and _dips(grid.values - level):
        pieces += _double_lines(surface, grid, level)
    if grid.defined_part < 1 and _is_closed(surface.solution.problem.formula):
        pieces += _edge_lines(surface, grid, level)
    return tuple(pieces)


def _is_closed(formula: Formula) -> bool:
    """Whether f has a value at the end of its domain wherever it has a limit there."""
    if formula.operation == "power":
        base, exponent = formula.operands
        return _is_closed(base) and bool(exponent.value is not None and exponent.value.is_positive)
    return formula.operation in _CLOSED and all(map(_is_closed, formula.operands))


def _dips(off: Array) -> bool:
    """Whether f − c comes near 0 and turns back, on some of the rows or columns."""
    for lines in (off[::_EVERY], off[:, ::_EVERY].T):
        before, here, after = lines[:, :-2], lines[:, 1:-1], lines[:, 2:]
        is_same_side = (before * after > 0) & (before * here >= 0)
        near = abs(here) <= _DIP * np.minimum(abs(before), abs(after))
        if np.count_nonzero(is_same_side & near) > 1:
            return True
    return False


def _double_lines(surface: Surface, grid: Grid, level: float) -> Iterator[Array]:
    """The curves on which f has the level, and its slope across them is 0 or changes its sign."""
    for axis in (0, 1):
        slope: Array = np.asarray(np.gradient(grid.values, axis=1 - axis))
        for piece in _zeros(grid, slope):
            if len(piece) < _SHORTEST:
                continue
            points, is_on = _onto(surface, piece, level, grid.cell)
            bends = _bends(surface, points, level, grid.cell)
            is_on &= bends[axis] >= _ACROSS * bends[1 - axis]
            is_on &= _stays_on_one_side(surface, points, level, _ways(grid.cell)[2 * axis])
            yield from _runs(points, is_on)


def _stays_on_one_side(surface: Surface, points: Array, level: float, way: Array) -> Flags:
    """Whether f is only larger or only smaller than the level on the way across, at points (N, 2).

    Where f swings within a cell it is both.
    """
    off = np.array(
        [_off(surface, points + sign * part * way, level) for part in _PARTS for sign in (1, -1)]
    )
    return np.asarray(np.logical_or((off > 0).all(axis=0), (off < 0).all(axis=0)))


def _zeros(grid: Grid, values: Array) -> Any:
    """The lines on which a function of the nodes is 0, (N, 2) each."""
    return contour_generator(grid.x, grid.y, np.ma.masked_invalid(values)).lines(0.0)


def _onto(surface: Surface, points: Array, level: float, cell: Array) -> tuple[Array, Flags]:
    """The points (N, 2) moved onto the level by Newton's method, and which of them arrive."""
    start, off = points, _off(surface, points, level)
    for part in _STEPS:
        step = _newton_step(surface, points, off, part * cell)
        # On the curve already the slope is rounding.
        step = np.where((abs(step) < cell).all(axis=1, keepdims=True), step, 0.0)
        moved = np.stack([points, *(points - order * step for order in _ORDERS)])
        errors = np.stack([off, *(_off(surface, place, level) for place in moved[1:])])
        best = np.where(np.isnan(errors), np.inf, abs(errors)).argmin(axis=0)
        points, off = (tried[best, np.arange(len(best))] for tried in (moved, errors))
    size = np.max([abs(_off(surface, points + way, level)) for way in _ways(cell)], axis=0)
    is_near = (abs(points - start) <= 2 * cell).all(axis=1)
    arrives: Flags = (abs(off) <= _TOUCHES * size) & is_near
    return points, arrives


def _newton_step(surface: Surface, points: Array, off: Array, step: Array) -> Array:
    """(f − c)∇f/‖∇f‖² at the points, (N, 2); 0 where it is none."""
    gradient = slopes(surface, points, step)
    with np.errstate(all="ignore"):
        way = off[:, None] * gradient / (gradient**2).sum(axis=1, keepdims=True)
    return np.where(np.isfinite(way).all(axis=1, keepdims=True), way, 0.0)


def slopes(surface: Surface, points: Array, step: Array) -> Array:
    """∇f at the points by central differences, (N, 2)."""
    moves = np.array([[step[0], 0], [-step[0], 0], [0, step[1]], [0, -step[1]]])
    x, y = (points + moves[:, None]).transpose(2, 0, 1)
    right, left, above, below = surface.at(x, y)
    return np.stack([right - left, above - below], axis=1) / (2 * step)


def _off(surface: Surface, points: Array, level: float) -> Array:
    return surface.at(points[:, 0], points[:, 1]) - level


def _ways(cell: Array) -> Array:
    """A cell to the right, left, up and down, (4, 2)."""
    return np.array([[cell[0], 0], [-cell[0], 0], [0, cell[1]], [0, -cell[1]]])


def _bends(surface: Surface, points: Array, level: float, cell: Array) -> Array:
    """How much f rises or falls half a cell off the points in x and in y, (2, N)."""
    right, left, up, down = (_off(surface, points + way / 2, level) for way in _ways(cell))
    sizes = np.array([cell[0], cell[1]])[:, None] ** 2
    return np.asarray(abs(np.stack([right + left, up + down])) / sizes)


def _runs(points: Array, good: Flags) -> Iterator[Array]:
    """The parts of a line whose points are good, if they are long enough."""
    cuts = np.flatnonzero(good[1:] != good[:-1]) + 1
    for part, flags in zip(np.split(points, cuts), np.split(good, cuts), strict=True):
        if flags[0] and len(part) >= _SHORTEST:
            yield part


def _edge_lines(surface: Surface, grid: Grid, level: float) -> Iterator[Array]:
    """The parts of the edge of the domain on which f has the level."""
    defined = np.isfinite(grid.values)
    spread = float(np.std(grid.values[defined])) if defined.any() else 0.0
    for piece in _zeros(grid, np.where(defined, 0.5, -0.5)):
        if len(piece) < _SHORTEST:
            continue
        places = (piece - [grid.x[0], grid.y[0]]) / grid.cell
        ends = [
            np.stack([grid.x[node[:, 0]], grid.y[node[:, 1]]], axis=1)
            for node in (np.floor(places + 1e-6).astype(int), np.ceil(places - 1e-6).astype(int))
        ]
        is_first = np.isfinite(_off(surface, ends[0], level))[:, None]
        inside, outside = np.where(is_first, *ends), np.where(is_first, *ends[::-1])
        for _ in range(_HALVINGS):
            middle = (inside + outside) / 2
            is_inside = np.isfinite(_off(surface, middle, level))[:, None]
            inside = np.where(is_inside, middle, inside)
            outside = np.where(is_inside, outside, middle)
        yield from _runs(inside, abs(_off(surface, inside, level)) <= _ENDS * spread)


def up_to_the_edge(
    surface: Surface, pieces: Sequence[Array], level: float, grid: Grid
) -> tuple[Array, ...]:
    """The pieces of a level curve, (N, 2) each, followed to where the domain ends."""
    if grid.defined_part == 1 or surface.is_called:
        return tuple(pieces)
    followed = []
    for piece in pieces:
        ends = (_follow(surface, piece[::-1], level, grid)[::-1], piece)
        followed.append(np.concatenate([*ends, _follow(surface, piece, level, grid)]))
    return tuple(followed)


def _follow(surface: Surface, piece: Array, level: float, grid: Grid) -> Array:
    """The points (k, 2) behind the last one of a piece, to the end of the domain or none."""
    corner, opposite = np.array([grid.x[0], grid.y[0]]), np.array([grid.x[-1], grid.y[-1]])
    point, way = piece[-1], piece[-1] - piece[-2]
    length = float(np.hypot(*way))
    room = min((point - corner).min(), (opposite - point).min())
    if not length or room < grid.cell.max() or np.allclose(piece[0], piece[-1]):
        return np.empty((0, 2))
    way, step, found = way / length, float(grid.cell.min()), []
    shortest = _SHORTEST_STEP * step
    for _ in range(_MOST_STEPS):
        ahead = _corrected(surface, point + step * way, level, grid.cell)
        moved = 0.0 if ahead is None else float((ahead - point) @ way)
        if ahead is None or not 0.5 * step < moved < 2 * step:
            step /= 2
            if step < shortest:
                break
            continue
        if not ((corner <= ahead) & (ahead <= opposite)).all():
            break
        way = (ahead - point) / float(np.hypot(*(ahead - point)))
        point = ahead
        found.append(point)
    return np.array(found).reshape(-1, 2)


def _corrected(surface: Surface, point: Array, level: float, cell: Array) -> Array | None:
    """The point of the level beside this one; None where f is undefined on the way."""
    points = point[None]
    for _ in range(3):
        off = _off(surface, points, level)
        gradient = slopes(surface, points, 1e-6 * cell)
        if not (np.isfinite(off).all() and np.isfinite(gradient).all() and gradient.any()):
            return None
        points = points - off[:, None] * gradient / (gradient**2).sum()
    return points[0] if np.isfinite(_off(surface, points, level)).all() else None
