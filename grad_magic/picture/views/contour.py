"""The contour picture of a function of two variables."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture.floats import typeset_number, write_float
from grad_magic.picture.local_data import LocalData, length
from grad_magic.picture.plane.axes import axes
from grad_magic.picture.plane.frame import arrows_in, frame
from grad_magic.picture.plane.grid import Grid, sample
from grad_magic.picture.plane.levels import MOST_STEPS
from grad_magic.picture.plane.marks import critical_marks, dots_in_plane
from grad_magic.picture.plane.placement import Paper
from grad_magic.picture.plane.relief import Relief, is_constant, level_curve, survey
from grad_magic.picture.plane.valleys import extremes_in_sight
from grad_magic.picture.shapes import (
    Array,
    Arrow,
    Curve,
    Dot,
    Flags,
    Label,
    Panel,
    Role,
    Window,
    join,
)
from grad_magic.picture.surface import surface_of
from grad_magic.picture.words.descriptions import describe_contour, describe_lines, describe_outside
from grad_magic.picture.words.names import (
    axis_name,
    direction_name,
    extreme_name,
    gradient_name,
    level_name,
    level_of_point_name,
    level_tangent_name,
    natural_gradient_name,
    point_name,
    scaled_name,
    tangent_name,
)
from grad_magic.picture.words.notes import (
    constant_note,
    join_notes,
    leaving_note,
    mark_note,
    metric_note,
    outside_note,
    scale_note,
    undefined_note,
)
from grad_magic.picture.words.sentences import is_outside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grad_magic.picture.shapes import Size
    from grad_magic.picture.surface import Surface
    from grad_magic.solution import Solution
    from grad_magic.wording.language import Language

# The pieces of the lines of each role, (N, 2) each, from back to front.
Pieces = dict[Role, tuple[Array, ...]]

# Points of the tangent, so that it can be left out behind words.
_TANGENT_POINTS = 241
# So many points of the grid between those that keep words off the edge of a step.
_STEP_BORDER = 3
_ELLIPSE_POINTS = 181
_MOST_STATIONS = 101
# Inches between a line and the next one beside its number, at least.
_CROWDED = 0.06


def compose_panel(
    solution: Solution, local: LocalData, size: Size, language: Language
) -> Panel | None:
    """The level lines of f, and what the solution knows at P; None where floats tell none."""
    surface = surface_of(solution)
    marks = critical_marks(solution)
    framed = frame(surface, local, marks, size)
    arrows, window, size = framed.arrows, framed.window, framed.size
    relief = survey(surface, solution, local, window, marks)
    extremes = extremes_in_sight(surface, solution, local, relief.grid, marks)
    marks = extremes.marks
    path = _path(local, window)
    pieces: Pieces = {
        "contour": tuple(piece for line in relief.thin for piece in line.pieces),
        "level": relief.curve,
        "minimum": tuple(piece for kind, piece in extremes.lines if kind == "minimum"),
        "maximum": tuple(piece for kind, piece in extremes.lines if kind == "maximum"),
        "metric": _ellipse(local, arrows),
        "tangent": _tangent(solution, local, window),
        "path": () if path is None else (path,),
    }
    dots = (*_stations(path), *dots_in_plane(local, marks, window))
    paper = Paper(window, size)
    labels = (
        *_name_objects(paper, _names(solution, arrows, language), dots, arrows, pieces),
        *number_lines(paper, relief),
        *number_steps(paper, relief.grid),
    )
    hatched = relief.has_undefined_region
    seen = replace(local, given=local.given and not is_outside(local, window))
    if not (relief.levels or hatched) and relief.has_underflow(solution, local):
        return None
    leaves = _leaves(path, window)
    notes = {
        "picture_metric": bool(pieces["metric"]),
        "picture_path_leaves": leaves,
        "picture_undefined": hatched,
        "picture_constant": is_constant(relief, local),
    }
    also_seen = [note for note, is_seen in notes.items() if is_seen]
    x, y = map(axis_name, solution.variables)
    horizontal, vertical = axes((x, y), window, size)
    return Panel(
        size=size,
        window=window,
        horizontal=horizontal,
        vertical=vertical,
        equal_aspect=True,
        note=join_notes(
            language,
            scale_note(arrows, solution, language),
            mark_note(solution, marks, language),
            metric_note(solution, language) if pieces["metric"] else "",
            leaving_note(language) if leaves else "",
            outside_note(solution, local, window, language),
            undefined_note(solution, language) if hatched else "",
            constant_note(solution, language) if notes["picture_constant"] else "",
        ),
        description=describe_contour(solution, seen, marks, language, also_seen)
        + describe_lines((kind for kind, _ in extremes.lines), language)
        + describe_outside(solution, local, window, language),
        hatched=hatched,
        bands=relief.bands,
        curves=_curves(paper, pieces),
        arrows=arrows,
        dots=dots,
        labels=tuple(label for label in labels if label is not None),
    )


@dataclass(frozen=True, eq=False)
class Ground:
    """What stands still while P moves over it.

    Attributes:
        panel: the level lines without anything of P.
        surface: f.
        grid: f over the window.
    """

    panel: Panel
    surface: Surface
    grid: Grid

    def compose_over(self, solution: Solution, local: LocalData, language: Language) -> Panel:
        """What moves with P alone, to be painted over the ground."""
        window, size = self.panel.window, self.panel.size
        arrows = arrows_in(window, local)
        pieces: Pieces = dict.fromkeys(_ROLES, ())
        pieces["level"] = level_curve(self.surface, solution, local, self.grid)
        pieces["tangent"] = _tangent(solution, local, window)
        dots = dots_in_plane(local, (), window)
        paper = Paper(window, size)
        names = _names(solution, arrows, language)
        names["level"] = level_of_point_name(solution)
        names["tangent"] = tangent_name(language)
        labels = tuple(_name_objects(paper, names, dots, arrows, pieces))
        return replace(
            self.panel,
            note=join_notes(
                language,
                scale_note(arrows, solution, language),
                outside_note(solution, local, window, language),
            ),
            description=describe_contour(solution, local, (), language),
            hatched=False,
            is_over_ground=True,
            bands=(),
            curves=_curves(paper, pieces),
            arrows=arrows,
            dots=dots,
            labels=tuple(label for label in labels if label is not None),
        )


_ROLES: tuple[Role, ...] = (
    "contour",
    "level",
    "minimum",
    "maximum",
    "metric",
    "tangent",
    "path",
)


def compose_ground(
    solution: Solution, local: LocalData, size: Size, language: Language
) -> Ground | None:
    """The ground of a solution without a point; None where floats tell none."""
    panel = compose_panel(solution, local, size, language)
    if panel is None:
        return None
    surface = surface_of(solution)
    return Ground(panel, surface, sample(surface, panel.window))


def _path(local: LocalData, window: Window) -> Array | None:
    """The points of the path, (m, 2), up to the first one out of sight."""
    if local.path is None or len(local.path) < 2:
        return None
    seen = window.contains(local.path)
    if not seen[0]:
        return None
    return local.path[: len(seen) if seen.all() else int(seen.argmin()) + 1]


def _leaves(path: Array | None, window: Window) -> bool:
    return path is not None and not window.contains(path).all()


def _stations(path: Array | None) -> tuple[Dot, ...]:
    """The points of a path, if they are not too many to be told apart."""
    if path is None or len(path) > _MOST_STATIONS:
        return ()
    return tuple(Dot("path", (float(x), float(y))) for x, y in path[1:])


def _ellipse(local: LocalData, arrows: tuple[Arrow, ...]) -> tuple[Array, ...]:
    """The steps from P as long as the natural gradient's arrow in the metric, (N, 2)."""
    arrow = next((arrow for arrow in arrows if arrow.role == "natural"), None)
    if arrow is None or local.metric is None:
        return ()
    angles = np.linspace(0, 2 * np.pi, _ELLIPSE_POINTS)
    circle = np.stack([np.cos(angles), np.sin(angles)])
    # vᵀFv = 1 for v = L⁻ᵀw with ‖w‖ = 1, where F = LLᵀ.
    factor = np.linalg.cholesky(local.metric)
    step = np.array(arrow.tip) - local.point
    radius = np.sqrt(step @ local.metric @ step)
    return (local.point + radius * np.linalg.solve(factor.T, circle).T,)


