"""The decimal beside an exact number."""

from __future__ import annotations

from decimal import Context

from sympy import Expr, Integer, Rational

from grad_magic.lesson.steps import Decimal, Line, Relation, Value

DIGITS = 4
# Outside 10^-4 … 10^6 a power of ten reads better than a row of zeros.
_SMALLEST_PLAIN_EXPONENT = -4
_LARGEST_PLAIN_EXPONENT = 6


def write_number(number: Expr, digits: int = DIGITS) -> Line:
    """The exact number, followed by = or ≈ and its decimal where that adds something."""
    exact = (Value(number),)
    if isinstance(number, Integer):
        return exact
    decimal = to_decimal(number, digits)
    if isinstance(number, Rational) and _is_exact(decimal, number):
        return (*exact, Relation("="), decimal)
    return (*exact, Relation("≈"), decimal)


def to_decimal(number: Expr, digits: int = DIGITS) -> Decimal:
    """The number to so many significant digits.

    >>> from sympy import sqrt
    >>> to_decimal(sqrt(5))
    Decimal(mantissa='2.236', exponent=0)
    """
    # Fifteen digits more than shown, so that rounding twice changes nothing.
    text = str(number.evalf(digits + 15))
    rounded = Context(prec=digits).create_decimal(text)
    if rounded == 0:
        return Decimal("0")
    mantissa, power = f"{rounded:.{digits - 1}e}".split("e")
    exponent = int(power)
    if _SMALLEST_PLAIN_EXPONENT <= exponent < _LARGEST_PLAIN_EXPONENT:
        return Decimal(_shift(mantissa, exponent))
    return Decimal(_without_final_zeros(mantissa), exponent)


def _shift(mantissa: str, power: int) -> str:
    """The mantissa with its point moved by `power` places."""
    sign = "-" if mantissa.startswith("-") else ""
    digits = mantissa.lstrip("-").replace(".", "")
    if power < 0:
        return sign + _without_final_zeros("0." + "0" * (-power - 1) + digits)
    digits = digits.ljust(power + 1, "0")
    return sign + _without_final_zeros(f"{digits[: power + 1]}.{digits[power + 1 :]}")


def _without_final_zeros(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _is_exact(decimal: Decimal, number: Rational) -> bool:
    return bool(Rational(decimal.mantissa) * Rational(10) ** decimal.exponent == number)
