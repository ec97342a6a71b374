"""What kind of critical point."""

from __future__ import annotations

from itertools import pairwise

from sympy import Matrix, Symbol

from grad_magic.calculus.numbers import sign_of


def critical_kind(hessian: Matrix) -> str:
    """The verdict of the second derivatives where ∇f = 0.

    All eigenvalues of a symmetric matrix are real, so the sign changes in the coefficients of
    its characteristic polynomial count the positive ones exactly (Descartes' rule of signs).

    Returns:
        "minimum", "maximum", "saddle", or "undecided" where an eigenvalue is 0 and no two
        others differ in sign.

    >>> critical_kind(Matrix([[2, 0], [0, -2]]))
    'saddle'
    """
    coefficients = hessian.charpoly(Symbol("t")).all_coeffs()
    signs = [sign_of(coefficient) for coefficient in coefficients]
    if None in signs:
        return "undecided"
    positive = _sign_changes([sign for sign in signs if sign])
    alternating = [(-1) ** power * sign for power, sign in enumerate(signs) if sign]
    negative = _sign_changes(alternating)
    if positive and negative:
        return "saddle"
    if positive == hessian.rows:
        return "minimum"
    return "maximum" if negative == hessian.rows else "undecided"


def _sign_changes(signs: list[int]) -> int:
    return sum(a != b for a, b in pairwise(signs))
