"""Marks of critical points, and pictures where something is missing."""

from __future__ import annotations

import math
import time

import numpy as np
import pytest

from grad_magic import solve
from grad_magic.picture.scene import compose_scene


@pytest.mark.slow
def test_critical_points_are_marked_by_their_kind() -> None:
    scene = compose_scene(solve("f=x^3+y^3-3xy critical=all").solution)
    assert scene is not None
    assert {(dot.role, dot.position) for dot in scene.panels[0].dots} == {
        ("saddle", (0.0, 0.0)),
        ("minimum", (1.0, 1.0)),
    }
    assert scene.panels[0].note == "▼ minimum  × saddle"
    assert (
        scene.panels[0]
        .window.contains(np.array([dot.position for dot in scene.panels[0].dots]))
        .all()
    )
    assert "(1, 1) minimum" in scene.description


def test_critical_points_of_one_variable_stand_on_the_curve() -> None:
    scene = compose_scene(solve("f=x^3-3x critical=all").solution)
    assert scene is not None
    assert {dot.position for dot in scene.panels[0].dots} == {(-1.0, 2.0), (1.0, -2.0)}


@pytest.mark.parametrize(
    "request_text", ["f=sqrt(x^2+y^2) at=(0,0) dir=(1,1)", "f=max(x,y) at=(1,1) dir=(1,0)"]
)
def test_at_a_corner_only_the_direction_is_drawn(request_text: str) -> None:
    scene = compose_scene(solve(request_text).solution)
    assert scene is not None
    assert [arrow.role for arrow in scene.panels[0].arrows] == ["direction"]
    assert "is not differentiable" in scene.description
    assert not any(curve.role == "tangent" for curve in scene.panels[0].curves)


def test_a_python_function_is_drawn_from_its_values() -> None:
    def branches(x: float, y: float) -> float:
        return x * math.exp(y) if x > 0 else x

    scene = compose_scene(solve(branches, at=(1, 0), dir=(1, 1)).solution)
    assert scene is not None
    assert scene.plain_title == "f(x, y)"
    gradient = next(arrow for arrow in scene.panels[0].arrows if arrow.role == "gradient")
    slope = np.subtract(gradient.tip, gradient.tail)
    assert slope[0] == pytest.approx(slope[1], rel=1e-6)


@pytest.mark.slow
def test_a_slow_python_function_has_no_picture() -> None:
    def slow(x: float, y: float) -> float:
        time.sleep(0.001)
        return x * y if x > 0 else x

    assert solve(slow, at=(1, 1)).scene is None


def test_vector_valued_functions_have_no_picture() -> None:
    assert solve("f=(x+y, x y) at=(1,2)").scene is None
