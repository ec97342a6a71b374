"""Values of a request, written in it or given from Python, into exact numbers and points.

Both end alike: what is written is taken apart at its commas and read as mathematics, what is
given came as numbers (`grad_magic.reading.keywords`), and from there on the same rules hold.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from sympy import Expr, Integer, MatrixBase, Symbol, Tuple

from grad_magic.deferred_numpy import np
from grad_magic.formula.put_in_numbers import put_in
from grad_magic.formula.sympy_forms import (
    UnreadableExpressionError,
    from_sympy,
    is_real_number,
    real_symbols,
    to_sympy,
)
from grad_magic.formula.tree import Formula, Place
from grad_magic.problem import USUAL_VARIABLES
from grad_magic.reading.context import Context, Coordinate, Points, Value
from grad_magic.reading.exact_values import exact_number, no_real_number, numbers_of
from grad_magic.reading.grammar.expressions import read_expression, read_name
from grad_magic.reading.notation.tokens import inner_place
from grad_magic.reading.notation.twins import plain_text
from grad_magic.reading.notation.typed import plain_word
from grad_magic.reading.vocabulary import CALLABLE_BY_NAME, GREEK_NAMES
from grad_magic.wording.messages import Listing, Message, Told

_OPENING, _CLOSING = "([{", ")]}"
# Names for a general point; no function within the bounds has them all.
_FREE_LETTERS = tuple(f"{letter}{index}" for index in ("", *range(99)) for letter in "abcpqrs")
MOST_POINTS = 50
# Two numbers side by side are no product; of 1 -2 the second may be subtracted.
_SPACED_NUMBERS = re.compile(r"[-−]?[\d.]+(?:/\d+)?(?:\s+[\d.]+(?:/\d+)?)+")
_ROWS = (str, Mapping, list, tuple, MatrixBase, Tuple)
_INSERTED = re.compile(r"\{\s*([^\W\d]\w*)\s*\}")
# P(1, 0), P_0(1, 0), \vec v=(1, 0): the name of a point or vector before its row.
_ROW_NAME = re.compile(
    r"\s*(?:\\(?:vec|overrightarrow|mathbf|boldsymbol|hat)\s*)?\{?\s*"
    r"(?P<name>[^\W\d]\w*(?:_?\{\w+\})?)'?\s*\}?\s*(?:(?P<equals>=(?!=)\s*)|(?=[(\[⟨<]|\\left|\\langle|\\begin))"
)

# Of one letter, or of two ends as AB; minus (1,2) and half (1,2) are other points.
_NAME_OF_ROW = re.compile(
    r"[^\W\d_](?:_\{?\w{1,2}\}?|\d{1,2})?|(?-i:[A-Z]{2})|point|punkt|punto|ve[ck]t(?:or|eur)|向量",
    re.IGNORECASE,
)


def split_at_commas(source: str, place: Place) -> tuple[Place, ...]:
    """The parts of a value between the commas outside all brackets, without outer spaces.

    Where there are semicolons they separate, as where the comma is a decimal one.
    """
    text = row_text(source)
    if _SPOKEN_COORDINATES.match(text, place.start, place.end):
        text = _with_commas(text, place)
    cuts: dict[str, list[int]] = {",": [], ";": []}
    depth = 0
    for position in range(place.start, place.end):
        depth += (text[position] in _OPENING) - (text[position] in _CLOSING)
        if depth == 0 and text[position] in cuts:
            cuts[text[position]].append(position)
    ends = (place.start - 1, *(cuts[";"] or cuts[","]), place.end)
    parts = [strip_place(text, Place(a + 1, b)) for a, b in itertools.pairwise(ends)]
    if len(parts) > 1 and parts[-1].start == parts[-1].end:
        parts.pop()
    return tuple(parts)


# X=1 and y=2, also without a word between them.
_COORDINATE = r"[^\W\d]\w*\s*=(?!=)"
_SPOKEN_COORDINATES = re.compile(rf"\s*{_COORDINATE}")
# Of f_y = sin x = 0.87 the x is that of the sine.
_OPEN = "".join(rf"(?<!{name})" for name in ("sin", "cos", "tan", "ln", "log", "exp", "sqrt", "√"))
_BREAK = re.compile(rf"\s+and\s+(?={_COORDINATE})|{_OPEN}\s(?={_COORDINATE})")


def _with_commas(text: str, place: Place) -> str:
    """The text with a comma before every further coordinate by name; all stays at its place."""
    value = _BREAK.sub(lambda sign: ",".ljust(len(sign[0])), text[place.start : place.end])
    # Where a comma stood, it is the space behind it that has become another.
    value = re.sub(r"([,;]\s*),", lambda sign: sign[0][:-1] + " ", value)
    return text[: place.start] + value + text[place.end :]


_ROW_OF_NAMES = re.compile(r"\s*[(\[](?P<names>[^()\[\]]*)[)\]]\s*=(?!=)\s*")

# LaTeX around the entries of a row, and the one sign that each stands for.
_ROW_SIGNS = {
    r"\\(?:left|right|[bB]igg?[lr]?)(?![A-Za-z])\s*": "",
    r"\\begin\{[pb]?matrix\}": "(",
    r"\\end\{[pb]?matrix\}": ")",
    r"\\(?:langle|lbrace|\{)": "(",
    r"\\(?:rangle|rbrace|\})": ")",
    r"\\\\|&": ",",
    r"\\[,;:! ]|\\q?quad(?![A-Za-z])": "",
}
_ROW_SIGN = re.compile("|".join(f"({pattern})" for pattern in _ROW_SIGNS))


@lru_cache(maxsize=8)
def row_text(source: str) -> str:
    """The request with plain brackets and commas for those of LaTeX, each at its place."""
    if "\\" not in source:
        return source
    signs = tuple(_ROW_SIGNS.values())
    return _ROW_SIGN.sub(
        lambda match: signs[(match.lastindex or 1) - 1].ljust(len(match[0])), source
    )


def inside_bracket(source: str, place: Place) -> Place | None:
    """What one pair of brackets around the whole value encloses; None without such a pair."""
    row = row_text(source)
    place = strip_place(row, place)
    text = row[place.start : place.end]
    if len(text) > 2 and text[0] + text[-1] in ("$$", "⟨⟩", "<>"):
        inner = Place(place.start + 1, place.end - 1)
        return (inside_bracket(source, inner) or inner) if text[0] == "$" else inner
    # {1,2}, as sets and other programs have it, but {x: 1} and {name} are something else.
    is_row = text[:1] + text[-1:] == "{}" and "," in text and ":" not in text
    if len(text) < 2 or not (is_row or (text[0] in "([" and text[-1] in ")]")):
        return None
    depth = 0
    for position, character in enumerate(text):
        depth += (character in _OPENING) - (character in _CLOSING)
        if depth == 0:
            is_whole = position == len(text) - 1
            inner = Place(place.start + 1, place.end - 1)
            return _without_braces(row, inner) if is_whole else None
    return None


def _without_braces(row: str, place: Place) -> Place:
    r"""What stands in the braces around all of it, as in \left( {1,2} \right)."""
    inner = strip_place(row, place)
    text = row[inner.start + 1 : inner.end - 1]
    is_group = row[inner.start : inner.end] == f"{{{text}}}" and not set("{}") & set(text)
    is_row = is_group and any(separator in text for separator in ",;")
    return Place(inner.start + 1, inner.end - 1) if is_row else place


def read_points(context: Context, place: Place) -> tuple[tuple[Expr, ...], ...]:
    """The points of `at`: one, or several in square brackets.

    Raises:
        RequestSyntaxError: it cannot be read.
        MeaninglessRequestError: a coordinate is no real number, or a variable is missing.
    """
    value = context.given.get(place, place)
    name = held_name(context, place) if isinstance(value, Place) else None
    held = None if name is None else context.namespace[name]
    if isinstance(held, str):
        return read_points(*text_of_notebook(context, held))
    rows = _rows_in(held)
    parts: tuple[Value, ...] = _points_in(context, place) if isinstance(value, Place) else ()
    if isinstance(value, Points):
        parts = value.points
    if max(len(parts), len(rows)) > MOST_POINTS:
        raise context.error(
            place, Message("at_most_points_are_taken_at_once", most_points=MOST_POINTS)
        )
    if rows:
        return tuple(_held_point(context, place, row) for row in rows)
    return tuple(_point(context, place, part) for part in parts or (value,))


def _rows_in(held: object) -> tuple[object, ...]:
    """The points in what the notebook holds; none where it is one point, or none."""
    is_list = isinstance(held, (list, tuple)) or (isinstance(held, np.ndarray) and held.ndim > 1)
    rows: tuple[object, ...] = tuple(held) if is_list else ()  # type: ignore[arg-type]
    return rows if all(map(_holds_row, rows)) else ()


def _holds_row(held: object) -> bool:
    """Whether this is a point by itself, and no number."""
    if isinstance(held, str):
        return any(separator in held for separator in ",;")
    return isinstance(held, Mapping) or hasattr(type(held), "__len__")


def held_name(context: Context, place: Place) -> str | None:
    """The name of the notebook that a value is, bare or in braces; None where it is none."""
    text = context.text(place).strip()
    inserted = _INSERTED.fullmatch(text)
    if inserted is not None:
        # A number or an expression in braces is an expression, as any other.
        return (
            inserted[1]
            if isinstance(context.namespace.get(inserted[1]), (*_ROWS, np.ndarray))
            else None
        )
    return text if context.is_of_notebook(text) else None


def text_of_notebook(context: Context, text: str) -> tuple[Context, Place]:
    """A text that the notebook holds, to be read as if it stood in the request by itself."""
    plain = plain_text(text.strip(), is_request=False)
    own = replace(
        context, source=plain, inserted={}, namespace={}, given={}, request=context.clauses
    )
    return own, Place(0, len(plain))


def text_of_mapping(key: str, coordinates: Mapping[object, object]) -> str:
    """Coordinates by name as one would type them.

    Raises:
        MeaninglessRequestError: a coordinate is no real number.
    """
    entries = []
    for name, value in coordinates.items():
        number = value if isinstance(value, str) else exact_number(value)
        if number is None:
            raise no_real_number(key, value)
        entries.append(f"{name}={number}")
    return f"({', '.join(entries)})"


def _held_point(context: Context, place: Place, held: object) -> tuple[Expr, ...]:
    """One point that the notebook holds."""
    if isinstance(held, Mapping):
        held = text_of_mapping("at", held)
    if isinstance(held, str):
        return _point(*text_of_notebook(context, held))
    return _held_numbers(context, place, held, "at")


def _points_in(context: Context, place: Place) -> tuple[Place, ...]:
    """The points in square brackets; none where this is one point."""
    inside = inside_bracket(context.source, place)
    if inside is None or context.source[place.start] != "[":
        return ()
    parts = split_at_commas(context.source, inside)
    is_list_of_numbers = len(context.variables) == 1 and len(parts) > 1
    are_bracketed = all(_is_row(context, part) for part in parts)
    return parts if len(parts) > MOST_POINTS or is_list_of_numbers or are_bracketed else ()


def _is_row(context: Context, part: Place) -> bool:
    """Whether a part of a list is a point by itself, also by name."""
    name = held_name(context, part)
    if name is not None and _holds_row(context.namespace[name]):
        return True
    return inside_bracket(context.source, without_name(context, part)) is not None


def without_name(context: Context, place: Place) -> Place:
    """The row (1, 0) of a point or vector that is written with its name, as P(1, 0).

    What may be a product or a function of one number stays as it is.
    """
    dollars = inner_place(context.source, place, "$")
    if dollars is not None:
        row = without_name(context, dollars)
        return place if row == dollars else row
    match = _ROW_NAME.match(context.source, place.start, place.end)
    if match is None:
        return place
    row = strip_place(context.source, Place(match.end(), place.end))
    if match["equals"]:
        # Of x=1, y=2 the x is a coordinate.
        return place if match["name"] in map(str, context.variables) else row
    inside = inside_bracket(context.source, row)
    if inside is None:
        return place
    name = plain_word(match["name"])
    count = len(split_at_commas(context.source, inside))
    is_row = count > 1 or _bars(context, inside)
    if is_row and not (name in CALLABLE_BY_NAME and name not in context.declared):
        is_name = _NAME_OF_ROW.fullmatch(name) or name in GREEK_NAMES
        return row if is_name else place
    is_product = name in context.declared or not name[0].isupper() or name in CALLABLE_BY_NAME
    return place if is_row or is_product else row


def _bars(context: Context, inside: Place) -> tuple[Place, ...]:
    """The parts of German books' (1|0); none where the bars are no separators."""
    text = context.text(inside)
    if text.count("|") != len(context.variables) - 1 or "|" not in text:
        return ()
    if len(split_at_commas(context.source, inside)) > 1:
        return ()
    ends = [inside.start - 1]
    ends += [inside.start + position for position, sign in enumerate(text) if sign == "|"]
    ends.append(inside.end)
    parts = [strip_place(context.source, Place(a + 1, b)) for a, b in itertools.pairwise(ends)]
    return tuple(parts) if all(part.end > part.start for part in parts) else ()


