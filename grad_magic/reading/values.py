"""Points and numbers as they are written in a request, into exact numbers."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from types import MappingProxyType

from sympy import Expr, Integer, Symbol

from grad_magic.errors import MeaninglessRequestError, RequestSyntaxError
from grad_magic.formula.sympy_forms import (
    UnreadableExpressionError,
    from_sympy,
    is_real_number,
    real_symbols,
    to_sympy,
)
from grad_magic.formula.tree import Formula, Place
from grad_magic.reading.grammar.expressions import read_expression, read_name
from grad_magic.reading.notation.tokens import LONGEST_NAME, unreadable
from grad_magic.reading.notation.typed import plain_word

_OPENING, _CLOSING = "([{", ")]}"
# Names for a general point; no function within the bounds has them all.
_FREE_LETTERS = tuple(f"{letter}{index}" for index in ("", *range(99)) for letter in "abcpqrs")
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
        variables: those of f, in order.
        names: the other names of f.
        values: the values that clauses give to names.
    """

    source: str
    inserted: Mapping[str, Formula]
    numbers: Callable[[str, object], tuple[Expr, ...]]
    namespace: Mapping[str, object]
    variables: tuple[Symbol, ...] = ()
    names: frozenset[str] = frozenset()
    values: Mapping[str, Expr] = field(default_factory=dict)

    def text(self, place: Place) -> str:
        """What stands at this place."""
        return self.source[place.start : place.end]

    def error(self, place: Place, message: str, advice: str = "") -> MeaninglessRequestError:
        """The error about this place."""
        return MeaninglessRequestError(
            message, advice=advice, source=self.source, start=place.start, end=place.end
        )

    @property
    def declared(self) -> frozenset[str]:
        """The names that mean something in the request itself, whatever the notebook holds."""
        return self.names | set(map(str, self.variables)) | set(self.values)

    def is_of_notebook(self, name: str) -> bool:
        """Whether a value that is this one name stands for what the notebook holds."""
        return name in self.namespace and plain_word(name) not in self.declared


def split_at_commas(source: str, place: Place) -> tuple[Place, ...]:
    """The parts of a value between the commas outside all brackets, without outer spaces."""
    cuts = [place.start - 1]
    depth = 0
    for position in range(place.start, place.end):
        depth += (source[position] in _OPENING) - (source[position] in _CLOSING)
        if source[position] == "," and depth == 0:
            cuts.append(position)
    cuts.append(place.end)
    parts = [strip_place(source, Place(a + 1, b)) for a, b in itertools.pairwise(cuts)]
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


def read_points(context: Context, place: Place) -> tuple[tuple[Expr, ...], ...]:
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
        is_list_of_numbers = len(context.variables) == 1 and len(parts) > 1
        if is_list_of_numbers or all(inside_bracket(context.source, part) for part in parts):
            return tuple(read_point(context, part) for part in parts)
    return (read_point(context, place),)


def read_point(context: Context, place: Place) -> tuple[Expr, ...]:
    """One point: `(1, 0)`, `(x=1, y=0)`, a number, or a name of the notebook."""
    inside = inside_bracket(context.source, place) or place
    parts = split_at_commas(context.source, inside)
    if len(parts) == 1 and inside == place and context.is_of_notebook(context.text(place)):
        return read_held_numbers(context, place, "at")
    named = [re.match(r"\s*([^\W\d]\w*)\s*=(?!=)", context.text(part)) for part in parts]
    if not any(named):
        return tuple(read_coordinate(context, part, "coordinate") for part in parts)
    coordinates: dict[str, Expr] = {}
    variables = list(map(str, context.variables))
    for part, match in zip(parts, named, strict=True):
        if match is None:
            raise context.error(part, "this coordinate has no name", "Name all or none.")
        name = read_name(context.source, Place(part.start, part.start + match.end(1)))
        value = strip_place(context.source, Place(part.start + match.end(), part.end))
        if name in coordinates or name not in variables:
            known = ", ".join(variables)
            problem = "is given twice" if name in coordinates else f"is not one of {known}"
            raise context.error(part, f"{name} {problem}")
        coordinates[name] = read_coordinate(context, value, "coordinate")
    missing = [name for name in variables if name not in coordinates]
    if missing:
        raise context.error(place, f"the point has no {', '.join(missing)}")
    return tuple(coordinates[name] for name in variables)


