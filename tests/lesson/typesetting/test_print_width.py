"""Widths as a browser measured them where MathJax and KaTeX set the formulas."""

from __future__ import annotations

import re

import pytest

from grad_magic.lesson.typesetting.print_width import EM, print_width
from grad_magic.result import solve


@pytest.mark.parametrize(
    ("latex", "em"),
    [
        # By the widths of Computer Modern: x 0.57, + 0.78 with 0.22 on either side, y 0.49.
        ("x + y", 0.57 + 1.22 + 0.49),
        (r"\frac{1}{x + y}", 2.28 + 0.24),
        (r"x = 1", 0.57 + 0.78 + 0.56 + 0.5),
        (r"\Delta x", 0.83 + 0.57),
        # Behind a script half a point is left free.
        (r"e^{2 y}", 0.47 + 0.7 * 1.02 + 0.05),
        (r"x_{1}^{2}", 0.57 + 0.35 + 0.05),
        (r"f_{x}", 0.49 + 0.7 * 0.57 + 0.05),
        # Within scripts there is no room around signs.
        (r"e^{x + y}", 1.83),
        (r"\frac{\partial f}{\partial x}", 1.42),
        # The first fraction is set in the size of a script.
        (r"\frac{\frac{x + 1}{y}}{2}", 1.78),
        (r"\left(\frac{x}{y}\right)", 2.28),
        (r"\left.\frac{x}{y}\right|_{x = 1}", 2.61),
        (r"2 + \left(\frac{x}{y}\right)", 4.01),
        (r"\sin(x)", 2.58),
        (r"2 \sin x", 2.63),
        (r"\lim_{x \to 0} x", 2.19),
        (r"\begin{cases} \frac{x}{y} & y \\ x & y \end{cases}", 3.09),
        # Between its rows, not beside them.
        (r"\begin{pmatrix} \frac{x}{y} \\[10pt] \frac{x}{y} \end{pmatrix}", 2.39 + 0.28),
        (r"\sin{\left(x \right)}", 1.23 + 0.17 + 0.78 + 0.57),
        (r"\begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix}", 2 * 0.5 + 1 + 1.75),
        (r"\text{so } f", 0.39 + 0.5 + 0.25 + 0.6),
        (r"\quad", 1),
        ("", 0),
    ],
)
def test_the_width_of_a_formula(latex: str, em: float) -> None:
    assert print_width(latex) == pytest.approx(em * EM, rel=0.03, abs=1)


@pytest.mark.parametrize(
    "request_text",
    [
        "f=x*exp(2*y) at=(1,0) dir=(1,-1)",
        "f=x^2+y^2+z^2-x y z/(1+x^2) at=(1,2,3) dir=(1,1,1) order=2",
        "f=sqrt(x^2+y^2) at=(0,0) dir=(1,1)",
        "f=x*exp(-x^2-y^2)*sin(x*y)/(1+x^2) at=(1,2) dir=(1,1)",
        "f=(x^2+y-11)^2+(x+y^2-7)^2 critical=all",
        "f=w*x+x*y+y*z+z*w at=(1/3,2/7,5/11,1/13) dir=(1,2,3,4)",
    ],
)
def test_no_row_is_wider_than_a_column(request_text: str) -> None:
    latex = solve(request_text).latex
    inner = re.sub(r"^\$\\displaystyle \\begin\{aligned\}|\\end\{aligned\}\$$", "", latex)
    for row in re.split(r"\\\\\[[48]pt\]", inner):
        # The last mark of alignment; those of matrices have no space before "=" behind them.
        cells = re.split(r"& (?==|\\approx|\\quad)", re.sub(r"\\(begin|end)\{aligned\}", "", row))
        widths = [print_width(cell.removeprefix(" & ")) for cell in cells if cell.strip()]
        assert sum(widths) <= 30.6 * EM
