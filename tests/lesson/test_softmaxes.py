"""Softmax and log-sum-exp stay what they are: expected are the forms of texts on learning."""

from __future__ import annotations

import mpmath
import pytest
from sympy import Matrix, Rational

from grad_magic.result import Result, solve


def rows(request: str) -> list[str]:
    result = solve(request)
    assert isinstance(result, Result)
    return [row.strip() for row in result.text.splitlines()]


@pytest.mark.parametrize(
    ("request_text", "expected"),
    [
        (
            "f=logsumexp(x,y)",
            ["f(x, y) = logsumexp(x, y)", "s = softmax(x, y)", "∂f/∂x = s₁", "∂f/∂y = s₂"],
        ),
        # The cross-entropy of the class of x.
        (
            "f=logsumexp(x,y,z)-x",
            [
                *("f(x, y, z) = logsumexp(x, y, z) - x", "s = softmax(x, y, z)"),
                *("∂f/∂x = s₁ - 1", "∂f/∂y = s₂", "∂f/∂z = s₃"),
            ],
        ),
        # The chain rule within.
        (
            "f=logsumexp(w*x+b,0)",
            [
                *("f(b, w, x) = logsumexp(w·x + b, 0)", "s = softmax(w·x + b, 0)"),
                *("∂f/∂b = s₁", "∂f/∂w = x·s₁", "∂f/∂x = w·s₁"),
            ],
        ),
        # The letter is free, and each softmax has its own.
        (
            "f=logsumexp(s,x)+logsumexp(s,y)",
            [
                *("f(s, x, y) = logsumexp(s, x) + logsumexp(s, y)", "p = softmax(s, x)"),
                *("q = softmax(s, y)", "∂f/∂s = p₁ + q₁", "∂f/∂x = p₂", "∂f/∂y = q₂"),
            ],
        ),
    ],
)
def test_the_gradient_of_log_sum_exp_is_softmax(request_text: str, expected: list[str]) -> None:
    assert rows(request_text)[:-1] == expected


@pytest.mark.slow
def test_the_jacobian_of_softmax_is_diag_s_minus_s_s_transposed() -> None:
    *head, jacobian = rows("f=softmax(x,y,z)")
    assert head == ["f(x, y, z) = softmax(x, y, z)", "s = softmax(x, y, z)"]
    assert jacobian.partition(" = ")[2] == (
        "[[s₁(1 - s₁), -s₁·s₂, -s₁·s₃], [-s₁·s₂, s₂(1 - s₂), -s₂·s₃], [-s₁·s₃, -s₂·s₃, s₃(1 - s₃)]]"
    )
    assert rows("f=logsumexp(x,y) order=2")[-3:] == [
        *("f_xx = s₁(1 - s₁)", "f_xy = f_yx = -s₁·s₂", "f_yy = s₂(1 - s₂)"),
    ]


def test_a_worked_solution_says_what_they_are() -> None:
    worked = rows("f=logsumexp(x,y) at=(0,0) steps=full")
    assert (
        "For logsumexp(z₁, z₂) = ln(e^z₁ + e^z₂), recall that ∂/∂z₁(logsumexp(z₁, z₂)) = "
        "e^z₁/(e^z₁ + e^z₂) = softmax(z₁, z₂)₁." in " ".join(worked)
    )
    assert "∇f(P) = (1/2, 1/2)" in worked


def test_numbers_at_a_point_are_those_of_the_exponentials() -> None:
    result = solve("f=logsumexp(2*x,x*y) at=(1,2) dir=(3,4)")
    assert isinstance(result, Result)
    # Both exponents are 2 at (1, 2), so s = (1/2, 1/2): f_x = 2·1/2 + 2·1/2, f_y = 1/2.
    assert result.gradient_at == Matrix([2, Rational(1, 2)])
    difference = mpmath.diff(lambda x: mpmath.log(mpmath.exp(2 * x) + mpmath.exp(2 * x)), 1)
    assert mpmath.almosteq(difference, 2)
