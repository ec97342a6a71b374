"""Critical points by whole numbers, on whole lines, and the extrema alone."""

from __future__ import annotations

import pytest

from grad_magic.findings import Slip
from grad_magic.presets import Asked
from grad_magic.result import solve

# (0, 0) is a saddle, (1, 1) a minimum, f(1, 1) = -1.
FOLIUM = "f=x^3+y^3-3xy"
# Its critical points are (π/2 + kπ, nπ) and (kπ, π/2 + nπ).
WAVES = "f=sin x*cos y"


@pytest.mark.parametrize(
    ("function", "answer", "asked"),
    [
        (FOLIUM, "极小值f(1,1)=-1", Asked.EXTREMA),
        (FOLIUM, "(1,1) minimum, no maximum", Asked.EXTREMA),
        ("f=x y", "无极值", Asked.EXTREMA),
        ("f=x y", "no minimum, no maximum", Asked.EXTREMA),
        ("f=sin x", "x=π/2+kπ (k∈Z)", Asked.CRITICAL_POINTS),
        ("f=sin x", "max π/2+2kπ, min -π/2+2kπ", Asked.CRITICAL_POINTS),
        ("f=cos x", "x=kπ, k=0,±1,±2,…", Asked.CRITICAL_POINTS),
        (WAVES, "(π/2+kπ,nπ),(kπ,π/2+nπ)", Asked.CRITICAL_POINTS),
        (FOLIUM, "x=y=0 saddle, x=y=1 minimum", Asked.CRITICAL_POINTS),
        (FOLIUM, "(0,0), (1,1): saddle, minimum respectively", Asked.CRITICAL_POINTS),
        (FOLIUM, "(0,0),(1,1)分别为鞍点,极小值点", Asked.CRITICAL_POINTS),
        # cos x = 0 and y = 0: f_xx = -sin x, f_yy = 2.
        ("f=sin(x)+y^2", "(π/2+2kπ,0) saddle, (-π/2+2kπ,0) minimum", Asked.CRITICAL_POINTS),
        ("f=sin(x)+y^2", "min (-π/2+2kπ,0)", Asked.EXTREMA),
        # cos(x + y) = 0 on parallel lines.
        ("f=sin(x+y)", "x+y=π/2+kπ", Asked.CRITICAL_POINTS),
        pytest.param(
            "f=sin(x+y)",
            "x+y=π/2+2kπ max, x+y=-π/2+2kπ min",
            Asked.CRITICAL_POINTS,
            marks=pytest.mark.slow,
        ),
        ("f=x^2 y", "x=0", Asked.CRITICAL_POINTS),
        ("f=x^2 y", "the y-axis", Asked.CRITICAL_POINTS),
        ("f=x^2 y", "y轴", Asked.CRITICAL_POINTS),
        ("f=(x^2-1)^2+y^2", "minima ±(1,0), strict; saddle (0,0)", Asked.CRITICAL_POINTS),
        ("f=(x+y)^2", "minima (t,-t), not strict", Asked.CRITICAL_POINTS),
    ],
)
def test_a_right_answer_is_right(function: str, answer: str, asked: Asked) -> None:
    check = solve(f"{function} critical=all answer={answer}").check
    assert check is not None
    assert (check.asked, check.right) == (asked, True)


@pytest.mark.parametrize(
    ("function", "answer", "slip"),
    [
        (FOLIUM, "(1,1)", Slip.POINTS_MISSING),
        (FOLIUM, "minimum f(1,1)=1", Slip.WRONG_VALUE),
        (FOLIUM, "no extrema", Slip.WRONG_KIND),
        (FOLIUM, "(0,0), (1,1): minimum, saddle", Slip.WRONG_KIND),
        ("f=sin(x)+y^2", "(π/2+2kπ,0)", Slip.POINTS_MISSING),
        ("f=x^3-3x", "极小值f(1)=-2", Slip.POINTS_MISSING),
        ("f=sin x", "π/2+2kπ", Slip.POINTS_MISSING),
        ("f=sin x", "min π/2+2kπ, max -π/2+2kπ", Slip.WRONG_KIND),
        ("f=cos x", "kπ/2", Slip.NOT_CRITICAL),
        (WAVES, "(π/2+kπ,nπ)", Slip.POINTS_MISSING),
        ("f=x^2 y", "the x-axis", Slip.NOT_CRITICAL),
        ("f=(x^2-1)^2+y^2", "minima ±(1,0), not strict; saddle (0,0)", Slip.WRONG_KIND),
        pytest.param("f=sin(x+y)", "x+y=π/2+2kπ", Slip.POINTS_MISSING, marks=pytest.mark.slow),
        ("f=sin(x+y)", "x+y=kπ", Slip.NOT_CRITICAL),
        pytest.param(
            "f=sin(x+y)",
            "x+y=π/2+2kπ min, x+y=-π/2+2kπ max",
            Slip.WRONG_KIND,
            marks=pytest.mark.slow,
        ),
        ("f=sin(x)+y^2", "min (π/2+2kπ,0)", Slip.WRONG_KIND),
    ],
)
def test_a_wrong_answer_is_told_by_its_slip(function: str, answer: str, slip: Slip) -> None:
    check = solve(f"{function} critical=all answer={answer}").check
    assert check is not None
    assert (check.right, check.slip) == (False, slip)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("function", "answer"),
    [
        ("f=sinh x", "(e^x+e^(-x))/2"),
        ("f=ln(cosh x)", "1-2/(1+e^(2x))"),
        ("f=tanh x", "4/(e^x+e^(-x))^2"),
        ("f=cbrt(x)", "1/(3∛(x^2))"),
        ("f=x^(2/3)+y", "(2∛(x²)/(3x),1)"),
    ],
)
def test_exponentials_and_roots_are_right_in_any_form(function: str, answer: str) -> None:
    # The derivatives are cosh x, tanh x, 1/cosh² x, x^(-2/3)/3 and (2x^(-1/3)/3, 1).
    check = solve(f"{function} answer={answer}").check
    assert check is not None
    assert check.right


@pytest.mark.slow
def test_points_for_one_value_of_a_parameter_alone_may_be_left_out() -> None:
    # For a = 0 sin(ax) is 0, and each point is critical.
    text = solve("f(x)=sin(a x) critical=all answer=π/(2a)+kπ/a").text
    assert "not right" not in text
