from __future__ import annotations

import pytest
from sympy import Eq, Expr, Integer, Ne, Or, Piecewise, exp, sin, sqrt, symbols

from grad_magic.lesson import steps
from grad_magic.lesson.notation import (
    Atoms,
    Cases,
    Closing,
    Factor,
    Fraction,
    Gap,
    Mathematics,
    NotatedLine,
    Opening,
    Operator,
    Relation,
    Row,
    Script,
    Sign,
    Space,
    Sum,
    Term,
    Text,
    Word,
)
from grad_magic.lesson.pieces import EQUALS
from grad_magic.lesson.steps import (
    Combination,
    Decimal,
    Equation,
    Name,
    Piece,
    Products,
    Step,
    Value,
    Vector,
)
from grad_magic.lesson.transcription import TEXTBOOK
from grad_magic.lesson.typesetting.breaking import open_atom, open_until, stack_conditions
from grad_magic.lesson.typesetting.latex import render_latex
from grad_magic.lesson.typesetting.layout import Page, lay_out
from grad_magic.lesson.typesetting.plain import measure, render_plain
from grad_magic.result import solve
from grad_magic.wording.english import ENGLISH

x, y = symbols("x y", real=True)
LONG = sum((sin(x + number * y) * number for number in range(1, 8)), Integer(0))


def plain(*line: object) -> list[str]:
    return render_plain([Step("function", (line,))], ENGLISH, width=40).split("\n")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("piece", "parts"),
    [
        (Value(x**2 - 2 * y), (Mathematics(x**2), Term(Mathematics(-2 * y)))),
        (
            Value(exp(x) * (x + y)),
            (
                Mathematics(exp(x)),
                Opening(after_factor=True),
                Mathematics(x),
                Term(Mathematics(y)),
                Closing(),
            ),
        ),
        (
            Vector((x, y)),
            (Opening(), Mathematics(x), Text(","), Space(), Mathematics(y), Closing()),
        ),
        (
            Products(((x, y), (y, x))),
            (
                Row((Mathematics(x), Operator.DOT, Mathematics(y))),
                Term(Row((Mathematics(y), Operator.DOT, Mathematics(x)))),
            ),
        ),
        (
            Combination(((Decimal("2"), x), (Decimal("3"), None))),
            (
                Row((Sign("2"), Operator.BESIDE, Mathematics(x))),
                Term(Row((Sign("3"),))),
            ),
        ),
        (Equation(Eq(x, y)), (Mathematics(x), Relation("="), Mathematics(y))),
    ],
)
def test_a_long_piece_is_opened_into_parts(piece: Piece, parts: Atoms) -> None:
    assert open_atom(TEXTBOOK.transcribe(piece), ENGLISH) == parts


@pytest.mark.parametrize("piece", [Value(sqrt(x * y)), Value(-(x**2)), Vector((x,)), Name("f")])
def test_what_has_no_parts_stays_whole(piece: Piece) -> None:
    atom = TEXTBOOK.transcribe(piece)
    assert open_atom(atom, ENGLISH) == (atom,)


def test_only_what_is_wider_is_opened() -> None:
    short, long = Mathematics(x + y), Mathematics(LONG)
    first, *others = open_until((short, long), lambda atom: measure(atom, ENGLISH), 30, ENGLISH)
    assert first == short
    assert len(others) == 7


def test_the_cases_of_a_function_stand_together_in_print_only() -> None:
    cases = Piecewise((LONG, Ne(x, 0)), (y, True))
    line = (Name("f"), steps.Relation("="), Value(cases))
    assert plain(*line)[-1].endswith("y otherwise}")
    latex = render_latex([Step("function", (line,))], ENGLISH)
    assert latex.count(r"\begin{cases}") == 1
    assert "piecewise" not in latex


def test_a_broken_row_begins_with_a_sign_that_is_spaced_as_between_terms() -> None:
    latex = render_latex(
        [Step("function", ((Name("f"), steps.Relation("="), Value(LONG)),))], ENGLISH
    )
    assert r"& \quad {} + " in latex


@pytest.mark.slow
def test_a_row_ends_between_long_factors() -> None:
    latex = solve("f=tanh(w1*tanh(w2*x+b2)+b1)").latex
    assert r"\\[4pt] & \quad \cdot (1 - \tanh^{2}(w_{2} x + b_{2}))" in latex


def test_a_product_of_arrays_ends_a_row_before_its_sign() -> None:
    latex = solve("L(w)=sum(abs(softmax(W.T@w))) W=[[2,-2],[-2,2]] at=(w=[-1,1])").latex
    assert r"L & = W \bigl( \operatorname{softmax}(W w) \\[4pt] & \quad \odot" in latex


def test_a_long_length_and_a_long_argument_end_rows_within() -> None:
    latex = solve("L(w)=sum(relu(w)**2*tanh(w)) order=2 w:(n)").latex
    assert r"= 2 \, \operatorname{diag} \bigl( 1[w > 0] \odot" in latex
    terms = "+".join(f"tanh(A{number}@x)*B{number}" for number in range(1, 5))
    shapes = " ".join(f"A{number}:(m,n) B{number}:(m)" for number in range(1, 5))
    latex = solve(f"L(x)=norm({terms})^2/2 x:(n) {shapes}").latex
    assert r"= \bigl\lVert \tanh" in latex
    assert r"\bigr\rVert^{2} / 2" in latex


def test_a_long_root_is_a_power_within_which_rows_end() -> None:
    assert open_atom(Mathematics(-sqrt(x + y) / 4), ENGLISH) == (
        Sign("-"),
        Opening(),
        Mathematics(x),
        Term(Mathematics(y)),
        Script(Closing(), above=Row((Sign("1"), Operator.OVER, Sign("2")))),
        Operator.OVER,
        Mathematics(Integer(4)),
    )