def _tangent(solution: Solution, local: LocalData, window: Window) -> tuple[Array, ...]:
    """Points of the tangent line to the level curve, (N, 2), from frame to frame."""
    has_point = bool(window.contains(local.point))
    if not solution.has_level_tangent or local.gradient is None or not has_point:
        return ()
    way = np.array([-local.gradient[1], local.gradient[0]]) / length(local.gradient)
    corner = np.array([window.left, window.bottom])
    opposite = np.array([window.right, window.top])
    with np.errstate(divide="ignore", invalid="ignore"):
        crossings = np.sort([(corner - local.point) / way, (opposite - local.point) / way], axis=0)
    if not crossings[0].max() < crossings[1].min():
        # P is in a corner.
        return ()
    steps = np.linspace(crossings[0].max(), crossings[1].min(), _TANGENT_POINTS)
    return (np.asarray(local.point + np.outer(steps, way)),)


def _curves(paper: Paper, pieces: Pieces) -> tuple[Curve, ...]:
    """The lines, with gaps where words stand."""
    return tuple(
        Curve(role, paper.without_words(join(parts))) for role, parts in pieces.items() if parts
    )


def _names(solution: Solution, arrows: tuple[Arrow, ...], language: Language) -> dict[Role, str]:
    """The names of what is drawn; of arrows at several scales each is what the arrow is."""
    names: dict[Role, str] = {
        "gradient": gradient_name(solution),
        "direction": direction_name(solution),
        "point": point_name(solution),
        "level": level_name(solution),
        "tangent": level_tangent_name(solution, language),
        "natural": natural_gradient_name(solution),
        "minimum": extreme_name("minimum", language),
        "maximum": extreme_name("maximum", language),
    }
    if len({arrow.scale for arrow in arrows}) > 1:
        names |= {arrow.role: scaled_name(names[arrow.role], arrow) for arrow in arrows}
    return names


