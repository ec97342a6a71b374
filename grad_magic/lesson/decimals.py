"""The decimal beside an exact number."""

from __future__ import annotations

import decimal
from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_UP
from functools import lru_cache

from mpmath.libmp import prec_to_dps
from sympy import Add, Expr, Float, Integer, Pow, Rational

from grad_magic.calculus.exact.lengths import count_operations
from grad_magic.calculus.exact.numbers import certain_digits, sign_of
from grad_magic.formula.decimal_digits import write_decimal
from grad_magic.lesson.steps import Decimal, Line, Relation, Value
from grad_magic.lesson.typesetting.unicode_printer import plain_text, split_zeros

# Longer numbers do not fit a line of print.
_MOST_OPERATIONS = 40
_MOST_COLUMNS = 60
_LARGEST_WRITTEN = 10**30
# Where the data were decimals, exact numbers are no longer than these.
_MOST_COLUMNS_BESIDE_DECIMALS = 30
_MOST_DIGITS_BESIDE_DECIMALS = 5
# Of a fraction whose decimal has no end.
_MOST_DIGITS_WITHOUT_END = 2
_LARGEST_ROOT_BESIDE_DECIMALS = 100
_MOST_PLACES = 12
# Nobody needs the decimal of 3/4 or 6/25 beside it, which is the same number.
_LARGEST_PLAIN = 100
_MOST_PLACES_IN_SENTENCES = 20
_MORE_THAN_ASKED = 3
# Python's decimal numbers end somewhat above.
_LARGEST_DECIMAL = Float(10) ** 10**9
# Digits beyond those shown: each step but the first is for numbers that are close to a tie.
_MORE_DIGITS = (15, 45, 135)
_UNCERTAIN_DIGITS = 3
_WIDE = decimal.Context(prec=400, Emax=MAX_EMAX, Emin=MIN_EMIN)
# Outside 10^-4 … 10^6 a power of ten reads better than a row of digits.
_SMALLEST_PLAIN_EXPONENT = -4
_LARGEST_PLAIN_EXPONENT = 6


def write_number(number: Expr, digits: int, *, in_decimals: bool = False) -> Line:
    """An equals sign and the exact number, followed by its decimal where that adds something.

    A number that is approximate, or has more digits than a line has room for, is given by its
    decimal alone; one that holds symbols has none. Where fractions are written as decimals,
    a few digits more than asked for are left exact.
    """
    exact = (Relation("="), Value(number))
    decimal = to_decimal(number, digits)
    is_unit = isinstance(number, Integer) and abs(split_zeros(number)[0]) == 1
    if decimal is None or is_unit or (in_decimals and _has_few_digits(number, digits)):
        return exact
    if is_decimal_only(number) or (in_decimals and is_long_beside_decimals(number)):
        is_power = is_exact_decimal(decimal, number)
        return (Relation("=" if is_power else "≈"), decimal)
    if isinstance(number, Integer):
        return exact
    if is_exact_decimal(decimal, number):
        return exact if _is_read_as_decimal(number) else (*exact, Relation("="), decimal)
    return (*exact, Relation("≈"), decimal)


def _is_read_as_decimal(number: Rational) -> bool:
    """Whether everybody sees 0.5 in 1/2, and about what 6/25 is."""
    return bool(max(number.q, abs(number.p)) < _LARGEST_PLAIN)


def _has_few_digits(number: Expr, digits: int) -> bool:
    """Whether its decimal has no more digits than one reads without another, rounded, beside it."""
    if not isinstance(number, Rational):
        return False
    text = write_decimal(number.p, number.q, _MOST_PLACES)
    return 0 < len(text.replace(".", "").strip("0")) <= digits + _MORE_THAN_ASKED


def has_short_decimal(number: Expr) -> bool:
    """Whether it is a fraction whose decimal ends after some places."""
    return isinstance(number, Rational) and bool(
        write_decimal(number.p, number.q, _MOST_PLACES_IN_SENTENCES)
    )


@lru_cache(maxsize=512)
def is_decimal_only(number: Expr) -> bool:
    """Whether the number is approximate, or fills more than a line and its decimal tells more."""
    if number.has(Float):
        return True
    if count_operations(number) > _MOST_OPERATIONS:
        return True
    if any(map(_is_long, number.atoms(Rational))):
        return True
    return number.is_number and len(plain_text(number)) > _MOST_COLUMNS


def is_long_beside_decimals(number: Expr) -> bool:
    """Whether data that were decimals made a number of it that nobody would write exactly."""
    if len(plain_text(number)) > _MOST_COLUMNS_BESIDE_DECIMALS:
        return True
    return any(map(_is_odd, number.atoms(Rational))) or any(
        map(_has_odd_root, Add.make_args(number))
    )


