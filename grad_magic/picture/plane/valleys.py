"""Where f goes down to from P: its minima as floats tell them, and curves of extrema.

They are marked where the critical points were not asked for; a mark says that f is larger at all
points around, and f is looked at there.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sympy import Float

from grad_magic.picture.local_data import LocalData, length, to_float
from grad_magic.picture.plane.marks import Mark, marks_in
from grad_magic.picture.plane.touching import touched_lines
from grad_magic.picture.shapes import Array, Dot, Flags, Kind, Window

if TYPE_CHECKING:
    from grad_magic.picture.plane.grid import Grid
    from grad_magic.picture.surface import Surface
    from grad_magic.solution import Solution

# The way down to a minimum has at most so many steps, with these dampings of Newton's.
_MOST_STEPS = 60
_DAMPINGS = np.array([0.0, 1e-3, 1e-2, 0.1, 1.0, 10.0])
# Steps of differences, in lengths that are seen, and in cells.
_DIFFERENCE, _CELLS, _FEWER_CELLS = 1e-3, 0.1, 1e-3
# More lowest nodes than this are noise or a pattern; so many minima are marked.
_MOST_NODES, _MOST_MINIMA = 200, 8
_NEWTON_STEPS, _LONGEST = 14, 4.0
# Digits behind the first one of a cell.
_DIGITS = 3
# Newton's last step, in cells, and how much less f bends along a curve of minima than across it.
_ARRIVED, _FLAT = 1e-4, 1e-5
# At so many places around a minimum, so many cells off, f is larger.
_AROUND, _OFF = 16, 0.5
# More nodes than this lie along a curve.
_MOST_DEGENERATE = 20
# Points are rounded to so many numbers of digits, and must be lowest from these places, in cells.
# Nearest to a minimum f differs by less than this part of what it does at its side.
_TRIED, _LOOKED_FROM, _HARDLY = 3, (1e-3, 1e-2, 1e-1), 0.1
# How much second derivatives by two differences differ.
_ALIKE = 0.2
# A curve of minima passes at least so many lowest nodes, at heights that differ by this part.
_FEWEST_NODES, _LEVEL = 6, 1e-9


@dataclass(frozen=True, eq=False)
class Extremes:
    """What is marked in a plot of the plane.

    Attributes:
        marks: of single critical points.
        lines: the pieces of curves of extrema, each with its kind, (N, 2).
    """

    marks: tuple[Mark, ...]
    lines: tuple[tuple[Kind, Array], ...] = ()


def extremes_in_sight(
    surface: Surface, solution: Solution, local: LocalData, grid: Grid, marks: tuple[Mark, ...]
) -> Extremes:
    """The critical points in sight; where they were not asked for, the minima on the grid.

    The level curve through P is drawn as such.
    """
    if solution.critical_points is not None or surface.is_called:
        levels = extreme_levels(solution)
        marks = marks_in(_window_of(grid), marks)
    elif local.gradient is None or solution.problem.is_equation:
        return Extremes(marks)
    else:
        found, levels = _minima(surface, grid)
        marks = tuple(_mark(surface, place) for place in found)
    lines = (
        line for level in levels if level != local.value for line in _lines(surface, grid, level)
    )
    return Extremes(marks, tuple(lines))


def _window_of(grid: Grid) -> Window:
    return Window(*map(float, (grid.x[0], grid.x[-1], grid.y[0], grid.y[-1])))


def _mark(surface: Surface, place: Array) -> Mark:
    x, y = place.tolist()
    value = Float(float(surface.at(*place[:, None])[0]))
    dot = Dot("minimum", (x, y))
    return Mark("minimum", (Float(x), Float(y)), value, is_approximate=True, dot=dot)


def extreme_levels(solution: Solution) -> tuple[float, ...]:
    """The values of f along the curves of its critical points."""
    values = {
        to_float(found.value)
        for found in solution.critical_points or ()
        if any(number.free_symbols for number in found.point) and not found.value.free_symbols
    }
    return tuple(sorted(value for value in values if math.isfinite(value)))


def _lines(surface: Surface, grid: Grid, level: float) -> list[tuple[Kind, Array]]:
    """The curves on which f has this value, and larger or smaller ones on both sides."""
    lines: list[tuple[Kind, Array]] = []
    for piece in touched_lines(surface, grid, level):
        middle = piece[len(piece) // 2]
        x, y = middle[:, None] + 2 * grid.cell[:, None] * _circle()
        rises = surface.at(x, y) - level
        if np.nanmin(rises) >= -_FLAT * np.nanmax(abs(rises)):
            lines.append(("minimum", piece))
        elif np.nanmax(rises) <= _FLAT * np.nanmax(abs(rises)):
            lines.append(("maximum", piece))
    return lines


def _circle() -> Array:
    angles = np.linspace(0, 2 * math.pi, _AROUND, endpoint=False)
    return np.stack([np.cos(angles), np.sin(angles)])


def _minima(surface: Surface, grid: Grid) -> tuple[Array, tuple[float, ...]]:
    """The minima (k, 2) on a grid, and the value of f along a curve of minima."""
    nodes = _lowest_nodes(grid)
    if not 0 < len(nodes) <= _MOST_NODES:
        return np.empty((0, 2)), ()
    points, bends, steps = _descend(surface, nodes, grid)
    x, y = points.T
    arrived = _window_of(grid).contains(points) & (steps < _ARRIVED)
    is_single: Flags = arrived & (bends[:, 0] > _FLAT * bends[:, 1])
    is_single &= _is_lowest(surface, points, grid) & _is_smooth(surface, points, bends, grid)
    singles = np.vstack([points[is_single], _degenerate(surface, nodes[~is_single], grid)])
    singles = _apart(singles, grid)
    singles = _rounded(singles, grid)
    if len(singles) > _MOST_MINIMA:
        singles = singles[:0]
    flat: Flags = arrived & (abs(bends[:, 0]) <= _FLAT * bends[:, 1])
    heights = surface.at(x[flat], y[flat])
    if len(heights) < _FEWEST_NODES:
        return singles, ()
    level = float(np.median(heights))
    off = _LEVEL * float(np.nanstd(grid.values))
    # A curve of minima at 0 has its value only to rounding.
    level = 0.0 if abs(level) < off else level
    is_level = np.count_nonzero(abs(heights - level) <= off) >= _FEWEST_NODES
    return singles, (level,) if is_level else ()


def _degenerate(surface: Surface, nodes: Array, grid: Grid) -> Array:
    """The minima near these nodes, (k, 2), which second derivatives do not tell, as of x⁴ or |x|.

    Differences do not tell where they are either, but points of few digits can be tried.
    """
    if not 0 < len(nodes) <= _MOST_DEGENERATE:
        return np.empty((0, 2))
    near, _, _ = _descend(surface, nodes, grid)
    coarse = -math.floor(math.log10(grid.cell.max())) - 1
    tried = [np.round(near, digits) + 0.0 for digits in range(coarse, coarse + _TRIED)]
    heights = np.array([surface.at(*points.T) for points in tried])
    best = np.where(np.isfinite(heights), heights, np.inf).argmin(axis=0)
    points: Array = np.array(tried)[best, np.arange(len(near))]
    is_lowest = _is_lowest(surface, points, grid) & _is_continuous(surface, points, grid)
    for off in _LOOKED_FROM:
        is_lowest &= _rises(surface, points, off * grid.cell).min(axis=1) >= 0
    return points[is_lowest]


def _is_continuous(surface: Surface, points: Array, grid: Grid) -> Flags:
    """Whether f hardly rises near each of the points (k, 2), as it does at a jump."""
    near, far = (
        _rises(surface, points, off * grid.cell).max(axis=1) for off in (_LOOKED_FROM[0], _OFF)
    )
    return np.asarray(near < _HARDLY * far)


def _rounded(points: Array, grid: Grid) -> Array:
    """The points to as many digits as differences tell."""
    digits = _DIGITS - math.floor(math.log10(grid.cell.max()))
    return np.asarray(np.round(points, digits)) + 0.0


def _lowest_nodes(grid: Grid) -> Array:
    """The nodes inside that are lower than their four neighbours, (k, 2)."""
    values = grid.values
    here = values[1:-1, 1:-1]
    lowest = (here < values[:-2, 1:-1]) & (here <= values[2:, 1:-1])
    lowest &= (here < values[1:-1, :-2]) & (here <= values[1:-1, 2:])
    rows, columns = np.nonzero(lowest)
    return np.stack([grid.x[columns + 1], grid.y[rows + 1]], axis=1)


def _descend(surface: Surface, points: Array, grid: Grid) -> tuple[Array, Array, Array]:
    """Where Newton's method leads from points (k, 2).

    Also the eigenvalues of the Hessian there, ascending, (k, 2), and its last steps in cells, (k,).
    """
    for _ in range(_NEWTON_STEPS):
        gradients, hessians = _derivatives(surface, points, _CELLS * grid.cell)
        known = _are_finite(gradients) & _are_finite(hessians)
        gradients = np.where(known[:, None], gradients, 0.0)
        hessians = np.where(known[:, None, None], hessians, np.eye(2))
        bends, axes = np.linalg.eigh(hessians)
        step, size = _newton_steps(gradients, bends, axes, grid)
        points = points - step
        if (size < _ARRIVED).all():
            break
    # The third derivatives move the minimum of differences.
    gradients, _ = _derivatives(surface, points, _FEWER_CELLS * grid.cell)
    settled = known & _are_finite(gradients)
    last, _ = _newton_steps(np.where(settled[:, None], gradients, 0.0), bends, axes, grid)
    return points - last, np.where(settled[:, None], bends, np.nan), size


def _are_finite(parts: Array) -> Flags:
    """For which of the points, (k, …), all is a number."""
    return np.asarray(np.isfinite(parts.reshape(len(parts), -1)).all(axis=1), dtype=bool)


def _newton_steps(gradients: Array, bends: Array, axes: Array, grid: Grid) -> tuple[Array, Array]:
    """Newton's steps downhill (k, 2), none longer than some cells, and their lengths in cells."""
    along = np.einsum("kij,ki->kj", axes, gradients)
    # Along a curve of minima there is nowhere to go.
    usable = abs(bends) > _FLAT * abs(bends).max(axis=1, keepdims=True)
    part = np.divide(along, abs(bends), out=np.zeros_like(along), where=usable)
    steps = np.einsum("kij,kj->ki", axes, part)
    sizes = np.hypot(*(steps / grid.cell).T)
    return steps * np.minimum(1, _LONGEST / np.maximum(sizes, 1e-300))[:, None], sizes


