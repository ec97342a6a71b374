"""What is true: a Solution, made of parts that exist or do not exist as wholes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from sympy import Matrix, true

from grad_magic.findings import (
    CheckNote,
    CriticalReason,
    DifferentiabilityReason,
    Doubt,
    Finding,
    PathEnd,
    Repetition,
    Seam,
    SearchRemark,
    Slip,
)
from grad_magic.presets import Asked

if TYPE_CHECKING:
    from sympy import Eq, Expr, Symbol
    from sympy.logic.boolalg import Boolean

    from grad_magic.formula.tree import Formula
    from grad_magic.problem import Problem

CriticalKind = Literal["minimum", "maximum", "saddle", "undecided"]
LimitKind = Literal["finite", "infinite", "none", "undefined", "open"]
RateKind = Literal["none", "all", "finite", "cone", "open"]

Floats = tuple[tuple[float, ...], ...]
"""The rows of a matrix in floating-point numbers."""

Value_co = TypeVar("Value_co", covariant=True)


class Deferred(Generic[Value_co]):
    """What is computed when it is first read, as not every answer shows it."""

    def __init__(self, compute: Callable[[], Value_co]) -> None:
        self._compute = compute

    @cached_property
    def value(self) -> Value_co:
        """It, computed once."""
        return self._compute()


class Known(Deferred[Value_co]):
    """What has been computed already."""

    def __init__(self, value: Value_co) -> None:
        self.value = value


NOTHING = Known(None)
EVERYWHERE: Known[Boolean] = Known(true)
NO_CONDITIONS: Known[tuple[Boolean, ...]] = Known(())
NO_REGIONS: Known[tuple[SmoothRegion, ...]] = Known(())
NO_STEPS: Known[tuple[SubstitutionStep, ...]] = Known(())
NO_FORMS: Known[tuple[TypedForm | None, ...]] = Known(())


@dataclass(frozen=True)
class Verdict:
    """Whether f is differentiable at P (None: not settled), and the reason."""

    differentiable: bool | None
    reason: Finding[DifferentiabilityReason]


@dataclass(frozen=True)
class Limit:
    """A limit, or what is there instead of one.

    Attributes:
        kind: "finite"; "infinite" (value is oo or -oo); "none" (proved not to exist);
            "undefined" (the function has no values on that side); "open" (not settled).
        value: the number, oo or -oo; None for the other kinds.
    """

    kind: LimitKind
    value: Expr | None = None


@dataclass(frozen=True, eq=False)
class HigherPartial:
    """One partial derivative of order 2 or more.

    Attributes:
        variables: by which f is differentiated, in this order: (x, x, y) is f_xxy.
        general: its expression.
        at_point: its value at P, or None.
        valid_where: what the variables must satisfy for the expression to be that derivative;
            SymPy's true where the expression shows by itself where it is not.
        sides: of order 3 or more the limits for t → 0- and t → 0+ of which the value is made,
            where the rules do not give it; None where they do, and where there are none.
    """

    variables: tuple[Symbol, ...]
    general: Expr
    at_point: Expr | None = None
    valid_where: Boolean = true
    sides: tuple[Limit, Limit] | None = None


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


# The parts of a solution


@dataclass(frozen=True, eq=False)
class TypedForm:
    """A derivative in the form and the order of f as it was typed.

    Attributes:
        formula: what is shown.
        valid_where: what the variables must satisfy for it to be that derivative.
    """

    formula: Formula
    valid_where: Boolean


@dataclass(frozen=True, eq=False)
class General:
    """The derivatives by the rules, as functions of the variables.

    Attributes:
        partials: the n partial derivatives; of a vector-valued f m×1 each.
        hessian: n×n matrix of second partial derivatives; None for a vector-valued f, or where
            one of them is not real.
        total_differential: Σ ∂f/∂xᵢ dxᵢ; None where a point is given.
        typed: each of `partials` in the form and the order of f as it was typed, to be shown;
            None in place of one that has no such form. Empty where nobody has looked.
        f_valid_where: what the variables must satisfy for the expression f to be the function
            as it was typed: e^{ln x} is x for x > 0. SymPy's true where nothing is lost.
        partials_valid_where: the same for each of the partials, n conditions; none where all
            hold wherever f is defined.
        typed_hessian: the second derivatives as `typed` has the first, n² row by row; empty
            where nobody has looked.
        f: the function as an expression, where that is not made at once.
    """

    partials: Deferred[tuple[Expr, ...]]
    hessian: Deferred[Matrix | None] = NOTHING
    total_differential: Expr | None = None
    typed: Deferred[tuple[TypedForm | None, ...]] = NO_FORMS
    f_valid_where: Deferred[Boolean] = EVERYWHERE
    partials_valid_where: Deferred[tuple[Boolean, ...]] = NO_CONDITIONS
    typed_hessian: Deferred[tuple[TypedForm | None, ...]] = NO_FORMS
    f: Deferred[Expr] | None = None


@dataclass(frozen=True, eq=False)
class ShownPartial:
    """One of many partial derivatives that is shown.

    Attributes:
        place: the place of its variable.
        general: it as a function, with dots for what is long; None where that has no short form.
    """

    place: int
    general: TypedForm | None


@dataclass(frozen=True, eq=False)
class GeneralTerm:
    """The partial derivative by x_i, the same for all i from `first` to `last`.

    Attributes:
        variable: x_i.
        formula: the derivative, with "indexed" names such as x_{i+1}.
        index: i.
        first, last: the smallest and the largest i.
        places: those of these variables among all.
    """

    variable: Symbol
    formula: Formula
    index: Symbol
    first: int
    last: int
    places: range


@dataclass(frozen=True, eq=False)
class Abridgement:
    """What is shown of a function of many variables or a long formula.

    Attributes:
        formula: f with dots.
        partials: the partial derivatives that are shown.
        general_term: those of a visible sum; None where they are not all alike.
    """

    formula: Formula
    partials: tuple[ShownPartial, ...]
    general_term: GeneralTerm | None = None


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
    normal_line: Matrix | None = None
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
    total_differential: Expr | None = None
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
class Eigensystem:
    """Of the Hessian at P, with multiplicity, in rising order.

    Attributes:
        values: n numbers.
        vectors: n unit vectors, n×1 each, perpendicular to one another.
    """

    values: tuple[Expr, ...]
    vectors: tuple[Matrix, ...]


@dataclass(frozen=True, eq=False)
class SecondLimits:
    """What the definition says of the second derivatives at P.

    Attributes:
        partials: in row x and column y the limits of (f_x(P + t·e_y) - f_x(P))/t for t → 0- and
            t → 0+, n×n pairs.
        along_direction: those of (D_u f(P + tu) - D_u f(P))/t; None without u.
        is_twice_differentiable: whether f is proved to be so at P, as the test by eigenvalues
            and D_u²f(P) = uᵀH(P)u need it.
    """

    partials: tuple[tuple[tuple[Limit, Limit], ...], ...]
    along_direction: tuple[Limit, Limit] | None
    is_twice_differentiable: bool


@dataclass(frozen=True, eq=False)
class SecondOrder:
    """The second derivatives at P, where f has a gradient or `order=k` asks for them.

    Attributes:
        hessian: the second partial derivatives, n×n; None where they are not known.
        along_direction: D_u²f(P), which is uᵀH(P)u where f is twice continuously differentiable
            near P; None without u, and where it does not exist or is not known.
        measured: the Hessian in floating-point numbers by differences of values of f, which
            take a fraction of the exact one's time; None where that one is known, or must serve.
        eigensystem: at a critical point or with `order=k`; None where the Hessian is not
            symmetric, its eigenvalues have no closed form, or say nothing of f.
        limits: the limits that all this comes from; None where it comes by the rules.
        discriminant: of two variables D = f_xx f_yy - f_xy² at P; None without a Hessian.
    """

    hessian: Deferred[Matrix | None]
    along_direction: Deferred[Expr | None]
    measured: Deferred[Floats | None] = NOTHING
    eigensystem: Eigensystem | None = None
    limits: Deferred[SecondLimits | None] = NOTHING
    discriminant: Deferred[Expr | None] = NOTHING


@dataclass(frozen=True, eq=False)
class HigherOrder:
    """The partial derivatives of order 2 to k, asked for with `order=k`.

    Attributes:
        partials: all of order 2, of higher order one for each choice of variables.
        mixed_agree: whether the mixed ones do not depend on the order of differentiation at P
            (without a point: wherever they are continuous).
        typed: as of the first derivatives.
    """

    partials: tuple[HigherPartial, ...]
    mixed_agree: bool | None = None
    typed: Deferred[tuple[TypedForm | None, ...]] = NO_FORMS


@dataclass(frozen=True)
class Window:
    """One period of a variable, low < v ≤ high."""

    low: Expr
    high: Expr


@dataclass(frozen=True, eq=False)
class Case:
    """One of the ways in which the first of two equations holds.

    Attributes:
        variable: the variable that it gives.
        value: what that is, a number or an expression in the other one.
        equation: the left side of the second equation with this put in, as it comes.
        factored: the same in factors.
        roots: the real numbers for which it is 0, values of the other variable.
        excluded: further ones at which f has no gradient.
        points: for each of the roots the point that it leads to; the curve alone where the second
            equation is 0 = 0, with the variables as its parameters.
        nonzero: factors of the second equation that are not 0 here and have been divided by, as
            the cases before are about them.
    """

    variable: Symbol
    value: Expr
    equation: Expr
    factored: Expr
    roots: tuple[Expr, ...]
    excluded: tuple[Expr, ...] = ()
    points: tuple[tuple[Expr, ...], ...] = ()
    nonzero: tuple[Expr, ...] = ()


@dataclass(frozen=True, eq=False)
class Elimination:
    """How the points with ∇f = 0 are found by hand.

    Attributes:
        first: which of the two partial derivatives is solved first, 0 or 1.
        cases: what follows in each case, all critical points together.
        positive: factors of the two that are never 0, as e^(-x²-y²); None where there is none.
        windows: of variables in which the points repeat the period that they are from.
        nonzero: expressions in parameters, where none of these is 0.
    """

    first: int
    cases: tuple[Case, ...]
    positive: tuple[Expr | None, Expr | None]
    windows: Mapping[Symbol, Window] = field(default_factory=dict)
    nonzero: tuple[Expr, ...] = ()


@dataclass(frozen=True, eq=False)
class SubstitutionStep:
    """One step in the solution of a system ∇f = 0 by hand, one equation put into the next.

    Attributes:
        equation: which of the equations is used, from 0.
        left: its left side with what the steps before gave put in.
        variable: the variable that it gives.
        values: what that is: one expression in those that no step before gave; of the last
            variable the numbers that it may be, in their order.
        is_as_it_was: whether nothing had to be put in.
    """

    equation: int
    left: Expr
    variable: Symbol
    values: tuple[Expr, ...]
    is_as_it_was: bool


@dataclass(frozen=True, eq=False)
class ZeroFactor:
    """What is left of a system ∇f = 0 where a variable is 0.

    Attributes:
        variable: that variable.
        equation: the left side of the one equation that is left, in factors; 0 where none is.
        solutions: for each of its factors a variable and what that is.
        points: the points, lines and planes to which these lead, with the variables as parameters.
    """

    variable: Symbol
    equation: Expr
    solutions: tuple[tuple[Symbol, Expr], ...]
    points: tuple[tuple[Expr, ...], ...]


@dataclass(frozen=True, eq=False)
class FactorCases:
    """The solution of a system ∇f = 0 by the variables that are factors of its equations.

    Attributes:
        nonzero: these variables.
        reduced: the left sides of the equations without them.
        steps: how those are solved.
        points: to which points that leads, where none of these variables is 0.
        zeros: what follows where one of them is.
    """

    nonzero: tuple[Symbol, ...]
    reduced: tuple[Expr, ...]
    steps: tuple[SubstitutionStep, ...]
    points: tuple[tuple[Expr, ...], ...]
    zeros: tuple[ZeroFactor, ...]


@dataclass(frozen=True, eq=False)
class SmoothRegion:
    """The solution of ∇f = 0 by hand where each |g| in f is g, or each is -g.

    Attributes:
        signs: each g, and 1 or -1 for its sign.
        f: what f is there.
        partials: its partial derivatives there.
        never: the number of one that is a constant other than 0; None where there is none.
        elimination: else how both are solved.
        points: which of the solutions lie in the region.
    """

    signs: tuple[tuple[Expr, int], ...]
    f: Expr
    partials: tuple[Expr, ...]
    never: int | None
    elimination: Elimination | None = None
    points: tuple[tuple[Expr, ...], ...] = ()


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


@dataclass(frozen=True, eq=False)
class Checking:
    """How far the numbers may be trusted.

    Attributes:
        doubts: what the reader must know before trusting a number.
        is_approximate: whether the numbers are numerical approximations.
    """

    doubts: tuple[Finding[Doubt], ...] = ()
    is_approximate: bool = False


@dataclass(frozen=True)
class Check:
    """What is to be said of a student's answer.

    Attributes:
        right: True, False, or None where that is not settled.
        asked: what it was taken to answer; its value is the name of what the result holds of it.
        slip: of a wrong one what went wrong; None where that is not recognised.
        note: why it is neither right nor wrong; None elsewhere.
        message: all that in words, which do not give the answer away. A Solution has none.
    """

    right: bool | None
    asked: Asked
    slip: Slip | None = None
    note: CheckNote | None = None
    message: str = ""

    def to_dict(self) -> dict[str, bool | str | None]:
        """The same for JSON, each kind by its code."""
        return {
            "right": self.right,
            "asked": self.asked.value,
            "slip": None if self.slip is None else self.slip.code,
            "note": None if self.note is None else self.note.code,
            "message": self.message,
        }


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
        return None if self._whole.slope is None else self._whole.slope.normal_line

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
        return self._whole.first_order.total_differential

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
        """Whether these are all."""
        return None if self._whole.all_critical is None else self._whole.all_critical.is_complete

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
    all_critical: CriticalPoints | None = None
    vector: JacobianMatrix | None = None
    descent: Path | None = None
    abridged: Abridgement | None = None
    checking: Checking = Checking()
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
