"""Numbers for long programs: fractions as long as they can be, then rounded ones.

A number is an int or a Fraction, which is exact, or an mpf in mpmath's current precision. Sums and
products of fractions are fractions; what is irrational, or a fraction that would be longer than
`MOST_BITS`, is an mpf, and so is all that is made of it. An exact 0 times anything is an exact 0.
A rounded number may be 0 by cancellation: that says nothing of the number that it stands for.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import mpmath
from sympy import Expr, Float, Integer, Rational

from grad_magic.formula.adjoints import DERIVATIVES, Rules, by_other_factors
from grad_magic.formula.arithmetic import HIGH_PRECISION, Arithmetic, NotRealError
from grad_magic.formula.operations import RELATIONS
from grad_magic.formula.sympy_forms import MAX_FACTORIAL

# 1000 decimal digits: longer fractions are shown as decimals in any case.
MOST_BITS = 3300
_HIGH = HIGH_PRECISION.operations

Exact = int | Fraction
MixedNumber = Any
"""An int, a Fraction or an mpf."""


def is_exact(number: MixedNumber) -> bool:
    """Whether it is a fraction."""
    return not isinstance(number, mpmath.mpf)


def mixed_number(number: Expr) -> MixedNumber:
    """SymPy's number, exact if it is rational.

    Raises:
        NotRealError: it is infinite, or not real.
    """
    if isinstance(number, Integer):
        return int(number.p)
    if isinstance(number, Rational):
        return _kept(Fraction(int(number.p), int(number.q)))
    value = number.evalf(mpmath.mp.dps + 5)
    if not (value.is_Number and value.is_finite):
        raise NotRealError(str(number))
    # Of a Float that is 0 SymPy gives an Integer.
    return +mpmath.mpf(mpmath.mpmathify(value))


def sympy_number(number: MixedNumber, digits: int) -> Expr:
    """The number as SymPy's, a rounded one to so many digits."""
    if isinstance(number, int):
        return Integer(number)
    if isinstance(number, Fraction):
        return Rational(number.numerator, number.denominator)
    return Float(number, digits)


def rounded(number: MixedNumber) -> mpmath.mpf:
    """The number in mpmath's current precision."""
    return mpmath.mpf(0) + number


def _kept(number: MixedNumber) -> MixedNumber:
    """The number itself; a fraction that is too long is rounded."""
    if isinstance(number, int):
        return number if number.bit_length() <= MOST_BITS else rounded(number)
    if isinstance(number, Fraction):
        if number.denominator == 1:
            return _kept(number.numerator)
        size = max(number.numerator.bit_length(), number.denominator.bit_length())
        return number if size <= MOST_BITS else rounded(number)
    return number


def _add(*terms: MixedNumber) -> MixedNumber:
    if len(terms) == 2:
        return _kept(terms[0] + terms[1])
    total: MixedNumber = 0
    for place, term in enumerate(terms):
        total = total + term
        if isinstance(total, Fraction) and total.denominator.bit_length() > MOST_BITS:
            return mpmath.fsum([rounded(total), *map(rounded, terms[place + 1 :])])
    return _kept(total)


def _multiply(*factors: MixedNumber) -> MixedNumber:
    if len(factors) == 2:
        one, other = factors
        if not one and is_exact(one):
            return 0
        if not other and is_exact(other):
            return 0
        return _kept(one * other)
    product: MixedNumber = 1
    for factor in factors:
        product = _multiply(product, factor)
    return product


def _reciprocal(number: MixedNumber) -> MixedNumber:
    return _kept(Fraction(1) / number) if is_exact(number) else _HIGH["reciprocal"](number)


def _integer_power(base: MixedNumber, exponent: Rational) -> MixedNumber:
    power = int(exponent.p)
    if not is_exact(base):
        return _HIGH["integer_power"](base, exponent)
    if base == 0 and power < 0:
        raise ZeroDivisionError
    size = max(abs(part).bit_length() for part in base.as_integer_ratio())
    if size * abs(power) > 2 * MOST_BITS and abs(base) != 1:
        return _HIGH["integer_power"](rounded(base), exponent)
    return _kept(base**power if power >= 0 else Fraction(1) / base**-power)


def _root(base: Exact, degree: int) -> Exact | None:
    """The root of a fraction that is not negative, if it is a fraction."""
    if degree > MOST_BITS:
        return base if base in (0, 1) else None
    parts: list[int] = []
    for part in base.as_integer_ratio():
        root = math.isqrt(part) if degree == 2 else _whole_root(part, degree)
        if root**degree != part:
            return None
        parts.append(root)
    return Fraction(*parts)


