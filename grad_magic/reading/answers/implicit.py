"""Derivatives of one variable of an equation by others: dy/dx = -1/2, ∂z/∂x = -x/z, y′ = 3.

Those of second order too: d²y/dx² = -25/64, ∂²z/∂x∂y, z_xx, y″.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sympy import Symbol, oo

from grad_magic.formula.tree import Place
from grad_magic.presets import Asked
from grad_magic.problem import Answer, AnswerForm
from grad_magic.reading.answers.numbers import AnswerReading, read_chain, to_answer
from grad_magic.reading.answers.points import with_commas
from grad_magic.reading.answers.wording import INFINITE, NOTHING
from grad_magic.reading.context import Context
from grad_magic.reading.values import split_at_commas, strip_place

_PLANE = 2
_TWO = r"(?:\^?2|²|\^\{2\})"
_POINT = r"(?:P(?!\w)|\([^()=]*\)|\{[^{}]*\})"
_AT_POINT = rf"(?:\s*\([^()=]*\)|\s*\|\s*_?\s*{_POINT}|\s+at\s+{_POINT})?"


def read_implicit(reading: AnswerReading, place: Place) -> Answer | None:
    """Such derivatives, one or several; None of other answers."""
    context = reading.context
    letters = _letters(context)
    if len(letters) < _PLANE:
        return None
    parts = split_at_commas(with_commas(context.source, place), place)
    found: dict[tuple[str, ...], Place] = {}
    for part in parts:
        derivative = _derivative(context, part, letters)
        if derivative is None or derivative[0] in found:
            return None
        found[derivative[0]] = derivative[1]
    by = tuple(tuple(Symbol(name, real=True) for name in names) for names in found)
    infinite = [INFINITE.fullmatch(context.text(value)) for value in found.values()]
    if len(infinite) == 1 and infinite[0] is not None:
        size = -oo if infinite[0]["minus"] else oo
        answer = Answer(AnswerForm.NOTHING, ((size,),))
    elif any(NOTHING.fullmatch(context.text(value)) for value in found.values()):
        answer = Answer(AnswerForm.NOTHING)
    else:
        row = tuple(read_chain(reading, value) for value in found.values())
        answer = to_answer(reading, AnswerForm.VECTOR, (row,))
    return replace(answer, asked=Asked.IMPLICIT, derivatives=by)


def _letters(context: Context) -> Sequence[str]:
    """The letters of the space in which the curve or surface lies."""
    if not context.components:
        return tuple(map(str, context.variables))
    is_plane_curve = len(context.variables) == 1 and context.components == _PLANE
    return ("x", "y") if is_plane_curve and not {"x", "y"} & context.declared else ()


def _derivative(
    context: Context, part: Place, letters: Sequence[str]
) -> tuple[tuple[str, ...], Place] | None:
    """Which letter is differentiated by which others, and where the value stands."""
    name = "|".join(map(re.escape, sorted(letters, key=len, reverse=True)))
    patterns = [
        rf"d\s*(?P<f>{name})\s*/\s*d\s*(?P<by>{name})(?!\w)",
        rf"∂\s*(?P<f>{name})\s*/\s*∂\s*(?P<by>{name})(?!\w)",
        rf"d{_TWO}\s*(?P<f>{name})\s*/\s*d\s*(?P<by>{name})\s*(?P<twice>{_TWO})",
        rf"∂{_TWO}\s*(?P<f>{name})\s*/\s*∂\s*(?P<by>{name})\s*(?P<twice>{_TWO})",
        rf"∂{_TWO}\s*(?P<f>{name})\s*/\s*∂\s*(?P<by>{name})\s*∂\s*(?P<then>{name})(?!\w)",
        rf"(?P<f>{name})\s*['′]?_\{{?(?P<by>{name})\}}?(?!\w)",
        rf"(?P<f>{name})\s*(?:''|″|′′)?_\{{?(?P<by>{name})(?P<then>{name})\}}?(?!\w)",
    ]
    if len(letters) == _PLANE:
        patterns.append(
            rf"(?P<f>{re.escape(letters[1])})\s*(?P<twice>''|″|′′)(?:\s*\(\s*{letters[0]}\s*\))?"
        )
        patterns.append(rf"(?P<f>{re.escape(letters[1])})\s*['′](?:\s*\(\s*{letters[0]}\s*\))?")
    for pattern in patterns:
        match = re.compile(
            rf"\s*{pattern}{_AT_POINT}\s*(?:=(?!=)|≈|:|(?:is|are)\b|[是为]|(?=do(?:es)?\b|DNE|不存在))\s*"
        ).match(context.source, part.start, part.end)
        if match is None or match[0].partition("=")[0].strip() in context.declared:
            continue
        said = match.groupdict()
        by = said.get("by") or letters[0]
        then = said.get("then") or (by if said.get("twice") else "")
        if match["f"] not in (by, then) and not (then and context.components):
            names = (match["f"], by, then) if then else (match["f"], by)
            return names, strip_place(context.source, Place(match.end(), part.end))
    return None
