"""Where f has values on the boundary of its domain, and that these points are not counted."""

from __future__ import annotations

import pytest
from sympy import Integer

import grad_magic
from grad_magic.findings import SearchRemark

SENTENCE = "Boundary points of the domain of f are not counted."


@pytest.mark.parametrize(
    "f",
    [
        # Both partial derivatives are 0 at (0, 0), around which f is not defined.
        "f(x,y)=sqrt(x y)",
        "f(x,y)=(x y)^(3/2)",
        "f(x,y)=sqrt(x^2-y^4)+y^2",
        "f(x)=x^(3/2)",
        "f(x,y)=asin(x)+y^2",
        "f(x)=acosh(x)-x",
        "f(x)=sqrt(x)",
        "f(x,y)=(x y)^(5/2)",
        "f(x)=sqrt(sqrt(x)-1)",
        "f(x)=piecewise((x^2,x>=0))",
        "f(x)=sqrt(a-x)",
        # Where cos x = x is no closed form.
        "f(x)=sqrt(cos(x)-x)+x",
    ],
)
def test_boundary_points_where_f_has_a_value_are_said_not_to_count(f: str) -> None:
    result = grad_magic.solve(f"{f} critical=all")
    assert result.critical_points_remarks[-1].kind is SearchRemark.BOUNDARY_NOT_COUNTED
    assert SENTENCE in result.text


@pytest.mark.slow
@pytest.mark.parametrize(
    "f",
    [
        # The domain has no boundary, or f has no value on it.
        "f(x,y)=sqrt(x^2+y^2)",
        "f(x,y)=x^(1/3)+y^2",
        "f(x)=|x|^(3/2)",
        "f(x)=(x^2)^(3/4)",
        "f(x)=sqrt(max(x,0))",
        "f(x)=x*ln(x)",
        "f(x)=1/x",
        "f(x,y)=sqrt(1+x^2)+y",
        "f(x)=1/sqrt(x)+x",
        "f(x)=sqrt(x)*ln(x)",
        "f(x,y)=sqrt(x)/sqrt(x)+y^2",
        "f(x)=atanh(x)-2x",
        "f(x)=piecewise((sqrt(x),x>=0),(x,otherwise))",
    ],
)
def test_nothing_is_said_of_a_boundary_without_values(f: str) -> None:
    assert SENTENCE not in grad_magic.solve(f"{f} critical=all").text


@pytest.mark.slow
def test_a_boundary_does_not_hide_that_others_may_be_missing() -> None:
    # sin(x) + x cos(x) + a/(2√x) = 0 has no solution in closed form.
    text = grad_magic.solve("f(x)=a*sqrt(x)+x*sin(x) critical=all").text
    assert "No point with f′(x) = 0 was found, but there may be some." in text
    assert SENTENCE in text


def test_a_boundary_point_is_no_critical_point_with_its_place_given_either() -> None:
    result = grad_magic.solve("f(x,y)=(x y)^(3/2) at=(0,0)")
    assert result.partials_at == (Integer(0), Integer(0))
    assert (result.differentiable, result.critical_kind) == (False, None)
