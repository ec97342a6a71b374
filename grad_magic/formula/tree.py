"""What was typed, as a tree that keeps its order, its brackets and its places."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sympy import Expr


@dataclass(frozen=True, init=False)
class Formula:
    """Mathematics as it was typed: a tree that keeps what SymPy would simplify away.

    `x/x*y` is y to SymPy before anyone can look; here it still has the division that
    fails at x = 0, and the place of that division in the text.

    Attributes:
        operation: one of `grad_magic.formula.operations`, or "number", "name", "vector". In the
            lines of a derivation, which are only read, also "derivative" of a formula, with the
            variable if f has several, "total_derivative" of a name, as in dx/dt, "entered" of what
            was put in for a name or came out for a derivative, and stays in its place, and
            "increment" of a name, as in Δx. In what
            is shown of a long formula also "dots" for the terms or factors left out, "ellipsis"
            for entries, and "indexed" of a letter and its index, as in x_{i+1}.
        operands: the parts that the operation acts on.
        value: the exact number or the symbol at a leaf; None elsewhere.
        start, end: the place in the request.
        digits: of a number how it was typed, so that 0.1 stays 0.1; empty where it was not.
    """

    operation: str
    operands: tuple[Formula, ...] = ()
    value: Expr | None = field(default=None)
    start: int = 0
    end: int = 0
    digits: str = field(default="", compare=False)

    # A frozen dataclass calls object.__setattr__ for each field, which takes twice as long, and a
    # long formula has some hundred thousand parts.
    def __init__(  # noqa: PLR0913, PLR0917
        self,
        operation: str,
        operands: tuple[Formula, ...] = (),
        value: Expr | None = None,
        start: int = 0,
        end: int = 0,
        digits: str = "",
    ) -> None:
        own = self.__dict__
        own["operation"] = operation
        own["operands"] = operands
        own["value"] = value
        own["start"] = start
        own["end"] = end
        own["digits"] = digits

    def placed(self, place: Place) -> Formula:
        """The same formula where the request has something that stands for it.

        The parts have no text there, so that messages spell them out.
        """
        parts = tuple(part.placed(Place(place.start, place.start)) for part in self.operands)
        return replace(self, operands=parts, start=place.start, end=place.end)

    @cached_property
    def without_places(self) -> Formula:
        """The same wherever in the request it stood, so that equal parts are equal."""
        operands = tuple(part.without_places for part in self.operands)
        return Formula(self.operation, operands, self.value, digits=self.digits)

    @cached_property
    def has_decimal(self) -> bool:
        """Whether a decimal was typed in it, such as 0.5 or 5e-1."""
        waiting = [self]
        while waiting:
            part = waiting.pop()
            if "." in part.digits or "-" in part.digits:
                return True
            waiting += part.operands
        return False

    def holds(self, operations: Container[str]) -> bool:
        """Whether one of the operations is in it."""
        waiting = [self]
        while waiting:
            part = waiting.pop()
            if part.operation in operations:
                return True
            waiting += part.operands
        return False

    @cached_property
    def names(self) -> frozenset[Expr]:
        """The symbols at its leaves."""
        # The leaves of a long formula share their symbols, whose own hash takes longer.
        found = {
            id(leaf.value): leaf.value
            for leaf in self.leaves
            if leaf.operation == "name" and leaf.value is not None
        }
        return frozenset(found.values())

    @cached_property
    def spelled_names(self) -> frozenset[str]:
        """The names at its leaves as text, of which SymPy's printer takes its time."""
        return frozenset(map(str, self.names))

    @property
    def parts(self) -> Iterator[Formula]:
        """It and all that it is made of, each before its own operands."""
        yield self
        for operand in self.operands:
            yield from operand.parts

    @property
    def leaves(self) -> Iterator[Formula]:
        """The numbers and names in it, in no order."""
        waiting = [self]
        while waiting:
            part = waiting.pop()
            if part.operands:
                waiting += part.operands
            else:
                yield part


@dataclass(frozen=True)
class Place:
    """The characters `start` to `end` (exclusive) of a request."""

    start: int
    end: int


def sum_of(terms: Sequence[Formula]) -> Formula:
    """The sum of terms; of one term that term."""
    return terms[0] if len(terms) == 1 else Formula("add", tuple(terms))


def product_of(factors: Sequence[Formula]) -> Formula:
    """The product of factors; of one factor that factor."""
    return factors[0] if len(factors) == 1 else Formula("multiply", tuple(factors))
