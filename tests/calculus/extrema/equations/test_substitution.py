"""A system is solved one equation after the other."""

from __future__ import annotations

import pytest
from sympy import Expr, symbols

from grad_magic.calculus.extrema.equations.substitution import points_reached, solve_by_hand

x, y, z = symbols("x y z", real=True)


def test_equations_of_fewer_variables_come_first() -> None:
    steps = solve_by_hand([2 * x - y, 2 * y - x, 2 * z - 6], [x, y, z])
    assert [(step.equation, step.variable, *step.values) for step in steps] == [
        (2, z, 3),
        (0, y, 2 * x),
        (1, x, 0),
    ]
    assert [step.is_as_it_was for step in steps] == [True, True, False]


@pytest.mark.parametrize(
    "partials",
    [
        [x - y, y - x, z],  # A line of solutions.
        [x * y - 1, y, z],  # No solution.
        [4 * x + 2 * y * z, 4 * y + 2 * x * z, 4 * z + 2 * x * y],
        [x**2 - 1, y**2 - 1, z],
        [x**3 - x - 1 + y, y, z],
    ],
)
def test_what_does_not_end_in_one_equation_is_left(partials: list[Expr]) -> None:
    assert solve_by_hand(partials, [x, y, z]) == ()


def test_the_last_equation_may_have_several_roots() -> None:
    # Of f = x³ + y² + z² + 12xy + 2z: z = -1, y = -6x, and 3x² - 72x = 0.
    steps = solve_by_hand([3 * x**2 + 12 * y, 2 * y + 12 * x, 2 * z + 2], [x, y, z])
    assert [(step.variable, *step.values) for step in steps] == [(z, -1), (y, -6 * x), (x, 0, 24)]
    assert points_reached(steps, [x, y, z]) == ((0, 0, -1), (24, -144, -1))
