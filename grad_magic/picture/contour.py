"""The contour picture of a function of two variables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture import words
from grad_magic.picture.axes import axes
from grad_magic.picture.decimals import decimal, nice_scale
from grad_magic.picture.grid import Grid, sample
from grad_magic.picture.levels import MOST_STEPS, choose_levels
from grad_magic.picture.lines import LevelLines, refine, trace
from grad_magic.picture.marks import Mark, critical_marks, marks_in, places_of
from grad_magic.picture.placement import Paper
from grad_magic.picture.shapes import Array, Arrow, Curve, Dot, Label, Role, Scene, Window, join
from grad_magic.picture.site import Site, Surface, surface_of
from grad_magic.picture.window import (
    TRUE_LENGTHS,
    half_height,
    place_window,
    window_around,
    window_without_point,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grad_magic.solution import Solution

# The longest arrows that are not drawn true to scale, as parts of half the window's height;
# u is the shorter one, so that it does not cover ∇f(P) where both point the same way.
_LONGEST: dict[Role, float] = {"gradient": 0.85, "direction": 0.55}
# Points of the tangent, so that it can be left out behind words.
_TANGENT_POINTS = 241
# Less than this part of the window undefined is a hole, a line or rounding, not a region.
_REGION = 0.003
# So many points of the grid between those that keep words off the edge of a step.
_STEP_BORDER = 3


def compose_contour(solution: Solution, site: Site) -> Scene:
    """The level lines of f, and what the solution knows at P."""
    surface = surface_of(solution)
    marks = critical_marks(solution)
    arrows, window = _frame(surface, site, marks)
    marks = marks_in(window, marks)
    grid = sample(surface, window)
    level = _drawn_level(solution, site, grid)
    levels = choose_levels(grid, level)
    lines, bands = trace(surface, grid, levels, level)
    stressed = _stressed(surface, level, grid, lines)
    tangent = None if solution.level_tangent is None else _tangent(site, window)
    drawing = _Drawing(solution, site, window, arrows, marks, tangent, stressed, lines, level, grid)
    curves, labels = _write(drawing)
    hatched = grid.defined_part < 1 - _REGION
    horizontal, vertical = axes(solution.variables, window)
    title, plain_title = words.titles(solution)
    return Scene(
        window=window,
        horizontal=horizontal,
        vertical=vertical,
        equal_aspect=True,
        title=title,
        plain_title=plain_title,
        note=words.note(solution, arrows, marks, hatched=hatched, constant=not (levels or hatched)),
        description=words.describe_contour(solution, site, marks),
        hatched=hatched,
        bands=bands,
        curves=curves,
        arrows=arrows,
        dots=_dots(site, marks),
        labels=labels,
    )


def _dots(site: Site, marks: tuple[Mark, ...]) -> tuple[Dot, ...]:
    """The critical points in sight, and P above them."""
    dots = tuple(mark.dot for mark in marks)
    return (*dots, Dot("point", _pair(site.point))) if site.given else dots


def _frame(
    surface: Surface, site: Site, marks: tuple[Mark, ...]
) -> tuple[tuple[Arrow, ...], Window]:
    if not site.given and marks:
        return (), window_around(places_of(marks))
    if not site.given:
        return (), window_without_point(surface)
    half = half_height(surface, site)
    arrows = _arrows(site, half)
    tips = np.array([arrow.tip for arrow in arrows]).reshape(-1, 2)
    return arrows, place_window(surface, site, half, tips)


def _arrows(site: Site, half: float) -> tuple[Arrow, ...]:
    """∇f(P) and u, in their true length or at one scale where they can be, longest first."""
    vectors: dict[Role, Array] = {}
    if site.gradient is not None:
        vectors["gradient"] = site.gradient
    if site.direction is not None:
        vectors["direction"] = site.direction
    lengths = {role: float(np.linalg.norm(way)) for role, way in vectors.items()}
    scales = {role: _scale(role, length, half) for role, length in lengths.items()}
    if scales:
        common = min(scales.values())
        if min(lengths.values()) * common >= TRUE_LENGTHS[0] * half:
            scales = dict.fromkeys(lengths, common)
    tips = {role: _pair(site.point + scales[role] * vectors[role]) for role in vectors}
    return tuple(
        Arrow(role, _pair(site.point), tips[role], scales[role])
        for role in sorted(vectors, key=lambda role: -scales[role] * lengths[role])
    )


def _scale(role: Role, length: float, half: float) -> float:
    if TRUE_LENGTHS[0] * half <= length <= TRUE_LENGTHS[1] * half:
        return 1.0
    return nice_scale(length, _LONGEST[role] * half)


def _drawn_level(solution: Solution, site: Site, grid: Grid) -> float | None:
    """f(P), unless the level set there is P alone or a whole region."""
    if site.value is None or solution.is_strict:
        return None
    is_region = site.gradient is None and grid.is_region(site.value)
    return None if is_region else site.value


def _stressed(
    surface: Surface, level: float | None, grid: Grid, lines: tuple[LevelLines, ...]
) -> tuple[Array, ...]:
    """The level curve through P; its points satisfy f = f(P) to rounding."""
    pieces = next((line.pieces for line in lines if line.level == level), ())
    return tuple(refine(surface, piece, level or 0.0, grid.cell) for piece in pieces)


def _tangent(site: Site, window: Window) -> Array | None:
    """Points of the tangent line to the level curve, (N, 2), from frame to frame."""
    if site.gradient is None:
        return None
    way = np.array([-site.gradient[1], site.gradient[0]]) / np.linalg.norm(site.gradient)
    corner = np.array([window.left, window.bottom])
    opposite = np.array([window.right, window.top])
    with np.errstate(divide="ignore"):
        crossings = np.sort([(corner - site.point) / way, (opposite - site.point) / way], axis=0)
    steps = np.linspace(crossings[0].max(), crossings[1].min(), _TANGENT_POINTS)
    return np.asarray(site.point + np.outer(steps, way))


@dataclass(frozen=True, eq=False)
class _Drawing:
    """All that has a place in the plane, before words are put on it."""

    solution: Solution
    site: Site
    window: Window
    arrows: tuple[Arrow, ...]
    marks: tuple[Mark, ...]
    tangent: Array | None
    stressed: tuple[Array, ...]
    lines: tuple[LevelLines, ...]
    level: float | None
    grid: Grid


def _write(drawing: _Drawing) -> tuple[tuple[Curve, ...], tuple[Label, ...]]:
    """All words, the most important placed first, and the lines with gaps where words stand."""
    paper = Paper(drawing.window)
    labels = [*_name_objects(paper, drawing)]
    thin = tuple(line for line in drawing.lines if line.level != drawing.level)
    for line in thin:
        number = words.number_text(decimal(line.level, 6))
        labels.append(paper.put_on_line("contour", number, line.pieces))
    labels += _name_steps(paper, drawing.grid)
    pieces: dict[Role, tuple[Array, ...]] = {
        "contour": tuple(piece for line in thin for piece in line.pieces),
        "level": drawing.stressed,
        "tangent": () if drawing.tangent is None else (drawing.tangent,),
    }
    curves = tuple(
        Curve(role, paper.without_words(join(parts))) for role, parts in pieces.items() if parts
    )
    return curves, tuple(label for label in labels if label is not None)


def _name_objects(paper: Paper, drawing: _Drawing) -> Iterator[Label | None]:
    """The labels of P, the arrows, the level curve through P and the tangent."""
    solution, site = drawing.solution, drawing.site
    paper.take_points(places_of(drawing.marks))
    if site.given:
        paper.take_points(site.point[None])
    for arrow in drawing.arrows:
        paper.take_line(np.array([arrow.tail, arrow.tip]))
    if drawing.stressed:
        yield _name_level(paper, drawing)
    for piece in (*drawing.stressed, drawing.tangent):
        if piece is not None:
            paper.take_line(piece)
    names = {"gradient": words.gradient_name(solution), "direction": words.DIRECTION}
    for arrow in drawing.arrows:
        yield paper.put_beside_tip(arrow, names[arrow.role])
    if site.given:
        yield paper.put_around("point", words.POINT, site.point)
    if drawing.tangent is not None:
        yield paper.put_along("tangent", words.TANGENT, drawing.tangent[[0, -1]])


def _name_steps(paper: Paper, grid: Grid) -> Iterator[Label | None]:
    """The values of a step function, each inside a region where f takes it."""
    steps = grid.steps
    if not 1 < len(steps) <= MOST_STEPS:
        return
    flat = grid.flat
    rows, columns = np.nonzero(~flat)
    paper.take_points(np.stack([grid.x[columns], grid.y[rows]], axis=1)[::_STEP_BORDER])
    rows, columns = np.nonzero(flat)
    inside = np.stack([grid.x[columns], grid.y[rows]], axis=1)
    for step in steps:
        region = inside[grid.values[rows, columns] == step]
        number = words.number_text(decimal(float(step), 6))
        yield paper.put_inside("contour", number, region)


def _name_level(paper: Paper, drawing: _Drawing) -> Label | None:
    """The label of the level curve through P: off the tangent, unless they are one line."""
    text = words.level_name(drawing.solution, drawing.site.value or 0.0)
    label = paper.with_line(drawing.tangent).put_on_line("level", text, drawing.stressed)
    if label is None:
        return paper.put_on_line("level", text, drawing.stressed)
    paper.take_label(label)
    return label


def _pair(point: Array) -> tuple[float, float]:
    return float(point[0]), float(point[1])
