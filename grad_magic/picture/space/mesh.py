"""A surface in small pieces, and how a plane cuts them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from grad_magic.picture.shapes import Array, Flags


@dataclass(frozen=True, eq=False)
class Mesh:
    """Small pieces of a surface.

    Attributes:
        corners: (N, 4, 3); of a triangle the last two are the same.
        normals: (N, 3) across the surface there, of any length.
        cells: (N, 3) the middle of the cell of a grid in which each piece lies.
        heights: (N,) of the surface in that cell, which tell its shade.
    """

    corners: Array
    normals: Array
    cells: Array
    heights: Array

    def __len__(self) -> int:
        return len(self.corners)

    def part(self, chosen: Flags | NDArray[np.intp]) -> Mesh:
        """Some of its pieces, perhaps in another order."""
        return Mesh(
            self.corners[chosen], self.normals[chosen], self.cells[chosen], self.heights[chosen]
        )

    def triangles(self) -> Mesh:
        """The same surface of triangles alone."""
        is_whole = abs(self.corners[:, 2] - self.corners[:, 3]).max(axis=1) > 0
        rest = self.part(is_whole)
        first = replace(self, corners=self.corners[:, [0, 1, 2, 2]])
        second = replace(rest, corners=rest.corners[:, [0, 2, 3, 3]])
        return join_meshes(first, second)


def join_meshes(*meshes: Mesh) -> Mesh:
    """The pieces of all of them."""
    return Mesh(
        np.concatenate([mesh.corners for mesh in meshes]),
        np.concatenate([mesh.normals for mesh in meshes]),
        np.concatenate([mesh.cells for mesh in meshes]),
        np.concatenate([mesh.heights for mesh in meshes]),
    )


def cut(mesh: Mesh, height: Callable[[Array], Array]) -> tuple[Mesh, Mesh]:
    """The parts of a mesh above and below a plane.

    Args:
        mesh: to be cut.
        height: of points (…, 3) above the plane, (…).
    """
    heights = height(mesh.corners)
    if (heights >= 0).all():
        return mesh, mesh.part(np.zeros(len(mesh), dtype=bool))
    above, below = heights.min(axis=1) >= 0, heights.max(axis=1) <= 0
    crossed = mesh.part(~above & ~below).triangles()
    tops, bottoms = _cut_triangles(crossed, height(crossed.corners[:, :3]))
    return join_meshes(mesh.part(above), tops), join_meshes(mesh.part(below & ~above), bottoms)


def cut_to_box(mesh: Mesh, low: Array, high: Array) -> Mesh:
    """The part of a mesh in a box."""
    for way in np.eye(3):
        for side, bound in ((way, float(low @ way)), (-way, -float(high @ way))):
            mesh, _ = cut(mesh, _above(side, bound))
    return mesh


def _above(normal: Array, bound: float) -> Callable[[Array], Array]:
    """How far points (…, 3) are above the plane of points with this component along a normal."""
    return lambda points: np.asarray(points @ normal - bound)


def _cut_triangles(mesh: Mesh, heights: Array) -> tuple[Mesh, Mesh]:
    """The parts of triangles where the heights (N, 3) at their corners are positive, and not."""
    is_above = heights > 0
    count = is_above.sum(axis=1)
    whole_above, whole_below = mesh.part(count == 3), mesh.part(count == 0)
    one, two = (_split(mesh, heights, is_above, lone) for lone in (1, 2))
    return (
        join_meshes(whole_above, one[0], two[1]),
        join_meshes(whole_below, one[1], two[0]),
    )


def _split(mesh: Mesh, heights: Array, is_above: Flags, count: int) -> tuple[Mesh, Mesh]:
    """The triangle at the lone corner, and the rest, of triangles with so many corners above."""
    some = is_above.sum(axis=1) == count
    part = mesh.part(some)
    lone = (is_above[some] == (count == 1)).argmax(axis=1)
    order = (lone[:, None] + np.arange(3)) % 3
    rows = np.arange(len(lone))[:, None]
    high = heights[some][rows, order]
    shares = (high[:, :1] / (high[:, :1] - high[:, 1:]))[..., None]
    corners = part.corners[rows, order]
    tip, others = corners[:, :1], corners[:, 1:]
    on_plane = tip + shares * (others - tip)
    tips = np.concatenate([tip, on_plane, on_plane[:, 1:]], axis=1)
    rests = np.concatenate([on_plane[:, :1], others, on_plane[:, 1:]], axis=1)
    return replace(part, corners=tips), replace(part, corners=rests)
