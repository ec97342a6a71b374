"""The neutral document: what the answer says, line by line, with no wording and no markup.

A line is a row of pieces. A Relation or a Separator is also a place where a line may be
broken, and the first Relation of a line is where the lines are aligned.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sympy import Eq, Expr, Symbol


@dataclass(frozen=True)
class Value:
    """An exact expression or number."""

    expr: Expr


@dataclass(frozen=True)
class Decimal:
    """A decimal number: `mantissa`, times a power of ten if that is not 0."""

    mantissa: str
    exponent: int = 0


@dataclass(frozen=True)
class Vector:
    """A vector by its entries."""

    entries: tuple[Expr, ...]


@dataclass(frozen=True)
class Tuple:
    """Pieces in brackets, with commas."""

    entries: tuple[Piece, ...]


@dataclass(frozen=True)
class Letter:
    """P for the point, u and v for the unit direction and the one given, H for the Hessian."""

    letter: str


@dataclass(frozen=True)
class Name:
    """The function's name alone."""

    name: str


@dataclass(frozen=True)
class FunctionValue:
    """f(x, y), or f(P) where `variables` is empty."""

    name: str
    variables: tuple[Symbol, ...] = ()


@dataclass(frozen=True)
class Partial:
    """∂f/∂x; for a function of one variable (`ordinary`) f′."""

    name: str
    variable: Symbol
    at_point: bool
    ordinary: bool = False


@dataclass(frozen=True)
class Gradient:
    """∇f or ∇f(P)."""

    name: str
    at_point: bool


@dataclass(frozen=True)
class Grid:
    """A matrix by its rows."""

    rows: tuple[tuple[Expr, ...], ...]


@dataclass(frozen=True)
class Norm:
    """The length of the piece."""

    of: Piece


@dataclass(frozen=True)
class Rate:
    """D_u f(P), or its largest ("max") or smallest ("min") value over all u."""

    name: str
    extreme: str = ""


@dataclass(frozen=True)
class Dot:
    """The scalar product of two pieces."""

    left: Piece
    right: Piece


@dataclass(frozen=True)
class Products:
    """Σ aᵢ·bᵢ with the numbers put in, not yet multiplied."""

    pairs: tuple[tuple[Expr, Expr], ...]


@dataclass(frozen=True)
class Quotient:
    """One piece over another."""

    top: Piece
    bottom: Piece


@dataclass(frozen=True)
class Signed:
    """A piece behind a sign: "−", or "±" for the piece and its opposite."""

    sign: str

    of: Piece


@dataclass(frozen=True)
class Equation:
    """An equation between expressions."""

    equation: Eq


@dataclass(frozen=True)
class Relation:
    """A sign such as = or ≈ between pieces."""

    sign: str


@dataclass(frozen=True)
class Separator:
    """A gap between two statements on one line."""


@dataclass(frozen=True)
class Words:
    """A sentence of the wording tables, with mathematics in its gaps."""

    sentence: str
    gaps: Mapping[str, Line] = field(default_factory=dict)


Piece = (
    Value
    | Decimal
    | Vector
    | Tuple
    | Letter
    | FunctionValue
    | Partial
    | Gradient
    | Grid
    | Name
    | Norm
    | Rate
    | Dot
    | Products
    | Quotient
    | Signed
    | Equation
    | Relation
    | Separator
    | Words
)
Line = tuple[Piece, ...]


@dataclass(frozen=True)
class Step:
    """One part of the answer.

    Attributes:
        topic: "function", "partials", "gradient", "direction", "rates", "tangent",
            "critical", "reason" or "doubt".
        lines: what it says.
    """

    topic: str
    lines: tuple[Line, ...]
