"""From which side what stands in space is seen best."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture.local_data import length
from grad_magic.picture.space.camera import Camera
from grad_magic.picture.space.visibility import is_hidden

if TYPE_CHECKING:
    from grad_magic.picture.shapes import Array
    from grad_magic.picture.space.body import Skin

# No axis is seen from its end.
_AZIMUTHS = tuple(turn + more for turn in (0, 90, 180, 270) for more in (28, 45, 62))
# From below only where that shows more.
_ELEVATIONS = (22, 36, -22)
# As books have it: x comes toward the reader, y goes to the right.
_USUAL_AZIMUTH, _USUAL_ELEVATION = 35, 26
# What half a turn away from there costs, a degree of elevation, and to look from below.
_AWAY, _RISEN, _BELOW = 0.12, 0.003, 0.9
# What it is worth that a plane faces the eye, and a line lies across; more than such a part of it
# is no better.
_FACING, _FACED = 2.0, 0.5
_ACROSS, _CROSSED = 0.8, 0.7
# From step to step toward the eye, in cells of the grid.
_STEP = 2.5


@dataclass(frozen=True, eq=False)
class Wishes:
    """What should be seen.

    Attributes:
        things: groups of points (N, 3) on the surface, and what it is worth that all of one are
            seen.
        others: the same of points beside it.
        planes: normals (3,) of planes that should face the eye.
        lines: ways (3,) that should not be seen from their ends.
    """

    things: tuple[tuple[float, Array], ...] = ()
    others: tuple[tuple[float, Array], ...] = ()
    planes: tuple[Array, ...] = ()
    lines: tuple[Array, ...] = ()


def choose_camera(skin: Skin | None, stretch: Array, box: Array, wishes: Wishes) -> Camera:
    """The camera from which most is seen of what matters.

    Args:
        skin: the surface that may hide it.
        stretch: of the coordinates when they are drawn, (3,).
        box: the size of what is shown, (3,).
        wishes: what matters.
    """
    most = sum(worth for worth, _ in (*wishes.things, *wishes.others))
    cameras = [
        Camera(azimuth, elevation, stretch) for elevation in _ELEVATIONS for azimuth in _AZIMUTHS
    ]
    scores = [_custom(camera) + _slant(camera, wishes) for camera in cameras]
    best, best_score = cameras[0], -np.inf
    for index in np.argsort(scores)[::-1].tolist():
        camera, score = cameras[index], scores[index]
        # Those that are left are no better, even if all were seen from there.
        if score + most <= best_score:
            break
        score += most
        if skin is not None:
            step = _STEP * skin.cell * camera.toward_eye
            for groups, beside in ((wishes.things, False), (wishes.others, True)):
                points, worths = _together(groups)
                if len(points):
                    hidden = is_hidden(skin.side, points, step, box, beside=beside)
                    score -= float(worths @ hidden)
        if score > best_score:
            best, best_score = camera, score
    return best


def _together(groups: tuple[tuple[float, Array], ...]) -> tuple[Array, Array]:
    """All points of these groups, (N, 3), and what it is worth that each is seen, (N,)."""
    points = [points for _, points in groups]
    worths = [np.full(len(points), worth / len(points)) for worth, points in groups]
    return np.concatenate([np.empty((0, 3)), *points]), np.concatenate([np.empty(0), *worths])


def _custom(camera: Camera) -> float:
    """How usual it is to look from there."""
    away = abs((camera.azimuth - _USUAL_AZIMUTH + 180) % 360 - 180) / 180
    below = _BELOW if camera.elevation < 0 else 0.0
    return -_AWAY * away - _RISEN * abs(abs(camera.elevation) - _USUAL_ELEVATION) - below


def _slant(camera: Camera, wishes: Wishes) -> float:
    """How well the planes face the eye, and the lines lie across."""
    score = 0.0
    for normal in wishes.planes:
        drawn = normal / camera.stretch
        score += _FACING * min(abs(float(drawn / length(drawn) @ camera.eye)), _FACED)
    for way in wishes.lines:
        across = length(camera.project(way)) / length(way * camera.stretch)
        score += _ACROSS * min(across, _CROSSED)
    return score
