from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from grad_magic.picture.shapes import Curve, Facets, Patch
from grad_magic.picture.space.body import Skin, Space, Strand, Tangent
from grad_magic.picture.space.camera import Camera
from grad_magic.picture.space.drawing import is_seen, layers
from grad_magic.picture.space.mesh import Mesh, join_meshes

if TYPE_CHECKING:
    from grad_magic.picture.shapes import Array

LOW, HIGH = -np.ones(3), np.ones(3)
FLOOR = Tangent(
    np.zeros(3), np.array([0, 0, 1.0]), np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0.0]])
)


def wall(y: float, foot: float = -1) -> Mesh:
    """A wall along x, from its foot to above."""
    corners = np.array([[[-1, y, foot], [1, y, foot], [1, y, 1], [-1, y, 1]]], dtype=float)
    return Mesh(corners, np.array([[0, 1.0, 0]]), np.array([[0, y, 0]]), np.zeros(1))


def space_of(mesh: Mesh, elevation: float = 30, strands: tuple[Strand, ...] = ()) -> Space:
    def side(points: Array) -> Array:
        return np.asarray(points[..., 1])

    camera = Camera(90, elevation, np.ones(3))
    return Space(camera, LOW, HIGH, Skin(mesh, side, 0.1), FLOOR, strands)


@pytest.mark.parametrize(("elevation", "first"), [(30, -0.5), (-30, 0.5)])
def test_what_is_behind_the_plane_is_painted_first(elevation: float, first: float) -> None:
    space = space_of(wall(0.5), elevation)
    far, plane, near = layers(space)
    assert isinstance(far, Facets)
    assert isinstance(near, Facets)
    assert isinstance(plane, Patch)
    for facets, height in ((far, first), (near, -first)):
        points = facets.corners.reshape(-1, 2)
        middle = (points.min(axis=0) + points.max(axis=0)) / 2
        expected = space.camera.project(np.array([0, 0.5, height]))
        assert middle == pytest.approx(expected, abs=0.01)


def test_pieces_are_painted_from_back_to_front() -> None:
    mesh = join_meshes(wall(0.5, 0.1), wall(-0.5, 0.1), wall(0.0, 0.1))
    _, _, near = layers(space_of(mesh))
    assert isinstance(near, Facets)
    # Seen from y > 0 and above, what is nearer is lower on the paper.
    assert (np.diff(near.corners.mean(axis=1)[:, 1]) < 0).all()


def test_what_lies_in_the_plane_is_behind_it() -> None:
    corners = np.array([[[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]]], dtype=float)
    flat = Mesh(corners, np.array([[0, 0, 1.0]]), np.zeros((1, 3)), np.zeros(1))
    far, _, near = layers(space_of(flat))
    assert isinstance(far, Facets)
    assert isinstance(near, Facets)
    assert (len(far.corners), len(near.corners)) == (1, 0)


def test_lines_are_left_out_where_they_are_hidden() -> None:
    y = np.linspace(-1, 1, 41)
    line = np.column_stack([np.zeros(41), y, np.full(41, 0.2)])
    space = space_of(wall(0.0), 30, (Strand("section", line),))
    seen = is_seen(space, line)
    assert seen[y > 0.1].all()
    assert not seen[(y < -0.2) & (y > -0.8)].any()
    (curve,) = [layer for layer in layers(space) if isinstance(layer, Curve)]
    shown = np.isfinite(curve.points[:, 0])
    assert 15 < shown.sum() < 30


def test_light_and_shade_are_shares() -> None:
    for layer in layers(space_of(join_meshes(wall(0.5), wall(-0.5)))):
        if isinstance(layer, Facets):
            for shares in (layer.shades, layer.lights):
                assert ((shares >= 0) & (shares <= 1)).all()
