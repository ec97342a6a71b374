"""Enclosures hold the number, by mpmath's own digits as an independent witness."""

from __future__ import annotations

import mpmath
import pytest
from sympy import (
    E,
    EulerGamma,
    Expr,
    Integer,
    Rational,
    Symbol,
    acos,
    asin,
    atan,
    cos,
    cosh,
    erf,
    exp,
    gamma,
    log,
    pi,
    sin,
    sinh,
    sqrt,
    tan,
    tanh,
)

from grad_magic.calculus.exact.enclosures import (
    NoEnclosureError,
    enclose_closely,
    sign_by_enclosure,
)

_BITS = 200
_HALF = mpmath.mpf(1) / 2
NUMBERS = [
    (1 + 2 * cos(2), lambda: 1 + 2 * mpmath.cos(2)),
    (sqrt(2) - sqrt(3) + E**3, lambda: mpmath.sqrt(2) - mpmath.sqrt(3) + mpmath.exp(3)),
    (pi ** Rational(2, 3) / 7, lambda: mpmath.pi ** (mpmath.mpf(2) / 3) / 7),
    (2 ** sqrt(2), lambda: mpmath.mpf(2) ** mpmath.sqrt(2)),
    (acos(sinh(2) ** -2), lambda: mpmath.acos(mpmath.sinh(2) ** -2)),
    (acos(-(sinh(sinh(4)) ** -2)), lambda: mpmath.acos(-(mpmath.sinh(mpmath.sinh(4)) ** -2))),
    (asin(Rational(1, 3)) - atan(3), lambda: mpmath.asin(_HALF * 2 / 3) - mpmath.atan(3)),
    (tan(11) / log(5), lambda: mpmath.tan(11) / mpmath.log(5)),
    (tanh(Rational(1, 2)) * cosh(3), lambda: mpmath.tanh(_HALF) * mpmath.cosh(3)),
    (1 - EulerGamma * sqrt(2), lambda: 1 - mpmath.euler * mpmath.sqrt(2)),
    (erf(-sqrt(2)) / 3, lambda: mpmath.erf(-mpmath.sqrt(2)) / 3),
    (erf(9) - erf(8), lambda: mpmath.erfc(8) - mpmath.erfc(9)),
    (log(exp(1) + sin(10**9)), lambda: mpmath.log(mpmath.e + mpmath.sin(10**9))),
]


@pytest.mark.parametrize(("number", "expected"), NUMBERS)
def test_all_digits_are_true(number: Expr, expected: object) -> None:
    assert callable(expected)
    found, _ = enclose_closely(number, _BITS)
    with mpmath.workprec(3 * _BITS):
        true = expected()
        assert abs(mpmath.mpf(found) - true) <= abs(true) * mpmath.mpf(2) ** -_BITS


def test_what_nearly_cancels_is_computed_until_its_digits_are_known() -> None:
    # e^(π√163) is a whole number but for 7.499·10^-13 (Ramanujan's constant).
    number = exp(pi * sqrt(163)) - 262537412640768744
    assert sign_by_enclosure(number) == -1
    assert float(mpmath.mpf(enclose_closely(number, 60)[0])) == pytest.approx(-7.49927402801814e-13)


def test_zero_has_no_sign_by_enclosure() -> None:
    with pytest.raises(NoEnclosureError):
        sign_by_enclosure(sin(1) ** 2 + cos(1) ** 2 - 1)


@pytest.mark.parametrize(
    "number", [gamma(pi), sqrt(-2 + cos(1)), exp(exp(exp(9))), Integer(3) * Symbol("x")]
)
def test_what_has_no_rule_is_refused(number: Expr) -> None:
    with pytest.raises(NoEnclosureError):
        enclose_closely(number, _BITS)
