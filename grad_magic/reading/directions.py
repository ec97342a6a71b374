"""Directions as books write them, into the components of a vector of any length."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sympy import Expr, Integer, Matrix, Rational, Symbol, cos, pi, sin
from sympy.simplify.fu import TR5

from grad_magic.errors import MeaninglessRequestError
from grad_magic.formula.put_in_numbers import put_in
from grad_magic.formula.sympy_forms import to_sympy
from grad_magic.formula.tree import Formula, Place
from grad_magic.problem import Angle
from grad_magic.reading.context import Context, Value
from grad_magic.reading.grammar.expressions import read_expression
from grad_magic.reading.notation.tokenizer import is_latex
from grad_magic.reading.notation.tokens import inner_place
from grad_magic.reading.values import (
    check_names,
    given_formula,
    held_name,
    inside_bracket,
    name_leaves,
    read_coordinate,
    read_entries,
    read_held_numbers,
    read_point,
    read_value,
    row_text,
    split_at_commas,
    strip_place,
    text_of_mapping,
    text_of_notebook,
    to_number,
    without_name,
)
from grad_magic.wording.messages import Message

_DEGREES = re.compile(r"[-\d./]+\s*°")
_UNIT = re.compile(
    r"\s*(?:(?P<degrees>°|\^\s*\{?\s*\\circ\s*\}?|(?<![A-Za-z])(?:deg|degrees?))"
    r"|(?<![A-Za-z])(?P<radians>rad|radians?))\s*$"
)
_GRADIENT = re.compile(r"([+\-−]?)\s*(?:grad(?:ient)?(?:\s+\w)?|∇\s*\w?)")
# The direction of the positive x-axis.
_AXIS = re.compile(r"(?:positive\s+)?(?P<axis>[-−]?[^\W\d_](?:_?\d)?)[\s-]axis")
_UNIT_VECTORS = ("i", "j", "k")
# Words are taken whole: each further way to take one apart would double the time.
_UNIT_VECTOR_TERM = re.compile(
    r"\s*(?P<sign>[-−+]?)"
    r"(?P<number>(?:[^-−+A-Za-z]|(?<![A-Za-z])(?![ijk](?![A-Za-z]))[A-Za-z]+(?![A-Za-z]))*?)"
    r"[*·]?\s*(?<![A-Za-z])(?P<unit>[ijk])(?![A-Za-z])"
    # The √2 of i/√2 and the sqrt(2) of j/sqrt(2).
    r"(?:\s*/\s*(?P<divisor>√?[0-9]+|(?:√|sqrt)\([0-9]+\)))?"
)
_UNIT_VECTOR = re.compile(r"(?<![A-Za-z\\])\\?[ijk](?:math)?(?![A-Za-z])")
_OPENING, _CLOSING = "([<⟨", ")]>⟩"
_NAME_BEFORE = re.compile(r"[^\W\d]\w*\Z")
# As maps and books have it, of x and y: north is the direction of the y-axis, east of the x-axis.
_COMPASS = re.compile(
    r"(?:due\s+)?(?P<y>north|south)?[-\s]?(?P<x>east|west)?(?:wards?)?"
    r"|(?P<letters>(?-i:[NS][EW]))|正?(?P<chinese>[东西][南北]|[南北东西])(?:方向?|边)?",
    re.IGNORECASE,
)
_POINTS_OF_THE_COMPASS = {
    "north": (0, 1),
    "south": (0, -1),
    "east": (1, 0),
    "west": (-1, 0),
    "": (0, 0),
}
_COMPASS_BY_SIGN = {
    **dict(zip("NSEW", ("north", "south", "east", "west"), strict=True)),
    **dict(zip("北南东西", ("north", "south", "east", "west"), strict=True)),
}
# From the one direction by so many degrees to the other: 30° north of east, 北偏东30°, N30°E.
_RIGHT_ANGLE = 90
_TURN = r"\d+(?:\.\d+)?"
_BEARING = re.compile(
    rf"(?P<turn>{_TURN})\s*(?:°|deg(?:rees?)?)\s*(?P<to>north|south|east|west)\s+of\s+(?:due\s+)?"
    r"(?P<from>north|south|east|west)"
    rf"|(?P<from_sign>(?-i:[NS]))\s*(?P<turn_sign>{_TURN})\s*°\s*(?P<to_sign>(?-i:[EW]))"
    rf"|(?P<from_chinese>[东西南北])偏(?P<to_chinese>[东西南北])\s*(?P<turn_chinese>{_TURN})\s*°(?:的?方向)?",
    re.IGNORECASE,
)
_PLANE = ("x", "y")
# Which way is up is for the picture's author to say.
_UP_OR_DOWN = re.compile(r"up|down|left|right|(?:up|down|left|right)wards?", re.IGNORECASE)
_SIGNS = {"": 1, "+": 1, "-": -1, "−": -1}


@dataclass(frozen=True)
class Direction:
    """What one of the clauses says of the direction; one of the three.

    Attributes:
        components: of a vector of any length.
        target: the point that it looks toward.
        along_gradient: 1 or -1 for ±∇f(P).
        angles: those that give the components, if they do.
    """

    components: tuple[Expr, ...] | None = None
    target: tuple[Expr, ...] | None = None
    along_gradient: int = 0
    angles: tuple[Angle, ...] = ()


def is_by_unit_vectors(context: Context, place: Place) -> bool:
    """Whether the components of a direction were given as in 2i + 5j."""
    has_letters = _UNIT_VECTOR.search(context.text(place)) is not None
    is_name = held_name(context, place) is not None
    return has_letters and not is_name and not context.declared & set(_UNIT_VECTORS)


def direction_at(
    context: Context, place: Place, direction: Direction, point: Sequence[Expr]
) -> tuple[Expr, ...] | None:
    """The components of a direction from a point; None along the gradient.

    Raises:
        MeaninglessRequestError: the target is the point, or has another number of coordinates.
    """
    target = direction.target
    if target is None:
        return direction.components
    if len(target) != len(point):
        raise context.error(
            place, Message("to_has_coordinates_but_at_has", count=len(target), count_2=len(point))
        )
    difference = tuple(b - a for a, b in zip(point, target, strict=True))
    if all(component.is_zero for component in difference):
        raise context.error(place, Message("to_is_the_point_itself_so_it_gives_no"))
    return difference


def read_direction(context: Context, place: Place) -> Direction:
    """A vector as (3,-4), 3i-4j, (1,1)/√2, an axis as -y, or ±∇f(P) as -grad.

    Raises:
        RequestSyntaxError: it cannot be read.
        MeaninglessRequestError: it gives no direction.
    """
    if place in context.given:
        return Direction(_given_vector(context, place, context.given[place]))
    name = held_name(context, place)
    held = None if name is None else context.namespace[name]
    if isinstance(held, Mapping):
        held = text_of_mapping("dir", held)
        return Direction(read_point(*text_of_notebook(context, held)))
    if isinstance(held, str):
        return read_direction(*text_of_notebook(context, held))
    if _UP_OR_DOWN.fullmatch(context.text(place)):
        raise context.error(
            place,
            Message("this_is_no_direction_of_the_plane", word=context.text(place)),
            Message("write_an_axis_or_a_vector"),
        )
    axis = _AXIS.fullmatch(context.text(place))
    if axis is not None:
        start = place.start + axis.start("axis")
        return Direction(_by_vector(context, Place(start, place.start + axis.end("axis"))))
    along = _GRADIENT.fullmatch(context.text(place))
    if along is not None:
        return Direction(along_gradient=_SIGNS[along[1]])
    turned = _DEGREES.fullmatch(context.text(place))
    if turned is not None:
        advice = Message("write_angle", angle=turned[0])
        raise context.error(place, Message("an_angle_is_no_vector"), advice)
    return Direction(_by_compass(context, place) or _by_vector(context, place))


def _by_compass(context: Context, place: Place) -> tuple[Expr, ...] | None:
    """The components of north-east, of 30° north of east and the like; None for anything else.

    Raises:
        MeaninglessRequestError: the variables are not x and y, so that nothing says where north is.
    """
    word = context.text(place)
    components = _by_bearing(word) or _by_point_of_the_compass(word)
    if components is not None and tuple(map(str, context.variables)) != _PLANE:
        raise context.error(
            place,
            Message("this_is_no_direction_of_the_plane", word=word),
            Message("write_an_axis_or_a_vector"),
        )
    return components


def _by_point_of_the_compass(word: str) -> tuple[Expr, ...] | None:
    point = _COMPASS.fullmatch(word)
    if point is None or not any(point.groups()):
        return None
    signs = point["letters"] or point["chinese"] or ""
    words = [(point["x"] or "").lower(), (point["y"] or "").lower()]
    words += [_COMPASS_BY_SIGN[sign] for sign in signs]
    components = zip(*(_POINTS_OF_THE_COMPASS[each] for each in words), strict=True)
    return tuple(Integer(sum(component)) for component in components)


def _by_bearing(word: str) -> tuple[Expr, ...] | None:
    """The unit vector so many degrees from one direction to another at right angles to it."""
    bearing = _BEARING.fullmatch(word)
    if bearing is None:
        return None
    said = {name.partition("_")[0]: text for name, text in bearing.groupdict().items() if text}
    start, end = (
        Matrix(_POINTS_OF_THE_COMPASS[_COMPASS_BY_SIGN.get(said[key], said[key].lower())])
        for key in ("from", "to")
    )
    degrees = Rational(said["turn"])
    if start.dot(end) != 0 or degrees > _RIGHT_ANGLE:
        return None
    radians = degrees * pi / 180
    return tuple(cos(radians) * start + sin(radians) * end)


def read_target(context: Context, place: Place) -> Direction:
    """The direction toward a point.

    Raises:
        RequestSyntaxError, MeaninglessRequestError: the point cannot be read.
    """
    return Direction(target=read_point(context, place))


def read_angle(context: Context, place: Place) -> Direction:
    """The direction by its angle with the first axis.

    Raises:
        RequestSyntaxError: it cannot be read.
        MeaninglessRequestError: f has not two variables, or it is no real number.
    """
    count = len(context.variables)
    if count != 2:
        raise context.error(
            place,
            Message(
                "an_angle_gives_a_direction_in_the_plane",
                variables=Message("count_variables", count=count),
            ),
            Message("write_dir_or_angles"),
        )
    angle = _to_angle(context, place, context.given.get(place, place), "angle")
    radians = _radians(angle)
    return Direction((cos(radians), sin(radians)), angles=(angle,))


def read_angles(context: Context, place: Place) -> Direction:
    """The direction by its angles with the axes.

    Raises:
        RequestSyntaxError: it cannot be read.
        MeaninglessRequestError: they are not one for each axis, or their cosines' squares do
            not add up to 1.
    """
    row, of_all = _without_unit_of_all(context, context.given.get(place, place))
    parts = read_entries(context, row)
    if len(parts) != len(context.variables):
        message = Message(
            "angles_has_angles_but_has_variables", count=len(parts), count_2=len(context.variables)
        )
        raise context.error(place, message)
    angles = tuple(
        _to_angle(context, place, part, "angles")
        if of_all is None or not isinstance(part, Place)
        else Angle(read_coordinate(context, part, Message("noun_angle")), of_all == "degrees")
        for part in parts
    )
    cosines = tuple(cos(_radians(angle)) for angle in angles)
    excess = sum(cosine**2 for cosine in cosines) - 1
    if excess.free_symbols:
        # Not inside the angles: there a power of a sum has no bound.
        if TR5(excess).expand(deep=False) != 0:
            raise context.error(
                place,
                Message("whether_these_are_direction_angles_is_open"),
                Message("write_the_direction_itself_dir"),
            )
    elif excess.expand() != 0 and abs(excess.evalf(30)) > 10**-25:
        raise context.error(
            place,
            Message("these_are_no_direction_angles", decimal=_decimal(excess + 1)),
        )
    return Direction(cosines, angles=angles)


def _without_unit_of_all(context: Context, value: Value) -> tuple[Value, str | None]:
    """The row of (60, 60, 45)° without its unit, and which that is; None without one."""
    match = _UNIT.search(context.text(value)) if isinstance(value, Place) else None
    if match is None or not isinstance(value, Place):
        return value, None
    row = Place(value.start, value.start + len(context.text(value)[: match.start()].rstrip()))
    is_row = inside_bracket(context.source, row) is not None
    return (row, match.lastgroup) if is_row else (value, None)


def _decimal(number: Expr) -> str:
    return str(number) if number.is_Rational else f"{float(number):.4g}"


def _to_angle(context: Context, place: Place, value: Value, key: str) -> Angle:
    """An angle in radians, or with its sign or word in degrees."""
    if not isinstance(value, Place):
        angle = to_number(context, place, value, Message("noun_angle"))
        refuse_degrees_without_sign(context, place, angle, key, f"{angle}")
        return Angle(angle, in_degrees=False)
    name = held_name(context, value)
    held = None if name is None else context.namespace[name]
    if isinstance(held, str):
        own, whole = text_of_notebook(context, held)
        return _to_angle(own, whole, whole, key)
    place = inside_bracket(context.source, value) or value
    match = _UNIT.search(context.text(place))
    number = place if match is None else Place(place.start, place.start + match.start())
    if match is not None and match["degrees"] and "°" not in context.text(number):
        # All of it in degrees, also 30+15° and 90/2°.
        return Angle(read_coordinate(context, number, Message("noun_angle")), in_degrees=True)
    if match is not None and match["radians"]:
        return Angle(read_coordinate(context, number, Message("noun_angle")), in_degrees=False)
    angle = read_coordinate(context, place, Message("noun_angle"))
    if "°" in context.text(place):
        return Angle(angle * 180 / pi, in_degrees=True)
    refuse_degrees_without_sign(context, place, angle, key, context.text(place))
    return Angle(angle, in_degrees=False)


def _radians(angle: Angle) -> Expr:
    return angle.value * pi / 180 if angle.in_degrees else angle.value


def refuse_degrees_without_sign(
    context: Context, place: Place, angle: Expr, key: str, written: str
) -> None:
    """Makes sure that a number beyond 2π without π is not meant in degrees.

    Raises:
        MeaninglessRequestError: it may be.
    """
    if angle.free_symbols or angle.has(pi) or abs(angle.evalf(30)) <= (2 * pi).evalf(30):
        return
    raise context.error(
        place,
        Message("two_readings_of_angle", key=key, written=written),
        Message("write_degrees_or_radians", written=written),
    )


def _given_vector(context: Context, place: Place, value: Value) -> tuple[Expr, ...]:
    """The components of a row, also of a row in a row, or what a number or expression says."""
    while isinstance(value, tuple) and len(value) == 1 and isinstance(value[0], tuple):
        (value,) = value
    if isinstance(value, Expr):
        return _combined(context, place, given_formula(value, place))
    return tuple(
        to_number(context, place, entry, Message("noun_component"))
        for entry in read_entries(context, value)
    )


def _by_vector(context: Context, place: Place) -> tuple[Expr, ...]:
    if held_name(context, place) is not None:
        return read_held_numbers(context, place, "dir")
    place = inner_place(context.source, place, "$") or place
    place = without_name(context, place)
    whole = inside_bracket(context.source, place)
    inside = whole or place
    # The comma of <3,4>/5 stands in brackets that are signs of relations elsewhere.
    is_multiple = whole is None and bool(set("<⟨") & set(context.text(place)))
    parts = () if is_multiple else split_at_commas(context.source, inside)
    if len(parts) == 1 and context.text(inside).rstrip().endswith(","):
        # Python's way of writing a row of one number: (5,).
        return (read_coordinate(context, parts[0], Message("noun_component")),)
    if len(parts) > 1:
        return tuple(read_coordinate(context, part, Message("noun_component")) for part in parts)
    return (
        _read_multiple(context, place)
        or _read_unit_vectors(context, place)
        or _read_combination(context, place)
    )


def _read_multiple(context: Context, place: Place) -> tuple[Expr, ...] | None:
    """The components of (1,1)/sqrt(2) or 2(1,1): a vector and one factor or divisor."""
    bracket = _find_vector(context, place)
    if bracket is None:
        return None
    before = strip_place(context.source, Place(place.start, bracket.start))
    behind = strip_place(row_text(context.source), Place(bracket.end, place.end))
    scale = _read_factor(context, before) * _read_divisor(context, behind)
    inside = inside_bracket(context.source, bracket)
    is_sum = inside is not None and len(split_at_commas(context.source, inside)) == 1
    components = _read_unit_vectors(context, inside) if is_sum and inside else None
    if components is None:
        components = _by_vector(context, bracket)
    return tuple(scale * component for component in components)


def _find_vector(context: Context, place: Place) -> Place | None:
    """The first bracket that holds a row, or a sum of unit vectors, and is no function's."""
    text = row_text(context.source)
    depth, start = 0, place.start
    for position in range(place.start, place.end):
        character = text[position]
        if character in _OPENING and depth == 0:
            start = position
        depth += (character in _OPENING) - (character in _CLOSING)
        if character not in _CLOSING or depth:
            continue
        bracket = Place(start, position + 1)
        inside = inside_bracket(context.source, bracket)
        if inside is None or _NAME_BEFORE.search(text[place.start : start]):
            continue
        if len(split_at_commas(context.source, inside)) > 1:
            return bracket
        if _is_sum_of_units(context, inside):
            return bracket
    return None


