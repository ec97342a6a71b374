"""What errors say, by the keys of rows, so that each language has them in its own words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias, overload

from grad_magic.wording.chinese_messages import CHINESE_MESSAGES
from grad_magic.wording.english_messages import ENGLISH_MESSAGES

DEFAULT_CODE = "en"
MESSAGES: Mapping[str, Mapping[str, str]] = {
    DEFAULT_CODE: ENGLISH_MESSAGES,
    "zh": CHINESE_MESSAGES,
}
"""The rows of each language, by its code."""


class Message:
    """What is to be said: the key of a row, and what stands in its gaps.

    Where a gap named `count` holds 1, the row with the ending "_one" takes the place of the other
    if the language has it.

    >>> print(Message("the_request_is_empty"))
    the request is empty
    >>> Message("the_request_is_empty").told("zh")
    '输入是空的'

    Attributes:
        key: of the row.
        gaps: numbers, text, and messages in messages.
    """

    __slots__ = ("gaps", "key")

    def __init__(self, key: str, /, **gaps: object) -> None:
        self.key = key
        self.gaps: Mapping[str, float | str | Message | Listing] = {
            name: value if isinstance(value, (int, float, Message, Listing)) else str(value)
            for name, value in gaps.items()
        }

    def __str__(self) -> str:
        return self.told(DEFAULT_CODE)

    def told(self, language: str) -> str:
        """It in a language; in English where that has no such row."""
        rows = MESSAGES.get(language, ENGLISH_MESSAGES)
        row = rows[self.key]
        if self.gaps.get("count") == 1:
            row = rows.get(f"{self.key}_one", row)
        gaps = {
            name: value.told(language) if isinstance(value, (Message, Listing)) else value
            for name, value in self.gaps.items()
        }
        return row.format(**gaps) if gaps else row

    def requoted(self, change: Callable[[str], str]) -> Message:
        """The same with each text in its gaps changed."""
        gaps = {name: requoted(value, change) for name, value in self.gaps.items()}
        return Message(self.key, **gaps)


class Listing:
    """Several things one after the other, mostly with a word before the last of them.

    >>> print(Listing(["x", "y", "z"], "and"))
    x, y and z
    >>> Listing(["x", "y"], "comma").told("zh")
    'x、y'

    Attributes:
        parts: text or messages.
        word: "and" or "or"; "comma" where there is no word; None where each part has a line of its
            own.
    """

    __slots__ = ("parts", "word")

    def __init__(self, parts: Iterable[object], word: str | None) -> None:
        self.parts = tuple(
            part if isinstance(part, (Message, Listing)) else str(part) for part in parts
        )
        self.word = word

    def __str__(self) -> str:
        return self.told(DEFAULT_CODE)

    def told(self, language: str) -> str:
        """It in a language."""
        rows = MESSAGES.get(language, ENGLISH_MESSAGES)
        parts = [told(part, language) for part in self.parts]
        if self.word is None:
            return "\n".join(parts)
        if self.word == "comma":
            return rows["list_comma"].join(parts)
        *first, last = parts
        if not first:
            return last
        return rows[f"list_{self.word}"].format(first=rows["list_comma"].join(first), last=last)


Told: TypeAlias = "Message | str"
"""What an error is made of: a message, or text that is none of ours."""


@overload
def requoted(said: Told, change: Callable[[str], str]) -> Told: ...


@overload
def requoted(said: object, change: Callable[[str], str]) -> object: ...


def requoted(said: object, change: Callable[[str], str]) -> object:
    """A message with what it quotes changed, or a changed text."""
    if isinstance(said, Message):
        return said.requoted(change)
    return change(said) if isinstance(said, str) else said


def on_one_line(said: Told) -> Told:
    """A message whose quotations stand on one line each."""
    return requoted(said, lambda text: " ".join(text.split()))


def told(said: object, language: str) -> str:
    """A message in a language; anything else as it is."""
    return said.told(language) if isinstance(said, (Message, Listing)) else str(said)
