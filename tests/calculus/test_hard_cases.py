"""Functions that mislead the usual rules, numerical checks, or careless limits."""

from __future__ import annotations

from contextlib import suppress

import pytest
from sympy import Integer

from grad_magic import GradMagicError, NoAnswerError, solve


def filled(formula: str, condition: str = "(x,y) != (0,0)", value: str = "0") -> str:
    return f"f(x,y)=piecewise(({formula}, {condition}), ({value}, otherwise)) at=(0,0)"


NOT_DIFFERENTIABLE = [
    # 1 between the parabola y = x^2 and the axis, 0 elsewhere, hidden in a condition
    "f(x,y)=piecewise((0, sign(x^2-y)*sign(y) < 1/2), (1, otherwise)) at=(0,0)",
    # undefined on a whole line, on a whole curve, on one side
    filled("(x^2+y^2) atan(1/sign(x+y))", "sign(x-y) != 0"),
    filled("(x^2+y^2) atan(1/(y-x^2))", "y-x^2+x^20 != 0"),
    "f(x)=piecewise((1, sqrt(x) > 1), (x^2, otherwise)) at=0",
    # only directions strictly between (1, 1) and (1, 2) show it
    "f(x,y)=piecewise((x, x < y < 2x), (0, otherwise)) at=(0,0) dir=(2,3)",
    "f=max(0,2max(0,x)-max(0,y)) at=(1,2)",
    # a variable exponent takes positive bases alone, whatever its value at P
    "f=x^floor(x+5/2) at=0",
    "f=x^y at=(0,2) dir=(1,0)",
    "f=max(0,1-max(0,x)) at=1",
    "f=min(-x*sign(x-2y)+y, max(x^2+y^4,y)) at=(0,0)",
]


@pytest.mark.parametrize("request_text", NOT_DIFFERENTIABLE)
def test_what_is_not_differentiable(request_text: str) -> None:
    assert solve(request_text).differentiable is False


# exp(-1/t²)·exp(1/t⁴) is not small: x = exp(-2/y²) makes the first of these unbounded.
NOT_SETTLED_OR_FALSE = [
    filled("(x^2+y^2) exp(-1/(x^2+y^2))/x", "x != 0"),
    filled("(x^2+y^2) exp(-1/(x^2+y^2))/(y-x^2)", "y != x^2"),
    "f(x)=piecewise((x^2*(1-tanh(1/x))*exp(3/x), x > 0), (0, otherwise)) at=0",
    "f(x)=piecewise((x^2*exp(-1/x)*exp(1/x^2), x > 0), (0, otherwise)) at=0",
    "f(x)=piecewise((exp(-1/x^2)^2*exp(1/x^4), x != 0), (0, otherwise)) at=0",
]


NOWHERE_SETTLED = [
    "f(x,y)=piecewise((exp(abs(-1/(x*y)^2)), x*y != 0), (0, otherwise)) at=(0,0)",
    filled("(x^2+y^2)*atan((x*y)^(-1/2))", "x*y != 0"),
    filled("atan2(x-y,0)*(x^2+y^2)"),
    "f(x,y)=piecewise((0,(x,y)==(0,0)),(x^2+y^2, 1/(x-y) > 0),(0, otherwise)) at=(0,0)",
    "f(x)=piecewise((0,x==0),(x^2, tan(1/x) > 0),(0, otherwise)) at=0",
    filled("x^2*sign(1+y^2*atan(1/(x-2y)))"),
    filled("x^2 heaviside(2+x^2 atan(1/(x-2y)))"),
    filled("x^2*floor(1/2+y^2*atan(1/(x-2y)))"),
    filled("max(5,x^2*atan(1/(x-y)))", value="5"),
    filled("x^2*atan(1/(x-2y))^0"),
]


@pytest.mark.slow
@pytest.mark.parametrize("request_text", NOWHERE_SETTLED)
def test_a_function_with_holes_near_the_point_is_not_called_differentiable(
    request_text: str,
) -> None:
    # Undefined on a line, a quadrant or a sequence of points that reach P, or unbounded.
    assert not solve(request_text).differentiable


def test_the_last_case_is_not_certain_while_earlier_ones_are_open() -> None:
    # f has the values x^2 wherever sin(1/x) is not negative.
    result = solve(
        "f(x)=piecewise((0, x == 0), (x^2, sin(1/x) >= 0), (acosh(x/2), otherwise)) at=0"
    )
    assert "has no values" not in result.text


def test_between_a_curve_and_its_axis() -> None:
    result = solve("f(x,y)=piecewise((0, y<=0), (0, y>=x^4), (1, otherwise)) at=(0,0)")
    assert result.differentiable is False


@pytest.mark.parametrize("part", ["max(x,ln(-x^2))", "heaviside(sqrt(-1-x^2))"])
def test_what_is_nowhere_real_is_refused(part: str) -> None:
    with pytest.raises(GradMagicError):
        solve(f"f(x)={part} at=1")


@pytest.mark.slow
@pytest.mark.parametrize("request_text", NOT_SETTLED_OR_FALSE)
def test_flat_times_unbounded_is_not_small(request_text: str) -> None:
    result = solve(request_text)
    assert not result.differentiable
    assert result.gradient_at is None


