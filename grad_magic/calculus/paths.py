"""The path of an optimiser from P: descent, momentum, the natural gradient, the gradient flow.

Points are exact as long as the numbers are rational and stay short; from there on they are
computed twice, in different precision, and kept as far as both agree. The flow is followed by
the classical Runge-Kutta method, whose steps are halved until one step and two halves of it agree
(Hairer, Nørsett and Wanner, *Solving Ordinary Differential Equations I*, II.4).
"""

from __future__ import annotations

import decimal
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, islice
from typing import TYPE_CHECKING, Any, TypeAlias

import mpmath
from sympy import (
    Abs,
    Expr,
    Float,
    Heaviside,
    Integer,
    Matrix,
    Max,
    Min,
    Piecewise,
    Pow,
    Rational,
    Symbol,
    ceiling,
    eye,
    floor,
    pi,
    sign,
    sin,
)
from sympy.core.relational import Relational

from grad_magic.calculus.differentiability import find_seam, judge_by_limits
from grad_magic.calculus.domains import UndefinedError, trace
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.inquiry import Inquiry
from grad_magic.calculus.limits import Neighborhood
from grad_magic.deferred_numpy import np
from grad_magic.findings import PathEnd
from grad_magic.formula.arithmetic import GRID, HIGH_PRECISION, NotRealError
from grad_magic.formula.program import Program, compile_formula
from grad_magic.formula.sympy_forms import UnreadableExpressionError, from_sympy
from grad_magic.problem import Problem
from grad_magic.solution import Path
from grad_magic.wording.messages import Message

if TYPE_CHECKING:
    from grad_magic.formula.arithmetic import Array

Point = tuple[Expr, ...]
Numbers = tuple[mpmath.mpf, ...]
AnyPoint: TypeAlias = "Point | Numbers"
Sides: TypeAlias = "tuple[float, ...]"
"""The signs of what |u| and its like hold."""
Station: TypeAlias = "tuple[AnyPoint, Expr | mpmath.mpf]"
"""A point of the path, and f there."""

DEFAULT_STEP_SIZE = Rational(1, 10)
DEFAULT_ITERATIONS = 50
# The share of the velocity that is kept from step to step (Goodfellow, Bengio and Courville,
# *Deep Learning*, 8.3.2).
MOMENTUM = Rational(9, 10)
# Characters of an exact coordinate; beyond that its decimals say more, and cost less.
_LONGEST_EXACT = 40
# Digits that are kept, and the pairs of precisions that have to agree on them; the last pair is
# for paths on which every error doubles in each step.
_KEPT_DIGITS = 15
_PRECISIONS = ((30, 50), (100, 140))
# Coordinates farther away are followed no further.
_FARTHEST = 10**12
# Of the flow, which is computed in floats, twice: the errors that a step may have, and those that
# are made on purpose, as parts of each coordinate: what floats leave of a difference, as of
# 0.3 - 0.1 - 0.1 - 0.1, is not the same with them. Then, how a step's length may change from one
# to the next (Hairer, Nørsett and Wanner, II.4), and between how many steps the shortest and the
# whole time may be divided.
_FLOW_ERRORS = ((1e-8, 1e-15), (1e-10, 0.0))
# A coordinate that has become small is still followed to so small a part of the largest one.
_SMALL_PART = 1e-4
_NOISE = 1e-15
_SAFETY, _LEAST_GROWTH, _MOST_GROWTH = 0.9, 0.2, 4.0
_SHORTEST_STEP = 1e-5
_LARGEST_FLOW_ERROR = 1e-5
# ∇f is taken for broken where it changes by this part of itself within a step, if it is no smaller
# than this part of ∇f(P).
_BREAK, _FLAT = 0.5, 0.01
_MOST_FLOW_STEPS = 4000
_KINKS = (Abs, Max, Min, Piecewise, sign, floor, ceiling, Heaviside)


def follow_path(inquiry: Inquiry) -> Path:
    """The path from P that was asked for, as far as it can be followed.

    Raises:
        MeaninglessRequestError: the step size is not positive.
    """
    problem = inquiry.problem
    assert problem.point is not None
    rule, field = _rule_of(problem), _Field(inquiry)
    count = problem.iterations
    if count is None:
        # A step size alone asks for one step.
        count = DEFAULT_ITERATIONS if problem.path else 1
    walk = _flow if problem.path == "flow" else _steps
    points: list[Point] = []
    values: list[Expr] = []
    end = PathEnd.COMPLETE
    try:
        for point, value in islice(walk(field, rule, problem.point, count), count + 1):
            points.append(tuple(map(_shown, point)))
            values.append(_shown(value))
            if _size(point) > _FARTHEST:
                end = PathEnd.UNBOUNDED
                break
    except _EndError as error:
        end = error.end
    return Path(problem.optimiser, rule.step_size, tuple(points), tuple(values), end)


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


class _EndError(Exception):
    """The path cannot be followed any further."""

    def __init__(self, end: PathEnd) -> None:
        super().__init__(end)
        self.end = end


