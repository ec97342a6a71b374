"""The derivatives of a function's components one by one, before they make up the Jacobian."""

from __future__ import annotations

from collections.abc import Iterator

from grad_magic.lesson.pieces import has_one_variable, number, shown_entry, words_about
from grad_magic.lesson.sections import derivations
from grad_magic.lesson.sections.worked_functions import known_derivative_lines
from grad_magic.lesson.sections.worked_gradient import worked_value
from grad_magic.lesson.steps import Line, Partial
from grad_magic.solution import Solution


def component_lines(solution: Solution) -> Iterator[Line]:
    """Each entry of the Jacobian with the rules that lead to it."""
    jacobian = solution.jacobian
    if jacobian is None:
        return
    yield from known_derivative_lines(solution)
    yield (words_about(solution, "component_by_component"),)
    for row, component in enumerate(solution.problem.formula.operands):
        for column, variable in enumerate(solution.variables):
            function = (component, jacobian[row, column])
            left: Line = (_partial(solution, row, column, at_point=False),)
            shown = shown_entry(solution, row, column)
            yield from derivations.derived(left, function, variable, shown, solution)


def value_lines(solution: Solution) -> Iterator[Line]:
    """Each of them at P with the numbers put in."""
    at_point = solution.jacobian_at
    if at_point is None:
        return
    for row in range(at_point.rows):
        for column in range(at_point.cols):
            value = at_point[row, column]
            worked = worked_value(shown_entry(solution, row, column)[0], value, solution)
            partial = _partial(solution, row, column, at_point=True)
            yield (partial, *worked, *number(value, solution))


def _partial(solution: Solution, row: int, column: int, *, at_point: bool) -> Partial:
    """∂f₁/∂x."""
    name = f"{solution.problem.name.replace('_', '')}_{row + 1}"
    ordinary = has_one_variable(solution)
    return Partial(name, solution.variables[column], at_point=at_point, ordinary=ordinary)
