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
# Where f is so many times its usual size it has a pole.
_POLE = 100.0
# So often a way to the edge of the domain is halved.
_HALVINGS = 14
# The middle of a cell is no farther from a tip on its side, in cells.
_BESIDE = 0.5 + 1e-6
# So many points in a row on which f has the level are a region, no surface that they lie in.
_WIDE = 3
# A vertex stays in its cell, or so near to it.
_STAY = 0.6


@dataclass(frozen=True, eq=False)
class LevelSet:
    """Where a function of three variables has a value, in a box.

    Attributes:
        mesh: the surface.
        origin: the first point of a grid, (3,).
        cell: the size of its cells, (3,).
        values: f there minus the level, (n, n, n), by x, y and z; nan where it is undefined, and
            where it jumps over the level.
    """

    mesh: Mesh
    origin: Array
    cell: Array
    values: Array

    @property
    def is_region(self) -> bool:
        """Whether f has the value in a whole region: two cells wide each way."""
        at_level = self.values == 0
        if np.count_nonzero(at_level) < _WIDE**3:
            return False
        blocks = np.lib.stride_tricks.sliding_window_view(at_level, (_WIDE, _WIDE, _WIDE))
        return bool(blocks.all((3, 4, 5)).any())

    def is_inside(self, point: Array) -> bool:
        """Whether f has the value all around a point (3,) of the box."""
        low = np.clip(((point - self.origin) / self.cell).astype(np.intp), 0, None)
        around = self.values[tuple(slice(at, at + 2) for at in low)]
        return bool((around == 0).all())

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


def trace_level(
    surface: Surface, level: float, box: tuple[Array, Array], tip: Array | None = None
) -> LevelSet:
    """The surface f = level in a box.

    Args:
        surface: f.
        level: its value there.
        box: its corners, (3,) each.
        tip: a point of it where it is not smooth, (3,): the tip of a cone is none without it.
    """

    def evaluate(points: Array) -> Array:
        return surface.at(*np.moveaxis(points, -1, 0)) - level

    low, high = box
    cells = _FEW_CELLS if surface.is_called else _CELLS
    cell = (high - low) / cells
    # One layer more on each side, so that the surface reaches the sides of the box.
    origin = low - cell
    axes = [origin[axis] + cell[axis] * np.arange(cells + 3) for axis in range(3)]
    values = np.array(surface.at(*np.meshgrid(*axes, indexing="ij", sparse=True))) - level
    values[~np.isfinite(values)] = np.nan
    samples = _Samples(evaluate, origin, cell, values, surface.is_called)
    extended = values if np.isfinite(values).all() else _extend(samples)
    crossings = _crossings(samples, extended)
    net = _weave(samples, crossings)
    if tip is not None:
        around = (abs(net.middles - tip) <= _BESIDE * cell).all(axis=1)
        net.vertices[around] = tip
    mesh = cut_to_box(_mesh(samples, net), low, high)
    # What f only jumps over is no surface that hides something.
    sides = extended.copy()
    sides[tuple(crossings.torn.T)] = np.nan
    return LevelSet(mesh, origin, cell, sides)


@dataclass(frozen=True, eq=False)
class _Samples:
    """A function of three variables on a grid.

    Attributes:
        evaluate: f at points (…, 3) minus the level, (…).
        origin, cell, values: as of a `LevelSet`, but nan wherever f is undefined.
        is_called: whether each value takes a call.
    """

    evaluate: Callable[[Array], Array]
    origin: Array
    cell: Array
    values: Array
    is_called: bool

    def place(self, nodes: Indices) -> Array:
        """Where the points of the grid with these numbers (N, 3) are, (N, 3)."""
        return np.asarray(self.origin + nodes * self.cell)

    def last_inside(self, inside: Array, outside: Array) -> Array:
        """Where between points inside the domain and others f is still defined, (N, 3)."""
        low, high = inside, outside
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            is_inside = np.isfinite(self.evaluate(middle))[:, None]
            low, high = np.where(is_inside, middle, low), np.where(is_inside, high, middle)
        return low


