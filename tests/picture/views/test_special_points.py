"""Pictures at and around points where the usual formulas fail; the geometry is worked by hand."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from grad_magic import solve
from grad_magic.picture.scene import compose_scene
from tests.picture.scenes import points_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from grad_magic.picture.shapes import Array, Panel

# x²y/(x² + y²) with 0 at 0, which is 0 on both axes.
TOUCHING = "f=piecewise((x^2*y/(x^2+y^2), x^2+y^2>0), (0, true)) at=(0,0) dir=(1,1)"


def panel_of(request: Any, **clauses: object) -> Panel:
    scene = compose_scene(solve(request, **clauses).solution)
    assert scene is not None
    (panel,) = scene.panels
    return panel


def steepest(points: Array) -> float:
    """The largest rise between neighbouring points that a line joins."""
    rises = abs(np.diff(points[:, 1]))
    return float(rises[np.isfinite(rises)].max())


def test_no_level_line_runs_along_a_jump() -> None:
    panel = panel_of("f=floor(x)+y at=(1,0) dir=(1,1)")
    for role in ("level", "contour"):
        points = points_of(panel, role)
        sums = np.floor(points[:, 0] + 1e-9) + points[:, 1]
        assert sums == pytest.approx(np.round(sums), abs=0.02)


def test_the_level_curve_of_a_function_with_steps_is_broken_at_them() -> None:
    level = points_of(panel_of("f=floor(x)+y at=(1/2,0) dir=(1,1)"), "level")
    assert set(np.round(level[:, 1], 6)) == {1.0, 0.0, -1.0}


@pytest.mark.slow
def test_a_step_function_has_its_values_written_inside_its_regions() -> None:
    panel = panel_of("f=floor(x+y) at=(1/3,1/3) dir=(1,1)")
    numbers = [label for label in panel.labels if label.role == "contour"]
    assert len(numbers) >= 6
    for label in numbers:
        x, y = label.position
        assert label.text == str(math.floor(x + y)).replace("-", "−")
    assert panel.curve("contour") is None or not len(points_of(panel, "contour"))
    assert panel.curve("level") is None


def test_where_f_is_constant_around_p_no_curve_claims_to_be_its_level() -> None:
    assert panel_of("f=max(0,x+y) at=(-1,0)").curve("level") is None


@pytest.mark.slow
def test_the_level_set_is_whole_where_f_touches_it_without_crossing() -> None:
    level = points_of(panel_of(TOUCHING), "level")
    assert abs(level).min(axis=1) == pytest.approx(0, abs=1e-9)
    for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        assert np.hypot(*(level - [x, y]).T).min() < 0.05


@pytest.mark.slow
def test_lines_that_cross_at_p_are_no_region() -> None:
    # xy(x² - y²)/(x² + y²) is 0 on the axes and the diagonals.
    panel = panel_of("f=piecewise((x*y*(x^2-y^2)/(x^2+y^2), x^2+y^2>0), (0, true)) at=(0,0)")
    level = points_of(panel, "level")
    for angle in np.arange(8) * math.pi / 4:
        place = 1.2 * np.array([math.cos(angle), math.sin(angle)])
        assert np.hypot(*(level - place).T).min() < 0.05


def test_a_corner_of_the_level_curve_has_all_its_sides() -> None:
    level = points_of(panel_of("f=|x|+|y| at=(1,0) dir=(1,2)"), "level")
    assert abs(level).sum(axis=1) == pytest.approx(1)
    assert (np.hypot(*np.diff(level, axis=0).T) > 1e-9).all()
    for side in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
        assert (level * side > 0).all(axis=1).sum() > 10


@pytest.mark.parametrize(
    "request_text", ["f=1/(x*y) at=(1,1) dir=(1,2)", "f=1/(x-y) at=(2,1)", "f=tan(x)*y at=(1,1)"]
)
def test_no_level_line_runs_along_a_pole(request_text: str) -> None:
    panel = panel_of(request_text)
    distances: dict[str, Callable[[Array, Array], Array]] = {
        "f=1/(x*y) at=(1,1) dir=(1,2)": lambda x, y: x * y,
        "f=1/(x-y) at=(2,1)": lambda x, y: x - y,
        "f=tan(x)*y at=(1,1)": lambda x, y: np.cos(x) / (y * np.sin(x)),
    }
    level = points_of(panel, "level")
    value = distances[request_text](*level.T) * solve(request_text).value
    assert value.astype(float) == pytest.approx(1)


def test_one_variable_is_not_joined_across_its_jumps() -> None:
    panel = panel_of("f=floor(x) at=1")
    curve = next(curve for curve in panel.curves if curve.role == "graph").points
    assert steepest(curve) == 0


def test_one_variable_is_joined_at_a_vertical_tangent() -> None:
    panel = panel_of("f=cbrt(x) at=0")
    curve = next(curve for curve in panel.curves if curve.role == "graph").points
    assert np.isfinite(curve).all()


def test_a_corner_of_a_curve_has_two_half_tangents() -> None:
    # (x² + |x - 1|)' is 2x - 1 = 1 on the left of 1 and 2x + 1 = 3 on the right.
    panel = panel_of("f=x^2+|x-1| at=1")
    x, y = points_of(panel, "tangent").T
    assert y == pytest.approx(1 + np.where(x < 1, 1, 3) * (x - 1))
    assert {label.text for label in panel.labels if label.role == "tangent"} == {"half-tangent"}
    assert panel.description.endswith(
        "no tangent is drawn, as f is not differentiable there; the half-tangent on the left has "
        "slope 1; the half-tangent on the right has slope 3."
    )


@pytest.mark.parametrize("request_text", ["f=x^(2/3) at=0", "f=sqrt(x) at=0", "f=sign(x) at=0"])
def test_an_infinite_slope_has_no_half_tangent(request_text: str) -> None:
    panel = panel_of(request_text)
    assert panel.curve("tangent") is None
    assert "half-tangent" not in panel.description


def test_at_the_edge_of_the_domain_the_rest_is_blank() -> None:
    panel = panel_of("f=sqrt(x)+y at=(0,1) dir=(1,1)")
    assert panel.hatched
    assert [arrow.role for arrow in panel.arrows] == ["direction"]
    assert all(band.points[:, 0].min() > -0.05 for band in panel.bands)


def test_a_long_ellipse_is_seen_beside_its_other_side() -> None:
    # 10⁶x² + y² = 10⁶ + 1 passes near (1, 0) and (-1, 0).
    panel = panel_of("f=10^6*x^2+y^2 at=(1,1) dir=(1,1)")
    sides = np.sign(points_of(panel, "level")[:, 0])
    assert set(sides) == {-1.0, 1.0}
    assert 6 < panel.window.width < 20


def test_a_rounded_level_is_not_called_equal() -> None:
    panel = panel_of("f=10^6*x^2+y^2 at=(1,1) dir=(1,1)")
    level = next(label for label in panel.labels if label.role == "level")
    assert level.text == r"$f \approx 10^{6}$"
    assert "level curve f ≈ 10⁶" in panel.description


def test_critical_points_out_of_sight_are_not_spoken_of() -> None:
    # The window around (1, 1) shows the minimum (1, 0), not the saddle (-1, 0).
    panel = panel_of("f=x^3-3*x+y^2 critical=all at=(1,1) dir=(1,0)")
    assert [(dot.role, dot.position) for dot in panel.dots] == [
        ("minimum", (1.0, 0.0)),
        ("point", (1.0, 1.0)),
    ]
    assert panel.note.endswith("▼ minimum")
    assert "saddle" not in panel.description


def test_marks_of_one_period_are_said_to_be_so() -> None:
    panel = panel_of("f=sin(x) critical=all")
    assert panel.note == "▼ minimum  ▲ maximum  (of one period)"
    assert "with the critical points of one period: x = -π/2 minimum" in panel.description


@pytest.mark.slow
def test_curves_of_critical_points_are_left_out_of_the_picture_and_its_words() -> None:
    # x = 0 is a whole line of critical points of x²·exp(-x² - y²).
    panel = panel_of("f=x^2*exp(-x^2-y^2) critical=all")
    assert {dot.position for dot in panel.dots} == {(1.0, 0.0), (-1.0, 0.0)}
    assert "with its isolated critical points" in panel.description


def branches(x: float, y: float) -> float:
    if x < 0.5:
        raise RuntimeError
    return x * y if y > 0 else -x


def test_a_python_function_that_raises_is_undefined_there() -> None:
    panel = panel_of(branches, at=(1, 1))
    assert panel.hatched
    assert panel.description.startswith(
        "Contour plot of f(x, y) around P = (1, 1): an approximation of the gradient (1, 1)"
    )


def test_the_jump_of_a_python_function_is_no_level_line() -> None:
    # Of about ten levels each ends at y = 0 in two points at most; a line along the jump would
    # have one in every column.
    points = points_of(panel_of(branches, at=(1, 1)), "contour")
    assert (abs(points[:, 1]) < 0.02).sum() < 30


def test_a_python_function_is_called_a_bounded_number_of_times() -> None:
    calls = 0

    def wild(x: float, y: float) -> float:
        nonlocal calls
        calls += 1
        return math.sin(50 * x * y) if x > y else float(int(3 * x))

    solution = solve(wild, at=(1, 0)).solution
    calls = 0
    assert compose_scene(solution) is not None
    assert calls < 40_000


@pytest.mark.parametrize(
    ("request_text", "curves"),
    [
        # Parabolas that touch at P, a line and a parabola, and lines nearer than the grid's points.
        ("f=(y-x^2)*(y-2x^2) at=(0,0)", [lambda x: x**2, lambda x: 2 * x**2]),
        ("f=2x*(y-x^2)^3 at=(1,1)", [lambda x: x**2]),
        ("f=(y-x)*(y-x-1e-3) at=(3,3) window=(2,4,2,4)", [lambda x: x, lambda x: x + 1e-3]),
    ],
)
def test_a_product_is_zero_along_each_of_its_factors(
    request_text: str, curves: list[Callable[[Array], Array]]
) -> None:
    panel = panel_of(request_text)
    x, y = points_of(panel, "level").T
    for curve in curves:
        along = np.sort(x[abs(y - curve(x)) < 1e-9])
        assert np.diff(along).max() < 0.2 * panel.window.width
        assert abs(along - panel.dots[0].position[0]).min() < 0.02 * panel.window.width
