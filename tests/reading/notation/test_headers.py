from __future__ import annotations

import pytest

from grad_magic.errors import RequestSyntaxError
from grad_magic.reading.notation.headers import with_header
from grad_magic.reading.request import read_problem
from grad_magic.result import Result, solve


@pytest.mark.parametrize(
    ("typed", "header"),
    [
        ("f = lambda x, y: x**2*y at=(1,2)", "f(x,y)=x**2*y at=(1,2)"),
        ("lambda w, b: (2*w+b-3)**2 at=(0,0)", "f(w,b)=(2*w+b-3)**2 at=(0,0)"),
        ("def g(x, y): return x**2*y", "g(x,y)=x**2*y"),
        ("def g(x, y) -> float:\n    return x**2*y\nat=(1,2)", "g(x,y)=x**2*y at=(1,2)"),
        ("(x,y) -> x^2 y at (1,2)", "f(x,y)=x^2 y at=(1,2)"),
        ("f: (x,y) ↦ x^2 y at=(1,2)", "f(x,y)=x^2 y at=(1,2)"),
        ("x,y ↦ x^2 y", "f(x,y)=x^2 y"),
        ("f: R^2 -> R, f(x,y) = x^2 y at (1,2)", "f(x,y)=x^2 y at=(1,2)"),
        ("f: ℝ² → ℝ, f(x,y) = x²y", "f(x,y)=x²y"),
    ],
)
def test_a_program_or_a_map_says_its_variables(typed: str, header: str) -> None:
    asked, meant = read_problem(typed), read_problem(header)
    assert (asked.name, asked.f, asked.point) == (meant.name, meant.f, meant.point)
    assert asked.variables == meant.variables


def test_an_error_stands_at_its_place() -> None:
    with pytest.raises(RequestSyntaxError) as caught:
        read_problem("lambda x, y: x**2*foo(y)")
    assert caught.value.source == "lambda x, y: x**2*foo(y)"
    assert caught.value.source[caught.value.start : caught.value.end] == "foo"


def test_the_text_of_a_lambda_goes_with_keywords() -> None:
    result = solve("lambda x, y: x**2*y", at=(1, 2), plot="none")
    assert isinstance(result, Result)
    assert f"{result.gradient_at}" == "Matrix([[4], [1]])"


@pytest.mark.parametrize("text", ["lambda = 3", "f(lambda)=lambda^2", "limit (x,y)->(0,0)"])
def test_other_text_stays(text: str) -> None:
    assert with_header(text) == text
