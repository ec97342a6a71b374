"""A student's answer as it is written, or as the notebook or Python holds it, into an Answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sympy import Integer, oo, zoo

from grad_magic.errors import GradMagicError, RequestSyntaxError
from grad_magic.formula.tree import Place
from grad_magic.presets import ASKED_BY_NAME, Asked
from grad_magic.problem import Answer, AnswerForm
from grad_magic.reading.answers.components import read_components
from grad_magic.reading.answers.critical import read_critical
from grad_magic.reading.answers.derivatives import (
    read_differential,
    read_partials,
    read_row_without_numbers,
)
from grad_magic.reading.answers.directions import (
    is_about_directions,
    read_angle,
    read_directions,
    refuse_unclear_angle,
)
from grad_magic.reading.answers.equations import (
    compare_numbers,
    compare_rows,
    end_of_chain,
    equation_by_product,
    holds_variable,
    last_number,
    last_side,
    line_by_coordinates,
    line_by_equal_sides,
    read_equation_of,
)
from grad_magic.reading.answers.held import of_values, text_of_names
from grad_magic.reading.answers.identity import read_identity
from grad_magic.reading.answers.implicit import read_implicit
from grad_magic.reading.answers.kind_at_point import OF_EXTREME_VALUE, SAYS_CRITICAL, read_kind
from grad_magic.reading.answers.left_sides import names_rate, not_read, refuse_other_sides
from grad_magic.reading.answers.names import (
    SOME_KIND,
    answer_name,
    asked_by,
    is_kind,
    is_normal,
    name_in,
)
from grad_magic.reading.answers.numbers import (
    AnswerReading,
    read_chain,
    read_part,
    sides_of,
    to_answer,
)
from grad_magic.reading.answers.other_names import (
    is_directed,
    names_extreme_of_function,
    names_other_function,
    vector_by_letter,
)
from grad_magic.reading.answers.points import (
    is_about_points,
    is_row,
    points_in,
    read_points,
    with_commas,
    without_kind,
)
from grad_magic.reading.answers.rows import by_unit_vectors, read_matrix, read_row
from grad_magic.reading.answers.stated_point import (
    point_behind,
    read_value,
    stated_points,
    without_place,
)
from grad_magic.reading.answers.wording import (
    INFINITE,
    LEVEL_PLANE,
    NOTHING,
    STEEPNESS,
    plain_answer,
)
from grad_magic.reading.answers.workings import workings_of
from grad_magic.reading.context import Context
from grad_magic.reading.values import (
    held_name,
    inside_bracket,
    split_at_commas,
    strip_place,
    text_of_notebook,
)
from grad_magic.reading.vocabulary import CALLABLE_BY_NAME
from grad_magic.wording.messages import Listing, Message

_PLANE = re.compile(r"plane|平面", re.IGNORECASE)
_LINES = (None, Asked.LEVEL_TANGENT, Asked.GRAPH_TANGENT, Asked.NORMAL_LINE, Asked.NORMAL_PLANE)
_DERIVATIVES = (Asked.GRADIENT, Asked.PARTIALS, Asked.HESSIAN, Asked.HESSIAN_DETERMINANT)
_NUMBERS = (
    Asked.RATE,
    Asked.MAX_RATE,
    Asked.MIN_RATE,
    Asked.SPEED,
    Asked.DETERMINANT,
    Asked.HESSIAN_DETERMINANT,
)
_WITH_WORKINGS = (
    *_NUMBERS,
    Asked.GRADIENT,
    Asked.PARTIALS,
    Asked.HESSIAN,
    Asked.IMPLICIT,
    Asked.JACOBIAN,
)
_EXTREME_RATES = (Asked.MAX_RATE, Asked.MIN_RATE)
_LENGTHS = ("norm", "length", "magnitude", "梯度的模")
_PARTIALS = "偏导数"
_OF_DIRECTIONS = re.compile(r"direction|方向", re.IGNORECASE)
# What is no formula: words, and signs of other writing.
_UNREAD = re.compile(r"[^\W\d_]{2,}|[^\x00-\x7f]+|[?!&]")
_MEANS_KIND = re.compile(
    r"\s*(?:(?:an?|the)\s+)?(?:(?:local|relative)\s+)?(?:min|max|最[大小]值)", re.IGNORECASE
)
_OF_VALUE = re.compile(rf"\s*{OF_EXTREME_VALUE}", re.IGNORECASE)
# What names an extreme value of f as well as that of its rates of change.
_EXTREME_VALUE = re.compile(
    r"(?:(?P<least>min|最小)|max|最大)(?:im(?:um|al))?(?:[\s_]+value)?值?", re.IGNORECASE
)
# Rates of change that are both given: max √17, min -√17.
_EXTREMES = re.compile(
    r"\s*(?:the\s+)?(?P<size>max|min|largest|smallest|greatest|least|最[大小])(?:im(?:um|al))?"
    r"(?:\s+(?:rate(?:\s+of\s+change)?|value))?(?:值|变化率)?\s*(?:=(?!=)|:|[是为]|is(?!\w))?\s*"
)
_ORDER = re.compile(r"(?<![\w=:])order\s*=\s*[2-6]")
_OPENS_ROWS = re.compile(r"\s*(?:[(\[]\s*[(\[]|\\begin)")
_LEAST = frozenset({"min", "smallest", "least", "最小"})
_SIZES = (False, True)
# The direction behind a rate: √17 along (4,1).
_ALONG = re.compile(
    r"[\d)π]\s*(?:,\s*)?(?:(?:in|along)\s+(?:the\s+)?(?:direction\s+(?:of\s+)?)?|沿着?\s*)"
    r"(?=[(<⟨\[][^=:是为]*[)>⟩\]](?:/\S+)?\s*(?:方向)?\s*\Z)"
)
_WORD_OF_CURVE = re.compile(r"\s*(?:the\s+)?line(?!\w)", re.IGNORECASE)
# f'(0+), f'_+(0) and f'(0⁻); D_(3/5,4/5) f, of which the direction would be judged, too.
_OF_OTHERS = re.compile(
    r"['′]\s*(?:_\s*\{?\s*[-+−]|[₊₋])|['′]\s*\([^()]*\d\s*(?:\^\s*)?[-+−⁺⁻]\s*\)"
    r"|\bD_\s*\{?\s*(?:[(<⟨\[]|\\langle)"
)
_DIFFERENTIABLE = re.compile(
    r"(?:yes,?\s+|no,?\s+)?(?:it\s+|f\s+)?(?:is\s+)?(?P<not>(?:not|non-?)\s*)?differentiable"
    r"|(?:函数\s*)?(?:f\s*)?(?:\(\s*x\s*(?:,\s*[yz]\s*){0,2}\)\s*)?"
    r"(?:在\s*(?:点|原点)?\s*(?:P|\([^()]*\)|[A-Za-z]\s*=[^=]{1,12}?)?\s*处?)?\s*(?P<not_so>不)?可[导微]",
    re.IGNORECASE,
)


def read_answer(context: Context, place: Place) -> Answer:
    """A number, a vector, an equation, points, or that nothing exists, perhaps with a name.

    Raises:
        RequestSyntaxError: it cannot be read.
        MeaninglessRequestError: it is nothing of the kind, or no real number.
    """
    if place in context.given:
        return _of_python(AnswerReading(context, place), context.given[place])
    return _read(context, place)


def _read(
    context: Context, place: Place, *, is_line: bool = False, is_named: bool = False
) -> Answer:
    """What stands here.

    Args:
        context: the request.
        place: where it stands.
        is_line: whether it is said to be the equation of a line or plane.
        is_named: whether a name before it says what is answered.
    """
    place = strip_place(context.source, place)
    name = held_name(context, place)
    if name is not None:
        held = context.namespace[name]
        if isinstance(held, str):
            return _read(*text_of_notebook(context, held))
        return _of_python(AnswerReading(context, place), held)
    plain, inner = plain_answer(context, place)
    try:
        return _read_plain(plain, inner, is_line=is_line, is_named=is_named)
    except GradMagicError as error:
        if error.source == plain.source:
            error.source = context.source
        raise _unread(error) from None


def _read_plain(context: Context, place: Place, *, is_line: bool, is_named: bool) -> Answer:
    """The answer in plain words and signs."""
    if place.start == place.end:
        raise context.error(place, Message("the_answer_has_no_value"))
    identity = read_identity(context, place)
    if identity is not None:
        return identity
    is_of_points = is_about_points(context)
    behind = point_behind(context, place)
    if not is_of_points and not re.search(SOME_KIND, context.text(place)):
        place = without_place(context, place)
    answer = _read_alone(context, place, is_line=is_line, is_named=is_named)
    if answer.asked is Asked.KIND or (is_of_points and answer.asked not in _DERIVATIVES):
        # Of which kind (1,2) is, is said of that point.
        return answer
    stated = (*stated_points(context, place, answer), *behind)
    answer = replace(answer, stated_points=stated or answer.stated_points)
    if answer.asked not in (None, *_WITH_WORKINGS) or answer.form is AnswerForm.EQUATION:
        return answer
    reading = AnswerReading(context, place)
    workings = workings_of(reading, place)
    decimals = {**answer.decimals, **reading.decimals}
    return replace(answer, workings=workings, decimals=decimals) if workings else answer


def _read_alone(context: Context, place: Place, *, is_line: bool, is_named: bool) -> Answer:
    """The answer without the point that stands beside its name."""
    reading = AnswerReading(context, place)
    sides = sides_of(context, place)
    if sides is not None and _OF_OTHERS.search(context.text(sides[0])):
        raise not_read(context, sides[0])
    is_of_kinds = is_about_points(context) or re.search(SOME_KIND, context.text(place))
    one_by_one = (
        (None if is_of_kinds else read_value(reading, place))
        or read_components(reading, place)
        or read_implicit(reading, place)
        # Those of several components are rows.
        or (None if context.components else read_partials(reading, place))
        or (None if is_of_kinds else read_row_without_numbers(reading, place))
        or read_differential(reading, place)
    )
    if one_by_one is not None:
        return one_by_one
    said = (
        _read_steepness(context, place)
        or _read_extremes(reading, place)
        or _read_vector(reading, place)
    )
    if said is not None:
        return said
    _refuse_several(context, place)
    named = answer_name().match(context.source, place.start, place.end)
    if named is None or _is_no_name(context, named) or _names_kind(context, place):
        return _unnamed(reading, place, is_line=is_line, is_named=is_named)
    asked, inner = _named_part(context, named)
    if inner.start == inner.end:
        raise context.error(place, Message("the_answer_has_no_value"))
    _refuse_of_others(context, named, asked)
    answer = _read(context, inner, is_line=asked in _LINES, is_named=True)
    if asked is None and answer.form is AnswerForm.NOTHING:
        # Nothing in such an answer says which tangent there is not but its name.
        is_plane = _PLANE.search(named[0]) is not None or len(context.variables) == 1
        asked = Asked.GRAPH_TANGENT if is_plane else Asked.LEVEL_TANGENT
    if asked in (Asked.ASCENT, Asked.DESCENT):
        refuse_unclear_angle(reading, inner, answer)
    return _by_name(context, named, answer, asked)


def _by_name(context: Context, named: re.Match[str], answer: Answer, asked: Asked | None) -> Answer:
    """What stands behind a name as an answer to what it says."""
    if name_in(named) == _PARTIALS and answer.asked in (Asked.PARTIALS, Asked.GRADIENT):
        # In 偏导数 f_x = 4 it is said which.
        return answer
    if answer.form is AnswerForm.NUMBER and name_in(named) == _PARTIALS:
        # By which variable is not known.
        raise not_read(context, Place(named.start(), named.end()))
    extreme = _EXTREME_VALUE.fullmatch(name_in(named))
    if extreme is not None and answer.form is AnswerForm.NUMBER and not context.components:
        # 5 may be the minimum of f, too.
        kind = "minimum" if extreme["least"] else "maximum"
        is_word = name_in(named).lower() not in ("min", "max")
        kinds = (kind,) if is_word else ()
        answer = replace(answer, kinds=kinds, claims=((kind, answer.rows[0][0]),))
        if answer.asked is Asked.VALUE or names_extreme_of_function(named):
            of_f = replace(answer, form=AnswerForm.POINTS, asked=Asked.KIND, rows=(), kinds=())
            return replace(of_f, may_be_values=True)
    return replace(answer, asked=_by_form(context, named, answer, asked), is_tangent=asked is None)


def _refuse_of_others(context: Context, named: re.Match[str], asked: Asked | None) -> None:
    """Makes sure that a name is said of f, and what is largest of a function with numbers alone.

    Raises:
        MeaninglessRequestError: it is said of something else.
    """
    is_length = named["norm"] is not None or name_in(named) in _LENGTHS
    is_extreme = asked in _EXTREME_RATES and not is_length
    if names_other_function(context, named) or (is_extreme and context.components):
        raise not_read(context, Place(named.start(), named.end()))


def _named_part(context: Context, named: re.Match[str]) -> tuple[Asked | None, Place]:
    """What a name says is answered, and where the answer stands behind it."""
    inner = Place(named.end(), named.endpos)
    if _is_discriminant(context, named):
        # Of D = f_xx f_yy - f_xy² = -4 the last is meant.
        return Asked.HESSIAN_DETERMINANT, last_side(context, inner)
    asked = asked_by(named)
    if asked in _NUMBERS and named[0].rstrip().endswith("="):
        return asked, last_number(context, inner)
    return asked, inner


def _is_discriminant(context: Context, named: re.Match[str]) -> bool:
    """Whether D is the determinant of the Hessian, as no direction is given and order=2 is."""
    is_asked = len(context.variables) > 1 and not context.components
    is_of_order = _ORDER.search(context.clauses) is not None and not is_directed(context)
    return named["name"] == "D" and is_asked and is_of_order


def _read_steepness(context: Context, place: Place) -> Answer | None:
    """A slope that is infinite with either sign, or 0, of a vertical or horizontal tangent.

    Where the tangent plane to the graph is horizontal, ∇f(P) is 0.
    """
    if LEVEL_PLANE.fullmatch(context.source, place.start, place.end):
        if len(context.variables) != len(("x", "y")) or context.components:
            raise not_read(context, place)
        return Answer(AnswerForm.VECTOR, ((Integer(0),) * 2,), asked=Asked.GRADIENT)
    steepness = STEEPNESS.fullmatch(context.source, place.start, place.end)
    if steepness is None or is_about_points(context) or context.components:
        return None
    if steepness["vertical"] or steepness["upright"]:
        return Answer(AnswerForm.NOTHING, ((zoo,),), asked=Asked.RATE)
    return Answer(AnswerForm.NUMBER, ((Integer(0),),), asked=Asked.RATE)


def _read_extremes(reading: AnswerReading, place: Place) -> Answer | None:
    """The largest and the smallest rate of change, max √17, min -√17; None of other answers."""
    context = reading.context
    parts = split_at_commas(with_commas(context.source, place), place)
    if len(parts) != len(_SIZES) or is_about_points(context) or context.components:
        return None
    values: dict[bool, Place] = {}
    for part in parts:
        head = _EXTREMES.match(context.source, part.start, part.end)
        if head is None or context.text(part)[len(head[0]) : len(head[0]) + 1] in ("", "("):
            return None
        values[head["size"] in _LEAST] = last_number(context, Place(head.end(), part.end))
    if len(values) != len(_SIZES):
        return None
    row = tuple(read_chain(reading, values[is_least]) for is_least in _SIZES)
    answer = to_answer(reading, AnswerForm.VECTOR, (row,))
    return replace(answer, asked=Asked.EXTREME_RATES)


def _read_vector(reading: AnswerReading, place: Place) -> Answer | None:
    """A vector by its letter: the unit vector u = (3/5, 4/5), the normal n = (4, 1)."""
    context = reading.context
    named = vector_by_letter(context, place)
    if named is None or is_about_points(context) or is_about_directions(context):
        return None
    asked, answer = named[0], _of_formulas(reading, named[1], is_named=True)
    if answer.form is AnswerForm.NUMBER:
        return replace(answer, asked=Asked.SPEED) if asked is Asked.JACOBIAN else None
    if answer.form is not AnswerForm.VECTOR:
        return None
    if context.declared.issuperset(map(str, answer.names)):
        return replace(answer, asked=asked)
    # Of n = (1, 2) + t(4, 1) the letter runs.
    return replace(answer, asked=Asked.NORMAL_LINE) if asked is Asked.NORMAL_VECTOR else None


def _by_form(
    context: Context, named: re.Match[str], answer: Answer, asked: Asked | None
) -> Asked | None:
    """What is asked, where a normal may be a line or, without a letter that runs, a vector."""
    is_row = answer.form is AnswerForm.VECTOR and not context.components
    has_letters = not context.declared.issuperset(map(str, answer.names))
    is_vector = is_normal(named) and is_row and not has_letters
    return Asked.NORMAL_VECTOR if is_vector else asked


def _is_no_name(context: Context, named: re.Match[str]) -> bool:
    """Whether a word is one of the problem's, or the k of k = 3 no slope."""
    letter = named["letter"]
    if not context.components and named["name"] in ("J", "J_f"):
        # The J of a loss is its height.
        return True
    if name_in(named) == "H" and not _OPENS_ROWS.match(context.source, named.end(), named.endpos):
        # As that of other letters, it may be a height.
        return True
    is_variable = context.declared & {letter, name_in(named)}
    behind = Place(named.end(), named.endpos)
    # In k = 6x - 9 the letter is a height.
    is_height = len(context.variables) > 1 or holds_variable(context, behind)
    return bool(is_variable) or (letter is not None and is_height)


