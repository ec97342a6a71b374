"""The answer about arrays as it is read, whole."""

from __future__ import annotations

import pytest

from grad_magic.result import solve

BRIEF = """\
 L(w) = -mean(y ⊙ ln(σ(Xw)) + (1 - y) ⊙ ln(1 - σ(Xw)))
    n = 3
∇_w L = (1/n) Xᵀ(σ(Xw) - y)   w ∈ ℝ²
Each gradient has the shape of its variable.
At w = (0, 0):
    L = ln(2) ≈ 0.6931
∇_w L = (1/3, -1/3)
 ‖∇L‖ = √2/3 ≈ 0.4714"""

WORKED = """\
Let
L(W₁, W₂, W₃) = ‖W₃ tanh(W₂ tanh(W₁x)) - y‖²/2
Layer by layer:
z₁ = W₁x   z₁ ∈ ℝ^h
h₁ = tanh(z₁)   h₁ ∈ ℝ^h
z₂ = W₂h₁   z₂ ∈ ℝ^k
h₂ = tanh(z₂)   h₂ ∈ ℝ^k
z₃ = W₃h₂ - y   z₃ ∈ ℝ^c
From the last layer to the first, where δ₁ is the gradient of L with respect to
z₁, and so on:
δ₃ = z₃   δ₃ ∈ ℝ^c
δ₂ = W₃ᵀδ₃ ⊙ (𝟏 - h₂²)   δ₂ ∈ ℝ^k
δ₁ = W₂ᵀδ₂ ⊙ (𝟏 - h₁²)   δ₁ ∈ ℝ^h
By the chain rule,
∇_W₁ L = δ₁xᵀ   W₁ ∈ ℝ^(h×d)
∇_W₂ L = δ₂h₁ᵀ   W₂ ∈ ℝ^(k×h)
∇_W₃ L = δ₃h₂ᵀ   W₃ ∈ ℝ^(c×k)
Each gradient has the shape of its variable."""

DIRECTED = """\
 L(w) = ‖w‖²
∇_w L = 2w   w ∈ ℝ²
Each gradient has the shape of its variable.
At w = (1, 0):
    L = 1
∇_w L = (2, 0)
 ‖∇L‖ = 2
    u = v/‖v‖   ‖v‖ = 5
D_u L = ⟨∇L, v⟩/‖v‖ = 6/5
L rises along u
          η = 1/4
w - η·∇_w L = (1/2, 0)
After one step L has fallen from 1 to 1/4."""


@pytest.mark.slow
def test_the_brief_answer() -> None:
    result = solve(
        "L(w)=-mean(y*log(sigmoid(X@w))+(1-y)*log(1-sigmoid(X@w))) "
        "X=[[1,2],[3,1],[0,1]] y=[1,0,1] at=(w=[0,0])"
    )
    assert result.text == BRIEF


def test_the_worked_solution_numbers_the_layers() -> None:
    shapes = "W1:(h,d) W2:(k,h) W3:(c,k) x:(d) y:(c)"
    result = solve(f"L(W1,W2,W3)=norm(W3@tanh(W2@tanh(W1@x))-y)^2/2 {shapes} steps=full")
    assert result.text == WORKED


def test_a_direction_and_a_step() -> None:
    result = solve("L(w)=norm(w)^2 at=(w=[1,0]) dir=(w=[3,4]) step_size=1/4")
    assert result.text == DIRECTED


def test_the_short_answer_is_the_gradient_at_the_point() -> None:
    result = solve("L(w)=norm(w)^2 at=(w=[1,0]) steps=short")
    assert result.text == "∇_w L = (2, 0)"


def test_of_a_large_matrix_the_corners_and_the_shape_are_shown() -> None:
    result = solve("L(W)=norm(W)^2/2", at={"W": [[i] * 9 for i in range(8)]})
    shown = "[[0, 0, ⋯, 0, 0], [1, 1, ⋯, 1, 1], [⋮, ⋮, ⋱, ⋮, ⋮], [6, 6, ⋯, 6, 6], "
    # Its size moves to the next row of a terminal.
    assert f"∇_W L = {shown}[7, 7, ⋯, 7, 7]] ∈ ℝ⁸ˣ⁹" in " ".join(result.text.split())


def test_up_to_six_rows_and_columns_are_shown() -> None:
    result = solve("L(w)=norm(w)^2/2 at=(w=[1,2,3,4,5,6])")
    assert "∇_w L = (1, 2, 3, 4, 5, 6)" in result.text


