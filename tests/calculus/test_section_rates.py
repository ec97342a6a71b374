"""Partial derivatives at points of letters beside a corner, by hand and by differences."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from sympy import Expr, Ne, Symbol, oo, sign, sqrt

from grad_magic import solve

a = Symbol("a", real=True)
_STEP = 1e-7


@pytest.mark.parametrize("place", ["(a,0)", "(0,a)"])
@pytest.mark.slow
def test_the_derivative_along_a_side_of_a_corner(place: str) -> None:
    result = solve(f"f(x,y)=|x|+|y| at={place}")
    slopes = [slope for slope in result.partials_at if slope is not None]
    assert slopes == [sign(a)]
    assert (result.differentiable, result.conditions) == (False, (Ne(a, 0),))


@pytest.mark.slow
def test_a_direction_beside_a_corner() -> None:
    # |a + t/√2| + |t|/√2: the first term has the slope sign(a)/√2.
    sides = solve("f(x,y)=|x|+|y| at=(a,0) dir=(1,1)").one_sided_derivatives
    first, second = (side.value.subs(a, 3) for side in sides)
    assert (first, second) == (0, sqrt(2))


@pytest.mark.parametrize(
    ("request_", "index", "f"),
    [
        ("f(x,y)=ln(x)+|y| at=(a,0)", 0, lambda x, y: math.log(x) + abs(y)),
        ("f(x,y)=sqrt(|x|)+|y| at=(a,0)", 0, lambda x, y: math.sqrt(abs(x)) + abs(y)),
        ("f(x,y)=max(x,1)+|y| at=(a,0)", 0, lambda x, y: max(x, 1) + abs(y)),
        ("f(x,y)=|x+y|+|x| at=(0,a)", 1, lambda x, y: abs(x + y) + abs(x)),
    ],
)
@pytest.mark.slow
def test_the_rules_hold_along_one_axis(
    request_: str, index: int, f: Callable[[float, float], float]
) -> None:
    result = solve(request_)
    slope = result.partials_at[index]
    assert slope is not None
    for number in (0.5, 3.25):
        place = [number, 0.0] if request_.endswith("(a,0)") else [0.0, number]
        ends = [list(place), list(place)]
        ends[0][index] -= _STEP
        ends[1][index] += _STEP
        difference = (f(*ends[1]) - f(*ends[0])) / (2 * _STEP)
        assert abs(float(slope.subs(a, number)) - difference) < 1e-5
    assert result.differentiable is False
    assert result.partials_at[1 - index] is None


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "along_y"),
    [
        # The quotients are ∛a·t^(-2/3), a|t|^(1/2)/t, a·∛t/t and a^(2/3)·t^(-1/3).
        ("cbrt(x*y)", (oo * sign(a), oo * sign(a))),
        ("x*|y|^(1/2)", (-oo * sign(a), oo * sign(a))),
        ("x*cbrt(y)", (oo * sign(a), oo * sign(a))),
        ("(x*y)^(2/3)", (-oo, oo)),
    ],
)
def test_an_infinite_rate_has_the_sign_of_its_letter(f: str, along_y: tuple[Expr, Expr]) -> None:
    result = solve(f"f(x,y)={f} at=(a,0)")
    assert result.partials_at == (0, None)
    assert tuple(limit.value for limit in result.one_sided_partials[1]) == along_y
    assert (result.differentiable, result.conditions) == (False, (Ne(a, 0),))
