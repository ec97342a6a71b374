"""Expressions u of which functions are made, and their levels."""

from __future__ import annotations

import pytest
from sympy import Expr, Integer, Rational, Symbol, atan, cos, exp, log, pi, sin, sqrt, symbols, tan

from grad_magic.calculus.derivatives import gradient
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.calculus.extrema.equations.systems import solve_system
from grad_magic.calculus.extrema.inner_expressions import Extent, chains, extent, is_reached

x, y, z = symbols("x y z", real=True)
R = x**2 + y**2


@pytest.mark.parametrize(
    ("whole", "level", "expected"),
    [
        (log(R), Integer(2), exp(2)),
        (exp(x * y), Integer(3), log(3)),
        (exp(x * y), Integer(-3), None),
        (1 / R, Integer(4), Rational(1, 4)),
        (1 / R, Integer(0), None),
        (sqrt(R), Integer(3), Integer(9)),
        (sqrt(R), Integer(-3), None),
        (atan(R), Integer(1), tan(1)),
        (atan(R), Integer(2), None),
        (log(1 + 2 * sqrt(R)), log(7), Integer(9)),
    ],
)
def test_a_level_of_a_chain_is_one_of_what_it_is_made_of(
    whole: Expr, level: Expr, expected: Expr | None
) -> None:
    inner = next(chain for chain in chains(sin(3 * whole), (x, y)) if chain.whole == whole)
    assert inner.core_level(level) == expected


def test_what_takes_a_value_twice_is_no_chain() -> None:
    assert [chain.whole for chain in chains(exp(cos(x * y)), (x, y))] == [x * y]


@pytest.mark.parametrize(
    ("core", "low", "high"),
    [
        # (x + 1)² + y² - 1, and 4 - (x - y)² - x².
        (R + 2 * x, Integer(-1), None),
        (4 - (x - y) ** 2 - x**2, None, Integer(4)),
        # Least at (1, 1) and (-1, -1).
        (x**4 + y**4 - 4 * x * y, Integer(-2), None),
        (x * y, None, None),
        # Along y = x² it goes to -∞ though x⁴ is of highest degree.
        (x**4 - 2 * x**2 * y + y - y**2, None, None),
    ],
)
def test_between_which_numbers_its_values_lie(
    core: Expr, low: Expr | None, high: Expr | None
) -> None:
    stationary = solve_system(gradient(core, (x, y)), (x, y))
    bounds = extent(core, (x, y), stationary)
    assert (bounds.low, bounds.high) == (low, high)


# From -a on x² + y² - a has all values.
def test_bounds_with_a_parameter() -> None:
    a = symbols("a", positive=True)
    stationary = solve_system(gradient(R - a, (x, y)), (x, y))
    bounds = extent(R - a, (x, y), stationary)
    assert bounds == Extent(-a, None, is_endless=True)
    assert is_reached(R - a, (x, y), Integer(0), bounds)
    assert not is_reached(R - a, (x, y), -2 * a, bounds)


def test_which_levels_are_reached() -> None:
    bounds = Extent(Integer(-1), None)
    assert is_reached(R + 2 * x, (x, y), pi, bounds)
    assert not is_reached(R + 2 * x, (x, y), Integer(-2), bounds)
    with pytest.raises(UnsolvedError):
        is_reached(R + 2 * x, (x, y), Integer(-2), Extent(None, None))


def test_a_root_of_zero_is_rough() -> None:
    (inner, *_) = (chain for chain in chains(cos(sqrt(R)), (x, y)) if chain.whole == sqrt(R))
    zero: dict[Symbol, Expr] = {x: Integer(0), y: Integer(0)}
    assert inner.is_rough_at(zero)
    assert not inner.is_rough_at({**zero, x: Integer(1)})
