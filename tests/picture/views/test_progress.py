from __future__ import annotations

import numpy as np
import pytest

from grad_magic.calculus.solver import solve
from grad_magic.picture.figure import draw
from grad_magic.picture.scene import Scene, compose_scene, explain_missing
from grad_magic.picture.screen import paint
from grad_magic.picture.shapes import Panel
from grad_magic.reading.request import read_problem
from grad_magic.solution import Solution
from tests.picture.scenes import assert_same
from tests.picture.test_screen import pixels_of_the_figure

PATHS = (
    "f=x^2-y^2 at=(1,1/1000) path=descent iterations=5",
    "f=(1-x)^2+100*(y-x^2)^2 at=(-1,1) path=momentum step_size=0.001 iterations=80",
    "f=x^2+3y^2 at=(1,2) path=natural metric=[[2,1],[1,3]] iterations=20",
    "f=x^2+10y^2 at=(3,1) path=descent step_size=0.09",
    "f=(1-x)^2+(y-x^2)^2 at=(-1,1) path=flow iterations=20",
    "f=exp(-x^2-y^2) at=(1,1) path=momentum iterations=30",
    "f=x^2+y^2 at=(1,2) step_size=0.1",
)


def scene_of(request: str) -> tuple[Solution, Scene]:
    solution = solve(read_problem(request))
    scene = compose_scene(solution)
    assert scene is not None
    return solution, scene


def dots_of(panel: Panel, role: str) -> np.ndarray:
    return np.array([dot.position for dot in panel.dots if dot.role == role])


def floats(solution: Solution) -> tuple[np.ndarray, np.ndarray]:
    path = solution.descent
    assert path is not None
    return np.array(path.points, dtype=float), np.array(path.values, dtype=float)


@pytest.mark.slow
@pytest.mark.parametrize("request_", PATHS)
def test_the_points_of_the_path_stand_where_they_are_in_both_panels(request_: str) -> None:
    solution, scene = scene_of(request_)
    points, values = floats(solution)
    contour, progress = scene.panels
    assert dots_of(contour, "path") == pytest.approx(points[1:])
    assert contour.window.contains(points).all()
    assert dots_of(progress, "path")[:, 1] == pytest.approx(values[1:])
    (curve,) = progress.curves
    assert curve.points[:, 1] == pytest.approx(values)
    assert progress.window.contains(curve.points).all()
    (arrow, *_) = contour.arrows
    assert contour.window.contains(np.array(arrow.tip))


def test_steps_are_counted_in_whole_numbers_and_the_flow_in_time() -> None:
    _, scene = scene_of("f=x^2+y^2 at=(1,2) path=descent iterations=2")
    assert list(scene.panels[1].horizontal.ticks) == [0, 1, 2]
    solution, scene = scene_of("f=x^2+y^2 at=(1,2) path=flow step_size=1/2 iterations=4")
    assert scene.panels[1].curves[0].points[:, 0] == pytest.approx([0, 0.5, 1, 1.5, 2])
    assert scene.panels[1].horizontal.name == "$t$"
    assert solution.problem.path == "flow"


def test_a_path_that_leaves_the_window_is_said_to() -> None:
    _, scene = scene_of("f=x^2+10y^2 at=(3,1) path=descent step_size=0.12")
    assert "the path leaves the window" in scene.panels[0].note.replace("\n", " ")
    _, scene = scene_of("f=x^2+10y^2 at=(3,1) path=descent step_size=0.09")
    assert "the path leaves the window" not in scene.panels[0].note


def test_in_one_variable_the_points_stand_on_the_curve() -> None:
    solution, scene = scene_of("f=x^4-2x^2 at=0.1 path=descent iterations=8")
    points, values = floats(solution)
    found = dots_of(scene.panels[0], "path")
    assert found == pytest.approx(np.stack([points[1:, 0], values[1:]], axis=1))


