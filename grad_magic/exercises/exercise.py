"""An exercise by its topic, level and seed: what is asked, its solution, and answers checked."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from grad_magic.exercises.corners import CORNERS
from grad_magic.exercises.critical import CRITICAL
from grad_magic.exercises.drafts import Draft, Family
from grad_magic.exercises.draws import Draws
from grad_magic.exercises.smooth import ask_gradient, ask_rate, ask_tangent, smooth_families
from grad_magic.lesson.exercises import Statement, write_exercise
from grad_magic.lesson.transcription import notate, style_of
from grad_magic.lesson.typesetting.latex import typeset_latex
from grad_magic.lesson.typesetting.plain import typeset_plain
from grad_magic.presets import LEVELS, NEW_SEEDS, TOPICS, Asked
from grad_magic.problem import Problem
from grad_magic.reading.options import PRACTICE_WORD
from grad_magic.reading.practice import PracticeRequest
from grad_magic.reading.request import read_request
from grad_magic.result import Result, answer, solve
from grad_magic.shown import Shown
from grad_magic.solution import Check
from grad_magic.transliteration import can_take, to_ascii
from grad_magic.wording.language import Language
from grad_magic.wording.languages import LANGUAGES

if TYPE_CHECKING:
    from grad_magic.lesson.notation import NotatedLine

FAMILIES: Mapping[tuple[str, int], Sequence[Family]] = {
    **{("directional", level): smooth_families(ask_rate, level) for level in LEVELS},
    **{("gradient", level): smooth_families(ask_gradient, level) for level in LEVELS},
    **{("tangent", level): smooth_families(ask_tangent, level) for level in LEVELS},
    **{("critical", level): CRITICAL[level] for level in LEVELS},
    **{("differentiability", level): CORNERS[level] for level in LEVELS},
}
"""The families of exercises by topic and level."""


@dataclass(frozen=True, eq=False, repr=False)
class Exercise(Shown):
    """An exercise, which shows what is asked.

    Attributes:
        topic: what it is about, one of `TOPICS`.
        level: how hard it is, one of `LEVELS`.
        seed: which one of its kind it is.
        draft: the function, the point, the direction and what is asked.
        problem: the same as it was read.
        number: of the exercise in its set; 0 for none.
        silent_in_cell: the number of the cell in which it is not displayed; None for none.
    """

    topic: str
    level: int
    seed: int
    draft: Draft
    problem: Problem
    number: int = 0
    silent_in_cell: int | None = None

    scene = None
    missing_picture = ""

    @property
    def _shown(self) -> tuple[Exercise]:
        return (self,)

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
        return f"%grad {PRACTICE_WORD} topic={self.topic} level={self.level} seed={self.seed}"

    @property
    def _language(self) -> Language:
        return LANGUAGES[self.problem.presentation.language]

    @cached_property
    def _lines(self) -> tuple[NotatedLine, ...]:
        stated = Statement(
            self.problem,
            self.questions,
            is_toward=self.draft.direction.startswith("to="),
            may_not_exist=self.topic == "differentiability",
            again="" if self.number else self.again,
            number=self.number,
        )
        return notate(write_exercise(stated), self._language, style_of(self.problem))

    @cached_property
    def latex(self) -> str:
        """The exercise as one line of LaTeX between dollars."""
        return typeset_latex(self._lines, self._language)

    @property
    def title(self) -> str:
        """Which exercise of its set it is, in words."""
        return self._language.sentences["exercise"].format(number=self.number)

    @property
    def statement(self) -> str:
        """The exercise as LaTeX, without its title."""
        lines = [line for line in self._lines if line.topic != "title"]
        return typeset_latex(lines, self._language)

    @property
    def text(self) -> str:
        """The exercise as text: Unicode, or ASCII if standard output has no more."""
        return self._unicode if can_take(self._unicode, "stdout") else self._ascii

    @cached_property
    def _unicode(self) -> str:
        return typeset_plain(self._lines, self._language)

    @cached_property
    def _ascii(self) -> str:
        return typeset_plain(self._lines, self._language, spell=to_ascii)

    @property
    def outputs(self) -> tuple[tuple[str, str], ...]:
        """The exercise as LaTeX and as Unicode text."""
        return ((self.latex, self._unicode),)

    @cached_property
    def solution(self) -> Result:
        """The worked solution."""
        presentation = replace(self.problem.presentation, steps="full")
        result = answer(read_request(self.request, presentation=presentation))
        assert isinstance(result, Result)
        return result

    def check(self, answer: Any) -> Check:
        """What is to be said of an answer, in any form that `answer=` has.

        Raises:
            RequestSyntaxError, MeaninglessRequestError: the answer cannot be read.
        """
        check = solve(self.request, answer=answer).check
        assert isinstance(check, Check)
        return check

    def __repr__(self) -> str:
        return self.text


def make_exercise(asked: PracticeRequest) -> Exercise:
    """The exercise that is asked for; without a seed a new one, without a topic any."""
    seed = secrets.randbelow(NEW_SEEDS) if asked.seed is None else asked.seed
    topic = asked.topic or Draws(f"topic {seed}").one_of(TOPICS)
    families = FAMILIES[topic, asked.level]
    # One family after the other, so that neighbours differ.
    family = families[seed % len(families)]
    draft = family(Draws(f"{topic} {asked.level} {seed}"))
    (problem,) = read_request(draft.request, presentation=asked.presentation).problems
    return Exercise(topic, asked.level, seed, draft, problem)
