"""What is said of students' answers about arrays: nothing of what is right."""

from __future__ import annotations

import pytest

from grad_magic.result import solve

POINT = "L(w)=sum((X@w-y)^2) X=[[1,2],[3,4],[5,6]] y=[1,0,2] at=[1,-1]"
LAYER = "L(W,b)=sum((W@x+b-y)^2) W:(m,n) b:(m) x:(n) y:(m)"
SAID = [
    (POINT, "[-40,-52]", "The answer for ∇_w L is right."),
    (
        POINT,
        "[[-40,-52]]",
        (
            "The answer for ∇_w L is not right. It is in ℝ¹ˣ², but ∇_w L is in ℝ², as w is: has it "
            "been transposed?"
        ),
    ),
    (
        LAYER,
        "dW=2(Wx+b-y)x^T, db=2(Wx+b-y)",
        "The answer for ∇_W L and ∇_b L is right.",
    ),
    (
        LAYER,
        "dW=2(Wx+b-y)x^T, db=Wx+b-y",
        "The answer for ∇_b L is not right. There is a slip in a constant factor.",
    ),
    (
        "L(z)=-sum(y*log(softmax(z))) z:(k) y:(k)",
        "softmax(z)-y",
        (
            "The answer for ∇_z L is called neither right nor wrong. It is right only under a "
            "condition on y that the request does not state."
        ),
    ),
    (
        f"{POINT} lang=zh",
        "[[-40,-52]]",
        "∇_w L：答案不正确。它属于 ℝ¹ˣ²，而 ∇_w L 与 w 同属于 ℝ²：是否多取或漏取了转置？",
    ),
]


@pytest.mark.parametrize(("request_", "answer", "message"), SAID)
def test_messages(request_: str, answer: str, message: str) -> None:
    result = solve(request_, answer=answer)
    assert result.check.message == message
    assert " ".join(result.text.split()) == message


def test_neither_the_solution_nor_a_picture_stands_beside_a_wrong_answer() -> None:
    result = solve(POINT, answer="[-40,52]", steps="full", plot="contour")
    assert "-52" not in result.text
    assert result.scene is result.figure is None


def test_the_worked_solution_follows_a_right_answer() -> None:
    text = solve(POINT, answer="[-40,-52]", steps="full").text
    assert text.startswith("The answer for ∇_w L is right.\nLet L(w) = sum((Xw - y)²)")
    assert "dL = 2rᵀ·dr" in text


def test_the_data_hold_the_check() -> None:
    data = solve(POINT, answer="[-20,-26]").to_dict()
    assert data["check"] == {
        "right": False,
        "asked": "gradient",
        "slip": "factor",
        "note": None,
        "message": "The answer for ∇_w L is not right. There is a slip in a constant factor.",
    }
    assert "check" not in solve(POINT).to_dict()
