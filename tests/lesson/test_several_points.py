"""Worked solutions at several points, one under the other: what has been told is not repeated."""

from __future__ import annotations

import pytest

from grad_magic.result import Answers, solve


def _solved(request: str) -> Answers:
    answers = solve(f"{request} steps=full")
    assert isinstance(answers, Answers)
    return answers


def test_what_has_been_told_of_one_point_is_not_told_again_of_the_next() -> None:
    answers = _solved("f=x^2 y-y^3 at=[(2,1),(1,1)] dir=(1,1)")
    first, second = answers.text.split("\n\n")
    assert first == answers[0].text
    # By hand: at (1, 1) the gradient is (2, 1 - 3), and perpendicular to (1, 1).
    assert second.splitlines() == [
        "At P = (1, 1):",
        "f(P) = 0   ∇f(P) = (2, -2)",
        "Therefore",
        "D_u f(P) = ∇f(P)·u = (2·1 + (-2)·1)/√2 = 0",
        "As before, the rate of change is largest in the direction of ∇f(P) and smallest",
        "in the opposite direction. Its maximum is",
        "‖∇f(P)‖ = √(2² + (-2)²) = 2√2",
        "for w = (1, -1)/√2. The minimum is -2√2, for w = (-1, 1)/√2. The angle between",
        "∇f(P) and u has cos θ = 0, so θ = π/2 = 90°.",
        "As before, ∇f(P) is orthogonal to the level curve f = 0 at P, so the tangent",
        "line there is",
        "2(x - 1) - 2(y - 1) = 0   or   x - y = 0",
    ]
    assert repr(answers).endswith(second)
    assert "As before" in answers.latex[1]


@pytest.mark.slow
def test_each_answer_by_itself_is_complete() -> None:
    answers = _solved("f=x^2 y-y^3 at=[(2,1),(1,1)] dir=(1,1)")
    alone = solve("f=x^2 y-y^3 at=(1,1) dir=(1,1) steps=full")
    assert answers[1].text == alone.text
    assert answers[1].latex == alone.latex


@pytest.mark.slow
def test_what_is_another_at_each_point_is_told_at_each() -> None:
    # Another direction, a first critical point behind a regular one, an unanswered one between.
    toward = _solved("f=x^2+y^2 at=[(1,1),(2,0)] to=(0,1)").text
    assert toward.count("u = ") > toward.count("‖v‖ = √((-2)² + 1²)") == 1
    critical = _solved("f=x^3+y^3-3x y at=[(2,1),(0,0),(1,1)]").text
    assert critical.count("f_xx = 6x") == 1
    assert critical.count("f_xx(P) = ") == 2
    assert " ".join(critical.split()).count("For any unit vector u we have") == 1
    gap = _solved("f=1/x+y at=[(0,0),(1,1),(2,0)]").text
    assert (
        gap.count("Let f(x, y) = 1/x + y and P = (1, 1). Then") == gap.count("∇f = (-1/x², 1)") == 1
    )


def test_in_chinese_and_of_one_variable_too() -> None:
    answers = _solved("f=x^3-3x at=[1,-1] lang=zh")
    assert answers.text.split("\n\n")[1].splitlines()[0] == "在 x = -1 处："
    assert answers.text.count("f′(x) = 3x² - 3") == 1
