from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from sympy import Eq, Integer, Rational, sqrt, symbols

from grad_magic.lesson.notation import Fence, Listing, Mathematics, Operator, Row, Sign
from grad_magic.lesson.steps import (
    Absolute,
    Approach,
    Column,
    Combination,
    Command,
    Decimal,
    DifferenceQuotient,
    Dot,
    Equation,
    FunctionValue,
    Gradient,
    Grid,
    Hessian,
    Increment,
    Jacobian,
    Letter,
    LimitOf,
    MatrixProduct,
    Name,
    Norm,
    Partial,
    Phrase,
    Piece,
    PowerOfStep,
    Products,
    Quotient,
    Rate,
    Ray,
    Relation,
    RepeatedPartial,
    Series,
    Signed,
    Step,
    Transpose,
    Tuple,
    Value,
    Vector,
    Words,
)
from grad_magic.lesson.transcription import TEXTBOOK, Style
from grad_magic.lesson.typesetting import latex, plain
from grad_magic.lesson.typesetting.latex import render_latex
from grad_magic.lesson.typesetting.plain import render_plain
from grad_magic.result import solve
from grad_magic.wording.english import ENGLISH

x, y, t = symbols("x y t", real=True)
ONE, TWO = Integer(1), Integer(2)
U, E_1 = Letter("u"), Letter("e", 1)


def test_every_kind_of_piece_has_its_row() -> None:
    # Words, series, phrases and commands are taken apart into more than one atom.
    assert set(TEXTBOOK.rules) == set(get_args(Piece)) - {Words, Series, Phrase, Command}


