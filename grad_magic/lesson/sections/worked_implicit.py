"""Why dy/dx = -F_x/F_y of an equation F(x, y) = 0, and where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from grad_magic.findings import DifferentiabilityReason
from grad_magic.lesson.pieces import EQUALS, POINT, ZERO, name_of, plain_number, series, words
from grad_magic.lesson.sections.differentials import has_implicit, implicit_lines
from grad_magic.lesson.steps import (
    FunctionValue,
    ImplicitDerivative,
    Line,
    MatrixProduct,
    Relation,
    RepeatedPartial,
    Total,
    Value,
    Words,
)
from grad_magic.solution import Solution

if TYPE_CHECKING:
    from sympy import Expr, Symbol

_NOT_EQUAL = Relation("≠")


def worked_implicit_lines(solution: Solution) -> Iterator[Line]:
    """The equation F_x + F_y·dy/dx = 0, why it holds (implicit function theorem), and dy/dx."""
    if not has_implicit(solution):
        return
    *others, function = solution.variables
    yield (_determines(solution, others, function),)
    for variable in others:
        yield _chain(solution.problem.name, variable, function, is_partial=len(others) > 1)
    yield from implicit_lines(solution)


def _determines(solution: Solution, others: list[Symbol], function: Symbol) -> Words:
    """That by F(x, y) = 0 y is a function of x: near P, or where F_y ≠ 0."""
    slope = _slope_at(solution)
    verdict = solution.verdict
    is_smooth = verdict is not None and verdict.reason.kind is (
        DifferentiabilityReason.CONTINUOUS_PARTIALS
    )
    # Of letters it is not known.
    is_nonzero = slope is not None and slope.is_number and slope != 0
    is_at_point = is_smooth and is_nonzero
    below = _partial(solution, function, at_point=is_at_point)
    value = (EQUALS, plain_number(slope, solution)) if is_at_point and slope is not None else ()
    return words(
        f"equation_determines{'_at' if is_at_point else ''}{'_partly' if len(others) > 1 else ''}",
        slope=(below, *value, _NOT_EQUAL, ZERO),
        f=name_of(solution),
        equation=(name_of(solution), EQUALS, ZERO),
        function=(Value(function), EQUALS, FunctionValue(function.name, tuple(others))),
        variables=series((Value(variable),) for variable in others),
        point=POINT,
    )


def _slope_at(solution: Solution) -> Expr | None:
    """F_y(P), or of three variables F_z(P)."""
    return None if solution.gradient_at is None else solution.gradient_at[-1]


def _chain(name: str, variable: Symbol, function: Symbol, *, is_partial: bool) -> Line:
    along, across = (
        RepeatedPartial(name, (by,), at_point=False, at_place=True) for by in (variable, function)
    )
    product = MatrixProduct((across, _derivative(function, variable, is_partial=is_partial)))
    return (Total((along, product)), EQUALS, ZERO)


def _derivative(function: Symbol, by: Symbol, *, is_partial: bool) -> ImplicitDerivative:
    return ImplicitDerivative(function, by, is_partial=is_partial)


def _partial(solution: Solution, variable: Symbol, *, at_point: bool) -> RepeatedPartial:
    name = solution.problem.name
    return RepeatedPartial(name, (variable,), at_point=at_point, at_place=not at_point)
