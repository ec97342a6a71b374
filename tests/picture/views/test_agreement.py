"""The panels of one picture agree with one another, and with differences of f in fifty digits."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
from sympy import Float

from grad_magic.calculus.solver import solve
from grad_magic.picture.palette import PALETTE
from grad_magic.picture.scene import Scene, compose_scene
from grad_magic.reading.request import read_problem

if TYPE_CHECKING:
    from grad_magic.picture.shapes import Array, Panel
    from grad_magic.solution import Solution

# Smooth at P, with ∇f(P) ≠ 0.
OF_ONE = [
    "f=cos(x) at=1 dir=1",
    "f=x^3-3x at=2 dir=-1",
    "f=x^2 at=1",
    "f=1/x at=-2 dir=1",
    "f=e^x at=0",
]
OF_TWO = [
    "f=x*exp(2*y) at=(1,0) dir=(1,-1)",
    "f=x^2+y^2 at=(3,4) dir=(1,0)",
    "f=x^2+y^2 at=(3,4) dir=(-3,-4)",
    "f=x^2-y^2 at=(1,2) dir=(0,1)",
    "f=x*y at=(2,3) dir=(1,1)",
    "f=x^3+y^3-3xy at=(2,1) dir=(-1,2)",
    "f=100(y-x^2)^2+(1-x)^2 at=(-1,2) dir=(1,1)",
    "f=ln(1+exp(-(2x-y))) at=(0,1) dir=(1,1)",
    "f=sin(x)*cos(y) at=(1,1) dir=(1,-2)",
    "f=sin(30x)*y at=(1,1) dir=(1,0)",
    "f=exp(-x^2-y^2) at=(1,0) dir=(1,1)",
    "f=exp(-x^2-y^2) at=(3,2) dir=(-1,0)",
    "f=1/(x+y) at=(1,1) dir=(-1,-1)",
    "f=x/y at=(1,2) dir=(0,-1)",
    "f=ln(x*y) at=(1,2) dir=(-1,0)",
    "f=sqrt(1-x^2-y^2) at=(1/2,1/2) dir=(1,0)",
    "f=sqrt(x*y) at=(5,4) to=(8,8)",
    "f=tan(x)+y at=(0,0) dir=(1,0)",
    "f=atan2(y,x) at=(1,1) dir=(0,1)",
    "f=arctan(y/x) at=(1,2) dir=(1,2)",
    "f=abs(x)+y at=(1,1) dir=(-1,1)",
    "f=max(x,2y) at=(1,2) dir=(1,0)",
    "f=floor(x)*y at=(3/2,1) dir=(1,1)",
    "f=piecewise((x^2, x>0), (y, otherwise)) at=(1,1) dir=(-1,0)",
    "f=cbrt(x)+y at=(8,1) dir=(1,0)",
    "f=x^x+y at=(2,1) dir=(-1,0)",
    "f=1e6*x^2+y at=(1000,2) dir=(1,0)",
    "f=1e-9*x*y at=(2,3) dir=(1,0)",
    "f=x*y at=(1000000,2) dir=(0,1)",
    "f=(x-1000)^2+y at=(1001,0) dir=(1,0)",
    "f=x+y/1000000 at=(1,1) dir=(0,1)",
    "f=1e12+x*y at=(1,1) dir=(1,0)",
    "f=3x-4y at=(1,1) dir=(4,3)",
    "f(x,y)=x at=(1,1) dir=(1,1)",
    "f=sinh(x)*y at=(1,2) dir=(1,0)",
    "f=x^2+y^2==25 at=(3,4) dir=(1,0)",
    "f=x^3+y^3=6xy at=(3,3) dir=(1,0)",
    "f=erf(x)+y^2 at=(0,1) dir=(1,0)",
    "f=gamma(x)+y at=(3,1) dir=(-1,0)",
    "f=relu(x)+y at=(2,1) dir=(1,1)",
    "f(a,b)=a^b at=(2,3) dir=(1,1)",
    "f=x^2*y at=(1,2) dir=grad",
    "f=x^2*y at=(1,2) dir=-grad",
    "f=x^2*y at=(1,2)",
    "f=x^2*y at=(1,2) angle=135°",
]
OF_MORE = [
    "f=x*y*z at=(1,2,3) dir=(1,0,0)",
    "f=x+2y-z at=(1,2,3) dir=(1,1,0)",
    "f=80/(1+x^2+2y^2+3z^2) at=(1,1,-2) dir=(1,2,2)",
    "f=x^2+y^2+z^2 at=(1,2,2) dir=(1,2,2)",
    "f=x^2+y^2+z^2 at=(1,2,2) dir=(-1,-2,-2)",
    "f=x^2+y^2+z^2 at=(1,2,2) dir=(2,-1,0)",
    "f=exp(x*y)*sin(z) at=(1,0,1) dir=(1,1,1)",
    "f=sqrt(x^2+y^2+z^2) at=(2,1,2)",
    "f=x*y*z*w at=(1,2,3,4) dir=(1,1,1,1)",
    "f=ln(x+y+z+w) at=(1,1,1,1) dir=(0,0,0,-1)",
    "f=a^2+b^2+c^2+d^2+g*a at=(1,2,0,-1,1) dir=(1,1,1,1,1)",
    "f=x1*x2+x3*x4-x5^2 at=(1,2,3,4,5) dir=(0,0,0,0,1)",
    "f=softplus(x-y+z) at=(0,1,1) dir=(1,0,0)",
]
SMOOTH = [*OF_ONE, *OF_TWO, *OF_MORE]


@lru_cache(maxsize=100)
def solved(request: str) -> tuple[Solution, Scene]:
    solution = solve(read_problem(f"{request} plot={plot_of(request)}"))
    scene = compose_scene(solution)
    assert scene is not None
    assert not scene.missing
    return solution, scene


def plot_of(request: str) -> str:
    if request in OF_ONE:
        return "section"
    return "contour,section,rates,field" if request in OF_TWO else "section,rates"


def panels_of(request: str) -> tuple[Solution, dict[str, Panel]]:
    solution, scene = solved(request)
    return solution, dict(zip(plot_of(request).split(","), scene.panels, strict=True))


def points_of(panel: Panel, role: str) -> Array:
    curve = next(curve for curve in panel.curves if curve.role == role)
    return curve.points[np.isfinite(curve.points).all(axis=1)]


def difference(solution: Solution, way: Array) -> float:
    """The rate of change along a vector, from two values of f beside P in fifty digits."""
    assert solution.point is not None
    step = Float(10, 60) ** -20
    values = [
        solution.f.xreplace(
            {
                name: number.evalf(60) + sign * step * Float(part, 60)
                for name, number, part in zip(
                    solution.variables, solution.point, way.tolist(), strict=True
                )
            }
        ).evalf(50)
        for sign in (1, -1)
    ]
    return float((values[0] - values[1]) / (2 * step))


def gradient(solution: Solution) -> Array:
    count = len(solution.variables)
    return np.array([difference(solution, way) for way in np.eye(count)])


def unit(solution: Solution) -> Array:
    """U as it was asked for; that of ∇f(P) where no direction was."""
    vector = solution.problem.direction
    way = gradient(solution) if vector is None else np.array([float(part) for part in vector])
    if solution.problem.along_gradient:
        way = solution.problem.along_gradient * gradient(solution)
    return np.asarray(way / np.linalg.norm(way))


@pytest.mark.slow
@pytest.mark.parametrize("request_text", SMOOTH)
def test_the_tangent_of_the_section_touches_it_with_the_slope_of_f_along_u(
    request_text: str,
) -> None:
    solution, panels = panels_of(request_text)
    panel = panels["section"]
    t, value = points_of(panel, "tangent").T
    slope = (value[-1] - value[0]) / (t[-1] - t[0])
    expected = difference(solution, unit(solution))
    size = float(np.linalg.norm(gradient(solution)))
    assert slope == pytest.approx(expected, rel=1e-6, abs=1e-6 * size + 1e-9 * abs(value).max())
    ((at, height),) = [dot.position for dot in panel.dots]
    assert at == 0
    assert solution.value is not None
    assert height == pytest.approx(float(solution.value), rel=1e-12)
    assert np.interp(0, t, value) == pytest.approx(height, rel=1e-9)
    graph = points_of(panel, "section")
    assert abs(graph - [0, height]).max(axis=1).min() <= 1e-12 * max(1.0, abs(height))


@pytest.mark.slow
@pytest.mark.parametrize("request_text", SMOOTH)
def test_the_graph_of_the_section_is_f_along_u(request_text: str) -> None:
    solution, panels = panels_of(request_text)
    assert solution.point is not None
    graph = points_of(panels["section"], "section")
    window = panels["section"].window
    inside = graph[window.contains(graph)]
    assert len(inside) > 100
    way = unit(solution)
    for t, height in inside[:: len(inside) // 7]:
        place = {
            name: number.evalf(60) + Float(float(t), 60) * Float(float(part), 60)
            for name, number, part in zip(solution.variables, solution.point, way, strict=True)
        }
        value = solution.f.xreplace(place).evalf(30)
        if not value.is_real:
            # SymPy's odd roots of negative numbers.
            continue
        assert height == pytest.approx(float(value), rel=1e-6, abs=1e-6 * window.height)


@pytest.mark.slow
@pytest.mark.parametrize("request_text", SMOOTH)
def test_the_window_of_the_section_shows_the_point_and_a_piece_of_its_tangent(
    request_text: str,
) -> None:
    _, panels = panels_of(request_text)
    panel = panels["section"]
    (dot,) = panel.dots
    x, y = (np.array(dot.position) - [panel.window.left, panel.window.bottom]) / [
        panel.window.width,
        panel.window.height,
    ]
    assert 0.1 < x < 0.9
    assert 0.02 < y < 0.98
    tangent = points_of(panel, "tangent")
    ends = (tangent[[0, -1]] - tangent[[0]]) / [panel.window.width, panel.window.height]
    assert np.hypot(*ends[1]) > 0.25


@pytest.mark.parametrize("request_text", [*OF_TWO, *OF_MORE])
def test_the_rates_agree_with_the_gradient_and_with_the_section(request_text: str) -> None:
    solution, panels = panels_of(request_text)
    panel, slopes = panels["rates"], gradient(solution)
    size = float(np.linalg.norm(slopes))
    turns, rates = points_of(panel, "graph").T
    assert rates.max() == pytest.approx(size, rel=1e-4)
    assert rates.min() == pytest.approx(-size, rel=1e-4)
    dots = {role: [dot.position for dot in panel.dots if dot.role == role] for role in ROLES}
    largest, smallest = (turn for turn in sorted(dots["gradient"], key=lambda at: -at[1]))
    assert largest[1] == pytest.approx(size, rel=1e-6)
    assert smallest[1] == pytest.approx(-size, rel=1e-6)
    assert (largest[0] - smallest[0]) % 360 == pytest.approx(180)
    assert len(dots["tangent"]) >= 2
    for turn, rate in dots["tangent"]:
        assert rate == 0
        assert abs((turn - largest[0]) % 180 - 90) < 1e-9
        assert np.interp(turn, turns, rates) == pytest.approx(0, abs=1e-2 * size)
    if len(solution.variables) == 2:
        ahead = np.radians(largest[0])
        assert math.cos(ahead) == pytest.approx(slopes[0] / size, abs=1e-6)
        assert math.sin(ahead) == pytest.approx(slopes[1] / size, abs=1e-6)
    if solution.unit_direction is None:
        assert not dots["direction"]
        return
    ((turn, rate),) = dots["direction"]
    way = unit(solution)
    assert rate == pytest.approx(float(way @ slopes), abs=1e-6 * size)
    tangent = points_of(panels["section"], "tangent")
    rise, run = tangent[-1, 1] - tangent[0, 1], tangent[-1, 0] - tangent[0, 0]
    assert rate == pytest.approx(rise / run, abs=1e-5 * size + 1e-9 * abs(tangent[:, 1]).max())
    if len(solution.variables) == 2:
        assert np.radians(turn) % (2 * math.pi) == pytest.approx(
            math.atan2(way[1], way[0]) % (2 * math.pi), abs=1e-6
        )
    else:
        assert math.cos(math.radians(turn)) == pytest.approx(float(way @ slopes) / size, abs=1e-6)


ROLES = ("gradient", "tangent", "direction")


@pytest.mark.parametrize("request_text", OF_TWO)
def test_the_plane_shows_the_same_point_and_vectors_as_the_other_panels(request_text: str) -> None:
    solution, panels = panels_of(request_text)
    contour, field, rates = panels["contour"], panels["field"], panels["rates"]
    assert contour.window == field.window
    assert contour.size == field.size == rates.size
    assert solution.point is not None
    place = tuple(float(number) for number in solution.point)
    assert [dot.position for dot in contour.dots if dot.role == "point"] == [place]
    assert [dot.position for dot in field.dots if dot.role == "point"] == [place]
    angles = {dot.role: dot.position[0] for dot in rates.dots if dot.position[1] >= 0}
    for role in ("gradient", "direction"):
        arrow = contour.arrow(role)
        if arrow is None:
            continue
        shaft = np.subtract(arrow.tip, arrow.tail)
        turn = math.degrees(math.atan2(shaft[1], shaft[0]))
        if role in angles:
            assert (turn - angles[role] + 180) % 360 - 180 == pytest.approx(0, abs=1e-4)
    shown = field.arrow("gradient")
    arrow = contour.arrow("gradient")
    if shown is not None and arrow is not None:
        one, other = (np.subtract(each.tip, each.tail) for each in (shown, arrow))
        assert one[0] * other[1] - one[1] * other[0] == pytest.approx(
            0, abs=1e-9 * float(np.hypot(*one) * np.hypot(*other))
        )


# Among them functions whose gradient is far longer elsewhere in the window than at P.
@pytest.mark.parametrize(
    "request_text",
    [
        "f=x^2+y^2 at=(1,1) dir=(3,4)",
        "f=x^2-y^2 at=(2,1)",
        "f=ln(x^2+y^2) at=(1,1)",
        "f=sqrt(x*y) at=(1,4)",
        "f=atan(y/x) at=(1,1)",
        "f=x*y*(1-x-y) at=(1/2,1/4)",
    ],
)
def test_the_field_shows_the_gradient_at_p_and_most_of_its_arrows(request_text: str) -> None:
    scene = compose_scene(solve(read_problem(f"{request_text} plot=field")))
    assert scene is not None
    (panel,) = scene.panels
    arrow = panel.arrow("gradient")
    assert arrow is not None
    assert math.hypot(*np.subtract(arrow.tip, arrow.tail) / panel.scale) >= 0.13
    places = panel.size[0] * panel.size[1] / 0.46**2
    assert len(panel.arrows) >= 0.4 * places


@pytest.mark.slow
@pytest.mark.parametrize("request_text", OF_TWO)
def test_the_arrows_of_the_field_are_gradients(request_text: str) -> None:
    solution, panels = panels_of(request_text)
    arrows = [arrow for arrow in panels["field"].arrows if arrow.role == "field"]
    for arrow in arrows[:: max(1, len(arrows) // 6)]:
        tail, shaft = np.array(arrow.tail), np.subtract(arrow.tip, arrow.tail) / arrow.scale
        place = {
            name: Float(float(at), 60) for name, at in zip(solution.variables, tail, strict=True)
        }
        step = Float(10, 60) ** -15
        for index, name in enumerate(solution.variables):
            ends = [
                solution.f.xreplace({**place, name: place[name] + sign * step}).evalf(40)
                for sign in (1, -1)
            ]
            if not ends[0].is_real:
                continue
            slope = float((ends[0] - ends[1]) / (2 * step))
            assert shaft[index] == pytest.approx(
                slope, rel=1e-3, abs=1e-3 * float(np.hypot(*shaft))
            )


CORNERS = [
    ("f=sqrt(x^2+y^2) at=(0,0) dir=(1,1)", (-1, 1)),
    ("f=abs(x)+y at=(0,0) dir=(1,1)", (0, math.sqrt(2))),
    ("f=max(x,y) at=(1,1) dir=(1,0)", (0, 1)),
    ("f=abs(x*y) at=(0,1) dir=(1,0)", (-1, 1)),
    ("f=sqrt(x^2+y^2+z^2) at=(0,0,0) dir=(2,1,2)", (-1, 1)),
    ("f=abs(x-2)+z*y at=(2,0,1) dir=(3,4,0)", (1 / 5, 7 / 5)),
    ("f=abs(x) at=0 dir=1", (-1, 1)),
    ("f=2abs(x)+x at=0 dir=-1", (-3, 1)),
]


@pytest.mark.parametrize(("request_text", "slopes"), CORNERS)
def test_a_corner_of_the_section_has_two_half_tangents(
    request_text: str, slopes: tuple[float, float]
) -> None:
    scene = compose_scene(solve(read_problem(f"{request_text} plot=section")))
    assert scene is not None
    (panel,) = scene.panels
    points = next(curve for curve in panel.curves if curve.role == "tangent").points
    (gap,) = np.flatnonzero(np.isnan(points[:, 0]) & (np.abs(np.arange(len(points)) - 121) < 2))
    for half, slope in zip((points[:gap], points[gap + 1 :]), slopes, strict=True):
        seen = half[np.isfinite(half[:, 0])]
        rise, run = seen[-1, 1] - seen[0, 1], seen[-1, 0] - seen[0, 0]
        assert rise / run == pytest.approx(slope, abs=1e-9)
    assert [label.text for label in panel.labels].count("half-tangent") == 2


FLAT = [
    "f=x^2+y^2 at=(0,0) dir=(1,0)",
    "f=x*y at=(0,0) dir=(1,1)",
    "f=x^3+y^3 at=(0,0) dir=(1,1)",
    "f=5+0*x+0*y at=(1,1) dir=(1,0)",
    "f=x^4+y^2 at=(0,0) dir=(1,0)",
    "f=x^2+y^2-z^2 at=(0,0,0) dir=(1,1,1)",
    "f(x,y,z,w)=(x-y)^2+(z-w)^2 at=(1,1,2,2) dir=(1,0,0,0)",
]


@pytest.mark.parametrize("request_text", FLAT)
def test_at_a_critical_point_every_rate_and_the_slope_are_zero(request_text: str) -> None:
    scene = compose_scene(solve(read_problem(f"{request_text} plot=section,rates")))
    assert scene is not None
    section, rates = scene.panels
    assert not points_of(rates, "graph")[:, 1].any()
    assert [dot.position[1] for dot in rates.dots] == [0.0]
    assert np.ptp(points_of(section, "tangent")[:, 1]) == 0
    assert "every rate is 0" in rates.note


@pytest.mark.slow
def test_where_there_is_no_gradient_the_rates_are_those_along_rays() -> None:
    text = "f=piecewise((x^2*y/(x^2+y^2), (x,y)!=(0,0)), (0, otherwise)) at=(0,0) dir=(3,4)"
    scene = compose_scene(solve(read_problem(f"{text} plot=section,rates")))
    assert scene is not None
    section, rates = scene.panels
    turns, true = points_of(rates, "graph").T
    angles = np.radians(turns)
    assert true == pytest.approx(np.cos(angles) ** 2 * np.sin(angles), abs=1e-12)
    assert not points_of(rates, "formula")[:, 1].any()
    ((_, rate),) = [dot.position for dot in rates.dots]
    assert rate == pytest.approx(36 / 125)
    tangent = points_of(section, "tangent")
    rise, run = tangent[-1, 1] - tangent[0, 1], tangent[-1, 0] - tangent[0, 0]
    assert rise / run == pytest.approx(36 / 125)


def test_the_rates_of_a_cone_are_all_one_and_no_formula_stands_beside_them() -> None:
    text = "f=sqrt(x^2+y^2) at=(0,0) plot=rates"
    scene = compose_scene(solve(read_problem(text)))
    assert scene is not None
    (panel,) = scene.panels
    assert points_of(panel, "graph")[:, 1] == pytest.approx(1)
    assert panel.curve("formula") is None


@pytest.mark.slow
def test_in_space_the_rays_are_those_of_the_plane_of_the_direction_and_an_axis() -> None:
    # f_x⁺ = max(cos, 0) and the like: for max(x, y, z) the rate is the largest component of u.
    scene = compose_scene(solve(read_problem("f=max(x,y,z) at=(1,1,1) dir=x plot=rates")))
    assert scene is not None
    (panel,) = scene.panels
    turns, rates = points_of(panel, "graph").T
    angles = np.radians(turns)
    assert rates == pytest.approx(np.maximum(np.maximum(np.cos(angles), np.sin(angles)), 0))
    assert [dot.position for dot in panel.dots] == [(0.0, 1.0)]
    assert panel.note.startswith("θ: angle from u toward the $y$-axis")


def test_an_object_has_one_colour_in_every_panel() -> None:
    assert PALETTE["field"].colour == PALETTE["formula"].colour == PALETTE["gradient"].colour
    _, panels = panels_of("f=x*exp(2*y) at=(1,0) dir=(1,-1)")
    assert {arrow.role for arrow in panels["contour"].arrows} == {"gradient", "direction"}
    assert {dot.role for dot in panels["rates"].dots} == {"gradient", "direction", "tangent"}
    assert panels["section"].curve("tangent") is not None
    assert panels["contour"].curve("tangent") is not None
    assert [panels[name].equal_aspect for name in panels] == [True, False, False, True]
