from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from grad_magic.picture.space.mesh import Mesh, cut, cut_to_box, join_meshes

if TYPE_CHECKING:
    from grad_magic.picture.shapes import Array


def square() -> Mesh:
    """The unit square of the floor, in one piece."""
    corners = np.array([[[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]]], dtype=float)
    return Mesh(corners, np.array([[0, 0, 1.0]]), np.array([[0.5, 0.5, 0]]), np.zeros(1))


def area(mesh: Mesh) -> float:
    first, second, third, fourth = mesh.corners.swapaxes(0, 1)
    halves = (np.cross(second - first, third - first), np.cross(third - first, fourth - first))
    return float(sum(np.linalg.norm(half, axis=1).sum() for half in halves)) / 2


@pytest.mark.parametrize(
    ("normal", "bound", "above"),
    [
        ((1, 0, 0), 0.25, 0.75),
        ((0, 1, 0), 0.5, 0.5),
        # The corner beyond x + y = 3/2 is a triangle of sides 1/2.
        ((1, 1, 0), 1.5, 0.125),
        ((1, 0, 0), 2, 0),
        ((1, 0, 0), -1, 1),
        ((1, 1, 0), 1, 0.5),
    ],
)
def test_a_plane_cuts_a_square_in_two_parts_with_its_area(
    normal: tuple[float, ...], bound: float, above: float
) -> None:
    def height(points: Array) -> Array:
        return np.asarray(points @ np.array(normal) - bound)

    upper, lower = cut(square(), height)
    assert area(upper) == pytest.approx(above)
    assert area(lower) == pytest.approx(1 - above)
    assert (height(upper.corners) >= -1e-12).all()
    assert (height(lower.corners) <= 1e-12).all()


def test_what_is_cut_keeps_the_cell_and_the_normal() -> None:
    upper, _ = cut(square(), lambda points: points[..., 0] - 0.25)
    assert (upper.normals == [0, 0, 1]).all()
    assert (upper.cells == [0.5, 0.5, 0]).all()


def test_a_box_keeps_what_is_inside() -> None:
    inside = cut_to_box(square(), np.array([0.5, -1, -1]), np.array([2, 0.5, 1]))
    assert area(inside) == pytest.approx(0.25)


def test_triangles_cover_what_the_pieces_do() -> None:
    both = join_meshes(square(), square())
    assert len(both) == 2
    assert len(both.triangles()) == 4
    assert len(both.triangles().triangles()) == 4
    assert area(both.triangles()) == pytest.approx(2)
