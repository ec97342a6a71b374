"""What is true."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sympy import Eq, Expr, Matrix, Symbol

    from grad_magic.problem import Problem


@dataclass(frozen=True)
class Finding:
    """A fact not yet put in words: which sentence tells it, and what fills its gaps.

    Attributes:
        sentence: a key of the wording tables.
        parts: what the sentence names, such as the expression that has a corner.
    """

    sentence: str
    parts: Mapping[str, Expr | str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Verdict:
    """Whether f is differentiable at P (None: not settled), and the reason."""

    differentiable: bool | None
    reason: Finding


@dataclass(frozen=True, eq=False)
class Solution:
    """The derivatives of f, and at P all that the gradient tells, for n variables.

    What does not exist, or was not asked for, is None: everything at P without a point,
    everything about u without a direction, everything that needs ∇f(P) where f is not
    known to be differentiable.

    Attributes:
        problem: what was asked.
        partials: the n partial derivatives, general.
        gradient: n×1 matrix of them.
        hessian: n×n matrix of second partial derivatives.
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
        verdict: whether f is differentiable at P, and why; None without a point.
        doubts: what the reader must know before trusting a number.
    """

    problem: Problem
    partials: tuple[Expr, ...]
    gradient: Matrix
    hessian: Matrix
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
