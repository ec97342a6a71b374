"""Whether f is continuous at P, where a problem asks that beside whether it is differentiable."""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Abs, Integer, Matrix, Symbol

from grad_magic.calculus.bounds import remainder_exponent
from grad_magic.calculus.continuity import change_exponent
from grad_magic.calculus.domains import is_made_continuous
from grad_magic.calculus.limits import Neighborhood
from grad_magic.findings import DifferentiabilityReason
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import in_reading_order
from grad_magic.lesson.increments import remainder
from grad_magic.lesson.pieces import EQUALS, POINT, has_one_variable, name_of, words
from grad_magic.lesson.remainders import bound_in_steps
from grad_magic.lesson.sections.definition import is_told_by_parameters
from grad_magic.lesson.sections.worked_limits import squeeze_lines
from grad_magic.lesson.sections.worked_scope import asks_for_continuity
from grad_magic.lesson.steps import (
    Absolute,
    Increment,
    Letter,
    Line,
    Piece,
    PowerOfStep,
    Relation,
    Value,
)
from grad_magic.solution import Solution

_STEP = Symbol("h", real=True)
DISCONTINUOUS = (
    DifferentiabilityReason.DISCONTINUOUS,
    DifferentiabilityReason.NO_LIMIT_ON_CURVE,
    DifferentiabilityReason.UNBOUNDED_ON_CURVE,
)
"""Reasons that say that f is not continuous at P."""


def continuity_lines(solution: Solution) -> Iterator[Line]:
    """That f is continuous at P and why; nothing where what it is not has its own reason."""
    verdict = solution.verdict
    if verdict is None or not asks_for_continuity(solution) or verdict.reason.kind in DISCONTINUOUS:
        return
    # Of a component that is not differentiable its reason is told.
    is_refuted = solution.problem.is_vector_valued and solution.differentiable is False
    if is_told_by_parameters(solution):
        return
    gaps: dict[str, Piece | Line] = {"f": name_of(solution), "point": POINT}
    if solution.differentiable:
        yield (words("continuous_as_differentiable", **gaps),)
        return
    if is_composed(solution):
        yield (words("continuous_as_composed", **gaps),)
        return
    bounded = () if solution.problem.is_vector_valued else tuple(_lines_of_bounds(solution))
    yield from bounded or (() if is_refuted else [(words("continuity_open", **gaps),)])


def is_composed(solution: Solution) -> bool:
    """Whether f, as it was typed, is made of functions that are continuous at P."""
    formula = solution.problem.formula
    components = formula.operands if solution.problem.is_vector_valued else (formula,)
    if solution.point is None or any(one.operation == "piecewise" for one in components):
        return False
    values = dict(zip(solution.variables, solution.point, strict=True))
    return all(is_made_continuous(compile_formula(one), values) for one in components)


def _lines_of_bounds(solution: Solution) -> Iterator[Line]:
    plain = tuple(_bound_lines(solution))
    yield from plain or _power_lines(solution)


def _bound_lines(solution: Solution) -> Iterator[Line]:
    """|f(P + h) - f(P)| ≤ C‖h‖ᵏ with k > 0."""
    change = remainder(solution, [Integer(0)] * len(solution.variables))
    if change is None:
        return
    bound = bound_in_steps(change, len(solution.variables))
    if bound is None or not bound[1].is_positive:
        return
    size, power = bound
    step, increment = Letter("h"), Increment(solution.problem.name)
    gaps: dict[str, Piece | Line] = {"f": name_of(solution), "point": POINT, "h": step}
    yield (words("near_point", point=POINT),)
    if has_one_variable(solution):
        yield (increment, EQUALS, Value(change.xreplace({Symbol("h_1", real=True): _STEP})))
        most: Piece = Value(size * Abs(_STEP) ** power)
        said: Line = (Absolute(increment), Relation("≤"), most)
        yield (words("continuous_by_bound_in_one_variable", bound=said, **gaps),)
        return
    yield (increment, EQUALS, Value(in_reading_order(change)))
    if solution.problem.presentation.is_worked:
        yield from squeeze_lines(change, {})
    most = PowerOfStep(None if size == 1 else Value(size), power)
    said = (Absolute(increment), Relation("≤"), most)
    length = PowerOfStep(None, Integer(1))
    yield (words("continuous_by_bound", length=length, bound=said, **gaps),)


def _power_lines(solution: Solution) -> Iterator[Line]:
    """|f(P + h) - f(P)| ≤ C‖h‖ᵉ, by means of the terms of a denominator, or by an expansion."""
    if solution.point is None or solution.value is None:
        return
    values = dict(zip(solution.variables, solution.point, strict=True))
    level, formula = Matrix([0] * len(values)), solution.problem.formula
    power = remainder_exponent(formula, values, solution.value, level)
    if power is None or not power.is_positive:
        power = change_exponent(Neighborhood(compile_formula(formula), values, solution.value))
    if power is None:
        return
    constant = Letter("C")
    most: Piece = PowerOfStep(constant, power)
    if has_one_variable(solution):
        most = Value(Symbol("C", positive=True) * Abs(_STEP) ** power)
    said: Line = (Absolute(Increment(solution.problem.name)), Relation("≤"), most)
    gaps: dict[str, Piece | Line] = {"f": name_of(solution), "point": POINT, "h": Letter("h")}
    yield (words("continuous_by_some_bound", constant=constant, bound=said, **gaps),)
