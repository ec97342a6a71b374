"""Where an optimiser goes from the point: one step exactly, more of them along a path."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

from grad_magic.array_problem import MOST_DRAWN_ENTRIES
from grad_magic.array_solution import ArrayNatural, DescentStep
from grad_magic.calculus.arrays.arithmetic import Arithmetic, ExactArithmetic, FloatArithmetic
from grad_magic.calculus.arrays.differences import is_broken
from grad_magic.calculus.arrays.kinks import JUMPS, find_breaks, has_kinks, is_kinked
from grad_magic.calculus.arrays.nodes import along_axis
from grad_magic.calculus.arrays.paths import EndError, Ground, Sides, follow_path
from grad_magic.calculus.arrays.point import Point, joined
from grad_magic.calculus.arrays.short_entries import short
from grad_magic.calculus.arrays.surroundings import MOST_ALONG_RAYS
from grad_magic.calculus.arrays.values import Evaluation
from grad_magic.deferred_numpy import np
from grad_magic.errors import NoAnswerError
from grad_magic.findings import PathEnd

if TYPE_CHECKING:
    from grad_magic.calculus.arrays.arithmetic import Values

# As along scalar paths.
_USUAL_SIZE, _USUAL_COUNT = Fraction(1, 10), 50


def step_from(
    point: Point,
    arithmetic: Arithmetic,
    arrays: Mapping[str, Values],
    gradients: Mapping[str, Values],
    natural: ArrayNatural | None,
) -> DescentStep | None:
    """One step of descent in the arithmetic of the rest, or several in floats."""
    problem = point.problem
    if not problem.is_path_asked:
        return None
    size: Any = _USUAL_SIZE
    if problem.step_size is not None:
        size = problem.step_size.square[0, 0]
    usual = _USUAL_COUNT if problem.path else 1
    count = usual if problem.iterations is None else problem.iterations
    is_told = isinstance(arithmetic, ExactArithmetic) and not has_kinks(point)
    if is_told and not any((values != 0).any() for values in gradients.values()):
        # Floating-point numbers would miss that ∇L is 0 at √2.
        height = short(point.loss(arithmetic, arrays))
        return DescentStep(dict(arrays), height, (float(height),), size, PathEnd.AT_REST)
    is_exact = isinstance(arithmetic, ExactArithmetic) and not isinstance(size, float)
    if count > 1 or not is_exact or problem.path == "flow":
        return _walk(point, size, count)
    slopes = gradients
    if problem.path == "natural" and natural is not None:
        slopes = natural.gradients
    moved = {name: arrays[name] - size * values for name, values in slopes.items()}
    first = float(point.loss(arithmetic, arrays))
    try:
        value = short(point.loss(arithmetic, {**arrays, **moved}))
    except NoAnswerError:
        return _walk(point, size, count)
    points = None
    if problem.entry_count <= MOST_DRAWN_ENTRIES:
        ends = (joined(problem.variables, way) for way in (arrays, moved))
        points = np.array([list(map(float, end)) for end in ends])
    return DescentStep(moved, value, (first, float(value)), size, points=points)


def _walk(point: Point, size: Any, count: int) -> DescentStep:
    """Steps beside kinks in fractions, else in floats, as far as f has values."""
    problem = point.problem
    exact = None
    entries = sum(array.entries.size for array in point.given.values())
    if point.is_exact and has_kinks(point) and entries <= MOST_ALONG_RAYS:
        exact = np.array(joined(problem.variables, point.arrays(exact=True)), dtype=object)
    ground = Ground(
        problem.variables,
        point.arrays(exact=False),
        partial(point.loss, FloatArithmetic()),
        partial(_gradients_on_path, point, FloatArithmetic()),
        partial(_sides, point) if has_kinks(point) else None,
        None if exact is None else partial(_exact_gradients_on_path, point),
        None if problem.path != "natural" or problem.metric is None else problem.metric.floats,
    )
    return follow_path(ground, problem.path, size, count, exact)


def _sides(point: Point, arrays: Mapping[str, Values]) -> Sides:
    """On which sides of all kinks another point is."""
    evaluation = Evaluation(FloatArithmetic(), arrays, point.sizes)
    point.define_layers(evaluation)
    signs, lengths = [], [np.inf]
    for node in filter(is_kinked, point.analysis.nodes):
        if node.operation == "entrywise":
            signs.append(np.sign(evaluation.value(node.operands[0])))
        elif node.operation == "largest":
            tied = along_axis("tied", node.operands[0], node.axis)
            signs.append(np.sign(evaluation.value(tied)))
        else:
            lengths += [
                float(np.abs(evaluation.value(factor)).min()) ** float(exponent)
                for factor, exponent in node.factors
                if 0 < exponent < 1
            ]
    sides = np.concatenate([np.zeros(0), *(values.ravel() for values in signs)])
    return Sides(sides, min(lengths))


def _gradients_on_path(
    point: Point, arithmetic: Arithmetic, arrays: Mapping[str, Values]
) -> dict[str, Values]:
    """The gradients at another point.

    Raises:
        NoAnswerError: they are not finite there.
        EndError: a kink reaches f there.
    """
    evaluation = Evaluation(arithmetic, arrays, point.sizes)
    gradients, _ = point.gradients(evaluation)
    adjoints = point.analysis.swept.adjoints
    is_reached = any(
        operation in JUMPS
        or bool((entries & np.asarray(evaluation.value(adjoints[node]) != 0)).any())
        for node, entries, operation in find_breaks(point, evaluation)
        if entries.any()
    )
    if is_reached and is_broken(point.moved_to(arrays), gradients):
        raise EndError(PathEnd.NO_GRADIENT)
    return gradients


def _exact_gradients_on_path(point: Point, arrays: Mapping[str, Values]) -> dict[str, Values]:
    """The gradients at another point of exact numbers."""
    exact = {**point.arrays(exact=True), **{n: arrays[n] for n in point.problem.variables}}
    return _gradients_on_path(point, ExactArithmetic(), exact)
