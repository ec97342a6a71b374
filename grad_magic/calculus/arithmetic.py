"""The kinds of number that a Program is evaluated over: NumPy arrays and mpmath numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any

import mpmath
import numpy as np
from numpy.typing import NDArray
from sympy import E, Expr, Rational, pi

from grad_magic.calculus.program import Arithmetic

Array = NDArray[np.float64]


class NotRealError(ArithmeticError):
    """A numerical value is not a real number, or far too large."""


# exp of a larger number has more digits than any picture or check can use, and mpmath would
# spend memory in proportion.
_LARGEST_EXPONENT = 1e6


def _grid_odd_root_power(base: Array, exponent: Rational) -> Array:
    sign = np.sign(base) if exponent.p % 2 else 1.0
    return np.asarray(sign * np.abs(base) ** float(exponent))


def _grid_integer_power(base: Array, exponent: Rational) -> Array:
    return np.asarray(np.power(base, float(exponent)))


def _grid_sigmoid(argument: Array) -> Array:
    """1/(1 + exp(-z)) written with tanh, which does not overflow."""
    return np.asarray(0.5 * (1 + np.tanh(argument / 2)))


_grid_erf = np.vectorize(math.erf, otypes=[float])

GRID: Arithmetic[Any] = Arithmetic(
    number=float,
    operations={
        "add": lambda *terms: reduce(np.add, terms),
        "multiply": lambda *factors: reduce(np.multiply, factors),
        "negate": np.negative,
        "reciprocal": lambda operand: np.true_divide(1.0, operand),
        "integer_power": _grid_integer_power,
        "odd_root_power": _grid_odd_root_power,
        "power": lambda base, exponent: np.power(np.asarray(base, dtype=float), exponent),
        "exp": np.exp,
        "log": np.log,
        "sqrt": np.sqrt,
        "abs": np.abs,
        "sign": np.sign,
        "sin": np.sin,
        "cos": np.cos,
        "tan": np.tan,
        "cot": lambda operand: 1 / np.tan(operand),
        "sec": lambda operand: 1 / np.cos(operand),
        "csc": lambda operand: 1 / np.sin(operand),
        "asin": np.arcsin,
        "acos": np.arccos,
        "atan": np.arctan,
        "sinh": np.sinh,
        "cosh": np.cosh,
        "tanh": np.tanh,
        "coth": lambda operand: 1 / np.tanh(operand),
        "sech": lambda operand: 1 / np.cosh(operand),
        "csch": lambda operand: 1 / np.sinh(operand),
        "asinh": np.arcsinh,
        "acosh": np.arccosh,
        "atanh": np.arctanh,
        "erf": _grid_erf,
        "sigmoid": _grid_sigmoid,
    },
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


def _bounded_exponential(function: Callable[[mpmath.mpf], Any]) -> Callable[[mpmath.mpf], Any]:
    def bounded_function(argument: mpmath.mpf) -> Any:
        if abs(argument) > _LARGEST_EXPONENT:
            raise NotRealError(f"exp of {mpmath.nstr(argument, 5)} is out of reach")
        return function(argument)

    return bounded_function


def _mp_power(base: mpmath.mpf, exponent: mpmath.mpf) -> Any:
    if base != 0 and abs(exponent * mpmath.log(abs(base))) > _LARGEST_EXPONENT:
        raise NotRealError("a power is out of reach")
    return mpmath.power(base, exponent)


def _mp_odd_root_power(base: mpmath.mpf, exponent: Rational) -> Any:
    magnitude = _mp_power(abs(base), _mpf(exponent))
    return -magnitude if base < 0 and exponent.p % 2 else magnitude


_HIGH_PRECISION: Mapping[str, Callable[..., Any]] = {
    "add": lambda *terms: mpmath.fsum(terms),
    "multiply": lambda *factors: mpmath.fprod(factors),
    "negate": lambda operand: -operand,
    "reciprocal": lambda operand: 1 / operand,
    "integer_power": lambda base, exponent: _mp_power(base, mpmath.mpf(exponent.p)),
    "odd_root_power": _mp_odd_root_power,
    "power": _mp_power,
    "exp": _bounded_exponential(mpmath.exp),
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
}

HIGH_PRECISION: Arithmetic[Any] = Arithmetic(
    number=_mpf,
    operations={name: _real(function) for name, function in _HIGH_PRECISION.items()},
)
"""mpmath numbers in mpmath's current precision; NotRealError where there is no value."""
