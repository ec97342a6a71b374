"""Functions of one variable that are differentiable at P, put together."""

from __future__ import annotations

import math

import pytest

from grad_magic import solve

_LOGARITHM = "piecewise((x^3 ln|x|, x!=0), (0, otherwise))"
_SLOW = "piecewise((x ln|x|, x!=0), (0, otherwise))"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("formula", "point", "gradient"),
    [
        (f"{_LOGARITHM}+y", "(0,1)", (0, 1)),
        (f"e^y {_LOGARITHM}+x y", "(0,2)", (2, 0)),
        # (x ln |x|)² has the slope 0, though x ln |x| has none.
        (f"cos({_SLOW})+3y", "(0,0)", (0, 3)),
        ("cbrt(x)^3+y", "(0,0)", (1, 1)),
        ("cbrt(x)*cbrt(x)*cbrt(x)*y", "(0,5)", (5, 0)),
    ],
)
def test_what_is_made_up_of_differentiable_functions_is_so(
    formula: str, point: str, gradient: tuple[int, int]
) -> None:
    result = solve(f"f(x,y)={formula} at={point}")
    assert result.differentiable
    assert tuple(result.gradient_at or ()) == gradient
    reason = " ".join(result.reason.split())
    assert "made up of functions of one variable that are differentiable at P" in reason


@pytest.mark.parametrize("formula", [f"{_SLOW}+y", f"{_SLOW}*y", "cbrt(x)+y", "|x|+cbrt(y)^3"])
def test_one_part_without_a_derivative_is_enough_against_it(formula: str) -> None:
    assert not solve(f"f(x,y)={formula} at=(0,1)").differentiable


def test_the_remainder_is_small() -> None:
    """Of e^y x³ ln |x| + xy at (0, 2), against the tangent plane 2x."""

    def f(x: float, y: float) -> float:
        return math.exp(y) * (x**3 * math.log(abs(x)) if x else 0) + x * y

    for exponent in (2, 4, 6):
        distance = 10.0**-exponent
        for angle in range(16):
            x, y = distance * math.cos(angle), distance * math.sin(angle)
            assert abs(f(x, 2 + y) - 2 * x) < 100 * distance**1.9
