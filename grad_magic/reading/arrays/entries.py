"""Nested lists, and what the notebook holds, into arrays of numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from sympy import Expr, MatrixBase, Rational

from grad_magic.array_problem import MOST_EXACT_ENTRIES, Array
from grad_magic.deferred_numpy import np
from grad_magic.errors import MeaninglessRequestError
from grad_magic.formula.sympy_forms import is_real_number, to_sympy
from grad_magic.formula.tree import Place
from grad_magic.reading.context import Context, Coordinate, Points
from grad_magic.reading.exact_values import exact_number
from grad_magic.reading.grammar.expressions import read_expression
from grad_magic.wording.messages import Message

_MOST_ENTRIES = 50_000_000
_PLAIN_NUMBER = re.compile(r"[+-]?(?:\d{1,60}(?:\.\d{0,60})?|\.\d{1,60})(?:/\d{1,60})?")
# Of [1 -2] the sign belongs to the second entry, and [1 - 2] has one.
_NUMBER = r"[-+−]?(?:\d{1,60}(?:\.\d{0,60})?|\.\d{1,60})(?:/\d{1,60})?"
_ENTRY = re.compile(_NUMBER)
_GAP = r"(?:\s*,\s*|\s+)"
_ROWS_OF_PROGRAM = re.compile(
    rf"\s*{_NUMBER}(?:{_GAP}{_NUMBER})*(?:\s*;\s*{_NUMBER}(?:{_GAP}{_NUMBER})*)+\s*;?\s*"
    rf"|\s*{_NUMBER}(?:\s+{_NUMBER})+\s*"
)
_OPENING, _CLOSING = "([", ")]"
_MOST_AXES = 2
_MOST_QUOTED = 40
_NO_REALS = frozenset({"nan", "inf", "infinity", "oo", "∞"})

Nested = Any
"""A number, or a list of such."""


def read_array(context: Context, place: Place, name: str) -> Array:
    """The array at a place: entries in brackets, a number, or a name of the notebook.

    Raises:
        RequestSyntaxError: it cannot be read.
        MeaninglessRequestError: it is ragged, empty, has three axes, or an entry is no real
            number.
    """
    given = context.given.get(place)
    if given is not None:
        return array_of(context, place, name, given)
    text = context.text(place)
    if text in context.namespace:
        return array_of(context, place, name, context.namespace[text])
    return _array(context, place, name, _nested(context, place, name))


def array_of(context: Context, place: Place, name: str, value: object) -> Array:
    """The array that a value of Python's, NumPy's or SymPy's is.

    Raises:
        MeaninglessRequestError: as `read_array`.
    """
    if isinstance(value, MatrixBase):
        value = np.array(value.tolist(), dtype=object)
    elif isinstance(value, (tuple, list)) and not any(
        isinstance(part, np.ndarray) for part in value
    ):
        return _array(context, place, name, _exact(context, place, name, value))
    elif not isinstance(value, (np.ndarray, Expr)) and hasattr(value, "__array__"):
        value = np.asarray(value)
    if isinstance(value, np.ndarray) and value.dtype != object:
        return _of_numpy(context, place, name, value)
    if isinstance(value, np.ndarray):
        value = value.tolist()
    return _array(context, place, name, _exact(context, place, name, value))


def is_array(value: object) -> bool:
    """Whether this can be an array of numbers, with at least one axis."""
    if isinstance(value, (np.ndarray, MatrixBase)):
        return len(value.shape) > 0
    return isinstance(value, list) and len(value) > 0 and all(map(_is_entry, value))


def _is_entry(value: object) -> bool:
    """Whether this can be an entry, or a row of them."""
    is_number = isinstance(value, (int, float, np.number, np.ndarray, Fraction))
    return is_number or is_array(value)


def is_value(value: object) -> bool:
    """Whether a name of the notebook that holds this is a number or an array."""
    if isinstance(value, (bool, str)) or callable(value):
        return False
    if isinstance(value, (int, float, np.number, Fraction, np.ndarray, MatrixBase)):
        return True
    return is_array(value) or (isinstance(value, Expr) and bool(value.is_number))


def _of_numpy(context: Context, place: Place, name: str, value: np.ndarray[Any, Any]) -> Array:
    if value.dtype.kind not in "biuf":
        message = Message("holds_entries_of_another_type", name=name, dtype=value.dtype)
        raise context.error(place, message)
    _check_size(context, place, name, value.shape)
    if value.dtype.kind == "f" or value.size > MOST_EXACT_ENTRIES:
        floats = np.asarray(value, dtype=float)
        if not np.isfinite(floats).all():
            index = tuple(int(i) for i in np.argwhere(~np.isfinite(floats))[0])
            what = Message("not_a_number" if np.isnan(floats[index]) else "infinite")
            where = f"{name}[{', '.join(map(str, index))}]" if index else name
            raise context.error(
                place,
                Message("entry_is", where=where, what=what),
                Message("every_entry_must_be_a_real_number"),
            )
        return Array(floats)
    return _array(context, place, name, _exact(context, place, name, value.tolist()))


def _check_size(context: Context, place: Place, name: str, shape: Sequence[int]) -> None:
    if len(shape) > _MOST_AXES:
        message = Message(
            "has_axes_and_arrays_here_have_at_most",
            name=name,
            count=len(shape),
            most_axes=_MOST_AXES,
        )
        raise context.error(place, message)
    if 0 in shape:
        raise context.error(
            place, Message("is_empty", name=name), Message("give_it_at_least_one_entry")
        )
    if np.prod(shape, dtype=float) > _MOST_ENTRIES:
        message = Message("has_more_than_entries", name=name, most_entries=_MOST_ENTRIES)
        raise context.error(place, message, Message("take_a_part_of_the_data"))


def _exact(context: Context, place: Place, name: str, value: object) -> Nested:
    """The exact numbers in nested lists."""
    if isinstance(value, Place):
        return _nested(context, value, name)
    if isinstance(value, Points):
        value = value.points
    if isinstance(value, (tuple, list)):
        return [_exact(context, place, name, part) for part in value]
    if isinstance(value, np.ndarray):
        return [_exact(context, place, name, part) for part in value.tolist()]
    if isinstance(value, Coordinate):
        raise context.error(value.place, Message("no_coordinate_by_name_among_entries"))
    number = exact_number(value) if not isinstance(value, (bool, str)) else None
    return _real(context, place, name, number, value)


def _real(context: Context, place: Place, name: str, number: Expr | None, shown: object) -> Any:
    """A fraction where it is one, else SymPy's number."""
    if number is None or number.free_symbols or not is_real_number(number):
        raise _no_real(context, place, name, shown)
    return Fraction(number.p, number.q) if isinstance(number, Rational) else number


