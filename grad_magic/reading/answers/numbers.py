"""The numbers and expressions of an answer, and how far each decimal may be off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sympy import Add, Dummy, Expr, Rational, Symbol

from grad_magic.formula.put_in_numbers import put_in
from grad_magic.formula.sympy_forms import has_unreal_part, is_real_number, to_sympy
from grad_magic.formula.tree import Formula, Place
from grad_magic.presets import MAX_ANSWER_POINTS
from grad_magic.problem import Answer, AnswerForm, TypedDecimal
from grad_magic.reading.context import Context
from grad_magic.reading.grammar.expressions import read_expression
from grad_magic.reading.values import strip_place
from grad_magic.wording.messages import Message

# More digits than a student types: they come from floating-point numbers, whose last are noise.
_DIGITS_OF_FLOATS = 14
_NOISE = Rational(1, 10**9)
# Smaller ones may be what is left of 0, as in cos(π/2) = 6.1e-17.
_LEFT_OF_ZERO = Rational(1, 10**12)
# 3 is no rounded 22/7, but 143 may be a rounded 1000/7.
_DIGITS_OF_ROUNDED = 3
# In 3·1.33 = 4 a number has been rounded before; 2·3 = 5 is not so.
_ROUNDED_ON_THE_WAY = Rational(1, 50)
_OPENING, _CLOSING = "([{", ")]}"


@dataclass(frozen=True)
class AnswerReading:
    """What an answer's value is read with.

    Attributes:
        context: the request.
        place: where the whole answer stands.
        decimals: those met so far, by the symbols that stand for them.
        whole_numbers: those met so far that may be rounded.
        false_equations: by how much the sides of equal numbers met so far differ.
    """

    context: Context
    place: Place
    decimals: dict[Symbol, TypedDecimal] = field(default_factory=dict)
    whole_numbers: set[Expr] = field(default_factory=set)
    false_equations: list[Expr] = field(default_factory=list)


def to_answer(
    reading: AnswerReading,
    form: AnswerForm,
    rows: tuple[tuple[Expr, ...], ...],
    kinds: tuple[str, ...] = (),
) -> Answer:
    """The answer that these rows are, with the decimals met in them."""
    if len(rows) > MAX_ANSWER_POINTS:
        message = Message("at_most_points_are_checked", max_answer_points=MAX_ANSWER_POINTS)
        raise reading.context.error(reading.place, message)
    whole_numbers = frozenset(reading.whole_numbers)
    decimals = dict(reading.decimals)
    return Answer(
        form,
        rows,
        kinds=kinds,
        decimals=decimals,
        whole_numbers=whole_numbers,
        has_false_equation=bool(reading.false_equations),
    )


def sides_of(context: Context, place: Place) -> tuple[Place, Place] | None:
    """The sides of an equation; None where there is no sign of equality outside brackets."""
    text, depth = context.text(place), 0
    for position, sign in enumerate(text):
        depth += (sign in _OPENING) - (sign in _CLOSING)
        if depth == 0 and sign in "=≈" and text[position - 1 : position] not in ("<", ">", "!"):
            end = position + (2 if text[position + 1 : position + 2] == "=" else 1)
            left = strip_place(context.source, Place(place.start, place.start + position))
            right = strip_place(context.source, Place(place.start + end, place.end))
            return left, right
    return None


def number_of_chain(reading: AnswerReading, start: Expr, end: Expr) -> Expr:
    """16/5 of 16/5 = 3.2; where the digits do not agree, or 2xy = 4, what it ends in."""
    difference, decimals = start - end, reading.decimals
    if not difference.free_symbols <= set(decimals):
        return end
    exact = difference.xreplace(_exact_values(decimals))
    room = Add(*(decimals[symbol].tolerance for symbol in difference.free_symbols))
    off = abs(exact.evalf())
    # √48 = 7 is false: nothing in it has been rounded.
    is_rounded = difference.free_symbols or end in reading.whole_numbers
    slack = _ROUNDED_ON_THE_WAY if is_rounded else _NOISE
    if off > room + slack * abs(end.xreplace(_exact_values(decimals)).evalf()):
        reading.false_equations.append(exact)
    return start if off <= room else end


def _exact_values(decimals: Mapping[Symbol, TypedDecimal]) -> dict[Symbol, Expr]:
    return {symbol: part.value for symbol, part in decimals.items()}


def read_chain(reading: AnswerReading, place: Place) -> Expr:
    """The number of 7/2 = 3.5, or what stands here alone."""
    sides = sides_of(reading.context, place)
    if sides is None:
        return read_part(reading, place)
    start, end = (read_part(reading, side) for side in sides)
    return number_of_chain(reading, start, end)


def read_parts(reading: AnswerReading, parts: Sequence[Place]) -> tuple[Expr, ...]:
    """The expressions at these places."""
    return tuple(read_chain(reading, part) for part in parts)


def read_part(reading: AnswerReading, place: Place) -> Expr:
    """The expression at this place, with a symbol for each decimal in it."""
    context = reading.context
    if place.start == place.end:
        raise context.error(reading.place, Message("a_part_of_the_answer_is_missing"))
    formula = read_expression(
        context.source, place, context.declared, context.inserted, only_declared=False
    )
    return to_expression(reading, formula)


def to_expression(reading: AnswerReading, formula: Formula) -> Expr:
    """The formula's expression; a number that does not exist, or is not real, is an error."""
    context = reading.context
    formula = put_in(formula, context.values)
    exact = to_sympy(formula, context.source)
    if has_unreal_part(exact) or not is_real_number(exact):
        raise context.error(reading.place, Message("an_answer_must_be_made_of_real_numbers"))
    if not formula.has_decimal:
        if _may_be_rounded(_unsigned(formula)):
            reading.whole_numbers.add(exact)
        return exact
    before = set(reading.decimals)
    found = to_sympy(_with_symbols(reading, formula), context.source)
    if not formula.names and _unsigned(formula).operation != "number":
        for symbol in set(reading.decimals) - before:
            reading.decimals[symbol] = replace(reading.decimals[symbol], stands_alone=False)
    return found


