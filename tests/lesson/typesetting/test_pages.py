from __future__ import annotations

import re

import pytest

from grad_magic.result import Result, solve

SHORT = [
    "f=x*exp(2*y) at=(1,0) dir=(1,-1)",
    "f=x y z at=(1,2,3) dir=(1,1,1)",
    "f=x^3+y^3-3xy critical=all",
]
LONG = [
    "f=x^2+y^2+z^2-x y z/(1+x^2) at=(1,2,3) dir=(1,1,1) order=2",
    "f=exp(x y) at=(1,2) dir=(3,4) order=4",
    "f=sin(x)*sin(y)*sin(z)+x*y*z order=3",
    "f=(x^2+y-11)^2+(x+y^2-7)^2 critical=all",
    "f=(x*y, x/y, x^2, y^2, x+y, x-y, x^3, y^3, x^4, y^4) at=(1,2) dir=(3,4)",
]


def answered(request_text: str) -> Result:
    result = solve(request_text)
    assert isinstance(result, Result)
    return result


@pytest.mark.parametrize("request_text", SHORT)
def test_a_short_answer_is_one_output(request_text: str) -> None:
    result = answered(request_text)
    assert result.outputs == ((result.latex, result.text),)


@pytest.mark.slow
@pytest.mark.parametrize("request_text", LONG)
def test_the_outputs_of_a_long_answer_are_all_of_it(request_text: str) -> None:
    result = answered(request_text)
    assert len(result.outputs) > 1
    words = [word for _, plain in result.outputs for word in plain.split()]
    # Where an output begins, its equations are aligned anew, and rows may end elsewhere.
    assert words == result.text.split()


@pytest.mark.parametrize("request_text", LONG)
def test_every_output_is_a_formula_of_its_own_that_a_page_can_hold(request_text: str) -> None:
    for latex, _ in answered(request_text).outputs:
        assert latex.startswith(r"$\displaystyle \begin{aligned}")
        assert latex.count("$") == 2
        assert latex.count(r"\begin") == latex.count(r"\end")
        assert "\n" not in latex
        assert latex.count(r"\\") < 14


@pytest.mark.slow
def test_the_parts_of_a_long_section_are_about_as_long() -> None:
    outputs = answered("f=exp(x y z) order=4").outputs
    heights = [latex.count(r"\\") + 1 for latex, _ in outputs[1:]]
    assert len(heights) > 2
    assert max(heights) - min(heights) <= 2


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh"])
def test_parts_of_a_worked_answer_are_all_as_wide_as_the_page(language: str) -> None:
    asked = "f=sqrt(x^2+y^2+z^2) at=(1,2,2) dir=(2,1,2) order=2 steps=full"
    outputs = answered(f"{asked} lang={language}").outputs
    assert len(outputs) > 3
    for latex, _ in outputs:
        # The first equations of each stand in the middle, with as much behind them as before.
        found = re.search(
            r"\\hspace\{([\d.]+)em\} \\begin\{aligned\}.*?\\end\{aligned\} \\hspace\{([\d.]+)em\}",
            latex,
        )
        assert found, latex
        # To a tenth of an em.
        assert float(found[2]) - float(found[1]) in (pytest.approx(0), pytest.approx(0.1))


def test_a_worked_answer_of_one_part_takes_the_room_that_it_needs() -> None:
    (only,) = answered("f=x^3+y^3-3xy critical=all steps=full").outputs
    assert r"em} \\[" not in only[0]
