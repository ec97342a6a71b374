"""A loss of one or two numbers as a function of scalar variables, which pictures can draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

from sympy import Expr, Float, Function, Matrix, Rational

from grad_magic.array_problem import MOST_DRAWN_ENTRIES, Array
from grad_magic.array_solution import ArrayNumbers, DescentStep
from grad_magic.calculus.arrays.analysis import Analysis
from grad_magic.calculus.arrays.arithmetic import StackArithmetic
from grad_magic.calculus.arrays.numbers import gradients_in_floats
from grad_magic.calculus.arrays.point import joined
from grad_magic.calculus.arrays.values import Evaluation
from grad_magic.calculus.first_order import follow_direction, follow_gradient, unit_direction
from grad_magic.calculus.natural_gradient import with_natural_gradient
from grad_magic.deferred_numpy import np
from grad_magic.findings import DifferentiabilityReason, Finding
from grad_magic.formula.tree import Formula
from grad_magic.problem import GridFunction, Problem
from grad_magic.solution import (
    NOTHING,
    AtPoint,
    Checking,
    Deferred,
    Direction,
    Path,
    SecondOrder,
    Solution,
    Verdict,
    Visit,
)

if TYPE_CHECKING:
    from grad_magic.calculus.arrays.arithmetic import Values

# The values at a grid's ten thousand points take a second or so.
_MOST_DATA = 5000
# As many numbers are held for a node at once.
_MOST_AT_ONCE = 2_000_000
# Relative to the point, of the central differences of the gradient.
_STEP = 1e-5


def solution_in_plane(
    analysis: Analysis, sizes: Mapping[str, int], numbers: ArrayNumbers
) -> Solution | None:
    """What is known at the point, of the entries of all variables one by one.

    None where they are too many, or the data.

    Args:
        analysis: of the function.
        sizes: the letters for numbers of rows and columns.
        numbers: at the point.
    """
    asked = analysis.problem
    arrays = {**asked.constants, **(asked.point or {})}
    data = sum(array.entries.size for array in arrays.values())
    if asked.entry_count > MOST_DRAWN_ENTRIES or data > _MOST_DATA:
        return None
    function = _Function(analysis, sizes, {name: array.floats for name, array in arrays.items()})
    given = {name: arrays[name].square for name in asked.variables}
    point = tuple(map(_number, joined(asked.variables, given)))
    problem = _problem(analysis, function, point)
    is_smooth = numbers.kink is None
    partials: tuple[Expr | None, ...] = (None,) * len(point)
    if is_smooth:
        partials = tuple(map(_number, joined(asked.variables, numbers.gradients)))
    reason = DifferentiabilityReason.CONTINUOUS_PARTIALS
    verdict = Verdict(is_smooth, Finding(reason if is_smooth else DifferentiabilityReason.CORNER))
    known = Solution(
        problem,
        visit=Visit(_number(numbers.value)),
        at_point=AtPoint(partials, verdict),
        direction=_direction(problem, numbers, asked.variables),
        descent=_path(asked.path or "descent", numbers.step),
        checking=Checking(is_approximate=not numbers.is_exact),
    )
    if not is_smooth:
        return known
    return with_natural_gradient(_with_gradient(known, function, Matrix(partials)))


def _number(entry: Any) -> Expr:
    if isinstance(entry, Fraction):
        return Rational(entry.numerator, entry.denominator)
    return entry if isinstance(entry, Expr) else Float(float(entry))


def _problem(analysis: Analysis, function: _Function, point: tuple[Expr, ...]) -> Problem:
    asked = analysis.problem
    variables = asked.entry_symbols
    leaves = tuple(Formula("name", value=symbol) for symbol in variables)
    return Problem(
        name=asked.name,
        formula=Formula("procedure", leaves),
        f=Function(asked.name)(*variables),
        variables=variables,
        point=point,
        along_gradient=asked.along_gradient,
        metric=None if asked.metric is None else _rows(asked.metric),
        procedure=GridFunction(function.over),
        has_decimals=asked.has_decimals,
        presentation=asked.presentation,
        source=asked.source,
        places=asked.places,
    )


def _rows(metric: Array) -> tuple[tuple[Expr, ...], ...]:
    return tuple(tuple(map(_number, row)) for row in metric.square.tolist())


def _direction(
    problem: Problem, numbers: ArrayNumbers, variables: tuple[str, ...]
) -> Direction | None:
    if numbers.direction is None or not numbers.squared_length or problem.along_gradient:
        return None
    return Direction(
        unit_direction(problem, list(map(_number, joined(variables, numbers.direction))))
    )


def _path(method: str, step: DescentStep | None) -> Path | None:
    if step is None or step.points is None:
        return None
    points = tuple(tuple(map(_number, point)) for point in step.points.tolist())
    return Path(method, _number(step.size), points, tuple(map(_number, step.values)), step.end)


def _with_gradient(known: Solution, function: _Function, gradient: Matrix) -> Solution:
    """The solution with what follows from the gradient."""
    problem = known.problem
    assert known.visit is not None
    assert known.visit.value is not None
    first_order = follow_gradient(problem, gradient, known.visit.value, is_continuous=True)
    if problem.along_gradient and first_order.slope is None:
        problem = replace(problem, along_gradient=0)
    return replace(
        known,
        problem=problem,
        first_order=first_order,
        direction=follow_direction(problem, first_order, known.direction),
        second_order=SecondOrder(
            hessian=NOTHING,
            along_direction=NOTHING,
            measured=Deferred(partial(function.hessian, tuple(map(float, problem.point or ())))),
        ),
    )


@dataclass(frozen=True, eq=False)
class _Function:
    """The loss at points given by their coordinates.

    Attributes:
        analysis: of the function.
        sizes: the letters for numbers of rows and columns.
        arrays: the values of all names.
    """

    analysis: Analysis
    sizes: Mapping[str, int]
    arrays: Mapping[str, Values]

    def over(self, *coordinates: Values | float) -> Values:
        """L at points given by one array for each coordinate."""
        places = np.broadcast_arrays(*map(np.asarray, coordinates))
        points = np.stack([np.ravel(place) for place in places], axis=1).astype(float)
        largest = max(values.size for values in self.arrays.values())
        count = max(1, _MOST_AT_ONCE // largest)
        parts = [
            self._losses(points[at : at + count]) for at in range(0, max(len(points), 1), count)
        ]
        return np.concatenate(parts).reshape(places[0].shape)

    def _losses(self, points: Values) -> Values:
        with np.errstate(all="ignore"):
            evaluation = Evaluation(StackArithmetic(), self._at(points), self.sizes)
            for definition in self.analysis.definitions:
                evaluation.define(definition.name, evaluation.value(definition.node))
            values = evaluation.value(self.analysis.typed.node)
        values = np.broadcast_to(values, (len(points), 1, 1)).ravel()
        return np.where(np.isfinite(values), values, np.nan)

    def _at(self, points: Values) -> dict[str, Values]:
        """All arrays, those of the variables with their entries from the points, (k, n)."""
        arrays = dict(self.arrays)
        start = 0
        for name in self.analysis.problem.variables:
            shape, size = arrays[name].shape, arrays[name].size
            arrays[name] = points[:, start : start + size].reshape(len(points), *shape)
            start += size
        return arrays

    def hessian(self, point: tuple[float, ...]) -> tuple[tuple[float, ...], ...]:
        """Central differences of the gradient, made symmetric."""
        scale = _STEP * max(1.0, *map(abs, point))
        rows = []
        for place in range(len(point)):
            step = np.zeros(len(point))
            step[place] = scale
            ahead, behind = (self._gradient(np.array(point) + s * step) for s in (1, -1))
            rows.append((ahead - behind) / (2 * scale))
        hessian = np.array(rows)
        hessian = (hessian + hessian.T) / 2
        return tuple(tuple(map(float, row)) for row in hessian)

    def _gradient(self, point: Values) -> Values:
        variables = self.analysis.problem.variables
        there = self._at(point[None])
        arrays = {**self.arrays, **{name: there[name][0] for name in variables}}
        values = gradients_in_floats(self.analysis, self.sizes, arrays)
        return np.array(joined(variables, values), dtype=float)
