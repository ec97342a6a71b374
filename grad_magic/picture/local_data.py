"""What is known at P, as floating-point numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sympy import Expr

if TYPE_CHECKING:
    from sympy import Matrix

    from grad_magic.picture.shapes import Array
    from grad_magic.solution import Limit, Solution


# Beyond, the neighbouring points of a grid are the same floating-point number.
LARGEST_COORDINATE = 1e12
# The square of a larger number is no floating-point number.
_LARGEST_VALUE = 1e150


@dataclass(frozen=True, eq=False)
class LocalData:
    """P with f(P), ∇f(P), the Hessian and u, each None where the solution has none.

    Attributes:
        point: (n,); the origin where no point is given.
        given: whether a point is given.
        gradient: (n,), None also where it is 0: there is no arrow to draw.
        is_critical: whether ∇f(P) = 0.
        hessian: (n, n).
        direction: (n,), of length 1.
        rate_directions: where no direction is given, those of a rate that was asked for, (k, n).
        side_slopes: of a function of one variable without f'(P) the derivatives from the left
            and from the right, None where one is not finite.
        slopes_along: the same along u, for t → 0⁻ and t → 0⁺, where there is no gradient.
        natural: with a metric F the natural gradient F⁻¹∇f(P), (n,), and
        metric: F itself, (n, n); None also where ∇f(P) = 0.
        path: with an optimiser its points from P on, (m, n), as far as they can be drawn.
        function: f with its formula in plain characters.
        level_tangent: the equation of the tangent to the level set as the answer writes it, and
        graph_tangent: that of the tangent plane to the graph; each empty where it writes none.
    """

    point: Array
    given: bool
    value: float | None
    gradient: Array | None
    is_critical: bool
    hessian: Array | None
    direction: Array | None
    rate_directions: Sequence[Array] = ()
    side_slopes: tuple[float | None, float | None] = (None, None)
    slopes_along: tuple[float | None, float | None] = (None, None)
    natural: Array | None = None
    metric: Array | None = None
    path: Array | None = None
    function: str = ""
    level_tangent: str = ""
    graph_tangent: str = ""

    @property
    def ways(self) -> Sequence[Array]:
        """The unit directions whose arrows start at P."""
        return self.rate_directions if self.direction is None else (self.direction,)

    @property
    def slope(self) -> float | None:
        """f'(P) of a function of one variable; 0 where it has no gradient arrow."""
        if self.gradient is not None:
            return float(self.gradient[0])
        return 0.0 if self.is_critical else None


def read_local_data(solution: Solution) -> LocalData | None:
    """What the solution knows at P; None where its numbers are too large to draw around."""
    given = solution.point is not None
    point = _vector(solution.point or (0,) * len(solution.variables))
    # Of a vector-valued function it is a vector, which its own views read.
    is_scalar = not solution.problem.is_vector_valued
    value = to_float(solution.value) if is_scalar and solution.value is not None else None
    gradient = _vector(solution.gradient_at)
    # Where floats do not tell ∇f(P) from 0, differences of f do not tell the Hessian either.
    is_flat = gradient is None or not gradient.any()
    measured = None if is_flat else solution.measured_hessian
    hessian = _vector(solution.hessian_at) if measured is None else np.array(measured)
    direction = _vector(solution.unit_direction)
    assert point is not None
    parts = (point, np.array(value or 0.0), gradient, hessian, direction)
    if np.abs(point).max() > LARGEST_COORDINATE:
        return None
    if any(part is not None and not (np.abs(part) < _LARGEST_VALUE).all() for part in parts):
        return None
    is_critical = gradient is not None and not gradient.any()
    if is_critical and solution.steepest_ascent is not None:
        # It is not 0, but too small for a float.
        return None
    if is_critical:
        gradient = None
    if hessian is not None:
        hessian = hessian.reshape(len(point), len(point))
    natural, metric = (None, None) if gradient is None else _natural(solution)
    return LocalData(
        point,
        given,
        value,
        gradient,
        is_critical,
        hessian,
        direction,
        rate_directions=_rate_directions(solution) if direction is None else (),
        side_slopes=_side_slopes(solution),
        slopes_along=_finite_slopes(solution.one_sided_derivatives),
        natural=natural,
        metric=metric,
        path=_path(solution),
    )


def _rate_directions(solution: Solution) -> Sequence[Array]:
    asked = solution.rate_directions
    vectors = map(_vector, () if asked is None else asked.directions)
    return tuple(vector for vector in vectors if vector is not None and np.isfinite(vector).all())


def _natural(solution: Solution) -> tuple[Array | None, Array | None]:
    """The natural gradient and its metric."""
    natural = solution.natural
    if natural is None:
        return None, None
    vector, metric = _vector(natural.vector), _vector(natural.metric)
    if (
        vector is None
        or metric is None
        or not (abs(np.concatenate([vector, metric])) < _LARGEST_VALUE).all()
    ):
        return None, None
    return vector, metric.reshape(natural.metric.shape)


def _path(solution: Solution) -> Array | None:
    """The points of a path up to where it leaves what can be drawn."""
    if solution.descent is None:
        return None
    points = np.array([[to_float(entry) for entry in point] for point in solution.descent.points])
    near = np.abs(points).max(axis=1) <= LARGEST_COORDINATE
    return points[: len(points) if near.all() else int(near.argmin())]


def length(vector: Array) -> float:
    """Its length, also where the squares of its entries are no floating-point numbers."""
    return math.hypot(*vector)


def _side_slopes(solution: Solution) -> tuple[float | None, float | None]:
    if solution.one_sided_partials is None or len(solution.variables) > 1:
        return None, None
    return _finite_slopes(solution.one_sided_partials[0])


def _finite_slopes(sides: tuple[Limit, Limit] | None) -> tuple[float | None, float | None]:
    if sides is None:
        return None, None
    left, right = (to_slope(side.value) for side in sides)
    return left, right


def to_slope(number: Expr | None) -> float | None:
    """The number as a floating-point number; None where there is none that can be drawn."""
    slope = math.inf if number is None else to_float(number)
    return slope if abs(slope) < _LARGEST_VALUE else None


def _vector(numbers: Matrix | tuple[Expr | int, ...] | None) -> Array | None:
    return None if numbers is None else np.array([to_float(number) for number in numbers])


def to_float(number: Expr | int) -> float:
    """The number as a floating-point number; infinite where it is none."""
    value = number.evalf() if isinstance(number, Expr) else number
    if isinstance(value, Expr) and not value.is_real:
        return float("inf")
    try:
        return float(value)
    except OverflowError:
        return float("inf")
