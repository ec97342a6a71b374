"""Formulas on the way to a number, which have to have its value at P: f_x = 2xy = 4."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grad_magic.errors import GradMagicError
from grad_magic.formula.tree import Place
from grad_magic.reading.answers.equations import holds_variable, read_product, sides_of_chain
from grad_magic.reading.answers.numbers import AnswerReading, read_part
from grad_magic.reading.answers.points import with_commas
from grad_magic.reading.answers.rows import by_unit_vectors, read_row
from grad_magic.reading.values import split_at_commas

if TYPE_CHECKING:
    from sympy import Expr

_LONGEST = 400
_MOST_SIDES = 6


def workings_of(reading: AnswerReading, place: Place) -> tuple[Expr, ...]:
    """By how much formulas of the variables differ from the numbers that they are said to be."""
    context = reading.context
    if place.end - place.start > _LONGEST:
        return ()
    found: list[Expr] = []
    for part in split_at_commas(with_commas(context.source, place), place):
        sides = sides_of_chain(context, part)
        if not 1 < len(sides) <= _MOST_SIDES or holds_variable(context, sides[-1]):
            continue
        formulas = [side for side in sides[:-1] if holds_variable(context, side)]
        end = _read(reading, sides[-1]) if formulas else ()
        for side in formulas if end else ():
            row = _read(reading, side)
            if len(row) == len(end):
                found += [entry - other for entry, other in zip(row, end, strict=True)]
    return tuple(found)


def _read(reading: AnswerReading, side: Place) -> tuple[Expr, ...]:
    """The number or the row that stands here; nothing where it is neither."""
    try:
        product = read_product(reading, side)
        if product is not None:
            return (product,)
        row = read_row(reading, side)
        if row is not None:
            return row
        number = read_part(reading, side)
        return by_unit_vectors(reading.context, number) or (number,)
    except GradMagicError:
        # What is named, as ∇f or f′(x), is no formula.
        return ()