def _refuse_several(context: Context, place: Place) -> None:
    """Makes sure that one thing is answered, and not √17 and the direction (4, 1) too.

    Raises:
        MeaninglessRequestError: there are more.
    """
    is_list = is_about_points(context) or is_about_directions(context)
    along = None if is_list else _ALONG.search(context.source, place.start, place.end)
    if along is not None:
        behind = Place(along.end(), place.end)
        raise context.error(behind, Message("one_thing_is_checked_at_a_time"))
    parts = () if is_list else split_at_commas(context.source, place)
    rows = [part for part in parts if _is_row_of_numbers(context, part)]
    others = [part for part in parts if part not in rows]
    if len(rows) == len(others) == 1 and re.fullmatch(r"[^=]*\d[^=]*", context.text(others[0])):
        raise context.error(parts[1], Message("one_thing_is_checked_at_a_time"))
    for part in parts[1:]:
        named = answer_name().match(context.source, part.start, part.end)
        if named is not None and not _is_no_name(context, named):
            raise context.error(part, Message("one_thing_is_checked_at_a_time"))


def _is_row_of_numbers(context: Context, part: Place) -> bool:
    """Whether a vector in brackets stands here."""
    inside = inside_bracket(context.source, part)
    return inside is not None and len(split_at_commas(context.source, inside)) > 1


