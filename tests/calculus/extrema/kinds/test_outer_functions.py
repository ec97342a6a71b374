"""Points at which f rises or falls with what is in it."""

from __future__ import annotations

import mpmath
import pytest
from sympy import lambdify

from grad_magic.result import solve

# Steps of many sizes and ratios, in all four quadrants.
STEPS = [sign * mpmath.mpf(2) ** -k for k in (4, 7, 10, 17) for sign in (1, -1)] + [0]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("formula", "kind"),
    [
        # cos 0 = 1 > 0, and x²y² ≥ 0.
        ("sin(x^2*y^2)", "minimum"),
        ("3-2sin(|x*y|)", "maximum"),
        # -sin 1 < 0, and e^u rises.
        ("cos(1+x^2*y^2)", "maximum"),
        ("exp(tan(-x^2*y^4))", "maximum"),
        # Of arctan and tanh the sign is that of what is in them, everywhere.
        ("arctan(x^2*y^2)", "minimum"),
        ("tanh(-|x*y|)", "maximum"),
        # x²y³ has both signs.
        ("sin(x^2*y^3)", "saddle"),
    ],
)
def test_it_has_the_extremum_of_what_is_in_it(formula: str, kind: str) -> None:
    result = solve(f"f(x,y)={formula} at=(0,0)")
    assert result.critical_kind == kind
    if kind == "saddle":
        return
    assert result.is_strict is False
    sign = 1 if kind == "minimum" else -1
    rise = lambdify(result.variables, sign * (result.f - result.value), "mpmath")
    with mpmath.workdps(60):
        assert all(rise(a, b) >= -(mpmath.mpf(10) ** -50) for a in STEPS for b in STEPS)


@pytest.mark.slow
def test_also_among_all_critical_points() -> None:
    points = {
        point.point: point for point in solve("f(x,y)=sin(|x*y|) critical=all").critical_points
    }
    assert points[0, 0].kind == "minimum"


def test_one_that_is_found_at_once() -> None:
    result = solve("f(x,y)=arctan(x^2*y^2) at=(0,0)")
    assert (result.critical_kind, result.is_strict) == ("minimum", False)
