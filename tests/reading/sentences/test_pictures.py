from __future__ import annotations

import pytest

from grad_magic.reading.request import read_problem
from grad_magic.reading.sentences import read_said
from grad_magic.reading.sentences.said import Said


@pytest.mark.parametrize(
    ("said", "request_text"),
    [
        ("plot the gradient field of x^2-y^2", "x^2-y^2 plot=field"),
        ("vector field of the gradient of xy", "xy plot=field"),
        ("contour plot of sin(x)cos(y)", "sin(x)cos(y) plot=contour"),
        ("draw contour of x^2-y^2", "x^2-y^2 plot=contour"),
        ("show the surface of f=x^2-y^2 at (1,1)", "f=x^2-y^2 at=(1,1) plot=surface"),
        ("sketch the gradient vector of f=x^2+y^2 at (1,2)", "f=x^2+y^2 at=(1,2)"),
        ("plot x^2+y^2", "x^2+y^2"),
        ("画出f=x²-y²的等高线", "f=x²-y² plot=contour"),
        ("画出函数z=x²-y²的梯度场", "z=x²-y² plot=field"),
    ],
)
def test_a_picture_is_asked_for_in_words(said: str, request_text: str) -> None:
    assert read_said(said).request == request_text
    asked = read_problem(said)
    assert asked.presentation.plot == read_problem(request_text).presentation.plot


@pytest.mark.parametrize(
    "request_text", ["plot=field f=xy", "show=2 f=x*show", "graph=2 f=x*graph"]
)
def test_a_clause_is_no_sentence_about_a_picture(request_text: str) -> None:
    assert read_said(request_text) == Said(request_text)
