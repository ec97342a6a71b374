"""What stands before a number says of what it is told, or is refused."""

from __future__ import annotations

import pytest

from grad_magic import solve
from grad_magic.errors import GradMagicError
from grad_magic.presets import Asked

# Here f = 2, ∇f = (4, 1), ‖∇f‖ = √17 and, along (3, 4)/5, D_u f = 16/5.
CUBIC = "f=x^2*y at=(1,2)"
ALONG = f"{CUBIC} dir=(3,4)"
PLANE_CURVE = "r(t)=(t^2,t^3) at=1"
POLAR = "F(r,t)=(r*cos(t),r*sin(t)) at=(2,pi/6)"


@pytest.mark.parametrize(
    ("request_", "answer"),
    [
        (ALONG, "f_1=16/5"),
        (ALONG, "f_1=4"),
        (ALONG, "(∂f/∂x)(1,2)=4"),
        (ALONG, "2D_u f=16/5"),
        (ALONG, "∇f·∇f=16/5"),
        (ALONG, "∇f·v=16/5"),
        (ALONG, "∇f·(3,4)=16/5"),
        (ALONG, "D=∇f·(3,4)=16/5"),
        (ALONG, "∇²f=16/5"),
        (ALONG, "f(x,y)=16/5"),
        (ALONG, "D_uu=16/5"),
        (ALONG, "c=2"),
        (CUBIC, "max|∇g|+1=√17"),
        (CUBIC, "k=√17"),
        (CUBIC, "L=√17"),
        (CUBIC, "2∇f=(4,1)"),
        (CUBIC, "∇f/|∇f|=(4,1)"),
        (CUBIC, "-∇f=(4,1)"),
        (CUBIC, "∇f·u=(4,1)"),
        (CUBIC, "∇(f²)=(4,1)"),
        (CUBIC, "(f_y,f_x)=(4,1)"),
        (CUBIC, "f_x+f_y=(4,1)"),
        (CUBIC, "x=(4,1)"),
        (CUBIC, "偏导数为4"),
        (PLANE_CURVE, "2r'=(2,3)"),
        (PLANE_CURVE, "f_1=(2,3)"),
        (PLANE_CURVE, "ds/dt=√13"),
        (PLANE_CURVE, "the maximum value of r is √13"),
        (POLAR, "∂(r,t)/∂(x,y)=2"),
        # Of four coordinates nobody knows which is called x.
        ("r(t)=(t,t^2,t^3,t^4) at=1", "dx/dt=1"),
    ],
)
def test_a_number_behind_what_is_not_known_is_not_judged(request_: str, answer: str) -> None:
    with pytest.raises(GradMagicError, match=r"is not read in an answer|' cannot be read here"):
        solve(request_, answer=answer)


@pytest.mark.parametrize(
    ("request_", "answer", "asked"),
    [
        (ALONG, "∇f·u=16/5", Asked.RATE),
        (ALONG, "∇f(P)·u=16/5", Asked.RATE),
        (ALONG, "⟨∇f,u⟩=16/5", Asked.RATE),
        (ALONG, "|∇f|cosθ=16/5", Asked.RATE),
        (ALONG, "∇f·(3/5,4/5)=16/5", Asked.RATE),
        (ALONG, "∇f·(0.6,0.8)=3.2", Asked.RATE),
        (CUBIC, "(f_x,f_y)=(4,1)", Asked.GRADIENT),
        (CUBIC, "(2xy,x²)=(4,1)", Asked.GRADIENT),
        (CUBIC, "2xy i+x² j=4i+j", Asked.GRADIENT),
        (CUBIC, "4x+y-z=4", Asked.GRAPH_TANGENT),
        (CUBIC, "w=2", Asked.VALUE),
        ("f=x^2-y^2 at=(a,a)", "2ax-2ay=0", Asked.LEVEL_TANGENT),
        (CUBIC, "偏导数f_x=4", Asked.PARTIALS),
        (CUBIC, "偏导数为f_x=4,f_y=1", Asked.GRADIENT),
        (CUBIC, "偏导数为(4,1)", Asked.GRADIENT),
        (PLANE_CURVE, "|r'(1)|=√13", Asked.SPEED),
        (POLAR, "∂(x,y)/∂(r,t)=2", Asked.DETERMINANT),
        (POLAR, "det J=r=2", Asked.DETERMINANT),
    ],
)
def test_a_number_behind_what_is_known_is_judged_as_that(
    request_: str, answer: str, asked: Asked
) -> None:
    check = solve(request_, answer=answer).check
    assert (check.right, check.asked) == (True, asked)


@pytest.mark.parametrize(
    ("request_", "answer"),
    [
        (ALONG, "D=(4,1)·(4,3)/5=16/5"),
        (ALONG, "D=(4y,1)·(3,4)/5=16/5"),
        (CUBIC, "∇f=2xy i+2x² j=4i+j"),
        (CUBIC, "max=√(4x²y²+y⁴)=√17"),
        (CUBIC, "f_x=4y/y+2=4"),
        ("f=x*y at=(a,b)", "f_x=x=b"),
        ("f=x*y at=(a,b)", "∇f=(x,y)=(b,a)"),
        (POLAR, "det J=2r=2"),
        (PLANE_CURVE, "r'=(2t,t²)=(2,3)"),
    ],
)
def test_a_right_end_behind_false_workings_is_wrong(request_: str, answer: str) -> None:
    assert solve(request_, answer=answer).check.right is False


@pytest.mark.parametrize(
    ("request_", "answer"),
    [
        (ALONG, "D=(4,1)·(3,4)/5=16/5"),
        (ALONG, "D=(2xy,x²)·(3/5,4/5)=16/5"),
        (CUBIC, "max=√(4x²y²+x⁴)=√17"),
        ("f=x*y at=(a,b)", "∇f=(y,x)=(b,a)"),
        # Where a formula has no value nothing is said of it.
        ("f=x^2 at=0", "f'=2x²/x=0"),
    ],
)
def test_a_right_end_behind_right_workings_is_right(request_: str, answer: str) -> None:
    assert solve(request_, answer=answer).check.right is True


# exp(-x² - y²) has its maximum 1 at the origin, and 1 - (x - 1)² its maximum 1 elsewhere.
@pytest.mark.parametrize(
    ("request_", "answer", "right"),
    [
        ("f=exp(-x^2-y^2) at=(0,0)", "the maximum value of f is 1", True),
        ("f=exp(-x^2-y^2) at=(0,0)", "函数的最大值为1", True),
        ("f=1-(x-1)^2-y^2 at=(0,0)", "the maximum value of f is 1", None),
        (CUBIC, "max f=√17", None),
        (CUBIC, "the maximum rate of change of f is √17", True),
    ],
)
def test_the_maximum_of_a_function_is_no_largest_rate(
    request_: str, answer: str, right: bool | None
) -> None:
    assert solve(request_, answer=answer).check.right is right


def test_no_direction_is_said_of_the_steepest_one() -> None:
    check = solve("f=x^4+y^4 at=(0,0)", answer="no direction").check
    assert (check.right, check.asked) == (True, Asked.ASCENT)
    assert solve(CUBIC, answer="no direction").check.right is False


def test_a_point_behind_an_answer_counts_beside_that_of_its_name() -> None:
    assert solve(CUBIC, answer="∇f(1,2)=(4,1) at (2,1)").check.right is None
