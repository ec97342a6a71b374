"""An answer about critical points: (0,0) saddle, min f(±1,0) = -2, no local maximum."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from sympy import Expr, Integer, Symbol

from grad_magic.formula.tree import Place
from grad_magic.problem import Answer, AnswerForm
from grad_magic.reading.answers.critical_words import Part, Role, may_count, parts_of
from grad_magic.reading.answers.numbers import AnswerReading, read_part, sides_of, to_answer
from grad_magic.reading.answers.rows import read_row
from grad_magic.reading.context import Context
from grad_magic.reading.values import inside_bracket, row_text, strip_place
from grad_magic.wording.messages import Message

_ORIGIN = re.compile(r"(?:origin|原点)\Z", re.IGNORECASE)
_LETTER = re.compile(r"(?P<letter>[A-Za-z](?:_?\d+)?)\s*(?=[(\[⟨<])")
_LETTER_OF_POINT = re.compile(r"[A-Z](?:_?\d+)?\s*(?:=\s*)?(?=[(\[⟨<])")
_ONE_LETTER = re.compile(r"[A-Za-z](?:_?\d+)?")
_AXIS = re.compile(r"(?P<name>[xy])(?:(?:-|\s+)axis|\s*轴)")
_SIGNS = ("±", "∓")
_PLACES = re.compile(r"points?(?!\w)|(?<!鞍)点", re.IGNORECASE)
_OF_PLACE = re.compile(r"[处时]|(?<!\w)(?:located|occurs?|points?)(?!\w)")
_EQUALS = re.compile(r"(?<!\w)(?:is|are)(?!\w)|[是为]")


@dataclass
class _Point:
    """A point as an answer writes it.

    Attributes:
        row: where its row stands, or in one variable its number; None of others.
        coordinates: where they stand, by name.
        is_origin: whether it is called so.
        kind: what is said of it.
        is_inherited: whether its kind stands before others.
        value: where the value of f stands; None where none is said.
        may_be_value: whether it is one number that may be a value of f as well, as in: max 2.
    """

    row: Place | None = None
    coordinates: dict[str, Place] = field(default_factory=dict)
    is_origin: bool = False
    kind: str = ""
    is_inherited: bool = False
    value: Place | None = None
    may_be_value: bool = False

    @property
    def places(self) -> Iterator[Place]:
        """Where something of it stands."""
        yield from (place for place in (self.row, self.value) if place is not None)
        yield from self.coordinates.values()


@dataclass
class _Statement:
    """What an answer says, as it is read from left to right."""

    points: list[_Point] = field(default_factory=list)
    curves: list[tuple[Place, str]] = field(default_factory=list)
    claims: list[tuple[str, Place | None]] = field(default_factory=list)
    absent: set[str] = field(default_factory=set)
    counts: list[tuple[str, int]] = field(default_factory=list)
    heading: str = ""
    is_new: bool = False


def read_critical(reading: AnswerReading, place: Place) -> Answer | None:
    """The points of an answer with their kinds and values; None where it names no point or kind.

    Raises:
        RequestSyntaxError: it cannot be read.
        MeaninglessRequestError: it speaks of global extrema, or a sign has two readings.
    """
    context = reading.context
    listed = _listed(context, place)
    statement = _one_by_one(context, listed) or _Statement()
    for part in () if statement.points else listed:
        for segment in _segments(context, part):
            if not _add(reading, statement, segment):
                return None
    if _is_pair(context, statement):
        # (1, -1) may be two points, and one point of the graph.
        return None
    _move_lines(context, statement)
    if statement.points or statement.claims or statement.absent or len(statement.curves) > 1:
        return _answer_of(reading, statement)
    if not statement.curves:
        return None
    ((place, kind),) = statement.curves
    if kind:
        return _answer_of(reading, statement)
    return to_answer(reading, AnswerForm.EQUATION, ((_difference(reading, place),),))


def _one_by_one(context: Context, listed: Sequence[Place]) -> _Statement | None:
    """Points of which the kinds stand behind them in the same order; None of other answers.

    So in (1,1), (-1,-1), (0,0): min, min, saddle.
    """
    said = [
        part
        for place in listed
        for part in parts_of(context, place)
        if part.role not in (Role.JOINT, Role.BREAK)
    ]
    count = len(said) // 2
    roles = [part.role for part in said]
    _refuse_other_numbers(context, said)
    if count <= 1 or roles != [Role.FORMULA] * count + [Role.KIND] * count:
        return None
    statement = _Statement()
    for part in said[:count]:
        place = strip_place(context.source, part.place)
        if not _add_point(context, statement, place, goes_on=False):
            if len(context.variables) > 1 or sides_of(context, place) is not None:
                return None
            statement.points.append(_Point(row=place))
    if len(statement.points) < count:
        return None
    for point, part in zip(statement.points, said[count:], strict=True):
        if len(point.coordinates) not in (0, len(context.variables)):
            return None
        point.kind = _kind_of(part)
    return statement


def _refuse_other_numbers(context: Context, said: Sequence[Part]) -> None:
    """Makes sure that kinds behind all points are as many, and not two of (1,1), (-1,-1), (0,0).

    Raises:
        MeaninglessRequestError: they are not, so that nobody knows which is whose.
    """
    first = next((i for i, part in enumerate(said) if part.role is Role.KIND), 0)
    points, kinds = said[:first], said[first:]
    plain = {part.kind.rpartition(" ")[2] for part in kinds}
    are_points = all(part.role is Role.FORMULA for part in points)
    are_kinds = all(part.role is Role.KIND for part in kinds)
    if are_points and are_kinds and len(plain) > 1 and 1 < len(points) != len(kinds):
        place = Place(kinds[0].place.start, kinds[-1].place.end)
        message = Message("kinds_and_points_differ_in_number", kinds=len(kinds), points=len(points))
        raise context.error(place, message, Message("write_each_kind"))


def _difference(reading: AnswerReading, place: Place) -> Expr:
    """Of an equation the difference of its sides; of the y-axis x."""
    axis = _AXIS.fullmatch(reading.context.text(place))
    if axis is not None:
        return Symbol("y" if axis["name"] == "x" else "x", real=True)
    sides = sides_of(reading.context, place)
    assert sides is not None
    left, right = (read_part(reading, side) for side in sides)
    return left - right


def _is_pair(context: Context, statement: _Statement) -> bool:
    """Whether two numbers in brackets are all that is said of one variable."""
    if len(context.variables) > 1 or len(statement.points) != 1 or statement.claims:
        return False
    (point,) = statement.points
    is_bare = point.row is not None and point.value is None and not point.kind
    return is_bare and point.row is not None and _row_at(context, point.row) is not None


def _move_lines(context: Context, statement: _Statement) -> None:
    """Takes what has one coordinate of two for a line: all points with x = 0."""
    count = len(context.variables)
    for point in list(statement.points):
        if point.row is None and not point.is_origin and len(point.coordinates) == count - 1 == 1:
            (value,) = point.coordinates.values()
            name = next(iter(point.coordinates))
            start = context.source.rindex(name, 0, value.start)
            statement.points.remove(point)
            statement.curves.append((Place(start, value.end), point.kind))


def _listed(context: Context, place: Place) -> tuple[Place, ...]:
    """The answer without the brackets of a list around it."""
    text = row_text(context.source)
    inside = inside_bracket(context.source, place)
    if text[place.start] == "{" and text[place.end - 1] == "}":
        inside = Place(place.start + 1, place.end - 1)
    if inside is None:
        return (place,)
    is_list = text[place.start] in "[{" and (
        len(context.variables) == 1 or re.search(r"[(\[⟨<]", text[inside.start : inside.end])
    )
    return (inside,) if is_list else (place,)


def _segments(context: Context, place: Place) -> Iterator[tuple[Part, ...]]:
    """The parts between one break and the next; those of one point by coordinates together."""
    segment: list[Part] = []
    for part in parts_of(context, place):
        if part.role is not Role.BREAK:
            segment.append(part)
            continue
        yield from _by_kind(segment)
        segment = []
        if part.is_other:
            yield (part,)
    yield from _by_kind(segment)


def _by_kind(segment: Sequence[Part]) -> Iterator[tuple[Part, ...]]:
    """The parts of min (1,1) saddle (0,0), or of (1,1) min (0,0) saddle, each with its kind."""
    marks = [i for i, part in enumerate(segment) if part.role in (Role.KIND, Role.FORMULA)]
    roles = [segment[i].role for i in marks]
    is_by_turns = len(roles) > 2 and roles == roles[:2] * (len(roles) // 2)
    if not is_by_turns or roles[0] is roles[1]:
        yield tuple(segment)
        return
    ends = [i + 1 for i in marks[1::2]]
    for start, end in itertools.pairwise((0, *ends[:-1], len(segment))):
        yield tuple(segment[start:end])


def _add(reading: AnswerReading, statement: _Statement, segment: Sequence[Part]) -> bool:
    """Adds what a segment says; False where it says nothing that is read here."""
    context = reading.context
    statement.counts += [(part.kind, part.count) for part in segment if part.role is Role.COUNT]
    parts = [part for part in segment if part.role not in (Role.JOINT, Role.COUNT)]
    if not parts:
        return True
    if parts[0].role in (Role.SENSE, Role.BREAK):
        return _add_sense_or_break(statement, parts)
    kinds = [part for part in parts if part.role in (Role.KIND, Role.NEITHER)]
    formulas = [part for part in parts if part.role is Role.FORMULA]
    statement.absent |= {part.kind for part in parts if part.role is Role.ABSENT}
    if any(part.role is Role.NOTHING for part in parts):
        if formulas or not kinds:
            return False
        statement.absent |= {kind.kind for kind in kinds}
        return True
    if not formulas:
        _add_kinds(statement, kinds)
        return True
    return _add_formulas(context, statement, parts, kinds)


def _add_sense_or_break(statement: _Statement, parts: Sequence[Part]) -> bool:
    """Adds that what stands before is strict or not, or that something else follows."""
    if parts[0].role is Role.SENSE:
        _give_sense(statement, parts[0].kind)
        return len(parts) == 1
    statement.is_new = True
    if parts[0].is_strong:
        statement.heading = ""
    return True


def _add_kinds(statement: _Statement, kinds: Sequence[Part]) -> None:
    """Adds kinds beside which nothing else stands: of the point before them, or of none."""
    for part in kinds:
        last = statement.points[-1] if statement.points else None
        if part.role is Role.NEITHER and (last is None or last.kind):
            sense = "strict " if part.kind else ""
            statement.absent |= {f"{sense}minimum", f"{sense}maximum"}
        elif last is not None and not last.kind:
            _give_kind(statement, _kind_of(part), is_plural=part.is_plural)
        else:
            statement.claims.append((_kind_of(part), None))


def _kind_of(part: Part) -> str:
    return part.kind or "neither"


def _give_kind(statement: _Statement, kind: str, *, is_plural: bool) -> None:
    """Says of the last point, or of all without a kind at the end, of which kind it is."""
    for index, point in enumerate(reversed(statement.points)):
        if point.kind and not point.is_inherited:
            break
        # Of saddle (0,0), (1,1), (-1,-1) min it is not said what (1,1) is.
        point.kind = kind if is_plural or not index else ""
        point.is_inherited = False
        if not (is_plural or index or statement.heading):
            break


def _give_sense(statement: _Statement, sense: str) -> None:
    """Says of the points behind the last kind, or of the last point, whether it is strict."""
    kind = statement.points[-1].kind if statement.points else ""
    for point in reversed(statement.points):
        if point.kind != kind or " " in kind:
            break
        point.kind = f"{sense} {kind}".strip()
        if not (statement.heading or point.is_inherited):
            break
    if statement.curves and statement.curves[-1][1]:
        place, own = statement.curves[-1]
        statement.curves[-1] = (place, f"{sense} {own}")


def _add_formulas(
    context: Context, statement: _Statement, parts: Sequence[Part], kinds: Sequence[Part]
) -> bool:
    """Adds the points, values and curves of a segment, and the kind that it says of them."""
    formulas = [part for part in parts if part.role is Role.FORMULA]
    first_kind = kinds[0] if kinds else None
    is_before = first_kind is not None and first_kind.place.start < formulas[0].place.start
    if is_before and first_kind is not None:
        statement.heading = _kind_of(first_kind)
    numbers: list[Part] = []
    count, curves = len(statement.points), len(statement.curves)
    goes_on = not (is_before or statement.is_new)
    statement.is_new = False
    for part in formulas:
        place = strip_place(context.source, part.place)
        value = _named_value(context, place)
        if value is not None and is_before and len(statement.points) == count:
            # Of min f = -1 at (1,1) the point stands behind its value.
            numbers.append(replace(part, place=value))
            parts = [*parts, Part(Role.VALUE, place)]
        elif not _add_point(context, statement, place, goes_on=goes_on and part is formulas[0]):
            numbers.append(part)
    is_named = len(statement.points) > count
    if _add_numbers(context, statement, numbers, parts, is_named=is_named):
        return False
    for point in statement.points[count:]:
        point.is_inherited = not (is_before or point.kind)
        point.kind = point.kind or statement.heading
    if len(statement.curves) > curves:
        place, _ = statement.curves[-1]
        statement.curves[-1] = (place, _kind_of(first_kind) if first_kind else "")
    elif first_kind is not None and not is_before and statement.points:
        statement.points[-1].is_inherited = True
        _give_kind(statement, _kind_of(first_kind), is_plural=first_kind.is_plural)
        statement.heading = ""
    return True


def _add_point(context: Context, statement: _Statement, place: Place, *, goes_on: bool) -> bool:
    """Adds the point, or the coordinate, or the curve that stands here; False for a number."""
    text = context.text(place)
    names = list(map(str, context.variables))
    if _ORIGIN.match(text):
        statement.points.append(_Point(is_origin=True))
        return True
    if names == ["x", "y"] and _AXIS.fullmatch(text):
        statement.curves.append((place, ""))
        return True
    sides = sides_of(context, place)
    if sides is not None:
        left, right = sides
        equal = _equal_coordinates(context, place)
        if len(equal) == len(names) > 1:
            statement.points.append(_Point(coordinates=equal))
            return True
        name = context.text(left)
        holds = _holds_variable(context, right)
        if name in names and not holds:
            last = statement.points[-1] if statement.points else None
            is_open = last is not None and 0 < len(last.coordinates) < len(names)
            if is_open and last is not None and name not in last.coordinates and goes_on:
                last.coordinates[name] = right
            else:
                statement.points.append(_Point(coordinates={name: right}))
            return True
        return _add_equation(context, statement, left, right)
    row = _row_at(context, place)
    if row is not None:
        statement.points.append(_Point(row=row))
    return row is not None


def _named_value(context: Context, place: Place) -> Place | None:
    """Where the value of f = -1 stands; None of other formulas."""
    sides = sides_of(context, place)
    text = "" if sides is None else context.text(sides[0])
    if sides is None or text in context.declared or not _ONE_LETTER.fullmatch(text):
        return None
    return None if _row_at(context, sides[1]) is not None else sides[1]


def _equal_coordinates(context: Context, place: Place) -> dict[str, Place]:
    """The coordinates of x = y = 0 by their names; none of other equations."""
    names, found = list(map(str, context.variables)), list[str]()
    rest = place
    while (sides := sides_of(context, rest)) is not None and context.text(sides[0]) in names:
        found.append(context.text(sides[0]))
        rest = sides[1]
    is_value = sides_of(context, rest) is None and not _holds_variable(context, rest)
    return dict.fromkeys(found, rest) if is_value and len(set(found)) == len(found) else {}


def _add_equation(context: Context, statement: _Statement, left: Place, right: Place) -> bool:
    """Adds f(1,0) = -2, P = (1,0), (x,y) = (1,0), z = -2, or the curve of any other equation."""
    text = context.text(left)
    call = _LETTER.match(text)
    if call is not None and call["letter"] not in context.declared:
        point = Place(left.start + call.end(), left.end)
        inside = inside_bracket(context.source, point)
        if inside is not None:
            return _add_value(context, statement, point, right)
    row = _row_at(context, right)
    inside = inside_bracket(context.source, left)
    is_letter = _ONE_LETTER.fullmatch(text) is not None and text not in context.declared
    if row is not None and (inside is not None or is_letter):
        statement.points.append(_Point(row=row))
        return True
    last = statement.points[-1] if statement.points else None
    if is_letter and last is not None and last.value is None:
        last.value = right
    else:
        statement.curves.append((Place(left.start, right.end), ""))
    return True


def _add_value(context: Context, statement: _Statement, point: Place, right: Place) -> bool:
    """Adds the points of f(1,1) = f(-1,-1) = -2, each with the value at the end."""
    inside = inside_bracket(context.source, point)
    row = inside if len(context.variables) == 1 else point
    sides = sides_of(context, right)
    value = right if sides is None else sides[1]
    statement.points.append(_Point(row=row, value=value))
    if sides is None:
        return True
    call = _LETTER.match(context.text(sides[0]))
    if call is None:
        # Of f(1) = 1 - 3 = -2 the last is meant.
        return sides_of(context, value) is None
    return _add_value(context, statement, Place(sides[0].start + call.end(), sides[0].end), value)


def _row_at(context: Context, place: Place) -> Place | None:
    """The row that stands here, without the letter of its point; None where none does."""
    letter = _LETTER_OF_POINT.match(context.source, place.start, place.end)
    start = place.start if letter is None else letter.end()
    row = Place(start, place.end)
    text = row_text(context.source)
    depth = 0
    for position in range(row.start, row.end):
        depth += (text[position] in "([⟨<") - (text[position] in ")]⟩>")
        if depth == 1 and text[position] in ",;":
            return row
    return None


def _holds_variable(context: Context, place: Place) -> bool:
    names = "|".join(re.escape(str(name)) for name in context.variables)
    return re.search(rf"(?<![A-Za-z_])(?:{names})(?!\w)", context.text(place)) is not None


def _add_numbers(
    context: Context,
    statement: _Statement,
    numbers: Sequence[Part],
    parts: Sequence[Part],
    *,
    is_named: bool,
) -> list[Part]:
    """Adds the numbers of a segment, in one variable as points, else as values; those left."""
    if not numbers:
        return []
    places = [strip_place(context.source, part.place) for part in numbers]
    kinds = [part for part in parts if part.role in (Role.KIND, Role.NEITHER)]
    says_value = any(part.role is Role.VALUE for part in parts)
    if len(context.variables) == 1 and not is_named:
        if len(numbers) == len(("number", "number")):
            point, value = _point_and_value(parts, places)
            statement.points.append(_Point(row=point, value=value))
            return []
        may_be_value = _may_be_value(context, parts, kinds, places[0])
        is_value = says_value or (bool(kinds) and kinds[0].is_value)
        if len(numbers) == 1 and not (is_value and may_be_value):
            statement.points.append(_Point(row=places[0], may_be_value=may_be_value))
            return []
    if len(numbers) != 1:
        return list(numbers)
    kind = _kind_of(kinds[0]) if kinds else ""
    last = statement.points[-1] if statement.points else None
    is_of_last = is_named or not kind or (last is not None and last.kind in ("", kind))
    if last is not None and last.value is None and is_of_last:
        last.value = places[0]
        last.kind = last.kind or kind
        return []
    if kind:
        statement.claims.append((kind, places[0]))
    return [] if kind else list(numbers)


def _may_be_value(
    context: Context, parts: Sequence[Part], kinds: Sequence[Part], number: Place
) -> bool:
    """Whether a number of one variable may be the value of f, as in: max 2, and: 2 is the maximum.

    Where f has it is said by: max at 2, max point 2, 2 max.
    """
    if not kinds or _PLACES.search(context.text(kinds[0].place)):
        return False
    kind = kinds[0].place
    is_behind = kind.start < number.start
    between = (kind.end, number.start) if is_behind else (number.end, kind.start)
    words = context.source[slice(*between)]
    if any(part.role is Role.AT for part in parts) or _OF_PLACE.search(words):
        return False
    return is_behind or _EQUALS.search(words) is not None


def _point_and_value(parts: Sequence[Part], places: Sequence[Place]) -> tuple[Place, Place]:
    """Of min -2 at 1 the point 1, of 1 min -2 too."""
    first, second = places
    is_at = any(
        part.role is Role.AT and first.end <= part.place.start < second.start for part in parts
    )
    return (second, first) if is_at else (first, second)


def _answer_of(reading: AnswerReading, statement: _Statement) -> Answer:
    rows, kinds, values = [], [], []
    may_be_values = bool(statement.points) and all(p.may_be_value for p in statement.points)
    for point in statement.points:
        for own in _signed(reading, point.places):
            row, value = _read_point(own, point)
            rows.append(row)
            kinds.append(point.kind)
            values.append(value)
    curves = [(_difference(reading, place), kind) for place, kind in statement.curves]
    claims = tuple(
        (kind, None if place is None else read_part(reading, place))
        for kind, place in statement.claims
    )
    answer = to_answer(reading, AnswerForm.POINTS, tuple(rows), tuple(kinds))
    return replace(
        answer,
        values=tuple(values),
        curves=tuple(curves),
        claims=claims,
        absent=frozenset(statement.absent),
        counts=tuple(statement.counts),
        may_be_values=may_be_values,
        may_be_counts=may_count(reading.context.text(reading.place)),
    )


def _signed(reading: AnswerReading, places: Iterable[Place]) -> Iterator[AnswerReading]:
    """The reading with + and with - in the place of the one ± of a point; else as it is.

    Raises:
        MeaninglessRequestError: there are two, so that two or four points may be meant.
    """
    context, source = reading.context, reading.context.source
    # Of x = y = ±1 the one sign is that of both.
    text = "".join(context.text(place) for place in dict.fromkeys(places))
    if not set(_SIGNS) & set(text):
        yield reading
        return
    if text.count("±") + ("±" not in text) * text.count("∓") > 1:
        raise context.error(
            reading.place, Message("two_signs_have_two_readings"), Message("write_each_point")
        )
    for plus, minus in itertools.permutations("+-"):
        own = source.replace("±", plus).replace("∓", minus)
        yield replace(reading, context=replace(context, source=own))


def _read_point(reading: AnswerReading, point: _Point) -> tuple[tuple[Expr, ...], Expr | None]:
    """The coordinates of a point, and the value of f there."""
    context = reading.context
    count = len(context.variables)
    value = None if point.value is None else read_part(reading, point.value)
    if point.is_origin:
        return (Integer(0),) * count, value
    if point.row is None:
        names = list(map(str, context.variables))
        if set(names) != set(point.coordinates):
            places = list(point.coordinates.values())
            raise context.error(places[0], Message("a_coordinate_of_the_point_is_missing"))
        return tuple(read_part(reading, point.coordinates[name]) for name in names), value
    row = read_row(reading, point.row)
    if row is None:
        return (read_part(reading, point.row),), value
    if len(row) == count + 1 and value is None:
        # (1, 0, -2) is a point of the graph.
        return row[:-1], row[-1]
    return row, value