def read_point(context: Context, place: Place) -> tuple[Expr, ...]:
    """One point: `(1, 0)`, `(x=1, y=0)`, a number, or a name of the notebook.

    Raises:
        RequestSyntaxError, MeaninglessRequestError: as `read_points`.
    """
    return _point(context, place, context.given.get(place, place))


def _point(context: Context, place: Place, value: Value | None = None) -> tuple[Expr, ...]:
    value = place if value is None else value
    if isinstance(value, Place):
        place = value
        name = held_name(context, place)
        if name is not None:
            return _held_point(context, place, context.namespace[name])
        if context.text(place) == "origin" and "origin" not in context.declared:
            return (Integer(0),) * len(context.variables)
    entries = tuple(
        _named(context, entry) if isinstance(entry, Place) else entry
        for entry in read_entries(context, value)
    )
    if any(isinstance(entry, Coordinate) for entry in entries):
        return _by_name(context, place, entries)
    return tuple(to_number(context, place, entry, Message("noun_coordinate")) for entry in entries)


def read_entries(context: Context, value: Value) -> tuple[Value, ...]:
    """The entries of a row, in brackets or not; a value that is no row is its one entry."""
    if not isinstance(value, Place):
        return value if isinstance(value, tuple) else (value,)
    by_name = _by_names(context, value)
    if by_name:
        return by_name
    value = without_name(context, value)
    inside = inside_bracket(context.source, value) or value
    if _SPACED_NUMBERS.fullmatch(context.text(inside)):
        row = ",".join(context.text(inside).split())
        raise context.error(
            inside, Message("coordinates_stand_apart_by_commas"), Message("write_the_row", row=row)
        )
    return _bars(context, inside) or split_at_commas(context.source, inside)


