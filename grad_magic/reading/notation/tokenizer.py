"""One value into tokens, in whichever notation it is written."""

from __future__ import annotations

import re
from collections.abc import Collection

from grad_magic.formula.tree import Place
from grad_magic.reading.notation.tokens import LONGEST_NAME, Token, check_name_length, inner_place
from grad_magic.reading.notation.typed import tokenize_typed
from grad_magic.reading.vocabulary import CALLABLE_BY_NAME


def tokenize(
    source: str, place: Place, functions: Collection[str] = CALLABLE_BY_NAME.keys()
) -> tuple[Token, ...]:
    """The tokens of the value at `place`, typed or in LaTeX between dollars.

    Args:
        source: the request.
        place: of the value in it.
        functions: the names that LaTeX may set upright, or have a command for.

    Raises:
        RequestSyntaxError: a character that belongs to no notation; look-alikes are named.
    """
    if is_latex(source, place):
        # Most requests have none, and the first answer does not wait for its tables.
        from grad_magic.reading.notation.latex import tokenize_latex

        inner = inner_place(source, place, "$") or place
        tokens = tokenize_latex(source, inner, functions)
    else:
        tokens = tuple(tokenize_typed(source, place))
    for token in tokens:
        if len(token.text) > LONGEST_NAME:
            check_name_length(source, token)
    return tokens


def is_latex(source: str, place: Place) -> bool:
    """Whether the value stands between dollars, or is a part of one that does."""
    if "$" not in source:
        return False
    if inner_place(source, place, "$") is not None:
        return True
    return re.sub(r"#[^\n]*", "", source[: place.start]).count("$") % 2 == 1
