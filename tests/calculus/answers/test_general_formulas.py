"""The formula of what is asked with its number behind it is no equation of a line."""

from __future__ import annotations

import pytest

from grad_magic import solve
from grad_magic.presets import Asked
from grad_magic.solution import Check

# Here ∇f = (2xy, x²) = (4, 1); along (3, 4)/5 the rate is 16/5.
ALONG = "f=x^2*y at=(1,2) dir=(3,4)"
CUBIC = "f=x^2*y at=(1,2)"
CIRCLE = "x^2+y^2=25 at=(3,4)"
HELIX = "r(t)=(cos t,sin t,t) at=0"


def check_of(request: str, answer: str) -> Check:
    check: Check = solve(request, answer=answer).check
    return check


@pytest.mark.parametrize(
    ("request_", "answer", "asked"),
    [
        (ALONG, "2xy·3/5+x²·4/5=16/5", Asked.RATE),
        (ALONG, "2xy(3/5)+x²(4/5)=3.2", Asked.RATE),
        (ALONG, "(2xy,x²)·(3/5,4/5)=16/5", Asked.RATE),
        (ALONG, "(4,1)·(3,4)/5=16/5", Asked.RATE),
        (CUBIC, "√(4x²y²+x⁴)=√17", Asked.MAX_RATE),
        (CIRCLE, "-x/y=-3/4", Asked.IMPLICIT),
        (CIRCLE, "-2x/(2y)=-0.75", Asked.IMPLICIT),
        ("x^2+y^2+z^2=14 at=(1,2,3)", "-x/z=-1/3", Asked.IMPLICIT),
        (HELIX, "√(sin²t+cos²t+1)=√2", Asked.SPEED),
    ],
)
def test_a_number_behind_the_formula_of_what_is_asked_is_judged(
    request_: str, answer: str, asked: Asked
) -> None:
    check = check_of(request_, answer)
    assert (check.right, check.asked) == (True, asked)


@pytest.mark.parametrize(
    ("request_", "answer"),
    [
        (ALONG, "2xy·3/5+x²·4/5=17/5"),
        (ALONG, "2xy·4/5+x²·3/5=16/5"),
        (ALONG, "(4,1)·(4,3)/5=16/5"),
        (CIRCLE, "-x/y=3/4"),
        (CIRCLE, "-y/x=-3/4"),
        # Of (x² + y²)/2 the largest rate at (3, 4) is 5; the line is no tangent.
        ("f=(x^2+y^2)/2 at=(3,4)", "-x+2y=5"),
    ],
)
def test_another_number_or_formula_is_wrong(request_: str, answer: str) -> None:
    assert check_of(request_, answer).right is False


@pytest.mark.parametrize(
    ("request_", "answer"), [(CUBIC, "(xy,x²)=(4,1)"), (HELIX, "(-sin t,cos t,t+2)=(0,1,1)")]
)
def test_a_row_of_formulas_has_to_have_the_values_behind_it(request_: str, answer: str) -> None:
    assert check_of(request_, answer).right is False


@pytest.mark.parametrize(
    ("request_", "answer"),
    [
        ("f=x*exp(2*y) at=(1,0)", "f_x=e^(2y)=2"),
        ("f=x*exp(2*y) at=(1,0)", "∇f=(e^(2y),2x e^(2y))=(2,1)"),
        ("f=x^3-3xy+y^3 at=(1,2) order=2", "f_yy=6y=6"),
    ],
)
def test_no_slip_in_a_derivative_is_named_where_it_is_right(request_: str, answer: str) -> None:
    check = check_of(request_, answer)
    assert (check.right, check.slip) == (False, None)