def _unread(error: GradMagicError) -> GradMagicError:
    """The error of a word that is none of an answer's; else the one that there is."""
    text = error.source[error.start : error.end]
    is_word = _UNREAD.fullmatch(text) is not None and text not in CALLABLE_BY_NAME
    if not isinstance(error, RequestSyntaxError) or not is_word:
        return error
    return RequestSyntaxError(
        Message("is_not_read_in_an_answer", text=text),
        advice=Message("an_answer_is_written_as"),
        source=error.source,
        start=error.start,
        end=error.end,
    )


def _names_kind(context: Context, place: Place) -> bool:
    """Whether min: (1,2) names the kind of a critical point, and not a rate of change."""
    parts = split_at_commas(with_commas(context.source, place), place)
    named = answer_name().match(context.source, place.start, place.end)
    if is_about_points(context) and named is not None and _WORD_OF_CURVE.match(named[0]):
        # The line x = 0 is critical, and no tangent.
        return True
    if not is_about_points(context) and SAYS_CRITICAL.fullmatch(context.text(place)):
        return True
    if is_about_points(context) and _MEANS_KIND.match(context.source, place.start, place.end):
        return True
    if len(context.variables) == 1 and _says_where(context, place):
        return True
    if _OF_VALUE.match(context.source, place.start, place.end) and not context.components:
        return True
    is_point = len(context.variables) == 1 or is_row(context, parts[0])
    return is_point and without_kind(context, parts[0])[2]


