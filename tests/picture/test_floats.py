from __future__ import annotations

import math

import pytest

from grad_magic.calculus.solver import solve
from grad_magic.picture.floats import OutOfReachError, nice_scale, round_step, write_float
from grad_magic.picture.scene import compose_scene, explain_missing
from grad_magic.reading.request import read_problem


@pytest.mark.parametrize("length", [0.0, -1.0, math.inf, math.nan, 5e-324])
def test_no_step_is_as_small_or_as_large_as_this(length: float) -> None:
    with pytest.raises(OutOfReachError):
        round_step(length)


@pytest.mark.parametrize(("length", "wanted"), [(0.0, 1.0), (math.inf, 1.0), (1.0, 0.0)])
def test_no_scale_makes_nothing_or_everything_visible(length: float, wanted: float) -> None:
    with pytest.raises(OutOfReachError):
        nice_scale(length, wanted)


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan])
def test_what_is_no_number_is_not_written(value: float) -> None:
    with pytest.raises(OutOfReachError):
        write_float(value)


@pytest.mark.parametrize(
    "request_text",
    [
        "f(x,y)=10^310*floor(x)+y^(1/3)/5 at=(1/6,1/7)",
        "f(x,y)=10^-320*sin(200y)+floor(x) at=(1/6,10^3)",
    ],
)
def test_a_picture_out_of_reach_is_left_out_with_a_word(request_text: str) -> None:
    solution = solve(read_problem(request_text))
    assert compose_scene(solution) is None
    assert explain_missing(solution).startswith("No picture: ")