@dataclass(frozen=True)
class _Field:
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
            slope = self._slope_at_kink(self._place(tuple(map(_exact, numbers))))
            if slope is not None:
                return tuple(map(_number, slope))
        values = self._place(numbers)
        try:
            return tuple(program.run(values, HIGH_PRECISION) for program in self._slopes)
        except NotRealError:
            raise _EndError(PathEnd.NO_GRADIENT) from None

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

    def value(self, point: AnyPoint) -> Expr | mpmath.mpf:
        """F at a point, exact where it is a short fraction."""
        place = self._place(point)
        if all(map(_is_short, point)):
            exact = self._trace(place)[-1]
            if _is_short(exact):
                return exact
        with mpmath.workdps(_PRECISIONS[0][1]):
            numbers = {symbol: _number(entry) for symbol, entry in place.items()}
            try:
                return self.inquiry.program.run(numbers, HIGH_PRECISION)
            except NotRealError:
                pass
            if _size(point) > _FARTHEST:
                raise _EndError(PathEnd.UNBOUNDED)
            # It has no value, or one that is too large for any use.
            self._trace({symbol: _exact(number) for symbol, number in numbers.items()})
        raise _EndError(PathEnd.UNCERTAIN)

    def _trace(self, place: dict[Symbol, Expr]) -> tuple[Expr, ...]:
        try:
            return trace(self.inquiry.program, place)
        except UndefinedError as error:
            # Without a condition that it violates, a value is only too large.
            is_known = error.failure.condition is not None and error.failure.settled
            raise _EndError(PathEnd.LEFT_DOMAIN if is_known else PathEnd.UNCERTAIN) from None

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
            raise _EndError(PathEnd.NO_GRADIENT)
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
            raise _EndError(PathEnd.UNCERTAIN) from None


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


def _steps(field: _Field, rule: _Rule, start: Point, count: int) -> Iterator[Station]:
    """P and the points of the discrete methods behind it, exact as far as that is short."""
    point: Point = start
    velocity: Point = (Integer(0),) * len(start)
    done = 0
    while all(map(_is_short, (*point, *velocity, rule.step_size, *rule.inverse))):
        yield point, field.value(point)
        slope = field.exact_slope(point)
        if slope is None:
            break
        if not any(slope) and not any(rule.momentum * speed for speed in velocity):
            raise _EndError(PathEnd.AT_REST)
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
    field: _Field, rule: _Rule, point: Point, velocity: Point, count: int
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
    raise _EndError(PathEnd.UNCERTAIN)


def _rounded_steps(
    field: _Field, rule: _Rule, start: Point, velocity: Point, digits: int
) -> Iterator[Numbers]:
    """The points behind the start, computed with so many digits."""
    with mpmath.workdps(digits):
        numbers, speeds = tuple(map(_number, start)), tuple(map(_number, velocity))
        step_size, momentum = _number(rule.step_size), _number(rule.momentum)
        inverse = [list(map(_number, row)) for row in rule.inverse.tolist()]
    while True:
        # A generator must not leave its precision to whoever runs it.
        with mpmath.workdps(digits):
            slope = field.slope(numbers)
            if not any(slope) and not any(momentum * speed for speed in speeds):
                raise _EndError(PathEnd.AT_REST)
            force = (mpmath.fdot(row, slope) for row in inverse)
            speeds = tuple(
                momentum * speed - step_size * part
                for speed, part in zip(speeds, force, strict=True)
            )
            numbers = tuple(x + speed for x, speed in zip(numbers, speeds, strict=True))
        yield numbers


def _flow(field: _Field, rule: _Rule, start: Point, count: int) -> Iterator[Station]:
    """P, and where x′(t) = -∇f(x(t)) leads from it after every step size of time."""
    height = field.value(start)
    yield start, height
    if not field.slope_in_floats(np.array(start, dtype=float)).any():
        raise _EndError(PathEnd.AT_REST)
    size, values_size = _size(start), _size((height,))
    digits = field.inquiry.problem.digits
    pair = (_flow_within(field, rule, start, *errors) for errors in _FLOW_ERRORS)
    try:
        for rough, fine in islice(zip(*pair, strict=True), count):
            ends = (tuple(map(mpmath.mpf, end)) for end in (rough, fine))
            rough_value, fine_value = map(field.value, ends)
            point = tuple(_settled(a, b, size, digits) for a, b in zip(rough, fine, strict=True))
            yield point, _settled(rough_value, fine_value, values_size, digits)
    except _EndError as error:
        # What stops it stands between two of its points, and is neither of them.
        is_seam = error.end in (PathEnd.NO_GRADIENT, PathEnd.SEAM)
        raise _EndError(PathEnd.SEAM if is_seam else PathEnd.UNCERTAIN) from None


