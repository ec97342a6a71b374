"""Whether an answer says what is so of f at P: a local minimum, differentiable."""

from __future__ import annotations

from dataclasses import replace

from grad_magic.calculus.answers.critical_points import (
    check_critical_points,
    has_gradient,
    rows_of_points,
)
from grad_magic.calculus.answers.marking import Marking
from grad_magic.findings import CheckNote, Slip
from grad_magic.solution import Check, CriticalPoint, CriticalPoints, Solution


def check_kind(marking: Marking) -> Check:
    """Whether P is of the kind that is said, as if it were the only critical point of f."""
    found = _as_only_point(marking.known)
    if found is None:
        return marking.undecided(CheckNote.NOT_KNOWN)
    known = replace(marking.known, all_critical=found)
    check = check_critical_points(replace(marking, known=known))
    if check.note is CheckNote.WITHOUT_POINTS:
        # What is said without a point is said of P.
        return marking.right()
    if check.right is False and marking.answer.may_be_values and not marking.answer.rows:
        # The maximum of f, of which no place is named, may be elsewhere.
        return marking.undecided(CheckNote.NOT_KNOWN)
    is_stray = check.slip in (Slip.NOT_CRITICAL, Slip.SWAPPED_COORDINATES)
    rows = (rows_of_points(marking) or ()) if is_stray else ()
    if rows and not any(has_gradient(marking, row) for row in rows):
        # It may be critical, too.
        return marking.undecided(CheckNote.OTHER_POINT)
    return check


def check_differentiable(marking: Marking) -> Check:
    """Whether f is differentiable at P, or not, as is said."""
    known = marking.known.differentiable
    if known is None:
        return marking.undecided(CheckNote.NOT_KNOWN)
    said = "differentiable" in marking.answer.kinds
    return marking.right() if said is known else marking.wrong()


def _as_only_point(known: Solution) -> CriticalPoints | None:
    """P with its kind; no point where it is not critical, and None where that is not settled."""
    assert known.point is not None
    verdict = known.critical
    if verdict is None or known.value is None:
        is_plain = known.first_order is not None and known.first_order.is_zero is False
        return CriticalPoints((), is_complete=True) if is_plain else None
    point = CriticalPoint(
        tuple(known.point), known.value, verdict.kind, verdict.is_strict, verdict.reason
    )
    return CriticalPoints((point,), is_complete=True)
