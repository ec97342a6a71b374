"""Clauses as sentences say them: at P(2,-1), in the direction of v=(3,4), from P to Q(3,4).

A phrase opens its clause where no product of letters can be meant. The short ones can: at is
a·t, unless a row of numbers, the name of one, or a coordinate by name stands behind it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from grad_magic.reading.notation.tokens import unreadable
from grad_magic.reading.options import OPTIONS, option_named
from grad_magic.wording.messages import Message

# Words between the phrase and the value, as in: at the point, in the direction of the vector.
_BETWEEN = r"(?:\s+(?:of|the|point|unit|vector|where))*"
_KEY_BY_PHRASE = {phrase: option.key for option in OPTIONS for phrase in option.phrases}
_WORDS = "|".join(
    phrase.replace(" ", r"\s+") for phrase in sorted(_KEY_BY_PHRASE, key=len, reverse=True)
)
_PHRASE = re.compile(
    rf"(?:and\s+)?(?P<words>{_WORDS})"
    # In the direction from P to Q(3,4), where P has been given.
    rf"(?P<from>(?<=from)\s+[A-Z](?:_?\d)?\s+(?:to|towards?))?{_BETWEEN}"
    # The equals sign of direction vector = (3,4) is none of a key.
    r"(?:(?:\s+|(?=[(\[<⟨$]))(?!=)|(?<=\svector)\s*=(?!=)\s*"
    # 点=(1,2), 点P(1,2), 方向为(3,4).
    r"|(?<=[一-鿿])(?:\s*[=为是:]\s*|(?=[A-Za-z]\s*=?\s*[(\[⟨]))(?=[A-Za-z]?\s*=?\s*[(\[⟨$]))"
)
# Compiled where it is first asked for: after a point or a direction that could be a product.
_ENDS_IN_PHRASE = rf"(?<!\w)(?:{_WORDS}){_BETWEEN}\Z"
_TARGET = re.compile(r"direction\s.*\bpoint\s*\Z", re.DOTALL)
# Longer words are no products of letters.
_LONGEST_PRODUCT = 3
_ROW_NAME = r"(?:[^\W\d]\w*'?\s*(?:=(?!=)|:)?\s*)"
_ROW = re.compile(rf"{_ROW_NAME}?(?P<row>[(\[<⟨])")
_COORDINATE = re.compile(r"[^\W\d]\w*\s*=(?!=)|origin(?!\w)")
_NAMED_ROW = re.compile(r"(?P<name>[A-Za-z](?:_?\d+)?)\s*(?=[(\[⟨<])")
# A number that begins as a factor does, up to the end or the next clause.
_AT_NUMBER = re.compile(
    r"(?<!\w)at(?:\s+|(?=\())(?P<number>(?:\(|pi\b|π|√|sqrt\b)(?:[\d.()+\-−*/·^√π ]|pi\b|sqrt\b)*)"
    r"(?=\Z|[,;\n$]|\w+\s*=)"
)
_ENTRY = (
    r"[-+−]?(?:[\d.]+|[\d.]*\s*(?:π|pi\b|√\d+|sqrt\(\d+\)))(?:\s*/\s*(?:\d+|√\d+|sqrt\(\d+\)))?"
)
_BARE_ROW = re.compile(rf"\(\s*{_ENTRY}(?:\s*[,;]\s*{_ENTRY})+\s*\)(?=\s*(?:\Z|[,;.#\n]|\s))")
# A letter, number or bracket: no operator, and no function whose arguments the row may be.
_BEFORE_BARE_ROW = re.compile(r"(?:(?<![A-Za-z_])(?:[A-Za-z]|[xyz]+)|[\d)\]}°²³ⁿ])\Z")
_LETTER_A = re.compile(r"(?<![A-Za-z_])a(?![A-Za-z])")
# Beyond it brackets are refused wherever they stand.
_DEEPEST = 50
_LONGEST_SHOWN = 40
_PAIRS = {"(": ")", "[": "]", "<": ">", "⟨": "⟩"}
# What may stand before a phrase: the end of a clause.
_BREAKS = frozenset(" \t\n\r\xa0,;$")
# Chinese needs no space behind a row.
_CLOSING = frozenset(")]⟩")


@dataclass(frozen=True)
class Phrase:
    """What opens a clause in a sentence.

    Attributes:
        key: of the clause.
        start, end: where it stands, with the space behind it.
    """

    key: str
    start: int
    end: int


def phrase_at(text: str, start: int, keys: Collection[str]) -> Phrase | None:
    """The phrase that opens a clause here; None where there is none.

    Args:
        text: the request.
        start: where a word begins.
        keys: the words that stand as keys, or are declared, so that they open no clause alone.
    """
    is_chinese = not text[start].isascii() and text[start - 1 : start] in _CLOSING
    if start and text[start - 1] not in _BREAKS and not is_chinese:
        return None
    match = _PHRASE.match(text, start)
    if match is None:
        return None
    words = " ".join(match["words"].split())
    # From P to Q, and in the direction of the point Q.
    is_target = match["from"] or _TARGET.search(match[0])
    key = "to" if is_target else _KEY_BY_PHRASE[words]
    is_short = len(words) <= _LONGEST_PRODUCT
    if words in keys or (is_short and not _opens_coordinates(text, match.end())):
        return None
    return Phrase(key, start, match.end())


def refuse_point_or_product(text: str, start: int, keys: Collection[str]) -> None:
    """Makes sure that x at pi/4 or x at (2), which may be a product with a·t, is not guessed at.

    Raises:
        RequestSyntaxError: it can be read in two ways.
    """
    match = _AT_NUMBER.match(text, start)
    if match is None or "at" in keys or _LETTER_A.search(text):
        return
    number = match["number"].strip()
    if len(number) > _LONGEST_SHOWN:
        number = f"{number[:_LONGEST_SHOWN]}…"
    raise unreadable(
        text,
        start,
        start + len(match[0].rstrip()),
        Message("two_readings_at", number=number),
        Message("write_at_or_the_product", number=number),
    )


def ends_in_phrase(before: str) -> bool:
    """Whether what follows this text is the value that a phrase opens."""
    return re.search(_ENDS_IN_PHRASE, before) is not None


def named_row_at(text: str, start: int) -> Phrase | None:
    """The name of a point or vector before its row, as P(1, 2), which no product has."""
    if start and text[start - 1] not in _BREAKS:
        return None
    match = _NAMED_ROW.match(text, start)
    if match is None or option_named(match["name"]) is None:
        return None
    return Phrase(match["name"], start, match.end()) if is_row_at(text, match.end()) else None


def bare_row_at(text: str, start: int) -> int:
    """Where a row of numbers ends that stands behind a function, as in x^2*y (1,2); else 0.

    No product has it: a factor in brackets has no comma.
    """
    row = _BARE_ROW.match(text, start)
    before = text[:start].rstrip(" \t,;")
    if row is None or before == text[:start] or not _BEFORE_BARE_ROW.search(before):
        return 0
    return row.end()


def _opens_coordinates(text: str, start: int) -> bool:
    """Whether something stands here that is no factor: a row, x=1, a number, dollars."""
    if text[start : start + 1] == "$" or text[start : start + 1].isdecimal():
        return True
    row = _ROW.match(text, start)
    if row is not None and is_row_at(text, row.start("row")):
        return True
    return _COORDINATE.match(text, start) is not None


def is_row_at(text: str, start: int) -> bool:
    """Whether a bracket opens here that holds a comma, a semicolon or a bar of its own."""
    opening = text[start : start + 1]
    if opening not in _PAIRS:
        return False
    depth = 0
    for position in range(start, len(text)):
        character = text[position]
        depth += (character in "([{⟨") - (character in ")]}⟩")
        if opening == "<":
            depth += (character == "<") - (character == ">")
        if not 0 < depth <= _DEEPEST:
            return False
        if depth == 1 and character in ",;":
            return True
    return False
