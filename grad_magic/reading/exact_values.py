"""Python's, NumPy's and SymPy's own values into formulas and exact numbers."""

from __future__ import annotations

import math
import numbers
import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sympy import Expr, Float, Integer, MatrixBase, Rational, Tuple

from grad_magic.deferred_numpy import np
from grad_magic.errors import MeaninglessRequestError
from grad_magic.formula.real_roots import fold_roots
from grad_magic.formula.sympy_forms import (
    UnreadableExpressionError,
    from_sympy,
    in_reading_order,
    is_real_number,
    real_symbols,
    to_sympy,
)
from grad_magic.formula.tree import Formula, Place
from grad_magic.reading.grammar.expressions import read_expression
from grad_magic.reading.notation.twins import plain_text
from grad_magic.wording.messages import Message, Told

# A number of more digits cannot be read in a request either.
_LARGEST_BITS = 332
# Python refuses to print much larger integers.
LARGEST_SHOWN_BITS = 400
_BYTES_OF_DOUBLE = 8
_INSERTION = re.compile(r"\{\s*([^\W\d]\w*)\s*\}")


class Insertions(Mapping[str, Formula]):
    """The formulas that `{name}` stands for in a request: made when one is asked for.

    In LaTeX braces mean something else, so what stands in them is not looked at before.
    """

    def __init__(self, source: str, namespace: Mapping[str, object]) -> None:
        self._names = frozenset(_INSERTION.findall(source)) & frozenset(namespace)
        self._namespace = namespace

    def __getitem__(self, name: str) -> Formula:
        """The formula of a number, of a SymPy expression or of a text.

        Raises:
            GradMagicError: the text cannot be read, or the expression holds what no formula can.
        """
        held = self._namespace[name]
        if isinstance(held, str):
            plain = plain_text(held)
            return read_expression(plain, Place(0, len(plain)))
        formula = formula_of(held)
        if formula is None:
            raise KeyError(name)
        return formula

    def __iter__(self) -> Iterator[str]:
        """The names that stand in braces, and in the notebook."""
        return iter(self._names)

    def __len__(self) -> int:
        """How many they are."""
        return len(self._names)


def components_of(function: Any) -> tuple[Any, ...]:
    """The components of a vector-valued function; none for anything else."""
    is_column = isinstance(function, MatrixBase) and 1 in function.shape
    components = tuple(function) if is_column or isinstance(function, (tuple, list, Tuple)) else ()
    has_function = any(isinstance(component, (str, Expr)) for component in components)
    return components if has_function else ()


def formula_of(value: object) -> Formula | None:
    """A number or SymPy expression as a formula over real symbols; None for anything else.

    Raises:
        MeaninglessRequestError: a SymPy expression with something that no formula can say.
    """
    expression = exact_number(value) if not isinstance(value, (str, Expr)) else value
    if not isinstance(expression, Expr):
        return None
    try:
        return in_reading_order(fold_roots(real_symbols(expression)))
    except UnreadableExpressionError as error:
        raise MeaninglessRequestError(Message("f_may_not_contain", error=error.said)) from None


def no_function(value: object) -> MeaninglessRequestError:
    """The error of a function that is none of what is read."""
    kind = type(value).__name__
    return MeaninglessRequestError(Message("this_is_no_function", kind=kind))


def numbers_of(key: Told, values: object) -> tuple[Expr, ...]:
    """The exact real numbers in a number, tuple, list, array or matrix.

    SymPy's symbols stand for real numbers.

    Raises:
        MeaninglessRequestError: an entry is no real number; the message names the clause.
    """
    # SymPy's matrices can be iterated over, but are no Iterable.
    is_sequence = hasattr(type(values), "__len__") and not isinstance(values, (str, AbstractSet))
    entries: Iterable[Any] = values if is_sequence else (values,)  # type: ignore[assignment]
    return tuple(_real_number(key, entry) for entry in entries)


def _real_number(key: Told, value: object) -> Expr:
    number = exact_number(value)
    if number is not None and number.free_symbols:
        number = over_real_symbols(key, number)
    if number is None or not is_real_number(number):
        raise no_real_number(key, value)
    return number


def no_real_number(key: Told, value: object) -> MeaninglessRequestError:
    """The error of a clause that holds something else than real numbers."""
    if isinstance(value, (bytes, bytearray)):
        what: Told = "bytes"
    elif isinstance(value, int) and value.bit_length() > LARGEST_SHOWN_BITS:
        what = Message("a_number_of_that_size")
    else:
        what = repr(value)
    return MeaninglessRequestError(
        Message("must_hold_real_numbers_not", key=key, what=what),
        advice=Message("write_numbers_as_in_pi", key=key),
    )


def over_real_symbols(key: Told, expression: Expr) -> Expr:
    """The expression with real symbols of the same names.

    Raises:
        MeaninglessRequestError: it holds what no formula can say; the message names the clause.
    """
    try:
        return to_sympy(from_sympy(fold_roots(real_symbols(expression))))
    except UnreadableExpressionError as error:
        raise MeaninglessRequestError(
            Message("may_not_contain", key=key, error=error.said)
        ) from None


def text_of_float(value: Any) -> str:
    """The number in decimals; of fewer bits than Python's those that are none of its noise.

    >>> text_of_float(np.float32(-0.70710677)), text_of_float(-0.70710677)
    ('-0.707107', '-0.70710677')
    """
    if isinstance(value, np.floating) and value.itemsize < _BYTES_OF_DOUBLE:
        return f"{float(value):.{np.finfo(value.dtype).precision}g}"
    return str(value)


def exact_number(value: object) -> Expr | None:
    """The number without rounding; a float as the decimal that Python prints for it."""
    if isinstance(value, str):
        return to_sympy(read_expression(value, Place(0, len(value))), value)
    if isinstance(value, Expr):
        floats = value.atoms(Float)
        return value.xreplace({number: Rational(str(number)) for number in floats})
    if isinstance(value, numbers.Integral):
        return Integer(int(value)) if int(value).bit_length() <= _LARGEST_BITS else None
    if isinstance(value, Fraction):
        return Rational(value.numerator, value.denominator)
    if isinstance(value, (numbers.Real, Decimal)):
        # str gives the shortest decimal for every kind of float, also for NumPy's small ones.
        return Rational(str(value)) if math.isfinite(value) else None
    return None
