from __future__ import annotations

from dataclasses import replace

import pytest
from sympy import Matrix, sqrt

from grad_magic.findings import DifferentiabilityReason, Finding
from grad_magic.formula.sympy_forms import in_reading_order
from grad_magic.formula.tree import Formula
from grad_magic.lesson.typesetting.latex import render_latex
from grad_magic.lesson.typesetting.plain import render_plain
from grad_magic.lesson.writing import write_steps
from grad_magic.problem import Problem
from grad_magic.result import solve
from grad_magic.solution import (
    AtPoint,
    Direction,
    General,
    JacobianMatrix,
    Known,
    Solution,
    Verdict,
    Visit,
)
from grad_magic.wording.english import ENGLISH
from tests.lesson.hand_built import SMOOTH, column, numbers, x, y

# f = (x²y, x + y) at (1, 2): J = ((2xy, x²), (1, 1)) = ((4, 1), (1, 1)), along (3/5, 4/5):
# J·u = (12/5 + 4/5, 3/5 + 4/5) = (16/5, 7/5).
F = Matrix([x**2 * y, x + y])
JACOBIAN = Matrix([[2 * x * y, x**2], [1, 1]])


def solution(verdict: Verdict = SMOOTH) -> Solution:
    problem = Problem(
        "f",
        Formula("vector", tuple(map(in_reading_order, F))),
        F,
        (x, y),
        point=numbers(1, 2),
        direction=numbers(3, 4),
    )
    return Solution(
        problem,
        general=General(Known((JACOBIAN[:, 0], JACOBIAN[:, 1]))),
        visit=Visit(column(2, 3)),
        at_point=AtPoint((column(4, 1), column(1, 1)), verdict),
        direction=Direction(column("3/5", "4/5"), column("16/5", "7/5")),
        vector=JacobianMatrix(JACOBIAN, Matrix([[4, 1], [1, 1]])),
    )


def test_the_answer_is_the_jacobian_and_its_product_with_u() -> None:
    assert (
        render_plain(write_steps(solution()), ENGLISH)
        == """\
  f(x, y) = (x²·y, x + y)
        P = (1, 2)   f(P) = (2, 3)
J_f(x, y) = [[2x·y, x²], [1, 1]]
   J_f(P) = [[4, 1], [1, 1]]
        u = v/‖v‖ = (3, 4)/5
 D_u f(P) = J_f(P)·u = (16/5, 7/5)
The partial derivatives are continuous near P, so f is differentiable."""
    )


def test_vectors_and_matrices_stand_as_columns_and_grids_in_latex() -> None:
    latex = render_latex(write_steps(solution()), ENGLISH)
    for row in (
        r"f(x, y) & = \begin{pmatrix} x^{2} y \\ x + y \end{pmatrix}",
        r"J_{f}(x, y) & = \begin{pmatrix} 2 x y & x^{2} \\ 1 & 1 \end{pmatrix}",
        r"J_{f}(P) & = \begin{pmatrix} 4 & 1 \\ 1 & 1 \end{pmatrix}",
        (
            r"D_{\mathbf{u}} f(P) & = J_{f}(P) \, \mathbf{u} "
            r"= \begin{pmatrix} \frac{16}{5} \\[10pt] \frac{7}{5} \end{pmatrix}"
        ),
    ):
        assert row in latex


def test_a_curve_has_a_derivative_and_a_tangent_line() -> None:
    # A helix:  r′(t) = (-sin t, cos t, 1).
    assert (
        solve("r(t)=(cos t, sin t, t) at=pi/2").text
        == """\
   r(t) = (cos(t), sin(t), t)
 r(π/2) = (0, 1, π/2) ≈ (0, 1, 1.571)
  r′(t) = (-sin(t), cos(t), 1)
r′(π/2) = (-1, 0, 1)
Tangent line at t = π/2: (x, y, z) = (0, 1, π/2) + s·(-1, 0, 1)
All components are differentiable at t = π/2, so r is."""
    )
    # Where r′ is zero there is none: at the cusp (t², t³). A variable s leaves another letter.
    assert "Tangent" not in solve("r(t)=(t^2, t^3) at=0").text
    assert "Tangent line at s = 1: (x, y) = (1, 1) + τ·(2, 3)" in solve("r(s)=(s^2, s^3) at=1").text


