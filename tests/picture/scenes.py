"""Scenes for the tests of those who paint them, and when two pictures are the same."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from grad_magic.calculus.solver import solve
from grad_magic.picture.scene import Scene, compose_scene
from grad_magic.reading.request import read_problem

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grad_magic.picture.shapes import Array, Panel

MISSION = "f=x*exp(2*y) at=(1,0) dir=(1,-1)"
OTHER = "f=sqrt(1-a^2-b^2) at=(1/2,1/2) dir=(1,0)"


def scene_of(request: str) -> Scene:
    scene = compose_scene(solve(read_problem(request)))
    assert scene is not None
    return scene


def panel_of(request: str) -> Panel:
    """The one panel of a scene that has no other."""
    (panel,) = scene_of(request).panels
    return panel


def points_of(panel: Panel, role: str) -> Array:
    """The finite points of the first curve of this role."""
    curve = next(curve for curve in panel.curves if curve.role == role)
    return curve.points[np.isfinite(curve.points[:, 0])]


def row_of_two() -> Scene:
    """A contour plot, and beside it a smaller curve, composed by hand."""
    plane, curve = scene_of(MISSION), scene_of("f=sin(x) at=1")
    (left,), (right,) = plane.panels, curve.panels
    return replace(plane, panels=(left, replace(right, size=(2.4, 3.0), note="smaller")))


def assert_same(painted: NDArray[np.uint8], drawn: NDArray[np.uint8]) -> None:
    """To the rounding of edges: those of digits are painted by another rule than letters are."""
    off = abs(painted.astype(int) - drawn).max(axis=2)
    assert off.max() <= 20
    assert np.mean(off > 8) < 1e-4
    assert np.mean(off > 2) < 3e-3
