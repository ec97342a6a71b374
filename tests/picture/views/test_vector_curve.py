from __future__ import annotations

import math

import numpy as np
import pytest

from grad_magic.calculus.solver import solve
from grad_magic.picture.scene import Scene, compose_scene, explain_missing
from grad_magic.picture.shapes import Panel
from grad_magic.picture.space.body import Space, SpacePanel
from grad_magic.reading.request import read_problem
from grad_magic.result import Result
from grad_magic.result import solve as answer

IN_PLANE = [
    # r, r' at t₀ by hand
    ("r(t)=(t,t^2) at=1", (1, 1), (1, 2)),
    ("r(t)=t i+t^2 j at=-2", (-2, 4), (1, -4)),
    ("r(t)=(3cos(t), sin(t)) at=0", (3, 0), (0, 1)),
    ("r(t)=(t-sin(t), 1-cos(t)) at=pi/2", (math.pi / 2 - 1, 1), (1, 1)),
    ("r(t)=(exp(t), ln(t)) at=1", (math.e, 0), (math.e, 1)),
    ("r(s)=(s^3, 5) at=2", (8, 5), (12, 0)),
]
IN_SPACE = [
    ("r(t)=(cos(t), sin(t), t) at=0", (1, 0, 0), (0, 1, 1)),
    ("r(t)=(t,t^2,t^3) at=1", (1, 1, 1), (1, 2, 3)),
    ("r(t)=(1+t,2-t,3t) at=2", (3, 0, 6), (1, -1, 3)),
    ("r(t)=(ln(t), sqrt(t), 1/t) at=1", (0, 1, 1), (1, 0.5, -1)),
]


def panel_of(request: str) -> Panel:
    return scene_of(request).panels[0]


def space_of(request: str) -> Space:
    panel = panel_of(request)
    assert isinstance(panel, SpacePanel)
    return panel.space


def scene_of(request: str) -> Scene:
    scene = compose_scene(solve(read_problem(request)))
    assert scene is not None
    assert len(scene.panels) == 1
    return scene


@pytest.mark.parametrize(("request_text", "place", "derivative"), IN_PLANE)
def test_in_the_plane_the_derivative_starts_on_the_curve_along_its_tangent(
    request_text: str, place: tuple[float, float], derivative: tuple[float, float]
) -> None:
    panel = panel_of(request_text)
    (dot,) = panel.dots
    assert dot.position == pytest.approx(place)
    (arrow,) = panel.arrows
    assert arrow.tail == pytest.approx(place)
    assert np.subtract(arrow.tip, arrow.tail) / arrow.scale == pytest.approx(np.array(derivative))
    curve, tangent = panel.curve("graph"), panel.curve("tangent")
    assert curve is not None
    assert tangent is not None
    assert np.nanmin(np.linalg.norm(curve.points - place, axis=1)) == pytest.approx(0, abs=1e-12)
    away = tangent.points - place
    assert away[:, 0] * derivative[1] == pytest.approx(away[:, 1] * derivative[0])
    assert panel.equal_aspect
    assert panel.window.contains(np.array(arrow.tip))


@pytest.mark.parametrize(("request_text", "place", "derivative"), IN_SPACE)
def test_in_space_the_derivative_starts_on_the_curve_along_its_tangent(
    request_text: str, place: tuple[float, ...], derivative: tuple[float, ...]
) -> None:
    space = space_of(request_text)
    (vector,) = space.vectors
    assert vector.tail == pytest.approx(np.array(place))
    assert (vector.tip - vector.tail) / vector.scale == pytest.approx(np.array(derivative))
    tangent = space.strand("tangent")
    assert tangent is not None
    away = tangent.points - place
    assert np.linalg.norm(np.cross(away, derivative), axis=1) == pytest.approx(0, abs=1e-9)
    points = np.concatenate([strand.points for strand in space.strands if strand.role == "graph"])
    assert np.nanmin(np.linalg.norm(points - place, axis=1)) == pytest.approx(0, abs=1e-12)
    assert space.camera.stretch.tolist() == [1, 1, 1]


