"""A line for a place that MathJax does not reach: words as text, mathematics as MathML."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from html import escape
from itertools import groupby

from grad_magic.lesson.notation import Atom, Gap, Relation, Space, Text
from grad_magic.lesson.steps import Line, Step
from grad_magic.lesson.transcription import TEXTBOOK, Style, notate
from grad_magic.lesson.typesetting.latex import render_atom
from grad_magic.lesson.typesetting.mathml import write_mathml
from grad_magic.wording.language import Language

# A row may end before a relation, and not behind it.
_UNBROKEN_SPACE = "\u00a0"


def render_html(line: Line, language: Language, style: Style = TEXTBOOK) -> str:
    """One line, which may be broken where its words are and before its relations."""
    (notated,) = notate([Step("line", (line,))], language, style)
    return "".join(
        "".join(map(_text, atoms)) if is_text else _mathematics(tuple(atoms), language)
        for is_text, atoms in groupby(notated.atoms, _is_text)
    ).strip(f" {_UNBROKEN_SPACE}")


def _is_text(atom: Atom) -> bool:
    return isinstance(atom, (Text, Space, Gap, Relation))


def _text(atom: Atom) -> str:
    match atom:
        case Text(word):
            return escape(word)
        case Space(text):
            return text
        case Relation(sign):
            return f" {escape(sign)}{_UNBROKEN_SPACE}"
        case _:
            return ", "


@lru_cache(maxsize=512)
def _mathematics(atoms: Sequence[Atom], language: Language) -> str:
    """The names and numbers of a moment are mostly those of the one before."""
    latex = " ".join(render_atom(atom, language) for atom in atoms)
    # Where this stands there is no style sheet of ours.
    bold = 'style="font-weight:bold;font-style:normal"'
    return enlarge(write_mathml(latex)).replace('class="bold"', bold)


def enlarge(markup: str) -> str:
    """A formula between words whose fractions are as large as those of one that stands alone."""
    return markup.replace("<math>", '<math displaystyle="true">', 1)
