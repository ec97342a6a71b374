"""Formulas stand in the order and with the brackets in which they were typed."""

from __future__ import annotations

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Expr, Integer, Rational, Symbol, sqrt

from grad_magic.errors import MeaninglessRequestError
from grad_magic.formula.arithmetic import HIGH_PRECISION, NotRealError
from grad_magic.formula.program import compile_formula
from grad_magic.formula.put_in_numbers import put_in
from grad_magic.formula.tree import Formula, Place
from grad_magic.lesson.formulas import is_word, notate_formula
from grad_magic.lesson.typesetting import latex, plain
from grad_magic.reading.grammar.expressions import read_expression
from grad_magic.wording.english import ENGLISH


def typed(text: str, *declared: str) -> Formula:
    return read_expression(text, Place(0, len(text)), declared)


def in_text(formula: Formula) -> str:
    return plain.render_atom(notate_formula(formula), ENGLISH)


def in_print(formula: Formula) -> str:
    return latex.render_atom(notate_formula(formula), ENGLISH)


TYPED = [
    ("(y-x^2)^2", "(y - x^{2})^{2}", "(y - x²)²"),
    ("1000-x^2/100", r"1000 - \frac{x^{2}}{100}", "1000 - x²/100"),
    ("sqrt(1-x^2-y^2)", r"\sqrt{1 - x^{2} - y^{2}}", "√(1 - x² - y²)"),
    ("(1-(w*2+b))^2", r"(1 - (w \cdot 2 + b))^{2}", "(1 - (w·2 + b))²"),
    ("|x|^3", r"\lvert x \rvert^{3}", "|x|³"),
    ("x/y*z", r"\frac{x}{y} z", "x/y·z"),
    ("x/(y*z)", r"\frac{x}{y z}", "x/(y·z)"),
    ("x/y/z", r"\frac{x}{y z}", "x/(y·z)"),
    ("x/(y/z)", r"\frac{x}{\frac{y}{z}}", "x/(y/z)"),
    ("x-(y-z)", "x - (y - z)", "x - (y - z)"),
    ("x*(-y)", "x (- y)", "x(-y)"),
    ("-x^2", "- x^{2}", "-x²"),
    ("(-x)^2", "(- x)^{2}", "(-x)²"),
    ("-(x+y)/2", r"- \frac{x + y}{2}", "-(x + y)/2"),
    ("2*3*x", r"2 \cdot 3 x", "2·3x"),
    ("x*2^y", r"x \cdot 2^{y}", "x·2^y"),
    ("1/2*x^2", r"\frac{1}{2} x^{2}", "1/2·x²"),
    ("½x", r"\frac{1}{2} x", "1/2·x"),
    ("0.1x+.5y+1.50", "0.1 x + 0.5 y + 1.50", "0.1x + 0.5y + 1.50"),
    ("1e-3*x", "0.001 x", "0.001x"),
    ("2e3*x", "2000 x", "2000x"),
    ("e^(-(x^2+y^2)/2)", "e^{- (x^{2} + y^{2})/2}", "e^(-(x² + y²)/2)"),
    ("exp(x/(2y))", "e^{x/(2 y)}", "e^(x/(2y))"),
    ("x^(1/3)", "x^{1/3}", "x^(1/3)"),
    ("root(x,5)", r"\sqrt[5]{x}", "⁵√x"),
    ("sqrt(|x|)", None, "√|x|"),
    ("||x|-|y||", None, "||x| - |y||"),
    ("|1-|x|^2|", None, "|1 - |x|²|"),
    ("|x abs(y)|", None, "|x(|y|)|"),
    ("|sin|x|+y|", None, "|sin(|x|) + y|"),
    ("cbrt(x+1)", r"\sqrt[3]{x + 1}", "∛(x + 1)"),
    ("x^(-1)", "x^{- 1}", "x⁻¹"),
    ("(x/y)^2", r"\left(\frac{x}{y}\right)^{2}", "(x/y)²"),
    ("2^(3^x)", "2^{3^{x}}", "2^(3^x)"),
    ("(2^3)^x", "(2^{3})^{x}", "(2³)^x"),
    ("sin^2 x cos y", r"\sin^{2}(x) \cos(y)", "sin²(x)·cos(y)"),
    ("(sin x)^y", "(\\sin(x))^{y}", "(sin(x))^y"),
    ("(ln x)^2", r"\ln^{2}(x)", "ln²(x)"),
    ("atan(y/x)", r"\arctan\left(\frac{y}{x}\right)", "arctan(y/x)"),
    ("atan2(y,x)", r"\operatorname{arctan2}(y, x)", "arctan2(y, x)"),
    ("sigmoid(w*x+b)", r"\sigma(w x + b)", "σ(w·x + b)"),
    ("softplus(x)", r"\operatorname{softplus}(x)", "softplus(x)"),
    ("floor(x)*ceil(y)", r"\lfloor x \rfloor \lceil y \rceil", "⌊x⌋·⌈y⌉"),
    ("max(0,1-x)", r"\max(0, 1 - x)", "max(0, 1 - x)"),
    ("factorial(x+1)", "(x + 1) !", "(x + 1)!"),
    ("besselj(2,x)", "J_{2}(x)", "J₂(x)"),
    ("log(x,2)", r"\log_{2}(x)", "log₂(x)"),
    ("log10(x*y)^2*x", r"(\log_{10}(x y))^{2} x", "(log₁₀(x·y))²x"),
    ("2*log_3(x)/x", r"\frac{2 \log_{3}(x)}{x}", "2log₃(x)/x"),
    ("ln(x)/ln(2)", r"\frac{\ln(x)}{\ln(2)}", "ln(x)/ln(2)"),
    ("theta_1*pi", r"\theta_{1} \pi", "θ₁·π"),
    (
        "piecewise((x*y,(x,y)!=(0,0)),(0,true))",
        (
            r"\begin{cases} x y & \text{for}\text{ }(x, y) \ne (0, 0) \\"
            r"0 & \text{otherwise} \end{cases}"
        ),
        "{x·y for (x, y) ≠ (0, 0), 0 otherwise}",
    ),
    (
        "piecewise((1,0<x<y),(2,x>=y or x<-1))",
        (
            r"\begin{cases} 1 & \text{for}\text{ }0 < x < y \\"
            r"2 & \text{for}\text{ }x \ge y\text{ }\text{or}\text{ }x < - 1 \end{cases}"
        ),
        "{1 for 0 < x < y, 2 for x ≥ y or x < -1}",
    ),
    ("2-piecewise((x,x>0),(0,true))", None, "2 - ({x for x > 0, 0 otherwise})"),
]