def test_a_helix_is_on_its_cylinder_over_its_shadow() -> None:
    space = space_of("r(t)=(2cos(t), 2sin(t), t) at=1")
    for strand in space.strands:
        if strand.role == "graph":
            known = strand.points[np.isfinite(strand.points[:, 0])]
            assert np.hypot(known[:, 0], known[:, 1]) == pytest.approx(2)
            assert known[:, 0] == pytest.approx(2 * np.cos(known[:, 2]))
    shadow = space.strand("contour")
    assert shadow is not None
    assert np.ptp(shadow.points[np.isfinite(shadow.points[:, 2]), 2]) == 0


def test_a_closed_curve_is_drawn_once_around() -> None:
    curve = panel_of("r(t)=(3cos(t), sin(t)) at=0").curve("graph")
    assert curve is not None
    assert curve.points[0] == pytest.approx(curve.points[-1])
    assert np.ptp(curve.points, axis=0) == pytest.approx([6, 2], rel=1e-3)


def test_a_window_is_the_part_of_the_variable_that_is_shown() -> None:
    curve = panel_of("r(t)=(t,t^2) at=1 window=(0,3)").curve("graph")
    assert curve is not None
    assert curve.points[0] == pytest.approx([0, 0])
    assert curve.points[-1] == pytest.approx([3, 9])


def test_parts_of_a_curve_in_space_are_painted_from_back_to_front() -> None:
    space = space_of("r(t)=(cos(t), sin(t), sin(3t)) at=1")
    parts = [strand.points for strand in space.strands if strand.role == "graph"]
    depths = [float(np.nanmean(space.camera.nearness(points))) for points in parts]
    assert depths == sorted(depths)


def test_where_the_derivative_is_zero_or_missing_there_is_no_arrow() -> None:
    cusp = panel_of("r(t)=(t^2,t^3) at=0")
    assert not cusp.arrows
    assert cusp.curve("tangent") is None
    assert "its derivative r' there is 0, and no tangent is drawn" in cusp.description
    corner = panel_of("r(t)=(abs(t),t^2) at=0")
    assert not corner.arrows
    assert "no tangent is drawn, as r' is not known there" in corner.description


def test_without_a_place_the_curve_stands_alone() -> None:
    scene = scene_of("r(t)=(cos(t), sin(t))")
    assert not scene.panels[0].dots
    assert scene.description == "Curve r(t) = (cos(t), sin(t))."


def test_the_description_tells_the_curve_in_a_sentence() -> None:
    scene = scene_of("r(t)=(t,t^2) at=1")
    assert scene.description == (
        "Curve r(t) = (t, t**2) around t = 1: it passes through (1, 1); its derivative r' there "
        "is (1, 2), along the tangent."
    )
    assert scene.title == "$r(t) = (t, t^{2})$"


@pytest.mark.parametrize(
    ("request_text", "missing"),
    [
        ("r(t)=(t,t,t,t) at=1 plot=curve", "No curve: r is vector-valued."),
        ("f=(x*y,x) at=(1,1) plot=curve", "No curve: f is vector-valued."),
        ("r(t)=(t,t^2) at=1 plot=rates", "No rates: r is vector-valued."),
    ],
)
def test_other_vector_functions_and_views_have_no_picture(request_text: str, missing: str) -> None:
    solution = solve(read_problem(request_text))
    assert compose_scene(solution) is None
    assert explain_missing(solution) == missing


def test_the_title_and_the_description_write_the_curve_as_the_answer_does() -> None:
    result = answer("r(t)=(1+t sin t,2t^2-t) at=0")
    assert isinstance(result, Result)
    assert result.scene is not None
    assert result.scene.title == r"$r(t) = (1 + t \, \sin t, 2 t^{2} - t)$"
    assert result.scene.description.startswith("Curve r(t) = (1 + t·sin(t), 2t² - t) around t = 0")
