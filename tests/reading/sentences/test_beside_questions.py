"""What is asked beside another question: whether f is continuous, how long the gradient is."""

from __future__ import annotations

import pytest

from grad_magic.errors import RequestSyntaxError
from grad_magic.presets import Asked
from grad_magic.reading.sentences.sentence import read_sentence
from grad_magic.result import solve

_F = "f(x,y)={xy/√(x²+y²), (x,y)≠(0,0); 0, (x,y)=(0,0)}"
_BOTH = (Asked.CONTINUOUS, Asked.DIFFERENTIABLE)


@pytest.mark.parametrize(
    "problem",
    [
        f"Let {_F}. Is f continuous at (0,0)? Is it differentiable there?",
        f"Let {_F}. Show that f is continuous but not differentiable at (0,0).",
        f"Let {_F}. Discuss the continuity and differentiability of f at the origin.",
        (
            f"Let {_F}. Determine whether f is continuous at (0,0) and whether it is "
            "differentiable there."
        ),
        f"Let {_F}. Is f continuous and differentiable at (0,0)?",
        f"设{_F}，讨论f在点(0,0)处的连续性、可导性与可微性。",
        f"设{_F}，讨论f(x,y)在点(0,0)处的连续性与可微性。",
        f"设{_F}，问f(x,y)在(0,0)处是否连续？偏导数是否存在？是否可微？",
        f"设{_F}，证明f在点(0,0)处连续但不可微。",
        f"讨论函数{_F}在点(0,0)处:(1)是否连续;(2)偏导数是否存在;(3)是否可微。",
        # Of continuity alone both are told.
        f"Is {_F} continuous at (0,0)?",
        "f(x,y)=xy/√(x²+y²), f(0,0)=0. Is f continuous at (0,0)?",
        f"Show that {_F} is continuous at the origin.",
        f"Discuss the continuity of {_F} at (0,0)",
        f"讨论函数{_F}在点(0,0)处的连续性",
        f"判断{_F}在(0,0)处是否连续？",
        f"证明{_F}在点(0,0)处连续。",
    ],
)
def test_both_are_asked(problem: str) -> None:
    assert read_sentence(problem).questions == _BOTH


def test_the_labels_stay_with_their_questions() -> None:
    said = read_sentence(
        f"Let {_F}. (a) Show that f is continuous at (0,0). (b) Find f_x(0,0) and f_y(0,0). "
        "(c) Is f differentiable at (0,0)?"
    )
    assert said.questions == (Asked.CONTINUOUS, Asked.GRADIENT, Asked.DIFFERENTIABLE)
    assert said.labels == (
        ("(a)", (Asked.CONTINUOUS,)),
        ("(b)", (Asked.GRADIENT,)),
        ("(c)", (Asked.DIFFERENTIABLE,)),
    )


def test_each_of_two_questions_has_its_label() -> None:
    said = read_sentence(f"Let {_F}. (a) Is f continuous at (0,0)? (b) Is it differentiable there?")
    assert said.labels == (("(a)", (Asked.CONTINUOUS,)), ("(b)", (Asked.DIFFERENTIABLE,)))


# Of the partial derivatives, at another point or everywhere, it is another question.
@pytest.mark.parametrize(
    "problem",
    [
        f"设{_F}，讨论偏导数的连续性与可微性。",
        f"设{_F}，问偏导数在(0,0)处是否连续？f是否可微？",
        f"Let {_F}. Are the partial derivatives continuous at (0,0)? Is f differentiable there?",
        f"Let {_F}. Is f continuous everywhere and differentiable at (0,0)?",
        f"Let {_F}. Is f continuous at (1,0) and differentiable at (0,0)?",
        f"Let {_F}. Is f continuous at (1,0)? Is f differentiable at (0,0)?",
        f"Let {_F}. (a) Is f continuous at (0,0)? (b) Is f differentiable at (1,1)?",
        (
            f"Let {_F}. (a) Is f continuous at the origin? (b) Find f_x(1,1). (c) Is f "
            "differentiable at (1,1)?"
        ),
    ],
)
def test_other_questions_of_continuity_are_not_taken_for_it(problem: str) -> None:
    try:
        said = read_sentence(problem)
    except RequestSyntaxError:
        return
    # What is no sentence known here is read as a request, which has no such words.
    assert said.request == problem
    assert not said.questions


