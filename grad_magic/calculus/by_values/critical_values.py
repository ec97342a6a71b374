"""Critical points, checked by the values of f around them."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

import mpmath
from sympy import Expr, Symbol

from grad_magic.calculus.by_values.checking import check_rate, to_mpmath
from grad_magic.formula.arithmetic import HIGH_PRECISION, NotRealError
from grad_magic.formula.program import Program
from grad_magic.solution import CriticalPoint

_DIGITS = 40
_SAMPLES = 60
# Distances from the point; terms of higher order are small there.
_DISTANCES = (mpmath.mpf("1e-3"), mpmath.mpf("1e-5"))
_NOISE = mpmath.mpf("1e-12")
_APPROXIMATE_NOISE = mpmath.mpf("1e-9")


def is_confirmed(program: Program, variables: Sequence[Symbol], found: CriticalPoint) -> bool:
    """Whether the values of f do not contradict that a point is critical and of its kind.

    Points that hold symbols are not checked.
    """
    if any(value.free_symbols for value in (*found.point, found.value)) or found.where is not None:
        return True
    place = dict(zip(variables, found.point, strict=True))
    if found.has_gradient and not _is_level(program, place, found):
        return False
    return _is_of_kind(program, place, found)


def _is_level(program: Program, place: Mapping[Symbol, Expr], found: CriticalPoint) -> bool:
    """Whether the difference quotients along the axes are about 0."""
    if found.is_approximate:
        return _is_nearly_level(program, place)
    size = len(place)
    axes = (tuple(int(i == k) for i in range(size)) for k in range(size))
    zero = mpmath.mpf(0)
    return all(check_rate(program, place, axis, zero) is not False for axis in axes)


def _is_nearly_level(program: Program, place: Mapping[Symbol, Expr]) -> bool:
    """At a point known to fifteen digits f changes by the square of a small step."""
    step = mpmath.mpf("1e-6")
    with mpmath.workdps(_DIGITS):
        center = {symbol: to_mpmath(value) for symbol, value in place.items()}
        try:
            for symbol, number in center.items():
                length = step * max(1, abs(number))
                ends = [
                    program.run(center | {symbol: number + s * length}, HIGH_PRECISION)
                    for s in (1, -1)
                ]
                middle = program.run(center, HIGH_PRECISION)
                bend = abs(ends[0] + ends[1] - 2 * middle) / length**2
                slope = abs(ends[0] - ends[1]) / (2 * length)
                if slope > _APPROXIMATE_NOISE * (1 + abs(middle) + bend * (1 + abs(number))):
                    return False
        except NotRealError:
            return True
    return True


def _is_of_kind(program: Program, place: Mapping[Symbol, Expr], found: CriticalPoint) -> bool:
    """Whether no value near a minimum is smaller, none near a maximum larger."""
    if found.kind not in ("minimum", "maximum"):
        return True
    sign = 1 if found.kind == "minimum" else -1
    generator = random.Random(1)  # noqa: S311  (nothing is kept secret)
    with mpmath.workdps(_DIGITS):
        center = {symbol: to_mpmath(value) for symbol, value in place.items()}
        try:
            here = program.run(center, HIGH_PRECISION)
        except NotRealError:
            return True
        noise = _NOISE * (1 + abs(here)) if found.is_approximate else mpmath.mpf("1e-30")
        for distance in _DISTANCES:
            for _ in range(_SAMPLES):
                moved = {
                    symbol: number + distance * mpmath.mpf(generator.uniform(-1, 1))
                    for symbol, number in center.items()
                }
                try:
                    value = program.run(moved, HIGH_PRECISION)
                except NotRealError:
                    continue
                if sign * (value - here) < -noise:
                    return False
    return True
