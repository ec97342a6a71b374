"""The relief of a function over a window: its grid, its level lines and the bands between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture.plane.grid import Grid, sample
from grad_magic.picture.plane.levels import choose_levels
from grad_magic.picture.plane.lines import LevelLines, refine, trace
from grad_magic.picture.plane.marks import values_at
from grad_magic.picture.plane.touching import touched_lines, up_to_the_edge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grad_magic.picture.local_data import LocalData
    from grad_magic.picture.plane.marks import Mark
    from grad_magic.picture.shapes import Array, Band, Kind, Window
    from grad_magic.picture.surface import Surface
    from grad_magic.solution import Solution

# Less than this part of the window undefined is a hole, a line or rounding, not a region.
_REGION = 0.003
# The edge of a region is drawn where f is off its value there by this part of how far it goes.
_OFF = 2e-4
_KINDS: tuple[Kind, ...] = ("saddle", "minimum", "maximum")


@dataclass(frozen=True, eq=False)
class Relief:
    """F over a window.

    Attributes:
        grid: its values.
        levels: those of the lines, ascending.
        thin: the level lines but the one through P.
        curve: the pieces of that one, (N, 2) each; its points satisfy f = f(P) to rounding, but
            where they are the edge of a region in which f has this value.
        bands: between the lines.
    """

    grid: Grid
    levels: tuple[float, ...]
    thin: tuple[LevelLines, ...]
    curve: tuple[Array, ...]
    bands: tuple[Band, ...]

    @property
    def has_undefined_region(self) -> bool:
        """Whether f has no value in a part of the window."""
        return self.grid.defined_part < 1 - _REGION

    def has_underflow(self, solution: Solution, local: LocalData) -> bool:
        """Whether f only seems constant, as its values are too small for floats."""
        if local.gradient is not None:
            return True
        if local.given and local.value:
            # It has this value at single points or curves alone.
            return False
        is_known_to_be_zero = solution.value == 0 if local.given else not any(solution.partials)
        return not is_known_to_be_zero and not self.grid.values.any()


def is_constant(relief: Relief, local: LocalData) -> bool:
    """Whether f has one value in the whole window, as far as the grid tells."""
    if relief.levels or relief.has_undefined_region:
        return False
    return local.value is None or bool((relief.grid.values == local.value).any())


def survey(
    surface: Surface,
    solution: Solution,
    local: LocalData,
    window: Window,
    marks: tuple[Mark, ...] = (),
) -> Relief:
    """The relief of a function, with the level curve through P, or else those through saddles.

    Each extremum that is marked has one around it, too.
    """
    grid = sample(surface, window)
    level = _drawn_level(solution, local, grid)
    seen = () if local.given else marks
    saddles, minima, maxima = (values_at(seen, kind, window) for kind in _KINDS)
    levels = choose_levels(grid, level, saddles, minima, maxima)
    lines, bands = trace(surface, grid, levels, level)
    return Relief(
        grid,
        levels,
        tuple(line for line in lines if line.level != level),
        _level_curve(surface, level, grid, lines) or _edge(surface, solution, local, grid),
        bands,
    )


def level_curve(
    surface: Surface, solution: Solution, local: LocalData, grid: Grid
) -> tuple[Array, ...]:
    """The level curve through P alone, over a grid that is there already."""
    level = _drawn_level(solution, local, grid)
    if level is None or not np.isfinite(grid.values).any():
        return ()
    low, high = float(np.nanmin(grid.values)), float(np.nanmax(grid.values))
    lines, _ = trace(surface, grid, (level,), level) if low <= level <= high else ((), ())
    return _level_curve(surface, level, grid, lines)


def _drawn_level(solution: Solution, local: LocalData, grid: Grid) -> float | None:
    """f(P), unless the level set there is P alone or a whole region."""
    if local.value is None or solution.is_strict:
        return None
    is_region = local.gradient is None and grid.is_region(local.value)
    return None if is_region else local.value


def _edge(surface: Surface, solution: Solution, local: LocalData, grid: Grid) -> tuple[Array, ...]:
    """The edge of the region in which f is f(P), where P is on it: f is so there, too.

    It is where f is off f(P) by little, on the side where f has more values; steps have no such
    place.
    """
    value = local.value
    if value is None or solution.differentiable is not False or not grid.is_region(value):
        return ()
    if grid.steps.size > 1:
        return ()
    finite = grid.values[np.isfinite(grid.values)]
    is_above = (finite > value).sum() >= (finite < value).sum()
    level = value + _OFF * float((finite.max() if is_above else finite.min()) - value)
    lines, _ = trace(surface, grid, (level,), level)
    pieces = (piece for line in lines for piece in line.pieces)
    return tuple(refine(surface, piece, level, grid.cell) for piece in pieces)


def _level_curve(
    surface: Surface, level: float | None, grid: Grid, lines: tuple[LevelLines, ...]
) -> tuple[Array, ...]:
    """The level curve through P, also where f only touches the level or its domain ends."""
    if level is None:
        return ()
    if level == 0 and np.isfinite(grid.values).all() and surface.factors:
        return tuple(_zeros_of_factors(surface, grid))
    return _lines_at(surface, level, grid, lines)


def _lines_at(
    surface: Surface, level: float, grid: Grid, lines: tuple[LevelLines, ...]
) -> tuple[Array, ...]:
    found = next((line.pieces for line in lines if line.level == level), ())
    pieces = tuple(refine(surface, piece, level, grid.cell) for piece in found)
    pieces = up_to_the_edge(surface, pieces, level, grid)
    return (*pieces, *touched_lines(surface, grid, level))


def _zeros_of_factors(surface: Surface, grid: Grid) -> Iterator[Array]:
    """Where a product is zero, factor by factor: the grid does not part lines that come near.

    Peano's (y - x²)(y - 2x²) is negative between two parabolas that touch.
    """
    for factor in surface.factors:
        values = factor.at(grid.x[None, :], grid.y[:, None])
        factor_grid = Grid(grid.x, grid.y, values)
        lines, _ = trace(factor, factor_grid, (0.0,), 0.0)
        yield from _lines_at(factor, 0.0, factor_grid, lines)