def _says_where(context: Context, place: Place) -> bool:
    """Whether a kind stands before the point of a line, as in minimum x = 0."""
    (name,) = context.variables
    head = re.compile(
        rf"\s*(?:{SOME_KIND})\s+(?:(?:at|where|when)\s+)?{re.escape(str(name))}\s*=(?!=)"
    )
    return head.match(context.source, place.start, place.end) is not None


def _unnamed(reading: AnswerReading, place: Place, *, is_line: bool, is_named: bool) -> Answer:
    """The answer whose name has been read."""
    context = reading.context
    text = context.text(place)
    if NOTHING.fullmatch(text):
        is_of_directions = _OF_DIRECTIONS.search(text) is not None
        return Answer(AnswerForm.NOTHING, asked=Asked.ASCENT if is_of_directions else None)
    infinite = INFINITE.fullmatch(text)
    is_list = is_about_points(context) or is_about_directions(context)
    if infinite is not None and not (is_list or context.components):
        return Answer(AnswerForm.NOTHING, ((-oo if infinite["minus"] else oo,),))
    verdict = _DIFFERENTIABLE.fullmatch(text)
    if verdict is not None:
        is_negative = bool(verdict["not"] or verdict["not_so"])
        if is_negative and context.components:
            return Answer(AnswerForm.NOTHING)
        is_rate = is_negative and len(context.variables) == 1
        kinds = ("not differentiable" if is_negative else "differentiable",)
        asked = Asked.RATE if is_rate else Asked.DIFFERENTIABLE
        return Answer(AnswerForm.NOTHING, asked=asked, kinds=() if is_rate else kinds)
    answer = (
        read_critical(reading, place) if is_about_points(context) else read_kind(reading, place)
    )
    answer = answer or read_directions(reading, place) or read_angle(reading, place)
    answer = answer or equation_by_product(reading, place, is_line=is_line)
    return answer or _of_formulas(reading, without_place(context, place), is_named=is_named)