def _name_objects(
    paper: Paper,
    names: dict[Role, str],
    dots: tuple[Dot, ...],
    arrows: tuple[Arrow, ...],
    pieces: Pieces,
) -> Iterator[Label | None]:
    """The labels of the level curve through P, the arrows, P and the tangent, in this order."""
    paper.take_dots(dots)
    for arrow in arrows:
        paper.take_arrow(arrow)
    if pieces["level"]:
        yield _name_level(paper, names["level"], pieces)
    roles: tuple[Role, ...] = ("level", "tangent", "path", "metric", "minimum", "maximum")
    extremes = {role: paper.put_on_line(role, names[role], pieces[role]) for role in roles[-2:]}
    for role in roles:
        for piece in pieces[role]:
            paper.take_line(piece)
    yield from extremes.values()
    for arrow in arrows:
        yield paper.put_beside_tip(arrow, names[arrow.role])
    for dot in dots:
        if dot.role == "point":
            yield paper.put_around("point", names["point"], np.array(dot.position))
    for tangent in pieces["tangent"]:
        yield paper.put_along("tangent", names["tangent"], tangent[[0, -1]])


def _name_level(paper: Paper, name: str, pieces: Pieces) -> Label | None:
    """The label of the level curve through P: off the path, and off the tangent if that can be.

    The tangent and the curve may be one line; a path would strike the label out.
    """
    for others in ((*pieces["tangent"], *pieces["path"]), pieces["path"]):
        label = paper.with_lines(others).put_on_line("level", name, pieces["level"])
        if label is not None:
            paper.take_label(label)
            return label
    return None


def number_lines(paper: Paper, relief: Relief) -> Iterator[Label | None]:
    """The values of the level lines, each on its line, where the next lines are not too near."""
    least = _CROWDED * float(paper.window.scale(paper.size)[0])
    levels = np.array([-np.inf, *relief.levels, np.inf])
    for line in relief.thin:
        index = int(np.searchsorted(levels, line.level))
        gap = min(levels[index] - levels[index - 1], levels[index + 1] - levels[index])
        number = _number_of(line.level)
        yield paper.put_on_line(
            "contour",
            number,
            line.pieces,
            partial(_is_uncrowded, relief.grid, gap / least),
        )


def _number_of(level: float) -> str:
    """A level as it is, or about as large: that of a saddle may be no short decimal."""
    is_short = math.isclose(float(f"{level:.6g}"), level, rel_tol=1e-9)
    number = typeset_number(write_float(level, 6 if is_short else 4))
    return number if is_short else rf"$\approx {number.strip('$')}$"


def _is_uncrowded(grid: Grid, steepest: float, points: Array) -> Flags:
    """At which points (N, 2) f is no steeper than this."""
    uncrowded: Flags = grid.slopes(points) <= steepest
    return uncrowded


def number_steps(paper: Paper, grid: Grid) -> Iterator[Label | None]:
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
