"""Where a student's answer ends in a request: what looks like a clause may be a part of it."""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import get_close_matches

from grad_magic.reading.answers.names import answer_name, ends_in_kind, is_kind
from grad_magic.reading.options import OPTION_KEYS

_LETTERS_OF_SPACE = ("x", "y", "z")
_NAMES = re.compile(r"[^\W\d]\w*(?:\s*[,;]\s*[^\W\d]\w*)*")
_GOES_ON = re.compile(r"(?:[,;]|(?<!\w)(?:and|or)|[和与或及])\s*\Z")
_PARTIAL = re.compile(r"[A-Za-z]_\w+")
# Shorter words are letters with an index, f_x, or differentials, dz.
_SHORTEST_MISTYPED = 4
_CLOSE = 0.75


def is_part_of_answer(
    value: str, key: str, arguments: str | None, known: Collection[str] | None
) -> bool:
    """Whether a name before an equals sign goes on with an answer, and opens no clause.

    It is the y of 3 x + 2 y = 5, and the f_y of f_x = 4, f_y = 1. A parameter of the function
    that stands before the answer opens one, and so does what is mistyped for an option.

    Args:
        value: the answer up to this name.
        key: the name, which is no option.
        arguments: what stands in brackets behind it; None without brackets.
        known: the names of the clauses before the answer that may have a value; None where no
            function stands before it.

    >>> is_part_of_answer("f_x=4, ", "f_y", None, {"x", "y"})
    True
    >>> is_part_of_answer("3 ", "a", None, {"a", "x"}), is_part_of_answer("3 ", "z", None, None)
    (False, False)
    """
    if known is None and (_names_variables(arguments) or (key == "f" and arguments is None)):
        return False
    is_opening = not value.strip() or _is_name(value) or value.endswith("∂")
    if is_opening or is_kind(key) or _opens_point(value) or arguments is not None:
        return True
    if known is None:
        is_partial = bool(_PARTIAL.fullmatch(key)) and key[:2] in value
        return is_partial or _GOES_ON.search(value) is not None
    is_mistyped = len(key) >= _SHORTEST_MISTYPED and bool(
        get_close_matches(key, OPTION_KEYS, n=1, cutoff=_CLOSE)
    )
    return key in _LETTERS_OF_SPACE or not (is_mistyped or key in known)


def _is_name(value: str) -> bool:
    """Whether the answer so far is its name alone, also one without a sign: tangent line y=2x."""
    followed = f"{value}y"
    named = answer_name().match(followed)
    return named is not None and named.end() == len(value)


def _names_variables(arguments: str | None) -> bool:
    """Whether f(x, y) is written with its variables, and no point stands in its place."""
    return arguments is not None and _NAMES.fullmatch(arguments.strip()) is not None


def _opens_point(value: str) -> bool:
    """Whether a coordinate goes on behind this, as in: a minimum at x=1."""
    return ends_in_kind(re.sub(r"(?:\s+at|[:=是为在])\s*\Z", "", value))
