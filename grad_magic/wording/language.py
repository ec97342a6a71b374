"""What a language has to say of itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """The words of one language.

    Attributes:
        code: as in `lang=en`.
        sentences: what is said, by its key; `{gap}` is where mathematics stands.
        split: cuts a text into words and the gaps between them; a row may end at each gap.
    """

    code: str
    sentences: Mapping[str, str]
    split: Callable[[str], list[str]]


def split_at_spaces(text: str) -> list[str]:
    """Words and the spaces between them, as in languages that have spaces.

    >>> split_at_spaces("so f rises")
    ['so', ' ', 'f', ' ', 'rises']
    """
    return [part for part in re.split(r"(\s+)", text) if part]
