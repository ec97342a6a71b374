"""The sign of what leads in all directions."""

from __future__ import annotations

import pytest
from sympy import Abs, Expr, Rational, Symbol, sqrt, symbols

from grad_magic.calculus.expansions.coefficients import Coefficients

u, v = symbols("u v", real=True)
# Between 0 and 1.
less = 1 / (1 + Symbol("s", positive=True))


@pytest.mark.parametrize(
    ("coefficient", "sign"),
    [
        # |u| ± u/2 is at least |u|/2, and √(u² + v²) larger than |u|/2.
        (Abs(u) - u / 2 + Abs(v), 1),
        (Abs(u) + less * u + Abs(v), 1),
        (-Abs(u) + less * u - Abs(v), -1),
        (sqrt(u**2 + v**2) - less * u, 1),
        (-2 * sqrt(u**2 + v**2) + u + v, -1),
        # 0 for u < 0 and v = 0; and of both signs.
        (Abs(u) + u + Abs(v), None),
        (sqrt(u**2 + v**2) + u, None),
        (Abs(u) + Rational(3, 2) * u + Abs(v), None),
        (sqrt(u**2 + v**2) + u + v, None),
    ],
)
def test_a_distance_leads_over_a_smaller_multiple_of_its_form(
    coefficient: Expr, sign: int | None
) -> None:
    assert Coefficients((u, v)).sign(coefficient) == sign
