from __future__ import annotations

import math
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grad_magic.calculus.solver import solve
from grad_magic.picture.placement import Paper
from grad_magic.picture.scene import compose_scene
from grad_magic.reading.request import read_problem

if TYPE_CHECKING:
    from grad_magic.picture.shapes import Array, Scene

MISSION = "f=x*exp(2*y) at=(1,0) dir=(1,-1)"

MANY = (
    MISSION,
    "f=x^2+y^2 at=(1,2) dir=(3,4)",
    "f=1000-x^2/100-y^2/50 at=(30,20) dir=(-1,1)",
    "f=1000-x^2/100-y^2/50 at=(3000,2000) dir=(1,1)",
    "f=(100*x^2+y^2)/2 at=(1,1) dir=(0,1)",
    "f=x^2+y^2 at=(1/1000,1/1000) dir=(1,0)",
    "f=x^2-x*y+y^2 at=(10^6,1) dir=(0,1)",
    "f=log(x)+log(y) at=(1,2) dir=(1,1)",
    "f=sqrt(1-x^2-y^2) at=(1/2,1/2) dir=(1,0)",
    "f=1/(x^2+y^2) at=(1,1) dir=(-1,0)",
    "f=x*y/(x^2+y^2) at=(1,2) dir=(1,1)",
    "f=tan(x)*y at=(1,1) dir=(1,1)",
    "f=1/(x-y) at=(2,1) dir=(1,2)",
    "f=exp(x*y) at=(2,3) dir=(1,0)",
    "f=(1-x)^2+100*(y-x^2)^2 at=(-1,1) dir=(1,0)",
    "f=2*x+3*y at=(1,2) dir=(1,0)",
    "f=sin(10*x)*sin(10*y) at=(1/10,1/5) dir=(1,1)",
    "f=x^(1/3)*y^(2/3) at=(8,27) dir=(1,0)",
    "f=x^2+y^2 at=(3,4) dir=(-3,-4)",
    "f=theta_1^2*exp(theta_2) at=(1,0) dir=(1,1)",
)


def scene_of(request: str) -> Scene:
    scene = compose_scene(solve(read_problem(request)))
    assert scene is not None
    return scene


def points_of(scene: Scene, role: str) -> Array:
    curve = next(curve for curve in scene.curves if curve.role == role)
    return curve.points[np.isfinite(curve.points[:, 0])]


def labels_of(scene: Scene) -> dict[str, str]:
    return {label.role: label.text for label in scene.labels if label.role != "contour"}


def test_the_gradient_arrow_goes_from_p_by_the_gradient() -> None:
    arrow = scene_of(MISSION).arrow("gradient")
    assert arrow is not None
    assert (arrow.tail, arrow.tip, arrow.scale) == ((1.0, 0.0), (2.0, 2.0), 1.0)


def test_the_direction_arrow_goes_from_p_by_the_unit_direction() -> None:
    arrow = scene_of(MISSION).arrow("direction")
    assert arrow is not None
    assert arrow.tail == (1.0, 0.0)
    assert arrow.tip == pytest.approx((1 + 1 / math.sqrt(2), -1 / math.sqrt(2)))
    assert arrow.scale == 1


def test_the_tangent_satisfies_x_plus_2y_equals_1_from_frame_to_frame() -> None:
    scene = scene_of(MISSION)
    tangent = points_of(scene, "tangent")
    assert tangent @ [1, 2] == pytest.approx(1)
    for end in (tangent[0], tangent[-1]):
        room = min(
            abs(end[0] - scene.window.left),
            abs(end[0] - scene.window.right),
            abs(end[1] - scene.window.bottom),
            abs(end[1] - scene.window.top),
        )
        assert room == pytest.approx(0, abs=1e-12)


def test_the_level_curve_satisfies_x_exp_2y_equals_1_at_all_its_points() -> None:
    level = points_of(scene_of(MISSION), "level")
    assert len(level) > 200
    assert level[:, 0] * np.exp(2 * level[:, 1]) == pytest.approx(1, rel=1e-12)


@pytest.mark.parametrize("request_text", MANY)
def test_the_level_curve_passes_through_p(request_text: str) -> None:
    scene = scene_of(request_text)
    level = points_of(scene, "level")
    point = np.array(scene.dots[0].position)
    inches = (level - point) / scene.window.scale
    starts, ends = inches[:-1], inches[1:]
    along = ends - starts
    share = np.clip(-(starts * along).sum(1) / np.maximum((along**2).sum(1), 1e-300), 0, 1)
    distance = np.hypot(*(starts + share[:, None] * along).T)
    radius_of_the_dot = 0.045
    assert distance[np.hypot(*along.T) < 0.1].min() < radius_of_the_dot


@pytest.mark.parametrize("request_text", MANY)
def test_p_and_the_arrows_lie_inside_the_window(request_text: str) -> None:
    scene = scene_of(request_text)
    ends = [scene.dots[0].position, *(arrow.tip for arrow in scene.arrows)]
    assert len(ends) == 3
    assert scene.window.contains(np.array(ends), margin=0.05).all()


