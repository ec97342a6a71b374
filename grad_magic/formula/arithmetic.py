"""What a Program is evaluated over: the type, and the tables for NumPy arrays and mpmath numbers.

Exact numbers (`grad_magic.calculus.domains`), expansions (`calculus.expansions.operations`) and
jets (`calculus.extrema.kinds.taylor`) are in calculus, as they have to decide the signs of numbers.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import mpmath
from sympy import E, Expr, Rational, pi

from grad_magic.deferred_numpy import np, numpy_function
from grad_magic.formula.operations import RELATIONS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

Number = TypeVar("Number")
Case = tuple[Callable[[], Any], Callable[[], Any]]
"""What computes a condition, and what computes the value where it holds."""


@dataclass(frozen=True, eq=False)
class Arithmetic(Generic[Number]):
    """How to compute with one kind of number.

    Attributes:
        number: an exact SymPy number as such a number.
        operations: for each of `PROGRAM_OPERATIONS` the function that carries it out; for a
            relation it is given the difference of the two sides and gives a truth value.
        choose: the value of the first case whose condition holds, from pairs of functions
            that compute the condition and the value.
    """

    number: Callable[[Expr], Number]
    operations: Mapping[str, Callable[..., Any]]
    choose: Callable[[Sequence[Case]], Any]


class NotRealError(ArithmeticError):
    """A numerical value is not a real number, or far too large."""


# exp of a larger number has more digits than any picture or check can use, and mpmath would
# spend memory in proportion.
_LARGEST_EXPONENT = 1e6
# Numbers of so many digits are still reduced in milliseconds.
_FARTHEST_BELOW = 1e100


def _grid_odd_root_power(base: Array, exponent: Rational) -> Array:
    sign = np.sign(base) if exponent.p % 2 else 1.0
    return np.asarray(sign * np.abs(base) ** float(exponent))


def _grid_integer_power(base: Array, exponent: Rational) -> Array:
    return np.asarray(np.power(base, float(exponent)))


def _grid_sigmoid(argument: Array) -> Array:
    """1/(1 + exp(-z)) written with tanh, which does not overflow."""
    return np.asarray(0.5 * (1 + np.tanh(argument / 2)))


def _pointwise(function: Callable[..., float]) -> Callable[..., Array]:
    """A function of Python's floats, over arrays; nan where it has no value."""

    def total(*arguments: float) -> float:
        try:
            return float(function(*arguments))
        except (ValueError, OverflowError, ZeroDivisionError):
            return math.nan

    def everywhere(*arguments: Any) -> Array:
        return np.asarray(np.vectorize(total, otypes=[float])(*arguments))

    return everywhere


def _grid_beta(p: Array, q: Array) -> Array:
    return np.asarray(_grid_gamma(p) * _grid_gamma(q) / _grid_gamma(np.add(p, q)))


# The trapezoidal rule converges faster than any power for Bessel's integral of a periodic
# function (Abramowitz and Stegun 9.1.21), so this many points give full precision for
# arguments up to about 200.
_BESSEL_POINTS = 512


# Where the argument is small against the order, the integral cancels and the power series
# (9.1.10) does not: it loses four digits at worst for an argument of this part of the order.
_SMALL_PART, _SMALLEST_PART = 0.6, 2.0
_SERIES_TERMS = 60


def _grid_bessel(order: float, argument: Array) -> Array:
    argument = np.asarray(argument, dtype=float)
    angles = (np.arange(_BESSEL_POINTS) + 0.5) * (np.pi / _BESSEL_POINTS)
    total = np.zeros(argument.shape)
    # Angle by angle: all together take hundreds of megabytes on a grid.
    for angle in angles.tolist():
        total += np.cos(order * angle - argument * math.sin(angle))
    whole = abs(float(order))
    is_small = np.abs(argument) <= max(_SMALL_PART * whole, _SMALLEST_PART * math.sqrt(whole + 1))
    return np.where(is_small, _bessel_series(float(order), argument), total / _BESSEL_POINTS)


def _bessel_series(order: float, argument: Array) -> Array:
    whole, half = abs(order), argument / 2
    term, total = np.ones(argument.shape), np.ones(argument.shape)
    for index in range(1, _SERIES_TERMS):
        term = term * -(half**2) / (index * (whole + index))
        total += term
    # J of order -n is (-1)^n J of order n.
    sign = np.where((argument < 0) != (order < 0), (-1.0) ** whole, 1.0)
    with np.errstate(divide="ignore"):
        size = np.exp(whole * np.log(np.abs(half)) - math.lgamma(whole + 1)) if whole else 1.0
    return np.asarray(sign * size * total)


