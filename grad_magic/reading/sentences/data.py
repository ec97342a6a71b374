"""Numbers for which a problem is put: the loss L(w,b)=(wx+b-y)² for x=2 and y=1.

They are those of letters that are no variables: at w=1 and b=0 the gradient is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from grad_magic.reading.sentences.compositions import NAME, definitions_in
from grad_magic.reading.sentences.language import LENGTH, Language

_PAIR = rf"(?:{NAME})\s*=\s*{LENGTH}(?![\w(/^*+.-]*[A-Za-z(^])"
_PAIRS = re.compile(rf"({NAME})\s*=\s*({LENGTH})")
_LIST = rf"{_PAIR}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|[、和与]){_PAIR})*"
# Ahead of them a word that is none of a point's, and behind them nothing that goes on.
_GIVEN = re.compile(
    rf"(?P<ahead>\A|[,;.]\s*|\s|(?<=[$)\w])(?=[一-鿿]))"
    r"(?:(?P<lead>(?:for|with|where|given|when|if|let|taking|其中|当|若|取|设|对于?|已知)\s*"
    rf"(?:(?:the\s+)?(?:values?|data|inputs?)\s+)?)|(?<=,)\s*|(?<=,\s))(?P<data>{_LIST})"
    r"(?:\s*时)?(?P<behind>\s*,?\s+and\s+(?:let\s+)?(?=\S+\s*=)|\s*(?=[.?]?\s*\Z)|\s*(?=[;.](?!\d))|\s*,\s*|\s+(?=[a-z]{4,}\s))",
    re.IGNORECASE,
)
_BY = re.compile(rf"(?:∂|(?<![A-Za-z])d)\s*[A-Za-z]\s*/\s*(?:∂|d)\s*(?P<by>{NAME})")
_AT = re.compile(rf"\bat\s+(?:the\s+point\s+)?\(?(?P<point>{_LIST})|[在点]\s*\(?(?P<place>{_LIST})")


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
    for given in _GIVEN.finditer(signs):
        pairs = _pairs(given["data"])
        left = _without(signs, given)
        variables = variables_asked(left)
        letters = set().union(*(one.names for one in definitions_in(left)))
        names = {name for name, _ in pairs}
        if variables and names <= letters and names.isdisjoint(variables):
            return with_header(left, variables), Data(pairs)
    return signs, Data()


def _without(signs: str, given: re.Match[str]) -> str:
    """The sentence without its data; of "given x=1 and f=…" the word given stays."""
    if re.search(r"\band\b", given["behind"]):
        return f"{signs[: given.start('data')]}{signs[given.end() :]}"
    behind = signs[given.end() :]
    is_at_end = not behind.strip(" .?")
    ahead = "" if is_at_end or re.match(r"[.;]", behind) else given["ahead"]
    return f"{signs[: given.start()]}{ahead}{behind.lstrip(' ') if is_at_end else behind}"


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
    at = _AT.search(signs)
    named = [] if at is None else [name for name, _ in _PAIRS.findall(at["point"] or at["place"])]
    by = [found["by"] for found in _BY.finditer(signs)]
    return tuple(dict.fromkeys((*by, *named)))


def with_header(signs: str, variables: Sequence[str]) -> str:
    """L(w,b)=… for L=… in the sentence, so that its other letters are parameters."""
    told = definitions_in(signs)
    if len(told) != 1 or told[0].variables or not variables:
        return signs
    (one,) = told
    end = one.start + len(one.name)
    return f"{signs[:end]}({','.join(variables)}){signs[end:]}"
