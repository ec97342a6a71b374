"""What kind of critical point."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sympy import Expr, Integer, Matrix, Symbol

from grad_magic.calculus.derivatives import gradient
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten
from grad_magic.calculus.extrema.kinds.comparison import classify_by_bound
from grad_magic.calculus.extrema.kinds.degenerate import (
    classify_beside_squares,
    classify_degenerate,
)
from grad_magic.calculus.extrema.kinds.sites import CriticalSite, free_letter
from grad_magic.calculus.extrema.kinds.verdicts import CriticalVerdict, undecided
from grad_magic.findings import CriticalReason, Finding
from grad_magic.solution import CriticalKind


def classify_critical(
    f: Expr, variables: Sequence[Symbol], point: Sequence[Expr], hessian_at: Matrix
) -> CriticalVerdict:
    """The kind of critical point of a function whose formula is smooth near P.

    The Hessian decides where it can (second derivative test). Where it is semidefinite, f is
    compared with f(P) along all curves into P by its Taylor polynomial.

    Args:
        f: the function, with ∇f(P) = 0.
        variables: its n variables.
        point: P, n exact numbers.
        hessian_at: the second derivatives at P, n×n.
    """
    verdict = classify_by_hessian(hessian_at)
    if verdict.kind != "undecided":
        return verdict
    # That of x/|x| is 0 only once it is shortened.
    still = [0 in (partial, shorten(partial)) for partial in gradient(f, variables)]
    if all(still):
        return CriticalVerdict("minimum", is_strict=False, reason=_constancy(f, variables))
    # Of sin²x + cos²x + y² near P none but y matters.
    places = zip(variables, point, still, strict=True)
    f = f.subs({variable: value for variable, value, is_still in places if is_still})
    others = f.free_symbols.union(*(value.free_symbols for value in point)) - set(variables)
    if others or hessian_at.free_symbols:
        site = CriticalSite(f, variables, point, free_letter([*variables, *others]))
        return (
            classify_by_bound(site)
            or _beside_squares(site, hessian_at)
            or undecided(CriticalReason.DEPENDS_ON_PARAMETERS)
        )
    if None in map(sign_of, _characteristic_coefficients(hessian_at)):
        return undecided(CriticalReason.SIGN_NOT_SETTLED)
    return classify_degenerate(f, variables, point, hessian_at)


def _beside_squares(site: CriticalSite, hessian: Matrix) -> CriticalVerdict | None:
    others = site.f.free_symbols - set(site.variables)
    is_settled = all(symbol.is_positive for symbol in others)
    if not is_settled or not site.f.is_polynomial(*site.variables):
        return None
    # The signs of its eigenvalues are known, and as no two differ it is semidefinite.
    signs = [sign_of(coefficient) for coefficient in _characteristic_coefficients(hessian)]
    is_semidefinite = None not in signs and signs[-1] == 0
    return classify_beside_squares(site, hessian) if is_semidefinite else None


def _constancy(f: Expr, variables: Sequence[Symbol]) -> Finding[CriticalReason]:
    """That f is constant; floor(x) and its like are so near P alone."""
    return Finding(
        CriticalReason.CONSTANT_NEARBY
        if f.free_symbols.intersection(variables)
        else CriticalReason.CONSTANT
    )


def classify_by_hessian(hessian: Matrix) -> CriticalVerdict:
    """The kind by the second derivatives alone (second derivative test)."""
    kind = critical_kind(hessian)
    if kind == "undecided":
        return undecided(CriticalReason.SIGN_NOT_SETTLED)
    reason = {
        "minimum": CriticalReason.DEFINITE_MINIMUM,
        "maximum": CriticalReason.DEFINITE_MAXIMUM,
        "saddle": CriticalReason.INDEFINITE_HESSIAN,
    }[kind]
    is_strict = None if kind == "saddle" else True
    return CriticalVerdict(kind, is_strict, Finding(reason))


def critical_kind(hessian: Matrix) -> CriticalKind:
    """The verdict of the second derivatives where ∇f = 0.

    All eigenvalues of a symmetric matrix are real, so the sign changes in the coefficients of
    its characteristic polynomial count the positive ones exactly (Descartes' rule of signs).

    Returns:
        "minimum", "maximum", "saddle", or "undecided" where an eigenvalue is 0 and no two
        others differ in sign.

    >>> critical_kind(Matrix([[2, 0], [0, -2]]))
    'saddle'
    """
    signs = [sign_of(coefficient) for coefficient in _characteristic_coefficients(hessian)]
    # The determinant is the product of all eigenvalues: an even number of them has both signs.
    if hessian.rows % 2 == 0 and signs[-1] == -1:
        return "saddle"
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


def _characteristic_coefficients(hessian: Matrix) -> Sequence[Expr]:
    if hessian.free_symbols:
        return _coefficients_by_traces(hessian)
    # Left to itself SymPy calls its `simplify`, which may run for seconds.
    coefficients: Sequence[Expr] = hessian.charpoly(Symbol("t"), simplify=Expr.expand).all_coeffs()
    return coefficients


def _coefficients_by_traces(matrix: Matrix) -> Sequence[Expr]:
    """The same with parameters, where SymPy would sort what can't be compared.

    Leverrier's method: M₁ = A, cₖ = -trace(Mₖ)/k, Mₖ₊₁ = A·(Mₖ + cₖ·1).
    """
    coefficients: list[Expr] = [Integer(1)]
    product = matrix
    for k in range(1, matrix.rows + 1):
        coefficients.append((-product.trace() / k).expand())
        product = (matrix * (product + coefficients[-1] * Matrix.eye(matrix.rows))).applyfunc(
            Expr.expand
        )
    return coefficients


def _sign_changes(signs: list[int]) -> int:
    return sum(a != b for a, b in pairwise(signs))
