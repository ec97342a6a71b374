"""A Problem into its Solution."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sympy import Add, Eq, Expr, Matrix, Symbol, nan, oo, zoo
from sympy import I as IMAGINARY_UNIT

from grad_magic.calculus import derivatives, directions
from grad_magic.calculus.checking import check_general, check_rate, check_second
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

_NOT_REAL = (IMAGINARY_UNIT, nan, zoo, oo, -oo)


def solve(problem: Problem) -> Solution:
    """All that is true of the problem's function, at its point and in its direction.

    Raises:
        NoAnswerError: f has no real value at P, or no real derivatives; the error names the
            part that fails.
    """
    program = compile_formula(problem.formula)
    partials = derivatives.gradient(problem.f, problem.variables)
    hessian = derivatives.hessian(partials, problem.variables)
    shortened = tuple(shorten(partial) for partial in partials)
    if any(partial.has(*_NOT_REAL) for partial in (*partials, *shortened, *hessian)):
        raise NoAnswerError(f"{problem.name} has no real derivatives")
    general: dict[str, Any] = {
        "problem": problem,
        "partials": shortened,
        "gradient": Matrix(shortened),
        "hessian": hessian.applyfunc(shorten),
    }
    if problem.point is None:
        doubts = _general_doubts(program, problem, shortened)
        return Solution(**general, doubts=tuple(doubts))
    return Solution(**general, **_solve_at_point(program, problem, partials, hessian))


def _general_doubts(
    program: Program, problem: Problem, partials: Sequence[Expr]
) -> Iterator[Finding]:
    symbols = (*problem.variables, *problem.parameters)
    verdict = check_general(program, symbols, partials)
    if verdict is None:
        yield Finding("no_real_value_found")
    elif not verdict:
        yield Finding("general_disagreement")


def _solve_at_point(
    program: Program, problem: Problem, partials: Sequence[Expr], hessian: Matrix
) -> dict[str, Any]:
    assert problem.point is not None
    values = dict(zip(problem.variables, map(shorten_number, problem.point), strict=True))
    results = _trace(program, problem, values)
    verdict = judge(program, results, values)
    found: dict[str, Any] = {
        "value": shorten_number(results[-1]),
        "verdict": verdict,
        "partials_at": tuple(None for _ in partials),
    }
    _check_on_level_set(problem, found["value"])
    if problem.direction is not None:
        found["unit_direction"] = _unit_direction(problem, problem.direction)
    if not verdict.differentiable:
        return found
    partials_at = tuple(derivatives.evaluate_derivative(partial, values) for partial in partials)
    if None in partials_at:
        return found | {"doubts": (Finding("derivative_not_evaluated"),)}
    claimed = found | {"partials_at": partials_at}
    claimed |= _from_gradient(problem, Matrix(partials_at), claimed)
    claimed |= _second_order(hessian, values, claimed)
    doubts = tuple(_doubts(program, values, claimed))
    if any(doubt.sentence == "numerical_disagreement" for doubt in doubts):
        return found | {"doubts": doubts}
    return claimed | {"doubts": claimed.get("doubts", ()) + doubts}


def _unit_direction(problem: Problem, direction: Sequence[Expr]) -> Matrix:
    signs = [sign_of(component) for component in direction]
    if not any(signs):
        advice = "Give at least one component that is not 0."
        if None in signs:
            raise problem.error(
                "dir", "whether this direction is zero could not be decided", advice
            )
        raise problem.error("dir", "the direction has length zero, so it points nowhere", advice)
    return directions.unit(Matrix(direction))


def _from_gradient(
    problem: Problem, gradient: Matrix, claimed: Mapping[str, Any]
) -> dict[str, Any]:
    """All that follows from ∇f(P), as far as it is settled whether ∇f(P) is zero."""
    found: dict[str, Any] = {"gradient_at": gradient, "norm": directions.norm(gradient)}
    found |= _tangent_to_graph(problem, gradient, claimed["value"])
    signs = [sign_of(entry) for entry in gradient]
    if not any(signs) and None in signs:
        found["doubts"] = (Finding("gradient_perhaps_zero"),)
    else:
        found |= {"max_rate": found["norm"], "min_rate": -found["norm"]}
        found |= _level_set(problem, gradient) if any(signs) else _no_level_set(gradient)
    unit_direction = _chosen_direction(problem, {**claimed, **found})
    if unit_direction is None:
        return found
    rate = directions.dot(gradient, unit_direction)
    found |= {"unit_direction": unit_direction, "directional_derivative": rate}
    if found.get("steepest_ascent") is not None:
        found["angle"] = directions.angle_between(unit_direction, gradient)
    return found


def _no_level_set(gradient: Matrix) -> dict[str, Any]:
    return {"zero_directions": directions.axes(len(gradient))}


def _level_set(problem: Problem, gradient: Matrix) -> dict[str, Any]:
    """The extreme directions, those of no change, and the tangent to the level set."""
    assert problem.point is not None
    ascent = directions.unit(gradient)
    found: dict[str, Any] = {
        "steepest_ascent": ascent,
        "steepest_descent": -ascent,
        "zero_directions": directions.orthogonal_basis(gradient),
    }
    if len(problem.variables) > 1:
        rise = directions.linear_form(gradient, problem.variables, problem.point)
        found["level_tangent"] = Eq(rise, 0, evaluate=False)
    if len(problem.variables) == 3:
        found["tangent_plane"] = found["level_tangent"]
    return found


def _tangent_to_graph(problem: Problem, gradient: Matrix, value: Expr) -> dict[str, Any]:
    assert problem.point is not None
    if len(problem.variables) > 2:
        return {}
    rise = directions.linear_form(gradient, problem.variables, problem.point)
    constant, terms = rise.as_independent(*problem.variables, as_Add=True)
    height = Add(terms, shorten_number(value + constant))
    return {"tangent_plane": Eq(_height_symbol(problem), height, evaluate=False)}


def _height_symbol(problem: Problem) -> Symbol:
    """The letter for the value of f on its graph: y over one variable, z over two."""
    taken = {str(variable) for variable in problem.variables}
    letters = ("y", "z", "w") if len(taken) == 1 else ("z", "w", "t")
    return Symbol(next(letter for letter in letters if letter not in taken), real=True)


def _chosen_direction(problem: Problem, found: Mapping[str, Any]) -> Matrix | None:
    """The direction as given, or the one that `dir=grad` or `dir=-grad` means."""
    if not problem.along_gradient:
        return found.get("unit_direction")
    if found.get("steepest_ascent") is None:
        message = f"the gradient of {problem.name} is zero there, so it points nowhere"
        raise problem.error("dir", message)
    return found["steepest_ascent" if problem.along_gradient > 0 else "steepest_descent"]


def _second_order(
    hessian: Matrix, values: dict[Symbol, Expr], claimed: Mapping[str, Any]
) -> dict[str, Any]:
    """The Hessian at P, and the kind of critical point where ∇f(P) = 0."""
    entries = [derivatives.evaluate_derivative(entry, values) for entry in hessian]
    is_critical = "max_rate" in claimed and "steepest_ascent" not in claimed
    if None in entries:
        return {"critical_kind": "undecided"} if is_critical else {}
    hessian_at = Matrix(*hessian.shape, entries)
    kind = critical_kind(hessian_at) if is_critical else None
    return {"hessian_at": hessian_at, "critical_kind": kind}


def _doubts(
    program: Program, values: dict[Symbol, Expr], found: Mapping[str, Any]
) -> Iterator[Finding]:
    """What the numerical check does not confirm, once for each kind of doubt."""
    verdicts = [
        check_rate(program, values, tuple(direction), rate)
        for direction, rate in _claimed_rates(found)
    ]
    hessian = found.get("hessian_at")
    axes = directions.axes(len(values))
    if hessian is not None:
        verdicts += [
            check_second(program, values, tuple(axes[i]), tuple(axes[j]), hessian[i, j])
            for i in range(len(axes))
            for j in range(i + 1)
        ]
    if False in verdicts:
        yield Finding("numerical_disagreement")
    elif None in verdicts:
        yield Finding("not_checked")


def _claimed_rates(found: Mapping[str, Any]) -> Iterator[tuple[Matrix, Expr]]:
    gradient = found["gradient_at"]
    yield from zip(directions.axes(len(gradient)), gradient, strict=True)
    for direction, rate in (
        ("unit_direction", "directional_derivative"),
        ("steepest_ascent", "max_rate"),
        ("steepest_descent", "min_rate"),
    ):
        if found.get(direction) is not None:
            yield found[direction], found[rate]


def _check_on_level_set(problem: Problem, value: Expr) -> None:
    if problem.is_equation and sign_of(value) != 0:
        raise problem.error(
            "at",
            f"the point does not satisfy the equation: left minus right is {value}",
            "Give a point of the level set.",
        )


def _trace(program: Program, problem: Problem, values: dict[Symbol, Expr]) -> tuple[Expr, ...]:
    try:
        return trace(program, values)
    except UndefinedError as error:
        raise _no_answer(problem, error.failure) from None


def _no_answer(problem: Problem, failure: Failure) -> NoAnswerError:
    condition = failure.condition
    whole = _text_of(problem, failure.formula)
    if condition is None:
        return _error_at(problem, failure, f"{whole} {failure.reason}")
    subject = condition.subject_text.format(
        *(_text_of(problem, operand) for operand in failure.operands)
    )
    if failure.formula.operation == "reciprocal":
        whole = "the division"
    outcome = f"it is {failure.value}" if failure.settled else "that could not be decided"
    needs = f"{subject} {condition.relation} {condition.bound}"
    return _error_at(problem, failure, f"{whole} needs {needs}; at {_point(problem)} {outcome}")


def _error_at(problem: Problem, failure: Failure, explanation: str) -> NoAnswerError:
    verdict = "is undefined" if failure.settled else "has no value that could be settled"
    return NoAnswerError(
        f"{problem.name} {verdict} at {_point(problem)}: {explanation}",
        source=problem.source,
        start=failure.formula.start,
        end=failure.formula.end,
    )


def _point(problem: Problem) -> str:
    assert problem.point is not None
    return f"({', '.join(map(str, problem.point))})"


def _text_of(problem: Problem, formula: Formula) -> str:
    """The part of f as it was typed, or as SymPy writes it where nothing was typed."""
    return problem.source[formula.start : formula.end] or str(to_sympy(formula))
