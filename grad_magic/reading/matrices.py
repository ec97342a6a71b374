"""A square matrix of numbers, row by row, written or held by the notebook or given from Python."""

from __future__ import annotations

from sympy import Expr

from grad_magic.deferred_numpy import np
from grad_magic.formula.tree import Place
from grad_magic.reading.context import Context, Value
from grad_magic.reading.exact_values import numbers_of
from grad_magic.reading.values import (
    held_name,
    inside_bracket,
    numbers_instead,
    read_entries,
    text_of_notebook,
    to_number,
)
from grad_magic.wording.messages import Message

Rows = tuple[tuple[Expr, ...], ...]


def read_matrix(context: Context, place: Place, key: str) -> Rows:
    """A matrix with a row and a column for each variable, by its rows.

    Raises:
        RequestSyntaxError: it cannot be read.
        MeaninglessRequestError: an entry is no real number, or it is no n×n matrix.
    """
    rows = read_rows(context, place, key)
    size = len(context.variables)
    if len(rows) == 1 and len(rows[0]) == size**2:
        # LaTeX's \begin{pmatrix}, and SymPy's matrices, come entry by entry.
        rows = tuple(rows[0][start : start + size] for start in range(0, size**2, size))
    if len(rows) != size or any(len(row) != size for row in rows):
        names = ", ".join(map(str, context.variables))
        row = f"[{','.join('…' for _ in range(size))}]"
        raise context.error(
            place,
            Message("must_be_a_matrix_with_as_many_rows", key=key, count=size),
            Message("write_matrix", key=key, names=",".join([row] * size), names_2=names),
        )
    return rows


def read_rows(context: Context, place: Place, key: str) -> Rows:
    """Rows of numbers; one row where none has brackets of its own.

    Raises:
        RequestSyntaxError: they cannot be read.
        MeaninglessRequestError: an entry is no real number.
    """
    value: Value = context.given.get(place, place)
    name = held_name(context, place) if isinstance(value, Place) else None
    held = None if name is None else context.namespace[name]
    if isinstance(held, str):
        return read_rows(*text_of_notebook(context, held), key)
    return _rows(context, place, value, key) if name is None else _held_rows(key, held)


def _rows(context: Context, place: Place, value: Value, key: str) -> Rows:
    """The rows as they are written; one row where none has brackets of its own."""
    entries = read_entries(context, value)
    if any(_is_row(context, entry) for entry in entries):
        return tuple(_row(context, place, entry, key) for entry in entries)
    return (tuple(_entry(context, place, entry, key) for entry in entries),)


def _is_row(context: Context, entry: Value) -> bool:
    if not isinstance(entry, Place):
        return isinstance(entry, tuple)
    # Between semicolons a row needs no brackets: [2,1; 1,3].
    is_list = len(read_entries(context, entry)) > 1
    return is_list or inside_bracket(context.source, entry) is not None


def _row(context: Context, place: Place, row: Value, key: str) -> tuple[Expr, ...]:
    entries = read_entries(context, row)
    return tuple(_entry(context, place, entry, key) for entry in entries)


def _entry(context: Context, place: Place, entry: Value, key: str) -> Expr:
    return to_number(context, place, entry, Message("noun_entry_of", key=key), numbers_instead)


def _held_rows(key: str, held: object) -> Rows:
    """The rows of an array, a matrix or nested lists."""
    if isinstance(held, (list, tuple, np.ndarray)):
        rows: tuple[object, ...] = tuple(held)
        if any(hasattr(type(row), "__len__") for row in rows):
            return tuple(numbers_of(key, row) for row in rows)
    return (numbers_of(key, held),)
