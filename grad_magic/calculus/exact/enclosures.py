"""Intervals that hold an exact number, by arithmetic that rounds outward.

They are found some times faster than digits by SymPy's `evalf`, which has to be asked more than
once to be believed. Of a number that holds what has no rule here there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, reduce

from mpmath.libmp import (
    ComplexResult,
    from_int,
    from_man_exp,
    mpf_abs,
    mpf_add,
    mpf_e,
    mpf_erf,
    mpf_euler,
    mpf_mul,
    mpf_pi,
    mpf_sign,
    mpf_sub,
    mpi_abs,
    mpi_add,
    mpi_atan,
    mpi_cos,
    mpi_cot,
    mpi_div,
    mpi_exp,
    mpi_log,
    mpi_mid,
    mpi_mul,
    mpi_pow,
    mpi_pow_int,
    mpi_sin,
    mpi_sqrt,
    mpi_sub,
    mpi_tan,
    round_ceiling,
    round_floor,
)
from sympy import (
    Abs,
    E,
    EulerGamma,
    Expr,
    Integer,
    Pow,
    Rational,
    acos,
    asin,
    atan,
    cos,
    cosh,
    cot,
    csc,
    erf,
    exp,
    log,
    pi,
    sec,
    sin,
    sinh,
    tan,
    tanh,
)

Mpf = tuple[int, int, int, int]
"""A number as mpmath's functions have it: sign, mantissa, exponent of 2, bits."""
Ends = tuple[Mpf, Mpf]

# Precisions are multiples of this, so that what was enclosed for one purpose serves another.
_STEP = 32
# Beyond this power of two exp has too many digits, and sin takes too long.
_LARGEST_ARGUMENT = 64
_MOST_BITS = 2700
# That of four decimal digits and what it takes to round them.
_FIRST_FOR_SIGN = 96


class NoEnclosureError(ArithmeticError):
    """No rule says where the number lies."""


def sign_by_enclosure(number: Expr) -> int:
    """-1 or 1, as soon as an interval tells which.

    Raises:
        NoEnclosureError: something in it has no rule, or it is 0 or very close to 0.
    """
    precision = _FIRST_FOR_SIGN
    while precision <= _MOST_BITS:
        low, high = _enclose(number, precision)
        if mpf_sign(low) == mpf_sign(high) != 0:
            return int(mpf_sign(low))
        precision *= 2
    raise NoEnclosureError("an interval on either side of 0")


def enclose_closely(number: Expr, bits: int) -> tuple[Mpf, int]:
    """The number with so many true bits, and the precision with which they were found.

    Raises:
        NoEnclosureError: something in it has no rule, or it is 0 or very close to 0.
    """
    precision = _rounded_up(bits + 16)
    while precision <= max(_MOST_BITS, 2 * bits):
        low, high = _enclose(number, precision)
        if mpf_sign(low) == mpf_sign(high) != 0:
            missing = bits - _common_bits(low, high)
            if missing <= 0:
                return mpi_mid((low, high), precision), precision
            precision = _rounded_up(precision + missing + 8)
        else:
            precision *= 2
    raise NoEnclosureError("more digits than are computed")


