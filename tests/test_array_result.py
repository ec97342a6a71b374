"""The answer about arrays as an object: what it holds, how it is saved and handed on."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from sympy import Matrix, Rational, Symbol

from grad_magic import solve
from grad_magic.errors import MeaninglessRequestError

REQUEST = "L(W,b)=sum(G*(W@X+b)) G=[[1,2,3],[0,1,0]] X=[[1,0,2]] at=(W=[[1],[2]], b=[0,1])"


def test_public_names() -> None:
    result = solve(REQUEST)
    assert result.variables == (Symbol("W", real=True), Symbol("b", real=True))
    assert result.point == {"W": Matrix([1, 2]), "b": Matrix([0, 1])}
    assert result.value == 8
    assert result.gradient_formulas == {"W": "GXᵀ", "b": "G𝟏"}
    assert result.gradients == {"W": Matrix([7, 0]), "b": Matrix([6, 1])}
    assert result.norm == result.max_rate == -result.min_rate
    assert result.differentiable is True
    assert result.figure is None


def test_without_a_point_there_are_formulas_alone() -> None:
    result = solve("L=norm(X)^2 X:(n,d)")
    assert result.gradient_formulas == {"X": "2X"}
    assert result.value is result.gradients is result.norm is result.point is None


def test_the_data_are_json(tmp_path: Path) -> None:
    result = solve(REQUEST)
    result.save(tmp_path / "answer.json")
    data = json.loads((tmp_path / "answer.json").read_text(encoding="utf-8"))
    assert data["gradients"]["W"] == [
        [{"exact": "7", "decimal": 7.0}],
        [{"exact": "0", "decimal": 0.0}],
    ]
    assert data["gradient_formulas"] == {"W": "GXᵀ", "b": "G𝟏"}
    floats = solve("L(w)=sum(w*w)", at={"w": np.array([0.5, 2.0])}).to_dict()
    assert floats["gradients"] == {"w": [1.0, 4.0]}
    assert json.dumps(floats)


def test_it_is_saved_as_text_and_as_latex_and_not_as_a_picture(tmp_path: Path) -> None:
    result = solve(REQUEST)
    result.save(tmp_path / "answer.txt")
    assert "∇_W L = GXᵀ" in (tmp_path / "answer.txt").read_text(encoding="utf-8")
    with pytest.raises(MeaninglessRequestError, match="no picture to save") as caught:
        result.save(tmp_path / "answer.png")
    assert caught.value.advice.startswith("Of arrays an answer with a path has one")


@pytest.mark.slow
def test_the_picture_of_a_path_is_the_loss_over_its_steps(tmp_path: Path) -> None:
    # L = w² is (4/5)^(2k) times 4.
    result = solve("L(w)=norm(w)^2 at=(w=[2,0,0]) path=descent step_size=1/10 iterations=3")
    assert result.path_values == pytest.approx([4 * 0.64**k for k in range(4)])
    assert result.scene is not None
    (panel,) = result.scene.panels
    assert panel.curve("path").points[:, 1] == pytest.approx(result.path_values)
    assert panel.description == "Values of L over 3 steps of the path, from 4 to 1.049."
    result.save(tmp_path / "answer.png")
    assert (tmp_path / "answer.png").read_bytes().startswith(b"\x89PNG")


def test_momentum_keeps_nine_tenths_of_its_velocity() -> None:
    # v₁ = -2/5, w₁ = 8/5; v₂ = -9/25·… : w₂ = 8/5 - 0.36 - 0.32.
    result = solve("L(w)=norm(w)^2 at=(w=[2]) path=momentum step_size=1/10 iterations=2")
    assert result.path_values == pytest.approx([4, 1.6**2, 0.92**2])


def test_a_path_ends_where_the_loss_has_no_gradient() -> None:
    # From (1, 1/2) one step of 1/2 leads to (1/2, 0), a kink of |w₂|.
    result = solve("L(w)=norm(w,1) at=(w=[1,0.5]) path=descent step_size=0.5 iterations=4")
    assert result.path_values == (1.5, 0.5)
    assert "L has no gradient there, so the path ends." in result.text


def test_a_path_ends_where_the_loss_has_no_value() -> None:
    result = solve("L(w)=sum(log(w)) at=(w=[1,1,1]) step_size=2 iterations=5")
    assert result.path_values == (0.0,)
    assert "At step 1 L has no value, so the path ends before it." in result.text
    assert result.scene is None


def test_a_scalar_request_stays_one_beside_arrays_of_the_same_letters() -> None:
    assert solve("f=x*y at=(1,2)").gradient_at == Matrix([2, 1])


@pytest.mark.slow
def test_a_small_loss_is_the_same_by_both_roads() -> None:
    by_arrays = solve("L(w)=sum((X@w-y)^2) X=[[1,2],[3,4]] y=[1,1] at=(w=[1,2])")
    by_scalars = solve("L(a,b)=(a+2b-1)^2+(3a+4b-1)^2 at=(1,2)")
    assert by_arrays.gradient_at == by_scalars.gradient_at
    assert by_arrays.value == by_scalars.value
    assert by_arrays.norm == by_scalars.norm


@pytest.mark.slow
def test_the_picture_of_a_path_has_its_theme_and_its_scale(tmp_path: Path) -> None:
    request = "L(w)=norm(w)^2 at=(w=[2,0,0]) path=descent step_size=1/10"
    result = solve(f"{request} iterations=5 theme=dark")
    assert result.scene is not None
    assert result.scene.theme == "dark"
    result.save(tmp_path / "loss.png", scale=1)
    with Image.open(tmp_path / "loss.png") as image:
        assert image.width < 700


LINE = "L(w,b)=mean((w*X+b-y)^2) X=[1,2,3] y=[1,2,2] at=(w=0, b=0)"


@pytest.mark.slow
def test_of_two_numbers_there_is_the_contour_picture() -> None:
    # ∇L(0, 0) = (-(2/3)(1·1 + 2·2 + 3·2), -(2/3)(1 + 2 + 2)), and L(0, 0) = 3.
    result = solve(f"{LINE} dir=(w=1, b=1)")
    assert result.gradients == {"w": Rational(-22, 3), "b": Rational(-10, 3)}
    (panel,) = result.scene.panels
    assert (panel.horizontal.name, panel.vertical.name) == ("$w$", "$b$")
    assert {arrow.role for arrow in panel.arrows} == {"gradient", "direction"}
    gradient = panel.arrow("gradient")
    steps = np.array(gradient.tip) - gradient.tail
    assert steps[0] / steps[1] == pytest.approx(22 / 10)
    # The least squares line y = x/2 + 2/3.
    (minimum,) = (dot for dot in panel.dots if dot.role == "minimum")
    assert minimum.position == pytest.approx((1 / 2, 2 / 3), abs=1e-5)


@pytest.mark.slow
def test_a_path_in_the_plane_stands_over_the_level_lines() -> None:
    result = solve(f"{LINE} path=descent step_size=1/10 iterations=2")
    contour, progress = result.scene.panels
    first = np.array([22 / 30, 10 / 30])
    # There wX + b - y = (2, -6, 16)/30.
    slope = np.array([38 / 45, 4 / 15])
    points = contour.curve("path").points
    assert points == pytest.approx(np.array([(0, 0), first, first - slope / 10]))
    assert progress.curve("path").points[:, 1] == pytest.approx(result.path_values)


@pytest.mark.parametrize(
    ("request_text", "axes"),
    [
        ("L(w)=mean((X@w-y)^2) X=[[1,2],[3,1]] y=[1,2] at=(w=[0,0])", ("$w_{1}$", "$w_{2}$")),
        ("L(W)=sum((W@A)^2) A=[[1],[2]] at=(W=[[1,2]])", ("$W_{1}$", "$W_{2}$")),
        ("L(w)=mean((w*X-y)^2) X=[1,2] y=[1,2] at=(w=0)", ("$w$", "$L(w)$")),
    ],
)
def test_of_one_or_two_entries_there_is_a_picture(request_text: str, axes: tuple[str, str]) -> None:
    (panel,) = solve(request_text).scene.panels
    assert (panel.horizontal.name, panel.vertical.name) == axes


@pytest.mark.slow
def test_the_window_of_a_loss_can_be_asked_for() -> None:
    (panel,) = solve(f"{LINE} window=(-1,3,-2,2)").scene.panels
    assert panel.window.contains(np.array([[-1, -2], [3, 2]])).all()


@pytest.mark.slow
def test_at_a_kink_there_is_no_arrow() -> None:
    result = solve("L(w)=sum(abs(X@w-y)) X=[[1,2],[3,1]] y=[1,2] at=(w=[1,0])")
    assert not result.scene.panels[0].arrows


def test_why_there_is_no_contour_picture_is_said() -> None:
    result = solve("L(w)=norm(w)^2 at=(w=[1,2,3]) plot=contour")
    assert result.scene is None
    assert result.missing_picture.startswith("No picture: that needs a point of variables")
    assert not solve("L(w)=norm(w)^2 at=(w=[1,2,3])").missing_picture


@pytest.mark.slow
@pytest.mark.parametrize("entries", [2, 3])
def test_the_flow_of_a_square_is_exponential(entries: int) -> None:
    # w′ = -w, so that w(t) = w(0)e⁻ᵗ and L = ‖w(0)‖² e⁻²ᵗ/2.
    start = [1, 2, 3][:entries]
    result = solve("L(w)=norm(w)^2/2 path=flow step_size=1/2 iterations=4", at={"w": start})
    first = sum(entry**2 for entry in start) / 2
    times = np.arange(5) / 2
    assert result.path_values == pytest.approx(first * np.exp(-2 * times), rel=1e-8)
    assert "w′(t) = -∇_w L" in result.text
    assert "At t = 2, L has fallen" in result.text
    progress = result.scene.panels[-1]
    assert progress.curve("path").points[:, 0] == pytest.approx(times)


@pytest.mark.parametrize(
    ("request_", "end"),
    [
        # Both reach the corner in their time, and what is left of a number there is rounding.
        ("L(w)=norm(w,1) at=(w=[1,0.5]) path=flow step_size=0.5 iterations=1", [0.5, 0]),
        ("L(w)=norm(w) at=(w=[1,0]) path=flow step_size=0.5 iterations=2", [0, 0]),
    ],
)
def test_a_flow_shows_no_digits_of_what_rounding_left(request_: str, end: list[float]) -> None:
    result = solve(request_)
    assert f"≈ ({', '.join(f'{entry:g}' for entry in end)})" in result.text


@pytest.mark.slow
def test_a_flow_ends_before_a_kink_that_it_cannot_pass() -> None:
    # w′ = -sign(w): at t = 3/10 an entry is 0.
    result = solve("L(w)=sum(abs(w)) at=(w=[1,2,3/10]) path=flow step_size=1/5 iterations=9")
    assert result.path_values == pytest.approx([3.3, 2.7])
    assert "No later than at t = 0.4 the path comes to a place where the derivatives" in result.text


@pytest.mark.slow
def test_the_natural_gradient_solves_with_the_metric() -> None:
    # [[2, 1], [1, 3]]⁻¹ (-14, -8) = (1/5) [[3, -1], [-1, 2]] (-14, -8) = (-34, -2)/5.
    request = "L(w)=norm(X@w-y)^2 X=[[1,2],[3,1]] y=[1,2] at=(w=[0,0]) metric=[[2,1],[1,3]]"
    result = solve(f"{request} path=natural step_size=1/10 iterations=1")
    assert result.natural_gradient == {"w": Matrix([Rational(-34, 5), Rational(-2, 5)])}
    assert "w - η·F⁻¹·∇_w L = (17/25, 1/25)" in result.text
    assert result.scene.panels[0].arrow("natural") is not None


def test_a_metric_is_one_of_all_variables_together() -> None:
    metric = "metric=[[2,1,0],[1,3,0],[0,0,5]]"
    request = "L(w,b)=mean((X@w+b-y)^2) X=[[1,2],[3,1]] y=[1,2] at=(w=[0,0], b=0)"
    result = solve(f"{request} {metric}")
    # Of ∇_w L = (-7, -4) as above, and ∇_b L = -3.
    expected = {"w": Matrix([Rational(-17, 5), Rational(-1, 5)]), "b": Rational(-3, 5)}
    assert result.natural_gradient == expected


@pytest.mark.parametrize(
    ("clauses", "message"),
    [
        ("at=(w=[1,2]) metric=[[1,2],[2,1]]", "a metric is positive definite"),
        ("at=(w=[1,2]) metric=[[1,2],[1,1]]", "a metric is a symmetric matrix"),
        ("at=(w=[1,2]) metric=[[2]]", "metric must have 2 rows and columns"),
        ("at=(w=[[1,2],[3,4]]) metric=[[2]]", "a metric is one of vectors and numbers"),
        ("at=(w=[1,2]) path=natural", "the natural gradient needs a metric"),
        ("w:(n) metric=[[2]]", "metric needs a point"),
    ],
)
def test_what_is_no_metric_is_refused(clauses: str, message: str) -> None:
    with pytest.raises(MeaninglessRequestError, match=message):
        solve(f"L(w)=norm(w)^2 {clauses}")


@pytest.mark.slow
def test_numbers_stand_alone_and_beside_decimals_as_decimals() -> None:
    ridge = solve("L(w)=norm(w)^2/2+0.1*norm(w,1) at=(w=[1,-2])")
    assert ridge.gradient_formulas == {"w": "w + 0.1 sign(w)"}
    # Of 2/3 there is no finite decimal.
    assert solve("L(w)=norm(w)^2/3 at=(w=[1.5,-2])").gradient_formulas == {"w": "(2/3) w"}
    line = solve("L(w,b)=mean((w*x+b-y)^2) at=(w=0,b=1) x=[1,2,3] y=[2,4,5]")
    assert r"\text{At } w = 0 \text{ and } b = 1 \text{:}" in line.latex


@pytest.mark.slow
def test_measured_data_have_a_picture_with_the_gradient() -> None:
    data, target = np.array([[1.5, 2.0], [0.3, 4.5], [1.0, -0.7]]), np.array([0.1, 2.5, 1.0])
    weights = np.array([0.1, 0.25])
    result = solve("L(w)=norm(X@w-y)^2", X=data, y=target, at={"w": weights})
    expected = 2 * data.T @ (data @ weights - target)
    assert result.scene is not None
    (arrow,) = [arrow for arrow in result.scene.panels[0].arrows if arrow.role == "gradient"]
    step = np.array(arrow.tip, float) - np.array(arrow.tail, float)
    assert step / np.linalg.norm(step) == pytest.approx(expected / np.linalg.norm(expected))


@pytest.mark.slow
def test_a_worked_page_has_the_data_that_it_is_about() -> None:
    text = solve("L(w)=norm(X@w-y)^2 X=[[1,2],[3,4]] y=[1,2] at=(w=[0,0]) steps=full").text
    # Where they are put in.
    assert "r = [[1, 2], [3, 4]]·(0, 0) - (1, 2) = (-1, -2)" in text
    large = {"X": np.ones((9, 2)), "y": [1] * 9, "at": {"w": [0, 0]}, "steps": "full"}
    assert "X = " not in solve("L(w)=norm(X@w-y)^2", **large).text
