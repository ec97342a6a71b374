"""Names for hidden layers, gates and what else formulas would repeat, as slides have them."""

from __future__ import annotations

import numpy as np
import pytest

from grad_magic.result import solve

LSTM = (
    "L(Wf,Wi,Wo,Wc)=norm(sigmoid(Wo@x)*tanh(sigmoid(Wf@x)*c+sigmoid(Wi@x)*tanh(Wc@x))-y)^2/2 "
    "Wf:(m,d) Wi:(m,d) Wo:(m,d) Wc:(m,d) c:(m) x:(d) y:(m)"
)


def _lines(request_text: str) -> list[str]:
    return [line.strip() for line in solve(request_text).text.splitlines()]


def test_a_recurrent_cell_has_its_state_and_one_delta() -> None:
    lines = _lines("L(W,U,b)=norm(tanh(W@s+U@x+b)-y)^2/2 W:(m,m) U:(m,d) s:(m) x:(d) b:(m) y:(m)")
    assert lines[1:6] == [
        "h = tanh(Ws + Ux + b)",
        "δ = (h - y) ⊙ (𝟏 - h²)",
        "∇_W L = δsᵀ   W ∈ ℝ^(m×m)",
        "∇_U L = δxᵀ   U ∈ ℝ^(m×d)",
        "∇_b L = δ   b ∈ ℝ^m",
    ]


@pytest.mark.slow
def test_the_gates_of_an_lstm_have_names_and_each_its_delta() -> None:
    # σ' = σ(1 - σ) and tanh' = 1 - tanh², each δ through the argument of its gate.
    assert _lines(LSTM)[1:12] == [
        "h₁ = σ(Wo x)",
        "h₂ = σ(Wf x)",
        "h₃ = σ(Wi x)",
        "h₄ = tanh(Wc x)",
        "h₅ = tanh(h₂ ⊙ c + h₃ ⊙ h₄)",
        "z₆ = h₁ ⊙ h₅ - y",
        "δ₁ = h₁ ⊙ h₅ ⊙ z₆ ⊙ (𝟏 - h₁)",
        "δ₅ = h₁ ⊙ z₆ ⊙ (𝟏 - h₅²)",
        "δ₂ = h₂ ⊙ c ⊙ (𝟏 - h₂) ⊙ δ₅",
        "δ₃ = h₃ ⊙ h₄ ⊙ (𝟏 - h₃) ⊙ δ₅",
        "δ₄ = h₃ ⊙ (𝟏 - h₄²) ⊙ δ₅",
    ]
    assert "∇_Wc L = δ₄xᵀ   Wc ∈ ℝ^(m×d)" in _lines(LSTM)


def test_its_worked_solution_says_through_what_a_delta_is() -> None:
    text = " ".join(_lines(f"{LSTM} steps=full"))
    assert "δ₄ is the gradient of L with respect to Wc x, and so on:" in text


def test_layer_normalisation_names_what_is_centred_and_its_variance() -> None:
    lines = _lines(
        "L(x,g,b)=norm(g*((x-mean(x))/sqrt(mean((x-mean(x))^2)+eps))+b-y)^2/2 "
        "x:(n) g:(n) b:(n) y:(n) eps:()"
    )
    assert lines[1:9] == [
        "z₁ = x - mean(x) 𝟏",
        "z₂ = mean(z₁²) + eps",
        "z₃ = (g ⊙ z₁)/√z₂ + b - y",
        "δ₂ = -sum(g ⊙ z₁ ⊙ z₃)/(2z₂^(3/2))",
        "δ₁ = (g ⊙ z₃)/√z₂ + (2δ₂/n) z₁",
        "∇_x L = δ₁ - mean(δ₁) 𝟏   x ∈ ℝ^n",
        "∇_g L = (z₁ ⊙ z₃)/√z₂   g ∈ ℝ^n",
        "∇_b L = z₃   b ∈ ℝ^n",
    ]


def test_attention_names_its_weights() -> None:
    lines = _lines(
        "L(Q,K,V)=norm(softmax(Q@K.T/sqrt(d),axis=1)@V-Y)^2/2 Q:(n,d) K:(n,d) V:(n,p) Y:(n,p)"
    )
    assert lines[1:7] == [
        "A₁ = softmax(QKᵀ/√d)",
        "z₂ = A₁V - Y",
        "δ₁ = A₁ ⊙ (z₂Vᵀ - (A₁ ⊙ z₂Vᵀ)𝟏𝟏ᵀ)",
        "∇_Q L = (1/√d) δ₁K   Q ∈ ℝ^(n×d)",
        "∇_K L = (1/√d) δ₁ᵀQ   K ∈ ℝ^(n×d)",
        "∇_V L = A₁ᵀz₂   V ∈ ℝ^(n×p)",
    ]


def test_a_name_of_the_request_is_not_taken() -> None:
    lines = _lines("L(W,U,b)=norm(tanh(W@h+U@x+b)-y)^2/2 W:(m,m) U:(m,d) b:(m) h:(m) x:(d) y:(m)")
    assert lines[1:3] == ["h₁ = tanh(Wh + Ux + b)", "δ₁ = (h₁ - y) ⊙ (𝟏 - h₁²)"]


def test_a_few_short_repetitions_stay_as_they_are() -> None:
    lines = _lines(
        "L(w,b)=-mean(y*log(sigmoid(X@w+b))+(1-y)*log(1-sigmoid(X@w+b))) X:(n,d) y:(n) w:(d) b:()"
    )
    assert lines[1] == "∇_w L = (1/n) Xᵀ(σ(Xw + b𝟏) - y)   w ∈ ℝ^d"


