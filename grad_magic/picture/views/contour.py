"""The contour picture of a function of two variables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture import words
from grad_magic.picture.floats import nice_scale, typeset_number, write_float
from grad_magic.picture.local_data import LocalData, length
from grad_magic.picture.plane.axes import axes
from grad_magic.picture.plane.grid import Grid, sample
from grad_magic.picture.plane.levels import MOST_STEPS, choose_levels
from grad_magic.picture.plane.lines import LevelLines, refine, trace
from grad_magic.picture.plane.marks import Mark, critical_marks, marks_in, places_of
from grad_magic.picture.plane.placement import Paper
from grad_magic.picture.plane.window import (
    TRUE_LENGTHS,
    half_height,
    place_window,
    window_around,
    window_without_point,
)
from grad_magic.picture.shapes import (
    Array,
    Arrow,
    Curve,
    Dot,
    Label,
    Panel,
    Role,
    Window,
    join,
)
from grad_magic.picture.surface import Surface, surface_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grad_magic.picture.shapes import Size
    from grad_magic.solution import Solution
    from grad_magic.wording.language import Language

# The pieces of the lines of each role, (N, 2) each, from back to front.
Pieces = dict[Role, tuple[Array, ...]]

# The longest arrows that are not drawn true to scale, as parts of half the window's height;
# u is the shorter one, so that it does not cover ∇f(P) where both point the same way.
_LONGEST: dict[Role, float] = {"gradient": 0.85, "direction": 0.55}
# Points of the tangent, so that it can be left out behind words.
_TANGENT_POINTS = 241
# Less than this part of the window undefined is a hole, a line or rounding, not a region.
_REGION = 0.003
# So many points of the grid between those that keep words off the edge of a step.
_STEP_BORDER = 3


def compose_panel(
    solution: Solution, local: LocalData, size: Size, language: Language
) -> Panel | None:
    """The level lines of f, and what the solution knows at P; None where floats tell none."""
    surface = surface_of(solution)
    marks = critical_marks(solution)
    arrows, window = _frame(surface, local, marks, size[0] / size[1])
    marks = marks_in(window, marks)
    grid = sample(surface, window)
    level = _drawn_level(solution, local, grid)
    levels = choose_levels(grid, level)
    lines, bands = trace(surface, grid, levels, level)
    thin = tuple(line for line in lines if line.level != level)
    pieces: Pieces = {
        "contour": tuple(piece for line in thin for piece in line.pieces),
        "level": _level_curve(surface, level, grid, lines),
        "tangent": _tangent(solution, local, window),
    }
    dots = _dots(local, marks)
    paper = Paper(window, size)
    labels = (
        *_name_objects(paper, _names(solution, language), dots, arrows, pieces),
        *_number_lines(paper, thin),
        *_number_steps(paper, grid),
    )
    hatched = grid.defined_part < 1 - _REGION
    if not (levels or hatched) and _has_underflow(solution, local, grid):
        return None
    x, y = map(words.axis_name, solution.variables)
    horizontal, vertical = axes((x, y), window)
    return Panel(
        size=size,
        window=window,
        horizontal=horizontal,
        vertical=vertical,
        equal_aspect=True,
        note=words.join_notes(
            language,
            words.scale_note(arrows, solution, language),
            words.mark_note(solution, marks, language),
            words.undefined_note(solution, language) if hatched else "",
            words.constant_note(solution, language) if not (levels or hatched) else "",
        ),
        description=words.describe_contour(solution, local, marks, language),
        hatched=hatched,
        bands=bands,
        curves=_curves(paper, pieces),
        arrows=arrows,
        dots=dots,
        labels=tuple(label for label in labels if label is not None),
    )


def _has_underflow(solution: Solution, local: LocalData, grid: Grid) -> bool:
    """Whether f only seems constant, as its values are too small for floats."""
    if local.gradient is not None:
        return True
    is_known_to_be_zero = solution.value == 0 if local.given else not any(solution.partials)
    return not is_known_to_be_zero and not grid.values.any()


def _dots(local: LocalData, marks: tuple[Mark, ...]) -> tuple[Dot, ...]:
    """The critical points in sight, and P above them."""
    dots = tuple(mark.dot for mark in marks)
    return (*dots, Dot("point", _pair(local.point))) if local.given else dots


def _frame(
    surface: Surface, local: LocalData, marks: tuple[Mark, ...], aspect: float
) -> tuple[tuple[Arrow, ...], Window]:
    if not local.given and marks:
        return (), window_around(places_of(marks), aspect)
    if not local.given:
        return (), window_without_point(surface, aspect)
    half = half_height(surface, local)
    arrows = _arrows(local, half)
    tips = np.array([arrow.tip for arrow in arrows]).reshape(-1, 2)
    return arrows, place_window(surface, local, half, tips, aspect)


def _arrows(local: LocalData, half: float) -> tuple[Arrow, ...]:
    """∇f(P) and u, in their true length or at one scale where they can be, longest first."""
    vectors: dict[Role, Array] = {}
    if local.gradient is not None:
        vectors["gradient"] = local.gradient
    if local.direction is not None:
        vectors["direction"] = local.direction
    lengths = {role: length(way) for role, way in vectors.items()}
    scales = {role: _scale(role, size, half) for role, size in lengths.items()}
    if scales:
        common = min(scales.values())
        if min(lengths.values()) * common >= TRUE_LENGTHS[0] * half:
            scales = dict.fromkeys(lengths, common)
    tips = {role: _pair(local.point + scales[role] * vectors[role]) for role in vectors}
    return tuple(
        Arrow(role, _pair(local.point), tips[role], scales[role])
        for role in sorted(vectors, key=lambda role: -scales[role] * lengths[role])
    )


def _scale(role: Role, size: float, half: float) -> float:
    if TRUE_LENGTHS[0] * half <= size <= TRUE_LENGTHS[1] * half:
        return 1.0
    return nice_scale(size, _LONGEST[role] * half)


def _drawn_level(solution: Solution, local: LocalData, grid: Grid) -> float | None:
    """f(P), unless the level set there is P alone or a whole region."""
    if local.value is None or solution.is_strict:
        return None
    is_region = local.gradient is None and grid.is_region(local.value)
    return None if is_region else local.value


def _level_curve(
    surface: Surface, level: float | None, grid: Grid, lines: tuple[LevelLines, ...]
) -> tuple[Array, ...]:
    """The level curve through P; its points satisfy f = f(P) to rounding."""
    pieces = next((line.pieces for line in lines if line.level == level), ())
    return tuple(refine(surface, piece, level or 0.0, grid.cell) for piece in pieces)


def _tangent(solution: Solution, local: LocalData, window: Window) -> tuple[Array, ...]:
    """Points of the tangent line to the level curve, (N, 2), from frame to frame."""
    if solution.level_tangent is None or local.gradient is None:
        return ()
    way = np.array([-local.gradient[1], local.gradient[0]]) / length(local.gradient)
    corner = np.array([window.left, window.bottom])
    opposite = np.array([window.right, window.top])
    with np.errstate(divide="ignore"):
        crossings = np.sort([(corner - local.point) / way, (opposite - local.point) / way], axis=0)
    steps = np.linspace(crossings[0].max(), crossings[1].min(), _TANGENT_POINTS)
    return (np.asarray(local.point + np.outer(steps, way)),)


def _curves(paper: Paper, pieces: Pieces) -> tuple[Curve, ...]:
    """The lines, with gaps where words stand."""
    return tuple(
        Curve(role, paper.without_words(join(parts))) for role, parts in pieces.items() if parts
    )


def _names(solution: Solution, language: Language) -> dict[Role, str]:
    return {
        "gradient": words.gradient_name(solution),
        "direction": words.direction_name(solution),
        "point": words.point_name(solution),
        "level": words.level_name(solution),
        "tangent": words.tangent_name(language),
    }


def _name_objects(
    paper: Paper,
    names: dict[Role, str],
    dots: tuple[Dot, ...],
    arrows: tuple[Arrow, ...],
    pieces: Pieces,
) -> Iterator[Label | None]:
    """The labels of the level curve through P, the arrows, P and the tangent, in this order."""
    paper.take_points(np.array([dot.position for dot in dots]).reshape(-1, 2))
    for arrow in arrows:
        paper.take_line(np.array([arrow.tail, arrow.tip]))
    if pieces["level"]:
        yield _name_level(paper, names["level"], pieces)
    for piece in (*pieces["level"], *pieces["tangent"]):
        paper.take_line(piece)
    for arrow in arrows:
        yield paper.put_beside_tip(arrow, names[arrow.role])
    for dot in dots:
        if dot.role == "point":
            yield paper.put_around("point", names["point"], np.array(dot.position))
    for tangent in pieces["tangent"]:
        yield paper.put_along("tangent", names["tangent"], tangent[[0, -1]])


def _name_level(paper: Paper, name: str, pieces: Pieces) -> Label | None:
    """The label of the level curve through P: off the tangent, unless they are one line."""
    label = paper.with_lines(pieces["tangent"]).put_on_line("level", name, pieces["level"])
    if label is None:
        return paper.put_on_line("level", name, pieces["level"])
    paper.take_label(label)
    return label


def _number_lines(paper: Paper, lines: tuple[LevelLines, ...]) -> Iterator[Label | None]:
    """The values of the level lines, each on its line."""
    for line in lines:
        number = typeset_number(write_float(line.level, 6))
        yield paper.put_on_line("contour", number, line.pieces)


def _number_steps(paper: Paper, grid: Grid) -> Iterator[Label | None]:
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
        number = typeset_number(write_float(float(step), 6))
        yield paper.put_inside("contour", number, region)


def _pair(point: Array) -> tuple[float, float]:
    return float(point[0]), float(point[1])
