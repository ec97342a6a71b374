"""A Problem into its Solution."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sympy import Eq, Expr, Matrix, Symbol, nan, oo, zoo
from sympy import I as IMAGINARY_UNIT

from grad_magic.calculus import derivatives
from grad_magic.calculus.by_values.confirmation import call_witness, contradicts, doubt_general
from grad_magic.calculus.by_values.numerical import solve_numerically
from grad_magic.calculus.differentiability import find_seam, judge
from grad_magic.calculus.domains import UndefinedError, trace
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten, shorten_number
from grad_magic.calculus.extrema.critical import classify_critical
from grad_magic.calculus.extrema.critical_search import search_critical_points
from grad_magic.calculus.first_order import (
    follow_gradient,
    is_critical,
    nonzero_condition,
    tidy_conditions,
    total_differential,
    unit_direction,
)
from grad_magic.calculus.limits import Neighborhood
from grad_magic.calculus.second_order import (
    eigensystem,
    higher_partials,
    mixed_agree,
    second_rate,
)
from grad_magic.calculus.special_points import (
    classify_special_point,
    describe_special_point,
    have_jump,
    hessian_by_definition,
)
from grad_magic.calculus.undefined import no_answer
from grad_magic.calculus.vector import solve_vector
from grad_magic.errors import NoAnswerError
from grad_magic.formula.program import Program, compile_formula
from grad_magic.formula.sympy_forms import UnreadableExpressionError, from_sympy
from grad_magic.problem import Problem
from grad_magic.solution import Finding, Solution, Verdict

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean

# That the level set has a tangent takes partial derivatives that are continuous near P.
_NO_LEVEL_SET = {"level_tangent": None, "normal_line": None}
_SPACE = 3
_NOT_REAL = (IMAGINARY_UNIT, nan, zoo, oo, -oo)


def solve(problem: Problem) -> Solution:
    """All that is true of the problem's function, at its point and in its direction.

    Raises:
        NoAnswerError: f has no real value at P, or no real derivatives; the error names the
            part that fails.
    """
    if problem.procedure is not None:
        return solve_numerically(problem)
    if problem.is_vector_valued:
        return solve_vector(problem, solve)
    program = compile_formula(problem.formula)
    # A point outside the domain is told at once, before any derivative is taken.
    site = None if problem.point is None else _visit(program, problem, problem.point)
    asked = _differentiate(problem, program)
    solution = asked.general()
    if site is not None:
        solution = replace(solution, **_solve_at_point(asked, site))
    if problem.all_critical:
        solution = replace(solution, **_all_critical_points(problem))
    return solution


@dataclass(frozen=True)
class _Derivatives:
    """A problem with the derivatives of its function by the rules, not yet shortened."""

    problem: Problem
    program: Program
    partials: tuple[Expr, ...]
    hessian: Matrix

    def general(self) -> Solution:
        """The derivatives alone."""
        problem, variables = self.problem, self.problem.variables
        shortened = tuple(shorten(partial) for partial in self.partials)
        if any(part.has(*_NOT_REAL) for part in (*self.partials, *shortened, *self.hessian)):
            raise NoAnswerError(f"{problem.name} has no real derivatives")
        solution = Solution(
            problem=problem,
            partials=shortened,
            gradient=Matrix(shortened),
            hessian=self.hessian.applyfunc(shorten),
        )
        if problem.point is not None:
            return solution
        higher: dict[str, Any] = {}
        if problem.order > 1:
            higher = {
                "higher_partials": higher_partials(problem.f, variables, problem.order, None),
                "mixed_partials_agree": mixed_agree(problem.f, variables, problem.order),
            }
        return replace(
            solution,
            total_differential=total_differential(shortened, variables),
            doubts=tuple(doubt_general(self.program, problem, shortened)),
            **higher,
        )


def _differentiate(problem: Problem, program: Program) -> _Derivatives:
    partials = derivatives.gradient(problem.f, problem.variables)
    return _Derivatives(
        problem,
        program,
        partials,
        derivatives.hessian(partials, problem.variables),
    )


@dataclass(frozen=True)
class _Site:
    """What is found at P without derivatives.

    Attributes:
        values: the coordinates of P.
        results: the value of each part of f.
        conditions: what the parameters must satisfy for them to exist.
    """

    values: dict[Symbol, Expr]
    results: tuple[Expr, ...]
    conditions: tuple[Boolean, ...]

    @property
    def value(self) -> Expr:
        """f(P)."""
        last = self.results[-1]
        return shorten(last) if last.free_symbols else shorten_number(last)


def _visit(program: Program, problem: Problem, point: Sequence[Expr]) -> _Site:
    """f at P.

    Raises:
        NoAnswerError: it has no real value there.
    """
    values = dict(zip(problem.variables, map(shorten_number, point), strict=True))
    conditions = _conditions_of((*point, *(problem.direction or ())))
    try:
        results = trace(program, values, conditions)
    except UndefinedError as error:
        raise no_answer(problem, program, values, error.failure) from None
    return _Site(values, results, tuple(conditions))


def _solve_at_point(asked: _Derivatives, site: _Site) -> dict[str, Any]:
    problem, values = asked.problem, site.values
    conditions = [*site.conditions, *_on_level_set(problem, site.value)]
    found: dict[str, Any] = {"value": site.value}
    if problem.direction is not None:
        found["unit_direction"] = unit_direction(problem, problem.direction)
        conditions += nonzero_condition(problem.direction)
    seam = find_seam(asked.program, site.results, values, conditions)
    found["conditions"] = tidy_conditions(conditions)
    if seam is None:
        by_rules = [derivatives.evaluate_derivative(part, values) for part in asked.partials]
        if None not in by_rules:
            found["verdict"] = Verdict(differentiable=True, reason=Finding("continuous_partials"))
            found["partials_continuous"] = True
            return _solve_by_gradient(asked, values, found, Matrix(by_rules))
    return _solve_by_limits(asked, values, found)


def _conditions_of(numbers: Sequence[Expr]) -> list[Boolean]:
    """What must hold of parameters for these numbers to exist, as a ≥ 0 for √a.

    Raises:
        NoAnswerError: that cannot be told.
    """
    conditions: list[Boolean] = []
    for number in numbers:
        if number.free_symbols:
            try:
                trace(compile_formula(from_sympy(number)), {}, conditions)
            except (UndefinedError, UnreadableExpressionError):
                raise NoAnswerError(f"it could not be told when {number} is a number") from None
    return conditions


def _solve_by_gradient(
    asked: _Derivatives, values: dict[Symbol, Expr], found: dict[str, Any], gradient: Matrix
) -> dict[str, Any]:
    """All that follows from the gradient that the rules give."""
    claimed = _follow(asked.problem, gradient, found)
    entries = [derivatives.evaluate_derivative(entry, values) for entry in asked.hessian]
    if None not in entries:
        hessian = Matrix(*asked.hessian.shape, entries)
        claimed |= _second_order(asked.problem, hessian, claimed)
    if is_critical(claimed):
        claimed |= _classify(asked, values, claimed)
    claimed |= _higher_order(asked.problem, values)
    return _confirmed(asked, values, found, claimed)


def _follow(problem: Problem, gradient: Matrix, found: Mapping[str, Any]) -> dict[str, Any]:
    claimed = {**found, "partials_at": tuple(gradient)}
    return claimed | follow_gradient(problem, gradient, found)


def _solve_by_limits(
    asked: _Derivatives, values: dict[Symbol, Expr], found: dict[str, Any]
) -> dict[str, Any]:
    """What limits say where the rules do not apply."""
    near = Neighborhood(asked.program, values, found["value"])
    judgement = judge(near, asked.problem.formula)
    found["verdict"] = judgement.verdict
    if judgement.gradient is None:
        described = describe_special_point(near, judgement, found.get("unit_direction"))
        claimed = found | described | _special_extremum(near, judgement.verdict)
        return _confirmed(asked, values, found, claimed)
    found["one_sided_partials"] = judgement.partial_limits
    found["partials_continuous"] = _partials_continuous(asked, near, judgement.gradient)
    claimed = _follow(asked.problem, judgement.gradient, found) | _NO_LEVEL_SET
    if len(values) == _SPACE:
        # In space it is that of the level surface.
        claimed["tangent_plane"] = None
    hessian = hessian_by_definition(near, asked.partials, judgement.gradient)
    if hessian is not None:
        claimed |= _second_order(asked.problem, hessian, claimed)
    claimed |= _higher_order_by_limits(asked.problem, hessian)
    if is_critical(claimed):
        claimed |= _classify_by_limits(near)
    return _confirmed(asked, values, found, claimed)


def _partials_continuous(asked: _Derivatives, near: Neighborhood, gradient: Matrix) -> bool | None:
    return False if have_jump(near, asked.partials, gradient) else None


def _special_extremum(near: Neighborhood, verdict: Verdict) -> dict[str, Any]:
    """An extremum at a point where f is not differentiable, such as the tip of a cone."""
    if verdict.reason.sentence in ("boundary", "boundary_on_curve", "open"):
        return {}
    extremum = _classify_by_limits(near)
    return extremum if extremum["critical_kind"] in ("minimum", "maximum") else {}


def _second_order(problem: Problem, hessian: Matrix, claimed: Mapping[str, Any]) -> dict[str, Any]:
    """The Hessian at P with its eigenvalues, and D_u²f(P)."""
    found: dict[str, Any] = {"hessian_at": hessian}
    if problem.order > 1 or is_critical(claimed):
        pairs = eigensystem(hessian)
        if pairs is not None:
            found["hessian_eigenvalues"], found["hessian_eigenvectors"] = pairs
    unit = claimed.get("unit_direction")
    if unit is not None and _is_symmetric(hessian):
        found["second_directional_derivative"] = second_rate(hessian, unit)
    return found


def _is_symmetric(hessian: Matrix) -> bool:
    return all(sign_of(entry) == 0 for entry in hessian - hessian.T)


def _higher_order(problem: Problem, values: Mapping[Symbol, Expr]) -> dict[str, Any]:
    if problem.order < 2:
        return {}
    partials = higher_partials(problem.f, problem.variables, problem.order, values)
    # Where they are continuous the mixed ones agree (Clairaut, Schwarz).
    is_smooth = all(partial.at_point is not None for partial in partials)
    return {"higher_partials": partials, "mixed_partials_agree": True if is_smooth else None}


def _higher_order_by_limits(problem: Problem, hessian: Matrix | None) -> dict[str, Any]:
    """The second partial derivatives by their definition, beside the general expressions."""
    if problem.order < 2:
        return {}
    partials = higher_partials(problem.f, problem.variables, problem.order, None)
    if hessian is None:
        return {"higher_partials": partials}
    place = {variable: index for index, variable in enumerate(problem.variables)}
    with_values = tuple(
        replace(part, at_point=hessian[place[part.variables[0]], place[part.variables[1]]])
        if len(part.variables) == 2
        else part
        for part in partials
    )
    return {"higher_partials": with_values, "mixed_partials_agree": _is_symmetric(hessian)}


def _classify(
    asked: _Derivatives, values: Mapping[Symbol, Expr], claimed: Mapping[str, Any]
) -> dict[str, Any]:
    """What kind of critical point P is, by the Hessian and beyond, or else by limits."""
    hessian = claimed.get("hessian_at")
    if hessian is None:
        return _classify_by_limits(Neighborhood(asked.program, values, claimed["value"]))
    problem = asked.problem
    assert problem.point is not None
    verdict = classify_critical(problem.f, problem.variables, problem.point, hessian)
    if verdict.kind == "undecided" and not problem.parameters:
        by_limits = _classify_by_limits(Neighborhood(asked.program, values, claimed["value"]))
        if by_limits["critical_kind"] != "undecided":
            return by_limits
    return {
        "critical_kind": verdict.kind,
        "is_strict": verdict.is_strict,
        "critical_reason": verdict.reason,
    }


def _classify_by_limits(near: Neighborhood) -> dict[str, Any]:
    extremum = classify_special_point(near)
    return {
        "critical_kind": extremum.kind,
        "is_strict": extremum.is_strict,
        "critical_reason": extremum.reason,
    }


def _all_critical_points(problem: Problem) -> dict[str, Any]:
    program = compile_formula(problem.formula)
    search = search_critical_points(problem.f, problem.variables, program)
    return {
        "critical_points": search.points,
        "critical_points_complete": search.is_complete,
        "critical_points_repeat": search.repeat,
        "critical_points_remarks": search.remarks,
    }


def _confirmed(
    asked: _Derivatives,
    values: Mapping[Symbol, Expr],
    found: dict[str, Any],
    claimed: dict[str, Any],
) -> dict[str, Any]:
    """What is claimed, unless the values of f near P contradict it."""
    witness = call_witness(
        asked.program,
        asked.problem,
        values,
        (*claimed["conditions"], *claimed.get("gradient_conditions", ())),
        is_special=claimed["verdict"].reason.sentence != "continuous_partials",
    )
    doubts: tuple[Finding, ...] = (Finding("not_checked"),)
    if witness is not None:
        has_gradient = "gradient_at" in claimed
        doubts = tuple(
            witness.doubts(claimed) if has_gradient else witness.doubts_of_limits(claimed)
        )
    if any(map(contradicts, doubts)):
        unknown = tuple(None for _ in asked.partials)
        verdict = Verdict(differentiable=None, reason=Finding("values_contradict"))
        return found | {"partials_at": unknown, "verdict": verdict, "doubts": doubts}
    return claimed | {"doubts": claimed.get("doubts", ()) + doubts}


def _on_level_set(problem: Problem, value: Expr) -> tuple[Boolean, ...]:
    """What must hold for P to lie on the level set that an equation describes.

    Raises:
        MeaninglessRequestError: it does not lie there.
    """
    if not problem.is_equation or sign_of(value) == 0:
        return ()
    if sign_of(value) is None and value.free_symbols:
        return (Eq(value, 0),)
    raise problem.error(
        "at",
        f"the point does not satisfy the equation: left minus right is {value}",
        "Give a point of the level set.",
    )
