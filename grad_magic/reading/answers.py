"""A student's answer as it is written, or as the notebook or Python holds it, into an Answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from sympy import Add, Dummy, Eq, Expr, Float, Integer, MatrixBase, Rational, Symbol, Tuple

from grad_magic.deferred_numpy import np
from grad_magic.errors import GradMagicError
from grad_magic.formula.sympy_forms import has_unreal_part, is_real_number, to_sympy
from grad_magic.formula.tree import Formula, Place
from grad_magic.presets import ASKED_BY_NAME, MAX_ANSWER_POINTS
from grad_magic.problem import Answer, AnswerForm, TypedDecimal
from grad_magic.reading.answer_names import ANSWER_NAME, KIND, SOME_KIND, asked_by
from grad_magic.reading.context import Context
from grad_magic.reading.exact_values import formula_of
from grad_magic.reading.grammar.expressions import read_expression
from grad_magic.reading.notation.tokens import inner_place
from grad_magic.reading.values import (
    held_name,
    inside_bracket,
    put_in,
    row_text,
    split_at_commas,
    strip_place,
    text_of_notebook,
)
from grad_magic.reading.vocabulary import CALLABLE_BY_NAME
from grad_magic.wording.messages import Listing, Message

_NOTHING = re.compile(
    r"dne|d\.n\.e\.?|does\s+not\s+exist|doesn't\s+exist|undefined|not\s+defined|none"
    r"|“?不存在”?|无|没有",
    re.IGNORECASE,
)
_KIND_AFTER = re.compile(rf"[\s:,]*(?:is\s+|are\s+|处?\s*(?:[是为]|取得)\s*)?{KIND}\s*\Z")
_ORIGIN = re.compile(r"(?:the\s+)?origin|原点")
_COORDINATE = re.compile(r"\s*([^\W\d]\w*)\s*=(?!=)")
_OPENS_COORDINATE = r"[^\W\d]\w*\s*=(?!=)"
# min (1,2), saddle: P(1,2), 极小值点为(1,2), a minimum at (1,2), min x=1.
_KIND_BEFORE = re.compile(
    rf"\s*{KIND}(?:\s+(?:at|is)\b|\s*[:=是为在])?\s*"
    rf"(?=[(\[<⟨A-Z\d-]|{_ORIGIN.pattern}|{_OPENS_COORDINATE})"
)
_CRITICAL = re.compile(r"(?<!\w)critical\s*=\s*all(?!\w)")
_WORD_OF_KIND = rf"(?:an?\s+|the\s+)?(?:{SOME_KIND})"
_AND = re.compile(
    rf"(?:(?:[,;]\s*|\s+)and\s+|\s*(?:以?及|[和与])\s*)"
    rf"(?=[(A-Z\d-]|{_WORD_OF_KIND}|{_ORIGIN.pattern}|{_OPENS_COORDINATE})"
    rf"|;(?=\s*(?:[(A-Z]|{_WORD_OF_KIND}|{_OPENS_COORDINATE}))"
)
_POINT_LETTER = re.compile(r"\s*在?(?:驻?点)?\s*(?P<letter>[A-Z](?:_?\d+)?)?\s*(?=\()")
_LAST_WORD = re.compile(r"(?P<word>[A-Za-z]\w*)\s*\Z")
_CALL = re.compile(r"(?P<name>[A-Za-z]\w*)\s*\((?P<arguments>[\w\s,;]*)\)")
# A column is written as the row that it is the transpose of.
_TRANSPOSED = re.compile(r"(?<=[)\]>⟩])\s*\^\s*\{?[T⊤]\}?\s*\Z")
_OPENING, _CLOSING = "([{", ")]}"
_UNITS = tuple(Symbol(letter, real=True) for letter in "ijk")
# More digits than a student types: they come from floating-point numbers, whose last are noise.
_DIGITS_OF_FLOATS = 14
_NOISE = Rational(1, 10**9)
# 3 is no rounded 22/7, but 143 may be a rounded 1000/7.
_DIGITS_OF_ROUNDED = 3


@dataclass(frozen=True)
class _Reading:
    """What an answer's value is read with.

    Attributes:
        context: the request.
        place: where the whole answer stands.
        decimals: those met so far, by the symbols that stand for them.
        whole_numbers: those met so far that may be rounded.
    """

    context: Context
    place: Place
    decimals: dict[Symbol, TypedDecimal] = field(default_factory=dict)
    whole_numbers: set[Expr] = field(default_factory=set)


def read_answer(context: Context, place: Place) -> Answer:
    """A number, a vector, an equation, points, or that nothing exists, perhaps with a name.

    Raises:
        RequestSyntaxError: it cannot be read.
        MeaninglessRequestError: it is nothing of the kind, or no real number.
    """
    if place in context.given:
        return _of_python(_Reading(context, place), context.given[place])
    return _read(context, place)


def _read(context: Context, place: Place) -> Answer:
    place = strip_place(context.source, place)
    name = held_name(context, place)
    if name is not None:
        held = context.namespace[name]
        if isinstance(held, str):
            return _read(*text_of_notebook(context, held))
        return _of_python(_Reading(context, place), held)
    named = ANSWER_NAME.match(context.source, place.start, place.end)
    if named is None or named["name"] in context.declared or _names_kind(context, place):
        return _unnamed(_Reading(context, place), place)
    asked = asked_by(named["name"])
    inner = Place(named.end(), place.end)
    if inner.start == inner.end:
        raise context.error(place, Message("the_answer_has_no_value"))
    answer = _read(context, inner)
    return replace(answer, asked=asked, is_tangent=asked is None)


def _names_kind(context: Context, place: Place) -> bool:
    """Whether min: (1,2) names the kind of a critical point, and not a rate of change."""
    parts = split_at_commas(_with_commas(context.source, place), place)
    is_point = len(context.variables) == 1 or _is_row(context, parts[0])
    return is_point and _without_kind(context, parts[0])[2]


def _unnamed(reading: _Reading, place: Place) -> Answer:
    """The answer whose name has been read."""
    context = reading.context
    place = inner_place(context.source, place, "$") or place
    place = strip_place(context.source, place)
    if _NOTHING.fullmatch(context.text(place)):
        return Answer(AnswerForm.NOTHING)
    coordinates = _line_by_coordinates(reading, place)
    parts = () if coordinates else _points(context, place)
    if parts:
        return _read_points(reading, parts)
    sides = None if coordinates else _sides(context, place)
    if sides is not None:
        return _equation(reading, *sides)
    row = coordinates or _row(reading, place)
    if row is not None:
        return _answer(reading, AnswerForm.VECTOR, (row,))
    expression = _expression(reading, place)
    by_units = _by_unit_vectors(context, expression)
    if by_units is not None:
        return _answer(reading, AnswerForm.VECTOR, (by_units,))
    return _answer(reading, AnswerForm.NUMBER, ((expression,),))


def _line_by_coordinates(reading: _Reading, place: Place) -> tuple[Expr, ...]:
    """The row of x = 1 + 2t, y = 2 - t, in the order of the variables; nothing of other forms."""
    context, names = reading.context, list(map(str, reading.context.variables))
    if _CRITICAL.search(context.source) is not None:
        return ()
    parts = split_at_commas(_with_commas(context.source, place), place)
    sides = [sides for sides in (_sides(context, part) for part in parts) if sides is not None]
    by_name = {context.text(left): right for left, right in sides}
    # Of the graph the height has a letter of its own, which stands last.
    others = [name for name in by_name if name not in names]
    are_all = set(names) <= set(by_name) and len(others) <= 1 and len(names) > 1
    if not are_all or not len(parts) == len(sides) == len(by_name):
        return ()
    return tuple(_expression(reading, by_name[name]) for name in (*names, *others))


def _sides(context: Context, place: Place) -> tuple[Place, Place] | None:
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


def _equation(reading: _Reading, left: Place, right: Place) -> Answer:
    """An equation; of r = (1, 2) + t(2, -1), and of (x, y) for r, the row."""
    row = _row(reading, right)
    if row is not None:
        return _answer(reading, AnswerForm.VECTOR, (row,))
    start = _expression(reading, _without_arguments(reading.context, left))
    end = _expression(reading, right)
    if not (start.free_symbols | end.free_symbols) - set(reading.decimals):
        return _answer(reading, AnswerForm.NUMBER, ((_number_of_chain(reading, start, end),),))
    return _answer(reading, AnswerForm.EQUATION, ((start - end,),))


def _number_of_chain(reading: _Reading, start: Expr, end: Expr) -> Expr:
    """16/5 of 16/5 = 3.2; where the digits do not agree, what it ends in."""
    difference, decimals = start - end, reading.decimals
    exact = difference.xreplace({symbol: part.value for symbol, part in decimals.items()})
    room = Add(*(decimals[symbol].tolerance for symbol in difference.free_symbols))
    return start if abs(exact.evalf()) <= room else end


def _without_arguments(context: Context, side: Place) -> Place:
    """The letter of L(x, y), where it is called with the variables."""
    call = _CALL.fullmatch(context.source, side.start, side.end)
    if call is None or call["name"] in CALLABLE_BY_NAME:
        return side
    arguments = re.split(r"[\s,;]+", call["arguments"].strip())
    is_whole = arguments == list(map(str, context.variables))
    return Place(*call.span("name")) if is_whole else side


def _points(context: Context, place: Place) -> tuple[Place, ...]:
    """Several points, or one with its kind; none where this is no list."""
    row = row_text(context.source)
    if row[place.start : place.start + 1] in ("[", "{"):
        inside = inside_bracket(context.source, place)
        if row[place.start] == "{" and row[place.end - 1] == "}":
            inside = Place(place.start + 1, place.end - 1)
        parts = () if inside is None else split_at_commas(context.source, inside)
        is_list = any(_is_row(context, part) for part in parts)
        return parts if is_list or (parts and len(context.variables) == 1) else ()
    parts = split_at_commas(_with_commas(context.source, place), place)
    parts = _with_coordinates_joined(context, parts)
    if set("<⟨") & set(context.text(place)):
        # Their commas are those of one row.
        return ()
    is_point = len(parts) > 1 or bool(_coordinates(context, parts[0]))
    return parts if is_point or _without_kind(context, place)[1] else ()


def _with_coordinates_joined(context: Context, parts: Sequence[Place]) -> tuple[Place, ...]:
    """The parts with x=1 and y=2 as one point: a name that comes again opens the next one."""
    joined: list[Place] = []
    names: set[str] = set()
    for part in parts:
        point, kind, is_before = _without_kind(context, part)
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
    is_about_points = _CRITICAL.search(context.source) is not None
    is_variable = match is not None and match[1] in map(str, context.variables)
    return match[1] if match is not None and is_about_points and is_variable else None


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


def _with_commas(source: str, place: Place) -> str:
    """The text with a comma for the "and" between two points, all at its place."""
    value = source[place.start : place.end]
    value = _AND.sub(lambda sign: ",".ljust(len(sign[0])), value)
    return source[: place.start] + value + source[place.end :]


def _is_row(context: Context, part: Place) -> bool:
    place = _without_letter(context, _without_kind(context, part)[0])
    return inside_bracket(context.source, place) is not None


def _without_kind(context: Context, part: Place) -> tuple[Place, str, bool]:
    """The point, of which kind it is said to be, and whether that stands before it."""
    text = context.text(part)
    # Elsewhere max(1,2) is a number.
    is_about_points = _CRITICAL.search(context.source) is not None
    before = _KIND_BEFORE.match(text) if is_about_points else None
    after = _KIND_AFTER.search(text)
    match = before or after
    if match is None or (match is after and match.start() == 0):
        return part, "", False
    kind = next(name for name, found in match.groupdict().items() if found)
    if match is before:
        return Place(part.start + match.end(), part.end), kind, True
    point = strip_place(context.source, Place(part.start, part.start + match.start()))
    return point, kind, False


def _read_points(reading: _Reading, parts: Sequence[Place]) -> Answer:
    rows, kinds = [], []
    heading = ""
    for part in parts:
        place, kind, is_before = _without_kind(reading.context, part)
        # The kind before the first of several points is that of the others too.
        heading = kind if is_before else heading
        kind = kind or heading
        rows.append(_point(reading, place))
        kinds.append(kind)
    return _answer(reading, AnswerForm.POINTS, tuple(rows), tuple(kinds))


def _point(reading: _Reading, place: Place) -> tuple[Expr, ...]:
    """The coordinates of one point: a row, by their names, the origin, or of one variable alone."""
    context = reading.context
    if _ORIGIN.fullmatch(context.text(place)):
        return (Integer(0),) * len(context.variables)
    by_name = _coordinates(context, place)
    if by_name:
        return _entries(reading, [by_name[str(name)] for name in context.variables])
    row = _row(reading, place)
    return (_expression(reading, place),) if row is None else row


def _row(reading: _Reading, place: Place) -> tuple[Expr, ...] | None:
    """The entries of a row in brackets, or of a sum of multiples of rows; None where none is."""
    source = reading.context.source
    place = _without_letter(reading.context, place)
    transposed = _TRANSPOSED.search(source, place.start, place.end)
    if transposed is not None:
        place = Place(place.start, transposed.start())
    inside = inside_bracket(source, place)
    if inside is not None:
        parts = split_at_commas(source, inside)
        return _entries(reading, parts) if len(parts) > 1 else None
    rows = tuple(_rows_in(reading, place))
    if not rows or len({len(entries) for _, entries in rows}) > 1:
        return None
    at, entries = rows[0]
    if len(rows) == 1 and at.end == place.end and _is_factor(source[place.start : at.start]):
        # Of 1/√5 (1, 2) nothing can be divided by the row.
        before = source[place.start : at.start].rstrip(" *·")
        factor = _expression(reading, Place(place.start, place.start + len(before)))
        return tuple(factor * entry for entry in entries)
    return _combined(reading, place, rows)


_Rows = tuple[tuple[Place, tuple[Expr, ...]], ...]


def _rows_in(reading: _Reading, place: Place) -> Iterator[tuple[Place, tuple[Expr, ...]]]:
    """The rows in brackets that stand in an expression, each with its place."""
    context = reading.context
    for start, end in _brackets(context, place):
        inside = inside_bracket(context.source, Place(start, end))
        parts = () if inside is None else split_at_commas(context.source, inside)
        if len(parts) > 1 and not _is_called(context, place, start):
            yield Place(start, end), _entries(reading, parts)


def _combined(reading: _Reading, place: Place, rows: _Rows) -> tuple[Expr, ...]:
    """The sum of multiples of these rows, read with a letter in the place of each.

    Raises:
        RequestSyntaxError: it cannot be read.
        MeaninglessRequestError: it is no such sum.
    """
    context, source = reading.context, reading.context.source
    letter = next(sign for sign in "wqvW" if sign not in context.text(place) or sign == "W")
    names = [f"{letter}_{index}" for index in range(len(rows))]
    for name, (at, _) in zip(names, rows, strict=True):
        shown = f"({name})".ljust(at.end - at.start)
        source = f"{source[: at.start]}{shown}{source[at.end :]}"
    own = replace(context, source=source, names=context.names | set(names))
    try:
        total = _expression(replace(reading, context=own), place)
    except GradMagicError as error:
        for name, (at, _) in zip(names, rows, strict=True):
            error.requote(f"({name})", context.text(at))
        error.source = context.source
        raise
    symbols = [Symbol(name, real=True) for name in names]
    factors = [total.diff(symbol) for symbol in symbols]
    rest = total - Add(*(a * b for a, b in zip(factors, symbols, strict=True)))
    used = {symbol for factor in factors for symbol in factor.free_symbols}
    if rest.expand() != 0 or used & set(symbols):
        raise context.error(place, Message("these_rows_and_numbers_do_not_make_up_one_row"))
    vectors = [[f * entry for entry in row] for f, (_, row) in zip(factors, rows, strict=True)]
    return tuple(Add(*entries) for entries in zip(*vectors, strict=True))


def _is_factor(text: str) -> bool:
    """Whether a number stands here, and no more than its sign is a sum in it."""
    text = text.strip(" *·").lstrip("-−+")
    return bool(text) and not set("+-−") & set(text)


def _without_letter(context: Context, place: Place) -> Place:
    """The row of P(1, 0), without the letter of the point."""
    match = _POINT_LETTER.match(context.source, place.start, place.end)
    if match is None or match["letter"] in context.declared:
        return place
    return Place(match.end(), place.end)


def _is_called(context: Context, place: Place, start: int) -> bool:
    """Whether the bracket that opens here has the arguments of a function."""
    word = _LAST_WORD.search(context.source, place.start, start)
    return word is not None and word["word"] in CALLABLE_BY_NAME


def _entries(reading: _Reading, parts: Sequence[Place]) -> tuple[Expr, ...]:
    return tuple(_expression(reading, part) for part in parts)


def _brackets(context: Context, place: Place) -> Iterator[tuple[int, int]]:
    """Where the outer brackets open and close."""
    text = row_text(context.source)
    depth, opened = 0, place.start
    for position in range(place.start, place.end):
        if text[position] in "([<⟨":
            opened = opened if depth else position
            depth += 1
        elif text[position] in ")]>⟩":
            depth -= 1
            if depth == 0:
                yield opened, position + 1


def _by_unit_vectors(context: Context, expression: Expr) -> tuple[Expr, ...] | None:
    """The components of 3i - 4j; None where i, j and k are no unit vectors in it."""
    units = _UNITS[: max(len(context.variables), 2)]
    used = {unit for unit in _UNITS if unit in expression.free_symbols}
    if not used or {str(unit) for unit in _UNITS} & context.declared:
        return None
    parts = tuple(expression.diff(unit) for unit in units)
    rest = expression - sum((part * unit for part, unit in zip(parts, units, strict=True)))
    is_linear = not any(part.free_symbols & set(_UNITS) for part in parts)
    return parts if is_linear and rest.expand() == 0 else None


def _expression(reading: _Reading, place: Place) -> Expr:
    """The expression at this place, with a symbol for each decimal in it."""
    context = reading.context
    if place.start == place.end:
        raise context.error(reading.place, Message("a_part_of_the_answer_is_missing"))
    formula = read_expression(
        context.source, place, context.declared, context.inserted, only_declared=False
    )
    return _to_sympy(reading, formula)


def _to_sympy(reading: _Reading, formula: Formula) -> Expr:
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


def _with_symbols(reading: _Reading, formula: Formula, *, is_exponent: bool = False) -> Formula:
    """The formula with a symbol for each decimal in it; in an exponent it stays what it is."""
    if formula.operation == "number" and "." in formula.digits and not is_exponent:
        assert formula.value is not None
        symbol = Dummy(real=True)
        tolerance = _tolerance(formula.digits, formula.value)
        reading.decimals[symbol] = TypedDecimal(formula.value, tolerance)
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
    significant = len(mantissa.replace(".", "").lstrip("0"))
    return max(half, abs(value) * _NOISE) if significant >= _DIGITS_OF_FLOATS else half


def _answer(
    reading: _Reading,
    form: AnswerForm,
    rows: tuple[tuple[Expr, ...], ...],
    kinds: tuple[str, ...] = (),
) -> Answer:
    if len(rows) > MAX_ANSWER_POINTS:
        message = Message("at_most_points_are_checked", max_answer_points=MAX_ANSWER_POINTS)
        raise reading.context.error(reading.place, message)
    whole_numbers = frozenset(reading.whole_numbers)
    decimals = dict(reading.decimals)
    return Answer(form, rows, kinds=kinds, decimals=decimals, whole_numbers=whole_numbers)


def _of_python(reading: _Reading, value: Any) -> Answer:
    """What the notebook holds or Python gives: a number, rows of them, an equation, text."""
    if isinstance(value, Place):
        return _read(reading.context, value)
    if isinstance(value, str):
        return _read(*text_of_notebook(reading.context, value))
    if isinstance(value, tuple) and len(value) == 1 and isinstance(value[0], Mapping):
        (value,) = value
    if isinstance(value, Mapping):
        return _named(reading, value)
    return Answer(AnswerForm.NOTHING) if value is None else _of_values(reading, value)


def _of_values(reading: _Reading, value: Any) -> Answer:
    """The answer that SymPy's, NumPy's or Python's values are."""
    if isinstance(value, Eq):
        left, right = (_part(reading, side) for side in value.args)
        return _answer(reading, AnswerForm.EQUATION, ((left - right,),))
    entries = _entries_of(value)
    if entries is None:
        return _answer(reading, AnswerForm.NUMBER, ((_part(reading, value),),))
    rows = tuple(_entries_of(entry) for entry in entries)
    if (
        all(row is not None and len(row) == 1 for row in rows)
        and len(reading.context.variables) > 1
    ):
        # A column of NumPy's or SymPy's.
        entries, rows = tuple(row[0] for row in rows if row is not None), (None,)
    if any(row is not None for row in rows):
        points = tuple(
            tuple(_part(reading, part) for part in (row or (entry,)))
            for row, entry in zip(rows, entries, strict=True)
        )
        return _answer(reading, AnswerForm.POINTS, points, ("",) * len(points))
    return _answer(reading, AnswerForm.VECTOR, (tuple(_part(reading, entry) for entry in entries),))


