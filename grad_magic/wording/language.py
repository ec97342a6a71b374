"""What a language has to say of itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, eq=False)
class Language:
    """The words of one language.

    Attributes:
        code: as `Presentation.language` has it.
        sentences: what is said, by its key; `{gap}` is where mathematics stands. A key with the
            ending "_in_one_variable" takes the place of the other for functions of one variable;
            whether it is there is up to the language.
        split: cuts a text into words and the gaps between them; a row may end at each gap. A
            language without spaces gives gaps that are empty.
        document_class: with which a LaTeX document in it begins.
        beside_mathematics: what parts a word from mathematics beside it, where a row has nothing
            between them.
        space_out: sets such spaces in a text that is complete.
        drawn_words: the words in a picture, where no font can be counted on that has its letters.
        is_spelled_in_ascii: whether its letters have a spelling in ASCII; in place of a language
            that has none stands the default one.
        continuing: how sentences begin that go on behind an equation, if not in small letters.
        beginnings: with which words a sentence begins in place of mathematics, by what that is:
            "equation", "function", "point", "derivative" or "formula".
        style: whose notation its answers have where none is asked for, one of `STYLES`.
    """

    code: str
    sentences: Mapping[str, str]
    split: Callable[[str], list[str]]
    continuing: tuple[str, ...] = ()
    beginnings: Mapping[str, str] = field(default_factory=dict)
    style: str = "plain"
    document_class: str = r"\documentclass[11pt]{article}"
    beside_mathematics: str = ""
    space_out: Callable[[str], str] = str
    drawn_words: Language | None = None
    is_spelled_in_ascii: bool = True

    @property
    def drawn(self) -> Language:
        """What speaks in a picture, of which `self` is what speaks about it."""
        return self if self.drawn_words is None else self.drawn_words

    def sentence(self, key: str, *, of_one_variable: bool = False) -> str:
        """What is said; of functions of one variable in other words where there are such."""
        general = self.sentences[key]
        return self.sentences.get(f"{key}_in_one_variable", general) if of_one_variable else general


def split_at_spaces(text: str) -> list[str]:
    """Words and the spaces between them, as in languages that have spaces.

    >>> split_at_spaces("so f rises")
    ['so', ' ', 'f', ' ', 'rises']
    """
    return [part for part in re.split(r"(\s+)", text) if part]
