"""Several exercises as one set: shown together, and as cells of a notebook."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from grad_magic import result
from grad_magic.errors import MeaninglessRequestError, told_in
from grad_magic.exercises.exercise import Exercise, make_exercise
from grad_magic.presets import ANSWER_NAMES, MAX_SEED
from grad_magic.reading.language import language_asked
from grad_magic.reading.practice import read_problem_set
from grad_magic.result import Result
from grad_magic.shown import Shown
from grad_magic.wording.messages import Message

Cell = dict[str, Any]
"""A cell of a notebook, as nbformat 4.5 has it."""


def practice(
    topic: str | None = None,
    level: int | None = None,
    seed: int | None = None,
    count: int = 1,
    **shown: object,
) -> ProblemSet:
    """Exercises whose answers come out nice, as cells of a notebook too.

    Args:
        topic: "directional", "gradient", "tangent", "critical" or "differentiability"; any if
            not said, each exercise its own.
        level: 1 (one idea and whole numbers) if not said, 2 (roots, angles, two rules) or 3 (three
            variables and more).
        seed: the first exercise, from 0; those behind it have the numbers that follow. The same
            seed gives the same exercises; without it they are new ones.
        count: how many.
        shown: how they are shown, as `digits=6`.

    Raises:
        RequestSyntaxError: there is no such topic or level, or a number is none.
        MeaninglessRequestError: a number is out of its range.

    >>> exercises = practice(topic="directional", level=1, seed=0)
    >>> exercises[0].request
    'f(x,y)=3x^2 y + 7x + 2y^2 at=(1,-2) dir=(8,-6)'
    >>> exercises[0].check(31).right
    False
    """
    said = {"topic": topic, "level": level, "seed": seed, "count": count}
    with told_in(language_asked(f"lang={shown.get('lang')}", "en")):
        asked = read_problem_set({**said, **shown})
    first = make_exercise(asked)
    exercises = [first]
    for index in range(1, asked.count):
        following = (first.seed + index) % (MAX_SEED + 1)
        exercises.append(make_exercise(replace(asked, seed=following)))
    numbered = (replace(one, number=number) for number, one in enumerate(exercises, start=1))
    return ProblemSet(tuple(numbered), {key: f"{value}" for key, value in shown.items()})


@dataclass(frozen=True, eq=False, repr=False)
class ProblemSet(Shown):
    """Exercises, shown one under the other.

    Attributes:
        exercises: in their order.
        shown: the clauses that say how answers are shown.
        has_solutions: whether each is followed by its worked solution.
    """

    exercises: tuple[Exercise, ...]
    shown: Mapping[str, str] = field(default_factory=dict)
    has_solutions: bool = False

    @property
    def solved(self) -> ProblemSet:
        """The same set with the worked solutions."""
        return replace(self, has_solutions=True)

    def __len__(self) -> int:
        return len(self.exercises)

    def __getitem__(self, index: int) -> Exercise:
        return self.exercises[index]

    def __iter__(self) -> Iterator[Exercise]:
        return iter(self.exercises)

    @property
    def _shown(self) -> tuple[Exercise | Result, ...]:
        if not self.has_solutions:
            return self.exercises
        return tuple(part for one in self.exercises for part in (one, one.solution))

    @property
    def text(self) -> str:
        """All of it as text."""
        return "\n\n".join(part.text for part in self._shown)

    def __repr__(self) -> str:
        return "\n\n".join(map(repr, self._shown))

    @property
    def cells(self) -> list[Cell]:
        """The cells of a notebook: each exercise, and cells for its answers or its solution."""
        cells = [_code("load", "%load_ext grad_magic")]
        for exercise in self.exercises:
            cells.append(_markdown(exercise))
            if self.has_solutions:
                cells.append(_solution(exercise, self.shown))
            else:
                cells += _answers(exercise, self.shown)
        return cells

    @property
    def notebook(self) -> dict[str, Any]:
        """The whole notebook, as JSON has it."""
        kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
        metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
        return {"cells": self.cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}

    def save(self, path: str | Path) -> None:
        """Writes the notebook.

        Raises:
            MeaninglessRequestError: the file's name ends otherwise than in .ipynb.
        """
        target = Path(path)
        if target.suffix != ".ipynb":
            raise MeaninglessRequestError(
                Message("cannot_be_written", name=target.name),
                advice=Message("give_a_name_that_ends_in_ipynb"),
            )
        text = json.dumps(self.notebook, ensure_ascii=False, indent=1)
        target.write_text(text + "\n", encoding="utf-8")


def _code(name: str, source: str, outputs: list[dict[str, Any]] | None = None) -> Cell:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": name,
        "metadata": {},
        "outputs": outputs or [],
        "source": source,
    }


def _markdown(exercise: Exercise) -> Cell:
    source = f"### {exercise.title}\n\n{exercise.statement}"
    name = f"exercise-{exercise.number}"
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": source}


def _request(exercise: Exercise, shown: Mapping[str, str]) -> str:
    return " ".join((exercise.request, *(f"{key}={value}" for key, value in shown.items())))


def _answers(exercise: Exercise, shown: Mapping[str, str]) -> list[Cell]:
    """A cell for each answer, which says that it lacks one as long as it does."""
    request = _request(exercise, shown)
    return [
        _code(
            f"exercise-{exercise.number}-answer-{index}",
            f"%%grad {request}\nanswer={ANSWER_NAMES[question]}: ",
        )
        for index, question in enumerate(exercise.questions, start=1)
    ]


def _solution(exercise: Exercise, shown: Mapping[str, str]) -> Cell:
    """The cell that writes the worked solution of its request, with what it writes."""
    request = _request(exercise, {**shown, "steps": "full", "plot": "none"})
    worked = result.solve(request)
    assert isinstance(worked, Result)
    outputs = [
        {
            "output_type": "display_data",
            "data": {"text/latex": latex, "text/plain": plain},
            "metadata": {},
        }
        for latex, plain in worked.outputs
    ]
    source = f"%%grad {request}"
    return _code(f"exercise-{exercise.number}-solution", source, outputs)
