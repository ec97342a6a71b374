"""Parts of f that clauses define keep their names, and what is true of f stays as it was."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grad_magic.array_result import ArrayResult
from grad_magic.errors import RequestSyntaxError
from grad_magic.reading.request import read_request
from grad_magic.result import answer, solve

NETWORK = "W1:(m,d) b1:(m) W2:(k,m) b2:(k) x:(d) y:(k)"


def test_gradients_are_those_of_slides() -> None:
    result = solve(f"L(W1,b1,W2,b2)=norm(s-y)^2/2 s=W2@h+b2 h=relu(z) z=W1@x+b1 {NETWORK}")
    assert result.gradient_formulas == {
        "W1": "(W₂ᵀ(s - y) ⊙ 1[z > 0])xᵀ",
        "b1": "W₂ᵀ(s - y) ⊙ 1[z > 0]",
        "W2": "(s - y)hᵀ",
        "b2": "s - y",
    }
    lines = [line.strip() for line in result.text.splitlines()]
    assert lines[:4] == [
        "L(W₁, b₁, W₂, b₂) = ‖s - y‖²/2",
        "z = W₁x + b₁",
        "h = relu(z)",
        "s = W₂h + b₂",
    ]
    assert "This holds where no entry of z is 0." in lines


def test_worked_solutions_take_the_names_and_their_numbers() -> None:
    text = solve(
        f"L(W1,b1,W2,b2)=norm(z2-y)^2/2; z2=W2@h1+b2; h1=relu(z1); z1=W1@x+b1; {NETWORK} steps=full"
    ).text
    for line in (
        "h₁ = relu(z₁)   h₁ ∈ ℝ^m",
        "δ₂ = z₂ - y   δ₂ ∈ ℝ^k",
        "δ₁ = W₂ᵀδ₂ ⊙ 1[z₁ > 0]   δ₁ ∈ ℝ^m",
        "∇_W₂ L = δ₂h₁ᵀ   W₂ ∈ ℝ^(k×m)",
    ):
        assert line in text.splitlines()


@pytest.mark.slow
@pytest.mark.parametrize("steps", ["brief", "full"])
@pytest.mark.parametrize(
    ("named", "whole"),
    [
        (
            "L(W,b)=norm(a-y)^2 a=sigmoid(z) z=W@x+b",
            "L(W,b)=norm(sigmoid(W@x+b)-y)^2",
        ),
        ("L(W,b)=-dot(y,log(p)) p=softmax(z) z=W@x+b", "L(W,b)=-dot(y,log(softmax(W@x+b)))"),
        # A layer that is met twice, a number, and a constant one.
        (
            "L(W,b)=r@r/c+sum(r) r=W@k-b k=2*x+y c=norm(b)+1",
            "L(W,b)=(W@(2*x+y)-b)@(W@(2*x+y)-b)/(norm(b)+1)+sum(W@(2*x+y)-b)",
        ),
        (
            "L(W,b)=norm(h)^2+sum(u) h=tanh(u) u=h0+W@x h0=tanh(b)",
            "L(W,b)=norm(tanh(tanh(b)+W@x))^2+sum(tanh(b)+W@x)",
        ),
    ],
)
def test_numbers_are_those_of_the_function_written_out(named: str, whole: str, steps: str) -> None:
    data = f"x=[1,-2] y=[0,1] at=(W=[[1,2],[0,1]], b=[1,3]) steps={steps}"
    one, other = solve(f"{named} {data}"), solve(f"{whole} {data}")
    assert one.value == other.value
    assert not one.warnings
    for name in ("W", "b"):
        difference = one.gradients[name] - other.gradients[name]
        assert max(abs(entry.evalf()) for entry in difference) < 1e-12


def test_what_is_known_of_a_named_function_of_entries_is_used() -> None:
    request_text = "L(w)=-mean(y*log(p)+(1-y)*log(1-p)) p=sigmoid(z) z=X@w X:(n,d) w:(d) y:(n)"
    assert solve(request_text).gradient_formulas == {"w": "(1/n) Xᵀ(p - y)"}
    assert "δ = (1/n) (p - y)   δ ∈ ℝ^n" in solve(f"{request_text} steps=full").text.splitlines()


def test_a_saturated_named_sigmoid_has_a_logarithm() -> None:
    result = solve(
        "L(w)=-log(p) p=sigmoid(z) z=x@w", x=np.array([1.0, 0.0]), at={"w": np.array([-800.0, 1.0])}
    )
    assert result.value == pytest.approx(800)


def test_one_written_as_in_books_is_enough_for_all() -> None:
    result = solve("L(w)=r'r r=Xw-y X:(n,d) w:(d) y:(n)")
    assert result.gradient_formulas == {"w": "2Xᵀr"}


def test_a_layer_may_be_made_of_what_the_notebook_holds() -> None:
    namespace = {"A": np.array([[1, 2], [3, 4]]), "start": np.array([1, 1])}
    request = read_request("L(w)=norm(w-c)^2 c=A@start at=(w=[0,0])", namespace)
    # c = (3, 7), and the gradient at 0 is -2c.
    result = answer(request)
    assert isinstance(result, ArrayResult)
    assert result.gradients is not None
    assert list(result.gradients["w"]) == [-6, -14]


def test_a_layer_of_itself_is_refused_with_its_place() -> None:
    text = "L(w)=norm(a)^2 a=b+w b=a+w w:(n)"
    with pytest.raises(RequestSyntaxError) as caught:
        solve(text)
    assert caught.value.message == "a is defined by itself"
    assert text[caught.value.start : caught.value.end] == "b+w"


def test_layers_that_double_are_refused_at_once() -> None:
    layers = " ".join(f"u{i}=u{i + 1}*u{i + 1}" for i in range(60))
    with pytest.raises(RequestSyntaxError, match="more than 2000 operations"):
        solve(f"L(w)=sum(u0) {layers} u60=w w:(n)")


BATCH_NORM = "L(X,c,b)=sum(G*(c*H+b)) H=(X-m)/sqrt(v+r) v=mean((X-m)^2,axis=0) m=mean(X,axis=0)"
SHAPES_OF_BATCHES = "X:(n,d) c:(d) b:(d) G:(n,d) r:()"


@pytest.mark.slow
def test_long_formulas_of_parts_with_names_go_through_their_derivatives() -> None:
    # Ioffe & Szegedy 2015, "Batch normalization", section 3: the derivatives by the normalized
    # values, the variances and the means, and by x, in this order.
    rows = [
        " ".join(row.split()) for row in solve(f"{BATCH_NORM} {SHAPES_OF_BATCHES}").text.split("\n")
    ]
    assert "δ_H = G diag(c)" in rows
    assert "δᵥ = -(1/2) ((Xᵀ - m𝟏ᵀ) ⊙ δ_Hᵀ)𝟏/(v + r𝟏)^(3/2)" in rows
    assert "δₘ = -(δ_Hᵀ 𝟏/√(v + r𝟏) + (2/n) (δᵥ ⊙ (Xᵀ - m𝟏ᵀ)𝟏))" in rows
    text = " ".join(rows)
    assert "∇_X L = δ_H diag(1/√(v + r𝟏)) + (2/n) (X - 𝟏mᵀ) diag(δᵥ) + (1/n) 𝟏δₘᵀ" in text
    assert "∇_c L = (G ⊙ H)ᵀ𝟏" in text


def test_the_derivative_through_a_root_with_a_name_is_written_by_that_name() -> None:
    formulas = solve(
        "L(x)=dot(g,c*h) h=(x-m)/s s=sqrt(mean((x-m)^2)+r) m=mean(x) x:(n) c:(n) g:(n) r:()"
    ).text
    assert "√(mean((x - m)²) + r)" in formulas
    assert "δₛ = -δₕᵀ(x - m𝟏)/s²" in formulas
    assert "(δₛ/(ns)) (x - m𝟏)" in formulas


def test_where_a_root_with_a_name_is_zero_its_function_has_no_formula() -> None:
    loss = "L(x)=s*(a@x)+exp(s)*s s=norm(x) steps=full"
    assert "This holds where x ≠ 0." in solve(f"{loss} a:(n) x:(n)").text
    # Along v it is ‖v‖ on either side.
    result = solve(f"{loss} a=[1,2] at=(x=[0,0])")
    assert result.differentiable is False
    assert "‖x‖ has a kink where it is 0" in result.text


@pytest.mark.slow
@pytest.mark.parametrize("steps", ["brief", "full"])
def test_batch_normalization_has_the_numbers_of_differences(steps: str) -> None:
    generator = np.random.default_rng(4)
    examples, weights = generator.standard_normal((2, 4, 3))
    c, b = generator.standard_normal((2, 3))
    result = solve(BATCH_NORM, at={"X": examples, "c": c, "b": b}, G=weights, r=0.5, steps=steps)

    def loss(rows: np.ndarray[Any, Any]) -> float:
        normalized = (rows - rows.mean(axis=0)) / np.sqrt(rows.var(axis=0) + 0.5)
        return float((weights * (c * normalized + b)).sum())

    for index in np.ndindex(4, 3):
        step = np.zeros((4, 3))
        step[index] = 1e-5
        slope = (loss(examples + step) - loss(examples - step)) / 2e-5
        assert float(result.gradients["X"][index]) == pytest.approx(slope, abs=1e-8)
    assert not result.warnings


def test_a_gate_is_a_function_of_its_layer() -> None:
    text = solve(
        "L(W,U,A)=dot(g,(1-z)*h+z*c) z=sigmoid(W@x+U@h) c=tanh(A@x+B@(r*h)) r=sigmoid(C@x+D@h)"
        " g:(m) h:(m) x:(n) W:(m,n) U:(m,m) A:(m,n) B:(m,m) C:(m,n) D:(m,m) steps=full"
    ).text
    rows = [" ".join(row.split()) for row in text.split("\n")]
    assert rows.index("z₁ = Wx + Uh z₁ ∈ ℝ^m") < rows.index("z = σ(z₁) z ∈ ℝ^m")
