"""Worked solutions as running text: how sentences and equations are joined and ended."""

from __future__ import annotations

import re

import pytest

from grad_magic.lesson.typesetting.print_width import EM, print_width
from grad_magic.result import Result, solve

WIDTH = 3060
REQUESTS = (
    "f=x*exp(2*y) at=(1,0) dir=(1,-1)",
    "f=x^3+y^3-3x y critical=all",
    "求函数z=x e^(2y)在点P(1,0)处沿从点P(1,0)到点Q(2,-1)的方向的方向导数",
    "find the normal line to the surface x^2/4+y^2+z^2/9=3 at (-2,1,-3) style=stewart",
    "f=x^2 y at=(1,2) order=2 lang=zh",
)


def _latex(request: str) -> str:
    result = solve(f"{request} steps=full")
    assert isinstance(result, Result)
    return result.latex


def _displays(latex: str) -> list[tuple[float, str]]:
    """How far each table of equations is moved to the right, and what stands in it."""
    pattern = r"& (?:\\hspace\{([\d.]+)em\} )?(\\begin\{aligned\}.*?\\end\{aligned\})"
    inner = latex.partition(r"\begin{aligned}")[2]
    return [(float(ems or 0), table) for ems, table in re.findall(pattern, inner)]


@pytest.mark.parametrize("request_", REQUESTS)
def test_equations_stand_in_the_middle_of_the_row(request_: str) -> None:
    displays = _displays(_latex(request_))
    assert displays
    for ems, table in displays:
        left = ems * EM
        right = WIDTH - left - print_width(table)
        assert right >= 0
        # The room is rounded to tenths of an em, of which one may be left over behind.
        assert -EM / 20 <= right - left <= EM / 10 + EM / 20


@pytest.mark.parametrize("request_", REQUESTS)
def test_each_equation_ends_with_the_sign_of_its_sentence(request_: str) -> None:
    displays = _displays(_latex(request_))
    assert displays
    for _, table in displays:
        assert re.search(r"\\text\{[^{}]*[.,。，]\} \\end\{aligned\}$", table)


def test_a_sentence_that_goes_on_below_an_equation_has_a_comma_there() -> None:
    latex = _latex("f=x*exp(2*y) at=(1,0)")
    assert r"= \sqrt{5} \text{,} \end{aligned}" in latex
    assert r"\text{for } \mathbf{u} = (1, 2)/\sqrt{5} \text{. The minimum is }" in latex


def test_an_equation_that_goes_on_in_the_next_row_has_no_sign_between() -> None:
    latex = _latex("f=80/(1+x^2+2y^2+3z^2)")
    assert r"\cdot 2 x \\[8pt]" in latex
    assert r"\text{,} \\[8pt]  & =" not in latex


def test_sentences_of_one_theme_are_one_paragraph() -> None:
    rows = solve("f=x^3-3x y+y^3 critical=all steps=full").text.splitlines()
    assert any("so x = 0 or x = 1. The critical" in row for row in rows)
    # What is told of one point each begins a row.
    assert next(row for row in rows if "D = -9" in row).startswith("At (0, 0), D = -9 < 0")


def test_in_a_sentence_fractions_are_small_and_coordinates_close() -> None:
    latex = _latex("f=x^2/4+y^2 at=(2,1)")
    assert r"\text{Let } f(x, y) = \tfrac{x^{2}}{4} + y^{2} \text{ and } P = (2, 1)" in latex
    brief = solve("f=x^2/4+y^2 at=(2,1)").latex
    assert r"P = (2,\ 1)" in brief
    assert r"\tfrac" not in brief


def test_text_for_typing_back_has_no_sign_behind_an_equation() -> None:
    rows = solve("f=x^2 y at=(1,2) steps=full").text.splitlines()
    assert "  ∇f = (2x·y, x²)" in rows


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("at P(1,2)", "are continuous near P"),
        ("at (1,2)", "are continuous near (1, 2)"),
        ("at P(1,2) in the direction from P to (4,6)", "are continuous near (1, 2)"),
        ("at P(1,2) in the direction from P to Q(4,6)", "from P to Q has length"),
    ],
)
def test_points_have_the_letters_of_the_statement(said: str, names: str) -> None:
    direction = "" if "direction" in said else " in the direction of (3,4)"
    text = solve(f"find the directional derivative of x^2 ln(y) {said}{direction} steps=full").text
    assert names in " ".join(text.split())
