"""Interval arithmetic over many boxes at once, rounded outward.

Each operation gives an interval that holds all its values on the box, and says whether it is
defined and smooth on all of it, or defined nowhere in it. What is computed in double precision is
widened by some units in the last place, more than any elementary function of NumPy is wrong.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import TYPE_CHECKING, Any

from sympy import Expr, Integer, Rational

from grad_magic.deferred_numpy import np, numpy_function
from grad_magic.formula.arithmetic import GRID, Arithmetic, Case

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Mask = NDArray[np.bool_]


_RELATIVE = 2.0**-50
_ABSOLUTE = 1e-300
# Beyond so large an angle double precision does not know where in its period it is.
_LARGEST_ANGLE = 1e6
_EXACT = 2**53
# Γ and ψ are followed past so many poles.
_MOST_POLES = 32
_LEFT = 0.25
_HIGHEST_POLYGAMMA = 6
# For these the values of J are computed to eleven digits and more.
_HIGHEST_BESSEL = 20
_LARGEST_BESSEL = 50.0
_SHIFT = 16
_BERNOULLI = {2: 1 / 6, 4: -1 / 30, 6: 1 / 42, 8: -1 / 30, 10: 5 / 66, 12: -691 / 2730}
_LARGEST = sys.float_info.max


class NoIntervalError(ArithmeticError):
    """An operation whose values over an interval are not known here."""


@dataclass(frozen=True, eq=False)
class Interval:
    """Intervals, one for each of N boxes.

    Attributes:
        low, high: their ends.
        is_smooth: whether all that was computed is defined and smooth on the whole box.
        is_void: whether something is defined nowhere in the box.
    """

    low: Array
    high: Array
    is_smooth: Mask
    is_void: Mask

    @property
    def may_be_zero(self) -> Mask:
        """Whether 0 is in it."""
        return np.asarray((self.low <= 0) & (self.high >= 0) & ~self.is_void)


def interval(low: Any, high: Any) -> Interval:
    """Intervals with these ends, of quantities that are smooth."""
    low, high = np.broadcast_arrays(np.asarray(low, dtype=float), np.asarray(high, dtype=float))
    return Interval(low, high, np.ones(low.shape, dtype=bool), np.zeros(low.shape, dtype=bool))


def _widened(
    low: Any, high: Any, *parts: Interval, smooth: Any = True, void: Any = False
) -> Interval:
    """The interval with its ends moved outward, and what is known of the parts it is made of."""
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    # What overflows is larger than all numbers of the machine.
    low, high = np.where(low == np.inf, _LARGEST, low), np.where(high == -np.inf, -_LARGEST, high)
    low = np.where(np.isnan(low), -np.inf, low - np.abs(low) * _RELATIVE - _ABSOLUTE)
    high = np.where(np.isnan(high), np.inf, high + np.abs(high) * _RELATIVE + _ABSOLUTE)
    # -inf and inf moved inward by themselves give nan.
    low, high = np.where(np.isnan(low), -np.inf, low), np.where(np.isnan(high), np.inf, high)
    is_smooth = reduce(np.logical_and, (part.is_smooth for part in parts), np.asarray(smooth))
    is_void = reduce(np.logical_or, (part.is_void for part in parts), np.asarray(void))
    return Interval(*np.broadcast_arrays(low, high, is_smooth, is_void))


def _number(number: Expr) -> Interval:
    value = float(number)
    if isinstance(number, Integer) and abs(value) < _EXACT:
        return interval(value, value)
    return _widened(value, value)


def _add(*terms: Interval) -> Interval:
    result = terms[0]
    for term in terms[1:]:
        result = _widened(result.low + term.low, result.high + term.high, result, term)
    return result


def _negate(operand: Interval) -> Interval:
    return Interval(-operand.high, -operand.low, operand.is_smooth, operand.is_void)


def _multiply(*factors: Interval) -> Interval:
    result = factors[0]
    for factor in factors[1:]:
        products = np.stack(
            np.broadcast_arrays(
                result.low * factor.low,
                result.low * factor.high,
                result.high * factor.low,
                result.high * factor.high,
            )
        )
        # 0 times ±∞: the values themselves are finite.
        products = np.where(np.isnan(products), 0.0, products)
        result = _widened(products.min(axis=0), products.max(axis=0), result, factor)
    return result


def _reciprocal(operand: Interval) -> Interval:
    low, high = operand.low, operand.high
    inside = (low < 0) & (high > 0)
    touches = (low <= 0) & (high >= 0)
    upper = np.where(inside | (low == 0), np.inf, 1 / np.where(low == 0, 1, low))
    lower = np.where(inside | (high == 0), -np.inf, 1 / np.where(high == 0, 1, high))
    return _widened(lower, upper, operand, smooth=~touches, void=(low == 0) & (high == 0))


def _even(function: Callable[[Array], Array]) -> Callable[[Interval], Interval]:
    """An even function that rises for positive arguments."""

    def image(operand: Interval) -> Interval:
        ends = np.abs(operand.low), np.abs(operand.high)
        inside = (operand.low <= 0) & (operand.high >= 0)
        nearest = np.where(inside, 0.0, np.minimum(*ends))
        found = _widened(function(nearest), function(np.maximum(*ends)), operand)
        return replace(found, low=np.maximum(found.low, function(np.zeros(1))[0]))

    return image


def _rising(function: Callable[[Array], Array]) -> Callable[[Interval], Interval]:
    def image(operand: Interval) -> Interval:
        return _widened(function(operand.low), function(operand.high), operand)

    return image


def _integer_power(base: Interval, exponent: Rational) -> Interval:
    power = int(exponent)
    if power < 0:
        return _reciprocal(_integer_power(base, Integer(-power)))
    kind = _rising if power % 2 else _even
    return kind(lambda operand: np.power(operand, float(power)))(base)


def _odd_root_power(base: Interval, exponent: Rational) -> Interval:
    if exponent < 0:
        return _reciprocal(_odd_root_power(base, -exponent))
    kind = _rising if exponent.p % 2 else _even
    root = kind(lambda operand: np.asarray(GRID.operations["odd_root_power"](operand, exponent)))
    image = root(base)
    inside = (base.low <= 0) & (base.high >= 0)
    return _widened(image.low, image.high, image, smooth=~inside if exponent < 1 else True)


def _partial(
    function: Callable[[Array], Array],
    low: float,
    high: float,
    *,
    falls: bool = False,
    least: float = -math.inf,
) -> Callable[[Interval], Interval]:
    """A monotone function that is defined between two numbers, and smooth inside.

    It is nowhere below `least`, an exact number.
    """

    def image(operand: Interval) -> Interval:
        first, last = np.clip(operand.low, low, high), np.clip(operand.high, low, high)
        ends = function(first), function(last)
        found = _widened(
            *(reversed(ends) if falls else ends),
            operand,
            smooth=(operand.low > low) & (operand.high < high),
            void=(operand.high < low) | (operand.low > high),
        )
        return replace(found, low=np.maximum(found.low, least))

    return image


def _cosine(operand: Interval, shift: float = 0.0) -> Interval:
    """cos of the operand less the shift."""
    first, last = (operand.low - shift) / np.pi, (operand.high - shift) / np.pi
    ends = np.cos(operand.low - shift), np.cos(operand.high - shift)
    # Rounded outward, so that a turning point at the very end is not missed.
    slack = 1e-9
    is_wide = ~(np.maximum(np.abs(operand.low), np.abs(operand.high)) < _LARGEST_ANGLE)
    with np.errstate(all="ignore"):
        is_top = np.floor((last + slack) / 2) >= np.ceil((first - slack) / 2)
        is_bottom = np.floor((last + slack - 1) / 2) >= np.ceil((first - slack - 1) / 2)
    low = np.where(is_bottom | is_wide, -1.0, np.minimum(*ends))
    high = np.where(is_top | is_wide, 1.0, np.maximum(*ends))
    # The shift by π/2 and large angles cost some digits.
    scale = 1e-15 * np.maximum(np.abs(operand.low), np.abs(operand.high)) + 1e-15
    low = np.maximum(-1.0, low - np.where(np.isfinite(scale), scale, 0))
    high = np.minimum(1.0, high + np.where(np.isfinite(scale), scale, 0))
    return _widened(low, high, operand)


def _sine(operand: Interval) -> Interval:
    return _cosine(operand, np.pi / 2)


def _tangent(operand: Interval) -> Interval:
    return _multiply(_sine(operand), _reciprocal(_cosine(operand)))


def _absolute(operand: Interval) -> Interval:
    image = _even(lambda value: value)(operand)
    inside = (operand.low <= 0) & (operand.high >= 0)
    return _widened(image.low, image.high, image, smooth=~inside)


def _steps(function: Callable[[Array], Array]) -> Callable[[Interval], Interval]:
    """A function that rises in steps."""

    def image(operand: Interval) -> Interval:
        low, high = function(operand.low), function(operand.high)
        return _widened(low, high, operand, smooth=low == high)

    return image


def _largest(*operands: Interval) -> Interval:
    result = operands[0]
    for operand in operands[1:]:
        is_apart = (result.low > operand.high) | (result.high < operand.low)
        result = _widened(
            np.maximum(result.low, operand.low),
            np.maximum(result.high, operand.high),
            result,
            operand,
            smooth=is_apart,
        )
    return result


def _power(base: Interval, exponent: Interval) -> Interval:
    positive = _OPERATIONS["exp"](_multiply(exponent, _OPERATIONS["log"](base)))
    touches = base.low <= 0
    return _widened(
        np.where(touches & (exponent.high > 0), 0.0, positive.low),
        np.where(touches & (exponent.low <= 0), np.inf, positive.high),
        base,
        exponent,
        smooth=~touches,
        void=base.high < 0,
    )


def _angle(y: Interval, x: Interval) -> Interval:
    ratio = _OPERATIONS["atan"](_multiply(y, _reciprocal(x)))
    is_right = x.low > 0
    return _widened(
        np.where(is_right, ratio.low, -np.pi),
        np.where(is_right, ratio.high, np.pi),
        y,
        x,
        smooth=is_right,
    )


@dataclass(frozen=True)
class _Truth:
    """Where a condition is sure to hold, and where it is sure not to."""

    holds: Mask
    fails: Mask


_RELATIONS: Mapping[str, Callable[[Interval], _Truth]] = {
    "less": lambda gap: _Truth(gap.high < 0, gap.low >= 0),
    "less_equal": lambda gap: _Truth(gap.high <= 0, gap.low > 0),
    "greater": lambda gap: _Truth(gap.low > 0, gap.high <= 0),
    "greater_equal": lambda gap: _Truth(gap.low >= 0, gap.high < 0),
    "equal": lambda gap: _Truth((gap.low == 0) & (gap.high == 0), (gap.low > 0) | (gap.high < 0)),
    "unequal": lambda gap: _Truth((gap.low > 0) | (gap.high < 0), (gap.low == 0) & (gap.high == 0)),
}


def _choose(cases: Sequence[Case]) -> Interval:
    """The hull of the cases that may apply; smooth where one is sure to."""
    low, high = np.asarray(np.inf), np.asarray(-np.inf)
    # Where an earlier case may apply too there is perhaps a seam.
    (is_open, smooth), is_doubtful = _yes_and_no(), np.zeros((), bool)
    for condition, value in cases:
        truth, image = condition(), value()
        may = is_open & ~truth.fails
        low = np.where(may, np.minimum(low, image.low), low)
        high = np.where(may, np.maximum(high, image.high), high)
        is_sure = may & truth.holds & ~is_doubtful
        smooth = np.where(is_sure, image.is_smooth, smooth)
        is_doubtful = is_doubtful | (may & ~truth.holds)
        is_open = is_open & ~truth.holds
    return _widened(low, high, smooth=smooth, void=low > high)


# Where Γ is least for positive arguments, between two floats, and a bound below Γ there.
_LOWEST_OF_GAMMA = (1.4616, 1.4617)
_LEAST_GAMMA = 0.8856
# Γ and ψ are computed to more digits than this leaves.
_DOUBT_OF_GAMMA = 1e-11


def _doubtful(low: Array, high: Array, *parts: Interval) -> Interval:
    """An interval whose ends are known to eleven digits."""
    slack = _DOUBT_OF_GAMMA
    return _widened(low - slack * (1 + np.abs(low)), high + slack * (1 + np.abs(high)), *parts)


def _by_recurrence(
    positive: Callable[[Interval], Interval],
    carried: Callable[[Interval, Sequence[Interval]], Interval],
) -> Callable[[Interval], Interval]:
    """A function with poles at 0, -1, -2, … from its values for positive arguments.

    Args:
        positive: the function there.
        carried: from its value at x + m and x, x + 1, …, x + m - 1 to that at x.
    """

    def image(operand: Interval) -> Interval:
        is_right = operand.low > _LEFT
        right = positive(
            replace(
                operand,
                low=np.where(is_right, operand.low, 1.0),
                high=np.where(is_right, operand.high, 1.0),
            )
        )
        if np.all(is_right):
            return right
        least = float(np.min(operand.low))
        if not least > -_MOST_POLES:
            raise NoIntervalError
        count = 1 - math.floor(least)
        steps = [_add(operand, interval(step, step)) for step in range(count)]
        left = carried(positive(_add(operand, interval(count, count))), steps)
        pairs = zip(_ends(right), _ends(left), strict=True)
        return Interval(*(np.where(is_right, first, second) for first, second in pairs))

    return image


def _ends(part: Interval) -> tuple[Any, ...]:
    return part.low, part.high, part.is_smooth, part.is_void


def _positive_gamma(operand: Interval) -> Interval:
    """Γ falls and then rises for positive arguments."""
    function = GRID.operations["gamma"]
    left, right = np.asarray(function(operand.low)), np.asarray(function(operand.high))
    start, end = _LOWEST_OF_GAMMA
    lowest = np.where(operand.low > end, left, np.where(operand.high < start, right, _LEAST_GAMMA))
    return _doubtful(np.minimum(lowest, np.minimum(left, right)), np.maximum(left, right), operand)


# Γ(x) = Γ(x + m)/(x(x + 1)…).
_gamma = _by_recurrence(
    _positive_gamma, lambda far, steps: _multiply(far, *map(_reciprocal, steps))
)


def _positive_polygamma(order: int, place: Array) -> Array:
    """ψₙ(x) for x > 0 by the formula of Euler and Maclaurin, from x + 16 on."""
    shifted = place[..., None] + np.arange(_SHIFT)
    far = place + _SHIFT
    if order == 0:
        near = -np.sum(1 / shifted, axis=-1)
        rest = np.log(far) - 1 / (2 * far)
        return np.asarray(near + rest - sum(b / far**k / k for k, b in _BERNOULLI.items()))
    total = np.sum(shifted ** (-order - 1.0), axis=-1)
    total = total + far**-order / order + far ** (-order - 1.0) / 2
    for k, b in _BERNOULLI.items():
        total = total + b * math.perm(order + k - 1, k - 1) / math.factorial(k) * far ** -(
            order + k
        )
    return np.asarray((-1) ** (order + 1) * math.factorial(order) * total)


def _polygamma(order: Interval, operand: Interval) -> Interval:
    """ψₙ(x) = ψₙ(x + m) - (-1)ⁿ n! Σ 1/(x + k)ⁿ⁺¹; for positive arguments it rises or falls."""
    degree = int(np.max(order.low))
    if degree > _HIGHEST_POLYGAMMA:
        raise NoIntervalError
    scale = _number(Integer(-((-1) ** degree) * math.factorial(degree)))

    def positive(part: Interval) -> Interval:
        ends = [_positive_polygamma(degree, np.asarray(end)) for end in (part.low, part.high)]
        left, right = ends if degree % 2 == 0 else reversed(ends)
        return _doubtful(left, right, part)

    def carried(far: Interval, steps: Sequence[Interval]) -> Interval:
        powers = (_integer_power(step, Integer(-degree - 1)) for step in steps)
        return _add(far, *(_multiply(scale, power) for power in powers))

    return _by_recurrence(positive, carried)(operand)


def _bessel(order: Interval, operand: Interval) -> Interval:
    """J_n of a whole number n, by Bessel's integral.

    It is the mean of cos(nθ - x·sin θ) for 0 ≤ θ ≤ π. So |J_n| ≤ 1, and |J_n′| is at most the mean
    of sin θ, 2/π.
    """
    whole = float(np.max(order.low))
    if whole != round(whole) or abs(whole) > _HIGHEST_BESSEL:
        raise NoIntervalError
    middle, radius = (operand.low + operand.high) / 2, (operand.high - operand.low) / 2
    is_near = np.abs(middle) + radius < _LARGEST_BESSEL
    value = np.asarray(GRID.operations["besselj"](whole, np.where(is_near, middle, 0.0)))
    change = radius * (2 / np.pi) + _DOUBT_OF_GAMMA
    low = np.where(is_near, np.maximum(value - change, -1.0), -1.0)
    high = np.where(is_near, np.minimum(value + change, 1.0), 1.0)
    return _widened(low, high, operand)


def _yes_and_no() -> tuple[Mask, Mask]:
    return np.ones((), bool), np.zeros((), bool)


def _unknown(*_: Interval) -> Interval:
    raise NoIntervalError


_OPERATIONS: dict[str, Callable[..., Any]] = {
    "add": _add,
    "multiply": _multiply,
    "negate": _negate,
    "reciprocal": _reciprocal,
    "integer_power": _integer_power,
    "odd_root_power": _odd_root_power,
    "power": _power,
    "exp": _rising(numpy_function("exp")),
    "log": _partial(numpy_function("log"), 0.0, math.inf),
    "sqrt": _partial(numpy_function("sqrt"), 0.0, math.inf, least=0.0),
    "abs": _absolute,
    "sign": _steps(numpy_function("sign")),
    "sin": _sine,
    "cos": _cosine,
    "tan": _tangent,
    "cot": lambda operand: _multiply(_cosine(operand), _reciprocal(_sine(operand))),
    "sec": lambda operand: _reciprocal(_cosine(operand)),
    "csc": lambda operand: _reciprocal(_sine(operand)),
    "asin": _partial(numpy_function("arcsin"), -1.0, 1.0),
    "acos": _partial(numpy_function("arccos"), -1.0, 1.0, falls=True),
    "atan": _rising(numpy_function("arctan")),
    "sinh": _rising(numpy_function("sinh")),
    "cosh": _even(numpy_function("cosh")),
    "tanh": _rising(numpy_function("tanh")),
    "coth": lambda operand: _reciprocal(_OPERATIONS["tanh"](operand)),
    "sech": lambda operand: _reciprocal(_OPERATIONS["cosh"](operand)),
    "csch": lambda operand: _reciprocal(_OPERATIONS["sinh"](operand)),
    "asinh": _rising(numpy_function("arcsinh")),
    "acosh": _partial(numpy_function("arccosh"), 1.0, math.inf),
    "atanh": _partial(numpy_function("arctanh"), -1.0, 1.0),
    "erf": _rising(GRID.operations["erf"]),
    # By tanh, as on a grid, small values would lose their relative precision.
    "sigmoid": _rising(lambda operand: 1 / (1 + np.exp(-operand))),
    "softplus": _rising(GRID.operations["softplus"]),
    "atan2": _angle,
    "max": _largest,
    "min": lambda *operands: _negate(_largest(*map(_negate, operands))),
    "floor": _steps(numpy_function("floor")),
    "ceiling": _steps(numpy_function("ceil")),
    "heaviside": _steps(lambda operand: np.heaviside(operand, 0.5)),
    "true": lambda: _Truth(*_yes_and_no()),
    "and": lambda *parts: _Truth(
        reduce(np.logical_and, (part.holds for part in parts)),
        reduce(np.logical_or, (part.fails for part in parts)),
    ),
    "or": lambda *parts: _Truth(
        reduce(np.logical_or, (part.holds for part in parts)),
        reduce(np.logical_and, (part.fails for part in parts)),
    ),
    **_RELATIONS,
    "gamma": _gamma,
    "factorial": lambda operand: _gamma(_add(operand, interval(1, 1))),
    "polygamma": _polygamma,
    "besselj": _bessel,
    **dict.fromkeys(("beta", "binomial"), _unknown),
}

INTERVALS: Arithmetic[Any] = Arithmetic(number=_number, operations=_OPERATIONS, choose=_choose)
"""Intervals over N boxes; NoIntervalError where an operation is out of reach."""
