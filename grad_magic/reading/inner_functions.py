"""Inner functions, each in a clause of its own: z=x^2*y x=cos(t) y=sin(t) is a function of t.

So losses are told as they are reckoned, L=(p-y)^2 p=σ(w x+b), and composite functions as books
have them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from grad_magic.formula.put_in_numbers import put_in
from grad_magic.formula.tree import Formula, Place
from grad_magic.reading.exact_values import formula_of
from grad_magic.reading.grammar.expressions import read_expression
from grad_magic.reading.grammar.parser import MAX_NESTING, MAX_OPERATIONS
from grad_magic.reading.notation.twins import plain_text
from grad_magic.reading.phrases import is_row_at
from grad_magic.wording.messages import Message

if TYPE_CHECKING:
    from grad_magic.reading.context import Context

# What one pair of brackets adds to the height of a tree, as (…)^2+1 does.
_HEIGHT_OF_BRACKETS = 3


def inner_functions(
    context: Context, places: Mapping[str, Place], declared: Collection[str], *, only_declared: bool
) -> dict[str, Formula]:
    """Of the names with a value those whose value is a formula of other names.

    Args:
        context: of the request.
        places: where the value of each name stands.
        declared: the names that stay whole.
        only_declared: whether there are no other names.

    Raises:
        RequestSyntaxError: a value cannot be read.
    """
    formulas = dict[str, Formula]()
    for name, place in places.items():
        held = context.given.get(place)
        if held is not None and not isinstance(held, str):
            # Of SymPy's the names are those of symbols.
            formula = formula_of(held)
            if formula is not None and formula.names:
                formulas[name] = formula.placed(place)
            continue
        source = context.source if held is None else plain_text(held)
        inside = place if held is None else Place(0, len(source))
        text = source[inside.start : inside.end]
        if not any(map(str.isalpha, text)) or is_row_at(source, inside.start):
            continue
        if held is None and context.is_of_notebook(text):
            continue
        formula = read_expression(
            source, inside, declared, context.inserted, only_declared=only_declared
        )
        if formula.names:
            formulas[name] = formula if held is None else formula.placed(place)
    return formulas


def compose(
    context: Context, outer: Formula, inner: Mapping[str, Formula]
) -> tuple[Formula, tuple[str, ...]]:
    """The outer function with its inner functions, and theirs, in the place of their names.

    Returns:
        With it come the names that it has, innermost first.

    Raises:
        MeaninglessRequestError: a function would be an inner one of its own, or the whole is too
            long to be read.
    """
    if not inner:
        return outer, ()
    known = dict[str, Formula]()
    sizes, heights = dict[str, int](), dict[str, int]()
    used = tuple(_innermost_first(context, outer, inner))
    for name in (*used, ""):
        formula = inner[name] if name else outer
        sizes[name], heights[name] = _size(formula, sizes), _height(formula, heights)
        flaw = _flaw(sizes[name], heights[name])
        if flaw is not None:
            raise context.error(Place(outer.start, outer.end), flaw)
        known[name] = put_in(formula, known)
    return known[""], used


def _flaw(size: int, height: int) -> Message | None:
    """Why a formula of so many operations, and so high a tree, is not read; None if it is."""
    if size > MAX_OPERATIONS:
        return Message("the_expression_has_more_than_operations", most_operations=MAX_OPERATIONS)
    if height > _HEIGHT_OF_BRACKETS * MAX_NESTING:
        return Message("brackets_and_powers_are_nested_more_than_deep", most_nesting=MAX_NESTING)
    return None


def _size(formula: Formula, sizes: Mapping[str, int]) -> int:
    """How many operations are in it, and in what its names stand for."""
    parts = tuple(formula.parts)
    names = (str(part.value) for part in parts if part.operation == "name")
    return len(parts) + sum(sizes.get(name, 0) for name in names)


def _height(formula: Formula, heights: Mapping[str, int]) -> int:
    """How high its tree is, with what its names stand for."""
    if formula.operation == "name":
        return heights.get(str(formula.value), 0)
    return 1 + max((_height(part, heights) for part in formula.operands), default=0)


def names_with_inner(outer: Formula, inner: Mapping[str, Formula]) -> frozenset[str]:
    """The names in a function, in its inner functions and in theirs."""
    names, waiting = set[str](), [outer]
    while waiting:
        new = waiting.pop().spelled_names - names
        names |= new
        waiting += (inner[name] for name in new & inner.keys())
    return frozenset(names)


def _innermost_first(
    context: Context, outer: Formula, inner: Mapping[str, Formula]
) -> Iterator[str]:
    """The names of the inner functions that are used, each behind those in it."""
    done, opened = set[str](), dict[str, None]()

    def of(formula: Formula) -> Iterator[str]:
        for name in sorted(formula.spelled_names & inner.keys()):
            place = Place(inner[name].start, inner[name].end)
            if name in opened:
                raise context.error(place, Message("is_a_function_of_itself", name=name))
            if len(opened) > MAX_NESTING:
                raise context.error(
                    place,
                    Message(
                        "brackets_and_powers_are_nested_more_than_deep", most_nesting=MAX_NESTING
                    ),
                )
            if name not in done:
                opened[name] = None
                yield from of(inner[name])
                del opened[name]
                done.add(name)
                yield name

    yield from of(outer)
