"""Numbers and entries of arrays: exact or in decimals, of large matrices the corners."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

from sympy import Expr, Float, Integer, Rational, igcd, ilcm, sqrt

from grad_magic.array_problem import ArrayProblem
from grad_magic.deferred_numpy import np
from grad_magic.formula.sympy_forms import in_reading_order
from grad_magic.formula.tree import Formula
from grad_magic.lesson.decimals import is_decimal_only, to_decimal, write_number
from grad_magic.lesson.pieces import (
    APPROXIMATELY,
    EQUALS,
    words,
)
from grad_magic.lesson.steps import (
    Entries,
    Line,
    MatrixProduct,
    Omission,
    Piece,
    RealArrays,
    Relation,
    Value,
)
from grad_magic.lesson.typesetting.unicode_printer import plain_text

if TYPE_CHECKING:
    from grad_magic.array_solution import Values

IN = Relation("∈")
# Larger matrices are shown by their corners.
_MOST_ROWS = 6
_CORNER = 2
# Longer numbers are shown as decimals alone.
_MOST_COLUMNS = 14
_OMISSIONS: Mapping[tuple[bool, bool], str] = {
    (True, True): "⋱",
    (True, False): "⋮",
    (False, True): "⋯",
}


def write_scalar(problem: ArrayProblem, value: Any, *, is_given: bool = False) -> Line:
    """= an exact number, perhaps ≈ its decimal; ≈ a float that is not given as it is."""
    if isinstance(value, (float, np.floating)):
        decimal = to_decimal(Float(float(value)), problem.digits)
        assert decimal is not None
        is_whole = is_given and _has_all_digits(problem, value)
        return (EQUALS if is_whole else APPROXIMATELY, decimal)
    expression = expression_of(value)
    is_decimal = problem.has_decimals
    return write_number(expression, problem.digits, in_decimals=is_decimal)


def write_within_sentence(problem: ArrayProblem, value: Any) -> Piece:
    """The number within a sentence: exact, or said to be rounded."""
    sign, number, *_ = write_scalar(problem, value)
    return number if sign == EQUALS else words("about", number=number)


def write_root(problem: ArrayProblem, square: Any) -> Line:
    """A length by its square."""
    if isinstance(square, (float, np.floating)):
        return write_scalar(problem, float(square) ** 0.5)
    return write_scalar(problem, sqrt(expression_of(square)))


def write_array(problem: ArrayProblem, values: Values, *, is_given: bool = False) -> Line:
    """= or ≈ and the entries, of a large matrix its corners and its shape.

    Args:
        problem: how numbers are shown.
        values: the entries.
        is_given: whether they are those of the request, so that floats may be exact.
    """
    rows, columns = values.shape
    if values.size == 1 and not is_given:
        return write_scalar(problem, values[0, 0])
    shown = [values[row, column] for row in _kept(rows) for column in _kept(columns)]
    if all(map(is_short, shown)):
        return (EQUALS, write_entries(problem, values, is_exact=True), *_size(values))
    sign = (
        EQUALS if is_given and all(map(partial(_has_all_digits, problem), shown)) else APPROXIMATELY
    )
    return (sign, write_entries(problem, values, is_exact=False), *_size(values))


def _has_all_digits(problem: ArrayProblem, entry: Any) -> bool:
    """Whether the digits that are shown are all that a float has."""
    shown = to_decimal(Float(float(entry)), problem.digits)
    return shown is not None and float(f"{shown.mantissa}e{shown.exponent}") == float(entry)


def is_shown_whole(values: Values) -> bool:
    """Whether no entry is left out."""
    return all(count <= _MOST_ROWS for count in values.shape)


def _size(values: Values) -> Line:
    """The shape, where not all entries are shown."""
    if is_shown_whole(values):
        return ()
    rows, columns = values.shape
    return (IN, RealArrays((rows,) if columns == 1 else (rows, columns)))


def write_entries(problem: ArrayProblem, values: Values, *, is_exact: bool) -> Piece:
    """The entries in rows and columns, with dots for those that are left out."""
    if values.size == 1:
        return _entry(problem, values[0, 0], is_exact=is_exact)
    rows, columns = (_with_gap(count) for count in values.shape)
    table: list[tuple[Piece, ...]] = []
    for row in rows:
        line: list[Piece] = []
        for column in columns:
            if row is None or column is None:
                line.append(Omission(_OMISSIONS[row is None, column is None]))
            else:
                line.append(_entry(problem, values[row, column], is_exact=is_exact))
        table.append(tuple(line))
    return Entries(tuple(table))


def _entry(problem: ArrayProblem, entry: Any, *, is_exact: bool) -> Piece:
    if is_exact:
        return Value(expression_of(entry))
    number = Float(float(entry)) if isinstance(entry, float) else expression_of(entry)
    decimal = to_decimal(number, problem.digits)
    assert decimal is not None
    return decimal


def is_short(entry: Any) -> bool:
    """Whether it is shown exactly, as its decimal is no shorter."""
    if isinstance(entry, float):
        return False
    expression = expression_of(entry)
    return not is_decimal_only(expression) and len(plain_text(expression)) <= _MOST_COLUMNS


def _kept(count: int) -> Sequence[int]:
    """The rows, or columns, that are shown."""
    return [index for index in _with_gap(count) if index is not None]


def _with_gap(count: int) -> list[int | None]:
    """The indices of rows that are shown, with None for those left out."""
    if count <= _MOST_ROWS:
        return list(range(count))
    return [*range(_CORNER), None, *range(count - _CORNER, count)]


def ratio_of(top: Any, bottom: Any) -> Any:
    """A quotient of exact numbers, or of floats."""
    if any(isinstance(value, (float, np.floating)) for value in (top, bottom)):
        return float(top) / float(bottom)
    return expression_of(top) / expression_of(bottom)


def expression_of(value: Any) -> Expr:
    """An exact entry as SymPy's number."""
    return Rational(value.numerator, value.denominator) if isinstance(value, Fraction) else value