def _central(loss: object, arrays: dict[str, np.ndarray], name: str) -> np.ndarray:
    """∂/∂(array) of a function of arrays by central differences."""
    assert callable(loss)
    slopes = np.zeros_like(arrays[name])
    for index in np.ndindex(slopes.shape):
        ends = []
        for sign in (1, -1):
            moved = {key: values.copy() for key, values in arrays.items()}
            moved[name][index] += sign * 1e-6
            ends.append(loss(**moved))
        slopes[index] = (ends[0] - ends[1]) / 2e-6
    return slopes


@pytest.mark.slow
def test_named_parts_have_the_values_of_a_gated_cell() -> None:
    generator = np.random.default_rng(7)
    shapes = {"Wz": (3, 2), "Wr": (3, 2), "Wh": (3, 2), "Uz": (3, 3), "Ur": (3, 3), "Uh": (3, 3)}
    arrays = {name: generator.standard_normal(shape) for name, shape in shapes.items()}
    x, h, y = (generator.standard_normal(size) for size in (2, 3, 3))

    def loss(**weights: np.ndarray) -> float:
        def sigmoid(values: np.ndarray) -> np.ndarray:
            return np.asarray(1 / (1 + np.exp(-values)))

        z = sigmoid(weights["Wz"] @ x + weights["Uz"] @ h)
        r = sigmoid(weights["Wr"] @ x + weights["Ur"] @ h)
        state = np.tanh(weights["Wh"] @ x + weights["Uh"] @ (r * h))
        return float((((1 - z) * h + z * state - y) ** 2).sum() / 2)

    result = solve(
        f"L({','.join(shapes)})=norm((1-sigmoid(Wz@x+Uz@h))*h+sigmoid(Wz@x+Uz@h)"
        "*tanh(Wh@x+Uh@(sigmoid(Wr@x+Ur@h)*h))-y)^2/2",
        at=arrays,
        x=x,
        h=h,
        y=y,
    )
    for name in shapes:
        assert result.gradients[name] == pytest.approx(_central(loss, arrays, name), abs=1e-8)


def test_what_is_nothing_but_rounding_is_zero() -> None:
    # Row 1 of δK: both entries of K in its column are 1, and the entries of a row of δ sum to 0.
    result = solve(
        "L(Q)=norm(softmax(Q@K.T/sqrt(2),axis=1)@V-Y)^2/2 Y=[[1,0],[0,1]] "
        "K=[[1,1],[0,1]] V=[[1,2],[0,1]] at=(Q=[[1,0],[0,1]])"
    )
    assert result.is_approximate
    assert result.gradients["Q"][0, 1] == 0


def test_a_hidden_layer_is_not_called_as_its_size_is() -> None:
    lines = _lines(
        "L(V,W)=norm(V@relu(W@x)-y)^2/2 V:(k,h) W:(h,d) x:(d) y:(k)",
    )
    assert lines[1:4] == [
        "a = relu(Wx)",
        "∇_V L = (Va - y)aᵀ   V ∈ ℝ^(k×h)",
        "∇_W L = (Vᵀ(Va - y) ⊙ 1[Wx > 0])xᵀ   W ∈ ℝ^(h×d)",
    ]


def test_a_cross_entropy_written_as_an_inner_product_is_softmax_minus_y_too() -> None:
    # Pasted from PyTorch: the entries of y = (0, 1, 0) sum to 1.
    lines = _lines("L(z)=-F.log_softmax(z,dim=0)@y y=[0,1,0] at=(z=[1,2,3])")
    assert lines[1].startswith("∇_z L = softmax(z) - y ")
    assert lines[3] == "The entries of y sum to 1, which makes the formula short."


def test_a_network_that_classifies_has_the_gradients_of_slides() -> None:
    # Goodfellow, Bengio & Courville 2016, section 6.2.2.3: the gradient by what softmax is of is
    # softmax minus y, and the rest is the chain rule through h.
    loss = "L(W,V,b,c)=-dot(y,log_softmax(V@relu(W@x+b)+c)) x:(d) W:(m,d) V:(k,m) b:(m) c:(k)"
    result = solve(f"{loss} y:(k)")
    assert result.gradient_formulas == {
        "W": "(Vᵀ((𝟏ᵀy) softmax(Vh + c) - y) ⊙ 1[Wx + b > 0])xᵀ",
        "V": "((𝟏ᵀy) softmax(Vh + c) - y)hᵀ",
        "b": "Vᵀ((𝟏ᵀy) softmax(Vh + c) - y) ⊙ 1[Wx + b > 0]",
        "c": "(𝟏ᵀy) softmax(Vh + c) - y",
    }
    assert "h = relu(Wx + b)" in result.text
    assert "∇_V L = (softmax(Vh + c) - y)hᵀ" in result.text


def test_attention_goes_through_the_derivative_by_its_scores() -> None:
    loss = "L(Q,K,V)=sum(G*(softmax(Q@K.T/sqrt(d),axis=1)@V)) Q:(n,d) K:(m,d) V:(m,p) G:(n,p)"
    result = solve(loss)
    assert result.gradient_formulas == {"Q": "(1/√d) δK", "K": "(1/√d) δᵀQ", "V": "AᵀG"}
    assert "δ = A ⊙ (GVᵀ - (A ⊙ GVᵀ)𝟏𝟏ᵀ)" in result.text