def _by_names(context: Context, place: Place) -> tuple[Coordinate, ...]:
    """The coordinates of (x, y) = (1, 2); none where names and numbers are no two such rows."""
    match = _ROW_OF_NAMES.match(context.source, place.start, place.end)
    if match is None:
        return ()
    row = inside_bracket(context.source, Place(match.end(), place.end))
    names = split_at_commas(context.source, Place(*match.span("names")))
    values = () if row is None else split_at_commas(context.source, row)
    if len(names) != len(values):
        return ()
    return tuple(Coordinate(name, value, value) for name, value in zip(names, values, strict=True))


def _named(context: Context, part: Place) -> Place | Coordinate:
    """A coordinate with its name, or the part itself."""
    match = re.match(r"\s*([^\W\d]\w*)\s*=(?!=)", context.text(part))
    if match is None:
        return part
    value = strip_place(context.source, Place(part.start + match.end(), part.end))
    return Coordinate(Place(part.start, part.start + match.end(1)), value, part)


def _by_name(context: Context, place: Place, entries: Sequence[Value]) -> tuple[Expr, ...]:
    """The coordinates in the order of the variables."""
    coordinates: dict[str, Expr] = {}
    variables = list(map(str, context.variables))
    for entry in entries:
        if not isinstance(entry, Coordinate):
            unnamed = entry if isinstance(entry, Place) else place
            raise context.error(
                unnamed, Message("this_coordinate_has_no_name"), Message("name_all_or_none")
            )
        name = read_name(context.source, entry.name)
        if name in coordinates or name not in variables:
            known = Listing(variables, "comma")
            message = (
                Message("is_given_twice", name=name)
                if name in coordinates
                else Message("is_not_one_of", name=name, known=known)
            )
            raise context.error(entry.place, message, _point_by_names(variables))
        coordinates[name] = to_number(context, entry.place, entry.value, Message("noun_coordinate"))
    missing = [name for name in variables if name not in coordinates]
    if missing == variables[-1:] and context.is_equation and coordinates:
        # It may follow from the equation.
        return tuple(coordinates[name] for name in variables[:-1])
    if missing:
        advice: Told = _point_by_names(variables)
        if not set(missing) & USUAL_VARIABLES:
            given = ",".join(name for name in variables if name in coordinates)
            kind = Message("count_parameters", count=len(missing))
            advice = Message("write_to_make", given=given, names=_chained(missing), kind=kind)
        raise context.error(
            place, Message("the_point_has_no", names=Listing(missing, "comma")), advice
        )
    return tuple(coordinates[name] for name in variables)


