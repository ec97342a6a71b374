from __future__ import annotations

import pytest
from sympy import (
    E,
    Expr,
    Integer,
    Rational,
    acos,
    acosh,
    asin,
    asinh,
    atan,
    atanh,
    cbrt,
    cos,
    cosh,
    cot,
    exp,
    log,
    pi,
    sec,
    sech,
    sin,
    sinh,
    sqrt,
    symbols,
    tan,
    tanh,
)

from grad_magic.calculus.exact.numbers import sign_of

half, third = Rational(1, 2), Rational(1, 3)


@pytest.mark.parametrize(
    ("number", "sign"),
    [
        (Rational(-3, 7), -1),
        (Rational(0), 0),
        (pi - 3, 1),
        (sqrt(2) - Rational(141421356237, 10**11), 1),
        (sin(1) ** 2 + cos(1) ** 2 - 1, 0),
        (sqrt(2) * sqrt(3) - sqrt(6), 0),
        (1 / (1 + sqrt(2)) - sqrt(2) + 1, 0),
        ((1 + sqrt(5)) ** 2 - 6 - 2 * sqrt(5), 0),
        (exp(pi) - pi - 20, -1),
    ],
)
def test_the_sign_of_an_exact_number_is_decided(number: Expr, sign: int) -> None:
    assert sign_of(number) == sign


@pytest.mark.parametrize(
    "zero",
    [
        # Roots.
        sqrt(2) + sqrt(3) - sqrt(5 + 2 * sqrt(6)),
        sqrt(3 + 2 * sqrt(2)) - 1 - sqrt(2),
        cbrt(2 + sqrt(5)) - cbrt(sqrt(5) - 2) - 1,
        1 / (sqrt(2) + sqrt(3) + sqrt(5)) - (2 * sqrt(3) + 3 * sqrt(2) - sqrt(30)) / 12,
        sqrt(4 + 2 * sqrt(3)) * pi - pi - pi * sqrt(3),
        # Regular polygons.
        cos(pi / 7) - cos(2 * pi / 7) + cos(3 * pi / 7) - half,
        cos(pi / 9) * cos(2 * pi / 9) * cos(4 * pi / 9) - Rational(1, 8),
        tan(3 * pi / 11) + 4 * sin(2 * pi / 11) - sqrt(11),
        # Double, triple and half angles.
        sin(2) - 2 * sin(1) * cos(1),
        sin(3) - 3 * sin(1) + 4 * sin(1) ** 3,
        tan(half) - sin(1) / (1 + cos(1)),
        cot(1) - tan(1) - 2 * cot(2),
        sec(1) ** 2 - tan(1) ** 2 - 1,
        sin(sqrt(2) + 1) - sin(sqrt(2)) * cos(1) - cos(sqrt(2)) * sin(1),
        sqrt(1 - sin(2) ** 2) + cos(2),
        sqrt(1 + tan(1) ** 2) - 1 / cos(1),
        sqrt(2 + 2 * cos(1)) - 2 * cos(half),
        # Exponentials and their like.
        cosh(1) ** 2 - sinh(1) ** 2 - 1,
        1 - tanh(1) ** 2 - sech(1) ** 2,
        tanh(2) - 2 * tanh(1) / (1 + tanh(1) ** 2),
        1 / (1 + exp(-1)) - E / (1 + E),
        sqrt(exp(2) + 2 + exp(-2)) - 2 * cosh(1),
        cosh(log(2)) - Rational(5, 4),
        # Logarithms.
        log(2) + log(3) - log(6),
        log(8) / log(2) - 3,
        log(1 + sqrt(2)) + log(sqrt(2) - 1),
        2 * log(3 + 2 * sqrt(2)) - 4 * log(1 + sqrt(2)),
        asinh(1) - log(1 + sqrt(2)),
        acosh(2) - log(2 + sqrt(3)),
        atanh(half) - log(3) / 2,
        exp(2 * acosh(2)) - 7 - 4 * sqrt(3),
        # Angles: Euler, Machin, Gauss.
        atan(half) + atan(third) - pi / 4,
        4 * atan(Rational(1, 5)) - atan(Rational(1, 239)) - pi / 4,
        12 * atan(Rational(1, 18))
        + 8 * atan(Rational(1, 57))
        - 5 * atan(Rational(1, 239))
        - pi / 4,
        asin(Rational(3, 5)) + asin(Rational(4, 5)) - pi / 2,
        asin(third) + acos(third) - pi / 2,
        atan(sqrt(2)) + atan(1 / sqrt(2)) - pi / 2,
        sin(2 * atan(2)) - Rational(4, 5),
        tan(atan(2) + atan(3)) + 1,
    ],
)
def test_zeros_that_the_identities_of_the_books_prove(zero: Expr) -> None:
    assert sign_of(zero) == 0
    # With the same digits as 0, but not 0.
    assert sign_of(zero + Rational(1, 10**80)) == 1
    assert sign_of(zero - Rational(1, 10**80)) == -1
    assert sign_of(zero + Rational(1, 10**4000)) != 0


@pytest.mark.parametrize(
    ("number", "sign"),
    [
        # Ramanujan's constant is 7.5·10^-13 short of a whole number.
        (exp(pi * sqrt(163)) - 262537412640768744, -1),
        (sin(Rational(1, 10**40)), 1),
        (22 * pi**4 - 2143, 1),
        # Off by half a turn or a sign, where a tangent or a square is the same.
        (atan(half) + atan(third) + 3 * pi / 4, 1),
        (4 * atan(Rational(1, 5)) - atan(Rational(1, 239)) - 5 * pi / 4, -1),
        (sqrt(1 - sin(1) ** 2) + cos(1), 1),
        (sqrt(1 - sin(2) ** 2) - cos(2), 1),
        (log(2) + log(3) - log(6) - Rational(1, 10**300), -1),
        # So near 0 that only the bound for algebraic numbers tells them apart.
        (cos(pi / 7) - cos(2 * pi / 7) + cos(3 * pi / 7) - half + Rational(1, 10**1000), 1),
        (sqrt(2) + sqrt(3) - sqrt(5 + 2 * sqrt(6)) - Rational(1, 10**900), -1),
    ],
)
def test_what_only_looks_like_zero_is_not(number: Expr, sign: int) -> None:
    assert sign_of(number) == sign


def test_a_number_too_small_to_tell_from_zero_stays_open() -> None:
    # exp(pi sqrt(163)) is no whole number, but far beyond any digits when so scaled down.
    tiny = exp(-(10**4)) * sin(exp(10)) + sin(1) ** 2 + cos(1) ** 2 - 1
    assert sign_of(tiny) is None


def test_symbols_have_the_sign_that_all_their_values_share() -> None:
    a = symbols("a", real=True)
    assert sign_of(a**2 + 1) == 1
    assert sign_of(-exp(a)) == -1
    assert sign_of(a) is None
    assert sign_of(Integer(0) * a) == 0
