"""Where i, j and k can only be unit vectors: each at the end of its term, apart from the rest."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from grad_magic.reading.notation.tokens import Token

_UNITS = ("i", "j", "k")
_DECORATION = re.compile(r"\\(?:vec|hat|mathbf|boldsymbol|bm|bf)\s*\{?\s*\Z")
_LONGEST_DECORATION = 16


def unit_vectors_in(
    source: str, tokens: Sequence[Token], declared: Collection[str]
) -> frozenset[int]:
    r"""Where the unit vectors of cos t i + sin t j begin; nothing where they may be letters.

    They end the arguments before them, as cos(t i) is no component of anything.

    Args:
        source: the request.
        tokens: of one value, taken apart into names.
        declared: the names that the request declares, which are no unit vectors.
    """
    if "i" not in [token.text for token in tokens] or set(_UNITS) & set(declared):
        return frozenset()
    ends: list[int] = []
    depth = 0
    for index, token in enumerate(tokens):
        depth += (token.text in ("(", "[", "{")) - (token.text in (")", "]", "}"))
        is_between = index and depth == 0 and token.kind == "sign" and token.text in ("+", "-")
        if is_between:
            ends.append(index - 1)
    ends.append(len(tokens) - 1)
    starts, names = [], []
    for end in ends:
        # \mathbf{i} is a letter in braces of its own.
        is_braced = tokens[end].text == ")" and end > 1 and tokens[end - 2].text == "("
        unit, first = (tokens[end - 1], tokens[end - 2]) if is_braced else (tokens[end],) * 2
        if unit.text not in _UNITS or not _stands_apart(source, first):
            return frozenset()
        starts.append(first.start)
        names.append(unit.text)
    if len(set(names)) < len(names) or names[:2] != ["i", "j"]:
        return frozenset()
    return frozenset(starts)


def _stands_apart(source: str, token: Token) -> bool:
    before = source[max(token.start - _LONGEST_DECORATION, 0) : token.start]
    return token.spaced or _DECORATION.search(before) is not None