def _point_by_names(variables: Sequence[str]) -> Message:
    names = ", ".join(f"{name}=…" for name in variables)
    return Message("write_at_names", names=names)


def _chained(names: Sequence[str]) -> Listing:
    """x and y and z, of which none is to be overlooked."""
    chained = Listing(names[:1], "and")
    for name in names[1:]:
        chained = Listing((chained, name), "and")
    return chained


def numbers_instead(_: Formula) -> Message:
    """What to write in place of names that have no value."""
    return Message("write_numbers_such_as_or_pi")


def read_number(
    context: Context,
    place: Place,
    part: Told,
    instead: Callable[[Formula], Message] = numbers_instead,
) -> Expr:
    """An exact real number, in which only names with a value may stand.

    Args:
        context: the request.
        place: where it stands.
        part: what it is, for messages.
        instead: what to write in place of a formula with other names.

    Raises:
        RequestSyntaxError: it cannot be read.
        MeaninglessRequestError: it holds another name, or is no real number.
    """
    value = context.given.get(place, place)
    return to_number(context, place, value, part, instead)


def read_coordinate(context: Context, place: Place, part: Told) -> Expr:
    """An exact real number, in which names stand for real numbers.

    Raises:
        RequestSyntaxError: it cannot be read.
        MeaninglessRequestError: it holds a variable of f, or is no real number.
    """
    return to_number(context, place, context.given.get(place, place), part)


