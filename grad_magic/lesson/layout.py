"""Lines into rows that fit a width, the same for print and for a terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from grad_magic.lesson.atoms import Atom, Row, Space, Term, Text
from grad_magic.lesson.breaking import open_until
from grad_magic.lesson.steps import Line, Phrase, Relation, Separator, Step, Words
from grad_magic.wording.language import Language

# What leaves room for the left side and the relation is not broken.
_UNBROKEN = 0.7


@dataclass(frozen=True)
class Block:
    """Lines that stand together.

    Attributes:
        aligned: whether the first relation of each line stands under the one above.
        lines: for each line its rows.
    """

    aligned: bool
    lines: tuple[tuple[Row, ...], ...]


def lay_out(
    steps: Sequence[Step],
    language: Language,
    measure: Callable[[Atom], int],
    width: int,
) -> tuple[Block, ...]:
    """The blocks of a document whose rows are at most `width` wide where that can be.

    Args:
        steps: the document.
        language: its language.
        measure: how wide an atom is.
        width: in the same unit.
    """
    blocks: list[Block] = []
    for line in (line for step in steps for line in step.lines):
        aligned = not isinstance(line[0], Words)
        rows = _break_rows(_expand(line, language), measure, width)
        if blocks and blocks[-1].aligned == aligned:
            blocks[-1] = Block(aligned, (*blocks[-1].lines, rows))
        else:
            blocks.append(Block(aligned, (rows,)))
    return tuple(blocks)


def split_at_relation(row: Row) -> tuple[Row, Row]:
    """What stands before the first relation, and the rest."""
    for index, atom in enumerate(row):
        if isinstance(atom, Relation):
            return row[:index], row[index:]
    return row, ()


def _expand(line: Line, language: Language) -> Row:
    """The line with every sentence taken apart into words and its mathematics."""
    atoms: list[Atom] = []
    for piece in line:
        match piece:
            case Words():
                atoms.extend(_expand_words(piece, language))
            case Phrase(text):
                atoms.extend(map(_to_atom, language.split(text)))
            case _:
                atoms.append(piece)
    return tuple(atoms)


def _expand_words(sentence: Words, language: Language) -> Row:
    atoms: list[Atom] = []
    for part in re.split(r"(\{\w+\})", language.sentences[sentence.sentence]):
        if part.startswith("{"):
            atoms.extend(_expand(sentence.gaps[part[1:-1]], language))
        else:
            atoms.extend(map(_to_atom, language.split(part)))
    return tuple(atoms)


def _to_atom(part: str) -> Atom:
    return Space() if part.isspace() else Text(part)


def _break_rows(atoms: Row, measure: Callable[[Atom], int], width: int) -> tuple[Row, ...]:
    """Greedy: what does not fit moves to the next row, whole statements first."""
    rows: list[Row] = []
    row: Row = ()
    for statement in _cut(atoms, Separator):
        if _width(row + statement, measure) <= width:
            row += statement
            continue
        if row:
            rows.append(row)
        *full, row = _break_statement(statement, measure, width)
        rows += full
    return (*rows, row)


def _break_statement(statement: Row, measure: Callable[[Atom], int], width: int) -> tuple[Row, ...]:
    """Greedy over the relations and the spaces between words, then inside long pieces."""
    rows: list[Row] = []
    row: Row = ()
    groups = _cut(statement, Space, Relation)
    for group in (part for wide in groups for part in _cut_wide(wide, measure, width)):
        if row and _width(row + group, measure) > width:
            rows.append(row)
            row = ()
        row += group
    return (*rows, row)


def _cut_wide(group: Row, measure: Callable[[Atom], int], width: int) -> list[Row]:
    if _width(group, measure) <= width:
        return [group]
    left, right = split_at_relation(group)
    # The left side stays with its relation.
    ahead, behind = ((*left, *right[:1]), right[1:]) if right else ((), group)
    opened = open_until(behind, measure, int(_UNBROKEN * width))
    first, *others = _cut(opened, Space, Term, Relation, keeps_first_relation=False)
    return [ahead + first, *others]


def _width(row: Row, measure: Callable[[Atom], int]) -> int:
    return sum(map(measure, row))


def _cut(atoms: Row, *kinds: type[Atom], keeps_first_relation: bool = True) -> list[Row]:
    """The atoms cut before each of these kinds, but not before the first relation."""
    groups: list[Row] = [()]
    seen_relation = not keeps_first_relation
    for atom in atoms:
        is_first_relation = isinstance(atom, Relation) and not seen_relation
        seen_relation = seen_relation or is_first_relation
        if isinstance(atom, kinds) and not is_first_relation and groups[-1]:
            groups.append(())
        groups[-1] += (atom,)
    return groups