def _is_sum_of_units(context: Context, place: Place) -> bool:
    """Whether these are terms such as 3i and -4j, where i and j are no other letters."""
    if context.declared & set(_UNIT_VECTORS) or is_latex(context.source, place):
        return False
    text, end = context.text(place), 0
    while match := _UNIT_VECTOR_TERM.match(text, end):
        end = match.end()
    return end > 0 and not text[end:].strip()


def _read_factor(context: Context, place: Place) -> Expr:
    """What stands before a vector: a sign, or a product that ends in a sign of multiplication."""
    text = context.text(place)
    if text in _SIGNS:
        return Integer(_SIGNS[text])
    end = place.end - 1 if text[-1] in "*·" else place.end
    return _read_scalar(context, strip_place(context.source, Place(place.start, end)), ("add",))


def _read_divisor(context: Context, place: Place) -> Expr:
    """The inverse of what stands behind a vector and a slash."""
    text = context.text(place)
    if not text:
        return Integer(1)
    if text[0] != "/":
        raise _no_direction(context, place)
    rest = strip_place(context.source, Place(place.start + 1, place.end))
    return 1 / _read_scalar(context, rest, ("add", "negate", "multiply"))


def _read_scalar(context: Context, place: Place, refused: Sequence[str]) -> Expr:
    """A number other than 0 whose formula is none of the refused operations, without brackets."""
    number = read_coordinate(context, place, Message("noun_factor"))
    is_bracket = inside_bracket(context.source, place) is not None
    if number.is_zero or (not is_bracket and read_value(context, place).operation in refused):
        raise _no_direction(context, place)
    return number


