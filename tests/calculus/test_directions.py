from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import (
    Abs,
    E,
    Expr,
    Float,
    Integer,
    Matrix,
    Rational,
    acos,
    asin,
    cos,
    cosh,
    exp,
    log,
    pi,
    sqrt,
    symbols,
)

from grad_magic.calculus.directions import (
    angle_between,
    dot,
    norm,
    normal_form,
    orthogonal_basis,
    unit,
)

x, y, z = symbols("x y z", real=True)

whole_vectors = st.lists(st.integers(-9, 9), min_size=2, max_size=4).filter(any).map(Matrix)


@pytest.mark.parametrize(
    ("entries", "length"),
    [
        ([3, 4], 5),
        ([1, 2], sqrt(5)),
        ([-1, 0, -2], sqrt(5)),
        ([8 * exp(2), 4 * exp(2)], 4 * sqrt(5) * exp(2)),
        ([3 * cos(2), 4 * cos(2)], -5 * cos(2)),
        ([Rational(3, 2), log(2)], sqrt(9 + 4 * log(2) ** 2) / 2),
        # ln 4 is 2 ln 2, and √2 stands in both entries.
        ([log(2), log(4)], sqrt(5) * log(2)),
        ([sqrt(2) / x, sqrt(2) / y], sqrt(2) * sqrt(x**2 + y**2) / Abs(x * y)),
        # Each entry is ±1/2.
        ([Abs(x) / (2 * x), Abs(x) / (2 * x)], sqrt(2) / 2),
        ([-7], 7),
        ([0, 0], 0),
    ],
)
def test_lengths_are_exact_and_short(entries: list[Expr], length: Expr) -> None:
    assert norm(Matrix(entries)) == length


@pytest.mark.parametrize(
    ("entries", "length"),
    [
        ([exp(sqrt(x)), exp(sqrt(x))], sqrt(2) * exp(sqrt(x))),
        ([exp(x ** Rational(3, 2)), 0], exp(x ** Rational(3, 2))),
        ([-exp(x ** Rational(1, 4)), 0], exp(x ** Rational(1, 4))),
        ([2 ** sqrt(x * y), 0], 2 ** sqrt(x * y)),
        ([exp(1 / sqrt(x)), 0], exp(1 / sqrt(x))),
        ([0, -3 * sqrt(x)], 3 * sqrt(x)),
        ([x ** sqrt(y), 0], x ** sqrt(y)),
        ([exp(asin(x)), 0], exp(asin(x))),
        ([cosh(sqrt(x)), 0], cosh(sqrt(x))),
        # These may be negative.
        ([log(x), 0], Abs(log(x))),
        ([1 - sqrt(x), 0], Abs(1 - sqrt(x))),
    ],
)
def test_what_has_a_value_is_real_in_lengths_with_letters(
    entries: list[Expr], length: Expr
) -> None:
    assert norm(Matrix(entries)) == length


def test_where_a_root_of_letters_is_zero_a_length_has_its_value_too() -> None:
    length = norm(Matrix([3 * exp(sqrt(x)), 4 * exp(sqrt(x))]))
    assert [length.subs(x, value) for value in (0, 4)] == [5, 5 * exp(2)]


def test_directions_have_no_sign_of_what_is_never_negative() -> None:
    assert unit(Matrix([sqrt(x), 0])) == Matrix([1, 0])
    assert unit(Matrix([-exp(sqrt(x)), 0])) == Matrix([-1, 0])
    assert unit(Matrix([3 * x ** sqrt(y), 4 * x ** sqrt(y)])) == Matrix([3, 4]) / 5


