from __future__ import annotations

import pytest

from grad_magic.errors import RequestSyntaxError
from grad_magic.reading.notation.headers import with_components, with_header
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


@pytest.mark.parametrize(
    ("typed", "header"),
    [
        ("f(x)=x_1^2+x_2^2 at=(1,2)", "f(x_1,x_2)=x_1^2+x_2^2 at=(1,2)"),
        (r"$f(\mathbf{x})=x_1^2+3x_2^2$ at $(1,2)$", "f(x_1,x_2)=x_1^2+3x_2^2 at=(1,2)"),
        ("J(θ)=(θ_0+θ_1-2)^2 at=(0,0)", "J(θ_0,θ_1)=(θ_0+θ_1-2)^2 at=(0,0)"),
    ],
)
def test_a_vector_stands_for_its_components(typed: str, header: str) -> None:
    asked, meant = read_problem(typed), read_problem(header)
    assert (asked.f, asked.variables, asked.point) == (meant.f, meant.variables, meant.point)


@pytest.mark.parametrize(
    "text", ["f(x)=x_0+x", "f(x)=x^2+a_1*x", "f(x)=x_1*y x_1=2", "f(x,y)=x_1*x"]
)
def test_a_variable_beside_its_components_is_itself(text: str) -> None:
    assert with_components(text) == text


@pytest.mark.parametrize("text", ["lambda = 3", "f(lambda)=lambda^2", "limit (x,y)->(0,0)"])
def test_other_text_stays(text: str) -> None:
    assert with_header(text) == text
