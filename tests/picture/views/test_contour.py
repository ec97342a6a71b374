from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grad_magic.calculus.solver import solve
from grad_magic.picture.plane.placement import Paper
from grad_magic.picture.scene import compose_scene, explain_missing
from grad_magic.reading.request import read_problem
from tests.picture.scenes import panel_of, points_of

if TYPE_CHECKING:
    from grad_magic.picture.shapes import Panel

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


def labels_of(panel: Panel) -> dict[str, str]:
    return {label.role: label.text for label in panel.labels if label.role != "contour"}


def test_the_gradient_arrow_goes_from_p_by_the_gradient() -> None:
    arrow = panel_of(MISSION).arrow("gradient")
    assert arrow is not None
    assert (arrow.tail, arrow.tip, arrow.scale) == ((1.0, 0.0), (2.0, 2.0), 1.0)


def test_the_direction_arrow_goes_from_p_by_the_unit_direction() -> None:
    arrow = panel_of(MISSION).arrow("direction")
    assert arrow is not None
    assert arrow.tail == (1.0, 0.0)
    assert arrow.tip == pytest.approx((1 + 1 / math.sqrt(2), -1 / math.sqrt(2)))
    assert arrow.scale == 1


@pytest.mark.parametrize(
    ("request_text", "units"),
    [
        # 4a + 4b = 4 and a² + b² = 1; 2a + b = 1; along the level curve.
        ("f=x^2+y^2 at=(2,2) rate=4", [(1, 0), (0, 1)]),
        ("f=x*y at=(1,2) rate=1", [(0, 1), (0.8, -0.6)]),
        ("f=x+y at=(1,2) rate=0", [(math.sqrt(0.5), -math.sqrt(0.5))] * 2),
        ("f=x*y at=(1,2) rate=3", []),
        ("f=x^2+y^2 at=(2,2) rate=4 dir=(3,4)", [(0.6, 0.8)]),
    ],
)
def test_the_directions_of_a_rate_that_was_asked_for_are_drawn(
    request_text: str, units: list[tuple[float, float]]
) -> None:
    arrows = [arrow for arrow in panel_of(request_text).arrows if arrow.role == "direction"]
    steps = [np.subtract(arrow.tip, arrow.tail) / arrow.scale for arrow in arrows]
    assert len(steps) == len(units)
    for unit in units:
        assert any(np.allclose(abs(step @ unit), 1) for step in steps)


def test_the_tangent_satisfies_x_plus_2y_equals_1_from_frame_to_frame() -> None:
    panel = panel_of(MISSION)
    tangent = points_of(panel, "tangent")
    assert tangent @ [1, 2] == pytest.approx(1)
    for end in (tangent[0], tangent[-1]):
        room = min(
            abs(end[0] - panel.window.left),
            abs(end[0] - panel.window.right),
            abs(end[1] - panel.window.bottom),
            abs(end[1] - panel.window.top),
        )
        assert room == pytest.approx(0, abs=1e-12)


def test_the_level_curve_satisfies_x_exp_2y_equals_1_at_all_its_points() -> None:
    level = points_of(panel_of(MISSION), "level")
    assert len(level) > 200
    assert level[:, 0] * np.exp(2 * level[:, 1]) == pytest.approx(1, rel=1e-12)


@pytest.mark.parametrize("request_text", MANY)
def test_the_level_curve_passes_through_p(request_text: str) -> None:
    panel = panel_of(request_text)
    level = points_of(panel, "level")
    point = np.array(panel.dots[-1].position)
    inches = (level - point) / panel.scale
    starts, ends = inches[:-1], inches[1:]
    along = ends - starts
    share = np.clip(-(starts * along).sum(1) / np.maximum((along**2).sum(1), 1e-300), 0, 1)
    distance = np.hypot(*(starts + share[:, None] * along).T)
    radius_of_the_dot = 0.045
    assert distance[np.hypot(*along.T) < 0.1].min() < radius_of_the_dot


@pytest.mark.parametrize("request_text", MANY)
def test_p_and_the_arrows_lie_inside_the_window(request_text: str) -> None:
    panel = panel_of(request_text)
    ends = [panel.dots[-1].position, *(arrow.tip for arrow in panel.arrows)]
    assert len(ends) == 3
    paper = Paper(panel.window, panel.size)
    inches = paper.inches(np.array(ends))
    assert (inches >= 0.05).all()
    assert (inches <= np.array(panel.size) - 0.05).all()


