"""The gradient flow x′(t) = -∇f(x(t)), in floats, to as many digits as are certain.

It is followed by an exponential method, which no stiffness holds up, or where f has kinks or many
variables by the classical Runge-Kutta method. Both are of order 4, and their steps are shortened
until one step and two halves of it agree (Hairer, Nørsett and Wanner, *Solving Ordinary
Differential Equations I*, II.4).
"""

from __future__ import annotations

import decimal
import math
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

import mpmath

from grad_magic.calculus.exponential_steps import Modes
from grad_magic.calculus.gradient_field import (
    EndError,
    GradientField,
    Point,
    Sides,
    Station,
    size_of,
)
from grad_magic.deferred_numpy import np
from grad_magic.findings import PathEnd

if TYPE_CHECKING:
    from sympy import Expr

    from grad_magic.formula.arithmetic import Array

# Digits of a number of a path that are kept.
KEPT_DIGITS = 15
# Of the flow, which is computed in floats, twice: the errors that a step may have, and those that
# are made on purpose, as parts of each coordinate: what floats leave of a difference, as of
# 0.3 - 0.1 - 0.1 - 0.1, is not the same with them. Then, how a step's length may change from one
# to the next (Hairer, Nørsett and Wanner, II.4), and between how many steps the shortest and the
# whole time may be divided.
_FLOW_ERRORS = ((1e-8, 1e-15), (1e-10, 0.0))
# A coordinate that has become small is still followed to so small a part of the largest one.
_SMALL_PART = 1e-4
_NOISE = 1e-15
# What floats hardly tell from 0.
_TINY = 1e-280
_SAFETY, _LEAST_GROWTH, _MOST_GROWTH = 0.9, 0.2, 4.0
_SHORTEST_STEP = 1e-5
_LARGEST_FLOW_ERROR = 1e-5
# ∇f is taken for broken where it changes by this part of itself within a step, if it is no smaller
# than this part of ∇f(P).
_BREAK, _FLAT = 0.5, 0.01
_MOST_FLOW_STEPS = 4000


def flow(field: GradientField, step_size: Expr, start: Point, count: int) -> Iterator[Station]:
    """P, and where x′(t) = -∇f(x(t)) leads from it after every step size of time."""
    height = field.value(start)
    yield start, height
    if not field.slope_in_floats(np.array(start, dtype=float)).any():
        raise EndError(PathEnd.AT_REST)
    size, values_size = size_of(start), size_of((height,))
    digits = field.inquiry.problem.digits
    pair = (_flow_within(field, float(step_size), start, *errors) for errors in _FLOW_ERRORS)
    try:
        for rough, fine in islice(zip(*pair, strict=True), count):
            ends = (tuple(map(mpmath.mpf, end)) for end in (rough, fine))
            rough_value, fine_value = map(field.value, ends)
            point = tuple(_settled(a, b, size, digits) for a, b in zip(rough, fine, strict=True))
            yield point, _settled(rough_value, fine_value, values_size, digits)
    except EndError as error:
        # What stops it stands between two of its points, and is neither of them.
        is_seam = error.end in (PathEnd.NO_GRADIENT, PathEnd.SEAM)
        raise EndError(PathEnd.SEAM if is_seam else PathEnd.UNCERTAIN) from None


def _settled(rough: Any, fine: Any, size: float, digits: int) -> mpmath.mpf:
    """The finer number, to as many digits as its difference from the rougher one leaves certain.

    It is such that it is rounded as the true number is, to the digits that are shown or, where
    not so many are certain, to those that are.
    """
    one, other = float(rough), float(fine)
    error = abs(one - other)
    if error > _LARGEST_FLOW_ERROR * max(size, abs(other)):
        raise EndError(PathEnd.UNCERTAIN)
    if not error or not other:
        return mpmath.mpf(other)
    certain = min(KEPT_DIGITS, math.floor(math.log10(abs(other) / error)))
    for shown in range(min(digits, certain), 0, -1):
        if not _is_clear(other, error, shown):
            continue
        if shown < digits:
            return mpmath.mpf(_rounded(other, shown))
        # A float that ends in 5 may lie below the tie that it is written as.
        longer = (_rounded(other, count) for count in range(certain, shown - 1, -1))
        return mpmath.mpf(next(n for n in longer if _is_clear(n, abs(n) * _NOISE, shown)))
    return mpmath.mpf(0)


def _is_clear(number: float, error: float, digits: int) -> bool:
    """Whether all numbers up to this error away are rounded alike."""
    return _rounded(number - error, digits) == _rounded(number + error, digits)