def _read_unit_vectors(context: Context, place: Place) -> tuple[Expr, ...] | None:
    """The components of 3/5 i - √2 j, where what stands before i is its coefficient."""
    known = _UNIT_VECTORS[: len(context.variables)]
    if context.declared & set(_UNIT_VECTORS) or is_latex(context.source, place):
        return None
    components = dict.fromkeys(known, Integer(0))
    text, end = context.text(place), 0
    while text[end:].strip():
        match = _UNIT_VECTOR_TERM.match(text, end)
        if match is None or match["unit"] not in known:
            return None
        if match["number"].count("(") != match["number"].count(")"):
            # (3i-4j)/5 is read as one expression.
            return None
        start = place.start + match.start("number")
        number = strip_place(context.source, Place(start, start + len(match["number"])))
        factor = Integer(1)
        if number.start < number.end:
            factor = read_coordinate(context, number, Message("noun_component"))
        if match["divisor"]:
            divisor = Place(*(place.start + bound for bound in match.span("divisor")))
            factor /= read_coordinate(context, divisor, Message("noun_component"))
        components[match["unit"]] += -factor if match["sign"] in ("-", "−") else factor
        end = match.end()
    return tuple(components.values())


def _read_combination(context: Context, place: Place) -> tuple[Expr, ...]:
    """The components of an axis such as -y, of a i - 4j, or of a number along the one axis."""
    formula = read_expression(
        context.source, place, context.declared, context.inserted, only_declared=False
    )
    return _combined(context, place, formula)


