from __future__ import annotations

import numpy as np
import pytest

from grad_magic import solve
from grad_magic.picture.local_data import read_local_data
from grad_magic.picture.plane.window import place_window, window_around, window_without_point
from grad_magic.picture.surface import surface_of

ASPECTS = [1.2, 0.8, 3.0]


@pytest.mark.parametrize("aspect", ASPECTS)
def test_a_window_has_the_shape_of_its_plot(aspect: float) -> None:
    solution = solve("f=x^2+y^2 at=(1,2)").solution
    surface, local = surface_of(solution), read_local_data(solution)
    assert local is not None
    windows = [
        place_window(surface, local, 2.0, np.empty((0, 2)), aspect),
        window_around(np.array([[0.0, 1.0], [3.0, -2.0]]), aspect),
        window_without_point(surface, aspect),
    ]
    for window in windows:
        assert window.width / window.height == pytest.approx(aspect)


@pytest.mark.parametrize("aspect", ASPECTS)
def test_p_and_the_tips_are_in_sight(aspect: float) -> None:
    solution = solve("f=x^2+y^2 at=(1,2)").solution
    local = read_local_data(solution)
    assert local is not None
    tips = np.array([[1.5, 3.0], [0.5, 2.5]])
    window = place_window(surface_of(solution), local, 2.0, tips, aspect)
    assert window.height == pytest.approx(4)
    assert window.contains(np.vstack([local.point, tips])).all()


def test_a_window_around_points_has_room_on_all_sides() -> None:
    window = window_around(np.array([[-1.0, 0.0], [1.0, 0.0]]), 2.0)
    assert (window.left, window.right, window.bottom, window.top) == (-2.0, 2.0, -1.0, 1.0)


def test_a_window_around_one_point_is_not_empty() -> None:
    window = window_around(np.array([[4.0, 0.0]]), 1.0)
    assert (window.left, window.right, window.bottom, window.top) == (2.0, 6.0, -2.0, 2.0)
