"""Sentences of worked solutions begin with words, and nothing on the page is without a name."""

from __future__ import annotations

import re

import pytest

from grad_magic.result import Result, solve


def _solved(request_: str) -> str:
    result = solve(f"{request_} steps=full")
    assert isinstance(result, Result)
    return " ".join(result.text.split())


@pytest.mark.parametrize(
    ("request_", "sentence"),
    [
        ("f=(y-x²)(y-2x²) at=(0,0)", "decide. We have f(0, t) = t² > 0 and"),
        ("f=x y at=(0,0)", "differentiable. The point P is a critical point: D_u f(P) = 0"),
        (
            "f=|x| at=0",
            "They differ, so f′(0) does not exist. The difference quotient has",
        ),
        ("f=sqrt(xy) at=(0,0) dir=(1,1)", "The formula ∇f(P)·u would give 0, which is wrong."),
        ("f=sqrt(xy) at=(0,0)", "The function f has no values in the direction (1, -1) from P"),
    ],
)
def test_no_sentence_of_running_text_begins_with_mathematics(request_: str, sentence: str) -> None:
    assert sentence in _solved(request_)


def test_an_answer_that_is_no_running_text_begins_as_it_is() -> None:
    result = solve("f=x y at=(0,0)")
    assert isinstance(result, Result)
    assert "The point P" not in result.text


def test_a_gradient_over_a_shared_divisor_keeps_its_name_beside_the_value() -> None:
    # 3/5 and 4/5 are the partial derivatives of the distance from the origin, not its value 5.
    text = _solved("f=sqrt(x^2+y^2) at=(3,4) dir=i-2j style=openstax")
    assert "√(x² + y²) = 5, so ∇f(3, 4) = 3/5·i + 4/5·j" in text
    assert "the level curve f(x, y) = f(3, 4) = 5 at (3, 4)" in text


@pytest.mark.slow
def test_what_the_page_reckons_with_has_been_introduced() -> None:
    assert "v = (1, 1)" in _solved("f=(x² y, x+y) at=(1,2) dir=(1,1)")
    assert _solved("use differentials to estimate sqrt(4.01*8.97)").startswith(
        "Let f(x, y) = √(x·y). Then"
    )
    assert _solved("计算1.04^2.02的近似值").startswith("设 f(x, y) = x^y，则")
    named = _solved(
        "use the linear approximation of f(x,y)=sqrt(xy) at (4,9) to estimate f(4.01,9)"
    )
    assert "Let f" not in named
    assert "In the given metric a vector v has the length ‖v‖_F, where" in _solved(
        "f=x²+y² at=(1,1) metric=[[2,1],[1,3]]"
    )


def test_a_direction_without_a_vector_is_told_by_what_gives_it() -> None:
    along = _solved("f=x² y at=(1,2) dir=-grad")
    assert "The unit vector in the direction opposite to ∇f(P) is" in along
    turned = _solved("f=x² y at=(1,2) angle=60°")
    assert "The unit vector at the angle 60° from the positive x-axis is u = (1, √3)/2 " in turned
    assert turned.count("60°") == 1


def test_the_theorem_on_implicit_functions_is_used_where_the_equation_holds() -> None:
    text = _solved("x³+y³==6xy at=(3,3) differential=implicit")
    assert "We have F(P) = 0 and F_y(P) = 9 ≠ 0" in text


@pytest.mark.slow
def test_chinese_sentences_end_once_and_equations_are_told_once() -> None:
    corner = _solved("f=sqrt(x²+y²) at=(0,0) dir=(1,1) lang=zh")
    assert "。）" not in corner
    assert "。。" not in corner
    # r′(0) = (0, 1, 1) at the point (1, 0, 0).
    assert "法平面方程为 y + z = 0" in _solved("r(t)=(cos t, sin t, t) at=0 lang=zh")


@pytest.mark.slow
def test_a_chinese_row_ends_between_a_word_and_mathematics_where_it_would_be_short() -> None:
    result = solve("求函数f(x,y)=x³-y³+3x²+3y²-9x的极值 steps=full")
    assert isinstance(result, Result)
    # The word has room behind 所以f在该点取得, and its equation begins the next row.
    assert "取得极小值}" in re.sub(r"\s", "", result.latex)


def test_that_a_sum_is_never_negative_is_seen_in_its_square() -> None:
    text = _solved("f=x²+2xy+y² critical=all")
    assert "We have f(x, y) = x² + 2x·y + y² = (x + y)² ≥ 0, so each of the points" in text
