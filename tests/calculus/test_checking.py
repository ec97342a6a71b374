from __future__ import annotations

import pytest
from sympy import Expr, Integer, Matrix, Rational, exp, sqrt

from grad_magic.calculus.checking import agrees
from grad_magic.calculus.program import compile_formula
from grad_magic.reading.request import read_problem


@pytest.mark.parametrize(
    ("request_text", "direction", "rate"),
    [
        ("f=x*exp(2*y) at=(1,0)", [1, -1], Integer(-1)),
        ("f=x*exp(2*y) at=(1,0)", [1 / sqrt(2), -1 / sqrt(2)], -sqrt(2) / 2),
        ("f=x^(1/3) at=-8", [1], Rational(1, 12)),
        ("f=exp(40*x) at=2", [1], 40 * exp(80)),
        ("f=10^6*x at=10^9", [1], Integer(10**6)),
        ("f=sqrt(x) at=1/10^12", [1], Integer(5 * 10**5)),
    ],
)
def test_a_true_rate_is_confirmed(request_text: str, direction: list[Expr], rate: Expr) -> None:
    problem = read_problem(request_text)
    assert agrees(compile_formula(problem.formula), problem, Matrix(direction), rate)


@pytest.mark.parametrize("rate", [-sqrt(2), Integer(0), Rational(-70711, 100000)])
def test_a_wrong_rate_is_not(rate: Expr) -> None:
    problem = read_problem("f=x*exp(2*y) at=(1,0)")
    direction = Matrix([sqrt(2) / 2, -sqrt(2) / 2])
    assert not agrees(compile_formula(problem.formula), problem, direction, rate)
