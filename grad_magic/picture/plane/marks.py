"""The critical points that a picture marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture.local_data import LARGEST_COORDINATE, LocalData, to_float
from grad_magic.picture.shapes import Array, Dot, Kind, Window

if TYPE_CHECKING:
    from sympy import Expr

    from grad_magic.solution import CriticalPoint, Solution


@dataclass(frozen=True, eq=False)
class Mark:
    """A critical point that is marked.

    Attributes:
        kind: of it.
        point: its coordinates.
        value: f there.
        is_approximate: whether they are decimals of what has no closed form.
        dot: in its place; for one variable that is on the curve.
    """

    kind: Kind
    point: tuple[Expr, ...]
    value: Expr
    is_approximate: bool
    dot: Dot


def critical_marks(solution: Solution) -> tuple[Mark, ...]:
    """The critical points that were found, without those that form curves."""
    placed = ((found, _place(found)) for found in solution.critical_points or ())
    return tuple(
        Mark(found.kind, found.point, found.value, found.is_approximate, Dot(found.kind, place))
        for found, place in placed
        if place is not None
    )


def _place(found: CriticalPoint) -> tuple[float, float] | None:
    numbers = (*found.point, found.value)[:2]
    if any(number.free_symbols for number in numbers):
        return None
    x, y = map(to_float, numbers)
    return (x, y) if max(abs(x), abs(y)) < LARGEST_COORDINATE else None


def places_of(marks: tuple[Mark, ...]) -> Array:
    """Where the marks are, (N, 2)."""
    return np.array([mark.dot.position for mark in marks]).reshape(-1, 2)


def dots_in_plane(local: LocalData, marks: tuple[Mark, ...], window: Window) -> tuple[Dot, ...]:
    """The critical points of a function of two variables, and P above them if it is in sight."""
    dots = tuple(mark.dot for mark in marks)
    if not local.given or not window.contains(local.point):
        return dots
    x, y = local.point
    return (*dots, Dot("point", (float(x), float(y))))


def marks_in(window: Window, marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """The marks in sight."""
    inside = window.contains(places_of(marks))
    return tuple(mark for mark, seen in zip(marks, inside, strict=True) if seen)


def values_at(marks: tuple[Mark, ...], kind: Kind, window: Window) -> tuple[float, ...]:
    """The values of f at the marks of this kind in sight."""
    of_kind = (mark for mark in marks_in(window, marks) if mark.kind == kind)
    numbers = (to_float(mark.value) for mark in of_kind if not mark.value.free_symbols)
    return tuple(number for number in numbers if np.isfinite(number))
