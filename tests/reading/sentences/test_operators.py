from __future__ import annotations

import pytest

from grad_magic.reading.request import read_problem
from grad_magic.reading.sentences.operators import with_operator_in_words
from grad_magic.reading.sentences.sentence import request_of


@pytest.mark.parametrize(
    ("said", "request_text"),
    [
        ("∇(x²+y²)", "x²+y²"),
        ("∇(x^2 y) at (1,2)", "x^2 y at=(1,2)"),
        ("grad(x^2*y)", "x^2*y"),
        ("grad(x^2*y, (1,2))", "x^2*y at=(1,2)"),
        ("gradient(x^2*y,[x,y])", "x^2*y"),
        ("Grad[x^2 y, {x,y}]", "x^2 y"),
        ("diff(x^2*y, x)", "x^2*y"),
        ("D[x^2 y, x]", "x^2 y"),
        ("hessian(x^2 y + y^3) at (1,1)", "x^2 y + y^3 at=(1,1) order=2"),
        ("∂/∂x of x^2 y^3", "x^2 y^3"),
        ("d/dx (x^2 sin x)", "(x^2 sin x)"),
        ("∇f(1,2), f=x^2y", "f=x^2y at=(1,2)"),
        ("f_x(1,2) for f=x^2 y", "f=x^2 y at=(1,2)"),
        ("f(x,y)=x^2y, find f_x(1,2)", "f(x,y)=x^2y at=(1,2)"),
        ("Evaluate ∇φ at (1,-2,-1) where φ = 3x^2y - y^3z^2", "φ = 3x^2y - y^3z^2 at=(1,-2,-1)"),
        ("Calculate grad φ if φ=x^2 y z^3 at (1,1,1)", "φ=x^2 y z^3 at=(1,1,1)"),
    ],
)
def test_an_operator_asks_for_derivatives(said: str, request_text: str) -> None:
    assert request_of(said) == request_text
    assert read_problem(said).f == read_problem(request_text).f


@pytest.mark.parametrize(
    "signs",
    ["∇(x)+(y)", "grad(f=x)", "D(x+y)", "diff(x^2 y)", "grad(", "gradient()", "diff=3 f=diff*x"],
)
def test_what_is_no_call_of_an_operator_stays(signs: str) -> None:
    assert with_operator_in_words(signs) == signs
