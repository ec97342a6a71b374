from __future__ import annotations

import numpy as np
import pytest

from grad_magic.calculus.solver import solve
from grad_magic.picture.local_data import read_local_data
from grad_magic.picture.shapes import Window
from grad_magic.picture.space.height_field import sample_field
from grad_magic.picture.space.slab import Slab, choose_slab, vertical_factor
from grad_magic.picture.surface import surface_of
from grad_magic.reading.request import read_problem

WINDOW = Window(-2, 2, -2, 2)


def slab_of(request: str) -> Slab:
    solution = solve(read_problem(request))
    local = read_local_data(solution)
    assert local is not None
    slab = choose_slab(sample_field(surface_of(solution), WINDOW), local, WINDOW)
    assert slab is not None
    return slab


@pytest.mark.parametrize(
    "request_text",
    ["f=1/(x^2+y^2) at=(1,0)", "f=exp(5x)+y at=(0,0)", "f=tan(x)+y at=(0,0)", "f=ln(x)+y at=(1,0)"],
)
def test_huge_values_do_not_flatten_what_is_near_the_point(request_text: str) -> None:
    slab = slab_of(request_text)
    # Within a quarter of the window f rises by between 1/2 and 12 in these examples.
    assert 1 < slab.height < 60
    assert slab.bottom <= 1 <= slab.top or slab.bottom <= 0 <= slab.top


def test_of_a_function_with_small_values_all_is_shown() -> None:
    slab = slab_of("f=sin(x)*cos(y) at=(1,1)")
    assert (slab.bottom, slab.top) == pytest.approx((-1, 1), abs=0.01)


def test_a_constant_function_is_in_the_middle() -> None:
    slab = slab_of("f=7+0*x+0*y at=(1,1)")
    assert slab.top - 7 == 7 - slab.bottom > 0


def test_values_are_bounded_not_far_outside() -> None:
    slab = Slab(0, 2)
    values = slab.bound(np.array([-9, 1, 9, np.inf, np.nan]))
    assert values[:3].tolist() == [-1, 1, 3]
    assert np.isnan(values[3:]).all()
    assert slab.contains(np.array([-1, 0, 1, 2, np.nan])).tolist() == [0, 1, 1, 1, 0]


@pytest.mark.parametrize(
    ("height", "factor"), [(4, 1), (2, 1), (40, 0.07), (0.1, 30), (1e6, 3e-6), (1e-6, 3e6)]
)
def test_the_vertical_scale_is_a_number_of_one_digit(height: float, factor: float) -> None:
    found = vertical_factor(WINDOW, Slab(0, height))
    assert found == pytest.approx(factor)
    assert 0.35 <= found * height / 4 <= 1.1