def _has_odd_root(term: Expr) -> bool:
    """Whether it is like 7√365 or 5√85/34; not like 3.5√2 and 3√10/10 = 3/√10."""
    times, root = term.as_coeff_Mul(rational=True)
    if (
        not isinstance(root, Pow)
        or root.exp != Rational(1, 2)
        or not isinstance(root.base, Integer)
    ):
        return False
    if root.base > _LARGEST_ROOT_BESIDE_DECIMALS:
        return True
    is_over_root = bool((times * root.base).is_Integer)
    return not is_over_root and not has_short_decimal(times)


def _is_odd(number: Rational) -> bool:
    """Whether neither it nor its decimal is short."""
    text = write_decimal(number.p, number.q, _MOST_PLACES)
    shown = text.replace(".", "").strip("0") or str(max(abs(number.p), number.q))
    return len(shown) > (_MOST_DIGITS_BESIDE_DECIMALS if text else _MOST_DIGITS_WITHOUT_END)


def _is_long(number: Rational) -> bool:
    """Whether it has too many digits for a line, and is no power of ten."""
    parts = (abs(part) for part in (number.p, number.q))
    return any(
        part >= _LARGEST_WRITTEN and abs(split_zeros(Integer(part))[0]) != 1 for part in parts
    )


def to_decimal(number: Expr, digits: int) -> Decimal | None:
    """The number to so many significant digits; None where its digits are out of reach.

    Whole numbers of a few digits are exact. All others are rounded once, from the exact value,
    ties away from zero. Each digit shown is a true one: a zero that only fills up to the point
    would look like a digit, so a power of ten replaces it.

    >>> from sympy import Rational, sqrt
    >>> to_decimal(sqrt(5), 4)
    Decimal(mantissa='2.236', exponent=0)
    >>> to_decimal(Rational(12345, 100000), 4)
    Decimal(mantissa='0.1235', exponent=0)
    """
    digits = min((digits, *(prec_to_dps(part._prec) for part in number.atoms(Float))))  # noqa: SLF001
    if sign_of(number) == 0:
        return Decimal("0")
    if isinstance(number, Integer) and abs(number) < 10**_LARGEST_PLAIN_EXPONENT:
        return Decimal(str(number))
    rounded = _rounded(number, digits)
    if rounded is None:
        return None
    mantissa, power = f"{rounded:.{digits - 1}e}".split("e")
    exponent = int(power)
    if _SMALLEST_PLAIN_EXPONENT <= exponent < min(digits, _LARGEST_PLAIN_EXPONENT):
        return Decimal(_shift(mantissa, exponent))
    return Decimal(_without_final_zeros(mantissa), exponent)


def _rounded(number: Expr, digits: int) -> decimal.Decimal | None:
    """The number to so many significant digits, rounded once; None where that fails.

    Division of Python's decimal numbers is rounded from the exact quotient. Of what is no
    fraction, as 0.99995·erf(10), more and more digits are computed until none of the numbers
    that they leave possible is rounded otherwise.
    """
    context = decimal.Context(prec=digits, rounding=ROUND_HALF_UP, Emax=MAX_EMAX, Emin=MIN_EMIN)
    if isinstance(number, Rational):
        return context.divide(decimal.Decimal(number.p), decimal.Decimal(number.q))
    rounded = None
    for more in _MORE_DIGITS:
        approximation = certain_digits(number, digits + more)
        if approximation is None or abs(approximation) > _LARGEST_DECIMAL:
            break
        exact = decimal.Decimal(str(approximation))
        rounded = context.plus(exact)
        # `certain_digits` vouches for all digits but the last few.
        last = digits + more - _UNCERTAIN_DIGITS
        error = exact.copy_abs().scaleb(-last, _WIDE)
        if context.plus(_WIDE.add(exact, error)) == context.plus(_WIDE.subtract(exact, error)):
            break
    return rounded


def _shift(mantissa: str, power: int) -> str:
    """The mantissa with its point moved by `power` places."""
    sign = "-" if mantissa.startswith("-") else ""
    digits = mantissa.lstrip("-").replace(".", "")
    if power < 0:
        return sign + _without_final_zeros("0." + "0" * (-power - 1) + digits)
    return sign + _without_final_zeros(f"{digits[: power + 1]}.{digits[power + 1 :]}")


def _without_final_zeros(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def is_exact_decimal(decimal: Decimal, number: Expr) -> bool:
    """Whether the decimal is the number itself."""
    return isinstance(number, Rational) and bool(
        Rational(decimal.mantissa) * Rational(10) ** decimal.exponent == number
    )
