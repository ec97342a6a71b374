from __future__ import annotations

import pytest
from sympy import Expr, Integer, Rational, log, pi, sqrt

from grad_magic.calculus.domains import (
    UndefinedError,
    evaluate,
    first_seam,
    is_made_continuous,
    trace,
)
from grad_magic.formula.program import Program, compile_formula
from grad_magic.problem import Problem
from grad_magic.reading.request import read_problem


def prepare(request: str) -> tuple[Program, dict[Expr, Expr]]:
    problem: Problem = read_problem(request)
    assert problem.point is not None
    values = dict(zip(problem.variables, problem.point, strict=True))
    return compile_formula(problem.formula), values


@pytest.mark.parametrize(
    ("request_text", "value"),
    [
        ("f=x*exp(2*y) at=(1,0)", Integer(1)),
        ("f=x^(1/3)*y at=(-8,3)", Integer(-6)),
        ("f=x^(2/3) at=-8", Integer(4)),
        ("f=cbrt(x) at=-27", Integer(-3)),
        ("f=sqrt(x) at=0", Integer(0)),
        ("f=x^(1/2) at=0", Integer(0)),
        ("f=x^y at=(0,2)", Integer(0)),
        ("f=(x-1)^2/y at=(1,2)", Integer(0)),
        ("f=asin(x) at=1", pi / 2),
        ("f=acosh(x) at=1", Integer(0)),
        ("f=log(x,2) at=8", log(8) / log(2)),
        ("f=abs(x-y) at=(1,3)", Integer(2)),
        ("f=sqrt(x^2+y^2) at=(1,1)", sqrt(2)),
        ("f=sigmoid(x) at=0", Rational(1, 2)),
    ],
)
def test_a_formula_has_its_real_value(request_text: str, value: Expr) -> None:
    assert evaluate(*prepare(request_text)) == value


@pytest.mark.parametrize(
    ("request_text", "relation", "bound", "value"),
    [
        ("f=x/x*y at=(0,2)", "≠", 0, 0),
        ("f=1/(x-y) at=(3,3)", "≠", 0, 0),
        ("f=x^(-2) at=0", "≠", 0, 0),
        ("f=x^(-1/3) at=0", "≠", 0, 0),
        ("f=log(x*y) at=(0,0)", ">", 0, 0),
        ("f=log(x)+log(y) at=(-2,-2)", ">", 0, -2),
        ("f=sqrt(x) at=-1", "≥", 0, -1),
        ("f=sqrt(x)^2 at=-1", "≥", 0, -1),
        ("f=x^y at=(-2,2)", ">", 0, -2),
        ("f=x^y at=(0,0)", ">", 0, 0),
        ("f=x^pi at=-1", ">", 0, -1),
        ("f=tan(x) at=pi/2", "≠", 0, 0),
        ("f=cot(x) at=pi", "≠", 0, 0),
        ("f=asin(x) at=2", "≤", 1, 2),
        ("f=acos(x) at=-2", "≤", 1, 2),
        ("f=acosh(x) at=1/2", "≥", 1, Rational(1, 2)),
        ("f=atanh(x) at=1", "<", 1, 1),
        ("f=log(sin(1)^2+cos(1)^2-1+x) at=0", ">", 0, 0),
    ],
)
def test_a_formula_without_a_real_value_names_the_condition_that_fails(
    request_text: str, relation: str, bound: int, value: Expr
) -> None:
    program, values = prepare(request_text)
    with pytest.raises(UndefinedError) as caught:
        evaluate(program, values)
    failure = caught.value.failure
    assert failure.condition is not None
    assert (failure.condition.relation, failure.condition.bound) == (relation, bound)
    assert failure.value is not None
    assert (failure.value - value).equals(0)
    assert failure.settled


@pytest.mark.parametrize(
    "request_text",
    [
        "f=sqrt(x^2+y^2) at=(0,0)",
        "f=abs(x-y) at=(1,1)",
        "f=x^(1/3) at=0",
        "f=x^(3/2) at=0",
        "f=x^y at=(0,2)",
        "f=asin(x) at=1",
        "f=acosh(x) at=1",
    ],
)
def test_a_seam_is_found_at_the_point(request_text: str) -> None:
    program, values = prepare(request_text)
    seam = first_seam(program, trace(program, values), values)
    assert seam is not None
    assert seam.settled


@pytest.mark.parametrize(
    "request_text",
    [
        "f=sqrt(x^2+y^2) at=(0,1)",
        "f=abs(x-y) at=(1,2)",
        "f=x^(4/3) at=0",
        "f=x^(1/3) at=-8",
        "f=log(x)*tan(y) at=(1,0)",
        "f=x^y at=(2,0)",
    ],
)
def test_elsewhere_there_is_no_seam(request_text: str) -> None:
    program, values = prepare(request_text)
    assert first_seam(program, trace(program, values), values) is None


# Of what is made of continuous functions by sums, products and composition.
@pytest.mark.parametrize(
    ("request_text", "is_continuous"),
    [
        ("f(x,y)=abs(x)+max(x,y) at=(0,0)", True),
        ("f=sqrt(x)*asin(y) at=(0,1)", True),
        ("f=x^(1/3)*y at=(0,0)", True),
        ("f=x^(2/3)/y at=(0,1)", True),
        ("f=sign(x)*y at=(0,1)", False),
        ("f=floor(x)+y at=(1,0)", False),
        ("f=floor(x)+y at=(1/2,0)", True),
        ("f=atan2(y,x) at=(-1,0)", False),
        ("f(x,y)=piecewise((x*y/(x^2+y^2),(x,y)!=(0,0)),(0,otherwise)) at=(0,0)", False),
        ("f(x,y)=piecewise((1,x<0),(y,otherwise)) at=(2,0)", True),
    ],
)
def test_continuity_is_seen_in_how_f_is_made(request_text: str, is_continuous: bool) -> None:
    program, values = prepare(request_text)
    assert is_made_continuous(program, values) is is_continuous


def test_where_there_is_no_value_f_is_not_continuous() -> None:
    program, values = prepare("f=1/x+y at=(0,0)")
    assert not is_made_continuous(program, values)
