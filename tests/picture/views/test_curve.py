"""The picture of a function of one variable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from grad_magic.calculus.solver import solve
from grad_magic.picture.scene import compose_scene
from grad_magic.reading.request import read_problem

if TYPE_CHECKING:
    from grad_magic.picture.shapes import Array, Panel


def panel_of(request: str) -> Panel:
    scene = compose_scene(solve(read_problem(request)))
    assert scene is not None
    (panel,) = scene.panels
    return panel


def points_of(panel: Panel, role: str) -> Array:
    curve = next(curve for curve in panel.curves if curve.role == role)
    return curve.points[np.isfinite(curve.points[:, 0])]


def test_one_variable_gives_the_curve_and_its_tangent() -> None:
    panel = panel_of("f=x^2 at=1")
    assert not panel.equal_aspect
    curve, tangent = points_of(panel, "graph"), points_of(panel, "tangent")
    assert curve[:, 1] == pytest.approx(curve[:, 0] ** 2)
    assert tangent[:, 1] == pytest.approx(2 * tangent[:, 0] - 1)
    assert panel.dots[0].position == (1.0, 1.0)


def test_the_curve_is_broken_at_a_pole() -> None:
    curve = next(curve for curve in panel_of("f=1/x at=1").curves if curve.role == "graph").points
    x, y = curve.T
    drawn = np.isfinite(y[:-1]) & np.isfinite(y[1:])
    assert not (drawn & (x[:-1] < 0) & (x[1:] > 0)).any()
