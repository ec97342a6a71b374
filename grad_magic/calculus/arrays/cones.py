"""Whether f keeps to its gradient in all directions, or leaves it within some cone of them.

Along a few rays |x| + |y| - |x + y| is 0, but not where x and y have opposite signs. So f is looked
at along many directions, also along those in which arguments of kinks stay 0: there the cones may
be as thin as one likes, as that of relu(x + y - 1000|x - y|).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from grad_magic.deferred_numpy import np

if TYPE_CHECKING:
    from grad_magic.calculus.arrays.arithmetic import Values

# Of each kind; a cone that holds a fortieth of all directions is missed once in ten million times.
_COUNT = 640
# A slope that differs from the gradient's by this part of it, and no less for shorter steps.
_STEPS = (1e-4, 1e-6)
_CLEAR, _KEPT, _NOISE = 1e-3, 0.5, 1e-14
_LARGEST_GROUP = 4
_SEED = 20240229


def leaves_gradient(
    loss: Callable[[Values], float], gradient: Values, arguments: Values, *, size: float
) -> bool:
    """Whether the slope of f along some direction is not that of the gradient.

    Args:
        loss: f in floats, by how far its n variables are from the point.
        gradient: (n,).
        arguments: (k, n), the gradients of arguments of kinks that are 0 at the point.
        size: of the variables at the point, at least 1.
    """
    generator = np.random.default_rng(_SEED)
    middle = loss(np.zeros_like(gradient))
    return any(
        _is_left(loss, middle, gradient, direction, size)
        for direction in _directions(generator, len(gradient), arguments)
    )


def _directions(generator: np.random.Generator, count: int, arguments: Values) -> Iterator[Values]:
    """Directions of length 1, any ones and such along which some arguments stay 0."""
    plain = generator.standard_normal((_COUNT, count))
    groups = []
    for _ in range(_COUNT if len(arguments) else 0):
        most = min(len(arguments), _LARGEST_GROUP)
        chosen = generator.permutation(len(arguments))[: generator.integers(1, most + 1)]
        rows = arguments[chosen]
        direction = generator.standard_normal(count)
        groups.append(direction - np.linalg.pinv(rows) @ (rows @ direction))
    for direction in (*plain, *groups):
        length = np.linalg.norm(direction)
        # Where all is fixed by the arguments nothing but rounding is left.
        if length > _CLEAR:
            yield direction / length


def _is_left(
    loss: Callable[[Values], float],
    middle: float,
    gradient: Values,
    direction: Values,
    size: float,
) -> bool:
    slope = float(gradient @ direction)
    least = _CLEAR * max(abs(slope), float(np.linalg.norm(gradient)), _CLEAR)
    gaps: list[float] = []
    for step in _STEPS:
        distance = step * size
        gap = abs((loss(distance * direction) - middle) / distance - slope)
        noise = _NOISE * abs(middle) / distance
        # What is no number tells nothing here.
        if not gap > least + noise:
            return False
        gaps.append(gap)
    return gaps[-1] > _KEPT * gaps[0]
