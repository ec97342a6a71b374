"""Words beside clauses that are none, and words in the place of a value."""

from __future__ import annotations

import pytest

from grad_magic.errors import GradMagicError
from grad_magic.reading.request import read_request

_AT = "f=x^2+y^2 at=(1,2)"
_LOSS = "L(w)=norm(X@w)^2 X=[[1,2],[3,4]] at=(w=[0,0])"


def _last_line(source: str) -> str:
    with pytest.raises(GradMagicError) as caught:
        read_request(source)
    return str(caught.value).splitlines()[-1]


@pytest.mark.parametrize(
    ("source", "advice"),
    [
        (f"{_AT} surface", "Write plot=surface."),
        (f"{_AT} plot 3D", "Write plot=surface."),
        (f"{_AT} steps full", "Write steps=full."),
        (f"{_AT} --steps full", "Write steps=full."),
        (f"{_AT} -steps=full", "Write steps=full."),
        (f"{_AT} order 3", "Write order=3."),
        (f"{_AT} sliders", "Write interactive=True."),
        (f"{_AT} quiz", "Write %grad practice in a cell of its own for an exercise."),
        (
            f"{_AT} dir=(3,4) normalized",
            "Leave it out: a direction is always divided by its length.",
        ),
        (
            f"{_AT} table",
            "A request is a row of key=value clauses: f=x*exp(2*y) at=(1,0) dir=(1,-1)",
        ),
        (f"{_LOSS} lang zh", "Write lang=zh."),
    ],
)
def test_a_word_behind_a_row_is_told_from_its_factors(source: str, advice: str) -> None:
    assert _last_line(source) == advice


@pytest.mark.parametrize(
    ("clause", "advice"),
    [
        ("plot=3d", "Write plot=surface."),
        ("plot=False", "Write plot=none."),
        ("steps=yes", "Write steps=full."),
        ("steps=50", "Write iterations=50."),
        ("order=second", "Write order=2."),
        ("Hessian=True", "Did you mean order? Write order=2."),
        ("step=0.1", "Did you mean step_size? Write step_size=0.1."),
        ("lang=cn", "Write lang=zh."),
        ("interactive=yes", "Write interactive=True."),
        ("as=my result", "Write as=r."),
        (
            "export=pdf",
            'The answer is saved in Python: r = %grad …, and then r.save("answer.pdf").',
        ),
        ("c=3", "No clause is called c, and it stands nowhere in f."),
        ("D=R²", "No clause is called D, and it stands nowhere in f."),
        ("answer=3 1/5", "Write 3+1/5 or 3*1/5."),
        ("answer=(4 1)", "Write (4,1)."),
    ],
)
def test_a_value_of_other_programs_is_answered_with_the_one_meant(clause: str, advice: str) -> None:
    assert _last_line(f"{_AT} {clause}") == advice


@pytest.mark.parametrize("line", ["import numpy as np", "x, y = symbols('x y')"])
def test_declarations_of_python_are_left_out(line: str) -> None:
    advice = "Leave it out: names need no declaration here, and functions no import."
    assert _last_line(f"{line}\nf=x*y at=(1,2)") == advice


def test_capitals_of_a_value_do_not_matter() -> None:
    presentation = read_request(f"{_AT} steps=Full theme=DARK").problems[0].presentation
    assert (presentation.steps, presentation.theme) == ("full", "dark")


@pytest.mark.parametrize(
    ("source", "advice"),
    [
        (
            "L(w)=mean((X@w)^2) X=[[1,2],[3,4]] at=(w=[0,0]) answer=2/n X^T X w",
            "Say what n is by a shape beside the data: X:(n,…).",
        ),
        (
            "L(w)=(Xw-y)ᵀ(Xw-y)",
            "Of a product the factors have shapes, as in X:(m,n) w:(n), or entries, as in X=[…].",
        ),
        (
            r"L(w)=\sum_{i=1}^n (w x_i-y_i)^2",
            "Write sum(…) of arrays, as in sum((w*x-y)^2) x=[1,2,3] y=[2,4,6].",
        ),
    ],
)
def test_what_a_loss_lacks_is_named(source: str, advice: str) -> None:
    assert _last_line(source) == advice
