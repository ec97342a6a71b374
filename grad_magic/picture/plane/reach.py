"""How far to both sides of a point a graph is followed: its bend, and the turns in reach."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture.plane.graph import SAMPLES, Touch, end_of_domain
from grad_magic.picture.shapes import Array, Flags, Window

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

# Distances at which the graph is looked at, in lengths that P or nothing tells.
_NEAREST, _FARTHEST, _DISTANCES = 1e-4, 1e4, 241
# A side of the window, in lengths over which the graph leaves its tangent by half of what that
# rises, as a parabola does up to its vertex, and in lengths over which it leaves its second-order
# Taylor polynomial by a half.
_BENDS, _TAYLOR_LENGTHS = 2.0, 1.6
# A side is at least this part of the latter.
_LEAST = 0.25
# The other side is longer at most by this factor; turns within so many of them are shown,
# at most two.
_LONGER, _TURNS_WITHIN, _TURNS = 1.6, 3.0, 2
# Room beyond a turn, as a part of the way to it.
_BEYOND_TURN = 0.25
# The end of the domain is shown if it is within so many sides, with so much room behind it.
_END_WITHIN, _BEHIND_END = 1.6, 1.1
# A pole within so many sides is shown, with the other branch behind it, so far from P in all.
_BEHIND_POLE = 2.0
# Between the neighbours of a turn it is looked for so often between so many points: at a pole the
# values grow by more than so many times what they differ by at first, at a corner or a jump not.
_ZOOMS, _ZOOM_POINTS, _GROWTH = 5, 33, 3.0
# So often a step beside a pole is halved.
_HALVINGS = 40
# A height that is reached near a pole, and can be reckoned with.
_HIGHEST = 1e100
# The other side is longer than one with an end by this factor at most.
_LONGER_THAN_END = 1.5
# Behind a turn the function changes by this part of what it does up to it, or it is not seen.
_DEEP = 0.02
# More turns than this are noise or swings that P does not need.
_MANY_TURNS = 9
# A graph is at most so many times as high as what there is to be seen around P.
_HEIGHTS = 5.0
# A side is cut so much behind the place where the graph leaves the window for good.
_BEHIND_EXIT = 0.06
# Beside a vertex there is to be seen what its parabola rises on a side, by this number.
_PARABOLAS = 4.0
_MARGIN = 0.08
# Of the values over a given width these shares are shown for certain; all of them where that does
# not flatten the graph more than so many times.
_SHARES, _FLATTENING = (0.03, 0.97), 4.0
# Steps of t must differ after rounding beside coordinates of P.
_RESOLVED = 1e-9


def graph_window(
    evaluate: Callable[[Array], Array],
    touch: Touch,
    bend: float,
    usual: float,
    largest: float,
) -> tuple[Window, Array, Array]:
    """The window in which a graph is seen around the point 0, and its points (N,), (N,) there.

    Args:
        evaluate: the function.
        touch: its tangent at 0.
        bend: its second derivative there; 0 where there is none.
        usual: half the width where nothing tells one.
        largest: the largest coordinate that is rounded.
    """
    radii = np.geomspace(_NEAREST, _FARTHEST, _DISTANCES) * usual
    sides = [
        _side(radii, evaluate(sign * radii) - touch.place[1], sign * (slope or 0.0), bend, touch)
        for sign, slope in zip((-1, 1), touch.slopes, strict=True)
    ]
    shorter = min(sides)
    if not math.isfinite(shorter):
        sides = [_calm(evaluate, usual)] * 2
    else:
        sides = [min(side, _LONGER * shorter) for side in sides]
    sides = [max(side, _RESOLVED * largest) for side in sides]
    outlooks = [
        _outlook(evaluate, sign, side) for sign, side in zip((-1.0, 1.0), sides, strict=True)
    ]
    # Beside an end the other side is no longer than what there is to be seen on both.
    sides = [
        min(outlook.side, _LONGER_THAN_END * other.side) if other.has_end else outlook.side
        for outlook, other in zip(outlooks, reversed(outlooks), strict=True)
    ]
    turns = np.array([turn for outlook in outlooks for turn in (*outlook.turns, *outlook.ends)])
    turns = turns[(-sides[0] <= turns) & (turns <= sides[1])]
    x = _samples(-sides[0], sides[1])
    y = evaluate(x)
    seen = np.append(evaluate(turns) if turns.size else turns, touch.place[1])
    side = min(sides)
    is_at_vertex = any(abs(slope) < _LEAST * abs(bend) * side for slope in touch.slopes if slope)
    least = abs(bend) * side**2 / _PARABOLAS if is_at_vertex else 0.0
    poles = np.array([pole for outlook in outlooks for pole in outlook.poles]).reshape(-1, 2)
    tall = np.append(y, poles[:, 1])
    bottom, top = _height(tall, touch, seen[np.isfinite(seen)], side, least)
    left, right = _cut(x, y, bottom, top)
    if (left, right) != (x[0], x[-1]):
        x = _samples(left, right)
        y = evaluate(x)
    if poles.size:
        x = np.union1d(x, _beside(poles[:, 0], x[1] - x[0]))
        y = evaluate(x)
    return Window(left, right, bottom, top), x, y


def window_between(x: Array, y: Array, seen: Array) -> Window | None:
    """The window of a graph from the first to the last place; None where it has no points.

    Args:
        x: places, (N,), ascending.
        y: the function there.
        seen: values that must be in sight, (k,).
    """
    finite = y[np.isfinite(y)]
    if not finite.size:
        return None
    low, high = np.quantile(finite, _SHARES)
    if np.ptp(finite) <= _FLATTENING * (high - low):
        low, high = finite.min(), finite.max()
    bottom, top = float(min([low, *seen])), float(max([high, *seen]))
    margin = _MARGIN * (top - bottom) or 0.5 * abs(top) or 1.0
    return Window(float(x[0]), float(x[-1]), bottom - margin, top + margin)


def cut_window(x: Array, y: Array, touch: Touch, bend: float) -> Window:
    """The window of a graph from the first to the last place, as high as lets its tangent be seen.

    Args:
        x: places, (N,), ascending, on both sides of 0.
        y: the function there.
        touch: its tangent at 0.
        bend: its second derivative there; 0 where there is none.
    """
    left, right = float(x[0]), float(x[-1])
    side = min(-left, right)
    rise = abs(bend) * side**2 / _PARABOLAS
    return Window(left, right, *_height(y, touch, np.array([touch.place[1]]), side, rise))


def samples_between(left: float, right: float) -> Array:
    """Places from left to right, and 0, as f may have a value at P alone."""
    if left < 0 < right:
        return _samples(left, right)
    return np.linspace(left, right, SAMPLES)


def _beside(poles: Array, step: float) -> Array:
    """Places nearer and nearer to the poles, as values grow slowly beside a logarithm's."""
    ways = step / 2.0 ** np.arange(_HALVINGS)
    return np.asarray((poles[:, None] + np.concatenate([-ways, ways])).ravel())


