"""What an exercise says, word by word."""

from __future__ import annotations

import pytest

from grad_magic.lesson.exercises import Statement, write_exercise
from grad_magic.lesson.styles import style_named
from grad_magic.lesson.transcription import style_of
from grad_magic.lesson.typesetting.latex import render_latex
from grad_magic.lesson.typesetting.plain import render_plain
from grad_magic.presets import Asked
from grad_magic.reading.request import read_problem
from grad_magic.wording.english import ENGLISH


def text_of(stated: Statement) -> str:
    problem = stated.problem
    style = style_of(problem, style_named(problem.presentation))
    return render_plain(write_exercise(stated), ENGLISH, style=style)


def test_a_direction_is_told_as_it_was_given() -> None:
    start = "f=x^2 y at=(1,2)"
    given = Statement(read_problem(f"{start} dir=(3,4)"), (Asked.RATE,))
    assert text_of(given) == (
        "f(x, y) = x²·y   P = (1, 2)\n"
        "u is the unit vector in the direction of v = (3, 4).\n"
        "Find D_u f(P)."
    )
    toward = Statement(read_problem(f"{start} to=(4,6)"), (Asked.RATE,), is_toward=True)
    assert text_of(toward).split("\n")[1] == "u is the unit vector from P toward (4, 6)."
    turned = Statement(read_problem(f"{start} angle=60°"), (Asked.RATE,))
    assert text_of(turned).split("\n")[1] == "u is the unit vector at the angle 60°."


def test_several_questions_are_one_sentence() -> None:
    stated = Statement(read_problem("f=x y at=(1,2)"), (Asked.GRADIENT, Asked.MIN_RATE))
    assert text_of(stated).split("\n")[1:] == [
        "Find ∇f(P) and the smallest rate of change of f at P."
    ]


def test_the_kinds_of_critical_points_are_asked_too() -> None:
    stated = Statement(read_problem("f=x y critical=all"), (Asked.CRITICAL_POINTS,), number=3)
    assert text_of(stated) == (
        "Exercise 3\n"
        "f(x, y) = x·y\n"
        "Find the critical points of f.\n"
        "Classify each as a local minimum, a local maximum or a saddle point."
    )


@pytest.mark.parametrize("number", [0, 3])
def test_how_it_is_answered_is_told_where_it_can_be_had_again(number: int) -> None:
    problem = read_problem("f=|x| at=(0,0) dir=(1,1)".replace("f=", "f(x,y)="))
    stated = Statement(
        problem,
        (Asked.RATE, Asked.GRAPH_TANGENT),
        may_not_exist=True,
        again="%grad practice seed=1",
        number=number,
    )
    assert text_of(stated).split("\n")[-5:] == [
        "Find D_u f(P) and the tangent plane to the graph of f at P.",
        "Answer DNE for what does not exist.",
        "Check it: %grad answer=D: ... and %grad answer=plane: ...",
        "The solution: %grad practice solution",
        "Again: %grad practice seed=1",
    ]


def test_every_style_has_its_own_signs() -> None:
    request = "f=x^2 y at=(1,2) dir=(3,4) style="
    stewart, tongji = (
        text_of(Statement(read_problem(request + style), (Asked.RATE,)))
        for style in ("stewart", "tongji")
    )
    assert "v = ⟨3, 4⟩.\nFind D_u f(1, 2)." in stewart
    assert "e_l is the unit vector in the direction of l = (3, 4)." in tongji


def test_in_latex_no_sign_begins_a_comment() -> None:
    problem = read_problem("f=x y at=(1,2)")
    stated = Statement(problem, (Asked.GRADIENT,), again="%grad practice seed=1")
    latex = render_latex(write_exercise(stated), ENGLISH)
    assert r"\text{Check it: } \% \text{grad answer=grad: ...}" in latex
    assert latex.count("%") == latex.count(r"\%") == 3
