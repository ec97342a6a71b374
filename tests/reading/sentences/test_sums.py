"""Sums over data that a problem tells."""

from __future__ import annotations

import mpmath
import pytest
from sympy import Matrix, Rational

from grad_magic.errors import RequestSyntaxError
from grad_magic.reading.request import read_request
from grad_magic.result import Result, solve


def _last(said: str) -> Result:
    found = solve(said)
    last = found[-1] if isinstance(found, tuple) else found
    assert isinstance(last, Result)
    return last


@pytest.mark.parametrize(
    ("said", "gradient"),
    [
        # Residuals -1, 0, -1 at (1, 0): 2/3 (-1 - 3, -1 - 1).
        (
            (
                "用直线 $y=wx+b$ 拟合数据 $(1,2)$，$(2,2)$，$(3,4)$，均方误差为 $L(w,b)=\\dfrac13"
                "\\displaystyle\\sum_{i=1}^3(wx_i+b-y_i)^2$。求 $\\nabla L(1,0)$。"
            ),
            (Rational(-8, 3), Rational(-4, 3)),
        ),
        # Residuals -2, -3, -5 at (0, 0): 2/3 (-2 - 6 - 15, -10).
        (
            (
                "The line $y=wx+b$ is fitted to the data points $(1,2)$, $(2,3)$ and $(3,5)$ with "
                "the mean squared error $L(w,b)=\\frac13\\sum_{i=1}^{3}(wx_i+b-y_i)^2$. "
                "Find $\\nabla L(0,0)$."
            ),
            (Rational(-46, 3), Rational(-20, 3)),
        ),
        # Residuals 0, -1 at (1, 1): (0·0 - 1, 0 - 1).
        (
            (
                "Let $L(w,b)=\\frac{1}{2}\\sum_{i=1}^{n}\\left(wx_i+b-y_i\\right)^2$ for the data "
                "$(0,1)$, $(1,3)$. Find the gradient of $L$ at $(1,1)$."
            ),
            (-1, -1),
        ),
    ],
)
def test_a_sum_over_data_is_written_out(said: str, gradient: tuple[Rational, ...]) -> None:
    assert _last(said).gradient_at == Matrix(gradient)


def test_a_mean_cross_entropy_has_the_gradient_of_differences() -> None:
    said = (
        r"A model predicts the probability as $\sigma(wx+b)$. It is trained on the data "
        r"$(x_i,y_i)=(0,0),\ (1,0),\ (4,1)$ with the cross-entropy loss $L(w,b)=-\frac13"
        r"\sum_{i=1}^3\bigl[y_i\ln\sigma(wx_i+b)+(1-y_i)\ln\bigl(1-\sigma(wx_i+b)\bigr)\bigr]$. "
        r"Find $\nabla L(1,-1)$."
    )

    def loss(w: mpmath.mpf, b: mpmath.mpf) -> mpmath.mpf:
        total = mpmath.mpf(0)
        for x, y in ((0, 0), (1, 0), (4, 1)):
            p = 1 / (1 + mpmath.exp(-(w * x + b)))
            total += mpmath.log(p if y else 1 - p)
        return -total / 3

    gradient = _last(said).gradient_at
    assert gradient is not None
    for index, order in enumerate(((1, 0), (0, 1))):
        expected = mpmath.diff(loss, (mpmath.mpf(1), mpmath.mpf(-1)), order)
        assert abs(mpmath.mpf(gradient[index].evalf(20)) - expected) < 1e-10


@pytest.mark.parametrize(
    "said",
    [
        # Three terms of two rows; rows that are no data of a sum; two sums.
        (
            r"Let $L(w,b)=\sum_{i=1}^{3}(wx_i+b-y_i)^2$ for the data $(0,1)$, $(1,3)$. "
            r"Find the gradient of $L$."
        ),
        (
            r"The points (1,2) and (3,4) lie on a line. Find the gradient of "
            r"$f(x,y)=\sum_{i=1}^2(x-i)^2$ at (1,1)."
        ),
        r"Let $L(w,b)=\sum_{i=1}^2(wx_i+b-y_i)^2$. Find the gradient at (1,1) and (2,3).",
        r"设 $L(w,b)=\sum_{i=1}^2(wx_i+b-y_i)^2$，求 L 在点 (1,1) 和 (2,3) 处的梯度。",
        r"Let $L(w)=\sum_{i=1}^2 wx_i$ for the data (1,2), (2,3). Find L'(w).",
    ],
)
def test_what_is_no_such_sum_is_refused(said: str) -> None:
    with pytest.raises(RequestSyntaxError):
        read_request(said)
