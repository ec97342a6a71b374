"""What stands in space: plain numbers and roles, as `shapes` has them of the plane."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from grad_magic.picture.shapes import Array, Role
    from grad_magic.picture.space.camera import Camera
    from grad_magic.picture.space.mesh import Mesh


# So many short parts of each step of a path.
_PARTS = 8


@dataclass(frozen=True, eq=False)
class Strand:
    """A curve in space, points (N, 3); rows of nan separate its pieces."""

    role: Role
    points: Array


def path_strand(points: Array, low: Array, high: Array) -> Strand:
    """The path of an optimiser through these points (N, 3), as far as it is in the box."""
    outside = ((points < low) | (points > high)).any(axis=1, keepdims=True)
    return Strand("path", np.where(outside, np.nan, points))


def subdivide(points: Array) -> Array:
    """Points along straight steps (N, …), as some parts of them are hidden and others not."""
    shares = np.linspace(0, 1, _PARTS + 1)[:-1, None, None]
    steps = points[:-1] + shares * np.diff(points, axis=0)
    return np.concatenate([steps.swapaxes(0, 1).reshape(-1, points.shape[1]), points[-1:]])


@dataclass(frozen=True, eq=False)
class Tangent:
    """A piece of the tangent plane.

    Attributes:
        point: where it touches, (3,).
        normal: (3,) of any length, in coordinates.
        corners: of the piece, (N, 3).
    """

    point: Array
    normal: Array
    corners: Array

    def height(self, points: Array) -> Array:
        """How far points (…, 3) are above it, in lengths of the normal, (…)."""
        return np.asarray((points - self.point) @ self.normal)


@dataclass(frozen=True, eq=False)
class Vector:
    """An arrow in space from tail to tip, (3,) each, drawn `scale` times as long as it is."""

    role: Role
    tail: Array
    tip: Array
    scale: float


@dataclass(frozen=True, eq=False)
class Spot:
    """A marked point, (3,)."""

    role: Role
    position: Array


@dataclass(frozen=True, eq=False)
class Skin:
    """A surface, and on which side of it points are.

    Attributes:
        mesh: what is seen of it.
        side: of points (…, 3), positive or negative; nan where it is not.
        cell: the size of a cell of the grid on which that is known, in drawn lengths.
    """

    mesh: Mesh
    side: Callable[[Array], Array]
    cell: float


@dataclass(frozen=True, eq=False)
class Space:
    """What stands in a box of space, and from where it is seen.

    Attributes:
        camera: how it is projected onto the paper.
        low, high: the corners of the box, (3,) each.
        skin: the surface, if there is one.
        tangent: a piece of its tangent plane.
        strands, vectors, spots: what is marked, each from back to front.
    """

    camera: Camera
    low: Array
    high: Array
    skin: Skin | None = None
    tangent: Tangent | None = None
    strands: tuple[Strand, ...] = ()
    vectors: tuple[Vector, ...] = ()
    spots: tuple[Spot, ...] = ()

    def strand(self, role: Role) -> Strand | None:
        """The curve that plays this role."""
        return next((strand for strand in self.strands if strand.role == role), None)
