"""What rows are made of: pieces, words, and the parts of a piece that is broken."""

from __future__ import annotations

from dataclasses import dataclass

from grad_magic.lesson.steps import Piece


@dataclass(frozen=True)
class Text:
    """One word of a sentence."""

    word: str


@dataclass(frozen=True)
class Space:
    """The gap between two words, where a row may end."""


@dataclass(frozen=True)
class Term:
    """One more term of a sum, behind its sign, before which a row may end."""

    of: Piece


@dataclass(frozen=True)
class Opening:
    """The bracket before what may be broken; it may stand behind a factor."""

    after_factor: bool = False


@dataclass(frozen=True)
class Closing:
    """The bracket behind it."""


Atom = Piece | Text | Space | Term | Opening | Closing
Row = tuple[Atom, ...]
"""Part of a line."""
