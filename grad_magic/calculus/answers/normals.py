"""The normal at P: to a level curve or surface along ∇f(P), to a graph along (∇f(P), -1)."""

from __future__ import annotations

from sympy import Integer, Symbol

from grad_magic.calculus.answers.asking import foreign_names
from grad_magic.calculus.answers.lines import (
    StraightLine,
    check_line,
    line_of_equation,
    line_of_rows,
)
from grad_magic.calculus.answers.marking import Marking
from grad_magic.calculus.answers.shapes import affine
from grad_magic.calculus.answers.truths import UNKNOWN, Truth, found, level
from grad_magic.findings import CheckNote, Slip
from grad_magic.problem import AnswerForm
from grad_magic.solution import Check

_PLANE = 2


def check_normal(marking: Marking) -> Check:
    """Whether an answer is the normal line at P."""
    known, answer = marking.known, marking.answer
    if known.point is None or known.value is None or known.gradient_at is None:
        return marking.undecided(CheckNote.NOT_KNOWN)
    if answer.form is AnswerForm.NOTHING:
        is_regular = any(entry.is_zero is False for entry in known.gradient_at)
        return marking.wrong(Slip.EXISTS) if is_regular else marking.undecided(CheckNote.NOT_KNOWN)
    gradient = tuple(known.gradient_at)
    is_of_graph = _is_of_graph(marking)
    if is_of_graph:
        true = StraightLine((*known.point, known.value), (*gradient, Integer(-1)))
    else:
        true = StraightLine(tuple(known.point), gradient)
    if not is_of_graph and marking.vanishes(sum(entry**2 for entry in gradient)) is not False:
        return marking.undecided(CheckNote.NOT_KNOWN)
    if answer.form is AnswerForm.EQUATION and len(true.start) > _PLANE:
        row = affine(answer.rows[0][0], known.variables)
        is_tangent = row is not None and marking.agrees(row, level(known, gradient), "multiple")
        return marking.wrong(Slip.TANGENT_FOR_NORMAL_LINE if is_tangent else Slip.SHAPE)
    return check_line(marking, _line(marking, is_of_graph=is_of_graph), true)


def true_normal_vector(marking: Marking) -> Truth:
    """What a normal vector at P is a multiple of."""
    gradient = marking.known.gradient_at
    if gradient is None:
        return UNKNOWN
    if _is_of_graph(marking):
        return found((*gradient, Integer(-1)), "multiple")
    return found(gradient, "multiple") if any(gradient) else UNKNOWN


def _is_of_graph(marking: Marking) -> bool:
    """Whether the normal is that of the graph, in whose space it has one coordinate more."""
    problem, answer = marking.problem, marking.answer
    if problem.is_equation or len(problem.variables) > _PLANE:
        return False
    if len(problem.variables) == 1:
        return True
    if answer.form is AnswerForm.VECTOR:
        return len(answer.rows[0]) > _PLANE
    return bool(foreign_names(problem, answer))


def _line(marking: Marking, *, is_of_graph: bool) -> StraightLine | None:
    problem, answer = marking.problem, marking.answer
    if answer.form is AnswerForm.VECTOR:
        return line_of_rows(marking, problem.variables)
    height = tuple(foreign_names(problem, answer)) or (Symbol("height", real=True),)
    letters = (*problem.variables, *(height if is_of_graph else ()))
    if answer.form is not AnswerForm.EQUATION and answer.form is not AnswerForm.NUMBER:
        return None
    if len(letters) != _PLANE:
        return None
    entry = answer.rows[0][0]
    # The right side of y = … alone.
    difference = height[0] - entry if answer.form is AnswerForm.NUMBER else entry
    return line_of_equation(difference, letters)
