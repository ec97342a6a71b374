"""Crossings told from jumps; every place and slope is read off the formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from grad_magic.picture.plane.crossings import cross

if TYPE_CHECKING:
    from collections.abc import Callable

    from grad_magic.picture.shapes import Array


def crossing(function: Callable[[Array], Array], low: float, high: float) -> tuple[float, bool]:
    def evaluate(points: Array) -> Array:
        with np.errstate(all="ignore"):
            return function(points[:, 0])

    ends = (np.array([[low]]), np.array([[high]]))
    below, above, continuous = cross(evaluate, ends, np.array([0.25]))
    return float(below[0, 0] + above[0, 0]) / 2, bool(continuous[0])


@pytest.mark.parametrize(
    ("function", "place"),
    [
        (lambda x: x, 0.25),
        (np.cbrt, 1 / 64),
        (lambda x: np.tanh(1e8 * x), np.arctanh(0.25) / 1e8),
        (lambda x: np.where(x < 0, 2 * x, x), 0.25),
    ],
    ids=["a line", "a vertical tangent", "a cliff", "a corner"],
)
def test_a_continuous_function_passes_the_level(
    function: Callable[[Array], Array], place: float
) -> None:
    found, continuous = crossing(function, -1.0, 2.0)
    assert continuous
    assert found == pytest.approx(place, abs=0.2)


@pytest.mark.parametrize(
    "function",
    [
        np.floor,
        np.sign,
        lambda x: 1 / x,
        lambda x: x + 3 * np.heaviside(x - 0.1, 1),
        lambda x: np.where(abs(x) < 0.01, np.nan, np.sign(x)),
    ],
    ids=["a step", "a sign", "a pole", "a slope with a step", "a hole"],
)
def test_a_jump_does_not_pass_the_level(function: Callable[[Array], Array]) -> None:
    assert not crossing(function, -1.0, 1.5)[1]


def test_a_pole_on_the_grid_is_no_crossing_but_the_branch_beside_it_is() -> None:
    assert not crossing(lambda x: 1 / x, -1.0, 0.0)[1]
    assert crossing(lambda x: 1 / x**2, 0.0, 5.0)[1]