def _of_formulas(reading: AnswerReading, place: Place, *, is_named: bool) -> Answer:
    """The answer that is made of formulas alone."""
    context = reading.context
    is_named = is_named or is_about_points(context) or is_about_directions(context)
    answer = _of_plain_formulas(reading, place)
    refuse_other_sides(reading, place, is_named=is_named)
    if is_named or not names_rate(context, place):
        return answer
    if answer.form is not AnswerForm.NUMBER:
        raise not_read(context, place)
    return replace(answer, asked=Asked.RATE)


def _of_plain_formulas(reading: AnswerReading, place: Place) -> Answer:
    """The same of what is known to be answered."""
    context = reading.context
    matrix = read_matrix(reading, place)
    if matrix:
        return to_answer(reading, AnswerForm.POINTS, matrix, ("",) * len(matrix))
    coordinates = line_by_coordinates(reading, place) or line_by_equal_sides(reading, place)
    parts = () if coordinates else points_in(context, place)
    if parts:
        return read_points(reading, parts)
    chain, place = place, place if coordinates else end_of_chain(context, place)
    sides = None if coordinates else sides_of(context, place)
    if sides is not None:
        return read_equation_of(reading, sides[0], last_side(context, sides[1]))
    row = coordinates or read_row(reading, place)
    letters = {name for entry in coordinates for name in entry.free_symbols - set(reading.decimals)}
    own = context.declared - set(map(str, context.variables))
    if coordinates and own.issuperset(map(str, letters)):
        # In x = 4, y = 1 no letter runs: it is a point.
        raise not_read(context, place)
    if row is not None:
        compare_rows(reading, chain, row)
        return to_answer(reading, AnswerForm.VECTOR, (row,))
    expression = read_part(reading, place)
    by_units = by_unit_vectors(context, expression)
    if by_units is not None:
        return to_answer(reading, AnswerForm.VECTOR, (by_units,))
    compare_numbers(reading, chain, expression)
    return to_answer(reading, AnswerForm.NUMBER, ((expression,),))


