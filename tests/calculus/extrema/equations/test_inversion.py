"""Equations in one variable."""

from __future__ import annotations

import pytest
from sympy import Abs, Expr, Integer, Rational, Symbol, sign

from grad_magic.calculus.extrema.equations.inversion import solve_for
from grad_magic.calculus.extrema.equations.roots import UnsolvedError

x = Symbol("x", real=True)
ROOT = Abs(x) ** Rational(1, 3) * sign(x)


@pytest.mark.parametrize(
    ("equation", "numbers"),
    [
        (ROOT, {0}),
        (ROOT + 2, {-8}),
        (ROOT**2 - 4, {-8, 8}),
        # t³ - t = 0 for t = ∛x.
        (x - ROOT, {-1, 0, 1}),
        (Abs(x) * x - 4 * x, {-4, 0, 4}),
        (Abs(x) * x + 4, {-2}),
        (Abs(x) ** Rational(1, 2) - 3, {-9, 9}),
        (Abs(x) + 1, set()),
    ],
)
def test_equations_about_magnitudes(equation: Expr, numbers: set[int]) -> None:
    found = solve_for(equation, x)
    assert set(found.numbers) == set(map(Integer, numbers))
    assert found.is_complete
    for number in found.numbers:
        assert abs(complex(equation.xreplace({x: number}))) < 1e-12


def test_an_equation_that_holds_on_a_whole_side_is_left() -> None:
    with pytest.raises(UnsolvedError):
        solve_for(Abs(x) - x, x)
