from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sympy import Expr, Integer, Matrix, Rational, Symbol, acos, pi, simplify, sqrt, symbols

import grad_magic
from grad_magic.calculus.directions import dot
from grad_magic.calculus.rate_directions import rate_directions, rate_system

u, v = symbols("u_1 u_2", real=True)
a = Symbol("a", real=True)


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


@pytest.mark.parametrize(
    ("gradient", "rate", "other"),
    [
        # u = (0, 1) is seen at once; the other one is it mirrored at the gradient.
        ([a, 1], 1, [2 * a / (a**2 + 1), (1 - a**2) / (a**2 + 1)]),
        ([a, 2], 2, [4 * a / (a**2 + 4), (4 - a**2) / (a**2 + 4)]),
        ([a, 1], -1, [-2 * a / (a**2 + 1), (a**2 - 1) / (a**2 + 1)]),
    ],
)
def test_with_a_letter_the_directions_of_a_rate_are_those_of_a_square(
    gradient: list[Expr], rate: int, other: list[Expr]
) -> None:
    found = rate_directions(Matrix(gradient), Integer(rate))
    assert found.kind == "finite"
    expected = {(Integer(0), Integer(rate) / abs(gradient[1])), tuple(other)}
    assert {tuple(map(simplify, direction)) for direction in found.directions} == {
        tuple(map(simplify, direction)) for direction in expected
    }


def test_the_cone_has_its_angle_to_the_gradient() -> None:
    assert rate_directions(Matrix([1, 2, 2]), Integer(1)).angle == acos(Rational(1, 3))


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
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


@pytest.mark.parametrize(
    ("gradient", "rate", "value", "remaining"),
    [
        ((2, 4), 1, Rational(1, 2) - 2 * v, 20 * v**2 - 8 * v - 3),
        ((3, 4), 5, Rational(5, 3) - 4 * v / 3, 25 * v**2 - 40 * v + 16),
        ((3, 0), 1, Rational(1, 3), 9 * v**2 - 8),
    ],
)
def test_the_system_by_hand(
    gradient: tuple[int, int], rate: int, value: Expr, remaining: Expr
) -> None:
    found = rate_system(Matrix(gradient), Integer(rate), (u, v))
    assert found is not None
    assert (found.solved, found.value, found.remaining) == (0, value, remaining)
    directions = rate_directions(Matrix(gradient), Integer(rate)).directions
    assert set(found.roots) == {direction[1] for direction in directions}


def test_the_system_by_hand_without_a_solution() -> None:
    found = rate_system(Matrix([0, 3]), Integer(5), (u, v))
    assert found is not None
    assert (found.solved, found.value, found.roots) == (1, Rational(5, 3), ())
    assert rate_system(Matrix([0, 0]), Integer(1), (u, v)) is None
    assert rate_system(Matrix([1, 1, 1]), Integer(1), (u, v)) is None


@pytest.mark.slow
@given(st.integers(-9, 9), st.integers(-9, 9), st.integers(-9, 9))
def test_what_is_left_of_the_system_has_the_directions_as_its_roots(
    a: int, b: int, rate: int
) -> None:
    assume(a or b)
    found = rate_system(Matrix([a, b]), Integer(rate), (u, v))
    assert found is not None
    other = (u, v)[1 - found.solved]
    for root in found.roots:
        pair = {other: root, (u, v)[found.solved]: found.value.xreplace({other: root})}
        assert (a * u + b * v - rate).xreplace(pair).expand() == 0
        assert (u**2 + v**2 - 1).xreplace(pair).expand() == 0
    assert bool(found.roots) == (rate**2 <= a**2 + b**2)


@pytest.mark.slow
@pytest.mark.parametrize("f", ["x^2-y^2 at=(a,b)", "a*x at=(1,1)", "a*x*y+b*x at=(1,1)"])
def test_at_letters_f_is_level_across_its_gradient(f: str) -> None:
    result = grad_magic.solve(f"f(x,y)={f} rate=0 plot=none")
    assert "not settled" not in result.text
    for direction in result.rate_directions.directions:
        assert simplify(direction.dot(result.gradient_at)) == 0
