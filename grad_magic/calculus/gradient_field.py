"""f and ∇f along a path: exact, in mpmath's numbers and in floats, also at the kinks of f."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Any, TypeAlias

import mpmath
from sympy import (
    Abs,
    Expr,
    Heaviside,
    Max,
    Min,
    Piecewise,
    Pow,
    Rational,
    Symbol,
    ceiling,
    floor,
    pi,
    sign,
    sin,
)
from sympy.core.relational import Relational

from grad_magic.calculus.differentiability import judge_by_limits
from grad_magic.calculus.domains import UndefinedError, trace
from grad_magic.calculus.inquiry import Inquiry
from grad_magic.calculus.limits import Neighborhood
from grad_magic.calculus.seams import find_seam
from grad_magic.deferred_numpy import np
from grad_magic.findings import PathEnd
from grad_magic.formula.arithmetic import GRID, HIGH_PRECISION, NotRealError
from grad_magic.formula.program import Program, compile_formula
from grad_magic.formula.sympy_forms import UnreadableExpressionError, from_sympy

if TYPE_CHECKING:
    from grad_magic.formula.arithmetic import Array

Point = tuple[Expr, ...]
Numbers = tuple[mpmath.mpf, ...]
AnyPoint: TypeAlias = "Point | Numbers"
Sides: TypeAlias = "tuple[float, ...]"
"""The signs of what |u| and its like hold."""
Station: TypeAlias = "tuple[AnyPoint, Expr | mpmath.mpf]"
"""A point of the path, and f there."""

# Characters of an exact coordinate; beyond that its decimals say more, and cost less.
_LONGEST_EXACT = 40
# Coordinates farther away are followed no further.
FARTHEST = 10**12
# The digits in which f is computed where it is not exact.
VALUE_DIGITS = 50
# Of more variables the second derivatives cost more than they save.
_MOST_VARIABLES = 6
_KINKS = (Abs, Max, Min, Piecewise, sign, floor, ceiling, Heaviside)


class EndError(Exception):
    """The path cannot be followed any further."""

    def __init__(self, end: PathEnd) -> None:
        super().__init__(end)
        self.end = end


@dataclass(frozen=True)
class GradientField:
    """f and ∇f along the path, exact or in mpmath's current precision."""

    inquiry: Inquiry

    def exact_slope(self, point: Point) -> Point | None:
        """∇f where it is rational; None where it is not."""
        place = self._place(point)
        slope = self._slope_at_kink(place)
        if slope is None:
            slope = tuple(entry.xreplace(place) for entry in self.inquiry.partials)
        return slope if _are_rational(slope) else None

    def slope(self, numbers: Numbers) -> Numbers:
        """∇f at numbers of mpmath."""
        if not all(self.sides(np.array(numbers, dtype=float))):
            # On a seam, or nearer than floats tell.
            slope = self._slope_at_kink(self._place(tuple(map(exact_number, numbers))))
            if slope is not None:
                return tuple(map(number_of, slope))
        values = self._place(numbers)
        try:
            return tuple(program.run(values, HIGH_PRECISION) for program in self._slopes)
        except NotRealError:
            raise EndError(PathEnd.NO_GRADIENT) from None

    def slope_in_floats(self, point: Array, sides: Sides | None = None) -> Array:
        """∇f at n floats; nan or inf where it has no value, or not on these sides of the seams."""
        if not np.isfinite(point).all():
            return np.full_like(point, np.nan)
        found = self.sides(point)
        if sides is not None and found != sides:
            return np.full_like(point, np.nan)
        if not all(found):
            # On a seam the rules need not apply.
            slope = self._slope_at_kink(self._place(map(Rational, point.tolist())))
            if slope is not None:
                return np.array(slope, dtype=float)
        values = self._place(point)
        with np.errstate(all="ignore"):
            return np.array([program.run(values, GRID) for program in self._slopes], dtype=float)

    def hessian_in_floats(self, point: Array) -> Array | None:
        """The second derivatives at n floats, (n, n), nan or inf where they have no value.

        None where f has kinks, too many variables, or none that can be computed.
        """
        programs = self._second
        if programs is None:
            return None
        values, count = self._place(point), len(point)
        with np.errstate(all="ignore"):
            entries = [program.run(values, GRID) for program in programs]
        hessian = np.empty((count, count))
        rows, columns = np.triu_indices(count)
        hessian[rows, columns] = hessian[columns, rows] = entries
        return hessian

    @cached_property
    def _second(self) -> tuple[Program, ...] | None:
        """The upper triangle of the Hessian, row by row."""
        count = len(self.inquiry.problem.variables)
        if self.has_kinks or count > _MOST_VARIABLES:
            return None
        rows, columns = np.triu_indices(count)
        entries = (
            self.inquiry.hessian[row, column]
            for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
        )
        try:
            return tuple(map(self._compiled, entries))
        except EndError:
            return None

    def value(self, point: AnyPoint) -> Expr | mpmath.mpf:
        """F at a point, exact where it is a short fraction."""
        place = self._place(point)
        if all(map(is_short, point)):
            exact = self._trace(place)[-1]
            if is_short(exact):
                return exact
        with mpmath.workdps(VALUE_DIGITS):
            numbers = {symbol: number_of(entry) for symbol, entry in place.items()}
            try:
                return self.inquiry.program.run(numbers, HIGH_PRECISION)
            except NotRealError:
                pass
            if size_of(point) > FARTHEST:
                raise EndError(PathEnd.UNBOUNDED)
            # It has no value, or one that is too large for any use.
            self._trace({symbol: exact_number(number) for symbol, number in numbers.items()})
        raise EndError(PathEnd.UNCERTAIN)

    def _trace(self, place: dict[Symbol, Expr]) -> tuple[Expr, ...]:
        try:
            return trace(self.inquiry.program, place)
        except UndefinedError as error:
            # Without a condition that it violates, a value is only too large.
            is_known = error.failure.condition is not None and error.failure.settled
            raise EndError(PathEnd.LEFT_DOMAIN if is_known else PathEnd.UNCERTAIN) from None

    def _place(self, point: Iterable[Any]) -> dict[Symbol, Any]:
        return dict(zip(self.inquiry.problem.variables, point, strict=True))

    def _slope_at_kink(self, place: dict[Symbol, Expr]) -> Point | None:
        """∇f by limits where the rules of differentiation do not apply; None elsewhere."""
        if not self.has_kinks:
            return None
        program, results = self.inquiry.program, self._trace(place)
        if find_seam(program, results, place) is None:
            return None
        near = Neighborhood(program, place, results[-1])
        gradient = judge_by_limits(near, self.inquiry.problem.formula).gradient
        if gradient is None:
            raise EndError(PathEnd.NO_GRADIENT)
        return tuple(gradient)

    def sides(self, point: Array) -> Sides:
        """On which sides of the seams of f the point lies."""
        values = self._place(point)
        with np.errstate(all="ignore"):
            return tuple(float(np.sign(part.run(values, GRID))) for part in self._seams)

    @cached_property
    def _seams(self) -> tuple[Program, ...]:
        return tuple(self._compiled(part) for part in _seams_of(self.inquiry.problem.f))

    @cached_property
    def has_kinks(self) -> bool:
        """Whether f holds what may break its derivatives."""
        f = self.inquiry.problem.f
        return f.has(*_KINKS) or not all(power.exp.is_integer for power in f.atoms(Pow))

    @cached_property
    def _slopes(self) -> tuple[Program, ...]:
        return tuple(map(self._compiled, self.inquiry.partials))

    @staticmethod
    def _compiled(expression: Expr) -> Program:
        try:
            return compile_formula(from_sympy(expression))
        except UnreadableExpressionError:
            raise EndError(PathEnd.UNCERTAIN) from None


