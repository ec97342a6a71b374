from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import (
    Abs,
    Expr,
    Integer,
    Max,
    Rational,
    Symbol,
    asin,
    atan,
    cos,
    diff,
    exp,
    factorial,
    log,
    sin,
    sqrt,
    symbols,
    tan,
)

from grad_magic.calculus.extrema.kinds.jets import NoExpansionError
from grad_magic.calculus.extrema.kinds.taylor import taylor

x, y = symbols("x y", real=True)


def by_derivatives(f: Expr, point: dict[Symbol, Expr], order: int) -> Expr:
    """Taylor's formula as it stands in the books."""
    total = Integer(0)
    for i in range(order + 1):
        for j in range(order + 1 - i):
            derivative = diff(f, x, i, y, j) if i + j else f
            total += derivative.subs(point) * x**i * y**j / (factorial(i) * factorial(j))
    return total


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "point"),
    [
        (exp(x * y) + x**3 * y, (1, 2)),
        (log(1 + x * y**2) / (2 + sin(x)), (0, 0)),
        (sqrt(1 + x + y) * tan(x), (0, 0)),
        (x**y, (1, 2)),
        (atan(x - y) * cos(y), (3, 3)),
        (1 / (1 + x**2 + y**2), (1, -1)),
        (Abs(x - 2) * y, (0, 1)),
    ],
)
def test_the_taylor_polynomial_is_that_of_the_derivatives(f: Expr, point: tuple[int, int]) -> None:
    numbers = tuple(map(Integer, point))
    found = taylor(f, (x, y), numbers, 4).expression((x, y))
    smooth = f.subs(Abs(x - 2), 2 - x)
    assert (found - by_derivatives(smooth, {x: numbers[0], y: numbers[1]}, 4)).expand() == 0


def test_an_odd_root_of_a_negative_number_is_real() -> None:
    # (x - 1)^(1/3) near x = -7: -2 + x/12 + x²/288 - …
    series = taylor((x - 1) ** Rational(1, 3), (x,), (Integer(-7),), 2)
    assert series.expression((x,)) == -2 + x / 12 + x**2 / 288


@pytest.mark.parametrize(
    ("f", "start"),
    [
        (Abs(x), 0),
        (x ** Rational(7, 3), 0),
        (sqrt(x), 0),
        (asin(x), 1),
        (log(x), 0),
        (1 / x, 0),
        (Max(x, y), 0),
        (sqrt(x), -1),
    ],
)
def test_where_a_function_is_not_analytic_there_is_none(f: Expr, start: int) -> None:
    with pytest.raises(NoExpansionError):
        taylor(f, (x, y), (Integer(start), Integer(0)), 3)


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.integers(0, 3), st.integers(0, 3)), st.integers(-5, 5), min_size=1, max_size=6
    ),
    st.tuples(st.integers(-3, 3), st.integers(-3, 3)),
)
def test_a_polynomial_is_its_own_taylor_polynomial(
    terms: dict[tuple[int, int], int], point: tuple[int, int]
) -> None:
    f = sum((c * x**i * y**j for (i, j), c in terms.items()), Integer(0))
    a, b = map(Integer, point)
    found = taylor(f, (x, y), (a, b), 6).expression((x - a, y - b))
    assert (found - f).expand() == 0
