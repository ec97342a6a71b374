from __future__ import annotations

import itertools

import numpy as np
import pytest

from grad_magic.picture.plane.placement import text_size
from grad_magic.picture.shapes import STANDARD_SIZE, panel_size
from grad_magic.picture.space.box import draw_box
from grad_magic.picture.space.camera import Camera

NAMES = ("$x$", "$y$", "$z$")
BOXES = [
    ((-2, -2, -2), (2, 2, 2), 1.0),
    ((0, 0, -5), (1, 1, 5), 0.1),
    ((-1, -1, 0), (1, 1, 20), 1.0),
    ((999, 1999, 1e-9), (1001, 2001, 3e-9), 5e8),
    ((-1e6, -1e6, -3), (1e6, 1e6, 3), 2e5),
]


@pytest.mark.parametrize("size", [STANDARD_SIZE, panel_size(2), panel_size(3)])
@pytest.mark.parametrize("eye", [(35, 22), (145, 40), (235, 30), (325, -22)])
@pytest.mark.parametrize(("low", "high", "factor"), BOXES)
def test_the_box_and_its_words_have_room_and_no_numbers_meet(
    low: tuple[float, ...],
    high: tuple[float, ...],
    factor: float,
    eye: tuple[float, float],
    size: tuple[float, float],
) -> None:
    camera = Camera(*eye, np.array([1, 1, factor]))
    corners = np.array(list(itertools.product(*zip(low, high, strict=True))), dtype=float)
    box = draw_box(camera, corners[0], corners[-1], NAMES, size)
    corner = np.array([box.window.left, box.window.bottom])
    scale = box.window.scale(size)
    assert scale[0] == pytest.approx(scale[1])
    flat = (camera.project(corners) - corner) / scale
    places = [(np.array(label.position) - corner) / scale for label in box.labels]
    halves = [text_size(label.role, label.text) / 2 for label in box.labels]
    words = list(zip(places, halves, strict=True))
    ends = [place + sign * half for place, half in words for sign in (-1, 1)]
    # Words may use the margins of a plot.
    for point in (*flat, *ends):
        assert -0.6 < point[0] < size[0] + 0.2
        assert -0.25 < point[1] < size[1] + 0.2
    assert max(np.ptp(flat, axis=0) / size) > 0.6
    for (one, first), (other, second) in itertools.combinations(words, 2):
        assert (abs(one - other) >= 0.75 * (first + second)).any()
    names = [label.text for label in box.labels if label.role == "axis_name"]
    assert names == list(NAMES)


def test_ticks_stand_where_their_numbers_say() -> None:
    camera = Camera(35, 30, np.ones(3))
    low, high = np.array([-2.0, 0, 1]), np.array([2.0, 4, 5])
    box = draw_box(camera, low, high, NAMES, STANDARD_SIZE)
    numbers = [label.text for label in box.labels if label.role == "axis"]
    assert numbers == ["−2", "−1", "0", "1", "2", "0", "1", "2", "3", "4", "2", "3", "4", "5"]
    ticks = box.edges.points
    for x in (-2, -1, 0, 1, 2):
        # The front edge of the floor, seen from the side of x > 0 and y > 0.
        place = camera.project(np.array([x, 4, 1]))
        assert np.nanmin(np.linalg.norm(ticks - place, axis=1)) == pytest.approx(0, abs=1e-12)
