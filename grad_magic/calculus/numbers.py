"""The sign of an exact number, decided and not guessed."""

from __future__ import annotations

from sympy import Expr, Pow, Rational, expand_log, radsimp
from sympy.core.evalf import PrecisionExhausted
from sympy.simplify.fu import TR5, TR8

# With this many digits, a number that still looks like 0 is treated as perhaps 0.
_DIGITS = 60
_MAX_PRECISION = 400
# Above this size no attempt is made to prove that an expression is 0.
_LARGEST_PROOF = 60
# A sum of four numbers to the 8th power has 165 terms.
_LARGEST_POWER = 8


def sign_of(number: Expr) -> int | None:
    """-1, 0 or 1; None where neither proof nor computation settles it.

    A sign other than 0 is read off interval-checked digits; 0 only follows from a proof, as
    no number of digits shows that sin(1)^2 + cos(1)^2 - 1 is 0.
    """
    if isinstance(number, Rational):
        return int(number.p > 0) - int(number.p < 0)
    for sign, known in ((1, number.is_positive), (-1, number.is_negative), (0, number.is_zero)):
        if known:
            return sign
    digits = certain_digits(number, _DIGITS)
    if digits is None:
        return 0 if _is_provably_zero(number) else None
    return 1 if digits > 0 else -1


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


def _is_provably_zero(number: Expr) -> bool:
    """Whether one of a few steps that end soon, unlike `trigsimp`, makes it 0.

    Roots are rationalized, logarithms taken of prime factors, sin² becomes 1 - cos², and
    products of sines and cosines become sums.
    """
    if not is_small(number):
        return False
    return any(
        step(number).is_zero
        for step in (radsimp, Expr.expand, _expand_logarithms, _expand_squares, _expand_products)
    )


def _expand_logarithms(number: Expr) -> Expr:
    return expand_log(number, factor=True).expand()


def _expand_squares(number: Expr) -> Expr:
    return TR5(number).expand()


def _expand_products(number: Expr) -> Expr:
    return TR8(number.expand()).expand()


def is_small(number: Expr) -> bool:
    """Whether multiplying out and rationalizing takes milliseconds."""
    return number.count_ops() <= _LARGEST_PROOF and all(
        abs(power.exp) <= _LARGEST_POWER
        for power in number.atoms(Pow)
        if power.base.is_Add and power.exp.is_Rational
    )
