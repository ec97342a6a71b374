"""Critical points of functions with a square root and a parameter, in closed form."""

from __future__ import annotations

import pytest
from sympy import Expr, Symbol, sqrt

import grad_magic

a = Symbol("a", real=True)


# By hand: x = a√(1 + x²) has the sign of a and (1 - a²)x² = a²; √x = a/2; √(x - 1) = 1/(2a); and
# x = a√(1 - x²) has the sign of a and (1 + a²)x² = a².
@pytest.mark.parametrize(
    ("f", "point", "value", "places"),
    [
        ("sqrt(1+x^2)-a x", a / sqrt(1 - a**2), sqrt(1 - a**2), "(-1 < a) & (a < 1)"),
        ("sqrt(4+x^2)-a x", 2 * a / sqrt(1 - a**2), 2 * sqrt(1 - a**2), "(-1 < a) & (a < 1)"),
        ("a sqrt(x)-x", a**2 / 4, a**2 / 4, "a > 0"),
        ("a x-sqrt(x-1)", 1 + 1 / (4 * a**2), a - 1 / (4 * a), "a > 0"),
        ("a x+sqrt(1-x^2)", a / sqrt(1 + a**2), sqrt(1 + a**2), "None"),
    ],
)
@pytest.mark.slow
def test_there_is_one_row_with_the_point_and_where_it_exists(
    f: str, point: Expr, value: Expr, places: str
) -> None:
    found = grad_magic.solve(f"f(x)={f} critical=all plot=none")
    (row,) = found.critical_points
    assert found.critical_points_complete
    assert (row.point, row.value) == ((point,), value)
    assert str(row.where) in (places, places.replace("-1 < a", "a > -1"))


# Where the slope is never 0: √(1 + x²) - 2x falls, as |x| < √(1 + x²).
@pytest.mark.parametrize("f", ["sqrt(1+x^2)-2x", "-sqrt(x)-x"])
def test_a_slope_of_one_sign_has_no_zero(f: str) -> None:
    found = grad_magic.solve(f"f(x)={f} critical=all plot=none")
    assert found.critical_points_complete
    assert not found.critical_points
