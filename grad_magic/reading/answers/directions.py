"""The directions of an answer to `rate=c`: (0,1) and (4,-3)/5, ±(1,-2), u = j or u = (4i-3j)/5."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from grad_magic.errors import GradMagicError
from grad_magic.formula.tree import Place
from grad_magic.problem import Answer, AnswerForm
from grad_magic.reading.answers.numbers import AnswerReading, read_part, to_answer
from grad_magic.reading.answers.rows import by_unit_vectors, read_row
from grad_magic.reading.context import Context
from grad_magic.reading.values import split_at_commas

if TYPE_CHECKING:
    from sympy import Expr

# The clause, and not the name of what is answered.
_RATE = re.compile(r"(?<![\w=:])(?<!=\s)rate\s*=(?!=)")
_JOINT = re.compile(r"(?:,\s*|\s+)(?:and|or)(?!\w)|\s*(?:以及|[或和与及、])")
_LETTER = re.compile(
    r"\s*(?:[uvlwe](?:_?\d)?\s*=(?!=)|(?:in|along)\s+(?:the\s+)?directions?(?!\w)|沿(?:着?方向)?)\s*"
)
_ROUND = str.maketrans("⟨⟩<>", "()()")
_CLOSING = re.compile(r"\s*(?:方向|的方向)\s*\Z")


def is_about_directions(context: Context) -> bool:
    """Whether the request asks in which directions f has a given rate of change."""
    return len(context.variables) > 1 and _RATE.search(context.source) is not None


def read_directions(reading: AnswerReading, place: Place) -> Answer | None:
    """The rows of several directions, or of one; None where it is no list of rows."""
    context = reading.context
    if not is_about_directions(context):
        return None
    value = _JOINT.sub(lambda sign: ",".ljust(len(sign[0])), context.text(place))
    value = value.translate(_ROUND)
    source = f"{context.source[: place.start]}{value}{context.source[place.end :]}"
    context = replace(context, source=source)
    reading = replace(reading, context=context)
    rows: list[tuple[Expr, ...]] = []
    for part in split_at_commas(source, place):
        for own, signed in _signed(reading, part):
            row = _direction(own, signed)
            if row is None or len(row) < len(context.variables):
                return None
            rows.append(row)
    form = AnswerForm.VECTOR if len(rows) == 1 else AnswerForm.POINTS
    return to_answer(reading, form, tuple(rows), ("",) * len(rows) if len(rows) > 1 else ())


def _signed(reading: AnswerReading, part: Place) -> Iterator[tuple[AnswerReading, Place]]:
    """The part with + and with - in the place of its ±; else as it is."""
    context = reading.context
    letter = _LETTER.match(context.source, part.start, part.end)
    start = part.start if letter is None else letter.end()
    closing = _CLOSING.search(context.source, start, part.end)
    place = Place(start, part.end if closing is None else closing.start())
    if "±" not in context.text(place):
        yield reading, place
        return
    for sign in " -":
        text = context.text(place).replace("±", sign)
        source = f"{context.source[: place.start]}{text}{context.source[place.end :]}"
        skipped = len(text) - len(text.lstrip())
        own = replace(reading, context=replace(context, source=source))
        yield own, Place(place.start + skipped, place.end)


def _direction(reading: AnswerReading, place: Place) -> tuple[Expr, ...] | None:
    """The row that stands here, or what 4i - 3j is."""
    try:
        row = read_row(reading, place)
        return row or by_unit_vectors(reading.context, read_part(reading, place))
    except GradMagicError:
        return None
