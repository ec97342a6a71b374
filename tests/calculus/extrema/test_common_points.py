from __future__ import annotations

import pytest
from sympy import Expr, Rational, Symbol

from grad_magic import solve
from grad_magic.result import Result
from grad_magic.solution import CriticalPoint

A = Symbol("a", real=True)


def rows_for(value: Expr | int, result: Result) -> list[CriticalPoint]:
    """The rows that hold for this value of the parameter."""
    return [
        row
        for row in result.critical_points or ()
        if row.where is None or row.where.subs(A, value) == True  # noqa: E712  (SymPy's truth)
    ]


@pytest.mark.slow
def test_a_point_that_is_critical_for_every_parameter_is_listed() -> None:
    # At the origin the Hessian is [[2, 0], [0, 2]] whatever a is.
    result = solve("f(x,y)=x^4+a*x^2*y+y^2+x^2 critical=all")
    assert [(point.point, point.kind) for point in result.critical_points] == [((0, 0), "minimum")]
    assert "There may be other points with ∇f = 0." in result.text


# 3ax² = cy and 3by² = cx hold at x³ = c³/(27a²b) too.
def test_that_there_may_be_others_is_told_beside_what_is_assumed() -> None:
    text = solve("f(x,y)=a x^3+b y^3-c x y critical=all plot=none").text
    assert "Here c ≠ 0 is assumed." in text
    assert "There may be other points with ∇f = 0." in text


# By hand: the second derivative at 0 is 1 + a, 1 + 2a and 2a - 1; where it is 0 the next terms of
# the series are x⁴/24, x³/6 and x⁴/24.
@pytest.mark.parametrize(
    ("f", "kinds"),
    [
        ("x^2/2-a cos x", {-2: "maximum", -1: "minimum", 3: "minimum"}),
        ("e^x+a x^2-x", {-1: "maximum", Rational(-1, 2): "saddle", 0: "minimum"}),
        ("cos x+a x^2", {0: "maximum", Rational(1, 2): "minimum", 1: "minimum"}),
    ],
)
def test_it_is_of_the_kind_that_each_value_of_the_parameter_gives(
    f: str, kinds: dict[Expr | int, str]
) -> None:
    result = solve(f"f(x)={f} critical=all plot=none")
    assert result.critical_points_complete is None
    for value, kind in kinds.items():
        assert [row.kind for row in rows_for(value, result)] == [kind]


# x² + y² - 2 sin(xy) is (x - y)² + (xy)³/3 + …, so that 0 is a minimum also where D = 4 - a² is 0.
@pytest.mark.slow
def test_of_two_variables_too() -> None:
    result = solve("f(x,y)=x^2+y^2+a sin(x y) critical=all plot=none")
    for value, kind in {
        -3: "saddle",
        -2: "minimum",
        0: "minimum",
        2: "minimum",
        5: "saddle",
    }.items():
        assert {(row.point, row.kind) for row in rows_for(value, result)} == {((0, 0), kind)}
