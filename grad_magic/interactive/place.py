"""Where the sliders stand: P, and the direction."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from sympy import Integer, Rational, cos, pi, sin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sympy import Expr

# Whole multiples of so many degrees have cosines that a book writes out.
_WRITTEN_OUT = 15
_DIGITS = 15


@dataclass(frozen=True)
class Place:
    """P and a direction.

    Attributes:
        point: the coordinates of P, exact numbers.
        direction: v, of any length but zero; exact numbers.
        is_exact: whether v is the direction itself, and not only near it.
        has_decimals: whether P is given in decimals, so that numbers are written as such.
    """

    point: tuple[Expr, ...]
    direction: tuple[Expr, ...]
    is_exact: bool = True
    has_decimals: bool = False

    @property
    def way(self) -> tuple[float, ...]:
        """The unit direction in floating-point numbers."""
        numbers = [float(entry) for entry in self.direction]
        length = math.hypot(*numbers)
        return tuple(number / length for number in numbers)

    @property
    def angles(self) -> tuple[float, ...]:
        """The angle of the direction in degrees; in space its azimuth and its elevation."""
        way = self.way
        if len(way) == 1:
            return ()
        azimuth = math.degrees(math.atan2(way[1], way[0]))
        if len(way) == 2:
            return (azimuth,)
        return azimuth, math.degrees(math.atan2(way[2], math.hypot(way[0], way[1])))


def turned(place: Place, angles: Sequence[float]) -> Place:
    """The same point with the direction of these angles.

    >>> turned(Place((Integer(0),) * 2, (Integer(1), Integer(0))), (60.0,)).direction
    (1/2, sqrt(3)/2)
    """
    is_exact = all(angle % _WRITTEN_OUT == 0 for angle in angles)
    if is_exact:
        exact = [Integer(int(angle)) * pi / 180 for angle in angles]
        parts: tuple[Expr, ...] = (cos(exact[0]), sin(exact[0]))
        if len(exact) == 2:
            parts = (*(part * cos(exact[1]) for part in parts), sin(exact[1]))
        return replace(place, direction=parts, is_exact=True)
    radians = [math.radians(angle) for angle in angles]
    numbers: tuple[float, ...] = (math.cos(radians[0]), math.sin(radians[0]))
    if len(radians) == 2:
        numbers = (*(number * math.cos(radians[1]) for number in numbers), math.sin(radians[1]))
    direction = tuple(Rational(f"{number:.{_DIGITS}f}") for number in numbers)
    return replace(place, direction=direction, is_exact=False)


def on_scale(number: float, step: float) -> Rational:
    """The multiple of a slider's step that a floating-point number stands for.

    >>> on_scale(0.30000000000000004, 0.1)
    3/10
    """
    exact = Fraction(repr(step))
    nearest = round(Fraction(number) / exact) * exact
    return Rational(nearest.numerator, nearest.denominator)
