r"""LaTeX that was pasted without its dollars: f=\frac{1}{2}x^2 at=(1,1)."""

from __future__ import annotations

import re

from grad_magic.errors import GradMagicError
from grad_magic.reading.clauses import split_clauses
from grad_magic.reading.options import OPTION_BY_KEY, Kind

# Requests about arrays have signs of their own.
_OF_ARRAYS = re.compile(r"@|ᵀ|⊤|\.T\b")
_COMMAND = re.compile(r"\\[A-Za-z|{]")
# J(\theta)= and f(\mathbf{x})=, whose names stand before the formula.
_HEADER = re.compile(r"\s*(?:[A-Za-z]\w*|\\[A-Za-z]+(?:\{[A-Za-z]\})?)\s*(?:\([^()=]*\))?\s*=(?!=)")
_DECORATED = re.compile(r"\\(?:mathbf|boldsymbol|bm|vec|mathrm|hat)\s*\{?\s*(\w+)\s*\}?")
_GREEK = re.compile(r"\\([A-Za-z]+)")
# No formula that is pasted is longer.
_LONGEST = 5000


def with_dollars(source: str) -> str:
    r"""The request with dollars around each value that has commands of LaTeX, if it has none yet.

    >>> with_dollars(r"J(\theta)=\frac{1}{2}\theta^2 at=(1)")
    'J(theta)=$\\frac{1}{2}\\theta^2$ at=(1)'
    """
    if len(source) > _LONGEST or not _COMMAND.search(source):
        return source
    is_framed = "$" in source or "\\(" in source or "\\[" in source
    if is_framed or _OF_ARRAYS.search(source):
        return source
    header = _HEADER.match(source)
    if header is not None and "\\" in header[0]:
        name = _GREEK.sub(r"\1", _DECORATED.sub(r"\1", header[0]))
        source = name + source[header.end() :]
    try:
        clauses = split_clauses(source)
    except GradMagicError:
        return source
    for clause in reversed(clauses):
        value = source[clause.value_place.start : clause.value_place.end]
        option = OPTION_BY_KEY.get(clause.key)
        # Answers are read with LaTeX or without.
        is_answer = option is not None and option.kind is Kind.ANSWER
        if _COMMAND.search(value) and not is_answer and '"' not in value:
            before, behind = source[: clause.value_place.start], source[clause.value_place.end :]
            source = f"{before}${value}${behind}"
    return source