def _grid_choose(cases: Sequence[Case]) -> Array:
    """All cases are computed, as different points of the grid need different ones."""
    conditions = [np.asarray(condition()) for condition, _ in cases]
    values = [np.asarray(value(), dtype=float) for _, value in cases]
    shape = np.broadcast_shapes(*(array.shape for array in (*conditions, *values)))
    return np.select(
        [np.broadcast_to(condition, shape) for condition in conditions],
        [np.broadcast_to(value, shape) for value in values],
        default=np.nan,
    )


_grid_erf = _pointwise(math.erf)
_grid_gamma = _pointwise(math.gamma)

GRID: Arithmetic[Any] = Arithmetic(
    number=float,
    operations={
        "add": lambda *terms: reduce(np.add, terms),
        "multiply": lambda *factors: reduce(np.multiply, factors),
        "negate": numpy_function("negative"),
        "reciprocal": lambda operand: np.true_divide(1.0, operand),
        "integer_power": _grid_integer_power,
        "odd_root_power": _grid_odd_root_power,
        "power": lambda base, exponent: np.power(np.asarray(base, dtype=float), exponent),
        "exp": numpy_function("exp"),
        "log": numpy_function("log"),
        "sqrt": numpy_function("sqrt"),
        "abs": numpy_function("abs"),
        "sign": numpy_function("sign"),
        "sin": numpy_function("sin"),
        "cos": numpy_function("cos"),
        "tan": numpy_function("tan"),
        "cot": lambda operand: 1 / np.tan(operand),
        "sec": lambda operand: 1 / np.cos(operand),
        "csc": lambda operand: 1 / np.sin(operand),
        "asin": numpy_function("arcsin"),
        "acos": numpy_function("arccos"),
        "atan": numpy_function("arctan"),
        "sinh": numpy_function("sinh"),
        "cosh": numpy_function("cosh"),
        "tanh": numpy_function("tanh"),
        "coth": lambda operand: 1 / np.tanh(operand),
        "sech": lambda operand: 1 / np.cosh(operand),
        "csch": lambda operand: 1 / np.sinh(operand),
        "asinh": numpy_function("arcsinh"),
        "acosh": numpy_function("arccosh"),
        "atanh": numpy_function("arctanh"),
        "erf": _grid_erf,
        "sigmoid": _grid_sigmoid,
        "softplus": lambda operand: np.logaddexp(0, operand),
        "atan2": numpy_function("arctan2"),
        "max": lambda *operands: reduce(np.maximum, operands),
        "min": lambda *operands: reduce(np.minimum, operands),
        "floor": numpy_function("floor"),
        "ceiling": numpy_function("ceil"),
        "heaviside": lambda operand: np.where(np.equal(operand, 0), np.nan, np.greater(operand, 0)),
        "gamma": _grid_gamma,
        "beta": _grid_beta,
        "factorial": lambda operand: _grid_gamma(np.add(operand, 1)),
        "binomial": _pointwise(lambda n, k: math.comb(round(n), round(k))),
        "besselj": _grid_bessel,
        "polygamma": _pointwise(lambda n, x: mpmath.fp.psi(int(n), x)),
        **RELATIONS,
        "true": lambda: True,
        "and": lambda *conditions: reduce(np.logical_and, conditions),
        "or": lambda *conditions: reduce(np.logical_or, conditions),
    },
    choose=_grid_choose,
)
"""NumPy arrays of any broadcasting shapes; nan or inf where the formula has no value."""


def _mpf(number: Expr) -> mpmath.mpf:
    """The number in mpmath's current precision."""
    if isinstance(number, Rational):
        return mpmath.mpf(number.p) / number.q
    return {pi: +mpmath.pi, E: +mpmath.e}[number]


def _real(function: Callable[..., Any]) -> Callable[..., mpmath.mpf]:
    """The function, with complex and infinite values refused."""

    def real_function(*arguments: mpmath.mpf) -> mpmath.mpf:
        try:
            value = function(*arguments)
        except (ZeroDivisionError, ValueError, OverflowError) as error:
            raise NotRealError(str(error)) from error
        if isinstance(value, mpmath.mpc) or not mpmath.isfinite(value):
            raise NotRealError(str(value))
        return value

    return real_function


def _exponential(argument: mpmath.mpf) -> Any:
    """exp, which is as small as one likes without effort: exp(-1/x²) close to 0."""
    if argument > _LARGEST_EXPONENT or argument < -_FARTHEST_BELOW:
        raise NotRealError(f"exp of {mpmath.nstr(argument, 5)} is out of reach")
    return mpmath.exp(argument)


