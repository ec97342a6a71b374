"""Normals as answers: to level curves and surfaces along ∇f, to graphs along (∇f, -1)."""

from __future__ import annotations

import pytest

from grad_magic.findings import Slip
from grad_magic.presets import Asked
from grad_magic.result import solve

# ∇F(P) = (2, 4, 6).
SPHERE = "x^2+y^2+z^2==14 at=(1,2,3)"
# ∇F(P) = (2, 4): the normal is y = 2x.
CIRCLE = "x^2+y^2==5 at=(1,2)"
# z = 5 at P, and the normal of the graph is (2, 4, -1).
PARABOLOID = "f=x^2+y^2 at=(1,2)"
# The slope is 6, that of the normal -1/6, through (3, 9).
PARABOLA = "f=x^2 at=3"


@pytest.mark.parametrize(
    ("request_text", "answer"),
    [
        (SPHERE, "normal: (x-1)/1=(y-2)/2=(z-3)/3"),
        (SPHERE, "normal line: (1,2,3)+t(2,4,6)"),
        (SPHERE, "(1,2,3)+t(-1,-2,-3)"),
        (SPHERE, "法线: x=1+2t, y=2+4t, z=3+6t"),
        (SPHERE, "法线方程为 (x-1)/1=(y-2)/2=(z-3)/3"),
        (SPHERE, "normal: x/1=y/2=z/3"),
        (SPHERE, "equation of the normal line: r=t(1,2,3)"),
        (CIRCLE, "normal: y=2x"),
        (CIRCLE, "法线: (x-1)/2=(y-2)/4"),
        (CIRCLE, "normal line: (1,2)+t(1,2)"),
        ("x^2+z^2+y==2 at=(1,0,1)", "法线: (x-1)/2=y/1=(z-1)/2"),
        # (2x, z, y) at (1, 0, 0) is (2, 0, 0): y and z stay 0.
        ("x^2+y z==1 at=(1,0,0)", "法线: (x-1)/1=y/0=z/0"),
        (PARABOLOID, "法线: (x-1)/2=(y-2)/4=(z-5)/(-1)"),
        (PARABOLOID, "normal: (1,2,5)+s(-2,-4,1)"),
        (PARABOLOID, "normal: y=2x"),
        (PARABOLA, "normal: y-9=-1/6(x-3)"),
        (PARABOLA, "法线: x+6y=57"),
        (PARABOLA, "法线方程: y=-x/6+19/2"),
    ],
)
def test_a_normal_is_right_in_any_form(request_text: str, answer: str) -> None:
    check = solve(f"{request_text} answer={answer}").check
    assert check is not None
    assert (check.asked, check.right) == (Asked.NORMAL_LINE, True)


@pytest.mark.parametrize(
    ("request_text", "answer", "slip"),
    [
        (SPHERE, "normal: (x+1)/1=(y-2)/2=(z-3)/3", Slip.BESIDE_POINT),
        (SPHERE, "normal: (x-1)/1=(y-2)/2=(z-3)/(-3)", Slip.SIGN),
        (SPHERE, "normal: x+2y+3z=14", Slip.TANGENT_FOR_NORMAL_LINE),
        (SPHERE, "normal: (1,2,3)+t(1,1,0)", Slip.OTHER_DIRECTION),
        (SPHERE, "normal: DNE", Slip.EXISTS),
        (CIRCLE, "normal: x+2y=5", Slip.TANGENT_FOR_NORMAL_LINE),
        (PARABOLOID, "normal: (1,2,5)+s(2,4,1)", Slip.SIGN),
        (PARABOLA, "normal: y=6x-9", Slip.TANGENT_FOR_NORMAL_LINE),
        (PARABOLA, "normal: y=9+(x-3)/6", Slip.SIGN),
        (SPHERE, "normal vector: (1,2,-3)", Slip.SIGN),
        (CIRCLE, "normal vector: (-2,1)", Slip.TANGENT_FOR_NORMAL),
    ],
)
def test_a_wrong_normal_is_told_by_its_slip(request_text: str, answer: str, slip: Slip) -> None:
    check = solve(f"{request_text} answer={answer}").check
    assert check is not None
    assert (check.right, check.slip) == (False, slip)


@pytest.mark.parametrize(
    ("request_text", "answers"),
    [
        (SPHERE, ("n=(1,2,3)", "法向量为(-2,-4,-6)", "normal vector: (2,4,6)")),
        (SPHERE, ("normal (1,2,3)", "normal: i+2j+3k")),
        (CIRCLE, ("normal: (1,2)",)),
        # That of the graph, beside that of the level curve.
        (PARABOLOID, ("normal: (2,4,-1)", "n=(-2,-4,1)", "法向量(2,4,-1)", "normal: (1,2)")),
        (PARABOLA, ("normal: (6,-1)",)),
        ("f=x^2+y^2 at=(0,0)", ("normal: (0,0,1)",)),
    ],
)
def test_any_multiple_is_a_normal_vector(request_text: str, answers: tuple[str, ...]) -> None:
    for answer in answers:
        check = solve(f"{request_text} answer={answer}").check
        assert check is not None
        assert (check.asked, check.right) == (Asked.NORMAL_VECTOR, True)


def test_a_vector_is_no_line_that_was_asked_for() -> None:
    check = solve(SPHERE, answer={"normal line": "(1,2,3)"}).check
    assert check is not None
    assert (check.asked, check.right, check.slip) == (Asked.NORMAL_LINE, False, Slip.SHAPE)