def to_number(
    context: Context,
    place: Place,
    value: Value,
    part: Told,
    instead: Callable[[Formula], Message] | None = None,
) -> Expr:
    """The exact real number that a value is.

    Args:
        context: the request.
        place: where it is shown.
        value: text, a number, or a row of one.
        part: what it is, for messages.
        instead: what to write in place of a formula with names that have no value; None where
            these may stand for real numbers.

    Raises:
        RequestSyntaxError: it cannot be read.
        MeaninglessRequestError: it is no real number, or a name in it is none.
    """
    if isinstance(value, Place):
        place = value
    formula = to_formula(context, place, value, part)
    for leaf in name_leaves(formula):
        if instead is not None and str(leaf.value) not in context.values:
            raise context.error(
                _place_of(leaf, place),
                Message("noun_is_a_name", part=part, leaf=leaf.value),
                instead(formula),
            )
    number = to_sympy(put_in(formula, context.values), context.source)
    if not is_real_number(number):
        raise context.error(place, Message("noun_must_be_a_real_number", part=part))
    return number


def to_formula(context: Context, place: Place, value: Value, part: Told) -> Formula:
    """The formula of a number, of which every name is known to be a fixed number.

    Raises:
        RequestSyntaxError: it cannot be read.
        MeaninglessRequestError: it is no number, or a name in it is none.
    """
    if isinstance(value, Coordinate):
        # As it is written no number begins so: the error says what does not fit.
        return read_value(context, value.place)
    if isinstance(value, Place):
        if not context.is_of_notebook(context.text(value)):
            return read_value(context, value)
        numbers = read_held_numbers(context, value, part)
        if len(numbers) != 1:
            bare = context.text(value)
            raise context.error(
                value, Message("holds_numbers_not_one", bare=bare, count=len(numbers))
            )
        try:
            return replace(from_sympy(numbers[0]), start=value.start, end=value.end)
        except UnreadableExpressionError as error:
            raise context.error(
                value, Message("noun_may_not_contain", part=part, error=error.said)
            ) from None
    if isinstance(value, tuple) and len(value) == 1:
        return to_formula(context, place, value[0], part)
    if isinstance(value, np.ndarray) and value.size == 1:
        # An array of one entry is a number where no arrays are asked about.
        value = exact_number(value.item())
    if not isinstance(value, Expr):
        raise context.error(place, Message("noun_must_be_one_number", part=part))
    formula = given_formula(value, place)
    check_names(context, formula, place)
    return formula


