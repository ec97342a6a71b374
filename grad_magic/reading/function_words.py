"""The function under a key that says no more than that it is one: function=x^2*y."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from grad_magic.formula.tree import Place
from grad_magic.reading.clauses import ClauseText
from grad_magic.reading.notation.words import words_in
from grad_magic.reading.options import FUNCTION_CLAUSE, FUNCTION_WORDS


def with_function_named(source: str, clauses: Sequence[ClauseText]) -> list[ClauseText]:
    """The clauses, of which the one that is called a function has the key of functions.

    Where another clause speaks of f it stays what it is.
    """
    if not any(clause.key in FUNCTION_WORDS for clause in clauses):
        return list(clauses)
    names = {clause.key for clause in clauses}
    for clause in clauses:
        for place in (clause.arguments, clause.value_place):
            names |= set() if place is None else words_in(source, place)
    if FUNCTION_CLAUSE.key in names:
        return list(clauses)
    return [
        replace(clause, key=FUNCTION_CLAUSE.key, key_place=_nowhere(clause))
        if clause.key in FUNCTION_WORDS
        else clause
        for clause in clauses
    ]


def _nowhere(clause: ClauseText) -> Place:
    """Where the key of a function stands that has none."""
    start = clause.value_place.start
    return Place(start, start)
