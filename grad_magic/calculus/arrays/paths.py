"""Where an optimiser goes over arrays: beside kinks in fractions while short, else in floats."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING, Any

from grad_magic.array_problem import MOST_DRAWN_ENTRIES
from grad_magic.array_solution import DescentStep
from grad_magic.calculus.arrays.arithmetic import NotExactError
from grad_magic.calculus.budget import time_limit
from grad_magic.deferred_numpy import np
from grad_magic.errors import NoAnswerError
from grad_magic.findings import PathEnd

if TYPE_CHECKING:
    from grad_magic.array_solution import Values

    Floats = np.ndarray[Any, np.dtype[np.float64]]

# As along scalar paths.
MOMENTUM = Fraction(9, 10)
"""The part of its velocity that a step of momentum keeps."""
# Errors that a step of the flow may have, as parts of the largest entry: it is followed twice.
_ERRORS = (1e-8, 1e-11)
# The two must agree up to this, of which four digits are right.
_LARGEST_DIFFERENCE = 1e-5
_UNCERTAIN, _ROUNDING = 10, 1e-14
_MOST_STEPS = 20_000
# Beside the tip of a cone a flow may go to and fro; what it has found by then is told.
_SECONDS_OF_FLOW = 4.0
_SHORTEST = 1e-9
_SAFETY, _MOST_GROWTH, _LEAST_GROWTH = 0.9, 4.0, 0.1
# Steps go on in fractions of at most so many bits, as typed decimals meet kinks exactly.
_MOST_BITS = 200
# Slopes on both sides of a kink differ by this part, points on both sides by halvings of a step.
_BREAK, _HALVINGS = 1e-6, 50
# As near to the tip of a cone, no step is short enough.
_NEAR = 1e-6
# Dormand and Prince (1980): the slopes' shares at each stage, the last ones those of the step of
# order 5, and how it differs from the one of order 4.
_STAGES = (
    (1 / 5,),
    (3 / 40, 9 / 40),
    (44 / 45, -56 / 15, 32 / 9),
    (19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729),
    (9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656),
    (35 / 384, 0.0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84),
)
_DIFFERENCES = (71 / 57600, 0.0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40)


@dataclass(frozen=True, eq=False)
class Sides:
    """On which sides of the kinks of a loss a point is.

    Attributes:
        signs: those of the arguments of kinks, and which entries are the largest.
        to_tip: the least of the lengths of which L is made.
    """

    signs: Values
    to_tip: float


class EndError(Exception):
    """The path cannot be followed any farther."""

    def __init__(self, end: PathEnd) -> None:
        super().__init__(end)
        self.end = end


@dataclass(frozen=True, eq=False)
class Ground:
    """A loss over which a path goes.

    Attributes:
        variables: their names.
        arrays: the values of all names where it begins.
        loss: the value of the loss where all names have these values.
        gradients: its gradients there, by variable.
        sides: on which sides of its kinks that is; None of a loss without.
        exact_gradients: the gradients in exact numbers, from exact arrays; None where nothing is
            gained by them.
        metric: the matrix F of the natural gradient; None for none.
    """

    variables: Sequence[str]
    arrays: Mapping[str, Values]
    loss: Callable[[Mapping[str, Values]], float]
    gradients: Callable[[Mapping[str, Values]], Mapping[str, Values]]
    sides: Callable[[Mapping[str, Values]], Sides] | None = None
    exact_gradients: Callable[[Mapping[str, Values]], Mapping[str, Values]] | None = None
    metric: Values | None = None

    @property
    def start(self) -> Floats:
        """The entries of all variables, one behind the other."""
        return self._joined(self.arrays)

    def named(self, point: Floats) -> dict[str, Values]:
        """The variables at a point."""
        named, start = {}, 0
        for name in self.variables:
            shape, size = self.arrays[name].shape, self.arrays[name].size
            named[name] = point[start : start + size].reshape(shape)
            start += size
        return named

    def height(self, point: Floats) -> float:
        """The loss at a point.

        Raises:
            NoAnswerError: it has no value there.
        """
        return float(self.loss({**self.arrays, **self.named(point)}))

    def slope(self, point: Floats) -> Floats:
        """The gradient at a point, with a metric the natural one.

        Raises:
            NoAnswerError: L has none that is finite.
            EndError: L has a kink there.
        """
        slope = self._joined(self.gradients({**self.arrays, **self.named(point)}))
        if self.metric is None:
            return slope
        return np.asarray(np.linalg.solve(self.metric, slope), dtype=float)

    def exact_slope(self, point: Values) -> Values | None:
        """The gradient at exact numbers, if it is made of fractions.

        Raises:
            NoAnswerError: L has none.
            EndError: L has a kink there.
        """
        if self.exact_gradients is None or self.metric is not None:
            return None
        try:
            gradients = self.exact_gradients({**self.arrays, **self.named(point)})
        except (NotExactError, TypeError):
            return None
        slope = np.concatenate([gradients[name].ravel() for name in self.variables])
        return slope if _are_short(slope) else None

    def sides_at(self, point: Floats) -> Sides | None:
        """On which sides of kinks a point is; None of a loss without kinks, or without a value."""
        if self.sides is None:
            return None
        try:
            return self.sides({**self.arrays, **self.named(point)})
        except NoAnswerError:
            return None

    def _joined(self, arrays: Mapping[str, Values]) -> Floats:
        parts = [np.asarray(arrays[name], dtype=float).ravel() for name in self.variables]
        return np.concatenate(parts)


def follow_path(
    ground: Ground, path: str, size: Any, count: int, exact: Values | None = None
) -> DescentStep:
    """Where so many steps lead, as far as the loss has values.

    Args:
        ground: the loss.
        path: one of `PATHS`; "" is descent.
        size: the step size, of the flow the time between its points.
        count: how many steps.
        exact: where it begins, in fractions; None if some entry is none.
    """
    is_flow = path == "flow"
    found = [(ground.start, ground.height(ground.start))]
    walk = _flow(ground, float(size)) if is_flow else _steps(ground, path, size, exact)
    limit = time_limit(_SECONDS_OF_FLOW, is_of_work=True) if is_flow else nullcontext()
    with np.errstate(all="ignore"):
        end = PathEnd.COMPLETE
        try:
            with limit:
                found.extend((point, ground.height(point)) for point in islice(walk, count))
        except NoAnswerError:
            end = PathEnd.UNCERTAIN if is_flow else PathEnd.LEFT_DOMAIN
        except EndError as error:
            end = error.end
    points, values = zip(*found, strict=True)
    drawn = np.array(points) if len(points[0]) <= MOST_DRAWN_ENTRIES else None
    last = ground.named(points[-1])
    return DescentStep(last, values[-1], values, size, end, drawn)


def _steps(ground: Ground, path: str, size: Any, exact: Values | None) -> Iterator[Floats]:
    """The points of a method that goes step by step, in fractions as long as these are short."""
    kept: Any = MOMENTUM if path == "momentum" else Fraction(0)
    point, velocity = ground.start, np.zeros_like(ground.start)
    if exact is not None and isinstance(size, Fraction):
        point, velocity = exact, 0 * exact
    while point.dtype == object and _are_short(point) and _are_short(velocity):
        slope = ground.exact_slope(point)
        if slope is None:
            break
        velocity = kept * velocity - size * slope
        point = point + velocity
        yield point.astype(float)
    point, velocity = point.astype(float), velocity.astype(float)
    while True:
        velocity = float(kept) * velocity - float(size) * ground.slope(point)
        point = point + velocity
        yield point


def _are_short(entries: Values) -> bool:
    """Whether all are fractions that one computes with in no time."""
    return all(
        isinstance(entry, Fraction)
        and max(entry.numerator.bit_length(), entry.denominator.bit_length()) <= _MOST_BITS
        for entry in entries
    )


def _flow(ground: Ground, span: float) -> Iterator[Floats]:
    """The points of x′(t) = -∇L(x(t)) after every span of time, as far as two errors agree."""
    pair = (_flow_within(ground, span, error) for error in _ERRORS)
    for rough, fine in zip(*pair, strict=True):
        size = max(1.0, float(np.abs(fine).max()))
        difference = float(np.abs(rough - fine).max())
        if not difference <= _LARGEST_DIFFERENCE * size:
            raise EndError(PathEnd.UNCERTAIN)
        # What is hardly larger than what both differ by, or than rounding, has no digits to show.
        least = max(_UNCERTAIN * difference, _ROUNDING * size)
        yield np.where(np.abs(fine) <= least, 0.0, fine)


def _flow_within(ground: Ground, span: float, error: float) -> Iterator[Floats]:
    """The points of the flow, with steps of no larger error than this."""
    point, pace, steps = ground.start, span, 0
    slope = _slope(ground, point)
    while True:
        left = span
        while left > 0:
            step = min(pace, left)
            steps += 1
            moved, last, difference = _dormand_prince(ground, point, slope, step)
            if steps > _MOST_STEPS or step < min(left, _SHORTEST * span):
                is_seam = _stands_before_kink(ground, point, moved)
                raise EndError(PathEnd.SEAM if is_seam else PathEnd.UNCERTAIN)
            excess = float(difference / (error * max(1.0, np.abs(point).max())))
            growth = _SAFETY * excess**-0.2 if excess else _MOST_GROWTH
            if not np.isfinite(growth):
                growth = _LEAST_GROWTH
            pace = step * min(_MOST_GROWTH, max(_LEAST_GROWTH, growth))
            if excess <= 1:
                if _crosses_kink(ground, point, moved):
                    raise EndError(PathEnd.SEAM)
                point, slope, left = moved, last, left - step
        yield point


def _dormand_prince(
    ground: Ground, point: Floats, slope: Floats, step: float
) -> tuple[Floats, Floats, float]:
    """The point after a step, the slope there, and the largest error of the step."""
    slopes = [slope]
    moved = point
    for shares in _STAGES:
        moved = point - step * sum(s * part for s, part in zip(shares, slopes, strict=True))
        slopes.append(_slope(ground, moved))
    difference = step * sum(d * part for d, part in zip(_DIFFERENCES, slopes, strict=True))
    return moved, slopes[-1], float(np.abs(difference).max())


def _slope(ground: Ground, point: Floats) -> Floats:
    """The gradient; nan where there is none, so that a shorter step is tried."""
    try:
        return ground.slope(point)
    except (NoAnswerError, EndError):
        return np.full_like(point, np.nan)


def _crosses_kink(ground: Ground, point: Floats, moved: Floats) -> bool:
    """Whether the gradient breaks at a kink between two points."""
    before, behind = ground.sides_at(point), ground.sides_at(moved)
    if before is None or behind is None:
        return False
    if min(before.to_tip, behind.to_tip) <= np.linalg.norm(moved - point):
        return float(_slope(ground, point) @ _slope(ground, moved)) < 0
    if np.array_equal(before.signs, behind.signs):
        return False
    for _ in range(_HALVINGS):
        middle = (point + moved) / 2
        sides = ground.sides_at(middle)
        if sides is not None and np.array_equal(before.signs, sides.signs):
            point = middle
        else:
            moved = middle
    slopes = _slope(ground, point), _slope(ground, moved)
    size = max(float(np.abs(slope).max()) for slope in slopes)
    return not float(np.abs(slopes[0] - slopes[1]).max()) <= _BREAK * size


def _stands_before_kink(ground: Ground, point: Floats, moved: Floats) -> bool:
    """Whether it is a kink that no step gets over."""
    sides = ground.sides_at(point)
    if sides is None:
        return False
    is_at_tip = sides.to_tip <= _NEAR * max(1.0, float(np.abs(ground.start).max()))
    return is_at_tip or _crosses_kink(ground, point, moved)
