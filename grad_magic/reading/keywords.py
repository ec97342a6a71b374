"""A request given as Python values: text is read, values are taken as they are.

A value becomes the typed value of its clause without being written and read again. So that an
error can show the place, the request is also composed as one would type it: there the texts
stand that are read, and short forms of the values that are not.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sympy import Eq, Expr, Float, Lambda, MatrixBase, Rational, Symbol, Tuple

from grad_magic.deferred_numpy import np
from grad_magic.errors import GradMagicError, MeaninglessRequestError
from grad_magic.formula.tree import Place
from grad_magic.problem import Presentation
from grad_magic.reading.bare_latex import with_dollars
from grad_magic.reading.clauses import check_length
from grad_magic.reading.context import Coordinate, Points, Value
from grad_magic.reading.exact_values import (
    LARGEST_SHOWN_BITS,
    components_of,
    exact_number,
    no_function,
    no_real_number,
    over_real_symbols,
    text_of_float,
)
from grad_magic.reading.language import language_spoken
from grad_magic.reading.notation.filled import with_value_filled
from grad_magic.reading.notation.tokens import LONGEST_NAME
from grad_magic.reading.notation.twins import with_hatted_letters
from grad_magic.reading.options import OPTION_BY_KEY, WORDS, Kind
from grad_magic.reading.python_functions.procedures import is_procedure
from grad_magic.reading.request import Request, read_request, with_general
from grad_magic.reading.sentences import read_said, with_questions
from grad_magic.wording.messages import Message

# An error shows a line of the request, and no line shows more.
_MOST_SHOWN = 20
_HIDDEN = "…"


def read_keywords(request: object, clauses: Mapping[str, object]) -> Request:
    """What a request or a function asks, with clauses as Python values.

    Args:
        request: a request, or the function alone, as text; or a SymPy expression, equation or
            Lambda; several of them in a tuple, list or matrix; or a Python function.
        clauses: values by clause key; other keys are parameters. A float is taken as the
            decimal that Python prints, a mapping as a point by the names of its coordinates.

    Raises:
        RequestSyntaxError: a text cannot be read, or a clause is given twice.
        MeaninglessRequestError: what is asked does not exist, or is no real number.
    """
    composed = _Composition()
    presentation = Presentation(language=language_spoken(request))
    if isinstance(request, str):
        request = with_value_filled(with_hatted_letters(request))
        said = read_said(request)
        presentation = with_questions(presentation, request, said)
        request = said.request
        composed.write(with_dollars(request))
    else:
        composed.put_function(request)
    for key, value in clauses.items():
        # On lines of their own, so that a comment in the text ends before them.
        composed.write("\n")
        composed.put_clause(key, value)
    asked = composed.read(presentation)
    if isinstance(request, str) and said.ahead:
        asked = with_general(asked, read_request(said.ahead, presentation=presentation))
    # A symbol of the function's is the variable that a point's own symbol may not replace.
    symbols = (*_symbols_of(tuple(clauses.values())), *_symbols_of(request))
    own = {Symbol(symbol.name, real=True): symbol for symbol in symbols}
    return replace(asked, symbols=own)


class _Composition:
    """A request as errors show it, and the values that stand in it."""

    def __init__(self) -> None:
        self._source = ""
        self._given: dict[Place, Any] = {}
        # Where the lines begin on which something stands that nobody could type.
        self._hidden: set[int] = set()
        self._texts = 0

    def write(self, text: str) -> Place:
        """Where the text now stands."""
        check_length(text)
        start = len(self._source)
        self._source += text
        return Place(start, start + len(text))

    def read(self, presentation: Presentation) -> Request:
        """What the request asks; no error and no problem shows what nobody typed."""
        try:
            asked = read_request(self._source, presentation=presentation, given=self._given)
        except GradMagicError as error:
            if error.source[: error.start].rfind("\n") + 1 in self._hidden:
                error.source = ""
            raise
        if not self._hidden:
            return asked
        return replace(asked, problems=tuple(replace(one, source="") for one in asked.problems))

    def put_function(self, function: Any) -> None:
        """The clause of a function that is no text."""
        if isinstance(function, Lambda):
            if not all(isinstance(symbol, Symbol) for symbol in function.signature):
                raise MeaninglessRequestError(
                    Message("the_variables_of_are_no_names", function=function)
                )
            names = ", ".join(symbol.name for symbol in function.signature)
            self.write(f"f({names})=")
            function = function.expr
        else:
            self.write("f=")
        components = components_of(function)
        start = len(self._source)
        if components:
            value = self._put_row("f", components, self._put_component)
        elif callable(function) and not isinstance(function, (type, Expr)):
            value = self._hide(function if is_procedure(function) else function.__call__)
        elif isinstance(function, (Expr, Eq)):
            value = self._hide(function)
        else:
            raise no_function(function)
        is_text = bool(components) and all(isinstance(part, Place) for part in value)
        if not is_text:
            self._given[Place(start, len(self._source))] = value

    def put_clause(self, key: str, value: object) -> None:
        """The clause of this key."""
        self.write(f"{key}=")
        start = len(self._source)
        is_array = key not in OPTION_BY_KEY and _is_array(value)
        put = self._hide(value) if is_array else self._put(key, value)
        if not isinstance(put, Place):
            self._given[Place(start, len(self._source))] = put

    def _put(self, key: str, value: Any) -> Value:
        """A value of a clause: text as its place, numbers exactly, rows and points of them."""
        option = OPTION_BY_KEY.get(key)
        kind = None if option is None else option.kind
        if isinstance(value, str):
            return self._put_quoted(value) if kind is Kind.ANSWER else self._put_text(value)
        if isinstance(value, (bytes, bytearray)):
            raise no_real_number(key, value)
        if isinstance(value, Mapping):
            put_entry = self._put_named if kind is Kind.ANSWER else self._put_coordinate
            return self._put_row(key, value.items(), put_entry)
        if kind is Kind.ANSWER and isinstance(value, MatrixBase) and 1 not in value.shape:
            value = value.tolist()
        # SymPy's matrices have a length and can be iterated over, but are no Iterable.
        is_row = hasattr(value, "__len__") and not isinstance(value, AbstractSet)
        if isinstance(value, np.ndarray) and value.ndim == 0:
            value, is_row = value[()], False
        if not is_row:
            if value is True and option is not None and str(value) in option.values:
                return self._put_text(str(value))
            put = self._put_answer if kind is Kind.ANSWER else self._put_number
            return self._put_no_word(value) if kind in WORDS else put(key, value)
        takes_points = option is not None and option.kind is Kind.POINTS
        if takes_points and isinstance(value, list) and value and all(map(_is_point, value)):
            return Points(self._put_row(key, value, self._put, "[]"))
        return self._put_row(key, value, self._put)

    def _put_quoted(self, text: str) -> Place:
        """An answer as text, in which no further clause begins, whatever a student writes."""
        self.write('"')
        place = self._put_text(text.replace('"', "'").replace("\n", " "))
        self.write('"')
        return place

    def _put_named(self, key: str, item: tuple[object, Any]) -> Any:
        """An answer with the name of what it answers."""
        name = f"{item[0]}"
        self.write(f"{name}=")
        return {name: self._put(key, item[1])}

    def _put_answer(self, key: str, value: Any) -> Any:
        """A number of an answer: what its digits are matters, and it may be an equation."""
        if isinstance(value, (float, np.floating, Float, Decimal)):
            return self._put_text(text_of_float(value))
        if (
            value is None
            or isinstance(value, (bool, Eq))
            or not isinstance(exact_number(value), Rational)
        ):
            return self._hide(value)
        return self._put_number(key, value)

    def _put_row(
        self,
        key: str,
        entries: Iterable[Any],
        put: Callable[[str, Any], Any],
        brackets: str = "()",
    ) -> tuple[Any, ...]:
        """The entries between brackets; of a long row only the first ones are shown, and texts."""
        self.write(brackets[0])
        row = []
        for index, entry in enumerate(entries):
            shown, texts = self._source, self._texts
            self.write(", " if index else "")
            row.append(put(key, entry))
            if index >= _MOST_SHOWN and self._texts == texts:
                self._source = shown if index > _MOST_SHOWN else f"{shown}, {_HIDDEN}"
        self.write(brackets[1])
        return tuple(row)

    def _put_text(self, text: str) -> Place:
        self._texts += 1
        return self.write(text)

    def _put_no_word(self, value: object) -> Any:
        """What stands in the place of a word, so that the error shows it."""
        # Python refuses to print very large integers.
        shown = _HIDDEN if isinstance(value, int) and _is_large(value) else repr(value)
        self.write(shown if len(shown) <= LONGEST_NAME else f"{shown[:LONGEST_NAME]}{_HIDDEN}")
        return value

    def _put_coordinate(self, key: str, item: tuple[object, Any]) -> Coordinate:
        """A coordinate by its name, as x=1."""
        start = len(self._source)
        name = self._put_text(f"{item[0]}")
        self.write("=")
        value = self._hide(item[1]) if _is_array(item[1]) else self._put(key, item[1])
        return Coordinate(name, value, Place(start, len(self._source)))

    def _put_component(self, _: str, component: Any) -> Any:
        """A component of a function: text as its place, an expression as it is."""
        if isinstance(component, str):
            return self._put_text(component)
        return self._hide(component)

    def _put_number(self, key: str, value: object) -> Expr:
        number = exact_number(value)
        if number is None:
            raise no_real_number(key, value)
        if not isinstance(number, Rational) and not number.is_infinite:
            number = over_real_symbols(key, number)
        if number.free_symbols or not _is_short(number):
            return self._hide(number)
        # A float was given in decimals, and is shown so.
        self.write(str(value) if isinstance(value, (float, np.floating, Decimal)) else str(number))
        return number

    def _hide(self, value: Any) -> Any:
        """The value itself, for which a line that no error shows has no text."""
        self._hidden.add(self._source.rfind("\n") + 1)
        self.write(_HIDDEN)
        return value


def _is_point(value: object) -> bool:
    """Whether this is a row, or coordinates by name, or the text of one of them."""
    if isinstance(value, str):
        return value.startswith("(") and value.endswith(")")
    return hasattr(value, "__len__")


def _is_array(value: object) -> bool:
    """Whether this is an array of a request about arrays, whose entries stay what they are.

    One of a single entry may be a number, and is read as a row.
    """
    if not isinstance(value, (np.ndarray, MatrixBase)):
        return False
    return len(value.shape) > 0 and math.prod(value.shape) != 1


def _is_large(number: int) -> bool:
    return number.bit_length() > LARGEST_SHOWN_BITS


def _is_short(number: Expr) -> bool:
    """Whether a number can be shown; Python refuses to print very large integers."""
    return all(
        max(abs(part.p), part.q).bit_length() <= LARGEST_SHOWN_BITS
        for part in number.atoms(Rational)
    )


def _symbols_of(function: Any) -> Iterable[Symbol]:
    """The symbols of SymPy expressions, which the answer is given in."""
    if isinstance(function, Lambda):
        return [*function.signature, *function.expr.free_symbols]
    if isinstance(function, (Expr, Eq, MatrixBase)):
        return sorted(function.free_symbols, key=str)
    if isinstance(function, Mapping):
        function = tuple(function.values())
    parts = function if isinstance(function, (tuple, list, Tuple)) else ()
    return [symbol for part in parts for symbol in _symbols_of(part)]
