"""An exercise by its topic, level and seed: what is asked, its solution, and answers checked."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from grad_magic import result
from grad_magic.calculus.budget import time_limit
from grad_magic.errors import told_in
from grad_magic.exercises.corners import CORNERS
from grad_magic.exercises.critical import CRITICAL
from grad_magic.exercises.drafts import Draft, Family
from grad_magic.exercises.draws import Draws
from grad_magic.exercises.plainness import plainest
from grad_magic.exercises.smooth import ask_gradient, ask_rate, ask_tangent, smooth_families
from grad_magic.lesson.exercises import Statement, write_exercise
from grad_magic.lesson.steps import Step
from grad_magic.lesson.styles import style_named
from grad_magic.lesson.transcription import Style, notate, style_of
from grad_magic.lesson.typesetting.latex import typeset_latex
from grad_magic.presets import (
    DEFAULT_BUDGET,
    EXERCISE,
    LEVELS,
    LINEARIZATION,
    NEW_SEEDS,
    TOPICS,
    Asked,
)
from grad_magic.problem import DEFAULT_PRESENTATION, Problem
from grad_magic.reading.keywords import read_keywords
from grad_magic.reading.options import OPTION_BY_KEY, PRACTICE_WORD
from grad_magic.reading.practice import PracticeRequest
from grad_magic.reading.request import read_request
from grad_magic.result import Result
from grad_magic.solution import Check
from grad_magic.written import WrittenAnswer

FAMILIES: Mapping[tuple[str, int], Sequence[Family]] = {
    **{("directional", level): smooth_families(ask_rate, level) for level in LEVELS},
    **{("gradient", level): smooth_families(ask_gradient, level) for level in LEVELS},
    **{("tangent", level): smooth_families(ask_tangent, level) for level in LEVELS},
    **{("critical", level): CRITICAL[level] for level in LEVELS},
    **{("differentiability", level): CORNERS[level] for level in LEVELS},
}
"""The families of exercises by topic and level."""

_PLANE = 2
_SHOWN = ("digits", "style", "lang")
"""The clauses that change how an exercise and its answers read."""


@dataclass(frozen=True, eq=False, repr=False)
class Exercise(WrittenAnswer):
    """An exercise, which shows what is asked.

    Attributes:
        topic: what it is about, one of `TOPICS`.
        level: how hard it is, one of `LEVELS`.
        seed: which one of its kind it is.
        draft: the function, the point, the direction and what is asked.
        given: the function, the point and the direction as they were read.
        number: of the exercise in its set; 0 for none.
        silent_in_cell: the number of the cell in which it is not displayed; None for none.
    """

    topic: str
    level: int
    seed: int
    draft: Draft
    given: Problem
    number: int = 0
    silent_in_cell: int | None = None

    @property
    def problem(self) -> Problem:
        """The function, the point and the direction."""
        return self.given

    @property
    def style(self) -> Style:
        """How its mathematics is noted."""
        return style_of(self.given, style_named(self.given.presentation))

    @property
    def scene(self) -> None:
        """An exercise has no picture: that of the function shows too much."""

    @property
    def figure(self) -> None:
        """As `scene`."""

    @property
    def request(self) -> str:
        """The function, the point and the direction as the text of a request."""
        return self.draft.request

    @property
    def questions(self) -> tuple[Asked, ...]:
        """What is asked, as `check.asked` has it."""
        return self.draft.questions

    @property
    def again(self) -> str:
        """The line that gives this exercise again."""
        clauses = (f"{key}={value}" for key, value in self._presented.items())
        line = f"%grad {PRACTICE_WORD} topic={self.topic} level={self.level} seed={self.seed}"
        return " ".join((line, *clauses))

    @property
    def _presented(self) -> dict[str, str | int]:
        """The clauses that say how it is shown, where that is not the usual way."""
        asked, usual = self.given.presentation, DEFAULT_PRESENTATION
        return {
            key: getattr(asked, option.field)
            for key, option in OPTION_BY_KEY.items()
            if key in _SHOWN and getattr(asked, option.field) != getattr(usual, option.field)
        }

    @property
    def steps(self) -> tuple[Step, ...]:
        """The exercise as a neutral document."""
        stated = Statement(
            self.given,
            self.questions,
            is_toward=self.draft.direction.startswith("to="),
            may_not_exist=self.topic == "differentiability",
            again="" if self.number else self.again,
            number=self.number,
        )
        return write_exercise(stated)

    @property
    def title(self) -> str:
        """Which exercise of its set it is, in words."""
        return self.language.sentences["exercise"].format(number=self.number)

    @property
    def statement(self) -> str:
        """The exercise as LaTeX, without its title."""
        steps = [step for step in self.steps if step.topic != "title"]
        return typeset_latex(notate(steps, self.language, self.style), self.language)

    def to_dict(self) -> dict[str, Any]:
        """The exercise for JSON."""
        return {
            "topic": self.topic,
            "level": self.level,
            "seed": self.seed,
            "request": self.request,
            "questions": [question.value for question in self.questions],
            "text": self._unicode,
            "latex": self.latex,
        }

    @cached_property
    def solution(self) -> Result:
        """The worked solution."""
        return self.solve()

    def solve(self, budget: float = DEFAULT_BUDGET) -> Result:
        """The worked solution, in at most so many seconds."""
        presentation = replace(
            self.given.presentation, steps="full", questions=self.questions, statement=EXERCISE
        )
        if Asked.GRAPH_TANGENT in self.questions and len(self.given.variables) > _PLANE:
            presentation = replace(presentation, differential=LINEARIZATION)
        solved = result.answer(read_request(self.request, presentation=presentation), budget)
        assert isinstance(solved, Result)
        return solved

    def check(self, answer: Any) -> Check:
        """What is to be said of an answer, in any form that `answer=` has.

        Raises:
            RequestSyntaxError, MeaninglessRequestError: the answer cannot be read.
        """
        with told_in(self.given.presentation.language):
            with time_limit(DEFAULT_BUDGET):
                asked = read_keywords(self.request, {"answer": answer, **self._presented})
            checked = result.answer(asked.answering(self.questions))
        assert isinstance(checked, Result)
        assert checked.check is not None
        return checked.check


def make_exercise(asked: PracticeRequest) -> Exercise:
    """The exercise that is asked for; without a seed a new one, without a topic any."""
    seed = secrets.randbelow(NEW_SEEDS) if asked.seed is None else asked.seed
    topic = asked.topic or Draws(f"topic {seed}").one_of(TOPICS)
    families = FAMILIES[topic, asked.level]
    # One family after the other, so that neighbours differ.
    family = families[seed % len(families)]
    draft = plainest(family, Draws(f"{topic} {asked.level} {seed}"))
    (problem,) = read_request(draft.request, presentation=asked.presentation).problems
    return Exercise(topic, asked.level, seed, draft, problem)
