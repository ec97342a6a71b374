"""The critical points that a picture marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from grad_magic.picture.shapes import Dot, Kind

if TYPE_CHECKING:
    from sympy import Expr

    from grad_magic.solution import CriticalPoint, Solution


def isolated(solution: Solution) -> tuple[CriticalPoint, ...]:
    """The critical points that were found, without those that form curves."""
    return tuple(
        found
        for found in solution.critical_points or ()
        if not any(number.free_symbols for number in (*found.point, found.value))
    )


def critical_marks(solution: Solution) -> tuple[Dot, ...]:
    """A dot for each isolated critical point; for one variable on the curve."""
    return tuple(
        Dot(cast("Kind", found.kind), _place(found.point, found.value))
        for found in isolated(solution)
    )


def _place(point: tuple[Expr, ...], value: Expr) -> tuple[float, float]:
    first, second = point if len(point) > 1 else (point[0], value)
    return float(first), float(second)
