"""How the points with ∇f = 0 are found by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sympy import Expr, Symbol


@dataclass(frozen=True)
class Window:
    """One period of a variable, low < v ≤ high."""

    low: Expr
    high: Expr


@dataclass(frozen=True, eq=False)
class Case:
    """One of the ways in which the first of two equations holds.

    Attributes:
        variable: the variable that it gives.
        value: what that is, a number or an expression in the other one.
        equation: the left side of the second equation with this put in, as it comes.
        factored: the same in factors.
        roots: the real numbers for which it is 0, values of the other variable.
        excluded: further ones at which f has no gradient.
        points: for each of the roots the point that it leads to; the curve alone where the second
            equation is 0 = 0, with the variables as its parameters.
        nonzero: factors of the second equation that are not 0 here and have been divided by, as
            the cases before are about them.
    """

    variable: Symbol
    value: Expr
    equation: Expr
    factored: Expr
    roots: tuple[Expr, ...]
    excluded: tuple[Expr, ...] = ()
    points: tuple[tuple[Expr, ...], ...] = ()
    nonzero: tuple[Expr, ...] = ()


@dataclass(frozen=True, eq=False)
class Combination:
    """A sum of multiples of two equations that is easier to solve than each of them.

    Attributes:
        multipliers: by what each of the equations is multiplied, the first number positive.
        left: the left side of the sum.
        vanishing: factors of that which are 0 where both variables are, and only there.
        positive: factors of it that are positive everywhere.
    """

    multipliers: tuple[int, int]
    left: Expr
    vanishing: tuple[Expr, ...] = ()
    positive: tuple[Expr, ...] = ()


@dataclass(frozen=True, eq=False)
class Elimination:
    """How the points with ∇f = 0 are found by hand.

    Attributes:
        first: which of the two partial derivatives is solved first, 0 or 1.
        cases: what follows in each case, all critical points together.
        positive: factors of the two that are never 0, as e^(-x²-y²); None where there is none.
        windows: of variables in which the points repeat the period that they are from.
        nonzero: expressions in parameters, where none of these is 0.
        combination: what is solved in place of the first one; None where that is.
    """

    first: int
    cases: tuple[Case, ...]
    positive: tuple[Expr | None, Expr | None]
    windows: Mapping[Symbol, Window] = field(default_factory=dict)
    nonzero: tuple[Expr, ...] = ()
    combination: Combination | None = None


@dataclass(frozen=True, eq=False)
class SubstitutionStep:
    """One step in the solution of a system ∇f = 0 by hand, one equation put into the next.

    Attributes:
        equation: which of the equations is used, from 0.
        left: its left side with what the steps before gave put in.
        variable: the variable that it gives.
        values: what that is: one expression in those that no step before gave; of the last
            variable the numbers that it may be, in their order.
        is_as_it_was: whether nothing had to be put in.
    """

    equation: int
    left: Expr
    variable: Symbol
    values: tuple[Expr, ...]
    is_as_it_was: bool


@dataclass(frozen=True, eq=False)
class ZeroFactor:
    """What is left of a system ∇f = 0 where a variable is 0.

    Attributes:
        variable: that variable.
        equation: the left side of the one equation that is left, in factors; 0 where none is.
        solutions: for each of its factors a variable and what that is.
        points: the points, lines and planes to which these lead, with the variables as parameters.
    """

    variable: Symbol
    equation: Expr
    solutions: tuple[tuple[Symbol, Expr], ...]
    points: tuple[tuple[Expr, ...], ...]


@dataclass(frozen=True, eq=False)
class FactorCases:
    """The solution of a system ∇f = 0 by the variables that are factors of its equations.

    Attributes:
        nonzero: these variables.
        reduced: the left sides of the equations without them.
        steps: how those are solved.
        points: to which points that leads, where none of these variables is 0.
        zeros: what follows where one of them is.
    """

    nonzero: tuple[Symbol, ...]
    reduced: tuple[Expr, ...]
    steps: tuple[SubstitutionStep, ...]
    points: tuple[tuple[Expr, ...], ...]
    zeros: tuple[ZeroFactor, ...]


@dataclass(frozen=True, eq=False)
class SmoothRegion:
    """The solution of ∇f = 0 by hand where each |g| in f is g, or each is -g.

    Attributes:
        signs: each g, and 1 or -1 for its sign.
        f: what f is there.
        partials: its partial derivatives there.
        never: the number of one that is a constant other than 0; None where there is none.
        elimination: else how both are solved.
        points: which of the solutions lie in the region.
    """

    signs: tuple[tuple[Expr, int], ...]
    f: Expr
    partials: tuple[Expr, ...]
    never: int | None
    elimination: Elimination | None = None
    points: tuple[tuple[Expr, ...], ...] = ()