def test_where_data_are_decimals_so_are_the_numbers() -> None:
    result = solve("L(w)=sum(w)*c c=0.1 at=(w=[1,2])")
    assert "∇_w L = (0.1, 0.1)" in result.text


def test_a_zero_gradient_has_no_direction() -> None:
    result = solve("L(w)=norm(w)^2 at=(w=[0,0]) dir=grad")
    assert "As ∇L = 0, the gradient gives no direction." in result.text
    assert result.directional_derivative is None


def test_in_print_it_is_one_line_of_latex() -> None:
    latex = solve("L(W)=norm(W@x-y)^2/2 W:(m,n) x:(n) y:(m)").latex
    assert r"\nabla_{W} L & = (W x - y) x^{T} ,\quad W \in \mathbb{R}^{m\times n}" in latex
    assert "\n" not in latex


def test_in_a_terminal_a_wide_matrix_ends_its_lines_between_its_rows() -> None:
    result = solve("L(W)=norm(W)^2/2", at={"W": [[12345.5] * 6] * 6})
    row = ", ".join(["12345.5"] * 6)
    lines = result.text.splitlines()
    assert f"∇_W L = [[{row}]," in lines
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize(
    ("request_text", "told"),
    [
        # L is √2 all along; it falls by about 1.5e-53; it stays 1, as softmax sums to 1.
        ("L(w)=norm(min(1,w)) at=(w=[2,2]) path=descent step_size=0.01 iterations=5", False),
        ("L(w)=exp(-sum(w)) at=(w=[30,30]) step_size=0.1 iterations=2", False),
        (
            (
                "L(w)=sum(abs(softmax(W.T@w))) W=[[2,-2],[-2,2]] at=(w=[-1,1]) path=descent "
                "step_size=0.01 iterations=5"
            ),
            False,
        ),
        ("L(w)=sum(w*w) at=(w=[1,1]) path=descent step_size=0.01 iterations=5", True),
    ],
)
def test_a_change_within_rounding_is_not_told(request_text: str, told: bool) -> None:
    text = " ".join(solve(request_text).text.split())
    assert ("has fallen" in text) is told
    assert "has risen" not in text
    assert ("as far as floating-point numbers can tell" in text) is not told


# By hand: (ln σ)′ = 1 - σ and (ln(1 - σ))′ = -σ, so -(y(1 - σ) - (1 - y)σ) = σ - y.
CROSS_ENTROPY = """\
For σ(s) = 1/(1 + e^(-s)), recall that σ′(s) = σ(s)(1 - σ(s)). The loss
Cᵢ(s) = -(yᵢ·ln(σ(s)) + (1 - yᵢ)ln(1 - σ(s))) of entry i has the derivative
Cᵢ′(s) = σ(s)(1 - yᵢ) - yᵢ(1 - σ(s)) = σ(s) - yᵢ
So the differential of L is
dL = (1/n) (σ(z) - y)ᵀ·dz"""

SOFTMAX = """\
For two entries and p = softmax(s₁, s₂) we have ln(p₁) = s₁ - ln(e^s₁ + e^s₂),
and so ∂/∂s₁(-y₁·ln(p₁) - y₂·ln(p₂)) = (y₁ + y₂)p₁ - y₁, which is p₁ - y₁ where
the entries of y sum to 1. So it is with more entries. The
gradient δ of L with respect to z is
δ = (𝟏ᵀy) softmax(z) - y"""

LOGISTIC = """\
The loss Cᵢ(s) = ln(1 + e^(-yᵢ·s)) of entry i has the derivative
Cᵢ′(s) = 1/(1 + e^(-yᵢ·s))·e^(-yᵢ·s)·(-yᵢ) = -yᵢ·σ(-yᵢ·s)"""


@pytest.mark.parametrize(
    ("loss", "passage"),
    [
        (
            "L(w)=-mean(y*log(sigmoid(X@w))+(1-y)*log(1-sigmoid(X@w))) X:(n,d) w:(d) y:(n)",
            CROSS_ENTROPY,
        ),
        # Of Xw + b the loss is the same.
        (
            (
                "L(w,b)=-mean(y*log(sigmoid(X@w+b))+(1-y)*log(1-sigmoid(X@w+b))) "
                "X:(n,d) w:(d) b:() y:(n)"
            ),
            CROSS_ENTROPY,
        ),
        ("L(W)=-sum(y*log(softmax(W@x))) W:(c,d) x:(d) y:(c)", SOFTMAX),
        (
            "L(w)=mean(log(1+exp(-y*(X@w))))+w@w X:(n,d) w:(d) y:(n)",
            LOGISTIC,
        ),
    ],
)
def test_a_short_delta_comes_from_the_loss_of_one_entry(loss: str, passage: str) -> None:
    text = " ".join(solve(f"{loss} steps=full").text.split())
    assert " ".join(passage.split()) in text
    assert "entry i" not in solve(loss).text


