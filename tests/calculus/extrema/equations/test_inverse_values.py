"""Zeros that one finds by undoing one function, by hand and by mpmath."""

from __future__ import annotations

from itertools import pairwise

import mpmath
import pytest
from sympy import Expr, Rational, cos, exp, lambdify, log, pi, sin, sqrt, symbols, tan

from grad_magic.calculus.extrema.equations.inverse_values import real_zeros
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.solution.systems import Window

x = symbols("x", real=True)
_TURN = Window(-pi, pi)


@pytest.mark.parametrize(
    ("equation", "zeros"),
    [
        (log(x), [1]),
        (log(2 * x + 1) - 1, [(exp(1) - 1) / 2]),
        (exp(x) - 1, [0]),
        (exp(x) + 1, []),
        (exp(2 * x) - 3 * exp(x) + 2, [0, log(2)]),
        (sqrt(x) - 2, [4]),
        (sqrt(x) + 2, []),
        (x ** Rational(1, 3) + 2, [-8]),
        (1 / x - x, [-1, 1]),
        (x**2 + 1, []),
    ],
    ids=str,
)
def test_zeros_by_hand(equation: Expr, zeros: list[Expr]) -> None:
    assert set(real_zeros(equation, x)) == set(zeros)


@pytest.mark.parametrize(
    ("equation", "zeros"),
    [
        (sin(x), [0, pi]),
        (cos(x), [-pi / 2, pi / 2]),
        (2 * cos(x) - 1, [-pi / 3, pi / 3]),
        (2 * sin(x) ** 2 - sin(x), [0, pi, pi / 6, 5 * pi / 6]),
        (sin(2 * x), [-pi / 2, 0, pi / 2, pi]),
        (tan(x) - 1, [-3 * pi / 4, pi / 4]),
        (cos(x) + 2, []),
    ],
    ids=str,
)
def test_zeros_of_one_period(equation: Expr, zeros: list[Expr]) -> None:
    assert set(real_zeros(equation, x, _TURN)) == set(zeros)


@pytest.mark.parametrize("equation", [sin(x) - x, sin(x) + cos(x), exp(x) * x - 1, log(x) + x])
def test_what_takes_more_than_one_inverse_is_left(equation: Expr) -> None:
    with pytest.raises(UnsolvedError):
        real_zeros(equation, x, _TURN)


def test_without_a_window_what_repeats_has_too_many() -> None:
    with pytest.raises(UnsolvedError):
        real_zeros(sin(x), x)


@pytest.mark.slow
@pytest.mark.parametrize("equation", [3 * sin(2 * x + 1) - 1, cos(x / 2) ** 2 - Rational(1, 3)])
def test_as_many_zeros_as_changes_of_sign(equation: Expr) -> None:
    zeros = sorted(map(float, real_zeros(equation, x, _TURN)))
    value = lambdify(x, equation, "mpmath")
    places = [mpmath.mpf(k) * mpmath.pi / 997 for k in range(-996, 998)]
    changes = [(a, b) for a, b in pairwise(places) if value(a) * value(b) < 0]
    assert len(zeros) == len(changes)
    for zero, (a, b) in zip(zeros, changes, strict=True):
        assert a <= zero <= b
