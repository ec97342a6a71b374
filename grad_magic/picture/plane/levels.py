"""Which levels are drawn."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture.floats import multiples, round_step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grad_magic.picture.plane.grid import Grid
    from grad_magic.picture.shapes import Array

_COUNT = 10
# Where so few leave too large a part of the plane empty between two of them, up to so many.
_MOST_COUNT, _MOST = 16, 0.45
# Evenly spaced levels show slopes best. Where f is so uneven that 90 % of its values spread
# over more than this many times the middle half, they would leave most of the plane empty.
_UNEVEN = 3.3
# Then they are of 1, 2, 5, 10, 20, 50, …, down so many powers of ten, first those of 1 and of 5;
# these parts of the plane are between two of them, and beyond the outermost.
_MANTISSAS, _POWERS, _APART, _BEYOND = (1, 5, 2), 8, 0.05, 0.02
# Fewer of them than that, or so large a part without one, hardly show f, as where it is 1000 and
# a little.
_FEWEST, _MOST_WITHOUT = 5, 0.55
# A level nearer to f(P) than this part of a band gives way to it.
_CROWDED = 0.3
# Where f is below f(P), or above it, in more than this part of the plane, there is a level too,
# for each of these parts one, up to so many.
_BLANK, _PART_OF_LEVEL, _MOST_ADDED = 0.02, 0.08, 3
# A level between two values is off both by this part of what is between them; their steps become
# finer so many times to find one.
_BESIDE, _MOST_FINER = 0.15, 6
# A step is the next round one below this multiple of the wanted one, so that some 6 to 13 levels
# are drawn; the next finer round one is below this part of a round step.
_COARSER, _FINER = 1.7, 0.6
# Values that differ by less than this part of all are not told apart.
_ALIKE = 1e-6
# The outermost values of all, beside a pole say, widen the levels by at most this part.
_TAILS = 0.5
# The lines through saddle points of so many values are drawn.
_MOST_CROSSED = 3
# Of a step function with more steps than this only some are told apart.
MOST_STEPS = 16


def choose_levels(
    grid: Grid,
    value: float | None,
    saddles: tuple[float, ...] = (),
    minima: tuple[float, ...] = (),
    maxima: tuple[float, ...] = (),
) -> tuple[float, ...]:
    """About ten levels in ascending order, `value` among them if f takes it inside the window.

    They are round numbers, as 20, 40, 60 or 1, 2, 5, 10; beside them those of P and of saddle
    points are what they are. Of a step function the levels lie between its values. A level at
    which f stays in a whole region has no line.

    Args:
        grid: f over the window.
        value: at P; None where the level curve through P is not drawn.
        saddles: the values at saddle points, whose lines cross there; the first few are drawn
            where there is no `value`.
        minima: the values at local minima; each has a level below that of the next saddle point.
        maxima: those at local maxima.
    """
    crossed = list(dict.fromkeys(saddles))[:_MOST_CROSSED] if value is None else []
    levels = _levels(grid, crossed[0] if crossed else value)
    for saddle in crossed[1:]:
        levels = _with(saddle, levels, crossed, grid)
    if levels and not len(grid.steps) > 1:
        levels = tuple(sorted({*levels, *_around_extrema(levels, saddles, minima, maxima)}))
    lines = tuple(level for level in levels if level == value or not grid.is_region(level))
    return lines or levels


def _around_extrema(
    levels: tuple[float, ...],
    saddles: tuple[float, ...],
    minima: tuple[float, ...],
    maxima: tuple[float, ...],
) -> Iterator[float]:
    """Levels between an extremum and the next saddle point, where there are none."""
    passes = [(low, min((s for s in saddles if s > low), default=low)) for low in minima]
    passes += [(max((s for s in saddles if s < high), default=high), high) for high in maxima]
    for low, high in dict.fromkeys(passes):
        if not any(low < level < high for level in levels):
            yield from _round_between(low, high, 1)


def _round_between(low: float, high: float, count: int) -> list[float]:
    """At least so many round levels between two values, off both; none between equal ones."""
    room = high - low
    if not room > _ALIKE * max(abs(low), abs(high)):
        return []
    step = round_step(room)
    for _ in range(_MOST_FINER):
        found = multiples(step, low + _BESIDE * room, high - _BESIDE * room)
        if len(found) >= count:
            return found
        step = round_step(_FINER * step)
    return []


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
    levels = _even_levels(finite)
    if levels:
        places, place = np.array(levels), value
    else:
        levels = _levels_of_powers(finite) or _quantile_levels(finite)
        places = np.searchsorted(finite, levels) / finite.size
        place = None if value is None else float(np.searchsorted(finite, value) / finite.size)
    if value is None or place is None or not finite[0] <= value <= finite[-1]:
        return tuple(levels)
    band = float(np.median(np.diff(places))) if len(levels) > 1 else 0.0
    far = abs(places - place) > _CROWDED * band
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
        # Its outermost values may be a pole's.
        edge = float(_quantiles(side, np.array([_BLANK if side[0] < value else 1 - _BLANK]))[0])
        added += _round_between(min(edge, value), max(edge, value), count)
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


def _even_levels(finite: Array) -> list[float]:
    """Levels at equal steps; none where f is so uneven that they would show little of it."""
    low, lower, upper, high = _quantiles(finite, np.array([0.01, 0.05, 0.95, 0.99])).tolist()
    tail = _TAILS * (upper - lower)
    if tail:
        low, high = max(low, lower - tail), min(high, upper + tail)
    if low == high:
        # Almost everywhere f is the same.
        return [float(finite[0] + finite[-1]) / 2]
    first, third = _quantiles(finite, np.array([0.25, 0.75])).tolist()
    if not upper - lower < _UNEVEN * (third - first):
        return []
    step = round_step((high - low) / _COUNT * _COARSER)
    while (high - low) / step <= _MOST_COUNT:
        levels = multiples(step, low, high)
        if _largest_part(finite, levels) < _MOST:
            return levels
        step = round_step(_FINER * step)
    return []


def _levels_of_powers(finite: Array) -> list[float]:
    """Those of 0, ±1, ±2, ±5, ±10, … that are apart; none where they are few."""
    top = math.floor(math.log10(max(abs(finite[0]), abs(finite[-1]))))
    ladder = [
        float(f"{sign * mantissa}e{power}")
        for mantissa in _MANTISSAS
        for power in range(top, top - _POWERS, -1)
        for sign in (1, -1)
    ]
    ranks: dict[float, float] = {}
    for level in (0.0, *ladder):
        rank = float(np.searchsorted(finite, level) / finite.size)
        is_apart = all(abs(rank - other) >= _APART for other in ranks.values())
        is_inside = finite[0] < level < finite[-1]
        if is_inside and is_apart and (_BEYOND <= rank <= 1 - _BEYOND or not level):
            ranks[level] = rank
    levels = sorted(ranks)
    is_shown = len(levels) >= _FEWEST and _largest_part(finite, levels) < _MOST_WITHOUT
    return levels if is_shown else []


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
