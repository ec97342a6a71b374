"""Of which kind a named critical point is, for which values of the parameters."""

from __future__ import annotations

import pytest
from sympy import Expr, Integer, Matrix, Rational, symbols, true

from grad_magic import solve
from grad_magic.calculus.extrema.point_cases import PointWithParameters, cases_at_point
from grad_magic.formula.sympy_forms import from_sympy

x, y, a = symbols("x y a", real=True)

# By hand: the second derivatives, and where they are 0 the terms of lowest order.
CASES = {
    "f(x,y)=a*x^2+y^2 at=(0,0)": ["a < 0", "saddle", "a > 0", "strict local minimum"],
    "f(x,y)=x^3-3*a*x*y+y^3 at=(a,a)": ["a < 0", "strict local maximum", "a > 0"],
    "f(x,y)=x^2+2*a*x*y+y^2 at=(0,0)": ["a < -1 or a > 1", "saddle", "-1 < a < 1"],
    "f(x,y)=x^4+a*x^2*y^2+y^4 at=(0,0)": ["a < -2", "saddle", "a > -2", "strict local minimum"],
    "f(x,y)=a*x^2*y^2 at=(0,0)": ["a < 0", "local maximum, not strict", "a > 0"],
    "f(x,y)=x^2*y^2+a*x^4 at=(0,0)": ["a < 0", "saddle", "a ≥ 0", "local minimum, not strict"],
    "f(x,y)=a*x*y^3 at=(0,0)": ["a ≠ 0", "saddle", "a = 0", "minimum and local maximum"],
    "f(x,y)=y^2-a*x^2*y+x^4 at=(0,0)": ["-2 < a < 2", "minimum"],
    "f(x)=a*x^2+x^4 at=0": ["a < 0", "strict local maximum", "a = 0", "strict local minimum"],
    "f(x)=a*x^3 at=0": ["a ≠ 0", "no extremum"],
    # f_xx = 2(a² - 1) beside a direction in which f is constant.
    "f(x,y)=x^2*(y^2-1) at=(0,a)": ["a < -1 or a > 1", "-1 < a < 1", "a = 1 saddle"],
    "f(x,y)=x^2*(y-1)*(y-2) at=(0,a)": ["a < 1 or a > 2", "1 < a < 2", "a = 2 saddle"],
    "f(x,y,z)=x^2*(z-a)+y^2 at=(0,0,1)": ["a < 1", "a > 1 saddle", "a = 1 saddle"],
    # f has a value at P, and a gradient, for some values alone.
    "f(x)=x*e^(-a*x) at=1/a": ["a < 0 strict local minimum", "a > 0 strict local maximum"],
    "f(x,y)=ln(a+x^2+y^2)-x^2 at=(0,0)": ["0 < a < 1 strict local minimum", "a > 1 saddle"],
    "f(x,y)=x^2/a+y^2/(a-1) at=(0,0)": ["a < 0 strict local max", "0 < a < 1 saddle", "a > 1"],
}


@pytest.mark.parametrize(("request_", "told"), CASES.items())
def test_the_kind_of_a_point_is_told_for_the_values_of_a_parameter(
    request_: str, told: list[str]
) -> None:
    text = " ".join(solve(request_).text.split())
    assert "not settled" not in text
    for part in told:
        assert part in text, part


def test_of_several_parameters_the_conditions_are_those_of_the_second_derivatives() -> None:
    text = " ".join(solve("f(x,y)=a*x^2+2*b*x*y+c*y^2 at=(0,0)").text.split())
    assert "for a > 0 and a·c > b² strict local minimum" in text
    assert "for b² > a·c saddle point" in text
    assert "Here a·c ≠ b² is assumed." in text


def test_a_function_that_is_constant_for_one_value_is_not_said_to_be_constant() -> None:
    text = " ".join(solve("f(x,y)=exp(a*x*y) at=(0,0)").text.split())
    assert "f is constant near (0, 0) for a = 0, so" in text
    assert "f is constant, so" not in text


def test_the_worked_solution_tells_the_same_cases() -> None:
    text = solve("f(x,y)=a*x^2+y^2 at=(0,0) steps=full").text
    assert "The kind of P by the values of a:" in text
    assert "for a < 0   saddle point (D = 4a < 0)" in text


def test_in_chinese_the_cases_have_a_sentence_too() -> None:
    assert "按 a 的取值，P 的类型为：" in solve("f(x,y)=a*x^2+y^2 at=(0,0) lang=zh").text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("formula", "numbers"),
    [
        ("x^4+a*x^2*y^2+y^4", (-3, -2, -1, 0, 1, 5)),
        ("x^4+a*x^3*y+y^4", (-3, -1, 0, 1, 3)),
        ("(y-x^2)*(y-a*x^2)", (-1, 0, "1/2", 1, 2)),
        ("a*x^4+x^2*y^2", (-1, 0, 1)),
        ("x^2+a*y^3", (-1, 0, 1)),
        # Two lines on which it is 0 are one for a = 1.
        ("(y-x)*(y-a*x)*(x^2+y^2)", (-1, 0, "1/2", 1, 2)),
        ("a*x^4-3*x^2*y^2+y^4", (-1, 0, 1, 2, "9/4", 3)),
    ],
)
def test_each_number_in_place_of_the_parameter_has_the_kind_of_its_case(
    formula: str, numbers: tuple[int | str, ...]
) -> None:
    f, variables = to_formula(formula), (x, y)
    hessian = Matrix(2, 2, [f.diff(u, v).subs({x: 0, y: 0}) for u in variables for v in variables])
    there = PointWithParameters(
        f, variables, from_sympy(f), (Integer(0), Integer(0)), Integer(0), hessian
    )
    cases = cases_at_point(there)
    assert cases is not None
    for number in numbers:
        alone = solve(f"f(x,y)={formula} at=(0,0) a={number}")
        held = {
            point.kind
            for point in cases.points
            if point.where is None or point.where.subs(a, Rational(number)) == true
        }
        told = {remark.parts["second"] for remark in cases.remarks}
        assert held == {alone.critical_kind} or Rational(number) in told, number


def to_formula(text: str) -> Expr:
    """The polynomial in x, y and a that is written so."""
    return solve(f"f(x,y)={text}").f