@dataclass(frozen=True, eq=False)
class _Crossings:
    """The edges of a grid that the surface crosses.

    Attributes:
        nodes: (N, 3) the columns, rows and layers of their first ends.
        axes: (N,) along which they go.
        points: (N, 3) where the surface crosses them.
        torn: (M, 3) the ends of other edges, on which f jumps over the level.
    """

    nodes: Indices
    axes: Indices
    points: Array
    torn: Indices


def _crossings(samples: _Samples, extended: Array) -> _Crossings:
    """The edges at whose ends f is on the two sides of the level, and continuous between."""
    evaluate, values = samples.evaluate, samples.values
    nodes, axes = [], []
    is_above, known = extended > 0, np.isfinite(extended)
    for number in range(3):
        first, second = _ends(is_above, number)
        has_ends = np.logical_and(*_ends(known, number))
        found = np.argwhere((first != second) & has_ends)
        nodes.append(found)
        axes.append(np.full(len(found), number))
    node, axis = np.concatenate(nodes), np.concatenate(axes)
    ahead = node + np.eye(3, dtype=np.intp)[axis]
    start, end = extended[tuple(node.T)], extended[tuple(ahead.T)]
    low, high = samples.place(node), samples.place(ahead)
    # What leaves the domain goes up to its edge.
    inside_low, inside_high = (
        np.isfinite(values[tuple(node.T)]),
        np.isfinite(values[tuple(ahead.T)]),
    )
    leaves, comes = inside_low & ~inside_high, inside_high & ~inside_low
    high[leaves] = samples.last_inside(low[leaves], high[leaves])
    low[comes] = samples.last_inside(high[comes], low[comes])
    points = low + (start / (start - end))[:, None] * (high - low)
    error, nearer = abs(evaluate(points)), np.minimum(abs(start), abs(end))
    # Where an end is on the level itself f may jump just behind it, and a pole may be at an end.
    near = (error <= _DOUBTFUL * abs(end - start)) & (error < nearer)
    doubtful = (inside_low | inside_high) & ~near
    good = ~doubtful
    if doubtful.any():
        zero = np.zeros(np.count_nonzero(doubtful))
        halvings = _FEW_HALVINGS if samples.is_called else HALVINGS
        ends = (low[doubtful], high[doubtful])
        below, above, good[doubtful] = cross(evaluate, ends, zero, halvings)
        points[doubtful] = (below + above) / 2
    torn = np.concatenate([node[~good], ahead[~good]])
    return _Crossings(node[good], axis[good], points[good], torn)


def _extend(samples: _Samples) -> Array:
    """The values, and beside the edge of the domain the mean of those at the edge.

    Beside a pole there are none.
    """
    total, count = np.zeros_like(samples.values), np.zeros_like(samples.values)
    known = np.isfinite(samples.values)
    if not known.any():
        return samples.values
    largest = _POLE * float(np.median(abs(samples.values[known])))
    for way in np.eye(3, dtype=np.intp):
        first, second = _ends(known, int(way.argmax()))
        for inner, start, end in ((first & ~second, 0, 1), (second & ~first, 1, 0)):
            nodes = np.argwhere(inner)
            inside, outside = nodes + start * way, nodes + end * way
            last = samples.last_inside(samples.place(inside), samples.place(outside))
            at_edge = samples.evaluate(last)
            tame = abs(at_edge) <= largest
            np.add.at(total, tuple(outside[tame].T), at_edge[tame])
            np.add.at(count, tuple(outside[tame].T), 1)
    beside = np.where(count > 0, total / np.maximum(count, 1), np.nan)
    return np.where(known, samples.values, beside)


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


@dataclass(frozen=True, eq=False)
class _Net:
    """A piece for each crossing, between vertices on the surface.

    Attributes:
        vertices: (M, 3), one in each cell that the surface passes.
        middles: (M, 3) of these cells.
        pieces: (N, 4) the numbers of the vertices of each piece.
    """

    vertices: Array
    middles: Array
    pieces: Indices


