from __future__ import annotations

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Expr, Float, Integer, Poly, Rational, cos, sqrt, symbols

from grad_magic.calculus.extrema.equations.real_solutions import real_solutions
from grad_magic.calculus.extrema.equations.roots import UnsolvedError

x, y, z = symbols("x y z", real=True)


@pytest.mark.parametrize(
    ("equations", "points"),
    [
        ([x**2 + y**2 - 2, x - y], {(-1, -1), (1, 1)}),
        # A circle and a hyperbola that touch: double solutions count once.
        ([x**2 + y**2 - 2, x * y - 1], {(-1, -1), (1, 1)}),
        ([x**2 + y**2 + 1, x - y], set()),
        ([x**2 + y**2, x * y], {(0, 0)}),
        ([x**2 - 2, y**2 - x * y], {(-sqrt(2), 0), (-sqrt(2), -sqrt(2)),
                                    (sqrt(2), 0), (sqrt(2), sqrt(2))}),
        ([x - 1, x - 2, y], set()),
    ],
)  # fmt: skip
def test_solutions_in_closed_form_are_exact(
    equations: list[Expr], points: set[tuple[Expr, Expr]]
) -> None:
    found = [solution.point for solution in real_solutions(equations, [x, y])]
    assert len(found) == len(points)
    assert set(found) == points


def test_a_multiple_solution_is_found_where_no_derivative_helps() -> None:
    # x⁴ = y⁴ = (x + y)² = 0 at the origin alone.
    (solution,) = real_solutions([x**4, y**4 - x, (x + y) ** 2], [x, y])
    assert solution.point == (0, 0)


def test_solutions_without_closed_form_have_certain_decimals() -> None:
    # x⁵ - x - 1 = 0 has one real root, 1.16730397826141868... (by mpmath.findroot).
    (solution,) = real_solutions([x**5 - x - 1, y - x**2], [x, y])
    with mpmath.workdps(40):
        root = mpmath.findroot(lambda t: t**5 - t - 1, 1.2)
        first, second = solution.numbers()
        assert abs(first - root) < mpmath.mpf(10) ** -35
        assert abs(second - root**2) < mpmath.mpf(10) ** -35
    assert all(isinstance(value, Float) for value in solution.point)


def test_a_value_that_is_a_rational_number_is_exact() -> None:
    (solution,) = real_solutions([x**5 - x - 1, y - 3], [x, y])
    assert solution.point[1] == 3
    assert solution.value(Poly(x**5 - x + y, x, y)) == Integer(4)
    assert isinstance(solution.value(Poly(x, x, y)), Float)


def test_three_unknowns() -> None:
    # The sphere and two planes: x = y, z = 0 and 2x² = 1.
    found = real_solutions([x**2 + y**2 + z**2 - 1, x - y, z], [x, y, z])
    assert {s.point for s in found} == {
        (-sqrt(2) / 2, -sqrt(2) / 2, 0),
        (sqrt(2) / 2, sqrt(2) / 2, 0),
    }


@pytest.mark.parametrize(
    "equations",
    [
        [x * y, x * (y - 1)],  # a line of solutions
        [cos(x), y],
        [x**2 - sqrt(2), y],
        [x**13 - y, y**13 - x],  # 169 solutions over the complex numbers
    ],
)
def test_other_systems_are_refused(equations: list[Expr]) -> None:
    with pytest.raises(UnsolvedError):
        real_solutions(equations, [x, y])


numbers = st.integers(-4, 4)


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=4, unique_by=lambda p: p[0]))
def test_planted_solutions_are_all_found(places: list[tuple[int, int]]) -> None:
    levels = dict(places)
    vanishing: Expr = Integer(1)
    through: Expr = Integer(0)
    for level, height in levels.items():
        vanishing *= x - level
        # Lagrange's polynomial through the points.
        term: Expr = Integer(height)
        for other in levels:
            if other != level:
                term *= (x - other) / Rational(level - other)
        through += term
    found = real_solutions([vanishing.expand(), (y - through).expand()], [x, y])
    assert {solution.point for solution in found} == {tuple(map(Integer, p)) for p in places}
