"""The words of a text that nobody has read yet, and the names that may stand in it."""

from __future__ import annotations

import re

from grad_magic.formula.tree import Place
from grad_magic.reading.notation.typed import plain_word
from grad_magic.reading.vocabulary import CALLABLE_BY_NAME, CONSTANTS, GREEK_NAMES

_WORD = re.compile(r"[A-Za-z]+\d*(?:_[A-Za-z0-9]+)*")
WHOLE_WORDS = {*CALLABLE_BY_NAME, *CONSTANTS, *GREEK_NAMES, "deg", "degree", "degrees", "grad"}
"""Words that are no products of letters."""


def words_in(source: str, place: Place) -> set[str]:
    """The words that stand here, Greek letters by their names."""
    return set(_WORD.findall(plain_word(source[place.start : place.end])))


def names_in(source: str, place: Place) -> set[str]:
    """The names that may stand here, with the letters of what may be a product.

    >>> sorted(names_in("exp(ax)", Place(0, 7)))
    ['a', 'ax', 'exp', 'x']
    """
    words = words_in(source, place)
    return words | {letter for word in words - WHOLE_WORDS for letter in word}