def test_decimals_stand_beside_what_is_not_rational() -> None:
    # The same f along (1, 1): J·u = (5/√2, 2/√2) = (5√2/2, √2).
    diagonal = Direction(column("3/5", "4/5"), Matrix([5 * sqrt(2) / 2, sqrt(2)]))
    text = render_plain(write_steps(replace(solution(), direction=diagonal)), ENGLISH)
    assert "D_u f(P) = J_f(P)·u = (5√2/2, √2) ≈ (3.536, 1.414)" in text


def test_a_component_that_is_not_differentiable_is_named_with_its_reason() -> None:
    parts = {"component": "f_2", "reason": DifferentiabilityReason.PARTIAL_MISSING, "variable": x}
    verdict = Verdict(
        differentiable=False,
        reason=Finding(DifferentiabilityReason.COMPONENT_NOT_DIFFERENTIABLE, parts),
    )
    text = render_plain(write_steps(solution(verdict)), ENGLISH)
    assert text.endswith(
        "A component is not differentiable at P, so D_u f(P) = J_f(P)·u may not be used.\n"
        "The partial derivative with respect to x does not exist at P, so f₂ is not\n"
        "differentiable there."
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        # By hand: (2uv)(6v) - u² = 12uv² - u², at (2, -1) 24 - 4.
        (
            (
                r"Let $G(u,v)=\left(u^2v,\ u+3v^2\right)$. Find the Jacobian matrix of $G$ and its"
                r" determinant at the point $(2,-1)$. steps=full"
            ),
            "det J_G(2, -1) = (-4)·(-6) - 4·1 = 20",
        ),
        # Polar coordinates; r² sin φ of spherical ones has three rows.
        (
            "Find the Jacobian of the transformation x=r cos θ, y=r sin θ",
            "det J_F(r, θ) = cos(θ)·r·cos(θ) - (-r·sin(θ))·sin(θ) = r",
        ),
        (
            "Find the Jacobian ∂(x,y)/∂(u,v) of the transformation x=u^2-v^2, y=2uv",
            "det J_F(u, v) = 2u·2u - (-2v)·2v = 4u² + 4v²",
        ),
        ("求变换 u=x^2-y^2, v=2xy 在点(1,2)处的雅可比行列式", "det J_F(1, 2) = 2·2 - (-4)·4 = 20"),
        # By hand: 2(3·1 - 2·0) - 1(0 - 2·3) = 12.
        ("Find the Jacobian determinant of F(x,y,z)=(x*y, y*z, x*z) at (1,2,3)", "= 12"),
        (
            "Find the Jacobian of the transformation x=u/v, y=v/w, z=w/u",
            "det J_F(u, v, w) = 1/v·1/(u·w) - (-u/v²)·(-v/(u²·w)) = 0",
        ),
        # 2xyz by hand, of which the matrix's first row has two entries.
        (
            "Find the Jacobian determinant of F(x,y,z)=(x*y, y*z, z*x)",
            "det J_F(x, y, z) = y·x·z - x·(-y·z) = 2x·y·z",
        ),
    ],
)
def test_the_determinant_stands_behind_the_jacobian_that_is_asked_for(
    sentence: str, told: str
) -> None:
    line, *_ = (line for line in solve(sentence).text.splitlines() if "det" in line and "=" in line)
    assert told in line


def test_a_curve_in_latex_has_its_tangent_line_behind_what_it_is_made_of() -> None:
    # r′(1) = (1, 3 - 2, -6), from (0, -1, 6).
    asked = (
        r"Find parametric equations for the tangent line to the curve "
        r"$\mathbf r(t)=\left\langle\ln t,\ t^3-2t,\ \dfrac6t\right\rangle$ at $(0,-1,6)$."
    )
    told = solve(f"{asked} steps=full style=stewart").text.splitlines()
    assert told[0].startswith("The curve passes through (0, -1, 6) at t = 1.")
    assert told[-2] == "So the tangent line there is given by"
    assert told[-1].split("   ") == ["x = s", "y = -1 + s", "z = 6 - 6s"]


def test_the_speed_stands_behind_the_derivative_that_it_is_the_length_of() -> None:
    asked = "Find the velocity and speed of r(t)=(t^2, t^3-2t) at t=1. steps=full style=stewart"
    told = solve(asked).text.splitlines()
    assert told[0] == "The derivative of r and its value at t = 1 are"
    assert told[-2:] == ["so the speed is", "|r′(1)| = √(2² + 1²) = √5"]
