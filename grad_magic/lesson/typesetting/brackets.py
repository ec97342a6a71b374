"""Brackets over several rows, as high as the fractions within them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grad_magic.lesson.typesetting.print_width import is_tall

_PART = re.compile(r"(\\bigl|\\bigr)(?![A-Za-z])")


def with_tall_brackets(rows: Sequence[str]) -> list[str]:
    r"""The rows, where brackets over several of them grow with fractions within.

    \left and \right, which TeX makes as high as what they hold, have to stand in one row.

    >>> with_tall_brackets([r"\bigl( \frac{1}{x} +", r"\bigl( y \bigr) z \bigr)"])
    ['\\biggl( \\frac{1}{x} +', '\\bigl( y \\bigr) z \\biggr)']
    """
    if not any(r"\frac" in row for row in rows):
        return list(rows)
    parts = _PART.split("\n".join(rows))
    opened: list[int] = []
    for place in range(1, len(parts), 2):
        if parts[place] == r"\bigl":
            opened.append(place)
        elif opened:
            start = opened.pop()
            if is_tall("".join(parts[start + 1 : place])):
                parts[start], parts[place] = r"\biggl", r"\biggr"
    return "".join(parts).split("\n")