def read_number(context: Context, place: Place, part: str) -> Expr:
    """An exact real number, in which only names with a value may stand.

    Raises:
        RequestSyntaxError: it cannot be read.
        MeaninglessRequestError: it holds another name, or is no real number.
    """
    return _read_number(context, place, part, is_general=False)


def read_coordinate(context: Context, place: Place, part: str) -> Expr:
    """An exact real number, in which names stand for real numbers.

    Raises:
        RequestSyntaxError: it cannot be read.
        MeaninglessRequestError: it holds a variable of f, or is no real number.
    """
    return _read_number(context, place, part, is_general=True)


def _read_number(context: Context, place: Place, part: str, *, is_general: bool) -> Expr:
    bare = context.text(place)
    if context.is_of_notebook(bare):
        numbers = read_held_numbers(context, place, part)
        if len(numbers) != 1:
            raise context.error(place, f"{bare} holds {len(numbers)} numbers, not one")
        formula = replace(from_sympy(numbers[0]), start=place.start, end=place.end)
    else:
        formula = read_value(context, place)
    for leaf in name_leaves(formula):
        if not is_general and str(leaf.value) not in context.values:
            raise context.error(
                _place_of(leaf, place),
                f"a {part} must be a number, but {leaf.value} is a name",
                "Write numbers, such as 1, 0.5 or pi/2.",
            )
    number = to_sympy(put_in(formula, context.values), context.source)
    if not is_real_number(number):
        raise context.error(place, f"a {part} must be a real number")
    return number


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
        advice = f"Write {{{name}}} for what the notebook holds, or take another letter."
        raise context.error(place, f"{name} is also a name of the notebook", advice)


def read_held_numbers(context: Context, place: Place, part: str) -> tuple[Expr, ...]:
    """The numbers that the notebook holds under the name at this place.

    Raises:
        MeaninglessRequestError: it holds something else, or a variable of f.
    """
    held = context.namespace[context.text(place)]
    if isinstance(held, Expr) and held.free_symbols:
        try:
            numbers = (to_sympy(from_sympy(real_symbols(held))),)
        except UnreadableExpressionError as error:
            raise context.error(place, f"a {part} may not contain {error}") from None
    else:
        numbers = context.numbers(part, held)
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
    message = f"{name} is a variable of the function, so it is no fixed number"
    raise context.error(place, message, f"Use another name, such as {free}.")


def _place_of(leaf: Formula, place: Place) -> Place:
    """Where a name stands; what the notebook holds stands nowhere but at the whole value."""
    return Place(leaf.start, leaf.end) if leaf.end > leaf.start else place


def put_in(formula: Formula, values: Mapping[str, Expr]) -> Formula:
    """The formula with numbers for the names of parameters."""
    if formula.operation == "name" and str(formula.value) in values:
        value = from_sympy(values[str(formula.value)])
        return replace(value, start=formula.start, end=formula.end)
    operands = tuple(put_in(operand, values) for operand in formula.operands)
    return replace(formula, operands=operands)


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


def read_choice(context: Context, place: Place, key: str, values: Sequence[str]) -> str:
    """One of a few words.

    Raises:
        RequestSyntaxError: another word stands there.
    """
    text = context.text(place)
    if text in values:
        return text
    close = get_close_matches(text.lower(), values, n=1)
    advice = f"Did you mean {close[0]}?" if close else f"Write {key}={' or '.join(values)}."
    shown = text if len(text) <= LONGEST_NAME else f"{text[:LONGEST_NAME]}…"
    raise unreadable(context.source, place.start, place.end, f"{key} has no value {shown}", advice)


def strip_place(source: str, place: Place) -> Place:
    """The place without the white space at its ends."""
    text = source[place.start : place.end]
    start = place.start + len(text) - len(text.lstrip())
    return Place(start, max(start, place.start + len(text.rstrip())))
