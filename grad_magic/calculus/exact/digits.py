"""Digits of an exact number that more precision would not change."""

from __future__ import annotations

from sympy import Expr, Rational
from sympy.core.evalf import PrecisionExhausted

_MAX_PRECISION = 400


def certain_digits(number: Expr, digits: int) -> Expr | None:
    """The number as a Float with at least so many true digits; None where that fails.

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