def _derivatives(surface: Surface, points: Array, step: Array) -> tuple[Array, Array]:
    """∇f (k, 2) and the Hessian (k, 2, 2) at points by central differences."""
    ways = np.array([(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1), (1, -1), (-1, 1)])
    x, y = (points + (ways * step)[:, None]).transpose(2, 0, 1)
    here, right, left, up, down, first, second, third, fourth = surface.at(x, y)
    with np.errstate(all="ignore"):
        gradient = np.stack([right - left, up - down], axis=1) / (2 * step)
        mixed = (first + second - third - fourth) / (4 * step[0] * step[1])
        bends = ((right - 2 * here + left) / step[0] ** 2, (up - 2 * here + down) / step[1] ** 2)
    hessian = np.stack([bends[0], mixed, mixed, bends[1]], axis=1).reshape(-1, 2, 2)
    return gradient, hessian


def _is_lowest(surface: Surface, points: Array, grid: Grid) -> Flags:
    """Whether f is larger all around each of the points (k, 2)."""
    rises = _rises(surface, points, _OFF * grid.cell)
    return np.asarray(rises.min(axis=1) > _FLAT * rises.max(axis=1))


def _rises(surface: Surface, points: Array, way: Array) -> Array:
    """How much larger f is so far from each of the points (k, 2), in all directions, (k, N)."""
    around = points[:, :, None] + way[:, None] * _circle()
    return np.asarray(surface.at(around[:, 0], around[:, 1]) - surface.at(*points.T)[:, None])


