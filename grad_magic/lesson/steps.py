"""The neutral document: what the answer says, line by line, with no wording and no markup.

A line is a row of pieces. A Relation or a Separator is also a place where a line may be
broken, and the first Relation of a line is where the lines are aligned. A piece that is longer
than a row is opened by the layout, so that it can be broken inside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sympy import Eq, Expr, Symbol

    from grad_magic.formula.tree import Formula


# To make a dataclass takes Python most of a millisecond, and the first answer waits for it: kinds
# that differ in nothing but their meaning share one. They equal none of another kind all the same.
@dataclass(frozen=True)
class _Expressions:
    """Expressions in a row."""

    entries: tuple[Expr | Formula, ...]


@dataclass(frozen=True)
class _Pieces:
    """Pieces in a row."""

    entries: tuple[Piece, ...]


@dataclass(frozen=True)
class _Pair:
    """Two pieces."""

    left: Piece
    right: Piece


@dataclass(frozen=True)
class _Of:
    """What is made of one piece."""

    of: Piece


@dataclass(frozen=True)
class Value:
    """An exact expression or number; a Formula stands as it was typed."""

    expr: Expr | Formula


@dataclass(frozen=True)
class Decimal:
    """A decimal number: `mantissa`, times a power of ten if that is not 0."""

    mantissa: str
    exponent: int = 0


ONES = (Decimal("1"), Decimal("-1"))
"""The factors that are not written."""


@dataclass(frozen=True)
class Degrees:
    """An angle in degrees, with their sign."""

    value: Expr | Decimal


@dataclass(frozen=True)
class Measured:
    """A number with its unit, as °C/m."""

    value: Expr | Decimal
    unit: str


class Vector(_Expressions):
    """A vector by its entries."""


class Components(_Pieces):
    """A vector by its components, which are pieces of their own."""


class Point(_Expressions):
    """A point by its coordinates."""


class Tuple(_Pieces):
    """Pieces in brackets, with commas: a point, or anything that is no vector."""


@dataclass(frozen=True)
class Column:
    """A vector by its entries, as a column where it takes part in a matrix product.

    That of a curve (`of_curve`) takes part in none, and some books have it as any other vector.
    """

    entries: tuple[Expr | Formula, ...]
    of_curve: bool = False


class FlatColumn(_Pieces):
    """The decimals of a column, on the line with it."""


@dataclass(frozen=True)
class Letter:
    """P for the point, u and v for the unit direction and the one given, or another letter.

    Q is the point that a direction is toward, and PQ the vector from P to it.
    h is a small step away from P, and c and C are positive constants.

    θ is the angle between a unit vector and the gradient; "any" is such a vector where u is the
    direction that was asked for. α, β and γ are the angles between u and the axes.
    "point" is P where it moves, also in one variable, where P itself is written x = 1; η is a
    step size, β a momentum and F a metric.

    An index other than 0 stands below: e₁ for the first axis, λ₁ for the first eigenvalue and
    w₁ for its eigenvector.
    """

    letter: str
    index: int = 0


@dataclass(frozen=True)
class Phrase:
    """Words as they come, without signs that mean something to TeX."""

    text: str


@dataclass(frozen=True)
class Command:
    """A line of a notebook behind its %, of words without signs that mean something to TeX."""

    text: str


@dataclass(frozen=True)
class Name:
    """The function's name alone."""

    name: str


@dataclass(frozen=True)
class FunctionValue:
    """f(x, y), or f(P) where `arguments` is empty."""

    name: str
    arguments: tuple[Expr | Formula, ...] = ()


@dataclass(frozen=True)
class Partial:
    """∂f/∂x; for a function of one variable (`ordinary`) f′."""

    name: str
    variable: Symbol
    at_point: bool
    ordinary: bool = False


@dataclass(frozen=True)
class RepeatedPartial:
    """f_xy, differentiated by x first and then by y; in one variable (`ordinary`) f″.

    Where the place has been told before (`at_place`) no style has the variables behind it. It may
    be at a `place` of its own, as f″(-1) or f_x(1, 2).
    """

    name: str
    variables: tuple[Symbol, ...]
    at_point: bool
    ordinary: bool = False
    at_place: bool = False
    place: tuple[Expr | Formula, ...] = ()


@dataclass(frozen=True)
class Gradient:
    """∇f or ∇f(P)."""

    name: str
    at_point: bool


@dataclass(frozen=True)
class Discriminant:
    """f_xx f_yy - f_xy², of which books make the test for extrema of two variables."""

    name: str
    variables: tuple[Symbol, Symbol]


