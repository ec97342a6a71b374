from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Matrix

from grad_magic.calculus.critical import critical_kind


@pytest.mark.parametrize(
    ("hessian", "kind"),
    [
        ([[2, 0], [0, 2]], "minimum"),
        ([[-2, 1], [1, -2]], "maximum"),
        ([[2, 0], [0, -2]], "saddle"),
        ([[0, 1], [1, 0]], "saddle"),
        ([[2, 0], [0, 0]], "undecided"),
        ([[0, 0], [0, 0]], "undecided"),
        ([[2, 0, 0], [0, 0, 0], [0, 0, -1]], "saddle"),
        ([[2]], "minimum"),
        ([[2, 1, 0], [1, 2, 1], [0, 1, 2]], "minimum"),
    ],
)
def test_the_hessian_tells_the_kind(hessian: list[list[int]], kind: str) -> None:
    assert critical_kind(Matrix(hessian)) == kind


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(-5, 5), min_size=6, max_size=6))
def test_the_kind_agrees_with_numerical_eigenvalues(entries: list[int]) -> None:
    a, b, c, d, e, f = entries
    rows = [[a, b, c], [b, d, e], [c, e, f]]
    eigenvalues = np.linalg.eigvalsh(np.array(rows, dtype=float))
    signs = {int(np.sign(round(value, 9))) for value in eigenvalues}
    expected = {
        frozenset({1}): "minimum",
        frozenset({-1}): "maximum",
        frozenset({1, -1}): "saddle",
        frozenset({1, 0, -1}): "saddle",
    }.get(frozenset(signs), "undecided")
    assert critical_kind(Matrix(rows)) == expected
