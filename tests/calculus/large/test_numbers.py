"""Fractions stay exact as long as they are short, and everything else is rounded."""

from __future__ import annotations

from fractions import Fraction

import mpmath
import pytest
from sympy import Float, Integer, Rational, oo, pi, sqrt

from grad_magic.calculus.large.numbers import (
    MIXED,
    MIXED_RULES,
    MOST_BITS,
    is_exact,
    mixed_number,
    rounded,
    sympy_number,
)
from grad_magic.formula.arithmetic import NotRealError

O = MIXED.operations  # noqa: E741  (a table of operations)


@pytest.mark.parametrize(
    ("operation", "arguments", "expected"),
    [
        ("add", (1, Fraction(1, 3), Fraction(2, 3)), 2),
        ("multiply", (Fraction(2, 3), 6), 4),
        ("reciprocal", (-4,), Fraction(-1, 4)),
        ("integer_power", (Fraction(2, 3), Integer(-2)), Fraction(9, 4)),
        ("odd_root_power", (-8, Rational(2, 3)), 4),
        ("odd_root_power", (Fraction(-27, 8), Rational(1, 3)), Fraction(-3, 2)),
        ("power", (Fraction(9, 4), Fraction(3, 2)), Fraction(27, 8)),
        ("sqrt", (Fraction(25, 16),), Fraction(5, 4)),
        ("exp", (0,), 1),
        ("log", (1,), 0),
        ("sigmoid", (0,), Fraction(1, 2)),
        ("gamma", (5,), 24),
        ("max", (Fraction(1, 3), Fraction(1, 2), -1), Fraction(1, 2)),
        ("floor", (Fraction(-7, 2),), -4),
        ("ceiling", (Fraction(-7, 2),), -3),
        ("binomial", (5, 2), 10),
    ],
)
def test_what_is_rational_stays_exact(
    operation: str, arguments: tuple[object, ...], expected: object
) -> None:
    value = O[operation](*arguments)
    assert is_exact(value)
    assert value == expected


def test_an_exact_zero_absorbs_what_is_rounded() -> None:
    product = O["multiply"](mpmath.mpf(2), 0)
    assert product == 0
    assert is_exact(product)


def test_what_is_irrational_is_rounded() -> None:
    with mpmath.workdps(40):
        assert abs(O["sqrt"](2) ** 2 - 2) < mpmath.mpf(10) ** -38
        assert abs(mixed_number(pi) - mpmath.pi) < mpmath.mpf(10) ** -38
        assert abs(mixed_number(sqrt(2)) - mpmath.sqrt(2)) < mpmath.mpf(10) ** -38


def test_a_fraction_that_is_too_long_is_rounded_at_once() -> None:
    assert is_exact(O["integer_power"](3, Integer(1000)))
    with mpmath.workdps(30):
        rounded = O["integer_power"](3, Integer(10**5))
        assert not is_exact(rounded)
        assert abs(mpmath.log(rounded, 3) - 10**5) < mpmath.mpf(10) ** -20
    assert O["multiply"](2 ** (MOST_BITS - 1), 4) == mpmath.mpf(2) ** (MOST_BITS + 1)


def test_powers_that_nothing_could_hold_are_refused() -> None:
    with pytest.raises(NotRealError):
        O["integer_power"](3, Integer(10**12))
    with pytest.raises(NotRealError):
        O["power"](3, 10**12 + Fraction(1, 2))
    with pytest.raises(NotRealError):
        mixed_number(oo)


def test_numbers_come_back_as_those_of_sympy() -> None:
    assert sympy_number(Fraction(3, 4), 20) == Rational(3, 4)
    assert sympy_number(7, 20) == Integer(7)
    assert sympy_number(mpmath.mpf("0.5"), 20) == Float("0.5", 20)


@pytest.mark.parametrize("argument", [-40, -3, Fraction(-1, 2), 0, Fraction(1, 3), 3, 40])
def test_derivatives_from_values_lose_no_digits(argument: int | Fraction) -> None:
    with mpmath.workdps(30):
        of_tanh, of_sigmoid = (
            MIXED_RULES[name](MIXED, O[name](argument), argument)[0] for name in ("tanh", "sigmoid")
        )
    with mpmath.workdps(80):
        x = mpmath.mpf(0) + argument
        assert mpmath.almosteq(rounded(of_tanh), mpmath.sech(x) ** 2, rel_eps=1e-28)
        expected = 1 / (2 + mpmath.exp(x) + mpmath.exp(-x))
        assert mpmath.almosteq(rounded(of_sigmoid), expected, rel_eps=1e-28)
