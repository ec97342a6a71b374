"""The section of a graph by the vertical plane through P along u: f on a line, and its tangent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grad_magic.picture.local_data import LocalData, length, to_slope
from grad_magic.picture.plane.graph import Touch

if TYPE_CHECKING:
    from grad_magic.picture.shapes import Array
    from grad_magic.picture.surface import Surface
    from grad_magic.solution import Solution


@dataclass(frozen=True, eq=False)
class SectionLine:
    """The function φ(t) = f(P + tu).

    Attributes:
        surface: f.
        point: P, (n,).
        way: u, (n,), of length 1.
    """

    surface: Surface
    point: Array
    way: Array

    def at(self, t: Array) -> Array:
        """φ at the places (N,); nan where it has no value."""
        return self.surface.at(*(self.point[:, None] + self.way[:, None] * t))


def way_of(local: LocalData) -> Array | None:
    """U; where none is given that of the gradient."""
    if local.direction is not None:
        return local.direction
    return None if local.gradient is None else local.gradient / length(local.gradient)


def touch_of(solution: Solution, local: LocalData) -> Touch:
    """The tangent at P, or the half-tangents where f has two slopes there."""
    place = (0.0, local.value or 0.0)
    if local.direction is None:
        slope = 0.0 if local.gradient is None else length(local.gradient)
        return Touch(place, slope)
    return Touch(place, to_slope(solution.directional_derivative), local.slopes_along)
