"""Second derivatives of functions of arrays: H as books print it, and D_u² against differences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from sympy import Matrix, Rational

from grad_magic import solve
from grad_magic.errors import MeaninglessRequestError


@pytest.mark.parametrize(
    ("request_text", "row"),
    [
        # Petersen and Pedersen, "The Matrix Cookbook", (97) and (84).
        ("L(x)=x.T@A@x+b@x A:(n,n) x:(n) b:(n)", "∇_x² L = A + Aᵀ"),
        ("L(w)=norm(X@w-y)^2/n X:(n,d) w:(d) y:(n)", "∇_w² L = (2/n) XᵀX"),
        ("L(w)=norm(X@w-y)^2+c*norm(w)^2 X:(n,d) w:(d) y:(n) c:()", "∇_w² L = 2XᵀX + 2cI"),
        # Bishop 2006, "Pattern Recognition and Machine Learning", (4.97), Φᵀ R Φ.
        (
            "L(w)=-sum(y*log(sigmoid(X@w))+(1-y)*log(1-sigmoid(X@w))) X:(n,d) w:(d) y:(n)",
            "∇_w² L = Xᵀ diag(σ(Xw) ⊙ (𝟏 - σ(Xw))) X",
        ),
        # Boyd and Vandenberghe 2004, "Convex Optimization", section 3.1.5.
        ("L(w)=logsumexp(w) w:(n)", "∇_w² L = diag(softmax(w)) - softmax(w) softmax(w)ᵀ"),
        ("L(w)=norm(w) w:(n)", "∇_w² L = (I - wwᵀ/‖w‖²)/‖w‖"),
        # There, section 3.1.5 too: the second derivative of ln det X along V.
        ("L(X)=logdet(X) X:(n,n)", "⟨v, H·v⟩ = -tr(X⁻¹vX⁻¹v)"),
        ("L(H)=trace(H.T@A@H) H:(m,n) A:(m,m)", "⟨v, Q·v⟩ = tr(vᵀ(A + Aᵀ)v)"),
        ("L(w)=c@w c:(n) w:(n)", "∇_w² L = 0"),
    ],
)
def test_the_hessian_is_that_of_books(request_text: str, row: str) -> None:
    assert row in [line.strip() for line in solve(f"{request_text} order=2").text.splitlines()]


def _logistic(w: Any) -> Any:
    scores = np.array([[1.0, 2], [3, 1], [0, 1]]) @ w
    return np.sum(np.logaddexp(0, scores) - np.array([1, 0, 1]) * scores)


@pytest.mark.parametrize(
    ("request_text", "function", "point"),
    [
        (
            "L(w)=sum(softplus(X@w)-y*(X@w)) X=[[1,2],[3,1],[0,1]] y=[1,0,1]",
            _logistic,
            (0.5, -1.0),
        ),
        (
            "L(w)=log(sum(exp(w^2)))",
            lambda w: np.log(np.sum(np.exp(w**2))),
            (0.5, -1.0),
        ),
        ("L(w)=norm(w)^3", lambda w: np.sum(w**2) ** 1.5, (1.0, 2.0)),
        (
            "L(w)=sum(relu(w)^2*tanh(w))",
            lambda w: np.sum(np.maximum(w, 0) ** 2 * np.tanh(w)),
            (2, -1),
        ),
    ],
)
def test_the_second_derivative_along_a_direction_is_a_limit_of_differences(
    request_text: str, function: Callable[[Any], Any], point: tuple[float, ...]
) -> None:
    result = solve(f"{request_text} at=(w={list(point)}) order=2 dir=(w=[3,4])")
    start, way, step = np.array(point, dtype=float), np.array([0.6, 0.8]), 1e-4
    expected = (
        function(start + step * way) - 2 * function(start) + function(start - step * way)
    ) / step**2
    assert float(result.second_directional_derivative) == pytest.approx(expected, rel=1e-4)
    hessian = np.array(result.hessian_at, dtype=float)
    assert way @ hessian @ way == pytest.approx(expected, rel=1e-4)


def test_several_arrays_change_together() -> None:
    # ‖v_W x + v_b‖² by hand: v_W x = (1, 0), v_b = (1, 1), twice 4 + 1, over ‖v‖² = 3.
    result = solve(
        "L(W,b)=norm(W@x+b-y)^2 x=[1,2] y=[1,0] at=(W=[[0,1],[1,1]],b=[0,0])"
        " dir=(W=[[1,0],[0,0]],b=[1,1]) order=2"
    )
    assert result.second_directional_derivative == Rational(10, 3)
    assert result.hessian_at is None


def test_the_hessian_at_the_point_is_exact() -> None:
    result = solve("L=x.T@A@x A=[[1,2],[3,4]] at=(x=[1,1]) order=2")
    assert result.hessian_at == Matrix([[2, 5], [5, 8]])
    assert result.second_directional_derivative is None


@pytest.mark.parametrize(
    "request_text",
    [
        # The second derivatives of relu(x)² and of Huber's function jump, from 0 to 2, from 1 to 0.
        "L(w)=sum(relu(w)^2) at=(w=[0,1])",
        "L(w)=sum(huber(w)) at=(w=[1,0])",
        "L(w)=sum(w*abs(w)) at=(w=[0,2])",
        # x√|x| rises steeper and steeper.
        "L(w)=norm(w)^(3/2) at=(w=[0,0])",
    ],
)
def test_none_is_told_where_it_may_not_exist(request_text: str) -> None:
    result = solve(f"{request_text} dir=(w=[1,1]) order=2")
    assert result.second_directional_derivative is None
    assert result.hessian_at is None
    assert "may have no second derivatives here" in result.text


def test_of_third_order_there_is_none() -> None:
    with pytest.raises(MeaninglessRequestError, match="the derivatives go up to order 2"):
        solve("L=x.T@x at=(x=[1,1]) order=3")


@pytest.mark.parametrize(
    ("request_text", "row"),
    [
        # Jacobi's formula twice: D² det = det(X)(tr(X⁻¹v)² - tr(X⁻¹vX⁻¹v)).
        ("L(X)=det(X) X:(n,n)", "⟨v, H·v⟩ = det(X) (sum(X⁻ᵀ ⊙ v)² - tr(X⁻¹vX⁻¹v))"),
        # The Hessian of log-sum-exp between diag(a) on both sides.
        ("L(s)=logsumexp(s*a) s:(n) a:(n)", "∇_s² L = diag(a² ⊙ softmax(s ⊙ a))"),
    ],
)
def test_second_derivatives_stand_as_in_books(request_text: str, row: str) -> None:
    assert row in " ".join(solve(f"{request_text} order=2").text.split())
