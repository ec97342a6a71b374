from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from grad_magic.picture.plane.graph import Touch
from grad_magic.picture.plane.reach import graph_window

if TYPE_CHECKING:
    from collections.abc import Callable

    from grad_magic.picture.shapes import Array, Window


def window_of(function: Callable[[Array], Array], slope: float | None, bend: float = 0.0) -> Window:
    (value,) = function(np.zeros(1)).tolist()
    with np.errstate(all="ignore"):
        window, _, _ = graph_window(function, Touch((0.0, value), slope), bend, 2.0, 1.0)
    return window


def test_a_hump_and_a_dip_beside_the_point_are_seen() -> None:
    # x³ - 3x around 2, with its turns at -1 and 1.
    window = window_of(lambda t: (2 + t) ** 3 - 3 * (2 + t), 9, 12)
    assert window.left < -3.2
    assert window.right > 0.5
    assert window.bottom < -2
    # The turns are 4 apart.
    assert 8 < window.height < 30


@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e3])
def test_the_vertex_of_a_parabola_is_in_sight_at_every_scale(scale: float) -> None:
    window = window_of(lambda t: (t / scale - 1) ** 2, -2 / scale, 2 / scale**2)
    assert -3 * scale < window.left < -0.2 * scale
    assert 1.1 * scale < window.right < 4 * scale
    assert window.bottom < 0
    assert window.top < 12


@pytest.mark.parametrize("kind", ["pole", "logarithm"])
def test_a_pole_does_not_flatten_the_graph(kind: str) -> None:
    if kind == "pole":
        window = window_of(lambda t: 1 / (1 + t), -1, 2)
    else:
        window = window_of(lambda t: np.log(abs(1 + t)), 1, -1)
    assert window.height < 12
    assert window.left < -0.4


def test_the_end_of_the_domain_is_in_sight_with_room_behind_it() -> None:
    window = window_of(lambda t: np.sqrt(1 - t), -1 / 2, -1 / 4)
    assert 1 < window.right < 1.3
    assert window.bottom < 0


def test_a_few_swings_are_seen_and_not_many() -> None:
    window = window_of(np.sin, 1)
    assert np.pi < window.width < 4 * np.pi
    assert window.bottom < -1
    assert window.top > 1


def test_where_nothing_tells_a_length_the_usual_one_is_shown() -> None:
    for function, slope in ((lambda t: 5 + 0 * t, 0.0), (lambda t: 3 * t, 3.0)):
        window = window_of(function, slope)
        assert (window.left, window.right) == (-2, 2)


def test_without_a_tangent_the_point_and_the_graph_are_seen() -> None:
    window = window_of(np.sign, None)
    assert window.bottom < -1
    assert window.top > 1


@pytest.mark.parametrize("sign", [-1, 1])
def test_a_pole_in_reach_is_seen_with_the_branch_behind_it(sign: int) -> None:
    # tan at 1: the pole at π/2 is 0.57 away.
    window = window_of(lambda t: np.tan(1 + sign * t), sign / np.cos(1) ** 2, 2 * 1.557 * 3.426)
    pole = sign * (np.pi / 2 - 1)
    assert window.left < pole < window.right
    assert window.bottom < np.tan(1 + 2 * (np.pi / 2 - 1)) < window.top
    assert window.height < 20


def test_beside_a_pole_of_a_logarithm_the_graph_goes_to_the_frame() -> None:
    def function(t: Array) -> Array:
        return np.asarray(np.log(abs(1 + t)))

    with np.errstate(all="ignore"):
        window, x, y = graph_window(function, Touch((0.0, 0.0), 1.0), -1.0, 2.0, 1.0)
    assert window.left < -1.5
    for branch in (x < -1, x > -1):
        assert y[branch & np.isfinite(y)].min() < window.bottom


def test_the_value_at_the_end_of_the_domain_is_in_sight() -> None:
    # √(1 - x²) at 1/2 ends at (1, 0).
    value = np.sqrt(3) / 2
    slope = -1 / 2 / value
    with np.errstate(all="ignore"):
        window = window_of(lambda t: np.sqrt(1 - (t + 1 / 2) ** 2), slope, -1 / value**3)
    assert window.bottom < 0
    assert window.right > 1 / 2


def test_a_corner_and_a_jump_are_no_poles() -> None:
    window = window_of(lambda t: abs(1 + t) ** (2 / 3), 2 / 3, -2 / 9)
    assert window.left < -1
    assert window.bottom < 0
    assert window_of(lambda t: t + 0.5 - np.floor(t + 0.5), 1.0).height < 1.5
