from __future__ import annotations

import mpmath
import pytest
from sympy import Rational, log

from grad_magic.errors import RequestSyntaxError
from grad_magic.reading.sentences import read_said
from grad_magic.result import Result, solve


@pytest.mark.parametrize(
    ("said", "request_text"),
    [
        (
            (
                "A chimney stands at the origin. The concentration of smoke at ground level is"
                r" $C(x,y)=60e^{-(x^2+2y^2)/6}$ micrograms per cubic meter, where $x$ and $y$ are"
                " measured in kilometers. In which direction does the concentration increase"
                " fastest at the point $(2,1)$? What is the maximum rate of increase?"
            ),
            "C(x,y)=$60e^{-(x^2+2y^2)/6}$ at=(2,1)",
        ),
        (
            (
                "The elevation of a mountain above sea level at the point $(x,y)$ is"
                " $h(x,y)=3000-2x^2-y^2$ meters. Find the direction of steepest ascent at (30,20)."
            ),
            "h(x,y)=3000-2x^2-y^2 at=(30,20)",
        ),
        # The data are in the function, of which w and b are all letters.
        (
            (
                "The line $y=wx+b$ is fitted to the two data points $(1,2)$ and $(3,3)$ with the"
                r" squared loss $L(w,b)=\frac12\left[(w+b-2)^2+(3w+b-3)^2\right]$. Find"
                r" $\nabla L(w,b)$ and $\nabla L(2,-1)$."
            ),
            r"L(w,b)=$\frac12\left[(w+b-2)^2+(3w+b-3)^2\right]$ at=(2,-1)",
        ),
        (
            (
                "在逻辑回归中，特征为 $(1,2)$、标签为 $1$ 的样本的损失是"
                r" $L(w_1,w_2)=-\ln\sigma(w_1+2w_2)$，其中 $\sigma(z)=\dfrac1{1+e^{-z}}$。"
                r"求 $L$ 的梯度及其在 $(w_1,w_2)=(\ln2,\,0)$ 处的值。"
            ),
            r"L(w_1,w_2)=$-\ln\sigma(w_1+2w_2)$ at=(w_1=ln(2), w_2=0)",
        ),
        (
            "烟囱位于原点，地面上的浓度为 C(x,y)=x²y，问 C 在点 (2,1) 处沿哪个方向增加最快？",
            "C(x,y)=x²y at=(2,1)",
        ),
    ],
)
def test_a_story_is_passed_over(said: str, request_text: str) -> None:
    assert read_said(said).request == request_text


@pytest.mark.parametrize(
    "said",
    [
        # A value of a variable, or of another letter of the function.
        "A neuron with weight w and bias b=1 has the loss L(w,b)=(w+b)^2. Find ∇L.",
        "A model with weights (1,2) has the loss L(w_1,w_2)=w_1^2+w_2^2. Find ∇L.",
        (
            "A model is trained on the example with input x=2 and label 1. Its loss is"
            " L(w,b)=(wx+b-1)^2. Find ∇L."
        ),
        "某神经元的权重为 2，损失为 L(w,b)=(w+b)²。求 L 的梯度。",
        # Of which point is asked?
        "A heat source is placed at the origin. The temperature is T(x,y)=x²y. Find ∇T.",
        (
            "A heat source is placed at the origin. The temperature is T(x,y)=x²y. Find the rate"
            " of change of T at (1,2) in the direction toward the source."
        ),
        "烟囱位于原点。浓度为 C(x,y)=x²y。求 C 的梯度。",
        # Conditions.
        (
            "The plate is heated except at the origin. The temperature is T(x,y)=x²y."
            " Find ∇T at (1,2)."
        ),
        "A particle is constrained to the unit circle. The potential is V(x,y)=xy. Find ∇V.",
        "A plate is hot. The square of the temperature is T(x,y)=xy. Find its gradient at (1,2).",
        "The temperature on the boundary of a plate is T(x,y)=x²y. Find its critical points.",
        "Treat y as a constant. The loss is L(x,y)=x²y. Find ∇L(1,2).",
        "在平面 z=1 上的温度为 T(x,y,z)=xyz。求 T 在点 (1,2,1) 处的梯度。",
        "The temperature is T(x,y)=x²y and the pressure is p(x,y)=xy. Find the gradient at (1,2).",
    ],
)
def test_a_story_that_may_change_the_question_leaves_all_unread(said: str) -> None:
    with pytest.raises(RequestSyntaxError, match=r"not understood|没有全部读懂"):
        solve(said)


@pytest.mark.slow
def test_a_classifier_of_a_story_descends_as_its_loss_does() -> None:
    said = (
        "A logistic classifier with weight $w$ and bias $b$ is trained on two examples: one with"
        " input $x=2$ and label $1$, the other with input $x=-1$ and label $0$. Its loss is"
        r" $L(w,b)=\ln\left(1+e^{-(2w+b)}\right)+\ln\left(1+e^{-w+b}\right)$. (a) Find"
        r" $\nabla L(w,b)$. (b) In which direction does $L$ decrease most rapidly at"
        r" $(w,b)=(0,\ln3)$, and at what rate?"
    )
    result = solve(f"{said} steps=full")
    assert isinstance(result, Result)
    # At (0, ln 3) e^(-(2w+b)) is 1/3 and e^(-w+b) is 3: -2·(1/4) - 3/4 and -1/4 + 3/4.
    assert result.point == (0, log(3))
    assert result.gradient_at is not None
    assert tuple(result.gradient_at) == (Rational(-5, 4), Rational(1, 2))

    def loss(w: mpmath.mpf, b: mpmath.mpf) -> mpmath.mpf:
        return mpmath.log(1 + mpmath.exp(-(2 * w + b))) + mpmath.log(1 + mpmath.exp(b - w))

    slopes = [mpmath.diff(loss, (0, mpmath.log(3)), order) for order in ((1, 0), (0, 1))]
    assert all(abs(a - b) < 1e-9 for a, b in zip(slopes, (-1.25, 0.5), strict=True))
    assert "(a) By the chain rule" in result.text
    assert "These are the components of ∇L.\n(b) At (0, ln(3)) we have\n" in result.text


@pytest.mark.slow
def test_numbers_of_a_sample_come_behind_the_gradient_in_letters() -> None:
    # tanh(½ ln 3) = 1/2: (1/2 - 1)(1 - 1/4)(2, 1).
    said = (
        r"某神经元对输入 $x$ 的输出为 $\tanh(wx+b)$，样本 $(x,y)$ 的损失为"
        r" $L(w,b)=\dfrac12\bigl[\tanh(wx+b)-y\bigr]^2$。(1) 求 $L$ 的梯度；"
        r"(2) 对样本 $x=2$，$y=1$，求 $L$ 在 $w=0$，$b=\dfrac12\ln3$"
        r" 处下降最快的方向，以及沿该方向的方向导数。"
    )
    in_letters, in_numbers = solve(f"{said} steps=full lang=zh")
    assert "x(tanh(w·x + b) - y)(1 - tanh²(w·x + b))" in in_letters.text
    assert "对 x = 2，y = 1，在点 (0, ln(3)/2) 处" in in_numbers.text
    assert "-3√5/8" in in_numbers.text
