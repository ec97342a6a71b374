"""What is asked about a function of arrays, and the arrays that it is asked about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sympy import Symbol

from grad_magic.deferred_numpy import np
from grad_magic.errors import MeaninglessRequestError
from grad_magic.formula.tree import Formula, Place
from grad_magic.presets import Asked
from grad_magic.problem import DEFAULT_PRESENTATION, Presentation
from grad_magic.wording.messages import Told

Dimension = int | str
# Of a function of so many numbers there are pictures.
MOST_DRAWN_ENTRIES = 2
# Of one array, and of all together: 300 rows of 10 numbers beside their targets stay exact.
MOST_EXACT_ENTRIES = 3500
Shape = tuple[Dimension, ...]
"""() of a number, (n,) of a vector, (m, n) of a matrix; a letter where no number is known."""


@dataclass(frozen=True, eq=False)
class Array:
    """A number, a vector or a matrix by its entries.

    Attributes:
        entries: of as many dimensions as it has itself: floats, or exact numbers as objects,
            fractions or SymPy's.
    """

    entries: np.ndarray[Any, Any]

    @property
    def shape(self) -> tuple[int, ...]:
        """As NumPy has it."""
        shape: tuple[int, ...] = self.entries.shape
        return shape

    @property
    def is_exact(self) -> bool:
        """Whether its entries are exact numbers."""
        return bool(self.entries.dtype == object)

    @property
    def square(self) -> np.ndarray[Any, Any]:
        """The entries in two dimensions, a vector as a column."""
        rows = self.shape[0] if self.shape else 1
        return self.entries.reshape(rows, -1) if self.entries.ndim < 2 else self.entries

    @property
    def floats(self) -> np.ndarray[Any, Any]:
        """The same in floating-point numbers."""
        return np.asarray(self.square, dtype=float)


@dataclass(frozen=True, eq=False)
class ArrayAnswerPart:
    """What a student's answer says of one variable, or without a name: a formula or numbers.

    Attributes:
        name: of the variable; "" where none is named.
        formula: over the names of the request; None of numbers.
        value: the numbers; None of a formula.
        tolerance: by how much an entry may be off for the digits that were not typed, in two
            dimensions; None of a formula.
        source: of a formula the text in which it has its places.
    """

    name: str
    formula: Formula | None = None
    value: Array | None = None
    tolerance: np.ndarray[Any, Any] | None = None
    source: str = ""


@dataclass(frozen=True, eq=False)
class ArrayAnswer:
    """A student's answer about a function of arrays.

    Attributes:
        parts: what it says, by variable where it names them; none where nothing is to exist.
        asked: what it says itself that it answers; None where it does not.
    """

    parts: tuple[ArrayAnswerPart, ...]
    asked: Asked | None = None

    @property
    def is_nothing(self) -> bool:
        """Whether it says that nothing of the kind exists."""
        return not self.parts


@dataclass(frozen=True, eq=False)
class ArrayProblem:
    """A scalar function of arrays, and where and in which direction its change is asked for.

    Attributes:
        name: the function's name.
        formula: it as typed, with the operations of `grad_magic.formula.array_operations`.
        variables: by which it is differentiated, in their order.
        shapes: of every name in it; of a dimension's letter ().
        layers: the names that clauses give to parts of f, as z = W@x + b.
        assumed: the letters of which nothing is told, and which are taken for numbers: λ.
        lists: the letters that stand for lists in the function itself.
        identities: the sizes of the identity matrices in f, by where these stand, as far as known.
        traits: what the request says of a name, as that it is "symmetric".
        constants: the values that clauses or the notebook give to names.
        point: the values of the variables; None where no point is given.
        direction: a change of each variable, or None; of variables that are left out 0.
        along_gradient: 1 or -1 where the direction is ±∇L, else 0.
        metric: the matrix F by which lengths are measured for the natural gradient, with a row
            for each entry of the variables; None where it is not asked for.
        answer: a student's answer, which is to be checked; None where there is none.
        order: 2 where second derivatives are asked for too.
        path: the optimiser that is asked for, one of `PATHS`; "" where none is named.
        step_size: η of its steps; None for the usual one.
        iterations: how many steps it makes; None for the usual number.
        has_decimals: whether entries were given in decimals, so that numbers are written as such.
        presentation: how the answer is shown.
        source: the text of the request.
        places: where its clauses and the values of names stand in it.
    """

    name: str
    formula: Formula
    variables: tuple[str, ...]
    shapes: Mapping[str, Shape]
    layers: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    identities: Mapping[int, Dimension] = field(default_factory=dict)
    traits: Mapping[str, frozenset[str]] = field(default_factory=dict)
    constants: Mapping[str, Array] = field(default_factory=dict)
    point: Mapping[str, Array] | None = None
    direction: Mapping[str, Array] | None = None
    along_gradient: int = 0
    metric: Array | None = None
    answer: ArrayAnswer | None = None
    order: int = 1
    path: str = ""
    step_size: Array | None = None
    iterations: int | None = None
    has_decimals: bool = False
    presentation: Presentation = DEFAULT_PRESENTATION
    source: str = ""
    places: Mapping[str, Place] = field(default_factory=dict)

    @property
    def digits(self) -> int:
        """Significant digits of decimals."""
        return self.presentation.digits

    @property
    def is_path_asked(self) -> bool:
        """Whether steps from the point are asked for; a step size alone asks for one."""
        return bool(self.path) or self.step_size is not None or self.iterations is not None

    @property
    def entry_count(self) -> int:
        """How many entries the variables have at the point, all together."""
        return sum(array.entries.size for array in (self.point or {}).values())

    @property
    def entry_symbols(self) -> tuple[Symbol, ...]:
        """A name for each entry of the variables: w of a number, w_1 and w_2 of an array."""
        names: list[str] = []
        for name in self.variables:
            size = (self.point or {})[name].entries.size
            names += [name] if size == 1 else [f"{name}_{place}" for place in range(1, size + 1)]
        return tuple(Symbol(name, real=True) for name in names)

    @property
    def names_in_use(self) -> frozenset[str]:
        """The names that stand for something in f, and the letters of sizes: h of W:(h,d)."""
        sizes = (size for shape in self.shapes.values() for size in shape if isinstance(size, str))
        return frozenset((*self.shapes, *self.layers, *sizes))

    @property
    def has_numbers(self) -> bool:
        """Whether every name has a value, so that L has one."""
        given = {*self.constants, *(self.point or ())}
        return self.point is not None and given >= set(self.shapes)

    def error(self, place: Place, message: Told, advice: Told = "") -> MeaninglessRequestError:
        """The error about this place of the request."""
        return MeaninglessRequestError(
            message, advice=advice, source=self.source, start=place.start, end=place.end
        )

    def text(self, formula: Formula) -> str:
        """A part of f as it was typed."""
        return " ".join(self.source[formula.start : formula.end].split()) or formula.operation
