"""The answer for a function that is known by its values alone: every number an approximation.

The numbers come from `differences`, each with a bound of its error, and are rounded to the
digits that the bound leaves.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from sympy import Derivative, Eq, Expr, Matrix, Symbol

from grad_magic.calculus import directions
from grad_magic.calculus.by_values.differences import Estimate, Ladder, Sample
from grad_magic.errors import NoAnswerError
from grad_magic.formula.python_values import components_of, real_value
from grad_magic.problem import Problem
from grad_magic.solution import Finding, HigherPartial, RateDirections, Solution, Verdict

# A mixed second derivative takes some 150 values of f, and there are n(n - 1)/2.
_LARGEST_HESSIAN = 5
_HIGHEST_ORDER = 2
_LONGEST_REPORT = 60
_ONLY_NUMBERS = "a Python function that cannot be read as a formula has only numbers"
_ROUNDING = 1e-15
# So near to ±‖∇f(P)‖, whether a rate is reached is not settled by approximations.
_CLOSE_TO_EXTREME = 1e-6


def solve_numerically(problem: Problem) -> Solution:
    """What the values of a Python function tell about its derivatives at P.

    Raises:
        NoAnswerError: without a point, or where the function has no real value.
        MeaninglessRequestError: the function fails, or the point is no number.
    """
    if problem.all_critical:
        raise problem.error("critical", f"{_ONLY_NUMBERS}, so its critical points are not known")
    if problem.order > _HIGHEST_ORDER:
        message = f"{_ONLY_NUMBERS}, and its derivatives are computed up to order {_HIGHEST_ORDER}"
        raise problem.error("order", message, f"Write order={_HIGHEST_ORDER}.")
    if problem.point is None:
        raise NoAnswerError(
            f"{_ONLY_NUMBERS}: give a point",
            advice=f"Add the point: at=({', '.join('…' for _ in problem.variables)})",
        )
    with np.errstate(all="ignore"):
        return Solution(**_Site(problem, problem.point).investigate())


class _Site:
    """The function around P."""

    def __init__(self, problem: Problem, point: tuple[Expr, ...]) -> None:
        self.problem = problem
        self.point = point
        place = _floats(problem, point)
        self.sample = Sample(_guarded(problem), place, _value_at(problem, place))
        self.size = len(place)
        self.ladders = [self.sample.ladder(axis) for axis in np.eye(self.size).tolist()]
        self.unit = (
            None if problem.direction is None else directions.unit(Matrix(problem.direction))
        )

    def investigate(self) -> dict[str, Any]:
        """The fields of the Solution."""
        partials = [ladder.derivative() for ladder in self.ladders]
        found: dict[str, Any] = {
            **_general(self.problem),
            "value": self.sample.value(self.ladders),
            "partials_at": tuple(partial and partial.rounded() for partial in partials),
            "unit_direction": self.unit,
            "is_approximate": True,
            "verdict": Verdict(None, Finding("numerical_only")),
        }
        if self.problem.rate is not None:
            found["rate_directions"] = RateDirections(self.problem.rate, "open")
        rate = self._along_unit(Ladder.derivative)
        found["directional_derivative"] = rate and rate.rounded()
        gradient = [partial for partial in partials if partial is not None]
        if len(gradient) == self.size and self._is_linear(gradient):
            found |= self._first_order(gradient, found["value"]) | self._second_order(gradient)
        return found | {"doubts": tuple(self._doubts(found))}

    def _along_unit(self, read: Callable[[Ladder], Estimate | None]) -> Estimate | None:
        """What the values along u say, whatever the gradient says; None without u."""
        if self.unit is None:
            return None
        return read(self.sample.ladder([float(entry) for entry in self.unit]))

    def _is_linear(self, gradient: Sequence[Estimate]) -> bool:
        """Whether the rates in slanting directions are ∇f(P)·u, as they are for a smooth f."""
        for direction in self._slanting(gradient):
            expected = _combine(zip(gradient, direction, strict=True))
            rate = self.sample.ladder(direction).derivative()
            if rate is None or not rate.agrees_with(expected):
                return False
        return True

    def _second(self, row: int, column: int) -> Estimate | None:
        if row == column:
            return self.ladders[row].second_derivative()
        return self.sample.mixed_derivative(row, column)

    def _is_quadratic(
        self, gradient: Sequence[Estimate], entries: Mapping[tuple[int, int], Estimate]
    ) -> bool:
        """Whether the second derivatives in slanting directions are uᵀH(P)u.

        For xy(x² - y²)/(x² + y²) at 0 they are not: there the mixed derivatives differ.
        """
        for direction in self._slanting(gradient):
            expected = _combine(
                (entry, direction[row] * direction[column] * (1 if row == column else 2))
                for (row, column), entry in entries.items()
            )
            second = self.sample.ladder(direction).second_derivative()
            if second is None or not second.agrees_with(expected):
                return False
        return True

    def _slanting(self, gradient: Sequence[Estimate]) -> Iterator[list[float]]:
        """The direction asked for, the gradient's, and two that no symmetry of f distinguishes."""
        if self.size == 1:
            return
        steps = [scale * (index + 2) for index, scale in enumerate(self.sample.scales)]
        candidates = [
            steps,
            [-step if index % 2 else step for index, step in enumerate(steps)],
            [partial.value for partial in gradient],
            [float(entry) for entry in self.unit or ()],
        ]
        for candidate in candidates:
            length = math.hypot(*candidate)
            if length:
                yield [component / length for component in candidate]

    def _first_order(self, gradient: Sequence[Estimate], value: Expr | None) -> dict[str, Any]:
        """What the gradient says, as far as it is certain that it is not zero."""
        entries = Matrix([partial.rounded() for partial in gradient])
        length = _length(gradient)
        rise = sum(
            entry * (variable - start)
            for entry, variable, start in zip(
                entries, self.problem.variables, self.point, strict=True
            )
        )
        found = {"gradient_at": entries, "norm": length.rounded()}
        if value is not None:
            found["linear_approximation"] = value + rise
        if value is not None and self.size < 3:
            taken = set(map(str, self.problem.variables))
            letters = (*("y", "z", "w")[self.size - 1 :], "s", "t")
            height = next(letter for letter in letters if letter not in taken)
            found["tangent_plane"] = Eq(Symbol(height, real=True), value + rise, evaluate=False)
        if length.is_certain:
            return found | self._extremes(gradient, length, rise)
        if self.problem.along_gradient:
            raise self.problem.error("dir", "whether the gradient is zero there is not settled")
        return found

    def _extremes(
        self, gradient: Sequence[Estimate], length: Estimate, rise: Expr
    ) -> dict[str, Any]:
        error = 2 * length.error / length.value + _ROUNDING
        ascent = [partial.value / length.value for partial in gradient]
        highest = length.rounded()
        found = {
            "max_rate": highest,
            "min_rate": -highest,
            "steepest_ascent": _rounded(ascent, error),
            "steepest_descent": -_rounded(ascent, error),
            "zero_directions": tuple(
                _rounded(direction, self.size * error) for direction in _perpendicular(ascent)
            ),
        }
        if self.problem.rate is not None:
            found["rate_directions"] = _at_rate(self.problem.rate, length, ascent, error)
        if self.size > 1:
            found["level_tangent"] = Eq(rise, 0, evaluate=False)
        if self.size == 3:
            found["tangent_plane"] = found["level_tangent"]
        sign = self.problem.along_gradient
        if sign:
            found["unit_direction"] = _rounded([sign * entry for entry in ascent], error)
            found["directional_derivative"] = sign * highest
        elif self.unit is not None:
            found["angle"] = _angle(ascent, self.unit, error)
        return found

    def _second_order(self, gradient: Sequence[Estimate]) -> dict[str, Any]:
        """The Hessian at P, if all of its entries are known, and D_u²f(P) = uᵀHu."""
        if self.size > _LARGEST_HESSIAN:
            return {}
        entries: dict[tuple[int, int], Estimate] = {}
        for row, column in itertools.combinations_with_replacement(range(self.size), 2):
            entry = self._second(row, column)
            if entry is None:
                return {}
            entries[row, column] = entry
        if not self._is_quadratic(gradient, entries):
            return {}
        matrix = Matrix(self.size, self.size, lambda i, j: entries[min(i, j), max(i, j)].rounded())
        second = self._along_unit(Ladder.second_derivative)
        found = {
            "hessian_at": matrix,
            "second_directional_derivative": second and second.rounded(),
        }
        if self.problem.order == _HIGHEST_ORDER:
            found["higher_partials"] = self._second_partials(matrix)
        return found

    def _second_partials(self, hessian: Matrix) -> tuple[HigherPartial, ...]:
        f, variables = self.problem.f, self.problem.variables
        return tuple(
            HigherPartial((first, second), Derivative(f, first, second), hessian[row, column])
            for row, first in enumerate(variables)
            for column, second in enumerate(variables)
            if row <= column
        )

    def _doubts(self, found: Mapping[str, Any]) -> Iterator[Finding]:
        """What the reader must know, each thing once."""
        yield Finding("approximate")
        has_rate = found["directional_derivative"] is not None
        if "gradient_at" not in found or (self.unit is not None and not has_rate):
            yield Finding("numerical_irregular")
        elif "max_rate" not in found:
            yield Finding("gradient_perhaps_zero")


