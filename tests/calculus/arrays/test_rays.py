"""Kinks that reach f, and kinks that cancel, by hand and by the theory of piecewise linear sums."""

from __future__ import annotations

from math import gcd

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import E, Expr, Matrix, Rational, log, sqrt

from grad_magic.result import solve

HALF = Rational(1, 2)


@pytest.mark.parametrize(
    ("request_text", "gradient"),
    [
        # w, in several ways.
        ("L(w)=sum(maximum(w,0)+minimum(w,0)) at=(w=[0,1])", [1, 1]),
        ("L(w)=sum(relu(w)-relu(-w)) at=(w=[0,1])", [1, 1]),
        ("L(w)=sum(relu(2*w)-2*relu(-w)) at=(w=[0,1])", [2, 2]),
        ("L(w)=sum(relu(2*w-1)-relu(1-2*w)) at=(w=[0,1/2])", [2, 2]),
        # The larger and the smaller of two together are both.
        ("L(w)=max(w)+min(w) at=(w=[2,2])", [1, 1]),
        ("L(w)=max(w)-max(w-3) at=(w=[1,1])", [0, 0]),
        # The entries of softmax sum to 1, so that the smaller of two falls as the larger rises.
        ("L(w)=max(softmax(w))+min(softmax(w)) at=(w=[1,1])", [0, 0]),
        ("L(w)=max(tanh(w))+min(tanh(w))+max(w)-max(w-1) at=(w=[0,0])", [1, 1]),
        # |w|w, |w|³, |w|^(3/2), relu(w)² are flat at 0.
        ("L(w)=sum(abs(w)*w) at=(w=[0,-1])", [0, 2]),
        ("L(w)=sum(abs(w)^3) at=(w=[0,-1])", [0, -3]),
        ("L(w)=sum(sqrt(abs(w))^3) at=(w=[0,1])", [0, 3 * HALF]),
        ("L(w)=sum(relu(w)^2) at=(w=[0,1])", [0, 2]),
        # w² beats 0 on both sides of 0.
        ("L(w)=sum(maximum(w,w+w^2)) at=(w=[0,1])", [1, 3]),
        # Lengths of squares, also beside a large number.
        ("L(w)=norm(w*w)+10^6 at=(w=[0,0])", [0, 0]),
        ("L(w)=sqrt(sum(w^4))+w@c c=[1,2] at=(w=[0,0])", [1, 2]),
        ("L(w)=norm(w)^3-norm(w)^2 at=(w=[0,0])", [0, 0]),
        # ln(1 + w) eʷ: 1 at 0, and (1/2 + ln 2)e at 1.
        (
            "L(w)=sum(log(1+relu(w)-relu(-w))*exp(w)) at=(w=[0,1])",
            [1, (HALF + log(2)) * E],
        ),
    ],
)
def test_kinks_that_cancel_leave_a_gradient(request_text: str, gradient: list[object]) -> None:
    result = solve(request_text)
    assert result.differentiable is True
    assert (result.gradient_at - Matrix(gradient)).expand() == Matrix([0, 0])
    assert result.warnings == ()


@pytest.mark.parametrize(
    ("request_text", "part"),
    [
        ("L(w)=sum(relu(w)-2*relu(-w)) at=(w=[0,1])", "relu(w) has a kink"),
        ("L(w)=sum(relu(w)+relu(-w)) at=(w=[0,1])", "abs(w) has a kink"),
        ("L(w)=max(w)+min(w) at=(w=[2,2,1])", "the largest entry in max(w)"),
        ("L(w)=norm(w)+10^6 at=(w=[0,0])", "‖w‖ has a kink"),
        ("L(w)=min(w)+w@w at=(w=[2,2])", "the smallest entry in min(w)"),
        ("L(w)=sum(max(w,w^2)) at=(w=[1,2])", "max(w, w²) has a kink where both are equal"),
        ("L(w)=sum(clip(w,-1,1)) at=(w=[1,0])", "clip(w, -1, 1) has a kink at its bounds"),
        ("L(w)=sum(sqrt(w)^4) at=(w=[0,1])", "√w has no values on one side"),
        ("L(w)=sum(sqrt(abs(w))) at=(w=[0,1])", "√(abs(w)) has no derivative"),
    ],
)
def test_kinks_that_reach_f_are_told(request_text: str, part: str) -> None:
    result = solve(request_text)
    assert result.differentiable is False
    assert part in result.reason


def test_at_floats_kinks_cancel_too() -> None:
    result = solve("L(w)=sum(relu(w)-relu(-w))", at={"w": [0.0, 0.1]})
    assert list(result.gradient_at) == [1, 1]


_COMPONENTS = st.integers(-3, 3)
_ROWS = st.tuples(_COMPONENTS, _COMPONENTS).filter(any)
_TERMS = st.lists(st.tuples(_COMPONENTS, _ROWS), min_size=1, max_size=4)


