"""The level surface, its normal and its tangent plane agree with f in fifty digits."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
from sympy import Float

from grad_magic.calculus.solver import solve
from grad_magic.picture.scene import Scene, compose_scene, explain_missing
from grad_magic.picture.shapes import Panel, Patch
from grad_magic.picture.space.body import Space, SpacePanel
from grad_magic.picture.space.drawing import is_seen
from grad_magic.reading.request import read_problem
from grad_magic.solution import Solution
from tests.picture.views.test_agreement import gradient, unit

if TYPE_CHECKING:
    from collections.abc import Callable

SMOOTH = [
    "x^2+y^2+z^2==9 at=(1,2,2)",
    "x^2/4+y^2/9+z^2==3 at=(2,3,1) dir=(1,0,0)",
    "x^2+y^2==z at=(1,1,2)",
    "z==x*exp(y) at=(1,0,1)",
    "x*y*z==6 at=(1,2,3)",
    "f=x*y*z at=(1,2,3) dir=(1,0,0)",
    "f=x+2y-z at=(1,2,3) dir=(1,1,0)",
    "f=80/(1+x^2+2y^2+3z^2) at=(1,1,-2) dir=(1,2,2)",
    "f=x^2+y^2+z^2 at=(1,2,2) dir=(-1,-2,-2)",
    "f=x^2+y^2-z^2 at=(1,1,1) dir=(1,1,1)",
    "f=x^2+y^2-z^2 at=(1,0,2)",
    "f=x^2-y^2-z^2 at=(1,2,2)",
    "f=exp(x*y)*sin(z) at=(1,0,1) dir=(1,1,1)",
    "f=sqrt(x^2+y^2+z^2) at=(2,1,2)",
    "f=x*y+y*z+z*x at=(1,1,1) dir=(1,2,2)",
    "f=x^2+y^2+0*z at=(1,1,0)",
    "f(x,y,z)=x at=(1,2,3)",
    "f=ln(x*y*z) at=(1,1,1)",
    "f=ln(x)+ln(y)+ln(z) at=(1,2,3)",
    "f=sqrt(x)+sqrt(y)+sqrt(z) at=(1,1,1)",
    "f=sin(x)*sin(y)*sin(z) at=(1,1,1)",
    "f=x/(y*z) at=(1,1,1) dir=(1,1,1)",
    "f=1/(x+y+z) at=(1,1,1)",
    "f=x^3+y^3+z^3-3x*y*z at=(1,0,0)",
    "f=softplus(x-y+z) at=(0,1,1) dir=(1,0,0)",
    "f=1000000x+y^2+z at=(1,1,1)",
    "f=x^2+y^2+z^2 at=(1000,2,3)",
    "f=x*y*z/1000000 at=(1,2,3)",
    "f=exp(-x^2-y^2-z^2) at=(1,1,1)",
    "f=(x-100)^2+y^2+z^2 at=(101,1,1)",
    "f=max(x,y)+z at=(1,2,3)",
    "f=abs(x)+y+z at=(1,2,3)",
    "f(a,b,c)=a^2-b*c at=(1,2,3) dir=(1,1,1)",
    "f=z-sqrt(9-x^2-y^2) at=(1,2,2)",
    "f=atan2(y,x)+z at=(1,1,0)",
]


@lru_cache(maxsize=100)
def drawn(request: str) -> tuple[Solution, Scene, Panel, Space]:
    solution = solve(read_problem(request))
    scene = compose_scene(solution)
    assert scene is not None
    panel = scene.panels[0]
    assert isinstance(panel, SpacePanel)
    return solution, scene, panel, panel.space


def point_of(solution: Solution) -> np.ndarray:
    assert solution.point is not None
    return np.array([float(number) for number in solution.point])


@pytest.mark.slow
@pytest.mark.parametrize("request_text", SMOOTH)
def test_the_gradient_is_the_normal_of_the_tangent_plane_through_the_point(
    request_text: str,
) -> None:
    solution, _, _, space = drawn(request_text)
    slopes, point = gradient(solution), point_of(solution)
    size = float(np.linalg.norm(slopes))
    (vector,) = [vector for vector in space.vectors if vector.role == "gradient"]
    assert vector.tail == pytest.approx(point)
    shaft = vector.tip - vector.tail
    assert shaft / vector.scale == pytest.approx(slopes, rel=1e-6, abs=1e-6 * size)
    assert space.tangent is not None
    away = space.tangent.corners - point
    side = space.high[0] - space.low[0]
    assert away @ slopes / size == pytest.approx(0, abs=1e-6 * side)
    # The patch is around P.
    assert away.mean(axis=0) == pytest.approx(0, abs=0.5 * side)
    assert np.linalg.norm(away, axis=1).min() > 0.03 * side
    # All axes have one scale, so that the right angle is one.
    assert space.camera.stretch.tolist() == [1, 1, 1]
    assert (space.high - space.low) == pytest.approx(side)


@pytest.mark.slow
@pytest.mark.parametrize("request_text", SMOOTH)
def test_the_surface_goes_through_the_point_and_touches_its_tangent_plane(
    request_text: str,
) -> None:
    solution, _, _, space = drawn(request_text)
    slopes, point = gradient(solution), point_of(solution)
    assert space.skin is not None
    corners = space.skin.mesh.corners.reshape(-1, 3)
    away = corners - point
    near = away[np.argsort(np.linalg.norm(away, axis=1))[:12]]
    cell = space.skin.cell
    assert np.linalg.norm(near, axis=1).min() < 1.1 * cell
    # It leaves the plane by the square of the way.
    assert abs(near @ slopes / np.linalg.norm(slopes)).max() < 0.5 * cell


@pytest.mark.parametrize("request_text", SMOOTH)
def test_f_has_its_value_on_the_sections_of_the_surface(request_text: str) -> None:
    solution, _, _, space = drawn(request_text)
    strand = space.strand("contour")
    slopes = gradient(solution)
    assert solution.value is not None
    if strand is None:
        return
    points = strand.points[np.isfinite(strand.points).all(axis=1)]
    names = solution.variables
    scale = float(np.linalg.norm(slopes)) * float(space.high[0] - space.low[0])
    for place in points[:: max(1, len(points) // 10)]:
        numbers = map(Float, place.tolist())
        value = solution.f.xreplace(dict(zip(names, numbers, strict=True))).evalf(20)
        if value.is_real:
            assert float(value) == pytest.approx(float(solution.value), abs=0.03 * scale)


@pytest.mark.parametrize("request_text", SMOOTH)
def test_the_side_is_so_chosen_that_the_point_is_seen(request_text: str) -> None:
    solution, _, panel, space = drawn(request_text)
    point = point_of(solution)
    assert is_seen(space, point[None]).all()
    (dot,) = panel.dots
    assert dot.position == pytest.approx(tuple(space.camera.project(point)))
    assert [layer.role for layer in panel.layers if isinstance(layer, Patch)] == ["tangent"]
    for arrow in panel.arrows:
        assert panel.window.contains(np.array(arrow.tip))
    assert any(arrow.is_behind for arrow in panel.arrows) == ("pale" in panel.note)


@pytest.mark.parametrize("request_text", [text for text in SMOOTH if "dir=" in text])
def test_the_direction_starts_at_the_point(request_text: str) -> None:
    solution, _, _, space = drawn(request_text)
    (vector,) = [vector for vector in space.vectors if vector.role == "direction"]
    assert vector.tail == pytest.approx(point_of(solution))
    assert (vector.tip - vector.tail) / vector.scale == pytest.approx(unit(solution))


def test_a_sphere_is_shown_whole() -> None:
    _, _, _, space = drawn("x^2+y^2+z^2==9 at=(1,2,2)")
    assert space.skin is not None
    corners = space.skin.mesh.corners.reshape(-1, 3)
    assert corners.min(axis=0) == pytest.approx(-3, abs=0.05)
    assert corners.max(axis=0) == pytest.approx(3, abs=0.05)
    assert np.linalg.norm(corners, axis=1) == pytest.approx(3, abs=1e-6)


def test_an_octahedron_at_its_tip_has_neither_gradient_nor_plane() -> None:
    _, _, panel, space = drawn("f=abs(x)+abs(y)+abs(z) at=(1,0,0)")
    assert space.tangent is None
    assert not space.vectors
    assert space.skin is not None
    corners = space.skin.mesh.corners.reshape(-1, 3)
    assert abs(corners).sum(axis=1) == pytest.approx(1, abs=1e-9)
    assert "no gradient is drawn, as f is not differentiable at P" in panel.description


def test_at_the_tip_of_a_cone_the_gradient_is_zero() -> None:
    _, _, panel, space = drawn("f=x^2+y^2-z^2 at=(0,0,0)")
    assert space.tangent is None
    assert space.skin is not None
    corners = space.skin.mesh.corners.reshape(-1, 3)
    assert np.hypot(corners[:, 0], corners[:, 1]) == pytest.approx(abs(corners[:, 2]), abs=0.04)
    assert panel.description == (
        "Level surface f = 0 of f(x, y, z) = x**2 + y**2 - z**2 around P = (0, 0, 0): P is a "
        "critical point (saddle), the gradient there is 0."
    )


@pytest.mark.parametrize(
    ("request_text", "note"),
    [
        ("f=x^2+y^2+z^2 at=(0,0,0)", "near $P$ only $P$ itself has $f =$0"),
        ("f=sqrt(x^2+y^2+z^2) at=(0,0,0)", "near $P$ only $P$ itself has $f =$0"),
        ("f=5+0*x+0*y+0*z at=(1,1,1)", "f is constant"),
        ("f=(x-y)^2+z^2 at=(0,0,0)", "no surface $f =$0 is drawn, as f is nowhere seen to pass"),
        (
            "f=floor(x)+floor(y)+floor(z) at=(1/2,1/2,1/2)",
            "no surface $f =$0 is drawn, as f is nowhere seen to pass",
        ),
    ],
)
def test_what_is_no_surface_is_said_not_to_be_one(request_text: str, note: str) -> None:
    _, _, panel, space = drawn(request_text)
    assert space.skin is None
    assert space.tangent is None
    assert panel.note.replace("$P$", "P").startswith(note.replace("$P$", "P"))


def test_the_description_tells_the_surface_in_a_sentence() -> None:
    _, scene, panel, _ = drawn("f=x*y*z at=(1,2,3) dir=(1,0,0)")
    assert scene.description == (
        "Level surface f = 6 of f(x, y, z) = x*y*z around P = (1, 2, 3): the gradient (6, 3, 2) "
        "is perpendicular to the surface at P, where the tangent plane is "
        "6x + 3y + 2z = 18; the direction u = (1, 0, 0) starts at P."
    )
    assert panel.note.startswith("surface $f =$6")


def test_without_a_point_there_is_none_and_nothing_is_said_unless_it_was_asked_for() -> None:
    usual = solve(read_problem("f=x*y*z"))
    assert compose_scene(usual) is None
    assert explain_missing(usual) == ""
    asked = solve(read_problem("f=x*y*z plot=surface"))
    assert compose_scene(asked) is None
    assert explain_missing(asked) == "No surface: that needs a point (the clause at)."


def test_other_numbers_of_variables_have_no_surface() -> None:
    solution = solve(read_problem("f=x*y*z*w at=(1,1,1,1) plot=surface"))
    assert compose_scene(solution) is None
    assert explain_missing(solution) == (
        "No surface: that is of functions of two or three variables."
    )


@pytest.mark.slow
def test_a_python_function_is_called_point_by_point() -> None:
    from grad_magic import solve as solve_function

    result = solve_function(
        lambda x, y, z: abs(x) * y + z if x > 0 else y + z, at=(1.0, 2.0, 3.0), dir=(1, 0, 0)
    )
    assert result.figure is not None


def test_the_path_of_an_optimiser_goes_through_space() -> None:
    solution, _, _, space = drawn("f=x^2+y^2+z^2 at=(1,2,3) path=descent iterations=3")
    strand = space.strand("path")
    assert strand is not None
    # By hand: each step takes 0.8 of the coordinates.
    assert strand.points[-1] == pytest.approx(0.512 * np.array([1, 2, 3]))
    assert solution.descent is not None


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_text", "edge"),
    [
        ("f=max(0,x+y+z) at=(-1,0,0)", lambda at: at.sum(axis=1)),
        ("f(x,w,b)=relu(x*w+b) at=(1,-2,2)", lambda at: at[:, 0] * at[:, 1] + at[:, 2]),
        ("f=min(2,x^2+y^2+z^2) at=(2,0,0)", lambda at: (at**2).sum(axis=1) - 2),
    ],
)
def test_of_a_region_in_which_f_has_one_value_the_boundary_is_drawn(
    request_text: str, edge: Callable[[np.ndarray], np.ndarray]
) -> None:
    _, _, panel, space = drawn(request_text)
    assert "boundary of the region" in panel.note
    assert ("around P" in panel.note) is ("at=(1,-2,2)" not in request_text)
    assert panel.description.startswith("Boundary of the region in which")
    assert space.skin is not None
    assert edge(space.skin.mesh.corners.reshape(-1, 3)) == pytest.approx(0, abs=0.1)
