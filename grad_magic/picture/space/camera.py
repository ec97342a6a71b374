"""Where space is seen from: along parallel lines, from far away."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from grad_magic.picture.shapes import Array


@dataclass(frozen=True, eq=False)
class Camera:
    """An orthographic projection of space onto the paper.

    Attributes:
        azimuth, elevation: of the eye, in degrees, around the vertical axis and above the floor.
        stretch: by what each coordinate is multiplied when it is drawn, (3,).
    """

    azimuth: float
    elevation: float
    stretch: Array

    @property
    def eye(self) -> Array:
        """The unit vector toward the eye, of what is drawn, (3,)."""
        turn, rise = math.radians(self.azimuth), math.radians(self.elevation)
        level = math.cos(rise)
        return np.array([level * math.cos(turn), level * math.sin(turn), math.sin(rise)])

    @property
    def toward_eye(self) -> Array:
        """The way toward the eye in coordinates, (3,), of any length."""
        return self.eye / self.stretch

    @property
    def _axes(self) -> Array:
        """The paper's rightward and upward unit vectors, (2, 3)."""
        turn, rise = math.radians(self.azimuth), math.radians(self.elevation)
        right = [-math.sin(turn), math.cos(turn), 0.0]
        sink = -math.sin(rise)
        up = [sink * math.cos(turn), sink * math.sin(turn), math.cos(rise)]
        return np.array([right, up])

    def project(self, points: Array) -> Array:
        """Points of space (…, 3) on the paper, (…, 2)."""
        return np.asarray((points * self.stretch) @ self._axes.T)

    def nearness(self, points: Array) -> Array:
        """How near to the eye points of space (…, 3) are, (…)."""
        return np.asarray((points * self.stretch) @ self.eye)
