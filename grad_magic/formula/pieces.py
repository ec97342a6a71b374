"""Maxima and minima of one expression and numbers, each as lines over the intervals of it.

min(max(u, 0), 1) is 0 for u < 0, u for 0 < u < 1 and 1 for u > 1, where the cases of the minimum
would ask whether max(u, 0) < 1.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from grad_magic.formula.normal_form import (
    BRANCHING,
    Ratio,
    Term,
    add,
    condition,
    multiply,
    number,
    ratio,
    split,
    terms_of,
    walk,
)
from grad_magic.formula.tree import Formula
from grad_magic.formula.typed_order import TypedOrder, write_formula

# A clipped signal has two borders, layers of them some more.
_MOST_BORDERS = 12


@dataclass(frozen=True)
class _Lines:
    """A function of u that is linear between borders.

    Attributes:
        borders: in ascending order.
        lines: slope and value at u = 0 on each interval, one more than there are borders.
    """

    borders: tuple[Ratio, ...]
    lines: tuple[tuple[Ratio, Ratio], ...]

    def at(self, place: Ratio) -> tuple[Ratio, Ratio]:
        """The line at a place that is no border."""
        return self.lines[bisect(self.borders, place)]


def pieces_of(term: Term, order: TypedOrder) -> list[tuple[Term, Term]] | None:
    """The values of nested maxima and minima of one expression, with the intervals of it.

    None where nothing is nested, or where there is more than one such expression.
    """
    if not any(part.kind in BRANCHING for outer in term.parts for part in walk(outer)):
        return None
    inner: dict[str, Term] = {}
    lines = _lines_of(term, inner)
    if lines is None or len(inner) != 1 or not 0 < len(lines.borders) <= _MOST_BORDERS:
        return None
    (u,) = inner.values()
    ends = (None, *lines.borders, None)
    return [
        (add(multiply(number(slope), u), number(start)), _between(u, low, high, order))
        for (slope, start), (low, high) in zip(lines.lines, pairwise(ends), strict=True)
    ]


def join_equal(pieces: Sequence[tuple[Term, Term]]) -> list[tuple[Term, Term]]:
    """The pieces with those of equal value as one: 0 where u < 0 or u > 1."""
    joined: dict[str, tuple[Term, list[Formula]]] = {}
    for value, holds in pieces:
        assert isinstance(holds.value, Formula)
        joined.setdefault(value.key, (value, []))[1].append(holds.value)
    return [
        (value, condition(parts[0] if len(parts) == 1 else Formula("or", tuple(parts))))
        for value, parts in joined.values()
    ]


def _between(u: Term, low: Ratio | None, high: Ratio | None, order: TypedOrder) -> Term:
    """The condition low < u < high."""
    written = write_formula(u, order)
    relations = tuple(
        Formula(relation, (_difference(written, end, order),))
        for relation, end in (("greater", low), ("less", high))
        if end is not None
    )
    return condition(relations[0] if len(relations) == 1 else Formula("and", relations))


def _difference(written: Formula, end: Ratio, order: TypedOrder) -> Formula:
    return Formula("add", (written, Formula("negate", (write_formula(number(end), order),))))


def _lines_of(term: Term, inner: dict[str, Term]) -> _Lines | None:
    """A term as a function of the expression that `inner` takes; None if it is none."""
    if term.is_number:
        return _Lines((), ((0, term.number),))
    if term.kind in ("max", "min"):
        parts = [_lines_of(part, inner) for part in term.parts]
        pick = max if term.kind == "max" else min
        return None if None in parts else _picked([part for part in parts if part], pick)
    coefficient, rest = split(term)
    if coefficient != 1:
        part = _lines_of(rest, inner)
        return None if part is None else _combined([part], lambda values: coefficient * values[0])
    if not any(part.kind in BRANCHING for part in walk(term)):
        return _line(term, inner)
    if term.kind != "sum":
        return None
    parts = [_lines_of(part, inner) for part in terms_of(term)]
    return None if None in parts else _combined([part for part in parts if part], sum)


def _line(term: Term, inner: dict[str, Term]) -> _Lines:
    """u + 1 of the expression u, or the expression itself."""
    numbers = [part.number for part in terms_of(term) if part.is_number]
    coefficient, u = split(add(*(part for part in terms_of(term) if not part.is_number)))
    inner[u.key] = u
    return _Lines((), ((coefficient, sum(numbers)),))


def _combined(parts: Sequence[_Lines], combine: Callable[[list[Ratio]], Ratio]) -> _Lines:
    """A linear combination of such functions."""
    borders = tuple(sorted({border for part in parts for border in part.borders}))
    lines = []
    for place in _inside(borders):
        here = [part.at(place) for part in parts]
        lines.append((combine([a for a, _ in here]), combine([b for _, b in here])))
    return _without_idle(borders, lines)


def _picked(parts: Sequence[_Lines], pick: Callable[[list[Ratio]], Ratio]) -> _Lines:
    """The largest or smallest of such functions."""
    known = sorted({border for part in parts for border in part.borders})
    crossings = {
        ratio(other[1] - line[1], line[0] - other[0])
        for place in _inside(known)
        for line in (part.at(place) for part in parts)
        for other in (part.at(place) for part in parts)
        if line[0] != other[0]
    }
    borders = tuple(sorted({*known, *crossings}))
    lines = []
    for place in _inside(borders):
        here = [part.at(place) for part in parts]
        chosen = pick([a * place + b for a, b in here])
        lines.append(next((a, b) for a, b in here if a * place + b == chosen))
    return _without_idle(borders, lines)


def _inside(borders: Sequence[Ratio]) -> Iterator[Ratio]:
    """A place in each interval between borders."""
    if not borders:
        yield 0
        return
    yield borders[0] - 1
    yield from (ratio(low + high, 2) for low, high in pairwise(borders))
    yield borders[-1] + 1


def _without_idle(borders: Sequence[Ratio], lines: Sequence[tuple[Ratio, Ratio]]) -> _Lines:
    """Without the borders at which nothing changes."""
    kept = [
        border
        for border, (one, other) in zip(borders, pairwise(lines), strict=True)
        if one != other
    ]
    changed = [line for before, line in pairwise(lines) if before != line]
    return _Lines(tuple(kept), (lines[0], *changed))
