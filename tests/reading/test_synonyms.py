from __future__ import annotations

import pytest
from sympy import Rational, Symbol

from grad_magic.errors import RequestSyntaxError
from grad_magic.reading.request import read_problem, read_request
from grad_magic.result import Result, solve


@pytest.mark.parametrize(
    ("said", "request_text"),
    [
        ("f=x^2y point=(1,2) direction=(3,4)", "f=x^2y at=(1,2) dir=(3,4)"),
        ("f=x^2y position=(1,2) vector=3i+4j", "f=x^2y at=(1,2) dir=3i+4j"),
        ("f=x^2y at=(1,2) along=(3,4)", "f=x^2y at=(1,2) dir=(3,4)"),
        ("f=x^2y at=(1,2) toward=(3,4)", "f=x^2y at=(1,2) to=(3,4)"),
        ("f=x^2y at=(1,2) theta=60°", "f=x^2y at=(1,2) angle=60°"),
        ("f=x^2y at=(1,2) θ=pi/3", "f=x^2y at=(1,2) angle=pi/3"),
        ("f=x^2+3y^2 x0=(2,1) lr=0.1", "f=x^2+3y^2 at=(2,1) step_size=0.1"),
        (
            "f=x^2+3y^2 start=(2,1) optimizer=momentum learning_rate=0.1 epochs=20",
            "f=x^2+3y^2 at=(2,1) path=momentum step_size=0.1 iterations=20",
        ),
        ("function=x^2y point=(1,2)", "f=x^2y at=(1,2)"),
        ("expr=x^2y at=(1,2) language=zh", "f=x^2y at=(1,2) lang=zh"),
    ],
)
def test_a_clause_may_have_the_name_that_people_give_it(said: str, request_text: str) -> None:
    asked, meant = read_problem(said), read_problem(request_text)
    assert (asked.name, asked.f, asked.point) == (meant.name, meant.f, meant.point)
    assert (asked.direction, asked.path) == (meant.direction, meant.path)
    assert (asked.step_size, asked.presentation) == (meant.step_size, meant.presentation)


def test_a_name_of_f_is_no_clause() -> None:
    assert read_problem("f=2*lr*x lr=0.1 at=(x=1)").f == Rational(1, 5) * Symbol("x", real=True)
    assert read_problem("θ=x^2*y at=(1,2)").name == "theta"
    with pytest.raises(RequestSyntaxError, match="theta is a variable of f"):
        read_problem("f(r,theta)=r*cos(theta) at=(1,2) theta=2")
    with pytest.raises(RequestSyntaxError, match="point and at both give the point"):
        read_problem("f=x*y point=(1,2) at=(3,4)")


def test_one_clause_under_two_names_is_given_twice() -> None:
    with pytest.raises(RequestSyntaxError, match="the clause step_size is given twice"):
        read_problem("f=x*y at=(1,2) lr=0.1 step_size=0.2")


def test_a_name_of_a_point_is_no_clause() -> None:
    (problem,) = read_request("f=x*y at=(alpha,1) alpha=2").problems
    assert problem.point == (2, 1)


def test_a_step_over_arrays_may_have_its_usual_name() -> None:
    asked = "L(w)=mean((X@w-y)^2) X=[[1,2],[3,4]] y=[1,2] at=(w=[0,0])"
    told = [solve(f"{asked} {step}") for step in ("lr=0.1", "step_size=0.1")]
    assert f"{told[0]}" == f"{told[1]}"


def test_a_row_of_numbers_behind_f_is_the_point() -> None:
    for text in ("x^2*y (1,2)", "f=x^2 y, (1,2)", "f(x,y)=x²y (1;2)", "x^2 y (1,2)."):
        assert read_problem(text).point == (1, 2)
    assert read_problem("f=(x^2y, x+y) (1,2)").is_vector_valued
    result = solve("f=x^2 y (1,2) dir=(3,4)", plot="none")
    assert isinstance(result, Result)
    assert result.directional_derivative == Rational(16, 5)


@pytest.mark.parametrize("text", ["f=x^2 y, (1,2), (3,4)", "x^2 y; (1,2); (3,4)"])
def test_a_second_row_may_be_a_direction_or_a_point(text: str) -> None:
    with pytest.raises(RequestSyntaxError) as caught:
        read_problem(text)
    assert caught.value.message == "(3,4) may be a direction or another point"
    assert caught.value.advice == "Write dir=(3,4), or at=[(1,2), (3,4)]."


@pytest.mark.parametrize(
    "text",
    [
        "f=x y (2,3)+1",
        "f=x*y + (1,2)",
        "f=foo (1,2)",
        "f=x*y (1,2) at=(1,2)",
        "f=x*y (a,b)",
    ],
)
def test_a_row_in_a_formula_is_no_point(text: str) -> None:
    with pytest.raises(RequestSyntaxError):
        read_problem(text)