@dataclass(frozen=True)
class Hessian:
    """The matrix of the second partial derivatives at P, or at a `place` of its own."""

    name: str
    place: tuple[Expr | Formula, ...] = ()


@dataclass(frozen=True)
class Jacobian:
    """J_f(x, y), or J_f(P) where `variables` is empty."""

    name: str
    variables: tuple[Symbol, ...] = ()


@dataclass(frozen=True)
class Determinant:
    """The determinant of a matrix that has a name: det J_f(P)."""

    of: Jacobian


@dataclass(frozen=True)
class Grid:
    """A matrix by its rows."""

    rows: tuple[tuple[Expr | Formula, ...], ...]


@dataclass(frozen=True)
class ArrayFormula:
    """A formula over arrays."""

    formula: Formula


@dataclass(frozen=True)
class ArrayGradient:
    """∇_W L, of the shape of W; of order 2 the matrix ∇²_W L."""

    name: str
    variable: str
    order: int = 1


@dataclass(frozen=True)
class ArrayRate:
    """The rate of change along u, D_u L, or D_u²L."""

    name: str
    order: int = 1


class InnerProduct(_Pair):
    """⟨A, B⟩, the sum of all products of entries."""


@dataclass(frozen=True)
class Omission:
    """Entries that are left out: "⋯" in a row, "⋮" in a column, "⋱" in both."""

    sign: str


@dataclass(frozen=True)
class Entries:
    """A matrix by its entries, a vector as a column."""

    rows: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True)
class RealArrays:
    """ℝ²ˣ³, all arrays of a shape."""

    shape: tuple[int | str, ...]


@dataclass(frozen=True)
class Norm:
    """The length of the piece, also in a `metric`."""

    of: Piece
    metric: Letter | None = None


@dataclass(frozen=True)
class Rate:
    """D_u f(P), or its largest ("max") or smallest ("min") value over all u; D_u²f(P).

    `along` is the letter of the unit vector. Without `at_point` it is the function D_u f(x, y).
    """

    name: str
    extreme: str = ""
    order: int = 1
    along: str = "u"
    at_point: bool = True


@dataclass(frozen=True)
class Increment:
    """f(P + h) - f(P), or what is left of it when the `linear` part is taken away."""

    name: str
    linear: Piece | None = None


class Absolute(_Of):
    """The absolute value of a piece."""


@dataclass(frozen=True)
class PowerOfStep:
    """A constant, unless that is 1, times a power of the length of h."""

    constant: Piece | None
    exponent: Expr


@dataclass(frozen=True)
class DifferenceQuotient:
    """(f(P + t·u) - f(P))/t; in one variable, where no direction is named, (f(P + t) - f(P))/t.

    With a `slope` it is that of the partial derivative by one or more variables, in one variable
    of f′ or a higher derivative, or with the letter u of D_u f.
    """

    name: str
    along: Letter | None
    slope: tuple[Symbol, ...] | Letter | None = None


@dataclass(frozen=True)
class Approach:
    """t → 0, or from one `side` "+" or "-"; or of a `variable` to a `value`, as x → 2."""

    side: str = ""
    variable: Symbol | None = None
    value: Expr | None = None


@dataclass(frozen=True)
class LimitOf:
    """The limit of a piece."""

    approach: Approach
    of: Piece


@dataclass(frozen=True)
class Ray:
    """start + parameter·direction: the points of a line."""

    start: Piece
    parameter: Expr
    direction: Piece


class Dot(_Pair):
    """The scalar product of two pieces."""


@dataclass(frozen=True)
class MatrixProduct:
    """Matrices and vectors multiplied."""

    factors: tuple[Piece, ...]


class Transpose(_Of):
    """A column turned into a row."""


class Inverse(_Of):
    """The inverse of a matrix."""


class RootOf(_Of):
    """The square root of a piece."""


@dataclass(frozen=True)
class Indexed:
    """A letter with an index that counts steps: P_k."""

    of: Letter
    index: str


@dataclass(frozen=True)
class At:
    """A function of a place: f(P_k)."""

    of: Piece
    place: Piece


class Primed(_Of):
    """The derivative of a function of the time."""


@dataclass(frozen=True)
class Terms:
    """A sum of pieces; a `Signed` one is taken away."""

    terms: tuple[Piece, ...]


@dataclass(frozen=True)
class Products:
    """Σ aᵢ·bᵢ, all over a `divisor`, with the numbers put in and not yet multiplied.

    Where it `omits_ones`, 4·1 is 4.
    """

    pairs: tuple[tuple[Expr, Expr], ...]
    divisor: Expr | None = None
    omits_ones: bool = False


