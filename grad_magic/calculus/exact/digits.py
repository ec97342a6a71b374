"""Digits of an exact number that more precision would not change."""

from __future__ import annotations

from mpmath.libmp import dps_to_prec
from sympy import Expr, Float, Rational
from sympy.core.evalf import PrecisionExhausted

from grad_magic.calculus.exact.enclosures import (
    NoEnclosureError,
    enclose_closely,
    sign_by_enclosure,
)

_MAX_PRECISION = 400
# With this many digits, a number that still looks like 0 is treated as perhaps 0.
_DIGITS_FOR_SIGN = 60


def certain_sign(number: Expr) -> int | None:
    """-1 or 1; None where digits do not tell, as of a number that is 0."""
    try:
        return sign_by_enclosure(number)
    except NoEnclosureError:
        digits = _certain_by_more(number, _DIGITS_FOR_SIGN)
    return None if digits is None else 1 if digits > 0 else -1


def certain_digits(number: Expr, digits: int) -> Expr | None:
    """The number as a Float with at least so many true digits; None where that fails."""
    try:
        value, precision = enclose_closely(number, dps_to_prec(digits + 1))
    except NoEnclosureError:
        return _certain_by_more(number, digits)
    return Float(value, precision=precision)


def _certain_by_more(number: Expr, digits: int) -> Expr | None:
    """The same by more and more precision, of any function.

    SymPy vouches for the digits of a sum, but not always for those of a function of a sum
    that cancels: noise shows in that more precision changes it.
    """
    try:
        once, again = (
            number.evalf(digits, maxn=maximum, strict=True)
            for maximum in (_MAX_PRECISION, 2 * _MAX_PRECISION)
        )
        check = number.evalf(digits + 20, maxn=2 * _MAX_PRECISION, strict=True)
    except PrecisionExhausted:
        return None
    values = (once, again, check)
    if not all(value.is_Float and value != 0 for value in values):
        return None
    agree = all(abs(value / check - 1) < Rational(1, 10) ** (digits // 2) for value in values)
    return check if agree else None