def _samples(left: float, right: float) -> Array:
    """Places from left to right, 0 among them as f may have a value at P alone."""
    share = -left / (right - left)
    before = max(2, round(share * (SAMPLES - 1)))
    after = max(2, SAMPLES - 1 - before)
    return np.concatenate(
        [np.linspace(left, 0, before, endpoint=False), np.linspace(0, right, after + 1)]
    )


def _side(radii: Array, change: Array, slope: float, bend: float, touch: Touch) -> float:
    """How far the graph is followed on one side; infinite where nothing tells.

    Args:
        radii: distances from P, (N,).
        change: of the function from P to there.
        slope: of the tangent, outward.
        bend: the second derivative.
        touch: the point.
    """
    if not slope and not bend:
        return math.inf
    off = np.where(np.isfinite(change), abs(change - slope * radii), 0)
    heard = off > 1e-9 * abs(touch.place[1])
    bent = heard & (off > abs(slope) * radii / 2) & bool(slope)
    rest = np.where(np.isfinite(change), abs(change - slope * radii - bend * radii**2 / 2), 0)
    size = abs(slope) * radii + abs(bend) * radii**2 / 2
    left = (rest > size / 2) & (rest > 1e-9 * abs(touch.place[1]))
    taylor = _TAYLOR_LENGTHS * _first(radii, left)
    side = min(_BENDS * _first(radii, bent), taylor)
    # Almost at a vertex the graph is seen as at one.
    return max(side, _LEAST * taylor) if math.isfinite(taylor) else side


