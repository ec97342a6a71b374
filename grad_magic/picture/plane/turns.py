"""What makes the shape of a plane curve: where it turns, crosses itself and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture.plane.grid import sample
from grad_magic.picture.plane.lines import trace
from grad_magic.picture.shapes import Array, Window

if TYPE_CHECKING:
    from grad_magic.picture.local_data import LocalData
    from grad_magic.picture.surface import Surface

# Half the heights of the windows in which a curve is looked at, in those in which P is seen well.
_SCALES = (2.0, 4.0, 8.0)
# An end nearer to the frame than so many cells leaves the window there.
_AT_FRAME = 1.5
# Points nearer to each other than this part of a cell are the same to rounding.
_SAME = 1e-6


def turns_of(surface: Surface, local: LocalData, half: float, aspect: float) -> Array:
    """The places where the curve f = f(P) turns back in x or in y, or ends, (k, 2).

    Of a branch that does neither, and does not go through P, the point that is nearest to P.

    All that there are if they are within reach; of a curve with more and more of them those near P.
    """
    x, y = local.point.tolist()
    found = []
    for scale in _SCALES:
        high, wide = scale * half, scale * half * aspect
        window = Window(x - wide, x + wide, y - high, y + high)
        found.append(_turns(surface, window, local))
    for smaller, larger in ((found[1], found[2]), (found[0], found[1])):
        if _hold(smaller, larger, half):
            return larger
    return found[0]


def _hold(smaller: Array, larger: Array, half: float) -> bool:
    """Whether each of the places in a larger window is near one of those in a smaller one."""
    if not len(smaller):
        return not len(larger)
    off = np.hypot(*(larger[:, None] - smaller).transpose(2, 0, 1)).min(axis=1)
    return bool((off < half).all())


def _turns(surface: Surface, window: Window, local: LocalData) -> Array:
    level = local.value or 0.0
    grid = sample(surface, window)
    (lines,), _ = trace(surface, grid, (level,), level)
    places = [np.empty((0, 2))]
    corners = np.array([[grid.x[0], grid.y[0]], [grid.x[-1], grid.y[-1]]])
    for piece in lines.pieces:
        new = np.append(True, (abs(np.diff(piece, axis=0)) > _SAME * grid.cell).any(axis=1))
        points, already = piece[new], len(places)
        is_closed = np.allclose(piece[0], piece[-1])
        ways = np.diff(np.vstack([points, points[1:2]]) if is_closed else points, axis=0)
        for axis in (0, 1):
            (moving,) = np.nonzero(abs(ways[:, axis]) > _SAME * grid.cell[axis])
            forth = ways[moving, axis] > 0
            places.append(points[moving[1:][forth[1:] != forth[:-1]]])
        if not is_closed:
            ends = piece[[0, -1]]
            inner = (abs(ends[:, None] - corners) > _AT_FRAME * grid.cell).all(axis=(1, 2))
            places.append(ends[inner])
        if not any(map(len, places[already:])):
            off = np.hypot(*(points - local.point).T)
            if off.min() > np.hypot(*grid.cell):
                places.append(points[[off.argmin()]])
    return np.vstack(places)
