"""The graph z = f(x, y) over a window as a mesh, cut where f is undefined, jumps or leaves it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from grad_magic.picture.plane.crossings import HALVINGS, cross
from grad_magic.picture.plane.grid import Grid
from grad_magic.picture.space.mesh import Mesh, cut_to_box, join_meshes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from grad_magic.picture.shapes import Array, Flags, Window
    from grad_magic.picture.space.slab import Slab
    from grad_magic.picture.surface import Surface

# Points of the grid a side; of a Python function that is called point by point.
_SIDE, _FEW = 39, 29
# Between neighbours a rise of more than this part of the height shown may be a jump.
_STEEP = 0.06
# So often an interval is halved at the edge of the domain.
_HALVINGS, _FEW_HALVINGS = 24, 8


@dataclass(frozen=True, eq=False)
class HeightField:
    """F over a window, and what is shown of its graph.

    Attributes:
        grid: f on an open grid, not far outside the slab, so that a pole does not spoil what lies
            between two points of the grid; nan also beside jumps.
        slab: the heights that are shown.
        mesh: the graph between them.
    """

    grid: Grid
    slab: Slab
    mesh: Mesh

    def side(self, points: Array) -> Array:
        """How far points (…, 3) are above the graph, (…); nan where it is not, or not shown."""
        heights, values = points[..., 2], interpolate(self.grid, points)
        over = (heights > self.slab.top) & (values > self.slab.top)
        return np.where(over, np.nan, heights - values)


def sample_field(surface: Surface, window: Window, finer: int = 1) -> Grid:
    """F over the window."""
    side = _FEW if surface.is_called else finer * (_SIDE - 1) + 1
    x = np.linspace(window.left, window.right, side)
    y = np.linspace(window.bottom, window.top, side)
    return Grid(x, y, np.array(surface.at(x[None, :], y[:, None])))


def interpolate(grid: Grid, points: Array) -> Array:
    """F at points (…, 2 or more) between those of the grid, (…); nan outside."""
    columns = (points[..., 0] - grid.x[0]) / grid.cell[0]
    rows = (points[..., 1] - grid.y[0]) / grid.cell[1]
    last_column, last_row = len(grid.x) - 1, len(grid.y) - 1
    # A point on the edge is inside, also after rounding.
    slack = 1e-9
    outside = (columns < -slack) | (columns > last_column + slack)
    outside |= (rows < -slack) | (rows > last_row + slack)
    column = np.clip(columns.astype(np.intp), 0, last_column - 1)
    row = np.clip(rows.astype(np.intp), 0, last_row - 1)
    right, up = columns - column, rows - row
    flat = grid.values.ravel()
    place = row * len(grid.x) + column
    low = flat[place] * (1 - right) + flat[place + 1] * right
    place += len(grid.x)
    high = flat[place] * (1 - right) + flat[place + 1] * right
    return np.where(outside, np.nan, low * (1 - up) + high * up)


def build_field(surface: Surface, grid: Grid, slab: Slab) -> HeightField:
    """The graph between two heights."""
    values = slab.bound(grid.values)
    nodes = np.stack([*np.meshgrid(grid.x, grid.y), values], axis=-1)
    along_x, along_y = (_sever(surface, nodes, slab, axis) for axis in (1, 0))
    mesh = _build_mesh(nodes, _normals(grid), along_x, along_y)
    low = np.array([grid.x[0], grid.y[0], slab.bottom])
    high = np.array([grid.x[-1], grid.y[-1], slab.top])
    # Where f jumps there is no wall that hides something.
    values[:, :-1][along_x.broken] = values[:, 1:][along_x.broken] = np.nan
    values[:-1][along_y.broken] = values[1:][along_y.broken] = np.nan
    return HeightField(Grid(grid.x, grid.y, values), slab, cut_to_box(mesh, low, high))


def _build_mesh(nodes: Array, at_nodes: Array, along_x: _Edges, along_y: _Edges) -> Mesh:
    """The graph over all cells (k, m, 3), with its normals there and along which edges it goes."""
    # Around each cell: its corners and edges, both counterclockwise from the lower left.
    corners, normals, ins = map(_around, (nodes, at_nodes, np.isfinite(nodes[..., 2])))
    broken = _edges_around(along_x.broken, along_y.broken, along_x.broken, along_y.broken)
    cells = corners.mean(axis=2)
    heights = cells[..., 2].copy()
    # Above one another all pieces are equally far away.
    cells[..., 2] = 0
    whole = ~broken.any(axis=2)
    plain, mixed = whole & ins.all(axis=2), ~whole
    mesh = Mesh(corners[plain], normals.mean(axis=2)[plain], cells[plain], heights[plain])
    if not mixed.any():
        return mesh
    # The ends of a broken edge, as one goes around: behind its first corner, before its second.
    behind = _edges_around(along_x.first, along_y.first, along_x.second, along_y.second)
    before = _edges_around(along_x.second, along_y.second, along_x.first, along_y.first)
    ring = _Ring(corners[mixed], ins[mixed], broken[mixed], behind[mixed], before[mixed])
    return join_meshes(mesh, *_pieces(ring, cells[mixed]))


def _around(values: NDArray[Any]) -> NDArray[Any]:
    """The values at the four corners of each cell, (k - 1, m - 1, 4, …)."""
    return np.stack([values[:-1, :-1], values[:-1, 1:], values[1:, 1:], values[1:, :-1]], axis=2)


def _edges_around(
    bottom: NDArray[Any], right: NDArray[Any], top: NDArray[Any], left: NDArray[Any]
) -> NDArray[Any]:
    """The values at the four edges of each cell, (k - 1, m - 1, 4, …), each of those of all."""
    return np.stack([bottom[:-1], right[:, 1:], top[1:], left[:, :-1]], axis=2)


def _normals(grid: Grid) -> Array:
    """Of the graph at the points of the grid, (k, m, 3); upward where it has no slope."""
    slopes_y, slopes_x = (
        _slopes(grid.values, 0) / grid.cell[1],
        _slopes(grid.values, 1) / grid.cell[0],
    )
    normals = np.stack([-slopes_x, -slopes_y, np.ones_like(slopes_x)], axis=-1)
    return np.where(np.isfinite(normals).all(axis=-1, keepdims=True), normals, [0.0, 0.0, 1.0])


def _slopes(values: Array, axis: int) -> Array:
    """The rise from cell to cell along an axis, to both sides where there are both."""
    rises = np.diff(values, axis=axis)
    edge = np.full_like(rises.take([0], axis), np.nan)
    behind, ahead = np.concatenate([edge, rises], axis), np.concatenate([rises, edge], axis)
    middle = (behind + ahead) / 2
    one = np.where(np.isfinite(behind), behind, ahead)
    return np.where(np.isfinite(middle), middle, one)


@dataclass(frozen=True, eq=False)
class _Edges:
    """The edges of a grid in one direction, (k, m - 1) or (k - 1, m).

    Attributes:
        broken: whether the graph does not go from end to end.
        first, second: (…, 3) how far it goes from the first end and from the second.
    """

    broken: Flags
    first: Array
    second: Array


def _sever(surface: Surface, nodes: Array, slab: Slab, axis: int) -> _Edges:
    """The edges of a grid along an axis, broken where f is undefined, jumps or is not shown."""
    count, inside = nodes.shape[axis], np.isfinite(nodes[..., 2])
    first, second = (nodes.take(range(start, start + count - 1), axis) for start in (0, 1))
    ins = (inside.take(range(count - 1), axis), inside.take(range(1, count), axis))
    broken = ins[0] != ins[1]
    leaving = np.nonzero(broken)
    if len(leaving[0]):
        is_first = ins[0][leaving][:, None]
        start = np.where(is_first, first[leaving], second[leaving])
        end = np.where(is_first, second[leaving], first[leaving])
        edge = _last_inside(surface, start, end)
        edge[:, 2] = slab.bound(edge[:, 2])
        first[leaving], second[leaving] = edge, edge
    steep = ins[0] & ins[1] & (abs(second[..., 2] - first[..., 2]) > _STEEP * slab.height)
    places = np.nonzero(steep)
    if len(places[0]):
        _part(surface, (first, second), broken, places, slab)
    return _Edges(broken, first, second)


def _part(
    surface: Surface,
    sides: tuple[Array, Array],
    broken: Flags,
    places: tuple[NDArray[np.intp], ...],
    slab: Slab,
) -> None:
    """Breaks those of the edges at these places at which f jumps."""

    def evaluate(points: Array) -> Array:
        return slab.bound(surface.at(points[:, 0], points[:, 1]))

    first, second = (side[places] for side in sides)
    level = (first[:, 2] + second[:, 2]) / 2
    halvings = _FEW_HALVINGS if surface.is_called else HALVINGS
    low, high, continuous = cross(evaluate, (first[:, :2], second[:, :2]), level, halvings)
    jumps = tuple(index[~continuous] for index in places)
    for side, ends in zip(sides, (low[~continuous], high[~continuous]), strict=True):
        values = evaluate(ends)
        known = np.isfinite(values)
        side[jumps] = np.column_stack([ends, np.where(known, values, side[jumps][:, 2])])
    broken[jumps] = True


def _last_inside(surface: Surface, start: Array, end: Array) -> Array:
    """Where between points where f is defined and others it is so for the last time, (N, 3)."""
    low, high = start.copy(), end[:, :2].copy()
    for _ in range(_FEW_HALVINGS if surface.is_called else _HALVINGS):
        middle = (low[:, :2] + high) / 2
        values = surface.at(middle[:, 0], middle[:, 1])
        inside = np.isfinite(values)
        low[inside] = np.column_stack([middle, values])[inside]
        high[~inside] = middle[~inside]
    return low


@dataclass(frozen=True, eq=False)
class _Ring:
    """What is around cells of which not all is shown.

    Attributes:
        corners: (N, 4, 3) counterclockwise from the lower left.
        ins: (N, 4) where f is defined there.
        broken: (N, 4) of the edge behind each corner.
        behind, before: (N, 4, 3) the ends of that edge: behind its first corner, before its second.
    """

    corners: Array
    ins: Flags
    broken: Flags
    behind: Array
    before: Array


def _pieces(ring: _Ring, cells: Array) -> Iterator[Mesh]:
    """The parts of cells of which not all is shown, as triangles.

    Each part is a run of corners, from one broken edge to the next, with the ends of both.
    """
    for start in range(4):
        for length in range(1, 5):
            run = [(start + step) % 4 for step in range(length)]
            chosen = ring.broken[:, start - 1] & ring.broken[:, run[-1]]
            chosen &= ring.ins[:, run].all(axis=1) & ~ring.broken[:, run[:-1]].any(axis=1)
            if not chosen.any():
                continue
            first, last = ring.before[chosen, start - 1], ring.behind[chosen, run[-1]]
            outline = np.hstack([first[:, None], ring.corners[chosen][:, run], last[:, None]])
            fan = [outline[:, [0, index, index + 1, index + 1]] for index in range(1, length + 1)]
            normals, heights = _across(fan), outline[..., 2].mean(axis=1)
            for triangles in fan:
                yield Mesh(triangles, normals, cells[chosen], heights)


def _across(fan: list[Array]) -> Array:
    """A normal for all triangles (N, 4, 3) of each fan, (N, 3); upward where it has no area."""
    normals = np.zeros((len(fan[0]), 3))
    for triangles in fan:
        first, second = triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0]
        normals += np.cross(first, second)
    normals[~normals.any(axis=1)] = [0.0, 0.0, 1.0]
    return normals