def _no_real(context: Context, place: Place, name: str, shown: object) -> MeaninglessRequestError:
    written = f"{shown}"[:_MOST_QUOTED]
    return context.error(
        place, Message("must_hold_real_numbers_and_is_none", name=name, written=written)
    )


def _nested(context: Context, place: Place, name: str, depth: int = 0) -> Nested:
    """The entries in brackets at a place, each read by itself, in so many rows of others."""
    text = context.text(place)
    stripped = text.strip()
    start = place.start + len(text) - len(text.lstrip())
    place = Place(start, start + len(stripped))
    if is_row(stripped):
        if depth == _MOST_AXES:
            # Too deep, which is told of the whole: what is inside is not looked at.
            return []
        inner = Place(place.start + 1, place.end - 1)
        written = _rows_of_program(context.source, inner) if depth == 0 else []
        if written:
            rows = [[_nested(context, entry, name, _MOST_AXES) for entry in row] for row in written]
            # A column alone is a vector.
            is_vector = len(rows) == 1 or all(len(row) == 1 for row in rows)
            return [entry for row in rows for entry in row] if is_vector else rows
        parts = list(between_commas(context.source, inner))
        if not parts:
            raise context.error(
                place, Message("is_empty", name=name), Message("give_it_at_least_one_entry")
            )
        return [_nested(context, part, name, depth + 1) for part in parts]
    if _PLAIN_NUMBER.fullmatch(stripped) and not stripped.endswith("/0"):
        return Fraction(stripped) if "/" not in stripped else _fraction(stripped)
    if stripped.lower().lstrip("+-−") in _NO_REALS:
        raise _no_real(context, place, name, stripped)
    formula = read_expression(context.source, place, (), context.inserted)
    return _real(context, place, name, to_sympy(formula, context.source), stripped)


def _fraction(text: str) -> Fraction:
    top, _, bottom = text.partition("/")
    return Fraction(top) / Fraction(bottom)


def is_row(text: str) -> bool:
    """Whether the value is one bracket with entries, and no number in brackets, as (1+2)."""
    if not text or text[0] not in _OPENING or text[-1] not in _CLOSING:
        return False
    depth = 0
    for index, character in enumerate(text):
        depth += (character in _OPENING) - (character in _CLOSING)
        if depth == 0:
            return index == len(text) - 1 and (text[0] == "[" or "," in text)
    return False


def _rows_of_program(source: str, place: Place) -> list[list[Place]]:
    """The entries of [1,2;3,4] and [1 2; 3 4], as MATLAB has them; none of any other list."""
    if not _ROWS_OF_PROGRAM.fullmatch(source, place.start, place.end):
        return []
    return [
        [Place(*entry.span()) for entry in _ENTRY.finditer(source, row.start, row.end)]
        for row in between_commas(source, place, ";")
    ]


def between_commas(source: str, place: Place, separator: str = ",") -> Iterator[Place]:
    """The places between the commas of a row; a comma may stand behind the last entry."""
    depth, start = 0, place.start
    for index in range(place.start, place.end):
        character = source[index]
        depth += (character in _OPENING) - (character in _CLOSING)
        if character == separator and depth == 0:
            yield Place(start, index)
            start = index + 1
    if source[start : place.end].strip():
        yield Place(start, place.end)


def _array(context: Context, place: Place, name: str, nested: Nested) -> Array:
    """The array of nested lists."""
    if not isinstance(nested, list):
        entries = np.empty((), dtype=object)
        entries[()] = nested
        return Array(entries)
    rows = [row for row in nested if isinstance(row, list)]
    if rows and len(rows) < len(nested):
        raise context.error(
            place, Message("has_entries_beside_rows", name=name), Message("give_rows_alone")
        )
    lengths = {len(row) for row in rows}
    if len(lengths) > 1:
        counts = ", ".join(str(len(row)) for row in rows[:6])
        message = Message("the_rows_have_different_lengths", name=name, counts=counts)
        raise context.error(place, message)
    if any(isinstance(entry, list) for row in rows for entry in row):
        message = Message("has_three_axes_or_more", name=name, most_axes=_MOST_AXES)
        raise context.error(place, message)
    shape = (len(nested), *lengths)
    _check_size(context, place, name, shape)
    entries = np.empty(shape, dtype=object)
    for index, part in enumerate(nested):
        entries[index] = part
    if entries.size > MOST_EXACT_ENTRIES:
        return Array(np.asarray(entries, dtype=float))
    return Array(entries)
