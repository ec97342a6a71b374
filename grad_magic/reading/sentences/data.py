"""Numbers for which a problem is put: the loss L(w,b)=(wx+b-y)² for x=2 and y=1.

They are those of letters that are no variables: at w=1 and b=0 the gradient is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from grad_magic.reading.sentences.compositions import NAME, definitions_in
from grad_magic.reading.sentences.language import LENGTH, Language

_PAIR = rf"(?:{NAME})\s*=\s*{LENGTH}(?![\w(/^*+.-]*[A-Za-z(^])"
_PAIRS = re.compile(rf"({NAME})\s*=\s*({LENGTH})")
_LIST = rf"{_PAIR}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|[、和与]){_PAIR})*"
# At x=1, y=2 the number of y is a coordinate.
_GOES_ON = re.compile(rf"{_PAIR}\s*(?:,|,?\s*and|[、和与])\s*\Z")
# As calculus books have them.
_CONSTANTS = frozenset("abckmn")
_BY = re.compile(rf"(?:∂|(?<![A-Za-z])d)\s*[A-Za-z]\s*/\s*(?:∂|d)\s*(?P<by>{NAME})")
_POINT = re.compile(
    rf"(?:\b(?:at|for|when)\s+(?:the\s+point\s+)?|[在点当]\s*)\(?(?P<point>{_LIST})"
)


@dataclass(frozen=True)
class Data:
    """Numbers for letters.

    Attributes:
        pairs: the letters with their numbers.
    """

    pairs: tuple[tuple[str, Fraction], ...] = ()

    @property
    def clauses(self) -> list[str]:
        """The numbers as a request has them."""
        return [f"{name}={value}" for name, value in self.pairs]


def without_data(language: Language, signs: str) -> tuple[str, Data]:
    """A sentence, and the numbers for which it asks.

    >>> from grad_magic.reading.sentences.english import ENGLISH
    >>> without_data(ENGLISH, "Let L(w,b)=(wx+b-y)^2 with x=2, y=1. Find ∇L(1,0).")[0]
    'Let L(w,b)=(wx+b-y)^2. Find ∇L(1,0).'
    """
    said = re.search(language.series.sample, signs, re.IGNORECASE)
    if said is not None:
        return f"{signs[: said.start()]}{signs[said.end() :]}", Data(_pairs(said["data"]))
    for given in _all_given(language, signs):
        pairs = _pairs(given["data"])
        left = _without(signs, given)
        variables = variables_asked(left)
        letters = set().union(*(one.names for one in definitions_in(left)))
        names = {name for name, _ in pairs}
        if _is_total(left) and _open_letters(letters - names, variables):
            continue
        if variables and names <= letters and names.isdisjoint(variables):
            return _with_header(left, variables), Data(pairs)
    return signs, Data()


def _all_given(language: Language, signs: str) -> Iterator[re.Match[str]]:
    """The lists of numbers that do not go on with the coordinates of a point."""
    # Behind them nothing goes on.
    pattern = re.compile(
        rf"(?P<ahead>\A|[,;.]\s*|\s|(?<=[$)\w])(?=[一-鿿]))"
        rf"(?:(?:{language.series.given})\s*(?:(?:the\s+)?(?:values?|data|inputs?)\s+)?"
        rf"|(?<=,)\s*|(?<=,\s))(?P<data>{_LIST})(?:\s*时)?"
        rf"(?P<behind>\s*,?\s+and\s+(?:let\s+)?(?=\S+\s*=)(?!{_PAIR})|\s*(?=[.?]?\s*\Z)"
        r"|\s*(?=[;.](?!\d))|\s*,\s*|\s+(?=[a-z]{2,}\s))",
        re.IGNORECASE,
    )
    given = pattern.search(signs)
    while given is not None:
        if not _GOES_ON.search(signs[: given.start("data")]):
            yield given
        given = pattern.search(signs, given.end("data"))


def _without(signs: str, given: re.Match[str]) -> str:
    """The sentence without its data; of "given x=1 and f=…" the word given stays."""
    if re.search(r"\band\b", given["behind"]):
        return f"{signs[: given.start('data')]}{signs[given.end() :]}"
    before, behind = signs[: given.start()], signs[given.end() :]
    is_at_end = not behind.strip(" .?")
    if is_at_end or re.match(r"[.;]", behind):
        return f"{before}{behind.lstrip(' ')}"
    is_between = before and "," in given["behind"]
    return f"{before}{', ' if is_between else given['ahead']}{behind}"


def _pairs(text: str) -> tuple[tuple[str, Fraction], ...]:
    return tuple((name, Fraction(number)) for name, number in _PAIRS.findall(text))


def variables_asked(signs: str) -> tuple[str, ...]:
    """The variables of the function of a sentence: as it tells them, or by which it asks.

    >>> variables_asked("For L=(wx+b-y)^2 find ∂L/∂w and ∂L/∂b")
    ('w', 'b')
    """
    headers = [one.variables for one in definitions_in(signs) if one.variables]
    if headers:
        return headers[0]
    by = [found["by"] for found in _BY.finditer(signs)]
    if not by:
        return ()
    points = [[name for name, _ in _PAIRS.findall(at["point"])] for at in _POINT.finditer(signs)]
    # For x=1 the derivatives with respect to w and b at w=0, b=0 are asked for.
    named = next((names for names in points if set(names) & set(by)), [])
    return tuple(dict.fromkeys((*by, *named)))


def _is_total(signs: str) -> bool:
    """Whether dz/dt is asked for, of which no other letter may depend on t."""
    return any(by[0][0] == "d" for by in _BY.finditer(signs))


def with_header(signs: str) -> str:
    """L(w,b)=… for L=… where ∂L/∂w and ∂L/∂b are asked for: its other letters are parameters."""
    variables = variables_asked(signs)
    letters = set().union(*(one.names for one in definitions_in(signs)))
    is_open = _is_total(signs) and _open_letters(letters, variables)
    return signs if is_open else _with_header(signs, variables)


def _open_letters(letters: Collection[str], variables: Collection[str]) -> set[str]:
    """The letters that may depend on the variables, as y of dz/dt may; a is a constant."""
    return set(letters) - set(variables) - _CONSTANTS


def _with_header(signs: str, variables: Sequence[str]) -> str:
    told = definitions_in(signs)
    if len(told) != 1 or told[0].variables or not variables:
        return signs
    (one,) = told
    end = one.start + len(one.name)
    return f"{signs[:end]}({','.join(variables)}){signs[end:]}"
