"""Lines of an answer, as a point and a direction: the normal at P, the tangent to a curve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sympy import Integer

from grad_magic.calculus.answers.marking import Marking, is_zero
from grad_magic.calculus.answers.shapes import affine
from grad_magic.calculus.answers.truths import ZERO, Row
from grad_magic.calculus.answers.workings import one_sign_changed
from grad_magic.findings import CheckNote, Slip
from grad_magic.problem import AnswerForm
from grad_magic.solution import Check

if TYPE_CHECKING:
    from sympy import Expr, Symbol

_PLANE = 2


@dataclass(frozen=True)
class StraightLine:
    """The points start + t·along."""

    start: Row
    along: Row


def line_with_parameter(row: Row, parameter: Symbol) -> StraightLine | None:
    """The line that a row with one parameter runs through; None where it is none."""
    along = tuple(entry.diff(parameter) for entry in row)
    if any(entry.has(parameter) for entry in along):
        return None
    return StraightLine(tuple(entry.xreplace({parameter: ZERO}) for entry in row), along)


def line_of_equation(difference: Expr, plane: Sequence[Symbol]) -> StraightLine | None:
    """The line in the plane on which a difference of sides is 0; None where it is none."""
    row = affine(difference, plane)
    if row is None:
        return None
    first, second, constant = row
    if is_zero(first) is False:
        return StraightLine((constant / first, ZERO), (-second, first))
    if is_zero(second) is False:
        return StraightLine((ZERO, constant / second), (Integer(1), ZERO))
    return None


def check_line(marking: Marking, line: StraightLine | None, true: StraightLine) -> Check:
    """Whether an answer is this line, and else what is wrong of it."""
    if line is None or len(line.along) != len(true.along):
        return marking.wrong(Slip.SHAPE)
    is_along = marking.is_proportional(line.along, true.along)
    is_through = _passes(marking, line, true.start)
    if is_along and is_through:
        return marking.right()
    if None in (is_along, is_through):
        return marking.undecided(CheckNote.OPEN)
    if is_along:
        return marking.wrong(Slip.BESIDE_POINT)
    slip = _slip_of_direction(marking, line.along, true.along)
    return marking.wrong(slip or (Slip.OTHER_DIRECTION if is_through else None))


def _passes(marking: Marking, line: StraightLine, point: Row) -> bool | None:
    """Whether a line passes through a point."""
    offset = tuple(a - b for a, b in zip(line.start, point, strict=True))
    if all(marking.vanishes(entry) for entry in offset):
        return True
    return marking.is_proportional(offset, line.along)


def _slip_of_direction(marking: Marking, along: Row, true: Row) -> Slip | None:
    """By which slip a direction is wrong."""
    if len(true) == _PLANE and marking.is_proportional(along, (-true[1], true[0])):
        return Slip.TANGENT_FOR_NORMAL_LINE
    signs = one_sign_changed(true)
    return Slip.SIGN if any(marking.is_proportional(along, other) for other in signs) else None


def line_of_rows(marking: Marking, variables: Sequence[Symbol]) -> StraightLine | None:
    """The line of an answer in the form of a row with one parameter, or of an equation.

    Args:
        marking: the answer.
        variables: the letters that are no parameter.
    """
    answer = marking.answer
    row = answer.rows[0] if answer.rows else ()
    if answer.form is AnswerForm.VECTOR:
        free = {name for entry in row for name in entry.free_symbols}
        free -= {*variables, *marking.problem.parameters, *answer.decimals}
        return line_with_parameter(row, free.pop()) if len(free) == 1 else None
    return None
