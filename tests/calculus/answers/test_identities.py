"""Equations between derivatives, as answers: each checked by hand."""

from __future__ import annotations

import pytest

from grad_magic.errors import GradMagicError
from grad_magic.presets import Asked
from grad_magic.result import solve


@pytest.mark.parametrize(
    ("request_text", "answer", "is_right"),
    [
        # u_xx = 2(y² - x²)/(x² + y²)² = -u_yy.
        ("u=ln(x^2+y^2)", "u_xx+u_yy=0", True),
        ("u=ln(x^2+y^2)", "∂²u/∂x²-∂²u/∂y²=0", False),
        ("u=1/sqrt(x^2+y^2+z^2)", "u_xx+u_yy+u_zz=0", True),
        ("u=x^2+y^2", "u_xx+u_yy=0", False),
        # z_x = z/x², z_y = z/y².
        ("z=e^(-(1/x+1/y))", "x^2 ∂z/∂x+y^2 ∂z/∂y=2z", True),
        ("z=e^(-(1/x+1/y))", "x^2 ∂z/∂x+y^2 ∂z/∂y=z", False),
        ("u(x,t)=sin(x-a*t)", "u_tt=a^2 u_xx", True),
        ("u(x,t)=sin(x-a*t)", "u_tt=a u_xx", False),
        ("z=x^2", "z_x^2=4z", True),
        ("f(x,y)=x^2y", "f_xy=f_yx", True),
        # x + 2y - 3z is a constant: z_x = 1/3, z_y = 2/3.
        ("2sin(x+2y-3z)==x+2y-3z", "∂z/∂x+∂z/∂y=1", True),
        ("2sin(x+2y-3z)==x+2y-3z", "∂z/∂x+∂z/∂y=2", False),
        # x·yz/(z² - xy) on both sides.
        ("z^3-3x*y*z==1", "x z_x=y z_y", True),
        # Of |x| no formula holds everywhere.
        ("f(x,y)=|x|y", "x f_x=f", None),
    ],
)
def test_whether_it_holds(request_text: str, answer: str, is_right: bool | None) -> None:
    check = solve(f'{request_text} answer="{answer}"').check
    assert check is not None
    assert (check.asked, check.right) == (Asked.IDENTITY, is_right)


@pytest.mark.parametrize("answer", ["u_xx+v_yy=0", "u_xx+u_yy=w"])
def test_other_letters_are_refused(answer: str) -> None:
    with pytest.raises(GradMagicError):
        solve(f'u=x^2+y^2 answer="{answer}"')
