"""A language made up for the test: whatever still speaks English in it does not come from it."""

from __future__ import annotations

import re

import pytest

from grad_magic.exercises.exercise import make_exercise
from grad_magic.lesson.typesetting.latex import render_latex
from grad_magic.lesson.typesetting.plain import render_plain
from grad_magic.reading.practice import PracticeRequest
from grad_magic.result import solve
from grad_magic.wording.english import ENGLISH
from grad_magic.wording.language import Language

# Each letter of a key becomes a sign of its own, so that no English word is left in it.
_SIGNS = {letter: chr(0x4E00 + letter) for letter in range(ord("0"), ord("z") + 1)}


def _say(key: str, sentence: str) -> str:
    """The key and its gaps, with no spaces between the words."""
    return "、".join((key.translate(_SIGNS), *re.findall(r"\{\w+\}", sentence)))


def _split_everywhere(text: str) -> list[str]:
    """A row may end behind every sign."""
    return [part for sign in text for part in (sign, "")]


INVENTED = Language(
    "invented",
    {key: _say(key, sentence) for key, sentence in ENGLISH.sentences.items()},
    _split_everywhere,
)

REQUESTS = [
    "f=x*exp(2*y) at=(1,0) dir=(1,-1)",
    "f=x^2 at=3 dir=-1",
    "f=x*y*z+z^2+5 at=(0,1,-1) dir=(1,1,1)",
    "L=theta_1^2-theta_2^2 at=(0,0) dir=(1,1)",
    "f=x^4+y^4 at=(0,0)",
    "f=x^3-3*x*y^2 at=(0,0)",
    "f=sqrt(x^2+y^2) at=(0,0) dir=(1,1)",
    "f=abs(x) at=0 dir=1",
    "f=piecewise((x^2*y/(x^2+y^2), (x,y)!=(0,0)), (0, otherwise)) at=(0,0) dir=(1,1)",
    "f=piecewise((x*y/(x^2+y^2), x>0 and y>0 or x<-1), (x*y, otherwise)) at=(1,2)",
    "f=(x*y, x+y) at=(1,2) dir=(3,4)",
    "f=(abs(x), x+y, abs(x*y)) at=(0,0) dir=(1,0)",
    "f=x^2*y+y^3 at=(1,2) dir=(1,1) order=2",
    "f=x^3-3*x+y^2 critical=all",
    "f=sin(x)*cos(y) critical=all",
    "f=x^2+2*y^2 at=(1,1) rate=2",
    "f=x^2+2*y^2 at=(1,1) rate=100",
    "f(x,y)=sqrt(a)*x^2+ln(b*y) at=(1,1) dir=(1,1)",
    "f=x^2+y^2==25 at=(3,4)",
]


@pytest.mark.parametrize("request_text", REQUESTS)
def test_no_english_is_left_in_an_answer(request_text: str) -> None:
    steps = solve(request_text).steps
    text = render_plain(steps, INVENTED)
    assert set(re.findall(r"[A-Za-z]{2,}", text)) <= {
        *("max", "min", "lim", "ln", "sin", "cos", "sign", "xy", "xx", "yy", "yx", "xxy"),
    }
    for words in re.findall(r"\\text\{([^}]*)\}", render_latex(steps, INVENTED)):
        assert not re.search("[A-Za-z]", words)


def test_its_rows_end_where_it_allows_it() -> None:
    steps = solve(REQUESTS[0]).steps
    reason = [step for step in steps if step.topic == "reason"]
    lines = render_plain(reason, INVENTED, width=12).split("\n")
    assert len(lines) > 1
    assert all(len(line) <= 12 for line in lines)


@pytest.mark.parametrize(
    "kind", [("directional", 1), ("gradient", 2), ("critical", 1), ("differentiability", 2)]
)
def test_no_english_is_left_in_an_exercise_but_its_commands(kind: tuple[str, int]) -> None:
    exercise = make_exercise(PracticeRequest(*kind, seed=1))
    text = render_plain(exercise.steps, INVENTED, width=200)
    for command in (exercise.again, "%grad practice solution"):
        assert command in text
    text = re.sub(r"%grad [\x20-\x7e]*|DNE", "", text)
    assert set(re.findall(r"[A-Za-z]{2,}", text)) <= {"ln", "sin", "cos"}
