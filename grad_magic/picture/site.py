"""The place where the picture is taken: P and what is known there, as floating-point numbers."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sympy import Expr

from grad_magic.formula.arithmetic import GRID
from grad_magic.formula.program import Program, compile_formula
from grad_magic.formula.python_values import real_value

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sympy import Matrix

    from grad_magic.picture.shapes import Array
    from grad_magic.problem import Problem
    from grad_magic.solution import Limit, Solution


# Beyond, the neighbouring points of a grid are the same floating-point number.
LARGEST_COORDINATE = 1e12
# A picture takes ten thousand calls, of a function with many jumps forty thousand.
_SLOWEST_CALL = 5e-5
# The square of a larger number is no floating-point number.
_LARGEST_VALUE = 1e150


@dataclass(frozen=True, eq=False)
class Site:
    """P with f(P), ∇f(P), the Hessian and u, each None where the solution has none.

    Attributes:
        point: (n,); the origin where no point is given.
        given: whether a point is given.
        gradient: (n,), None also where it is 0: there is no arrow to draw.
        is_critical: whether ∇f(P) = 0.
        hessian: (n, n).
        direction: (n,), of length 1.
        side_slopes: of a function of one variable without f'(P) the derivatives from the left
            and from the right, None where one is not finite.
    """

    point: Array
    given: bool
    value: float | None
    gradient: Array | None
    is_critical: bool
    hessian: Array | None
    direction: Array | None
    side_slopes: tuple[float | None, float | None] = (None, None)

    @property
    def slope(self) -> float | None:
        """f'(P) of a function of one variable; 0 where it has no gradient arrow."""
        if self.gradient is not None:
            return float(self.gradient[0])
        return 0.0 if self.is_critical else None


@dataclass(frozen=True)
class Surface:
    """The function as the picture sees it."""

    solution: Solution
    program: Program | None

    @property
    def is_called(self) -> bool:
        """Whether f is a Python function, so that each value takes a call."""
        return self.program is None

    def at(self, *coordinates: Array) -> Array:
        """f at points given by one array for each variable; nan where it has no value."""
        if self.program is None:
            return self._by_calls(coordinates)
        variables = self.solution.variables
        with np.errstate(all="ignore"):
            values = self.program.run(dict(zip(variables, coordinates, strict=True)), GRID)
        shape = np.broadcast_shapes(*(np.shape(part) for part in coordinates))
        return np.broadcast_to(np.asarray(values, dtype=float), shape)

    def _by_calls(self, coordinates: tuple[Array, ...]) -> Array:
        """A Python function point by point."""
        call = self.solution.problem.procedure
        assert call is not None
        places = np.broadcast_arrays(*coordinates)
        with np.errstate(all="ignore"):
            values = [_called(call, place) for place in zip(*map(np.ravel, places), strict=True)]
        return np.array(values).reshape(places[0].shape)


def surface_of(solution: Solution) -> Surface:
    """The function of a solution, ready to be evaluated on grids."""
    problem = solution.problem
    program = None if problem.procedure is not None else compile_formula(problem.formula)
    return Surface(solution, program)


def is_slow(problem: Problem) -> bool:
    """Whether f is a Python function whose calls would take seconds for a picture."""
    if problem.procedure is None:
        return False
    place = tuple(map(to_float, problem.point or (1,) * len(problem.variables)))
    # The shortest of some calls, as others may be held up by something else.
    return min(_seconds(problem.procedure, place) for _ in range(5)) > _SLOWEST_CALL


def _seconds(function: Callable[..., float], place: Sequence[float]) -> float:
    start = time.perf_counter()
    _called(function, place)
    return time.perf_counter() - start


def _called(function: Callable[..., float], place: Sequence[float]) -> float:
    """The function's value; nan where it has none."""
    try:
        value = real_value(function(*map(float, place)))
    except Exception:  # noqa: BLE001  (the function is the user's, and may raise anything)
        return math.nan
    return math.nan if value is None else value


def survey(solution: Solution) -> Site | None:
    """The site of a solution; None where its numbers are too large to draw around."""
    given = solution.point is not None
    point = _vector(solution.point or (0,) * len(solution.variables))
    value = None if solution.value is None else to_float(solution.value)
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
    if is_critical:
        gradient = None
    if hessian is not None:
        hessian = hessian.reshape(len(point), len(point))
    slopes = _side_slopes(solution)
    return Site(point, given, value, gradient, is_critical, hessian, direction, slopes)


def _side_slopes(solution: Solution) -> tuple[float | None, float | None]:
    if solution.one_sided_partials is None or len(solution.variables) > 1:
        return None, None
    slopes = (_slope(side) for side in solution.one_sided_partials[0])
    left, right = (slope if abs(slope) < _LARGEST_VALUE else None for slope in slopes)
    return left, right


def _slope(side: Limit) -> float:
    return math.inf if side.value is None else to_float(side.value)


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
