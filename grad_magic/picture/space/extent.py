"""Which part of space is shown of a level surface: P, ∇f(P), and how the surface bends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture.local_data import LocalData, length, to_float
from grad_magic.picture.plane.window import LONGEST_SIDE, scale_free_half_height

if TYPE_CHECKING:
    from grad_magic.picture.shapes import Array
    from grad_magic.picture.space.mesh import Mesh
    from grad_magic.solution import Solution

# Half a side of the cube in radii of curvature: of a surface that bends to one side alike all
# around, which is shown whole, and of others.
_WHOLE, _PART = 1.3, 1.9
# It bends alike if its radii differ by no more than this factor.
_ALIKE = 2.5
# How far the middle moves from P to the side to which a surface bends, in halves of a side.
_SHIFT = 0.45
# A surface that is flatter than this many times what P's coordinates tell shows no bend.
_FLAT = 2.5
# A surface that fills less than such a part of its cube is shown larger, with such a margin.
_SMALL, _AROUND = 0.6, 1.2
# An ellipsoid is shown whole, with such a margin, if it is no longer than so many widths.
_LONGEST, _MARGIN = 5.0, 1.2
# Half a side at least, as a part of P's coordinates, so that points of the grid differ.
_RESOLVED = 1e-7


@dataclass(frozen=True, eq=False)
class Extent:
    """The part of space that is shown: the first and the last corner of a box, (3,) each."""

    low: Array
    high: Array

    @property
    def middle(self) -> Array:
        """Its middle, (3,)."""
        return (self.low + self.high) / 2

    @property
    def half(self) -> float:
        """Half its shortest side."""
        return float((self.high - self.low).min()) / 2

    def contains(self, point: Array) -> bool:
        """Whether a point, (3,), is in it."""
        return bool(((self.low <= point) & (point <= self.high)).all())


def cube(middle: Array, half: float) -> Extent:
    """The cube with this middle, (3,), and half a side."""
    return Extent(middle - half, middle + half)


def asked_extent(solution: Solution) -> Extent | None:
    """The box that was asked for; None for a free choice.

    Of a long and narrow one more is shown on its short sides, as of a window of the plane.
    """
    limits = [to_float(limit) for limit in solution.problem.presentation.window]
    if not limits:
        return None
    low, high = np.array(limits[::2]), np.array(limits[1::2])
    sides = np.maximum(high - low, (high - low).max() / LONGEST_SIDE)
    return Extent((low + high - sides) / 2, (low + high + sides) / 2)


def choose_extent(local: LocalData) -> Extent:
    """The cube in which a level surface is seen best."""
    least = _RESOLVED * float(abs(local.point).max())
    plain = max(scale_free_half_height(local), least)
    whole = _ellipsoid(local)
    if whole is not None and whole.half <= _FLAT * _FLAT * plain:
        return whole
    bends = _curvatures(local)
    if bends is None or local.gradient is None:
        return cube(local.point, plain)
    toward = local.gradient / length(local.gradient)
    sizes = np.sort(abs(bends))
    is_round = bends[0] * bends[1] > 0 and sizes[1] <= _ALIKE * sizes[0]
    if is_round and _WHOLE / sizes[0] <= _FLAT * plain:
        radius = float(2 / sizes.sum())
        middle = local.point + np.sign(bends[0]) * radius * toward
        return cube(middle, max(_WHOLE / float(sizes[0]), least))
    if sizes[1] * _FLAT * plain < 1:
        return cube(local.point, plain)
    half = min(max(_PART / float(sizes[1]), least), _FLAT * plain)
    shift = _SHIFT * half * float(np.sign(bends[abs(bends).argmax()])) if is_bent(bends) else 0.0
    return cube(local.point + shift * toward, half)


def _ellipsoid(local: LocalData) -> Extent | None:
    """The cube around the quadric f = f(P) of the second-order Taylor polynomial.

    With H = Hessian it is centred at P - H⁻¹∇f, and its half axes are √(|∇f·H⁻¹∇f| / |λ|) for the
    eigenvalues λ of H. None where it is no ellipsoid, or much longer than wide.
    """
    if local.gradient is None or local.hessian is None:
        return None
    eigenvalues, axes = np.linalg.eigh(local.hessian)
    sizes = abs(eigenvalues)
    is_closed = abs(np.sign(eigenvalues).sum()) == len(eigenvalues)
    if not is_closed or sizes.max() > _LONGEST**2 * sizes.min():
        return None
    along = axes.T @ local.gradient
    middle = local.point - axes @ (along / eigenvalues)
    half_axes = np.sqrt((along**2 / sizes).sum() / sizes)
    return cube(middle, _MARGIN * float(half_axes.max()))


def fit_extent(extent: Extent, mesh: Mesh, local: LocalData) -> Extent:
    """A smaller cube where the surface that was found fills but a small part of this one."""
    if not len(mesh):
        return extent
    points = np.vstack([mesh.cells, local.point])
    low, high = points.min(axis=0), points.max(axis=0)
    half = float((high - low).max()) / 2
    return extent if half > _SMALL * extent.half else cube((low + high) / 2, _AROUND * half)


def is_bent(bends: Array) -> bool:
    """Whether a surface with these curvatures bends to one side more than to the other."""
    sizes = np.sort(abs(bends))
    return bool(bends[0] * bends[1] >= 0 or sizes[1] > _ALIKE * sizes[0])


def _curvatures(local: LocalData) -> Array | None:
    """The principal curvatures of the level surface at P, (2,), positive toward ∇f.

    They are the eigenvalues of -TᵀHT/‖∇f‖, where T spans the tangent plane (Goldman, Curvature
    formulas for implicit curves and surfaces, 2005).
    """
    if local.gradient is None or local.hessian is None:
        return None
    size = length(local.gradient)
    _, _, rows = np.linalg.svd(local.gradient[None] / size)
    span = rows[1:]
    bends: Array = -np.linalg.eigvalsh(span @ local.hessian @ span.T / size)
    return bends if np.isfinite(bends).all() and bends.any() else None
