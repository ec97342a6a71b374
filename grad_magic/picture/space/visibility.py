"""What of a line is seen, and what is behind a surface."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from grad_magic.picture.shapes import Array, Flags


# The first step is shorter than a cell, or the surface beside a point would hide it.
_FIRST = 0.6
_MOST_STEPS = 200
# So few points in a row are seen by mistake, at the edge of a surface.
_SHORTEST = 5


def is_hidden(side: Callable[[Array], Array], points: Array, step: Array, box: Array) -> Flags:
    """Which of the points (N, 3) a surface hides, (N,).

    Args:
        side: on which side of it points (…, 3) are, positive or negative; nan where it is not.
        points: perhaps on it, too.
        step: toward the eye, (3,), somewhat more than a cell of the grid on which it is known.
        box: the size of what is shown, (3,).
    """
    count = min(float(np.min(box / np.maximum(abs(step), 1e-300))), _MOST_STEPS)
    ways = (_FIRST + np.arange(math.ceil(count) + 1))[:, None] * step
    sides = side(points[:, None, :] + ways)
    return np.asarray((sides[:, :-1] * sides[:, 1:] < 0).any(axis=1))


def runs(line: Array, chosen: Flags) -> Array:
    """The parts of a line (N, …) whose points are chosen, with nan in place of the others."""
    return np.where(chosen[:, None], line, np.nan)


def without_short_runs(chosen: Flags) -> Flags:
    """The chosen points of a line, (N,), that are not alone or one of a few."""
    steps = np.diff(np.concatenate([[False], chosen, [False]]).astype(np.intp))
    starts, ends = np.flatnonzero(steps == 1), np.flatnonzero(steps == -1)
    long = ends - starts >= _SHORTEST
    marks = np.zeros(len(chosen) + 1, dtype=np.intp)
    np.add.at(marks, starts[long], 1)
    np.add.at(marks, ends[long], -1)
    return np.asarray(marks[:-1].cumsum() > 0)


def with_neighbours(chosen: Flags) -> Flags:
    """The chosen points of a line and those next to them, so that its parts meet, (N,)."""
    wide = chosen.copy()
    wide[1:] |= chosen[:-1]
    wide[:-1] |= chosen[1:]
    return wide
