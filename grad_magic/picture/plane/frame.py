"""The frame of a plot of the plane: its window, and the arrows that are seen in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture.floats import pair_of
from grad_magic.picture.local_data import LocalData, length
from grad_magic.picture.plane.grid import sample
from grad_magic.picture.plane.marks import Mark, places_of
from grad_magic.picture.plane.touching import touched_lines
from grad_magic.picture.plane.turns import turns_of
from grad_magic.picture.plane.valleys import extreme_levels, minimum_in_reach
from grad_magic.picture.plane.window import (
    asked_window,
    half_height,
    place_window,
    scale_of,
    window_around,
    window_without_point,
)
from grad_magic.picture.shapes import Array, Arrow, Role, Size, Window

if TYPE_CHECKING:
    from grad_magic.picture.surface import Surface

# The longest arrows that are not drawn true to scale, as parts of half the window's height;
# u is the shorter one, so that it does not cover ∇f(P) where both point the same way.
_LONGEST: dict[Role, float] = {"gradient": 0.85, "natural": 0.7, "direction": 0.55}
# A path fills between these parts of half the window's height, if it is no longer than so many
# times the height that shows f around P; of a longer one its beginning is seen.
_PATH_PARTS = (0.4, 0.75)
_LONGEST_PATH = 5.0
# How far off a minimum may be, in half heights of the window around P.
_REACH = 8.0
# Room at the sides, and above and below, in half heights.
_BESIDE, _ABOVE = 0.3, 0.25
# Where P is near the side of a window arrows are shortened so often and by this factor, until their
# tips are off the sides by this part of its height.
SHORTENED, SHORTER, _ROOM_AT_TIPS = 8, 0.7, 0.03
# Beside a path arrows are so much shorter, as both have to be seen.
_BESIDE_PATH = 0.6
# Points of curves nearer to one another than this part of the window in which the curves were found
# are one place, as those of two lines that cross are there.
_ONE_PLACE = 0.05
# The shortest arrow that is well seen beside others at their scale, as a part of half the window's
# height; one of two gradients that are compared may be shorter.
_SHORTEST_ARROW, _SHORTEST_GRADIENT = 0.11, 0.08


@dataclass(frozen=True, eq=False)
class Frame:
    """What of the plane is shown, and how large.

    Attributes:
        arrows: ∇f(P) and u, longest first.
        window: the part of the plane.
        size: of its plot, one unit equally long on both axes.
    """

    arrows: tuple[Arrow, ...]
    window: Window
    size: Size


def frame(surface: Surface, local: LocalData, marks: tuple[Mark, ...], size: Size) -> Frame:
    """The arrows, and the window that shows them or the marks, if none is asked for."""
    asked = asked_window(surface.solution, size)
    if asked is not None:
        return Frame(arrows_in(asked[0], local), *asked)
    aspect = size[0] / size[1]
    if not local.given:
        return Frame((), _window_of_marks(surface, marks, aspect), size)
    half = half_height(surface, local)
    seen = _to_be_seen(surface, local, half, aspect)
    half = _fit(half, np.vstack([seen, local.point]), aspect)
    path = _path_in_sight(local, half)
    half = _fit_path(half, path, aspect)
    arrows = _arrows(local, half * _BESIDE_PATH if len(path) > 1 else half)
    tips = np.array([arrow.tip for arrow in arrows]).reshape(-1, 2)
    if len(seen):
        half = _fit(half, np.vstack([seen, local.point, tips]), aspect)
    window = place_window(surface, local, half, np.vstack([tips, path, seen]), aspect)
    return Frame(arrows, window, size)


def arrows_in(window: Window, local: LocalData) -> tuple[Arrow, ...]:
    """The arrows in a window that was asked for, so long that they end in it."""
    if not local.given or not window.contains(local.point):
        return ()
    room = _ROOM_AT_TIPS * window.height
    inner = Window(window.left + room, window.right - room, window.bottom + room, window.top - room)
    half = min(window.width, window.height) / 2
    for _ in range(SHORTENED):
        arrows = _arrows(local, half)
        if inner.contains(np.array([arrow.tip for arrow in arrows]).reshape(-1, 2)).all():
            return arrows
        half *= SHORTER
    return tuple(arrow for arrow in arrows if window.contains(np.array(arrow.tip)))


def _window_of_marks(surface: Surface, marks: tuple[Mark, ...], aspect: float) -> Window:
    """The window without a point, that of the critical points where there are some."""
    usual = window_without_point(surface, aspect)
    places = places_of(marks)
    for level in extreme_levels(surface.solution):
        for piece in touched_lines(surface, sample(surface, usual), level):
            # Of a curve that goes on what is nearest to the middle.
            is_closed = np.allclose(piece[0], piece[-1])
            middle = places.mean(axis=0) if len(marks) else usual.centre
            nearest = piece[[int(np.hypot(*(piece - middle).T).argmin())]]
            apart = np.hypot(*(places - nearest).T).min(initial=np.inf)
            if is_closed or apart > _ONE_PLACE * usual.height:
                places = np.vstack([places, piece if is_closed else nearest])
    return window_around(places, aspect) if len(places) else usual


def _to_be_seen(surface: Surface, local: LocalData, half: float, aspect: float) -> Array:
    """The points beside P that make the picture, (k, 2): of a curve given as an equation its turns.

    Of a function the minimum to which a valley leads.
    """
    if surface.solution.problem.is_equation and local.value is not None:
        return turns_of(surface, local, half, aspect)
    lowest = minimum_in_reach(surface, local, half, _REACH * half)
    return np.empty((0, 2)) if lowest is None else lowest[None]


def _fit(half: float, points: Array, aspect: float) -> float:
    """Half the height at which P and these points have room; no less than it is."""
    if not len(points):
        return half
    width, height = np.ptp(points, axis=0)
    return max(half, float(max(width / (aspect - _BESIDE), height / (1 - _ABOVE))) / 2)


def _path_in_sight(local: LocalData, half: float) -> Array:
    """The points of the path, (m, 2), up to where it goes too far away."""
    if local.path is None:
        return np.empty((0, 2))
    far = np.abs(local.path - local.point).max(axis=1) > _LONGEST_PATH * half
    return local.path[: int(far.argmax()) if far.any() else len(local.path)]


def _fit_path(half: float, path: Array, aspect: float) -> float:
    """Half the height nearest to this one at which the path is seen well."""
    if len(path) < 2:
        return half
    width, height = np.ptp(path, axis=0)
    spread = max(width / aspect, height) / 2
    least, most = _PATH_PARTS
    return float(min(max(half, spread / most), spread / least)) if spread else half


def _arrows(local: LocalData, half: float) -> tuple[Arrow, ...]:
    """∇f(P) and u, in their true length or at one scale where they can be, longest first.

    There may be several u, which are of the same length.
    """
    vectors: dict[Role, Array] = {}
    ways = local.ways
    if local.gradient is not None:
        vectors["gradient"] = local.gradient
    if local.natural is not None:
        vectors["natural"] = local.natural
    if ways:
        vectors["direction"] = ways[0]
    lengths = {role: length(way) for role, way in vectors.items()}
    scales = {role: scale_of(size, half, _LONGEST[role]) for role, size in lengths.items()}
    # At one scale all arrows, or else at least the two gradients, even if one is short.
    gradients = tuple(role for role in lengths if role != "direction")
    for roles, least in ((tuple(lengths), _SHORTEST_ARROW), (gradients, _SHORTEST_GRADIENT)):
        common = min((scales[role] for role in roles), default=1.0)
        if all(lengths[role] * common >= least * half for role in roles):
            scales |= dict.fromkeys(roles, common)
            break
    return tuple(
        Arrow(role, pair_of(local.point), pair_of(local.point + scales[role] * way), scales[role])
        for role in sorted(vectors, key=lambda role: -scales[role] * lengths[role])
        for way in (ways if role == "direction" else (vectors[role],))
    )
