"""Answers about curves and about Jacobian matrices."""

from __future__ import annotations

import pytest
from sympy import Matrix

from grad_magic.findings import Slip
from grad_magic.presets import Asked
from grad_magic.result import solve

# r = (0, 1, π/2), r′ = (-1, 0, 1), of length √2.
HELIX = "r(t)=(cos t,sin t,t) at=pi/2"
# r = (1, 1), r′ = (2, 3).
CUSP = "r(t)=(t^2,t^3) at=1"
# J = ((4, 1), (1, 1)), det J = 3; along (3, 4)/5 it gives (16/5, 7/5).
MAP = "f=(x^2 y,x+y) at=(1,2)"


@pytest.mark.parametrize(
    ("request_text", "answer", "asked"),
    [
        (HELIX, "(-1,0,1)", Asked.JACOBIAN),
        (HELIX, "r'(pi/2)=-i+k", Asked.JACOBIAN),
        (HELIX, "√2", Asked.SPEED),
        (HELIX, "速率为1.414", Asked.SPEED),
        (HELIX, "T=(-1,0,1)/√2", Asked.UNIT_TANGENT),
        (HELIX, "unit tangent: (-1/√2,0,1/√2)", Asked.UNIT_TANGENT),
        (HELIX, "切向量: (2,0,-2)", Asked.TANGENT_VECTOR),
        (HELIX, "切线: (x-0)/(-1)=(y-1)/0=(z-pi/2)/1", Asked.CURVE_TANGENT),
        (HELIX, "tangent line: x=-t, y=1, z=pi/2+t", Asked.CURVE_TANGENT),
        (HELIX, "(0,1,pi/2)+s(1,0,-1)", Asked.CURVE_TANGENT),
        (HELIX, "法平面: -x+(z-pi/2)=0", Asked.NORMAL_PLANE),
        (HELIX, "z=x+pi/2", Asked.NORMAL_PLANE),
        ("r(t)=(cos t,sin t,t)", "(-sin t,cos t,1)", Asked.JACOBIAN),
        ("r(t)=(cos t,sin t,t)", "speed: √2", Asked.SPEED),
        ("r(t)=(t,t^2,1) at=2", "切线: (x-2)/1=(y-4)/4, z=1", Asked.CURVE_TANGENT),
        (CUSP, "y=3x/2-1/2", Asked.CURVE_TANGENT),
        (CUSP, "tangent: 3x-2y=1", Asked.CURVE_TANGENT),
        (CUSP, "normal: 2x+3y=5", Asked.NORMAL_LINE),
        (MAP, "[[4,1],[1,1]]", Asked.JACOBIAN),
        (MAP, "J=[[4,1],[1,1]]", Asked.JACOBIAN),
        (MAP, "((4,1),(1,1))", Asked.JACOBIAN),
        ("f=(x^2 y,3x+2y) at=(1,2)", "[[4,3],[1,2]]^T", Asked.JACOBIAN),
        (MAP, "det J=3", Asked.DETERMINANT),
        (MAP, "det=3", Asked.DETERMINANT),
        (MAP, "∂(u,v)/∂(x,y)=3", Asked.DETERMINANT),
        (f"{MAP} dir=(3,4)", "(16/5,7/5)", Asked.RATE),
        ("f=(x^2 y,x+y)", "[[2xy,x^2],[1,1]]", Asked.JACOBIAN),
        # |t| has no derivative at 0.
        ("r(t)=(|t|,t) at=0", "DNE", Asked.JACOBIAN),
    ],
)
def test_a_right_answer_is_right_in_any_form(request_text: str, answer: str, asked: Asked) -> None:
    check = solve(f"{request_text} answer={answer}").check
    assert check is not None
    assert (check.asked, check.right) == (asked, True)


@pytest.mark.parametrize(
    ("request_text", "answer", "slip"),
    [
        (HELIX, "(-1,0,-1)", Slip.SIGN),
        (HELIX, "(1,0,-1)", Slip.OPPOSITE),
        (HELIX, "r'=(-sin t,cos t,1)", Slip.POINT_MISSING),
        (HELIX, "r'=(-1,0,1)/√2", Slip.UNIT_INSTEAD),
        (HELIX, "unit tangent: (-1,0,1)", Slip.WITHOUT_UNIT),
        (HELIX, "(0,1,pi/2)", Slip.VALUE_INSTEAD),
        (HELIX, "2", Slip.NORM_SQUARED),
        (HELIX, "tangent: -x+z=pi/2", Slip.NORMAL_FOR_TANGENT),
        (HELIX, "tangent: s(-1,0,1)", Slip.BESIDE_POINT),
        (HELIX, "法平面: -x+z=0", Slip.BESIDE_POINT),
        (HELIX, "法平面: x+z=pi/2", Slip.SIGN),
        (CUSP, "tangent: 2x+3y=5", Slip.NORMAL_FOR_TANGENT),
        (CUSP, "normal: 3x-2y=1", Slip.TANGENT_FOR_NORMAL_LINE),
        (MAP, "[[4,1],[1,-1]]", Slip.SIGN),
        ("f=(x^2 y,x-2y) at=(1,2)", "[[4,1],[1,-2]]", None),
        ("f=(x^2 y,2x+y) at=(1,2)", "[[4,2],[1,1]]", Slip.TRANSPOSED),
        (MAP, "det J=5", Slip.SIGN),
        (MAP, "[[2xy,x^2],[1,1]]", Slip.POINT_MISSING),
        (f"{MAP} dir=(3,4)", "(16,7)", Slip.NOT_NORMALISED),
        # Four numbers are no matrix, and a symmetric matrix is not transposed.
        (MAP, "4,1,1,1", Slip.SHAPE),
        (HELIX, "DNE", Slip.EXISTS),
    ],
)
def test_a_wrong_answer_is_told_by_its_slip(
    request_text: str, answer: str, slip: Slip | None
) -> None:
    check = solve(f"{request_text} answer={answer}").check
    assert check is not None
    # The matrix without a slip is right.
    assert (check.right, check.slip) == (slip is None, slip)


def test_matrices_of_sympy_are_matrices() -> None:
    jacobian = solve(MAP, answer=Matrix([[4, 1], [1, 1]])).check
    hessian = solve("f=x^2 y at=(1,2) order=2", answer=Matrix([[4, 2], [2, 0]])).check
    assert jacobian is not None
    assert hessian is not None
    assert (jacobian.right, hessian.right) == (True, True)


def test_the_messages_are_in_both_languages() -> None:
    said = [solve(f"{MAP} answer=[[4,1],[1,2]] lang={code}").check for code in ("en", "zh")]
    assert [check.message for check in said if check is not None] == [
        "The answer for the Jacobian matrix of f is not right.",
        "f 的雅可比矩阵：答案不正确。",
    ]


def test_what_has_no_determinant_is_not_said_to_have_another_form() -> None:
    check = solve("f=(x²y, x+y, y²) at=(1,2) answer='det J=3'").check
    assert (check.right, check.slip) == (False, None)


def test_the_squared_length_of_a_curves_derivative_is_called_so() -> None:
    # R′(1) = (1, 2, 3), of the length √14.
    check = solve("r(t)=(t,t²,t³) at=1 answer=14").check
    assert check.message == (
        "The answer for the length of the derivative of r is not right. "
        "The root is missing: it is the square of a length."
    )
