"""Points and directions as they are written in a request, into exact numbers."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from sympy import Expr, Integer, Symbol, cos, pi, sin

from grad_magic.errors import MeaninglessRequestError, RequestSyntaxError
from grad_magic.problem import Formula, Place
from grad_magic.reading.expressions import read_expression, read_name
from grad_magic.reading.symbolic import is_real_number, to_sympy

_OPENING, _CLOSING = "([{", ")]}"
_DEGREES = re.compile(r"\s*(?:°|deg|degrees?)\s*$")
_GRADIENT = re.compile(r"([+-]?)\s*(?:grad(?:\s+\w)?|∇\s*\w?)")
_UNIT_VECTORS = ("i", "j", "k")
_UNIT_VECTOR_TERM = re.compile(
    r"\s*(?P<sign>[-−+]?)(?P<number>(?:[^-−+A-Za-z]|[A-Za-z]{2,})*?)\*?\s*"
    r"(?<![A-Za-z])(?P<unit>[ijk])(?![A-Za-z])"
)
MOST_POINTS = 50
NO_NAMES: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True)
class Context:
    """What the numbers of a request may refer to.

    Attributes:
        source: the request.
        inserted: the formulas that `{name}` stands for.
        numbers: reads a value that the notebook holds under a bare name as numbers.
        namespace: what the notebook holds.
    """

    source: str
    inserted: Mapping[str, Formula]
    numbers: Callable[[str, object], tuple[Expr, ...]]
    namespace: Mapping[str, object]

    def text(self, place: Place) -> str:
        """What stands at this place."""
        return self.source[place.start : place.end]

    def error(self, place: Place, message: str, advice: str = "") -> MeaninglessRequestError:
        """The error about this place."""
        return MeaninglessRequestError(
            message, advice=advice, source=self.source, start=place.start, end=place.end
        )


def split_at_commas(source: str, place: Place) -> tuple[Place, ...]:
    """The parts of a value between the commas outside all brackets, without outer spaces."""
    cuts = [place.start - 1]
    depth = 0
    for position in range(place.start, place.end):
        depth += (source[position] in _OPENING) - (source[position] in _CLOSING)
        if source[position] == "," and depth == 0:
            cuts.append(position)
    cuts.append(place.end)
    parts = [_strip(source, Place(a + 1, b)) for a, b in itertools.pairwise(cuts)]
    if len(parts) > 1 and parts[-1].start == parts[-1].end:
        parts.pop()
    return tuple(parts)


def inside_bracket(source: str, place: Place) -> Place | None:
    """What one pair of brackets around the whole value encloses; None without such a pair."""
    text = source[place.start : place.end]
    if len(text) > 2 and text[0] + text[-1] in ("$$", "⟨⟩", "<>"):
        inner = Place(place.start + 1, place.end - 1)
        return (inside_bracket(source, inner) or inner) if text[0] == "$" else inner
    if len(text) < 2 or text[0] not in "([" or text[-1] not in ")]":
        return None
    depth = 0
    for position, character in enumerate(text):
        depth += (character in _OPENING) - (character in _CLOSING)
        if depth == 0:
            is_whole = position == len(text) - 1
            return Place(place.start + 1, place.end - 1) if is_whole else None
    return None


def read_points(
    context: Context, place: Place, variables: Sequence[Symbol]
) -> tuple[tuple[Expr, ...], ...]:
    """The points of `at`: one, or several in square brackets.

    Raises:
        RequestSyntaxError: it cannot be read.
        MeaninglessRequestError: a coordinate is no real number, or a variable is missing.
    """
    inside = inside_bracket(context.source, place)
    if inside is not None and context.source[place.start] == "[":
        parts = split_at_commas(context.source, inside)
        if len(parts) > MOST_POINTS:
            raise context.error(place, f"at most {MOST_POINTS} points are taken at once")
        is_list_of_numbers = len(variables) == 1 and len(parts) > 1
        if is_list_of_numbers or all(inside_bracket(context.source, part) for part in parts):
            return tuple(read_point(context, part, variables) for part in parts)
    return (read_point(context, place, variables),)


def read_point(context: Context, place: Place, variables: Sequence[Symbol]) -> tuple[Expr, ...]:
    """One point: `(1, 0)`, `(x=1, y=0)`, a number, or a name of the notebook."""
    bare = context.text(place)
    if bare in context.namespace and bare not in map(str, variables):
        return context.numbers("at", context.namespace[bare])
    inside = inside_bracket(context.source, place) or place
    parts = split_at_commas(context.source, inside)
    named = [re.match(r"\s*([^\W\d]\w*)\s*=(?!=)", context.text(part)) for part in parts]
    if not any(named):
        return tuple(read_number(context, part, "coordinate") for part in parts)
    coordinates: dict[str, Expr] = {}
    for part, match in zip(parts, named, strict=True):
        if match is None:
            raise context.error(part, "this coordinate has no name", "Name all or none.")
        name = read_name(context.source, Place(part.start, part.start + match.end(1)))
        value = _strip(context.source, Place(part.start + match.end(), part.end))
        if name in coordinates or name not in map(str, variables):
            known = ", ".join(map(str, variables))
            problem = "is given twice" if name in coordinates else f"is not one of {known}"
            raise context.error(part, f"{name} {problem}")
        coordinates[name] = read_number(context, value, "coordinate")
    missing = [str(variable) for variable in variables if str(variable) not in coordinates]
    if missing:
        raise context.error(place, f"the point has no {', '.join(missing)}")
    return tuple(coordinates[str(variable)] for variable in variables)


def read_number(context: Context, place: Place, part: str) -> Expr:
    """An exact real number.

    Raises:
        RequestSyntaxError: it cannot be read.
        MeaninglessRequestError: it holds a name, or is no real number.
    """
    bare = context.text(place)
    if bare in context.namespace:
        numbers = context.numbers(part, context.namespace[bare])
        if len(numbers) != 1:
            raise context.error(place, f"{bare} holds {len(numbers)} numbers, not one")
        return numbers[0]
    formula = read_expression(context.source, place, inserted=context.inserted)
    for leaf in name_leaves(formula):
        raise context.error(
            Place(leaf.start, leaf.end),
            f"a {part} must be a number, but {leaf.value} is a name",
            "Write numbers, such as 1, 0.5 or pi/2.",
        )
    number = to_sympy(formula, context.source)
    if not is_real_number(number):
        raise context.error(place, f"a {part} must be a real number")
    return number


def read_direction(
    context: Context, key: str, place: Place, variables: Sequence[Symbol], point: Sequence[Expr]
) -> tuple[tuple[Expr, ...] | None, int]:
    """The direction that one of the clauses gives, or the sign of ±∇f(P).

    Raises:
        RequestSyntaxError: it cannot be read.
        MeaninglessRequestError: it gives no direction.
    """
    if key == "to":
        return _toward(context, place, variables, point), 0
    if key == "angle":
        return _by_angle(context, place, variables), 0
    if key == "angles":
        return _by_direction_angles(context, place, variables), 0
    along = _GRADIENT.fullmatch(context.text(place))
    if along is not None:
        return None, -1 if along[1] == "-" else 1
    return _by_vector(context, place, variables), 0


def _toward(
    context: Context, place: Place, variables: Sequence[Symbol], point: Sequence[Expr]
) -> tuple[Expr, ...]:
    end = read_point(context, place, variables)
    if len(end) != len(point):
        raise context.error(place, f"to has {len(end)} coordinates, but at has {len(point)}")
    difference = tuple(b - a for a, b in zip(point, end, strict=True))
    if all(component.is_zero for component in difference):
        raise context.error(place, "this is the point itself, so it gives no direction")
    return difference


def _by_angle(context: Context, place: Place, variables: Sequence[Symbol]) -> tuple[Expr, ...]:
    if len(variables) != 2:
        raise context.error(
            place,
            f"angle gives a direction in the plane, but f has {len(variables)} "
            f"variable{'s' if len(variables) > 1 else ''}",
            "Write dir=(…), or angles=(…) with one angle for each axis.",
        )
    angle = _read_angle(context, place)
    return (cos(angle), sin(angle))


def _by_direction_angles(
    context: Context, place: Place, variables: Sequence[Symbol]
) -> tuple[Expr, ...]:
    inside = inside_bracket(context.source, place) or place
    parts = split_at_commas(context.source, inside)
    if len(parts) != len(variables):
        message = f"angles has {len(parts)} angles, but f has {len(variables)} variables"
        raise context.error(place, message)
    cosines = tuple(cos(_read_angle(context, part)) for part in parts)
    total = sum(cosine**2 for cosine in cosines)
    if (total - 1).expand() != 0 and abs((total - 1).evalf(30)) > 10**-25:
        raise context.error(
            place,
            f"these are no direction angles: their cosines' squares add up to "
            f"{_decimal(total)}, not to 1",
        )
    return cosines


def _decimal(number: Expr) -> str:
    return str(number) if number.is_Rational else f"{float(number):.4g}"


def _read_angle(context: Context, place: Place) -> Expr:
    place = inside_bracket(context.source, place) or place
    match = _DEGREES.search(context.text(place))
    if match is None:
        return read_number(context, place, "angle")
    end = place.start + match.start()
    return read_number(context, Place(place.start, end), "angle") * pi / 180


def _by_vector(context: Context, place: Place, variables: Sequence[Symbol]) -> tuple[Expr, ...]:
    bare = context.text(place)
    if bare in context.namespace and bare not in map(str, variables):
        return context.numbers("dir", context.namespace[bare])
    inside = inside_bracket(context.source, place) or place
    if len(split_at_commas(context.source, inside)) > 1:
        parts = split_at_commas(context.source, inside)
        return tuple(read_number(context, part, "component") for part in parts)
    components = _read_unit_vectors(context, place, variables)
    if components is not None:
        return components
    formula = read_expression(context.source, place, inserted=context.inserted)
    names = {str(leaf.value) for leaf in name_leaves(formula)}
    if not names:
        return (read_number(context, place, "component"),)
    known = [str(variable) for variable in variables]
    units = known if names <= set(known) else list(_UNIT_VECTORS[: len(variables)])
    return _coefficients(context, place, to_sympy(formula, context.source), units, names)


def _read_unit_vectors(
    context: Context, place: Place, variables: Sequence[Symbol]
) -> tuple[Expr, ...] | None:
    """The components of 3/5 i - √2 j, where what stands before i is its coefficient."""
    known = _UNIT_VECTORS[: len(variables)]
    if {str(variable) for variable in variables} & set(_UNIT_VECTORS):
        return None
    components = dict.fromkeys(known, Integer(0))
    text, end = context.text(place), 0
    for match in _UNIT_VECTOR_TERM.finditer(text):
        if match.start() != end or match["unit"] not in known:
            return None
        start = place.start + match.start("number")
        number = _strip(context.source, Place(start, start + len(match["number"])))
        factor = Integer(1)
        if number.start < number.end:
            factor = read_number(context, number, "component")
        components[match["unit"]] += -factor if match["sign"] in ("-", "−") else factor
        end = match.end()
    return tuple(components.values()) if end and not text[end:].strip() else None


def _coefficients(
    context: Context, place: Place, vector: Expr, units: Sequence[str], names: Collection[str]
) -> tuple[Expr, ...]:
    """The components of 3i - 4j, or of an axis such as -y."""
    symbols = [Symbol(name, real=True) for name in units]
    components = tuple(vector.diff(symbol) for symbol in symbols)
    is_axis = units[0] not in _UNIT_VECTORS
    is_linear = not any(component.free_symbols for component in components)
    remainder = vector - sum(c * s for c, s in zip(components, symbols, strict=True))
    if not set(names) <= set(units) or not is_linear or remainder.expand() != 0:
        raise _no_direction(context, place, units)
    if is_axis and (len(names) > 1 or abs(sum(components)) != 1):
        raise _no_direction(context, place, units)
    return components


def _no_direction(context: Context, place: Place, units: Sequence[str]) -> MeaninglessRequestError:
    example = f"({', '.join('…' for _ in units)})"
    return context.error(
        place, "this is no direction", f"Write dir={example}, dir=3i-4j, dir=-y or dir=grad."
    )


def name_leaves(formula: Formula) -> Iterator[Formula]:
    """Every place where a variable stands, from left to right."""
    if formula.operation == "name":
        yield formula
    for operand in formula.operands:
        yield from name_leaves(operand)


def read_count(context: Context, place: Place) -> int:
    """A whole number.

    Raises:
        RequestSyntaxError: something else stands there.
    """
    text = context.text(place)
    if not text.isdecimal():
        raise RequestSyntaxError(
            "a whole number is expected here",
            source=context.source,
            start=place.start,
            end=place.end,
        )
    return int(Integer(int(text[:9])))


def _strip(source: str, place: Place) -> Place:
    text = source[place.start : place.end]
    start = place.start + len(text) - len(text.lstrip())
    return Place(start, max(start, place.start + len(text.rstrip())))
