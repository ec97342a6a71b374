"""Pictures in the window that a request asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import grad_magic
from grad_magic.calculus.solver import solve
from grad_magic.picture.scene import compose_scene
from grad_magic.picture.space.body import SpacePanel
from grad_magic.reading.request import read_problem

if TYPE_CHECKING:
    from grad_magic.picture.shapes import Panel
    from grad_magic.picture.space.body import Space


def panels_of(request: str) -> tuple[Panel, ...]:
    scene = compose_scene(solve(read_problem(request)))
    assert scene is not None
    return scene.panels


def sides_of(panel: Panel) -> list[float]:
    window = panel.window
    return [window.left, window.right, window.bottom, window.top]


@pytest.mark.parametrize("plot", ["contour", "field"])
@pytest.mark.parametrize("window", [(-1, 3, -2, 2), (0.5, 4, -1, 1), (-1, 1.5, -2, 2)])
def test_a_plot_of_the_plane_has_the_window_and_equal_units(
    plot: str, window: tuple[float, ...]
) -> None:
    request = f"f=x*exp(2y) at=(1,0) dir=(1,-1) plot={plot} window={window}"
    (panel,) = panels_of(request)
    assert sides_of(panel) == pytest.approx(window)
    assert panel.scale[0] == pytest.approx(panel.scale[1])
    assert max(panel.size[0] / 4.8, panel.size[1] / 4.0) == pytest.approx(1)
    tips = np.array([arrow.tip for arrow in panel.arrows if arrow.role != "field"])
    assert panel.window.contains(tips).all()


def test_a_long_and_narrow_window_shows_more_on_its_short_side() -> None:
    (panel,) = panels_of("f=x*y at=(1,0) window=(0,100,-1,1)")
    left, right, bottom, top = sides_of(panel)
    assert (left, right) == (0, 100)
    assert (bottom, top) == pytest.approx((-12.5, 12.5))


def test_two_ticks_are_not_too_near_to_each_other() -> None:
    (panel,) = panels_of("f=x*y at=(1,0) window=(0,10,-1,1)")
    for axis, side in ((panel.horizontal, 0), (panel.vertical, 1)):
        assert np.diff(axis.ticks).min() / panel.scale[side] > 0.3


def test_the_arrows_end_in_the_window_where_p_is_near_its_side() -> None:
    (panel,) = panels_of("f=x^2+y^2 at=(1,1) dir=(1,0) window=(0,1.2,0,1.2)")
    assert {arrow.role for arrow in panel.arrows} == {"gradient", "direction"}
    assert panel.window.contains(np.array([arrow.tip for arrow in panel.arrows])).all()


@pytest.mark.parametrize(
    ("request_text", "note"),
    [
        ("f=x^2+y^2 at=(3,4) dir=(1,0) window=(-1,1,-1,1)", "P = (3, 4) lies outside"),
        ("f=x^2+y^2 at=(3,4) plot=field window=(-1,1,-1,1)", "P = (3, 4) lies outside"),
        ("f=x^2 at=1 window=(2,3)", "x = 1 lies outside"),
    ],
)
def test_of_a_point_outside_nothing_is_drawn_and_the_note_says_so(
    request_text: str, note: str
) -> None:
    (panel,) = panels_of(request_text)
    assert note in panel.note.replace("\n", " ")
    assert not [dot for dot in panel.dots if dot.role == "point"]
    assert panel.curve("tangent") is None
    assert panel.arrow("gradient") is None
    assert panel.arrow("direction") is None


def test_a_curve_has_the_width_that_is_asked_for() -> None:
    (panel,) = panels_of("f=tan(x) at=1 window=(-5,5)")
    assert sides_of(panel)[:2] == [-5, 5]
    assert panel.window.height < 60
    graph = panel.curve("graph")
    assert graph is not None
    x = graph.points[np.isfinite(graph.points).all(axis=1), 0]
    assert (x.min(), x.max()) == (-5, 5)
    assert np.abs(x - 1).min() == 0


def test_a_section_goes_through_the_window_from_side_to_side() -> None:
    contour, section = panels_of(
        "f=x^2+y^2 at=(1,1) dir=(3,4) plot=contour,section window=(-2,4,-1,3)"
    )
    ends = [np.array([1, 1]) + t * np.array([3, 4]) / 5 for t in sides_of(section)[:2]]
    assert sides_of(contour) == [-2, 4, -1, 3]
    # The line y - 1 = 4(x - 1)/3 leaves through the bottom and the top.
    assert ends[0] == pytest.approx([-0.5, -1])
    assert ends[1] == pytest.approx([2.5, 3])


def test_of_a_line_outside_the_window_the_section_is_the_usual_one() -> None:
    (asked,) = panels_of("f=x^2+y^2 at=(3,4) dir=(1,0) plot=section window=(-1,1,-1,1)")
    (usual,) = panels_of("f=x^2+y^2 at=(3,4) dir=(1,0) plot=section")
    assert sides_of(asked) == sides_of(usual)


def test_several_points_share_the_window() -> None:
    for request in ("f=sin(x)*y at=(0,1)", "f=sin(x)*y at=(5,5)"):
        (panel,) = panels_of(f"{request} window=(-3,3,-3,3)")
        assert sides_of(panel) == [-3, 3, -3, 3]


def test_a_title_that_is_longer_than_its_picture_has_no_formula() -> None:
    request = "f=x^2*y+sin(x)*cos(y)+exp(x) at=(0,0)"
    wide, narrow = (
        compose_scene(solve(read_problem(f"{request} {window}")))
        for window in ("", "window=(-1,1,-4,4)")
    )
    assert wide is not None
    assert narrow is not None
    assert "sin" in wide.title
    assert narrow.title == "$f(x, y)$"


def space_of(request: str) -> Space:
    (panel,) = panels_of(request)
    assert isinstance(panel, SpacePanel)
    return panel.space


@pytest.mark.slow
def test_of_three_variables_the_level_surface_is_drawn_in_the_box() -> None:
    space = space_of("f=x^2+y^2-z^2 at=(1,1,1) dir=(1,0,0) window=(-2,2,-2,2,-3,3)")
    assert space.low == pytest.approx([-2, -2, -3])
    assert space.high == pytest.approx([2, 2, 3])
    assert space.skin is not None
    corners = space.skin.mesh.corners.reshape(-1, 3)
    # At the corners (±2, ±2) z = ±√7.
    assert abs(corners).max(axis=0) == pytest.approx([2, 2, np.sqrt(7)], abs=0.01)
    x, y, z = corners.T
    # What is cut at a side of the box lies between corners of a piece.
    assert x**2 + y**2 - z**2 == pytest.approx(np.ones(len(z)), abs=0.1)
    assert {vector.role for vector in space.vectors} == {"gradient", "direction"}
    assert all((abs(vector.tip) <= space.high).all() for vector in space.vectors)
    assert space.tangent is not None


def test_of_a_long_and_narrow_box_more_is_shown_on_its_short_sides() -> None:
    space = space_of("f=x+y+z at=(1,1,1) window=(0,100,0,1,0,50)")
    assert space.low == pytest.approx([0, -12, 0])
    assert space.high == pytest.approx([100, 13, 50])


def test_where_p_is_outside_of_the_box_the_surface_is_drawn_alone() -> None:
    (panel,) = panels_of("f=x^2+y^2+z^2 at=(1,2,2) window=(-4,-1,-4,4,-4,4)")
    assert isinstance(panel, SpacePanel)
    assert panel.space.skin is not None
    assert panel.space.tangent is None
    assert (panel.arrows, panel.dots) == ((), ())
    assert panel.note == "surface $f =$9; P = (1, 2, 2) lies outside"
    assert panel.description.startswith("Level surface f = 9 of f(x, y, z) = ")
    assert panel.description.endswith(". P = (1, 2, 2) lies outside of what is shown.")


def test_the_section_goes_through_the_box_of_three_variables() -> None:
    (panel,) = panels_of("f=x*y*z at=(1,1,1) dir=(1,0,0) plot=section window=(-1,3,0,2,0,2)")
    assert sides_of(panel)[:2] == pytest.approx([-2, 2])


@pytest.mark.parametrize("plot", ["contour", "field", "surface"])
def test_a_point_outside_is_told_as_such(plot: str) -> None:
    (panel,) = panels_of(f"f=x*y at=(5,5) plot={plot} window=(-1,1,-1,1)")
    assert "gradient (" not in panel.description
    assert panel.description.endswith("P = (5, 5) lies outside of what is shown.")


def test_axes_of_three_variables_can_be_changed() -> None:
    figure = grad_magic.solve("f=x*y*z at=(1,2,3) dir=(1,1,1) plot=section").figure
    assert figure is not None
    figure.axes[0].set_xlim(0, 1)
    assert figure.axes[0].get_xlim() == (0, 1)
