"""Answers that name the extrema of f alone, as a book asks for them: minimum f(1,1) = -1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from grad_magic.calculus.answers.critical_curves import is_curve
from grad_magic.calculus.answers.critical_families import (
    Family,
    are_critical,
    covers_all,
    kinds_of,
)
from grad_magic.calculus.answers.critical_points import (
    check_claimed_kinds,
    check_critical_points,
    check_kinds,
    families_in,
    is_of_kind,
    matching,
    rows_of_points,
    values_claimed,
)
from grad_magic.calculus.answers.marking import Marking
from grad_magic.findings import CheckNote
from grad_magic.presets import Asked
from grad_magic.problem import Answer, AnswerForm
from grad_magic.solution import Check, CriticalPoint, CriticalPoints
from grad_magic.wording.messages import Message

_EXTREMA = ("minimum", "maximum")


def check_critical_points_or_extrema(marking: Marking) -> Check:
    """Whether an answer has all critical points, or says of some that they are all extrema.

    Raises:
        MeaninglessRequestError: a number may be a point, and how many points there are.
    """
    check, found = check_critical_points(marking), marking.known.all_critical
    if check.note is CheckNote.WITHOUT_POINTS:
        marking = values_claimed(marking)
    if check.right or found is None or not _has_all_extrema(marking, found):
        if check.right is False and marking.answer.may_be_counts:
            message, advice = (
                Message("a_number_may_count_points"),
                Message("write_points_behind_at"),
            )
            raise marking.problem.error("answer", message, advice)
        return check
    return replace(check, right=True, asked=Asked.EXTREMA, slip=None, note=None)


def _has_all_extrema(marking: Marking, found: CriticalPoints) -> bool:
    """Whether an answer names extrema alone, says so of each, and misses none."""
    answer = marking.answer
    may_name_extrema = answer.asked is None and not (
        marking.problem.questions or answer.curves or answer.counts
    )
    is_settled = found.is_complete is True and not any(
        point.kind == "undecided" or is_curve(marking, point) for point in found.points
    )
    families = families_in(marking)
    if families is not None:
        return may_name_extrema and _are_all_extrema(marking, found, families)
    is_open = not may_name_extrema or not is_settled
    if is_open or check_claimed_kinds(marking, found).right is not True:
        return False
    extrema = tuple(point for point in found.points if point.kind in _EXTREMA)
    if not answer.rows:
        is_none_said = not extrema and set(_EXTREMA) <= _absent(answer)
        return _has_all_values(marking, extrema) if answer.claims else is_none_said
    rows = rows_of_points(marking) if answer.form is AnswerForm.POINTS else None
    if rows is None or not all(map(_is_extremum, answer.kinds)):
        return False
    matches = [matching(marking, row, found.points) for row in rows]
    is_so = None not in matches and check_kinds(marking, matches) is None
    return bool(extrema) and is_so and all(point in matches for point in extrema)


def _are_all_extrema(marking: Marking, found: CriticalPoints, families: Sequence[Family]) -> bool:
    """Whether families, each said to be of extrema, are those of all of them."""
    kinds = marking.answer.kinds
    extrema = tuple(point for point in found.points if point.kind in _EXTREMA)
    is_open = any(point.kind == "undecided" or is_curve(marking, point) for point in found.points)
    if is_open or not extrema or not kinds or not all(map(_is_extremum, kinds)):
        return False
    pairs = [
        pair
        for family, kind in zip(families, kinds, strict=True)
        for pair in kinds_of(marking, family, kind, found)
    ]
    are_so = all(is_of_kind(point, kind) for kind, point in pairs)
    is_critical = all(are_critical(marking, family) for family in families)
    only = replace(found, points=extrema)
    return are_so and is_critical and covers_all(marking, families, only) is True


def _has_all_values(marking: Marking, extrema: Sequence[CriticalPoint]) -> bool:
    """Whether an answer names the value of each extremum, and by its kind, as in: minimum -1."""
    claims = [(kind, value) for kind, value in marking.answer.claims if value is not None]
    are_extrema = all(_is_extremum(kind) for kind, _ in marking.answer.claims)
    return (
        bool(extrema)
        and are_extrema
        and all(
            any(
                kind.rpartition(" ")[2] in (point.kind, "extremum")
                and marking.equals((value,), (point.value,))
                for kind, value in claims
            )
            for point in extrema
        )
    )


def _absent(answer: Answer) -> frozenset[str]:
    """The kinds of which there are said to be none; an extremum is either."""
    plain = {kind.rpartition(" ")[2] for kind in answer.absent if not kind.startswith("strict")}
    return frozenset(plain | (set(_EXTREMA) if "extremum" in plain else set()))


def _is_extremum(kind: str) -> bool:
    return kind.rpartition(" ")[2] in (*_EXTREMA, "extremum") and not kind.startswith("no ")
