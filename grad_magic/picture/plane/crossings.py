"""Where a function passes a level between two points, and where it only jumps over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from grad_magic.picture.shapes import Array, Flags

# Enough to tell a jump from tanh(10⁸x); most functions are settled after five.
HALVINGS = 40
# The difference between the ends of a continuous function soon shrinks below this part.
_SETTLED = 0.05


def cross(
    evaluate: Callable[[Array], Array],
    ends: tuple[Array, Array],
    level: Array,
    halvings: int = HALVINGS,
) -> tuple[Array, Array, Flags]:
    """Close points (N, d) between the ends, on the two sides of the level.

    Also whether f is continuous there, (N,): the difference of a continuous function over an
    interval that is halved again and again vanishes, that of a jump or a pole does not.

    Args:
        evaluate: f at points (N, d).
        ends: (N, d) each; f has the level between its values at both.
        level: one for each pair, (N,).
        halvings: of an interval at most.
    """
    low, high = ends[0].copy(), ends[1].copy()
    at_low, at_high = evaluate(low).copy(), evaluate(high).copy()
    bound = _SETTLED * abs(at_high - at_low)
    settled = _is_within(abs(at_high - at_low), bound)
    for _ in range(halvings):
        (open_ones,) = np.nonzero(~settled)
        if not open_ones.size:
            break
        middle = (low[open_ones] + high[open_ones]) / 2
        value = evaluate(middle)
        beyond = (value > level[open_ones]) == (at_high[open_ones] > level[open_ones])
        high[open_ones[beyond]], at_high[open_ones[beyond]] = middle[beyond], value[beyond]
        low[open_ones[~beyond]], at_low[open_ones[~beyond]] = middle[~beyond], value[~beyond]
        settled = _is_within(abs(at_high - at_low), bound)
    return low, high, settled


def _is_within(rise: Array, bound: Array) -> Flags:
    """Whether what is left is small; at a pole on the grid both are infinite."""
    return np.isfinite(rise) & (rise <= bound)