def _may_be_rounded(formula: Formula) -> bool:
    """Whether it is a whole number of some digits, and no sum or power that makes one."""
    return formula.operation == "number" and len(formula.digits) >= _DIGITS_OF_ROUNDED


def _unsigned(formula: Formula) -> Formula:
    return formula.operands[0] if formula.operation == "negate" else formula


def _with_symbols(
    reading: AnswerReading, formula: Formula, *, is_exponent: bool = False
) -> Formula:
    """The formula with a symbol for each decimal in it; in an exponent it stays what it is."""
    if formula.operation == "number" and "." in formula.digits and not is_exponent:
        assert formula.value is not None
        symbol = Dummy(real=True)
        tolerance = _tolerance(formula.digits, formula.value)
        is_float = _significant(formula.digits) >= _DIGITS_OF_FLOATS
        may_be_noise = is_float and bool(abs(formula.value) < _LEFT_OF_ZERO)
        reading.decimals[symbol] = TypedDecimal(formula.value, tolerance, may_be_noise=may_be_noise)
        return Formula("name", value=symbol)
    operands = tuple(
        _with_symbols(reading, operand, is_exponent=is_exponent or (index == 1 and is_power))
        for is_power in (formula.operation == "power",)
        for index, operand in enumerate(formula.operands)
    )
    return replace(formula, operands=operands)


def _tolerance(digits: str, value: Expr) -> Expr:
    """Half a unit of the last digit; of a floating-point number what its noise may be."""
    mantissa, _, exponent = digits.lower().partition("e")
    places = len(mantissa.partition(".")[2]) - int(exponent or 0)
    half = Rational(1, 2) * Rational(10) ** -places
    is_float = _significant(digits) >= _DIGITS_OF_FLOATS
    return max(half, abs(value) * _NOISE) if is_float else half


def _significant(digits: str) -> int:
    """How many digits a decimal has behind its first zeros."""
    return len(digits.lower().partition("e")[0].replace(".", "").lstrip("0"))
