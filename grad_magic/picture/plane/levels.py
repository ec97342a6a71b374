"""Which levels are drawn."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture.floats import multiples, round_step

if TYPE_CHECKING:
    from grad_magic.picture.plane.grid import Grid
    from grad_magic.picture.shapes import Array

_COUNT = 10
# Evenly spaced levels show slopes best. Where f is so uneven that 90 % of its values spread
# over more than this many times the middle half, they would leave most of the plane empty.
_UNEVEN = 3.3
# Or where they would leave so large a part of the plane empty between two of them.
_MOST = 0.45
# A level nearer to f(P) than this part of a band gives way to it.
_CROWDED = 0.45
# Where f is below f(P), or above it, in more than this part of the plane, there is a level too,
# for each of these parts one, up to so many.
_BLANK, _PART_OF_LEVEL, _MOST_ADDED = 0.02, 0.08, 3
# The outermost values of all, beside a pole say, widen the levels by at most this part.
_TAILS = 0.5
# The lines through saddle points of so many values are drawn.
_MOST_CROSSED = 3
# Of a step function with more steps than this only some are told apart.
MOST_STEPS = 16


def choose_levels(
    grid: Grid, value: float | None, saddles: tuple[float, ...] = ()
) -> tuple[float, ...]:
    """About ten levels in ascending order, `value` among them if f takes it inside the window.

    Of a step function the levels lie between its values. A level at which f stays in a whole
    region has no line.

    Args:
        grid: f over the window.
        value: at P; None where the level curve through P is not drawn.
        saddles: the values at saddle points, whose lines cross there; the first few are drawn
            where there is no `value`.
    """
    crossed = list(dict.fromkeys(saddles))[:_MOST_CROSSED] if value is None else []
    levels = _levels(grid, crossed[0] if crossed else value)
    for saddle in crossed[1:]:
        levels = _with(saddle, levels, crossed, grid)
    lines = tuple(level for level in levels if level == value or not grid.is_region(level))
    return lines or levels


def _with(
    level: float, levels: tuple[float, ...], kept: list[float], grid: Grid
) -> tuple[float, ...]:
    """The levels with one more, to which all but those that are kept give way."""
    if not levels or not np.nanmin(grid.values) < level < np.nanmax(grid.values):
        return levels
    band = float(np.median(np.diff(levels))) if len(levels) > 1 else 0.0
    others = (at for at in levels if at in kept or abs(at - level) > _CROWDED * band)
    return tuple(sorted({*others, level}))


def _levels(grid: Grid, value: float | None) -> tuple[float, ...]:
    finite = np.sort(grid.values[np.isfinite(grid.values)])
    if not finite.size or _is_constant(finite):
        return ()
    steps = grid.steps
    if len(steps) > 1:
        some = steps[:: -(-len(steps) // MOST_STEPS)]
        return tuple(((some[1:] + some[:-1]) / 2).tolist())
    shares = _quantiles(finite, np.array([0.05, 0.25, 0.75, 0.95]))
    levels = _even_levels(finite, value)
    is_even = shares[3] - shares[0] < _UNEVEN * (shares[2] - shares[1])
    if is_even and _largest_part(finite, levels) < _MOST:
        ranks = np.array(levels)
        rank = value
    else:
        levels = _quantile_levels(finite)
        ranks = np.searchsorted(finite, levels) / finite.size
        rank = None if value is None else float(np.searchsorted(finite, value) / finite.size)
    if value is None or rank is None or not finite[0] <= value <= finite[-1]:
        return tuple(levels)
    band = float(np.median(np.diff(ranks))) if len(levels) > 1 else 0.0
    far = abs(ranks - rank) > _CROWDED * band
    kept = np.array(levels)[far].tolist()
    return tuple(sorted({*kept, value, *_levels_in_blanks(finite, kept, value)}))


def _largest_part(finite: Array, levels: list[float]) -> float:
    """The largest part of the plane without a level; where f is constant there can be none."""
    within = finite[(finite > finite[0]) & (finite < finite[-1])]
    below = np.searchsorted(within, levels)
    return float(np.diff(below, prepend=0, append=within.size).max()) / finite.size


def _levels_in_blanks(finite: Array, levels: list[float], value: float) -> list[float]:
    """Levels below f(P) in a valley, and above it on a hill, where there are none."""
    added: list[float] = []
    below, above = np.searchsorted(finite, value, "left"), np.searchsorted(finite, value, "right")
    sides = (
        (finite[:below], any(level < value for level in levels)),
        (finite[above:], any(level > value for level in levels)),
    )
    for side, is_drawn in sides:
        part = len(side) / len(finite)
        if is_drawn or part < _BLANK:
            continue
        count = min(max(1, round(part / _PART_OF_LEVEL)), _MOST_ADDED)
        shares = np.linspace(0, 1, count + 2)[1:-1]
        levels_there = np.append(_quantiles(side, shares), value)
        added += [level for level in _rounded(np.unique(levels_there)) if level != value]
    return [level for level in added if finite[0] < level < finite[-1]]


def _quantiles(ascending: Array, shares: Array) -> Array:
    """What `np.quantile` gives, of values that are sorted already."""
    places = shares * (len(ascending) - 1)
    below = np.floor(places).astype(np.intp)
    low, high = ascending[below], ascending[np.minimum(below + 1, len(ascending) - 1)]
    part, rise = places - below, high - low
    return np.where(part < 0.5, low + rise * part, high - rise * (1 - part))


def _is_constant(finite: Array) -> bool:
    return bool(finite[-1] - finite[0] <= 1e-12 * max(abs(finite[0]), abs(finite[-1])))


def _even_levels(finite: Array, value: float | None) -> list[float]:
    """Levels at equal steps, counted from `value` where that leaves them short decimals."""
    low, lower, upper, high = _quantiles(finite, np.array([0.01, 0.05, 0.95, 0.99])).tolist()
    tail = _TAILS * (upper - lower)
    if tail:
        low, high = max(low, lower - tail), min(high, upper + tail)
    if low == high:
        # Almost everywhere f is the same.
        return [float(finite[0] + finite[-1]) / 2]
    step = round_step((high - low) / _COUNT * 1.5)
    if value is None or not _is_short_beside(value, step):
        return multiples(step, low, high)
    return [float(f"{value + rise:.12g}") for rise in multiples(step, low - value, high - value)]


def _is_short_beside(value: float, step: float) -> bool:
    """Whether the value has at most one decimal place more than the step."""
    place = float(f"1e{math.floor(math.log10(step)) - 1}")
    return abs(value / place - round(value / place)) < 1e-6


def _quantile_levels(finite: Array) -> list[float]:
    """Levels with equally large regions between them, each rounded as its neighbours allow."""
    shares = _quantiles(finite, np.linspace(0.05, 0.95, _COUNT))
    rounded = _rounded(np.unique(shares))
    return sorted(level for level in rounded if finite[0] < level < finite[-1])


def _rounded(levels: Array) -> set[float]:
    """The ascending levels, each rounded as its neighbours allow."""
    if len(levels) < 2:
        return set(levels.tolist())
    gaps = np.diff(levels)
    nearest = np.minimum(np.append(gaps, gaps[-1]), np.insert(gaps, 0, gaps[0]))
    steps = [round_step(float(gap)) for gap in nearest]
    return {
        float(f"{round(level / step) * step:.12g}")
        for level, step in zip(levels.tolist(), steps, strict=True)
    }
