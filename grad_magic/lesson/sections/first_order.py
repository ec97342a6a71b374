"""The function, its partial derivatives, its gradient and its rate of change along u."""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Expr, Matrix, Piecewise

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.lesson.decimals import is_decimal_only
from grad_magic.lesson.pieces import (
    EQUALS,
    POINT,
    UNIT,
    exact_vector,
    formula,
    has_one_variable,
    name_of,
    number,
    number_vector,
    shown_function,
    shown_partial,
    value_at,
    words,
    written_out,
)
from grad_magic.lesson.sections import definition
from grad_magic.lesson.steps import (
    FunctionValue,
    Gradient,
    Letter,
    Line,
    Norm,
    Partial,
    Piece,
    Products,
    Quotient,
    Separator,
    Tuple,
    Value,
    Vector,
)
from grad_magic.solution import Solution

# About a line of print; the partial derivatives stand right above in full.
_LONGEST_GRADIENT = 30


def has_formula(solution: Solution) -> bool:
    """Whether f is known as an expression, and not as a procedure that computes numbers."""
    return solution.problem.procedure is None


def function_line(solution: Solution) -> Line:
    """f(x, y) = …, P = …, f(P) = …."""
    name = solution.problem.name
    general: Line = (FunctionValue(name, solution.variables),)
    if has_formula(solution):
        general += (EQUALS, written_out(shown_function(solution), solution))
    value = value_at(solution)
    if solution.point is None or value is None:
        return general
    at_point: Line = (POINT, EQUALS, Vector(solution.point))
    at_point += (Separator(), FunctionValue(name), *number(value, solution))
    return (*general, Separator(), *at_point) if has_formula(solution) else at_point


def partial_lines(solution: Solution) -> Iterator[Line]:
    """Each partial derivative, general and at P; then those that do not exist at P."""
    for index in range(len(solution.variables)):
        value = definition.partial_value(solution, index)
        line = (*_general_partial(solution, index), *_partial_at(solution, index, value))
        if line:
            yield line[1:] if isinstance(line[0], Separator) else line
    yield from definition.missing_partials(solution)


def _general_partial(solution: Solution, index: int) -> Line:
    if not has_formula(solution):
        return ()
    partial = _partial(solution, index, at_point=False)
    return (partial, EQUALS, written_out(shown_partial(solution, index), solution))


def _partial_at(solution: Solution, index: int, value: Expr | None) -> Line:
    if value is None:
        return ()
    partial = _partial(solution, index, at_point=True)
    limit = definition.partial_limit(solution, index)
    return (Separator(), partial, *limit, *number(value, solution))


def _partial(solution: Solution, index: int, *, at_point: bool) -> Partial:
    variable = solution.variables[index]
    ordinary = has_one_variable(solution)
    return Partial(solution.problem.name, variable, at_point=at_point, ordinary=ordinary)


def gradient_lines(solution: Solution) -> Iterator[Line]:
    """∇f = …, ∇f(P) = …, ‖∇f(P)‖ = …."""
    name = solution.problem.name
    line: Line = ()
    if has_formula(solution):
        line = (Gradient(name, at_point=False), EQUALS, _general_gradient(solution))
    if solution.gradient_at is not None and solution.norm is not None:
        at_point = Gradient(name, at_point=True)
        line += (Separator(),) if line else ()
        line += (at_point, *number_vector(solution.gradient_at, solution))
        if solution.steepest_ascent is not None:
            line += (Separator(), Norm(at_point), *number(solution.norm, solution))
    if line:
        yield line


def _general_gradient(solution: Solution) -> Piece:
    """The partial derivatives written out again, or only named where they are long."""
    operations = sum(partial.count_ops() for partial in solution.partials)
    has_cases = any(partial.has(Piecewise) for partial in solution.partials)
    indices = range(len(solution.variables))
    if operations <= _LONGEST_GRADIENT and not has_cases:
        return Vector(tuple(shown_partial(solution, index) for index in indices))
    return Tuple(tuple(_partial(solution, index, at_point=False) for index in indices))


def unit_line(solution: Solution) -> Line:
    """u = v/‖v‖ = …."""
    unit = solution.unit_direction
    assert unit is not None
    given = solution.problem.direction
    if given is not None and tuple(unit) != given:
        length = _length(given, unit)
        line: Line = (UNIT, EQUALS, Quotient(Letter("v"), Norm(Letter("v"))))
        if not any(map(is_decimal_only, (*given, length))):
            line += (EQUALS, Quotient(Vector(given), Value(length)))
        return (*line, *exact_vector(unit, solution))
    return (UNIT, *exact_vector(unit, solution))


def _length(given: tuple[Expr, ...], unit: Matrix) -> Expr:
    return next(v / u for v, u in zip(given, unit, strict=True) if u != 0)


def rate_line(solution: Solution) -> Line:
    """D_u f(P) = ∇f(P)·u with the numbers put in, and whether f rises or falls."""
    rate, gradient, unit = (
        solution.directional_derivative,
        solution.gradient_at,
        solution.unit_direction,
    )
    assert rate is not None
    assert gradient is not None
    assert unit is not None
    line = formula(solution)
    if not solution.is_approximate and not any(map(is_decimal_only, (*gradient, *unit))):
        line += (EQUALS, Products(tuple(zip(gradient, unit, strict=True))))
    line += number(rate, solution)
    return (*line, *tendency(rate, solution)) if solution.critical_kind is None else line


_TENDENCIES = {1: "rising", -1: "falling", 0: "level", None: "tendency_open"}


def tendency(rate: Expr, solution: Solution) -> Line:
    """Whether f rises or falls; nothing where that depends on parameters."""
    sign = sign_of(rate)
    if sign is None and rate.free_symbols:
        return ()
    return (Separator(), words(_TENDENCIES[sign], f=name_of(solution)))
