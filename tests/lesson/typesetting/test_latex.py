from __future__ import annotations

import re

import pytest

from grad_magic.result import solve

MISSION = "f=x*exp(2*y) at=(1,0) dir=(1,-1)"


def rows(request: str) -> list[str]:
    """The rows of the answer's LaTeX, without what holds them together."""
    latex = solve(request).latex
    inner = re.sub(r"\$(\\displaystyle )?|\\(begin|end)\{aligned\}", "", latex)
    return [" ".join(row.replace("&", " ").split()) for row in re.split(r"\\\\\[[48]pt\]", inner)]


def test_the_answer_to_the_mission() -> None:
    assert rows(MISSION) == [
        r"f(x, y) = x e^{2 y} ,\quad P = (1,\ 0) ,\quad f(P) = 1",
        r"\frac{\partial f}{\partial x} = e^{2 y} ,\quad \frac{\partial f}{\partial x}(P) = 1",
        r"\frac{\partial f}{\partial y} = 2 x e^{2 y} ,\quad \frac{\partial f}{\partial y}(P) = 2",
        r"\nabla f = (e^{2 y},\ 2 x e^{2 y}) ,\quad \nabla f(P) = (1,\ 2)",
        r"\lVert \nabla f(P) \rVert = \sqrt{5} \approx 2.236",
        (
            r"\mathbf{u} = \frac{\mathbf{v}}{\lVert \mathbf{v} \rVert} = "
            r"(1,\ {-1})/\sqrt{2}"
        ),
        (
            r"D_{\mathbf{u}} f(P) = \nabla f(P) \cdot \mathbf{u} = "
            r"\frac{1 \cdot 1 + 2 \cdot (-1)}{\sqrt{2}} = - \frac{\sqrt{2}}{2} \approx -0.7071"
        ),
        r"\quad f \text{ falls along } \mathbf{u}",
        (
            r"\max D_{\mathbf{w}} f(P) = \lVert \nabla f(P) \rVert = \sqrt{5} \quad "
            r"\text{along } \nabla f(P) \text{, } \mathbf{w} = (1,\ 2)/\sqrt{5}"
        ),
        (
            r"\min D_{\mathbf{w}} f(P) = - \lVert \nabla f(P) \rVert = - \sqrt{5} \quad "
            r"\text{in the opposite direction}"
        ),
        r"D_{\mathbf{w}} f(P) = 0 \quad \text{for } \mathbf{w} = \pm (2,\ {-1})/\sqrt{5}",
        (
            r"\text{Tangent line to the level curve } x e^{2 y} = 1 \text{ at } P \text{: } "
            r"x + 2 y = 1"
        ),
        (
            r"\text{The partial derivatives are continuous near } P \text{, so } f "
            r"\text{ is differentiable.}"
        ),
    ]


REQUESTS = [
    MISSION,
    "f=x*y*z+z^2+5 at=(0,1,-1)",
    "L=theta_1^2-theta_2^2 at=(0,0) dir=(1,1)",
    "f=sqrt(x^2+y^2) at=(0,0) dir=(1,1)",
    "zeta=x^2*y + ln(x+y^2)",
    "f=x^2 at=3 dir=-1",
    "f=x*exp(-x^2-y^2)*sin(x*y)/(1+x^2) at=(1,2) dir=(1,1)",
    "f=x^2+2*y^2+3*z^2+4*w^2 at=(1,1,1,1) dir=(1,1,1,1)",
]


@pytest.mark.parametrize("request_text", REQUESTS)
def test_the_answer_is_one_line_of_what_every_frontend_renders(request_text: str) -> None:
    latex = solve(request_text).latex
    assert "\n" not in latex
    assert latex.startswith(r"$\displaystyle \begin{aligned}")
    assert latex.endswith(r"\end{aligned}$")
    assert latex.count("$") == 2
    assert set(re.findall(r"\\begin\{(\w+)\}", latex)) <= {"aligned", "pmatrix"}
    assert not re.search(r"\\(tag|mbox|align\b|label|newline)", latex)
    # A line that began with "- " would be a list item in Markdown.
    assert not re.search(r"\$\s*[-+*]", latex)


@pytest.mark.parametrize("request_text", REQUESTS)
def test_every_row_fits_a_printed_page(request_text: str) -> None:
    # About six points of width for each character that is not markup, on a page of 450.
    for row in rows(request_text):
        visible = re.sub(r"\\(text|frac|sqrt|mathbf|left|right|qquad|quad)|[{}\\ ]", "", row)
        assert len(visible) <= 130


def test_a_long_gradient_names_the_partial_derivatives_instead_of_repeating_them() -> None:
    request = "f=x*exp(-x^2-y^2)*sin(x*y)/(1+x^2) at=(1,2)"
    assert any(
        row.startswith(
            r"\nabla f = \left(\frac{\partial f}{\partial x},\ \frac{\partial f}{\partial y}\right)"
        )
        for row in rows(request)
    )


def test_the_fractions_of_a_matrix_have_room_between_their_rows() -> None:
    # A column 16/5, 7/5 would read as a tower.
    result = solve("f=(x^2/5, y/5) at=(4,7)")
    assert r"\begin{pmatrix} \frac{16}{5} \\[10pt] \frac{7}{5} \end{pmatrix}" in result.latex
    plain = solve("f=(x^2, y) at=(4,7)")
    assert r"\begin{pmatrix} 16 \\ 7 \end{pmatrix}" in plain.latex


def test_the_rows_of_a_sentence_in_a_worked_solution_stand_closer_than_equations() -> None:
    latex = solve(f"{MISSION} steps=full").latex
    assert r"By the chain rule, the} \\[-1.5pt] & \rule[-0.35em]{0pt}{1.2em} \text{partial" in latex
    assert re.search(r"\\text\{ is\} \\\\\[3pt\] & \\hspace\{[\d.]+em\} \\begin", latex)
    assert "[-1.5pt]" not in solve(MISSION).latex
