"""Answers that name what they are: judged as that, or not at all."""

from __future__ import annotations

import pytest

from grad_magic.errors import GradMagicError
from grad_magic.findings import Slip
from grad_magic.presets import Asked
from grad_magic.result import solve

# ∇f(P) = (4, 1), of the length √17.
CUBIC = "f=x^2 y at=(1,2)"
# D_u f(P) = 4·3/5 + 1·4/5 = 16/5.
ALONG = f"{CUBIC} dir=(3,4)"
# R′(0) = (0, 1, 1), of the length √2.
HELIX = "r(t)=(cos t, sin t, t) at=0"
MAP = "f=(x²y, x+y) at=(1,2)"
SPHERE = "x²+y²+z²==14 at=(1,2,3)"


@pytest.mark.parametrize(
    ("request_", "answer", "right", "asked"),
    [
        (CUBIC, "n=(4,1)", True, Asked.NORMAL_VECTOR),
        (CUBIC, "n=(8,2)", True, Asked.NORMAL_VECTOR),
        (CUBIC, "n=(-4,-1,1)", True, Asked.NORMAL_VECTOR),
        (CUBIC, "n=(4,1,1)", False, Asked.NORMAL_VECTOR),
        (CUBIC, "n=(1,2)+t(4,1)", True, Asked.NORMAL_LINE),
        (SPHERE, "n=(1,2,3)", True, Asked.NORMAL_VECTOR),
        (CUBIC, "u=(4,1)/√17", True, Asked.ASCENT),
        (CUBIC, "u=(4,1)", False, Asked.ASCENT),
        (ALONG, "u=(3,4)/5", True, Asked.UNIT_DIRECTION),
        (HELIX, "T=(0,1,1)/√2", True, Asked.UNIT_TANGENT),
        (HELIX, "T=(0,1,1)", False, Asked.UNIT_TANGENT),
        (HELIX, "v=(0,1,1)", True, Asked.JACOBIAN),
        (MAP, "Df=[[4,1],[1,1]]", True, Asked.JACOBIAN),
        (HELIX, "v=√2", True, Asked.SPEED),
        (HELIX, "|v|=√2", True, Asked.SPEED),
        (CUBIC, "g=(4,1)", True, Asked.GRADIENT),
        ("T=x^2 y at=(1,2)", "T=2", True, Asked.VALUE),
        (CUBIC, "r=(1,2)+t(1,-4)", True, Asked.LEVEL_TANGENT),
        (CUBIC, "H=4x+y-4", True, Asked.GRAPH_TANGENT),
        (ALONG, "m=16/5", True, Asked.RATE),
        ("s=t^2-t at=2", "v=3", True, Asked.RATE),
        # An angle that stands in a cosine is none of a direction.
        ("f=x^2 y at=(1,2) angle=60°", "4cos 60°+sin 60°", True, Asked.RATE),
        (CUBIC, "direction: arctan(1/4) = 14°", True, Asked.ASCENT),
        (CUBIC, "direction: arctan(1/4) = 20°", False, Asked.ASCENT),
        (CUBIC, "f_x(1,2)=4 and f_y(1,2)=1", True, Asked.GRADIENT),
        (CUBIC, "f_x(1,2)=4 f_y(1,2)=1", True, Asked.GRADIENT),
        (CUBIC, "f_x(1,2)=1 and f_y(1,2)=4", False, Asked.GRADIENT),
        (CUBIC, "f_x is 4 and f_y is 1", True, Asked.GRADIENT),
        ("f=x^2-y^2 at=(0,0)", "∇f=0", True, Asked.GRADIENT),
        (CUBIC, "∇f=0", False, Asked.GRADIENT),
        ("f=x^2 at=3", "切线斜率为6", True, Asked.RATE),
        ("f=x^2 at=3", "the slope of the tangent line is 6", True, Asked.RATE),
    ],
)
def test_a_name_says_as_what_an_answer_is_judged(
    request_: str, answer: str, right: bool, asked: Asked
) -> None:
    check = solve(request_, answer=answer).check
    assert (check.right, check.asked) == (right, asked)


@pytest.mark.parametrize(("request_", "answer"), [(CUBIC, "u=(4,1)"), (ALONG, "u=(3,4)")])
def test_a_unit_vector_has_the_length_one(request_: str, answer: str) -> None:
    check = solve(request_, answer=answer).check
    assert (check.right, check.slip) == (False, Slip.WITHOUT_UNIT)


@pytest.mark.parametrize(
    ("request_", "answer"),
    [
        (CUBIC, "T=(4,1)"),
        (CUBIC, "a=(4,1)"),
        (CUBIC, "P=(1,2)"),
        (CUBIC, "PQ=(4,1)"),
        (CUBIC, "x=4, y=1"),
        (CUBIC, "A=4"),
        (CUBIC, "t=4"),
        (CUBIC, "λ=4"),
        (CUBIC, "cos θ=4/√17"),
        (CUBIC, "tan α = 1/4"),
        (CUBIC, "‖v‖=√17"),
        (ALONG, "‖u‖=1"),
        (ALONG, "v=(3,4)"),
        (ALONG, "θ=53.13°"),
        (ALONG, "angle=39.1°"),
        (HELIX, "N=(-1,0,0)"),
        (HELIX, "B=(0,-1,1)/√2"),
        (HELIX, "a(0)=(-1,0,0)"),
        (HELIX, "κ=1/2"),
        (HELIX, "r''(0)=(-1,0,0)"),
        (MAP, "f_x=(4,1)"),
        ("r(t)=(t^2,t^3) at=1", "d²y/dx²=3/4"),
        (SPHERE, "∂³z/∂x³=1"),
        (SPHERE, "v=2√14"),
        ("f=|x|+|y| at=(0,0)", "f_x and f_y = f_x = DNE"),
    ],
)
def test_what_names_another_thing_is_not_judged(request_: str, answer: str) -> None:
    with pytest.raises(GradMagicError):
        solve(request_, answer=answer)
