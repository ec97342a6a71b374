"""The points that an answer names beside what it answers: f_x(1,2) = 4."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from sympy import Add, Integer

from grad_magic.errors import GradMagicError
from grad_magic.formula.tree import Place
from grad_magic.presets import Asked
from grad_magic.problem import Answer, AnswerForm
from grad_magic.reading.answers.names import answer_name
from grad_magic.reading.answers.numbers import (
    AnswerReading,
    read_chain,
    read_part,
    sides_of,
    to_answer,
)
from grad_magic.reading.answers.rows import read_row
from grad_magic.reading.context import Context
from grad_magic.reading.values import split_at_commas, strip_place
from grad_magic.reading.vocabulary import CALLABLE_BY_NAME

if TYPE_CHECKING:
    from sympy import Expr

HEIGHTS = frozenset("wyz")
"""Letters of values of f; of z = 2 it is not known whether a plane is meant."""
# f_x(1,2), ∇f(1,2), f′(1), ∂f/∂x|_(1,2), the gradient at (1,2), 在点(1,2)处.
_BEFORE = re.compile(
    r"(?<!\\)(?<!\\[A-Za-z])(?P<word>[A-Za-z∇∂在点]\w*)\s*(?P<primes>['′″‴]*)\s*(?:\|?\s*_?\s*\{?)\s*\Z"
)
# Of f'(\frac{π}{2}) with the brackets in it.
_INSIDE = r"[^(){}:]*(?:[({][^(){}:]*(?:[({][^(){}:]*[)}][^(){}:]*)*[)}][^(){}:]*)*"
_ROW = re.compile(rf"\((?P<row>{_INSIDE})\)|\{{(?P<named>{_INSIDE})\}}")
# F(1,2) = 2 and f = 2; f of x or y itself is another thing.
_VALUE = re.compile(
    r"\s*(?P<f>[A-CE-Za-z])\s*(?:\(\s*(?P<row>[^()]*[^()\s])\s*\)\s*)?(?:=(?!=)|≈)\s*(?=\S)"
)
_ANSWER = re.compile(r"(?<!\w)answer\s*=(?!=)")
_LINEAR = re.compile(r"(?<!\w)differential\s*=\s*linear(?!\w)")
_TARGET = re.compile(r"(?<![\w=:])to\s*=(?!=)")
_VERB = re.compile(r"\s(?:is|are|do(?:es)?)(?!\w)")
_CONSTANTS = frozenset({"e", "pi"})
# (2,1) at (1,2), 12 at x = 2.
_BEHIND = re.compile(
    r"(?<=\S)[,;]?\s+at\s+(?:the\s+point\s+)?(?:P(?!\w)|P?\((?P<row>[^()]*)\)"
    r"|(?P<sides>[A-Za-z]\w*\s*=(?!=)[^;()]*))\s*\Z"
)


_Point: TypeAlias = "tuple[tuple[Expr, Expr], ...]"


def stated_points(context: Context, place: Place, answer: Answer) -> tuple[_Point, ...]:
    """Their coordinates, each with how far it may be rounded.

    Points of letters that f has as variables are none.

    Args:
        context: the request.
        place: where the answer stands.
        answer: the answer without them.
    """
    points: list[_Point] = []
    for part in split_at_commas(context.source, place):
        end = _end_of_head(context, part)
        for match in _ROW.finditer(context.source, part.start, end):
            before = _BEFORE.search(context.source, part.start, match.start())
            if before is None or before["word"] == "D_":
                # In D_(3/5,4/5) f it is the direction.
                continue
            if _is_called(context, before["word"]) and not before["primes"]:
                continue
            row = Place(*match.span(match.lastgroup or 0))
            point = _with_dependent(context, tuple(_coordinates(context, row)), answer)
            if len(point) == len(context.variables):
                points.append(point)
    return tuple(points)


def _with_dependent(context: Context, point: _Point, answer: Answer) -> _Point:
    """The point (1, 2) of ∂z/∂x(1,2) with z for the third coordinate."""
    dependent = {pair[0] for pair in answer.derivatives} & set(context.variables)
    is_without = len(point) + 1 == len(context.variables)
    if answer.asked is not Asked.IMPLICIT or len(dependent) != 1 or not is_without:
        return point
    (own,) = dependent
    index = context.variables.index(own)
    return (*point[:index], (own, Integer(0)), *point[index:])


def point_behind(context: Context, place: Place) -> tuple[_Point, ...]:
    """The same of the point behind an answer: (2,1) at (1,2)."""
    match = _BEHIND.search(context.source, place.start, place.end)
    if match is None or match.lastgroup is None:
        return ()
    point = tuple(_coordinates(context, Place(*match.span(match.lastgroup))))
    return (point,) if len(point) == len(context.variables) else ()


def read_value(reading: AnswerReading, place: Place) -> Answer | None:
    """The value of f at a point, f(1,2) = 2 or f = 2; None of other answers."""
    context = reading.context
    match = _VALUE.match(context.source, place.start, place.end)
    if match is None or _is_called(context, match["f"]):
        return None
    is_alone = match["row"] is None
    is_vector = context.components > 0
    # T(0) = (0, 1) of a curve is its unit tangent vector.
    if (is_alone or is_vector) and not is_function(context, match["f"], place):
        return None
    if is_alone and (is_vector or "," in context.text(place)):
        return None
    is_at_p = is_alone or (match["row"] == "P" and "P" not in context.declared)
    point = None if is_at_p else tuple(_coordinates(context, Place(*match.span("row"))))
    if point is not None and len(point) != len(context.variables):
        return None
    behind = strip_place(context.source, Place(match.end(), place.end))
    values = read_row(reading, behind) if is_vector else (read_chain(reading, behind),)
    letters = set().union(*(value.free_symbols for value in values or ())) - set(reading.decimals)
    # Of a line r(s) = (1, 0) + s(0, 1) the letter runs.
    is_line = is_vector and not context.declared.issuperset(map(str, letters))
    if values is None or is_line or letters & set(context.variables):
        return None
    answer = to_answer(reading, AnswerForm.VECTOR if is_vector else AnswerForm.NUMBER, (values,))
    # Beside another point the L of L(1.1, 1.9) is the linear approximation.
    is_linear = has_target(context) and _LINEAR.search(context.clauses) is not None
    is_value = match["f"] != "L" or not is_linear or is_function(context, "L", place)
    asked = Asked.VALUE if is_value else Asked.GRAPH_TANGENT
    return replace(answer, asked=asked, stated_points=() if point is None else (point,))


def has_target(context: Context) -> bool:
    """Whether the request names another point."""
    return _TARGET.search(context.clauses) is not None


def is_function(context: Context, letter: str, place: Place) -> bool:
    """Whether a letter is that of the function, and none that heights are called by."""
    header = re.compile(rf"(?<!\w){letter}\s*(?:\([^()]*\)\s*)?=(?!=)")
    clauses = context.source[: place.start]
    if context.request:
        clauses = _ANSWER.split(context.request, maxsplit=1)[0]
    is_its_own = header.search(clauses) is not None
    return letter not in HEIGHTS and (letter == "f" or is_its_own)


def without_place(context: Context, place: Place) -> Place:
    """The answer without the point behind it that it is said of: √17 at P."""
    match = _BEHIND.search(context.source, place.start, place.end)
    return place if match is None else Place(place.start, match.start())


def _end_of_head(context: Context, part: Place) -> int:
    """Where what stands before the value ends."""
    named = answer_name().match(context.source, part.start, part.end)
    sides = sides_of(context, part)
    verb = _VERB.search(context.source, part.start, part.end)
    ends = (named.end() if named else 0, sides[0].end if sides else 0, verb.start() if verb else 0)
    return max(part.start, *ends)


def _is_called(context: Context, word: str) -> bool:
    """Whether sin(2) or a(2) is a number of its own."""
    return word in CALLABLE_BY_NAME or word in _CONSTANTS or word in context.declared


def _coordinates(context: Context, place: Place) -> Iterator[tuple[Expr, Expr]]:
    for part in split_at_commas(context.source, place):
        sides = sides_of(context, part)
        reading = AnswerReading(context, place)
        try:
            number = read_part(reading, sides[1] if sides else part)
        except GradMagicError:
            return
        if number.free_symbols & set(context.variables):
            return
        exact = {name: given.value for name, given in reading.decimals.items()}
        yield number.xreplace(exact), Add(*(given.tolerance for given in reading.decimals.values()))
