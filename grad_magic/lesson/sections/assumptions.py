"""What is taken for granted of parameters, in one sentence: here a ≠ ±1 is assumed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sympy import Expr, Integer
from sympy import Tuple as SympyTuple

from grad_magic.findings import SearchRemark
from grad_magic.lesson.pieces import clauses, words
from grad_magic.lesson.steps import Line, Relation, Signed, Value, Words

if TYPE_CHECKING:
    from grad_magic.findings import Finding


def assumptions(remarks: Sequence[Finding[SearchRemark]]) -> Words:
    """The sentence of all assumptions that something is not something else.

    Args:
        remarks: these, each with what is not equal; at least one.
    """
    conditions = [
        condition
        for first, seconds in _together(remarks).items()
        for condition in _conditions(first, seconds)
    ]
    row = "regular_assumed" if len(conditions) == 1 else "regular_assumed_together"
    return words(row, conditions=clauses(conditions))


def _together(remarks: Sequence[Finding[SearchRemark]]) -> dict[Expr, list[Expr]]:
    """By what is not equal, that to which it is not."""
    found: dict[Expr, list[Expr]] = {}
    for remark in remarks:
        if remark.kind is SearchRemark.PARAMETERS_NOT_ZERO:
            parameters = remark.parts["parameters"]
            assert isinstance(parameters, (tuple, SympyTuple))
            for parameter in parameters:
                found.setdefault(parameter, []).append(Integer(0))
            continue
        first, second = remark.parts["first"], remark.parts["second"]
        assert isinstance(first, Expr)
        assert isinstance(second, Expr)
        found.setdefault(first, []).append(second)
    return found


def _conditions(first: Expr, seconds: Sequence[Expr]) -> list[Line]:
    """a ≠ ±1 for a ≠ -1 and a ≠ 1."""
    start: Line = (Value(first), Relation("≠"))
    if len(seconds) == 2 and seconds[0] == -seconds[1]:
        positive = seconds[seconds[0].could_extract_minus_sign()]
        return [(*start, Signed("±", Value(positive)))]
    return [(*start, Value(second)) for second in seconds]