def _combined(context: Context, place: Place, formula: Formula) -> tuple[Expr, ...]:
    """The components of a formula: an axis, a sum of unit vectors, or a number."""
    axis = _axis(context, formula)
    if axis is not None:
        return axis
    names = {str(leaf.value) for leaf in name_leaves(formula)}
    units = _UNIT_VECTORS[: len(context.variables)]
    if names & set(map(str, context.variables)):
        raise _no_direction(context, place)
    if not names or (len(context.variables) == 1 and not names & set(units)):
        return (read_coordinate(context, place, Message("noun_component")),)
    check_names(context, formula, place, exempt=units)
    return _coefficients(context, place, formula, units)


def _axis(context: Context, formula: Formula) -> tuple[Expr, ...] | None:
    """The unit vector along x or -x, if that is the formula."""
    is_negative = formula.operation == "negate"
    name = formula.operands[0] if is_negative else formula
    if name.operation != "name" or name.value not in context.variables:
        return None
    sign = Integer(-1 if is_negative else 1)
    return tuple(sign if variable == name.value else Integer(0) for variable in context.variables)


def _coefficients(
    context: Context, place: Place, formula: Formula, units: Sequence[str]
) -> tuple[Expr, ...]:
    """The coefficients of the unit vectors in their linear combination."""
    vector = to_sympy(put_in(formula, context.values), context.source)
    symbols = [Symbol(unit, real=True) for unit in units]
    components = tuple(vector.diff(symbol) for symbol in symbols)
    is_linear = not any(component.has(*symbols) for component in components)
    if not is_linear or vector.xreplace(dict.fromkeys(symbols, Integer(0))) != 0:
        raise _no_direction(context, place)
    return components


def _no_direction(context: Context, place: Place) -> MeaninglessRequestError:
    example = f"({', '.join('…' for _ in context.variables)})"
    return context.error(
        place,
        Message("this_is_no_direction"),
        Message("write_a_direction", example=example),
    )
