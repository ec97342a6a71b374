"""An exercise into Steps: what is given, what is asked, how it is answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sympy import Integer

from grad_magic.lesson.pieces import (
    EQUALS,
    POINT,
    UNIT,
    coordinates,
    gradient,
    name_of,
    series,
    words,
    written_out,
)
from grad_magic.lesson.sections.checked_answer import words_of_question
from grad_magic.lesson.sections.first_order import angle_words
from grad_magic.lesson.steps import (
    Command,
    FunctionValue,
    Letter,
    Line,
    Piece,
    Point,
    Rate,
    Separator,
    Step,
    Value,
    Vector,
)
from grad_magic.presets import ANSWER_NAMES, Asked
from grad_magic.problem import Problem
from grad_magic.solution import General, Known, Solution

_PLACEHOLDERS: Mapping[Asked, str] = {Asked.CRITICAL_POINTS: "[(0,0) saddle, ...]"}
"""What stands for an answer of which the form is to be seen."""


@dataclass(frozen=True)
class Statement:
    """What an exercise states.

    Attributes:
        problem: what is given.
        questions: what is asked.
        is_toward: whether the direction is given by a point that lies there.
        may_not_exist: whether what is asked may be missing.
        again: the request for the same exercise; "" where it is not to be told.
        number: of the exercise in its set; 0 for none.
    """

    problem: Problem
    questions: tuple[Asked, ...]
    is_toward: bool = False
    may_not_exist: bool = False
    again: str = ""
    number: int = 0


def write_exercise(stated: Statement) -> tuple[Step, ...]:
    """The exercise as a neutral document."""
    # Of its solution nothing is known here but the question.
    solution = Solution(stated.problem, General(Known(())))
    parts: Mapping[str, Iterator[Line]] = {
        "title": _title_lines(stated),
        "function": iter([_given_line(solution)]),
        "direction": _direction_lines(stated),
        "question": _question_lines(stated, solution),
        "hint": _hint_lines(stated),
    }
    steps = (Step(topic, tuple(lines)) for topic, lines in parts.items())
    return tuple(step for step in steps if step.lines)


def _title_lines(stated: Statement) -> Iterator[Line]:
    if stated.number:
        yield (words("exercise", number=Value(Integer(stated.number))),)


def _given_line(solution: Solution) -> Line:
    problem = solution.problem
    line: Line = (FunctionValue(problem.name, problem.variables), EQUALS)
    line += (written_out(problem.formula, solution),)
    if problem.point is not None:
        line += (Separator(), POINT, EQUALS, coordinates(solution))
    return line


def _direction_lines(stated: Statement) -> Iterator[Line]:
    problem = stated.problem
    if problem.angles:
        yield (words("exercise_at_angle", u=UNIT, angle=angle_words(problem)),)
    elif problem.direction is not None and stated.is_toward:
        assert problem.point is not None
        pairs = zip(problem.point, problem.direction, strict=True)
        target = Point(tuple(start + step for start, step in pairs))
        yield (words("exercise_toward", u=UNIT, point=POINT, target=target),)
    elif problem.direction is not None:
        given: Line = (Letter("v"), EQUALS, Vector(problem.direction))
        yield (words("exercise_along", u=UNIT, vector=given),)


def _question_lines(stated: Statement, solution: Solution) -> Iterator[Line]:
    gaps: Mapping[str, Piece] = {
        "f": name_of(solution),
        "point": POINT,
        "gradient": gradient(solution),
        "rate": Rate(solution.problem.name),
    }
    asked = series(
        (words_of_question(solution, question, **gaps),) for question in stated.questions
    )
    yield (words("exercise_find", asked=asked),)
    if Asked.CRITICAL_POINTS in stated.questions:
        yield (words("exercise_kinds"),)
    if stated.may_not_exist:
        yield (words("exercise_existence", nothing=words("exercise_nothing")),)


def _hint_lines(stated: Statement) -> Iterator[Line]:
    if not stated.again:
        return
    count = len(stated.problem.variables)
    answers = [(_answer_command(question, count),) for question in stated.questions]
    yield (words("exercise_check", answers=series(answers)),)
    yield (words("exercise_solution", request=Command("grad practice solution")),)
    yield (words("exercise_again", request=Command(stated.again.removeprefix("%"))),)


def _answer_command(question: Asked, count: int) -> Command:
    shown = _PLACEHOLDERS.get(question, "...")
    # Of more than two variables nothing plane touches the graph.
    is_linear = question is Asked.GRAPH_TANGENT and count > 2
    name = "linear" if is_linear else ANSWER_NAMES[question]
    return Command(f"grad answer={name}: {shown}")