def test_a_square_needs_no_derivation() -> None:
    assert "entry i" not in solve("L(w)=mean((X@w-y)^2) X:(n,d) w:(d) y:(n) steps=full").text


def test_a_single_layer_is_not_told_layer_by_layer() -> None:
    text = solve("L(w)=norm(A@w-y)^2 A=[[1,2],[3,4]] y=[1,1] at=(w=[1,0]) steps=full").text
    # dL = d(rᵀr) = 2rᵀdr; by hand r = (1 - 1, 3 - 1), and 2(1·0 + 3·2), 2(2·0 + 4·2).
    assert text == (
        "Let L(w) = ‖Aw - y‖² and r = Aw - y. The differential of L is\n"
        "dL = 2rᵀ·dr = 2rᵀ·A·dw\n"
        "so the gradient is\n"
        "∇_w L = 2Aᵀr = 2Aᵀ(Aw - y)\n"
        "At w = (1, 0)ᵀ we have\n"
        "    r = [[1, 2], [3, 4]]·(1, 0) - (1, 1) = (0, 2)\n"
        "∇_w L = 2·[[1, 3], [2, 4]]·(0, 2) = (12, 16)"
    )
    assert "layer" not in text
    assert "shape" not in text


@pytest.mark.parametrize(
    ("request_text", "rows"),
    [
        # By hand: r = (4, 6), 2rxᵀ and 2r.
        (
            "L(W,b)=norm(W@x+b-y)^2 x=[1,2] y=[1,0] at=(W=[[1,2],[3,1]],b=[0,1])",
            (
                "dL = 2rᵀ·dr = 2rᵀ·(dW·x + db)",
                "∇_W L = 2·(4, 6)·[[1, 2]] = [[8, 16], [12, 24]]",
                "∇_b L = 2·(4, 6) = (8, 12)",
            ),
        ),
        # 2/3·(9 - 0, 3 - 1) + 2·1/2·(1, 0).
        (
            "L(w)=mean((X@w-y)^2)+c*norm(w)^2 X=[[1,2],[3,1],[0,1]] y=[1,0,1] c=1/2 at=(w=[1,0])",
            (
                "dL = (2/n) rᵀ·dr + 2cwᵀ·dw = (2/n) rᵀ·X·dw + 2cwᵀ·dw",
                "∇_w L = 2/3·[[1, 3, 0], [2, 1, 1]]·(0, 3, -1) + (1, 0) = (7, 4/3)",
            ),
        ),
        # Of y - Xw, r = (2, -2, 2): -2(2 - 6, 4 - 2 + 2).
        (
            "L(w)=norm(y-X@w)^2 X=[[1,2],[3,1],[0,1]] y=[1,0,1] at=(w=[1,-1])",
            (
                "dL = 2rᵀ·dr = -2rᵀ·X·dw",
                "∇_w L = -2·[[1, 3, 0], [2, 1, 1]]·(2, -2, 2) = (8, -8)",
            ),
        ),
        # A longer gradient by the layer keeps its name; δ = 2(relu(z) - y).
        (
            "L(W)=norm(relu(W@x)-y)^2 x=[1,2] y=[1,0] at=(W=[[1,2],[3,1]])",
            ("dL = δᵀ·dz = δᵀ·dW·x", "∇_W L = (8, 10)·[[1, 2]] = [[8, 16], [10, 20]]"),
        ),
        # The logarithm is of a sum, so no loss of an entry is told.
        (
            "L(w)=log(sum(exp(X@w))) X=[[1,2],[3,1],[0,1]] at=(w=[0,0])",
            ("Let L(w) = ln(sum(exp(Xw))) and z = Xw. The gradient δ of L with respect to z is",),
        ),
    ],
)
def test_the_differential_of_a_single_layer(request_text: str, rows: tuple[str, ...]) -> None:
    lines = [line.strip() for line in solve(f"{request_text} steps=full").text.splitlines()]
    assert set(rows) <= set(lines)


