"""What fits is taken, what does not names both operands, and two readings are both told."""

from __future__ import annotations

import pytest
from sympy import Matrix

from grad_magic.errors import MeaninglessRequestError
from grad_magic.result import solve


@pytest.mark.parametrize(
    ("text", "message", "marked"),
    [
        (
            "L(w)=sum((X@w-y)^2) X=[[1,2],[3,4],[5,6]] y=[1,2] at=(w=[0,0])",
            "X@w of shape (3,) and y of shape (2,) do not fit together here",
            "X@w-y",
        ),
        (
            "L(w)=sum(X@w) X=[[1,2,3],[4,5,6]] at=(w=[0,0])",
            "X of shape (2, 3) and w of shape (2,) do not fit together in a matrix product",
            "X@w",
        ),
        (
            "L(w)=w at=(w=[[1,2]])",
            "L has the shape (1, 2), and is no number",
            "w",
        ),
        ("L(X)=det(X) X:(2,3)", "X has the shape (2, 3), and only a square matrix has", "det(X)"),
        ("L(x)=sum(2@x) x:(n)", "2 is a number, and @ multiplies vectors and matrices", "2@x"),
        ("L(A)=sum(A^2) A:(n,n)", "A^2 can be read in two ways", "A^2"),
        ("L(A)=trace((A+A)^2) A:(n,n)", "(A+A)^2 can be read in two ways", "(A+A)^2"),
        ("L(A)=sum(exp(A)) A:(n,n)", "exp(A) can be read in two ways", "exp(A)"),
        ("L(A)=sum(e^A) A:(n,n)", "exp(A) can be read in two ways", "e^A"),
        ("L(A)=sum(1/A) A:(n,n)", "1/A can be read in two ways", "1/A"),
        ("L(W)=norm(W,1) W:(m,n)", "norm(W,1) can be read in two ways", "norm(W,1)"),
        ("L(W)=‖W‖_2 W:(m,n)", "‖W‖_2 can be read in two ways, as W is a matrix", "‖W‖_2"),
        ("L(X)=norm(X-I) X:(2,3)", "I is square, and X has the shape (2, 3)", "X-I"),
        ("L(X)=trace(X)+trace(I) X:(n,n)", "nothing tells how large this identity matrix", "I"),
        ("L(A)=|A| A:(n,n)", "|A| can be read in two ways: the determinant", "|A|"),
        ("L(x)=|x| + sum(x) x:(n)", "|x| can be read in two ways: the length", "|x|"),
        ("L(W)=sum(softmax(W)) W:(m,n)", "softmax of the matrix W can be read", "softmax(W)"),
        ("L(W)=sum(Wx) W:(m,n) x:(n)", "Wx can be read in two ways: W is of shape (m, n)", "Wx"),
        ("L(x)=sum(x@x.T) x:(n)", "x@x.T can be read in two ways, as x is a vector", "x@x.T"),
        (
            "L(b)=sum(G*(W@X+b)) G:(n,n) W:(n,n) X:(n,n) b:(n)",
            "b goes with W@X in two ways",
            "W@X+b",
        ),
        (
            "L(w)=sum(X@w-y) X:(n,d) w:(d,1) y:(n)",
            "y is a vector of shape (n,) and X@w a column of shape (n, 1)",
            "X@w-y",
        ),
    ],
)
def test_an_error_names_the_operands_and_the_place(text: str, message: str, marked: str) -> None:
    with pytest.raises(MeaninglessRequestError) as caught:
        solve(text)
    error = caught.value
    assert error.message.startswith(message)
    assert error.source[error.start : error.end] == marked


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("L(b)=sum(G*(W@X+b)) G:(m,k) W:(m,n) X:(n,k) b:(m)", "G𝟏"),
        ("L(b)=sum(G*(X@W+b)) G:(k,m) X:(k,n) W:(n,m) b:(m)", "Gᵀ𝟏"),
        ("L(b)=sum(G*(X+b.T)) G:(n,n) X:(n,n) b:(n,1)", "Gᵀ𝟏"),
        ("L(x)=sum((2x)^2) x:(n)", "8x"),
        ("L(x)=c x@x c:() x:(n)", "2cx"),
        ("L(W)=sum((W@x-y)^2)/2 W:(m,m) x:(m) y:(m)", "(Wx - y)xᵀ"),
        ("L(U)=sum((R-U@V.T)^2)/2 R:(n,n) U:(n,k) V:(n,k)", "(UVᵀ - R)V"),
        ("L(A)=sum(A*A) A:(n,n)", "2A"),
    ],
)
def test_the_one_reading_that_fits_is_taken(text: str, formula: str) -> None:
    (found,) = solve(text).gradient_formulas.values()
    assert found == formula