def _bounded_exponential(function: Callable[[mpmath.mpf], Any]) -> Callable[[mpmath.mpf], Any]:
    def bounded_function(argument: mpmath.mpf) -> Any:
        if abs(argument) > _LARGEST_EXPONENT:
            raise NotRealError(f"exp of {mpmath.nstr(argument, 5)} is out of reach")
        return function(argument)

    return bounded_function


def _mp_power(base: mpmath.mpf, exponent: mpmath.mpf | int) -> Any:
    # The logarithm is at most the number of binary digits before or behind the point, and takes
    # longer to find out.
    digits = abs(mpmath.mag(base)) + 1 if base != 0 else 0
    is_large = abs(exponent) * digits > _LARGEST_EXPONENT
    if is_large and abs(exponent * mpmath.log(abs(base))) > _LARGEST_EXPONENT:
        raise NotRealError("a power is out of reach")
    # As `mpmath.power`, which would make a whole exponent a number of its own first.
    return mpmath.mpmathify(base) ** exponent


def _mp_odd_root_power(base: mpmath.mpf, exponent: Rational) -> Any:
    magnitude = _mp_power(abs(base), _mpf(exponent))
    return -magnitude if base < 0 and exponent.p % 2 else magnitude


def _mp_product(*factors: mpmath.mpf) -> Any:
    """The product, rounded once; that of two as well."""
    return factors[0] * factors[1] if len(factors) == 2 else mpmath.fprod(factors)


# These give finite real numbers of such numbers.
_CLOSED = ("add", "multiply", "negate")

_HIGH_PRECISION: Mapping[str, Callable[..., Any]] = {
    "add": lambda *terms: mpmath.fsum(terms),
    "multiply": _mp_product,
    "negate": lambda operand: -operand,
    "reciprocal": lambda operand: 1 / operand,
    "integer_power": lambda base, exponent: _mp_power(base, int(exponent.p)),
    "odd_root_power": _mp_odd_root_power,
    "power": _mp_power,
    "exp": _exponential,
    "log": mpmath.log,
    "sqrt": mpmath.sqrt,
    "abs": abs,
    "sign": mpmath.sign,
    "sin": mpmath.sin,
    "cos": mpmath.cos,
    "tan": mpmath.tan,
    "cot": mpmath.cot,
    "sec": mpmath.sec,
    "csc": mpmath.csc,
    "asin": mpmath.asin,
    "acos": mpmath.acos,
    "atan": mpmath.atan,
    "sinh": _bounded_exponential(mpmath.sinh),
    "cosh": _bounded_exponential(mpmath.cosh),
    "tanh": mpmath.tanh,
    "coth": mpmath.coth,
    "sech": _bounded_exponential(mpmath.sech),
    "csch": _bounded_exponential(mpmath.csch),
    "asinh": mpmath.asinh,
    "acosh": mpmath.acosh,
    "atanh": mpmath.atanh,
    "erf": mpmath.erf,
    "sigmoid": lambda operand: 1 / (1 + _bounded_exponential(mpmath.exp)(-operand)),
    "softplus": lambda operand: mpmath.log1p(_bounded_exponential(mpmath.exp)(operand)),
    "atan2": mpmath.atan2,
    "max": max,
    "min": min,
    "floor": mpmath.floor,
    "ceiling": mpmath.ceil,
    "heaviside": lambda operand: mpmath.mpf(operand > 0),
    "gamma": mpmath.gamma,
    "beta": mpmath.beta,
    "factorial": lambda operand: mpmath.gamma(operand + 1),
    "binomial": mpmath.binomial,
    "besselj": mpmath.besselj,
    "polygamma": lambda order, argument: mpmath.psi(int(order), argument),
}


def _choose_first(cases: Sequence[Case]) -> Any:
    for condition, value in cases:
        if condition():
            return value()
    raise NotRealError("no case applies")


HIGH_PRECISION: Arithmetic[Any] = Arithmetic(
    number=_mpf,
    operations={
        name: function if name in _CLOSED else _real(function)
        for name, function in _HIGH_PRECISION.items()
    }
    | dict(RELATIONS)
    | {
        "true": lambda: True,
        "and": lambda *parts: all(parts),
        "or": lambda *parts: any(parts),
    },
    choose=_choose_first,
)
"""mpmath numbers in mpmath's current precision; NotRealError where there is no value."""
