"""Where f has a kink at the point, if f breaks there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from grad_magic.array_solution import Kink
from grad_magic.calculus.arrays.arithmetic import FloatArithmetic
from grad_magic.calculus.arrays.cones import leaves_gradient
from grad_magic.calculus.arrays.differences import is_at_an_end, is_broken
from grad_magic.calculus.arrays.functions import FUNCTIONS
from grad_magic.calculus.arrays.nodes import Node, along_axis, entrywise
from grad_magic.calculus.arrays.point import Point, joined
from grad_magic.calculus.arrays.rays import Broken, Ended, Smooth
from grad_magic.calculus.arrays.values import Evaluation
from grad_magic.calculus.arrays.writing import Writer
from grad_magic.deferred_numpy import np
from grad_magic.errors import GradMagicError

if TYPE_CHECKING:
    from grad_magic.calculus.arrays.arithmetic import Values

JUMPS = frozenset({"step", "sign"})
"""An adjoint that is 0 tells nothing of these.

That of 1[u > 0] is what two cases differ by, which may be 0 where their derivatives differ, and
sign(u)² jumps too.
"""
_ARGUMENT_STEP, _HALF = 1e-5, Fraction(1, 2)


def find_kink(
    point: Point,
    evaluation: Evaluation,
    gradients: Mapping[str, Values],
    around: Smooth | Broken | Ended | None,
) -> Kink | None:
    """The first entry at a kink on which f depends, if f breaks there."""
    if isinstance(around, Smooth):
        return None
    unreached = None
    for node, entries, operation in find_breaks(point, evaluation):
        if isinstance(around, Ended) and operation != "root":
            continue
        adjoint = evaluation.value(point.analysis.swept.adjoints[node])
        is_reached = np.asarray(adjoint != 0, dtype=bool) | (operation in JUMPS)
        reached = np.argwhere(entries & is_reached)
        if len(reached) and (
            around is not None
            or is_broken(point, gradients)
            or leaves_gradients(point, None, evaluation)
        ):
            return _kink_at(point, node, reached[0], operation)
        if unreached is None and entries.any():
            unreached = node, np.argwhere(entries)[0], operation
    if isinstance(around, Ended):
        parts = point.analysis.typed.formula.parts
        ended = (part for part in parts if (part.start, part.end) == (around.start, around.end))
        return Kink(next(ended), None, "boundary")
    if around is not None and unreached is not None:
        return _kink_at(point, *unreached)
    return _boundary(point, evaluation, gradients)


def _kink_at(point: Point, node: Node, place: Values, operation: str) -> Kink:
    """The kink of a node at an entry."""
    row, column = (int(i) for i in place)
    inner = node if operation == "norm" else node.operands[0]
    index = (row,) if inner.shape[1] == 1 else (row, column)
    written = point.analysis.typed.origins.get(node)
    if written is None:
        written = Writer(point.analysis.layers.names, {}).definition(node)
    else:
        operation = written.operation
    is_number = inner.is_scalar or operation in ("norm", "largest", "smallest")
    return Kink(written, None if is_number else index, operation)


def _boundary(point: Point, evaluation: Evaluation, gradients: Mapping[str, Values]) -> Kink | None:
    """The first power of 0 that has no values for negative numbers, if f ends there."""
    for node in point.analysis.nodes:
        if node.operation != "product":
            continue
        for factor, exponent in node.factors:
            if exponent.denominator % 2 or exponent < 0 or factor.operation == "total":
                continue
            entries = np.asarray(evaluation.value(factor) == 0, dtype=bool)
            if entries.any() and is_at_an_end(point, gradients):
                written = Writer(point.analysis.layers.names, {}).definition(node)
                return Kink(written, None, "boundary")
    return None


def find_breaks(point: Point, evaluation: Evaluation) -> Iterator[tuple[Node, Any, str]]:
    """The nodes with a kink, where they have one, and its kind."""
    for node in point.analysis.nodes:
        if node not in point.analysis.swept.adjoints:
            continue
        if node.operation == "entrywise" and FUNCTIONS[str(node.detail)].kink:
            inner = evaluation.value(node.operands[0])
            yield node, np.asarray(inner == 0, dtype=bool), str(node.detail)
        elif node.operation == "largest":
            shares = evaluation.value(along_axis("tied", node.operands[0], node.axis))
            counts = np.asarray(shares != 0, dtype=bool).sum(axis=node.axis, keepdims=True)
            yield node, np.asarray(counts > 1).reshape(evaluation.value(node).shape), "largest"
        elif node.operation == "product":
            for factor, exponent in node.factors:
                if 0 < exponent < 1:
                    entries = np.asarray(evaluation.value(factor) == 0, dtype=bool)
                    kind = "norm" if factor.operation == "total" else "root"
                    yield node, np.broadcast_to(entries, evaluation.value(node).shape), kind


def has_kinks(point: Point) -> bool:
    """Whether some node has a kink anywhere."""
    return any(map(is_kinked, point.analysis.nodes))


def is_kinked(node: Node) -> bool:
    """Whether it has a kink somewhere: relu, |x|, the largest entry, a root."""
    if node.operation == "entrywise":
        return FUNCTIONS[str(node.detail)].kink
    is_root = any(0 < exponent < 1 for _, exponent in node.factors)
    return node.operation == "largest" or (node.operation == "product" and is_root)


def is_mixed(point: Point, evaluation: Evaluation) -> bool:
    """Whether a kink at the point was typed in ways of which each has its own convention."""
    mixed = point.analysis.typed.mixed
    return any(
        node in mixed and entries.any() for node, entries, _ in find_breaks(point, evaluation)
    )


def with_halves(point: Point, evaluation: Evaluation) -> Evaluation | None:
    """With half of the derivative on either side of max(x, y) where both are equal."""
    halves = {}
    for node, formula in point.analysis.typed.origins.items():
        step = entrywise("step", node.operands[0])
        if formula.operation in ("maximum", "minimum"):
            half = evaluation.arithmetic.constant(_HALF)
            is_tie = np.asarray(evaluation.value(node.operands[0]) == 0, dtype=bool)
            halves[step] = np.where(is_tie, half, evaluation.value(step))
    if not halves:
        return None
    by_halves = Evaluation(evaluation.arithmetic, evaluation.arrays, point.sizes)
    for step, values in halves.items():
        by_halves.define(step, values)
    return by_halves


def leaves_gradients(
    point: Point, gradients: Mapping[str, Values] | None, evaluation: Evaluation
) -> bool:
    """Whether f leaves these gradients within some cone of directions.

    Where none are given it is seen whether f rises by another rate than it falls.
    """
    given = point.arrays(exact=False)
    names = point.problem.variables
    count = sum(given[name].size for name in names)

    def moved(by: Values) -> dict[str, Values]:
        arrays, start = dict(given), 0
        for name in names:
            size = given[name].size
            part = by[start : start + size].reshape(given[name].shape)
            arrays[name] = given[name] + part
            start += size
        return arrays

    def loss(by: Values) -> float:
        try:
            return float(point.loss(FloatArithmetic(), moved(by)))
        except GradMagicError:
            return float("nan")

    scale = max(1.0, *(float(np.abs(given[name]).max()) for name in names))
    arguments = _arguments_of_kinks(point, evaluation, moved, count)
    if gradients is None:
        even = lambda by: loss(by) + loss(-by)  # noqa: E731
        return leaves_gradient(even, np.zeros(count), arguments, size=scale)
    slopes = np.array(joined(names, gradients), dtype=float)
    return leaves_gradient(loss, slopes, arguments, size=scale)


def _arguments_of_kinks(
    point: Point,
    evaluation: Evaluation,
    moved: Callable[[Values], Mapping[str, Values]],
    count: int,
) -> Values:
    """The gradients of the arguments that are 0 at kinks, (k, n), by central differences."""
    kinks = [
        (node.operands[0], entries)
        for node, entries, operation in find_breaks(point, evaluation)
        if operation in ("relu", "abs", "sign", "step") and entries.any()
    ]

    def values(by: Values) -> Values:
        there = Evaluation(FloatArithmetic(), moved(by), point.sizes)
        point.gradients(there)
        return np.concatenate([there.value(node)[entries] for node, entries in kinks])

    if not kinks:
        return np.zeros((0, count))
    try:
        ways = _ARGUMENT_STEP * np.eye(count)
        columns = [(values(way) - values(-way)) / (2 * _ARGUMENT_STEP) for way in ways]
    except GradMagicError:
        return np.zeros((0, count))
    return np.stack(columns, axis=1)