def _weave(samples: _Samples, crossings: _Crossings) -> _Net:
    """The net over these crossings, up to the edge of the domain."""
    around = crossings.nodes[:, None] - _AROUND[crossings.axes]
    inner = ((around >= 0) & (around < np.array(samples.values.shape) - 1)).all(axis=(1, 2))
    around, points = around[inner], crossings.points[inner]
    keys = np.ravel_multi_index(tuple(np.moveaxis(around, -1, 0)), samples.values.shape)
    cells, firsts, places = np.unique(keys, return_index=True, return_inverse=True)
    pieces = places.reshape(keys.shape)
    # The middle of the crossings around a cell is near the surface.
    flat = pieces.ravel()
    counts = np.bincount(flat, minlength=len(cells))
    sums = [np.bincount(flat, np.repeat(points[:, axis], 4), len(cells)) for axis in range(3)]
    vertices = _onto(samples, np.stack(sums, axis=1) / counts[:, None])
    middles = samples.place(around.reshape(-1, 3)[firsts]) + samples.cell / 2
    vertices, is_known = _pull_back(samples, vertices, pieces)
    return _Net(vertices, middles, pieces[is_known[pieces].all(axis=1)])


def _pull_back(samples: _Samples, vertices: Array, pieces: Indices) -> tuple[Array, Flags]:
    """The vertices with those outside the domain moved to its edge, toward one inside.

    Also which vertices are inside, or could be moved.
    """
    known = np.isfinite(samples.evaluate(vertices))
    if known.all():
        return vertices, known
    partners = np.full(len(vertices), -1)
    # Neighbours in a piece rather than those across it.
    for turn in (2, 3, 1):
        outside, inside = pieces, np.roll(pieces, -turn, axis=1)
        pairs = ~known[outside] & known[inside]
        partners[outside[pairs]] = inside[pairs]
    (moved,) = np.nonzero(partners >= 0)
    vertices = vertices.copy()
    vertices[moved] = samples.last_inside(vertices[partners[moved]], vertices[moved])
    known[moved] = True
    return vertices, known


def _onto(samples: _Samples, points: Array) -> Array:
    """The points (N, 3) moved onto the surface along ∇f."""
    start, error = points, samples.evaluate(points)
    gradients = _gradients(samples, points)
    for _ in range(_STEPS):
        step = error[:, None] * gradients / (gradients**2).sum(axis=1, keepdims=True)
        moved = points - step
        stays = (abs(moved - start) <= _STAY * samples.cell).all(axis=1)
        error_moved = samples.evaluate(moved)
        better = stays & (abs(error_moved) < abs(error))
        points = np.where(better[:, None], moved, points)
        error = np.where(better, error_moved, error)
    return points


def _gradients(samples: _Samples, points: Array) -> Array:
    """∇f at the points (N, 3) by central differences, (N, 3)."""
    moves = np.diag(samples.cell * _DIFFERENCE)
    ahead, behind = (samples.evaluate(points[:, None] + sign * moves) for sign in (1, -1))
    return np.asarray((ahead - behind) / (2 * _DIFFERENCE * samples.cell))


def _mesh(samples: _Samples, net: _Net) -> Mesh:
    """The pieces with their normals."""
    corners = net.vertices[net.pieces]
    gradients = _gradients(samples, net.vertices)
    middles = corners.mean(axis=1)
    return Mesh(corners, _normals(corners, gradients[net.pieces]), middles, middles[:, 2])


def _normals(corners: Array, gradients: Array) -> Array:
    """Of each piece (N, 4, 3), (N, 3): the mean of ∇f/‖∇f‖, or across it where there is none."""
    lengths = np.linalg.norm(gradients, axis=2, keepdims=True)
    normals = (gradients / lengths).mean(axis=1)
    across = np.cross(corners[:, 2] - corners[:, 0], corners[:, 3] - corners[:, 1])
    size = np.linalg.norm(normals, axis=1)
    # At an edge or a tip the gradients around do not agree.
    smooth = np.isfinite(size) & (size > 0.9)
    return np.where(smooth[:, None], normals, across)