def _first(radii: Array, flags: Flags) -> float:
    return float(radii[flags.argmax()]) if flags.any() else math.inf


def _calm(evaluate: Callable[[Array], Array], usual: float) -> float:
    """Half the width where neither slope nor bend tells one: the graph swings a few times."""
    half = usual
    for _ in range(4):
        if len(_turns(evaluate(np.linspace(-half, half, SAMPLES)))) <= _MANY_TURNS:
            return half
        half /= 3
    return usual


@dataclass(frozen=True)
class _Outlook:
    """What lies on one side of P.

    Attributes:
        turns: the nearest places where the function rises no more, or falls no more.
        side: how far is looked to show them, and the end of the domain or a pole if it is near.
        has_end: whether there is an end.
        ends: that end, if the function has a limit there.
        poles: the nearest pole and a value of the function there, if it is near.
    """

    turns: tuple[float, ...]
    side: float
    has_end: bool
    ends: tuple[float, ...] = ()
    poles: tuple[tuple[float, float], ...] = ()


def _outlook(evaluate: Callable[[Array], Array], sign: float, side: float) -> _Outlook:
    distances = np.linspace(0, _TURNS_WITHIN * side, SAMPLES)
    values = evaluate(sign * distances)
    ended = np.flatnonzero(~np.isfinite(values[1:])) + 1
    # Alone P is no domain that ends.
    end = int(ended[0]) if ended.size and ended[0] > 1 else len(values)
    found, pole = _turning(evaluate, sign * distances[:end], values[:end])
    found = found[_is_deep(values, found)] if len(found) <= _MANY_TURNS else found[:0]
    turns = distances[found[:_TURNS]]
    reach = max([side, *((1 + _BEYOND_TURN) * turns)])
    if pole is not None:
        place, shown = abs(pole[0]), tuple((sign * turns).tolist())
        if place > _END_WITHIN * side:
            return _Outlook(shown, min(reach, place), has_end=False)
        return _Outlook(shown, _BEHIND_POLE * place, has_end=False, poles=(pole,))
    has_end = end < len(values) and bool(distances[end] <= _END_WITHIN * side)
    if not has_end:
        return _Outlook(tuple((sign * turns).tolist()), reach, has_end)
    reach = _BEHIND_END * float(distances[end])
    last = end_of_domain(evaluate, sign * distances[end - 1 : end], sign * distances[end : end + 1])
    rise = abs(evaluate(last)[0] - values[end - 1])
    ends = last if rise <= _GROWTH * float(np.ptp(values[max(end - 3, 0) : end])) else last[:0]
    return _Outlook(tuple((sign * turns).tolist()), reach, has_end, tuple(ends.tolist()))


def _is_deep(values: Array, turns: NDArray[np.intp]) -> Flags:
    """Which of the turns are seen: behind each the function changes by a part of what it did."""
    behind = np.minimum(np.round((1 + _BEYOND_TURN) * turns).astype(np.intp), len(values) - 1)
    change = abs(values[behind] - values[turns])
    deep: Flags = change >= _DEEP * abs(values[turns] - values[0])
    return deep


