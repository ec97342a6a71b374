"""The window of a picture, as a clause."""

from __future__ import annotations

import numpy as np
import pytest
from sympy import Rational, pi, sqrt

from grad_magic import solve
from grad_magic.errors import GradMagicError
from grad_magic.reading.request import read_problem


@pytest.mark.parametrize(
    ("request_text", "window"),
    [
        ("f=x*y window=(-1,3,-2,2)", (-1, 3, -2, 2)),
        ("f=x*y at=(0,0) window=-1,3,-2,2", (-1, 3, -2, 2)),
        ("f=x*y window=[[-1,3],[-2,2]]", (-1, 3, -2, 2)),
        ("f=x*y window=((-1,3),(-2,2))", (-1, 3, -2, 2)),
        ("f=x*y window=(-pi, pi, 0, sqrt(2))", (-pi, pi, 0, sqrt(2))),
        ("f=x*y window=（0，1，0.5，2）", (0, 1, Rational(1, 2), 2)),
        ("f=x^2 at=1 window=(0,2)", (0, 2)),
        ("f=x*y*z window=(-1,3,-2,2,0,pi)", (-1, 3, -2, 2, 0, pi)),
        ("f=x^2", ()),
    ],
)
def test_a_window_has_two_numbers_for_each_variable(
    request_text: str, window: tuple[object, ...]
) -> None:
    assert read_problem(request_text).presentation.window == window


@pytest.mark.parametrize("given", [(-1, 3, -2, 2), [[-1, 3], [-2, 2]], np.array([-1, 3, -2, 2])])
def test_it_can_be_given_from_python(given: object) -> None:
    assert solve("x*y", window=given).problem.presentation.window == (-1, 3, -2, 2)


@pytest.mark.parametrize(
    ("request_text", "message", "advice"),
    [
        (
            "f=x*y at=(1,2) window=(3,-1,-2,2)",
            "the window runs backwards in x: it goes from 3 to -1",
            "Write the smaller one first: -1,3.",
        ),
        (
            "f=x*y window=(0,1,2,2)",
            "the window is empty in y: it goes from 2 to 2",
            "Give two different numbers, the smaller one first.",
        ),
        (
            "f=x*y window=(0,1,2)",
            "window has 3 numbers, but two are needed for each of 2 variables (x, y)",
            "Write window=(x_min,x_max,y_min,y_max).",
        ),
        (
            "f=x^2 window=(0,1,2,3)",
            "window has 4 numbers, but two are needed for x",
            "Write window=(x_min,x_max).",
        ),
        (
            "f=x*y*z window=(0,1)",
            "window has 2 numbers, but two are needed for each of 3 variables (x, y, z)",
            "Write window=(x_min,x_max,y_min,y_max,z_min,z_max).",
        ),
        (
            "f=x*y*z window=(0,1,0,1,1,0)",
            "the window runs backwards in z: it goes from 1 to 0",
            "Write the smaller one first: 0,1.",
        ),
        (
            "f=w*x*y*z window=(0,1,0,1,0,1,0,1)",
            "a window is one of a plot of one to three variables, but there are 4 (w, x, y, z)",
            "Leave out window.",
        ),
        (
            "f=x*y window=(0,10^13,0,1)",
            "the window is too large or too narrow in x to be drawn",
            "Give numbers up to 10^12 that differ by more than their billionth part.",
        ),
    ],
)
def test_a_window_that_is_none_is_refused(request_text: str, message: str, advice: str) -> None:
    with pytest.raises(GradMagicError) as caught:
        read_problem(request_text)
    assert caught.value.message == message
    assert caught.value.advice == advice
    start = request_text.index("window=") + len("window=")
    assert (caught.value.start, caught.value.end) == (start, len(request_text))


def test_a_name_in_a_window_is_refused() -> None:
    with pytest.raises(GradMagicError, match="a window's entry must be a number, but a is a name"):
        read_problem("f=x*y window=(a,1,0,1)")
