"""Formulas over arrays in notation: brackets where they are needed, and nowhere else."""

from __future__ import annotations

import pytest
from sympy import Integer, Symbol

from grad_magic.formula.tree import Formula
from grad_magic.lesson.array_formulas import notate_array_formula
from grad_magic.lesson.typesetting import latex, plain
from grad_magic.result import solve
from grad_magic.wording.english import ENGLISH

A, B, x, y = (Formula("name", value=Symbol(name)) for name in ["A", "B", "x", "y"])
n, theta = (Formula("name", value=Symbol(name)) for name in ["n", "theta"])
TWO = Formula("number", value=Integer(2))


def made(operation: str, *operands: Formula) -> Formula:
    return Formula(operation, operands)


MINUS_Y = made("negate", y)
RESIDUAL = made("add", made("matrix_product", A, x), MINUS_Y)


@pytest.mark.parametrize(
    ("formula", "in_latex", "in_text"),
    [
        (made("matrix_product", made("transpose", A), RESIDUAL), "A^{T} (A x - y)", "Aᵀ(Ax - y)"),
        (
            made("multiply", made("fraction", TWO, n), made("matrix_product", A, x)),
            r"\frac{2}{n} \, A x",
            "(2/n) Ax",
        ),
        (made("multiply", TWO, made("hadamard", x, y)), r"2 (x \odot y)", "2(x ⊙ y)"),
        (made("hadamard", RESIDUAL, x), r"(A x - y) \odot x", "(Ax - y) ⊙ x"),
        (made("hadamard", MINUS_Y, x), r"- y \odot x", "-y ⊙ x"),
        (
            made("multiply", made("matrix_product", made("transpose", x), y), x),
            "(x^{T} y) x",
            "(xᵀy)x",
        ),
        (
            made("fraction", made("hadamard", x, y), made("norm", x)),
            r"\frac{(x \odot y)}{\lVert x \rVert}",
            "(x ⊙ y)/‖x‖",
        ),
        (made("inverse_transpose", made("matrix_product", A, B)), "(A B)^{-T}", "(AB)⁻ᵀ"),
        (made("entrywise_power", A, TWO), r"A^{{\odot}2}", "A^(⊙2)"),
        (
            made("hadamard", made("hadamard", x, y), x),
            r"x \odot y \odot x",
            "x ⊙ y ⊙ x",
        ),
        (made("absolute_norm", x), r"\lVert x \rVert_{1}", "‖x‖₁"),
        (made("power", made("tanh", x), TWO), r"\tanh(x)^{2}", "tanh(x)²"),
        (
            made("matrix_product", A, made("softmax", x)),
            r"A \, \operatorname{softmax}(x)",
            "A softmax(x)",
        ),
        (made("matrix_product", A, theta), r"A \theta", "Aθ"),
        (made("logdet", A), r"\ln \, \det(A)", "ln det(A)"),
        (made("step", x), "1[x > 0]", "1[x > 0]"),
        (
            made("matrix_product", x, made("transpose", made("ones"))),
            r"x \mathbf{1}^{T}",
            "x𝟏ᵀ",
        ),
        (made("multiply", x, made("reciprocal", TWO)), r"\frac{x}{2}", "x/2"),
    ],
)
def test_a_formula_in_print_and_in_a_terminal(
    formula: Formula, in_latex: str, in_text: str
) -> None:
    atom = notate_array_formula(formula)
    assert latex.render_atom(atom, ENGLISH) == in_latex
    assert plain.render_atom(atom, ENGLISH) == in_text


def test_an_axis_stands_in_f_as_it_was_typed_and_in_gradients_if_it_is_unusual() -> None:
    along_rows = solve("L(Z)=-sum(Y*log(softmax(Z,axis=1))) Z:(n,k) Y=[[1,0],[0,1]]")
    assert "ln(softmax(Z, axis = 1))" in along_rows.text
    assert along_rows.gradient_formulas == {"Z": "softmax(Z) - Y"}
    down_columns = solve("L(Z)=sum(logsumexp(Z,axis=0)) Z:(n,k)")
    assert down_columns.gradient_formulas == {"Z": "softmax(Z, axis = 0)"}


@pytest.mark.parametrize(
    ("f", "gradient"),
    [
        # A² of a square matrix would be AA, and 1/A its inverse.
        ("sum(tanh(A)) A:(n,n)", "𝟏𝟏ᵀ - tanh(A)^(⊙2)"),
        ("sum(log(A)) A:(n,n)", "𝟏𝟏ᵀ/A"),
        ("sum(tanh(A)) A:(m,n)", "𝟏𝟏ᵀ - tanh(A)²"),
        ("sum(B/A) A:(n,n) B:(n,n)", "-B/A^(⊙2)"),
    ],
)
def test_powers_of_entries_of_a_square_matrix_are_no_products(f: str, gradient: str) -> None:
    formulas = solve(f"L(A)={f}").gradient_formulas
    assert formulas == {"A": gradient}
