"""Worked solutions below a sentence or an exercise: what it has told stands there once."""

from __future__ import annotations

import pytest

from grad_magic.exercises.exercise import make_exercise
from grad_magic.reading.practice import PracticeRequest
from grad_magic.result import solve

PAGES = {
    # ∇f = (2xe^{-y}, -x²e^{-y}) is (6, -9) at (3, 0), and (6·4 + 9·3)/5 = 51/5.
    "find the directional derivative of f(x,y)=x^2 e^(-y) at P(3,0) in the direction from P to "
    "Q(7,-3) style=stewart": [
        "By the chain rule, the partial derivatives of f are",
        "f_x(x, y) = 2x·e^(-y)",
        "f_y(x, y) = x²·e^(-y)·(-1) = -x²·e^(-y)",
        "At P we have",
        "∇f(3, 0) = ⟨6, -9⟩",
        "The vector v = PQ = ⟨7 - 3, -3 - 0⟩ = ⟨4, -3⟩ from P to Q has length",
        "|v| = √(4² + (-3)²) = 5, so the unit vector in its direction is",
        "u = v/|v| = ⟨4/5, -3/5⟩",
        "Since f has continuous partial derivatives, it is differentiable, and so",
        "D_u f(3, 0) = ∇f(3, 0)·u = ⟨6, -9⟩·⟨4/5, -3/5⟩ = (6·4 + (-9)·(-3))/5 = 51/5",
    ],
    # The function of a level set has its name from the solution: ∇F = (2x + 2y, 2x - 2y).
    "find the tangent line to the curve x^2+2x y-y^2=7 at (2,1) style=openstax": [
        "Let F(x, y) = x² + 2x·y - y² - 7. Then",
        "∇F(x, y) = (2x + 2y)·i + (2x - 2y)·j",
        "∇F(2, 1) = 6i + 2j",
        "The polynomial F is differentiable. The gradient ∇F(2, 1) is orthogonal to the",
        "level curve F = 0 at (2, 1), so the tangent line there is",
        "6(x - 2) + 2(y - 1) = 0, that is, 3x + y = 7",
    ],
    # x² + y² + z² = 9, and no entry has a factor with 9 in common.
    "求函数u=ln(x^2+y^2+z^2)在点(1,2,-2)处的梯度": [
        "由复合函数求导法则，u 的偏导数为",
        "∂u/∂x = 1/(x² + y² + z²)·2x = 2x/(x² + y² + z²)",
        "∂u/∂y = 1/(x² + y² + z²)·2y = 2y/(x² + y² + z²)",
        "∂u/∂z = 1/(x² + y² + z²)·2z = 2z/(x² + y² + z²)",
        "在点 (1, 2, -2) 处，x² + y² + z² = 9，所以",
        "grad u(1, 2, -2) = (2/9, 4/9, -4/9)",
    ],
    "求曲线x=t^2,y=2t,z=t^3在点(1,2,1)处的切线方程": [
        "设 r(t) = (t², 2t, t³)，点 (1, 2, 1) 对应于 t = 1。",
        "r′(t) = (2t, 2, 3t²)",
        "T = r′(1) = (2, 2, 3)",
        "故所求切线方程为 (x - 1)/2 = (y - 2)/2 = (z - 1)/3。",
    ],
}


@pytest.mark.parametrize("said", PAGES)
def test_the_page_opens_with_a_sentence_and_ends_on_what_was_asked(said: str) -> None:
    text = solve(f"{said} steps=full").text
    assert [row.strip() for row in text.splitlines()] == PAGES[said]


def test_a_point_with_long_coordinates_is_introduced_by_its_letter() -> None:
    text = solve("find the gradient of x^2 y at (1.234567,2.345678) steps=full").text
    assert text.startswith("Let f(x, y) = x²·y and P = (1.234567, 2.345678). Then")


def test_an_exercise_has_named_its_point() -> None:
    rows = make_exercise(PracticeRequest("directional", 1, 5)).solution.text.splitlines()
    assert rows[0] == "By the power rule and the chain rule, the partial derivatives of f are"
    assert "At P we have" in rows
    assert "P = (1, 1)" not in rows


@pytest.mark.parametrize(
    ("f", "last"),
    [
        # f_xx = 2 and D = -4; f_xx = 2 and D = 4; f_xx = -2 and D = 4.
        ("x^2-y^2", "There is no local maximum or minimum."),
        ("x^2+y^2", "There is no local maximum."),
        ("-x^2-y^2", "There is no local minimum."),
    ],
)
def test_extrema_that_are_asked_for_and_missing_are_told_so(f: str, last: str) -> None:
    text = solve(f"find the local extrema of f(x,y)={f} steps=full").text
    assert " ".join(text.split()).endswith(f" {last}")


def test_of_a_function_with_a_border_nothing_is_said_of_missing_extrema() -> None:
    # √(1 - x² - y²) has its smallest value on the border, where no derivative is.
    text = solve("find the local extrema of f(x,y)=sqrt(1-x^2-y^2) steps=full").text
    assert "no local minimum" not in text
