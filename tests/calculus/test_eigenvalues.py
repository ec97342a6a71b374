from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Expr, Matrix, Mul, Rational, Symbol, exp, pi, sqrt, tanh

from grad_magic.calculus.eigenvalues import eigensystem


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
    assert system.values == values
    for found, expected in zip(system.vectors, vectors, strict=True):
        assert found == (Matrix(expected) / Matrix(expected).norm()).applyfunc(sqrt_form)


def sqrt_form(number: Expr) -> Expr:
    return number.expand()


def test_two_roots_are_written_alike_beside_a_common_factor() -> None:
    # The entries of x² e^(xy) at (1, 2): the roots of λ² - 15λ - 11 = 0, times e².
    found = eigensystem(exp(2) * Matrix([[14, 5], [5, 1]]))
    assert found is not None
    low, high = found.values
    assert low == Mul(Rational(1, 2), 15 - sqrt(269), exp(2))
    assert high == Mul(Rational(1, 2), 15 + sqrt(269), exp(2))


def test_a_common_factor_stays_outside() -> None:
    system = eigensystem(Matrix([[2, 1], [1, 2]]) * exp(2))
    assert system is not None
    assert system.values == (exp(2), 3 * exp(2))


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


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(-6, 6), min_size=3, max_size=3))
def test_eigenvalues_agree_with_numerical_ones(entries: list[int]) -> None:
    a, b, d = entries
    system = eigensystem(Matrix([[a, b], [b, d]]))
    assert system is not None
    first, second = system.vectors
    expected = np.linalg.eigvalsh(np.array([[a, b], [b, d]], dtype=float))
    assert np.allclose([float(value) for value in system.values], expected)
    assert (first.T * second)[0].expand() == 0


def test_long_entries_have_no_eigenvalues_that_anyone_would_read() -> None:
    # The Hessian of tanh(x² + 2y) at (-2, π/6) has such entries.
    level = tanh(pi / 3 + 4)
    slope, bend = 1 - level**2, -2 * level * (1 - level**2)
    matrix = Matrix([[16 * bend + 2 * slope, -8 * bend], [-8 * bend, 4 * bend]])
    assert eigensystem(matrix) is None