def test_three_variables_have_the_values_beside_the_level_surface() -> None:
    _, scene = scene_of("f=x^2+y^2+z^2 at=(1,2,3) path=descent iterations=10")
    _, panel = scene.panels
    assert panel.vertical.name == "$f(P_k)$"
    # By hand: every step takes 0.8 of the coordinates, and 0.64 of f.
    assert panel.description == (
        "Values of f(x, y, z) = x**2 + y**2 + z**2 over 10 steps of the path, from 14 to 0.1614."
    )


def test_without_a_path_there_is_no_progress() -> None:
    solution = solve(read_problem("f=x^2+y^2 at=(1,2) plot=progress"))
    assert compose_scene(solution) is None
    assert "the clause path" in explain_missing(solution)


@pytest.mark.parametrize("metric", ["[[2,1],[1,3]]", "[[100,0],[0,1]]", "[[1,0],[0,1]]"])
@pytest.mark.parametrize("f", ["x^2+3y^2", "x*exp(y)", "x-5y"])
def test_the_natural_gradient_touches_the_ellipse_where_the_gradient_is_its_normal(
    f: str, metric: str
) -> None:
    solution, scene = scene_of(f"f={f} at=(1,2) metric={metric}")
    (panel,) = scene.panels
    arrow = next(arrow for arrow in panel.arrows if arrow.role == "natural")
    assert solution.natural is not None
    matrix = np.array(solution.natural.metric, dtype=float)
    vector = np.array(solution.natural.vector, dtype=float).ravel()
    step = np.array(arrow.tip) - np.array(arrow.tail)
    assert step == pytest.approx(arrow.scale * vector)
    ellipse = next(curve for curve in panel.curves if curve.role == "metric").points
    ellipse = ellipse[np.isfinite(ellipse[:, 0])] - np.array(arrow.tail)
    assert np.einsum("ki,ij,kj->k", ellipse, matrix, ellipse) == pytest.approx(step @ matrix @ step)
    # Of all steps of this length it is the one along which f rises most: its rate is the largest.
    gradient = np.array(solution.gradient_at, dtype=float).ravel()
    assert (ellipse @ gradient).max() <= step @ gradient * (1 + 1e-9)


def test_of_a_path_that_diverges_the_values_are_seen_on_a_logarithmic_axis() -> None:
    solution, scene = scene_of("f=x^2+10y^2 at=(3,1) path=descent step_size=0.12")
    panel = scene.panels[1]
    assert panel.vertical.is_logarithmic
    (curve,) = panel.curves
    assert solution.descent is not None
    values = [float(value) for value in solution.descent.values]
    assert 10 ** curve.points[:, 1] == pytest.approx(values[: len(curve.points)])
    assert all(label == f"$10^{{{tick:.0f}}}$" for tick, label in _ticks_of(panel))
    assert len(panel.vertical.ticks) >= 3


@pytest.mark.slow
def test_a_figure_of_it_has_matplotlibs_own_logarithmic_axis() -> None:
    _, scene = scene_of("f=x^2+10y^2 at=(3,1) path=descent step_size=0.12")
    ax = draw(scene).axes[1]
    assert ax.get_yscale() == "log"
    heights = [np.asarray(line.get_ydata()) for line in ax.lines if line.get_gid() == "path"]
    assert max(heights, key=len)[0] == pytest.approx(19)
    assert ax.get_ylim()[0] < 19 < ax.get_ylim()[1]
    assert_same(paint(scene), pixels_of_the_figure(scene))


def test_of_a_path_that_comes_down_the_axis_is_the_usual_one() -> None:
    _, scene = scene_of("f=x^2+3y^2 at=(2,1) path=descent step_size=0.1")
    assert not scene.panels[1].vertical.is_logarithmic


def _ticks_of(panel: Panel) -> list[tuple[float, str]]:
    return list(zip(panel.vertical.ticks, panel.vertical.tick_labels, strict=True))
