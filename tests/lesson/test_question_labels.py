"""Tests for grad_magic.lesson.question_labels: (a) and (b) as the problem has them."""

import re

import pytest

from grad_magic import solve


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sentence", "answered"),
    [
        (
            (
                "If f(x,y,z)=ze^(xy), (a) find the gradient of f and (b) find the directional"
                " derivative of f at (0,2,3) in the direction of v=2i-j+2k. style=stewart"
            ),
            # By hand: (6, 0, 1) at (0, 2, 3), which only (b) needs.
            [("(a)", "∇f(x, y, z) = y·z·e^(x·y)·i"), ("(b)", "∇f(0, 2, 3) = 6i + k\n")],
        ),
        (
            (
                "(a) Find the gradient of f. (b) Evaluate the gradient at the point P. (c) Find the"
                " rate of change of f at P in the direction of the vector u. f(x,y)=x^2*ln(y),"
                " P(3,1), $u=-\\frac{5}{13}\\mathbf i+\\frac{12}{13}\\mathbf j$ style=stewart"
            ),
            [("(a)", "ln(y)"), ("(b)", "∇f(3, 1) = 9j"), ("(c)", "= 108/13")],
        ),
        # |xy| ≤ x² + y².
        (
            ("Let g(x,y)=|xy|. (a) Find g_x(0,0) and g_y(0,0). (b) Is g differentiable at (0,0)?"),
            [("(a)", "= 0"), ("(b)", "differentiable at")],
        ),
        # The unit vector, which this book tells first, belongs to the second question.
        (
            (
                "设f(x,y)=x^2y+y^3. (1)求f在点(1,2)处的梯度; (2)求f在点(1,2)处沿方向(3,4)的方向导数"
                "; (3)f在点(1,2)处沿哪个方向的方向导数最大?"
            ),
            [("(1)", "grad f(1, 2) = (4, 1 + 12) = (4, 13)"), ("(2)", "= 64/5"), ("(3)", "= √185")],
        ),
    ],
)
def test_each_answer_stands_behind_the_label_of_its_question(
    sentence: str, answered: list[tuple[str, str]]
) -> None:
    text = solve(f"{sentence} steps=full").text
    found = re.split(r"^(\([ab-c1-3]\)(?:, \([abc]\))*) ", text, flags=re.MULTILINE)
    assert found[0] == ""
    assert found[1::2] == [label for label, _ in answered]
    for answer, (_, told) in zip(found[2::2], answered, strict=True):
        assert told in answer


def test_a_plane_and_a_line_have_the_labels_within_their_sentence() -> None:
    # ∇(xyz) = (6, 3, 2) at (1, 2, 3).
    asked = "Find (a) the tangent plane and (b) parametric equations for the normal line"
    rows = solve(f"{asked} to the surface xyz=6 at (1,2,3). steps=full").text.splitlines()
    assert [row[:3] for row in rows if row.startswith("(")] == ["(a)", "(b)"]
    assert rows[-1].split("   ") == ["x = 1 + 6t", "y = 2 + 3t", "z = 3 + 2t"]


@pytest.mark.slow
def test_a_page_in_another_order_has_no_labels() -> None:
    sentence = "(a) find the tangent line to the level curve at (1,2) and (b) the gradient of f."
    assert "(a)" not in solve(f"If f(x,y)=x^2 y, {sentence} steps=full").text
