"""What is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from grad_magic.errors import MeaninglessRequestError

if TYPE_CHECKING:
    from sympy import Expr, Symbol


DEFAULT_DIGITS = 4
DEFAULT_BUDGET = 10.0
MAX_DIGITS = 50


@dataclass(frozen=True)
class Formula:
    """Mathematics as it was typed: a tree that keeps what SymPy would simplify away.

    `x/x*y` is y to SymPy before anyone can look; here it still has the division that
    fails at x = 0, and the place of that division in the text.

    Attributes:
        operation: a key of `grad_magic.reading.symbolic.BUILDERS`, or "number", "name".
        operands: the parts that the operation acts on.
        value: the exact number or the symbol at a leaf; None elsewhere.
        start, end: the place in the request.
    """

    operation: str
    operands: tuple[Formula, ...] = ()
    value: Expr | None = field(default=None)
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Place:
    """The characters `start` to `end` (exclusive) of a request."""

    start: int
    end: int


@dataclass(frozen=True)
class Problem:
    """A function, and where and in which direction its change is asked for.

    Attributes:
        name: the function's name as written ("f", "z", "theta_1").
        formula: the function as typed.
        f: the same function for SymPy.
        variables: the n variables in their order, real symbols.
        point: n exact real numbers, or None: the general derivatives alone.
        direction: n exact real numbers of any length but zero, or None.
        along_gradient: 1 or -1 where the direction asked for is ±∇f(P), else 0.
        is_equation: whether f = 0 is the equation that was asked about, as left - right.
        digits: significant digits of decimals.
        source: the text of the request; empty when it came as keywords.
        places: for "f", "at", "dir" (whichever clause gave the direction) and "digits", where
            the values stand in `source`.

    Raises:
        MeaninglessRequestError: no variable, a wrong number of coordinates or components,
            a direction of length zero, or a direction without a point.
    """

    name: str
    formula: Formula
    f: Expr
    variables: tuple[Symbol, ...]
    point: tuple[Expr, ...] | None = None
    direction: tuple[Expr, ...] | None = None
    along_gradient: int = 0
    is_equation: bool = False
    digits: int = DEFAULT_DIGITS
    source: str = ""
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        if not self.variables:
            raise self.error(
                "f",
                f"{self.name} has no variable",
                f"Name its variables: {self.name}(x,y)=…",
            )
        self._check_length("at", "coordinate", self.point)
        self._check_length("dir", "component", self.direction)
        if not 1 <= self.digits <= MAX_DIGITS:
            raise self.error("digits", f"digits must be a whole number from 1 to {MAX_DIGITS}")
        if self.direction is None and not self.along_gradient:
            return
        if self.point is None:
            raise self.error("dir", "a direction needs a point", "Add the point: at=(…)")
        if self.direction and all(component.is_zero for component in self.direction):
            raise self.error(
                "dir",
                "the direction has length zero, so it points nowhere",
                "Give at least one component that is not 0.",
            )

    @property
    def parameters(self) -> tuple[Symbol, ...]:
        """The names in f that are no variables and have no value."""
        names = self.f.free_symbols - set(self.variables)
        return tuple(sorted(names, key=str))

    def error(self, clause: str, message: str, advice: str = "") -> MeaninglessRequestError:
        """The error about one clause of this request, with its place."""
        place = self.places.get(clause, Place(0, 0))
        source = self.source if clause in self.places else ""
        return MeaninglessRequestError(
            message, advice=advice, source=source, start=place.start, end=place.end
        )

    def _check_length(self, clause: str, part: str, values: tuple[Expr, ...] | None) -> None:
        if values is None or len(values) == len(self.variables):
            return
        names = ", ".join(str(variable) for variable in self.variables)
        raise self.error(
            clause,
            f"{clause} has {_counted(len(values), part)}, but {self.name} has "
            f"{_counted(len(self.variables), 'variable')} ({names})",
            f"Write {clause}=({', '.join('…' for _ in self.variables)}), "
            f"one {part} for each variable, in the order {names}.",
        )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
