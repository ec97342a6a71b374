"""Answers to what a clause asks for: rate=, metric=, order=; and to one derivative alone."""

from __future__ import annotations

import pytest

from grad_magic.findings import Slip
from grad_magic.presets import Asked
from grad_magic.result import solve

# ∇f(P) = (2, 1), of length √5: 2u₁ + u₂ = 1 for (0, 1) and (4, -3)/5.
RATE = "f=x^2 y at=(1,1) rate=1"
# F⁻¹(2, 2) = (4, 2)/5 and F(2, 2) = (6, 8).
METRIC = "f=x²+y² at=(1,1) metric=[[2,1],[1,3]]"
# f = x³y at (1, 2): f_x = 6, f_y = 1, f_xx = 12, f_xy = 3, f_xxx = 12, f_xxy = 6.
CUBIC = "f=x^3 y at=(1,2) order=3"


@pytest.mark.parametrize(
    ("request_text", "answer", "asked"),
    [
        (RATE, "(0,1),(4/5,-3/5)", Asked.RATE_DIRECTIONS),
        (RATE, "(4,-3) and (0,1)", Asked.RATE_DIRECTIONS),
        (RATE, "u=j or u=(4i-3j)/5", Asked.RATE_DIRECTIONS),
        (RATE, "方向为(0,1)和(4/5,-3/5)", Asked.RATE_DIRECTIONS),
        (RATE, "⟨0,1⟩, ⟨0.8,-0.6⟩", Asked.RATE_DIRECTIONS),
        (RATE, "grad: (2,1)", Asked.GRADIENT),
        ("f=x^2 y at=(1,1) rate=0", "±(1,-2)/√5", Asked.RATE_DIRECTIONS),
        ("f=x^2 y at=(1,1) rate=3", "no such direction", Asked.RATE_DIRECTIONS),
        ("f=x^2 y at=(1,1) rate=3", "没有这样的方向", Asked.RATE_DIRECTIONS),
        (METRIC, "(4/5,2/5)", Asked.NATURAL_GRADIENT),
        (METRIC, "natural gradient: (0.8,0.4)", Asked.NATURAL_GRADIENT),
        (METRIC, "∇f=(2,2)", Asked.GRADIENT),
        (CUBIC, "f_xxx=12", Asked.PARTIALS),
        (CUBIC, "f_xxy=6, f_xyy=0", Asked.PARTIALS),
        (CUBIC, "∂³f/∂x²∂y=6", Asked.PARTIALS),
        (CUBIC, "f_xy=3", Asked.PARTIALS),
        (CUBIC, "f_x=6", Asked.PARTIALS),
        ("f=x^3 y", "f_x=3x^2 y", Asked.PARTIALS),
        ("f=x^3 at=2 order=3", "f'''(2)=6", Asked.PARTIALS),
        ("f=x^3 at=2 order=3", "6", Asked.PARTIALS),
        ("f=x^3 at=2 order=2", "d²y/dx²=12", Asked.HESSIAN),
        ("f=x^4 at=1 order=2", "12", Asked.PARTIALS),
        ("f=x^4 at=1 order=2", "4", Asked.RATE),
    ],
)
def test_what_a_clause_asks_for_is_checked(request_text: str, answer: str, asked: Asked) -> None:
    check = solve(f"{request_text} answer={answer}").check
    assert check is not None
    assert (check.asked, check.right) == (asked, True)


@pytest.mark.parametrize(
    ("request_text", "answer", "slip"),
    [
        (RATE, "(0,1)", Slip.DIRECTIONS_MISSING),
        (RATE, "(0,-1),(4/5,-3/5)", Slip.OPPOSITE),
        # 2·1 - 1 = 1, but (1, -1) is no unit vector.
        (RATE, "(1,-1)", Slip.NOT_NORMALISED),
        (RATE, "DNE", Slip.EXISTS),
        (METRIC, "natural gradient: (2,2)", Slip.GRADIENT_INSTEAD),
        (METRIC, "(2,2)", Slip.GRADIENT_INSTEAD),
        (METRIC, "(6,8)", Slip.METRIC_NOT_INVERTED),
        (METRIC, "(-4/5,-2/5)", Slip.OPPOSITE),
        (CUBIC, "f_xxx=-12", Slip.SIGN),
        (CUBIC, "f_xxy=6x", Slip.POINT_MISSING),
        (CUBIC, "f_x=1", Slip.SWAPPED),
        # It is f_xx, which no swapping makes of f_xy = 3.
        (CUBIC, "f_xy=12", None),
        ("f=x^3 at=2 order=3", "7", None),
    ],
)
def test_a_wrong_one_is_told_by_its_slip(request_text: str, answer: str, slip: Slip | None) -> None:
    check = solve(f"{request_text} answer={answer}").check
    assert check is not None
    assert (check.right, check.slip) == (False, slip)


@pytest.mark.parametrize(
    ("answer", "right"),
    [("45°", True), ("direction: 45°", True), ("θ = π/4", True), ("225°", False), ("0°", False)],
)
def test_the_steepest_ascent_may_be_told_by_its_angle(answer: str, right: bool) -> None:
    # ∇f(1, 1) = (1, 1).
    check = solve(f"f=x y at=(1,1) answer={answer}").check
    assert check is not None
    assert (check.right, check.asked) == (right, Asked.ASCENT)


@pytest.mark.parametrize(
    ("request_", "answer", "right"),
    [
        # cos θ + sin θ = 1, and 4cos θ + sin θ = 1 also for θ = -2·arctan(3/5).
        ("f=x y at=(1,1) rate=1", "0°, 90°", True),
        ("f=x y at=(1,1) rate=1", "0 or pi/2", True),
        ("f=x y at=(1,1) rate=1", "[0, π/2]", True),
        ("f=x y at=(1,1) rate=sqrt 2", "pi/4", True),
        # ∇f(P) = (4, 1): the other direction is (8, -15)/17.
        ("f=x^2 y at=(1,2) rate=1", "π/2, -arctan(15/8)", True),
        ("f=x y at=(1,1) rate=1", "θ=0 or θ=pi/2", True),
        ("f=x y at=(1,1) rate=1", "0 and 90 degrees", True),
        ("f=x y at=(1,1) rate=1", "0°", False),
        ("f=x y at=(1,1) rate=1", "0°, 45°", False),
        ("f=x^2 y at=(1,2) rate=1", "90°, 298.07°", True),
        ("f=x^2 y at=(1,2) rate=1", "θ=90°, θ≈-1.081 rad", True),
        ("f=x^2 y at=(1,2) rate=1", "90°, 299°", False),
    ],
)
def test_directions_of_a_given_rate_may_be_angles(
    request_: str, answer: str, right: bool | None
) -> None:
    check = solve(request_, answer=answer).check
    assert (check.right, check.asked) == (right, Asked.RATE_DIRECTIONS)
