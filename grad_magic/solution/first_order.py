"""What is found at P: limits, first derivatives, the gradient, rates of change, paths."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from grad_magic.findings import DifferentiabilityReason, Finding, PathEnd, Seam
from grad_magic.solution.deferred import NOTHING, Deferred

if TYPE_CHECKING:
    from sympy import Eq, Expr, Matrix, Symbol
    from sympy.logic.boolalg import Boolean

LimitKind = Literal["finite", "infinite", "none", "undefined", "open"]
RateKind = Literal["none", "all", "finite", "cone", "open"]


@dataclass(frozen=True)
class Limit:
    """A limit, or what is there instead of one.

    Attributes:
        kind: "finite"; "infinite" (value is oo or -oo, or oo·sign(a) of a letter that is not 0);
            "none" (proved not to exist); "undefined" (the function has no values on that side);
            "open" (not settled).
        value: the number, or what is infinite; None for the other kinds.
    """

    kind: LimitKind
    value: Expr | None = None


@dataclass(frozen=True)
class Verdict:
    """Whether f is differentiable at P (None: not settled), and the reason."""

    differentiable: bool | None
    reason: Finding[DifferentiabilityReason]


@dataclass(frozen=True, eq=False)
class Visit:
    """What is found at P without derivatives.

    Attributes:
        value: f(P); of a vector-valued f an m×1 matrix. None where approximations leave it open.
        conditions: what the parameters must satisfy for all that is said of P to hold.
        seam: where the rules of differentiation do not apply at P; None where they do.
    """

    value: Expr | None
    conditions: tuple[Boolean, ...] = ()
    seam: Finding[Seam] | None = None


@dataclass(frozen=True, eq=False)
class LimitsAtPoint:
    """What the definition says at P, where the rules of differentiation do not apply.

    Attributes:
        one_sided_partials: the limits of (f(P + t·eᵢ) - f(P))/t for t → 0- and t → 0+, n pairs.
        one_sided_derivatives: the same along u; None without u or where there is a gradient.
        rate_along_rays: lim (f(P + tu) - f(P))/t for t → 0+ as an expression in `ray_symbols`,
            valid for every unit vector u along which f has values, and not real for others; None
            if not found or where there is a gradient.
        ray_symbols: the components of u in it.
        formula_value: what ∇f(P)·u would give where it may not be used.
    """

    one_sided_partials: tuple[tuple[Limit, Limit], ...]
    one_sided_derivatives: tuple[Limit, Limit] | None = None
    rate_along_rays: Expr | None = None
    ray_symbols: tuple[Symbol, ...] = ()
    formula_value: Expr | None = None


@dataclass(frozen=True, eq=False)
class AtPoint:
    """The first derivatives at P, by the rules or by their definition.

    Attributes:
        partials: the n partial derivatives at P, None in place of one that is not known.
        verdict: whether f is differentiable at P, and why.
        partials_continuous: whether the partial derivatives are continuous at P; None where that
            is not settled.
        limits: the limits that they come from; None where they come by the rules.
    """

    partials: tuple[Expr | None, ...]
    verdict: Verdict
    partials_continuous: bool | None = None
    limits: LimitsAtPoint | None = None


@dataclass(frozen=True, eq=False)
class Direction:
    """The direction that was asked for.

    Attributes:
        unit: u = v/‖v‖, n×1.
        rate: D_u f(P); of a vector-valued f m×1. None where it does not exist or is not known.
        angle: the angle between u and ∇f(P) in radians, 0 to π; None where ∇f(P) = 0.
    """

    unit: Matrix
    rate: Expr | None = None
    angle: Deferred[Expr | None] = NOTHING


@dataclass(frozen=True, eq=False)
class Slope:
    """What takes a gradient that is not zero.

    Attributes:
        ascent: the unit direction ∇f(P)/‖∇f(P)‖ of the largest rate, n×1; the smallest has the
            opposite one.
        level_tangent: the tangent to the level set through P: a line for n = 2, a plane for
            n = 3; None for n = 1, and where the partial derivatives need not be continuous.
        normal_line: P + t∇f(P), n×1 in a symbol t: the normal of the level set.
        conditions: what the parameters must satisfy for ∇f(P) not to be zero.
    """

    ascent: Matrix
    level_tangent: Deferred[Eq] | None = None
    normal_line: Deferred[Matrix] | None = None
    conditions: tuple[Boolean, ...] = ()

    @property
    def descent(self) -> Matrix:
        """The unit direction of the smallest rate, n×1."""
        return -self.ascent


@dataclass(frozen=True, eq=False)
class FirstOrder:
    """What follows from ∇f(P), where f is differentiable or is taken to be.

    Attributes:
        gradient: ∇f(P), n×1.
        norm: ‖∇f(P)‖.
        is_zero: whether ∇f(P) = 0; None where that is not settled. Parameters that could make
            it zero are taken not to, on the conditions of `slope`.
        slope: what takes ∇f(P) ≠ 0; None elsewhere.
        zero_directions: unit vectors, each n×1, a basis of the directions with D_u f(P) = 0:
            n - 1 of them, or n where ∇f(P) = 0. None where that is not settled.
        linear_approximation: L(x) = f(P) + ∇f(P)·(x - P).
        total_differential: df = Σ ∂f/∂xᵢ(P) dxᵢ, with symbols named dx, dy, …
        graph_tangent: the tangent plane of the graph z = f(x, y) at P for n = 2, a tangent line
            for n = 1; None for more variables.
    """

    gradient: Matrix
    norm: Expr
    is_zero: bool | None
    slope: Slope | None = None
    zero_directions: Deferred[tuple[Matrix, ...] | None] = NOTHING
    linear_approximation: Deferred[Expr | None] = NOTHING
    total_differential: Deferred[Expr | None] = NOTHING
    graph_tangent: Deferred[Eq | None] = NOTHING

    def __post_init__(self) -> None:
        assert (self.slope is not None) == (self.is_zero is False)

    @property
    def max_rate(self) -> Expr | None:
        """The largest D_u f(P) over all unit u; None where ∇f(P) may be zero."""
        return None if self.is_zero is None else self.norm

    @property
    def min_rate(self) -> Expr | None:
        """The smallest one."""
        return None if self.is_zero is None else -self.norm


@dataclass(frozen=True, eq=False)
class RateSystem:
    """How one finds u = (u₁, u₂) from a·u₁ + b·u₂ = c and u₁² + u₂² = 1 by hand.

    Attributes:
        components: the symbols u₁ and u₂.
        solved: 0 or 1: for which of them the first equation is solved.
        value: what it is then, in the other one.
        remaining: the left side of the equation that is left of the second one.
        roots: the real numbers for which it is 0.
    """

    components: tuple[Symbol, Symbol]
    solved: int
    value: Expr
    remaining: Expr
    roots: tuple[Expr, ...]


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
    kind: RateKind
    directions: tuple[Matrix, ...] = ()
    angle: Expr | None = None


@dataclass(frozen=True, eq=False)
class JacobianMatrix:
    """The derivatives of a vector-valued f.

    Attributes:
        general: the m×n matrix of functions.
        at_point: its value at P; None where f is not differentiable there.
    """

    general: Matrix
    at_point: Matrix | None = None


@dataclass(frozen=True, eq=False)
class NaturalGradient:
    """The gradient of f in a metric F, which measures a step v by √(vᵀFv).

    Attributes:
        metric: F, n×n, symmetric and positive definite.
        vector: F⁻¹∇f(P), n×1: along it f rises most among all steps of equal length.
        rate: √(∇f(P)ᵀF⁻¹∇f(P)): how fast f rises along it for each unit of length in F.
    """

    metric: Matrix
    vector: Matrix
    rate: Expr


@dataclass(frozen=True, eq=False)
class Path:
    """Where an optimiser goes from P.

    Attributes:
        method: "descent", "momentum", "natural" or "flow".
        step_size: η; of the flow the time between its points.
        points: P and the points behind it, n numbers each: fractions where they are short, else
            decimals of fifteen digits.
        values: f at each of them.
        end: why there is no further one.
    """

    method: str
    step_size: Expr
    points: tuple[tuple[Expr, ...], ...]
    values: tuple[Expr, ...]
    end: PathEnd
