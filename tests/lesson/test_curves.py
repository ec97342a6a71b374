"""Curves into a point by the names that books have for them."""

from __future__ import annotations

import pytest
from sympy import Expr, Rational, symbols

from grad_magic.lesson.curves import read_path, tell_path
from grad_magic.lesson.typesetting.plain import render_words
from grad_magic.result import solve
from grad_magic.wording.chinese import CHINESE
from grad_magic.wording.english import ENGLISH

x, y, z, t = symbols("x y z t", real=True)


@pytest.mark.parametrize(
    ("places", "on_both", "on_one"),
    [
        ((t, t), "the line y = x", "the line y = x for x > 0"),
        ((-t, t), "the line y = -x", "the line y = -x for x < 0"),
        ((t, 0 * t), "the x-axis", "the x-axis for x > 0"),
        ((0 * t, -t), "the y-axis", "the y-axis for y < 0"),
        ((1 - t, 1 + 0 * t), "the line y = 1", "the line y = 1 for x < 1"),
        ((t, t**2), "the curve y = x²", "the curve y = x² for x > 0"),
        ((t**2, t), "the curve x = y²", "the curve x = y² for y > 0"),
        ((2 * t, t**2 + t), "the curve y = x²/4 + x/2", "the curve y = x²/4 + x/2 for x > 0"),
        ((t**2, t**3), "the curve (t², t³) for t > 0", "the curve (t², t³) for t > 0"),
    ],
)
def test_a_curve_has_its_equation(places: tuple[Expr, ...], on_both: str, on_one: str) -> None:
    path = read_path(places, (x, y))
    assert path is not None
    assert render_words(tell_path(path, on_both_sides=True), ENGLISH) == on_both
    assert render_words(tell_path(path), ENGLISH) == on_one


def test_in_space_it_keeps_its_parameter() -> None:
    path = read_path((t**2, t, t), (x, y, z))
    assert path is not None
    assert render_words(tell_path(path), CHINESE) == "曲线 (t², t, t)（t > 0）"


def test_what_has_no_parameter_or_two_is_no_curve() -> None:
    assert read_path((Rational(1), x), (x, y)) is None
    assert read_path((t, symbols("s")), (x, y)) is None


@pytest.mark.parametrize(
    ("f", "told"),
    [
        # 1/2 on both halves of the diagonal.
        ("x*y/(x^2+y^2)", "along the line y = x, f tends to 1/2, but its value at P is 0"),
        # x|y|/(x² + y²) is 1/2 on one half of it and -1/2 on the other.
        ("x*|y|/(x^2+y^2)", "along the line y = x for x > 0, f tends to 1/2, but its value at P"),
    ],
)
def test_a_side_is_named_where_the_limit_is_another_on_the_other(f: str, told: str) -> None:
    request = f"f(x,y)=piecewise(({f}, (x,y)!=(0,0)), (0, otherwise)) at=(0,0)"
    assert told in " ".join(solve(request).text.split())
