"""The rows of an answer: (1, 2), <1,2>/√5, (1,0) + t(2,-1), 3i - 4j."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sympy import Add, Expr, Symbol

from grad_magic.errors import GradMagicError
from grad_magic.formula.tree import Place
from grad_magic.reading.answers.numbers import AnswerReading, read_part, read_parts
from grad_magic.reading.context import Context
from grad_magic.reading.values import inside_bracket, row_text, split_at_commas, strip_place
from grad_magic.reading.vocabulary import CALLABLE_BY_NAME
from grad_magic.wording.messages import Message

_POINT_LETTER = re.compile(r"\s*在?(?:驻?点)?\s*(?P<letter>[A-Z](?:_?\d+)?)?\s*(?=\()")
_LAST_WORD = re.compile(r"(?P<word>[A-Za-z]\w*)\s*\Z")
# A column is written as the row that it is the transpose of.
_TRANSPOSED = re.compile(r"(?<=[)\]>⟩])\s*\^\s*\{?[T⊤]\}?\s*\Z")
_MATRIX = re.compile(
    r"(?:\\left\s*\[)?\\begin\{[pbvB]?matrix\}(?P<rows>.*)\\end\{[pbvB]?matrix\}(?:\\right\s*\])?",
    re.DOTALL,
)
_LEAST_ROWS = 2
_XI = Symbol("xi", real=True)
_UNITS = tuple(Symbol(letter, real=True) for letter in "ijk")


def read_row(reading: AnswerReading, place: Place) -> tuple[Expr, ...] | None:
    """The entries of a row in brackets, or of a sum of multiples of rows; None where none is."""
    source = reading.context.source
    place = without_letter(reading.context, place)
    transposed = _TRANSPOSED.search(source, place.start, place.end)
    if transposed is not None:
        place = Place(place.start, transposed.start())
    inside = inside_bracket(source, place)
    if inside is not None:
        parts = split_at_commas(source, inside)
        return read_parts(reading, parts) if len(parts) > 1 else None
    rows = tuple(_rows_in(reading, place))
    if not rows or len({len(entries) for _, entries in rows}) > 1:
        return None
    at, entries = rows[0]
    if len(rows) == 1 and at.end == place.end and _is_factor(source[place.start : at.start]):
        # Of 1/√5 (1, 2) nothing can be divided by the row.
        before = source[place.start : at.start].rstrip(" *·")
        factor = read_part(reading, Place(place.start, place.start + len(before)))
        return tuple(factor * entry for entry in entries)
    return _combined(reading, place, rows)


_PLACEHOLDERS = "wqvWHKMNQV"
_Rows = tuple[tuple[Place, tuple[Expr, ...]], ...]


def _rows_in(reading: AnswerReading, place: Place) -> Iterator[tuple[Place, tuple[Expr, ...]]]:
    """The rows in brackets that stand in an expression, each with its place."""
    context = reading.context
    for start, end in _brackets(context, place):
        inside = inside_bracket(context.source, Place(start, end))
        parts = () if inside is None else split_at_commas(context.source, inside)
        if len(parts) > 1 and not _is_called(context, place, start):
            yield Place(start, end), read_parts(reading, parts)


def _combined(reading: AnswerReading, place: Place, rows: _Rows) -> tuple[Expr, ...]:
    """The sum of multiples of these rows, read with a letter in the place of each.

    Raises:
        RequestSyntaxError: it cannot be read.
        MeaninglessRequestError: it is no such sum.
    """
    context, source = reading.context, reading.context.source
    names = [sign for sign in _PLACEHOLDERS if sign not in context.text(place)][: len(rows)]
    if len(names) < len(rows):
        raise context.error(place, Message("these_rows_and_numbers_do_not_make_up_one_row"))
    for name, (at, _) in zip(names, rows, strict=True):
        # With its sign, as t(w) would be a function of w.
        shown = f"(+{name})".ljust(at.end - at.start)
        source = f"{source[: at.start]}{shown}{source[at.end :]}"
    own = replace(context, source=source, names=context.names | set(names))
    try:
        total = read_part(replace(reading, context=own), place)
    except GradMagicError as error:
        for name, (at, _) in zip(names, rows, strict=True):
            error.requote(f"(+{name})", context.text(at))
        error.source = context.source
        raise
    symbols = [Symbol(name, real=True) for name in names]
    factors = [total.diff(symbol) for symbol in symbols]
    rest = total - Add(*(a * b for a, b in zip(factors, symbols, strict=True)))
    used = {symbol for factor in factors for symbol in factor.free_symbols}
    if rest.expand() != 0 or used & set(symbols):
        raise context.error(place, Message("these_rows_and_numbers_do_not_make_up_one_row"))
    vectors = [[f * entry for entry in row] for f, (_, row) in zip(factors, rows, strict=True)]
    return tuple(Add(*entries) for entries in zip(*vectors, strict=True))


def read_matrix(reading: AnswerReading, place: Place) -> tuple[tuple[Expr, ...], ...]:
    """The rows of a matrix in LaTeX or in brackets; none where there is none of several columns."""
    source = reading.context.source
    matrix = _MATRIX.fullmatch(source, place.start, place.end)
    if matrix is None:
        return _nested_rows(reading, place)
    if "&" not in matrix["rows"]:
        return ()
    return tuple(
        read_parts(reading, [strip_place(source, part) for part in _cut(source, row, "&")])
        for row in _cut(source, Place(*matrix.span("rows")), r"\\")
        if source[row.start : row.end].strip()
    )


def _nested_rows(reading: AnswerReading, place: Place) -> tuple[tuple[Expr, ...], ...]:
    """The rows of ((1,2),(3,4)), or of the transpose that [[1,3],[2,4]]^T is."""
    source = reading.context.source
    transposed = _TRANSPOSED.search(source, place.start, place.end)
    end = place.end if transposed is None else transposed.start()
    inside = inside_bracket(source, Place(place.start, end))
    parts = () if inside is None else split_at_commas(source, inside)
    entries = [
        () if row is None else split_at_commas(source, row)
        for row in (inside_bracket(source, part) for part in parts)
    ]
    sizes = {len(row) for row in entries}
    if len(entries) < _LEAST_ROWS or len(sizes) != 1 or min(sizes) < _LEAST_ROWS:
        return ()
    rows = tuple(read_parts(reading, row) for row in entries)
    return rows if transposed is None else tuple(zip(*rows, strict=True))


def _cut(source: str, place: Place, sign: str) -> Iterator[Place]:
    """The places between these signs."""
    start = place.start
    for part in source[place.start : place.end].split(sign):
        yield Place(start, start + len(part))
        start += len(part) + len(sign)


def _is_factor(text: str) -> bool:
    """Whether a number stands here, and no more than its sign is a sum in it."""
    text = text.strip(" *·").lstrip("-−+")
    return bool(text) and not set("+-−") & set(text)


def without_letter(context: Context, place: Place) -> Place:
    """The row of P(1, 0), without the letter of the point."""
    match = _POINT_LETTER.match(context.source, place.start, place.end)
    if match is None or match["letter"] in context.declared:
        return place
    return Place(match.end(), place.end)


def _is_called(context: Context, place: Place, start: int) -> bool:
    """Whether the bracket that opens here has the arguments of a function."""
    word = _LAST_WORD.search(context.source, place.start, start)
    return word is not None and word["word"] in CALLABLE_BY_NAME


def _brackets(context: Context, place: Place) -> Iterator[tuple[int, int]]:
    """Where the outer brackets open and close."""
    text = row_text(context.source)
    depth, opened = 0, place.start
    for position in range(place.start, place.end):
        if text[position] in "([<⟨":
            opened = opened if depth else position
            depth += 1
        elif text[position] in ")]>⟩":
            depth -= 1
            if depth == 0:
                yield opened, position + 1


def by_unit_vectors(context: Context, expression: Expr) -> tuple[Expr, ...] | None:
    """The components of 3i - 4j; None where i, j and k are no unit vectors in it."""
    units = _UNITS[: max(len(context.variables), context.components, 2)]
    if "x" in context.declared and "xi" not in context.declared:
        # Beside x, 2xi is no Greek letter.
        expression = expression.xreplace({_XI: Symbol("x", real=True) * _UNITS[0]})
    used = {unit for unit in _UNITS if unit in expression.free_symbols}
    if not used or {str(unit) for unit in _UNITS} & context.declared:
        return None
    parts = tuple(expression.diff(unit) for unit in units)
    rest = expression - sum((part * unit for part, unit in zip(parts, units, strict=True)))
    is_linear = not any(part.free_symbols & set(_UNITS) for part in parts)
    return parts if is_linear and rest.expand() == 0 else None
