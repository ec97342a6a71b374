"""Extrema that are seen from signs which the factors of f - f(P) keep near P alone."""

from __future__ import annotations

import random

import pytest
from sympy import Abs, Expr, Integer, log, sin, symbols
from sympy.abc import z

from grad_magic.calculus.extrema.kinds.factors_nearby import with_signs_near
from grad_magic.result import Result, solve

x, y = symbols("x y", real=True)


@pytest.mark.parametrize(
    ("request_text", "kind"),
    [
        # sin(x²) = x² - x⁶/6 + … ≥ 0 near 0.
        ("f=sin(x^2)*y^2 at=(0,0)", "local minimum"),
        ("f=-sin(x^2)*(1-cos(y)) at=(0,0)", "local maximum"),
        ("f(x,y)=sin(|x|)*|y| at=(0,0)", "local minimum"),
        # x - 3 is -2 at P.
        ("f=(x-1)^2*sin(y)^2*(x-3) at=(1,0)", "local maximum"),
        # ln(x² + y²) is negative where x² + y² < 1.
        (
            "f(x,y)=piecewise((x^2*y^2*ln(x^2+y^2),(x,y)!=(0,0)),(0,otherwise)) at=(0,0)",
            "local maximum",
        ),
        ("f(x,y,z)=sin(x^2)*y^2*z^2 at=(0,0,0)", "local minimum"),
    ],
)
def test_an_extremum_whose_factors_keep_their_signs_nearby(request_text: str, kind: str) -> None:
    result = solve(request_text + " plot=none")
    assert isinstance(result, Result)
    text = " ".join(result.text.split())
    assert f"so P is a {kind}, not strict" in text
    # By values at random points beside P.
    generator = random.Random(1)  # noqa: S311
    assert result.point is not None
    for _ in range(50):
        place = {
            name: value + Integer(generator.randint(-99, 99)) / 1000
            for name, value in zip(result.variables, result.point, strict=True)
        }
        gap = (result.f.xreplace(place) - result.value).evalf(20)
        assert gap >= 0 if "minimum" in kind else gap <= 0


@pytest.mark.parametrize(
    "form",
    [
        # Each changes its sign at 0, or is not smooth there.
        sin(x) * y**2,
        sin(x**3) * y**2,
        Abs(x) ** 3 - x,
        log(1 + x) * y**2,
        # The sign of a function of both is not looked for.
        sin(x * y),
        # Nor that of one of a parameter.
        sin(z**2) * y,
    ],
)
def test_no_sign_is_told_of_what_keeps_none(form: Expr) -> None:
    assert with_signs_near(form, {x: Integer(0), y: Integer(0)}) == form