def _whole_root(number: int, degree: int) -> int:
    """The largest whole number whose power is at most this one, by bisection."""
    low, high = 0, 1 << (number.bit_length() // degree + 1)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if middle**degree <= number else (low, middle - 1)
    return low


def _rational_power(base: MixedNumber, exponent: Rational) -> MixedNumber:
    """x^(p/q) for a constant p/q: that of -x is real where q is odd."""
    if is_exact(base) and (base != 0 or exponent > 0):
        root = _root(abs(base), int(exponent.q))
        if root is not None:
            signed = -root if base < 0 else root
            return _integer_power(signed, Integer(exponent.p))
    return _HIGH["odd_root_power"](rounded(base), exponent)


def _sqrt(number: MixedNumber) -> MixedNumber:
    if is_exact(number) and number >= 0:
        root = _root(number, 2)
        if root is not None:
            return root
    return _HIGH["sqrt"](rounded(number))


def _power(base: MixedNumber, exponent: MixedNumber) -> MixedNumber:
    """x^y, exact where both are fractions and the root is one."""
    if is_exact(base) and is_exact(exponent) and (base > 0 or (base == 0 and exponent > 0)):
        top, bottom = exponent.as_integer_ratio()
        root = base if base in (0, 1) else _root(base, bottom)
        if root is not None:
            return _integer_power(root, Integer(top))
    return _HIGH["power"](rounded(base), rounded(exponent))


def _angle(y: MixedNumber, x: MixedNumber) -> MixedNumber:
    """The angle of the point (x, y), which is 0 on the positive axis."""
    if is_exact(y) and y == 0 and x > 0:
        return 0
    return _HIGH["atan2"](rounded(y), rounded(x))


def _sign(number: MixedNumber) -> int:
    return int(number > 0) - int(number < 0)


def _floor(number: MixedNumber) -> MixedNumber:
    if not isinstance(number, mpmath.mpf):
        return math.floor(number)
    if mpmath.mag(number) > MOST_BITS:
        raise NotRealError("the whole part of a number is out of reach")
    return int(mpmath.floor(number))


def _largest(*numbers: MixedNumber) -> MixedNumber:
    largest = numbers[0]
    for number in numbers[1:]:
        if number + -largest > 0:
            largest = number
    return largest


def _gamma(number: MixedNumber) -> MixedNumber:
    if isinstance(number, int) and 0 < number <= MAX_FACTORIAL:
        return _kept(math.factorial(number - 1))
    return _HIGH["gamma"](rounded(number))


def _factorial(number: MixedNumber) -> MixedNumber:
    if isinstance(number, int) and 0 <= number <= MAX_FACTORIAL:
        return _kept(math.factorial(number))
    return _HIGH["factorial"](rounded(number))


def _binomial(upper: MixedNumber, lower: MixedNumber) -> int:
    return math.comb(int(upper), int(lower))


# The arguments at which functions have fractions for values.
_ZERO_AT_ZERO: Mapping[Exact, Exact] = MappingProxyType({0: 0})
_ONE_AT_ZERO: Mapping[Exact, Exact] = MappingProxyType({0: 1})
_RATIONAL_VALUES: Mapping[str, Mapping[Exact, Exact]] = {
    **dict.fromkeys(("sin", "tan", "asin", "atan", "sinh", "tanh"), _ZERO_AT_ZERO),
    **dict.fromkeys(("asinh", "atanh", "erf"), _ZERO_AT_ZERO),
    **dict.fromkeys(("exp", "cos", "sec", "cosh", "sech"), _ONE_AT_ZERO),
    "log": {1: 0},
    "acos": {1: 0},
    "acosh": {1: 0},
    "sigmoid": {0: Fraction(1, 2)},
}


def _function(name: str) -> Callable[..., MixedNumber]:
    """A function of HIGH_PRECISION, with its rational values."""
    values, operate = _RATIONAL_VALUES.get(name, {}), _HIGH[name]

    def function(*arguments: MixedNumber) -> MixedNumber:
        first = arguments[0]
        if values and is_exact(first) and first in values:
            return _kept(values[first])
        return operate(*map(rounded, arguments))

    return function


MIXED: Arithmetic[MixedNumber] = Arithmetic(
    number=mixed_number,
    operations={name: _function(name) for name in _HIGH}
    | dict(RELATIONS)
    | {
        "true": lambda: True,
        "and": lambda *parts: all(parts),
        "or": lambda *parts: any(parts),
        "add": _add,
        "multiply": _multiply,
        "negate": lambda number: -number,
        "reciprocal": _reciprocal,
        "integer_power": _integer_power,
        "odd_root_power": _rational_power,
        "power": _power,
        "sqrt": _sqrt,
        "abs": abs,
        "sign": _sign,
        "max": _largest,
        "min": lambda *numbers: -_largest(*(-number for number in numbers)),
        "floor": _floor,
        "ceiling": lambda number: -_floor(-number),
        "heaviside": lambda number: int(number > 0),
        "atan2": _angle,
        "gamma": _gamma,
        "factorial": _factorial,
        "binomial": _binomial,
    },
    choose=HIGH_PRECISION.choose,
)
"""Fractions and mpmath's numbers; NotRealError or ZeroDivisionError where there is no value."""


def _by_division(
    arithmetic: Arithmetic[MixedNumber], product: MixedNumber, *factors: MixedNumber
) -> tuple[MixedNumber, ...]:
    """The product over each factor, which is less work than all partial products; not for 0."""
    if len(factors) == 2 or not all(factors):
        return by_other_factors(arithmetic, product, *factors)
    if isinstance(product, int) and all(isinstance(factor, int) for factor in factors):
        return tuple([product // factor for factor in factors])
    return tuple([_multiply(product, _reciprocal(factor)) for factor in factors])


# 1 less a number up to this has lost two bits at most.
_FAR_BELOW_ONE = 0.75


def _of_tanh(
    arithmetic: Arithmetic[MixedNumber], value: MixedNumber, argument: MixedNumber
) -> tuple[MixedNumber, ...]:
    """1 - tanh², without another function of the argument where that loses no digits."""
    square = value * value
    if square <= _FAR_BELOW_ONE:
        return (1 - square,)
    return DERIVATIVES["tanh"](arithmetic, value, argument)


def _of_sigmoid(
    arithmetic: Arithmetic[MixedNumber], value: MixedNumber, argument: MixedNumber
) -> tuple[MixedNumber, ...]:
    """σ·(1 - σ), in the same way."""
    if value <= _FAR_BELOW_ONE:
        return (value * (1 - value),)
    return DERIVATIVES["sigmoid"](arithmetic, value, argument)


MIXED_RULES: Rules = {
    **DERIVATIVES,
    "multiply": _by_division,
    "tanh": _of_tanh,
    "sigmoid": _of_sigmoid,
}
"""The derivatives of the operations, for these numbers."""
