"""What is true."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sympy import Eq, Expr, Matrix, Symbol
    from sympy.logic.boolalg import Boolean

    from grad_magic.problem import Problem


@dataclass(frozen=True)
class Finding:
    """A fact not yet put in words: which sentence tells it, and what fills its gaps.

    Attributes:
        sentence: a key of the wording tables.
        parts: what the sentence names, such as the expression that has a corner.
    """

    sentence: str
    parts: Mapping[str, Expr | tuple[Expr, ...] | str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Verdict:
    """Whether f is differentiable at P (None: not settled), and the reason."""

    differentiable: bool | None
    reason: Finding


@dataclass(frozen=True)
class Limit:
    """A limit, or what is there instead of one.

    Attributes:
        kind: "finite"; "infinite" (value is oo or -oo); "none" (proved not to exist);
            "undefined" (the function has no values on that side); "open" (not settled).
        value: the number, oo or -oo; None for the other kinds.
    """

    kind: str
    value: Expr | None = None


@dataclass(frozen=True, eq=False)
class HigherPartial:
    """One partial derivative of order 2 or more.

    Attributes:
        variables: by which f is differentiated, in this order: (x, x, y) is f_xxy.
        general: its expression.
        at_point: its value at P, or None.
    """

    variables: tuple[Symbol, ...]
    general: Expr
    at_point: Expr | None = None


@dataclass(frozen=True, eq=False)
class RateDirections:
    """All unit directions u with D_u f(P) = c.

    They are u = (c/‖∇f‖)·n + √(1 - c²/‖∇f‖²)·w, where n = ∇f/‖∇f‖ and w is any unit vector
    perpendicular to n.

    Attributes:
        rate: c.
        kind: "none" (|c| > ‖∇f(P)‖, or one variable and c ≠ ±f′(P)), "all" (∇f(P) = 0 and
            c = 0), "finite", "cone" (three and more variables), or "open" (not settled).
        directions: of "finite" every u, n×1 each.
        angle: the angle between u and ∇f(P) in radians; None where there is none.
    """

    rate: Expr
    kind: str
    directions: tuple[Matrix, ...] = ()
    angle: Expr | None = None


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
    """

    point: tuple[Expr, ...]
    value: Expr
    kind: str
    is_strict: bool | None
    reason: Finding
    is_approximate: bool = False
    has_gradient: bool = True
    where: Boolean | None = None


