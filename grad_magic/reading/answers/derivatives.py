"""Derivatives that an answer names one by one, f_x = 4, f_y = 1; and differentials, 4dx + dy."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sympy import Add, Symbol

from grad_magic.formula.tree import Place
from grad_magic.presets import Asked
from grad_magic.problem import Answer, AnswerForm
from grad_magic.reading.answers.numbers import AnswerReading, read_chain, read_part, to_answer
from grad_magic.reading.answers.points import with_commas
from grad_magic.reading.context import Context
from grad_magic.reading.values import split_at_commas, strip_place
from grad_magic.wording.messages import Message

_POINT = r"(?:P(?:_?\d)?(?!\w)|\([^()=]*\)|\{[^{}]*\})"
_AT_POINT = rf"(?:\s*\([^()=]*\)|\s*\|\s*_?\s*{_POINT})?"
_DIFFERENTIAL_OF = (
    r"\s*(?:全?微分(?:[是为:]|(?=\s*[dΔ]))|(?:the\s+)?(?:total\s+)?differential\s*(?:is\b|[=:])?)?\s*"
    rf"(?:[dΔ]\s?(?P<name>[A-Za-z](?:_?\d+)?){_AT_POINT}\s*(?:=(?!=)|≈|:))?"
)
# Letters for dx and dy while their sum is read.
_STAND_INS = "wqvhkmngWQVHKMNGABCJLRSTUXYZ"
_SECOND_ORDER = 2


def read_partials(reading: AnswerReading, place: Place) -> Answer | None:
    """The gradient, or the second derivatives, that stand one by one; None of other answers.

    Raises:
        MeaninglessRequestError: one of them is missing.
    """
    context = reading.context
    parts = split_at_commas(with_commas(context.source, place), place)
    found: dict[tuple[str, ...], Place] = {}
    for part in parts:
        indices, value = _derivative(context, part)
        if not indices or value is None or indices in found:
            return None
        found[indices] = value
    names = list(map(str, context.variables))
    orders = {len(indices) for indices in found}
    if len(orders) > 1 or not orders <= {1, _SECOND_ORDER}:
        return None
    order = orders.pop()
    wanted = list(itertools.product(names, repeat=order))
    # f_xy stands for f_yx too.
    places = {indices: found.get(indices) or found.get(indices[::-1]) for indices in wanted}
    values = {
        indices: read_chain(reading, value)
        for indices, value in places.items()
        if value is not None
    }
    if len(values) < len(wanted):
        message = Message("one_partial_derivative_is_not_checked")
        raise context.error(reading.place, message, Message("write_the_gradient_as_a_row"))
    if order == _SECOND_ORDER:
        rows = tuple(tuple(values[one, other] for other in names) for one in names)
        answer = to_answer(reading, AnswerForm.POINTS, rows, ("",) * len(rows))
        return replace(answer, asked=Asked.HESSIAN)
    is_one = len(names) == 1
    form = AnswerForm.NUMBER if is_one else AnswerForm.VECTOR
    asked = Asked.RATE if is_one else Asked.GRADIENT
    return replace(to_answer(reading, form, (tuple(values.values()),)), asked=asked)


def _derivative(context: Context, part: Place) -> tuple[tuple[str, ...], Place | None]:
    """By which variables f has been differentiated in f_x = 4, and where the number stands."""
    names = sorted(map(str, context.variables), key=len, reverse=True)
    name = "|".join(map(re.escape, names))
    letter = r"(?P<f>[A-Za-z])\s*['′]?"
    twice = r"∂\s*(?:\^\s*2|²)\s*(?P<f>[A-Za-z])?\s*"
    patterns = (
        rf"{letter}_?\{{?(?P<by>(?:{name})+)\}}?['′]*",
        rf"D_?\{{?(?P<by>{name})\}}?\s*(?P<f>[A-Za-z])?",
        rf"∂\s*(?P<f>[A-Za-z])?\s*/\s*∂\s*(?P<by>{name})",
        rf"{twice}/\s*∂\s*(?P<by>{name})\s*(?P<twice>\^\s*2|²)",
        rf"{twice}/\s*∂\s*(?P<by>{name})\s*∂\s*(?P<second>{name})",
    )
    for pattern in patterns:
        match = re.compile(rf"\s*{pattern}{_AT_POINT}\s*=(?!=)\s*").match(
            context.source, part.start, part.end
        )
        if match is None or match[0].partition("=")[0].strip() in context.declared:
            continue
        groups = match.groupdict()
        if groups["f"] in names:
            # Of xy = 0 nothing is differentiated.
            continue
        by = tuple(re.findall(name, groups["by"]))
        if groups.get("twice"):
            by = by * 2
        if groups.get("second"):
            # ∂²f/∂x∂y is (f_y)_x.
            by = (*by, groups["second"])
        value = Place(match.end(), part.end)
        # Of f_x = 2xy = 4 the last is meant.
        last = re.split(r"=", context.text(value))[-1]
        return by, strip_place(context.source, Place(part.end - len(last), part.end))
    return (), None


def read_differential(reading: AnswerReading, place: Place) -> Answer | None:
    """The components of 4dx + dy, with dz before it or not; None where that is none.

    Raises:
        RequestSyntaxError: it cannot be read.
        MeaninglessRequestError: it is no sum of multiples of dx and dy.
    """
    context, names = reading.context, list(map(str, reading.context.variables))
    # Of dy/dx = 6 the quotient is a derivative.
    if {"d", "Delta"} & context.declared or re.search(r"/\s*[dΔ∂]", context.text(place)):
        return None
    head = re.compile(_DIFFERENTIAL_OF).match(context.source, place.start, place.end)
    assert head is not None
    if head["name"] in names:
        return None
    inner = strip_place(context.source, Place(head.end(), place.end))
    used = context.declared | set(re.findall(r"[A-Za-z]", context.text(inner)))
    letters = dict(zip(names, (sign for sign in _STAND_INS if sign not in used), strict=False))
    source, count = _with_stand_ins(context.source, inner, letters)
    if not count or len(letters) < len(names):
        return None
    own = replace(context, source=source, names=context.names | set(letters.values()))
    total = read_part(replace(reading, context=own), inner)
    symbols = [Symbol(letters[name], real=True) for name in names]
    row = tuple(total.diff(symbol) for symbol in symbols)
    rest = total - Add(*(part * symbol for part, symbol in zip(row, symbols, strict=True)))
    if rest.expand() != 0 or any(part.free_symbols & set(symbols) for part in row):
        raise context.error(
            reading.place,
            Message("a_differential_is_a_sum_of_multiples"),
            Message("write_the_differential", names=_sum_of_differentials(names)),
        )
    return replace(to_answer(reading, AnswerForm.VECTOR, (row,)), asked=Asked.DIFFERENTIAL)


def _with_stand_ins(source: str, place: Place, letters: Mapping[str, str]) -> tuple[str, int]:
    """The request with a letter for each dx, all at its place, and how many there were."""
    name = "|".join(re.escape(name) for name in sorted(letters, key=len, reverse=True))
    if not name:
        return source, 0
    pattern = rf"(?:(?<![A-Za-z])d\s+|d|Δ\s*|Delta\s+)(?P<by>{name})(?!\w)"
    value, count = re.subn(
        pattern,
        lambda match: letters[match["by"]].ljust(len(match[0])),
        source[place.start : place.end],
    )
    return f"{source[: place.start]}{value}{source[place.end :]}", count


def _sum_of_differentials(names: Sequence[str]) -> str:
    return " + ".join(f"…d{name}" for name in names)
