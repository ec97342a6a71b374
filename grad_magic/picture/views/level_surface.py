"""The level surface of a function of three variables through P, with ∇f(P) as its normal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture.floats import multiples, round_step
from grad_magic.picture.local_data import LocalData, length
from grad_magic.picture.plane.frame import SHORTENED, SHORTER
from grad_magic.picture.plane.grid import Grid
from grad_magic.picture.plane.lines import trace
from grad_magic.picture.plane.window import TRUE_LENGTHS, scale_of
from grad_magic.picture.shapes import Array, Panel, Role, Size, join
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
from grad_magic.picture.space.extent import Extent, asked_extent, choose_extent, fit_extent
from grad_magic.picture.space.level_mesh import LevelSet, trace_level
from grad_magic.picture.space.polygon import clip_to_box, points_inside
from grad_magic.picture.space.sheet import Names, compose_sheet, is_behind
from grad_magic.picture.space.viewpoint import Wishes, choose_camera
from grad_magic.picture.surface import Surface, surface_of
from grad_magic.picture.words.descriptions import describe_level_surface, describe_outside
from grad_magic.picture.words.names import (
    axis_name,
    names_of_roles,
    tangent_plane_name,
)
from grad_magic.picture.words.notes import (
    behind_note,
    constant_note,
    join_notes,
    level_surface_note,
    no_level_surface_note,
    outside_note,
    scale_note,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grad_magic.solution import Solution
    from grad_magic.wording.language import Language

# Half a side of the tangent plane, in halves of the box's shortest side.
_PATCH = 0.5
# The longest arrows that are not drawn true to scale, in halves of the box's shortest side.
_LONGEST: dict[Role, float] = {"gradient": 0.85, "direction": 0.55}
# So many horizontal sections.
_SECTIONS = 9
# Points a side of the grid on which they are traced, and where f is undefined in a part of it.
_SECTION_SIDE, _FINE_SIDE = 41, 97
# The boundary of a region is drawn where f is off its value there by this part of all values.
_EDGE = 0.005
_POINT_WORTH, _PLANE_WORTH, _TIP_WORTH = 2.0, 1.6, 0.4


def compose_panel(
    solution: Solution, local: LocalData, size: Size, language: Language
) -> Panel | None:
    """The surface f = f(P) around P, its tangent plane there, and the arrows ∇f(P) and u."""
    assert local.value is not None
    surface = surface_of(solution)
    asked = asked_extent(solution)
    found = _find(surface, local, asked)
    extent, level, is_region = found.extent, found.level, found.region is not None
    told_outside = describe_outside(solution, local, extent, language)
    outside = outside_note(solution, local, extent, language)
    if outside:
        # In a window that was asked for nothing of P is seen.
        local = replace(local, given=False, gradient=None, direction=None)
    skin = Skin(level.mesh, level.side, float(level.cell.max())) if len(level.mesh) else None
    tangent = _tangent(local, extent) if skin is not None else None
    vectors = _vectors_in(extent, local) if asked else _vectors(local, extent.half)
    wishes = Wishes(
        # Inside of a region P is behind its boundary from most sides.
        ((_POINT_WORTH, local.point[None]),) if local.given and not is_region else (),
        tuple(_others(tangent, vectors)),
        () if tangent is None else (tangent.normal,),
        tuple(vector.tip - vector.tail for vector in vectors),
    )
    stretch = np.ones(3)
    space = Space(
        choose_camera(skin, stretch, extent.high - extent.low, wishes),
        extent.low,
        extent.high,
        skin,
        tangent,
        tuple(_strands(surface, local, extent, found.value if skin is not None else None)),
        vectors,
        (Spot("point", local.point),) if local.given else (),
    )
    x, y, z = map(axis_name, solution.variables)
    names = Names((x, y, z), names_of_roles(solution), tangent_plane_name(language))
    note = join_notes(
        language,
        _level_note(solution, found, language),
        scale_note(vectors, solution, language),
        behind_note(language) if any(is_behind(space, one) for one in vectors) else "",
        outside,
    )
    is_drawn = skin is not None
    description = describe_level_surface(
        solution, local, language, is_drawn=is_drawn, is_region=is_region
    )
    return compose_sheet(space, names, size, note, description + told_outside)


@dataclass(frozen=True, eq=False)
class _Found:
    """The surface that is drawn, in a box.

    Attributes:
        extent: the box.
        level: the surface.
        value: of f on it.
        region: where f stays f(P) in a whole region, whether P is inside of it; else None.
    """

    extent: Extent
    level: LevelSet
    value: float | None
    region: bool | None


def _find(surface: Surface, local: LocalData, asked: Extent | None) -> _Found:
    """The box that was asked for, or else the one that shows the level surface best, and this.

    Where f stays f(P) in a whole region, the surface is the region's boundary, and the value that
    of f just outside of it.
    """
    extent, value = asked or choose_extent(local), local.value
    level, region = _trace(surface, local, extent, value), None
    if level.is_region:
        region = level.is_inside(local.point)
        value = _just_outside(level, value)
        level = _trace(surface, local, extent, value)
    closer = asked or fit_extent(extent, level.mesh, local)
    if closer is not extent:
        level = _trace(surface, local, closer, value)
    return _Found(closer, level, value, region)


def _just_outside(level: LevelSet, value: float | None) -> float | None:
    """A value of f beside the region in which it is f(P), on the side where f has more of them."""
    above, below = np.count_nonzero(level.values > 0), np.count_nonzero(level.values < 0)
    if not above and not below:
        return value
    share = _EDGE * float(np.nanmax(abs(level.values)))
    return (value or 0.0) + (share if above >= below else -share)


def _trace(surface: Surface, local: LocalData, extent: Extent, value: float | None) -> LevelSet:
    """The level surface through P, on which P is perhaps a tip where there is no ∇f(P)."""
    tip = local.point if local.gradient is None and value == local.value else None
    return trace_level(surface, value or 0.0, (extent.low, extent.high), tip)


def _level_note(solution: Solution, found: _Found, language: Language) -> str:
    """Which surface it is, or why there is none."""
    if len(found.level.mesh):
        return level_surface_note(solution, language, region=found.region)
    if not np.nanmax(abs(found.level.values), initial=0.0):
        return constant_note(solution, language)
    return no_level_surface_note(solution, language)


def _tangent(local: LocalData, extent: Extent) -> Tangent | None:
    """A square of the tangent plane around P, with two level sides; none without ∇f(P)."""
    if local.gradient is None:
        return None
    normal = local.gradient / length(local.gradient)
    across = np.array([-normal[1], normal[0], 0.0])
    across = across / length(across) if across.any() else np.array([1.0, 0.0, 0.0])
    up = np.cross(normal, across)
    half = _PATCH * extent.half
    signs = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    corners = np.array([local.point + half * (a * across + b * up) for a, b in signs])
    return Tangent(local.point, normal, clip_to_box(corners, extent.low, extent.high))


def _vectors_in(extent: Extent, local: LocalData) -> tuple[Vector, ...]:
    """The arrows so long that they end in the box, as far as they can."""
    half = extent.half
    for _ in range(SHORTENED):
        vectors = _vectors(local, half)
        if all(extent.contains(vector.tip) for vector in vectors):
            return vectors
        half *= SHORTER
    return tuple(vector for vector in vectors if extent.contains(vector.tip))


def _vectors(local: LocalData, half: float) -> tuple[Vector, ...]:
    """∇f(P) and u at one scale, if both are seen, else each at its own; longest first."""
    ways: dict[Role, Array] = {}
    if local.gradient is not None:
        ways["gradient"] = local.gradient
    if local.direction is not None:
        ways["direction"] = local.direction
    lengths = {role: length(way) for role, way in ways.items()}
    scales = {role: scale_of(size, half, _LONGEST[role]) for role, size in lengths.items()}
    common = min(scales.values(), default=1.0)
    if all(size * common >= TRUE_LENGTHS[0] * half for size in lengths.values()):
        scales = dict.fromkeys(scales, common)
    return tuple(
        Vector(role, local.point, local.point + scales[role] * ways[role], scales[role])
        for role in sorted(ways, key=lambda role: -scales[role] * lengths[role])
    )


def _others(tangent: Tangent | None, vectors: tuple[Vector, ...]) -> Iterator[tuple[float, Array]]:
    """What beside the surface should be seen."""
    for vector in vectors:
        yield _TIP_WORTH, vector.tip[None]
    if tangent is not None:
        yield _PLANE_WORTH, points_inside(tangent.corners)


def _strands(
    surface: Surface, local: LocalData, extent: Extent, value: float | None
) -> Iterator[Strand]:
    """Sections of the surface, if one is drawn at this value, and the path of an optimiser."""
    if value is not None:
        yield from _sections(surface, value, extent)
    if local.path is not None and len(local.path) > 1:
        yield path_strand(subdivide(local.path), extent.low, extent.high)


@dataclass(frozen=True)
class _Slice(Surface):
    """F at one height, a function of two variables."""

    height: float

    def at(self, *coordinates: Array) -> Array:
        """f at points of the plane; nan where it has no value."""
        return super().at(*coordinates, np.array(self.height))


def _sections(surface: Surface, value: float, extent: Extent) -> tuple[Strand, ...]:
    """Level sections of the surface, at round heights."""
    low, high = float(extent.low[2]), float(extent.high[2])
    pieces: list[Array] = []
    for height in multiples(round_step((high - low) / _SECTIONS), low, high):
        plane = _Slice(surface.solution, surface.program, height)
        grid = _sample(plane, extent, _SECTION_SIDE)
        if not surface.is_called and 0 < grid.defined_part < 1:
            # Lines end where f is undefined, at which coarse ones fray.
            grid = _sample(plane, extent, _FINE_SIDE)
        # A plane on which f is undefined or does not take the value has no lines.
        if not (grid.values <= value).any() or not (grid.values >= value).any():
            continue
        lines, _ = trace(plane, grid, (value,), value)
        pieces += [
            np.column_stack([piece, np.full(len(piece), height)])
            for line in lines
            for piece in line.pieces
        ]
    return (Strand("contour", join(pieces)),) if pieces else ()


def _sample(plane: _Slice, extent: Extent, side: int) -> Grid:
    """F at its height over the box's floor."""
    (left, bottom, _), (right, top, _) = extent.low, extent.high
    x, y = np.linspace(left, right, side), np.linspace(bottom, top, side)
    return Grid(x, y, np.array(plane.at(x[None, :], y[:, None])))
