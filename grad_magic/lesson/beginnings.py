"""With which words a sentence of running text begins that would begin with mathematics.

"D < 0, so P is a saddle point" may stand below a row of numbers, but in a paragraph nobody sees
where such a sentence begins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from grad_magic.lesson.steps import (
    Dot,
    Letter,
    Line,
    Name,
    Partial,
    Piece,
    Point,
    Rate,
    Relation,
    RepeatedPartial,
    Words,
)

if TYPE_CHECKING:
    from grad_magic.wording.language import Language

_POINT = Letter("P")
_DERIVATIVES = (Partial, RepeatedPartial, Rate)


def beginning_of(sentence: Words, language: Language) -> str:
    """What stands before an equation, "We have", or tells what the first name stands for."""
    subject = _subject(sentence, language)
    return language.beginnings.get(_kind_of(subject), "") if subject else ""


def _subject(sentence: Words, language: Language) -> Line:
    """The mathematics with which it begins."""
    told = language.sentence(sentence.sentence, of_one_variable=sentence.of_one_variable)
    if not told.startswith("{"):
        return ()
    first = sentence.gaps.get(told[1 : told.index("}")], ())
    if first and isinstance(first[0], Words):
        return _subject(first[0], language)
    return first


def _kind_of(subject: Line) -> str:
    first: Piece = subject[0]
    if any(isinstance(piece, Relation) for piece in subject):
        return "equation"
    if len(subject) > 1:
        return ""
    if isinstance(first, Name):
        return "function"
    if first == _POINT or isinstance(first, Point):
        return "point"
    if isinstance(first, _DERIVATIVES):
        return "derivative"
    return "formula" if isinstance(first, Dot) else ""
