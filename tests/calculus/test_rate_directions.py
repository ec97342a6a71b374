from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Expr, Integer, Matrix, Rational, Symbol, acos, pi, sqrt

from grad_magic.calculus.directions import dot
from grad_magic.calculus.rate_directions import rate_directions


@pytest.mark.parametrize(
    ("gradient", "rate", "directions", "angle"),
    [
        # By hand: u·u = 1 and ∇f·u = c solved for u.
        ([3, 4], 0, [[Rational(4, 5), Rational(-3, 5)], [Rational(-4, 5), Rational(3, 5)]], pi / 2),
        ([1, 2], 1, [[1, 0], [Rational(-3, 5), Rational(4, 5)]], acos(sqrt(5) / 5)),
        ([1, 0], Rational(1, 2), [[Rational(1, 2), sqrt(3) / 2], [Rational(1, 2), -sqrt(3) / 2]],
         pi / 3),
        ([3, 4], 5, [[Rational(3, 5), Rational(4, 5)]], 0),
        ([3, 4], -5, [[Rational(-3, 5), Rational(-4, 5)]], pi),
        ([1, 2, 2], 3, [[Rational(1, 3), Rational(2, 3), Rational(2, 3)]], 0),
        ([2], 2, [[1]], 0),
        ([2], -2, [[-1]], pi),
    ],
)  # fmt: skip
def test_the_directions_of_a_rate_are_exact(
    gradient: list[Expr], rate: Expr, directions: list[list[Expr]], angle: Expr
) -> None:
    found = rate_directions(Matrix(gradient), Integer(1) * rate)
    assert found.kind == "finite"
    assert [list(direction) for direction in found.directions] == directions
    assert found.angle == angle


@pytest.mark.parametrize(
    ("gradient", "rate", "kind"),
    [
        ([3, 4], Integer(6), "none"),
        ([1, 2, 2], Integer(-4), "none"),
        ([2], Integer(1), "none"),
        ([0, 0], Integer(0), "all"),
        ([0, 0], Integer(1), "none"),
        ([1, 2, 2], Integer(1), "cone"),
        ([3, 4], Symbol("a", real=True), "open"),
        ([Symbol("a", real=True), 0], Integer(1), "open"),
    ],
)
def test_a_rate_has_none_all_or_a_cone_of_directions(
    gradient: list[Expr], rate: Expr, kind: str
) -> None:
    found = rate_directions(Matrix(gradient), rate)
    assert found.kind == kind
    assert found.directions == ()


def test_the_cone_has_its_angle_to_the_gradient() -> None:
    assert rate_directions(Matrix([1, 2, 2]), Integer(1)).angle == acos(Rational(1, 3))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(-9, 9), min_size=2, max_size=2).filter(any),
    st.fractions(-20, 20, max_denominator=6),
)
def test_in_the_plane_each_rate_up_to_the_largest_has_its_directions(
    entries: list[int], fraction: object
) -> None:
    gradient, rate = Matrix(entries), Rational(str(fraction))
    largest = sum(entry**2 for entry in entries)
    found = rate_directions(gradient, rate)
    assert len(found.directions) == (2 if rate**2 < largest else int(rate**2 == largest))
    for direction in found.directions:
        assert dot(direction, direction) == 1
        assert dot(direction, gradient) == rate
