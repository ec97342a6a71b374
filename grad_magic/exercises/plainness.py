"""Of the exercises that a family makes, one whose function a book would print."""

from __future__ import annotations

import re

from grad_magic.exercises.drafts import Draft, Family
from grad_magic.exercises.draws import Draws

_NUMBER = re.compile(r"(?<![\w^/*.])\d+(?!\*)")
_LARGE, _VERY_LARGE = 5, 10
# A function that opens with a minus, as does what stands in a bracket.
_OPENING_MINUS = re.compile(r"(?:^|\(|\{|; )-")
_PLAIN = 3
_MOST_DRAFTS = 12


def plainest(family: Family, draws: Draws) -> Draft:
    """The first draft that is plain, else the plainest of many; the first of equals."""
    drafts: list[Draft] = []
    while len(drafts) < _MOST_DRAFTS:
        drafts.append(family(draws))
        if count_oddities(drafts[-1].function) <= _PLAIN:
            return drafts[-1]
    return min(drafts, key=lambda draft: count_oddities(draft.function))


def count_oddities(function: str) -> int:
    """What a person would not choose: large numbers, many terms, a minus in front.

    >>> count_oddities("x y^2 - 4x - 3y^2"), count_oddities("-4sqrt(3x + y + 12) + 11x + 2y")
    (1, 9)
    """
    numbers = [int(digits) for digits in _NUMBER.findall(function)]
    large = sum((size > _LARGE) + (size > _VERY_LARGE) for size in numbers)
    terms = len(re.findall(r" [+-] ", function))
    minus = len(_OPENING_MINUS.findall(function))
    return large + 2 * minus + max(0, terms - 1)
