"""What is a square is never taken for none; what is none nearly always is found out."""

from __future__ import annotations

import pytest
from sympy import Abs, E, Expr, Rational, cos, cosh, erf, exp, log, pi, sec, sin, sinh, sqrt, tan

from grad_magic.calculus.exact.squares import may_be_square

BASES: list[Expr] = [
    sin(3) + cos(3),
    E + cos(2),
    sqrt(3) * cos(2) - sqrt(5) * E * sin(2),
    sec(1) + tan(1),
    cosh(1) + 2 * sinh(1),
    exp(Rational(1, 2)) + pi * cos(1) / sqrt(6),
    (log(2) + sin(1)) / (1 + sqrt(2) + cos(1)),
    erf(1) * sin(1) + sqrt(pi),
    2 ** Rational(1, 3) + cos(1),
    Abs(sin(4)) + cos(1),
    sqrt(1 + cos(1)) * sin(2) + 1,
]


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("times", [1, Rational(3, 5), sqrt(7), pi])
def test_a_square_may_be_one(base: Expr, times: Expr) -> None:
    assert may_be_square(times * base**2)
    assert may_be_square((times * base**2).expand())


@pytest.mark.parametrize(
    "number",
    [
        1 - sin(4) ** 2,
        1 + tan(2) ** 2,
        1 + sinh(2) ** 2,
        1 + 2 * sin(1) * cos(1),
        cosh(2) ** 2 + sinh(2) ** 2 + 2 * sinh(2) * cosh(2),
    ],
)
def test_identities_are_known(number: Expr) -> None:
    assert may_be_square(number)


@pytest.mark.parametrize(
    "number",
    [
        1 + cos(2) ** 2,
        72 * cos(2) + 5 * cos(2) ** 2 + 272,
        sqrt(3) * cos(2) + E,
        1 + E * sin(1) + log(2),
        erf(1) * sin(1) + sqrt(pi),
    ],
)
def test_what_is_no_square_is_found_out(number: Expr) -> None:
    assert not may_be_square(number)
