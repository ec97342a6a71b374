"""Scenes for the tests of those who paint them."""

from __future__ import annotations

from dataclasses import replace

from grad_magic.calculus.solver import solve
from grad_magic.picture.scene import Scene, compose_scene
from grad_magic.reading.request import read_problem

MISSION = "f=x*exp(2*y) at=(1,0) dir=(1,-1)"
OTHER = "f=sqrt(1-a^2-b^2) at=(1/2,1/2) dir=(1,0)"


def scene_of(request: str) -> Scene:
    scene = compose_scene(solve(read_problem(request)))
    assert scene is not None
    return scene


def row_of_two() -> Scene:
    """A contour plot, and beside it a smaller curve, composed by hand."""
    plane, curve = scene_of(MISSION), scene_of("f=sin(x) at=1")
    (left,), (right,) = plane.panels, curve.panels
    return replace(plane, panels=(left, replace(right, size=(2.4, 3.0), note="smaller")))
