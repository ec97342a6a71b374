"""Critical points, checked by the values of f around them."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

import mpmath
from sympy import Expr, Rational, Symbol

from grad_magic.calculus.by_values.checking import check_rate, to_mpmath
from grad_magic.formula.arithmetic import HIGH_PRECISION, NotRealError
from grad_magic.formula.program import Program
from grad_magic.solution import CriticalPoint

_DIGITS = 40
_SAMPLES = 60
# For a parameter; none that is special.
_SAMPLE = Rational(7, 5)
# Distances from the point; terms of higher order are small there.
_DISTANCES = (mpmath.mpf("1e-3"), mpmath.mpf("1e-5"))
_NOISE = mpmath.mpf("1e-12")
_APPROXIMATE_NOISE = mpmath.mpf("1e-9")


def is_confirmed(program: Program, variables: Sequence[Symbol], found: CriticalPoint) -> bool:
    """Whether the values of f do not contradict that a point is critical and of its kind.

    Points that hold variables, and conditions, are not checked; parameters of known sign get a
    value.
    """
    parameters = _names(program) - set(variables)
    sample = {p: _SAMPLE if p.is_positive else -_SAMPLE for p in parameters}
    point = [value.xreplace(sample) for value in found.point]
    is_open = any(value.free_symbols for value in point) or found.where is not None
    if is_open or any(not (p.is_positive or p.is_negative) for p in parameters):
        return True
    place = dict(zip(variables, point, strict=True)) | sample
    if found.has_gradient and not _is_level(program, place, found):
        return False
    return _is_of_kind(program, place, found)


def _names(program: Program) -> set[Symbol]:
    names: set[Symbol] = set()
    for part in program.instructions:
        if isinstance(part.formula.value, Symbol):
            names.add(part.formula.value)
        for branch in part.branches:
            names = names.union(*map(_names, branch))
    return names


def _is_level(program: Program, place: Mapping[Symbol, Expr], found: CriticalPoint) -> bool:
    """Whether the difference quotients along the axes are about 0."""
    if found.is_approximate:
        return _is_nearly_level(program, place, len(found.point))
    size = len(place)
    axes = (tuple(int(i == k) for i in range(size)) for k in range(len(found.point)))
    zero = mpmath.mpf(0)
    return all(check_rate(program, place, axis, zero) is not False for axis in axes)


def _is_nearly_level(program: Program, place: Mapping[Symbol, Expr], count: int) -> bool:
    """At a point known to fifteen digits f changes by the square of a small step."""
    step = mpmath.mpf("1e-6")
    with mpmath.workdps(_DIGITS):
        center = {symbol: to_mpmath(value) for symbol, value in place.items()}
        try:
            for symbol, number in list(center.items())[:count]:
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
                moved = center | {
                    symbol: center[symbol] + distance * mpmath.mpf(generator.uniform(-1, 1))
                    for symbol in list(center)[: len(found.point)]
                }
                try:
                    value = program.run(moved, HIGH_PRECISION)
                except NotRealError:
                    continue
                if sign * (value - here) < -noise:
                    return False
    return True
