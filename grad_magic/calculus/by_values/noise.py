"""How noisy the values of a function are along a line.

A function that cancels, such as (1 - cos x)/x² at x = 10⁻³, is smooth between the places where
its rounding changes, and has a slope there that has nothing to do with its derivative. Differences
of a high order on finer and finer grids tell such jumps from curvature (R. W. Hamming, Numerical
Methods for Scientists and Engineers, 10; J. Moré, S. Wild, Estimating computational noise, SIAM
J. Sci. Comput. 33, 2011).
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from grad_magic.deferred_numpy import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

Line: TypeAlias = "Callable[[Array], Array]"
"""The values of a function at P + tv for each t; nan where there is none."""

_EPSILON = sys.float_info.epsilon
# Grids this wide, in units of the scale, also lie to the right and to the left of P, where no pole
# on the other side hides what they show.
_NEAR = 0.02
# A grid reaches as far on either side as so many of its cells.
_CELLS = 8
# A smooth function is seen to be smooth on some grid before it is too coarse to show it.
_RATIO = 7.0
_SHORTEST_STEP = 1e-12
_ORDER = 6
# The largest difference of sixth order of a jump J is 10 J; of white noise of the deviation s it
# is about 75 s. So this makes either the most by which a value is off.
_DIFFERENCE_OF_A_JUMP = 10.0
# Curvature shrinks with the order of the differences, noise and jumps do not.
_SMOOTH_DECREASE = 0.4
_REFINEMENT = 8
# On a grid that is finer by 8, the differences at a jump stay, at a kink they fall to 1/8.
_JUMP_REMAINS = 0.4
# A rise within this factor is the same noise, seen again.
_SAME_NOISE = 4.0
# A program has a branch or two near P, and a branch that matters makes a jump that matters.
_MOST_BRANCHES = 2
_SMALLEST_BRANCH = 1e-3


def estimate_noise(
    values_on: Line, center: float, scale: float, reach: float, rounding: float
) -> float:
    """How far the values of a function may be off, apart from the digits of a float.

    Args:
        values_on: the function along a line through P.
        center: f(P).
        scale: a length on the line that is neither long nor short.
        reach: how far on the line the grids go.
        rounding: how far P itself may be off on the line; shorter steps show nothing.
    """
    noise = _EPSILON * abs(center)
    for cell in _cells(scale, reach, rounding):
        width = _CELLS * cell
        # The slight offsets keep symmetry and round numbers from hiding anything.
        starts = [-width] if width < _NEAR * scale else [-width, width, -3 * width]
        seen = [_look(values_on, start + 0.1371 * cell, cell, noise) for start in starts]
        if any(found is None for found in seen):
            break
        noise = max(noise, *(found or 0.0 for found in seen))
    return noise if noise > _EPSILON * abs(center) else 0.0


def _look(values_on: Line, start: float, cell: float, known: float) -> float | None:
    """The noise on one grid; None where it is too coarse for the function itself."""
    count = 2 * _CELLS + 1
    length = cell * (count - 1)
    values = values_on(np.linspace(start, start + length, count))
    if not np.isfinite(values).all():
        return 0.0
    known = max(known, _EPSILON * float(np.max(np.abs(values))))
    rough = _roughness(values, _ORDER)
    if rough <= _SAME_NOISE * known or _is_smooth(values):
        return 0.0
    closer = values_on(np.linspace(start, start + length, (count - 1) * _REFINEMENT + 1))
    if not np.isfinite(closer).all():
        return 0.0
    remaining = _roughness(closer, _ORDER)
    if remaining < _JUMP_REMAINS * rough:
        return None if _is_smooth(closer) else 0.0
    if _is_branch(closer) or _falls_closer(values_on, start, cell / _REFINEMENT, closer):
        return 0.0
    return remaining


def _falls_closer(values_on: Line, start: float, cell: float, values: Array) -> bool:
    """Whether what is rough on a grid is a kink, of which the first grid saw but the edge.

    As for x²/2 that goes on as a line behind x = 1, where the grid ends a bit behind 1.
    """
    place = int(np.argmax(np.abs(np.diff(values, _ORDER))))
    first = start + place * cell
    closest = values_on(np.linspace(first, first + _ORDER * cell, _ORDER * _REFINEMENT + 1))
    if not np.isfinite(closest).all():
        return False
    return _roughness(closest, _ORDER) < _JUMP_REMAINS * _roughness(values, _ORDER)


def _is_smooth(values: Array) -> bool:
    return _roughness(values, _ORDER) < _SMOOTH_DECREASE * _roughness(values, _ORDER - 1)


def _cells(scale: float, reach: float, rounding: float) -> list[float]:
    """The cells of the grids, from the shortest on."""
    longest = reach / (_CELLS + 1)
    count = math.ceil(math.log(longest / max(_SHORTEST_STEP * scale, 8 * rounding), _RATIO))
    return [longest / _RATIO**index for index in reversed(range(count))]


def _roughness(values: Array, order: int) -> float:
    """The largest difference of this order, in units of what a jump makes of it."""
    largest = float(np.max(np.abs(np.diff(values, order))))
    return float(largest * 2 ** (_ORDER - order) / _DIFFERENCE_OF_A_JUMP)


def _is_branch(values: Array) -> bool:
    """Whether the values jump at one or two places, and by so much that it is meant."""
    moves = np.diff(values)
    jumps = np.abs(moves - np.median(moves))
    largest = float(jumps.max())
    count = int(np.count_nonzero(jumps > largest / 4))
    return count <= _MOST_BRANCHES and largest > _SMALLEST_BRANCH * float(np.ptp(values))
