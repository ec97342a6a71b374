"""Whether an answer has the critical points, all of them, each of its kind."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from grad_magic.calculus.answers.critical_curves import (
    curve_of_row,
    is_critical,
    is_curve,
    lies_on,
)
from grad_magic.calculus.answers.critical_families import (
    Family,
    are_critical,
    covers_all,
    curves_of,
    family_of,
    is_among_curves,
    kinds_of,
)
from grad_magic.calculus.answers.marking import TRUSTED, Marking, is_zero, to_float
from grad_magic.calculus.answers.shapes import affine
from grad_magic.calculus.answers.truths import Row
from grad_magic.findings import CheckNote, Slip
from grad_magic.problem import AnswerForm
from grad_magic.solution import Check, CriticalPoint, CriticalPoints

if TYPE_CHECKING:
    from sympy import Expr

_NOT_KNOWN, _PERHAPS_MISSING = CheckNote.NOT_KNOWN, CheckNote.PERHAPS_MISSING


def check_critical_points(marking: Marking) -> Check:
    """Whether the points of an answer are the critical points, all of them, each of its kind."""
    found = marking.known.all_critical
    if found is None:
        return marking.undecided(_NOT_KNOWN)
    answer = marking.answer
    if answer.form is AnswerForm.NOTHING:
        return _check_nothing(marking, found)
    if answer.form is AnswerForm.POINTS and not (answer.rows or answer.curves):
        return _check_claims(marking, found)
    return _check_named(marking, found)


def _check_named(marking: Marking, found: CriticalPoints) -> Check:
    """What is to be said of an answer that names points or curves."""
    families = families_in(marking)
    if families is not None:
        return _check_families(marking, found, families)
    curves = _families_of_curves(marking)
    if curves:
        return _check_families_of_curves(marking, found, curves)
    pair = _as_point_of_graph(marking)
    if pair is not None:
        checks = (_check_rows(marking, found), _check_rows(pair, found))
        return next((check for check in checks if check.right), checks[0])
    if any(is_curve(marking, point) for point in found.points):
        check = _check_curves(marking, found)
    else:
        check = _check_rows(marking, found)
    if check.right:
        return check_claimed_kinds(marking, found)
    return _check_values_claimed(marking, found, check) if marking.answer.may_be_values else check


def values_claimed(marking: Marking) -> Marking:
    """Max 2, min -2 of one variable, read as the values of f, and not as their places."""
    answer = marking.answer
    if not answer.may_be_values:
        return marking
    pairs = zip(answer.kinds, answer.rows, strict=True)
    claims = (*answer.claims, *((kind, value) for kind, (value,) in pairs))
    read = replace(answer, rows=(), kinds=(), values=(), claims=claims)
    return replace(marking, answer=read)


def _check_values_claimed(marking: Marking, found: CriticalPoints, as_points: Check) -> Check:
    """What is to be said of numbers that are not the points, but may be values of f."""
    as_values = check_claimed_kinds(values_claimed(marking), found)
    if as_values.right:
        return marking.undecided(CheckNote.WITHOUT_POINTS)
    if as_points.right is None or as_values.right is None:
        return as_points
    # What is wrong depends on which of the two is meant.
    return as_points if as_points.slip is as_values.slip else marking.wrong()


_CurveFamily = tuple[tuple["Expr", ...], str]
"""Some curves of a family, and their kind."""


def _families_of_curves(marking: Marking) -> list[_CurveFamily]:
    """The families of curves of an answer, if it has one and names nothing else but curves."""
    answer = marking.answer
    curves = list(answer.curves)
    if answer.form is AnswerForm.EQUATION:
        curves.append((answer.rows[0][0], ""))
    elif answer.rows:
        return []
    families = [(curves_of(marking, curve), kind) for curve, kind in curves]
    return [
        (family or (curve,), kind)
        for (family, kind), (curve, _) in zip(families, curves, strict=True)
        if any(family for family, _ in families)
    ]


def _check_families_of_curves(
    marking: Marking, found: CriticalPoints, families: Sequence[_CurveFamily]
) -> Check:
    """What is to be said of families of curves, as x + y = π/2 + kπ."""
    critical = [is_critical(marking, curve) for curves, _ in families for curve in curves]
    if False in critical:
        return marking.wrong(Slip.NOT_CRITICAL)
    everything = [curve for curves, _ in families for curve in curves]
    named = [is_among_curves(marking, point, everything, found) for point in found.points]
    if None in critical or None in named:
        return marking.undecided(_PERHAPS_MISSING)
    pairs = [
        (kind, point)
        for curves, kind in families
        for point in found.points
        if any(lies_on(marking, point, curve) for curve in curves)
    ]
    check = _check_pairs(marking, pairs)
    return check or (marking.right() if all(named) else marking.wrong(Slip.POINTS_MISSING))


def families_in(marking: Marking) -> tuple[Family, ...] | None:
    """The families by whole numbers of which an answer is made; None of one without such."""
    rows = rows_of_points(marking)
    if rows is None or marking.answer.curves:
        return None
    families = tuple(family_of(marking, row) for row in rows)
    found = tuple(family for family in families if family is not None)
    has_steps = any(family.steps for family in found)
    return found if has_steps and len(found) == len(families) else None


def _check_families(marking: Marking, found: CriticalPoints, families: Sequence[Family]) -> Check:
    """What is to be said of families of points."""
    critical = [are_critical(marking, family) for family in families]
    if False in critical:
        return marking.wrong(Slip.NOT_CRITICAL)
    covers = covers_all(marking, families, found)
    if None in critical or covers is None:
        return marking.undecided(_PERHAPS_MISSING)
    kinds = marking.answer.kinds or ("",) * len(families)
    pairs = [
        pair
        for family, kind in zip(families, kinds, strict=True)
        for pair in kinds_of(marking, family, kind, found)
    ]
    check = _check_pairs(marking, pairs)
    return check or (marking.right() if covers else marking.wrong(Slip.POINTS_MISSING))


def _check_counts(marking: Marking, found: CriticalPoints) -> Check | None:
    """What is to be said of numbers of points that are not so; None where all are.

    Of several numbers of a kind each may be that of a part: none but one too large is wrong.
    """
    counts = marking.answer.counts
    for kind in {kind for kind, _ in counts}:
        said = [count for other, count in counts if other == kind]
        verdicts = [is_of_kind(point, kind) if kind else True for point in found.points]
        is_open = None in verdicts or any(is_curve(marking, point) for point in found.points)
        true = verdicts.count(True)
        if is_open or not found.is_complete:
            return marking.undecided(_NOT_KNOWN)
        if max(said) > true:
            return marking.wrong()
        if true not in (max(said), sum(said)):
            return marking.undecided(_NOT_KNOWN)
    return None


def _as_point_of_graph(marking: Marking) -> Marking | None:
    """Of one variable and two numbers, which may be two points, the point of the graph."""
    answer = marking.answer
    row = answer.rows[0] if len(answer.rows) == 1 else ()
    is_pair = answer.form is AnswerForm.VECTOR and len(row) == len(("x", "f(x)"))
    if not is_pair or len(marking.problem.variables) > 1:
        return None
    point, value = row
    read = replace(answer, form=AnswerForm.POINTS, rows=((point,),), kinds=("",), values=(value,))
    return replace(marking, answer=read)


def _check_rows(marking: Marking, found: CriticalPoints) -> Check:
    """What is to be said where all critical points stand alone."""
    rows = rows_of_points(marking)
    if rows is None:
        return marking.wrong(Slip.SHAPE)
    if marking.answer.curves:
        are_critical = [is_critical(marking, curve) for curve, _ in marking.answer.curves]
        is_wrong = False in are_critical
        return marking.wrong(Slip.NOT_CRITICAL) if is_wrong else marking.undecided(_NOT_KNOWN)
    strays = [row for row in rows if matching(marking, row, found.points) is None]
    outer = [row for row in strays if marking.is_on_boundary(row)]
    inner = [row for row in strays if row not in outer]
    if inner:
        is_wrong = found.is_complete or any(has_gradient(marking, row) for row in inner)
        check = _check_stray_point(marking, inner[0], found.points)
        return check if is_wrong else marking.undecided(_PERHAPS_MISSING)
    return _check_points(marking, found, rows)


def _check_curves(marking: Marking, found: CriticalPoints) -> Check:
    """What is to be said where whole curves are critical."""
    answer = marking.answer
    curves = list(answer.curves)
    points, kinds = [], []
    said = answer.kinds or ("",) * len(answer.rows)
    if answer.form is AnswerForm.EQUATION:
        curves.append((answer.rows[0][0], ""))
    elif any(len(row) != len(marking.problem.variables) for row in answer.rows):
        return marking.undecided(_NOT_KNOWN)
    else:
        for row, kind in zip(answer.rows, said, strict=True):
            curve = curve_of_row(marking, row)
            if curve is None:
                points.append(row)
                kinds.append(kind)
            else:
                curves.append((curve, kind))
    inner = [row for row in points if not marking.is_on_boundary(row)]
    are_critical = [is_critical(marking, curve) for curve, _ in curves]
    if False in are_critical or any(has_gradient(marking, row) for row in inner):
        return marking.wrong(Slip.NOT_CRITICAL)
    is_open = None in are_critical or not found.is_complete or len(inner) < len(points)
    on_curves = {
        index: [lies_on(marking, point, curve) for curve, _ in curves]
        for index, point in enumerate(found.points)
    }
    is_named = [
        any(on_curves[index])
        or (not is_curve(marking, point) and _is_among(marking, point, points))
        for index, point in enumerate(found.points)
    ]
    if not curves and _has_whole_curve(marking, found):
        # However many points are named, the curve has more.
        return _check_stray_points(marking, found, points)
    is_open = is_open or any(
        None in verdicts and not is_named[index] for index, verdicts in on_curves.items()
    )
    if is_open or not curves:
        return marking.undecided(_NOT_KNOWN)
    if not all(is_named):
        return marking.wrong(Slip.POINTS_MISSING)
    pairs = [
        (kind, point)
        for index, point in enumerate(found.points)
        for (_, kind), is_on in zip(curves, on_curves[index], strict=True)
        if is_on and kind and is_curve(marking, point)
    ]
    pairs += [
        (kind, match)
        for row, kind in zip(points, kinds, strict=True)
        if (match := matching(marking, row, found.points)) is not None
    ]
    return _check_pairs(marking, pairs) or marking.right()


def _has_whole_curve(marking: Marking, found: CriticalPoints) -> bool:
    """Whether a curve is critical, and not a point for some values of parameters alone."""
    return not marking.problem.parameters and any(
        is_curve(marking, point) for point in found.points
    )


def _check_stray_points(marking: Marking, found: CriticalPoints, rows: Sequence[Row]) -> Check:
    """What is to be said of single points where whole curves are critical."""
    only = rows[0] if len(rows) == 1 else ()
    lines = [x - place for x, place in zip(marking.problem.variables, only, strict=False)]
    if lines and all(is_critical(marking, line) for line in lines):
        # That x = 0, y = 0 may mean both lines.
        return marking.undecided(_PERHAPS_MISSING)
    slopes = [
        entry.subs(dict(zip(marking.problem.variables, row, strict=True)), simultaneous=True)
        for row in rows
        for entry in marking.known.partials
        if matching(marking, row, found.points) is None
    ]
    are_critical = all(entry.is_number and is_zero(entry) for entry in slopes)
    return marking.wrong(Slip.POINTS_MISSING) if are_critical else marking.wrong()


def _is_among(marking: Marking, point: CriticalPoint, rows: Sequence[Row]) -> bool:
    return any(marking.equals(row, point.point) for row in rows)


def _check_claims(marking: Marking, found: CriticalPoints) -> Check:
    """What is to be said of kinds, and of what there is none of, beside which no points stand."""
    answer = marking.answer
    false = check_claimed_kinds(marking, found)
    if false.right is not True:
        return false
    (only, *others) = found.points or (None,)
    is_alone = only is not None and not others and not is_curve(marking, only)
    if not found.is_complete or (found.points and not (is_alone and answer.claims)):
        return marking.undecided(CheckNote.WITHOUT_POINTS)
    return marking.right()


def check_claimed_kinds(marking: Marking, found: CriticalPoints) -> Check:
    """Whether what is said of kinds and values, but of no point, is so; all else is right."""
    answer = marking.answer
    absent = [is_of_kind(point, kind) for kind in answer.absent for point in found.points]
    if True in absent:
        return marking.wrong(Slip.WRONG_KIND)
    for kind, value in answer.claims:
        verdicts = [is_of_kind(point, kind) for point in found.points]
        alike = [p for p, is_it in zip(found.points, verdicts, strict=True) if is_it is not False]
        if not alike:
            return marking.wrong(Slip.WRONG_KIND if found.points else Slip.NOT_CRITICAL)
        agree = [value is None or marking.equals((value,), (point.value,)) for point in alike]
        if not any(verdict is not False for verdict in agree):
            return marking.wrong(Slip.WRONG_VALUE)
        if None in agree or None in verdicts:
            return marking.undecided(_NOT_KNOWN)
    if None in absent or (answer.absent and not found.is_complete):
        return marking.undecided(_NOT_KNOWN)
    return _check_counts(marking, found) or marking.right()


def _check_points(marking: Marking, found: CriticalPoints, rows: Sequence[Row]) -> Check:
    """What is to be said of critical points and, perhaps, points of the boundary."""
    matches = [matching(marking, row, found.points) for row in rows]
    named = [match for match in matches if match is not None]
    check = check_kinds(marking, matches) or _check_number(marking, found, named)
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


def check_kinds(marking: Marking, points: Sequence[CriticalPoint | None]) -> Check | None:
    """That a point is of another kind than is said of it; None where all are of theirs.

    Args:
        marking: the answer.
        points: the critical points that those of the answer are, each None where it is none.
    """
    said = marking.answer.kinds or ("",) * len(points)
    pairs = [
        (kind, point)
        for kind, point in zip(said, points, strict=True)
        if kind and point is not None
    ]
    return _check_pairs(marking, pairs) or _check_values(marking, points)


def _check_pairs(marking: Marking, pairs: Sequence[tuple[str, CriticalPoint]]) -> Check | None:
    """That a point is not of the kind that is said of it; None where all are."""
    verdicts = [is_of_kind(point, kind) for kind, point in pairs if kind]
    if False in verdicts:
        return marking.wrong(Slip.WRONG_KIND)
    return marking.undecided(_NOT_KNOWN) if None in verdicts else None


def is_of_kind(point: CriticalPoint, kind: str) -> bool | None:
    """Whether a point is of this kind; None where its own is open."""
    if kind.startswith("no "):
        is_other = is_of_kind(point, kind.removeprefix("no "))
        return None if is_other is None else not is_other
    if kind == "critical":
        return True
    if point.kind == "undecided":
        return None
    sense, _, plain = kind.rpartition(" ")
    meant = {"extremum": ("minimum", "maximum"), "neither": ("saddle",)}.get(plain, (plain,))
    if point.kind not in meant:
        return False
    return _is_in_sense(point, sense) if sense else True


def _is_in_sense(point: CriticalPoint, sense: str) -> bool | None:
    """Whether a point is strictly of its kind, or not strictly; None where that is open."""
    if point.kind == "saddle":
        # A strict saddle has a negative eigenvalue, as has each that the Hessian decides on.
        is_strict = True if point.hessian is not None else None
    else:
        is_strict = point.is_strict
    if sense == "strict" or is_strict is None:
        return is_strict
    # Some call every extremum weak, and some those alone that are not strict.
    return (None if sense == "weak" else False) if is_strict else True


def _check_values(marking: Marking, points: Sequence[CriticalPoint | None]) -> Check | None:
    """That f has another value at a point than is said; None where all are right."""
    said = marking.answer.values or (None,) * len(points)
    verdicts = [
        marking.equals((value,), (point.value,))
        for value, point in zip(said, points, strict=True)
        if value is not None and point is not None
    ]
    if False in verdicts:
        return marking.wrong(Slip.WRONG_VALUE)
    return marking.undecided(CheckNote.OPEN) if None in verdicts else None


def _check_number(marking: Marking, found: CriticalPoints, named: Sequence[CriticalPoint]) -> Check:
    """Whether the points that an answer names are all of them."""
    if found.is_complete is False:
        return marking.undecided(CheckNote.ENDLESS)
    if any(point not in named for point in found.points):
        return marking.wrong(Slip.POINTS_MISSING)
    return marking.right() if found.is_complete else marking.undecided(_PERHAPS_MISSING)


def rows_of_points(marking: Marking) -> tuple[Row, ...] | None:
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


def matching(marking: Marking, row: Row, points: Sequence[CriticalPoint]) -> CriticalPoint | None:
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


def has_gradient(marking: Marking, row: Row) -> bool:
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
