"""A Solution into the parts of its worked solution, each line after those that it follows from."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from grad_magic.findings import DifferentiabilityReason
from grad_magic.lesson.pieces import POINT, has_one_variable, name_of, words
from grad_magic.lesson.sections import (
    definition,
    first_order,
    paths,
    rates,
    reasons,
    vector_valued,
    worked_components,
    worked_critical_points,
    worked_given_rate,
    worked_gradient,
    worked_limits,
    worked_natural_gradient,
    worked_paths,
    worked_rates,
    worked_second_order,
    worked_tangents,
)
from grad_magic.lesson.sections.worked_scope import asks_for_rates
from grad_magic.lesson.steps import Line, Part
from grad_magic.solution import Solution

_CONTINUOUS = DifferentiabilityReason.CONTINUOUS_PARTIALS


def worked_vector_parts(solution: Solution) -> Iterator[Part]:
    """The worked solution of a vector-valued function."""
    yield "function", vector_valued.function_lines(solution)
    yield "partials", worked_components.component_lines(solution)
    yield "values", worked_components.value_lines(solution)
    yield "jacobian", vector_valued.jacobian_lines(solution)
    yield "direction", vector_valued.direction_lines(solution)


def worked_parts(solution: Solution) -> Iterator[Part]:
    """The worked solution of a scalar function, up to the conditions and doubts.

    Where the formula is used its reason stands before it.
    """
    yield from _parts(solution)
    if not _is_used(solution):
        yield from (("reason", iter([line])) for line in _reason_lines(solution))


def _parts(solution: Solution) -> Iterator[Part]:
    yield "function", iter([worked_gradient.statement_line(solution)])
    if first_order.has_first_unit(solution):
        yield "unit", worked_rates.unit_lines(solution)
    yield "partials", worked_gradient.derivative_lines(solution)
    if not has_one_variable(solution):
        yield "gradient", iter([worked_gradient.gradient_line(solution)])
    if solution.point is not None:
        yield "values", worked_gradient.value_lines(solution)
    yield from _rate_parts(solution)
    yield "tangent", worked_tangents.tangent_lines(solution)
    if solution.problem.order > 1:
        yield "second_order", worked_second_order.second_order_lines(solution)
    if solution.critical_kind is not None and not solution.problem.is_equation:
        yield "critical", worked_critical_points.critical_lines(solution)
    if solution.critical_points is not None:
        yield "critical_points", worked_critical_points.all_critical_lines(solution)
    if solution.descent is not None:
        first = worked_paths.first_step(solution, solution.descent)
        yield "path", paths.path_lines(solution, solution.descent, first)


def _rate_parts(solution: Solution) -> Iterator[Part]:
    if _is_used(solution):
        yield "use", chain(_used_reason_lines(solution), worked_rates.use_lines(solution))
    if solution.unit_direction is not None and not first_order.has_first_unit(solution):
        yield "direction", worked_rates.unit_lines(solution)
    if solution.gradient_at is not None and solution.directional_derivative is not None:
        yield "direction", iter([first_order.rate_line(solution)])
    elif solution.unit_direction is not None:
        yield "direction", definition.rate_lines(solution, worked_limits.write_out)
    if solution.rate_along_rays is not None:
        yield "rays", iter([definition.ray_line(solution, worked_limits.write_out)])
    if asks_for_rates(solution) and rates.has_extremes(solution):
        yield "rates", worked_rates.extreme_lines(solution)
    if solution.problem.rate is not None:
        yield "rate", worked_given_rate.given_rate_lines(solution)
    if solution.problem.metric is not None:
        yield "natural_gradient", worked_natural_gradient.natural_gradient_lines(solution)


def _reason_lines(solution: Solution) -> Iterator[Line]:
    yield from worked_limits.curve_lines(solution)
    if not _is_beside_the_point(solution):
        yield from reasons.reason_lines(solution)


def _is_beside_the_point(solution: Solution) -> bool:
    """Whether f is smooth at P, of which an answer makes no use that asks for something else."""
    return bool(solution.partials_continuous) and not asks_for_rates(solution)


def _used_reason_lines(solution: Solution) -> Iterator[Line]:
    verdict = solution.verdict
    is_plain = verdict is not None and verdict.reason.kind is _CONTINUOUS
    if is_plain and not has_one_variable(solution):
        yield (words("continuous_partials_at", point=POINT, f=name_of(solution)),)
    else:
        yield from reasons.reason_lines(solution)


def _is_used(solution: Solution) -> bool:
    """Whether rates or a tangent come from the gradient, and the reason stands before them."""
    if solution.gradient_at is None or not solution.differentiable:
        return False
    problem = solution.problem
    is_asked = solution.directional_derivative is not None or problem.rate is not None
    is_told = asks_for_rates(solution) and (
        rates.has_extremes(solution) or has_one_variable(solution)
    )
    is_critical = solution.critical_kind is not None and not has_one_variable(solution)
    has_level = problem.is_equation and solution.level_tangent is not None
    return is_asked or is_told or is_critical or has_level or problem.metric is not None
