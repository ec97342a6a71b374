"""Parts of f that clauses define keep their names, and what is true of f stays as it was."""

from __future__ import annotations

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