@pytest.mark.parametrize("request_text", MANY)
def test_one_unit_is_equally_long_on_both_axes(request_text: str) -> None:
    panel = panel_of(request_text)
    assert panel.equal_aspect
    assert panel.scale[0] == pytest.approx(panel.scale[1])


@pytest.mark.parametrize("request_text", MANY)
def test_the_tangent_is_perpendicular_to_the_gradient(request_text: str) -> None:
    panel = panel_of(request_text)
    tangent = points_of(panel, "tangent")
    arrow = panel.arrow("gradient")
    assert arrow is not None
    gradient = np.array(arrow.tip) - arrow.tail
    along = tangent[-1] - tangent[0]
    cosine = along @ gradient / np.linalg.norm(along) / np.linalg.norm(gradient)
    assert cosine == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("request_text", MANY)
def test_the_note_tells_a_scale_exactly_where_an_arrow_is_not_true(request_text: str) -> None:
    panel = panel_of(request_text)
    true = all(arrow.scale == 1 for arrow in panel.arrows)
    assert true == ("drawn" not in panel.note)


@pytest.mark.parametrize("request_text", MANY)
def test_words_stay_inside_the_window(request_text: str) -> None:
    panel = panel_of(request_text)
    places = np.array([label.position for label in panel.labels])
    assert panel.window.contains(places).all()


@pytest.mark.parametrize(
    ("request_text", "note"),
    [
        (MISSION, ""),
        ("f=(100*x^2+y^2)/2 at=(1,1)", "∇f(P) drawn at 1/50 of its length; ▼ minimum"),
        (
            "f=1000-x^2/100-y^2/50 at=(30,20) dir=(-1,1)",
            "arrows drawn 20 times as long",
        ),
        ("f(x,y)=7 at=(1,2)", "f is constant"),
        ("f=log(x*y)", "hatched: f is undefined"),
    ],
)
def test_the_note_says_what_must_be_known(request_text: str, note: str) -> None:
    assert panel_of(request_text).note == note


def test_the_picture_names_its_objects() -> None:
    panel = panel_of(MISSION)
    assert labels_of(panel) == {
        "gradient": r"$\nabla f(P)$",
        "direction": r"$\mathbf{u}$",
        "tangent": "tangent",
        "point": "$P$",
        "level": "$f =$1",
    }
    assert (panel.horizontal.name, panel.vertical.name) == ("$x$", "$y$")


def test_greek_names_with_indices_become_mathematics() -> None:
    panel = panel_of("f=theta_1^2*exp(theta_2) at=(1,0)")
    assert panel.horizontal.name == r"$\theta_{1}$"


def test_both_axes_have_ticks_at_the_same_steps_in_plain_decimals() -> None:
    panel = panel_of(MISSION)
    assert panel.horizontal.tick_labels == ("−1", "0", "1", "2", "3", "4")
    assert panel.vertical.tick_labels == ("−1", "0", "1", "2", "3")


def test_labels_of_levels_do_not_cover_the_arrows() -> None:
    panel = panel_of(MISSION)
    paper = Paper(panel.window, panel.size)
    shafts = np.concatenate([np.linspace(arrow.tail, arrow.tip, 50) for arrow in panel.arrows])
    levels = [label for label in panel.labels if label.role == "contour"]
    assert len(levels) >= 6
    for label in levels:
        offsets = paper.inches(shafts) - paper.inches(np.array(label.position))
        assert np.hypot(*offsets.T).min() > 0.1


def test_a_critical_point_has_neither_gradient_arrow_nor_tangent() -> None:
    panel = panel_of("f=x^2-y^2 at=(0,0) dir=(1,2)")
    assert [arrow.role for arrow in panel.arrows] == ["direction"]
    assert panel.curve("tangent") is None


def test_the_level_curves_of_a_saddle_cross_at_p() -> None:
    level = points_of(panel_of("f=x^2-y^2 at=(0,0)"), "level")
    assert abs(level[:, 0]) == pytest.approx(abs(level[:, 1]), abs=1e-9)
    quadrants = {(x > 0, y > 0) for x, y in level if abs(x) > 0.1}
    assert len(quadrants) == 4


def test_at_a_minimum_the_level_set_is_p_itself() -> None:
    panel = panel_of("f=x^2+y^2 at=(0,0)")
    assert panel.curve("level") is None
    assert [dot.position for dot in panel.dots] == [(0, 0)]
    assert "contour" in [curve.role for curve in panel.curves]


def test_a_constant_function_has_no_level_lines() -> None:
    panel = panel_of("f(x,y)=7 at=(1,2) dir=(1,0)")
    assert panel.curves == ()
    assert len(panel.bands) == 1