@dataclass(frozen=True)
class TangentVector:
    """T along a curve at P, or T(P), the unit vector along it (`is_unit`)."""

    is_unit: bool = False


@dataclass(frozen=True)
class Quotient:
    """One piece over another."""

    top: Piece
    bottom: Piece


@dataclass(frozen=True)
class Over:
    """A vector over a number, on one line."""

    vector: Piece
    number: Expr


@dataclass(frozen=True)
class Signed:
    """A piece behind a sign: "−", or "±" for the piece and its opposite."""

    sign: str

    of: Piece


class Cosine(_Of):
    """The cosine of a piece."""


class Sine(_Of):
    """The sine of a piece."""


@dataclass(frozen=True)
class Total:
    """The sum of pieces."""

    terms: tuple[Piece, ...]


@dataclass(frozen=True)
class Differential:
    """dx, or dz at P."""

    of: Symbol
    at_point: bool = False


@dataclass(frozen=True)
class ImplicitDerivative:
    """∂z/∂x of a function that an equation gives; dy/dx where it is of one variable.

    By several variables, one after the other, ∂²z/∂x∂y.
    """

    of: Symbol
    by: tuple[Symbol, ...]
    is_partial: bool
    at_point: bool = False


@dataclass(frozen=True)
class Multiple:
    """A number times a piece."""

    factor: Expr
    of: Piece


@dataclass(frozen=True)
class Combination:
    """Σ decimal·symbol; with None for the symbol the decimal alone."""

    terms: tuple[tuple[Decimal, Symbol | None], ...]


@dataclass(frozen=True)
class Equation:
    """An equation between expressions; `sides` are its sides in another form."""

    equation: Eq
    sides: tuple[Formula, Formula] | None = None


@dataclass(frozen=True)
class System:
    """Equations that are to hold together, as lines with their relations."""

    equations: tuple[Line, ...]


@dataclass(frozen=True)
class Relation:
    """A sign such as = or ≈ between pieces."""

    sign: str


@dataclass(frozen=True)
class Separator:
    """A gap between two statements on one line."""


@dataclass(frozen=True)
class Words:
    """A sentence of the wording tables, with mathematics in its gaps.

    Of functions of one variable (`of_one_variable`) a language may say it in other words. In
    running text it may begin a paragraph (`begins_paragraph`), as it tells of another point.
    """

    sentence: str
    gaps: Mapping[str, Line] = field(default_factory=dict)
    of_one_variable: bool = False
    begins_paragraph: bool = False


@dataclass(frozen=True)
class Series:
    """Lines listed one after the other: a, b and c.

    Languages may join clauses, as "x = 1 and y = 2", in another way than names of things.
    """

    items: tuple[Line, ...]
    of_clauses: bool = False


Piece = (
    Value
    | Decimal
    | Degrees
    | Measured
    | Vector
    | Components
    | Point
    | Tuple
    | Column
    | FlatColumn
    | Letter
    | Phrase
    | Command
    | FunctionValue
    | Partial
    | RepeatedPartial
    | Gradient
    | Discriminant
    | Hessian
    | Jacobian
    | Determinant
    | Grid
    | ArrayFormula
    | ArrayGradient
    | ArrayRate
    | InnerProduct
    | Omission
    | Entries
    | RealArrays
    | Name
    | Norm
    | Rate
    | Increment
    | Absolute
    | PowerOfStep
    | DifferenceQuotient
    | Approach
    | LimitOf
    | Ray
    | Dot
    | MatrixProduct
    | Transpose
    | Inverse
    | RootOf
    | Indexed
    | At
    | Primed
    | Terms
    | Products
    | Quotient
    | TangentVector
    | Over
    | Signed
    | Cosine
    | Sine
    | Total
    | Differential
    | ImplicitDerivative
    | Multiple
    | Combination
    | Equation
    | System
    | Relation
    | Separator
    | Words
    | Series
)
Line = tuple[Piece, ...]
Part = tuple[str, Iterator[Line]]
"""What a step is made of: its topic and its lines."""


@dataclass(frozen=True)
class Step:
    """One part of the answer.

    Attributes:
        topic: "function", "unit", "partials", "gradient", "jacobian", "direction", "rays", "rates",
            "rate", "natural_gradient", "path", "second_order", "critical", "critical_points",
            "tangent", "reason", "conditions" or "doubt"; of worked solutions also "values" (at P),
            "use" (why the formula may be used) and "normal" (the line beside a tangent).
        lines: what it says.
    """

    topic: str
    lines: tuple[Line, ...]
