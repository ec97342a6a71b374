"""Nested maxima and minima: the intervals are found by hand, and compared with the values."""

from __future__ import annotations

import random

import pytest

from grad_magic import solve

# f, and f′ on the intervals as it is found by hand.
CASES = [
    ("clip(relu(x),0,1)", "{0 for x < 0 or x > 1, 1 for 0 < x < 1}"),
    ("relu(clip(x,-1,1))", "{0 for x < 0 or x > 1, 1 for 0 < x < 1}"),
    ("relu(1-relu(x))", "{0 for x < 0 or x > 1, -1 for 0 < x < 1}"),
    ("relu(relu(x)-1)", "{0 for x < 1, 1 for x > 1}"),
    # min(2x, 4 - x) has its corner at 4/3, and is 0 at 0 and 4.
    ("max(0,min(2x,4-x))", "{0 for x < 0 or x > 4, 2 for 0 < x < 4/3, -1 for 4/3 < x < 4}"),
    ("clip(3x-1,0,2)^2", "{0 for x < 1/3 or x > 1, 6(3x - 1) for 1/3 < x < 1}"),
    # The outer minimum never applies.
    ("min(max(x,0),max(x,0)+1)", "{0 for x < 0, 1 for x > 0}"),
]


@pytest.mark.parametrize(("function", "derivative"), CASES)
def test_nested_maxima_are_told_by_the_intervals(function: str, derivative: str) -> None:
    answer = " ".join(solve(f"f(x)={function} plot=none").text.split())
    assert f"f′(x) = {derivative}" in answer


def test_an_expression_of_two_variables_is_compared_itself() -> None:
    answer = " ".join(solve("f=clip(relu(x*y),0,1) plot=none").text.split())
    assert "∂f/∂x = {0 for x·y < 0 or x·y > 1, y for 0 < x·y < 1}" in answer


def test_two_expressions_keep_their_cases() -> None:
    answer = " ".join(solve("f=relu(min(x,y)) plot=none").text.split())
    assert "1 for min(x, y) > 0 and x < y" in answer


@pytest.mark.slow
@pytest.mark.parametrize("function", [function for function, _ in CASES])
def test_the_slopes_are_those_of_the_values(function: str) -> None:
    draw = random.Random(function)  # noqa: S311  (no secret)
    for _ in range(3):
        place, step = draw.randrange(-300, 600) / 100 + 0.003, 1e-4
        result = solve(f"f(x)={function} at={place} plot=none")
        below, above = (
            float(solve(f"f(x)={function} at={place + shift:.6f} plot=none").value)
            for shift in (-step, step)
        )
        assert float(result.partials_at[0]) == pytest.approx((above - below) / (2 * step), abs=1e-5)


@pytest.mark.slow
def test_of_several_operands_each_is_told_by_where_it_is_the_largest() -> None:
    # x² where x is the largest, and x·z where z is.
    answer = " ".join(solve("f=x*max(x,y,z) order=2 plot=none").text.split())
    assert "f_xx = {2 for x > y and x > z, 0 for y > x and y > z, 0 for z > x and z > y}" in answer
    assert "f_xz = f_zx = {0 for x > y and x > z, 0 for y > x and y > z, 1 for z > x and" in answer