def test_where_f_is_not_differentiable_there_is_u_but_no_gradient_and_no_tangent() -> None:
    panel = panel_of("f=sqrt(x^2+y^2) at=(0,0) dir=(1,1)")
    assert [arrow.role for arrow in panel.arrows] == ["direction"]
    assert panel.curve("tangent") is None
    assert panel.curve("contour") is not None


def test_without_a_point_there_are_only_level_lines() -> None:
    panel = panel_of("f=x*exp(2*y)")
    assert (panel.arrows, panel.dots) == ((), ())
    assert [curve.role for curve in panel.curves] == ["contour"]
    assert panel.window.contains(np.zeros(2))


def test_without_a_point_the_window_finds_the_domain() -> None:
    window = panel_of("f=log(x-10)+y").window
    assert window.left > 5
    assert window.right > 12


# Beside a critical point, and the level line through it, its neighbours by hand: the folium's
# x³ + y³ − 3xy has a saddle and a minimum, x⁴ + y⁴ − 4xy one saddle between two minima,
# xy(1 − x − y) a maximum within the triangle of its zeros.
@pytest.mark.parametrize(
    ("request_text", "neighbours"),
    [
        ("f=x^3+y^3-3*x*y at=(1,1) dir=(1,1)", [(0, 0)]),
        ("f=x^3+y^3-3*x*y at=(0,0)", [(1, 1)]),
        ("f=x^4+y^4-4*x*y+1 at=(0,0)", [(1, 1), (-1, -1)]),
        ("f=x*y*(1-x-y) at=(1/3,1/3)", [(0, 0), (1, 0), (0, 1)]),
        ("f=cos(x)*cos(y) at=(0,0)", [(math.pi, 0), (0, -math.pi)]),
    ],
)
def test_around_a_critical_point_as_much_is_seen_as_its_neighbours(
    request_text: str, neighbours: list[tuple[float, float]]
) -> None:
    panel = panel_of(request_text)
    assert panel.window.contains(np.array(neighbours)).all()
    point = np.array(next(dot.position for dot in panel.dots if dot.role == "point"))
    far = max(float(np.hypot(*(np.array(place) - point))) for place in neighbours)
    assert panel.window.height < 4.5 * far


@pytest.mark.parametrize(
    "request_text",
    ["f=x*y*(1-x-y) at=(1/2,1/4) dir=(1,1)", "f=x^2+y^2 at=(1/8,1/16)", "f=x^2-y^2 at=(2,1)"],
)
def test_levels_are_short_decimals_whatever_f_is_at_p(request_text: str) -> None:
    panel = panel_of(request_text)
    labels = [label.text for label in panel.labels if label.role == "contour"]
    assert labels
    for text in labels:
        digits = text.replace("−", "").replace("-", "").replace("$", "").replace(".", "").strip("0")
        assert len(digits) <= 2, text


def _mantissa(text: str) -> str:
    """The digits of a number without its sign and its power of ten."""
    plain = text.strip("$").replace("−", "-").lstrip("-").split(r"\times")[0].split("10^")[0]
    return plain.replace(".", "").strip("0") or "1"


@pytest.mark.parametrize(
    "request_text",
    [
        MISSION,
        "f=x^2*exp(-y) at=(-2,0)",
        "f=x*y^2 at=(1,2)",
        "L(w,b)=ln(1+exp(-(2*w+b))) at=(0,0)",
        "f=x^4-2*x^2+y^2 critical=all",
        "f=(1-x)^2+100*(y-x^2)^2 at=(0,0)",
    ],
)
def test_levels_of_uneven_functions_are_1_2_and_5_times_powers_of_ten(request_text: str) -> None:
    texts = [label.text for label in panel_of(request_text).labels if label.role == "contour"]
    numbers = [_mantissa(text) for text in texts if text != "0"]
    assert len(numbers) >= 4
    assert set(numbers) <= {"1", "2", "5"}


@pytest.mark.parametrize(
    ("request_text", "step"),
    [
        # f(P) = 8, 5 and 2: what the levels would be counted from makes 18 of 20, 55 of 50.
        ("f=x^2+4*y^2 at=(2,1)", 10),
        ("L(w,b)=((w+b-1)^2+(2*w+b-3)^2)/2 at=(0,0)", 50),
        ("z=x*y at=(1,2)", 5),
        ("f=x^2*y-y^2 at=(2,1)", 2),
    ],
)
def test_levels_of_even_functions_are_multiples_of_a_round_step(
    request_text: str, step: int
) -> None:
    panel = panel_of(request_text)
    numbers = [
        float(label.text.replace("−", "-")) for label in panel.labels if label.role == "contour"
    ]
    outer = sorted({abs(number) for number in numbers if abs(number) >= step})
    assert len(outer) >= 3
    assert all(number % step == 0 for number in outer)


