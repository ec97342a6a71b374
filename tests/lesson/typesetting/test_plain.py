from __future__ import annotations

import pytest

from grad_magic.lesson.typesetting.plain import render_plain
from grad_magic.result import solve
from grad_magic.wording.english import ENGLISH


def test_the_answer_to_the_mission_stands_in_a_terminal() -> None:
    assert (
        solve("f=x*exp(2*y) at=(1,0) dir=(1,-1)").text
        == """\
     f(x, y) = x·e^(2y)   P = (1, 0)   f(P) = 1
       ∂f/∂x = e^(2y)   ∂f/∂x(P) = 1
       ∂f/∂y = 2x·e^(2y)   ∂f/∂y(P) = 2
          ∇f = (e^(2y), 2x·e^(2y))   ∇f(P) = (1, 2)   ‖∇f(P)‖ = √5 ≈ 2.236
           u = v/‖v‖ = (1, -1)/√2
    D_u f(P) = ∇f(P)·u = (1·1 + 2·(-1))/√2 = -√2/2 ≈ -0.7071   f falls along u
max D_w f(P) = ‖∇f(P)‖ = √5   along ∇f(P), w = (1, 2)/√5
min D_w f(P) = -‖∇f(P)‖ = -√5   in the opposite direction
    D_w f(P) = 0   for w = ±(2, -1)/√5
Tangent line to the level curve x·e^(2y) = 1 at P: x + 2y = 1
The partial derivatives are continuous near P, so f is differentiable."""
    )


def test_without_a_point_the_general_derivatives_stand_alone() -> None:
    assert (
        solve("zeta=x^2*y + ln(x+y^2)").text
        == """\
ζ(x, y) = x²·y + ln(x + y²)
  ∂ζ/∂x = 2x·y + 1/(x + y²)
  ∂ζ/∂y = x² + 2y/(x + y²)
     ∇ζ = (2x·y + 1/(x + y²), x² + 2y/(x + y²))"""
    )


def test_a_function_of_one_variable_has_a_derivative_and_a_tangent_line() -> None:
    assert (
        solve("f=x^2 at=3").text
        == """\
 f(x) = x²   f(3) = 9
f′(x) = 2x   f′(3) = 6
Tangent line to the graph at x = 3: y = 6x - 9
f is differentiable at x = 3 by the rules of differentiation."""
    )


def test_a_critical_point_is_called_so() -> None:
    assert (
        solve("L=theta_1^2-theta_2^2 at=(0,0) dir=(1,1)").text
        == """\
L(θ₁, θ₂) = θ₁² - θ₂²   P = (0, 0)   L(P) = 0
   ∂L/∂θ₁ = 2θ₁   ∂L/∂θ₁(P) = 0
   ∂L/∂θ₂ = -2θ₂   ∂L/∂θ₂(P) = 0
       ∇L = (2θ₁, -2θ₂)   ∇L(P) = (0, 0)
        u = v/‖v‖ = (1, 1)/√2
 D_u L(P) = ∇L(P)·u = (0·1 + 0·1)/√2 = 0
P is a critical point: D_w L(P) = 0 in every direction.
L_θ₁θ₁(P) = 2   L_θ₁θ₂(P) = 0   L_θ₂θ₂(P) = -2
        D = L_θ₁θ₁·L_θ₂θ₂ - L_θ₁θ₂² = -4
D < 0, so P is a saddle point.
The partial derivatives are continuous near P, so L is differentiable."""
    )


def test_at_a_corner_the_limits_are_told_instead_of_a_gradient() -> None:
    # The norm grows at the rate 1 in every direction, also backwards.
    assert (
        solve("f=sqrt(x^2+y^2) at=(0,0) dir=(1,1)").text
        == """\
f(x, y) = √(x² + y²)   P = (0, 0)   f(P) = 0
  ∂f/∂x = x/√(x² + y²)
  ∂f/∂y = y/√(x² + y²)
∂f/∂x(P) does not exist: (f(t, 0) - f(0, 0))/t = |t|/t tends to -1 as t → 0⁻ and
to 1 as t → 0⁺.
Likewise (f(0, t) - f(0, 0))/t = |t|/t, so ∂f/∂y(P) does not exist.
∇f = (x/√(x² + y²), y/√(x² + y²))
 u = v/‖v‖ = (1, 1)/√2
D_u f(P) does not exist: (f(P + t·u) - f(P))/t = |t|/t tends to -1 as t → 0⁻ and
to 1 as t → 0⁺.
Books that define D_u f(P) by t → 0⁺ give 1; those that take t → 0 say that it
does not exist.
For every unit vector w = (w₁, w₂), lim_{t→0⁺} (f(P + t·w) - f(P))/t = 1.
f(x, y) = √(x² + y²) > 0 = f(0, 0) for all (x, y) ≠ (0, 0), so P is a strict
local minimum.
The partial derivative with respect to x does not exist at P, so f is not
differentiable there."""
    )


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_rows_stay_within_the_width_where_their_parts_allow_it(width: int) -> None:
    steps = solve("f=x*exp(2*y) at=(1,0) dir=(1,-1)").steps
    lines = render_plain(steps, ENGLISH, width=width).split("\n")
    # The relations are aligned behind the longest left side, 15 columns with its sign.
    assert max(map(len, lines)) <= width + 15