def test_conditions_end_rows_before_the_word_between_them() -> None:
    parts = open_atom(Mathematics(Or(x > 1, y > 2)), ENGLISH)
    assert parts == (
        Mathematics(x > 1),
        *(Space(), Word("either_condition"), Text(" ")),
        Mathematics(y > 2),
    )


def test_long_conditions_of_a_case_stand_one_below_the_other() -> None:
    first = Row((Word("case"), Space(), Mathematics(x > 1)))
    second = Row((Word("both_conditions"), Space(), Mathematics(y > 2)))
    cases = Cases(((Mathematics(x), Row((first, Space(), second))),))
    rows = Cases(((Mathematics(x), Row((*first.parts, Space()))), (Text(""), second)))
    condition = (Row((Gap(), Row((first, Space(), second)))), Text(""))
    below = Cases(((Mathematics(x), Text("")), condition))
    lines = (Row((*first.parts, Space())), second)
    apart = Cases(((Mathematics(x), Text("")), *((Row((Gap(), line)), Text("")) for line in lines)))
    widths = {id(cases): 3}
    assert stack_conditions(cases, lambda atom: widths.get(id(atom), 2), 2) == rows
    assert stack_conditions(cases, lambda atom: 2 if atom == Cases((condition,)) else 3, 2) == below
    assert stack_conditions(cases, lambda _: 3, 2) == apart
    assert stack_conditions(cases, lambda _: 2, 2) is cases


def test_a_left_side_as_long_as_a_row_does_not_push_the_right_one_out() -> None:
    latex = render_latex([Step("function", ((Value(LONG), EQUALS, Value(x * y)),))], ENGLISH)
    # Beside a column of that width nothing would have room.
    assert "& =" not in latex
    assert latex.endswith(r"= x y \end{aligned}$")


def test_no_short_word_ends_a_paragraph_alone() -> None:
    # "is" alone would be 2 of 40 columns, which is read as forgotten.
    atoms = (
        *(Text("the"), Space(), Text("maximum"), Space(), Text("rate"), Space(), Text("of")),
        *(Space(), Text("change"), Space(), Text("of"), Space(), Text("ffffff"), Space()),
        Text("is"),
    )
    line = NotatedLine("rates", aligned=False, atoms=atoms)
    page = Page(lambda atom: len(atom.word if isinstance(atom, Text) else " "), width=37, hang=2)
    (block,) = lay_out([line], ENGLISH, page)
    (rows,) = block.lines
    assert [[atom.word for atom in row if isinstance(atom, Text)][-1] for row in rows] == [
        "of",
        "is",
    ]


_LONG_NAMES = "f(temperature,pressure,volume)=pressure*volume/temperature at=(300,2,5) dir=(1,2,3)"


def test_a_dot_product_of_two_long_vectors_ends_its_row_before_the_dot() -> None:
    bell = "T(x,y,z)=200*exp(-x^2-3*y^2-9*z^2) at=(2,-1,2) dir=(1,-2,1)"
    latex, _ = solve(f"{_LONG_NAMES} style=openstax").outputs[1]
    assert (
        r"\mathbf{k}\right) \\[8pt] & \quad \cdot \left(\frac{1}{\sqrt{14}} \, \mathbf{i}" in latex
    )
    assert r"\rangle \\[4pt] & \quad \cdot \left\langle" in solve(f"{bell} style=stewart").latex


def test_a_row_ends_within_what_fits_no_more_behind_its_left_side() -> None:
    latex = solve(f"{_LONG_NAMES} style=openstax").latex
    direction = (
        r"\mathbf{w} = - \frac{1}{\sqrt{26101}} \, \mathbf{i}"
        r" {} + \frac{150}{\sqrt{26101}} \, \mathbf{j}"
    )
    assert direction + r" \\[8pt] & \quad {} + \frac{60}{\sqrt{26101}} \, \mathbf{k}" in latex


def test_brackets_over_two_rows_are_as_high_as_their_fractions() -> None:
    latex = solve("f=(x-y)/(x+y)+(y-z)/(y+z)+(z-x)/(z+x)").latex
    assert r"\nabla f & = \biggl( \frac{2 y}{(x + y)^{2}}" in latex
    assert r"\frac{2 y}{(y + z)^{2}} \biggr)" in latex
    # Around names alone they stay small.
    assert r"P & = \bigl( \operatorname{temperature} = 300" in solve(_LONG_NAMES).latex


def test_a_product_ends_a_row_before_the_bracket_behind_a_quotient() -> None:
    loss = "L(w1,w2,b)=-ln(sigmoid(2*w1-w2+b))-ln(1-sigmoid(w1+3*w2+b)) at=(0,0,0) steps=full"
    latex = "".join(latex for latex, _ in solve(loss).outputs)
    below = r"\frac{1}{1 - \sigma(w_{1} + 3 w_{2} + b)} \\[4pt] & \quad \cdot (- \sigma("
    # Once for each of w₁, w₂ and b.
    assert latex.count(below) == 3


@pytest.mark.parametrize(
    ("below", "is_bracketed"), [((x + y) * exp(2), True), (x + y, True), (exp(x), False)]
)
def test_what_stands_below_a_broken_quotient_is_bracketed(below: Expr, is_bracketed: bool) -> None:
    # Over a stroke e²(x + y) would be divided by its first factor alone.
    above = Sum((Mathematics(x), Term(Mathematics(-2 * y))))
    *_, last = open_atom(Fraction(above, Mathematics(below)), ENGLISH)
    assert isinstance(last, Factor) == is_bracketed
