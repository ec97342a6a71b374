"""A vector-valued function: its components one by one, and its Jacobian matrix."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sympy import Expr, Matrix

from grad_magic.formula.tree import Place
from grad_magic.problem import Problem
from grad_magic.solution import Finding, Solution, Verdict

# What is in doubt about a scalar function only: it has a gradient.
_DOUBTS_OF_SCALARS = frozenset({"gradient_perhaps_zero"})


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
    found: dict[str, Any] = {
        "problem": problem,
        "partials": _columns(jacobian),
        "gradient": None,
        "hessian": None,
        "jacobian": jacobian,
        "conditions": tuple(dict.fromkeys(c for s in solutions for c in s.conditions)),
        "is_approximate": any(solution.is_approximate for solution in solutions),
        "doubts": tuple(_merge_doubts(solutions)),
    }
    if problem.point is not None:
        found |= _solve_at_point(solutions)
    return Solution(**found)


def split_components(problem: Problem) -> tuple[Problem, ...]:
    """The same problem for each component, under the names f_1, f_2 and so on."""
    return tuple(
        replace(
            problem,
            name=f"{problem.name}_{number}",
            formula=formula,
            f=component,
            places=dict(problem.places) | {"f": Place(formula.start, formula.end)},
        )
        for number, (formula, component) in enumerate(
            zip(problem.formula.operands, problem.f, strict=True), start=1
        )
    )


def _solve_at_point(solutions: Sequence[Solution]) -> dict[str, Any]:
    verdict = _judge(solutions)
    count = len(solutions[0].partials)
    rows = [solution.partials_at or (None,) * count for solution in solutions]
    partials_at = tuple(_column(entries) for entries in zip(*rows, strict=True))
    is_known = verdict.differentiable and None not in partials_at
    return {
        "value": _column([solution.value for solution in solutions]),
        "partials_at": partials_at,
        "jacobian_at": Matrix.hstack(*partials_at) if is_known else None,
        "unit_direction": solutions[0].unit_direction,
        "directional_derivative": _column(
            [solution.directional_derivative for solution in solutions]
        ),
        "verdict": verdict,
    }


def _columns(matrix: Matrix) -> tuple[Matrix, ...]:
    return tuple(matrix[:, index] for index in range(matrix.cols))


def _column(entries: Sequence[Expr | None]) -> Matrix | None:
    """The entries one under the other; None if one is missing."""
    return None if None in entries else Matrix(list(entries))


def _judge(solutions: Sequence[Solution]) -> Verdict:
    """Differentiable means: every component is; the first one that is not gives the reason."""
    for verdict, sentence in (
        (False, "component_not_differentiable"),
        (None, "component_open"),
    ):
        for solution in solutions:
            if solution.differentiable is verdict:
                return Verdict(verdict, _reason(sentence, solution))
    return Verdict(differentiable=True, reason=Finding("vector_differentiable"))


def _reason(sentence: str, solution: Solution) -> Finding:
    """The sentence about a component, with what its own reason names."""
    assert solution.verdict is not None
    inner = solution.verdict.reason
    named = {"component": solution.problem.name, "reason": inner.sentence}
    return Finding(sentence, {**inner.parts, **named})


def _merge_doubts(solutions: Sequence[Solution]) -> Iterator[Finding]:
    """Each doubt once, with all components that it is about."""
    names: dict[Finding, list[str]] = {}
    for solution in solutions:
        for doubt in solution.doubts:
            if doubt.sentence not in _DOUBTS_OF_SCALARS:
                names.setdefault(doubt, []).append(solution.problem.name)
    for doubt, components in names.items():
        named = {"component": ", ".join(dict.fromkeys(components))}
        yield replace(doubt, parts={**doubt.parts, **named})
