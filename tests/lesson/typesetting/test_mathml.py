"""Our LaTeX as MathML."""

from __future__ import annotations

from xml.dom.minidom import parseString

import pytest

from grad_magic.lesson.typesetting.mathml import write_mathml
from grad_magic.result import solve


def inside(latex: str) -> str:
    return write_mathml(latex).removeprefix("<math>").removesuffix("</math>")


@pytest.mark.parametrize(
    ("latex", "mathml"),
    [
        ("x", "<mi>x</mi>"),
        ("12.5", "<mn>12.5</mn>"),
        (r"\hspace{3em}x", '<mrow><mspace width="3em"/><mi>x</mi></mrow>'),
        (r"\rule{0pt}{2em}x", '<mrow><mspace width="0pt" height="2em"/><mi>x</mi></mrow>'),
        (
            r"\rule[-0.25em]{0pt}{1em}x",
            '<mrow><mspace width="0pt" height="0.75em" depth="0.25em"/><mi>x</mi></mrow>',
        ),
        (r"\theta_{1}", "<msub><mi>θ</mi><mn>1</mn></msub>"),
        ("x_{1}^{2}", "<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>"),
        (r"\sqrt{2}", "<msqrt><mn>2</mn></msqrt>"),
        (r"\sqrt[3]{x}", "<mroot><mi>x</mi><mn>3</mn></mroot>"),
        (r"\frac{1}{2}", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
        ("f'", "<mrow><mi>f</mi><mo>′</mo></mrow>"),
        (r"\mathbf{u}", '<mi class="bold">u</mi>'),
        ("x - 1", "<mrow><mi>x</mi><mo>−</mo><mn>1</mn></mrow>"),
        # A sign that belongs to a number has no room behind it.
        ("= -1", '<mrow><mo>=</mo><mo form="prefix">−</mo><mn>1</mn></mrow>'),
        (
            r"2,\ -1",
            (
                '<mrow><mn>2</mn><mo>,</mo><mspace width="0.33em"/><mo form="prefix">−</mo>'
                "<mn>1</mn></mrow>"
            ),
        ),
        (r"x < 1", "<mrow><mi>x</mi><mo>&lt;</mo><mn>1</mn></mrow>"),
        # A function's name stands apart from its argument unless that has brackets.
        (r"\sin x", '<mrow><mi>sin</mi><mspace width="0.17em"/><mi>x</mi></mrow>'),
        (
            r"\sin(x)",
            (
                '<mrow><mi>sin</mi><mo stretchy="false" form="prefix">(</mo><mi>x</mi>'
                '<mo stretchy="false" form="postfix">)</mo></mrow>'
            ),
        ),
        (r"\text{50\% of }", "<mtext>50%\N{NO-BREAK SPACE}of\N{NO-BREAK SPACE}</mtext>"),
        (
            r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}",
            (
                '<mrow><mo form="prefix" stretchy="true" fence="true" lspace="0" rspace="0">(</mo>'
                '<mtable class="pmatrix"><mtr><mtd class="centre"><mn>1</mn></mtd>'
                '<mtd class="centre"><mn>2</mn></mtd></mtr><mtr>'
                '<mtd class="centre"><mn>3</mn></mtd>'
                '<mtd class="centre"><mn>4</mn></mtd></mtr></mtable>'
                '<mo form="postfix" stretchy="true" fence="true" lspace="0" rspace="0">)</mo>'
                "</mrow>"
            ),
        ),
    ],
)
def test_latex_is_written_as_mathml(latex: str, mathml: str) -> None:
    assert inside(latex) == mathml


def test_rows_with_a_gap_are_rows_of_a_table() -> None:
    mathml = write_mathml(r"$\displaystyle \begin{aligned} x & = 1 \\[4pt] y & = 2 \end{aligned}$")
    assert mathml.startswith('<math display="block"><mtable class="aligned"><mtr>')
    assert mathml.count("<mtr>") == 2
    assert mathml.count("<mtd") == 4
    assert "pt" not in mathml


@pytest.mark.parametrize(
    "request_",
    [
        "f=x^2+y^2+z^2-x y z/(1+x^2) at=(1,2,3) dir=(1,1,1) order=2",
        "f=sqrt(x^2+y^2) at=(0,0) dir=(1,1) steps=full",
        "f=piecewise((x*y/(x^2+y^2),(x,y)!=(0,0)),(0,otherwise)) at=(0,0) dir=(1,1)",
        "f=(x^2+y-11)^2+(x+y^2-7)^2 critical=all",
        "f=floor(x)*y+x^2/x at=(1/2,1)",
        "f=gamma(x)*y at=(3,1)",
        "L(w,b)=-y*ln(sigmoid(w*x+b))-(1-y)*ln(1-sigmoid(w*x+b))",
    ],
)
def test_whole_answers_are_well_formed_and_leave_no_latex(request_: str) -> None:
    for latex, _ in solve(request_).outputs:
        mathml = write_mathml(latex)
        parseString(mathml)  # noqa: S318  (it is our own)
        assert "\\" not in mathml
        assert "$" not in mathml
        # A command that is not known would be a word of its own.
        assert not any(f"<mtext>{word}</mtext>" in mathml for word in ("mathrm", "limits", "big"))
