from __future__ import annotations

import pytest
from sympy import (
    Abs,
    And,
    Eq,
    Expr,
    Heaviside,
    Integer,
    Max,
    Min,
    Ne,
    Or,
    Piecewise,
    Rational,
    floor,
    log,
    nan,
    sign,
    sin,
    symbols,
)

from grad_magic import solve
from grad_magic.calculus.derivatives import differentiate, evaluate_derivative
from grad_magic.reading.request import read_problem

x, y = symbols("x y", real=True)


@pytest.mark.parametrize(
    ("f", "derivative"),
    [
        (x**2 * y, 2 * x * y),
        (Abs(x), x / Abs(x)),
        (Abs(log(x)), log(x) / (x * Abs(log(x)))),
        (x * Abs(x), 2 * Abs(x)),
        (Abs(x) ** 3, 3 * x * Abs(x)),
        (sign(x) * x, sign(x)),
        (floor(x) * x, floor(x)),
        (Heaviside(x) * x, Heaviside(x)),
    ],
)
def test_the_rules_are_those_of_real_functions(f: Expr, derivative: Expr) -> None:
    assert (differentiate(f, x) - derivative).simplify() == 0


def test_of_operands_with_a_variable_in_common_there_are_second_derivatives() -> None:
    # Near (1, 0) it is sin(2y - x): f_xx = -sin, f_xy = 2 sin, f_yy = -4 sin at -1.
    f = sin(Min(2 * y - x, 2 * x - y))
    place = {x: Integer(1), y: Integer(0)}
    seconds = [
        differentiate(differentiate(f, first), second) for first, second in [(x, x), (x, y), (y, y)]
    ]
    assert [second.subs(place) for second in seconds] == [sin(1), -2 * sin(1), 4 * sin(1)]


def test_a_maximum_has_no_derivative_where_its_operands_meet() -> None:
    derivative = differentiate(Max(x, y), x)
    assert evaluate_derivative(derivative, {x: Integer(2), y: Integer(1)}) == 1
    assert evaluate_derivative(derivative, {x: Integer(1), y: Integer(2)}) == 0
    assert evaluate_derivative(derivative, {x: Integer(1), y: Integer(1)}) is None
    assert evaluate_derivative(differentiate(Min(x, y), x), {x: Integer(2), y: Integer(1)}) == 0


def test_a_case_of_one_point_has_no_derivative_of_its_own() -> None:
    f = Piecewise((x**3 / (x**2 + y**2), Or(Ne(x, 0), Ne(y, 0))), (0, True))
    origin = {x: Integer(0), y: Integer(0)}
    assert evaluate_derivative(differentiate(f, x), origin) is None
    spike = Piecewise((1, And(Eq(x, 0), Eq(y, 0))), (0, True))
    assert evaluate_derivative(differentiate(spike, x), origin) is None
    assert evaluate_derivative(differentiate(spike, x), {x: Integer(1), y: Integer(0)}) == 0


def test_the_border_between_two_cases_belongs_to_neither_derivative() -> None:
    f = Piecewise((x**2, x <= y), (y**2, True))
    derivative = differentiate(f, x)
    assert evaluate_derivative(derivative, {x: Integer(1), y: Integer(2)}) == 2
    assert evaluate_derivative(derivative, {x: Integer(2), y: Integer(1)}) == 0
    assert evaluate_derivative(derivative, {x: Integer(1), y: Integer(1)}) is None


@pytest.mark.parametrize(
    ("request_", "second"),
    [
        # By hand, for u = |x - a| and its like off u = 0.
        ("f(x)=|x-a| at=b order=2", "0"),
        ("f(x)=x|x-a| at=b order=2", "-2*sign(a - b)"),
        ("f(x)=|x-a|^3 at=b order=2", "6*Abs(a - b)"),
        ("f(x,y)=|x^2-y^2| at=(a,b) order=2", "2*sign(a**2 - b**2)"),
    ],
)
@pytest.mark.slow
def test_signs_and_magnitudes_of_one_expression_are_put_together(
    request_: str, second: str
) -> None:
    assert str(solve(request_).hessian_at[0, 0]) == second


@pytest.mark.parametrize(
    "case",
    ["ln(-x^2)", "ln(x-1)", "arcsin(2+x^2)", "arccos(1+x^2)", "arctanh(1+x)", "arccosh(1-x^2)"],
)
def test_a_case_that_has_no_real_values_has_no_derivative(case: str) -> None:
    f = read_problem(f"f(x)=piecewise(({case},0<x<1),(x^2,otherwise))").f
    # Below 0 and above 1 alone it is 2x.
    assert [differentiate(f, x).subs(x, a) for a in (-1, Rational(1, 2), 2)] == [-2, nan, 4]


def test_a_root_that_is_zero_in_its_case_keeps_its_derivative() -> None:
    f = read_problem("f(x)=piecewise((sqrt(x-|x|),x>0),(x,otherwise))").f
    assert [differentiate(f, x).subs(x, a) for a in (-1, 1)] == [1, 0]
