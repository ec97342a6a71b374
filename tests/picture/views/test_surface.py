"""The surface, its plane, its section and its tangent agree with f in fifty digits."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest
from sympy import Float

from grad_magic.calculus.solver import solve
from grad_magic.picture.scene import Scene, compose_scene
from grad_magic.picture.shapes import Facets, Panel, Patch
from grad_magic.picture.space.body import Space, SpacePanel
from grad_magic.picture.space.drawing import is_seen
from grad_magic.reading.request import read_problem
from grad_magic.solution import Solution
from tests.picture.views.test_agreement import OF_TWO, difference, gradient, unit

FLAT = [
    "f=x^2+y^2 at=(0,0) dir=(1,0)",
    "f=x*y at=(0,0) dir=(1,1)",
    "f=x^3-3x*y^2 at=(0,0) dir=(0,1)",
    "f=5+0*x+0*y at=(1,1) dir=(1,0)",
    "f=x^4+y^2 at=(0,0) dir=(1,1)",
    "f=-x^2-y^2 at=(0,0) dir=(1,0)",
]
CORNERS = [
    ("f=sqrt(x^2+y^2) at=(0,0) dir=(1,1)", (-1.0, 1.0)),
    ("f=abs(x)+abs(y) at=(0,0) dir=(3,4)", (-1.4, 1.4)),
    ("f=abs(x)+y at=(0,0) dir=(1,1)", (0.0, np.sqrt(2))),
    ("f=max(x,y) at=(1,1) dir=(1,0)", (0.0, 1.0)),
    ("f=sqrt(abs(x*y)) at=(0,0) dir=(1,1)", (-np.sqrt(0.5), np.sqrt(0.5))),
]


@lru_cache(maxsize=100)
def drawn(request: str) -> tuple[Solution, Scene, Panel, Space]:
    solution = solve(read_problem(f"{request} plot=surface"))
    scene = compose_scene(solution)
    assert scene is not None
    (panel,) = scene.panels
    assert isinstance(panel, SpacePanel)
    return solution, scene, panel, panel.space


def value_at(solution: Solution, place: np.ndarray) -> float:
    """F in thirty digits; nan where SymPy's own roots are not real."""
    numbers = {
        name: Float(float(at), 60) for name, at in zip(solution.variables, place, strict=True)
    }
    value = solution.f.xreplace(numbers).evalf(30)
    return float(value) if value.is_real else np.nan


def point_of(solution: Solution) -> np.ndarray:
    assert solution.point is not None
    return np.array([float(number.evalf(30)) for number in (*solution.point, solution.value)])


@pytest.mark.slow
@pytest.mark.parametrize("request_text", OF_TWO)
def test_the_tangent_plane_touches_at_the_point_with_the_slopes_of_the_partial_derivatives(
    request_text: str,
) -> None:
    solution, _, _, space = drawn(request_text)
    assert space.tangent is not None
    point, slopes = point_of(solution), gradient(solution)
    assert space.tangent.point == pytest.approx(point)
    assert len(space.tangent.corners) >= 3
    away = space.tangent.corners - point
    rises = away[:, :2] @ slopes
    assert away[:, 2] == pytest.approx(
        rises, abs=1e-6 * (abs(rises).max() + 1e-3 * abs(point[2])) + 1e-12
    )
    # P is inside of the patch: on the same side of all its edges, seen from above.
    ring = away[:, :2]
    turns = ring[:, 0] * np.roll(ring[:, 1], -1) - ring[:, 1] * np.roll(ring[:, 0], -1)
    assert (turns > 0).all()


