"""Exercises about a function that is smooth at P, made from the gradient that it is to have there.

The gradient is chosen first, so that the rate asked for, or the largest one, is a short number;
then a core is given the terms that it lacks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from itertools import permutations, product
from math import isqrt

from grad_magic.exercises.cores import CORES, Builder, Core, Whole, complete
from grad_magic.exercises.drafts import Draft, Family, inner_product, write_row
from grad_magic.exercises.draws import Draws
from grad_magic.presets import Asked

Task = Callable[[Core, int, Draws], Draft]

_DIRECTIONS: Mapping[tuple[int, int], Sequence[Whole]] = {
    # By level and number of variables.
    (1, 2): ((3, 4), (4, 3), (5, 12), (12, 5), (6, 8), (8, 6)),
    (2, 2): ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 3), (3, 2)),
    (3, 3): ((1, 2, 2), (2, 3, 6), (1, 4, 8), (1, 1, 1), (1, 1, 2), (1, 1, 0), (1, 2, 0)),
}
# cos and sin of them are halves of 1 and of √3.
_ANGLES = ("30°", "60°", "120°", "150°", "210°", "240°", "300°", "330°")
_LARGEST = {2: 9, 3: 6}


def smooth_families(task: Task, level: int) -> tuple[Family, ...]:
    """The families of a level, one for each core."""
    return tuple(partial(_draft, core, task, level) for core in CORES[level])


def _draft(core: Builder, task: Task, level: int, draws: Draws) -> Draft:
    return task(core(draws), level, draws)


def ask_rate(core: Core, level: int, draws: Draws) -> Draft:
    """D_u f(P), which is a whole number, or a multiple of the root that is in ‖v‖."""
    if level == 2 and draws.below(3) == 0:
        gradient = tuple(2 * draws.nonzero(4) for _ in core.variables)
        clause = f"angle={draws.one_of(_ANGLES)}"
    else:
        direction = _turned(draws, draws.one_of(_DIRECTIONS[level, len(core.variables)]))
        gradient = draws.one_of(_gradients_along(direction))
        clause = _direction_clause(core, direction, draws)
    function = _function_of(core, gradient, draws)
    return Draft(function, core.variables, (Asked.RATE,), core.at, clause, core.name)


def _direction_clause(core: Core, direction: Whole, draws: Draws) -> str:
    """The direction as a vector, or by the point that lies there."""
    if draws.below(3) or None in core.point:
        return f"dir={write_row(direction)}"
    target = tuple((p or 0) + v for p, v in zip(core.point, direction, strict=True))
    return f"to={write_row(target)}"


def _function_of(core: Core, gradient: Whole, draws: Draws) -> str:
    """Of squares the gradient is even."""
    wanted = tuple(2 * entry for entry in gradient) if core.is_sum_of_squares else gradient
    return complete(core, wanted, draws)


def _turned(draws: Draws, vector: Whole) -> Whole:
    """The vector with its entries in another order and with other signs."""
    entries = draws.one_of(sorted(set(permutations(vector))))
    return tuple(draws.sign() * entry for entry in entries)


@cache
def _gradients_along(direction: Whole) -> tuple[Whole, ...]:
    """The gradients of which the rate along this vector is short, and not zero."""
    square = inner_product(direction, direction)
    length = isqrt(square)
    divisor = length if length * length == square else square
    largest = _LARGEST[len(direction)]
    entries = [entry for entry in range(-largest, largest + 1) if entry]
    return tuple(
        gradient
        for gradient in product(entries, repeat=len(direction))
        if inner_product(gradient, direction) and inner_product(gradient, direction) % divisor == 0
    )


_GRADIENTS: Mapping[int, Sequence[Whole]] = {
    # Of whole length, of the length of a short root, and of both in space.
    1: ((3, 4), (6, 8), (5, 12), (9, 12), (8, 15)),
    2: ((1, 1), (1, 2), (1, 3), (2, 3), (2, 4), (3, 3), (1, 4), (2, 6), (3, 6), (4, 4)),
    3: ((1, 2, 2), (2, 3, 6), (2, 4, 4), (1, 4, 8), (1, 1, 1), (1, 1, 2), (2, 2, 2), (1, 2, 3)),
}
_RATES = ((Asked.GRADIENT, Asked.MAX_RATE), (Asked.GRADIENT, Asked.MIN_RATE))


def ask_gradient(core: Core, level: int, draws: Draws) -> Draft:
    """∇f(P), and how fast f can rise or fall there."""
    gradient = _turned(draws, draws.one_of(_GRADIENTS[level]))
    questions = draws.one_of(_RATES)
    function = _function_of(core, gradient, draws)
    return Draft(function, core.variables, questions, core.at, name=core.name)


def ask_tangent(core: Core, level: int, draws: Draws) -> Draft:
    """The tangent to the level set through P, or to the graph."""
    largest = 5 if level == 1 else 4
    gradient = tuple(draws.nonzero(largest) for _ in core.variables)
    function = _function_of(core, gradient, draws)
    is_of_graph = len(core.variables) == 2 and core.has_short_value and draws.is_so()
    question = Asked.GRAPH_TANGENT if is_of_graph else Asked.LEVEL_TANGENT
    return Draft(function, core.variables, (question,), core.at, name=core.name)
