"""Functions that are said to satisfy an equation between their derivatives."""

from __future__ import annotations

import pytest

from grad_magic.reading.notation.derivative_indices import with_indices
from grad_magic.reading.sentences import read_said


@pytest.mark.parametrize(
    ("text", "indices"),
    [
        ("∂²u/∂x²+∂²u/∂y²=0", "u_xx + u_yy =0"),
        (r"x\frac{\partial z}{\partial x}=z", "x z_x =z"),
        (r"\dfrac{\partial^2 z}{\partial x\partial y}=1", "z_xy =1"),
        ("u_{xx}=u_{tt}", "u_xx = u_tt"),
        ("∂^2u/∂x^2", "u_xx"),
        # One x for an order of 2 is a slip.
        ("∂²u/∂x=0", "∂²u/∂x=0"),
    ],
)
def test_derivatives_become_names_with_an_index(text: str, indices: str) -> None:
    assert with_indices(text) == indices


@pytest.mark.parametrize(
    ("sentence", "request_text"),
    [
        (
            "Show that u=ln(x^2+y^2) satisfies u_xx+u_yy=0",
            'u=ln(x^2+y^2) order=2 answer="u_xx+u_yy=0"',
        ),
        (
            "Verify that the function u=e^{-t} sin x is a solution of the heat equation u_t=u_xx.",
            'u=e^{-t} sin x order=2 answer="u_t= u_xx"',
        ),
        (
            "Show that u=x^3-3xy^2 satisfies Laplace's equation",
            'u=x^3-3xy^2 order=2 answer="u_xx+u_yy=0"',
        ),
        (
            "If z=x^2y+xy^2, show that x ∂z/∂x + y ∂z/∂y = 3z",
            'z=x^2y+xy^2 answer="x z_x + y z_y = 3z"',
        ),
        (
            "设 z=e^{-(1/x+1/y)}，求证 x² ∂z/∂x + y² ∂z/∂y = 2z",
            'z=e^{-(1/x+1/y)} answer="x² z_x + y² z_y = 2z"',
        ),
        (
            "设 2sin(x+2y-3z)=x+2y-3z，证明 ∂z/∂x+∂z/∂y=1",
            '2sin(x+2y-3z)==x+2y-3z differential=implicit answer="z_x + z_y =1"',
        ),
        ("验证 u=ln√(x²+y²) 满足拉普拉斯方程", 'u=ln√(x²+y²) order=2 answer="u_xx+u_yy=0"'),
    ],
)
def test_such_an_equation_is_an_answer_to_be_checked(sentence: str, request_text: str) -> None:
    assert "".join(read_said(sentence).request.split()) == "".join(request_text.split())


@pytest.mark.parametrize(
    "sentence",
    [
        "Show that u_xy=u_yx for u = x^4y^3 - y^4",
        "Show that f(x,y)=|xy| is differentiable at (0,0)",
    ],
)
def test_what_else_is_to_be_shown_is_no_answer(sentence: str) -> None:
    assert "answer=" not in read_said(sentence).request
