"""How the value of an option is read, by its kind.

Whether it is written in the request or was given from Python, it ends as the same typed value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sympy import Integer

from grad_magic.errors import GradMagicError, RequestSyntaxError
from grad_magic.formula.tree import Place
from grad_magic.reading.choices import not_a_value, read_choice, read_choices
from grad_magic.reading.context import Context
from grad_magic.reading.directions import read_angle, read_angles, read_direction, read_target
from grad_magic.reading.exact_values import exact_number
from grad_magic.reading.grammar.expressions import read_name
from grad_magic.reading.loose_words import leftover_behind_row
from grad_magic.reading.matrices import read_matrix
from grad_magic.reading.notation.tokens import unreadable
from grad_magic.reading.options import COORDINATES, Kind, Option
from grad_magic.reading.values import read_number, read_points
from grad_magic.reading.windows import read_window
from grad_magic.wording.messages import Message

# Beyond what any count may be, and short enough to be made a number of.
_MOST_COUNT_DIGITS = 9


def read_option(context: Context, option: Option, place: Place) -> Any:
    """The value of an option, of the type that its field has.

    Raises:
        RequestSyntaxError: it cannot be read.
        MeaninglessRequestError: it can be read but is none of its kind.
    """
    try:
        return READERS[option.kind](context, place, option)
    except GradMagicError:
        is_row = option.kind in COORDINATES and place not in context.given
        leftover = leftover_behind_row(context.source, place) if is_row else None
        if leftover is None:
            raise
        raise leftover from None


def _read_count(context: Context, place: Place, option: Option) -> int:
    """A whole number."""
    given = context.given.get(place)
    text = context.text(place)
    if given is None and context.is_of_notebook(text):
        given = exact_number(context.namespace[text])
    if isinstance(given, Integer) and given >= 0:
        return int(given)
    if given is not None or not text.isdecimal():
        message = Message("a_whole_number_is_expected_here")
        clause = f"{option.key}={option.meant.get(text.lower(), option.example)}"
        advice = Message("write_the_clause", clause=clause)
        raise unreadable(context.source, place.start, place.end, message, advice)
    return int(text[:_MOST_COUNT_DIGITS])


def _read_switch(context: Context, place: Place, option: Option) -> bool:
    """True for the one word that may stand there."""
    return bool(_read_word(context, place, option))


def _read_word(context: Context, place: Place, option: Option) -> str:
    """One of the words that may stand there."""
    if place in context.given:
        raise not_a_value(option, context.source, place)
    return read_choice(option, context.source, place)


def _read_words(context: Context, place: Place, option: Option) -> tuple[str, ...]:
    """Some of the words that may stand there, also as a tuple of Python's."""
    given = context.given.get(place, ())
    if not isinstance(given, tuple) or not all(isinstance(entry, Place) for entry in given):
        raise not_a_value(option, context.source, place)
    return read_choices(option, context.source, place)


def _read_answer(context: Context, place: Place, _: Option) -> Any:
    """A student's answer, of whatever form: a room of its own."""
    from grad_magic.reading.answers.answer import read_answer

    return read_answer(context, place)


def _read_name(context: Context, place: Place, option: Option) -> str:
    """A name under which something can be stored."""
    if place in context.given:
        raise unreadable(context.source, place.start, place.end, Message("a_name_is_expected_here"))
    try:
        return read_name(context.source, place)
    except RequestSyntaxError as error:
        message = Message("a_name_is_expected_here")
        advice = Message("write_the_clause", clause=f"{option.key}={option.example}")
        if "\n" in context.text(place).strip():
            # as=r, and Python in the next line.
            advice = Message("python_has_a_cell_of_its_own")
        raise unreadable(context.source, place.start, place.end, message, advice) from error


READERS: Mapping[Kind, Callable[[Context, Place, Option], Any]] = {
    Kind.POINTS: lambda context, place, _: read_points(context, place),
    Kind.TARGET: lambda context, place, _: read_target(context, place),
    Kind.DIRECTION: lambda context, place, _: read_direction(context, place),
    Kind.ANGLE: lambda context, place, _: read_angle(context, place),
    Kind.ANGLES: lambda context, place, _: read_angles(context, place),
    Kind.NUMBER: lambda context, place, option: read_number(
        context, place, Message("noun_value_of", key=option.key)
    ),
    Kind.MATRIX: lambda context, place, option: read_matrix(context, place, option.key),
    Kind.WINDOW: lambda context, place, option: read_window(context, place, option.key),
    Kind.COUNT: _read_count,
    Kind.SWITCH: _read_switch,
    Kind.WORD: _read_word,
    Kind.WORDS: _read_words,
    Kind.NAME: _read_name,
    Kind.ANSWER: _read_answer,
}
