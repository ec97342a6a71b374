"""What stands before a number or a row of numbers: in 2x = 4, ∇f·u = 16/5 and 2∇f = (8, 2).

It says of what the number is told. What is not known there is refused, as nobody can say what
has been answered; of equations of lines and planes, which hold variables on both sides or letters
behind, nothing is refused.
"""

from __future__ import annotations

import re

from sympy import Add

from grad_magic.errors import GradMagicError, MeaninglessRequestError
from grad_magic.formula.tree import Place
from grad_magic.reading.answers.equations import holds_variable, read_product, sides_of_chain
from grad_magic.reading.answers.numbers import AnswerReading, read_part, sides_of
from grad_magic.reading.answers.other_names import (
    is_constant,
    is_directed,
    names_another_thing,
)
from grad_magic.reading.answers.rows import by_unit_vectors, read_row
from grad_magic.reading.answers.stated_point import HEIGHTS, has_target, is_function
from grad_magic.reading.context import Context
from grad_magic.reading.values import inside_bracket, split_at_commas, strip_place
from grad_magic.wording.messages import Message

# |f'(3)| and |f_x|, which are no derivatives, and the square of ‖∇f‖.
_MAGNITUDE = re.compile(
    r"\|\s*(?:D_?\{?\w\}?\s*[A-Za-z]?|(?P<f>[A-Za-z])\s*['′]*(?:_\{?\w+\}?)?|∂\s*\w\s*/\s*∂\s*\w)"
    r"\s*(?:\([^()]*\))?\s*\|"
    r"|(?:\|\|?|‖)\s*(?:∇|grad\s)[^|‖]*(?:\|\|?|‖)\s*(?:\^\s*2|²)"
)
# f(1,2) + 1, 2f(1,2), f'(0+) and f(1,2,3): of f alone one derivative or the value is answered.
_CALL_OF_FUNCTION = re.compile(r"(?<![^\W\d])(?P<f>[A-Za-z])\s*['′″]*\s*\(\s*[-+−]?\d[^()]*\)")
_GRADIENT = r"(?:∇|grad(?![A-Za-z]))\s*[A-Za-z]?\s*(?:\([^()]*\)|\|_?\{?(?:P|\([^()]*\))\}?)?"
_LENGTH = rf"(?:\|\|?|‖)\s*{_GRADIENT}\s*(?:\|\|?|‖)"
_DOT = r"\s*(?:[·•⋅*]|\\cdot|\\bullet)\s*"
# Of v it is not known whether it has been divided by its length.
_UNIT = r"(?:\\?(?:vec|hat|mathbf|boldsymbol)\s*\{?\s*)?[ulen](?:_\{?\w\}?)?\s*\}?"
_RATE = re.compile(
    rf"{_GRADIENT}{_DOT}{_UNIT}|{_UNIT}{_DOT}{_GRADIENT}|[⟨<]\s*{_GRADIENT}\s*,\s*{_UNIT}\s*[>⟩]"
    rf"|{_LENGTH}(?:{_DOT}|\s*)(?:(?:\|\|?|‖)\s*{_UNIT}(?:\|\|?|‖)(?:{_DOT}|\s*))?\\?cos\s*\(?\s*\S{{1,8}}?\)?"
)
_ALONG_ROW = re.compile(rf"{_GRADIENT}{_DOT}(?P<row>[(<⟨\[].*)", re.DOTALL)
_COORDINATES = frozenset("xyz")
_SPEED = re.compile(
    r"(?:\|\|?|‖)\s*(?:[A-Za-z]\s*['′]|[rv](?=\s*[|‖(])|d\s*[A-Za-z]\s*/\s*d\s*[A-Za-z])\s*(?:\([^()]*\))?\s*(?:\|\|?|‖)"
)
_SLOPES = frozenset("km")
_LONE_LETTER = re.compile(r"(?<![A-Za-z_])[A-Za-z](?![A-Za-z_])")
# Of an equation, which has none, k is the slope of its curve.
_HEADER = re.compile(r"\s*(?:%*\w*grad\s+)?\$?\s*[A-Za-z]\w*\s*(?:\([^()]*\))?\s*=(?!=)")
_CALL_OF_HEIGHT = re.compile(r"[Lyzw]\s*\([\sA-Za-z,;]*\)")
_DERIVATIVES = (
    r"[A-Za-z]\s*['′]?\s*_\s*\{{?\s*{name}\s*\}}?{point}|∂\s*[A-Za-z]\s*/\s*∂\s*{name}{point}"
)
_POINT = r"\s*(?:\([^()]*\)|\|\s*_?\s*(?:P|\{[^{}]*\}|\([^()]*\)))?"


def names_rate(context: Context, place: Place) -> bool:
    """Whether the directional derivative stands before a number, as in ∇f·u = 16/5."""
    sides = sides_of(context, place)
    return sides is not None and _is_product(context, sides[0])


def refuse_other_sides(reading: AnswerReading, place: Place, *, is_named: bool) -> None:
    """Makes sure that a number is said of what is answered, and not of what is made of it.

    Args:
        reading: with what the answer is read.
        place: where the answer stands, without its name.
        is_named: whether a name has said what is answered; then it may come from anything.

    Raises:
        MeaninglessRequestError: it is said of something else.
    """
    context = reading.context
    sides = sides_of(context, place)
    if sides is None:
        return
    if names_another_thing(context, place):
        raise not_read(context, sides[0])
    if any(_is_along_other_row(reading, side) for side in sides_of_chain(context, place)):
        raise not_read(context, sides[0])
    magnitude = (
        None
        if context.components
        else _MAGNITUDE.fullmatch(context.source, sides[0].start, sides[0].end)
    )
    if magnitude is not None and magnitude["f"] not in context.declared:
        raise not_read(context, sides[0])
    if not is_named and _is_product(context, sides[0]):
        return
    for side in () if context.components else sides:
        call = _CALL_OF_FUNCTION.search(context.source, side.start, side.end)
        if call is not None and is_function(context, call["f"], place):
            raise not_read(context, side)
    if not is_named and not _is_known(reading, sides[0], sides_of_chain(context, place)[-1]):
        raise not_read(context, sides[0])


