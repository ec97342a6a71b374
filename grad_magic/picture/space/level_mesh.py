"""The surface f(x, y, z) = c in a box as a mesh, by surface nets.

Each cell of a grid that the surface passes has a vertex on it, and each edge of the grid that it
crosses a piece with the vertices of the four cells around (Gibson, Constrained elastic surface
nets, 1998): half as many pieces as marching cubes have, and all alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture.plane.crossings import HALVINGS, cross
from grad_magic.picture.space.mesh import Mesh, cut_to_box

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from grad_magic.picture.shapes import Array, Flags
    from grad_magic.picture.surface import Surface

    Indices = NDArray[np.intp]

# Cells a side of the box; of a Python function that is called point by point.
_CELLS, _FEW_CELLS = 26, 12
_FEW_HALVINGS = 12
# Where f is off the level by more than this part of its rise along an edge it may jump there.
_DOUBTFUL = 0.03
# Newton's steps onto the surface, and their differences in cells.
_STEPS, _DIFFERENCE = 2, 1e-4
# A vertex stays in its cell, or so near to it.
_STAY = 0.6


@dataclass(frozen=True, eq=False)
class LevelSet:
    """Where a function of three variables has a value, in a box.

    Attributes:
        mesh: the surface.
        origin: the first point of a grid, (3,).
        cell: the size of its cells, (3,).
        values: f there minus the level, (n, n, n), by x, y and z; nan where it is undefined.
    """

    mesh: Mesh
    origin: Array
    cell: Array
    values: Array

    def side(self, points: Array) -> Array:
        """F at points (…, 3) minus the level, (…), between those of the grid; nan outside."""
        places = (points - self.origin) / self.cell
        last = np.array(self.values.shape) - 1
        outside = ((places < 0) | (places > last)).any(axis=-1)
        lower = np.clip(places.astype(np.intp), 0, last - 1)
        share = np.moveaxis(places - lower, -1, 0)
        _, rows, layers = self.values.shape
        flat = self.values.ravel()
        first = (lower[..., 0] * rows + lower[..., 1]) * layers + lower[..., 2]
        # Along x, then y, then z.
        stride = rows * layers
        ends = [
            flat[first + more] * (1 - share[0]) + flat[first + more + stride] * share[0]
            for more in (0, 1, layers, layers + 1)
        ]
        low, high = (ends[index] * (1 - share[1]) + ends[index + 2] * share[1] for index in (0, 1))
        return np.where(outside, np.nan, low * (1 - share[2]) + high * share[2])


def trace_level(surface: Surface, level: float, low: Array, high: Array) -> LevelSet:
    """The surface f = level in the box from low to high."""

    def evaluate(points: Array) -> Array:
        return surface.at(*np.moveaxis(points, -1, 0)) - level

    cells = _FEW_CELLS if surface.is_called else _CELLS
    cell = (high - low) / cells
    # One layer more on each side, so that the surface reaches the sides of the box.
    origin = low - cell
    axes = [origin[axis] + cell[axis] * np.arange(cells + 3) for axis in range(3)]
    values = np.array(surface.at(*np.meshgrid(*axes, indexing="ij", sparse=True))) - level
    values[~np.isfinite(values)] = np.nan
    halvings = _FEW_HALVINGS if surface.is_called else HALVINGS
    crossings = _crossings(evaluate, values, origin, cell, halvings)
    mesh = _weave(evaluate, crossings, cell, values.shape)
    return LevelSet(cut_to_box(mesh, low, high), origin, cell, values)


@dataclass(frozen=True, eq=False)
class _Crossings:
    """The edges of a grid that the surface crosses.

    Attributes:
        nodes: (N, 3) the columns, rows and layers of their first ends.
        axes: (N,) along which they go.
        points: (N, 3) where the surface crosses them.
    """

    nodes: Indices
    axes: Indices
    points: Array


def _crossings(
    evaluate: Callable[[Array], Array], values: Array, origin: Array, cell: Array, halvings: int
) -> _Crossings:
    """The edges at whose ends f is on the two sides of the level, and continuous between."""
    nodes, axes = [], []
    is_above = values > 0
    known = np.isfinite(values)
    for number in range(3):
        first, second = _ends(is_above, number)
        has_ends = np.logical_and(*_ends(known, number))
        found = np.argwhere((first != second) & has_ends)
        nodes.append(found)
        axes.append(np.full(len(found), number))
    node, axis = np.concatenate(nodes), np.concatenate(axes)
    ahead = node + np.eye(3, dtype=np.intp)[axis]
    start, end = values[tuple(node.T)], values[tuple(ahead.T)]
    low, high = origin + node * cell, origin + ahead * cell
    points = low + (start / (start - end))[:, None] * (high - low)
    doubtful = ~(abs(evaluate(points)) <= _DOUBTFUL * abs(end - start))
    good = ~doubtful
    if doubtful.any():
        zero = np.zeros(np.count_nonzero(doubtful))
        ends = (low[doubtful], high[doubtful])
        below, above, good[doubtful] = cross(evaluate, ends, zero, halvings)
        points[doubtful] = (below + above) / 2
    return _Crossings(node[good], axis[good], points[good])


def _ends(values: NDArray[np.bool_], axis: int) -> tuple[Flags, Flags]:
    """The values at both ends of all edges along an axis."""
    count = values.shape[axis]
    return values.take(range(count - 1), axis), values.take(range(1, count), axis)


# Of an edge along each axis, how far the four cells around it are before its first end; in turn.
_AROUND = np.array(
    [
        [(0, 1, 1), (0, 0, 1), (0, 0, 0), (0, 1, 0)],
        [(1, 0, 1), (0, 0, 1), (0, 0, 0), (1, 0, 0)],
        [(1, 1, 0), (0, 1, 0), (0, 0, 0), (1, 0, 0)],
    ]
)


def _weave(
    evaluate: Callable[[Array], Array],
    crossings: _Crossings,
    cell: Array,
    shape: tuple[int, ...],
) -> Mesh:
    """A piece for each crossing, between vertices on the surface."""
    if not len(crossings.nodes):
        empty = np.empty((0, 3))
        return Mesh(np.empty((0, 4, 3)), empty, empty)
    around = crossings.nodes[:, None] - _AROUND[crossings.axes]
    inner = ((around >= 0) & (around < np.array(shape) - 1)).all(axis=(1, 2))
    around, points = around[inner], crossings.points[inner]
    _, rows, layers = shape
    keys = (around[..., 0] * rows + around[..., 1]) * layers + around[..., 2]
    cells, places = np.unique(keys, return_inverse=True)
    places = places.reshape(keys.shape)
    # The middle of the crossings around a cell is near the surface.
    counts = np.bincount(places.ravel(), minlength=len(cells))
    sums = [
        np.bincount(places.ravel(), np.repeat(points[:, axis], 4), len(cells)) for axis in range(3)
    ]
    middles = np.stack(sums, axis=1) / counts[:, None]
    vertices, gradients = _onto(evaluate, middles, cell)
    corners = vertices[places]
    return Mesh(corners, _normals(corners, gradients[places]), corners.mean(axis=1))


def _onto(evaluate: Callable[[Array], Array], points: Array, cell: Array) -> tuple[Array, Array]:
    """The points (N, 3) moved onto the surface along ∇f, and ∇f there."""
    start, error = points, evaluate(points)
    gradients = _gradients(evaluate, points, cell)
    for _ in range(_STEPS):
        step = error[:, None] * gradients / (gradients**2).sum(axis=1, keepdims=True)
        moved = points - step
        stays = (abs(moved - start) <= _STAY * cell).all(axis=1)
        error_moved = evaluate(moved)
        better = stays & (abs(error_moved) < abs(error))
        points = np.where(better[:, None], moved, points)
        error = np.where(better, error_moved, error)
    return points, gradients


def _gradients(evaluate: Callable[[Array], Array], points: Array, cell: Array) -> Array:
    """∇f at the points (N, 3) by central differences, (N, 3)."""
    moves = np.diag(cell * _DIFFERENCE)
    ahead, behind = evaluate(points[:, None] + moves), evaluate(points[:, None] - moves)
    return np.asarray((ahead - behind) / (2 * _DIFFERENCE * cell))


def _normals(corners: Array, gradients: Array) -> Array:
    """Of each piece (N, 4, 3), (N, 3): the mean of ∇f/‖∇f‖, or across it where there is none."""
    lengths = np.linalg.norm(gradients, axis=2, keepdims=True)
    normals = (gradients / lengths).mean(axis=1)
    across = np.cross(corners[:, 2] - corners[:, 0], corners[:, 3] - corners[:, 1])
    size = np.linalg.norm(normals, axis=1)
    # At an edge or a tip the gradients around do not agree.
    smooth = np.isfinite(size) & (size > 0.9)
    return np.where(smooth[:, None], normals, across)