def _general(problem: Problem) -> dict[str, Any]:
    """The derivatives of a function without a formula can only be named."""
    partials = tuple(Derivative(problem.f, variable) for variable in problem.variables)
    second = [
        [Derivative(problem.f, row, column) for column in problem.variables]
        for row in problem.variables
    ]
    return {
        "problem": problem,
        "partials": partials,
        "gradient": Matrix(partials),
        "hessian": Matrix(second),
    }


def _floats(problem: Problem, point: Sequence[Expr]) -> list[float]:
    if any(coordinate.free_symbols for coordinate in point):
        raise problem.error("at", "a Python function needs numbers for its point")
    values = [float(coordinate) for coordinate in point]
    if not all(map(math.isfinite, values)):
        raise problem.error("at", "this point is out of the reach of Python's floats")
    return values


def _value_at(problem: Problem, place: Sequence[float]) -> float:
    """f(P).

    Raises:
        NoAnswerError: there is no real number.
        MeaninglessRequestError: the function fails for another reason than its argument's value.
    """
    assert problem.procedure is not None
    assert problem.point is not None
    where = f"({', '.join(map(str, problem.point))})"
    try:
        result: object = problem.procedure(*place)
    except (ArithmeticError, ValueError) as error:
        message = f"{problem.name} has no value at {where}: {_report(error)}"
        raise NoAnswerError(message) from error
    except Exception as error:  # the function is the user's, and may raise anything
        message = f"{problem.name} fails at {where}: {_report(error)}"
        raise problem.error("f", message) from error
    value = real_value(result)
    if value is None:
        what = repr(result)
        if components_of(result):
            what = f"{len(components_of(result))} numbers"
        message = f"{problem.name} is {_shortened(what)} at {where}, and no real number"
        raise NoAnswerError(message)
    return value


