"""The picture of a function of one variable."""

from __future__ import annotations

import numpy as np
import pytest

from tests.picture.scenes import panel_of, points_of


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


@pytest.mark.parametrize(
    ("request_text", "seen", "height"),
    [
        # Hump and dip of x³ - 3x, where the tangent at 2 is seen too.
        ("f=x^3-3x at=2", [(-1, 2), (1, -2), (2, 2)], 25),
        ("f=x^3-3x at=1", [(-1, 2), (1, -2)], 25),
        # Both branches.
        ("f=ln|x| at=1", [(-0.5, -0.7), (1, 0)], 15),
        ("f=1/x at=1", [(-0.7, -1.42), (1, 1)], 8),
        ("f=tan(x) at=1", [(2, -2.2), (1, 1.56)], 20),
        # The vertex, and the ends of a half circle.
        ("f=x^2 at=3", [(0, 0), (3, 9)], 80),
        ("f=sqrt(1-x^2) at=1/2", [(0, 1), (1, 0)], 1.5),
    ],
)
def test_the_window_shows_what_belongs_to_the_point(
    request_text: str, seen: list[tuple[float, float]], height: float
) -> None:
    window = panel_of(request_text).window
    assert window.contains(np.array(seen)).all()
    assert window.height < height


def test_the_curve_reaches_the_end_of_its_domain() -> None:
    curve = points_of(panel_of("f=sqrt(x) at=1"), "graph")
    assert np.nanmin(abs(curve).max(axis=1)) < 1e-5


@pytest.mark.parametrize(
    ("request_text", "place"), [("f=x^(1/3) at=0", 0), ("f=2-(x-1)^(3/5) at=1", 1)]
)
def test_a_tangent_without_a_slope_is_drawn_upright(request_text: str, place: float) -> None:
    panel = panel_of(request_text)
    tangent = points_of(panel, "tangent")
    assert (tangent[:, 0] == place).all()
    assert np.ptp(tangent[:, 1]) == pytest.approx(panel.window.height)
    assert "the tangent line there is vertical" in panel.description


def test_the_tangent_of_a_cubic_function_crosses_the_plot() -> None:
    panel = panel_of("f=x^3-3x at=2")
    tangent, window = points_of(panel, "tangent"), panel.window
    rise = np.ptp(tangent[:, 1]) / window.height
    assert rise > 0.5
