"""A part of a formula, understood: what was typed beside the node that it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from grad_magic.array_problem import ArrayProblem, Dimension, Shape
from grad_magic.calculus.arrays.nodes import Node
from grad_magic.formula.tree import Formula

OF_IDENTITY = "I@"
"""With its place the letter of an identity matrix's size, before that is known; no name is so."""


@dataclass(frozen=True)
class Typed:
    """A part of a formula, understood.

    Attributes:
        formula: as it was understood, with its place.
        node: the expression that it is.
        rank: 0 of a number, 1 of a vector, 2 of a matrix.
        roots: of a whole function that of which roots are taken in it.
        origins: of a whole function what was typed for nodes that stand for something else, as
            max(x, y) for relu(x - y).
        mixed: of a whole function the nodes with a kink at which no one convention holds: they
            stand for a clip, or both for relu(x - y) and for max(x, y).
        layers: of a whole function the parts to which the request gives names, by these.
    """

    formula: Formula
    node: Node
    rank: int
    roots: tuple[Node, ...] = ()
    origins: Mapping[Node, Formula] = field(default_factory=dict)
    mixed: frozenset[Node] = frozenset()
    layers: Mapping[str, Typed] = field(default_factory=dict)

    @property
    def shape(self) -> Shape:
        """(), (n,) or (m, n)."""
        return self.node.shape[: self.rank]

    @property
    def is_square(self) -> bool:
        """Whether it is a square matrix of more than one entry."""
        rows, columns = self.node.shape
        return self.rank == 2 and rows == columns != 1


class DimensionKnownError(Exception):
    """A letter is found to be a number, or an identity matrix to have a size."""

    def __init__(self, letter: str, value: Dimension) -> None:
        super().__init__(letter)
        self.letter = letter
        self.value = value

    def told(self, problem: ArrayProblem) -> ArrayProblem:
        """The problem with it."""
        shapes = {
            name: tuple(self.value if d == self.letter else d for d in shape)
            for name, shape in problem.shapes.items()
        }
        identities = {
            place: self.value if size == self.letter else size
            for place, size in problem.identities.items()
        }
        if self.letter.startswith(OF_IDENTITY):
            identities[int(self.letter.removeprefix(OF_IDENTITY))] = self.value
        return replace(problem, shapes=shapes, identities=identities)


def write_shape(shape: Shape) -> str:
    """A shape as NumPy writes it.

    >>> write_shape((3,)), write_shape(("m", 2))
    ('(3,)', '(m, 2)')
    """
    sizes = ["?" if str(size).startswith(OF_IDENTITY) else str(size) for size in shape]
    return f"({sizes[0]},)" if len(sizes) == 1 else f"({', '.join(sizes)})"


def with_operand(formula: Formula, part: Typed) -> Formula:
    """The formula with its first operand as it was understood."""
    return replace(formula, operands=(part.formula, *formula.operands[1:]))