def _rounded(number: float, digits: int) -> float:
    """The number to so many digits, ties away from zero."""
    exact = decimal.Decimal(repr(number))
    place = decimal.Decimal(1).scaleb(exact.adjusted() + 1 - digits)
    return float(exact.quantize(place, decimal.ROUND_HALF_UP))


def _flow_within(
    field: GradientField, span: float, start: Point, error: float, noise: float
) -> Iterator[Array]:
    """The points of the flow, with steps that have no larger error than this, and this one too."""
    point = np.array(start, dtype=float)
    steepness = np.abs(field.slope_in_floats(point)).max()
    pace, steps = span, 0
    while True:
        left = span
        while left > 0:
            steps += 1
            if steps > _MOST_FLOW_STEPS:
                raise EndError(PathEnd.UNCERTAIN)
            lengths = np.abs(point)
            # From the origin what counts is how far the flow comes.
            scale = max(lengths.max(), min(pace, left) * np.abs(field.slope_in_floats(point)).max())
            allowed = np.maximum(error * np.maximum(lengths, _SMALL_PART * scale), _TINY)
            found, step, proposed = _flow_step(field, point, min(pace, left), span, allowed)
            # A step that ends where a point is told says nothing against longer ones.
            pace = max(pace, proposed) if step == left else proposed
            if field.has_kinks and _is_jump(field, point, (point - found) / step, steepness):
                raise EndError(PathEnd.SEAM)
            point, left = found * (1 + noise), left - step
        yield point


def _flow_step(
    field: GradientField, point: Array, step: float, span: float, allowed: Array
) -> tuple[Array, float, float]:
    """The next point, the time to it, and the step to be tried next."""
    slope, sides = field.slope_in_floats(point), field.sides(point)
    if not slope.any():
        # So near a point of rest that floats do not tell them apart.
        return point, step, step
    shortest = min(step, _SHORTEST_STEP * span)
    advance = _advance(field, point, slope, sides)
    while step >= shortest:
        # Beyond a seam or its domain f is another function, or none: then the step was too long.
        whole, middle = advance(step), advance(step / 2)
        turned = field.slope_in_floats(middle, sides)
        halves = _advance(field, middle, turned, sides)(step / 2)
        # Of a method of order 4 the halves are nearer by the factor 2⁴.
        errors = np.abs(whole - halves) / 15
        # As parts of what is allowed; where nothing is, a coordinate is 0 and stays it.
        excess = np.divide(errors, allowed, out=np.where(errors > 0, np.inf, 0), where=allowed > 0)
        most = excess.max()
        growth = _LEAST_GROWTH
        if np.isfinite(most):
            growth = _SAFETY * most**-0.2 if most else _MOST_GROWTH
        pace = step * min(_MOST_GROWTH, max(_LEAST_GROWTH, growth))
        if most <= 1:
            return halves, step, pace
        step = pace
    raise EndError(PathEnd.SEAM if field.has_kinks else PathEnd.UNCERTAIN)


def _is_jump(field: GradientField, point: Array, mean: Array, steepness: float) -> bool:
    """Whether ∇f is broken within a step of this mean slope, as at the tip of a cone.

    Elsewhere steps are so short that it changes by a few hundredths, but for those near a point of
    rest, where it is small against ∇f(P).
    """
    slope = field.slope_in_floats(point)
    size = np.abs(slope).max()
    return bool(size > _FLAT * steepness and np.abs(mean - slope).max() > _BREAK * size)


def _advance(
    field: GradientField, point: Array, slope: Array, sides: Sides
) -> Callable[[float], Array]:
    """The point after a step of any length; nan where f has no value on the way."""
    hessian = field.hessian_in_floats(point)
    if hessian is None:
        return partial(_runge_kutta, field, point, slope, sides)
    modes = Modes.of(hessian)
    if modes is None:
        return lambda _: np.full_like(point, np.nan)
    return partial(modes.step, field.slope_in_floats, point, slope)


def _runge_kutta(
    field: GradientField, point: Array, slope: Array, sides: Sides, step: float
) -> Array:
    """The point after one step of the classical method of order 4.

    It is nan where f has no value on the way, or not all of it is on these sides of the seams.
    """
    second = field.slope_in_floats(point - step / 2 * slope, sides)
    third = field.slope_in_floats(point - step / 2 * second, sides)
    fourth = field.slope_in_floats(point - step * third, sides)
    found: Array = point - step / 6 * (slope + 2 * second + 2 * third + fourth)
    return found if field.sides(found) == sides else np.full_like(found, np.nan)
