"""Exact numbers: determinants and inverses of fractions, and what becomes of long numbers."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy

from grad_magic.calculus.arrays.arithmetic import (
    ExactArithmetic,
    FloatArithmetic,
    NotExactError,
    SingularError,
)
from grad_magic.result import solve


def _fractions(rows: list[list[int]]) -> Any:
    return np.array([[Fraction(entry) for entry in row] for row in rows], dtype=object)


def test_determinants_and_inverses_of_fractions_are_exact() -> None:
    arithmetic = ExactArithmetic()
    matrix = _fractions([[0, 2, 1], [1, 0, 3], [2, 1, 0]])
    # Sarrus: 0 + 2·3·2 + 1·1·1 - 0 - 0 - 0.
    assert arithmetic.determinant(matrix)[0, 0] == 13
    assert (matrix @ arithmetic.inverse(matrix) == np.eye(3)).all()


def test_a_singular_matrix_of_fractions_has_no_inverse() -> None:
    arithmetic = ExactArithmetic()
    matrix = _fractions([[1, 2], [2, 4]])
    assert arithmetic.determinant(matrix)[0, 0] == 0
    with pytest.raises(SingularError):
        arithmetic.inverse(matrix)


def test_a_root_of_a_long_square_is_exact_and_of_another_long_fraction_refused() -> None:
    arithmetic = ExactArithmetic()
    square = np.array([[Fraction(123456789**2, 10**20)]], dtype=object)
    half = Fraction(1, 2)
    assert arithmetic.power(square, half)[0, 0] == Fraction(123456789, 10**10)
    with pytest.raises(NotExactError):
        arithmetic.power(square + Fraction(1, 10**20), half)


def test_irrational_determinants_are_told_apart_from_zero() -> None:
    root = sympy.sqrt(2)
    singular = np.array([[root, sympy.Integer(2)], [sympy.Integer(1), root]], dtype=object)
    assert ExactArithmetic().is_singular(singular)
    assert not ExactArithmetic().is_singular(singular + np.eye(2, dtype=int))


def test_a_determinant_of_softmax_is_answered_in_decimals() -> None:
    """It once took longer than any request may."""
    result = solve(
        "L(A)=det(softmax(A,axis=1)) at=(A=[[1.407,1.54,1.063],[-1.871,0,1],[1,2,0.13]])"
    )
    rows = np.exp([[1.407, 1.54, 1.063], [-1.871, 0, 1], [1, 2, 0.13]])
    assert float(result.value) == pytest.approx(np.linalg.det(rows / rows.sum(1, keepdims=True)))
    assert not result.warnings


def test_cofactors_of_what_has_overflowed_are_no_numbers() -> None:
    matrix = np.array([[np.inf, 1.0], [np.nan, 2.0]])
    assert np.isnan(FloatArithmetic().cofactors(matrix)).all()
