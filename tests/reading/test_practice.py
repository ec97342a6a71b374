from __future__ import annotations

import pytest

from grad_magic.errors import GradMagicError
from grad_magic.problem import Presentation
from grad_magic.reading.practice import (
    PracticeRequest,
    answers_exercise,
    asks_for_practice,
    read_practice,
)


@pytest.mark.parametrize(
    "source",
    [
        "practice",
        " practice ",
        "practice\nlevel=2",
        "practice seed=3 # again",
        "practice solution",
        "practice foo",
        "answer",
        "\npractice",
    ],
)
def test_what_begins_with_the_word_asks_for_an_exercise(source: str) -> None:
    assert asks_for_practice(source)


@pytest.mark.parametrize(
    "source",
    [
        "f=x^2",
        "practice=x^2",
        "practice(x)=x^2",
        "practice (x)=x^2",
        "practice*x",
        "practice + x",
        "practices",
        "answer=3",
        "x practice",
    ],
)
def test_a_function_of_that_name_does_not(source: str) -> None:
    assert not asks_for_practice(source)


@pytest.mark.parametrize(
    "source",
    [
        "answer=3",
        "answer=D=3",
        "answer=z=2x+3y",
        "answer: (1,2)",
        "\nanswer=[(0,0) saddle,\n(1,1)]",
        "answer=3 steps=full",
        'answer="x=3"',
        "answer=3 at=(1,2)",
        "answer=f_x=4, f_y=1",
        "answer=∂f/∂x=4, ∂f/∂y=1",
        "answer=x=1+2t, y=2-t",
        "answer=tangent line y=2x",
        "answer=min f(1,0)=-2, saddle f(-1,0)=2 lang=zh",
        "answer=local min at x=1, y=0; saddle at x=-1, y=0",
    ],
)
def test_an_answer_without_a_function_is_about_the_last_exercise(source: str) -> None:
    assert answers_exercise(source)


@pytest.mark.parametrize(
    "source", ["f=x^2 at=1 answer=2", "x^2 at=1 answer=2", "at=1", "answer=(1", "f=x at=answer"]
)
def test_one_with_a_function_is_not(source: str) -> None:
    assert not answers_exercise(source)


@pytest.mark.parametrize(
    ("source", "asked"),
    [
        ("practice", PracticeRequest()),
        ("practice topic=critical level=3 seed=7", PracticeRequest("critical", 3, 7)),
        ("practice seed=0, level=2", PracticeRequest(level=2, seed=0)),
        ("practice level＝2", PracticeRequest(level=2)),
        ("practice, level=2", PracticeRequest(level=2)),
        ("practice # any", PracticeRequest()),
        ("practice as=e", PracticeRequest(store_as="e")),
        ("practice solution", PracticeRequest(is_solution=True)),
        ("practice solution # at last", PracticeRequest(is_solution=True)),
        ("answer", PracticeRequest(is_solution=True)),
        ("practice digits=6", PracticeRequest(presentation=Presentation(digits=6))),
        (
            "practice theme=dark seed=9",
            PracticeRequest(seed=9, presentation=Presentation(theme="dark")),
        ),
    ],
)
def test_what_is_asked(source: str, asked: PracticeRequest) -> None:
    assert read_practice(source) == asked


@pytest.mark.parametrize(
    ("source", "message", "place", "advice"),
    [
        (
            "practice topic=gradients",
            "topic has no value gradients",
            "gradients",
            "Did you mean gradient?",
        ),
        (
            "practice topic=x",
            "topic has no value x",
            "x",
            "Write topic=directional, gradient, tangent, critical or differentiability.",
        ),
        ("practice level=4", "level has no value 4", "4", "Write level=1, 2 or 3."),
        ("practice seed=1/2", "a whole number is expected here", "1/2", ""),
        ("practice seed=-3", "a whole number is expected here", "-3", ""),
        (
            "practice seed=1234567890",
            "seed must be a whole number from 0 to 999999999",
            "1234567890",
            "Write seed=7.",
        ),
        (
            "practice seed=" + "9" * 5000,
            "seed must be a whole number from 0 to 999999999",
            "9" * 5000,
            "Write seed=7.",
        ),
        ("practice seed=", "seed has no value", "seed=", ""),
        ("practice seed=1 seed=2", "the clause seed is given twice", "seed", ""),
        (
            "practice difficulty=2",
            "an exercise has no clause difficulty",
            "difficulty",
            "Did you mean level?",
        ),
        ("practice sed=2", "an exercise has no clause sed", "sed", "Did you mean seed?"),
        (
            "practice f=x^2",
            "an exercise has no clause f",
            "f",
            "Leave out f, or ask about a function of your own.",
        ),
        (
            "practice at=(1,2)",
            "an exercise has no clause at",
            "at",
            "Leave out at, or ask about a function of your own.",
        ),
        (
            "practice window=(0,1)",
            "an exercise has no clause window",
            "window",
            "Leave out window, or ask about a function of your own.",
        ),
        (
            "practice gradient",
            "gradient is no part of a request for an exercise",
            "gradient",
            "Did you mean topic=gradient?",
        ),
        (
            "practice more",
            "more is no part of a request for an exercise",
            "more",
            "Write practice topic=gradient level=2 seed=7, or practice solution.",
        ),
        (
            "practice solution seed=3",
            "solution is no part of a request for an exercise",
            "solution",
            "Write practice topic=gradient level=2 seed=7, or practice solution.",
        ),
        ("practice digits=100", "digits must be a whole number from 1 to 50", "100", ""),
        ("practice seed=ｘ", "a whole number is expected here", "ｘ", ""),
    ],
)
def test_what_cannot_be_read_has_its_place(
    source: str, message: str, place: str, advice: str
) -> None:
    with pytest.raises(GradMagicError) as raised:
        read_practice(source)
    error = raised.value
    assert error.message == message
    assert error.source == source
    assert source[error.start : error.end] == place
    assert error.advice.startswith(advice)


def test_a_seed_may_be_a_name_of_the_notebook() -> None:
    assert read_practice("practice seed=number", {"number": 12}).seed == 12
