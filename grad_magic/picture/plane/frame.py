"""The frame of a plot of the plane: its window, and the arrows that are seen in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture.floats import nice_scale
from grad_magic.picture.local_data import LocalData, length
from grad_magic.picture.plane.marks import Mark, places_of
from grad_magic.picture.plane.window import (
    TRUE_LENGTHS,
    half_height,
    place_window,
    window_around,
    window_without_point,
)
from grad_magic.picture.shapes import Array, Arrow, Role, Window

if TYPE_CHECKING:
    from grad_magic.picture.surface import Surface

# The longest arrows that are not drawn true to scale, as parts of half the window's height;
# u is the shorter one, so that it does not cover ∇f(P) where both point the same way.
_LONGEST: dict[Role, float] = {"gradient": 0.85, "direction": 0.55}


def frame(
    surface: Surface, local: LocalData, marks: tuple[Mark, ...], aspect: float
) -> tuple[tuple[Arrow, ...], Window]:
    """The arrows ∇f(P) and u, and the window of this aspect that shows them or the marks."""
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


def _pair(point: Array) -> tuple[float, float]:
    return float(point[0]), float(point[1])
