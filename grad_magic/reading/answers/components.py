"""Derivatives of the coordinates of a curve, one by one: dx/dt = 4, y′(2) = 12."""

from __future__ import annotations

import re
from dataclasses import replace

from sympy import Symbol

from grad_magic.formula.tree import Place
from grad_magic.presets import Asked
from grad_magic.problem import Answer, AnswerForm
from grad_magic.reading.answers.equations import last_number
from grad_magic.reading.answers.numbers import AnswerReading, read_chain, to_answer
from grad_magic.reading.answers.points import with_commas
from grad_magic.reading.answers.wording import INFINITE, NOTHING
from grad_magic.reading.context import Context
from grad_magic.reading.values import split_at_commas, strip_place

_COORDINATES = "xyz"


def read_components(reading: AnswerReading, place: Place) -> Answer | None:
    """Such derivatives; None of other answers.

    Each has its coordinate and the curve's parameter, and y′ the coordinate alone, as it may be
    dy/dx.
    """
    context = reading.context
    letters = _COORDINATES[: context.components]
    if len(context.variables) != 1 or len(letters) < context.components or not letters:
        return None
    if context.declared & set(letters):
        return None
    found: dict[tuple[str, ...], Place] = {}
    for part in split_at_commas(with_commas(context.source, place), place):
        derivative = _derivative(context, part, letters)
        if derivative is None or derivative[0] in found:
            return None
        found[derivative[0]] = derivative[1]
    names = sorted(found)
    if len({name[0] for name in names}) < len(names):
        return None
    row = tuple(read_chain(reading, found[name]) for name in names)
    form = AnswerForm.NUMBER if len(row) == 1 else AnswerForm.VECTOR
    by = tuple(tuple(Symbol(letter, real=True) for letter in name) for name in names)
    return replace(to_answer(reading, form, (row,)), asked=Asked.JACOBIAN, derivatives=by)


def _derivative(
    context: Context, part: Place, letters: str
) -> tuple[tuple[str, ...], Place] | None:
    """Which coordinate is differentiated, and where the value stands."""
    parameter = re.escape(str(context.variables[0]))
    head = re.compile(
        rf"\s*(?:d\s*(?P<above>[{letters}])\s*/\s*d\s*{parameter}"
        rf"|(?P<primed>[{letters}])\s*['′])(?:\s*\((?!\s*[{letters}]\s*\))[^()=]*\))?"
        r"\s*(?:=(?!=)|≈|:|(?:is)\b|[是为])\s*(?=\S)"
    ).match(context.source, part.start, part.end)
    if head is None:
        return None
    value = strip_place(context.source, last_number(context, Place(head.end(), part.end)))
    if NOTHING.fullmatch(context.text(value)) or INFINITE.fullmatch(context.text(value)):
        return None
    name = (head["primed"],) if head["primed"] else (head["above"], str(context.variables[0]))
    return name, value