DIFFERENTIABLE = [
    ("f=max(0,x)^2 at=0", 0),
    ("f=max(0,x)^2 at=1", 2),
    ("f=max(0,1-x y)^2 at=(1,1)", 0),
    ("f=max(0,1-x)^2+y^2 at=(1,0)", 0),
    ("f=max(0,x*max(0,y)-1) at=(1,2)", 2),
    ("f(x)=piecewise((x/ln|x|, x != 0), (0, otherwise)) at=0", 0),
    (filled("exp(-1/x^2)", "x != 0"), 0),
    (filled("exp(-1/x^2)+y^2", "x != 0", "y^2"), 0),
    (filled("exp(-1/|x|) y", "x != 0"), 0),
    (filled("x^2 arctan(y/x) - y^2 arctan(x/y)", "x y != 0"), 0),
]


@pytest.mark.parametrize(("request_text", "derivative"), DIFFERENTIABLE)
def test_what_is_differentiable(request_text: str, derivative: int) -> None:
    result = solve(request_text)
    assert result.differentiable is True
    assert result.partials_at[0] == derivative
    assert result.warnings == ()


@pytest.mark.parametrize("request_text", ["f=x+|x|", "f=sqrt(x^2)+x", "f=x|y|+|x|y"])
def test_right_derivatives_are_trusted_where_f_is_constant(request_text: str) -> None:
    assert solve(request_text).warnings == ()


@pytest.mark.parametrize(
    "request_text",
    ["f(x)=x^2*exp(-1/x^2)*exp(1/x^4) at=0", "f(x)=x/|x|*(1-tanh(1000)) at=0", "f=exp(-1/x) at=0"],
)
def test_no_gap_is_called_removable_without_proof(request_text: str) -> None:
    with pytest.raises(NoAnswerError) as caught:
        solve(request_text)
    assert "removable" not in caught.value.advice


def test_a_minimum_is_a_statement_about_a_neighborhood() -> None:
    # f(1, -2) = -1 is smaller than f(P) = 0.
    result = solve("f=|x|/(1+y) at=(0,0)")
    assert result.critical_kind == "minimum"
    assert "ear P" in result.text


@pytest.mark.slow
def test_a_logarithm_makes_the_lead_smaller_than_its_power() -> None:
    result = solve(filled("sqrt(x^2+y^2)/ln(x^2+y^2)"))
    assert result.critical_kind == "maximum"
    assert result.critical_reason is not None
    assert "exponent" not in result.critical_reason.parts


def test_the_level_set_of_a_function_that_is_not_smooth_has_no_tangent() -> None:
    # {f = 0} is the point P alone.
    result = solve("f(x,y)=piecewise((y+x^2, y >= 0), (y-x^2, otherwise)) at=(0,0)")
    assert result.differentiable is True
    assert result.level_tangent is None


@pytest.mark.slow
def test_conditions_with_jumps_and_maxima_are_no_crash() -> None:
    request = (
        "f(x,y)=piecewise((x+y, max(sign(x^2-y),0)*max(sign(y),0) < 1/2), (7, otherwise)) at=(0,0)"
    )
    with suppress(GradMagicError):
        assert solve(request).differentiable is not True


def test_parameters_of_a_function_that_does_not_bend_with_them_need_no_condition() -> None:
    assert solve("f(x,y)=|a|x+y at=(1,2)").conditions == ()
    assert solve("f=x y at=(1,2) angle=a").conditions == ()
    assert solve("f(x,y)=ln(x y) at=(a,b)").gradient_conditions == ()


def test_a_point_outside_the_domain_is_told_at_once() -> None:
    for request in ("f=atanh(x y) at=(3,sqrt 2) order=2", "f=tan(x/5)^(pi y-e) at=(-1,1)"):
        with pytest.raises(NoAnswerError) as caught:
            solve(request)
        assert "is undefined at" in caught.value.message


def test_infinite_limits_are_valid_json() -> None:
    limits = solve("f=sqrt(x)+y at=(0,1)").to_dict()["one_sided_partials"]
    assert limits[0][1]["value"] == {"exact": "oo", "decimal": None}


def test_a_condition_on_a_level_set_is_no_obstacle_to_the_check() -> None:
    result = solve("f(x,y)=x^2+y^2==a at=(1,1)")
    assert result.warnings == ()
    assert result.gradient_at[0] == Integer(2)


def test_a_step_is_constant_nearby_and_not_everywhere() -> None:
    assert "constant near x = 1/2" in solve("f=floor(x) at=1/2").text
    assert "constant near" not in solve("f(x)=5 at=1/2").text


def test_in_space_no_tangent_plane_is_claimed_without_smoothness() -> None:
    result = solve("f=x+y|y|+z at=(0,0,0)")
    assert result.differentiable is True
    assert result.tangent_plane is None


def test_an_equation_has_no_critical_points() -> None:
    with pytest.raises(GradMagicError):
        solve("f=x^2+y^2==25 critical=all")
