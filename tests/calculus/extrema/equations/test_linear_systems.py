"""A linear system is solved one equation after the other."""

from __future__ import annotations

import pytest
from sympy import Expr, symbols

from grad_magic.calculus.extrema.equations.linear_systems import solve_linear_by_hand

x, y, z = symbols("x y z", real=True)


def test_equations_of_fewer_variables_come_first() -> None:
    steps = solve_linear_by_hand([2 * x - y, 2 * y - x, 2 * z - 6], [x, y, z])
    assert [(step.equation, step.variable, step.value) for step in steps] == [
        (2, z, 3),
        (0, y, 2 * x),
        (1, x, 0),
    ]
    assert [step.is_as_it_was for step in steps] == [True, True, False]


@pytest.mark.parametrize(
    "partials",
    [
        [x - y, y - x, z],  # A line of solutions.
        [x**2 - y, y, z],
        [x * y - 1, y, z],
    ],
)
def test_what_is_not_linear_or_has_many_solutions_is_left(partials: list[Expr]) -> None:
    assert solve_linear_by_hand(partials, [x, y, z]) == ()
