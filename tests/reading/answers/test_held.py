"""Answers that Python or the notebook holds."""

from typing import Any

import numpy as np
import pytest
from sympy import sqrt

from grad_magic import solve
from grad_magic.errors import MeaninglessRequestError
from grad_magic.reading.request import read_request

# ∇f(P) = (1, 2).
EXPONENTIAL = "f=x*exp(2*y) at=(1,0) dir=(1,-1)"
# A saddle at (0, 0), the minimum -1 at (1, 1).
FOLIUM = "f=x^3+y^3-3xy critical=all"


@pytest.mark.parametrize(
    ("request_text", "answer"),
    [
        (EXPONENTIAL, {"f_x": 1}),
        (EXPONENTIAL, {"f_x": np.float64(1), "f_y": 2}),
        (EXPONENTIAL, {"f_x": "1", "f_y": "2"}),
        (EXPONENTIAL, {"f": 1}),
        (EXPONENTIAL, {"u": (1 / sqrt(2), -1 / sqrt(2))}),
        (EXPONENTIAL, {"u": np.array([1, -1]) / 2**0.5}),
        (EXPONENTIAL, {"n": (1, 2, -1)}),
        (FOLIUM, {"saddle": (0, 0), "minimum": (1, 1)}),
        (FOLIUM, {"min": -1}),
        ("f=x^4+y^4-4xy critical=all", {"minimum": [(1, 1), (-1, -1)], "saddle": (0, 0)}),
        ("r(t)=(t^2, t^3) at=2", {"dx/dt": 4, "dy/dt": 12}),
        ("r(t)=(cos t, sin t, t) at=0", {"T": (0, 1 / sqrt(2), 1 / sqrt(2))}),
    ],
)
def test_the_names_of_a_mapping_may_be_signs_and_kinds(
    request_text: str, answer: dict[str, Any]
) -> None:
    assert solve(request_text, answer=answer).check.right is True


@pytest.mark.parametrize(
    ("request_text", "answer"),
    [
        (EXPONENTIAL, {"f_x": 2}),
        (EXPONENTIAL, {"u": (1, -1)}),
        (FOLIUM, {"saddle": (1, 1), "minimum": (0, 0)}),
        (FOLIUM, {"minimum": (0, 1)}),
    ],
)
def test_what_they_name_may_be_wrong(request_text: str, answer: dict[str, Any]) -> None:
    assert solve(request_text, answer=answer).check.right is False


@pytest.mark.parametrize(
    ("request_text", "answer"),
    [
        (FOLIUM, "saddle (0,0), minimum (1,1)"),
        (FOLIUM, "min -1 at (1,1)"),
        ("f=x^3-3x critical=all", "x=1, x=-1"),
        ("f=x^3-3x critical=all", "max 2, min -2"),
        ("f=x^2 y at=(1,2) rate=1", "(0,1),(8,-15)"),
        ("f=x^2 y at=(1,2) order=2", "D=-4"),
        ("f=x^2 y at=(1,2) differential=total to=(2,3)", "dz=5"),
        ("T=x^2 y at=(1,2)", "T=2"),
    ],
)
def test_a_text_of_the_notebook_is_read_as_if_it_stood_in_the_request(
    request_text: str, answer: str
) -> None:
    held = read_request(f"{request_text} answer=ans", {"ans": answer}).problems[0]
    typed = read_request(f"{request_text} answer={answer}").problems[0]
    assert held.answer == typed.answer


@pytest.mark.parametrize("answer", [True, np.True_, {"D": True}, (True, 1)])
def test_true_is_no_number(answer: object) -> None:
    # D_u f(P) = 1.
    with pytest.raises(MeaninglessRequestError, match="not bool"):
        solve("f=x*y at=(1,1) dir=(1,0)", answer=answer)