@pytest.mark.parametrize(
    ("request_text", "between"),
    [
        # The minimum -1 at (1, 1/2) and the saddle 0 of x³ - 6xy + 8y³, a Stewart exercise.
        ("f=x^3-6*x*y+8*y^3 critical=all", (-1, 0)),
        # The maximum 0 at (0, 0), between saddles of the value -4.
        ("f=x^3+y^3-3*x^2-3*y^2 critical=all", (-4, 0)),
    ],
)
def test_around_an_extremum_that_is_marked_there_is_a_level_line(
    request_text: str, between: tuple[float, float]
) -> None:
    panel = panel_of(request_text)
    numbers = [
        float(label.text.replace("−", "-")) for label in panel.labels if label.role == "contour"
    ]
    assert any(between[0] < number < between[1] for number in numbers)


def test_a_pole_is_no_level_line() -> None:
    points = np.concatenate(
        [points_of(panel_of("f=1/(x-y) at=(2,1) dir=(1,2)"), role) for role in ("contour", "level")]
    )
    assert abs(points[:, 0] - points[:, 1]).min() > 0.05


@pytest.mark.parametrize("request_text", [*MANY, "f=1/(x*y) at=(1,1)", "f=atan(y/x) at=(1,1)"])
def test_uneven_functions_still_fill_the_window_with_levels(request_text: str) -> None:
    panel = panel_of(request_text)
    assert 6 <= len(panel.bands) <= 18
    assert all(np.isfinite(band.points).all() for band in panel.bands)


@pytest.mark.slow
@pytest.mark.filterwarnings("error::RuntimeWarning")
@pytest.mark.parametrize(
    "request_text",
    [
        "f(x,y)=abs(tan((x*y)^3)) at=(10^5,2) dir=(1,0)",
        "f=x^200*y at=(1/10,1)",
        "f=cos(x)^1000*y at=(1,1)",
        "f=x^2+10^99*y^2 at=(1,1) dir=(1,1)",
        "f=10^(-170)*(x^2+y^2) at=(1,1)",
        "f=besselj(100,x*y) at=(1,1)",
    ],
)
def test_extreme_points_are_drawn_without_a_warning(request_text: str) -> None:
    panel = panel_of(request_text)
    assert panel.window.contains(np.array(panel.dots[0].position))


@pytest.mark.filterwarnings("error::RuntimeWarning")
@pytest.mark.parametrize(
    "request_text",
    [
        # The gradient is some e^-400000, and e^-800: not 0, but 0 to floats.
        "f=(tanh(x*y))^(2/3) at=(10^5,2)",
        "f=e^(-800x)*y at=(1,1)",
        "f=e^(-800x) at=1",
        # xy is at most 10^-398 in sight, and not constant.
        "f=x*y at=(10^(-200),10^(-200))",
        "f=10^(-400)*x*y",
        "f=10^400*x*y at=(1,1)",
    ],
)
def test_what_floats_cannot_tell_is_no_picture_and_a_word(request_text: str) -> None:
    solution = solve(read_problem(request_text))
    assert compose_scene(solution) is None
    assert "floating-point" in explain_missing(solution)


@settings(max_examples=20, deadline=None)
@given(
    st.integers(-50, 50),
    st.integers(-50, 50),
    st.integers(-20, 20),
    st.integers(-20, 20),
    st.integers(0, 6),
)
@pytest.mark.slow
def test_any_quadratic_function_is_drawn_with_p_and_its_arrows_in_sight(
    px: int, py: int, a: int, b: int, zoom: int
) -> None:
    scale = 10 ** (zoom - 3)
    point = f"({px}*{scale}, {py}*{scale})" if zoom >= 3 else f"({px}/{10 ** (3 - zoom)}, {py})"
    panel = panel_of(f"f(x,y)=x^2*{a + 21}+x*y*{b}-y^2+{a}*x at={point} dir=(1,2)")
    ends = [panel.dots[-1].position, *(arrow.tip for arrow in panel.arrows)]
    assert panel.window.contains(np.array(ends)).all()
    assert panel.scale[0] == pytest.approx(panel.scale[1])
    for arrow in panel.arrows:
        length = math.dist(arrow.tail, arrow.tip)
        assert 0.05 < length / panel.window.height < 0.6


