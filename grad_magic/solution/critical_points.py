"""Critical points, each of its kind."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from grad_magic.findings import CriticalReason, Finding, Repetition, SearchRemark
from grad_magic.solution.deferred import NOTHING, Deferred, Known

if TYPE_CHECKING:
    from sympy import Expr, Matrix
    from sympy.logic.boolalg import Boolean

    from grad_magic.solution.systems import Elimination, FactorCases, SmoothRegion, SubstitutionStep

CriticalKind = Literal["minimum", "maximum", "saddle", "undecided"]
NO_REGIONS: Known[tuple[SmoothRegion, ...]] = Known(())
NO_STEPS: Known[tuple[SubstitutionStep, ...]] = Known(())


@dataclass(frozen=True)
class CriticalVerdict:
    """The kind of a critical point, and why.

    Attributes:
        kind: "minimum", "maximum", "saddle" (f takes larger and smaller values than f(P) near
            P; for one variable too, where P is a point of inflection) or "undecided".
        is_strict: of an extremum whether it is strict; None where that is not settled.
        reason: the proof, or why there is none.
    """

    kind: CriticalKind
    is_strict: bool | None
    reason: Finding[CriticalReason]


@dataclass(frozen=True, eq=False)
class CriticalPoint:
    """A point with ∇f = 0, or one where f has no gradient.

    Attributes:
        point: its n coordinates; they may hold free symbols where a whole curve is critical.
        value: f there.
        kind: "minimum", "maximum", "saddle" or "undecided".
        is_strict: of an extremum whether it is strict; None where that is not settled.
        reason: why it is of that kind.
        is_approximate: whether the coordinates are decimals of what has no closed form.
        has_gradient: whether ∇f exists there, and is 0.
        where: of a curve for which values of its symbols, or the equation that it is given by;
            with parameters for which of their values. None for all.
        hessian: the second derivatives there, n×n, where they decide on the kind of a point with
            exact coordinates, which may hold parameters, and are few; None elsewhere.
        discriminant: D = f_xx f_yy - f_xy² of these, of two variables; None elsewhere.
        second_decimal: of approximate coordinates, where the second derivatives decide on the
            kind, f_xx in decimals, of one variable f″; None elsewhere.
        discriminant_decimal: the same of D, of two variables.
    """

    point: tuple[Expr, ...]
    value: Expr
    kind: CriticalKind
    is_strict: bool | None
    reason: Finding[CriticalReason]
    is_approximate: bool = False
    has_gradient: bool = True
    where: Boolean | None = None
    hessian: Matrix | None = None
    discriminant: Expr | None = None
    second_decimal: Expr | None = None
    discriminant_decimal: Expr | None = None

    def with_verdict(self, verdict: CriticalVerdict) -> CriticalPoint:
        """The point, of the kind that a verdict says."""
        return replace(self, kind=verdict.kind, is_strict=verdict.is_strict, reason=verdict.reason)


@dataclass(frozen=True, eq=False)
class CriticalPoints:
    """All critical points that were found, asked for with `critical=all`.

    Attributes:
        points: in the order of their coordinates.
        is_complete: True if they are proved to be all inside the domain of f; False if there
            are more, as they repeat and those of one period are listed; None if that is not
            settled.
        repetition: with which period, in which variables; where `is_complete` is None, of all
            but those that the remarks tell of.
        remarks: where was searched, and where f has no gradient.
        discriminant: D = f_xx f_yy - f_xy² as a function, where it decides on the kind of one
            of them and f is smooth; None elsewhere.
        may_miss: where `is_complete` is None, whether points can be missing beside those that
            the remarks tell of.
        elimination: of two variables how one finds them by hand; None where that is long.
        substitution_steps: of more the same, one equation put into the next; none where that
            does not lead to all of them.
        factor_cases: of more the same by cases, where variables are factors of the equations.
        regions: the same of f with |g|, region by region; empty where that is long.
    """

    points: tuple[CriticalPoint, ...]
    is_complete: bool | None
    repetition: tuple[Finding[Repetition], ...] = ()
    remarks: tuple[Finding[SearchRemark], ...] = ()
    discriminant: Deferred[Expr | None] = NOTHING
    may_miss: bool = False
    elimination: Deferred[Elimination | None] = NOTHING
    substitution_steps: Deferred[tuple[SubstitutionStep, ...]] = NO_STEPS
    factor_cases: Deferred[FactorCases | None] = NOTHING
    regions: Deferred[tuple[SmoothRegion, ...]] = NO_REGIONS
