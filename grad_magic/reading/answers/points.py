"""The points of an answer, each perhaps with its kind: (0,0) saddle, minimum at (1,1)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sympy import Expr, Integer

from grad_magic.formula.tree import Place
from grad_magic.problem import Answer, AnswerForm
from grad_magic.reading.answers.names import KIND, SOME_KIND, kind_in
from grad_magic.reading.answers.numbers import AnswerReading, read_part, read_parts, to_answer
from grad_magic.reading.answers.rows import read_row, without_letter
from grad_magic.reading.context import Context
from grad_magic.reading.values import inside_bracket, row_text, split_at_commas, strip_place

_ORIGIN = re.compile(r"(?:the\s+)?origin|原点")
_COORDINATE = re.compile(r"\s*([^\W\d]\w*)\s*=(?!=)")
_OPENS_COORDINATE = r"[^\W\d]\w*\s*=(?!=)"
# F_y(1,2) = 12, f_y is 12, and df/dy = 12.
_OPENS_DERIVATIVE = (
    r"(?:[A-Za-z]['′]?_\{?[A-Za-z]+\}?|d\s?[A-Za-z]\s*/\s*d\s?[A-Za-z])"
    r"(?:\s*\([^()]*\))?\s*(?:=(?!=)|is\b|DNE|(?:both\s+)?do(?:es)?(?:n't)?\s|[都均]?不存在)"
)
_KIND_AFTER = re.compile(rf"[\s:,]*(?:is\s+|are\s+|处?\s*(?:[是为]|取得)\s*)?{KIND}\s*\Z")
# min (1,2), saddle: P(1,2), 极小值点为(1,2), a minimum at (1,2), min x=1.
_KIND_BEFORE = re.compile(
    rf"\s*{KIND}(?:\s+(?:at|is)\b|\s*[:=是为在])?\s*"
    rf"(?=[(\[<⟨A-Z\d-]|{_ORIGIN.pattern}|{_OPENS_COORDINATE})"
)
_CRITICAL = re.compile(r"(?<!\w)critical\s*=\s*all(?!\w)")
_WORD_OF_KIND = rf"(?:an?\s+|the\s+)?(?:{SOME_KIND})"
_AND = re.compile(
    rf"(?:(?:[,;]\s*|\s+)and\s+|\s*(?:以?及|[和与])\s*)"
    rf"(?=[(A-Z∂\d-]|[xyz]['′]|{_WORD_OF_KIND}|{_ORIGIN.pattern}|{_OPENS_COORDINATE}"
    rf"|{_OPENS_DERIVATIVE})"
    rf"|;(?=\s*(?:[(A-Z]|{_WORD_OF_KIND}|{_OPENS_COORDINATE}))"
    # Between two derivatives a blank is enough.
    rf"|(?:\s+and)?(?<=[\d)\w])\s+(?={_OPENS_DERIVATIVE})"
)


def is_about_points(context: Context) -> bool:
    """Whether the request asks for critical points, so that max names a kind and no number."""
    return _CRITICAL.search(context.clauses) is not None


def points_in(context: Context, place: Place) -> tuple[Place, ...]:
    """Several points, or one with its kind; none where this is no list."""
    row = row_text(context.source)
    if row[place.start : place.start + 1] in ("[", "{"):
        inside = inside_bracket(context.source, place)
        if row[place.start] == "{" and row[place.end - 1] == "}":
            inside = Place(place.start + 1, place.end - 1)
        parts = () if inside is None else split_at_commas(context.source, inside)
        is_list = any(is_row(context, part) for part in parts)
        return parts if is_list or (parts and len(context.variables) == 1) else ()
    parts = split_at_commas(with_commas(context.source, place), place)
    parts = _with_coordinates_joined(context, parts)
    if set("<⟨") & set(context.text(place)):
        # Their commas are those of one row.
        return ()
    is_point = len(parts) > 1 or bool(_coordinates(context, parts[0]))
    return parts if is_point or without_kind(context, place)[1] else ()


def _with_coordinates_joined(context: Context, parts: Sequence[Place]) -> tuple[Place, ...]:
    """The parts with x=1 and y=2 as one point: a name that comes again opens the next one."""
    joined: list[Place] = []
    names: set[str] = set()
    for part in parts:
        point, kind, is_before = without_kind(context, part)
        name = _name_of_coordinate(context, point)
        goes_on = name is not None and names and name not in names and not (kind and is_before)
        if goes_on:
            joined[-1] = Place(joined[-1].start, part.end)
        else:
            joined.append(part)
            names = set()
        # A kind behind a point ends it.
        names = set() if name is None or (kind and not is_before) else {*names, name}
    return tuple(joined)


def _name_of_coordinate(context: Context, part: Place) -> str | None:
    """The x of x=1 in an answer about points."""
    match = _COORDINATE.match(context.source, part.start, part.end)
    is_variable = match is not None and match[1] in map(str, context.variables)
    return match[1] if match is not None and is_variable and is_about_points(context) else None


def _coordinates(context: Context, part: Place) -> dict[str, Place]:
    """The coordinates of the point x=1, y=2 by their names; none where it is no such point."""
    found: dict[str, Place] = {}
    for entry in split_at_commas(context.source, part):
        name = _name_of_coordinate(context, entry)
        match = _COORDINATE.match(context.source, entry.start, entry.end)
        if name is None or match is None or name in found:
            return {}
        found[name] = Place(match.end(), entry.end)
    return found if set(found) == set(map(str, context.variables)) else {}


def with_commas(source: str, place: Place) -> str:
    """The text with a comma for the "and" between two points, all at its place."""
    value = source[place.start : place.end]
    value = _AND.sub(lambda sign: ",".ljust(len(sign[0])), value)
    return source[: place.start] + value + source[place.end :]


def is_row(context: Context, part: Place) -> bool:
    """Whether a row in brackets stands here, perhaps with its letter or its kind."""
    place = without_letter(context, without_kind(context, part)[0])
    return inside_bracket(context.source, place) is not None


def without_kind(context: Context, part: Place) -> tuple[Place, str, bool]:
    """The point, of which kind it is said to be, and whether that stands before it."""
    text = context.text(part)
    # Elsewhere max(1,2) is a number.
    before = _KIND_BEFORE.match(text) if is_about_points(context) else None
    after = _KIND_AFTER.search(text)
    match = before or after
    if match is None or (match is after and match.start() == 0):
        return part, "", False
    kind = kind_in(match)
    if match is before:
        return Place(part.start + match.end(), part.end), kind, True
    point = strip_place(context.source, Place(part.start, part.start + match.start()))
    return point, kind, False


def read_points(reading: AnswerReading, parts: Sequence[Place]) -> Answer:
    """These points, each with its kind."""
    rows, kinds = [], []
    heading = ""
    for part in parts:
        place, kind, is_before = without_kind(reading.context, part)
        # The kind before the first of several points is that of the others too.
        heading = kind if is_before else heading
        kind = kind or heading
        rows.append(_point(reading, place))
        kinds.append(kind)
    return to_answer(reading, AnswerForm.POINTS, tuple(rows), tuple(kinds))


def _point(reading: AnswerReading, place: Place) -> tuple[Expr, ...]:
    """The coordinates of one point: a row, by their names, the origin, or of one variable alone."""
    context = reading.context
    if _ORIGIN.fullmatch(context.text(place)):
        return (Integer(0),) * len(context.variables)
    by_name = _coordinates(context, place)
    if by_name:
        return read_parts(reading, [by_name[str(name)] for name in context.variables])
    row = read_row(reading, place)
    return (read_part(reading, place),) if row is None else row
