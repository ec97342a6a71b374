"""Which of its pieces f is on a seam and on both sides of it.

Along a seam in the plane the pieces change only where another seam meets it: between two such
places one point tells which of the arguments of max and min lead, and which cases apply.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sympy import Abs, Expr, Heaviside, Integer, Max, Min, Piecewise, Symbol, nan, oo, sign, zoo
from sympy.core.relational import Relational
from sympy.logic.boolalg import And, Boolean, Not, Or, false, true

from grad_magic.calculus.exact.numbers import ascending, sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.extrema.corners.seams import CORNERS
from grad_magic.calculus.extrema.curves.curve_parts import number_between, zeros_of
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.formula.sympy_forms import is_real_number

_HIGHEST_ORDER = 6
_UNDEFINED = (nan, zoo, oo, -oo)

SignOf = Callable[[Expr], int]


@dataclass(frozen=True)
class SeamStretch:
    """A part of a seam on which and beside which f is the same pieces all along.

    Attributes:
        low, high: the ends, as values of the seam's parameter; -oo and oo for none.
        on: the piece that f is on the seam.
        above, below: those beside it, where the coordinate across is larger and smaller.
    """

    low: Expr
    high: Expr
    on: Expr
    above: Expr
    below: Expr


def stretches_of(
    f: Expr, gaps: Sequence[Expr], place: Mapping[Symbol, Expr], across: Symbol, parameter: Symbol
) -> tuple[list[SeamStretch], list[Expr]]:
    """The parts of a seam in the plane, and the values of its parameter between them.

    Args:
        f: the function.
        gaps: what is 0 on its seams.
        place: the seam's points: the coordinate across in terms of the parameter.
        across: the variable that the other one gives.
        parameter: that other variable.

    Raises:
        UnsolvedError: where seams meet, or which piece f is, is not settled.
    """
    breaks: list[Expr] = []
    for gap in gaps:
        for derivative in _to_first_nonzero(gap, across, place):
            for zero in zeros_of(derivative, parameter):
                if zero not in breaks and is_real_number(zero):
                    breaks.append(zero)
    breaks = ascending(breaks)
    found = []
    for low, high in pairwise([-oo, *breaks, oo]):
        sample = {parameter: number_between(low, high)}
        point = {name: shorten_number(value.xreplace(sample)) for name, value in place.items()}
        if all(map(is_real_number, point.values())):
            sides = (_piece(f, _sign_beside(point, across, side)) for side in (0, 1, -1))
            found.append(SeamStretch(low, high, *sides))
    return found, breaks


def _to_first_nonzero(gap: Expr, across: Symbol, place: Mapping[Symbol, Expr]) -> Iterator[Expr]:
    """The derivatives across the seam up to the first that is not 0 all along it."""
    if gap.has(*CORNERS):
        raise UnsolvedError
    derivative = gap
    for _ in range(_HIGHEST_ORDER):
        here = derivative.xreplace(dict(place)).expand()
        if here.has(*_UNDEFINED):
            raise UnsolvedError
        if here != 0:
            yield here
            return
        if derivative == 0:
            return
        derivative = derivative.diff(across)
    raise UnsolvedError


def _sign_beside(point: Mapping[Symbol, Expr], across: Symbol, side: int) -> SignOf:
    """The sign of an expression on the seam near the point, or on one side of it."""

    def sign_there(expression: Expr) -> int:
        derivative = expression
        for order in range(_HIGHEST_ORDER if side else 1):
            value = shorten_number(derivative.xreplace(dict(point)))
            found = None if value.has(*_UNDEFINED) else sign_of(value)
            if found is None:
                raise UnsolvedError
            if found:
                return found * (side**order if order else 1)
            derivative = derivative.diff(across)
        if side and derivative.expand() != 0:
            raise UnsolvedError
        return 0

    return sign_there


def _piece(f: Expr, sign_there: SignOf) -> Expr:
    """f with what its absolute values, largest and smallest parts and cases are at a place."""
    while True:
        parts = f.atoms(*CORNERS)
        inner = [part for part in parts if not any(a.has(*CORNERS) for a in part.args)]
        if not inner:
            if parts:
                raise UnsolvedError
            return f
        f = f.xreplace({part: _chosen(part, sign_there) for part in inner})


def _chosen(part: Expr, sign_there: SignOf) -> Expr:
    if isinstance(part, (Max, Min)):
        side = 1 if isinstance(part, Max) else -1
        best, *others = part.args
        for other in others:
            if side * sign_there(other - best) > 0:
                best = other
        return best
    if isinstance(part, Piecewise):
        for value, condition in part.args:
            if _holds(condition, sign_there):
                return value
        raise UnsolvedError
    inside = part.args[0]
    found = sign_there(inside)
    if isinstance(part, Abs):
        return found * inside
    if isinstance(part, sign):
        return Integer(found)
    assert isinstance(part, Heaviside)
    return Integer((found + 1) // 2) if found else part.args[1]


def _holds(condition: Boolean, sign_there: SignOf) -> bool:
    if condition in (true, false):
        return bool(condition)
    if isinstance(condition, And):
        return all(_holds(part, sign_there) for part in condition.args)
    if isinstance(condition, Or):
        return any(_holds(part, sign_there) for part in condition.args)
    if isinstance(condition, Not):
        return not _holds(condition.args[0], sign_there)
    if not isinstance(condition, Relational):
        raise UnsolvedError
    gap = condition.lhs - condition.rhs
    return bool(condition.func(Integer(sign_there(gap)), 0))
