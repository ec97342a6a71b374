"""A Problem into its Solution."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

from sympy import Eq, Expr, Matrix, Symbol

from grad_magic.calculus import derivatives, directions
from grad_magic.calculus.checking import agrees
from grad_magic.calculus.critical import critical_kind
from grad_magic.calculus.domains import Failure, UndefinedError, trace
from grad_magic.calculus.limits import judge
from grad_magic.calculus.numbers import sign_of
from grad_magic.calculus.program import Program, compile_formula
from grad_magic.calculus.simplify import shorten, shorten_number
from grad_magic.errors import NoAnswerError
from grad_magic.problem import Formula, Problem
from grad_magic.reading.symbolic import to_sympy
from grad_magic.solution import Finding, Solution


def solve(problem: Problem) -> Solution:
    """All that is true of the problem's function, at its point and in its direction.

    Raises:
        NoAnswerError: f has no real value at P; the error names the part that fails.
    """
    partials = derivatives.gradient(problem.f, problem.variables)
    hessian = derivatives.hessian(partials, problem.variables)
    shortened = tuple(shorten(partial) for partial in partials)
    general: dict[str, Any] = {
        "problem": problem,
        "partials": shortened,
        "gradient": Matrix(shortened),
        "hessian": hessian.applyfunc(shorten),
    }
    if problem.point is None:
        return Solution(**general)
    return Solution(**general, **_solve_at_point(problem, partials, hessian))


def _solve_at_point(
    problem: Problem, partials: tuple[Expr, ...], hessian: Matrix
) -> dict[str, Any]:
    assert problem.point is not None
    program = compile_formula(problem.formula)
    values = dict(zip(problem.variables, problem.point, strict=True))
    results = _trace(program, problem, values)
    verdict = judge(program, results)
    found: dict[str, Any] = {"value": shorten_number(results[-1]), "verdict": verdict}
    if problem.direction is not None:
        found["unit_direction"] = directions.unit(Matrix(problem.direction))
    if not verdict.differentiable:
        return found | {"partials_at": tuple(None for _ in partials)}
    partials_at = tuple(derivatives.evaluate_derivative(partial, values) for partial in partials)
    found["partials_at"] = partials_at
    if None in partials_at:
        return found | {"doubts": (Finding("derivative_not_evaluated"),)}
    gradient = Matrix(partials_at)
    found |= _along_gradient(problem, gradient, found["value"])
    found |= _along_direction(found, gradient)
    found |= _second_order(hessian, values, gradient)
    return found | {"doubts": tuple(_doubts(program, problem, found))}


def _trace(program: Program, problem: Problem, values: dict[Symbol, Expr]) -> tuple[Expr, ...]:
    try:
        return trace(program, values)
    except UndefinedError as error:
        raise _no_answer(problem, error.failure) from None


def _no_answer(problem: Problem, failure: Failure) -> NoAnswerError:
    assert problem.point is not None
    point = f"({', '.join(map(str, problem.point))})"
    condition = failure.condition
    subject = condition.subject_text.format(_text_of(problem, failure.operand))
    is_division = failure.formula.operation == "reciprocal"
    whole = "the division" if is_division else _text_of(problem, failure.formula)
    outcome = f"it is {failure.value}" if failure.settled else "that could not be decided"
    return NoAnswerError(
        f"{problem.name} is undefined at {point}: {whole} needs "
        f"{subject} {condition.relation} {condition.bound}; at {point} {outcome}",
        source=problem.source,
        start=failure.formula.start,
        end=failure.formula.end,
    )


def _text_of(problem: Problem, formula: Formula) -> str:
    """The part of f as it was typed, or as SymPy writes it where nothing was typed."""
    return problem.source[formula.start : formula.end] or str(to_sympy(formula))


def _along_gradient(problem: Problem, gradient: Matrix, value: Expr) -> dict[str, Any]:
    """The extreme rates, the directions of no change, and the tangents, from ∇f(P)."""
    assert problem.point is not None
    length = directions.norm(gradient)
    found: dict[str, Any] = {
        "gradient_at": gradient,
        "norm": length,
        "max_rate": length,
        "min_rate": -length,
    }
    rise = directions.linear_form(gradient, problem.variables, problem.point)
    if len(problem.variables) <= 2:
        height = _height_symbol(problem)
        found["tangent_plane"] = Eq(height, (value + rise).expand(), evaluate=False)
    if sign_of(length) == 0:
        return found | {"zero_directions": directions.axes(len(gradient))}
    ascent = directions.unit(gradient)
    found |= {
        "steepest_ascent": ascent,
        "steepest_descent": -ascent,
        "zero_directions": directions.orthogonal_basis(gradient),
    }
    if len(problem.variables) > 1:
        found["level_tangent"] = Eq(rise, 0, evaluate=False)
    if len(problem.variables) == 3:
        found["tangent_plane"] = found["level_tangent"]
    return found


def _height_symbol(problem: Problem) -> Symbol:
    """The letter for the value of f on its graph: y over one variable, z over two."""
    taken = {str(variable) for variable in problem.variables}
    letters = ("y", "z", "w") if len(taken) == 1 else ("z", "w", "t")
    return Symbol(next(letter for letter in letters if letter not in taken), real=True)


def _along_direction(found: dict[str, Any], gradient: Matrix) -> dict[str, Any]:
    unit_direction = found.get("unit_direction")
    if unit_direction is None:
        return {}
    rate = directions.dot(gradient, unit_direction)
    if found.get("steepest_ascent") is None:
        return {"directional_derivative": rate}
    return {
        "directional_derivative": rate,
        "angle": directions.angle_between(unit_direction, gradient),
    }


def _second_order(hessian: Matrix, values: dict[Symbol, Expr], gradient: Matrix) -> dict[str, Any]:
    entries = [derivatives.evaluate_derivative(entry, values) for entry in hessian]
    if None in entries:
        return {}
    hessian_at = Matrix(*hessian.shape, entries)
    if any(sign_of(entry) != 0 for entry in gradient):
        return {"hessian_at": hessian_at}
    return {"hessian_at": hessian_at, "critical_kind": critical_kind(hessian_at)}


def _doubts(program: Program, problem: Problem, found: dict[str, Any]) -> Iterator[Finding]:
    """What the numerical check does not confirm."""
    gradient = found["gradient_at"]
    claims = list(zip(directions.axes(len(gradient)), gradient, strict=True))
    if found.get("directional_derivative") is not None:
        claims.append((found["unit_direction"], found["directional_derivative"]))
    if found.get("steepest_ascent") is not None:
        claims.append((found["steepest_ascent"], found["max_rate"]))
    for direction, claimed in claims:
        if not agrees(program, problem, direction, claimed):
            parts = {"claimed": claimed, "direction": direction}
            yield Finding("numerical_disagreement", MappingProxyType(parts))
