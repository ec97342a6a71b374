"""Floating-point numbers as an axis or a level line shows them: round, short, with `×10⁶`.

They are what the eye reads off a picture. The answer's decimals, each digit of which is a true
one of an exact number, are those of `lesson`.
"""

from __future__ import annotations

import math
from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from sympy import Expr, Rational

if TYPE_CHECKING:
    from grad_magic.picture.shapes import Array

_STEPS = (1.0, 2.0, 5.0, 10.0)
_SUPERSCRIPT_DIGITS = "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"
_SUPERSCRIPTS = str.maketrans("-0123456789", _SUPERSCRIPT_DIGITS)
_PLAIN_DIGITS = str.maketrans(_SUPERSCRIPT_DIGITS, "-0123456789")
# Plain decimals from 0.0001 to 999999; powers of ten beyond.
_SMALLEST_PLAIN = -4
_LARGEST_PLAIN = 6
# Enough to tell a number from a tie, for a picture.
_MANY_DIGITS = 60


class OutOfReachError(ArithmeticError):
    """A length or a value that floating-point numbers do not reach, so that it cannot be drawn."""


def round_step(length: float) -> float:
    """The largest of …, 1, 2, 5, 10, 20, … that does not exceed the length.

    >>> [round_step(length) for length in (0.7, 1, 3, 49)]
    [0.5, 1.0, 2.0, 20.0]

    Raises:
        OutOfReachError: it is no positive number, as its own reckoning over- or underflowed.
    """
    if not 0 < length < math.inf:
        raise OutOfReachError
    power = 10.0 ** math.floor(math.log10(length))
    if power == 0:
        raise OutOfReachError
    # One part in 10^9 more, so that 0.1 + 0.2 still reaches 0.3.
    return max(step for step in _STEPS if step <= length / power * (1 + 1e-9)) * power


def pair_of(point: Array) -> tuple[float, float]:
    """A point of the plane as two plain numbers."""
    return float(point[0]), float(point[1])


def nice_scale(length: float, wanted: float) -> float:
    """A round factor, 1/20 or 50 say, that makes a length at most what is wanted."""
    if wanted >= length > 0:
        return round_step(wanted / length)
    if not (length > 0 and wanted > 0):
        raise OutOfReachError
    # The reciprocal of the next rounder number above length/wanted.
    least = length / wanted
    return 1 / next(
        step for step in (round_step(least * grow) for grow in (1, 2, 2.5, 5)) if step >= least
    )


def multiples(step: float, low: float, high: float) -> list[float]:
    """The multiples of the step from low to high.

    >>> multiples(0.5, -0.6, 1.2)
    [-0.5, 0.0, 0.5, 1.0]
    """
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [float(f"{index * step:.12g}") for index in range(first, last + 1)]


def write_float(value: float, digits: int = 4) -> str:
    """The number with at most so many significant digits, with a true minus sign.

    >>> [write_float(value) for value in (1, -0.25, 2 / 3, 983, 12345.678, 1.5e-7, -2e9)]
    ['1', '−0.25', '0.6667', '983', '12346', '1.5×10⁻⁷', '−2×10⁹']

    Raises:
        OutOfReachError: it is infinite.
    """
    if value == 0:
        return "0"
    if not math.isfinite(value):
        raise OutOfReachError
    exponent = math.floor(math.log10(abs(value)))
    if _SMALLEST_PLAIN <= exponent < _LARGEST_PLAIN:
        return _without_final_zeros(f"{value:.{max(digits - 1 - exponent, 0)}f}")
    return _write_power(value, digits)


def _write_power(value: float, digits: int) -> str:
    mantissa, power = f"{value:.{digits - 1}e}".split("e")
    return _with_power(mantissa, int(power))


def _without_final_zeros(text: str) -> str:
    """A decimal without zeros at its end, and with a true minus sign."""
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("-", "−")


def _with_power(mantissa: str, power: int) -> str:
    mantissa = _without_final_zeros(mantissa)
    sign_and_one = {"1": "", "−1": "−"}.get(mantissa, f"{mantissa}×")
    return f"{sign_and_one}10{str(power).translate(_SUPERSCRIPTS)}"


def write_exact(number: Expr, digits: int = 4) -> str:
    """An exact number, rounded once and ties away from zero.

    >>> from sympy import Rational, sqrt
    >>> [write_exact(number) for number in (Rational(12345, 10**5), sqrt(2), Rational(10) ** 60)]
    ['0.1235', '1.414', '10⁶⁰']
    """
    rounded = _rounded(number, digits)
    if not rounded:
        return "0"
    if _SMALLEST_PLAIN <= rounded.adjusted() < _LARGEST_PLAIN:
        return _without_final_zeros(f"{rounded:f}")
    mantissa, power = f"{rounded:.{digits - 1}e}".split("e")
    return _with_power(mantissa, int(power))


