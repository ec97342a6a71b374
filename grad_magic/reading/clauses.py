"""The request into its key=value clauses, each with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from grad_magic.errors import RequestSyntaxError
from grad_magic.formula.tree import Place
from grad_magic.reading.notation.twins import plain_text
from grad_magic.reading.options import (
    COORDINATES,
    FUNCTION_CLAUSE,
    OPTION_BY_KEY,
    OPTION_KEYS,
    Kind,
)
from grad_magic.reading.vocabulary import OPENING_WORDS

# A textbook's longest request is a few hundred characters.
MAX_REQUEST_LENGTH = 10_000

_CLOSING = {"(": ")", "[": "]", "{": "}"}
_NAME = re.compile(r"[^\W\d]\w*")
# A value would have an equals sign or a bracket before it.
_CLAUSE_IN_DOLLARS = re.compile(
    r"\$\s*(?:[A-Za-z]\w*\s*=\s*(?=[A-Za-z]\w*\s*\([^()$=]*\)\s*=))?"
    r"[A-Za-z]\w*\s*(?:\([^()$=]*\))?\s*=(?!=)"
)
_EQUALS = re.compile(r"\s*=(?!=)")
# Of `x if y=0 and z=0` neither y nor z is a key.
_BEFORE_EQUATIONS = (*sorted(OPENING_WORDS), "and", "or", "und", "oder", "且", "或")
_CONDITION_OPENS = re.compile(rf"(?<!\w)(?:{'|'.join(_BEFORE_EQUATIONS)})\s*\Z")
_LONGEST_OPENING = 12
# T(x,y)=…, also z=f(x,y)=…, as a value in dollars may begin.
_HEADER = re.compile(
    r"\$\s*(?:[A-Za-z]\w*\s*=\s*)?"
    r"(?P<key>[A-Za-z]\w*)\s*\((?P<arguments>[^()$=]*)\)\s*=(?!=)\s*"
)
_ROW_OPENS = re.compile(r"\s*[\[(<⟨]")
_SEPARATORS = (",", ";")


@dataclass(frozen=True)
class ClauseText:
    """One clause as written.

    Attributes:
        key: the word before the equals sign; of a function that stands first without a key, f.
        arguments: place of what stands in the brackets of `f(x,y)=`, or None.
        key_place: place of the key; empty where there is none.
        value_place: place of the value, without the space around it.
    """

    key: str
    arguments: Place | None
    key_place: Place
    value_place: Place


def split_clauses(source: str) -> tuple[ClauseText, ...]:
    """The clauses of a request in the order written.

    A clause begins with a name, or a name with bracketed variables, before a single `=`
    outside all brackets; its value reaches to the next clause. What stands before the first
    one is the function, where no clause is.

    Raises:
        RequestSyntaxError: the request is empty or too long, brackets do not match, text
            stands before the first clause, or a value is missing.
    """
    if len(source) > MAX_REQUEST_LENGTH:
        raise RequestSyntaxError(
            f"the request has {len(source)} characters; at most {MAX_REQUEST_LENGTH} are read"
        )
    text = _without_comments(source)
    written = _find_heads(_without_quotations(text))
    first = written[0].key_place.start if written else len(text)
    heads = _with_bare_function(source, text[:first], _join_names(text, written))
    ends = [head.key_place.start for head in heads[1:]] + [len(text)]
    return tuple(
        _with_value(source, text, head, end) for head, end in zip(heads, ends, strict=True)
    )


def has_clauses(text: str) -> bool:
    """Whether this is a request, and not an expression alone.

    Raises:
        RequestSyntaxError: brackets do not match.
    """
    return bool(_find_heads(_without_quotations(_without_comments(plain_text(text)))))


def _without_comments(source: str) -> str:
    """The same text, same places, with blanks for `#` and what follows it on its line."""
    return re.sub(r"#[^\n]*", _blanks, source)


def _without_quotations(text: str) -> str:
    """The same text, same places, with blanks for what stands in quotes or dollars.

    Of a whole clause in dollars, as `$f(x,y)=x^2$`, the key stays.
    """
    return re.sub(r"\$[^$]*\$|\"[^\"\n]*\"|'[^'\n]*'", _without_value, text)


def _without_value(match: re.Match[str]) -> str:
    head = _CLAUSE_IN_DOLLARS.match(match[0])
    if head is None or match.string[: match.start()].rstrip()[-1:] in ("=", "(", "[", ","):
        return _blanks(match)
    return " " + head[0][1:] + re.sub(r"[^\n]", " ", match[0][head.end() :])


def _blanks(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _find_heads(text: str) -> list[ClauseText]:
    """Where clauses begin, each as a clause whose value is still empty."""
    matching = _match_brackets(text)
    heads: list[ClauseText] = []
    position = 0
    while position < len(text):
        if position in matching:
            position = matching[position] + 1
            continue
        name = _NAME.match(text, position)
        if name is None:
            position += 1
            continue
        head = _head_at(text, name, matching)
        if head is None:
            position = name.end()
        else:
            heads.append(head)
            position = head.value_place.start
    return heads


def _head_at(text: str, name: re.Match[str], matching: dict[int, int]) -> ClauseText | None:
    end = name.end()
    arguments = None
    if text[end : end + 1] == "(":
        closing = matching[end]
        arguments = Place(end + 1, closing)
        end = closing + 1
    equals = _EQUALS.match(text, end)
    before = text[max(name.start() - _LONGEST_OPENING, 0) : name.start()]
    opens = name[0] in OPENING_WORDS or _CONDITION_OPENS.search(before)
    if equals is None or (opens and name[0] not in OPTION_KEYS):
        return None
    value = Place(equals.end(), equals.end())
    return ClauseText(name[0], arguments, Place(*name.span()), value)


def _match_brackets(text: str) -> dict[int, int]:
    """The place of the closing bracket for each opening one."""
    matching: dict[int, int] = {}
    open_places: list[int] = []
    for position, character in enumerate(text):
        if character in _CLOSING:
            open_places.append(position)
        elif character in _CLOSING.values():
            if not open_places:
                raise _bracket_error(text, position, f"this {character} closes no bracket")
            opening = open_places.pop()
            expected = _CLOSING[text[opening]]
            if character != expected:
                raise _bracket_error(
                    text, position, f"{text[opening]} is closed by {character}, not by {expected}"
                )
            matching[opening] = position
    if open_places:
        opening = open_places[-1]
        raise _bracket_error(text, opening, f"this {text[opening]} is never closed")
    return matching


def _bracket_error(text: str, position: int, message: str) -> RequestSyntaxError:
    return RequestSyntaxError(message, source=text, start=position, end=position + 1)


def _join_names(text: str, heads: Sequence[ClauseText]) -> list[ClauseText]:
    """One head for z=f(x,y)=…, and for at=P=(…): the names that books give on the way."""
    joined: list[ClauseText] = []
    for head in heads:
        before = joined[-1] if joined else None
        if before is None or text[before.value_place.start : head.key_place.start].strip():
            joined.append(head)
        elif head.arguments is not None and before.key not in OPTION_KEYS:
            joined[-1] = head
        elif _is_name_of_point(text, before, head):
            joined[-1] = replace(before, value_place=head.value_place)
        else:
            joined.append(head)
    return joined


def _is_name_of_point(text: str, option: ClauseText, name: ClauseText) -> bool:
    """Whether a clause without a value goes on with the name of a point or vector, and its row."""
    if option.key not in OPTION_KEYS or name.arguments is not None:
        return False
    kind = OPTION_BY_KEY[option.key].kind
    is_name = len(name.key.partition("_")[0]) == 1
    # dir=v=3i-4j; at=x=1 begins with a coordinate and with no name of a point.
    is_vector = kind is Kind.DIRECTION and option.value_place.start == name.key_place.start
    opens_row = bool(_ROW_OPENS.match(text, name.value_place.start))
    return kind in COORDINATES and is_name and (is_vector or opens_row)


def _with_bare_function(
    source: str, before: str, heads: Sequence[ClauseText]
) -> tuple[ClauseText, ...]:
    """The heads, and before them that of a function which stands first without a key.

    Args:
        source: the request.
        before: what stands before the first head.
        heads: where clauses begin.

    Raises:
        RequestSyntaxError: there is nothing at all, or a function in a clause of its own.
    """
    leftover = before.strip()
    if before.count("$") % 2 and heads:
        leftover = leftover.removesuffix("$").rstrip()
    if not leftover:
        if not heads:
            raise RequestSyntaxError(
                "the request is empty", advice="Write f=x*exp(2*y) at=(1,0) dir=(1,-1)"
            )
        return tuple(heads)
    start = before.index(leftover)
    if any(head.arguments is not None or head.key == FUNCTION_CLAUSE.key for head in heads):
        raise _leftover_error(source, start, leftover)
    here = Place(start, start)
    return (ClauseText(FUNCTION_CLAUSE.key, None, here, here), *heads)


def _leftover_error(source: str, start: int, leftover: str) -> RequestSyntaxError:
    return RequestSyntaxError(
        "this belongs to no clause",
        advice="A request is a row of key=value clauses: f=x*exp(2*y) at=(1,0) dir=(1,-1)",
        source=source,
        start=start,
        end=start + len(leftover),
    )


def _without_dollars(source: str, text: str, start: int, value: str) -> str:
    """The value without the dollar that closes its clause, and the one that opens the next.

    Raises:
        RequestSyntaxError: something else stands behind a clause in dollars, or they do not
            match.
    """
    if text.count("$", 0, start) % 2 == 0:
        is_last = start + len(value) == len(text)
        opens_next = value.rstrip().endswith("$") and value.count("$") % 2 == 1 and not is_last
        return value[: value.rindex("$")] if opens_next else value
    value, closing, behind = value.partition("$")
    if not closing:
        raise _bracket_error(source, text.rindex("$", 0, start), "this $ is never closed")
    leftover = behind.rstrip().removesuffix("$").strip()
    if leftover and leftover not in _SEPARATORS:
        position = text.index(leftover, start + len(value))
        raise _leftover_error(source, position, leftover)
    return value


def _with_value(source: str, text: str, head: ClauseText, end: int) -> ClauseText:
    value = text[head.value_place.start : end]
    value = _without_dollars(source, text, head.value_place.start, value)
    stripped = value.strip()
    if stripped.endswith((").", "].", "$.")):
        # The full stop of a sentence.
        stripped = stripped[:-1]
    if stripped.endswith(_SEPARATORS):
        stripped = stripped[:-1].rstrip()
    if not stripped:
        follows = text[end : end + 1].strip() != "" and not value
        advice = "An equation is written with ==."
        if head.key in OPTION_KEYS and OPTION_BY_KEY[head.key].kind in COORDINATES:
            advice = f"Coordinates by name stand in brackets: {head.key}=(x=1, y=0)."
        raise RequestSyntaxError(
            f"{head.key} has no value",
            advice=advice if follows else "",
            source=source,
            start=head.key_place.start,
            end=head.value_place.start,
        )
    if stripped.endswith(_SEPARATORS):
        position = head.value_place.start + value.rindex(stripped[-1])
        raise RequestSyntaxError(
            f"{stripped[-1]} does not fit here",
            advice="Clauses are separated by a space or one comma: f=x*y, at=(1,2)",
            source=source,
            start=position,
            end=position + 1,
        )
    start = head.value_place.start + len(value) - len(value.lstrip())
    place = Place(start, start + len(stripped))
    if len(stripped) > 2 and stripped[0] == stripped[-1] and stripped[0] in "\"'":
        place = Place(place.start + 1, place.end - 1)
    return _with_header(text, replace(head, value_place=place))


def _with_header(text: str, clause: ClauseText) -> ClauseText:
    """The clause of f=$T(x,y)=…$, whose name and variables stand in the dollars."""
    place = clause.value_place
    header = _HEADER.match(text, place.start, place.end)
    if header is None or clause.key in OPTION_KEYS or clause.arguments is not None:
        return clause
    if text[place.end - 1] != "$":
        return clause
    end = place.start + len(text[place.start : place.end - 1].rstrip().rstrip(".,"))
    return ClauseText(
        header["key"],
        Place(*header.span("arguments")),
        Place(*header.span("key")),
        Place(header.end(), end),
    )