@given(_TERMS)
@settings(max_examples=20, deadline=None)
@pytest.mark.slow
def test_a_sum_of_relus_has_a_gradient_if_and_only_if_they_pair(
    terms: list[tuple[int, tuple[int, int]]],
) -> None:
    # relu(s) = (s + |s|)/2, and |a·w| of different lines are linearly independent.
    rest: dict[tuple[int, int], int] = {}
    for factor, (a, b) in terms:
        size = gcd(a, b) * (1 if (a, b) > (0, 0) else -1)
        line = (a // size, b // size)
        rest[line] = rest.get(line, 0) + factor * abs(size)
    f = "+".join(f"({factor})*relu(a{i}@w)" for i, (factor, _) in enumerate(terms))
    rows = " ".join(f"a{i}=[{a},{b}]" for i, (_, (a, b)) in enumerate(terms))
    result = solve(f"L(w)={f}+w@w {rows} at=(w=[0,0])")
    assert result.differentiable is not any(rest.values())
    if result.differentiable:
        columns = [(factor * a, factor * b) for factor, (a, b) in terms]
        assert result.gradient_at == HALF * Matrix(
            [sum(part) for part in zip(*columns, strict=True)]
        )


@pytest.mark.parametrize("steps", ["brief", "full"])
@pytest.mark.parametrize(
    ("f", "value"),
    [
        # Shares sum to 1, and nothing of the tie between 1 and 1 reaches f.
        ("max(sum(softmax(W,axis=1),axis=1))", 1),
        ("norm(sum(softmax(W,axis=0),axis=0)-1)", 0),
        ("sum(abs(W-W))+3*sum(softmax(W,axis=1))", 6),
    ],
)
def test_a_constant_has_its_value_and_the_gradient_zero(f: str, value: int, steps: str) -> None:
    result = solve(f"L(W)={f} at=(W=[[1,2],[3,4]]) steps={steps}")
    assert result.value == value
    assert result.differentiable is True
    assert not any(result.gradient_at)
    # A worked page tells of the gradients alone.
    assert steps == "full" or f"L = {value}" in result.text


@pytest.mark.slow
def test_numbers_that_are_not_those_of_the_formula_are_told_apart() -> None:
    told = "The formula cannot be relied on here; these numbers come from L itself:"
    # w₁₂ + w₂₁ stands twice in W + Wᵀ, and has the gradient (1, 1).
    result = solve("L(W)=max(W+W.T) at=(W=[[1,5],[4,2]])")
    assert result.gradient_at == Matrix([[0, 1], [1, 0]])
    assert told in result.text.splitlines()
    assert told not in solve("L(W)=max(W+W.T) at=(W=[[1,2],[3,4]])").text
    assert told in solve("L(w)=max(w)+min(w) at=(w=[2,2])").text
    # 2w³/‖w²‖ is 0/0 there.
    assert told in solve("L(w)=norm(w*w) at=(w=[0,0])").text
    assert told not in solve("L(w)=sum(abs(w)*w) at=(w=[0,1])").text


def test_at_a_tie_of_two_the_convention_is_half_of_either_side() -> None:
    # torch.maximum and jax.numpy.maximum: (1 + 2w)/2 = 3/2 where w = w² = 1; relu(0) has 0.
    text = solve("L(w)=sum(max(w,w^2)+relu(w-1)) at=(w=[1,2])").text
    assert "∇_w L = (3/2, 5)" in text


@pytest.mark.parametrize(
    ("request_text", "told", "rate"),
    [
        # ‖tu‖ = |t|; of ‖x‖₁ along an axis that stays in its smooth part 1.
        ("L(x)=norm(x) at=(x=[0,0]) dir=(x=[1,1])", "-1 before the point and 1 beyond it", None),
        ("L(x)=norm(x,1) at=(x=[1,0]) dir=(x=[1,0])", "as a limit, D_u L = 1 all the same.", 1),
        ("L(x)=max(x) at=(x=[1,1]) dir=(x=[1,1])", "D_u L = √2/2 ≈ 0.7071 all", sqrt(2) / 2),
        # max(1 + t, 1 - t) = 1 + |t|, over a length of √2.
        ("L(x)=max(x) at=(x=[1,1]) dir=(x=[1,-1])", "slope of L is -√2/2 ≈ -0.7071 before", None),
        ("L(x)=sum(relu(x)) at=(x=[0]) dir=(x=[2])", "0 before the point and 1 beyond it", None),
    ],
)
def test_at_a_kink_the_direction_has_its_rates_by_the_definition(
    request_text: str, told: str, rate: Expr | int | None
) -> None:
    result = solve(request_text)
    assert told in " ".join(result.text.split())
    assert result.directional_derivative == rate


def test_a_number_before_an_indicator_keeps_its_sign() -> None:
    formulas = solve("L(X)=norm(max(X,axis=0))^2 X:(m,n)").gradient_formulas
    assert formulas["X"] == "2·1[X = max(X, axis = 0)] diag(max(X, axis = 0)ᵀ)"
