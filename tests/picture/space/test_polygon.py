from __future__ import annotations

import numpy as np
import pytest

from grad_magic.picture.space.polygon import clip_to_box, points_inside

SQUARE = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]], dtype=float)


def test_a_polygon_in_its_box_stays() -> None:
    assert clip_to_box(SQUARE, -np.ones(3), np.ones(3)) == pytest.approx(SQUARE)


def test_a_polygon_is_clipped_on_all_sides() -> None:
    low, high = np.array([-0.5, -2, -1]), np.array([2, 0.25, 1])
    clipped = clip_to_box(SQUARE, low, high)
    assert clipped.min(axis=0) == pytest.approx([-0.5, -1, 0])
    assert clipped.max(axis=0) == pytest.approx([1, 0.25, 0])


def test_nothing_is_left_of_a_polygon_outside() -> None:
    assert clip_to_box(SQUARE, np.ones(3) * 2, np.ones(3) * 3).shape == (0, 3)


def test_points_all_over_a_polygon_are_inside() -> None:
    points = points_inside(SQUARE)
    assert (abs(points) <= 1).all()
    assert abs(points).max() > 0.9
    assert points.mean(axis=0) == pytest.approx([0, 0, 0])
