"""Derivatives of implicit functions as answers: dy/dx = -F_x/F_y."""

from __future__ import annotations

import pytest

from grad_magic.errors import MeaninglessRequestError
from grad_magic.findings import Slip
from grad_magic.presets import Asked
from grad_magic.result import solve

# ∇F(P) = (2, 4): dy/dx = -1/2 and dx/dy = -2; of all points dy/dx = -x/y.
CIRCLE = "x^2+y^2==5 at=(1,2)"
# ∇F(P) = (2, 4, 6): ∂z/∂x = -1/3 and ∂z/∂y = -2/3.
SPHERE = "x^2+y^2+z^2==14 at=(1,2,3)"
# r′(1) = (2, 3).
CUSP = "r(t)=(t^2,t^3) at=1"


@pytest.mark.parametrize(
    ("request_text", "answer"),
    [
        (CIRCLE, "-1/2"),
        (CIRCLE, "dy/dx=-0.5"),
        (CIRCLE, "dy/dx=-x/y=-1/2"),
        (CIRCLE, "y'=-1/2"),
        (CIRCLE, "dx/dy=-2"),
        (CIRCLE, "slope=-1/2"),
        (CIRCLE, "k=-1/2"),
        (CIRCLE, "斜率为-1/2"),
        ("x^2+y^2==5", "dy/dx=-x/y"),
        # y″ = -(x² + y²)/y³, which is -5/y³ on the curve, and z_xx = -(x² + z²)/z³.
        (CIRCLE, "y''=-5/8"),
        (CIRCLE, "d²y/dx²=-5/8"),
        ("x^2+y^2==5", "d²y/dx²=-5/y^3"),
        ("x^2+y^2==5 differential=implicit order=2", "-5/y^3"),
        ("x^2+y^2==5 differential=implicit order=2", "-x/y"),
        (SPHERE, "∂²z/∂x²=-10/27"),
        (SPHERE, "z_xy=-2/27"),
        ("x²+xy+y²==7 at=(1,2)", "y''=-42/125"),
        ("x^2+y^2==5 at=(sqrt 5,0)", "dy/dx does not exist"),
        ("x^2+y^2==5 at=(sqrt 5,0)", "dx/dy=0"),
        ("x^2+y^2==5 at=(sqrt 5,0)", "undefined"),
        ("r(t)=(cos t,sin t) at=0", "dy/dx=DNE"),
        (SPHERE, "∂z/∂x=-1/3"),
        (SPHERE, "z_x=-1/3, z_y=-2/3"),
        ("x^2+y^2+z^2==14", "∂z/∂x=-x/z"),
        (CUSP, "3/2"),
        (CUSP, "dy/dx=3/2"),
        (CUSP, "dx/dy=2/3"),
    ],
)
def test_the_slope_beside_an_equation_or_a_curve_is_right(request_text: str, answer: str) -> None:
    check = solve(f'{request_text} answer="{answer}"').check
    assert check is not None
    assert (check.asked, check.right) == (Asked.IMPLICIT, True)


@pytest.mark.parametrize(
    ("request_text", "answer", "slip"),
    [
        (CIRCLE, "1/2", Slip.SIGN),
        (CIRCLE, "-2", Slip.SWAPPED),
        (CIRCLE, "-x/y", Slip.POINT_MISSING),
        (CIRCLE, "4", Slip.PARTIAL_INSTEAD),
        (SPHERE, "∂z/∂x=1/3", Slip.SIGN),
        (CUSP, "dy/dx=2/3", None),
        (CIRCLE, "y''=5/8", Slip.SIGN),
    ],
)
def test_the_slip_of_a_wrong_slope_is_named(
    request_text: str, answer: str, slip: Slip | None
) -> None:
    check = solve(f'{request_text} answer="{answer}"').check
    assert check is not None
    assert (check.asked, check.right, check.slip) == (Asked.IMPLICIT, False, slip)


