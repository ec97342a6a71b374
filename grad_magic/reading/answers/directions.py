"""The directions of an answer to `rate=c`: (0,1) and (4,-3)/5, ±(1,-2), u = j, 0° and π/2."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sympy import Add, Dummy, Rational, acos, asin, atan, cos, pi, sin

from grad_magic.errors import GradMagicError
from grad_magic.formula.tree import Place
from grad_magic.presets import Asked
from grad_magic.problem import Answer, AnswerForm, TypedDecimal
from grad_magic.reading.answers.numbers import (
    AnswerReading,
    number_of_chain,
    read_part,
    sides_of,
    to_answer,
)
from grad_magic.reading.answers.other_names import is_directed
from grad_magic.reading.answers.rows import by_unit_vectors, read_row
from grad_magic.reading.context import Context
from grad_magic.reading.directions import refuse_degrees_without_sign
from grad_magic.reading.values import inside_bracket, split_at_commas, strip_place

if TYPE_CHECKING:
    from sympy import Expr

# The clause, and not the name of what is answered.
_RATE = re.compile(r"(?<![\w=:])(?<!=\s)rate\s*=(?!=)")
_JOINT = re.compile(r"(?:,\s*|\s+)(?:and|or)(?!\w)|\s*(?:以及|[或和与及、])")
_LETTER = re.compile(
    r"\s*(?:[uvlwe](?:_?\d)?\s*=(?!=)|(?:in|along)\s+(?:the\s+)?directions?(?!\w)|沿(?:着?方向)?)\s*"
)
_ROUND = str.maketrans("⟨⟩<>", "()()")
# The angle θ = 30°, by its name, its sign or its unit.
_ANGLE = re.compile(
    r"\s*(?:(?:the\s+)?(?P<word>angles?|方向角|角)(?!\w)\s*)?"
    r"(?:(?P<letter>θ|theta|φ|phi|α|alpha)(?:_?\d)?(?!\w)\s*)?(?:=(?!=)|≈|:|(?:is|are|of)\b|[是为])?\s*"
)
_UNIT_OF_ANGLE = re.compile(
    r"(?<=[\dπi])\s*(?:(?P<degrees>°|deg(?:rees?)?(?!\w)|度)|rad(?:ians?)?(?!\w)|弧度)\s*\Z"
)
# 4cos 60° + sin 60° is a number.
_OF_ANGLE = re.compile(r"(?<![A-Za-z])(?:sin|cos|tan|cot|sec|csc)(?![a-z])")
_SPELLED = {"θ": "theta", "φ": "phi", "α": "alpha"}
_PLANE = 2
# Angles are rounded to degrees; of one digit they are rather exact.
_LEAST_ROUNDED = 10
_ARCS = (acos, asin, atan)
_CLOSING = re.compile(r"\s*(?:方向|的方向)\s*\Z")


def is_about_directions(context: Context) -> bool:
    """Whether the request asks in which directions f has a given rate of change."""
    return len(context.variables) > 1 and _RATE.search(context.clauses) is not None


def read_directions(reading: AnswerReading, place: Place) -> Answer | None:
    """The rows of several directions, or of one; None where it is no list of rows or angles."""
    context = reading.context
    if not is_about_directions(context):
        return None
    value = _JOINT.sub(lambda sign: ",".ljust(len(sign[0])), context.text(place))
    value = value.translate(_ROUND)
    source = f"{context.source[: place.start]}{value}{context.source[place.end :]}"
    context = replace(context, source=source)
    reading = replace(reading, context=context)
    rows = _of_angles(reading, place)
    for part in () if rows else split_at_commas(source, place):
        for own, signed in _signed(reading, part):
            row = _direction(own, signed)
            if row is None or len(row) < len(context.variables):
                return None
            rows.append(row)
    form = AnswerForm.VECTOR if len(rows) == 1 else AnswerForm.POINTS
    return to_answer(reading, form, tuple(rows), ("",) * len(rows) if len(rows) > 1 else ())


def read_angle(reading: AnswerReading, place: Place) -> Answer | None:
    """The direction in which f rises fastest by its angle, 45° or θ = π/4; None of others."""
    context = reading.context
    is_plain = len(context.variables) == _PLANE and not context.components
    head = _ANGLE.match(context.source, place.start, place.end)
    is_named = head is not None and (head["word"] or head["letter"]) and _is_free(context, head)
    if is_named and is_directed(context):
        # It may be the angle of u, or that between u and ∇f(P).
        return None
    unit = _UNIT_OF_ANGLE.search(context.source, place.start, place.end)
    has_unit = unit is not None and not _OF_ANGLE.search(context.source, place.start, place.end)
    if not (is_named or has_unit):
        return None
    rows = _of_angles(reading, place, are_usual=False) if is_plain else []
    if len(rows) != 1:
        return None
    return replace(to_answer(reading, AnswerForm.VECTOR, tuple(rows)), asked=Asked.ASCENT)


def refuse_unclear_angle(reading: AnswerReading, place: Place, answer: Answer) -> None:
    """Makes sure that a direction that is told by a number is no angle in degrees.

    Raises:
        MeaninglessRequestError: it is beyond a full turn in radians.
    """
    context = reading.context
    is_plane = len(context.variables) == _PLANE and not context.components
    if answer.form is AnswerForm.NUMBER and is_plane:
        ((angle,),) = answer.rows
        exact = angle.xreplace({name: part.value for name, part in answer.decimals.items()})
        refuse_degrees_without_sign(context, place, exact, "answer", context.text(place).strip())


def _of_angles(
    reading: AnswerReading, place: Place, *, are_usual: bool = True
) -> list[tuple[Expr, ...]]:
    """The unit vectors of angles in the plane, 0° and 90°; none where no angles stand here.

    Args:
        reading: of the answer.
        place: where they stand.
        are_usual: whether multiples of π are taken for angles without their name or unit.
    """
    context = reading.context
    inside = inside_bracket(context.source, place) if are_usual else None
    if inside is not None:
        # (0, π/2) is a list of angles too: nobody writes a direction so.
        listed = split_at_commas(context.source, inside)
        place = inside if _are_usual_angles(reading, listed) else place
    parts = split_at_commas(context.source, place)
    heads = [_ANGLE.match(context.source, part.start, part.end) for part in parts]
    units = [_UNIT_OF_ANGLE.search(context.source, part.start, part.end) for part in parts]
    is_named = any(
        head is not None and head[0].strip() and _is_free(context, head) for head in heads
    )
    if len(context.variables) != _PLANE:
        return []
    if not (is_named or any(units) or (are_usual and _are_usual_angles(reading, parts))):
        return []
    # In 0 and 90 degrees the unit is that of both.
    has_degrees = any(unit is not None and unit["degrees"] for unit in units)
    rows: list[tuple[Expr, ...]] = []
    for part, head, unit in zip(parts, heads, units, strict=True):
        start = part.start if head is None else head.end()
        value = Place(start, part.end if unit is None else unit.start())
        in_degrees = has_degrees if unit is None else unit["degrees"]
        for own, signed in _signed(reading, value):
            try:
                angle = _angle(
                    own, strip_place(own.context.source, signed), in_degrees=bool(in_degrees)
                )
            except GradMagicError:
                return []
            rows.append((cos(angle), sin(angle)))
    return rows


def _angle(reading: AnswerReading, place: Place, *, in_degrees: bool) -> Expr:
    """The angle in radians; of arctan 2 = 63° the first, if the other may be rounded to it."""
    sides = sides_of(reading.context, place)
    if sides is None:
        angle = read_part(reading, place)
        return _rounded(reading, angle) * pi / 180 if in_degrees else angle
    # What has the unit is behind, and what stands before is in radians.
    start = _angle(reading, sides[0], in_degrees=False)
    end = _angle(reading, sides[1], in_degrees=in_degrees)
    return number_of_chain(reading, start * 180 / pi, end * 180 / pi) * pi / 180


def _rounded(reading: AnswerReading, angle: Expr) -> Expr:
    """Of 14 in degrees a symbol for a number that may have been rounded to it; else itself."""
    if not angle.is_Integer or abs(angle) < _LEAST_ROUNDED:
        return angle
    symbol = Dummy(real=True)
    reading.decimals[symbol] = TypedDecimal(angle, Rational(1, 2))
    return symbol


def _is_free(context: Context, head: re.Match[str]) -> bool:
    """Whether the letter of an angle, if there is one, is none of the request's."""
    letter = head["letter"]
    return letter is None or context.declared.isdisjoint({letter, _SPELLED.get(letter, letter)})


def _are_usual_angles(reading: AnswerReading, parts: Sequence[Place]) -> bool:
    """Whether 0 and 2π/3 stand here: numbers that are written as no components are."""
    # What is read on trial leaves no decimals behind.
    trial = replace(reading, decimals={}, whole_numbers=set())
    try:
        angles = [
            read_part(own, strip_place(own.context.source, signed))
            for part in parts
            for own, signed in _signed(trial, part)
        ]
    except GradMagicError:
        return False
    others = [angle for angle in angles if angle != 0]
    terms = [term.as_coeff_Mul()[1] for angle in others for term in Add.make_args(angle)]
    return bool(terms) and all(term == pi or isinstance(term, _ARCS) for term in terms)


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