def _rounded_up(bits: int) -> int:
    return -(-bits // _STEP) * _STEP


def _common_bits(low: Mpf, high: Mpf) -> int:
    """How many times the distance of the ends can be doubled before it exceeds the smaller one."""
    width = mpi_sub((high, high), (low, low), 16)[1]
    return min(_magnitude(low), _magnitude(high)) - _magnitude(width) - 1 if width[1] else 10**9


def _magnitude(number: Mpf) -> int:
    return number[2] + number[3]


def _enclose(number: Expr, precision: int) -> Ends:
    try:
        return _enclosed(number, precision)
    except (ComplexResult, ZeroDivisionError, ValueError) as error:
        raise NoEnclosureError(str(error)) from error


# An answer has the same roots and functions in many of its numbers.
@lru_cache(maxsize=512)
def _enclosed(part: Expr, precision: int) -> Ends:
    if isinstance(part, Rational):
        return _quotient(_whole(part.p), _whole(part.q), precision)
    if part in _CONSTANTS:
        return _CONSTANTS[part](precision)
    if part.is_Add or part.is_Mul:
        join = mpi_add if part.is_Add else mpi_mul
        ends = (_enclosed(operand, precision) for operand in part.args)
        return reduce(lambda a, b: join(a, b, precision), ends)
    if isinstance(part, Pow):
        return _power(_enclosed(part.base, precision), part.exp, precision)
    if part.func not in _FUNCTIONS:
        raise NoEnclosureError(part.func.__name__)
    argument = _enclosed(part.args[0], precision)
    if max(map(_magnitude, argument)) > _LARGEST_ARGUMENT:
        raise NoEnclosureError("a large argument")
    return _FUNCTIONS[part.func](argument, precision)


def _power(base: Ends, exponent: Expr, precision: int) -> Ends:
    result: Ends
    if isinstance(exponent, Integer):
        result = mpi_pow_int(base, exponent.p, precision)
        return result
    if mpf_sign(base[0]) <= 0:
        raise NoEnclosureError("a power of what may be negative")
    if isinstance(exponent, Rational) and exponent.q == 2:
        return _power(mpi_sqrt(base, precision), Integer(exponent.p), precision)
    result = mpi_pow(base, _enclosed(exponent, precision), precision)
    return result


def _whole(number: int) -> Ends:
    return from_int(number), from_int(number)


_ONE, _TWO = _whole(1), _whole(2)


def _quotient(above: Ends, below: Ends, precision: int) -> Ends:
    result: Ends = mpi_div(above, below, precision)
    return result


def _inverse(ends: Ends, precision: int) -> Ends:
    return _quotient(_ONE, ends, precision)


def _hyperbolic(ends: Ends, precision: int, join: Callable[[Ends, Ends, int], Ends]) -> Ends:
    growth = mpi_exp(ends, precision)
    return _quotient(join(growth, _inverse(growth, precision), precision), _TWO, precision)


def _arcsine(ends: Ends, precision: int) -> Ends:
    """atan(x/√(1 - x²)); mpmath's atan2 of intervals may lose the last bit (1.3)."""
    square = mpi_mul(ends, ends, precision)
    leg = mpi_sqrt(mpi_sub(_ONE, square, precision), precision)
    result: Ends = mpi_atan(_quotient(ends, leg, precision), precision)
    return result


def _pi(precision: int) -> Ends:
    return mpf_pi(precision, round_floor), mpf_pi(precision, round_ceiling)


def _euler(precision: int) -> Ends:
    return mpf_e(precision, round_floor), mpf_e(precision, round_ceiling)


def _gamma(precision: int) -> Ends:
    return mpf_euler(precision, round_floor), mpf_euler(precision, round_ceiling)


def _error_function(ends: Ends, precision: int) -> Ends:
    """It rises. mpmath does not say that its last bit is rounded as asked."""
    low, high = (mpf_erf(end, precision + 16, round_floor) for end in ends)
    last = from_man_exp(1, -precision)
    return (
        mpf_sub(low, mpf_mul(mpf_abs(low), last), precision, round_floor),
        mpf_add(high, mpf_mul(mpf_abs(high), last), precision, round_ceiling),
    )


_CONSTANTS: Mapping[Expr, Callable[[int], Ends]] = {pi: _pi, E: _euler, EulerGamma: _gamma}
_FUNCTIONS: Mapping[type, Callable[[Ends, int], Ends]] = {
    Abs: mpi_abs,
    exp: mpi_exp,
    log: mpi_log,
    sin: mpi_sin,
    cos: mpi_cos,
    tan: mpi_tan,
    cot: mpi_cot,
    sec: lambda ends, precision: _inverse(mpi_cos(ends, precision), precision),
    csc: lambda ends, precision: _inverse(mpi_sin(ends, precision), precision),
    atan: mpi_atan,
    asin: _arcsine,
    acos: lambda ends, precision: mpi_sub(
        _quotient(_pi(precision), _TWO, precision), _arcsine(ends, precision), precision
    ),
    sinh: lambda ends, precision: _hyperbolic(ends, precision, mpi_sub),
    cosh: lambda ends, precision: _hyperbolic(ends, precision, mpi_add),
    erf: _error_function,
    tanh: lambda ends, precision: _quotient(
        _hyperbolic(ends, precision, mpi_sub), _hyperbolic(ends, precision, mpi_add), precision
    ),
}