@pytest.mark.parametrize(
    ("request_text", "answer", "is_right"),
    [
        # Where xy = 1, -y/x is -1/x², and where e^z = xyz, yz/(e^z - xy) is z/(xz - x).
        ("x y==1", "dy/dx=-1/x^2", True),
        ("e^z==x y z", "z_x=z/(x z-x)", True),
        ("x^2+y^2==5", "dy/dx=-0.5*2x/y", True),
        # √(5 - x²) is y on one half of the circle.
        ("x^2+y^2==5", "dy/dx=-x/√(5-x^2)", None),
        ("x^2+y^2+z^2==14", "∂z/∂x=x/z", False),
        # z² = 4z - x² - y² puts (2 - z)² + x² as 4 - y².
        ("x^2+y^2+z^2==4z", "z_xx=(4-y^2)/(2-z)^3", True),
        ("x^2+y^2+z^2==4z", "z_xx=(4-x^2)/(2-z)^3", False),
        ("x^2+y^2==5", "y''=5/y^3", False),
        ("x^2+y^2+z^2==14", "∂z/∂x=-x/z, ∂z/∂y=y/z", False),
        ("x^3+y^3==6x y", "dy/dx=(x^2-2y)/(y^2-2x)", False),
        ("x e^y==y+1", "dy/dx=e^y/(x e^y-1)", False),
        # Where xe^y = y, and so x²e^(2y) = y²; and roots of x alone, or of the quotient.
        ("x e^y==y", "dy/dx=e^y/(1-y)", True),
        ("x e^y==y", "dy/dx=e^y/(1+y)", False),
        # Its points have numbers like e^(1/7) for coefficients.
        ("x^2 z+y e^z==1", "∂z/∂x=2x z/(x^2+y e^z)", False),
        ("e^(x y)==x+y", "dy/dx=(1-y(x+y))/(x(x+y)-1)", True),
        ("e^(x y)==x+y", "dy/dx=(1-y(x+y))/(x(x+y)+1)", False),
        ("sqrt(x)+sqrt(y)==1", "dy/dx=-sqrt(y/x)", True),
        ("sqrt(x)+sqrt(y)==1", "dy/dx=-sqrt(x/y)", False),
        ("x^(2/3)+y^(2/3)==4", "dy/dx=-(y/x)^(1/3)", True),
    ],
)
def test_formulas_are_compared_where_the_equation_holds(
    request_text: str, answer: str, is_right: bool | None
) -> None:
    check = solve(f'{request_text} answer="{answer}"').check
    assert check is not None
    assert (check.asked, check.right) == (Asked.IMPLICIT, is_right)


@pytest.mark.parametrize(
    ("request_text", "answer", "asked"),
    [
        (CIRCLE, "|∇F|=2√5", Asked.MAX_RATE),  # ‖(2, 4)‖
        (f"{CIRCLE} dir=(1,0)", "2", Asked.RATE),
        (CUSP, "√13", Asked.SPEED),
        ("f=x^2 at=3", "dy/dx=6", Asked.RATE),
    ],
)
def test_a_number_may_still_answer_something_else(
    request_text: str, answer: str, asked: Asked
) -> None:
    check = solve(f'{request_text} answer="{answer}"').check
    assert check is not None
    assert (check.asked, check.right) == (asked, True)


def test_the_length_of_the_gradient_is_no_slope() -> None:
    check = solve(f'{CIRCLE} answer="2√5"').check
    assert (check.asked, check.right, check.slip) == (Asked.IMPLICIT, False, Slip.NORM_INSTEAD)
    # Two branches of the leaf cross at the origin, and no slope is 0 because ‖∇F‖ is.
    assert not solve('x^3+y^3==6xy at=(0,0) answer="0"').check.right


def test_a_rate_and_its_direction_are_two_answers() -> None:
    with pytest.raises(MeaninglessRequestError, match="one thing is checked at a time"):
        solve('f=x^2 y at=(1,2) answer="√17, (4,1)"')


def test_two_x_i_beside_x_is_no_greek_letter() -> None:
    check = solve('f=x^2+y^2 answer="2xi+2yj"').check
    assert check is not None
    assert (check.asked, check.right) == (Asked.GRADIENT, True)
