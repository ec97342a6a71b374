"""Words out of a few: what an option takes that has a table of its values."""

from __future__ import annotations

import re
from difflib import get_close_matches

from grad_magic.errors import RequestSyntaxError
from grad_magic.formula.tree import Place
from grad_magic.reading.notation.tokens import LONGEST_NAME, unreadable
from grad_magic.reading.options import Option
from grad_magic.wording.messages import Listing, Message

_OPENING, _CLOSING = "([{", ")]}"
_WORD = re.compile(r"[^,\s]+")


def read_choice(option: Option, source: str, place: Place) -> str:
    """The one word that stands at this place.

    Raises:
        RequestSyntaxError: it is none of those that may stand there.
    """
    text = source[place.start : place.end]
    meant = [value for value in option.values if value.lower() == text.lower()]
    if meant:
        return meant[0]
    raise not_a_value(option, source, place)


def read_choices(option: Option, source: str, place: Place) -> tuple[str, ...]:
    """The words at this place with commas or spaces between them, perhaps in brackets, each once.

    Raises:
        RequestSyntaxError: one of them may not stand there, or not beside another.
    """
    places = list(_entries(source, place))
    words = [read_choice(option, source, entry) for entry in places]
    if not words:
        raise not_a_value(option, source, place)
    for word, entry in zip(words, places, strict=True):
        if word in option.alone and len(set(words)) > 1:
            raise unreadable(
                source,
                entry.start,
                entry.end,
                Message("stands_beside_no_other_value", key=option.key, word=word),
                Message("write_alone_or_leave_out", key=option.key, word=word),
            )
    return tuple(dict.fromkeys(words))


def _entries(source: str, place: Place) -> list[Place]:
    """The places of the words in a row."""
    start, end = place.start, place.end
    if source[start : start + 1] in _OPENING and source[end - 1 : end] in _CLOSING:
        start, end = start + 1, end - 1
    return [Place(*entry.span()) for entry in _WORD.finditer(source, start, end)]


def not_a_value(option: Option, source: str, place: Place) -> RequestSyntaxError:
    """The error about what is none of the words that may stand there."""
    text = source[place.start : place.end]
    close = get_close_matches(text.lower(), option.values, n=1)
    advice = Message("write_key_or", key=option.key, either=Listing(option.values, "or"))
    if text.lower() in option.meant:
        clause = f"{option.key}={option.meant[text.lower()]}"
        advice = Message("write_the_clause", clause=clause)
    elif option.key == "steps" and text.isdecimal():
        # Those of a path.
        advice = Message("write_the_clause", clause=f"iterations={text}")
    elif close:
        advice = Message("did_you_mean", close=close[0])
    shown = text if len(text) <= LONGEST_NAME else f"{text[:LONGEST_NAME]}…"
    return unreadable(
        source,
        place.start,
        place.end,
        Message("option_has_no_value", key=option.key, shown=shown),
        advice,
    )
