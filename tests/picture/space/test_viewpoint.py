from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture.space.body import Skin
from grad_magic.picture.space.mesh import Mesh
from grad_magic.picture.space.viewpoint import Wishes, choose_camera

if TYPE_CHECKING:
    from grad_magic.picture.shapes import Array

ONE, BOX = np.ones(3), np.full(3, 4.0)


def ball(points: Array) -> Array:
    return np.asarray(np.linalg.norm(points, axis=-1) - 1)


def skin() -> Skin:
    empty = np.empty((0, 3))
    return Skin(Mesh(np.empty((0, 4, 3)), empty, empty, np.empty(0)), ball, 0.1)


def test_where_nothing_matters_x_comes_toward_the_reader_and_y_goes_to_the_right() -> None:
    camera = choose_camera(None, ONE, BOX, Wishes())
    x, y, z = camera.project(np.eye(3))
    assert x[0] < 0 < y[0]
    assert x[1] < 0
    assert z[1] > 0


def test_a_point_on_a_ball_is_seen_from_its_side() -> None:
    for turn in np.linspace(0, 2 * np.pi, 9):
        point = np.array([[np.cos(turn), np.sin(turn), 0.0]])
        camera = choose_camera(skin(), ONE, BOX, Wishes(((2.0, point),)))
        assert float(camera.eye @ point[0]) > -1e-9
        assert camera.elevation > 0


def test_a_point_below_a_ball_is_seen_from_below() -> None:
    point = np.array([[0.1, 0.1, -0.99]])
    assert choose_camera(skin(), ONE, BOX, Wishes(((2.0, point),))).elevation < 0


def test_a_plane_is_not_seen_from_its_edge_nor_a_line_from_its_end() -> None:
    for turn in np.linspace(0, np.pi, 9):
        normal = np.array([np.cos(turn), np.sin(turn), 0.0])
        camera = choose_camera(None, ONE, BOX, Wishes(planes=(normal,), lines=(normal,)))
        assert abs(camera.eye @ normal) > 0.45
        assert np.hypot(*camera.project(normal)) > 0.6


def test_lengths_that_have_no_square_are_no_matter() -> None:
    stretch = np.array([1, 1, 1e200])
    normal = np.array([0, 1e-200, 1.0])
    assert choose_camera(None, stretch, BOX, Wishes(planes=(normal,))).stretch is stretch
