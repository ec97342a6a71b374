"""A vector-valued function: its components one by one, and its Jacobian matrix."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from sympy import And, Expr, Matrix

from grad_magic.findings import DifferentiabilityReason, Doubt, Finding
from grad_magic.formula.tree import Place
from grad_magic.problem import Problem
from grad_magic.solution import (
    AtPoint,
    Checking,
    Deferred,
    Direction,
    General,
    JacobianMatrix,
    Known,
    Solution,
    TypedForm,
    Verdict,
    Visit,
)

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean


def solve_vector(problem: Problem, solve_scalar: Callable[[Problem], Solution]) -> Solution:
    """All that is true of a vector-valued function, at its point and in its direction.

    A limit of vectors is the vector of the limits of their components. So value, partial and
    directional derivatives are those of the components, f is differentiable where each of
    them is, and then D_u f = J·u row by row (Apostol, Mathematical Analysis, 12.3).

    Args:
        problem: an f with m components.
        solve_scalar: solves the problem of one component.

    Raises:
        MeaninglessRequestError: the direction is zero.
        NoAnswerError: a component has no real value at P, or no real derivatives.
    """
    solutions = tuple(solve_scalar(component) for component in split_components(problem))
    jacobian = Matrix([list(solution.partials) for solution in solutions])
    solution = Solution(
        problem,
        general=General(
            Known(_columns(jacobian)),
            f_valid_where=Deferred(partial(_condition, solutions)),
            partials_valid_where=Deferred(partial(_conditions, solutions)),
            typed=Deferred(partial(_typed_entries, solutions)),
        ),
        vector=JacobianMatrix(jacobian),
        checking=Checking(tuple(_merge_doubts(solutions))),
    )
    return solution if problem.point is None else _at_point(solution, solutions)


def _typed_entries(components: Sequence[Solution]) -> tuple[TypedForm | None, ...]:
    """Row by row."""
    return tuple(chain.from_iterable(part.derivatives.typed.value for part in components))


def _condition(solutions: Sequence[Solution]) -> Boolean:
    """What all components need."""
    return And(*(solution.f_valid_where for solution in solutions))


def _conditions(solutions: Sequence[Solution]) -> tuple[Boolean, ...]:
    """What all components need of the derivatives by each variable."""
    rows = [solution.partials_valid_where for solution in solutions]
    return tuple(And(*column) for column in zip(*rows, strict=True))


def split_components(problem: Problem) -> tuple[Problem, ...]:
    """The same problem for each component, under the names f_1, f_2 and so on."""
    return tuple(
        replace(
            problem,
            name=f"{problem.name}_{number}",
            formula=formula,
            f=component,
            answer=None,
            places=dict(problem.places) | {"f": Place(formula.start, formula.end)},
        )
        for number, (formula, component) in enumerate(
            zip(problem.formula.operands, problem.f, strict=True), start=1
        )
    )


def _at_point(solution: Solution, components: Sequence[Solution]) -> Solution:
    """The parts that a point and a direction bring, from those of the components."""
    verdict = _judge(components)
    missing = (None,) * len(solution.problem.variables)
    rows = [component.partials_at or missing for component in components]
    partials = tuple(_column(entries) for entries in zip(*rows, strict=True))
    is_known = verdict.differentiable and None not in partials
    conditions = (condition for part in components for condition in part.conditions)
    unit = components[0].unit_direction
    rate = _column([component.directional_derivative for component in components])
    return replace(
        solution,
        visit=Visit(
            _column([component.value for component in components]),
            tuple(dict.fromkeys(conditions)),
        ),
        at_point=AtPoint(partials, verdict),
        direction=None if unit is None else Direction(unit, rate),
        vector=JacobianMatrix(solution.jacobian, Matrix.hstack(*partials) if is_known else None),
    )


def _columns(matrix: Matrix) -> tuple[Matrix, ...]:
    return tuple(matrix[:, index] for index in range(matrix.cols))


def _column(entries: Sequence[Expr | None]) -> Matrix | None:
    """The entries one under the other; None if one is missing."""
    return None if None in entries else Matrix(list(entries))


def _judge(solutions: Sequence[Solution]) -> Verdict:
    """Differentiable means: every component is; the first one that is not gives the reason."""
    for verdict, kind in (
        (False, DifferentiabilityReason.COMPONENT_NOT_DIFFERENTIABLE),
        (None, DifferentiabilityReason.COMPONENT_OPEN),
    ):
        for solution in solutions:
            if solution.differentiable is verdict:
                return Verdict(verdict, _reason(kind, solution))
    are_continuous = all(solution.partials_continuous for solution in solutions)
    kind = DifferentiabilityReason.VECTOR_DIFFERENTIABLE
    if are_continuous:
        kind = DifferentiabilityReason.VECTOR_CONTINUOUS
    return Verdict(differentiable=True, reason=Finding(kind))


def _reason(kind: DifferentiabilityReason, solution: Solution) -> Finding[DifferentiabilityReason]:
    """The sentence about a component, with what its own reason names."""
    assert solution.verdict is not None
    inner = solution.verdict.reason
    named = {"component": solution.problem.name, "reason": inner.kind}
    return Finding(kind, {**inner.parts, **named})


def _merge_doubts(solutions: Sequence[Solution]) -> Iterator[Finding[Doubt]]:
    """Each doubt once, with all components that it is about."""
    names: dict[Finding[Doubt], list[str]] = {}
    for solution in solutions:
        for doubt in solution.doubts:
            if not doubt.kind.is_about_gradient:
                names.setdefault(doubt, []).append(solution.problem.name)
    for doubt, components in names.items():
        named = {"component": ", ".join(dict.fromkeys(components))}
        yield replace(doubt, parts={**doubt.parts, **named})
