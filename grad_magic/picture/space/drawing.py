"""What stands in space as the paper shows it, from back to front.

A plane that touches or cuts the surface divides it in two: what is on the far side of it is painted
first, then the plane, then what is on the near side (the root of a binary space partition; Fuchs,
Kedem and Naylor, 1980). On either side pieces of a grid are ordered by their cells, which is exact
for a grid seen along parallel lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture.shapes import Array, Curve, Facets, Flags, Patch
from grad_magic.picture.space.mesh import cut
from grad_magic.picture.space.visibility import is_hidden, runs, with_neighbours, without_short_runs

if TYPE_CHECKING:
    from grad_magic.picture.space.body import Space, Tangent
    from grad_magic.picture.space.mesh import Mesh

Layer = Facets | Patch | Curve

# From here the light comes, beside the eye: from the left, from above, from behind it.
_LIGHT = np.array([-0.45, 0.55, 0.7]) / np.linalg.norm([-0.45, 0.55, 0.7])

# From step to step toward the eye, in cells of the grid.
_STEP = 1.4
# So far in front of the tangent plane, as a part of the box, things lie in it.
_LIFT = 5e-4


def layers(space: Space) -> tuple[Layer, ...]:
    """The surface, its lines and the tangent plane, from back to front."""
    far, near = _lines(space)
    skin, tangent = space.skin, space.tangent
    if skin is None:
        return (*far, *near)
    if tangent is None:
        return (_facets(space, skin.mesh), *near)
    # What lies in the plane is behind it, as nothing of the plane would be seen else.
    is_above = _is_eye_above(space, tangent)
    lift = _LIFT * np.linalg.norm((space.high - space.low) * tangent.normal)
    lift = lift if is_above else -lift
    above, below = cut(skin.mesh, lambda points: tangent.height(points) - lift)
    behind, before = (below, above) if is_above else (above, below)
    plane = Patch("tangent", space.camera.project(tangent.corners))
    return (_facets(space, behind), *far, plane, _facets(space, before), *near)


def _is_eye_above(space: Space, tangent: Tangent) -> bool:
    return bool(space.camera.toward_eye @ tangent.normal > 0)


def _facets(space: Space, mesh: Mesh) -> Facets:
    camera = space.camera
    middles = mesh.corners.mean(axis=1)
    order = np.lexsort((camera.nearness(middles), camera.nearness(mesh.cells)))
    sorted_mesh = mesh.part(order)
    height = (sorted_mesh.heights - space.low[2]) / (space.high[2] - space.low[2])
    return Facets(
        camera.project(sorted_mesh.corners), np.clip(height, 0, 1), _lights(space, sorted_mesh)
    )


def _lights(space: Space, mesh: Mesh) -> Array:
    """How much light falls on each piece, on whichever side the eye is."""
    camera = space.camera
    normals = mesh.normals / camera.stretch
    # The squares of very long or short ones are no floating-point numbers.
    normals /= np.maximum(abs(normals).max(axis=1, keepdims=True), 1e-300)
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-300)
    right, up = camera.project(np.eye(3) / camera.stretch).T
    light = _LIGHT @ np.array([right, up, camera.eye])
    turned = np.where(normals @ camera.eye < 0, -1.0, 1.0)
    return np.asarray(np.clip(turned * (normals @ light), 0, 1))


def _lines(space: Space) -> tuple[list[Curve], list[Curve]]:
    """What is seen of the lines: on the far side of the tangent plane, and on the near side."""
    far: list[Curve] = []
    near: list[Curve] = []
    if not space.strands:
        return far, near
    together = np.concatenate([strand.points for strand in space.strands])
    ends = np.cumsum([len(strand.points) for strand in space.strands])[:-1]
    all_seen = without_short_runs(is_seen(space, together))
    flat = space.camera.project(together)
    is_beyond = np.zeros(len(together), dtype=bool)
    if space.tangent is not None:
        heights = space.tangent.height(together)
        is_beyond = heights < 0 if _is_eye_above(space, space.tangent) else heights > 0
    parts = (np.split(values, ends) for values in (flat, all_seen, is_beyond))
    for strand, line, seen, beyond in zip(space.strands, *parts, strict=True):
        # The tangent lies in the plane, and is drawn on it.
        on_far_side = seen & beyond if strand.role != "tangent" else np.zeros_like(seen)
        # What crosses the plane is on the near side, as that covers the far side.
        on_near_side = with_neighbours(seen & ~on_far_side)
        for lines, chosen in ((far, on_far_side), (near, on_near_side)):
            if chosen.any():
                lines.append(Curve(strand.role, runs(line, chosen)))
    return far, near


def is_seen(space: Space, points: Array) -> Flags:
    """Which of the points (N, 3) the surface does not hide, (N,)."""
    seen = np.asarray(np.isfinite(points).all(axis=1))
    if space.skin is not None:
        step = _STEP * space.skin.cell * space.camera.toward_eye
        known = points[seen]
        seen[seen] = ~is_hidden(space.skin.side, known, step, space.high - space.low)
    return seen
