"""The help, made from the tables that the reader itself uses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import fill

from grad_magic.reading.arrays.vocabulary import ARRAY_CALLABLES
from grad_magic.reading.options import (
    FUNCTION_CLAUSE,
    OPTIONS,
    PARAMETER_CLAUSE,
    PRACTICE_OPTIONS,
    Clause,
)
from grad_magic.reading.vocabulary import CALLABLES
from grad_magic.transliteration import can_take, spelling_for, to_ascii
from grad_magic.wording.messages import DEFAULT_CODE, Listing, Message

_INDENT = "    "


def write_help(language: str = DEFAULT_CODE) -> str:
    """The text of `%%grad?` and `%grad --help`; English in ASCII if standard output has no more."""
    said = _compose_help()
    text = said.told(language)
    if can_take(text, "stdout"):
        return text
    spell = spelling_for(text, "stdout")
    return to_ascii(str(said)) if spell is None else spell(text)


def _compose_help() -> Message:
    return Message(
        "help",
        clauses=_in_rows((FUNCTION_CLAUSE, *OPTIONS, PARAMETER_CLAUSE)),
        functions=_filled(entry.names[0] for entry in CALLABLES if entry.is_offered),
        of_arrays=_filled(ARRAY_CALLABLES),
        of_practice=_in_rows(PRACTICE_OPTIONS),
    )


def _filled(names: Iterable[str]) -> str:
    return fill(" ".join(names), width=92, initial_indent=_INDENT, subsequent_indent=_INDENT)


def _in_rows(clauses: Sequence[Clause]) -> Listing:
    """Each clause with its meaning."""
    width = max(len(f"{clause.key}={clause.example}") for clause in clauses)
    return Listing(
        [
            Message(
                "clause_and_meaning",
                clause=f"{clause.key}={clause.example}".ljust(width),
                meaning=clause.meaning,
            )
            for clause in clauses
        ],
        None,
    )