def given_formula(value: Expr, place: Place) -> Formula:
    """The formula of a number, or of an expression, that is shown at this place."""
    formula = from_sympy(value) if value.free_symbols else Formula("number", value=value)
    return replace(formula, start=place.start, end=place.end)


def read_value(context: Context, place: Place) -> Formula:
    """The expression at this place, of which every name is known to be a fixed number.

    A name that the notebook holds too is refused: only a value that is one bare name stands
    for what the notebook holds, so which one is meant would be a guess.

    Raises:
        RequestSyntaxError: it cannot be read.
        MeaninglessRequestError: it holds a variable of f, or a name of the notebook.
    """
    formula = read_expression(
        context.source, place, context.declared, context.inserted, only_declared=False
    )
    check_names(context, formula, place)
    return formula


def check_names(
    context: Context, formula: Formula, place: Place, exempt: Collection[str] = ()
) -> None:
    """Makes sure that the names in a value can only stand for fixed numbers.

    Args:
        context: the request.
        formula: the value.
        place: where it stands.
        exempt: names that are no numbers, and may stand all the same.

    Raises:
        MeaninglessRequestError: a name is a variable of f, or one of the notebook.
    """
    for leaf in name_leaves(formula):
        name, written = str(leaf.value), Place(leaf.start, leaf.end)
        if name in exempt:
            continue
        refuse_variable(context, _place_of(leaf, place), name)
        if context.text(written) == name and context.is_of_notebook(name):
            _refuse_other_meaning(context, written, name)


def _refuse_other_meaning(context: Context, place: Place, name: str) -> None:
    held = context.namespace[name]
    if not (isinstance(held, Symbol) and held.name == name):
        advice = Message("write_braces_or_take_another_letter", name=name)
        raise context.error(place, Message("is_also_a_name_of_the_notebook", name=name), advice)


def read_held_numbers(context: Context, place: Place, part: Told) -> tuple[Expr, ...]:
    """The numbers that the notebook holds under the name at this place.

    Raises:
        MeaninglessRequestError: it holds something else, or a variable of f.
    """
    name = held_name(context, place)
    assert name is not None
    return _held_numbers(context, place, context.namespace[name], part)


def _held_numbers(context: Context, place: Place, held: object, part: Told) -> tuple[Expr, ...]:
    if isinstance(held, Expr) and held.free_symbols:
        try:
            numbers = (to_sympy(from_sympy(real_symbols(held))),)
        except UnreadableExpressionError as error:
            raise context.error(
                place, Message("noun_may_not_contain", part=part, error=error.said)
            ) from None
    else:
        numbers = numbers_of(part, held)
    for symbol in sorted({s for number in numbers for s in number.free_symbols}, key=str):
        refuse_variable(context, place, str(symbol))
    return numbers


def refuse_variable(context: Context, place: Place, name: str) -> None:
    """Makes sure that a name in a point or direction is no variable of f.

    Raises:
        MeaninglessRequestError: it is one.
    """
    if name not in map(str, context.variables):
        return
    letters = (f"{name.partition('_')[0]}_0", *_FREE_LETTERS)
    free = next(letter for letter in letters if letter not in context.declared)
    message = Message("is_a_variable_of_the_function", name=name)
    raise context.error(place, message, Message("use_another_name_such_as", free=free))


def _place_of(leaf: Formula, place: Place) -> Place:
    """Where a name stands; what the notebook holds stands nowhere but at the whole value."""
    return Place(leaf.start, leaf.end) if leaf.end > leaf.start else place


def name_leaves(formula: Formula) -> Iterator[Formula]:
    """Every place where a variable stands, from left to right."""
    if formula.operation == "name":
        yield formula
    for operand in formula.operands:
        yield from name_leaves(operand)


def strip_place(source: str, place: Place) -> Place:
    """The place without the white space at its ends."""
    text = source[place.start : place.end]
    start = place.start + len(text) - len(text.lstrip())
    return Place(start, max(start, place.start + len(text.rstrip())))
