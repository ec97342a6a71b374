"""Extrema on a crease, where two smooth pieces p and q of f meet and f is max(p, q) or min(p, q).

With λ∇p + (1 - λ)∇q = 0 at P for some 0 ≤ λ ≤ 1, the mean m = λp + (1 - λ)q is critical there, and
max(p, q) ≥ m. Across the crease max(p, q) - m grows like the distance from it, if 0 < λ < 1, so
that the second derivatives of m along the crease alone decide (Clarke, *Optimization and Nonsmooth
Analysis*, 2.3 and 6.1; the second-order condition of Lagrange).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sympy import Expr, Ge, Gt, Le, Lt, Matrix, Symbol, cancel, hessian

from grad_magic.calculus.derivatives import gradient
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.extrema.corners.cornered import CorneredFunction
from grad_magic.calculus.extrema.corners.seams import pieces_of
from grad_magic.calculus.extrema.equations.value_bounds import is_never_negative
from grad_magic.calculus.extrema.kinds.critical import critical_kind
from grad_magic.calculus.extrema.kinds.verdicts import CriticalVerdict, extremum
from grad_magic.calculus.limits import Neighborhood
from grad_magic.findings import CriticalReason, Finding


@dataclass(frozen=True)
class _Crease:
    """f is max(p, q) near P, or min(p, q).

    Attributes:
        sign: 1 of max, -1 of min.
        difference: p - q.
        share: λ.
        mean: λp + (1 - λ)q, which has no gradient but 0 at P.
    """

    sign: int
    difference: Expr
    share: Expr
    mean: Expr


def classify_on_crease(function: CorneredFunction, near: Neighborhood) -> CriticalVerdict | None:
    """That f has an extremum at P; None where none is proved."""
    crease = _crease_at(function, near) if len(function.variables) > 1 else None
    if crease is None:
        return None
    sign, wanted = crease.sign, "minimum" if crease.sign > 0 else "maximum"
    second = _second_derivatives(crease, function.variables, near)
    if second is not None and critical_kind(second) == wanted:
        reason = Finding(
            CriticalReason.EVERYWHERE_ABOVE if sign > 0 else CriticalReason.EVERYWHERE_BELOW
        )
        return extremum(sign, reason)
    if is_never_negative((sign * (crease.mean - near.value)).expand()):
        reason = Finding(CriticalReason.NOWHERE_BELOW if sign > 0 else CriticalReason.NOWHERE_ABOVE)
        return extremum(sign, reason, is_strict=None)
    return None


def _crease_at(function: CorneredFunction, near: Neighborhood) -> _Crease | None:
    active: list[tuple[Expr, list[Expr]]] = []
    for piece, conditions in pieces_of(function.f, function.variables):
        if not all(isinstance(condition, (Gt, Lt, Ge, Le)) for condition in conditions):
            return None
        gaps = [condition.gts - condition.lts for condition in conditions]
        signs = [sign_of(shorten_number(gap.xreplace(dict(near.values)))) for gap in gaps]
        if None in signs:
            return None
        if -1 not in signs:
            here = [gap for gap, sign in zip(gaps, signs, strict=True) if sign == 0]
            active.append((piece, here))
    if len(active) != 2 or any(len(gaps) != 1 for _, gaps in active):
        return None
    (p, (gap,)), (q, (other_gap,)) = active
    # p - q = ratio·gap, and p is f where the gap is positive.
    ratio = cancel((p - q) / gap)
    if (gap + other_gap).expand() != 0 or not ratio.is_polynomial(*function.variables):
        return None
    sign = sign_of(shorten_number(ratio.xreplace(dict(near.values))))
    share = _share(p, q, function.variables, near)
    if not sign or share is None:
        return None
    return _Crease(sign, p - q, share, share * p + (1 - share) * q)


def _share(p: Expr, q: Expr, variables: Sequence[Symbol], near: Neighborhood) -> Expr | None:
    """The λ between 0 and 1 with λ∇p + (1 - λ)∇q = 0 at P; None where there is none."""
    slope, across = _slope_at(q, variables, near), _slope_at(p - q, variables, near)
    steepness = shorten_number(across.dot(across))
    if sign_of(steepness) != 1:
        return None
    share = shorten_number(-slope.dot(across) / steepness)
    rest = (sign_of(shorten_number(entry)) for entry in slope + share * across)
    is_between = sign_of(share) in (0, 1) and sign_of(1 - share) in (0, 1)
    return share if is_between and not any(sign != 0 for sign in rest) else None


def _slope_at(f: Expr, variables: Sequence[Symbol], near: Neighborhood) -> Matrix:
    return Matrix([part.xreplace(dict(near.values)) for part in gradient(f, variables)])


def _second_derivatives(
    crease: _Crease, variables: Sequence[Symbol], near: Neighborhood
) -> Matrix | None:
    """Those of the mean at P, along the crease alone where f has a corner across it."""
    second = hessian(crease.mean, variables).xreplace(dict(near.values))
    if not all(entry.is_finite for entry in second):
        return None
    if 0 in (sign_of(crease.share), sign_of(1 - crease.share)):
        return second
    along = _slope_at(crease.difference, variables, near).T.nullspace()
    basis = Matrix.hstack(*along)
    return (basis.T * second * basis).applyfunc(shorten_number)
