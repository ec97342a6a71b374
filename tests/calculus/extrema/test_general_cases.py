"""Critical points for parameters in general, and for the others where there is one parameter."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sympy import Expr, sqrt, symbols

import grad_magic
from grad_magic.calculus.extrema import critical_search
from grad_magic.kept import Kept
from grad_magic.reading.request import read_request
from grad_magic.result import Result, answer

a, b = symbols("a b", real=True)


def kinds(result: Result, values: dict[Expr, int]) -> dict[str, str]:
    """The kinds that an answer gives for numbers in place of parameters."""
    # For all values of the parameters for which holds what the answer says that it assumes.
    assert result.solution.has_all_critical
    return {
        ", ".join(str(entry.subs(values)) for entry in row.point): row.kind
        for row in result.critical_points or ()
        if row.where is None or row.where.subs(values) != False  # noqa: E712  (SymPy's truth)
    }


# With E = e^(-x²-y²), f_xx = -4a/e and f_yy = 2(b - a)/e at (±1, 0), and f_xx = 2(a - b)/e and
# f_yy = -4b/e at (0, ±1).
@pytest.mark.slow
def test_two_parameters_that_are_not_equal() -> None:
    result = grad_magic.solve("f(x,y)=(ax^2+by^2)e^(-x^2-y^2) critical=all")
    for values, origin, on_x, on_y in (
        ((2, 1), "minimum", "maximum", "saddle"),
        ((1, 3), "minimum", "saddle", "maximum"),
        ((-1, 1), "saddle", "minimum", "maximum"),
        ((-1, -2), "maximum", "saddle", "minimum"),
    ):
        assert kinds(result, dict(zip((a, b), values, strict=True))) == {
            "0, 0": origin,
            **dict.fromkeys(("-1, 0", "1, 0"), on_x),
            **dict.fromkeys(("0, -1", "0, 1"), on_y),
        }
    assert "Here a·b ≠ 0 and a ≠ b are assumed." in result.text
    assert "There may be" not in result.text


@pytest.mark.slow
def test_a_value_and_its_opposite_are_left_out_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Whatever the machine: not how long it takes is asked here.
    monkeypatch.setattr(critical_search, "_SECONDS", 60.0)
    result = answer(read_request("f(x,y)=sqrt(x^2+y^2)-a x critical=all"), budget=200)
    assert isinstance(result, Result)
    assert "Here a ≠ ±1 is assumed." in result.text
    problem = result.solution.problem
    chinese = replace(problem, presentation=replace(problem.presentation, language="zh"))
    translated = Result(Kept(replace(result.solution, problem=chinese)))
    assert "这里假定 a ≠ ±1。" in translated.text


# For a = 1 f is r²·e^(-r²), with its largest value on the circle; for a = 0 it is 0 on the x-axis.
@pytest.mark.slow
def test_of_one_parameter_the_values_left_out_are_answered_too() -> None:
    result = grad_magic.solve("f(x,y)=(ax^2+y^2)e^(-x^2-y^2) critical=all")
    assert kinds(result, {a: 1}) == {"0, 0": "minimum", "x, y": "maximum"}
    assert kinds(result, {a: 0}) == {"x, 0": "minimum", "0, -1": "maximum", "0, 1": "maximum"}


@pytest.mark.slow
def test_a_point_whose_hessian_is_always_singular_is_listed() -> None:
    # ∇f = 0 at the origin, where f_xx = f_xy = 0.
    result = grad_magic.solve("f(x,y)=(y-a*x^2)*(y-3*x^2)-x^5 critical=all")
    assert [p.kind for p in result.critical_points if p.point == (0, 0)] == ["undecided"]
    assert len(result.critical_points) == 2


# x^(2/3) beats ax and ax² near 0: whatever a is, f(0, 0) = 0 is least there, with a cusp.
@pytest.mark.slow
@pytest.mark.parametrize("term", ["a x", "a y", "a x^2", "a x y"])
def test_a_cusp_is_no_smooth_point_of_the_general_case(term: str) -> None:
    found = grad_magic.solve(f"f(x,y)=x^(2/3)+y^(2/3)+{term} critical=all plot=none")
    origin = [row for row in found.critical_points if row.point == (0, 0)]
    assert all(row.kind == "minimum" for row in origin)
    for value in (-2, 0, 1):
        listed = [row for row in origin if row.where is None or row.where.subs(a, value)]
        assert listed or found.critical_points_complete is None


# (x + a)/(x² + 1): 1 - 2ax - x² = 0 at -a ± √(a² + 1), a minimum and a maximum for all a.
# x³ + ax² - x: -a/3 ± √(a² + 3)/3.
@pytest.mark.slow
def test_two_points_that_are_real_for_every_parameter() -> None:
    quotient = grad_magic.solve("f(x)=(x+a)/(x^2+1) critical=all")
    cubic = grad_magic.solve("f(x,y)=x^3+a x^2-x+y^2 critical=all")
    for value in (-2, 0, 3):
        root = sqrt(value**2 + 1)
        assert kinds(quotient, {a: value}) == {
            str(-value - root): "minimum",
            str(-value + root): "maximum",
        }
        assert sorted(kinds(cubic, {a: value}).values()) == ["minimum", "saddle"]