def not_read(context: Context, place: Place) -> GradMagicError:
    """The error that nobody knows what stands here, with the forms that are read."""
    message = Message("is_not_read_in_an_answer", text=context.text(place).strip())
    return context.error(place, message, Message("an_answer_is_written_as"))


def _is_product(context: Context, side: Place) -> bool:
    is_rate = _RATE.fullmatch(context.source, side.start, side.end) is not None
    return is_rate or _row_behind_gradient(context, side) is not None


def _row_behind_gradient(context: Context, side: Place) -> Place | None:
    """The (3/5, 4/5) of ∇f·(3/5, 4/5)."""
    match = _ALONG_ROW.fullmatch(context.source, side.start, side.end)
    return None if match is None else strip_place(context.source, Place(*match.span("row")))


def _is_along_other_row(reading: AnswerReading, side: Place) -> bool:
    """Whether ∇f is multiplied by a row that is not proved to be a unit vector."""
    row_place = _row_behind_gradient(reading.context, side)
    if row_place is None:
        return False
    try:
        row = read_row(reading, row_place)
    except GradMagicError:
        # Of what cannot be read nothing is proved.
        return True
    exact = {symbol: part.value for symbol, part in reading.decimals.items()}
    return row is None or Add(*(entry**2 for entry in row)).xreplace(exact).equals(1) is not True


def _is_known(reading: AnswerReading, head: Place, value: Place) -> bool:
    """Whether what stands before a number is a formula, a height or a slope."""
    context = reading.context
    if not is_constant(context, value):
        # The equation of a line or plane, or a line by its parameter.
        return True
    is_row, text = _is_row(reading, value), context.text(head)
    if text in map(str, context.variables):
        return not is_row
    if len(text) == 1 and text not in context.declared:
        is_known = _is_of_curve if context.components else _is_known_letter
        return is_known(context, text, head, is_row=is_row)
    of_numbers = _SPEED if context.components else _CALL_OF_HEIGHT
    if of_numbers.fullmatch(text):
        return not is_row
    inside = inside_bracket(context.source, head)
    entries = () if inside is None else split_at_commas(context.source, inside)
    if [context.text(entry).strip() for entry in entries] == list(map(str, context.variables)):
        # A point is no gradient.
        return False
    return all(
        (len(entries) > 1 and _is_derivative(context, entry, index)) or _is_formula(reading, entry)
        for index, entry in enumerate(entries or (head,))
    )


def _is_row(reading: AnswerReading, place: Place) -> bool:
    try:
        row = read_row(reading, place)
        return (
            row is not None
            or by_unit_vectors(reading.context, read_part(reading, place)) is not None
        )
    except GradMagicError:
        # What cannot be read is no row.
        return False


def _is_of_curve(context: Context, letter: str, head: Place, *, is_row: bool) -> bool:
    """The same of functions with components, whose tangents are lines of points (x, y, z)."""
    if is_row:
        return letter in "rv" or is_function(context, letter, head)
    return letter in _COORDINATES


def _is_known_letter(context: Context, letter: str, head: Place, *, is_row: bool) -> bool:
    """Whether a letter that is none of the request's says what a number or a row is."""
    if is_row:
        # The gradient g, or by the letter of f; what else is a vector has been read before.
        return letter in "gG" or is_function(context, letter, head)
    if letter in HEIGHTS or is_function(context, letter, head):
        return True
    header = _HEADER.match(context.request or context.source)
    is_one = len(context.variables) == 1
    if letter == "L":
        return has_target(context)
    has_slope = is_one or is_directed(context) or header is None
    return (letter in _SLOPES and has_slope) or (letter == "v" and is_one)


def _is_derivative(context: Context, entry: Place, index: int) -> bool:
    """Whether the derivative by the variable of this index stands here, as in (f_x, f_y)."""
    names = [str(name) for name in context.variables]
    if index >= len(names):
        return False
    pattern = _DERIVATIVES.format(name=re.escape(names[index]), point=_POINT)
    return re.fullmatch(pattern, context.text(entry).strip()) is not None


def _is_formula(reading: AnswerReading, place: Place) -> bool:
    """Whether a formula of the problem's names stands here, with the height at most."""
    context = reading.context
    try:
        product = read_product(reading, place)
        row = (product,) if product is not None else read_row(reading, place)
        parts = (read_part(reading, place),) if row is None else row
    except MeaninglessRequestError:
        # As of 1/0 and (1,2,3) + 2, which are no numbers and no rows.
        return False
    units = by_unit_vectors(context, parts[0]) if row is None else None
    letters = {name for part in units or parts for name in part.free_symbols}
    foreign = {str(name) for name in letters - set(reading.decimals)} - context.declared
    # The a and b of at=(a,b) are known, too.
    known = _LONE_LETTER.findall(context.request or context.source[: place.start])
    foreign -= {name for name in known if not is_function(context, name, place)}
    if context.components:
        return foreign <= _COORDINATES
    return not foreign or (foreign <= HEIGHTS and holds_variable(context, place))
