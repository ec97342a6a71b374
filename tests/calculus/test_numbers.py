from __future__ import annotations

import pytest
from sympy import Expr, Rational, cos, exp, pi, sin, sqrt

from grad_magic.calculus.numbers import sign_of


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


def test_a_number_too_small_to_tell_from_zero_stays_open() -> None:
    # exp(pi sqrt(163)) is no whole number, but far beyond any digits when so scaled down.
    tiny = exp(-(10**4)) * sin(exp(10)) + sin(1) ** 2 + cos(1) ** 2 - 1
    assert sign_of(tiny) is None