@pytest.mark.parametrize(("text", "printed", "written"), TYPED)
def test_a_formula_stands_as_it_was_typed(text: str, printed: str | None, written: str) -> None:
    assert in_text(typed(text)) == written
    if printed is not None:
        assert in_print(typed(text)) == printed


def test_names_of_several_letters_stand_upright_and_apart() -> None:
    formula = typed("2*rate*time*(1-rate)", "rate", "time")
    assert in_print(formula) == (
        r"2 \operatorname{rate} \operatorname{time} (1 - \operatorname{rate})"
    )
    assert in_text(formula) == "2·rate·time·(1 - rate)"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("x", False), ("x_1", False), ("theta", False), ("theta_1", False), ("rate", True),
     ("rate_1", True), ("x1", False)],
)  # fmt: skip
def test_greek_names_and_indices_are_no_words(name: str, expected: bool) -> None:
    assert is_word(name) is expected


def test_a_name_that_f_has_keeps_its_letter() -> None:
    assert in_text(typed("sigma*sigmoid(x)", "sigma", "x")) == "σ·sigmoid(x)"
    assert in_text(typed("exp(x)*e", "e", "x")) == "exp(x)·e"


X = Symbol("x", real=True)


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("a*x^2+y", 1, "x² + y"),
        ("a*x^2+y", -1, "-x² + y"),
        ("y+a*x^2", -2, "y - 2x²"),
        ("a*x+y", 0, "y"),
        ("a*x", Rational(1, 2), "x/2"),
        ("y-a*x", Rational(-2, 3), "y + 2x/3"),
        ("x^a", -2, "x⁻²"),
        ("x/a", 2, "x/2"),
        ("a*x^2", sqrt(2), "√2·x²"),
        ("y-x^2/a", 1, "y - x²"),
        ("y-x/a", -1, "y + x"),
        ("x/a", Rational(1, 2), "2x"),
        ("x^2/a^2", 3, "x²/9"),
        ("(x^a+y)^(1/a)", 1, "x + y"),
        ("x^(1-a)*y", Rational(1, 2), "x^(1/2)·y"),
        ("-(a*ln(x)+(1-a)*ln(y))", 0, "-ln(y)"),
        ("e^(-a(x+y))", -1, "e^(x + y)"),
        ("(x-a)^2", -2, "(x + 2)²"),
        ("2*a*x+2*3*y", 3, "6x + 2·3y"),
        ("x/(a-2)", 2, "x/0"),
    ],
)
def test_numbers_that_were_put_in_stand_as_one_would_write_them(
    text: str, value: int | Expr, expected: str
) -> None:
    assert in_text(put_in(typed(text), {"a": Integer(0) + value})) == expected


def test_decimals_that_were_put_in_are_reckoned_with_as_decimals() -> None:
    # 2·0.3, 1 - 0.3; 0.3/7 has no short decimal.
    for text, expected in [
        ("2*a*x", "0.6x"),
        ("(1-a)*x+x*a", "0.7x + 0.3x"),
        ("x*a/7", "x·0.3/7"),
    ]:
        formula = put_in(typed(text), {"a": Rational(3, 10)}, {"a"})
        assert in_text(formula) == expected


LEAVES = st.sampled_from(["x", "y", "2", "3", "0.5", "10"])
BINARY = ["({})+({})", "({})-({})", "({})*({})", "({})/({})", "({})^2*({})", "({})^({})"]
UNARY = ["-({})", "sin({})", "sqrt({})", "|{}|", "e^({})", "1/({})", "ln({})", "cbrt({})"]
TEXTS = st.recursive(
    LEAVES,
    lambda parts: st.one_of(
        st.builds(str.format, st.sampled_from(BINARY), parts, parts),
        st.builds(str.format, st.sampled_from(UNARY), parts),
    ),
    max_leaves=7,
)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_what_is_written_means_what_was_typed(text: str) -> None:
    """The text and the LaTeX are read again, and have the same value."""
    point = {X: mpmath.mpf("0.7"), Symbol("y", real=True): mpmath.mpf("1.3")}

    def value(formula: Formula) -> mpmath.mpf | None:
        try:
            return compile_formula(formula).run(point, HIGH_PRECISION)
        except (NotRealError, MeaninglessRequestError):
            return None

    formula = typed(text, "x", "y")
    expected = value(formula)
    for written in (in_text(formula), f"${in_print(formula)}$"):
        if written.count("lvert") > 1 or written.count("|") > 2:
            continue  # of several pairs of bars side by side the reader asks for abs(…)
        again = value(typed(written, "x", "y"))
        # Rounding decides whether 1/0 is seen in 1/(3 - x - (3 - x)).
        if expected is not None and again is not None:
            assert mpmath.almosteq(again, expected, 1e-9)
