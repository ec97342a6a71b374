"""What a worked solution is about: a textbook answers the question that was asked, and no other."""

from __future__ import annotations

from dataclasses import dataclass

from grad_magic.solution import Solution

_Z = "z"


@dataclass(frozen=True)
class Told:
    """What the answers at the points before have told, and a book does not tell again.

    Attributes:
        function: f, its partial derivatives and its gradient.
        direction: the unit vector of the same direction.
        formula: that f is differentiable where its partial derivatives are continuous, and what
            its rates are then.
        rates: why the extreme rates are those along the gradient.
        level_set: why the gradient is perpendicular to the level set.
        second: the second derivatives.
    """

    function: bool = False
    direction: bool = False
    formula: bool = False
    rates: bool = False
    level_set: bool = False
    second: bool = False


def asks_for_rates(solution: Solution) -> bool:
    """Whether the rates in all directions and the level set belong to the answer.

    They do where nothing was asked for that goes beyond the gradient.
    """
    problem = solution.problem
    goes_beyond = problem.order > 1 or problem.all_critical or problem.optimiser
    return not goes_beyond and problem.rate is None and problem.metric is None


def asks_for_second_order(solution: Solution) -> bool:
    """Whether second derivatives are told."""
    problem = solution.problem
    return problem.order > 1 or problem.all_critical or solution.critical_kind is not None


def asks_for_graph(solution: Solution) -> bool:
    """Whether the tangent plane to the graph does: of a surface z = …, and of a point alone."""
    is_surface = solution.problem.name == _Z
    is_point_alone = not solution.problem.has_direction and asks_for_rates(solution)
    is_curve = len(solution.variables) == 1 and not solution.problem.optimiser
    return is_surface or is_point_alone or is_curve
