from __future__ import annotations

import pytest
from sympy import Expr, Integer, Rational, exp, sqrt, symbols

from grad_magic.calculus.checking import Values, check_general, check_rate, check_second
from grad_magic.calculus.program import Program, compile_formula
from grad_magic.reading.request import read_problem

x, y = symbols("x y", real=True)


def prepare(request: str) -> tuple[Program, Values]:
    problem = read_problem(request)
    values = dict(zip(problem.variables, problem.point or (), strict=False))
    return compile_formula(problem.formula), values


@pytest.mark.parametrize(
    ("request_text", "direction", "rate"),
    [
        ("f=x*exp(2*y) at=(1,0)", [1, -1], Integer(-1)),
        ("f=x*exp(2*y) at=(1,0)", [1 / sqrt(2), -1 / sqrt(2)], -sqrt(2) / 2),
        ("f=x^(1/3) at=-8", [1], Rational(1, 12)),
        ("f=exp(40*x) at=2", [1], 40 * exp(80)),
        ("f=10^6*x at=10^9", [1], Integer(10**6)),
        ("f=sqrt(x) at=1/10^12", [1], Integer(5 * 10**5)),
        ("f=exp(1000*x)+y at=(5,1)", [0, 1], Integer(1)),
        ("f=x^3 at=0", [1], Integer(0)),
    ],
)
def test_a_true_rate_is_confirmed(request_text: str, direction: list[Expr], rate: Expr) -> None:
    assert check_rate(*prepare(request_text), direction, rate) is True


@pytest.mark.parametrize("rate", [-sqrt(2), Integer(0), Rational(-70711, 100000)])
def test_a_wrong_rate_is_not(rate: Expr) -> None:
    direction = [sqrt(2) / 2, -sqrt(2) / 2]
    assert check_rate(*prepare("f=x*exp(2*y) at=(1,0)"), direction, rate) is False


def test_the_sign_of_a_tiny_rate_is_seen() -> None:
    program, values = prepare("f=10^-20*sqrt(x^(2/3))+y at=(-8,1)")
    tiny = Rational(1, 12) / 10**20
    assert check_rate(program, values, [1, 0], -tiny / 10) is False
    assert check_rate(program, values, [1, 0], tiny / 10) is False
    assert check_rate(program, values, [1, 0], -tiny) is True


def test_where_the_function_has_no_values_beside_the_point_nothing_is_confirmed() -> None:
    assert check_rate(*prepare("f=sqrt(x) at=0"), [1], Integer(1)) is None


@pytest.mark.parametrize(
    ("first", "second", "claimed", "verdict"),
    [
        ([1, 0], [1, 0], Integer(0), True),
        ([1, 0], [0, 1], Integer(2), True),
        ([0, 1], [0, 1], Integer(4), True),
        ([0, 1], [0, 1], Integer(-4), False),
        ([1, 0], [0, 1], Integer(0), False),
    ],
)
def test_second_derivatives_are_checked(
    first: list[Expr], second: list[Expr], claimed: Expr, *, verdict: bool
) -> None:
    program, values = prepare("f=x*exp(2*y) at=(1,0)")
    assert check_second(program, values, first, second, claimed) is verdict


def test_general_derivatives_are_compared_at_sample_points() -> None:
    program, _ = prepare("f=x^2*y")
    assert check_general(program, (x, y), (2 * x * y, x**2)) is True
    assert check_general(program, (x, y), (2 * x * y, -(x**2))) is False


def test_a_function_that_is_real_nowhere_is_found_out() -> None:
    program, _ = prepare("f=log(-exp(x))")
    assert check_general(program, (x,), (Integer(1),)) is None
