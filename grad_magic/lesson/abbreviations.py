"""A letter for an inner function that is long and stands in a derivation many times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from sympy import Symbol

from grad_magic.formula.tree import Formula
from grad_magic.lesson.pieces import measure_text

# Lines that fit a row need no letter.
_MOST_COLUMNS = 75
_LEAST_COLUMNS = 6
# Columns that all lines together must save: a letter has to be remembered.
_LEAST_SAVED = 40
_LETTERS = ("s", "w", "q", "m")
# What these are made of is no inner function.
_OUTER = frozenset({"add", "multiply", "negate", "reciprocal", "derivative", "entered", "vector"})


def abbreviate(
    lines: Sequence[Formula], names: Collection[str]
) -> tuple[Symbol, Formula, list[Formula]] | None:
    """The lines with a letter for the inner function that saves most, and what it stands for.

    Args:
        lines: the formulas of a derivation.
        names: those that are taken.

    Returns:
        None where the lines are short, or no letter would make them so.
    """
    if all(measure_text(line) <= _MOST_COLUMNS for line in lines):
        return None
    lines = [line.without_places for line in lines]
    letter = next((letter for letter in _LETTERS if letter not in names), None)
    counts = Counter(inner for line in lines for inner in _inner_functions(line))
    saved = {inner: count * (measure_text(inner) - 1) for inner, count in counts.items()}
    saved = {inner: gain for inner, gain in saved.items() if measure_text(inner) >= _LEAST_COLUMNS}
    best = max(saved, key=lambda inner: saved[inner], default=None)
    if letter is None or best is None or saved[best] < _LEAST_SAVED:
        return None
    symbol = Symbol(letter, real=True)
    name = Formula("name", value=symbol)
    return symbol, best, [_replace(line, best, name) for line in lines]


def _inner_functions(formula: Formula) -> Iterator[Formula]:
    for part in formula.operands:
        if formula.operation not in _OUTER and part.operands and part.names:
            yield part
        yield from _inner_functions(part)


def _replace(formula: Formula, inner: Formula, name: Formula) -> Formula:
    if formula == inner:
        return name
    if not formula.operands:
        return formula
    operands = tuple(_replace(part, inner, name) for part in formula.operands)
    return Formula(formula.operation, operands, formula.value, digits=formula.digits)