@pytest.mark.parametrize(
    ("entries", "direction"),
    [
        ([1, -1], [sqrt(2) / 2, -sqrt(2) / 2]),
        ([3, 4], [Rational(3, 5), Rational(4, 5)]),
        ([-5], [-1]),
        ([-4 * exp(2), 3 * exp(2)], [Rational(-4, 5), Rational(3, 5)]),
        ([3 * cos(2), 4 * cos(2)], [Rational(-3, 5), Rational(-4, 5)]),
    ],
)
def test_unit_vectors_are_exact_and_short(entries: list[Expr], direction: list[Expr]) -> None:
    assert unit(Matrix(entries)) == Matrix(direction)


def test_unit_vectors_of_floating_point_numbers_are_such_numbers() -> None:
    assert list(unit(Matrix([Float(-3.0), Float(4.0)]))) == pytest.approx([-0.6, 0.8])
    assert list(unit(Matrix([Float(0.5), Float(0.5)]))) == pytest.approx([0.5**0.5] * 2)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(whole_vectors)
def test_a_unit_vector_has_length_one_and_the_same_direction(vector: Matrix) -> None:
    direction = unit(vector)
    assert dot(direction, direction) == 1
    assert dot(direction, vector) == norm(vector)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(whole_vectors)
def test_the_directions_of_no_change_are_units_perpendicular_to_the_gradient(
    vector: Matrix,
) -> None:
    basis = orthogonal_basis(vector)
    assert len(basis) == len(vector) - 1
    assert Matrix.hstack(vector, *basis).rank() == len(vector)
    for direction in basis:
        assert dot(direction, vector) == 0
        assert dot(direction, direction) == 1


def test_angles_are_exact() -> None:
    assert angle_between(Matrix([1, 0]), Matrix([1, 1])) == pi / 4
    assert angle_between(Matrix([1, -1]), Matrix([1, 2])) == acos(-sqrt(10) / 10)
    assert angle_between(Matrix([1, 0]), Matrix([-3, 0])) == pi


def test_a_tangent_is_written_in_lowest_terms() -> None:
    line = normal_form(Matrix([Rational(8, 25), Rational(-4, 25)]), (x, y), (1, 2))
    assert (line.lhs, line.rhs) == (2 * x - y, 0)
    plane = normal_form(Matrix([-1, 0, -2]), (x, y, z), (0, 1, -1))
    assert (plane.lhs, plane.rhs) == (x + 2 * z, -2)
    with_e = normal_form(Matrix([exp(2), 2 * exp(2)]), (x, y), (Integer(1), Integer(1)))
    assert (with_e.lhs, with_e.rhs) == (x + 2 * y, 3)
    over_e = normal_form(Matrix([1, exp(-1)]), (x, y), (Integer(1), Integer(2)))
    assert (over_e.lhs, over_e.rhs) == (E * x + y, E + 2)
    with_power = normal_form(Matrix([z * exp(z), exp(z)]), (x, y), (Integer(0), Integer(2)))
    assert (with_power.lhs, with_power.rhs) == (z * x + y, 2)
    of_product = normal_form(Matrix([exp(x) * exp(y) * z, exp(x + y)]), (x, y), (2, 1))
    assert (of_product.lhs, of_product.rhs) == (z * x + y, 2 * z + 1)
    with_roots = normal_form(Matrix([sqrt(2), -sqrt(6)]) / 4, (x, y), (Integer(3), Integer(0)))
    assert (with_roots.lhs, with_roots.rhs) == (x - sqrt(3) * y, 3)


def test_the_root_of_a_length_stands_before_a_rate_with_letters() -> None:
    a, b = symbols("a b", real=True)
    diagonal = (1 / sqrt(2), 1 / sqrt(2))
    assert str(dot((a, b), diagonal)) == "sqrt(2)*(a + b)/2"
    assert str(dot((a, a + 2 * b), diagonal)) == "sqrt(2)*(a + b)"
    # What has no root, and what would grow, stays.
    assert str(dot((2 * a, 4 * b), (Rational(3, 5), Rational(4, 5)))) == "6*a/5 + 16*b/5"
    high = (a + b) ** 1000
    assert dot((high, 1), diagonal) == high / sqrt(2) + 1 / sqrt(2)