@dataclass(frozen=True, eq=False)
class Solution:
    """The derivatives of f, and at P all that the gradient tells, for n variables.

    What does not exist, or was not asked for, is None: everything at P without a point,
    everything about u without a direction, everything that needs ∇f(P) where f is not
    known to be differentiable.

    Attributes:
        problem: what was asked.
        partials: the n partial derivatives, general.
        gradient: n×1 matrix of them; None for a vector-valued f.
        hessian: n×n matrix of second partial derivatives; None for a vector-valued f.
        value: f(P).
        partials_at: the n partial derivatives at P, None in place of one that is not known.
        gradient_at: ∇f(P), n×1.
        norm: ‖∇f(P)‖.
        unit_direction: u = v/‖v‖, n×1.
        directional_derivative: D_u f(P).
        angle: the angle between u and ∇f(P) in radians, 0 to π; None where ∇f(P) = 0.
        max_rate, min_rate: the largest and smallest D_u f(P) over all unit u.
        steepest_ascent, steepest_descent: the unit directions that reach them, n×1; None
            where ∇f(P) = 0.
        zero_directions: n - 1 unit vectors, each n×1, a basis of the directions with
            D_u f(P) = 0; n of them where ∇f(P) = 0.
        level_tangent: the tangent to the level set through P: a line for n = 2, a plane for
            n = 3; None where ∇f(P) = 0.
        tangent_plane: the tangent plane of the graph z = f(x, y) at P for n = 2 (a tangent
            line for n = 1); for n = 3 the tangent plane of the level surface.
        hessian_at: the second partial derivatives at P, n×n.
        critical_kind: "minimum", "maximum", "saddle" or "undecided" where ∇f(P) = 0.
        critical_reason: why it is of that kind; None where ∇f(P) ≠ 0.
        is_strict: of a minimum or maximum whether it is strict; None where not settled.
        hessian_eigenvalues, hessian_eigenvectors: of the Hessian at P, with multiplicity, in
            rising order; unit vectors n×1, perpendicular to one another. None where the Hessian
            does not exist, is not symmetric or has no eigenvalues in closed form.
        second_directional_derivative: D_u²f(P) = uᵀH(P)u.
        higher_partials: with `order=k` the partial derivatives of order 2 to k.
        mixed_partials_agree: with `order=k` whether the mixed ones do not depend on the order
            of differentiation at P (without a point: wherever they are continuous).
        linear_approximation: L(x) = f(P) + ∇f(P)·(x - P).
        total_differential: df = Σ ∂f/∂xᵢ(P) dxᵢ (without a point the general one), with
            symbols named dx, dy, …
        normal_line: P + t∇f(P), n×1 in a symbol t: the normal of the level set.
        rate_directions: with `rate=c` all directions with D_u f(P) = c.
        critical_points: with `critical=all` the critical points that were found.
        critical_points_complete: True if they are proved to be all; False if there are more, as
            they repeat and those of one period are listed; None if that is not settled.
        critical_points_repeat: with which period, in which variables.
        critical_points_remarks: where was searched, and where f has no gradient.
        jacobian, jacobian_at: m×n matrices of a vector-valued f, whose `value` and
            `directional_derivative` are m×1 matrices.
        one_sided_partials: where the formula fails, the limits of (f(P + t·eᵢ) - f(P))/t for
            t → 0- and t → 0+, n pairs.
        one_sided_derivatives: the same along u.
        rate_along_rays: where the formula fails, lim (f(P + tu) - f(P))/t for t → 0+ as an
            expression in `ray_symbols`, valid for every unit vector u; None if not found.
        ray_symbols: the components of u in it.
        formula_value: what ∇f(P)·u would give where it may not be used.
        partials_continuous: whether the partial derivatives are continuous at P; None where that
            is not settled.
        conditions: what the parameters must satisfy for all this to hold.
        gradient_conditions: what they must satisfy for ∇f(P) not to be zero, as the extreme
            directions, those of no change and the tangent to the level set need.
        is_approximate: whether the numbers are numerical approximations.
        verdict: whether f is differentiable at P, and why; None without a point.
        doubts: what the reader must know before trusting a number.
    """

    problem: Problem
    partials: tuple[Expr, ...]
    gradient: Matrix | None
    hessian: Matrix | None
    value: Expr | None = None
    partials_at: tuple[Expr | None, ...] | None = None
    gradient_at: Matrix | None = None
    norm: Expr | None = None
    unit_direction: Matrix | None = None
    directional_derivative: Expr | None = None
    angle: Expr | None = None
    max_rate: Expr | None = None
    min_rate: Expr | None = None
    steepest_ascent: Matrix | None = None
    steepest_descent: Matrix | None = None
    zero_directions: tuple[Matrix, ...] | None = None
    level_tangent: Eq | None = None
    tangent_plane: Eq | None = None
    hessian_at: Matrix | None = None
    critical_kind: str | None = None
    critical_reason: Finding | None = None
    is_strict: bool | None = None
    hessian_eigenvalues: tuple[Expr, ...] | None = None
    hessian_eigenvectors: tuple[Matrix, ...] | None = None
    second_directional_derivative: Expr | None = None
    higher_partials: tuple[HigherPartial, ...] | None = None
    mixed_partials_agree: bool | None = None
    linear_approximation: Expr | None = None
    total_differential: Expr | None = None
    normal_line: Matrix | None = None
    rate_directions: RateDirections | None = None
    critical_points: tuple[CriticalPoint, ...] | None = None
    critical_points_complete: bool | None = None
    critical_points_repeat: tuple[Finding, ...] = ()
    critical_points_remarks: tuple[Finding, ...] = ()
    jacobian: Matrix | None = None
    jacobian_at: Matrix | None = None
    one_sided_partials: tuple[tuple[Limit, Limit], ...] | None = None
    one_sided_derivatives: tuple[Limit, Limit] | None = None
    rate_along_rays: Expr | None = None
    ray_symbols: tuple[Symbol, ...] = ()
    formula_value: Expr | None = None
    partials_continuous: bool | None = None
    conditions: tuple[Boolean, ...] = ()
    gradient_conditions: tuple[Boolean, ...] = ()
    is_approximate: bool = False
    verdict: Verdict | None = None
    doubts: tuple[Finding, ...] = ()

    @property
    def f(self) -> Expr:
        """The function."""
        return self.problem.f

    @property
    def variables(self) -> tuple[Symbol, ...]:
        """Its n variables, in order."""
        return self.problem.variables

    @property
    def differentiable(self) -> bool | None:
        """Whether f is differentiable at P; None where it is not settled or not asked."""
        return None if self.verdict is None else self.verdict.differentiable

    @property
    def point(self) -> tuple[Expr, ...] | None:
        """P, n numbers."""
        return self.problem.point
