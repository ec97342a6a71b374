"""The words of an answer about critical points: kinds, what there is none of, and joints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from grad_magic.formula.tree import Place
from grad_magic.reading.answers.names import (
    KIND,
    SENSE_ALONE,
    SENSE_BEHIND,
    SOME_KIND,
    kind_in,
    sense_in,
)
from grad_magic.reading.context import Context
from grad_magic.reading.values import row_text
from grad_magic.wording.messages import Message


class Role(Enum):
    """What a part of such an answer says."""

    KIND = "of which kind a point is"
    NEITHER = "that a point is no extremum, or that there are none"
    ABSENT = "that there is nothing of a kind"
    NOTHING = "that there is nothing, behind a kind"
    AT = "that the place follows"
    VALUE = "that a value follows"
    JOINT = "nothing"
    BREAK = "that something else follows"
    COUNT = "how many points there are, or points of a kind"
    SENSE = "whether the kinds before it are strict"
    FORMULA = "a point, a number or an equation"


@dataclass(frozen=True)
class Part:
    """A part of an answer about critical points.

    Attributes:
        role: what it says.
        place: where it stands.
        kind: of a kind, of what is absent and of what is counted: which; "" of all points. Of a
            sense "strict" or "not strict".
        is_plural: of a kind whether it is that of several points.
        is_value: of a kind whether it names the value, 极小值, and not the point.
        is_strong: of a break whether it ends what has been said of a kind.
        is_other: of a break whether another point stands behind it.
        count: how many there are said to be.
    """

    role: Role
    place: Place
    kind: str = ""
    is_plural: bool = False
    is_value: bool = False
    is_strong: bool = False
    is_other: bool = False
    count: int = 0


_ANY = r"(?:(?:any|an?|the|local|relative|non-?degenerate)\s+)*"
_LOCAL = r"(?:(?:any|an?|the|strict|local|relative|non-?degenerate|严格)\s*)*"
_EXTREMUM = r"extrem(?:um|a)|极值点?"
_SOME = rf"(?:{SOME_KIND}|{_EXTREMUM})"
_NEITHER = (
    r"(?:(?:is|are)\s+)?(?:"
    rf"neither(?:\s+{_LOCAL}{_SOME}\s+n?or\s+{_LOCAL}{_SOME})?"
    rf"|(?:not|no)\s+{_LOCAL}(?:{_EXTREMUM}))(?!\w)"
    r"|(?:(?:is|are)\s+)?(?:an?\s+)?(?:horizontal\s+)?(?:points?\s+of\s+)?inflection(?:\s+points?)?(?!\w)"
    r"|[是为]?拐点"
    r"|(?:都|均|既)?(?:不是|不为|非|并非)(?:严格)?极值点?"
    r"|(?:不取得?|不能取得?|无|没有|不存在)(?:严格)?极值点?"
)
_ABSENT = (
    r"(?:there\s+(?:is|are)\s+)?(?:(?:has|have)\s+)?(?:no|without)\s+"
    rf"{_ANY}{KIND}(?:\s+(?:points?|values?))?(?!\w)"
    rf"|(?:也|又|而)?(?:没有|无|不存在)\s*{KIND.replace('?P<', '?P<zh_')}"
)
_NOTHING = r"(?:none|DNE|do(?:es)?\s+not\s+exist|do(?:es)?n't\s+exist)(?!\w)|不存在|没有|无"
_KIND = (
    rf"(?P<are>(?:are|[均都](?:是|为))\s*(?:(?:both|all)\s+)?)?{KIND}"
    r"(?:\s*(?P<value>values?(?!\w))|\s+points?(?!\w)|\s*为?(?P<put>(?<=值)))?(?![A-Za-z])"
    rf"{SENSE_BEHIND}(?:\s*=(?!=))?"
)
_GLOBAL = (
    r"(?:global|absolute)\s+(?:min|max|extrem)\w*|最[大小]值点?"
    r"|(?:全局|绝对|整体)[极最][大小]值?点?"
)
_AT = r"(?:at|where|when|for)(?!\w)|在|当|于"
_VALUE = r"(?:with\s+)?(?:the\s+)?values?(?!\w)(?:\s+of)?|其?值(?:为|是)?"
_JOINT = (
    r"(?:is|are|the|in|has|have|attains?|takes?|occurs?|located|points?|function|both|each|with"
    r"|here|respectively|in\s+(?:this|that|the\s+same)\s+order|critical|stationary|there|it|all|every|of|on|lines?|circle|curves?|only|exactly|one|two"
    r"|three|as\s+an?(?=\s+(?:whole\s+)?(?:curve|line))|as(?=\s+curves?)|satisfying|such\s+that|so)(?!\w)"
    r"|[A-Za-z]\s+(?=(?:has|have|attains?|takes?)\s)|[A-Za-z]\s*(?=在)"
    r"|处|分别|依次|(?<!原)点|取得|取到|取|有|是|为|时|其中|中|其|函数|该|则|驻点|临界点|均|都|所有|全部|唯一|只有|直线|曲线|圆周?|上|的|[一两二三四五六七八九十]个"
    rf"|→|->|=>|:|[—–]|-(?=\s*{_LOCAL}{_SOME})"
)
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_CHINESE_NUMBERS = "一二三四五六七八九十"
_CRITICAL = r"(?:critical|stationary)\s+(?:points?|values?)(?!\w)"
# A numeral before a kind may be a coordinate of one variable, but not in: 3 critical points: ….
_OF_MANY = rf"(?:{_CRITICAL}|(?:local\s+)?(?:minima|maxima|saddles|saddle\s+points)(?!\w))"
_COUNT = (
    rf"(?:(?P<word>{'|'.join(_NUMBERS)})\s+(?={_CRITICAL}|{_ANY}{KIND}(?![A-Za-z]))"
    rf"|(?<!,)(?<!,\s)(?P<digits>\d+)\s+(?={_OF_MANY}\s*(?:[:(=,]|at|is|are))"
    rf"|(?P<sign>\d+|[{_CHINESE_NUMBERS}两])\s*个(?:不同的)?"
    rf"(?=驻点|临界点|{KIND.replace('?P<', '?P<zh_')}))"
)
_MAY_BE_COUNT = (
    rf"\d+\s+{_LOCAL}"
    rf"(?:(?:critical|stationary)\s+(?:points?|values?)|(?:{SOME_KIND})(?:\s+points?)?)(?!\w)"
)
_COUNTS = re.compile(
    r"\s*(?:[A-Za-z]\s+has\s+|there\s+(?:is|are)\s+)?"
    rf"{_MAY_BE_COUNT}(?:\s*(?:[,;]|and(?!\w)|,\s*and(?!\w))\s*{_MAY_BE_COUNT})*\s*[.]?\s*",
    re.IGNORECASE,
)
_BREAK = (
    r"(?P<strong>[;\n]|but(?!\w)|while(?!\w)|[而且])|(?P<other>or(?!\w)|或)"
    r"|,|and(?!\w)|以及|[和与及]"
)
_ROLES = (
    (Role.SENSE, re.compile(SENSE_ALONE)),
    (Role.NEITHER, re.compile(_NEITHER)),
    (Role.ABSENT, re.compile(_ABSENT)),
    (Role.KIND, re.compile(_KIND, re.IGNORECASE)),
    (Role.NOTHING, re.compile(_NOTHING)),
    (Role.COUNT, re.compile(_COUNT, re.IGNORECASE)),
    (Role.VALUE, re.compile(_VALUE)),
    (Role.AT, re.compile(_AT)),
    (Role.BREAK, re.compile(_BREAK)),
    (Role.JOINT, re.compile(_JOINT, re.IGNORECASE)),
)
_IS_GLOBAL = re.compile(_GLOBAL, re.IGNORECASE)
_PLURAL = re.compile(r"(?:saddles|minima|maxima|points)\b")
_IN_BRACKETS = re.compile(rf"[(\[]\s*(?:{_NEITHER}|{_KIND})\s*[)\]]", re.IGNORECASE)
_OPENING, _CLOSING = "([{⟨", ")]}⟩"


def may_count(text: str) -> bool:
    """Whether the numerals may all say how many there are, as in 2 minima and 1 saddle."""
    return _COUNTS.fullmatch(text) is not None


def parts_of(context: Context, place: Place) -> Iterator[Part]:
    """The parts of an answer about critical points, in the order written.

    Raises:
        MeaninglessRequestError: it speaks of global extrema.
    """
    text = row_text(context.source)
    position = start = place.start
    depth = 0
    while position < place.end:
        rest = Place(position, place.end)
        opens = not text[start:position].strip()
        part = _part_at(context, text, rest, opens=opens) if depth == 0 else None
        if part is None:
            depth += (text[position] in _OPENING) - (text[position] in _CLOSING)
            position += 1
            continue
        if text[start:position].strip():
            yield Part(Role.FORMULA, Place(start, position))
        yield part
        position = start = part.place.end
    if text[start : place.end].strip():
        yield Part(Role.FORMULA, Place(start, place.end))


def _part_at(context: Context, text: str, rest: Place, *, opens: bool) -> Part | None:
    """The word that stands here; None where a formula goes on.

    Args:
        context: the request.
        text: its source, with the brackets of rows as such.
        rest: the answer from here on.
        opens: whether no formula stands open before it, which a numeral would be a part of.
    """
    before = text[rest.start - 1 : rest.start]
    if text[rest.start].isascii() and text[rest.start].isalpha() and _is_letter(before):
        return None
    if _IS_GLOBAL.match(text, rest.start, rest.end):
        message = Message("global_extrema_are_not_checked")
        raise context.error(rest, message, Message("write_a_local_extremum"))
    bracketed = _IN_BRACKETS.match(text, rest.start, rest.end)
    start = rest.start if bracketed is None else rest.start + 1
    while bracketed is not None and text[start].isspace():
        start += 1
    for role, pattern in _ROLES:
        match = pattern.match(text, start, rest.end) if opens or role is not Role.COUNT else None
        if match is not None and match.end() > match.start():
            end = match.end() if bracketed is None else bracketed.end()
            return _part(role, match, Place(rest.start, end))
    return None


def _is_letter(sign: str) -> bool:
    return bool(sign) and sign.isascii() and (sign.isalnum() or sign in "_\\")


def _part(role: Role, match: re.Match[str], place: Place) -> Part:
    groups = {name for name, found in match.groupdict().items() if found}
    kind = sense_in(match) if role is Role.SENSE else kind_in(match)
    if role is Role.NEITHER and re.search("strict|严格", match[0]):
        kind = "no strict extremum"
    count = _number(match) if role is Role.COUNT else 0
    is_plural = "are" in groups or _PLURAL.search(match[0]) is not None
    is_value = "value" in groups or match[0].rstrip("为是= ").endswith("值")
    is_strong = "strong" in groups
    is_other = is_strong or "other" in groups
    return Part(role, place, kind, is_plural, is_value, is_strong, is_other, count)


def _number(match: re.Match[str]) -> int:
    """How many a match of `_COUNT` says."""
    sign, word = match["digits"] or match["sign"] or "", match["word"]
    if word:
        return _NUMBERS.index(word.lower()) + 1
    return int(sign) if sign.isdigit() else 2 if sign == "两" else _CHINESE_NUMBERS.index(sign) + 1
