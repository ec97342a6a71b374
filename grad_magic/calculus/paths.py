"""The path of an optimiser from P: descent, momentum, the natural gradient, the gradient flow.

Points are exact as long as the numbers are rational and stay short; from there on they are
computed twice, in different precision, and kept as far as both agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import mpmath
from sympy import Expr, Float, Integer, Matrix, Rational, eye

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.flow import KEPT_DIGITS, flow
from grad_magic.calculus.gradient_field import (
    FARTHEST,
    EndError,
    GradientField,
    Numbers,
    Point,
    Station,
    is_short,
    number_of,
    size_of,
)
from grad_magic.calculus.inquiry import Inquiry
from grad_magic.findings import PathEnd
from grad_magic.problem import Problem
from grad_magic.solution import Path
from grad_magic.wording.messages import Message

DEFAULT_STEP_SIZE = Rational(1, 10)
DEFAULT_ITERATIONS = 50
# The share of the velocity that is kept from step to step (Goodfellow, Bengio and Courville,
# *Deep Learning*, 8.3.2).
MOMENTUM = Rational(9, 10)
# The pairs of precisions that have to agree on the digits that are kept; the last pair is for
# paths on which every error doubles in each step.
_PRECISIONS = ((30, 50), (100, 140))


def follow_path(inquiry: Inquiry, value: Expr | None, slope: Matrix | None) -> Path:
    """The path from P that was asked for, as far as it can be followed.

    Args:
        inquiry: f, P and what follows from them.
        value: f(P), where it is known.
        slope: ∇f(P), n×1, where it is known; decimals of an irrational P would miss that it is 0.

    Raises:
        MeaninglessRequestError: the step size is not positive.
    """
    problem = inquiry.problem
    assert problem.point is not None
    rule, field = _rule_of(problem), GradientField(inquiry)
    count = problem.iterations
    if count is None:
        # A step size alone asks for one step.
        count = DEFAULT_ITERATIONS if problem.path else 1
    if value is not None and slope is not None and all(sign_of(part) == 0 for part in slope):
        shown = tuple(map(_shown, problem.point))
        return Path(problem.optimiser, rule.step_size, (shown,), (_shown(value),), PathEnd.AT_REST)
    if problem.path == "flow":
        stations = flow(field, rule.step_size, problem.point, count)
    else:
        stations = _steps(field, rule, problem.point, count)
    # Whatever precision mpmath has been set to, no digit that is kept hangs on it.
    with mpmath.workdps(2 * KEPT_DIGITS):
        points, values, end = _followed(stations, count)
    if values and value is not None and is_short(value):
        values = (value, *values[1:])
    return Path(problem.optimiser, rule.step_size, points, values, end)


def _followed(
    stations: Iterator[Station], count: int
) -> tuple[tuple[Point, ...], tuple[Expr, ...], PathEnd]:
    """The points and values of so many steps, or of those before the path ends, and why."""
    points: list[Point] = []
    values: list[Expr] = []
    end = PathEnd.COMPLETE
    try:
        for point, value in islice(stations, count + 1):
            points.append(tuple(map(_shown, point)))
            values.append(_shown(value))
            if size_of(point) > FARTHEST:
                end = PathEnd.UNBOUNDED
                break
    except EndError as error:
        end = error.end
    return tuple(points), tuple(values), end


@dataclass(frozen=True)
class _Rule:
    """v ← momentum·v - step_size·inverse·∇f, P ← P + v; the inverse is that of the metric."""

    step_size: Expr
    momentum: Expr
    inverse: Matrix


def _rule_of(problem: Problem) -> _Rule:
    step_size = DEFAULT_STEP_SIZE if problem.step_size is None else problem.step_size
    if sign_of(step_size) != 1:
        raise problem.error(
            "step_size",
            Message("a_step_size_is_a_positive_number"),
            Message("write_step_size_for_example"),
        )
    is_natural = problem.path == "natural"
    return _Rule(
        step_size=step_size,
        momentum=MOMENTUM if problem.path == "momentum" else Integer(0),
        inverse=Matrix(problem.metric).inv() if is_natural else eye(len(problem.variables)),
    )


def _steps(field: GradientField, rule: _Rule, start: Point, count: int) -> Iterator[Station]:
    """P and the points of the discrete methods behind it, exact as far as that is short."""
    point: Point = start
    velocity: Point = (Integer(0),) * len(start)
    done = 0
    while all(map(is_short, (*point, *velocity, rule.step_size, *rule.inverse))):
        yield point, field.value(point)
        slope = field.exact_slope(point)
        if slope is None:
            break
        if not any(slope) and not any(rule.momentum * speed for speed in velocity):
            raise EndError(PathEnd.AT_REST)
        force = rule.inverse * Matrix(slope)
        velocity = tuple(
            rule.momentum * speed - rule.step_size * part
            for speed, part in zip(velocity, force, strict=True)
        )
        point = tuple(x + speed for x, speed in zip(point, velocity, strict=True))
        done += 1
    else:
        yield point, field.value(point)
    yield from _confirmed(field, rule, point, velocity, count - done)


def _confirmed(
    field: GradientField, rule: _Rule, point: Point, velocity: Point, count: int
) -> Iterator[Station]:
    """The points behind this one in decimals, as far as two precisions agree on them."""
    given = 0
    for rough, fine in _PRECISIONS:
        pair = (_rounded_steps(field, rule, point, velocity, digits) for digits in (rough, fine))
        for one, other in islice(zip(*pair, strict=True), given, count):
            if not _agree(one, other):
                break
            given += 1
            yield other, field.value(other)
        else:
            return
    raise EndError(PathEnd.UNCERTAIN)


def _rounded_steps(
    field: GradientField, rule: _Rule, start: Point, velocity: Point, digits: int
) -> Iterator[Numbers]:
    """The points behind the start, computed with so many digits."""
    with mpmath.workdps(digits):
        numbers, speeds = tuple(map(number_of, start)), tuple(map(number_of, velocity))
        step_size, momentum = number_of(rule.step_size), number_of(rule.momentum)
        inverse = [list(map(number_of, row)) for row in rule.inverse.tolist()]
    while True:
        # A generator must not leave its precision to whoever runs it.
        with mpmath.workdps(digits):
            slope = field.slope(numbers)
            if not any(slope) and not any(momentum * speed for speed in speeds):
                raise EndError(PathEnd.AT_REST)
            force = (mpmath.fdot(row, slope) for row in inverse)
            speeds = tuple(
                momentum * speed - step_size * part
                for speed, part in zip(speeds, force, strict=True)
            )
            numbers = tuple(x + speed for x, speed in zip(numbers, speeds, strict=True))
        yield numbers


def _agree(one: Numbers, other: Numbers) -> bool:
    """Whether two points are the same to more digits than are kept, against their size."""
    error = max(map(abs, other)) * mpmath.mpf(10) ** -(KEPT_DIGITS + 2)
    return all(abs(a - b) <= error for a, b in zip(one, other, strict=True))


def _shown(number: Expr | mpmath.mpf) -> Expr:
    """The number as it is handed out: exact where it is short, else so many digits of it."""
    if isinstance(number, Expr) and is_short(number):
        return number
    return Float(mpmath.nstr(number_of(number), KEPT_DIGITS), KEPT_DIGITS)
