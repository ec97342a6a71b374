"""A Solution, made of parts that exist or do not exist as wholes, and its public names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sympy import Matrix, true

from grad_magic.findings import (
    CriticalReason,
    DifferentiabilityReason,
    Doubt,
    Finding,
    Repetition,
    SearchRemark,
)
from grad_magic.solution.checking import NO_DOUBTS, Check, Checking
from grad_magic.solution.critical_points import (
    CriticalKind,
    CriticalPoint,
    CriticalPoints,
    CriticalVerdict,
)
from grad_magic.solution.deferred import Deferred
from grad_magic.solution.first_order import (
    AtPoint,
    Direction,
    FirstOrder,
    JacobianMatrix,
    Limit,
    LimitsAtPoint,
    NaturalGradient,
    Path,
    RateDirections,
    RateSystem,
    Slope,
    Verdict,
    Visit,
)
from grad_magic.solution.general import Abridgement, General
from grad_magic.solution.second_order import (
    Eigensystem,
    Floats,
    HigherOrder,
    HigherPartial,
    SecondLimits,
    SecondOrder,
)

if TYPE_CHECKING:
    from sympy import Eq, Expr, Symbol
    from sympy.logic.boolalg import Boolean

    from grad_magic.problem import Problem


class PublicNames:
    """The names by which users know what is true, each read off the parts of a solution.

    What does not exist, or was not asked for, is None: everything at P without a point,
    everything about u without a direction, everything that needs ∇f(P) where f is not known to
    be differentiable. The parts say more of the values.
    """

    @property
    def _whole(self) -> Solution:
        """The solution that has the parts."""
        raise NotImplementedError

    @property
    def f(self) -> Expr:
        """The function."""
        general = self._whole.general
        return self._whole.problem.f if general is None or general.f is None else general.f.value

    @property
    def variables(self) -> tuple[Symbol, ...]:
        """Its n variables, in order."""
        return self._whole.problem.variables

    @property
    def point(self) -> tuple[Expr, ...] | None:
        """P, n numbers."""
        return self._whole.problem.point

    @property
    def value(self) -> Expr | None:
        """f(P)."""
        return None if self._whole.visit is None else self._whole.visit.value

    @property
    def conditions(self) -> tuple[Boolean, ...]:
        """What the parameters must satisfy for all this to hold."""
        return () if self._whole.visit is None else self._whole.visit.conditions

    @property
    def partials(self) -> tuple[Expr, ...]:
        """The n partial derivatives, general."""
        return self._whole.derivatives.partials.value

    @property
    def f_valid_where(self) -> Boolean:
        """Where the expression f is the function as it was typed: e^{ln x} is x for x > 0.

        SymPy's true where nothing is lost.
        """
        return self._whole.derivatives.f_valid_where.value

    @property
    def partials_valid_where(self) -> tuple[Boolean, ...]:
        """Where the general partial derivatives are those of f, n conditions.

        The derivative of ⌊x⌋ is 0 for x no whole number. SymPy's true where an expression has
        no value wherever f has no derivative.
        """
        conditions = self._whole.derivatives.partials_valid_where.value
        return conditions or (true,) * len(self.partials)

    @property
    def gradient(self) -> Matrix | None:
        """∇f, n×1; None for a vector-valued f."""
        is_vector = self._whole.vector is not None
        return Matrix(self.partials) if self.partials and not is_vector else None

    @property
    def hessian(self) -> Matrix | None:
        """The second partial derivatives, n×n, computed when they are first read."""
        return self._whole.derivatives.hessian.value

    @property
    def partials_at(self) -> tuple[Expr | None, ...] | None:
        """The n partial derivatives at P."""
        return None if self._whole.at_point is None else self._whole.at_point.partials

    @property
    def verdict(self) -> Verdict | None:
        """Whether f is differentiable at P, and why."""
        return None if self._whole.at_point is None else self._whole.at_point.verdict

    @property
    def differentiable(self) -> bool | None:
        """Whether f is differentiable at P; None where it is not settled or not asked."""
        return None if self._whole.at_point is None else self._whole.at_point.verdict.differentiable

    @property
    def partials_continuous(self) -> bool | None:
        """Whether the partial derivatives are continuous at P."""
        return None if self._whole.at_point is None else self._whole.at_point.partials_continuous

    @property
    def one_sided_partials(self) -> tuple[tuple[Limit, Limit], ...] | None:
        """Their limits from both sides, n pairs."""
        return None if self._whole.limits is None else self._whole.limits.one_sided_partials

    @property
    def one_sided_derivatives(self) -> tuple[Limit, Limit] | None:
        """The same along u."""
        return None if self._whole.limits is None else self._whole.limits.one_sided_derivatives

    @property
    def rate_along_rays(self) -> Expr | None:
        """The rate along every ray, in `ray_symbols`."""
        return None if self._whole.limits is None else self._whole.limits.rate_along_rays

    @property
    def ray_symbols(self) -> tuple[Symbol, ...]:
        """The components of u in it."""
        return () if self._whole.limits is None else self._whole.limits.ray_symbols

    @property
    def formula_value(self) -> Expr | None:
        """What ∇f(P)·u would give where it may not be used."""
        return None if self._whole.limits is None else self._whole.limits.formula_value

    @property
    def unit_direction(self) -> Matrix | None:
        """u, n×1."""
        return None if self._whole.direction is None else self._whole.direction.unit

    @property
    def directional_derivative(self) -> Expr | None:
        """D_u f(P)."""
        return None if self._whole.direction is None else self._whole.direction.rate

    @property
    def angle(self) -> Expr | None:
        """The angle between u and ∇f(P) in radians."""
        return None if self._whole.direction is None else self._whole.direction.angle.value

    @property
    def gradient_at(self) -> Matrix | None:
        """∇f(P), n×1."""
        return None if self._whole.first_order is None else self._whole.first_order.gradient

    @property
    def norm(self) -> Expr | None:
        """‖∇f(P)‖."""
        return None if self._whole.first_order is None else self._whole.first_order.norm

    @property
    def max_rate(self) -> Expr | None:
        """The largest D_u f(P)."""
        return None if self._whole.first_order is None else self._whole.first_order.max_rate

    @property
    def min_rate(self) -> Expr | None:
        """The smallest D_u f(P)."""
        return None if self._whole.first_order is None else self._whole.first_order.min_rate

    @property
    def steepest_ascent(self) -> Matrix | None:
        """The unit direction of the largest rate, n×1."""
        return None if self._whole.slope is None else self._whole.slope.ascent

    @property
    def steepest_descent(self) -> Matrix | None:
        """The unit direction of the smallest rate, n×1."""
        return None if self._whole.slope is None else self._whole.slope.descent

    @property
    def zero_directions(self) -> tuple[Matrix, ...] | None:
        """A basis of the directions of no change."""
        first_order = self._whole.first_order
        return None if first_order is None else first_order.zero_directions.value

    @property
    def level_tangent(self) -> Eq | None:
        """The tangent to the level set through P."""
        tangent = None if self._whole.slope is None else self._whole.slope.level_tangent
        return None if tangent is None else tangent.value

    @property
    def normal_line(self) -> Matrix | None:
        """The normal of the level set, n×1."""
        normal = None if self._whole.slope is None else self._whole.slope.normal_line
        return None if normal is None else normal.value

    @property
    def gradient_conditions(self) -> tuple[Boolean, ...]:
        """What the parameters must satisfy for ∇f(P) ≠ 0."""
        return () if self._whole.slope is None else self._whole.slope.conditions

    @property
    def tangent_plane(self) -> Eq | None:
        """The tangent to the graph; for n = 3 that of the level surface."""
        if len(self.variables) == 3:
            return self.level_tangent
        first_order = self._whole.first_order
        return None if first_order is None else first_order.graph_tangent.value

    @property
    def linear_approximation(self) -> Expr | None:
        """f(P) + ∇f(P)·(x - P)."""
        first_order = self._whole.first_order
        return None if first_order is None else first_order.linear_approximation.value

    @property
    def total_differential(self) -> Expr | None:
        """Σ ∂f/∂xᵢ(P) dxᵢ; without a point the general one."""
        if self._whole.first_order is None:
            return self._whole.derivatives.total_differential
        return self._whole.first_order.total_differential.value

    @property
    def rate_directions(self) -> RateDirections | None:
        """With `rate=c` all directions of this rate."""
        return self._whole.rate_directions

    @property
    def natural_gradient(self) -> Matrix | None:
        """With `metric=F` the natural gradient F⁻¹∇f(P), n×1."""
        known = self._whole.natural
        return None if known is None else known.vector

    @property
    def path(self) -> tuple[tuple[Expr, ...], ...] | None:
        """With `path=` P and the points behind it, n numbers each."""
        return None if self._whole.descent is None else self._whole.descent.points

    @property
    def path_values(self) -> tuple[Expr, ...] | None:
        """F at each point of the path."""
        return None if self._whole.descent is None else self._whole.descent.values

    @property
    def hessian_at(self) -> Matrix | None:
        """Those at P, n×n, computed and checked when they are first read."""
        return None if self._whole.second_order is None else self._whole.second_order.hessian.value

    @property
    def discriminant_at(self) -> Expr | None:
        """D = f_xx f_yy - f_xy² at P, of two variables."""
        second_order = self._whole.second_order
        return None if second_order is None else second_order.discriminant.value

    @property
    def measured_hessian(self) -> Floats | None:
        """The same in floating-point numbers, where the exact one would be computed for them."""
        return None if self._whole.second_order is None else self._whole.second_order.measured.value

    @property
    def second_directional_derivative(self) -> Expr | None:
        """D_u²f(P)."""
        return (
            None
            if self._whole.second_order is None
            else self._whole.second_order.along_direction.value
        )

    @property
    def second_limits(self) -> SecondLimits | None:
        """The limits that the second derivatives at P are; None where the rules give them."""
        return None if self._whole.second_order is None else self._whole.second_order.limits.value

    @property
    def hessian_eigenvalues(self) -> tuple[Expr, ...] | None:
        """Of the Hessian at P, in rising order."""
        return None if self._whole.eigensystem is None else self._whole.eigensystem.values

    @property
    def hessian_eigenvectors(self) -> tuple[Matrix, ...] | None:
        """Unit vectors that belong to them, n×1."""
        return None if self._whole.eigensystem is None else self._whole.eigensystem.vectors

    @property
    def higher_partials(self) -> tuple[HigherPartial, ...] | None:
        """With `order=k` those of order 2 to k."""
        return None if self._whole.higher_order is None else self._whole.higher_order.partials

    @property
    def mixed_partials_agree(self) -> bool | None:
        """Whether the mixed ones agree."""
        return None if self._whole.higher_order is None else self._whole.higher_order.mixed_agree

    @property
    def critical_kind(self) -> CriticalKind | None:
        """Of a critical point P."""
        return None if self._whole.critical is None else self._whole.critical.kind

    @property
    def is_strict(self) -> bool | None:
        """Whether an extremum at P is strict."""
        return None if self._whole.critical is None else self._whole.critical.is_strict

    @property
    def critical_reason(self) -> Finding[CriticalReason] | None:
        """Why P is of its kind."""
        return None if self._whole.critical is None else self._whole.critical.reason

    @property
    def critical_points(self) -> tuple[CriticalPoint, ...] | None:
        """With `critical=all` all that were found."""
        return None if self._whole.all_critical is None else self._whole.all_critical.points

    @property
    def critical_points_complete(self) -> bool | None:
        """Whether these are all, whatever values the parameters have."""
        found = self._whole.all_critical
        if found is None or (found.is_complete and any(r.kind.is_assumed for r in found.remarks)):
            return None
        return found.is_complete

    @property
    def critical_points_repeat(self) -> tuple[Finding[Repetition], ...]:
        """With which period they repeat."""
        return () if self._whole.all_critical is None else self._whole.all_critical.repetition

    @property
    def critical_points_discriminant(self) -> Expr | None:
        """D = f_xx f_yy - f_xy² as a function, where it decides on the kind of one of them."""
        return (
            None
            if self._whole.all_critical is None
            else self._whole.all_critical.discriminant.value
        )

    @property
    def critical_points_remarks(self) -> tuple[Finding[SearchRemark], ...]:
        """Where was searched, and where f has no gradient."""
        return () if self._whole.all_critical is None else self._whole.all_critical.remarks

    @property
    def jacobian(self) -> Matrix | None:
        """m×n, of a vector-valued f."""
        return None if self._whole.vector is None else self._whole.vector.general

    @property
    def jacobian_at(self) -> Matrix | None:
        """Its value at P."""
        return None if self._whole.vector is None else self._whole.vector.at_point

    @property
    def check(self) -> Check | None:
        """With `answer=` what is to be said of it."""
        return self._whole.checked_answer

    @property
    def is_approximate(self) -> bool:
        """Whether the numbers are numerical approximations."""
        return self._whole.checking.is_approximate

    @property
    def doubts(self) -> tuple[Finding[Doubt], ...]:
        """What the reader must know before trusting a number."""
        return self._whole.checking.doubts


@dataclass(frozen=True, eq=False)
class Solution(PublicNames):
    """All that is true of a problem's function, part by part; a part that is not there is None.

    Attributes:
        problem: what was asked.
        general: the derivatives as functions; there at the end of every solution.
        visit: P without derivatives; None without a point, as all that follows.
        at_point: the partial derivatives at P, and whether f is differentiable there.
        direction: u and the rate of change along it; None without a direction.
        first_order: what follows from the gradient; None where there is none.
        rate_directions: with `rate=c` all directions with D_u f(P) = c.
        rate_system: of two variables how one finds these by hand.
        natural: with `metric=F` the natural gradient; None where there is no gradient.
        second_order: the second derivatives; None without a gradient where none are asked for.
        higher_order: with `order=k` the derivatives of order 2 to k, with and without a point.
        critical: the kind of critical point; None where ∇f(P) ≠ 0.
        critical_cases: of which kind a critical point P is for which values of the parameters.
        all_critical: with `critical=all` the critical points, with and without a point.
        vector: the Jacobian matrix; None of a scalar f.
        descent: with `path=` where an optimiser goes from P.
        abridged: what is shown of a large function; None of all others, which are shown whole.
        checking: how far the numbers may be trusted.
        checked_answer: with `answer=` whether it is right.
    """

    problem: Problem
    general: General | None = None
    visit: Visit | None = None
    at_point: AtPoint | None = None
    direction: Direction | None = None
    first_order: FirstOrder | None = None
    rate_directions: RateDirections | None = None
    rate_system: Deferred[RateSystem | None] | None = None
    natural: NaturalGradient | None = None
    second_order: SecondOrder | None = None
    higher_order: HigherOrder | None = None
    critical: CriticalVerdict | None = None
    critical_cases: CriticalPoints | None = None
    all_critical: CriticalPoints | None = None
    vector: JacobianMatrix | None = None
    descent: Path | None = None
    abridged: Abridgement | None = None
    checking: Checking = NO_DOUBTS
    checked_answer: Check | None = None

    @property
    def _whole(self) -> Solution:
        """Itself."""
        return self

    @property
    def may_be_shown(self) -> bool:
        """Whether the answer was checked, and all that is true may stand beside it.

        That is where it is right and the worked solution was asked for: elsewhere a further
        answer to the same question may still be due.
        """
        check = self.checked_answer
        return check is not None and check.right is True and self.problem.presentation.is_worked

    @property
    def derivatives(self) -> General:
        """The general derivatives, which every finished solution has."""
        assert self.general is not None
        return self.general

    @property
    def has_level_tangent(self) -> bool:
        """Whether there is a tangent to the level set, not computed to find that out."""
        return self.slope is not None and self.slope.level_tangent is not None

    @property
    def has_vertical_tangent(self) -> bool:
        """Whether the graph of a function of one variable is vertical at P, as that of ∛x at 0.

        The difference quotient grows beyond all bounds with one sign, and f is continuous, or
        that would be the reason why it has no derivative.
        """
        sides = self.one_sided_partials
        if sides is None or len(sides) != 1 or self.verdict is None:
            return False
        left, right = sides[0]
        is_steep = left.kind == "infinite" and left == right
        return is_steep and self.verdict.reason.kind is DifferentiabilityReason.PARTIAL_MISSING

    @property
    def has_all_critical(self) -> bool | None:
        """Whether the critical points are all, where what is assumed of the parameters holds."""
        return None if self.all_critical is None else self.all_critical.is_complete

    @property
    def limits(self) -> LimitsAtPoint | None:
        """What the definition says at P; None where the rules apply."""
        return None if self.at_point is None else self.at_point.limits

    @property
    def slope(self) -> Slope | None:
        """What takes ∇f(P) ≠ 0; None elsewhere."""
        return None if self.first_order is None else self.first_order.slope

    @property
    def eigensystem(self) -> Eigensystem | None:
        """That of the Hessian at P, where it is told."""
        return None if self.second_order is None else self.second_order.eigensystem