def test_a_common_denominator_stands_before_the_entries() -> None:
    # σ(0) - y = (-1/2, 1/2, -1/2), over n = 3.
    text = solve(
        "L(w,b)=-mean(y*log(sigmoid(X@w+b))+(1-y)*log(1-sigmoid(X@w+b))) "
        "X=[[1,2],[3,1],[0,1]] y=[1,0,1] at=(w=[0,0], b=0) steps=full"
    ).text
    assert "∂L/∂b = (1/n) 𝟏ᵀ(σ(z) - y) = mean(σ(Xw + b𝟏) - y)\nAt w = (0, 0)ᵀ and b = 0" in text
    assert "z = (0, 0, 0)   σ(z) - y = 1/2·(-1, 1, -1)" in text
    assert "∇_w L = 1/6·[[1, 3, 0], [2, 1, 1]]·(-1, 1, -1) = 1/3·(1, -1)" in text
    assert text.endswith("∂L/∂b = (-1 + 1 - 1)/6 = -1/6")


def test_a_number_is_repeated_in_the_function_as_in_its_layer() -> None:
    # By hand: r = (0 + 1 - 1, 0 + 1 - 2) and (2/2)𝟏ᵀr = 0 - 1, which is no calculation.
    text = solve(
        "L(w,b)=mean((X@w+b-y)^2) X=[[1,2],[3,4]] y=[1,2] at=(w=[0,0], b=1) steps=full"
    ).text
    assert text.startswith("Let L(w, b) = mean((Xw + b𝟏 - y)²) and r = Xw + b𝟏 - y, with\n")
    assert text.endswith("∂L/∂b = -1")


@pytest.mark.parametrize(
    ("request_text", "line"),
    [
        (
            "L(w)=norm(X@w-y)^2+c*norm(w)^2 X:(n,d) w:(d) y:(n) c:()",
            "∇_w L = 2Xᵀr + 2cw = 2Xᵀ(Xw - y) + 2cw   w ∈ ℝ^d",
        ),
        (
            "L(w)=c*norm(w)^2+norm(X@w-y)^2 X:(n,d) w:(d) y:(n) c:()",
            "∇_w L = 2cw + 2Xᵀr = 2cw + 2Xᵀ(Xw - y)   w ∈ ℝ^d",
        ),
        (
            "L(W)=-sum(Y*log(softmax(X@W,axis=1))) X:(n,d) W:(d,k) Y:(n,k)",
            "If the rows of Y sum to 1, δ = softmax(z) - Y.",
        ),
        (
            "L(V)=norm(softmax(Q@K.T,axis=1)@V-T)^2/2 Q:(n,d) K:(m,d) V:(m,k) T:(n,k)",
            "∇_V L = softmax(QKᵀ)ᵀ R = softmax(QKᵀ)ᵀ (softmax(QKᵀ) V - T)   V ∈ ℝ^(m×k)",
        ),
        # What is not short is told by its layers alone.
        (
            "L(Q)=norm(softmax(Q@K.T,axis=1)@V-T)^2/2 Q:(n,d) K:(m,d) V:(m,k) T:(n,k)",
            "∇_Q L = δ₁K   Q ∈ ℝ^(n×d)",
        ),
    ],
)
def test_a_worked_gradient_ends_in_the_form_of_the_brief_answer(
    request_text: str, line: str
) -> None:
    text = " ".join(solve(f"{request_text} steps=full").text.split())
    assert " ".join(line.split()) in text


def test_what_makes_a_delta_short_is_told() -> None:
    text = solve(
        "L(W)=-sum(Y*log(softmax(X@W,axis=1))) X=[[1,0],[0,1]] Y=[[1,0,0],[0,1,0]] "
        "at=(W=[[0,0,0],[0,0,0]]) steps=full"
    ).text
    assert "The rows of Y sum to 1, which makes the formula short." in text


def test_second_derivatives_that_are_too_long_are_said_to_be() -> None:
    text = solve("L(U,V)=norm(M-U@V')^2 M:(m,n) U:(m,k) V:(n,k) order=2").text
    assert "The formulas of the second derivatives of L are too long to be shown." in text


def test_along_the_gradient_the_rate_is_its_norm() -> None:
    # At (3, 4) the gradient of ‖w‖² is (6, 8).
    lines = [
        line.strip() for line in solve("L(w)=norm(w)^2 at=(w=[3,4]) dir=-grad").text.split("\n")
    ]
    assert lines[-3:] == ["u = -∇L/‖∇L‖", "D_u L = -‖∇L‖ = -10", "L falls along u"]