@pytest.mark.parametrize("request_text", MANY)
def test_one_unit_is_equally_long_on_both_axes(request_text: str) -> None:
    scene = scene_of(request_text)
    assert scene.equal_aspect
    assert scene.window.scale[0] == pytest.approx(scene.window.scale[1])


@pytest.mark.parametrize("request_text", MANY)
def test_the_tangent_is_perpendicular_to_the_gradient(request_text: str) -> None:
    scene = scene_of(request_text)
    tangent = points_of(scene, "tangent")
    arrow = scene.arrow("gradient")
    assert arrow is not None
    gradient = np.array(arrow.tip) - arrow.tail
    along = tangent[-1] - tangent[0]
    cosine = along @ gradient / np.linalg.norm(along) / np.linalg.norm(gradient)
    assert cosine == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("request_text", MANY)
def test_the_note_tells_a_scale_exactly_where_an_arrow_is_not_true(request_text: str) -> None:
    scene = scene_of(request_text)
    true = all(arrow.scale == 1 for arrow in scene.arrows)
    assert true == ("drawn" not in scene.note)


@pytest.mark.parametrize("request_text", MANY)
def test_words_stay_inside_the_window(request_text: str) -> None:
    scene = scene_of(request_text)
    places = np.array([label.position for label in scene.labels])
    assert scene.window.contains(places).all()


@pytest.mark.parametrize(
    ("request_text", "note"),
    [
        (MISSION, ""),
        ("f=(100*x^2+y^2)/2 at=(1,1)", "∇f(P) drawn at 1/50 of its length"),
        (
            "f=1000-x^2/100-y^2/50 at=(30,20) dir=(-1,1)",
            "both arrows drawn 20 times as long",
        ),
        ("f(x,y)=7 at=(1,2)", "f is constant"),
        ("f=log(x*y)", "hatched: f is undefined"),
    ],
)
def test_the_note_says_what_must_be_known(request_text: str, note: str) -> None:
    assert scene_of(request_text).note == note


def test_the_picture_names_its_objects() -> None:
    scene = scene_of(MISSION)
    assert labels_of(scene) == {
        "gradient": r"$\nabla f(P)$",
        "direction": r"$\mathbf{u}$",
        "tangent": "tangent",
        "point": "$P$",
        "level": "$f = 1$",
    }
    assert scene.title == "$f(x, y) = x e^{2 y}$"
    assert (scene.horizontal.name, scene.vertical.name) == ("$x$", "$y$")


def test_greek_names_with_indices_become_mathematics() -> None:
    scene = scene_of("f=theta_1^2*exp(theta_2) at=(1,0)")
    assert scene.horizontal.name == r"$\theta_{1}$"


def test_both_axes_have_ticks_at_the_same_steps_in_plain_decimals() -> None:
    scene = scene_of(MISSION)
    assert scene.horizontal.tick_labels == ("−1", "0", "1", "2", "3", "4")
    assert scene.vertical.tick_labels == ("−1", "0", "1", "2", "3")


def test_labels_of_levels_do_not_cover_the_arrows() -> None:
    scene = scene_of(MISSION)
    paper = Paper(scene.window)
    shafts = np.concatenate([np.linspace(arrow.tail, arrow.tip, 50) for arrow in scene.arrows])
    levels = [label for label in scene.labels if label.role == "contour"]
    assert len(levels) >= 6
    for label in levels:
        offsets = paper.inches(shafts) - paper.inches(np.array(label.position))
        assert np.hypot(*offsets.T).min() > 0.1


def test_a_critical_point_has_neither_gradient_arrow_nor_tangent() -> None:
    scene = scene_of("f=x^2-y^2 at=(0,0) dir=(1,2)")
    assert [arrow.role for arrow in scene.arrows] == ["direction"]
    assert scene.curve("tangent") is None


def test_the_level_curves_of_a_saddle_cross_at_p() -> None:
    level = points_of(scene_of("f=x^2-y^2 at=(0,0)"), "level")
    assert abs(level[:, 0]) == pytest.approx(abs(level[:, 1]), abs=1e-9)
    quadrants = {(x > 0, y > 0) for x, y in level if abs(x) > 0.1}
    assert len(quadrants) == 4


def test_at_a_minimum_the_level_set_is_p_itself() -> None:
    scene = scene_of("f=x^2+y^2 at=(0,0)")
    assert scene.curve("level") is None
    assert [dot.position for dot in scene.dots] == [(0, 0)]
    assert "contour" in [curve.role for curve in scene.curves]


def test_a_constant_function_has_no_level_lines() -> None:
    scene = scene_of("f(x,y)=7 at=(1,2) dir=(1,0)")
    assert scene.curves == ()
    assert len(scene.bands) == 1


def test_where_f_is_not_differentiable_there_is_u_but_no_gradient_and_no_tangent() -> None:
    scene = scene_of("f=sqrt(x^2+y^2) at=(0,0) dir=(1,1)")
    assert [arrow.role for arrow in scene.arrows] == ["direction"]
    assert scene.curve("tangent") is None
    assert scene.curve("contour") is not None


