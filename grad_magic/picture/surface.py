"""The function as a picture sees it: values on whole grids, or call by call."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sympy import Integer

from grad_magic.formula.arithmetic import GRID
from grad_magic.formula.program import Program, compile_formula
from grad_magic.formula.python_values import real_value
from grad_magic.picture.local_data import to_float
from grad_magic.problem import GridFunction

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from grad_magic.formula.tree import Formula
    from grad_magic.picture.shapes import Array
    from grad_magic.problem import Problem
    from grad_magic.solution import Solution

# A picture takes ten thousand calls, of a function with many jumps forty thousand.
_SLOWEST_CALL = 5e-5


@dataclass(frozen=True, eq=False)
class Surface:
    """The function as the picture sees it."""

    solution: Solution
    program: Program | None

    @property
    def is_called(self) -> bool:
        """Whether f is a Python function, so that each value takes a call."""
        return _is_called(self.solution.problem)

    def at(self, *coordinates: Array) -> Array:
        """f at points given by one array for each variable; nan where it has no value."""
        procedure = self.solution.problem.procedure
        if isinstance(procedure, GridFunction):
            return procedure.over(*coordinates)
        if self.program is None:
            return self._by_calls(coordinates)
        variables = self.solution.variables
        with np.errstate(all="ignore"):
            values = self.program.run(dict(zip(variables, coordinates, strict=True)), GRID)
        shape = np.broadcast_shapes(*(np.shape(part) for part in coordinates))
        return np.broadcast_to(np.asarray(values, dtype=float), shape)

    @property
    def factors(self) -> tuple[Surface, ...]:
        """The factors of f that hold variables, powers without their exponents; none of a sum."""
        formula = self.solution.problem.formula
        if self.program is None or formula.operation != "multiply":
            return ()
        roots = [part.operands[0] if _is_power(part) else part for part in formula.operands]
        if any(root.operation == "reciprocal" for root in roots):
            return ()
        return tuple(
            Surface(self.solution, compile_formula(root))
            for root in roots
            if root.operation != "number"
        )

    def _by_calls(self, coordinates: tuple[Array, ...]) -> Array:
        """A Python function point by point."""
        call = self.solution.problem.procedure
        assert call is not None
        places = np.broadcast_arrays(*coordinates)
        with np.errstate(all="ignore"):
            values = [_called(call, place) for place in zip(*map(np.ravel, places), strict=True)]
        return np.array(values).reshape(places[0].shape)


def _is_power(formula: Formula) -> bool:
    """Whether it is a power that is zero where its base is."""
    if formula.operation != "power":
        return False
    exponent = formula.operands[1].value
    return isinstance(exponent, Integer) and exponent > 0


def surface_of(solution: Solution) -> Surface:
    """The function of a solution, ready to be evaluated on grids."""
    problem = solution.problem
    program = None if problem.procedure is not None else compile_formula(problem.formula)
    return Surface(solution, program)


def is_slow(problem: Problem) -> bool:
    """Whether f is a Python function whose calls would take seconds for a picture."""
    if not _is_called(problem):
        return False
    assert problem.procedure is not None
    place = tuple(map(to_float, problem.point or (1,) * len(problem.variables)))
    # The shortest of some calls, as others may be held up by something else.
    return min(_seconds(problem.procedure, place) for _ in range(5)) > _SLOWEST_CALL


def _is_called(problem: Problem) -> bool:
    return problem.procedure is not None and not isinstance(problem.procedure, GridFunction)


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
