"""Derivatives of the functions that an equation describes: dy/dx = -F_x/F_y."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from grad_magic.calculus.answers.asking import foreign_names
from grad_magic.calculus.answers.marking import Marking, is_zero
from grad_magic.calculus.answers.truths import MISSING, UNKNOWN, Truth, found
from grad_magic.presets import Asked
from grad_magic.problem import Answer, AnswerForm, Problem
from grad_magic.solution import Solution

if TYPE_CHECKING:
    from sympy import Expr, Symbol

_PLANE = 2
_SLOPES = frozenset("km")
"""The letters that books have for a slope."""


def implicit_answer(problem: Problem, answer: Answer) -> Answer:
    """The answer as the slope dy/dx, where it is a number beside the equation of a curve."""
    is_curve = problem.is_equation and len(problem.variables) == _PLANE
    if not is_curve or problem.has_direction or problem.all_critical or problem.rate is not None:
        return answer
    is_number = answer.form in (AnswerForm.NUMBER, AnswerForm.NOTHING)
    is_number = is_number or _is_letter_of_slope(problem, answer)
    is_named = answer.asked is Asked.RATE
    if answer.is_tangent or not (is_named or (answer.asked is None and is_number)):
        return answer
    row = _value_of(problem, answer)
    form = answer.form if answer.form is AnswerForm.NOTHING else AnswerForm.VECTOR
    by = (problem.variables[::-1],)
    return replace(answer, form=form, rows=row, asked=Asked.IMPLICIT, derivatives=by)


def _is_letter_of_slope(problem: Problem, answer: Answer) -> bool:
    foreign = {str(name) for name in foreign_names(problem, answer)}
    holds_variables = answer.names & set(problem.variables)
    is_letter = len(foreign) == 1 and foreign <= _SLOPES and not holds_variables
    return answer.form is AnswerForm.EQUATION and is_letter


def _value_of(problem: Problem, answer: Answer) -> tuple[tuple[Expr, ...], ...]:
    """The number itself, also of k = -1/2."""
    if not _is_letter_of_slope(problem, answer):
        return answer.rows
    (name,) = foreign_names(problem, answer)
    return ((name - answer.rows[0][0],),)


def true_implicit(
    known: Solution, derivatives: Sequence[tuple[Symbol, ...]], *, at_point: bool
) -> Truth:
    """What these derivatives are at P, or as functions of the point of the curve or surface."""
    slopes = known.gradient_at if at_point else known.partials
    if slopes is None:
        return UNKNOWN
    by_name = dict(zip(known.variables, slopes, strict=True))
    row: list[Expr] = []
    for function, by in derivatives:
        below, above = by_name[function], by_name[by]
        is_flat = is_zero(below)
        if is_flat or (is_flat is None and at_point):
            return MISSING if is_flat and is_zero(above) is False else UNKNOWN
        row.append(-above / below)
    return found(row)


def is_on_curve_alone(marking: Marking) -> bool:
    """Whether functions are compared that count where the equation holds, and nowhere else."""
    return marking.asked is Asked.IMPLICIT and marking.known.point is None
