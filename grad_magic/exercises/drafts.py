"""What a family of exercises makes: a request in parts, and what is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from grad_magic.exercises.draws import Draws
from grad_magic.presets import Asked

PLANE = ("x", "y")
SPACE = ("x", "y", "z")


@dataclass(frozen=True)
class Draft:
    """An exercise before anybody has read it.

    Attributes:
        function: f as one types it.
        variables: their names in order.
        questions: what is asked of it.
        point: the coordinates of P; empty where none is given.
        direction: the clause that gives a direction; empty for none.
        name: what the function is called.
    """

    function: str
    variables: Sequence[str]
    questions: tuple[Asked, ...]
    point: Sequence[str] = ()
    direction: str = ""
    name: str = "f"

    @property
    def request(self) -> str:
        """The same as the text of a request."""
        parts = [f"{self.name}({','.join(self.variables)})={self.function}"]
        if self.point:
            parts.append(f"at=({','.join(self.point)})")
        if self.direction:
            parts.append(self.direction)
        if self.questions == (Asked.CRITICAL_POINTS,):
            parts.append("critical=all")
        return " ".join(parts)


Family = Callable[[Draws], Draft]
"""Exercises of one kind, which differ in their numbers."""


def write_row(numbers: Sequence[int]) -> str:
    """A row of whole numbers as one types it.

    >>> write_row((3, -4))
    '(3,-4)'
    """
    return f"({','.join(map(str, numbers))})"


def inner_product(first: Sequence[int], second: Sequence[int]) -> int:
    """Σ aᵢ·bᵢ."""
    return sum(a * b for a, b in zip(first, second, strict=True))
