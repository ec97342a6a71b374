"""One form stands for f_xy and f_yx where both of them have values."""

from __future__ import annotations

import pytest
from sympy import Integer, Ne, Piecewise, true
from sympy.abc import x, y

from grad_magic.calculus.either_order import form_for_all
from grad_magic.result import solve


def test_the_form_with_values_in_the_fewer_places_stands_for_both() -> None:
    wide = Piecewise((1, x > y), (0, y > x))
    narrow = Piecewise((1, x > y), (0, (y > x) & (y > 1)), (0, (y > x) & (y < 1)))
    assert form_for_all((wide, narrow)) == narrow
    assert form_for_all((narrow, wide)) == narrow


def test_none_stands_for_both_where_each_has_values_that_the_other_has_not() -> None:
    one = Piecewise((1, (x > 0) & (y > 1)), (1, (x > 0) & (y < 1)), (0, x < 0))
    other = Piecewise((1, x > 0), (0, (x < 0) & (y > 1)), (0, (x < 0) & (y < 1)))
    assert form_for_all((one, other)) is None
    # What is said beside the row is said of both.
    assert form_for_all((one, other), (true, Ne(y, 1))) == one


def test_a_form_without_cases_stands_for_cases_nowhere() -> None:
    cases = Piecewise((0, x > 0), (0, x < 0))
    assert form_for_all((Integer(0), cases)) == cases


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "row"),
    [
        # For x < y and y = 1, f_x = 0 but f_y jumps from 1 to 0, and from 1 to 2.
        (
            "atan(max(x,y)/max(y,1))",
            (
                "f_xy = f_yx = {(x² - y²)/(x² + y²)² for 1 < y < x, 0 for x > y and y < 1, "
                "0 for y > x and y > 1, 0 for x < y < 1}"
            ),
        ),
        (
            "max(x,y)*max(y,1)",
            (
                "f_xy = f_yx = {1 for 1 < y < x, 0 for x > y and y < 1, "
                "0 for y > x and y > 1, 0 for x < y < 1}"
            ),
        ),
        ("max(x,y)^2", "f_xy = f_yx = 0 for x ≠ y"),
    ],
)
def test_the_row_of_both_leaves_out_the_borders_of_either(f: str, row: str) -> None:
    assert row in " ".join(solve(f"f(x,y)={f} order=2 plot=none").text.split())
