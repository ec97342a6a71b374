"""What f does near the point, followed along rays with exact numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sympy import Rational

from grad_magic.calculus.arrays.arithmetic import FloatArithmetic
from grad_magic.calculus.arrays.domain import FormulaEvaluator
from grad_magic.calculus.arrays.kinks import find_breaks
from grad_magic.calculus.arrays.nodes import Node, in_order
from grad_magic.calculus.arrays.point import Point
from grad_magic.calculus.arrays.rays import Broken, Ended, Smooth, look_around, slopes_along
from grad_magic.calculus.arrays.short_entries import exactly
from grad_magic.calculus.arrays.values import Evaluation
from grad_magic.deferred_numpy import np
from grad_magic.errors import NoAnswerError
from grad_magic.formula.tree import Formula

if TYPE_CHECKING:
    from grad_magic.calculus.arrays.arithmetic import Values

MOST_ALONG_RAYS = 200
"""Entries; each is an expansion there, or along a path a long fraction, which take long."""
_NOT_SMOOTH = frozenset(
    {"relu", "abs", "sign", "largest", "smallest", "maximum", "minimum", "clip", "where"}
    | {"norm", "frobenius_norm", "absolute_norm", "largest_norm"}
)


def find_surroundings(point: Point, evaluation: Evaluation) -> Smooth | Broken | Ended | None:
    """What f does near the point, where it may have a kink; None where that is not settled."""
    roots = _roots_of_zero(point)
    if not roots and not any(entries.any() for _, entries, _ in find_breaks(point, evaluation)):
        return None
    exact = _exact_for_rays(point)
    if exact is None:
        return None

    def moved(arrays: Mapping[str, Values]) -> Mapping[str, Values]:
        return {**exact, **arrays}

    around = look_around(
        {name: exact[name] for name in point.problem.variables},
        lambda arithmetic, arrays: point.loss(arithmetic, moved(arrays)),
        lambda arithmetic, arrays: _steps(
            point, Evaluation(arithmetic, moved(arrays), point.sizes)
        ),
    )
    is_settled = not isinstance(around, Smooth) or not any(map(_is_rough, roots))
    return around if is_settled else None


def gradients_on_side(
    point: Point, around: Smooth, evaluation: Evaluation, *, is_exact: bool
) -> tuple[dict[str, Values], dict[str, Values]]:
    """The gradients and layers with what the derivatives at kinks are on one side."""
    on_side = Evaluation(evaluation.arithmetic, evaluation.arrays, point.sizes)
    for node, values in around.sides.items():
        on_side.define(node, values if is_exact else np.asarray(values, dtype=float))
    return point.gradients(on_side)


def find_slopes_beside(
    point: Point, direction: Mapping[str, Values] | None
) -> tuple[Rational, Rational] | None:
    """At a kink the slopes of f along the direction, before the point and beyond it."""
    exact = _exact_for_rays(point)
    if direction is None or point.problem.along_gradient or exact is None:
        return None
    return slopes_along(
        {name: exact[name] for name in point.problem.variables},
        {name: exactly(values) for name, values in direction.items()},
        lambda arithmetic, arrays: point.loss(arithmetic, {**exact, **arrays}),
    )


def _exact_for_rays(point: Point) -> Mapping[str, Values] | None:
    """The entries of all names, exact; None where they are too many to follow f along rays."""
    given = {name: array.square for name, array in point.given.items()}
    if sum(values.size for values in given.values()) > MOST_ALONG_RAYS:
        return None
    return {name: exactly(values) for name, values in given.items()}


def _steps(point: Point, evaluation: Evaluation) -> dict[Node, Values]:
    """The values of what is constant between kinks."""
    point.gradients(evaluation)
    swept = point.analysis.swept
    adjoints = (*swept.gradients.values(), *(layer.adjoint for layer in swept.layers))
    return {node: evaluation.value(node) for node in in_order(*adjoints) if _is_step(node)}


def _is_step(node: Node) -> bool:
    """Whether it jumps at kinks, and is constant between them."""
    return node.operation == "tied" or node.is_entrywise("step") or node.is_entrywise("sign")


def _roots_of_zero(point: Point) -> list[Formula]:
    """The roots in f, as typed, of which an entry is 0."""
    formula = point.analysis.typed.formula
    evaluator = FormulaEvaluator(
        point.problem, FloatArithmetic(), point.arrays(exact=False), point.sizes
    )
    try:
        return [
            part
            for part in formula.parts
            if _is_root(part) and bool((evaluator.value(part.operands[0]) == 0).any())
        ]
    except NoAnswerError:
        return []


def _is_root(formula: Formula) -> bool:
    """Whether it is a root, or a power with a fraction for its exponent."""
    if formula.operation not in ("power", "entrywise_power"):
        return formula.operation == "sqrt"
    return any(
        isinstance(part.value, Rational) and part.value.q > 1 for part in formula.operands[1:]
    )


def _is_rough(root: Formula) -> bool:
    """Whether a root of 0 may change faster than any multiple of its distance from the point.

    The square root of what is smooth and nowhere negative does not (Glaeser 1963), but ∜x² does.
    """
    is_smooth = root.operation == "sqrt" and not any(
        part.operation in _NOT_SMOOTH or _is_root(part) for part in root.operands[0].parts
    )
    exponents = [part.value for part in root.operands[1:]]
    is_flat = any(exponent is not None and exponent > 1 for exponent in exponents)
    return not (is_smooth or is_flat)