def _named(reading: _Reading, value: Mapping[Any, Any]) -> Answer:
    """An answer by the name of what it answers: whatever it says itself does not count."""
    name = str(next(iter(value), ""))
    match = ANSWER_NAME.fullmatch(f"{name}:")
    if match is None or len(value) != 1:
        names = Listing(ASKED_BY_NAME, "comma")
        message = Message("is_no_name_of_an_answer", name=name or Message("this"))
        raise reading.context.error(reading.place, message, Message("the_names_are", names=names))
    asked = asked_by(match["name"])
    return replace(_of_python(reading, value[next(iter(value))]), asked=asked, is_tangent=not asked)


def _entries_of(value: Any) -> tuple[Any, ...] | None:
    """The entries of a row; None of what is no row."""
    if isinstance(value, MatrixBase):
        return tuple(value)
    if isinstance(value, np.ndarray):
        return tuple(value.tolist()) if value.ndim else None
    return tuple(value) if isinstance(value, (tuple, list, Tuple)) else None


def _part(reading: _Reading, value: Any) -> Expr:
    """A number or an expression of Python's."""
    context = reading.context
    if isinstance(value, Place):
        return _expression(reading, value)
    if isinstance(value, (float, np.floating, Float, Decimal)):
        text = str(value)
        exact = None if "n" in text.lower() else Rational(text)
        if exact is None:
            raise context.error(reading.place, Message("is_no_real_number", text=text))
        size = Formula("number", value=abs(exact), digits=text.lstrip("-"))
        return _to_sympy(reading, Formula("negate", (size,)) if exact < 0 else size)
    if isinstance(value, str):
        own, whole = text_of_notebook(context, value)
        return _expression(replace(reading, context=own, place=whole), whole)
    try:
        formula = formula_of(value)
    except GradMagicError:
        formula = None
    if formula is None:
        kind = type(value).__name__
        raise context.error(
            reading.place, Message("an_answer_is_numbers_an_equation_or_text", kind=kind)
        )
    return _to_sympy(reading, formula)