def test_a_repeated_vector_is_seen_in_the_function() -> None:
    text = solve("L(b)=sum(G*(W@X+b)) G:(m,k) W:(m,n) X:(n,k) b:(m)").text
    assert "L(b) = sum(G ⊙ (WX + b𝟏ᵀ))" in text


def test_a_letter_is_the_number_that_it_must_be() -> None:
    text = solve("L(W)=sum(W@x) W:(m,n) x=[1,2,3]").text
    assert "W ∈ ℝ^(m×3)" in text


@pytest.mark.parametrize(
    ("text", "message", "marked"),
    [
        # np.dot(A, B) is AB, ⟨A, B⟩ the sum of products.
        ("L(A)=trace(dot(A,B)) A:(n,n) B:(n,n)", "dot(A,B) can be read in two ways", "dot(A,B)"),
        ("L(x)=trace(x@y) x:(n) y:(n)", "only a square matrix has a trace", "trace(x@y)"),
        ("L(a)=a'(A+B)^2 a A:(n,n) B:(n,n) a:(n)", "(A+B)^2 can be read in two", "(A+B)^2"),
        ("L(A)=trace(B+(A+B)^2) A:(n,n) B:(n,n)", "(A+B)^2 can be read in two", "(A+B)^2"),
        ("L(A)=trace(A**-1) A:(n,n)", "A**-1 can be read in two ways", "A**-1"),
    ],
)
def test_what_code_and_books_read_differently_is_refused(
    text: str, message: str, marked: str
) -> None:
    with pytest.raises(MeaninglessRequestError) as caught:
        solve(text)
    error = caught.value
    assert message in error.message
    assert text[error.start : error.end] == marked


def test_the_advice_on_a_power_of_a_sum_has_brackets() -> None:
    with pytest.raises(MeaninglessRequestError, match=r"\(A\+A\)\*\(A\+A\) entry by entry"):
        solve("L(A)=trace((A+A)^2) A:(n,n)")


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        # Matrix Cookbook, (61) and (101).
        ("L(A)=a'(A+B)^-1 b a:(n) b:(n) A:(n,n) B:(n,n)", "-(A + B)⁻ᵀabᵀ(A + B)⁻ᵀ"),
        ("L(X)=tr(A X B) A:(m,n) X:(n,p) B:(p,m)", "AᵀBᵀ"),
        ("L(X)=trace(A X B) A:(m,n) X:(n,p) B:(p,m)", "AᵀBᵀ"),
        ("L(X)=tr(X⁻¹A) X:(n,n) A:(n,n)", "-X⁻ᵀAᵀX⁻ᵀ"),
        ("L(x)=‖Ax-b‖² A:(m,n) x:(n) b:(m)", "2Aᵀ(Ax - b)"),
        ("L(x)=norm(dot(A,x)-b)^2 A:(m,n) x:(n) b:(m)", "2Aᵀ(Ax - b)"),
        ("L(X)=dot(A,X) A:(m,n) X:(m,n)", "A"),
        ("L(X)=⟨A,X⟩ A:(n,n) X:(n,n)", "A"),
        (r"$L(x)=\langle a,x\rangle^2$ a:(n) x:(n)", "2(aᵀx)a"),
    ],
)
def test_products_of_books_need_no_signs(text: str, formula: str) -> None:
    assert list(solve(text).gradient_formulas.values()) == [formula]


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        # d det(X⁻¹) = -det(X⁻¹) tr(X⁻¹ dX), and tr(X⁻¹AX) = tr A.
        ("L(X)=det(inv(X)) X:(n,n)", "-det(X⁻¹) X⁻ᵀ"),
        ("L(X)=trace(inv(X)@A@X) X:(n,n) A:(n,n)", "0"),
        ("L(X)=trace((X+A)@B@inv(X+A)) X:(n,n) A:(n,n) B:(n,n)", "0"),
    ],
)
def test_a_transpose_beside_its_inverse_is_nothing(text: str, formula: str) -> None:
    assert solve(text).gradient_formulas == {"X": formula}


@pytest.mark.parametrize("text", ["L(w)=norm(w)^2 at=(3,4)", "L(w)=‖w‖² at=[3,4]"])
def test_the_length_of_the_one_variable_is_that_of_a_vector(text: str) -> None:
    assert solve(text).gradients == {"w": Matrix([6, 8])}


def test_a_matrix_with_the_name_of_f_is_not_taken_for_f() -> None:
    # Rayleigh's quotient of a graph's Laplacian L is not L itself.
    formulas = solve("L(x)=x'Lx/(x'x) L:(n,n,symmetric) x:(n)").gradient_formulas
    assert formulas == {"x": "2(Lx - (xᵀLx)x/(xᵀx))/(xᵀx)"}
    assert solve("L(x)=½*norm(x)^2 x:(n)").text.startswith(" L(x) = (1/2) ‖x‖²")
