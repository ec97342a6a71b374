"""The gradient field of a function of two variables over its level lines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture.floats import nice_scale, pair_of
from grad_magic.picture.local_data import LocalData
from grad_magic.picture.plane.axes import axes
from grad_magic.picture.plane.frame import frame
from grad_magic.picture.plane.marks import critical_marks, dots_in_plane
from grad_magic.picture.plane.placement import Paper
from grad_magic.picture.plane.relief import Relief, survey
from grad_magic.picture.plane.valleys import extremes_in_sight
from grad_magic.picture.shapes import Array, Arrow, Curve, Dot, Label, Panel, Size, join
from grad_magic.picture.surface import Surface, surface_of
from grad_magic.picture.words.descriptions import describe_field, describe_lines, describe_outside
from grad_magic.picture.words.names import axis_name, gradient_name, point_name
from grad_magic.picture.words.notes import (
    field_note,
    join_notes,
    mark_note,
    outside_note,
    short_arrows_note,
    undefined_note,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grad_magic.solution import Solution
    from grad_magic.wording.language import Language

# Inches from arrow to arrow, and the part of it that the long ones take.
_SPACING, _LONG = 0.46, 0.95
# Which are long, and which short. All arrows show directions alone if these differ by more than
# this factor, if ∇f(P) would be too short to be seen or if of more than this part of the arrows
# nothing would be seen; at this part of the spacing, and that of P at the other.
_SHARES, _UNEVEN, _MOST_UNSEEN = (0.1, 0.95), 9.0, 0.2
_ALIKE, _AT_POINT = 0.62, 1.0
# An arrow of so many inches is a dot.
_SHORTEST = 0.08
# The step of differences, in cells of the grid.
_STEP = 1e-4
# Differences to both sides agree to this part where f has a gradient, or to this part of the
# usual gradient where that is nearly 0.
_AGREE, _AGREE_NEAR_ZERO = 0.02, 1e-5
# Arrows keep so many inches off that of ∇f(P).
_OFF = 0.22
# That of ∇f(P), so long, is still seen beside its dot.
_SHORTEST_AT_POINT = 0.14


@dataclass(frozen=True, eq=False)
class _Field:
    """The arrows of a field.

    Attributes:
        arrows: of it, that of ∇f(P) last.
        scale: of all; None where they show directions alone.
        lacks_short_ones: whether some are so short that they are left out.
    """

    arrows: tuple[Arrow, ...]
    scale: float | None
    lacks_short_ones: bool = False


def compose_panel(
    solution: Solution, local: LocalData, size: Size, language: Language
) -> Panel | None:
    """∇f at many points over the level lines, in the window of the contour plot."""
    surface = surface_of(solution)
    marks = critical_marks(solution)
    framed = frame(surface, local, marks, size)
    window, size = framed.window, framed.size
    relief = survey(surface, solution, local, window)
    extremes = extremes_in_sight(surface, solution, local, relief.grid, marks)
    marks = extremes.marks
    hatched = relief.has_undefined_region
    if not (relief.levels or hatched) and relief.has_underflow(solution, local):
        return None
    paper = Paper(window, size)
    is_in_sight = bool(window.contains(local.point))
    seen = local if is_in_sight else replace(local, given=False, gradient=None)
    field = _field(surface, relief, paper, seen)
    dots = dots_in_plane(local, marks, window)
    labels = tuple(_labels(paper, solution, field, dots, relief))
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
            field_note(solution, field.scale, language) if field.arrows else "",
            short_arrows_note(language) if field.lacks_short_ones else "",
            mark_note(solution, marks, language),
            undefined_note(solution, language) if hatched else "",
            outside_note(solution, local, window, language),
        ),
        description=describe_field(solution, seen, marks, language)
        + describe_lines((kind for kind, _ in extremes.lines), language)
        + describe_outside(solution, local, window, language),
        hatched=hatched,
        bands=relief.bands,
        curves=(*_curves(relief), *(Curve(kind, piece) for kind, piece in extremes.lines)),
        arrows=field.arrows,
        dots=dots,
        labels=labels,
    )


def _curves(relief: Relief) -> tuple[Curve, ...]:
    thin = join([piece for line in relief.thin for piece in line.pieces])
    curves = [Curve("contour", thin)] if len(thin) else []
    if relief.curve:
        curves.append(Curve("level", join(relief.curve)))
    return tuple(curves)


def _field(surface: Surface, relief: Relief, paper: Paper, local: LocalData) -> _Field:
    """The arrows from points of a coarse grid, and at last ∇f(P)."""
    points = _points(paper)
    gradients = _gradients(surface, points, relief.grid.cell)
    known = np.isfinite(gradients).all(axis=1) & (gradients != 0).any(axis=1)
    points, gradients = points[known], gradients[known]
    if local.gradient is not None:
        points = np.vstack([points, local.point])
        gradients = np.vstack([gradients, local.gradient])
    lengths = np.hypot(*gradients.T)
    if not lengths.size:
        return _Field((), None)
    inch = float(paper.window.scale(paper.size).min())
    unit = _SPACING * inch
    scale = _common_scale(lengths / inch, local)
    if scale is not None:
        scales = np.full(len(lengths), scale)
    else:
        scales = _ALIKE * unit / lengths
        if local.gradient is not None:
            scales[-1] = _AT_POINT * unit / lengths[-1]
    tips = points + scales[:, None] * gradients
    seen = scales * lengths >= _SHORTEST * inch
    lacks_short_ones = not seen.all()
    if local.gradient is not None:
        seen &= _is_off(paper, np.stack([points, tips], axis=1), np.stack([local.point, tips[-1]]))
        seen[-1] = True
    elif local.given:
        seen &= _is_off(paper, np.stack([points, tips], axis=1), np.stack([local.point] * 2))
    arrows = [
        Arrow("field", pair_of(points[index]), pair_of(tips[index]), float(scales[index]))
        for index in np.flatnonzero(seen).tolist()
    ]
    if local.gradient is not None:
        last = arrows.pop()
        arrows.append(Arrow("gradient", last.tail, last.tip, last.scale))
    return _Field(tuple(arrows), scale, lacks_short_ones)


def _common_scale(lengths: Array, local: LocalData) -> float | None:
    """The scale of all arrows, from their lengths in inches, that of ∇f(P) last if there is one.

    None where arrows in proportion to ‖∇f‖ would not show the field.
    """
    short, long = np.quantile(lengths, _SHARES).tolist()
    if long > _UNEVEN * short:
        return None
    scale = nice_scale(long, _LONG * _SPACING)
    if local.gradient is not None and scale * lengths[-1] < _SHORTEST_AT_POINT:
        return None
    is_unseen = scale * lengths < _SHORTEST
    return None if is_unseen.mean() > _MOST_UNSEEN else scale


def _points(paper: Paper) -> Array:
    """The points of a grid over the plot with the same room on all sides, (N, 2)."""
    columns = [
        (np.arange(max(1, round(side / _SPACING))) + 0.5) * side / max(1, round(side / _SPACING))
        for side in paper.size
    ]
    x, y = np.meshgrid(*columns)
    corner = np.array([paper.window.left, paper.window.bottom])
    inches = np.stack([x.ravel(), y.ravel()], axis=1)
    return np.asarray(corner + inches * paper.window.scale(paper.size))


def _gradients(surface: Surface, points: Array, cell: Array) -> Array:
    """∇f at the points (N, 2); nan where the differences to both sides are not the same."""
    step = _STEP * cell
    moves = np.array([[0, 0], [step[0], 0], [-step[0], 0], [0, step[1]], [0, -step[1]]])
    x, y = (points + moves[:, None]).transpose(2, 0, 1)
    here, right, left, above, below = surface.at(x, y)
    ahead = np.stack([right - here, above - here], axis=1) / step
    behind = np.stack([here - left, here - below], axis=1) / step
    sizes = np.hypot(*((ahead + behind) / 2).T)
    usual = float(np.nanmedian(np.where(np.isfinite(sizes), sizes, np.nan)))
    bound = np.maximum(_AGREE * sizes, _AGREE_NEAR_ZERO * usual)
    agree = np.hypot(*(ahead - behind).T) <= bound
    return np.where(agree[:, None], (ahead + behind) / 2, np.nan)


def _is_off(paper: Paper, shafts: Array, other: Array) -> Array:
    """Which of the arrows (N, 2, 2) keep off another one (2, 2), (N,)."""
    shares = np.linspace(0, 1, 5)[:, None]
    first, second = (paper.inches(ends) for ends in (shafts, other))
    along = first[:, :1] + (first[:, 1:] - first[:, :1]) * shares
    shaft = second[0] + (second[1] - second[0]) * shares
    between = along[:, :, None] - shaft
    return np.asarray(np.hypot(between[..., 0], between[..., 1]).min(axis=(1, 2)) > _OFF)


def _labels(
    paper: Paper, solution: Solution, field: _Field, dots: tuple[Dot, ...], relief: Relief
) -> Iterator[Label]:
    """The names of ∇f(P) and of P."""
    paper.take_dots(dots)
    for arrow in field.arrows:
        if arrow.role == "gradient":
            paper.take_arrow(arrow)
        else:
            paper.take_line(np.array([arrow.tail, arrow.tip]))
    for piece in relief.curve:
        paper.take_line(piece)
    for arrow in field.arrows:
        if arrow.role == "gradient":
            yield paper.put_beside_tip(arrow, gradient_name(solution))
    for dot in dots:
        if dot.role == "point":
            yield paper.put_around("point", point_name(solution), np.array(dot.position))
