"""A function with several components: its Jacobian matrix, and its rate of change along u."""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Expr, Matrix

from grad_magic.formula.tree import Formula
from grad_magic.lesson.decimals import is_decimal_only
from grad_magic.lesson.pieces import (
    APPROXIMATELY,
    EQUALS,
    POINT,
    decimals,
    formula,
    shown_function,
)
from grad_magic.lesson.sections.first_order import unit_line
from grad_magic.lesson.steps import (
    Column,
    FunctionValue,
    Grid,
    Jacobian,
    Line,
    Rate,
    Separator,
    Vector,
)
from grad_magic.solution import Solution


def function_lines(solution: Solution) -> Iterator[Line]:
    """f(x, y) = …, P = …, f(P) = …."""
    name = solution.problem.name
    yield (FunctionValue(name, solution.variables), EQUALS, Column(_components(solution)))
    if solution.point is None:
        return
    line: Line = (POINT, EQUALS, Vector(solution.point))
    if solution.value is not None:
        value = _column(Matrix(solution.value), solution)
        line += (Separator(), FunctionValue(name), *value)
    yield line


def _components(solution: Solution) -> tuple[Expr | Formula, ...]:
    """Each component as it was typed."""
    function = shown_function(solution)
    return function.operands if isinstance(function, Formula) else tuple(function)


def jacobian_lines(solution: Solution) -> Iterator[Line]:
    """J_f(x, y) = …, J_f(P) = …."""
    name = solution.problem.name
    if solution.jacobian is not None:
        yield (Jacobian(name, solution.variables), EQUALS, _grid(solution.jacobian))
    if solution.jacobian_at is not None:
        yield (Jacobian(name), EQUALS, _grid(solution.jacobian_at))


def direction_lines(solution: Solution) -> Iterator[Line]:
    """u = …, D_u f(P) = J_f(P)·u = …."""
    if solution.unit_direction is None:
        return
    yield unit_line(solution)
    if solution.directional_derivative is None:
        return
    line = formula(solution) if solution.jacobian_at is not None else (Rate(solution.problem.name),)
    yield (*line, *_column(Matrix(solution.directional_derivative), solution))


def _grid(matrix: Matrix) -> Grid:
    return Grid(tuple(map(tuple, matrix.tolist())))


def _column(entries: Matrix, solution: Solution) -> Line:
    """= and the exact column, ≈ and its decimals where they add something."""
    approximate = decimals(entries, solution)
    exact: Line = (EQUALS, Column(tuple(entries)))
    if approximate is None or all(entry.is_Rational for entry in entries):
        return exact
    if any(map(is_decimal_only, entries)):
        return (APPROXIMATELY, approximate)
    return (*exact, APPROXIMATELY, approximate)
