"""Lists that a function itself holds, as norm([[1,2],[3,4]]@w)^2: each is given a letter."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from sympy import Symbol

from grad_magic.array_problem import Array
from grad_magic.deferred_numpy import np
from grad_magic.formula.tree import Formula, Place
from grad_magic.reading.arrays.entries import read_array
from grad_magic.reading.arrays.vocabulary import ARRAY_CALLABLES
from grad_magic.reading.context import Context
from grad_magic.reading.options import OPTION_KEYS

# Free of what has a meaning of its own: D, E, H, I, L, T and e.
# Of a list in a message.
_MOST_QUOTED = 60
_OF_MATRICES, _OF_VECTORS = "ABCMNPQRSUV", "abcupqrsvw"
_SHORT_WORD = re.compile(r"(?<![^\W_])[^\W\d_]{1,3}(?![^\W_])")
_MATRIX = 2


@dataclass(frozen=True)
class WrittenLists:
    """The lists of a function by the letters that stand for them.

    Attributes:
        formula: the function with names for its lists.
        arrays: what each name stands for.
        places: where each list stands first.
    """

    formula: Formula
    arrays: Mapping[str, Array]
    places: Mapping[str, Place]


def with_lists_named(
    context: Context, formula: Formula, answer: Place | None = None
) -> WrittenLists:
    """A function of which each list has a letter that the request does not have yet.

    Args:
        context: the request.
        formula: the function.
        answer: where a student's answer stands, whose letters are those of the lists.

    Raises:
        RequestSyntaxError: an entry cannot be read.
        MeaninglessRequestError: a list is ragged, empty or no list of numbers.
    """
    text = context.source
    if answer is not None:
        # A student knows the letters of the answer that is shown.
        text = f"{text[: answer.start]} {text[answer.end :]}"
    words = {*_SHORT_WORD.findall(text)} - {*OPTION_KEYS, *ARRAY_CALLABLES}
    # In Wx both letters are taken.
    naming = _Naming(context, set("".join(words)))
    return WrittenLists(replaced_lists(formula, naming.name), naming.arrays, naming.places)


def replaced_lists(formula: Formula, name: Callable[[Formula], str]) -> Formula:
    """The function with a name for each of its lists."""
    if formula.operation == "list":
        return replace(formula, operation="name", value=Symbol(name(formula), real=True))
    operands = tuple(replaced_lists(operand, name) for operand in formula.operands)
    return replace(formula, operands=operands)


def find_array(arrays: Mapping[str, Array], array: Array) -> str | None:
    """The name of an equal array."""
    equal = (name for name, other in arrays.items() if _are_equal(array, other))
    return next(equal, None)


def _are_equal(one: Array, other: Array) -> bool:
    return one.shape == other.shape and bool(np.all(one.entries == other.entries))


@dataclass
class _Naming:
    """Gives letters, equal ones to equal lists."""

    context: Context
    taken: Collection[str]
    arrays: dict[str, Array] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)

    def name(self, written: Formula) -> str:
        place = Place(written.start, written.end)
        text = self.context.text(place)
        quoted = text if len(text) <= _MOST_QUOTED else f"{text[:_MOST_QUOTED]}…"
        array = read_array(self.context, place, quoted)
        known = find_array(self.arrays, array)
        if known is not None:
            return known
        names = _letters(is_matrix=len(array.shape) == _MATRIX)
        name = next(name for name in names if name not in {*self.taken, *self.arrays})
        self.arrays[name], self.places[name] = array, place
        return name


def _letters(*, is_matrix: bool) -> Iterator[str]:
    """A, B, …, and where these do not suffice A_1, A_2, …; of vectors small ones."""
    letters = _OF_MATRICES if is_matrix else _OF_VECTORS
    yield from letters
    number = 1
    while True:
        yield f"{letters[0]}_{number}"
        number += 1
