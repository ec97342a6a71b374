"""A space on the paper: what is seen of it, in its box, with words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture.plane.placement import Paper
from grad_magic.picture.shapes import Array, Arrow, Axis, Dot, Label, Role, Size
from grad_magic.picture.space.body import SpacePanel
from grad_magic.picture.space.box import draw_box
from grad_magic.picture.space.drawing import is_plane_hidden, is_seen, layers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from grad_magic.picture.space.body import Space, Vector

_NO_AXIS = Axis("", (), ())
# Words keep off each so many-th piece of a surface.
_SOME = 5
# So many points of an edge are looked at, of which this share must be seen.
_LOOKED_AT, _SEEN = 9, 0.7
# The lines that words keep off.
_STRESSED = frozenset({"level", "section", "tangent", "graph", "path"})


@dataclass(frozen=True)
class Names:
    """The words in a view of space.

    Attributes:
        axes: of the three axes.
        objects: of what plays a role.
        plane: of the tangent plane.
    """

    axes: tuple[str, str, str]
    objects: Mapping[Role, str]
    plane: str = ""


def compose_sheet(
    space: Space, names: Names, size: Size, note: str, description: str
) -> SpacePanel:
    """The panel that shows a space.

    Args:
        space: what stands in it.
        names: of its axes and of what is marked.
        size: of the plot on paper.
        note: what the reader must know about the drawing.
        description: the whole in a sentence.
    """
    box = draw_box(space.camera, space.low, space.high, names.axes, size)
    arrows = tuple(
        Arrow(
            vector.role,
            _flat(space, vector.tail),
            _flat(space, vector.tip),
            vector.scale,
            is_behind=is_behind(space, vector),
        )
        for vector in space.vectors
    )
    dots = tuple(Dot(spot.role, _flat(space, spot.position)) for spot in space.spots)
    paper = Paper(box.window, size)
    for label in box.labels:
        paper.take_label(label)
    labels = _labels(paper, space, names, arrows, dots)
    return SpacePanel(
        size=size,
        window=box.window,
        horizontal=_NO_AXIS,
        vertical=_NO_AXIS,
        equal_aspect=True,
        note=note,
        description=description,
        framed=False,
        layers=(box.edges, *layers(space)),
        space=space,
        arrows=arrows,
        dots=dots,
        labels=(*box.labels, *(label for label in labels if label is not None)),
    )


def is_behind(space: Space, vector: Vector) -> bool:
    """Whether the surface hides most of an arrow."""
    shares = np.linspace(0.3, 1, _LOOKED_AT)[:, None]
    shaft = vector.tail + shares * (vector.tip - vector.tail)
    return bool(is_seen(space, shaft, beside=True).mean() < 0.5)


def _flat(space: Space, point: Array) -> tuple[float, float]:
    x, y = space.camera.project(point).tolist()
    return x, y


def _labels(
    paper: Paper, space: Space, names: Names, arrows: tuple[Arrow, ...], dots: tuple[Dot, ...]
) -> Iterator[Label | None]:
    """The names of what is marked."""
    project = space.camera.project
    for strand in space.strands:
        if strand.role in _STRESSED:
            line = project(strand.points)
            paper.take_points(line[np.isfinite(line).all(axis=1)])
    paper.take_dots(dots)
    for arrow in arrows:
        paper.take_arrow(arrow)
    for arrow in arrows:
        yield paper.put_beside_tip(arrow, names.objects[arrow.role])
    for dot in dots:
        if dot.role == "point":
            yield paper.put_around("point", names.objects["point"], np.array(dot.position))
    if space.tangent is not None and names.plane:
        yield _name_plane(paper, space, names.plane)


def _name_plane(paper: Paper, space: Space, name: str) -> Label | None:
    """The name of the tangent plane along an edge that is seen, if possible off the surface."""
    assert space.tangent is not None
    assert space.skin is not None
    corners = space.tangent.corners
    edges = np.stack([corners, np.roll(corners, -1, axis=0)], axis=1)
    shares = np.linspace(0, 1, _LOOKED_AT)[:, None, None]
    along = edges[:, 0] + shares * (edges[:, 1] - edges[:, 0])
    seen = is_seen(space, along.reshape(-1, 3), beside=True).reshape(along.shape[:2]).mean(axis=0)
    flat = space.camera.project(edges)
    if not is_plane_hidden(space, space.tangent):
        flat = flat[seen > _SEEN]
    longest_first = flat[np.argsort(-np.hypot(*(flat[:, 1] - flat[:, 0]).T))]
    off_surface = paper.with_lines(())
    off_surface.take_points(space.camera.project(space.skin.mesh.cells)[::_SOME])
    for page in (off_surface, paper):
        for ends in longest_first:
            label = page.put_along("tangent", name, ends)
            if label is not None:
                return label
    return None