def is_written_exactly(number: Expr, digits: int = 4) -> bool:
    """Whether `write_exact` gives the number itself; of an approximation, as far as floats tell.

    >>> [is_written_exactly(Rational(1, 8)), is_written_exactly(Rational(10) ** 60 + 1)]
    [True, False]
    """
    if isinstance(number, Rational):
        return Fraction(_rounded(number, digits)) == Fraction(number.p, number.q)
    return number.is_Float and is_exact(float(number), write_exact(number, digits))


def _rounded(number: Expr, digits: int) -> Decimal:
    """The number with so many digits, or with all those before the point where they are shown."""
    if isinstance(number, Rational):
        top, bottom = Decimal(number.p), Decimal(number.q)
    else:
        top, bottom = Decimal(str(number.evalf(_MANY_DIGITS))), Decimal(1)
    context = Context(prec=digits, rounding=ROUND_HALF_UP, Emax=MAX_EMAX, Emin=MIN_EMIN)
    rounded = context.divide(top, bottom)
    if rounded and digits <= rounded.adjusted() < _LARGEST_PLAIN:
        context.prec = rounded.adjusted() + 1
        rounded = context.divide(top, bottom)
    return rounded


def is_exact(value: float, text: str) -> bool:
    """Whether a decimal as written above is the number itself, to rounding.

    >>> is_exact(0.25, write_float(0.25)), is_exact(1000001, write_float(1000001))
    (True, False)
    """
    plain = text.replace("−", "-")
    mantissa, ten, power = text.rpartition("10")
    if ten and text[-1] in _SUPERSCRIPT_DIGITS:
        factor = mantissa.replace("−", "-").removesuffix("×")
        sign_or_factor = f"{factor}1" if factor in {"", "-"} else factor
        plain = f"{sign_or_factor}e{power.translate(_PLAIN_DIGITS)}"
    return abs(float(plain) - value) <= 1e-12 * abs(value)


def write_ticks(values: list[float], step: float) -> list[str]:
    """The numbers with as many decimals as their step needs, all alike.

    >>> write_ticks([-0.5, 0, 0.5], 0.5)
    ['−0.5', '0', '0.5']
    >>> write_ticks([1e6, 2e6], 1e6), write_ticks([1e6 + 1, 1e6 + 2], 1)
    (['10⁶', '2×10⁶'], ['1000001', '1000002'])
    >>> write_ticks([-5e5, 0, 5e5, 1e6], 5e5)
    ['−5×10⁵', '0', '5×10⁵', '10⁶']
    """
    largest = max((abs(value) for value in values), default=0.0)
    places = -math.floor(math.log10(step) + 1e-9)
    if places <= -_SMALLEST_PLAIN and largest < 10.0**_LARGEST_PLAIN:
        shown = (f"{value:.{max(places, 0)}f}" for value in values)
        return [
            "0" if value == 0 else text.replace("-", "−")
            for value, text in zip(values, shown, strict=True)
        ]
    digits = math.ceil(math.log10(largest / step)) + 1
    powers = [_write_power(value, digits) if value else "0" for value in values]
    # 1000001 is shorter than 1.000001×10⁶, which has no room beside a plot.
    plain = [f"{value:.0f}".replace("-", "−") for value in values] if step >= 1 else powers
    return min(powers, plain, key=_longest)


def _longest(texts: list[str]) -> int:
    return max(map(len, texts), default=0)


def typeset_number(number: str) -> str:
    """A decimal as it can be painted: powers of ten as mathematics, others as they are."""
    is_power = "10" in number and number[-1] in _SUPERSCRIPT_DIGITS
    return f"${tex_number(number)}$" if is_power else number


def tex_number(number: str) -> str:
    """A decimal in Matplotlib's mathematics, without dollars."""
    mantissa, ten, power = number.rpartition("10")
    if not ten or number[-1] not in _SUPERSCRIPT_DIGITS:
        return number
    factor = mantissa.replace("×", r" \times ")
    digits = power.translate(_PLAIN_DIGITS)
    return f"{factor}10^{{{digits}}}"


def plain_number(number: str) -> str:
    """A decimal that `typeset_number` made mathematics of, in plain characters again.

    >>> [plain_number(typeset_number(text)) for text in ("−0.5", "1.5×10⁻⁷", "−10⁹")]
    ['−0.5', '1.5×10⁻⁷', '−10⁹']
    """
    if not number.startswith("$"):
        return number
    mantissa, _, power = number.strip("$").rpartition("10^")
    factor, digits = mantissa.replace(r" \times ", "×"), power.strip("{}")
    return f"{factor}10{digits.translate(_SUPERSCRIPTS)}"