@pytest.mark.parametrize(
    "problem",
    [
        "Find the gradient of f(x,y)=x^2-y at (1,2) and its magnitude.",
        "Find the gradient of f(x,y)=x^2-y at (1,2) and find its length.",
        "求函数f(x,y)=x^2-y在点(1,2)处的梯度与梯度的模。",
        "求函数f(x,y)=x^2-y在点(1,2)处的梯度及其模",
    ],
)
def test_the_length_of_the_gradient_is_asked_beside_it(problem: str) -> None:
    said = read_sentence(problem)
    assert said.request == "f(x,y)=x^2-y at=(1,2)"
    assert said.questions == (Asked.NORM, Asked.GRADIENT)


@pytest.mark.slow
def test_the_length_of_the_gradient_is_worked_out() -> None:
    # (2x, -1) is (2, -1) at (1, 2), of length √5.
    text = solve("Find the gradient of f(x,y)=x^2-y at (1,2) and its magnitude. steps=full").text
    assert text.splitlines()[-1].split() == ["‖∇f(1,", "2)‖", "=", "√(2²", "+", "(-1)²)", "=", "√5"]


def test_an_equation_in_dollars_keeps_its_one_sign() -> None:
    said = read_sentence(r"设 $\dfrac xz=\ln\dfrac zy$，求 $\dfrac{\partial z}{\partial x}$。")
    assert said.request == r"$\dfrac xz=\ln\dfrac zy$ differential=implicit"


# y = -1/2 along (u₁, u₂) of xy at (2, 0), whose gradient is (0, 2).
@pytest.mark.parametrize(
    "problem",
    [
        "In what directions at the point (2,0) does the function f(x,y)=xy have rate of change -1?",
        "In what directions does f(x,y)=xy have rate of change -1 at (2,0)?",
    ],
)
def test_the_directions_of_a_given_rate_are_asked_for(problem: str) -> None:
    assert read_sentence(problem).request == "f(x,y)=xy at=(2,0) rate=-1"


# (1, 1) is no direction of ∇f(-1, 1) = (-1, 1): how fast f falls along it is another question.
@pytest.mark.parametrize(
    "problem",
    [
        (
            "Find the direction in which f(x,y)=x^2+xy+y^2 increases most rapidly at (-1,1). How "
            "fast does f increase in that direction?"
        ),
        "求函数f(x,y)=x^2+xy+y^2在点(-1,1)处沿什么方向变化率最大？并求此最大值",
        "问函数f(x,y)=x^2+xy+y^2在点(-1,1)处沿什么方向的变化率最大？并求出此最大值",
    ],
)
def test_the_rate_in_the_direction_just_asked_for_is_its_largest(problem: str) -> None:
    said = read_sentence(problem)
    assert said.request == "f(x,y)=x^2+xy+y^2 at=(-1,1)"
    assert said.questions == (Asked.MAX_RATE, Asked.ASCENT)


def test_the_rate_of_another_direction_is_not_taken_for_it() -> None:
    with pytest.raises(RequestSyntaxError):
        read_sentence(
            "Find the direction in which f(x,y)=x^2+xy+y^2 increases most rapidly at (-1,1). How "
            "fast does f decrease in that direction?"
        )


def test_a_point_behind_two_derivatives_is_that_of_both() -> None:
    asked = "Find the values of ∂f/∂x and ∂f/∂y at the point (4,-5) if f(x,y)=x^2+3xy+y-1"
    assert read_sentence(asked).request == "f(x,y)=x^2+3xy+y-1 at=(4,-5)"
    asked = "求z=x^2+3xy+y-1的∂z/∂x和∂z/∂y在点(4,-5)处的值"
    assert read_sentence(asked).request == "z=x^2+3xy+y-1 at=(4,-5)"
