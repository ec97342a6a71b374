"""Roots of squares are opened, and the others are left."""

from __future__ import annotations

import pytest
from sympy import (
    Abs,
    E,
    Expr,
    Pow,
    Rational,
    cos,
    cosh,
    exp,
    log,
    pi,
    sec,
    sin,
    sinh,
    sqrt,
    tan,
    tanh,
)

from grad_magic.calculus.exact.exact_forms import open_roots

BASES: list[Expr] = [
    sin(3) + cos(3),
    E + cos(2),
    2 * cos(2) - E * sin(2),
    sec(1) + tan(1),
    1 + tanh(2),
    cosh(1) + 2 * sinh(1),
    log(2) + sin(1),
    pi + cos(1),
    E + exp(2) * cos(1),
    1 + 3 * sin(1) * cos(2),
    sin(1) * cosh(2) + cos(1),
]


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("times", [1, Rational(3, 5)])
def test_the_root_of_a_square_is_opened(base: Expr, times: Expr) -> None:
    opened = open_roots(sqrt((times * base**2).expand()))
    assert (opened - sqrt(times) * Abs(base).doit()).evalf(30) == pytest.approx(0, abs=1e-25)
    assert all(power.base.is_Rational for power in opened.atoms(Pow))


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (sqrt(1 + tan(2) ** 2), -sec(2)),
        (sqrt(1 - sin(4) ** 2), -cos(4)),
        (sqrt(1 + sinh(2) ** 2), cosh(2)),
    ],
)
def test_identities_show_what_is_a_square(number: Expr, expected: Expr) -> None:
    assert open_roots(number) == expected


@pytest.mark.parametrize(
    "number", [sqrt(1 + cos(2) ** 2), sqrt(72 * cos(2) + 5 * cos(2) ** 2 + 272), sqrt(2 + E)]
)
def test_the_root_of_what_is_no_square_is_left(number: Expr) -> None:
    assert open_roots(number) == number
