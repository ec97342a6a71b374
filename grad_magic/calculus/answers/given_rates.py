"""The directions in which f changes at a given rate, as an answer to `rate=c`."""

from __future__ import annotations

from grad_magic.calculus.answers.marking import Marking
from grad_magic.calculus.answers.truths import Row, dot
from grad_magic.findings import CheckNote, Slip
from grad_magic.problem import AnswerForm
from grad_magic.solution import Check, RateDirections


def check_rate_directions(marking: Marking) -> Check:
    """Whether an answer has the directions of the given rate, all of them, each of any length."""
    known, answer = marking.known.rate_directions, marking.answer
    if known is None or known.kind == "open":
        return marking.undecided(CheckNote.NOT_KNOWN)
    if answer.form is AnswerForm.NOTHING:
        return marking.right() if known.kind == "none" else marking.wrong(Slip.EXISTS)
    count = len(marking.problem.variables)
    if any(len(row) != count for row in answer.rows) or not answer.rows:
        return marking.wrong(Slip.SHAPE)
    verdicts = [_has_rate(marking, row, known) for row in answer.rows]
    if False in verdicts:
        row = answer.rows[verdicts.index(False)]
        return marking.wrong(_slip(marking, row, known))
    if None in verdicts:
        return marking.undecided(CheckNote.OPEN)
    is_all = known.kind == "finite" and all(
        any(marking.agrees(row, tuple(unit), "positive") for row in answer.rows)
        for unit in known.directions
    )
    return marking.right() if is_all else marking.wrong(Slip.DIRECTIONS_MISSING)


def _has_rate(marking: Marking, row: Row, known: RateDirections) -> bool | None:
    """Whether f changes at the given rate in the direction of a row of any length."""
    if known.kind == "finite":
        matches = [marking.agrees(row, tuple(unit), "positive") for unit in known.directions]
        return True if True in matches else None if None in matches else False
    if known.kind == "none":
        return False
    gradient = marking.known.gradient_at
    if gradient is None:
        return None
    # D_v f(P) = c‖v‖ in squares, and with the sign of c.
    slope = dot(row, tuple(gradient))
    is_equal = marking.vanishes(slope**2 - known.rate**2 * dot(row, row))
    is_same_sense = marking.vanishes(slope) or (slope * known.rate).is_nonnegative
    return is_equal and is_same_sense


def _slip(marking: Marking, row: Row, known: RateDirections) -> Slip | None:
    """By which slip a direction is not one of this rate."""
    opposite = tuple(-entry for entry in row)
    if any(marking.agrees(opposite, tuple(unit), "positive") for unit in known.directions):
        return Slip.OPPOSITE
    gradient = marking.known.gradient_at
    if gradient is not None and marking.vanishes(dot(row, tuple(gradient)) - known.rate):
        return Slip.NOT_NORMALISED
    return None
