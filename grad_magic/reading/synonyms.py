"""Clauses under other names: point=(1,2), direction=(3,4), lr=0.1 where f has no such name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from grad_magic.formula.tree import Place
from grad_magic.reading.clauses import ClauseText
from grad_magic.reading.notation.words import words_in
from grad_magic.reading.options import FUNCTION_CLAUSE, FUNCTION_WORDS, OPTION_KEYS, OPTIONS

_KEY_BY_WORD = {word: option.key for option in OPTIONS for word in option.words}


def with_keys_meant(source: str, clauses: Sequence[ClauseText]) -> list[ClauseText]:
    """The clauses with the keys that their words stand for.

    A word that stands in another clause is a name there: of f=2*lr*x the lr=0.1 is a parameter.
    """
    if not any(clause.key in _KEY_BY_WORD or clause.key in FUNCTION_WORDS for clause in clauses):
        return list(clauses)
    keys = {clause.key for clause in clauses}
    if not any(_may_be_function(clause) for clause in clauses):
        # θ=x^2*y at=(1,2) is a function of this name.
        return list(clauses)
    names = set[str]()
    for clause in clauses:
        for place in (clause.arguments, clause.value_place):
            names |= set() if place is None else words_in(source, place)
    read = []
    for clause in clauses:
        key = _KEY_BY_WORD.get(clause.key, "")
        if key and clause.arguments is None and not _is_named(source, clause, names):
            read.append(replace(clause, key=key))
        elif clause.key in FUNCTION_WORDS and FUNCTION_CLAUSE.key not in keys | names:
            read.append(replace(clause, key=FUNCTION_CLAUSE.key, key_place=_nowhere(clause)))
        else:
            read.append(clause)
    return read


def _may_be_function(clause: ClauseText) -> bool:
    return clause.arguments is not None or clause.key not in (*OPTION_KEYS, *_KEY_BY_WORD)


def _is_named(source: str, clause: ClauseText, names: set[str]) -> bool:
    # A Greek letter stands under its name.
    return bool({clause.key, *words_in(source, clause.key_place)} & names)


def _nowhere(clause: ClauseText) -> Place:
    """Where the key of a function stands that has none."""
    start = clause.value_place.start
    return Place(start, start)
