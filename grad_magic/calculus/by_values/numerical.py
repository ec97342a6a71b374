"""The answer for a function that is known by its values alone: every number an approximation.

The numbers come from `differences`, each with a bound of its error, and are rounded to the
digits that the bound leaves.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from sympy import Add, Derivative, Eq, Expr, Matrix, Symbol

from grad_magic.calculus import directions
from grad_magic.calculus.by_values.branches import find_branches
from grad_magic.calculus.by_values.differences import (
    LONGEST_STEP,
    RATIO,
    STEPS,
    Estimate,
    Ladder,
    Sample,
)
from grad_magic.calculus.extrema.kinds.discriminants import discriminant_at
from grad_magic.deferred_numpy import np
from grad_magic.errors import NoAnswerError
from grad_magic.findings import DifferentiabilityReason, Doubt, Finding
from grad_magic.formula.python_values import components_of, real_value
from grad_magic.problem import Problem
from grad_magic.solution import (
    AtPoint,
    Checking,
    Direction,
    FirstOrder,
    General,
    HigherOrder,
    HigherPartial,
    Known,
    Limit,
    RateDirections,
    SecondLimits,
    SecondOrder,
    Slope,
    Solution,
    Verdict,
    Visit,
)
from grad_magic.wording.messages import Message, Told

# A mixed second derivative takes some 150 values of f, and there are n(n - 1)/2.
_LARGEST_HESSIAN = 5
_HIGHEST_ORDER = 2
_LONGEST_REPORT = 60
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
        raise problem.error("critical", Message("numbers_alone_give_no_critical_points"))
    if problem.order > _HIGHEST_ORDER:
        message = Message("numbers_alone_give_derivatives_up_to", order=_HIGHEST_ORDER)
        raise problem.error("order", message, Message("write_order", highest_order=_HIGHEST_ORDER))
    if problem.point is None:
        raise NoAnswerError(
            Message("numbers_alone_need_a_point"),
            advice=Message(
                "add_the_point_with_entries", names=", ".join("…" for _ in problem.variables)
            ),
        )
    with np.errstate(all="ignore"):
        return _Surroundings(problem, problem.point).investigate()


class _Surroundings:
    """The function around P."""

    def __init__(self, problem: Problem, point: tuple[Expr, ...]) -> None:
        self.problem = problem
        self.point = point
        place = _floats(problem, point)
        value = _value_at(problem, place)
        assert problem.procedure is not None
        steps = (LONGEST_STEP, LONGEST_STEP * RATIO ** (1 - STEPS))
        self.branches = find_branches(problem.procedure, place, steps, RATIO)
        self.sample = Sample(_guarded(problem), place, value, self.branches.reach or 1.0)
        self.size = len(place)
        self.ladders = [self.sample.ladder(axis) for axis in np.eye(self.size).tolist()]
        self.unit = (
            None if problem.direction is None else directions.unit(Matrix(problem.direction))
        )

    def investigate(self) -> Solution:
        """The solution."""
        partials = [ladder.derivative() if self.branches.reach else None for ladder in self.ladders]
        value = self.sample.value(self.ladders)
        gradient = [partial for partial in partials if partial is not None]
        is_linear = len(gradient) == self.size and self._is_linear(gradient)
        first_order = self._first_order(gradient, value) if is_linear else None
        direction = self._direction(first_order, gradient)
        doubts = tuple(self._doubts(first_order, direction))
        is_irregular = Doubt.NUMERICAL_IRREGULAR in doubts
        reason = (
            DifferentiabilityReason.NUMERICAL_OPEN
            if is_irregular
            else DifferentiabilityReason.NUMERICAL_ONLY
        )
        second = self._second_order(gradient) if is_linear else None
        return Solution(
            self.problem,
            general=_general(self.problem),
            visit=Visit(value and value.rounded()),
            at_point=AtPoint(
                tuple(partial and partial.rounded() for partial in partials),
                Verdict(None, Finding(reason)),
            ),
            direction=direction,
            first_order=first_order,
            second_order=second,
            higher_order=self._higher_order(second),
            rate_directions=self._rate_directions(first_order, gradient),
            checking=Checking(tuple(map(Finding, doubts)), is_approximate=True),
        )

    def _along_unit(self, read: Callable[[Ladder], Estimate | None]) -> Estimate | None:
        """What the values along u say, whatever the gradient says; None without u."""
        if self.unit is None or not self.branches.reach:
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

    def _first_order(self, gradient: Sequence[Estimate], value: Estimate | None) -> FirstOrder:
        """What the gradient says, as far as it is certain that it is not zero."""
        entries = Matrix([partial.rounded() for partial in gradient])
        length = _length(gradient)
        height = None if value is None else self._plane(gradient, value)
        slope, zero_directions = None, None
        if length.is_certain:
            ascent, error = _ascent(gradient, length)
            rise = self._plane(gradient, Estimate(0.0, 0.0))
            tangent = Known(Eq(rise, 0, evaluate=False)) if self.size > 1 else None
            slope = Slope(_rounded(ascent, error), level_tangent=tangent)
            zero_directions = tuple(
                _rounded(direction, self.size * error) for direction in _perpendicular(ascent)
            )
        return FirstOrder(
            gradient=entries,
            norm=length.rounded(),
            is_zero=None if slope is None else False,
            slope=slope,
            zero_directions=Known(zero_directions),
            linear_approximation=Known(height),
            graph_tangent=Known(self._graph_tangent(height)),
        )

    def _plane(self, gradient: Sequence[Estimate], value: Estimate) -> Expr:
        """What has this gradient and this value at P, its constant in the digits that are certain.

        Of 0.9 + 3(x - 0.3) what is left beside 3x is rounding.
        """
        place = map(float, self.point)
        constant = _combine(
            [(value, 1.0), *zip(gradient, (-entry for entry in place), strict=True)]
        )
        terms = (
            partial.rounded() * variable
            for partial, variable in zip(gradient, self.problem.variables, strict=True)
        )
        return Add(*terms, constant.rounded())

    def _graph_tangent(self, height: Expr | None) -> Eq | None:
        if height is None or self.size > 2:
            return None
        taken = set(map(str, self.problem.variables))
        letters = (*("y", "z", "w")[self.size - 1 :], "s", "t")
        letter = next(letter for letter in letters if letter not in taken)
        return Eq(Symbol(letter, real=True), height, evaluate=False)

    def _direction(
        self, first_order: FirstOrder | None, gradient: Sequence[Estimate]
    ) -> Direction | None:
        """The rate along u by the values along u, whatever the gradient says.

        Raises:
            MeaninglessRequestError: u is that of the gradient, which may be zero.
        """
        slope = None if first_order is None else first_order.slope
        if self.problem.along_gradient and first_order is not None:
            if slope is None:
                message = Message("whether_the_gradient_is_zero_is_open")
                raise self.problem.error("dir", message)
            if self.problem.along_gradient > 0:
                return Direction(slope.ascent, first_order.max_rate)
            return Direction(slope.descent, first_order.min_rate)
        if self.unit is None:
            return None
        rate, angle = self._along_unit(Ladder.derivative), None
        if slope is not None:
            angle = _angle(self.unit, *_ascent(gradient, _length(gradient)))
        return Direction(self.unit, rate and rate.rounded(), Known(angle))

    def _rate_directions(
        self, first_order: FirstOrder | None, gradient: Sequence[Estimate]
    ) -> RateDirections | None:
        """The directions of the rate that was asked for; open without a certain gradient."""
        rate = self.problem.rate
        if rate is None:
            return None
        if first_order is None or first_order.slope is None:
            return RateDirections(rate, "open")
        length = _length(gradient)
        return _at_rate(rate, length, *_ascent(gradient, length))

    def _second_order(self, gradient: Sequence[Estimate]) -> SecondOrder | None:
        """The Hessian at P, if all of its entries are known, and D_u²f(P) = uᵀHu."""
        if self.size > _LARGEST_HESSIAN:
            return None
        sides = [ladder.second_sides() for ladder in self.ladders]
        if any(sides):
            return self._without_second(sides) if self.branches.meet_at_point else None
        entries: dict[tuple[int, int], Estimate] = {}
        for row, column in itertools.combinations_with_replacement(range(self.size), 2):
            entry = self._second(row, column)
            if entry is None:
                return None
            entries[row, column] = entry
        if not self._is_quadratic(gradient, entries):
            return None
        matrix = Matrix(self.size, self.size, lambda i, j: entries[min(i, j), max(i, j)].rounded())
        second = self._along_unit(Ladder.second_derivative)
        return SecondOrder(
            Known(matrix),
            Known(second and second.rounded()),
            discriminant=Known(discriminant_at(matrix)),
        )

    def _without_second(self, sides: Sequence[_Sides | None]) -> SecondOrder:
        """Where f has no second derivative along an axis: those of both sides."""
        partials = tuple(
            tuple(_as_limits(sides[row] if row == column else None) for column in range(self.size))
            for row in range(self.size)
        )
        second = self._along_unit(Ladder.second_derivative)
        along = None if self.unit is None else _as_limits(self._along_unit_sides())
        return SecondOrder(
            Known(None),
            Known(second and second.rounded()),
            limits=Known(SecondLimits(partials, along, is_twice_differentiable=False)),
        )

    def _along_unit_sides(self) -> _Sides | None:
        assert self.unit is not None
        if not self.branches.meet_at_point:
            return None
        return self.sample.ladder([float(entry) for entry in self.unit]).second_sides()

    def _higher_order(self, second_order: SecondOrder | None) -> HigherOrder | None:
        if second_order is None or self.problem.order != _HIGHEST_ORDER:
            return None
        hessian = second_order.hessian.value
        if hessian is None and second_order.limits.value is None:
            return None
        f, variables = self.problem.f, self.problem.variables
        partials = tuple(
            HigherPartial(
                (first, second),
                Derivative(f, first, second),
                None if hessian is None else hessian[row, column],
            )
            for row, first in enumerate(variables)
            for column, second in enumerate(variables)
            if row <= column
        )
        return HigherOrder(partials)

    def _doubts(
        self, first_order: FirstOrder | None, direction: Direction | None
    ) -> Iterator[Doubt]:
        """What the reader must know, each thing once."""
        yield Doubt.APPROXIMATE
        if first_order is None or (direction is not None and direction.rate is None):
            yield Doubt.NUMERICAL_IRREGULAR
        elif first_order.is_zero is None:
            yield Doubt.GRADIENT_PERHAPS_ZERO


def _ascent(gradient: Sequence[Estimate], length: Estimate) -> tuple[list[float], float]:
    """The unit direction of a gradient that is not zero, and a bound of its error."""
    error = 2 * length.error / length.value + _ROUNDING
    return [partial.value / length.value for partial in gradient], error


_Sides = tuple[Estimate, Estimate]


def _as_limits(sides: _Sides | None) -> tuple[Limit, Limit]:
    """Second derivatives on both sides as limits; open where nothing tells them apart."""
    if sides is None:
        return Limit("open"), Limit("open")
    left, right = (Limit("finite", side.rounded()) for side in sides)
    return left, right


def _general(problem: Problem) -> General:
    """The derivatives of a function without a formula can only be named."""
    partials = tuple(Derivative(problem.f, variable) for variable in problem.variables)
    second = [
        [Derivative(problem.f, row, column) for column in problem.variables]
        for row in problem.variables
    ]
    return General(Known(partials), Known(Matrix(second)))


def _floats(problem: Problem, point: Sequence[Expr]) -> list[float]:
    if any(coordinate.free_symbols for coordinate in point):
        raise problem.error("at", Message("a_python_function_needs_numbers_for_its_point"))
    values = [float(coordinate) for coordinate in point]
    if not all(map(math.isfinite, values)):
        raise problem.error("at", Message("this_point_is_out_of_reach_of_floats"))
    return values


def _value_at(problem: Problem, place: Sequence[float]) -> float:
    """f(P).

    Raises:
        NoAnswerError: there is no real number.
        MeaninglessRequestError: the function fails for another reason than its argument's value.
    """
    assert problem.procedure is not None
    assert problem.point is not None
    where = problem.place
    try:
        result: object = problem.procedure(*place)
    except (ArithmeticError, ValueError) as error:
        message = Message("has_no_value_at", name=problem.name, where=where, error=_report(error))
        raise NoAnswerError(message) from error
    except Exception as error:  # the function is the user's, and may raise anything
        message = Message("fails_at", name=problem.name, where=where, error=_report(error))
        raise problem.error("f", message) from error
    value = real_value(result)
    if value is None:
        what: Told = _shortened(repr(result))
        if components_of(result):
            what = Message("numbers", count=len(components_of(result)))
        message = Message("is_no_real_number_at", name=problem.name, what=what, where=where)
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


def _angle(unit: Matrix, ascent: Sequence[float], error: float) -> Expr:
    """The angle between u and ∇f(P), by a formula that is exact for small and large ones too."""
    first, second = np.array(ascent), np.array([float(entry) for entry in unit])
    angle = 2 * math.atan2(math.hypot(*(first - second)), math.hypot(*(first + second)))
    return Estimate(angle, 2 * error).rounded()