def _turning(
    evaluate: Callable[[Array], Array], places: Array, values: Array
) -> tuple[NDArray[np.intp], tuple[float, float] | None]:
    """At which places a rise is followed by a fall or the other way round; and the first pole.

    Of the pole its place, and a value of the function there.

    A pole turns too, and is none of them; behind it is nothing that belongs to P.
    """
    turning = _turns(values)
    if not 0 < len(turning) <= _MANY_TURNS:
        return turning, None
    for index, turn in enumerate(turning.tolist()):
        beside = slice(turn - 1, turn + 2)
        pole = _pole(evaluate, places[beside], values[beside])
        if pole is not None:
            return turning[:index], pole
    return turning, None


def _turns(values: Array) -> NDArray[np.intp]:
    """At which of the values a rise is followed by a fall or the other way round."""
    rise = np.diff(values)
    size = float(np.nanmax(np.where(np.isfinite(values), abs(values), 0), initial=0))
    sign = np.where(abs(rise) > 1e-12 * size, np.sign(rise), 0)
    turning: NDArray[np.intp] = np.flatnonzero(sign[:-1] * sign[1:] < 0) + 1
    return turning


def _pole(
    evaluate: Callable[[Array], Array], places: Array, values: Array
) -> tuple[float, float] | None:
    """The pole between these three places, (3,) each, and a value there; None if there is none."""
    spread, usual = float(np.ptp(values)), float(abs(values).max())
    left, right = float(places.min()), float(places.max())
    place, height = left, 0.0
    for _ in range(_ZOOMS):
        near = np.linspace(left, right, _ZOOM_POINTS)
        found = evaluate(near)
        top = int(np.where(np.isnan(found), 0, abs(found)).argmax())
        if not abs(found[top]) <= abs(height):
            place, height = float(near[top]), float(found[top])
        left, right = float(near[max(top - 1, 0)]), float(near[min(top + 1, len(near) - 1)])
    is_pole = not abs(height) - usual <= _GROWTH * spread
    return (place, float(np.clip(height, -_HIGHEST, _HIGHEST))) if is_pole else None


def _height(y: Array, touch: Touch, seen: Array, side: float, rise: float) -> tuple[float, float]:
    """The bottom and the top of the window.

    Args:
        y: values of the function, (N,).
        touch: the point.
        seen: the values there and at the turns in sight, (k,).
        side: the length of the shorter side.
        rise: what is to be seen around P at least.
    """
    value = touch.place[1]
    finite = np.append(y[np.isfinite(y)], value)
    low, high = float(finite.min()), float(finite.max())
    if not np.ptp(seen):
        rises = [abs(slope) * side for slope in touch.slopes if slope is not None]
        reach = max(rises, default=0.0) or float(np.ptp(np.quantile(finite, (0.25, 0.75))))
        seen = value + np.array([-reach, reach]) / 2
    least, most = float(seen.min()), float(seen.max())
    spare = _HEIGHTS * max(most - least, rise) - (most - least)
    below, above = max(least - low, 0.0), max(high - most, 0.0)
    if spare and below + above > spare:
        # What one side does not need the other has.
        half = spare / 2
        low = least - min(below, max(half, spare - above))
        high = most + min(above, max(half, spare - below))
    low, high = min(low, value), max(high, value)
    margin = _MARGIN * (high - low) or 0.5 * abs(high) or 1.0
    return low - margin, high + margin


def _cut(x: Array, y: Array, bottom: float, top: float) -> tuple[float, float]:
    """The part of the width in which there is something of the graph."""
    inside = np.flatnonzero((bottom <= y) & (y <= top))
    if not inside.size:
        return float(x[0]), float(x[-1])
    room = _BEHIND_EXIT * float(x[inside[-1]] - x[inside[0]])
    # At least a third of the other side, so that P and its tangent are seen on both.
    left, right = float(x[inside[0]]) - room, float(x[inside[-1]]) + room
    left, right = min(left, -right / 3), max(right, -left / 3)
    return max(left, float(x[0])), min(right, float(x[-1]))
