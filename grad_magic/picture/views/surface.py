"""The graph of a function of two variables in space, its tangent plane, and its section along u."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture.local_data import LocalData, to_float
from grad_magic.picture.plane.frame import frame
from grad_magic.picture.plane.marks import Mark, critical_marks, marks_in
from grad_magic.picture.plane.section import SectionLine, touch_of, way_of
from grad_magic.picture.shapes import Array, Arrow, Panel, Size, Window
from grad_magic.picture.space.body import (
    Skin,
    Space,
    Spot,
    Strand,
    Tangent,
    Vector,
    path_strand,
    subdivide,
)
from grad_magic.picture.space.graph_lines import level_strands, section_strand, tangent_strand
from grad_magic.picture.space.height_field import build_field, sample_field
from grad_magic.picture.space.polygon import clip_to_box, points_inside
from grad_magic.picture.space.sheet import Names, compose_sheet, is_behind
from grad_magic.picture.space.slab import choose_slab, vertical_factor
from grad_magic.picture.space.viewpoint import Wishes, choose_camera
from grad_magic.picture.surface import surface_of
from grad_magic.picture.words.descriptions import describe_outside, describe_surface
from grad_magic.picture.words.names import (
    axis_name,
    height_name,
    names_of_roles,
    tangent_plane_name,
)
from grad_magic.picture.words.notes import (
    behind_note,
    join_notes,
    mark_note,
    outside_note,
    scale_note,
    touch_note,
    vertical_note,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grad_magic.picture.plane.graph import Touch
    from grad_magic.picture.plane.grid import Grid
    from grad_magic.picture.shapes import Role
    from grad_magic.picture.space.slab import Slab
    from grad_magic.solution import Solution
    from grad_magic.wording.language import Language

# The form of the window, if none is asked for.
_SQUARE = (1.0, 1.0)
# Half a side of the tangent plane, as a part of half the window.
_PATCH = 0.5
# Where f is undefined in a part of the window, so many times finer level lines are traced.
_FINER = 3
# What it is worth that P is seen, the tangent plane, and a line or a critical point.
_POINT_WORTH, _PLANE_WORTH, _WORTH = 2.0, 1.0, 1.0
# So many points of a line are looked at.
_LOOKED_AT = 12


def compose_panel(
    solution: Solution, local: LocalData, size: Size, language: Language
) -> Panel | None:
    """The surface z = f(x, y), its tangent plane at P, and its section along u with its tangent."""
    surface = surface_of(solution)
    marks = critical_marks(solution)
    framed = frame(surface, local, marks, _SQUARE)
    arrows, window = framed.arrows, framed.window
    marks = marks_in(window, marks)
    outside = outside_note(solution, local, window, language)
    told_outside = describe_outside(solution, local, window, language)
    if not window.contains(local.point):
        # In a window that was asked for nothing of P is seen.
        local = replace(local, given=False)
    grid = sample_field(surface, window)
    slab = choose_slab(grid, local, window)
    if slab is None:
        return None
    field = build_field(surface, grid, slab)
    low = np.array([window.left, window.bottom, slab.bottom])
    high = np.array([window.right, window.top, slab.top])
    factor = vertical_factor(window, slab)
    stretch = np.array([1.0, 1.0, factor])
    skin = Skin(field.mesh, field.side, float(max(grid.cell)))
    tangent = _tangent(local, window, low, high)
    line, touch = _section(solution, local)
    # Level lines end where f is undefined, at which coarse ones fray.
    is_whole = grid.defined_part == 1
    fine_grid = grid if is_whole else sample_field(surface, window, finer=_FINER)
    strands = [*level_strands(surface, fine_grid, slab, _level(solution, local, grid))]
    if line is not None and touch is not None:
        strands += _section_strands(line, touch, window, slab)
    if local.path is not None and len(local.path) > 1:
        steps = subdivide(local.path)
        raised = np.column_stack([steps, surface.at(*steps.T)])
        strands.append(path_strand(raised, low, high))
    spots = _spots(local, marks)
    wishes = Wishes(
        tuple(_things(strands, spots)),
        tuple(_others(strands, tangent)),
        () if tangent is None else (tangent.normal,),
        () if line is None else (np.append(line.way, 0.0),),
    )
    space = Space(
        choose_camera(skin, stretch, high - low, wishes),
        low,
        high,
        skin,
        tangent,
        tuple(strands),
        _vectors(arrows, local),
        spots,
    )
    x, y = solution.variables
    names = Names(
        (axis_name(x), axis_name(y), height_name(solution)),
        names_of_roles(solution),
        tangent_plane_name(language),
    )
    shown = tuple(arrow for arrow in arrows if arrow.role == _shown(local))
    note = join_notes(
        language,
        "" if touch is None else touch_note(touch, language),
        scale_note(shown, solution, language),
        behind_note(language) if any(is_behind(space, one) for one in space.vectors) else "",
        vertical_note(names.axes, factor, language),
        mark_note(solution, marks, language),
        outside,
    )
    description = describe_surface(solution, local, marks, touch, language)
    return compose_sheet(space, names, size, note, description + told_outside)


def _level(solution: Solution, local: LocalData, grid: Grid) -> float | None:
    """f(P), unless the level set there is P alone or a whole region."""
    if local.value is None or not local.given or solution.is_strict:
        return None
    is_region = local.gradient is None and grid.is_region(local.value)
    return None if is_region else local.value


def _tangent(local: LocalData, window: Window, low: Array, high: Array) -> Tangent | None:
    """A piece of the tangent plane around P; none where f is not differentiable."""
    if local.value is None or not local.given:
        return None
    if local.gradient is None and not local.is_critical:
        return None
    slopes = np.zeros(2) if local.gradient is None else local.gradient
    half = _PATCH * min(window.width, window.height) / 2
    ring = half * np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
    corners = np.column_stack([local.point + ring, local.value + ring @ slopes])
    point = np.append(local.point, local.value)
    return Tangent(point, np.append(-slopes, 1.0), clip_to_box(corners, low, high))


def _section(solution: Solution, local: LocalData) -> tuple[SectionLine | None, Touch | None]:
    """The line through P along u, and what touches f over it at P."""
    way = way_of(local) if local.given and local.value is not None else None
    if way is None:
        return None, None
    return SectionLine(surface_of(solution), local.point, way), touch_of(solution, local)


def _section_strands(
    line: SectionLine, touch: Touch, window: Window, slab: Slab
) -> Iterator[Strand]:
    yield section_strand(line, window, slab)
    tangent = tangent_strand(line, touch, window, slab)
    if tangent is not None:
        yield tangent


def _spots(local: LocalData, marks: tuple[Mark, ...]) -> tuple[Spot, ...]:
    """The critical points on the graph, and P above them."""
    spots = [
        Spot(mark.dot.role, np.array([*mark.dot.position, to_float(mark.value)])) for mark in marks
    ]
    if local.given and local.value is not None:
        spots.append(Spot("point", np.append(local.point, local.value)))
    return tuple(spots)


def _things(strands: list[Strand], spots: tuple[Spot, ...]) -> Iterator[tuple[float, Array]]:
    """What on the surface should be seen."""
    for spot in spots:
        yield (_POINT_WORTH if spot.role == "point" else _WORTH), spot.position[None]
    yield from _some_of(strands, ("section", "path"))


def _others(strands: list[Strand], tangent: Tangent | None) -> Iterator[tuple[float, Array]]:
    """What beside the surface should be seen."""
    yield from _some_of(strands, ("tangent",))
    if tangent is not None:
        yield _PLANE_WORTH, points_inside(tangent.corners)


def _some_of(strands: list[Strand], roles: tuple[Role, ...]) -> Iterator[tuple[float, Array]]:
    """Some points of the strands that play these roles."""
    for strand in strands:
        known = strand.points[np.isfinite(strand.points).all(axis=1)]
        if strand.role in roles and len(known):
            yield _WORTH, known[:: -(-len(known) // _LOOKED_AT)]


def _shown(local: LocalData) -> Role:
    """The arrow that the section follows."""
    return "gradient" if local.direction is None else "direction"


def _vectors(arrows: tuple[Arrow, ...], local: LocalData) -> tuple[Vector, ...]:
    """The arrow that the section follows, at the height of P."""
    if local.value is None or not local.given:
        return ()
    return tuple(
        Vector(
            arrow.role,
            np.append(arrow.tail, local.value),
            np.append(arrow.tip, local.value),
            arrow.scale,
        )
        for arrow in arrows
        if arrow.role == _shown(local)
    )