def _of_python(reading: AnswerReading, value: Any, *, is_named: bool = False) -> Answer:
    """What the notebook holds or Python gives: a number, rows of them, an equation, text."""
    if isinstance(value, Place):
        return _read(reading.context, value, is_named=is_named)
    if isinstance(value, str):
        return _read(*text_of_notebook(reading.context, value), is_named=is_named)
    if isinstance(value, tuple) and value and all(isinstance(one, Mapping) for one in value):
        # Each name and its answer come by themselves.
        value = {name: answer for one in value for name, answer in one.items()}
    if isinstance(value, Mapping):
        return _named(reading, value)
    return Answer(AnswerForm.NOTHING) if value is None else of_values(reading, value)


def _named(reading: AnswerReading, value: Mapping[Any, Any]) -> Answer:
    """An answer by the name of what it answers: whatever it says itself does not count."""
    name = str(next(iter(value), ""))
    match = answer_name().fullmatch(f"{name}:")
    is_sign = match is not None and match["slope"] and reading.context.components > 0
    is_point = is_about_points(reading.context) and is_kind(name)
    if match is None or len(value) != 1 or is_sign or is_point:
        text = text_of_names(reading.context, value)
        if text is not None:
            try:
                return _read(*text_of_notebook(reading.context, text))
            except GradMagicError:
                if match is not None or len(value) > 1:
                    raise
        names = Listing(ASKED_BY_NAME, "comma")
        message = Message("is_no_name_of_an_answer", name=name or Message("this"))
        raise reading.context.error(reading.place, message, Message("the_names_are", names=names))
    given = value[next(iter(value))]
    asked, answer = asked_by(match), _of_python(reading, given, is_named=True)
    asked = _by_form(reading.context, match, answer, asked)
    return replace(answer, asked=asked, is_tangent=not asked)
