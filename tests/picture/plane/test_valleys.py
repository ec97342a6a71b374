"""What is marked where f goes down from P."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from grad_magic.calculus.solver import solve
from grad_magic.reading.request import read_problem
from tests.picture.scenes import panel_of

if TYPE_CHECKING:
    from grad_magic.picture.shapes import Array, Panel


def minima_of(panel: Panel) -> Array:
    places = [dot.position for dot in panel.dots if dot.role == "minimum"]
    return np.array(sorted(places)).reshape(-1, 2)


@pytest.mark.parametrize(
    ("request_text", "places"),
    [
        ("f=(1-x)^2+100(y-x^2)^2 at=(-1,1)", [(1, 1)]),
        ("f=(1-x)^2+100(y-x^2)^2 at=(-6/5,1)", [(1, 1)]),
        ("f=(1-x)^2+100(y-x^2)^2 at=(0,0)", [(1, 1)]),
        ("f=x^2+y^2 at=(3,4)", [(0, 0)]),
        ("f=x^4+y^4-4xy at=(2,1)", [(-1, -1), (1, 1)]),
        # The normal equations of the three data are 14a + 6b = 17 and 6a + 3b = 7.
        ("f(a,b)=(a+b-1)^2+(2a+b-2)^2+(3a+b-4)^2 at=(0,0)", [(3 / 2, -2 / 3)]),
        # Without second derivatives that tell: fourth powers, corners, a cone.
        ("f=x^4+y^4 at=(1,1)", [(0, 0)]),
        ("f=(x-1)^4+(y+1)^2+7 at=(1,0)", [(1, -1)]),
        ("f=abs(x)+abs(y) at=(1,1/2)", [(0, 0)]),
        ("f=max(abs(x),abs(y)) at=(1,1/2)", [(0, 0)]),
        ("f=sqrt(x^2+y^2) at=(1,1)", [(0, 0)]),
    ],
)
def test_a_minimum_in_reach_is_in_sight_and_marked(
    request_text: str, places: list[tuple[float, float]]
) -> None:
    panel = panel_of(request_text)
    assert minima_of(panel) == pytest.approx(np.array(places), abs=1e-4)
    assert "minimum" in panel.note
    assert panel.window.contains(np.array(places)).all()
    assert panel.window.contains(np.array([arrow.tip for arrow in panel.arrows])).all()


@pytest.mark.parametrize(
    "request_text",
    [
        # No minimum: a saddle, a plane, a peak, a valley that goes down for ever, a jump
        # beside which f comes as near to 0 as one likes.
        "f=x^2-y^2 at=(1,1)",
        "f=2x+3y at=(1,1)",
        "f=exp(-x^2-y^2) at=(1,1)",
        "f=x^2+exp(y) at=(1,0)",
        "f=piecewise((x+y^2,x>0),(1+y^2,otherwise)) at=(1,1)",
        "f=x^3+y^2 at=(1,1)",
        # An equation has no minima.
        "f=x^2+y^2==25 at=(3,4)",
    ],
)
def test_no_other_point_is_marked(request_text: str) -> None:
    panel = panel_of(request_text)
    assert not len(minima_of(panel))
    assert panel.curve("minimum") is None


@pytest.mark.slow
@pytest.mark.parametrize(
    "request_text",
    [
        "f=(1-x)^2+100(y-x^2)^2 at=(-1,1)",
        "f=x^2+100y^2 at=(1,1)",
        "f(a,b)=(a+b-1)^2+(2a+b-2)^2+(3a+b-4)^2 at=(0,0)",
        "f(w,b)=ln(1+exp(-w-b))+ln(1+exp(w-b))+ln(1+exp(-2w+b)) at=(0,0)",
    ],
)
def test_a_valley_has_levels_below_that_of_p(request_text: str) -> None:
    solution = solve(read_problem(request_text))
    panel = panel_of(request_text)
    contour = panel.curve("contour")
    assert contour is not None
    assert solution.value is not None
    value = float(solution.value)
    points = contour.points[np.isfinite(contour.points[:, 0])]
    heights = [
        float(solution.f.evalf(15, subs=dict(zip(solution.variables, point, strict=True))))
        for point in points[::10]
    ]
    assert any(height < value * (1 - 1e-6) for height in heights)


@pytest.mark.parametrize(
    ("request_text", "kind", "radius"),
    [
        ("f=(x^2+y^2-1)^2 critical=all", "minimum", 1.0),
        ("f=(x^2+y^2-1)^2 at=(2,1)", "minimum", 1.0),
        ("f=4-(x^2+y^2-1)^2 critical=all", "maximum", 1.0),
        ("f=(x^2+y^2)*ln(x^2+y^2) critical=all", "minimum", np.exp(-1 / 2)),
    ],
)
def test_a_circle_of_extrema_is_drawn_and_named(
    request_text: str, kind: str, radius: float
) -> None:
    panel = panel_of(request_text)
    curve = next(curve for curve in panel.curves if curve.role == kind)
    points = curve.points[np.isfinite(curve.points[:, 0])]
    assert np.hypot(*points.T) == pytest.approx(radius, abs=1e-6)
    assert np.ptp(points, axis=0) == pytest.approx(2 * radius, rel=0.05)
    assert [label.text for label in panel.labels if label.role == kind] == [kind.replace("um", "a")]
    assert "Each point of a marked curve" in panel.description


def test_both_branches_of_a_hyperbola_of_minima_are_in_sight() -> None:
    panel = panel_of("f=(x*y-1)^2 critical=all")
    curve = panel.curve("minimum")
    assert curve is not None
    points = curve.points[np.isfinite(curve.points[:, 0])]
    assert points.prod(axis=1) == pytest.approx(1, abs=1e-6)
    for vertex in ((1, 1), (-1, -1)):
        assert np.hypot(*(points - vertex).T).min() < 0.05


@pytest.mark.parametrize(
    ("request_text", "seen"),
    [
        # A line through the middle, two lines that cross, two that do not, a parabola.
        ("f=x^2+2x*y+y^2 critical=all", [(0, 0), (1 / 2, -1 / 2)]),
        ("f=x^2*y^2 critical=all", [(0, 0), (1 / 2, 0), (0, 1 / 2)]),
        ("f(x,y)=(x^2-1)^2 critical=all", [(-1, 0), (1, 0)]),
        ("f=(y-x^2)^2 critical=all", [(0, 0), (1 / 2, 1 / 4)]),
    ],
)
def test_curves_of_extrema_without_an_end_are_seen_at_their_own_scale(
    request_text: str, seen: list[tuple[float, float]]
) -> None:
    window = panel_of(request_text).window
    assert window.contains(np.array(seen)).all()
    assert 1 < window.height < 5


@pytest.mark.slow
def test_points_beside_curves_that_repeat_are_not_those_of_a_period() -> None:
    panel = panel_of("f=sin(x*y) critical=all")
    assert "with its isolated critical points: (0, 0) saddle" in panel.description
    assert "period" not in panel.note


@pytest.mark.parametrize(
    ("request_text", "seen"),
    [
        # The loop of the folium with its node, an oval beside the branch at 1, a figure eight,
        # the cusps of an astroid, a whole circle, the ends of a half circle.
        ("f=x^3+y^3==6x y at=(3,3)", [(0, 0), (3, 3), (2**1.5, 2 ** (5 / 3))]),
        ("f=y^2==x^3-x at=(-1/2, sqrt(3/8))", [(-1, 0), (0, 0), (1, 0)]),
        ("f=(x^2+y^2)^2==2(x^2-y^2) at=(sqrt(3)/2,1/2)", [(-(2**0.5), 0), (2**0.5, 0)]),
        ("f=x^(2/3)+y^(2/3)==4 at=(1,3sqrt(3))", [(8, 0), (0, 8), (-8, 0), (0, -8)]),
        ("f=x^2+y^2==25 at=(3,4)", [(5, 0), (0, 5), (-5, 0), (0, -5)]),
        ("f=y-sqrt(9-x^2)==0 at=(0,3)", [(3, 0), (-3, 0), (0, 3)]),
        ("f=y==x^2 at=(1,1)", [(0, 0), (1, 1)]),
        # The other branch, which neither turns nor goes through P.
        ("f=x*y==1 at=(1,1)", [(-1, -1), (1, 1)]),
        ("f=x*y==1 at=(2,1/2)", [(-1, -1), (1, 1)]),
    ],
)
def test_a_curve_given_as_an_equation_shows_its_shape(
    request_text: str, seen: list[tuple[float, float]]
) -> None:
    window = panel_of(request_text).window
    assert window.contains(np.array(seen)).all()
