from __future__ import annotations

import mpmath
import pytest
from sympy import Expr, Integer, Rational, sqrt

import grad_magic
from grad_magic.calculus.expansions.operations import _taylor_coefficient

FUNCTIONS = {
    "tanh": mpmath.tanh,
    "sigmoid": lambda t: 1 / (1 + mpmath.exp(-t)),
    "softplus": lambda t: mpmath.log(1 + mpmath.exp(t)),
    "atan": mpmath.atan,
    "asinh": mpmath.asinh,
    "erf": mpmath.erf,
}


@pytest.mark.parametrize("operation", FUNCTIONS)
@pytest.mark.parametrize("place", [Integer(0), Rational(-1, 2), sqrt(2)])
def test_taylor_coefficients(operation: str, place: Expr) -> None:
    with mpmath.workdps(60):
        expected = mpmath.taylor(FUNCTIONS[operation], mpmath.mpmathify(place.evalf(60)), 12)
    for count, number in enumerate(expected):
        found = _taylor_coefficient(operation, (place,), count).evalf(30)
        assert abs(found - number) < 1e-15


@pytest.mark.parametrize(
    ("operation", "place"),
    [
        ("asin", Integer(0)),
        ("asin", Rational(1, 3)),
        ("asin", sqrt(2) / 2),
        ("acos", Integer(0)),
        ("acos", Rational(-1, 2)),
        ("acosh", Integer(2)),
        ("acosh", sqrt(3)),
    ],
)
def test_taylor_coefficients_inside_an_interval(operation: str, place: Expr) -> None:
    with mpmath.workdps(60):
        function = getattr(mpmath, operation)
        expected = mpmath.taylor(function, mpmath.mpmathify(place.evalf(60)), 12)
    for count, number in enumerate(expected):
        found = _taylor_coefficient(operation, (place,), count).evalf(30)
        assert abs(found - number) < 1e-12 * (1 + abs(number))


@pytest.mark.slow
def test_a_jump_beside_an_arccosine_is_found_in_time() -> None:
    # Along the x-axis f tends to arccos 0 = π/2 from the left, but is 1 at P.
    result = grad_magic.solve("f(x,y)=piecewise((acos(y),x<1),(x,otherwise)) at=(1,0)")
    assert result.differentiable is False
    assert result.one_sided_partials is not None


@pytest.mark.slow
@pytest.mark.parametrize("outer", ["tanh", "softplus", "atan", "erf"])
def test_a_smooth_function_of_a_root_is_answered(outer: str) -> None:
    # Along y = 0 the slope is F′(0)/√|x|, unbounded.
    result = grad_magic.solve(f"f(x,y)={outer}(sqrt(abs(x-2y^2))) at=(0,0)")
    assert result.differentiable is False
