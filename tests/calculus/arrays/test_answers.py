"""Students' answers about functions of arrays, each worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from sympy import Matrix

from grad_magic.errors import MeaninglessRequestError, RequestSyntaxError
from grad_magic.findings import CheckNote, Slip
from grad_magic.presets import Asked
from grad_magic.result import solve
from grad_magic.solution import Check
from tests.calculus.arrays.identities import IDENTITIES, Identity, request_of

# ∇L = 2Xᵀ(Xw - y), H = 2XᵀX.
SQUARES = "L(w)=sum((X@w-y)^2) X:(n,d) w:(d) y:(n)"
# ∇L = 2/n Xᵀ(Xw - y) + 2λw.
RIDGE = "L(w)=mean((X@w-y)^2)+lambda*norm(w)^2 X:(n,d) w:(d) y:(n)"
# Xw - y = (-2, -1, -3), so that ∇L = (-40, -52), L = 14, and along (3, 4)/5 the rate -328/5.
POINT = "L(w)=sum((X@w-y)^2) X=[[1,2],[3,4],[5,6]] y=[1,0,2] at=[1,-1]"
TOWARD = f"{POINT} dir=[3,4]"
# ∇_W L = 2(Wx + b - y)xᵀ, ∇_b L = 2(Wx + b - y).
LAYER = "L(W,b)=sum((W@x+b-y)^2) W:(m,n) b:(m) x:(n) y:(m)"
# Wx + b - y = (0, 3).
LAYER_AT = "L(W,b)=sum((W@x+b-y)^2) x=[1,2] y=[1,0] at=(W=[[1,0],[0,1]], b=[0,1])"
# ∇L = 2Xᵀ((a - y) ⊙ a ⊙ (1 - a)), a = σ(Xw).
NEURON = "L(w)=sum((sigmoid(X@w)-y)^2) X:(n,d) w:(d) y:(n)"
# ∇_W L = (Vᵀ(Va - y) ⊙ (1 - a²))xᵀ, a = tanh(Wx).
NETWORK = "L(V,W)=norm(V@tanh(W@x)-y)^2/2 V:(k,m) W:(m,n) x:(n) y:(k)"
# ∇L = (A + Aᵀ)x.
FORM = "L(x)=x@A@x x:(n) A:(n,n)"
# ∇L = (Σy)·softmax(z) - y.
ENTROPY = "L(z)=-sum(y*log(softmax(z))) z:(k) y:(k)"
# z = (X ⊙ XW)𝟏 of n rows, ∇L = -1/n Xᵀdiag(σ(-z))X.
ROWS = "L(W)=-mean(log(sigmoid(sum((X@W)*X,axis=1)))) X:(n,d) W:(d,d)"
# No gradient: |w_1| has a corner at 0.
CORNER = "L(w)=sum(abs(w)) at w=[0,1]"

RIGHT = [
    (SQUARES, "2X^T(Xw-y)"),
    (SQUARES, "∇_w L = 2X'(Xw-y)"),
    (SQUARES, "X.T@(X@w-y)*2"),
    (SQUARES, "2*X.T@X@w - 2*X.T@y"),
    (SQUARES, "2X^TXw-2X^Ty"),
    (SQUARES, r"\nabla_w L = 2X^\top(Xw-y)"),
    (SQUARES, "$2X^{\\top}(Xw-y)$"),
    (SQUARES, "dL/dw = (X@w-y)@X*2"),
    (RIDGE, "2/n X^T(Xw-y) + 2*lambda*w"),
    (RIDGE, r"\frac{2}{n}X^\top(Xw-y)+2\lambda w"),
    (LAYER, "dW=2(Wx+b-y)x^T, db=2(Wx+b-y)"),
    (LAYER, "∇_b L = 2(Wx+b-y); ∇_W L = outer(2*(W@x+b-y), x)"),
    (LAYER, "db=2(Wx+b-y)"),
    (NEURON, "2X^T((sigmoid(Xw)-y)*sigmoid(Xw)*(1-sigmoid(Xw)))"),
    ("L(w)=sum(b*(X@w)^2) X:(n,d) w:(d) b:(n)", "2X^T(b ⊙ Xw)"),
    # As books multiply first what stands side by side; (X ⊙ X)W has the same shape.
    (ROWS, "-(1/n) Xᵀ diag(𝟏 - σ((X ⊙ XW)𝟏)) X"),
    (ROWS, "-(1/n) Xᵀ diag(𝟏 - σ((X ⊙ (XW))𝟏)) X"),
    ("L(w)=sum(relu(X@w)) X:(n,d) w:(d)", "X^T 1[Xw>0]"),
    ("L(w)=sum(relu(X@w)) X:(n,d) w:(d)", "X.T@(X@w>0)"),
    ("L(w)=sum(X@w) X:(n,d) w:(d)", "X.T@np.ones(n)"),
    ("L(w)=sum(w) w:(d)", "𝟏"),
    (FORM, "(A+A^T)x"),
    (f"{FORM} A=[[1,2],[2,1]]", "2Ax"),
    (ENTROPY, "sum(y)*softmax(z)-y"),
    ("L(A)=logdet(A) A:(n,n)", "A^{-\\top}"),
    (f"{SQUARES} order=2", "2X^TX"),
    (f"{SQUARES} order=2", "2X^T(Xw-y)"),
    (POINT, "[-40,-52]"),
    (POINT, "(-40,-52)^T"),
    (POINT, "[[-40],[-52]]"),
    (POINT, r"\begin{pmatrix}-40\\-52\end{pmatrix}"),
    (POINT, "the gradient is (-40,-52)"),
    (POINT, "2X^T(Xw-y)"),
    (POINT, "norm=65.6"),
    (f"{POINT} order=2", "[[70,88],[88,112]]"),
    (TOWARD, "-328/5"),
    (TOWARD, "D_u L = -65.6"),
    (LAYER_AT, "W=[[0,0],[6,12]], b=[0,6]"),
    (POINT, "L=14"),
    (POINT, "L(1,-1) = 4+1+9 = 14"),
    (CORNER, "L=1"),
    (CORNER, "DNE"),
    (f"{CORNER} dir=[1,0]", "DNE"),
    (f"{CORNER} dir=[0,1]", "1"),
]
WRONG = [
    (SQUARES, "X^T(Xw-y)", Slip.FACTOR),
    (SQUARES, "2X^T(y-Xw)", Slip.OPPOSITE),
    (SQUARES, "2X^T(Xw+y)", Slip.SIGN),
    (SQUARES, "2X^TXw", Slip.TERM_MISSING),
    (SQUARES, "2(Xw-y)^T X", Slip.TRANSPOSED),
    (SQUARES, "2(Xw-y)", Slip.SHAPE),
    (SQUARES, "2X(Xw-y)", Slip.UNFIT),
    (SQUARES, "2(Xw-y)w^T", Slip.OTHER_VARIABLE),
    (SQUARES, "DNE", Slip.EXISTS),
    (POINT, "L=13", None),
    (SQUARES, "2X^T(Xw-y)+w", None),
    (RIDGE, "(2/n)X^T(Xw-y)", Slip.TERM_MISSING),
    (RIDGE, "2X^T(Xw-y)+2lambda w", Slip.FACTOR),
    (RIDGE, "(2/n)X^T(Xw-y)-2lambda w", Slip.SIGN),
    (LAYER, "dW=2(Wx+b-y)x^T, db=(Wx+b-y)", Slip.FACTOR),
    (LAYER, "db=2(Wx+b-y)x^T", Slip.OTHER_VARIABLE),
    (LAYER, "dW=2x(Wx+b-y)^T", Slip.TRANSPOSED),
    (NEURON, "2X^T(sigmoid(Xw)-y)", Slip.CHAIN_RULE),
    (NEURON, "X^T(sigmoid(Xw)*(1-sigmoid(Xw)))", Slip.CHAIN_RULE),
    (NETWORK, "dW=(V^T(V tanh(Wx)-y))x^T", Slip.CHAIN_RULE),
    (FORM, "2Ax", Slip.SYMMETRY),
    ("L(A)=logdet(A) A:(n,n)", "inv(A)", Slip.TRANSPOSED),
    (f"{SQUARES} order=2", "X^TX", Slip.FACTOR),
    (f"{SQUARES} order=2", "2XX^T", Slip.SHAPE),
    (POINT, "[-20,-26]", Slip.FACTOR),
    (POINT, "[40,52]", Slip.OPPOSITE),
    (POINT, "[-40,52]", Slip.SIGN),
    (POINT, "[[-40,-52]]", Slip.TRANSPOSED),
    (POINT, "[-40,-52,0]", Slip.SHAPE),
    (POINT, "[-40.0,-52.1]", Slip.LAST_DIGIT),
    (POINT, "[1,2]", None),
    (POINT, "norm=4304", Slip.NORM_SQUARED),
    (TOWARD, "-328", Slip.NOT_NORMALISED),
    (TOWARD, "65.6", Slip.OPPOSITE),
    (TOWARD, "14", Slip.VALUE_INSTEAD),
    (LAYER_AT, "dW=[[0,6],[0,12]]", Slip.TRANSPOSED),
    (CORNER, "[0,1]", Slip.FORMULA_MISUSED),
    (CORNER, "sign(w)", Slip.FORMULA_MISUSED),
    (f"{CORNER} dir=[1,0]", "1", None),
]


# Those that use names which the page of the solution introduces, as h and δ.
OF_THE_PAGE = {"layer of rectifiers", "second layer", "recurrent cell, two steps"}


def _check(request: str, answer: object) -> Check:
    check: Check | None = solve(request, answer=answer).check
    assert check is not None
    return check


@pytest.mark.parametrize(("request_", "answer"), RIGHT)
def test_right_in_whatever_form(request_: str, answer: str) -> None:
    check = _check(request_, answer)
    assert (check.right, check.slip, check.note) == (True, None, None)


@pytest.mark.parametrize(("request_", "answer", "slip"), WRONG)
def test_slips_are_named(request_: str, answer: str, slip: Slip | None) -> None:
    check = _check(request_, answer)
    assert (check.right, check.slip) == (False, slip)


@pytest.mark.slow
def test_a_slip_is_named_in_the_reading_of_books_too() -> None:
    assert _check(ROWS, "1/n Xᵀ diag(𝟏 - σ((X ⊙ XW)𝟏)) X").slip is Slip.OPPOSITE
    assert _check(ROWS, "-(1/n) Xᵀ diag(𝟏 - σ(((X ⊙ X)W)𝟏)) X").right is False


def test_ones_without_a_size_are_refused_as_such() -> None:
    with pytest.raises(MeaninglessRequestError, match="how long this vector of ones is"):
        solve("L(x)=sum(x)^2 x:(n)", answer="2 (𝟏ᵀx) (1/(1/(𝟏𝟏ᵀ)𝟏))")


@pytest.mark.parametrize("identity", IDENTITIES, ids=lambda identity: identity.name)
def test_what_books_print_is_right_and_no_multiple_of_it(identity: Identity) -> None:
    if identity.name in OF_THE_PAGE:
        return
    request = request_of(identity)
    named = f"d{identity.variable}"
    assert _check(request, {named: identity.form}).right
    assert _check(request, {named: f"1.001*({identity.form})"}).slip is Slip.FACTOR


@pytest.mark.slow
def test_what_is_right_under_a_condition_is_not_decided() -> None:
    # softmax(z) - y, if the entries of y sum to 1, as shares do.
    check = _check(ENTROPY, "softmax(z)-y")
    assert (check.right, check.note) == (None, CheckNote.UNDER_CONDITION)
    # H = (1/n) Xᵀ diag(y² ⊙ σ(Xw)(1 - σ(Xw))) X, and y² = 1 for labels ±1.
    logistic = "L(w)=mean(log(1+exp(-y*(X@w)))) X:(n,d) w:(d) y:(n) order=2"
    check = _check(logistic, "1/n X^T diag(sigmoid(Xw)*(1-sigmoid(Xw))) X")
    assert (check.right, check.note) == (None, CheckNote.UNDER_CONDITION)
    shares = "L(z)=-sum(y*log(softmax(z))) z:(3) y=[0,1,0]"
    assert _check(shares, "softmax(z)-y").right


@pytest.mark.parametrize(
    "answer",
    [
        np.array([-40.0, -52.0]),
        [-40, -52],
        Matrix([-40, -52]),
        {"w": np.array([-40, -52])},
        {"dw": "2X^T(Xw-y)"},
        "2*X.T@(X@w-y)",
    ],
)
def test_answers_from_python(answer: object) -> None:
    assert _check(POINT, answer).right


def test_an_answer_says_what_it_answers() -> None:
    assert _check(TOWARD, "-65.6").asked is Asked.RATE
    assert _check(TOWARD, "[-40,-52]").asked is Asked.GRADIENT
    assert _check(POINT, "65.6").asked is Asked.MAX_RATE
    assert _check(f"{SQUARES} order=2", "2X^TX").asked is Asked.HESSIAN


def test_of_several_variables_one_is_named() -> None:
    with pytest.raises(MeaninglessRequestError, match="by which variable"):
        solve(LAYER, answer="2(Wx+b-y)")


def test_numbers_need_a_point_and_a_rate_a_direction() -> None:
    with pytest.raises(MeaninglessRequestError, match="this answer needs a point"):
        solve(SQUARES, answer="[1,2]")
    with pytest.raises(MeaninglessRequestError, match="needs a direction"):
        solve(POINT, answer="D=3")


@pytest.mark.parametrize(
    ("request_text", "answer"),
    [
        ("L(w)=norm(X@w-y)^2 X=[[1,2],[3,4]] y=[1,2] at=(w=[1,0])", "w=(6,8)"),
        ("L(w)=norm(X@w-y)^2 X:(n,d) w:(d) y:(n)", "w=2X^T(Xw-y)"),
        (f"{LAYER_AT} step_size=0.1", "W=[[0,0],[6,12]], b=[0,6]"),
    ],
)
def test_the_variable_itself_is_no_gradient(request_text: str, answer: str) -> None:
    # The gradients are these, but w is something else, as after a step.
    with pytest.raises(MeaninglessRequestError, match="is not asked about arrays"):
        solve(f"{request_text} answer={answer}")


@pytest.mark.parametrize(
    ("request_", "answer"),
    [
        (POINT, "∂L/∂w_1=-40, ∂L/∂w_2=-52"),
        (POINT, "∂L/∂w_1=-40"),
        (POINT, "L=2X^T(Xw-y)"),
        (SQUARES, "L=2X^T(Xw-y)"),
    ],
)
def test_what_names_another_thing_is_not_taken_for_the_gradient(request_: str, answer: str) -> None:
    with pytest.raises(MeaninglessRequestError, match="is not asked about arrays"):
        solve(request_, answer=answer)


def test_what_cannot_be_read_has_the_readers_error() -> None:
    with pytest.raises(RequestSyntaxError, match="Xv has no value and no shape"):
        solve(SQUARES, answer="2X^T(Xv-y)")


def test_data_that_are_given_stay_as_they_are() -> None:
    # With y = 0 nothing is lost by leaving it out, and λ is 1/2.
    request = "L(w)=sum((X@w-y)^2)+a*norm(w)^2 X=[[1,2],[3,4]] y=[0,0] a=0.5 w:(2)"
    assert _check(request, "2X^TXw+w").right
    assert _check(request, "2X^TXw").slip is Slip.TERM_MISSING


def test_an_answer_that_agrees_where_all_is_positive_is_not_right() -> None:
    # relu(u) = u for u > 0, and the gradient of Σ relu(w)² is 2 relu(w).
    assert _check("L(w)=sum(relu(w)^2) w:(n)", "2w").right is False
    assert _check("L(w)=sum(relu(w)^2) w:(n)", "w+abs(w)").right


# The derivative of σ is σ(1 - σ), entry by entry.
@pytest.mark.parametrize(
    ("request_", "answer"),
    [
        ("L(w)=sum(sigmoid(w)) w:(n)", "σ(w)(1-σ(w))"),
        ("L(w)=sum(sigmoid(X@w)) X:(n,d) w:(d)", "X^T(σ(Xw)(1-σ(Xw)))"),
        ("L(W)=sum(sigmoid(W)) W:(m,n)", "(1-σ(W))σ(W)"),
        # Of square matrices it could be the matrix product, too.
        ("L(W)=sum(sigmoid(W)) W:(n,n)", "σ(W)(1-σ(W))"),
    ],
)
def test_a_product_without_a_sign_that_is_right_by_entries_is_not_judged(
    request_: str, answer: str
) -> None:
    with pytest.raises(MeaninglessRequestError, match="can be read in two ways"):
        solve(request_, answer=answer)


def test_a_product_that_is_wrong_in_either_reading_is_wrong() -> None:
    assert solve("L(w)=sum(sigmoid(w)) w:(n)", answer="σ(w)(1+σ(w))").check.right is False
