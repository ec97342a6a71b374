r"""Functions of arrays in LaTeX, as books and lecture notes print them."""

from __future__ import annotations

import pytest

from grad_magic.errors import GradMagicError
from grad_magic.reading.arrays.signals import speaks_of_arrays
from grad_magic.result import solve


@pytest.mark.parametrize(
    ("latex", "clauses", "function", "gradient"),
    [
        (r"$L(W)=\|Wx-y\|^2$", "W:(m,n) x:(n) y:(m)", "‖Wx - y‖²", "2(Wx - y)xᵀ"),
        (r"L(W)=$\|Wx-y\|_2^2$", "W:(m,n) x:(n) y:(m)", "‖Wx - y‖²", "2(Wx - y)xᵀ"),
        (r"$L(x)=x^\top A x$", "A:(n,n) x:(n)", "xᵀAx", "(A + Aᵀ)x"),
        (r"$L(x)=x^T A x$", "A:(n,n) x:(n)", "xᵀAx", "(A + Aᵀ)x"),
        (r"$L(x)=\mathbf{x}^{\mathsf T}\mathbf{a}$", "a:(n) x:(n)", "xᵀa", "a"),
        (r"$L(x)=\mathbf{x}\cdot\mathbf{a}$", "a:(n) x:(n)", "xᵀa", "a"),
        (r"$L(X)=a^\top X^{-1}b$", "X:(n,n) a:(n) b:(n)", "aᵀX⁻¹b", "-X⁻ᵀabᵀX⁻ᵀ"),
        (r"$L(X)=a^\top X^{-\top}b$", "X:(n,n) a:(n) b:(n)", "aᵀX⁻ᵀb", "-X⁻ᵀbaᵀX⁻ᵀ"),
        (r"$L(X)=\log\det X$", "X:(n,n)", "ln(det(X))", "X⁻ᵀ"),
        (r"$L(X)=\operatorname{tr}(X^\top AX)$", "X:(n,d) A:(n,n)", "tr(XᵀAX)", "(A + Aᵀ)X"),
        (r"$L(U)=\lVert R-UV^\top\rVert_F^2$", "R:(m,n) U:(m,k) V:(n,k)", None, "2(UVᵀ - R)V"),
        (r"$L(w)=\|w\|_1$", "w:(n)", "‖w‖₁", "sign(w)"),
        (r"$L(\mathbf{w})=\|\mathbf{w}-\mathbf{a}\|^2$", "w:(n) a:(n)", "‖w - a‖²", "2(w - a)"),
        (r"$L(\boldsymbol{\theta})=\boldsymbol{\theta}^T a$", "a:(n) theta:(n)", "θᵀa", "a"),
        (r"$L(p)=\langle p,\hat{a}\rangle$", "p:(n) a:(n)", "pᵀa", "a"),
        (r"$L(x)=\|x\odot a\|^2$", "x:(n) a:(n)", "‖x ⊙ a‖²", "2(x ⊙ a²)"),
        (
            r"$L(w)=-\left(y\log\sigma(w^\top x)+(1-y)\log(1-\sigma(w^\top x))\right)$",
            "w:(n) x:(n) y:()",
            None,
            "(σ(wᵀx) - y)x",
        ),
        (
            r"$L(P)=\frac12(x-\mu)^\top P(x-\mu)-\frac{1}{2}\log\det P$",
            "P:(n,n,symmetric) x:(n) μ:(n)",
            "(1/2) (x - μ)ᵀP(x - μ) - (1/2) ln(det(P))",
            "(1/2) ((x - μ)(x - μ)ᵀ - P⁻¹)",
        ),
        (
            r"$L(\mathbf{W}_1)=\|W_2\mathbf{W}_1\mathbf{x}\|^2$",
            "W_1:(m,n) W_2:(k,m) x:(n)",
            "‖W₂W₁x‖²",
            "2W₂ᵀW₂W₁xxᵀ",
        ),
    ],
)
def test_latex_is_read_as_books_mean_it(
    latex: str, clauses: str, function: str | None, gradient: str
) -> None:
    result = solve(f"{latex} {clauses}")
    (found,) = result.gradient_formulas.values()
    assert found == gradient
    if function is not None:
        assert f" = {function}\n" in result.text


def test_latex_stands_beside_entries() -> None:
    # (w - 1)² + (2w₂)² has the slope 2(w₁ - 1, 4w₂).
    result = solve(r"$L(w)=\|Xw-y\|^2$ X=[[1,0],[0,2]] y=[1,0] at=(w=[2,3])")
    assert list(result.gradient_at) == [2, 24]


@pytest.mark.parametrize(
    ("request_text", "message"),
    [
        (r"$L(X)=\|xX\|^2$ x:(n) X:(n,n)", "x is a vector, and so a column"),
        (r"$L(W)=\|W\cdot x\|^2$ W:(m,n) x:(n)", "as the matrix product, or entry by entry"),
        (r"$L(X)=\operatorname{tr}AX$ X:(n,n) A:(n,n)", "tr A X… can be read in two ways"),
        (r"$L(X)=\det X$ X:(2,3)", "only a square matrix has a determinant"),
    ],
)
def test_what_latex_leaves_open_is_refused(request_text: str, message: str) -> None:
    with pytest.raises(GradMagicError) as caught:
        solve(request_text)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "request_text",
    [
        r"$f(x,y)=x^2y$ at=(1,2) dir=$(3,4)$",
        r"$f(x,y)=x^T y$ T=3 at=(1,2)",
        r"$f(x,y)=\sqrt{x^2+y^2}$ at=[(1,2),(3,4)]",
        r"$f(x,y)=\sigma(x)+\|x\|$ at=(1,2)",
        r"$f(x,y)=\frac{x}{y}$ metric=[[2,1],[1,3]] at=(1,2)",
    ],
)
def test_scalar_latex_speaks_of_no_arrays(request_text: str) -> None:
    assert not speaks_of_arrays(request_text, {}, {})


def test_a_letter_with_a_hat_is_not_taken_for_the_letter() -> None:
    result = solve(r"$L(y)=\|y-\hat{y}\|^2$ y:(n) ŷ:(n)")
    assert result.gradient_formulas == {"y": "2(y - ŷ)"}
    with pytest.raises(GradMagicError, match="p stands with a hat and without one"):
        # Unicode has no p with a hat.
        solve(r"$L(p)=\|p-\hat{p}\|^2$ p:(n)")


def test_a_bold_one_before_a_vector_is_the_row_of_ones_and_no_number() -> None:
    result = solve(r"$L(x)=\frac12\|x\|^2-\mathbf{1}^\top x$ x:(n)")
    assert result.gradient_formulas == {"x": "x - 𝟏"}
    for latex in (r"\|\mathbf{1}^\top A\|^2", r"\|A\mathbf{1}\|^2"):
        with pytest.raises(GradMagicError, match="the vector of ones is read in 1ᵀx alone"):
            solve(f"$L(A)={latex}$ A:(m,n)")
