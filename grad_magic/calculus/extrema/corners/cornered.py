"""A function with corners, its seams solved for one variable, and what is found of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sympy import Eq, Expr, Symbol, nan, oo, zoo
from sympy import I as IMAGINARY_UNIT

from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.extrema.corners.seams import Seam
from grad_magic.findings import Finding, Repetition, SearchRemark
from grad_magic.formula.program import Program
from grad_magic.solution import CriticalPoint

UNDEFINED = (nan, zoo, oo, -oo, IMAGINARY_UNIT)


@dataclass
class Found:
    """What has been found, and whether it is all.

    Attributes:
        points: the critical points.
        is_complete: whether none is missing but those that remarks tell of.
        is_open: whether remarks tell that some may be missing.
        remarks, repetition: what is to be said.
        periods: with which the points on seams repeat.
        told: seams whose points are told from the pieces on both sides.
    """

    points: list[CriticalPoint] = field(default_factory=list)
    is_complete: bool = True
    is_open: bool = False
    remarks: list[Finding[SearchRemark]] = field(default_factory=list)
    repetition: tuple[Finding[Repetition], ...] = ()
    periods: list[tuple[Symbol, Expr]] = field(default_factory=list)
    told: list[tuple[Expr, ...]] = field(default_factory=list)


@dataclass(frozen=True)
class CorneredFunction:
    """f, its n variables, and f as typed."""

    f: Expr
    variables: tuple[Symbol, ...]
    program: Program


@dataclass(frozen=True)
class SeamSurface:
    """The zeros of a gap, solved for one variable.

    Attributes:
        seam: whose gap it is.
        place: the coordinates, in which the other variables stand for themselves.
        free: these.
    """

    seam: Seam
    place: dict[Symbol, Expr]
    free: tuple[Symbol, ...]

    @property
    def across(self) -> Symbol:
        """The variable that the others give."""
        return next(variable for variable in self.place if variable not in self.free)

    @property
    def equation(self) -> Eq:
        """The surface as that variable's value."""
        return Eq(self.across, self.place[self.across])

    def at(self, value: Expr) -> tuple[Expr, ...]:
        """The point of a curve for one value of the free variable."""
        return self.moved({self.free[0]: value})

    def moved(self, values: Mapping[Symbol, Expr]) -> tuple[Expr, ...]:
        """The point for values of the free variables."""
        return tuple(shorten_number(part.xreplace(values)) for part in self.place.values())
