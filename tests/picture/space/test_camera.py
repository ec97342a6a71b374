from __future__ import annotations

import math

import numpy as np
import pytest

from grad_magic.picture.space.camera import Camera

ONE = np.ones(3)


def test_from_the_side_of_x_the_paper_shows_y_to_the_right_and_z_upward() -> None:
    camera = Camera(0, 0, ONE)
    assert camera.project(np.eye(3)) == pytest.approx(np.array([[0, 0], [1, 0], [0, 1]]))
    assert camera.nearness(np.eye(3)) == pytest.approx(np.array([1, 0, 0]))


def test_from_above_the_floor_sinks_toward_the_reader() -> None:
    # At 30° a unit toward the eye falls by sin 30°, and one upward is cos 30° high.
    camera = Camera(0, 30, ONE)
    expected = np.array([[0, -0.5], [1, 0], [0, math.sqrt(3) / 2]])
    assert camera.project(np.eye(3)) == pytest.approx(expected)


@pytest.mark.parametrize(("azimuth", "elevation"), [(35, 22), (155, 40), (245, -22)])
def test_lengths_across_the_line_of_sight_stay_and_along_it_vanish(
    azimuth: float, elevation: float
) -> None:
    camera = Camera(azimuth, elevation, ONE)
    flat = camera.project(np.eye(3))
    assert camera.project(camera.eye) == pytest.approx(np.zeros(2))
    # The columns of an orthogonal projection have length 1 and are perpendicular.
    assert flat.T @ flat == pytest.approx(np.eye(2))


def test_heights_are_stretched_before_they_are_projected() -> None:
    camera = Camera(0, 0, np.array([1, 1, 0.5]))
    assert camera.project(np.array([0, 0, 4.0])) == pytest.approx([0, 2])
    assert camera.toward_eye == pytest.approx([1, 0, 0])
