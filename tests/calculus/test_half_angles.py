"""Roots and angles that touch the end of their domain, in a form that shows their sign."""

from __future__ import annotations

import mpmath
import pytest

import grad_magic
from grad_magic.calculus.half_angles import with_half_angles
from grad_magic.formula.arithmetic import HIGH_PRECISION
from grad_magic.formula.program import compile_formula
from grad_magic.reading.request import read_problem


@pytest.mark.parametrize(
    "f",
    [
        "sqrt(1-cos(x*y))",
        "(3-3cos(x))^(3/2)",
        "sqrt(2-cos(x)-cos(y))",
        "sqrt(cosh(x*y)-1)",
        "sqrt(exp(x^2)-1)",
        "sqrt(1-exp(-x^2*y^2))",
        "sqrt(ln(1+x^2*y^2))",
        "acos(1-x^4/25)",
        "acos(x^2/9-1)",
        "asin(1-x^2*y^2/90)",
        "asin(x^2/9-1)",
        "acosh(1+x^2*y^2)",
        "acos(cos(x*y/9))",
        "acosh(cosh(x*y))",
    ],
)
def test_the_other_form_has_the_same_values(f: str) -> None:
    problem = read_problem(f"f(x,y)={f}")
    other = with_half_angles(problem.formula)
    assert other != problem.formula
    with mpmath.workdps(30):
        for place in ((0.7, -1.3), (-2.1, 0.4), (1.9, 1.6)):
            values = dict(zip(problem.variables, map(mpmath.mpf, place), strict=True))
            one, same = (
                compile_formula(form).run(values, HIGH_PRECISION)
                for form in (problem.formula, other)
            )
            assert abs(one - same) < 1e-25


@pytest.mark.parametrize(
    "f", ["sqrt(2-cos(x*y))", "acos(x)", "sqrt(x)", "acos(1/2-x^2)", "x^(1/3)"]
)
def test_what_does_not_touch_the_end_of_its_domain_stays(f: str) -> None:
    formula = read_problem(f"f(x,y)={f}").formula
    assert with_half_angles(formula) is formula


@pytest.mark.slow
@pytest.mark.parametrize(
    "f",
    [
        # By hand: all are O(ρ²), as arccos(1 - w) ~ √(2w) and √(1 - cos w) ~ |w|/√2.
        "acos(1-x^4)",
        "acos(1-x^2*y^2)",
        "sqrt(1-cos(x*y))",
        "acosh(1+x^2*y^2)",
        "asin(1-x^2*y^4)",
        "sqrt(exp(x^2*y^2)-1)",
        "sqrt(ln(1+x^2*y^2))",
        "acos(cos(x*y))",
        "(1-cos(x*y))^(3/2)",
    ],
)
def test_it_is_settled_that_they_are_differentiable_where_they_are_flat(f: str) -> None:
    result = grad_magic.solve(f"f(x,y)={f} at=(0,0) plot=none")
    assert result.differentiable is True
    assert list(result.gradient_at) == [0, 0]
    assert result.critical_kind == ("maximum" if f.startswith("asin") else "minimum")


@pytest.mark.slow
@pytest.mark.parametrize("f", ["sqrt(1-cos(x))", "acos(1-x^2*e^y)", "acosh(1+x^2)", "acos(cos(x))"])
def test_where_they_have_a_corner_they_are_not_differentiable(f: str) -> None:
    assert grad_magic.solve(f"f(x,y)={f} at=(0,0) plot=none").differentiable is False


@pytest.mark.slow
@pytest.mark.parametrize("f", ["sqrt(cos(x)-1)+y", "acos(1+x^2)+y", "acosh(cos(x))+y"])
def test_where_they_have_values_on_a_line_alone_they_are_not_differentiable(f: str) -> None:
    result = grad_magic.solve(f"f(x,y)={f} at=(0,1) dir=(0,1) plot=none")
    assert (result.value, result.differentiable) == (1, False)
    assert (result.partials_at[0], result.partials_at[1]) == (None, 1)
    assert result.directional_derivative == 1
