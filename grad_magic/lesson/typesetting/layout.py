"""Lines into rows that fit a width, the same for print and for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from grad_magic.lesson.notation import Atom, Atoms, Gap, NotatedLine, Relation, Space, Term
from grad_magic.lesson.typesetting.breaking import open_until
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
    lines: tuple[tuple[Atoms, ...], ...]


def lay_out(
    lines: Sequence[NotatedLine],
    language: Language,
    measure: Callable[[Atom], int],
    width: int,
) -> tuple[Block, ...]:
    """The blocks of a document whose rows are at most `width` wide where that can be.

    Args:
        lines: the document.
        language: whose words stand where the cases of a function are broken.
        measure: how wide an atom is.
        width: in the same unit.
    """
    blocks: list[Block] = []
    breaker = _Breaker(language, measure, width)
    for line in lines:
        rows = breaker.break_rows(line.atoms)
        if blocks and blocks[-1].aligned == line.aligned:
            blocks[-1] = Block(line.aligned, (*blocks[-1].lines, rows))
        else:
            blocks.append(Block(line.aligned, (rows,)))
    return tuple(blocks)


def split_at_relation(row: Atoms) -> tuple[Atoms, Atoms]:
    """What stands before the first relation, and the rest."""
    for index, atom in enumerate(row):
        if isinstance(atom, Relation):
            return row[:index], row[index:]
    return row, ()


@dataclass(frozen=True)
class _Breaker:
    """Breaks lines for one width and one way to measure it."""

    language: Language
    measure: Callable[[Atom], int]
    width: int

    def break_rows(self, atoms: Atoms) -> tuple[Atoms, ...]:
        """Greedy: what does not fit moves to the next row, whole statements first."""
        rows: list[Atoms] = []
        row: Atoms = ()
        taken = 0
        for statement in _cut(atoms, Gap):
            taken += self._measure_row(statement)
            if taken <= self.width:
                row += statement
                continue
            if row:
                rows.append(row)
            *full, row = self._break_statement(statement)
            taken = self._measure_row(row)
            rows += full
        return (*rows, row)

    def _break_statement(self, statement: Atoms) -> tuple[Atoms, ...]:
        """Greedy over the relations and the spaces between words, then inside long pieces."""
        rows: list[Atoms] = []
        row: Atoms = ()
        taken = 0
        groups = _cut(statement, Space, Relation)
        for group in (part for uncut in groups for part in self._cut_wide(uncut)):
            wide = self._measure_row(group)
            if row and taken + wide > self.width:
                rows.append(row)
                row, taken = (), 0
            taken += wide
            row += group
        return (*rows, row)

    def _cut_wide(self, group: Atoms) -> list[Atoms]:
        if self._measure_row(group) <= self.width:
            return [group]
        left, right = split_at_relation(group)
        # The left side stays with its relation.
        ahead, behind = ((*left, *right[:1]), right[1:]) if right else ((), group)
        opened = open_until(behind, self.measure, int(_UNBROKEN * self.width), self.language)
        first, *others = _cut(opened, Space, Term, Relation, keeps_first_relation=False)
        return [ahead + first, *others]

    def _measure_row(self, row: Atoms) -> int:
        return sum(map(self.measure, row))


def _cut(atoms: Atoms, *kinds: type[Atom], keeps_first_relation: bool = True) -> list[Atoms]:
    """The atoms cut before each of these kinds, but not before the first relation."""
    groups: list[Atoms] = [()]
    seen_relation = not keeps_first_relation
    for atom in atoms:
        is_first_relation = isinstance(atom, Relation) and not seen_relation
        seen_relation = seen_relation or is_first_relation
        if isinstance(atom, kinds) and not is_first_relation and groups[-1]:
            groups.append(())
        groups[-1] += (atom,)
    return groups
