from __future__ import annotations

import pytest
from sympy import (
    Expr,
    Integer,
    Max,
    Min,
    Rational,
    atan,
    cos,
    cosh,
    exp,
    log,
    sin,
    sinh,
    sqrt,
    symbols,
)

from grad_magic.calculus.extrema.equations.value_bounds import (
    is_never_negative,
    lower_bound,
    upper_bound,
)

x, y = symbols("x y", real=True)


@pytest.mark.parametrize(
    "expression",
    [
        x**2 * y**2,
        (x - y) ** 2 + x**4,
        # |g| ≥ ±g, and √(x² + y²) ≥ (3x + 4y)/5 by Cauchy and Schwarz.
        abs(x * y) - x * y,
        2 * abs(x) + x + y**2,
        sqrt(x**2 + y**2) - x,
        5 * sqrt(x**2 + y**2) - 3 * x - 4 * y,
        # (x - y/2)² + 3y²/4, and (2x + 1)² + (y - 1)².
        x**2 - x * y + y**2,
        4 * x**2 + 4 * x + y**2 - 2 * y + 2,
        1 - cos(x * y),
        3 + sin(x) - 2 * cos(y),
        exp(x**2) - 1,
        1 - exp(-(x**2)),
        cosh(x) - 1,
        log(1 + x**2),
        1 - 1 / (1 + x**2),
        sin(x) ** 2 * exp(y),
        Integer(0),
        Max(x, y**2),
        Max(x, 1) - 1,
        1 - Min(x, 1 - y**2),
        # Factors with the sign of their arguments.
        x * atan(x) * y**2,
        (x - y) * sinh(x - y),
        sqrt(4 - sqrt(4 - x**2 - y**2) ** 2),
    ],
)
def test_expressions_that_are_never_negative(expression: Expr) -> None:
    assert is_never_negative(expression)


@pytest.mark.parametrize(
    "expression",
    [
        x,
        x * y,
        x**2 - y**2,
        x**2 - 3 * x * y + y**2,
        abs(x) - 2 * x,
        abs(x) - y,
        sqrt(x**2 + y**2) - 2 * x,
        sqrt(x**2 + y**2) - x - y,
        x**2 - 2 * x + Rational(99, 100),
        x**3,
        1 - 2 * cos(x),
        exp(x) - 1,
        -(x**2),
        log(x),
        x**2 - 1,
        -x * y,
        Max(x, y),
        Min(x, y**2),
        -Max(x, y**2),
        Min(1, x**2) - 1,
        x * atan(y),
        -x * atan(x),
    ],
)
def test_nothing_is_claimed_of_others(expression: Expr) -> None:
    assert not is_never_negative(expression)


def test_bounds_are_those_of_the_parts() -> None:
    assert lower_bound(2 * x**2 - 3 * sin(y) + Rational(1, 2)) == Rational(-5, 2)
    assert upper_bound(5 - x**2 + cos(x)) == 6
    assert upper_bound(x) is None
    assert upper_bound(exp(x)) is None
