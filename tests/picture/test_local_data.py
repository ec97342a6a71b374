from __future__ import annotations

import math

import numpy as np
import pytest

from grad_magic import solve
from grad_magic.picture.local_data import LocalData, read_local_data
from grad_magic.picture.surface import surface_of


def data_of(request: str) -> LocalData:
    local = read_local_data(solve(request).solution)
    assert local is not None
    return local


def test_what_is_known_at_p_is_read_as_numbers() -> None:
    local = data_of("f=x^2*y at=(1,2) dir=(3,4)")
    assert (local.point.tolist(), local.given, local.value) == ([1, 2], True, 2)
    assert local.gradient is not None
    assert local.gradient.tolist() == [4, 1]
    assert local.hessian is not None
    assert local.hessian.tolist() == [[4, 2], [2, 0]]
    assert local.direction == pytest.approx([0.6, 0.8])


def test_a_zero_gradient_is_no_arrow() -> None:
    local = data_of("f=x^2+y^2 at=(0,0)")
    assert local.is_critical
    assert local.gradient is None


def test_without_a_point_the_origin_stands_in() -> None:
    local = data_of("f=x*y")
    assert (local.point.tolist(), local.given, local.value) == ([0, 0], False, None)


@pytest.mark.parametrize(
    ("request_text", "slope", "sides"),
    [
        ("f=x^2 at=3", 6.0, (None, None)),
        ("f=x^2 at=0", 0.0, (None, None)),
        ("f=|x| at=0", None, (-1.0, 1.0)),
        ("f=sqrt(x) at=0", None, (None, None)),
    ],
)
def test_one_variable_has_a_slope_or_one_on_each_side(
    request_text: str, slope: float | None, sides: tuple[float | None, float | None]
) -> None:
    local = data_of(request_text)
    assert (local.slope, local.side_slopes) == (slope, sides)


@pytest.mark.parametrize("request_text", ["f=exp(x*y) at=(100,100)", "f=x+y at=(10^13,0)"])
def test_numbers_too_large_to_draw_around_are_none(request_text: str) -> None:
    assert read_local_data(solve(request_text).solution) is None


def test_the_function_is_evaluated_on_open_grids_with_nan_where_it_has_no_value() -> None:
    surface = surface_of(solve("f=sqrt(x)+y at=(1,1)"))
    values = surface.at(np.array([[-1.0, 4.0]]), np.array([[0.0], [3.0]]))
    assert np.isnan(values[:, 0]).all()
    assert values[:, 1].tolist() == [2.0, 5.0]


def test_a_python_function_is_evaluated_call_by_call() -> None:
    def shifted(x: float, y: float) -> float:
        if x < 0:
            raise ValueError
        return x + math.floor(y)

    surface = surface_of(solve(shifted, at=(1, 0.5)))
    assert surface.is_called
    values = surface.at(np.array([[-1.0, 4.0]]), np.array([[0.5], [3.5]]))
    assert np.isnan(values[:, 0]).all()
    assert values[:, 1].tolist() == [4.0, 7.0]
