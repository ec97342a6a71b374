"""Derivatives from values alone, each with a bound of its error.

Difference quotients with ever shorter steps are extrapolated to the step 0
(Richardson; C. Ridders, Accurate computation of F'(x) and F'(x)F''(x), Adv. Eng. Softw. 4, 1982).
Steps that are too long show the function's curves, steps that are too short its rounding.
Between them lie some steps in a row whose results agree, and how well they agree is the error.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sympy import Expr, Float, Rational

from grad_magic.calculus.by_values.noise import estimate_noise
from grad_magic.deferred_numpy import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]


_EPSILON = sys.float_info.epsilon
# No round numbers: at those a periodic function would have the same value at every step, and
# steps with the same digits would be rounded in the same way.
LONGEST_STEP = 0.1371
RATIO = 1.9
# Down to 10^-12 of a coordinate; below, its own rounding is all there is to see.
STEPS = 41
_IN_A_ROW = 4
# Each extrapolation takes the results of so many steps more.
_EXTRAPOLATIONS = 2
_MOST_DIGITS = 10
# Random numbers in a function show when it is asked again.
_REPETITIONS = 3
# Two digits are the fewest that say something.
_LARGEST_ERROR = 5e-3
# What is so much smaller than the function's slopes around P is shown as 0; where it has none, and
# for second derivatives, whose errors are large beside small coordinates, so small beside 1.
_NEGLIGIBLE = 1e-7
_NEGLIGIBLE_CONSTANT = 1e-9
_LARGEST_ONE_SIDED_ERROR = 1e-2
# Beside the slope that the longest step sees.
_NEGLIGIBLE_ONE_SIDED = 1e-5
# Extrapolation adds up the errors of several values.
_NOISE_FACTOR = 4
# Around a small coordinate a function can seem smooth that is one plateau of many; so noise is
# looked for up to so many times the coordinate, or 1.
_REACH_OF_NOISE = 4.0
# Errors are estimates; results that differ by more of them are different.
_CONTRADICTION = 10


@dataclass(frozen=True)
class Estimate:
    """A number that is known up to an error."""

    value: float
    error: float

    @property
    def is_certain(self) -> bool:
        """Whether the number is known to be another than 0."""
        return abs(self.value) > 2 * self.error

    def rounded(self) -> Expr:
        """The number with the digits that the error leaves, of which the last may be off by one.

        >>> Estimate(2.718281828, 1e-5).rounded()
        2.7183
        """
        if not self.is_certain:
            return Float(0)
        leading = math.floor(math.log10(abs(self.value)))
        digits = _MOST_DIGITS
        if self.error:
            digits = min(digits, leading + 1 - math.ceil(math.log10(2 * self.error)))
        digits = max(digits, 1)
        return Float(Rational(f"{self.value:.{digits - 1}e}"), digits)

    def agrees_with(self, other: Estimate) -> bool:
        """Whether both may be the same number."""
        difference = abs(self.value - other.value)
        return difference <= _CONTRADICTION * (self.error + other.error)


def _mean(first: Estimate, second: Estimate) -> Estimate:
    """The number that both are, as far as either is known."""
    gap = abs(first.value - second.value) / 2
    return Estimate((first.value + second.value) / 2, gap + max(first.error, second.error))


@dataclass(frozen=True)
class Ladder:
    """The values of a function along a line through P, with steps in a geometric row.

    Attributes:
        steps: lengths t, falling.
        ahead, behind: f(P + tv) and f(P - tv); nan where there is no value.
        center: f(P).
        rounding: how far P itself may be off along v.
        unrest: how far values may be off for another reason than the digits of a float.
    """

    steps: Array
    ahead: Array
    behind: Array
    center: float
    rounding: float
    unrest: float = 0.0

    def derivative(self) -> Estimate | None:
        """The derivative along v; None where left and right differ, or nothing is certain."""
        central, right, left = self._central, self.right(), self.left()
        if central is None or right is None or left is None:
            return None
        estimate = Estimate(central[1], central[2])
        if not (right.agrees_with(left) and estimate.agrees_with(right)):
            return None
        if not estimate.agrees_with(left):
            return None
        if not self._is_usable(central[0], estimate):
            # Where f bends otherwise on both sides, central differences converge slowly.
            estimate = _mean(left, right)
        if not self._is_usable(central[0], estimate):
            return None
        curvature = abs(self._second_quotients[central[0]])
        return Estimate(estimate.value, estimate.error + self.rounding * curvature)

    def right(self) -> Estimate | None:
        """The limit of (f(P + tv) - f(P))/t for t → 0+; None where it is not certain."""
        return self._one_sided(self.ahead)

    def left(self) -> Estimate | None:
        """The limit of (f(P + tv) - f(P))/t for t → 0-; None where it is not certain."""
        mirrored = self._one_sided(self.behind)
        return mirrored and Estimate(-mirrored.value, mirrored.error)

    def second_sides(self) -> tuple[Estimate, Estimate] | None:
        """The second derivatives of the values behind P and of those ahead, where they differ.

        The difference of both sides together would be their mean, where f has none.
        """
        left, right = self._second_one_sided(self.behind), self._second_one_sided(self.ahead)
        if left is None or right is None or left.agrees_with(right):
            return None
        return left, right

    def second_derivative(self) -> Estimate | None:
        """The second derivative along v; None where the sides differ, or nothing is certain."""
        if self.second_sides() is not None:
            return None
        row = _agreeing_row(
            _extrapolate(self._second_quotients, RATIO**2),
            self._floors(self.steps**2),
            self._varies,
        )
        if row is None:
            return None
        index, value, error = row
        moves = abs(self.ahead - self.center) + abs(self.behind - self.center)
        slope = moves[index] / self.steps[index]
        bend = moves[0] / self.steps[0] ** 2
        negligible = max(
            min(self._negligible, _NEGLIGIBLE * bend), _NEGLIGIBLE_CONSTANT * min(slope, bend)
        )
        negligible = negligible if bend else self._negligible
        is_usable = error <= max(_LARGEST_ERROR * abs(value), negligible)
        return Estimate(value, error) if is_usable else None

    def noise(self) -> float:
        """How far f(P) lies from where the values around it lead."""
        if self._central is None:
            return 0.0
        index = self._central[0]
        means = _extrapolate((self.ahead + self.behind) / 2, RATIO**2)
        return float(np.max(np.abs(means[index : index + _IN_A_ROW] - self.center)))

    @cached_property
    def _central(self) -> Row | None:
        quotients = (self.ahead - self.behind) / (2 * self.steps)
        results = _extrapolate(quotients, RATIO**2)
        return _agreeing_row(results, self._floors(self.steps), self._varies)

    @cached_property
    def _second_quotients(self) -> Array:
        moves = self.ahead - 2 * self.center + self.behind
        return np.asarray(moves / self.steps**2)

    @cached_property
    def _varies(self) -> Array:
        """At which steps the function has another value than at P."""
        return np.asarray((self.ahead != self.center) | (self.behind != self.center))

    def _floors(self, divisors: Array) -> Array:
        """The error that rounding alone makes at each step, in f and in the places."""
        return np.maximum(self._floor(self.ahead, divisors), self._floor(self.behind, divisors))

    def _floor(self, values: Array, divisors: Array) -> Array:
        size = np.maximum(abs(values), abs(self.center))
        slopes = abs(values - self.center) / self.steps
        noise = np.maximum(8 * _EPSILON * size, _NOISE_FACTOR * self.unrest)
        return np.asarray((noise + 2 * self.rounding * slopes) / divisors)

    def _one_sided(self, values: Array) -> Estimate | None:
        quotients = (values - self.center) / self.steps
        floors = self._floor(values, self.steps)
        row = _agreeing_row(_extrapolate(quotients, RATIO), floors, values != self.center)
        if row is None:
            return None
        index, value, error = row
        scale = max(abs(value), abs(quotients[index]))
        limit = _LARGEST_ONE_SIDED_ERROR * scale if scale else self._negligible
        negligible = _NEGLIGIBLE_ONE_SIDED * abs(values[0] - self.center) / self.steps[0]
        # The comparison is False where the longest step leads to where there is no value.
        is_usable = error <= limit or error <= negligible
        return Estimate(value, error) if is_usable else None

    def _second_one_sided(self, values: Array) -> Estimate | None:
        """The second derivative of the values on one side; None where it is not certain.

        From the slopes of two chords that start at P.
        """
        slopes = (values - self.center) / self.steps
        halves = (self.steps[:-1] - self.steps[1:]) / 2
        quotients = (slopes[:-1] - slopes[1:]) / halves
        floors = 2 * self._floor(values, self.steps)[1:] / halves
        varies = (values != self.center)[1:]
        row = _agreeing_row(_extrapolate(quotients, RATIO), floors, varies)
        if row is None:
            return None
        index, value, error = row
        scale = max(abs(value), abs(values[0] - self.center) / self.steps[0] ** 2)
        is_usable = error <= _LARGEST_ONE_SIDED_ERROR * scale if scale else bool(error <= 1)
        return Estimate(value, error) if is_usable and index >= 0 else None

    def _is_usable(self, index: int, estimate: Estimate) -> bool:
        value, error = estimate.value, estimate.error
        move = max(abs(values[index] - self.center) for values in (self.ahead, self.behind))
        slope = move / self.steps[index]
        if not slope:
            return error <= self._negligible
        moves = abs(np.array([self.ahead[0], self.behind[0]]) - self.center)
        slope = max(slope, float(np.nan_to_num(moves).max() / self.steps[0]))
        return bool(error <= max(_LARGEST_ERROR * abs(value), _NEGLIGIBLE * slope))

    @property
    def _negligible(self) -> float:
        """An error that may be left where the function does not vary at all."""
        return _NEGLIGIBLE_CONSTANT * max(1.0, abs(self.center))


Row = tuple[int, float, float]
"""Where steps in a row agree, on which value, and how well."""


def _extrapolate(results: Array, ratio: float) -> Array:
    """Results for ever shorter steps, with the first two powers of the step taken out.

    Args:
        results: for each step.
        ratio: by what the next step divides the error; of central differences, where only even
            powers occur, the square of the ratio of the steps.
    """
    for order in range(1, _EXTRAPOLATIONS + 1):
        factor = ratio**order
        results = (factor * results[1:] - results[:-1]) / (factor - 1)
    return results


def _agreeing_row(results: Array, floors: Array, varies: Any) -> Row | None:
    """The steps in a row with the smallest error; None where shorter ones contradict them.

    Where the function has the value of P although it varies with longer steps, it is rounded, and
    that its differences agree there says nothing.
    """
    if not np.any(varies):
        return 0, 0.0, float(floors[0])
    rows: list[Row] = []
    for index in range(len(results) - _IN_A_ROW + 1):
        reach = index + _IN_A_ROW + _EXTRAPOLATIONS
        window = results[index : index + _IN_A_ROW]
        if not (np.isfinite(window).all() and np.all(varies[index:reach])):
            continue
        spread = float(window.max() - window.min())
        rows.append((index, float(np.median(window)), spread + float(floors[reach - 1])))
    certain = [row for row in rows if row[2] <= _LARGEST_ERROR * abs(row[1])]
    if not rows:
        return None
    best = min(certain, key=lambda row: row[2] and row[2] / abs(row[1]), default=None)
    best = best or min(rows, key=lambda row: row[2])
    for index, value, error in rows:
        if index > best[0] and abs(value - best[1]) > _CONTRADICTION * (error + best[2]):
            return None
    return best


class Sample:
    """The values of a function around P.

    Attributes:
        scales: for each coordinate how long a step is neither long nor short; where another
            branch of the function is near, a share of it: the reach of the branch at P.
    """

    def __init__(
        self,
        function: Callable[..., float],
        point: Sequence[float],
        center: float,
        reach: float = 1.0,
    ) -> None:
        self._function = function
        self._point = np.array(point, dtype=float)
        self._center = center
        self._ladders: dict[tuple[float, ...], Ladder] = {}
        self._reach = reach
        self.scales = tuple(reach * (abs(coordinate) or 1.0) for coordinate in point)

    def ladder(self, vector: Sequence[float]) -> Ladder:
        """The values along a vector of any length but 0."""
        key = tuple(float(component) for component in vector)
        if key not in self._ladders:
            self._ladders[key] = self._climb(np.array(key))
        return self._ladders[key]

    def _climb(self, vector: Array) -> Ladder:
        moved = np.flatnonzero(vector)
        reach = min(self.scales[index] / abs(vector[index]) for index in moved)
        steps = LONGEST_STEP * reach * RATIO ** -np.arange(STEPS, dtype=float)
        rounding = max(abs(self._point[index] / vector[index]) for index in moved) * _EPSILON
        return Ladder(
            steps,
            self._along(vector, steps),
            self._along(-vector, steps),
            self._center,
            rounding,
            self._unrest(vector, reach, rounding),
        )

    def _unrest(self, vector: Array, scale: float, rounding: float) -> float:
        """The noise along an axis; the largest of all axes for another direction."""
        axes = np.eye(len(vector))
        if np.count_nonzero(vector) > 1:
            return max(self.ladder(axis.tolist()).unrest for axis in axes)
        reach = _REACH_OF_NOISE * max(scale, 1 / float(np.max(np.abs(vector))))
        if self._reach < 1:
            reach = LONGEST_STEP * scale
        return estimate_noise(
            lambda steps: self._on_this_side(vector, steps), self._center, scale, reach, rounding
        )

    def _on_this_side(self, vector: Array, steps: Array) -> Array:
        """The values where the coordinate has the sign that it has at P, else nan.

        A function of positive numbers may run forever for a negative one; around 0 it is asked
        no further away than for its differences.
        """
        moved = self._point + np.outer(steps, vector)
        is_near = np.abs(steps) <= LONGEST_STEP * 2
        same = np.where(self._point == 0, is_near[:, None], moved * self._point > 0)
        is_asked = np.all(same | (vector == 0), axis=1)
        values = np.full(len(steps), math.nan)
        values[is_asked] = self._along(vector, steps[is_asked])
        return values

    def _along(self, vector: Array, steps: Array) -> Array:
        # Python's own floats: a function may ask for their type.
        places = ((self._point + step * vector).tolist() for step in steps)
        return np.array([self._function(*place) for place in places])

    def mixed_derivative(self, first: int, second: int) -> Estimate | None:
        """∂²f/∂xᵢ∂xⱼ by second derivatives along two diagonals; None where not certain."""
        along, across = np.zeros((2, len(self._point)))
        along[first], along[second] = self.scales[first], self.scales[second]
        across[first], across[second] = self.scales[first], -self.scales[second]
        plus, minus = (
            self.ladder(diagonal.tolist()).second_derivative() for diagonal in (along, across)
        )
        if plus is None or minus is None:
            return None
        area = 4 * self.scales[first] * self.scales[second]
        value, error = (plus.value - minus.value) / area, (plus.error + minus.error) / area
        negligible = _NEGLIGIBLE_CONSTANT * max(1.0, abs(self._center))
        is_usable = error <= max(_LARGEST_ERROR * abs(value), negligible)
        return Estimate(value, error) if is_usable else None

    def value(self, ladders: Sequence[Ladder]) -> Estimate | None:
        """f(P) as far as its noise leaves it, there and along some lines; None if that is all."""
        smooth = [ladder for ladder in ladders if ladder.derivative() is not None]
        noise = max((ladder.noise() for ladder in smooth), default=0.0)
        again = [self._function(*self._point.tolist()) for _ in range(_REPETITIONS)]
        noise = max(noise, *(abs(value - self._center) for value in again))
        for ladder in smooth:
            derivative = ladder.derivative()
            noise += ladder.rounding * abs(derivative.value) if derivative else 0.0
        estimate = Estimate(self._center, noise + 4 * _EPSILON * abs(self._center))
        reach = max(float(np.nanmax(abs(ladder.ahead - self._center))) for ladder in ladders)
        is_usable = estimate.is_certain or estimate.error <= _NEGLIGIBLE * reach
        return estimate if is_usable or not estimate.error else None
