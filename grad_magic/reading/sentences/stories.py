"""Stories ahead of a function: a chimney that stands at the origin, a line that is fitted to data.

A story is passed over where each of its words is known to put no condition and to ask nothing, and
where no number of it can be the value of a letter of the function; else it leaves all unread.
"""

from __future__ import annotations

import re

from grad_magic.reading.sentences.language import LETTER, Language
from grad_magic.reading.sentences.series import masked
from grad_magic.reading.vocabulary import CALLABLE_BY_NAME

_HEADER = re.compile(
    rf"(?<![A-Za-z_\\])[A-Za-zφψ]\s*\(\s*(?P<variables>{LETTER}(?:\s*,\s*{LETTER})*)\s*\)\s*=(?!=)\s*"
)
_FORMULA_ENDS = re.compile(r"[,;.]?\s+[A-Za-z]{2,}\s|[;.](?:\s|\Z)|,\s|[?]|[一-鿿]|\Z")
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_NAME = re.compile(rf"(?-i:{LETTER})|[A-Za-z]{{2,}}")
_ASSIGNED = re.compile(rf"(?<![A-Za-z_\\])(?P<name>{LETTER})\s*=")
_DIGIT = re.compile(r"(?<![\d_{])\d")


def without_story(language: Language, text: str) -> str:
    r"""The text from the function on, where only a story stands ahead of it.

    >>> from grad_magic.reading.sentences.english import ENGLISH
    >>> without_story(ENGLISH, "A neuron with weight w has the loss L(w,b)=w^2. Find ∇L(1,2).")
    'let L(w,b)=w^2. Find ∇L(1,2).'
    """
    header = _HEADER.search(text)
    if header is None:
        return text
    told, rest = text[: header.start()], text[header.start() :]
    # The electrical potential V is given by V(x,y,z)=….
    told = re.sub(rf"(?<![A-Za-z_\\]){rest[0]}(?![A-Za-z_(])", "", told)
    story = language.story
    is_opening = re.fullmatch(rf"\s*(?:{story.opened})?\s*", told, re.IGNORECASE)
    if is_opening or not re.search(rf"(?:{story.leads})\s*\Z", told, re.IGNORECASE):
        return text
    if not _is_story(language, told):
        return text
    variables = set(map(_plain, _NAME.findall(header["variables"])))
    letters = _letters_of(_formula_behind(text, header.end()))
    assigned = {_plain(name) for name in _ASSIGNED.findall(told)}
    if assigned & variables or (not letters <= variables and _DIGIT.search(told)):
        return text
    has_place = re.search(story.place, rest, re.IGNORECASE) is not None
    if re.search(story.origin, told) and (re.search(story.origin, rest) or not has_place):
        return text
    return f"{language.series.premise.partition('{')[0]}{rest}"


def _is_story(language: Language, told: str) -> bool:
    """Whether it is made of a story's words; one after the other, so that none is tried twice."""
    unit = re.compile(rf"{language.story.words}|[\s,.;:]", re.IGNORECASE)
    position = 0
    while position < len(told):
        found = unit.match(told, position)
        if found is None:
            return False
        position = found.end()
    return True


def _plain(name: str) -> str:
    return re.sub(r"[_{}\s]", "", name)


def _formula_behind(text: str, start: int) -> str:
    """The formula that begins here: between dollars, or up to the words behind it."""
    if text.startswith("$", start):
        return text[start : text.find("$", start + 1)]
    end = _FORMULA_ENDS.search(masked(text), start)
    return text[start:] if end is None else text[start : end.start()]


def _letters_of(formula: str) -> set[str]:
    """The letters of it that are in no name of a function."""
    plain = _COMMAND.sub(
        lambda word: f" {word[1]} " if word[1] in {"lambda", "mu"} else " ", formula
    )
    return {_plain(name) for name in _NAME.findall(plain)} - {"e", "pi", *CALLABLE_BY_NAME}
