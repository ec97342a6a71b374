"""Zeros of a gradient as simple zeros of factors of its entries."""

from __future__ import annotations

import mpmath
import pytest
from sympy import Expr, Integer, Symbol, cos, exp, gamma, sin, symbols

from grad_magic.calculus.derivatives import gradient
from grad_magic.calculus.extrema.curves.repeated_factors import (
    classify_repeated,
    factor_systems,
    factors_of,
    shared_factors,
)

x, y = symbols("x y", real=True)
G = x - exp(-x)
H = x - cos(x)


def test_factors_with_their_powers() -> None:
    assert factors_of(4 * (1 + exp(-x)) * G**3, (x,)) == {G: 3}
    assert factors_of(y**2 * H * (2 * sin(x) + 2), (x, y)) == {y: 2, H: 1, 2 * sin(x) + 2: 1}
    # A sum is factored.
    assert factors_of(x**2 - 2 * x * y + y**2, (x, y)) == {x - y: 2}


def test_what_is_nowhere_zero_is_no_factor() -> None:
    assert factors_of(exp(x) * gamma(x) * x, (x,)) == {x: 1}
    assert factors_of((x - 1) / (x + 2) ** 2, (x,)) == {x - 1: 1}


def test_systems_of_one_factor_each() -> None:
    assert factor_systems((4 * G**3, 2 * y), (x, y)) == [(G, y)]
    assert factor_systems((x * (y - 1), y), (x, y)) == [(x, y), (y - 1, y)]


def test_what_tells_nothing_new() -> None:
    assert factor_systems((2 * x, 2 * y), (x, y)) is None
    many = x * (x - 1) * (x - 2) * (x - 3)
    assert factor_systems((many, many.subs(x, y)), (x, y)) is None


def test_factors_of_all_entries_are_curves_and_may_be_left_out() -> None:
    # ∇(x³y²(x - 1)): x² and y divide both entries.
    slopes = (x**2 * y**2 * (4 * x - 3), 2 * x**3 * y * (x - 1))
    assert shared_factors(slopes, (x, y)) == [x, y]
    assert factor_systems(slopes, (x, y), (x, y)) == [(4 * x - 3, x - 1)]
    assert shared_factors((x**2,), (x,)) == []


def test_an_entry_that_is_zero_tells_nothing() -> None:
    assert factor_systems((Integer(0), G**3), (x, y)) is None


def root_of(factor: Expr) -> mpmath.mpf:
    with mpmath.workdps(40):
        return mpmath.findroot(lambda place: factor.evalf(40, subs={x: place}), 0.6)


@pytest.mark.parametrize("power", [3, 4, 5])
@pytest.mark.parametrize("factor", [G, H, -G])
def test_the_first_derivative_that_is_not_zero(power: int, factor: Expr) -> None:
    # f = gᵐ has f⁽ᵐ⁾ = m!·g′ᵐ where g = 0, and nothing below.
    f = factor**power
    (slope,) = gradient(f, (x,))
    systems = factor_systems((slope,), (x,))
    assert systems is not None
    (system,) = (s for s in systems if s in ((factor,), (-factor,)))
    zero = root_of(factor)
    verdict = classify_repeated(f, (x,), system, (zero,))
    assert verdict is not None
    assert verdict.kind == ("saddle" if power % 2 else "minimum")
    for step in (mpmath.mpf("0.001"), -mpmath.mpf("0.001")):
        value = f.evalf(30, subs={x: zero + step})
        assert (value > 0) == (power % 2 == 0 or factor.evalf(30, subs={x: zero + step}) > 0)


@pytest.mark.parametrize(
    ("f", "kind"),
    [
        (G**4 + y**2, "minimum"),
        (3 - G**4 - y**2, "maximum"),
        (G**4 * exp(y), None),
    ],
)
def test_two_variables_by_a_sum_of_powers(f: Expr, kind: str | None) -> None:
    variables: tuple[Symbol, ...] = (x, y)
    verdict = classify_repeated(f, variables, (G, y), (root_of(G), mpmath.mpf(0)))
    if kind is None:
        # The value where both are 0 is 0, and f is nowhere negative.
        assert verdict is not None
        assert verdict.kind == "minimum"
    else:
        assert verdict is not None
        assert verdict.kind == kind