def test_without_a_point_there_are_only_level_lines() -> None:
    scene = scene_of("f=x*exp(2*y)")
    assert (scene.arrows, scene.dots) == ((), ())
    assert [curve.role for curve in scene.curves] == ["contour"]
    assert scene.window.contains(np.zeros(2))


def test_without_a_point_the_window_finds_the_domain() -> None:
    window = scene_of("f=log(x-10)+y").window
    assert window.left > 5
    assert window.right > 12


def test_a_pole_is_no_level_line() -> None:
    points = np.concatenate(
        [points_of(scene_of("f=1/(x-y) at=(2,1) dir=(1,2)"), role) for role in ("contour", "level")]
    )
    assert abs(points[:, 0] - points[:, 1]).min() > 0.05


@pytest.mark.parametrize("request_text", [*MANY, "f=1/(x*y) at=(1,1)", "f=atan(y/x) at=(1,1)"])
def test_uneven_functions_still_fill_the_window_with_levels(request_text: str) -> None:
    scene = scene_of(request_text)
    assert 6 <= len(scene.bands) <= 18
    assert all(np.isfinite(band.points).all() for band in scene.bands)


def test_one_variable_gives_the_curve_and_its_tangent() -> None:
    scene = scene_of("f=x^2 at=1")
    assert not scene.equal_aspect
    curve, tangent = points_of(scene, "graph"), points_of(scene, "tangent")
    assert curve[:, 1] == pytest.approx(curve[:, 0] ** 2)
    assert tangent[:, 1] == pytest.approx(2 * tangent[:, 0] - 1)
    assert scene.dots[0].position == (1.0, 1.0)


def test_the_curve_is_broken_at_a_pole() -> None:
    curve = next(curve for curve in scene_of("f=1/x at=1").curves if curve.role == "graph").points
    x, y = curve.T
    drawn = np.isfinite(y[:-1]) & np.isfinite(y[1:])
    assert not (drawn & (x[:-1] < 0) & (x[1:] > 0)).any()


@pytest.mark.parametrize(
    "request_text",
    ["f=x*y*z at=(1,2,3)", "f=exp(x*y) at=(100,100)"],
    ids=["three variables", "f(P) beyond floating point"],
)
def test_what_cannot_be_drawn_has_no_scene(request_text: str) -> None:
    assert compose_scene(solve(read_problem(request_text))) is None


def test_the_description_tells_the_picture_in_words() -> None:
    assert scene_of(MISSION).description == (
        "Contour plot of f(x, y) = x*exp(2*y) around P = (1, 0): the gradient (1, 2) is "
        "perpendicular to the level curve f = 1 through P, whose tangent line is "
        "x + 2*y - 1 = 0; the direction u = (0.7071, −0.7071) starts at P."
    )


def test_a_scene_is_composed_without_matplotlib() -> None:
    script = (
        "import sys; from grad_magic.picture.scene import compose_scene;"
        "from grad_magic.calculus.solver import solve;"
        "from grad_magic.reading.request import read_problem;"
        f"compose_scene(solve(read_problem({MISSION!r})));"
        "assert 'matplotlib' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)  # noqa: S603 - our own text


@pytest.mark.filterwarnings("error::RuntimeWarning")
@pytest.mark.parametrize(
    "request_text",
    ["f(x,y)=abs(tan((x*y)^3)) at=(10^5,2) dir=(1,0)", "f=(tanh(x*y))^(2/3) at=(10^5,2)"],
    ids=["a window finer than rounding", "a gradient whose cube is 0"],
)
def test_extreme_points_are_drawn_without_a_warning(request_text: str) -> None:
    scene = scene_of(request_text)
    assert scene.window.contains(np.array(scene.dots[0].position))


@settings(max_examples=40, deadline=None)
@given(
    st.integers(-50, 50),
    st.integers(-50, 50),
    st.integers(-20, 20),
    st.integers(-20, 20),
    st.integers(0, 6),
)
def test_any_quadratic_function_is_drawn_with_p_and_its_arrows_in_sight(
    px: int, py: int, a: int, b: int, zoom: int
) -> None:
    scale = 10 ** (zoom - 3)
    point = f"({px}*{scale}, {py}*{scale})" if zoom >= 3 else f"({px}/{10 ** (3 - zoom)}, {py})"
    scene = scene_of(f"f(x,y)=x^2*{a + 21}+x*y*{b}-y^2+{a}*x at={point} dir=(1,2)")
    ends = [scene.dots[0].position, *(arrow.tip for arrow in scene.arrows)]
    assert scene.window.contains(np.array(ends)).all()
    assert scene.window.scale[0] == pytest.approx(scene.window.scale[1])
    for arrow in scene.arrows:
        length = math.dist(arrow.tail, arrow.tip)
        assert 0.05 < length / scene.window.height < 0.6
