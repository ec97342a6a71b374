r"""Brackets that books leave out: sin x, ln 2, cos 2t; and those that must stay."""

from __future__ import annotations

import pytest

from grad_magic import solve
from grad_magic.lesson.typesetting.arguments import drop_brackets


@pytest.mark.parametrize(
    ("latex", "shown"),
    [
        (r"\sin(x)", r"\sin x"),
        (r"y \sin(x) \cos(y) + 1", r"y \sin x \cos y + 1"),
        (r"\ln{\left(2 \right)}", r"\ln 2"),
        (r"\sin^{2}(x)", r"\sin^{2} x"),
        (r"\sin(2 t)", r"\sin 2 t"),
        (r"\cos(\theta)", r"\cos \theta"),
        (r"\ln(x_{1})", r"\ln x_{1}"),
        (r"\ln(\lvert x \rvert)", r"\ln \lvert x \rvert"),
        (r"\frac{\ln(x)}{x}", r"\frac{\ln x}{x}"),
        (r"(\cos(y) - y)", r"(\cos y - y)"),
        (r"\sin(x) & = 1", r"\sin x & = 1"),
    ],
)
def test_a_short_argument_stands_without_brackets(latex: str, shown: str) -> None:
    assert drop_brackets(latex) == shown


@pytest.mark.parametrize(
    "latex",
    [
        r"\sin(x) y",  # could be the sine of xy
        r"\sin(x) (y + 1)",
        r"\sin(x) \sqrt{y}",
        r"\sin(x) \frac{y}{2}",
        r"\sin(x) \pi",
        r"\sin(x) e^{y}",
        r"\sin(x) \lvert y \rvert",
        r"\sin(x) \cdot 2",
        r"\sin(x)/2",
        r"\sin(x)^{y}",
        r"\ln{\left(2 \right)}^{2}",
        r"\ln{\left(2 \right)}!",
        r"\sin(x + y)",
        r"\sin(x y)",
        r"\sin(x^{2})",
        r"\sin(-x)",
        r"\sin(\operatorname{rate})",
        r"\sigma(x)",
        r"f(x)",
    ],
)
def test_brackets_stay_where_they_tell_something(latex: str) -> None:
    assert drop_brackets(latex) == latex


def test_the_answer_is_printed_so_and_its_text_can_be_typed_back() -> None:
    result = solve("f=y*sin(x) at=(1,2)")
    latex = "".join(result.latex)
    for part in (r"f(x, y) & = y \sin x", r"\frac{\partial f}{\partial x} & = y \cos x", r"\sin 1"):
        assert part in latex
    assert "f(x, y) = y·sin(x)" in result.text
