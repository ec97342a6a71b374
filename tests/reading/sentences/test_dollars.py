from __future__ import annotations

import pytest

from grad_magic.errors import RequestSyntaxError
from grad_magic.reading.request import read_problem
from grad_magic.reading.sentences.sentence import request_of


@pytest.mark.parametrize(
    ("said", "request_text"),
    [
        (
            r"Find the gradient of $f(x,y)=x^2y$ at $(1,2)$.",
            "f(x,y)=x^2y at=(1,2)",
        ),
        (
            (
                r"Find the rate of change of $f(x, y) = \frac{x^2}{y}$ at $P = (2, 1)$ in the"
                r" direction of $\mathbf{v} = \langle 3, 4 \rangle$."
            ),
            r"f(x, y) =$\frac{x^2}{y}$ at=(2, 1) dir=( 3, 4 )",
        ),
        (
            (
                r"Find the rate of change of \(f(x,y)=x^2 e^{y}\) at the point \((1,0)\) in the"
                r" direction of"
                r" \(\mathbf{u}=\left(\frac{3}{5},\frac{4}{5}\right)\)."
            ),
            "f(x,y)=$x^2 e^{y}$ at=(1,0) dir=(3/5,4/5)",
        ),
        (
            (
                r"Find the directional derivative of $xy^2$ at $(1,1)$ in the direction of"
                r" $\vec{v}=\vec{i}+\sqrt{3}\vec{j}$"
            ),
            "xy^2 at=(1,1) dir=i+√3j",
        ),
        (
            (
                r"Find the rate of change of $f(x,y)=\ln(x^2+y^2)$ at $(1,1)$ in the direction"
                r" given by the angle $\theta=\frac{\pi}{3}$"
            ),
            r"f(x,y)=$\ln(x^2+y^2)$ at=(1,1) angle=π/3",
        ),
        (r"Let $f(x,y)=x^2y$. Find $\nabla f(1,2)$.", "f(x,y)=x^2y at=(1,2)"),
        (
            r"设$z=\frac{x}{y}$，求$\frac{\partial^2 z}{\partial x \partial y}$",
            r"z=$\frac{x}{y}$ order=2",
        ),
        (
            r"求函数$z=x^2+y^2$在点$(1,2)$处沿从点$P(1,2)$到点$Q(2,2+\sqrt{3})$的方向的方向导数",
            "z=x^2+y^2 at=(1,2) to=(2,2+√3)",
        ),
        (
            (
                r"Find the rate of change of $f(x,y)=xy$ at $(1,2)$ in the direction of"
                r" $\mathbf v=3\,\mathbf i-4\,\mathbf j$."
            ),
            "f(x,y)=xy at=(1,2) dir=3i-4j",
        ),
        (
            (
                r"Use the gradient to find the directional derivative of $f(x,y)=xy$ at $P(0,-2)$"
                r" in the direction of $\mathbf v=\frac12\bigl(\hat{\mathbf"
                r" i}+\sqrt3\,\hat{\mathbf j}\bigr)$."
            ),
            "f(x,y)=xy at=(0,-2) dir=1/2(i+√3j)",
        ),
        (
            (
                r"Find the Jacobian matrix of $\mathbf"
                r" F(x,y)=\left(x^2y,\ x-3y\right)$ and evaluate"
                r" it at $(2,1)$."
            ),
            "F(x,y)=(x^2y, x-3y) at=(2,1)",
        ),
        (
            (
                r"设 $f(x,y)=\begin{cases}\dfrac{xy}{x+y},&x+y\ne0,\\[1ex]0,&x+y=0.\end{cases}$"
                r" 求 $f_x(1,1)$。"
            ),
            r"f(x,y)=$\begin{cases}\dfrac{xy}{x+y},&x+y\ne0,\\[1ex]0,&x+y=0.\end{cases}$ at=(1,1)",
        ),
        (
            r"求曲线 $y=\dfrac{x}{2}$ 在点 $\left(1,\dfrac12\right)$ 处的切线方程。",
            r"f=$y=\dfrac{x}{2}$ at=(1,1/2)",
        ),
        (
            r"设 $z=\dfrac xy$，则 $\left.\dfrac{\partial z}{\partial x}\right|_{(1,2)}=$ ____.",
            r"z=$\dfrac xy$ at=(1,2)",
        ),
        (
            r"Find the linearization of $f(x,y)=\frac{1}{2}x^2y\text{ at }(1,2).$",
            r"f(x,y)=$\frac{1}{2}x^2y$ at=(1,2) differential=linear",
        ),
        # The variables of a header are no point.
        (r"Let $L(w,b)=e^{w}b$. Find $\nabla L(w,b)$.", "L(w,b)=$e^{w}b$"),
        # The full stop of a displayed formula.
        (
            r"Find the critical points of $$f(x,y)=\frac{x^4}{4}+y^4-xy.$$",
            r"f(x,y)=$\frac{x^4}{4}+y^4-xy$ critical=all",
        ),
    ],
)
def test_a_sentence_may_have_its_mathematics_in_dollars(said: str, request_text: str) -> None:
    assert request_of(said) == request_text
    assert read_problem(said).f == read_problem(request_text).f


def test_a_half_before_a_square_stays_a_coefficient() -> None:
    problem = read_problem(r"Find the gradient of $f(x,y)=\frac{1}{2}x^2+\frac12 y^2$ at $(1,2)$")
    assert problem.f == read_problem("x^2/2+y^2/2").f


def test_an_exponent_of_two_digits_is_refused_as_in_latex() -> None:
    with pytest.raises(RequestSyntaxError, match="only the first digit of 12 is set here"):
        read_problem("Find the gradient of $f(x,y)=x^12y$")


@pytest.mark.parametrize(
    ("latex", "typed"),
    [
        (r"(1+\frac{x}{2y})", "(1+x/(2*y))"),
        (r"(x\frac12+y)", "(x/2+y)"),
        (r"(\frac12(x+y)+xy)", "((x+y)/2+x*y)"),
        (r"(\frac{x}{y}(x+1))", "(x/y*(x+1))"),
    ],
)
def test_a_fraction_in_brackets_stays_what_it_is(latex: str, typed: str) -> None:
    problem = read_problem(f"Find the gradient of $f(x,y)={latex}$ at $(1,2)$")
    assert problem.f == read_problem(f"f={typed}").f
