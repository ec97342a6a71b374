from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Expr, Integer, Matrix, Symbol, exp, pi, sin, sqrt, symbols, tanh

from grad_magic.calculus.second_order import (
    count_partials,
    eigensystem,
    higher_partials,
    mixed_agree,
    second_rate,
)
from grad_magic.errors import MeaninglessRequestError, NoAnswerError

x, y, z = symbols("x y z", real=True)


@pytest.mark.parametrize(
    ("rows", "values", "vectors"),
    [
        ([[2, 1], [1, 2]], (1, 3), ([1, -1], [1, 1])),
        ([[6, 0], [0, -2]], (-2, 6), ([0, 1], [1, 0])),
        ([[1, 2], [2, 4]], (0, 5), ([2, -1], [1, 2])),
        ([[0, 0], [0, 0]], (0, 0), ([1, 0], [0, 1])),
        ([[5]], (5,), ([1],)),
        # Strang, Introduction to Linear Algebra, section 6.4: 2 - √2, 2, 2 + √2.
        (
            [[2, -1, 0], [-1, 2, -1], [0, -1, 2]],
            (2 - sqrt(2), 2, 2 + sqrt(2)),
            ([1, sqrt(2), 1], [1, 0, -1], [1, -sqrt(2), 1]),
        ),
    ],
)
def test_eigenvalues_and_their_directions_are_exact(
    rows: list[list[Expr]], values: tuple[Expr, ...], vectors: tuple[list[Expr], ...]
) -> None:
    system = eigensystem(Matrix(rows))
    assert system is not None
    assert system[0] == values
    for found, expected in zip(system[1], vectors, strict=True):
        assert found == (Matrix(expected) / Matrix(expected).norm()).applyfunc(sqrt_form)


def sqrt_form(number: Expr) -> Expr:
    return number.expand()


def test_a_common_factor_stays_outside() -> None:
    system = eigensystem(Matrix([[2, 1], [1, 2]]) * exp(2))
    assert system is not None
    assert system[0] == (exp(2), 3 * exp(2))


@pytest.mark.parametrize(
    "matrix",
    [
        Matrix([[1, 2], [3, 4]]),
        Matrix([[2, 1, 0], [1, 3, 1], [0, 1, 5]]),  # an irreducible cubic
        Matrix([[Symbol("a", real=True), 0], [0, 1]]),
    ],
)
def test_without_symmetry_or_a_short_form_there_are_none(matrix: Matrix) -> None:
    assert eigensystem(matrix) is None


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(-6, 6), min_size=3, max_size=3))
def test_eigenvalues_agree_with_numerical_ones(entries: list[int]) -> None:
    a, b, d = entries
    system = eigensystem(Matrix([[a, b], [b, d]]))
    assert system is not None
    values, (first, second) = system
    expected = np.linalg.eigvalsh(np.array([[a, b], [b, d]], dtype=float))
    assert np.allclose([float(value) for value in values], expected)
    assert (first.T * second)[0].expand() == 0


def test_the_second_rate_along_a_direction() -> None:
    # f = x² + 3xy at any point, u = (3, 4)/5: 2·9/25 + 2·3·12/25 = 90/25.
    hessian = Matrix([[2, 3], [3, 0]])
    assert second_rate(hessian, Matrix([3, 4]) / 5) == Integer(18) / 5


def test_partial_derivatives_come_in_natural_order_with_values() -> None:
    at = {x: Integer(1), y: Integer(0)}
    found = higher_partials(x * exp(2 * y), (x, y), 3, at)
    assert [(p.variables, p.general, p.at_point) for p in found] == [
        ((x, x), 0, 0),
        ((x, y), 2 * exp(2 * y), 2),
        ((y, x), 2 * exp(2 * y), 2),
        ((y, y), 4 * x * exp(2 * y), 4),
        ((x, x, x), 0, 0),
        ((x, x, y), 0, 0),
        ((x, y, y), 4 * exp(2 * y), 4),
        ((y, y, y), 8 * x * exp(2 * y), 8),
    ]


def test_without_a_point_they_have_no_value() -> None:
    assert {p.at_point for p in higher_partials(x * y, (x, y), 2)} == {None}


def test_too_many_partial_derivatives_are_refused() -> None:
    variables = symbols("x_1:7", real=True)
    assert count_partials(6, 4) == 36 + 56 + 126
    with pytest.raises(MeaninglessRequestError) as error:
        higher_partials(sum(variables), variables, 4)
    assert error.value.message == "there are 218 partial derivatives up to order 4"


def test_derivatives_that_grow_too_long_are_refused() -> None:
    f = x
    for _ in range(6):
        f = sin(f * exp(x * y) + y)
    with pytest.raises(NoAnswerError):
        higher_partials(f, (x, y), 4)


@pytest.mark.parametrize(
    "f",
    [
        x * y * (x**2 - y**2) / (x**2 + y**2),
        exp(x * y) * sin(x / y),
        sqrt(x**2 + y**3),
        x**y,
    ],
)
def test_mixed_partial_derivatives_agree_where_the_formula_is_smooth(f: Expr) -> None:
    assert mixed_agree(f, (x, y), 3) is True


def test_long_entries_have_no_eigenvalues_that_anyone_would_read() -> None:
    # The Hessian of tanh(x² + 2y) at (-2, π/6) has such entries.
    level = tanh(pi / 3 + 4)
    slope, bend = 1 - level**2, -2 * level * (1 - level**2)
    matrix = Matrix([[16 * bend + 2 * slope, -8 * bend], [-8 * bend, 4 * bend]])
    assert eigensystem(matrix) is None