@pytest.mark.slow
@pytest.mark.parametrize("request_text", OF_TWO)
def test_the_section_is_f_over_the_line_along_the_direction(request_text: str) -> None:
    solution, _, _, space = drawn(request_text)
    strand = space.strand("section")
    assert strand is not None
    point, way = point_of(solution), unit(solution)
    points = strand.points[np.isfinite(strand.points).all(axis=1)]
    away = points - point
    across = away[:, 0] * way[1] - away[:, 1] * way[0]
    width = space.high[0] - space.low[0]
    assert abs(across).max() < 1e-9 * (width + abs(point[:2]).max())
    height = space.high[2] - space.low[2]
    assert abs(away).max(axis=1).min() <= 1e-9 * (1 + abs(point).max())
    for place in points[:: max(1, len(points) // 6)]:
        value = value_at(solution, place[:2])
        if np.isfinite(value):
            assert place[2] == pytest.approx(value, abs=1e-6 * height, rel=1e-9)
    assert (points >= space.low - 1e-9 * abs(space.low)).all()
    assert (points <= space.high + 1e-9 * abs(space.high)).all()


@pytest.mark.parametrize("request_text", OF_TWO)
def test_the_tangent_of_the_section_has_the_slope_of_f_along_the_direction(
    request_text: str,
) -> None:
    solution, _, panel, space = drawn(request_text)
    strand = space.strand("tangent")
    assert strand is not None
    way, slopes = unit(solution), gradient(solution)
    start, end = strand.points[[0, -1]]
    run = float((end - start)[:2] @ way)
    expected = difference(solution, way)
    size = float(np.linalg.norm(slopes))
    assert run > 0
    assert (end[2] - start[2]) / run == pytest.approx(
        expected, rel=1e-6, abs=1e-6 * size + 1e-9 * abs(start[2]) / run
    )
    # It lies in the tangent plane, and goes through P.
    assert space.tangent is not None
    assert space.tangent.height(strand.points) == pytest.approx(
        0, abs=1e-6 * size * run + 1e-9 * abs(start[2])
    )
    assert panel.note.startswith("dashed: tangent of slope")


@pytest.mark.parametrize("request_text", OF_TWO)
def test_level_lines_are_level_and_f_has_their_height_there(request_text: str) -> None:
    solution, _, _, space = drawn(request_text)
    height = space.high[2] - space.low[2]
    # Thin lines are right to a small part of a cell, over which f may rise steeply.
    for role, tolerance in (("level", 1e-6), ("contour", 0.12)):
        strand = next((strand for strand in space.strands if strand.role == role), None)
        if strand is None:
            continue
        points = strand.points[np.isfinite(strand.points).all(axis=1)]
        if role == "level":
            assert np.ptp(points[:, 2]) == 0
            assert points[0, 2] == pytest.approx(point_of(solution)[2])
        for place in points[:: max(1, len(points) // 6)]:
            value = value_at(solution, place[:2])
            if np.isfinite(value):
                assert place[2] == pytest.approx(value, abs=tolerance * height)


@pytest.mark.slow
@pytest.mark.parametrize("request_text", [*OF_TWO, *FLAT])
def test_the_mesh_is_on_the_graph_and_fills_its_box(request_text: str) -> None:
    solution, _, _, space = drawn(request_text)
    assert space.skin is not None
    corners = space.skin.mesh.corners.reshape(-1, 3)
    height = space.high[2] - space.low[2]
    assert (corners >= space.low - 1e-9 * height - 1e-9 * abs(space.low)).all()
    assert (corners <= space.high + 1e-9 * height + 1e-9 * abs(space.high)).all()
    off = []
    for place in corners[:: max(1, len(corners) // 40)]:
        value = value_at(solution, place[:2])
        if np.isfinite(value):
            off.append(abs(place[2] - value) / height)
    # Only where the box cuts a cell its corners are on a chord.
    assert np.median(off) < 1e-9
    assert np.quantile(off, 0.8) < 0.02


@pytest.mark.parametrize("request_text", [*OF_TWO, *FLAT])
def test_the_side_is_so_chosen_that_the_point_is_seen(request_text: str) -> None:
    solution, _, panel, space = drawn(request_text)
    point = point_of(solution)
    assert is_seen(space, point[None]).all()
    (dot,) = [dot for dot in panel.dots if dot.role == "point"]
    assert dot.position == pytest.approx(tuple(space.camera.project(point)))
    assert panel.window.contains(np.array(dot.position))
    tangent, section = space.strand("tangent"), space.strand("section")
    for strand in (tangent, section):
        if strand is not None:
            known = np.isfinite(strand.points).all(axis=1)
            assert is_seen(space, strand.points)[known].mean() > 0.25


@pytest.mark.parametrize("request_text", [*OF_TWO, *FLAT])
def test_what_is_far_is_painted_before_what_is_near(request_text: str) -> None:
    _, _, panel, space = drawn(request_text)
    facets = [layer for layer in panel.layers if isinstance(layer, Facets)]
    patches = [layer for layer in panel.layers if isinstance(layer, Patch)]
    assert space.tangent is not None
    assert space.skin is not None
    assert [patch.role for patch in patches] == ["tangent"]
    far, near = facets
    place = panel.layers.index(patches[0])
    assert panel.layers.index(far) < place < panel.layers.index(near)
    assert len(far.corners) + len(near.corners) >= len(space.skin.mesh)
    assert patches[0].corners == pytest.approx(space.camera.project(space.tangent.corners))


@pytest.mark.parametrize("request_text", [*OF_TWO, *FLAT])
def test_the_vertical_scale_is_told_if_it_is_another(request_text: str) -> None:
    _, _, panel, space = drawn(request_text)
    x, y, z = space.camera.stretch
    assert (x, y) == (1, 1)
    assert ("the scale of" in panel.note.replace("\n", " ")) == (z != 1)
    drawn_height = z * (space.high[2] - space.low[2])
    width = max(space.high[:2] - space.low[:2])
    assert 0.3 < drawn_height / width < 1.2


@pytest.mark.parametrize(("request_text", "slopes"), CORNERS)
def test_at_a_corner_there_is_no_plane_but_two_half_tangents(
    request_text: str, slopes: tuple[float, float]
) -> None:
    solution, _, panel, space = drawn(request_text)
    assert space.tangent is None
    assert not [layer for layer in panel.layers if isinstance(layer, Patch)]
    strand = space.strand("tangent")
    assert strand is not None
    (gap,) = np.flatnonzero(np.isnan(strand.points[:, 0]))
    way = unit(solution)
    for half, slope in zip((strand.points[:gap], strand.points[gap + 1 :]), slopes, strict=True):
        away = half[-1] - half[0]
        assert away[2] / (away[:2] @ way) == pytest.approx(slope)
    assert "half-tangents" in panel.note
    assert "no tangent plane is drawn, as f is not differentiable there" in panel.description


@pytest.mark.parametrize("request_text", FLAT)
def test_where_the_gradient_is_zero_the_plane_is_horizontal(request_text: str) -> None:
    solution, _, _, space = drawn(request_text)
    assert space.tangent is not None
    assert np.ptp(space.tangent.corners[:, 2]) == 0
    assert space.tangent.corners[0, 2] == float(solution.value or 0)


@pytest.mark.parametrize("request_text", ["f=x^2*y at=(1,2) dir=(1,1)", "f=x*exp(2*y) at=(1,0)"])
def test_the_arrow_is_that_of_the_contour_plot_at_the_height_of_the_point(
    request_text: str,
) -> None:
    solution, _, _, space = drawn(request_text)
    role = "direction" if solution.unit_direction is not None else "gradient"
    (vector,) = space.vectors
    assert vector.role == role
    way = unit(solution) if role == "direction" else gradient(solution)
    assert (vector.tip - vector.tail)[:2] == pytest.approx(vector.scale * way)
    assert vector.tail == pytest.approx(point_of(solution))
    assert vector.tip[2] == vector.tail[2]


def test_the_description_tells_the_surface_in_a_sentence() -> None:
    _, scene, panel, _ = drawn("f=x*exp(2*y) at=(1,0) dir=(1,-1)")
    assert scene.description == (
        "Surface f(x, y) = x*exp(2*y) in space around P = (1, 0): the tangent plane is "
        "z = x + 2y; the section along u = (0.7071, −0.7071) is marked, the tangent line has "
        "slope D_u f(P) ≈ −0.7071."
    )
    names = [label.text for label in panel.labels if label.role == "axis_name"]
    assert names == ["$x$", "$y$", "$z$"]


def test_the_vertical_axis_is_that_of_f_where_z_is_a_variable() -> None:
    _, _, panel, _ = drawn("f(x,z)=x*z at=(1,2)")
    names = [label.text for label in panel.labels if label.role == "axis_name"]
    assert names == ["$x$", "$z$", "$f$"]


def test_a_point_outside_the_window_that_was_asked_for_is_said_to_be_there() -> None:
    _, _, panel, space = drawn("f=x*y at=(1,2) dir=(1,0) window=(5,7,0,2)")
    assert space.tangent is None
    assert not space.vectors
    assert not space.spots
    assert {strand.role for strand in space.strands} == {"contour"}
    assert "P = (1, 2) lies outside" in panel.note.replace("\n", " ")
    outside = "P = (1, 2) lies outside of what is shown."
    assert panel.description == f"Surface f(x, y) = x*y in space. {outside}"
    assert space.low[:2].tolist() == [5, 0]
    assert space.high[:2].tolist() == [7, 2]


def test_critical_points_are_marked_on_the_graph() -> None:
    _, _, panel, space = drawn("f=x^3+y^3-3xy critical=all")
    marks = {spot.role: spot.position.tolist() for spot in space.spots}
    assert marks == {"saddle": [0, 0, 0], "minimum": [1, 1, -1]}
    assert space.tangent is None
    assert {dot.role for dot in panel.dots} == {"saddle", "minimum"}
    assert "minimum" in panel.note


def test_the_path_of_an_optimiser_is_drawn_on_the_graph() -> None:
    solution, _, _, space = drawn("f=x^2+2y^2 at=(1,1) path=descent iterations=5")
    strand = space.strand("path")
    assert strand is not None
    assert solution.descent is not None
    points = strand.points[np.isfinite(strand.points).all(axis=1)]
    heights = points[:, 0] ** 2 + 2 * points[:, 1] ** 2
    assert points[:, 2] == pytest.approx(heights)
    assert points[0, :2].tolist() == [1, 1]


def test_a_surface_stands_beside_the_other_views() -> None:
    scene = compose_scene(
        solve(read_problem("f=x^2*y at=(1,2) dir=(1,1) plot=contour,surface,section"))
    )
    assert scene is not None
    contour, surface, section = scene.panels
    assert [panel.framed for panel in scene.panels] == [True, False, True]
    arrow = contour.arrow("direction")
    assert arrow is not None
    assert isinstance(surface, SpacePanel)
    strand = surface.space.strand("tangent")
    assert strand is not None
    line = section.curve("tangent")
    assert line is not None
    points = line.points[np.isfinite(line.points).all(axis=1)]
    slope = (points[-1, 1] - points[0, 1]) / (points[-1, 0] - points[0, 0])
    away = strand.points[-1] - strand.points[0]
    assert away[2] / np.hypot(*away[:2]) == pytest.approx(slope)