def _report(error: Exception) -> str:
    return _shortened(f"{type(error).__name__}: {error}")


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_REPORT else f"{text[:_LONGEST_REPORT]}…"


def _guarded(problem: Problem) -> Callable[..., float]:
    """The function, which is nan where it has no real value."""
    procedure = problem.procedure
    assert procedure is not None

    def evaluate(*values: float) -> float:
        try:
            result = real_value(procedure(*values))
        except Exception:  # noqa: BLE001  (the function is the user's, and may raise anything)
            return math.nan
        return math.nan if result is None else result

    return evaluate


def _combine(terms: Iterable[tuple[Estimate, float]]) -> Estimate:
    """A sum of estimates with factors."""
    pairs = list(terms)
    return Estimate(
        sum(estimate.value * factor for estimate, factor in pairs),
        sum((estimate.error + _ROUNDING * abs(estimate.value)) * abs(f) for estimate, f in pairs),
    )


def _length(gradient: Sequence[Estimate]) -> Estimate:
    errors = math.hypot(*(partial.error for partial in gradient))
    return Estimate(math.hypot(*(partial.value for partial in gradient)), errors)


def _at_rate(rate: Expr, length: Estimate, ascent: Sequence[float], error: float) -> RateDirections:
    """The unit directions with this rate; open where the error leaves it open."""
    ratio = float(rate) / length.value
    tolerance = abs(ratio) * error
    if abs(abs(ratio) - 1) <= _CLOSE_TO_EXTREME + tolerance:
        return RateDirections(rate, "open")
    if abs(ratio) > 1 or len(ascent) == 1:
        return RateDirections(rate, "none")
    share = math.sqrt(1 - ratio * ratio)
    # The angle moves by so much where the ratio moves by its tolerance.
    spread = tolerance / share + error
    angle = Estimate(math.acos(ratio), spread).rounded()
    if len(ascent) > 2:
        return RateDirections(rate, "cone", angle=angle)
    (across,) = _perpendicular(ascent)
    vectors = [
        _rounded([ratio * a + side * b for a, b in zip(ascent, across, strict=True)], 2 * spread)
        for side in (share, -share)
    ]
    return RateDirections(rate, "finite", tuple(vectors), angle)


def _rounded(vector: Sequence[float], error: float) -> Matrix:
    return Matrix([Estimate(float(entry), error).rounded() for entry in vector])


def _perpendicular(direction: Sequence[float]) -> list[list[float]]:
    """An orthonormal basis of what is perpendicular to a unit vector."""
    if len(direction) == 2:
        first, second = direction
        ahead = -1.0 if (second, -first) < (0.0, 0.0) else 1.0
        return [[ahead * second, -ahead * first]]
    # The first column of Q is the direction itself, up to its sign.
    columns = np.column_stack([direction, np.eye(len(direction))])
    basis, _ = np.linalg.qr(columns)
    rows: list[list[float]] = basis[:, 1 : len(direction)].T.tolist()
    return rows


def _angle(ascent: Sequence[float], unit: Matrix, error: float) -> Expr:
    """The angle between u and ∇f(P), by a formula that is exact for small and large ones too."""
    first, second = np.array(ascent), np.array([float(entry) for entry in unit])
    angle = 2 * math.atan2(math.hypot(*(first - second)), math.hypot(*(first + second)))
    return Estimate(angle, 2 * error).rounded()