@pytest.mark.parametrize(
    ("piece", "in_print", "in_a_terminal"),
    [
        (Value(sqrt(x)), r"\sqrt{x}", "√x"),
        (Decimal("2.5"), "2.5", "2.5"),
        (Decimal("2.5", -7), r"2.5 \cdot 10^{-7}", "2.5·10⁻⁷"),
        (Vector((ONE, -TWO)), r"(1,\ {-2})", "(1, -2)"),
        (Vector((-TWO,)), "{-2}", "-2"),
        (Tuple((Decimal("1"), Decimal("-2"))), r"(1,\ {-2})", "(1, -2)"),
        (Column((ONE, x)), r"\begin{pmatrix} 1 \\ x \end{pmatrix}", "(1, x)"),
        (Grid(((ONE, x),)), r"\begin{pmatrix} 1 & x \end{pmatrix}", "[[1, x]]"),
        (E_1, r"\mathbf{e}_{1}", "e₁"),
        (Name("f_1"), "f_{1}", "f₁"),
        (FunctionValue("f", (x, y)), "f(x, y)", "f(x, y)"),
        (FunctionValue("f"), "f(P)", "f(P)"),
        (
            Partial("f", x, at_point=True),
            r"\frac{\partial f}{\partial x}(P)",
            "∂f/∂x(P)",
        ),
        (Partial("f", x, at_point=False, ordinary=True), "f'(x)", "f′(x)"),
        (RepeatedPartial("f", (x, y), at_point=True), "f_{x y}(P)", "f_xy(P)"),
        (RepeatedPartial("f_1", (x, y), at_point=False), "(f_{1})_{x y}", "(f₁)_xy"),
        (RepeatedPartial("f", (x,) * 4, at_point=True, ordinary=True), "f^{(4)}(P)", "f⁽⁴⁾(P)"),
        (RepeatedPartial("f", (x,) * 3, at_point=False, ordinary=True), "f'''(x)", "f‴(x)"),
        (Gradient("f", at_point=True), r"\nabla f(P)", "∇f(P)"),
        (Hessian("f"), "H_{f}(P)", "H_f(P)"),
        (Jacobian("f", (x, y)), "J_{f}(x, y)", "J_f(x, y)"),
        (Norm(U), r"\lVert \mathbf{u} \rVert", "‖u‖"),
        (Rate("f"), r"D_{\mathbf{u}} f(P)", "D_u f(P)"),
        (Rate("f", "max"), r"\max D_{\mathbf{u}} f(P)", "max D_u f(P)"),
        (Rate("f", order=2), r"D_{\mathbf{u}}^{2} f(P)", "D_u² f(P)"),
        (
            Increment("f", Dot(Gradient("f", at_point=True), Letter("h"))),
            r"f(P + \mathbf{h}) - f(P) - \nabla f(P) \cdot \mathbf{h}",
            "f(P + h) - f(P) - ∇f(P)·h",
        ),
        (Absolute(Name("f")), r"\lvert f \rvert", "|f|"),
        (
            PowerOfStep(Letter("C"), Rational(3, 2)),
            r"C \lVert \mathbf{h} \rVert^{\frac{3}{2}}",
            "C‖h‖^(3/2)",
        ),
        (PowerOfStep(Letter("c"), ONE), r"c \lVert \mathbf{h} \rVert", "c‖h‖"),
        (DifferenceQuotient("f", None), r"\frac{f(P + t) - f(P)}{t}", "(f(P + t) - f(P))/t"),
        (
            LimitOf(Approach("-"), DifferenceQuotient("f", E_1)),
            r"\lim_{t \to 0^{-}} \frac{f(P + t \mathbf{e}_{1}) - f(P)}{t}",
            "lim_{t→0⁻} (f(P + t·e₁) - f(P))/t",
        ),
        (Approach("+"), r"t \to 0^{+}", "t → 0⁺"),
        (
            Ray(Vector((ONE, TWO)), t, Vector((x, y))),
            r"(1,\ 2) + t \, (x,\ y)",
            "(1, 2) + t·(x, y)",
        ),
        (
            MatrixProduct((Transpose(U), Hessian("f"), U)),
            r"\mathbf{u}^{T} \, H_{f}(P) \, \mathbf{u}",
            "uᵀ·H_f(P)·u",
        ),
        (
            Products(((ONE, -TWO), (x + 1, x))),
            r"1 \cdot (-2) + (x + 1) \cdot x",
            "1·(-2) + (x + 1)·x",
        ),
        (
            Quotient(Increment("f"), Norm(Letter("h"))),
            r"\frac{f(P + \mathbf{h}) - f(P)}{\lVert \mathbf{h} \rVert}",
            "(f(P + h) - f(P))/‖h‖",
        ),
        (Signed("±", Vector((ONE, TWO))), r"\pm (1,\ 2)", "±(1, 2)"),
        (Signed("-", Norm(U)), r"- \lVert \mathbf{u} \rVert", "-‖u‖"),
        (
            Combination(
                (
                    (Decimal("-1"), x),
                    (Decimal("1"), y),
                    (Decimal("-2.5"), x),
                    (Decimal("3", 8), y),
                    (Decimal("4"), None),
                )
            ),
            r"- x + y -2.5 x + 3 \cdot 10^{8} \cdot y + 4",
            "-x + y - 2.5x + 3·10⁸·y + 4",
        ),
        (Equation(Eq(x, y)), "x = y", "x = y"),
    ],
)
def test_a_piece_in_print_and_in_a_terminal(
    piece: Piece, in_print: str, in_a_terminal: str
) -> None:
    atom = TEXTBOOK.transcribe(piece)
    assert latex.render_atom(atom, ENGLISH) == in_print
    assert plain.render_atom(atom, ENGLISH) == in_a_terminal


def _named_gradient(piece: Gradient, style: Style) -> Row:
    point = (style.point,) if piece.at_point else ()
    return Row((style.letters["∇"], Operator.APPLIED_TO, Mathematics(symbols(piece.name)), *point))


def _square_vector(piece: Vector, style: Style) -> Fence:
    del style
    return Fence("|", Listing(tuple(map(Mathematics, piece.entries))))


def test_another_style_is_rows_in_place_of_others() -> None:
    style = replace(
        TEXTBOOK,
        letters={**TEXTBOOK.letters, "∇": Sign("grad"), "P": Sign("A")},
        rules={**TEXTBOOK.rules, Gradient: _named_gradient, Vector: _square_vector},
    )
    line = (Gradient("f", at_point=True), Relation("="), Vector((ONE, TWO)))
    document = [Step("gradient", (line,))]
    assert render_plain(document, ENGLISH, style=style) == "grad f(A) = |1, 2|"
    assert r"grad f(A) & = \lvert 1, 2 \rvert" in render_latex(document, ENGLISH, style)


