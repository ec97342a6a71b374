"""An answer cut into outputs that a page can hold and, between them, be turned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from grad_magic.lesson.notation import NotatedLine
from grad_magic.lesson.typesetting.latex import typeset_latex
from grad_magic.lesson.writing import split_into_sections
from grad_magic.wording.language import Language

# A direction in the plane takes 13, and is to be one. With a fraction in each they fill little
# more than half of a printed page.
_MOST_ROWS = 14


def is_short(latex: str) -> bool:
    """Whether the answer is to be one output."""
    return _count_rows(latex) <= _MOST_ROWS


def typeset_for_pages(
    lines: Sequence[NotatedLine], language: Language
) -> Iterator[tuple[str, tuple[NotatedLine, ...]]]:
    """The lines of a long answer in parts, each for an output of its own: its LaTeX, its lines.

    Each section is one, and of a section that is long by itself there are several of about the
    same height.
    """
    is_first = True
    for section in split_into_sections(lines):
        whole = is_short(typeset_latex(section, language))
        for part in (section,) if whole else _cut_section(section, language):
            yield typeset_latex(part, language, goes_on=not is_first, is_part=True), part
            is_first = False


def _cut_section(
    section: Sequence[NotatedLine], language: Language
) -> Iterator[tuple[NotatedLine, ...]]:
    heights = [_count_rows(typeset_latex([line], language)) for line in section]
    most = ceil(sum(heights) / ceil(sum(heights) / _MOST_ROWS))
    part: tuple[NotatedLine, ...] = ()
    taken = 0
    for line, height in zip(section, heights, strict=True):
        if part and taken + height > most:
            yield part
            part, taken = (), 0
        part += (line,)
        taken += height
    yield part


def _count_rows(latex: str) -> int:
    """Rows of the page, those of matrices and cases too."""
    return latex.count(r"\\") + 1
