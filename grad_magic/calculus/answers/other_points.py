"""Whether an answer is said of another point than the one that is asked about."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sympy import Abs

from grad_magic.calculus.answers.marking import is_zero
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.presets import LINEARIZATION, TOTAL_DIFFERENTIAL, Asked
from grad_magic.problem import Answer, AnswerForm, Problem

if TYPE_CHECKING:
    from sympy import Expr


_NUMBERS_AT_TARGET = {
    (Asked.GRAPH_TANGENT, LINEARIZATION): Asked.LINEAR_VALUE,
    (Asked.DIFFERENTIAL, TOTAL_DIFFERENTIAL): Asked.DIFFERENTIAL_VALUE,
}
"""What a number is that is called the linear approximation, or the differential."""


def names_other_point(problem: Problem, answer: Answer) -> bool:
    """Whether f_x(2,1) = 12 is said where P = (1, 2)."""
    point = problem.point
    if point is None:
        return False
    return any(_is_other(stated, point) for stated in answer.stated_points)


def at_target(problem: Problem, answer: Answer) -> Answer:
    """Of L(1.1, 1.9) = 2.3 beside that point the value of the linear approximation; else itself.

    So of a number that is called the linear approximation, or the differential.
    """
    target = problem.target
    stated, differential = answer.stated_points, problem.presentation.differential
    if target is None:
        return answer
    is_there = not any(_is_other(point, target) for point in stated)
    is_number = answer.form is AnswerForm.NUMBER and not answer.names & set(problem.variables)
    named = (answer.asked, differential)
    if is_number and named in _NUMBERS_AT_TARGET:
        stated = () if is_there else stated
        return replace(answer, asked=_NUMBERS_AT_TARGET[named], stated_points=stated)
    is_value = named == (Asked.VALUE, LINEARIZATION) and len(stated) == 1
    if not is_value or not is_there:
        return answer
    return replace(answer, asked=Asked.LINEAR_VALUE, stated_points=())


def _is_other(stated: tuple[tuple[Expr, Expr], ...], point: tuple[Expr, ...]) -> bool:
    # Of r(s) = … the letter runs.
    letters = set().union(*(part.free_symbols for part in point))
    return any(
        said.free_symbols <= letters
        and is_zero(said - asked) is False
        and sign_of(Abs(said - asked) - tolerance) != -1
        for (said, tolerance), asked in zip(stated, point, strict=True)
    )
