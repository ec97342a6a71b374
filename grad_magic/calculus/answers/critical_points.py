"""Whether an answer has the critical points, all of them, each of its kind."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from grad_magic.calculus.answers.marking import TRUSTED, Marking, is_zero, to_float
from grad_magic.calculus.answers.shapes import affine
from grad_magic.calculus.answers.truths import Row
from grad_magic.findings import CheckNote, Slip
from grad_magic.problem import AnswerForm
from grad_magic.solution import Check, CriticalPoint, CriticalPoints

_NOT_KNOWN, _PERHAPS_MISSING = CheckNote.NOT_KNOWN, CheckNote.PERHAPS_MISSING


def check_critical_points(marking: Marking) -> Check:
    """Whether the points of an answer are the critical points, all of them, each of its kind."""
    found = marking.known.all_critical
    if found is None:
        return marking.undecided(_NOT_KNOWN)
    if marking.answer.form is AnswerForm.NOTHING:
        return _check_nothing(marking, found)
    rows = _rows_of_points(marking)
    if rows is None:
        # y = x is a right answer where all its points are critical.
        has_curves = any(_is_curve(marking, point) for point in found.points)
        return marking.undecided(_NOT_KNOWN) if has_curves else marking.wrong(Slip.SHAPE)
    strays = [row for row in rows if _matching(marking, row, found.points) is None]
    outer = [row for row in strays if marking.is_on_boundary(row)]
    inner = [row for row in strays if row not in outer]
    if any(_is_curve(marking, point) for point in found.points):
        is_wrong = any(_has_gradient(marking, row) for row in rows if row not in outer)
        return marking.wrong(Slip.NOT_CRITICAL) if is_wrong else marking.undecided(_NOT_KNOWN)
    if inner:
        is_wrong = found.is_complete or any(_has_gradient(marking, row) for row in inner)
        check = _check_stray_point(marking, inner[0], found.points)
        return check if is_wrong else marking.undecided(_PERHAPS_MISSING)
    return _check_points(marking, found, rows)


def _check_points(marking: Marking, found: CriticalPoints, rows: Sequence[Row]) -> Check:
    """What is to be said of critical points and, perhaps, points of the boundary."""
    matches = [_matching(marking, row, found.points) for row in rows]
    named = [match for match in matches if match is not None]
    check = _check_kinds(marking, matches) or _check_number(marking, found, named)
    if len(named) == len(matches):
        return check
    # A slip's sentence would call a point of the boundary critical.
    is_wrong = check.right is False
    return marking.wrong() if is_wrong else marking.undecided(CheckNote.BOUNDARY_POINT)


def _check_nothing(marking: Marking, found: CriticalPoints) -> Check:
    """Whether there are none, which may hang on parameters."""
    if any(point.where is None for point in found.points):
        return marking.wrong(Slip.EXISTS)
    return marking.undecided(_NOT_KNOWN) if found.points else _check_number(marking, found, ())


def _is_curve(marking: Marking, point: CriticalPoint) -> bool:
    """Whether it is a whole curve, or is there for some values of the parameters alone."""
    names = {symbol for entry in point.point for symbol in entry.free_symbols}
    return point.where is not None or not names <= set(marking.problem.parameters)


def _check_kinds(marking: Marking, points: Sequence[CriticalPoint | None]) -> Check | None:
    """That a point is of another kind than is said of it; None where all are of theirs.

    Args:
        marking: the answer.
        points: the critical points that those of the answer are, each None where it is none.
    """
    said = marking.answer.kinds or ("",) * len(points)
    others = [
        point
        for kind, point in zip(said, points, strict=True)
        if kind and point is not None and point.kind != kind
    ]
    if any(point.kind != "undecided" for point in others):
        return marking.wrong(Slip.WRONG_KIND)
    return marking.undecided(_NOT_KNOWN) if others else None


def _check_number(marking: Marking, found: CriticalPoints, named: Sequence[CriticalPoint]) -> Check:
    """Whether the points that an answer names are all of them."""
    if found.is_complete is False:
        return marking.undecided(CheckNote.ENDLESS)
    if any(point not in named for point in found.points):
        return marking.wrong(Slip.POINTS_MISSING)
    return marking.right() if found.is_complete else marking.undecided(_PERHAPS_MISSING)


def _rows_of_points(marking: Marking) -> tuple[Row, ...] | None:
    """The points of an answer, also of one that is no list; None where they are none."""
    answer, variables = marking.answer, marking.problem.variables
    rows = answer.rows
    if answer.form is AnswerForm.EQUATION:
        # X = 1 of one variable.
        row = affine(rows[0][0], variables) if len(variables) == 1 else None
        rows = () if row is None or row[0] == 0 else ((row[1] / row[0],),)
    elif answer.form is AnswerForm.VECTOR and len(variables) == 1:
        rows = tuple((entry,) for entry in rows[0])
    is_list = rows and all(len(row) == len(variables) for row in rows)
    return rows if is_list and not _holds_variables(marking, rows) else None


def _holds_variables(marking: Marking, rows: Sequence[Row]) -> bool:
    variables = set(marking.problem.variables)
    return any(entry.free_symbols & variables for row in rows for entry in row)


def _matching(marking: Marking, row: Row, points: Sequence[CriticalPoint]) -> CriticalPoint | None:
    """The critical point that this one is."""
    for point in points:
        if marking.equals(row, point.point):
            return point
        if point.is_approximate:
            near = [
                to_float((a - b).xreplace(marking.exact))
                for a, b in zip(row, point.point, strict=True)
            ]
            if all(abs(entry) <= TRUSTED for entry in near):
                return point
    return None


def _has_gradient(marking: Marking, row: Row) -> bool:
    """Whether the gradient at this point is proved not to be 0, however its decimals go on."""
    if marking.answer.decimals:
        return False
    place = dict(zip(marking.problem.variables, row, strict=True))
    slopes = [entry.subs(place, simultaneous=True) for entry in marking.known.partials]
    known = [entry for entry in slopes if entry.is_number and entry.is_finite is not False]
    return len(known) == len(slopes) and any(is_zero(entry) is False for entry in known)


def _check_stray_point(marking: Marking, row: Row, points: Sequence[CriticalPoint]) -> Check:
    """A point that is not among those that are known to be all."""
    if any(marking.equals(row, point.point) is None for point in points):
        return marking.undecided(CheckNote.OPEN)
    swapped = (order for point in points for order in itertools.permutations(point.point))
    if any(marking.equals(row, order) for order in swapped):
        return marking.wrong(Slip.SWAPPED_COORDINATES)
    return marking.wrong(Slip.NOT_CRITICAL)