def _is_smooth(surface: Surface, points: Array, bends: Array, grid: Grid) -> Flags:
    """Whether differences over half the steps tell the same second derivatives, as at no corner."""
    _, hessians = _derivatives(surface, points, _CELLS / 2 * grid.cell)
    known = _are_finite(hessians)
    halved = np.linalg.eigvalsh(np.where(known[:, None, None], hessians, 0.0))
    return np.asarray(known & (abs(halved - bends) <= _ALIKE * abs(bends)).all(axis=1))


def _apart(points: Array, grid: Grid) -> Array:
    """The points without those that are one of the others."""
    kept: list[Array] = []
    for point in points:
        if all((abs(point - other) > grid.cell).any() for other in kept):
            kept.append(point)
    return np.array(kept).reshape(-1, 2)


def minimum_in_reach(surface: Surface, local: LocalData, half: float, reach: float) -> Array | None:
    """The minimum out of sight to which a valley leads from P, (2,), if it is no farther off.

    Args:
        surface: f.
        local: P, and what is known there.
        half: half the height of the window.
        reach: how far off it may be.
    """
    if surface.is_called or not _is_in_bowl(local):
        return None
    step = np.full(2, _DIFFERENCE * half)
    point, value = local.point, local.value
    assert value is not None
    for _ in range(_MOST_STEPS):
        (slope,), (bend,) = _derivatives(surface, point[None], step)
        if not (np.isfinite(slope).all() and np.isfinite(bend).all()):
            break
        bends, axes = np.linalg.eigh(bend)
        sizes = np.maximum(abs(bends), 1e-12 * abs(bends).max())
        # Each damping gives a step; the one that leads down most is taken.
        damped = sizes + _DAMPINGS[:, None] * sizes.max()
        ways = -(axes.T @ slope / damped) @ axes.T
        lengths = np.hypot(*ways.T)
        ways *= np.minimum(1, reach / 4 / np.maximum(lengths, 1e-300))[:, None]
        values = surface.at(*(point + ways).T)
        best = int(np.where(np.isfinite(values), values, np.inf).argmin())
        if lengths[0] < step[0] and bends[0] > 0:
            is_far = length(point - local.point) > half
            return point if is_far and _is_minimum(surface, point, half) else None
        if not values[best] < value:
            break
        point, value = point + ways[best], float(values[best])
        if length(point - local.point) > reach:
            break
    return None


def _is_in_bowl(local: LocalData) -> bool:
    """Whether f bends upward at P in all directions."""
    hessian = local.hessian
    if local.gradient is None or hessian is None or not hessian[0, 0] > 0:
        return False
    return bool(np.linalg.det(hessian) > 0)


def _is_minimum(surface: Surface, point: Array, half: float) -> bool:
    x, y = point[:, None] + 0.1 * half * _circle()
    return bool((surface.at(x, y) > surface.at(*point[:, None])).all())
