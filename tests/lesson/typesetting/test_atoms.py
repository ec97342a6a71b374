"""Every atom of the notation, as print and a terminal have it."""

from __future__ import annotations

from typing import get_args

import pytest
from sympy import Rational, symbols

from grad_magic.lesson.notation import (
    Atom,
    Cases,
    Closing,
    Coefficient,
    Evaluated,
    Face,
    Factor,
    Fence,
    Fraction,
    Gap,
    Listing,
    Mathematics,
    Opening,
    Operator,
    Product,
    Relation,
    Root,
    Row,
    Script,
    Sign,
    Space,
    Sum,
    System,
    Table,
    TableKind,
    Term,
    Text,
    Word,
)
from grad_magic.lesson.typesetting import latex, plain
from grad_magic.wording.english import ENGLISH

x, y = map(Mathematics, symbols("x y", real=True))
ONE, TWO, MINUS_ONE, HALF = (Mathematics(Rational(number)) for number in (1, 2, -1, "1/2"))
F, T, U = Sign("f"), Sign("t"), Sign("u", Face.BOLD)

ATOMS: list[tuple[Atom, str, str]] = [
    (HALF, r"\frac{1}{2}", "1/2"),
    (F, "f", "f"),
    (U, r"\mathbf{u}", "u"),
    (Sign("∇"), r"\nabla", "∇"),
    (Sign("max"), r"\max", "max"),
    (Script(F, primes=2), "f''", "f″"),
    (Script(F, above=Fence("(", Sign("4"))), "f^{(4)}", "f⁽⁴⁾"),
    (Script(Sign("D"), below=U, above=Sign("2")), r"D_{\mathbf{u}}^{2}", "D_u²"),
    (Script(Sign("λ"), below=Sign("1")), r"\lambda_{1}", "λ₁"),
    (Script(U, above=Sign("T")), r"\mathbf{u}^{T}", "uᵀ"),
    (Script(F, above=HALF), r"f^{\frac{1}{2}}", "f^(1/2)"),
    (
        Script(Sign("lim"), below=Row((T, Relation("→"), Script(Sign("0"), above=Sign("+"))))),
        r"\lim_{t \to 0^{+}}",
        "lim_{t→0⁺}",
    ),
    (Fraction(x, y), r"\frac{x}{y}", "x/y"),
    (Fraction(Row((x, Operator.MINUS, y)), T), r"\frac{x - y}{t}", "(x - y)/t"),
    (Fraction(x, Row((T, Operator.MULTIPLE, y))), r"\frac{x}{t y}", "x/(t·y)"),
    (Fraction(x, Product((TWO, Operator.BESIDE, y))), r"\frac{x}{2 y}", "x/(2y)"),
    (Fraction(Sum((x, y)), Sum((x, MINUS_ONE))), r"\frac{x + y}{x -1}", "(x + y)/(x - 1)"),
    (Coefficient(Fraction(ONE, x)), r"\frac{1}{x} \,", "(1/x) "),
    (Sign("𝟏"), r"\mathbf{1}", "𝟏"),
    (Fence("[", x), "[x]", "[x]"),
    (Fence("⟨", Listing((x, y))), r"\langle x, y \rangle", "⟨x, y⟩"),
    (Row((x, Operator.HADAMARD, y)), r"x \odot y", "x ⊙ y"),
    (Row((x, Operator.APART, y)), r"x \, y", "x y"),
    (Root(x), r"\sqrt{x}", "√x"),
    (Root(Sum((x, y)), degree=3), r"\sqrt[3]{x + y}", "∛(x + y)"),
    (Root(y, degree=5), r"\sqrt[5]{y}", "⁵√y"),
    (Script(x, above=y), "x^{y}", "x^y"),
    (Product((x, Operator.MULTIPLE, y)), "x y", "x·y"),
    (Sign("arcsin", Face.UPRIGHT), r"\arcsin", "arcsin"),
    (Sign("erf", Face.UPRIGHT), r"\operatorname{erf}", "erf"),
    (Word("both_conditions"), r"\text{and}", "and"),
    (
        Cases(((x, Row((Word("case"), Space(), y))), (ONE, Word("otherwise")))),
        r"\begin{cases} x & \text{for}\text{ }y \\1 & \text{otherwise} \end{cases}",
        "{x for y, 1 otherwise}",
    ),
    (Fence("(", x), "(x)", "(x)"),
    (Fence("⌊", x), r"\lfloor x \rfloor", "⌊x⌋"),
    (Fence("(", HALF), r"\left(\frac{1}{2}\right)", "(1/2)"),
    (Fence("‖", U), r"\lVert \mathbf{u} \rVert", "‖u‖"),
    (Fence("|", x), r"\lvert x \rvert", "|x|"),
    (Listing((x, MINUS_ONE)), "x, {-1}", "x, -1"),
    (Listing((x, MINUS_ONE), wide=True), r"x,\ {-1}", "x, -1"),
    (Row((x, Operator.PLUS, y)), "x + y", "x + y"),
    (Row((x, Operator.MINUS, y)), "x - y", "x - y"),
    (Row((x, Operator.DOT, y)), r"x \cdot y", "x·y"),
    (Row((x, Operator.MATRIX_PRODUCT, y)), r"x \, y", "x·y"),
    (Row((x, Operator.MULTIPLE, y)), "x y", "x·y"),
    (Row((x, Operator.BESIDE, y)), "x y", "xy"),
    (Row((x, Operator.APPLIED_TO, y)), "x y", "x y"),
    (Row((x, Relation("≈"), y)), r"x \approx y", "x ≈ y"),
    (Sum((x, MINUS_ONE, y)), "x -1 + y", "x - 1 + y"),
    (
        Table(((ONE, x), (y, ONE))),
        r"\begin{pmatrix} 1 & x \\ y & 1 \end{pmatrix}",
        "[[1, x], [y, 1]]",
    ),
    (
        Table(((x,), (y,)), TableKind.COLUMN),
        r"\begin{pmatrix} x \\ y \end{pmatrix}",
        "(x, y)",
    ),
    (Table(((x,),), TableKind.COLUMN), r"\begin{pmatrix} x \end{pmatrix}", "x"),
    (Text("so"), r"\text{so}", "so"),
    (Space(), r"\text{ }", " "),
    (Gap(), r"\quad", "   "),
    (Term(x), "{} + x", " + x"),
    (Term(MINUS_ONE), "{} -1", " - 1"),
    (Factor(x, Operator.BESIDE), " x", "x"),
    (Factor(x, Operator.DOT), r" \cdot x", "·x"),
    (Opening(), r"\bigl(", "("),
    (Opening(after_factor=True), r"\bigl(", "·("),
    (Closing(), r"\bigr)", ")"),
    (Opening(kind="⟨"), r"\bigl\langle ", "⟨"),
    (Closing("⟨"), r"\bigr\rangle", "⟩"),
    (
        Evaluated(Fraction(x, y), Fence("(", Listing((ONE, TWO)))),
        r"\left.\frac{x}{y}\right|_{(1, 2)}",
        "x/y|_(1,2)",
    ),
    (
        Evaluated(x, Row((y, Relation("="), ONE))),
        r"\left.x\right|_{y = 1}",
        "x|_{y=1}",
    ),
    (Sign("η"), r"\eta", "η"),
    (
        System((Row((x, Relation("="), ONE)), Row((y, Relation("="), TWO)))),
        r"\begin{cases} x = 1, \\ y = 2 \end{cases}",
        "{x = 1, y = 2}",
    ),
]


@pytest.mark.parametrize(("atom", "in_print", "in_a_terminal"), ATOMS)
def test_an_atom_in_print_and_in_a_terminal(atom: Atom, in_print: str, in_a_terminal: str) -> None:
    assert latex.render_atom(atom, ENGLISH) == in_print
    assert plain.render_atom(atom, ENGLISH) == in_a_terminal
    assert plain.measure(atom, ENGLISH) == len(in_a_terminal)


def test_no_atom_is_left_out() -> None:
    rows = {type(part) for atom, _, _ in ATOMS for part in (atom, *getattr(atom, "parts", ()))}
    assert set(get_args(Atom)) == rows


@pytest.mark.parametrize("sign", ["=", "≈", ">", "≥", "≠", "≤", "<", "→"])
def test_both_know_every_relation(sign: str) -> None:
    assert plain.render_atom(Relation(sign), ENGLISH) == f" {sign} "
    assert latex.render_atom(Relation(sign), ENGLISH).strip()


@pytest.mark.parametrize("operator", Operator)
def test_both_know_every_operator(operator: Operator) -> None:
    assert isinstance(latex.render_atom(operator, ENGLISH), str)
    assert isinstance(plain.render_atom(operator, ENGLISH), str)
