"""Polygons in space."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from grad_magic.picture.shapes import Array

# Of the way from its middle to its edge, for points all over a polygon.
_SHARES = (0.45, 0.95)


def clip_to_box(corners: Array, low: Array, high: Array) -> Array:
    """The part of a convex polygon (N, 3) in a box, (M, 3) (Sutherland and Hodgman, 1974)."""
    for axis in range(3):
        corners = _clip(corners, corners[:, axis] - low[axis])
        corners = _clip(corners, high[axis] - corners[:, axis])
    return corners


def _clip(corners: Array, inside: Array) -> Array:
    """The part of a convex polygon (N, 3) where this (N,) is not negative."""
    kept = []
    for index, second in enumerate(inside):
        first = inside[index - 1]
        if (first >= 0) != (second >= 0):
            way = corners[index] - corners[index - 1]
            kept.append(corners[index - 1] + first / (first - second) * way)
        if second >= 0:
            kept.append(corners[index])
    return np.array(kept).reshape(-1, 3)


def points_inside(corners: Array) -> Array:
    """Points all over a convex polygon (N, 3), (M, 3)."""
    middle = corners.mean(axis=0)
    ring = np.concatenate([corners, (corners + np.roll(corners, 1, axis=0)) / 2])
    return np.concatenate([middle + share * (ring - middle) for share in _SHARES])