def _seams_of(f: Expr) -> Iterator[Expr]:
    """What changes its sign where two branches of f, or of its derivatives, meet."""
    for part in f.atoms(Abs, sign, Heaviside):
        yield part.args[0]
    for part in f.atoms(Max, Min):
        yield from (one - other for one, other in combinations(part.args, 2))
    for relation in f.atoms(Relational):
        yield relation.lhs - relation.rhs
    for power in f.atoms(Pow):
        if not power.exp.is_integer:
            yield power.base
    for part in f.atoms(floor, ceiling):
        # Of whole numbers it is 0, and between them it has one sign.
        yield sin(pi * part.args[0])


def _are_rational(entries: AnyPoint) -> bool:
    return all(isinstance(entry, Rational) for entry in entries)


def is_short(number: Expr) -> bool:
    """Whether a number is a fraction that is told exactly."""
    return isinstance(number, Rational) and len(str(number)) <= _LONGEST_EXACT


def number_of(value: Expr | mpmath.mpf) -> mpmath.mpf:
    """The number in mpmath's current precision."""
    if isinstance(value, Rational):
        return mpmath.mpf(value.p) / value.q
    if isinstance(value, Expr):
        return mpmath.mpf(value.evalf(mpmath.mp.dps))
    return value


def exact_number(number: mpmath.mpf) -> Rational:
    """The binary fraction that a number of mpmath is."""
    size = Rational(int(number.man)) * Rational(2) ** int(number.exp)
    return -size if number < 0 else size


def size_of(numbers: Iterable[Any]) -> float:
    """The largest of the numbers; 1 where all are zero."""
    return max(abs(float(number)) for number in numbers) or 1.0
