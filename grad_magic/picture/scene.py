"""A Solution into the Scene of its picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grad_magic.picture.contour import compose_contour
from grad_magic.picture.curve import compose_curve
from grad_magic.picture.shapes import Scene
from grad_magic.picture.site import is_slow, survey

if TYPE_CHECKING:
    from grad_magic.solution import Solution

__all__ = ["Scene", "compose_scene", "describe"]

# The picture by the number of variables.
_COMPOSERS = {1: compose_curve, 2: compose_contour}


def compose_scene(solution: Solution) -> Scene | None:
    """The picture of a solution.

    One variable: the curve and its tangent. Two: level lines, the level curve through P, its
    tangent, and the arrows ∇f(P) and u; all critical points where they were asked for. None
    for more variables, vector-valued functions, parameters without a value, Python functions
    that are slow, and where P or f(P) is beyond floating point.
    """
    compose = _COMPOSERS.get(len(solution.variables))
    problem = solution.problem
    if problem.parameters or problem.is_vector_valued or is_slow(problem):
        return None
    site = survey(solution)
    if compose is None or site is None:
        return None
    return compose(solution, site)


def describe(scene: Scene) -> str:
    """The picture in one sentence, for those who cannot see it."""
    return scene.description
