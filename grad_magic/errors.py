"""What can go wrong for a reason that the person asking can mend."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from grad_magic.packages import DRAWING, command_to_install
from grad_magic.transliteration import can_take, is_wide, spelling_for, to_ascii
from grad_magic.wording.messages import DEFAULT_CODE, Message, requoted, told


class GradMagicError(Exception):
    """A request that gets no answer, and why, with the place in its text.

    It knows its message and advice by their keys, so that they can be told in each language.

    Attributes:
        said, advised: message and advice, in no language yet.
        language: in which it is told, by its code.
        source: the request's text; empty when there was none (keywords).
        start: index of the first character of the place in `source`.
        end: index after the last one; `start == end` marks a gap.
    """

    def __init__(
        self,
        message: Message | str,
        *,
        advice: Message | str = "",
        source: str = "",
        start: int = 0,
        end: int = 0,
    ) -> None:
        super().__init__(str(message))
        self.said = message
        self.advised = advice
        self.language = DEFAULT_CODE
        self.source = source
        self.start = start
        self.end = end

    @property
    def message(self) -> str:
        """What is wrong and the value seen, in one sentence."""
        return told(self.said, self.language)

    @property
    def advice(self) -> str:
        """How to write it instead; empty when the message says it all."""
        return told(self.advised, self.language)

    def requote(self, old: str, new: str) -> None:
        """Quotes something else in the place of this text."""
        self.said = requoted(self.said, lambda text: text.replace(old, new))
        self.advised = requoted(self.advised, lambda text: text.replace(old, new))

    def __str__(self) -> str:
        """The message, the line of the request with its place underlined, the advice.

        In English and ASCII where standard output or the stream of errors can take no more.
        """
        text = self._write(str, self.language)
        if can_take(text, "stdout", "stderr"):
            return text
        spell = spelling_for(text, "stdout", "stderr")
        if spell is not None and self.language != DEFAULT_CODE:
            return self._write(spell, self.language)
        return self._write(to_ascii, DEFAULT_CODE)

    def _write(self, spell: Callable[[str], str], language: str) -> str:
        message, advice = told(self.said, language), told(self.advised, language)
        lines = [spell(message), *self._underlined_line(spell), spell(advice)]
        return "\n".join(line for line in lines if line)

    def _underlined_line(self, spell: Callable[[str], str]) -> list[str]:
        if not self.source.strip():
            return []
        line_start = self.source.rfind("\n", 0, self.start) + 1
        line_end = self.source.find("\n", line_start)
        line = self.source[line_start : None if line_end < 0 else line_end]
        before = line[: self.start - line_start]
        marked = line[len(before) : self.end - line_start]
        after = line[len(before) + len(marked) :]
        before, marked, after = map(spell, _excerpt(spell(before), spell(marked), spell(after)))
        indent = "".join("\t" if c == "\t" else " " * _columns(c) for c in before)
        return [
            f"    {before}{marked}{after}",
            f"    {indent}{'^' * max(1, sum(map(_columns, marked)))}",
        ]


class RequestSyntaxError(GradMagicError):
    """The request cannot be read."""


class MeaninglessRequestError(GradMagicError, ValueError):
    """The request can be read but asks for nothing that exists, as with a zero direction."""


class NoAnswerError(GradMagicError):
    """The request is sound but has no answer, as where f is undefined at P."""


class OutOfTimeError(NoAnswerError):
    """No answer was found in time, which says nothing about f."""


@contextmanager
def told_in(language: str) -> Iterator[None]:
    """Lets what is wrong in this block be told in a language.

    So is that a package is needed which a browser's Python may be without.
    """
    try:
        yield
    except GradMagicError as error:
        error.language = language
        raise
    except ModuleNotFoundError as error:
        if error.name not in DRAWING:
            raise
        missing = NoAnswerError(
            Message("a_package_is_not_installed", package=error.name),
            advice=Message("install_the_package", command=command_to_install(error.name)),
        )
        missing.language = language
        raise missing from None


# A terminal line; a longer request is shown around the place only.
_EXCERPT_WIDTH = 72


def _excerpt(before: str, marked: str, after: str) -> tuple[str, str, str]:
    if len(before) + len(marked) + len(after) <= _EXCERPT_WIDTH:
        return before, marked, after
    if len(marked) > _EXCERPT_WIDTH // 2:
        marked = marked[: _EXCERPT_WIDTH // 2] + "…"
        after = ""
    side = (_EXCERPT_WIDTH - len(marked)) // 2
    if len(before) > side:
        before = "…" + before[len(before) - side + 1 :]
    if len(after) > side:
        after = after[: side - 1] + "…"
    return before, marked, after


def _columns(character: str) -> int:
    """Terminal columns that a character takes: 0 for combining marks, 2 for wide ones."""
    if unicodedata.combining(character):
        return 0
    return 2 if is_wide(character) else 1