@pytest.mark.parametrize(
    ("names", "listed"),
    [("a", "a"), ("ab", "a and b"), ("abc", "a, b and c"), ("abcd", "a, b, c and d")],
)
def test_a_series_is_joined_as_the_language_has_it(names: str, listed: str) -> None:
    series = Series(tuple((Name(name),) for name in names))
    assert render_plain([Step("reason", ((series,),))], ENGLISH).strip() == listed


@pytest.mark.parametrize(
    ("request_text", "unit", "rate"),
    [
        ("f(x,y)=x*y at=(1,2) dir=(1,1)", "u = v/‖v‖", "D_u f(P)"),
        ("f(u,v)=u*v at=(1,2) dir=(1,1)", "l = w/‖w‖", "D_l f(P)"),
        ("u=x*y at=(1,2) dir=(1,1)", "l = v/‖v‖", "D_l u(P)"),
        ("f(u_1,l)=u_1*l at=(1,2) dir=(1,1)", "n = v/‖v‖", "D_n f(P)"),
    ],
)
def test_directions_have_letters_that_name_nothing_else(
    request_text: str, unit: str, rate: str
) -> None:
    text = solve(request_text).text
    assert f" {unit} = (1, 1)/√2" in text
    assert f" {rate} = ∇" in text


def test_the_components_of_the_direction_have_its_letter() -> None:
    # |u| has the rate |l₁| along (l₁, l₂).
    assert "For every unit vector l = (l₁, l₂), " in solve("f(u,w)=|u| at=(0,0)").text


def test_the_point_has_another_letter_beside_a_pressure_p() -> None:
    text = solve("P=8T/V at=(3,2) dir=(1,1)").text
    assert "A = (3, 2)   P(A) = 12" in text
    assert " D_u P(A) = ∇P(A)·u" in text


@pytest.mark.parametrize(
    ("request_text", "shown"),
    [
        # f_xx f_yy - f_xy² = 2D·2, 2·6, and ∂/∂x |e₁| at a corner; the names in f keep theirs.
        ("f(x,y)=D x^2+y^2 at=(0,0)", "Δ = f_xx·f_yy - f_xy² = 4D"),
        ("D(x,y)=x^2+3y^2 at=(0,0)", "Δ > 0 and D_xx(P) > 0, so D has a strict local minimum"),
        ("f(w_1,w_2)=w_1^2+w_1 w_2 at=(1,2) order=2", "with eigenvector q₁"),
        ("f(e_1,e_2)=|e_1|+e_2 at=(0,10000000000001)", "f(P + t·b₁)"),
        ("H(x,y)=x^3 y at=(1,2) order=2", "Q_H(P) = [[12, 3], [3, 0]]"),
    ],
)
def test_letters_give_way_to_names_of_the_request(request_text: str, shown: str) -> None:
    assert shown in " ".join(solve(request_text).text.split())


def test_a_quotient_by_a_multiple_of_a_root_has_brackets() -> None:
    # The gradient of l²y + u at (1, 0, 2) is (0, 1, 1); (4, 1, 1)/(3√2) has length 1.
    text = solve("f(x,y,z)=x+y+z at=(1,0,2) dir=(4,1,1) style=stewart").text
    assert "u = v/|v| = ⟨4/(3√2), 1/(3√2), 1/(3√2)⟩" in text


def test_between_a_one_and_a_root_stands_a_dot() -> None:
    # ∇(xy) at (1, 2) is (2, 1), at (3, 2) it is (2, 3); the unit vector is (1, √3)/2.
    assert "(2·1 + 1·√3)/2" in solve("f=x*y at=(1,2) angle=60° plot=none").text
    assert "(2·1 + 3√3)/2" in solve("f=x*y at=(3,2) angle=60° plot=none").text
