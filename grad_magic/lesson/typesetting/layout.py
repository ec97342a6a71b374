"""Lines into rows that fit a width, the same for print and for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby, pairwise

from sympy import Piecewise

from grad_magic.lesson.notation import (
    Atom,
    Atoms,
    Cases,
    Factor,
    Fence,
    Gap,
    Listing,
    Mathematics,
    NotatedLine,
    Operator,
    Relation,
    Sign,
    Space,
    System,
    Table,
    TableKind,
    Term,
    Text,
)
from grad_magic.lesson.typesetting.breaking import as_cases, open_until, stack_conditions
from grad_magic.wording.language import Language

# What leaves room for the left side and the relation is not broken.
_UNBROKEN = 0.7
# Equations within a sentence that are no longer stay whole, and begin the next row.
_SHORT = 0.45
# Behind a left side that is longer than this its equation ends a row, before the relation.
_LONG = 0.6
# Of a row that is as empty its last word does not follow the mathematics that it belongs to.
_MUCH = 1 / 5
# A last row of words that is shorter looks forgotten: P.
_ALONE = 0.1
# A gap and a word.
_OF_WORD = 2


@dataclass(frozen=True, eq=False)
class Block:
    """Lines that stand together.

    Attributes:
        aligned: whether the first relation of each line stands under the one above.
        lines: for each line its rows.
    """

    aligned: bool
    lines: tuple[tuple[Atoms, ...], ...]


@dataclass(frozen=True, eq=False)
class Page:
    """What rows have to fit.

    Attributes:
        measure: how wide an atom is.
        width: how wide a row may be, in the same unit.
        hang: how far behind the relations of an aligned block its further rows begin, unless with
            a relation themselves.
        comma: how wide the comma is that a gap has before a formula.
        measure_in_text: how wide an atom is within a sentence, if its fractions are smaller there.
        opens_tables: whether tables and cases stand on one line, which may end between the rows
            of data, or within a case.
    """

    measure: Callable[[Atom], int]
    width: int
    hang: int
    comma: int = 0
    measure_in_text: Callable[[Atom], int] | None = None
    opens_tables: bool = False


def lay_out(lines: Sequence[NotatedLine], language: Language, page: Page) -> tuple[Block, ...]:
    """The blocks of a document whose rows fit a page where that can be.

    Args:
        lines: the document.
        language: whose words stand where the cases of a function are broken.
        page: what they have to fit.
    """
    page = replace(page, measure=_remembering(page.measure))
    in_text = page
    if page.measure_in_text is not None:
        in_text = replace(page, measure=_remembering(page.measure_in_text))
    blocks = (
        (aligned, [line.atoms for line in block])
        for aligned, block in groupby(lines, key=lambda line: line.aligned)
    )
    return tuple(
        _lay_out_aligned(block, language, page)
        if aligned
        else Block(aligned, tuple(_Breaker(language, in_text).break_rows(line) for line in block))
        for aligned, block in blocks
    )


def _remembering(measure: Callable[[Atom], int]) -> Callable[[Atom], int]:
    """The same, which measures each object once: to compare atoms takes longer than to ask."""
    known: dict[int, tuple[Atom, int]] = {}

    def measured(atom: Atom) -> int:
        # As long as the atom is kept here, nothing else has its identity.
        found = known.get(id(atom))
        if found is None:
            found = known[id(atom)] = atom, measure(atom)
        return found[1]

    return measured


def _lay_out_aligned(lines: Sequence[Atoms], language: Language, page: Page) -> Block:
    """The longest left side moves the relations of all lines, and the rows below them."""
    lefts = [sum(map(page.measure, split_at_relation(line)[0])) for line in lines]
    indent = max(lefts)
    lines = [part for line in lines for part in _forms_apart(line, indent, language, page)]
    is_long = indent > _LONG * page.width
    if is_long and max(sum(map(page.measure, line)) for line in lines) > page.width:
        # Nothing would be left of the rows for what stands behind the relations.
        return Block(
            aligned=False, lines=tuple(_Breaker(language, page).break_rows(line) for line in lines)
        )
    lines = [part for line in lines for part in _equations_apart(line, indent, page)]
    lefts = [sum(map(page.measure, split_at_relation(line)[0])) for line in lines]
    rows = tuple(
        _Breaker(
            language, page, ahead=indent - left, below=indent + page.hang, is_aligned=True
        ).break_rows(line)
        for left, line in zip(lefts, lines, strict=True)
    )
    return Block(aligned=True, lines=rows)


def _forms_apart(line: Atoms, indent: int, language: Language, page: Page) -> Iterator[Atoms]:
    """Two forms of an equation with a word between them; one below the other without it.

    The second one then stands as equations do that follow one another.
    """
    statements = _cut(line, Gap)
    place = next((place for place, part in enumerate(statements) if is_word_alone(part)), None)
    left, _ = split_at_relation(line)
    if (
        place is None
        or indent - sum(map(page.measure, left)) + _measure_row(line, page) <= page.width
    ):
        yield line
        return
    before, (_, *behind) = statements[:place], statements[place + 1]
    # In print alone, as text is for typing back.
    comma = (Text(language.sentences["comma"]),) if page.comma else ()
    yield (*chain.from_iterable(before), *comma)
    yield (*behind, *chain.from_iterable(statements[place + 2 :]))


def is_word_alone(statement: Atoms) -> bool:
    """Whether a gap is followed by one word and no more: or."""
    is_short = len(statement) == _OF_WORD and isinstance(statement[0], Gap)
    return is_short and isinstance(statement[-1], Text)


def _equations_apart(line: Atoms, indent: int, page: Page) -> Iterator[Atoms]:
    """A line that does not fit, and the equations that would hang below it as lines of their own.

    Their left sides then stand below that of the first: ∇f(P) = (3, 4) below ∇f = (2x, 4y).
    """
    left, _ = split_at_relation(line)
    own: Atoms = ()
    taken = indent - sum(map(page.measure, left))
    for statement in _cut(line, Gap):
        taken += sum(map(page.measure, statement)) + page.comma
        hanging = _aligned_below(statement, indent, page) if own and taken > page.width else None
        if hanging is None:
            own += statement
        else:
            yield own
            own, left_width = hanging
            taken = indent - left_width + sum(map(page.measure, own))
    yield own


def _aligned_below(statement: Atoms, indent: int, page: Page) -> tuple[Atoms, int] | None:
    """An equation behind a gap, and how wide its left side is; None of words and long sides."""
    equation = statement[1:]
    left, right = split_at_relation(equation)
    wide = sum(map(page.measure, left))
    has_words = any(isinstance(atom, (Text, Space)) for atom in left)
    return (equation, wide) if right and not has_words and wide <= indent else None


def begins_with_relation(row: Atoms) -> bool:
    """Whether a row goes on with a sign that stands below that of the row above."""
    first = next((atom for atom in row if not isinstance(atom, (Space, Gap))), None)
    return isinstance(first, Relation)


def split_at_relation(row: Atoms) -> tuple[Atoms, Atoms]:
    """What stands before the first relation, and the rest."""
    for index, atom in enumerate(row):
        if isinstance(atom, Relation):
            return row[:index], row[index:]
    return row, ()


@dataclass(frozen=True, eq=False)
class _Breaker:
    """Breaks a line for one page.

    Attributes:
        language: as of `lay_out`.
        page: what the rows have to fit.
        ahead: what stands before the first row.
        below: what stands before each further row.
        is_aligned: whether the first relation stands under that of other lines.
    """

    language: Language
    page: Page
    ahead: int = 0
    below: int = 0
    is_aligned: bool = False

    def break_rows(self, atoms: Atoms) -> tuple[Atoms, ...]:
        """Greedy: what does not fit moves to the next row, whole statements first."""
        rows: list[Atoms] = []
        row: Atoms = ()
        taken = self.ahead
        for statement in _cut(atoms, Gap):
            taken += self._measure_row(statement)
            if taken <= self.page.width:
                row += statement
                continue
            if row:
                rows.append(row)
            *full, row = self._break_statement(statement, self.below if rows else self.ahead)
            rows += full
            taken = self._measure_row(row) + (self.below if rows else self.ahead)
        return tuple(map(_led, (*rows, row)))

    def _break_statement(self, statement: Atoms, before: int) -> tuple[Atoms, ...]:
        """Greedy over the relations and the spaces between words, then inside long pieces."""
        rows: list[list[Atoms]] = [[]]
        taken = before
        groups = _rejoined(_cut(statement, Space, Relation), self._is_short, self._fits)
        for part in (part for uncut in groups for part in self._cut_wide(uncut)):
            group = part
            wide = self._measure_row(group)
            if rows[-1] and taken + wide > self.page.width:
                ahead, group = self._cut_bound(group, self.page.width - taken)
                rows[-1] += [ahead] if ahead else []
                wide = self._measure_row(group)
                rows.append([])
                taken = self.below
            taken += wide
            rows[-1].append(group)
        self._fill_last(rows)
        return tuple(sum(row, ()) for row in rows)

    def _fill_last(self, rows: list[list[Atoms]]) -> None:
        """Words that would end alone on a row get some of those before them."""
        while len(rows) > 1 and self._measure_row(sum(rows[-1], ())) < _ALONE * self.page.width:
            *kept, moved = rows[-2]
            if not kept or not all(isinstance(row[0], Space) for row in (moved, *rows[-1][:1])):
                return
            rows[-2:] = [kept, [moved, *rows[-1]]]

    def _cut_bound(self, group: Atoms, room: int) -> tuple[Atoms, Atoms]:
        """Words that are bound to what follows, and that, where much of a row is left otherwise."""
        for index, atom in enumerate(group):
            is_bound = isinstance(atom, Space) and atom.binds
            if is_bound and _MUCH * self.page.width < room >= self._measure_row(group[:index]):
                return group[:index], group[index:]
        return (), group

    def _is_short(self, phrase: Atoms) -> bool:
        return self._measure_row(phrase) <= _SHORT * self.page.width

    def _fits(self, phrase: Atoms) -> bool:
        return self._measure_row(phrase) <= self.page.width - self.below

    def _cut_wide(self, group: Atoms) -> list[Atoms]:
        width = self.page.width - self.below
        if self._measure_row(group) <= width:
            return [group]
        left, right = split_at_relation(group)
        if left and right and not self.is_aligned and self._measure_row(left) > _LONG * width:
            return [*self._cut_wide(left), *self._cut_wide(right)]
        # The left side stays with its relation.
        ahead, behind = ((*left, *right[:1]), right[1:]) if right else ((), group)
        room = width - self._measure_row(ahead)
        if self.page.opens_tables:
            behind = tuple(part for atom in behind for part in self._open_table(atom, width))
        else:
            behind = tuple(self._stack(atom, room) for atom in behind)
        opened = self._opened(behind[:1], min(room, _UNBROKEN * width))
        opened += self._opened(behind[1:], _UNBROKEN * width)
        first, *others = _cut(opened, Space, Term, Factor, Relation, keeps_first_relation=False)
        return [ahead + first, *others]

    def _opened(self, row: Atoms, width: float) -> Atoms:
        return open_until(row, self._measure_open, int(width), self.language)

    def _stack(self, atom: Atom, width: int) -> Atom:
        if self.page.measure(atom) <= width:
            return atom
        return stack_conditions(as_cases(atom, self.language), self.page.measure, width)

    def _measure_open(self, atom: Atom) -> int:
        """How wide an atom is that may be opened; an environment stays whole."""
        is_cases = isinstance(atom, (Cases, System)) or (
            isinstance(atom, Mathematics) and isinstance(atom.expr, Piecewise)
        )
        return 0 if is_cases and not self.page.opens_tables else self.page.measure(atom)

    def _open_table(self, atom: Atom, width: int) -> Atoms:
        """The rows of data that are wider than the page, in brackets; other atoms alone."""
        is_data = isinstance(atom, Table) and atom.kind is TableKind.DATA
        if not is_data or self.page.measure(atom) <= width:
            return (atom,)
        assert isinstance(atom, Table)
        parts: Atoms = (Sign("["),)
        for index, row in enumerate(atom.rows):
            parts += (*((Text(","), Space()) if index else ()), Fence("[", Listing(row)))
        return (*parts, Sign("]"))

    def _measure_row(self, row: Atoms) -> int:
        return _measure_row(row, self.page)


def _measure_row(row: Atoms, page: Page) -> int:
    width = sum(map(page.measure, row))
    if not page.comma:
        return width
    return width + page.comma * sum(
        isinstance(atom, Gap) and not isinstance(behind, (Text, Space))
        for atom, behind in pairwise(row)
    )


def _led(row: Atoms) -> Atoms:
    """The row; the sign of a product is left out between factors, but not at its beginning."""
    match row:
        case (Factor(of, Operator.BESIDE | Operator.MULTIPLE), *others):
            return (Factor(of, Operator.DOT), *others)
    return row


def _cut(atoms: Atoms, *kinds: type[Atom], keeps_first_relation: bool = True) -> list[Atoms]:
    """The atoms cut before each of these kinds, but not before the first relation."""
    groups: list[Atoms] = [()]
    seen_relation = not keeps_first_relation
    for atom in atoms:
        is_first_relation = isinstance(atom, Relation) and not seen_relation
        seen_relation = seen_relation or is_first_relation
        is_bound = isinstance(atom, Space) and atom.binds
        if isinstance(atom, kinds) and not (is_first_relation or is_bound) and groups[-1]:
            groups.append(())
        groups[-1] += (atom,)
    return groups


def _rejoined(
    groups: Sequence[Atoms], is_short: Callable[[Atoms], bool], fits: Callable[[Atoms], bool]
) -> list[Atoms]:
    """The same with what follows from a space up to the next one in one group, if it is short.

    Of a longer equation its left side stays with the first of its right sides, if both fit a row.
    """
    phrases: list[list[Atoms]] = []
    for group in groups:
        if phrases and not isinstance(group[0], Space):
            phrases[-1].append(group)
        else:
            phrases.append([group])
    joined: list[Atoms] = []
    for phrase in phrases:
        whole = tuple(chain.from_iterable(phrase))
        first = tuple(chain.from_iterable(phrase[:2]))
        if is_short(whole):
            joined.append(whole)
        elif fits(first) and not isinstance(phrase[0][0], Relation):
            joined += [first, *phrase[2:]]
        else:
            joined += phrase
    return joined