def _settled(rough: Any, fine: Any, size: float, digits: int) -> mpmath.mpf:
    """The finer number, to as many digits as its difference from the rougher one leaves certain.

    It is such that it is rounded as the true number is, to the digits that are shown or, where
    not so many are certain, to those that are.
    """
    one, other = float(rough), float(fine)
    error = abs(one - other)
    if error > _LARGEST_FLOW_ERROR * max(size, abs(other)):
        raise _EndError(PathEnd.UNCERTAIN)
    if not error or not other:
        return mpmath.mpf(other)
    certain = min(_KEPT_DIGITS, math.floor(math.log10(abs(other) / error)))
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


def _size(numbers: Iterable[Any]) -> float:
    """The largest of the numbers; 1 where all are zero."""
    return max(abs(float(number)) for number in numbers) or 1.0


def _flow_within(
    field: _Field, rule: _Rule, start: Point, error: float, noise: float
) -> Iterator[Array]:
    """The points of the flow, with steps that have no larger error than this, and this one too."""
    point, span = np.array(start, dtype=float), float(rule.step_size)
    steepness = np.abs(field.slope_in_floats(point)).max()
    pace, steps = span, 0
    while True:
        left = span
        while left > 0:
            steps += 1
            if steps > _MOST_FLOW_STEPS:
                raise _EndError(PathEnd.UNCERTAIN)
            lengths = np.abs(point)
            allowed = error * np.maximum(lengths, _SMALL_PART * lengths.max())
            found, step, pace = _flow_step(field, point, min(pace, left), span, allowed)
            if field.has_kinks and _is_jump(field, point, (point - found) / step, steepness):
                raise _EndError(PathEnd.SEAM)
            point, left = found * (1 + noise), left - step
        yield point


def _flow_step(
    field: _Field, point: Array, step: float, span: float, allowed: Array
) -> tuple[Array, float, float]:
    """The next point, the time to it, and the step to be tried next."""
    slope, sides = field.slope_in_floats(point), field.sides(point)
    if not slope.any():
        # So near a point of rest that floats do not tell them apart.
        return point, step, step
    shortest = min(step, _SHORTEST_STEP * span)
    while step >= shortest:
        # Beyond a seam or its domain f is another function, or none: then the step was too long.
        whole = _runge_kutta(field, point, slope, step, sides)
        middle = _runge_kutta(field, point, slope, step / 2, sides)
        turned = field.slope_in_floats(middle, sides)
        halves = _runge_kutta(field, middle, turned, step / 2, sides)
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
    raise _EndError(PathEnd.SEAM if field.has_kinks else PathEnd.UNCERTAIN)


def _is_jump(field: _Field, point: Array, mean: Array, steepness: float) -> bool:
    """Whether ∇f is broken within a step of this mean slope, as at the tip of a cone.

    Elsewhere steps are so short that it changes by a few hundredths, but for those near a point of
    rest, where it is small against ∇f(P).
    """
    slope = field.slope_in_floats(point)
    size = np.abs(slope).max()
    return bool(size > _FLAT * steepness and np.abs(mean - slope).max() > _BREAK * size)


def _runge_kutta(field: _Field, point: Array, slope: Array, step: float, sides: Sides) -> Array:
    """The point after one step of the classical method of order 4.

    It is nan where f has no value on the way, or not all of it is on these sides of the seams.
    """
    second = field.slope_in_floats(point - step / 2 * slope, sides)
    third = field.slope_in_floats(point - step / 2 * second, sides)
    fourth = field.slope_in_floats(point - step * third, sides)
    found: Array = point - step / 6 * (slope + 2 * second + 2 * third + fourth)
    return found if field.sides(found) == sides else np.full_like(found, np.nan)


def _agree(one: Numbers, other: Numbers) -> bool:
    """Whether two points are the same to more digits than are kept, against their size."""
    error = max(map(abs, other)) * mpmath.mpf(10) ** -(_KEPT_DIGITS + 2)
    return all(abs(a - b) <= error for a, b in zip(one, other, strict=True))


def _are_rational(entries: AnyPoint) -> bool:
    return all(isinstance(entry, Rational) for entry in entries)


def _is_short(number: Expr) -> bool:
    return isinstance(number, Rational) and len(str(number)) <= _LONGEST_EXACT


def _number(value: Expr | mpmath.mpf) -> mpmath.mpf:
    """The number in mpmath's current precision."""
    if isinstance(value, Rational):
        return mpmath.mpf(value.p) / value.q
    if isinstance(value, Expr):
        return mpmath.mpf(value.evalf(mpmath.mp.dps))
    return value


def _exact(number: mpmath.mpf) -> Rational:
    """The binary fraction that a number of mpmath is."""
    size = Rational(int(number.man)) * Rational(2) ** int(number.exp)
    return -size if number < 0 else size


def _shown(number: Expr | mpmath.mpf) -> Expr:
    """The number as it is handed out: exact where it is short, else so many digits of it."""
    if isinstance(number, Expr) and _is_short(number):
        return number
    return Float(mpmath.nstr(_number(number), _KEPT_DIGITS), _KEPT_DIGITS)
