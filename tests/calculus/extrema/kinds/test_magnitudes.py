"""Points at which f leaves its value like a product of powers of |x - p|."""

from __future__ import annotations

import mpmath
import pytest
from sympy import Abs, Integer, Symbol, lambdify

from grad_magic.calculus.extrema.kinds.magnitudes import classify_by_magnitude
from grad_magic.result import solve

X, Y = Symbol("x", real=True), Symbol("y", real=True)
# Steps of many sizes and ratios, in all four quadrants.
STEPS = [sign * mpmath.mpf(2) ** -k for k in (4, 7, 10, 17, 26) for sign in (1, -1)] + [0]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("formula", "point", "kind"),
    [
        # √|x|·(1 - 2|x|^(3/2)·y²), y²·(1 - y²), |xy|·(1 - |xy|), …
        ("sqrt(|x|)-2x^2*y^2", (0, 0), "minimum"),
        ("max(y^2,0)-y^4", (0, 0), "minimum"),
        ("|x*y|-x^2*y^2", (0, 0), "minimum"),
        ("x^3*y-|x|^(3/2)", (0, 0), "maximum"),
        ("3-sqrt(|x-1|)*e^y+sin(x-1)^2", (1, 0), "maximum"),
        # |x|·(y² - |x|) has both signs, and √|x| - √|y|, too.
        ("|x|*y^2-x^2", (0, 0), None),
        ("sqrt(|x|)-sqrt(|y|)", (0, 0), None),
    ],
)
def test_the_least_powers_of_the_magnitudes_decide(
    formula: str, point: tuple[int, int], kind: str | None
) -> None:
    result = solve(f"f(x,y)={formula} at={point}")
    found = classify_by_magnitude(result.f, dict(zip((X, Y), point, strict=True)), result.value)
    assert (None if found is None else found.kind) == kind
    if kind is not None:
        assert (result.critical_kind, result.is_strict) == (kind, False)
        sign = 1 if kind == "minimum" else -1
        rise = lambdify((X, Y), sign * (result.f - result.value), "mpmath")
        with mpmath.workdps(40):
            assert all(rise(point[0] + a, point[1] + b) >= 0 for a in STEPS for b in STEPS)


def test_one_that_is_found_at_once() -> None:
    found = classify_by_magnitude(Abs(X) - X**2 * Y**2, {X: Integer(0), Y: Integer(0)}, Integer(0))
    assert found is not None
    assert (found.kind, found.is_strict) == ("minimum", False)
