"""The lines of a worked solution as running text: sentences in paragraphs, equations in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from grad_magic.lesson.notation import Atoms, NotatedLine, Space, Text
from grad_magic.lesson.typesetting.layout import begins_with_relation
from grad_magic.wording.language import Language

# What is said of the answer stands by itself.
_APART = frozenset({"check", "conditions", "continuity", "doubt"})
# With these something else begins, but not behind what is given or a short reason.
_THEMES = frozenset(
    {"direction", "rays", "reason", "tangent", "second_order", "critical", "critical_points"}
)
_SHORT = frozenset({"function", "values", "use"})
_CLOSING = (".", ":", ";", ",", "?", "!", "。", "：", "；", "，", "？", "！")


def run_on(lines: Sequence[NotatedLine], language: Language) -> tuple[NotatedLine, ...]:
    """The same text with the signs that end its sentences, and each paragraph as one line."""
    return tuple(_joined(_ended(lines, language), language))


def _ended(lines: Sequence[NotatedLine], language: Language) -> Iterator[NotatedLine]:
    followed: Iterator[tuple[NotatedLine, NotatedLine | None]] = chain(
        pairwise(lines), ((line, None) for line in lines[-1:])
    )
    for line, behind in followed:
        if not line.atoms or _ends(line.atoms, _CLOSING):
            yield line
        elif line.aligned:
            if behind is not None and behind.aligned and begins_with_relation(behind.atoms):
                # Its equation goes on there.
                yield line
                continue
            goes_on = behind is not None and (behind.aligned or _goes_on(behind.atoms, language))
            yield replace(line, end=language.sentences["comma" if goes_on else "stop_of_equation"])
        elif behind is None or not behind.aligned:
            # An equation has ended the sentence.
            yield replace(line, atoms=(*line.atoms, Text(language.sentences["stop"])))
        else:
            yield line


def _joined(lines: Iterator[NotatedLine], language: Language) -> Iterator[NotatedLine]:
    paragraph: NotatedLine | None = None
    for line in lines:
        if paragraph is not None and _belong_together(paragraph, line):
            between = Space(language.sentences["between_sentences"])
            paragraph = replace(paragraph, atoms=(*paragraph.atoms, between, *line.atoms))
            continue
        if paragraph is not None:
            yield paragraph
        paragraph = line
    if paragraph is not None:
        yield paragraph


def _belong_together(paragraph: NotatedLine, line: NotatedLine) -> bool:
    are_sentences = not (paragraph.aligned or line.aligned or line.begins_paragraph)
    is_apart = not _APART.isdisjoint({paragraph.topic, line.topic})
    is_short = paragraph.topic in _SHORT
    if paragraph.topic != line.topic and line.topic in _THEMES and not is_short:
        return False
    return are_sentences and not is_apart and _ends(paragraph.atoms, (".", "。"))


def _ends(atoms: Atoms, signs: tuple[str, ...]) -> bool:
    last = next((atom for atom in reversed(atoms) if atom != Space("")), None)
    return isinstance(last, Text) and last.word.endswith(signs)


def _goes_on(atoms: Atoms, language: Language) -> bool:
    """Whether a sentence is the rest of one that began above an equation."""
    first = atoms[0]
    if not isinstance(first, Text):
        return False
    word = first.word
    return word[0].islower() or word.startswith(tuple(language.continuing))
