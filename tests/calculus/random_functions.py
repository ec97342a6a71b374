"""Random smooth functions for the property tests: as text, and as programs of other libraries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import hypothesis.strategies as st

# Text with u for the operand; all are smooth for every real u.
UNARY = {
    "sin": "sin(u)",
    "cos": "cos(u)",
    "atan": "atan(u)",
    "tanh": "tanh(u)",
    "gauss": "exp(-(u)^2)",
    "wave": "exp(sin(u))",
    "logarithm": "log(1+(u)^2)",
    "root": "sqrt(2+(u)^2)",
    "bell": "1/(1+(u)^2)",
    "square": "(u)^2",
    "cube": "(u)^3",
}
BINARY = ("+", "-", "*")


@dataclass(frozen=True)
class Node:
    """A function as a tree: a variable, a whole number, or an operation on others."""

    operation: str
    operands: tuple[Node, ...] = ()
    number: int = 0

    def text(self) -> str:
        """As a request has it."""
        if self.operation in UNARY:
            return UNARY[self.operation].replace("u", f"({self.operands[0].text()})")
        if self.operation in BINARY:
            first, second = (operand.text() for operand in self.operands)
            return f"({first}){self.operation}({second})"
        return f"({self.number})" if self.operation == "number" else self.operation

    def value(self, place: Mapping[str, Any], library: Any) -> Any:
        """Evaluated by a library with sin, arctan, … such as autograd's NumPy."""
        values = [operand.value(place, library) for operand in self.operands]
        if self.operation in UNARY:
            return _unary(self.operation, values[0], library)
        if self.operation == "+":
            return values[0] + values[1]
        if self.operation == "-":
            return values[0] - values[1]
        if self.operation == "*":
            return values[0] * values[1]
        return self.number if self.operation == "number" else place[self.operation]


def _unary(operation: str, u: Any, library: Any) -> Any:
    arctan = getattr(library, "arctan", None) or library.atan
    functions = {
        "sin": lambda: library.sin(u),
        "cos": lambda: library.cos(u),
        "atan": lambda: arctan(u),
        "tanh": lambda: library.tanh(u),
        "gauss": lambda: library.exp(-u * u),
        "wave": lambda: library.exp(library.sin(u)),
        "logarithm": lambda: library.log(1 + u * u),
        "root": lambda: library.sqrt(2 + u * u),
        "bell": lambda: 1 / (1 + u * u),
        "square": lambda: u * u,
        "cube": lambda: u * u * u,
    }
    return functions[operation]()


@dataclass(frozen=True)
class Question:
    """A function of its variables, a point and a direction."""

    function: Node
    variables: tuple[str, ...]
    point: tuple[Fraction, ...]
    direction: tuple[int, ...]

    def request(self) -> str:
        """The request for `solve`."""
        names, point = ",".join(self.variables), ",".join(map(str, self.point))
        direction = ",".join(map(str, self.direction))
        return f"f({names})={self.function.text()} at=({point}) dir=({direction})"

    def at(self, numbers: Sequence[Any], library: Any) -> Any:
        """f at n numbers of a library."""
        return self.function.value(dict(zip(self.variables, numbers, strict=True)), library)


def nodes(variables: Sequence[str], leaves: int) -> st.SearchStrategy[Node]:
    """Functions of the variables with so many leaves at most."""
    leaf = st.one_of(
        st.sampled_from([Node(name) for name in variables]),
        st.sampled_from([Node(name) for name in variables]),
        st.integers(-3, 3).filter(bool).map(lambda number: Node("number", number=number)),
    )
    return st.recursive(
        leaf,
        lambda parts: st.one_of(
            st.builds(lambda name, u: Node(name, (u,)), st.sampled_from(sorted(UNARY)), parts),
            st.builds(lambda sign, u, v: Node(sign, (u, v)), st.sampled_from(BINARY), parts, parts),
        ),
        max_leaves=leaves,
    )


@st.composite
def questions(draw: st.DrawFn, least: int = 1, most: int = 4, leaves: int = 5) -> Question:
    """A random function with a rational point and a direction."""
    variables = ("x", "y", "z", "w")[: draw(st.integers(least, most))]
    function = draw(nodes(variables, leaves))
    fractions = st.fractions(-2, 2, max_denominator=4)
    point = tuple(draw(fractions) for _ in variables)
    vector = st.tuples(*(st.integers(-3, 3) for _ in variables)).filter(any)
    return Question(function, variables, point, draw(vector))
