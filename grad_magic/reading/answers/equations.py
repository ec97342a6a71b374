"""The equations of an answer: of lines and planes, also by coordinates, and of numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sympy import Add, Expr, Integer, Symbol

from grad_magic.errors import GradMagicError
from grad_magic.formula.tree import Place
from grad_magic.problem import Answer, AnswerForm
from grad_magic.reading.answers.numbers import (
    AnswerReading,
    number_of_chain,
    read_part,
    sides_of,
    to_answer,
)
from grad_magic.reading.answers.other_names import is_directed
from grad_magic.reading.answers.points import is_about_points, with_commas
from grad_magic.reading.answers.rows import by_unit_vectors, read_row
from grad_magic.reading.context import Context
from grad_magic.reading.notation.words import names_in
from grad_magic.reading.values import inside_bracket, split_at_commas, strip_place
from grad_magic.reading.vocabulary import CALLABLE_BY_NAME

_COORDINATES_IN_SPACE = 3
_DOT = re.compile(r"(?<=[)\]>⟩])\s*([·•⋅*])\s*(?=[(\[<⟨])")
_CALL = re.compile(r"(?P<name>[A-Za-z]\w*)\s*\((?P<arguments>[\w\s,;]*)\)")
# Signs of what comes before the result: a row, a slope, a product of vectors.
_WORKINGS = re.compile(r"∇|grad(?![A-Za-z])|[(\[⟨<][^()\[\]]*,|‖|\|")
# A letter that is no word of a function, and no constant.
_LETTERS = re.compile(r"(?<![A-Za-z\\])(?!(?:e|E|pi|i|j|k)(?![A-Za-z]))[A-Za-z](?![A-Za-z])")
# Of (x-1)/0 = (y-2)/3 = z books mean that x stays 1.
_OVER_ZERO = re.compile(r"\s*/\s*\(?\s*0\s*\)?\s*\Z")
_UNIT_VECTOR = re.compile(r"(?<![A-Za-z\\])[ijk](?![A-Za-z])|\\(?:mathbf|vec|hat)")


def line_by_coordinates(reading: AnswerReading, place: Place) -> tuple[Expr, ...]:
    """The row of x = 1 + 2t, y = 2 - t, in the order of the variables; nothing of other forms."""
    context, names = reading.context, _names_of_coordinates(reading.context)
    if is_about_points(context):
        return ()
    parts = split_at_commas(with_commas(context.source, place), place)
    sides = [sides for sides in (sides_of(context, part) for part in parts) if sides is not None]
    by_name = {context.text(left): right for left, right in sides}
    # Of the graph the height has a letter of its own, which stands last.
    others = [name for name in by_name if name not in names]
    are_all = set(names) <= set(by_name) and len(others) <= _may_have_height(context)
    are_all = are_all and len(by_name) > 1
    if not are_all or not len(parts) == len(sides) == len(by_name):
        return ()
    return tuple(read_part(reading, by_name[name]) for name in (*names, *others))


def _names_of_coordinates(context: Context) -> list[str]:
    """The variables; of a curve x, y and z, in which its lines and planes are written."""
    if len(context.variables) == 1 < context.components <= _COORDINATES_IN_SPACE:
        return list("xyz"[: context.components])
    return list(map(str, context.variables))


def _may_have_height(context: Context) -> bool:
    """Whether the points of a graph have one letter more than f has variables."""
    return not context.components


def equation_by_product(
    reading: AnswerReading, place: Place, *, is_line: bool = False
) -> Answer | None:
    """The equation (4,1)·(x-1,y-2) = 0 of the points perpendicular to a row; None of others."""
    context = reading.context
    sides = sides_of(context, place)
    dot = None if sides is None else _DOT.search(context.source, sides[0].start, sides[0].end)
    if sides is None or dot is None or sides_of(context, sides[1]) is not None:
        return None
    factors = (Place(sides[0].start, dot.start(1)), Place(dot.end(1), sides[0].end))
    places = [strip_place(context.source, factor) for factor in factors]
    if any(inside_bracket(context.source, factor) is None for factor in places):
        return None
    first, second = (read_row(reading, factor) or () for factor in places)
    variables = set(context.variables)
    for normal, points in ((first, second), (second, first)):
        is_normal = not any(entry.free_symbols & variables for entry in normal)
        rest = [a - b for a, b in zip(points, context.variables, strict=False)]
        is_moved = not any(entry.free_symbols & variables for entry in rest)
        # (x,y)·(3/5,4/5) is how one comes to the rate of (x² + y²)/2 along this unit vector.
        is_unit = Add(*(entry**2 for entry in normal)).equals(1)
        is_rate = is_unit and not any(rest) and is_directed(context)
        is_normal = is_normal and (is_line or not is_rate)
        if len(first) == len(second) == len(rest) > 1 and is_normal and is_moved:
            product = Add(*(a * b for a, b in zip(normal, points, strict=True)))
            difference = product - read_part(reading, sides[1])
            return to_answer(reading, AnswerForm.EQUATION, ((difference,),))
    return None


def line_by_equal_sides(reading: AnswerReading, place: Place) -> tuple[Expr, ...]:
    """Of (x-1)/6 = (y-2)/3, z = 3 its points by a parameter; nothing of other forms.

    They are in the order of the variables, and the height of a graph stands last.
    """
    context = reading.context
    names = _names_of_coordinates(context)
    parts = split_at_commas(with_commas(context.source, place), place)
    fixed = _fixed_coordinates(context, parts) if len(parts) > 1 else {}
    if len(parts) != len(fixed) + 1:
        return ()
    (chain,) = (part for part in parts if part not in fixed)
    sides = sides_of_chain(context, chain)
    letters = [_LETTERS.findall(context.text(side)) for side in sides]
    moving = [row[0] for row in letters if len(row) == 1]
    found = {*moving, *fixed.values()}
    others = [letter for letter in (*moving, *fixed.values()) if letter not in names]
    are_all = set(names) <= found and len(others) <= _may_have_height(context)
    are_once = len(sides) == len(moving) and len(sides) + len(fixed) == len(found)
    if not (are_all and are_once and len(found) >= _COORDINATES_IN_SPACE):
        return ()
    free = next(letter for letter in "tsqw" if letter not in context.declared | found)
    points = {
        letter: read_part(reading, _right_side(context, part)) for part, letter in fixed.items()
    }
    for letter, side in zip(moving, sides, strict=True):
        point = _point_of_side(reading, side, letter, Symbol(free, real=True))
        if point is None:
            return ()
        points[letter] = point
    return tuple(points[letter] for letter in (*names, *others))


def _fixed_coordinates(context: Context, parts: Sequence[Place]) -> dict[Place, str]:
    """The letters that stay as they are, of parts like z = 3."""
    fixed: dict[Place, str] = {}
    for part in parts:
        sides = sides_of(context, part)
        name = "" if sides is None else context.text(sides[0])
        is_letter = _LETTERS.fullmatch(name) is not None
        if sides is not None and is_letter and not _LETTERS.search(context.text(sides[1])):
            fixed[part] = name
    return fixed


def _right_side(context: Context, part: Place) -> Place:
    sides = sides_of(context, part)
    assert sides is not None
    return sides[1]


def sides_of_chain(context: Context, place: Place) -> list[Place]:
    """The sides of a = b = c."""
    sides, rest = list[Place](), place
    while (pair := sides_of(context, rest)) is not None:
        sides.append(pair[0])
        rest = pair[1]
    return [*sides, rest]


def _point_of_side(
    reading: AnswerReading, side: Place, letter: str, parameter: Symbol
) -> Expr | None:
    """1 + 6t of (x-1)/6 where it is t; 1 of (x-1)/0; None of what is not so."""
    source = reading.context.source
    over_zero = _OVER_ZERO.search(source, side.start, side.end)
    above = side if over_zero is None else Place(side.start, over_zero.start())
    expression, name = read_part(reading, above), Symbol(letter, real=True)
    factor = expression.diff(name)
    if factor == 0 or factor.has(name):
        return None
    along = parameter if over_zero is None else Integer(0)
    return (along - expression.xreplace({name: Integer(0)})) / factor


def end_of_chain(context: Context, place: Place) -> Place:
    """Of max = √(16 + 1) = √17 ≈ 4.12 the last two sides, or one; else the whole.

    What stands before them is how one comes there, as in ∇f·u = 16/5 and (2xy, x²) = (4, 1).
    """
    rest, earlier = place, list[Place]()
    while (sides := sides_of(context, rest)) is not None:
        earlier.append(sides[0])
        rest = sides[1]
    # Of 4x + y = 4·1 + 2 = 6 the first and the last are the equation.
    is_equation = any(
        holds_variable(context, side) and "," not in context.text(side) for side in earlier
    )
    if not earlier or is_equation or _holds_names(context, rest):
        return place
    before, is_long = earlier[-1], len(earlier) > 1
    if "≈" in context.source[before.end : rest.start]:
        return Place(before.start, rest.end) if is_long else place
    is_workings = is_long or _WORKINGS.search(context.text(before)) is not None
    return rest if is_workings else place


def compare_rows(reading: AnswerReading, chain: Place, end: Sequence[Expr]) -> None:
    """Marks as false a chain (4,2) = (2,4) whose rows of numbers differ."""
    for side in sides_of_chain(reading.context, chain)[:-1]:
        try:
            row = read_row(reading, side) or ()
        except GradMagicError:
            # A gradient, or what else is read in the place of its name alone.
            continue
        letters = {name for entry in row for name in entry.free_symbols}
        if len(row) == len(end) and not letters - set(reading.decimals):
            for entry, other in zip(row, end, strict=True):
                number_of_chain(reading, entry, other)


def compare_numbers(reading: AnswerReading, chain: Place, end: Expr) -> None:
    """Marks as false a chain √3 = √2 whose numbers differ."""
    for side in sides_of_chain(reading.context, chain)[:-1]:
        try:
            product = read_product(reading, side)
            number = read_part(reading, side) if product is None else product
        except GradMagicError:
            # A name, as f_x or D_u f.
            continue
        if not number.free_symbols - set(reading.decimals):
            number_of_chain(reading, number, end)


def read_product(reading: AnswerReading, place: Place) -> Expr | None:
    """The inner product (4,1)·(3,4)/5 of two rows; None where none stands here.

    Raises:
        GradMagicError: a row cannot be read.
    """
    source = reading.context.source
    dots = list(_DOT.finditer(source, place.start, place.end))
    if len(dots) != 1:
        return None
    (dot,) = dots
    factors = (Place(place.start, dot.start(1)), Place(dot.end(1), place.end))
    first, second = (read_row(reading, strip_place(source, factor)) or () for factor in factors)
    if not first or len(first) != len(second):
        return None
    return Add(*(a * b for a, b in zip(first, second, strict=True)))


def last_side(context: Context, place: Place) -> Place:
    """What a chain of equal sides ends in."""
    while (sides := sides_of(context, place)) is not None:
        place = sides[1]
    return place


def last_number(context: Context, place: Place) -> Place:
    """Of 2x = 6 the number that it ends in; else the whole."""
    sides = sides_of(context, place)
    if sides is None or not holds_variable(context, sides[0]):
        return place
    end = last_side(context, place)
    return place if holds_variable(context, end) else end


def holds_variable(context: Context, place: Place) -> bool:
    """Whether a variable of f stands here, also as a letter of a product."""
    return bool(names_in(context.source, place) & set(map(str, context.variables)))


def _holds_names(context: Context, place: Place) -> bool:
    """Whether a variable or another letter stands here, as in a line (x-1)/2 = (y-1)/3 = z."""
    return _LETTERS.search(context.text(place)) is not None


def read_equation_of(reading: AnswerReading, left: Place, right: Place) -> Answer:
    """An equation; of r = (1, 2) + t(2, -1), and of (x, y) for r, the row."""
    row = read_row(reading, right)
    if row is not None:
        return to_answer(reading, AnswerForm.VECTOR, (row,))
    units = _units(reading, right)
    if units is not None:
        return to_answer(reading, AnswerForm.VECTOR, (units,))
    start = read_part(reading, _without_arguments(reading.context, left))
    end = read_part(reading, right)
    if not (start.free_symbols | end.free_symbols) - set(reading.decimals):
        return to_answer(reading, AnswerForm.NUMBER, ((number_of_chain(reading, start, end),),))
    answer = to_answer(reading, AnswerForm.EQUATION, ((start - end,),))
    is_number = not end.free_symbols - set(reading.decimals)
    return replace(answer, number_behind=end if is_number else None)


def _units(reading: AnswerReading, right: Place) -> tuple[Expr, ...] | None:
    """The components of the 4i + j of (4,1) = 4i + j."""
    if _UNIT_VECTOR.search(reading.context.text(right)) is None:
        return None
    return by_unit_vectors(reading.context, read_part(reading, right))


def _without_arguments(context: Context, side: Place) -> Place:
    """The letter of L(x, y), where it is called with the variables."""
    call = _CALL.fullmatch(context.source, side.start, side.end)
    if call is None or call["name"] in CALLABLE_BY_NAME:
        return side
    arguments = re.split(r"[\s,;]+", call["arguments"].strip())
    is_whole = arguments == list(map(str, context.variables))
    return Place(*call.span("name")) if is_whole else side