def write_scaled(problem: ArrayProblem, values: Values) -> Line:
    """= 1/6·(-1, 1, -1)."""
    return (EQUALS, MatrixProduct(scaled(problem, values)))


def scaled(problem: ArrayProblem, values: Values) -> tuple[Piece, ...]:
    """1/6·(-1, 1, -1), so that no fractions stand in a column."""
    entries = [expression_of(entry) for entry in values.flat]
    fractions = [entry for entry in entries if isinstance(entry, Rational)]
    common = ilcm(1, 1, *(entry.q for entry in fractions))
    if common == 1 or len(fractions) < len(entries) or problem.has_decimals:
        return (write_entries(problem, values, is_exact=True),)
    shared = Integer(igcd(*(int(entry * common) for entry in fractions)) or 1)
    whole = [Fraction(int(entry * common / shared)) for entry in fractions]
    turned = np.array(whole, dtype=object).reshape(values.shape)
    scale = Value(Rational(shared, common))
    return scale, write_entries(problem, turned, is_exact=True)


def sum_of_entries(entries: Sequence[Expr]) -> Value:
    """1/6·(-1 + 1 - 1), the entries in their order."""
    common = ilcm(1, 1, *(entry.q for entry in entries if isinstance(entry, Rational)))
    if not all(isinstance(entry, Rational) for entry in entries):
        common = Integer(1)
    terms = []
    for entry in entries:
        is_below = entry.could_extract_minus_sign()
        size = in_reading_order((-entry if is_below else entry) * common)
        terms.append(Formula("negate", (size,)) if is_below else size)
    total = Formula("add", tuple(terms))
    if common == 1:
        return Value(total)
    return Value(Formula("multiply", (in_reading_order(Rational(1, common)), total)))
