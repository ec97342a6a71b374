from __future__ import annotations

import pytest
from sympy import Rational

from grad_magic.errors import RequestSyntaxError
from grad_magic.reading.request import read_problem
from grad_magic.result import Result, solve


@pytest.mark.parametrize("word", ["function", "func", "expr", "formula"])
def test_the_function_may_be_called_one(word: str) -> None:
    problem = read_problem(f"{word}=x^2*y at=(1,2)")
    assert (problem.name, problem.point) == ("f", (1, 2))


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