@pytest.mark.parametrize(
    "request_text", ["f=y+tan(x) at=(0,0)", "f=tan(x)*y at=(1,1)", "f=1/x+1/y at=(1,1)"]
)
def test_numbers_do_not_heap_up_beside_a_pole(request_text: str) -> None:
    panel = panel_of(request_text)
    places = np.array([label.position for label in panel.labels if label.role == "contour"])
    inches = (places - [panel.window.left, panel.window.bottom]) / panel.scale
    off = np.hypot(*(inches[:, None] - inches).transpose(2, 0, 1)) + 9 * np.eye(len(inches))
    assert off.min() > 0.15
    assert len(inches) >= 4


def test_beside_a_pole_levels_are_those_of_what_is_seen() -> None:
    texts = [
        label.text for label in panel_of("f=y+tan(x) at=(0,0)").labels if label.role == "contour"
    ]
    assert max(abs(float(text.replace("−", "-"))) for text in texts) <= 10


@pytest.mark.parametrize(
    ("request_text", "gradient", "direction"),
    [
        # One scale, true or not, has the vectors' own names.
        (MISSION, r"$\nabla f(P)$", r"$\mathbf{u}$"),
        ("f=x*y at=(2,3) dir=(1,1)", r"$\nabla f(P)$", r"$\mathbf{u}$"),
        (
            "f=1000-x^2/100-y^2/50 at=(30,20) dir=(-1,1)",
            r"$\nabla f(P)$",
            r"$\mathbf{u}$",
        ),
        # At two scales each arrow says which vector it is.
        ("f=x^2+y^2 at=(3,4) dir=(1,0)", r"$\nabla f(P)/2$", r"$2\,\mathbf{u}$"),
        ("f=10^(-9)*x*y at=(2,3) dir=(1,0)", r"$10^{9}\,\nabla f(P)$", r"$2\,\mathbf{u}$"),
    ],
)
def test_an_arrow_is_named_as_the_vector_that_it_is(
    request_text: str, gradient: str, direction: str
) -> None:
    labels = labels_of(panel_of(request_text))
    assert (labels["gradient"], labels["direction"]) == (gradient, direction)


@pytest.mark.parametrize("request_text", MANY)
def test_arrows_have_one_scale_where_both_can_be_seen(request_text: str) -> None:
    panel = panel_of(request_text)
    lengths = [
        math.dist(arrow.tail, arrow.tip) / panel.scale[0] / arrow.scale for arrow in panel.arrows
    ]
    scales = {arrow.scale for arrow in panel.arrows}
    # 0.85 of half the plot's height is the longest, 0.11 of it the shortest.
    if max(lengths) / min(lengths) < 3:
        assert len(scales) == 1


@pytest.mark.parametrize(
    ("request_text", "saddles"),
    [
        # Stewart's example: the level 1 through (0, 0) is a figure of eight.
        ("f=x^4+y^4-4xy+1 critical=all", [(0, 0)]),
        # Two saddles of different values, -1 and 27.
        ("f=x^3-y^3+3x^2+3y^2-9x critical=all", [(-3, 0), (1, 2)]),
    ],
)
def test_level_lines_go_through_the_saddle_points(
    request_text: str, saddles: list[tuple[float, float]]
) -> None:
    panel = panel_of(request_text)
    lines = points_of(panel, "contour")
    for saddle in saddles:
        assert np.hypot(*(lines - saddle).T).min() < panel.window.width / 100


@pytest.mark.slow
def test_the_label_of_the_level_curve_is_not_struck_out_by_a_path() -> None:
    panel = panel_of(
        "f=(1-x)^2+100(y-x^2)^2 at=(-1,1) path=momentum step_size=0.0005 iterations=200 "
        "plot=contour"
    )
    (label,) = (label for label in panel.labels if label.role == "level")
    paper = Paper(panel.window, panel.size)
    path = paper.inches(points_of(panel, "path"))
    assert np.hypot(*(path - paper.inches(np.array(label.position))).T).min() > 0.1


def test_of_a_region_in_which_f_has_one_value_the_edge_is_drawn_through_p() -> None:
    panel = panel_of("f=max(0,x+y) at=(0,0)")
    assert (points_of(panel, "contour").sum(axis=1) > 0.1).all()
    assert points_of(panel, "level").sum(axis=1) == pytest.approx(0, abs=0.01)
    assert labels_of(panel)["level"] == "$f =$0"
