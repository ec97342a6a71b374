from __future__ import annotations

import ast
import copy
import json
import math
import operator
import pickle
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from sympy import Expr, Float, Matrix, Rational, exp, pi, sin, sqrt, symbols
from sympy.abc import x as plain_x
from sympy.abc import y as plain_y

import grad_magic
from grad_magic import MeaninglessRequestError, NoAnswerError, RequestSyntaxError, solve
from grad_magic.lesson import worked
from grad_magic.picture.palette import THEMES
from grad_magic.picture.screen import render_png
from grad_magic.result import Result, Unanswered
from grad_magic.solution import Solution

MISSION = "f=x*exp(2*y) at=(1,0) dir=(1,-1)"
x, y, z = symbols("x y z", real=True)


def test_the_result_holds_what_its_names_promise() -> None:
    result = solve(MISSION)
    assert result.f == x * exp(2 * y)
    assert result.variables == (x, y)
    assert result.point == (1, 0)
    assert result.value == 1
    assert result.partials == (exp(2 * y), 2 * x * exp(2 * y))
    assert result.partials_at == (1, 2)
    assert result.gradient == Matrix([exp(2 * y), 2 * x * exp(2 * y)])
    assert result.gradient_at == Matrix([1, 2])
    assert result.norm == sqrt(5)
    assert result.unit_direction == Matrix([sqrt(2) / 2, -sqrt(2) / 2])
    assert result.directional_derivative == -sqrt(2) / 2
    assert result.angle is not None
    assert float(result.angle) == pytest.approx(np.arccos(-1 / np.sqrt(10)))
    assert (result.max_rate, result.min_rate) == (sqrt(5), -sqrt(5))
    assert result.steepest_ascent == Matrix([1, 2]) / sqrt(5)
    assert result.steepest_descent == Matrix([-1, -2]) / sqrt(5)
    assert result.zero_directions == (Matrix([2, -1]) / sqrt(5),)
    assert result.level_tangent is not None
    assert (result.level_tangent.lhs, result.level_tangent.rhs) == (x - 1 + 2 * y, 0)
    assert result.tangent_plane is not None
    assert (result.tangent_plane.lhs, result.tangent_plane.rhs) == (z, x + 2 * y)
    assert result.hessian_at == Matrix([[0, 2], [2, 4]])
    assert result.critical_kind is None
    assert result.differentiable is True
    assert result.warnings == ()
    assert result.reason.startswith("The partial derivatives are continuous near P")


@pytest.mark.parametrize(
    ("at", "direction"),
    [
        ({"x": 1, "y": 0}, (Decimal("0.5"), -0.5)),
        ((np.float32(1), 0), (np.float32(0.1), Float("-0.1"))),
        ((1, 0), (1, -1)),
        ([1.0, 0.0], np.array([1, -1])),
        (np.array([1.0, 0.0]), Matrix([1, -1])),
        (("1", "0"), (Fraction(1, 2), Rational(-1, 2))),
        (("sqrt(4)/2", "sin(pi)"), (np.float64(0.1), -0.1)),
    ],
)
def test_numbers_may_be_anybodys(at: object, direction: object) -> None:
    result = solve("x*exp(2*y)", at=at, dir=direction)
    assert result.directional_derivative == -sqrt(2) / 2


def test_the_function_may_be_a_sympy_expression() -> None:
    result = solve(plain_x * sin(plain_y), at=(2, pi))
    assert result.gradient_at == Matrix([0, -2])
    # In the symbols that were handed in, so that they can be substituted.
    assert result.variables == (plain_x, plain_y)
    assert result.gradient.subs({plain_x: 2, plain_y: pi}) == Matrix([0, -2])
    assert result.scene is not None


def test_a_request_may_be_completed_by_keywords() -> None:
    assert solve("f(y,x)=x*y^2 at=(1,2)", dir=(3, 4)).gradient_at == Matrix([4, 1])


@pytest.mark.parametrize(
    ("arguments", "keywords", "kind", "message"),
    [
        (
            ("x*y",),
            {"att": (1, 2)},
            RequestSyntaxError,
            "unknown clause att\n    att=(1, 2)\n    ^^^\nDid you mean at?",
        ),
        (
            ("f=x at=1",),
            {"at": 1},
            RequestSyntaxError,
            "the clause at is given twice\n    at=1\n    ^^",
        ),
        (
            (3,),
            {},
            MeaninglessRequestError,
            "the function must be text, a SymPy expression or a Python function, not int",
        ),
        (
            ("x*y",),
            {"at": (1, float("nan"))},
            MeaninglessRequestError,
            'at must hold real numbers, not nan\nWrite numbers, as in at=(1, "pi/2").',
        ),
        (
            ("x*y",),
            {"at": (1, 2), "dir": (0, 0)},
            MeaninglessRequestError,
            (
                "the direction has length zero, so it points nowhere\n"
                "    dir=(0, 0)\n"
                "        ^^^^^^\n"
                "Give at least one component that is not 0."
            ),
        ),
    ],
)
def test_wrong_arguments_are_explained(
    arguments: tuple[str, ...],
    keywords: dict[str, object],
    kind: type[Exception],
    message: str,
) -> None:
    with pytest.raises(kind) as caught:
        solve(*arguments, **keywords)
    assert str(caught.value) == message


def test_the_dictionary_is_json_with_exact_values_and_decimals() -> None:
    data = json.loads(json.dumps(solve(MISSION).to_dict()))
    assert data["f"] == "x*exp(2*y)"
    assert data["variables"] == ["x", "y"]
    assert data["norm"] == {"exact": "sqrt(5)", "decimal": pytest.approx(5**0.5)}
    assert data["gradient_at"] == [
        {"exact": "1", "decimal": 1.0},
        {"exact": "2", "decimal": 2.0},
    ]
    assert data["critical_kind"] is None
    assert data["differentiable"] is True
    assert data["tangent_plane"] == "Eq(z, x + 2*y)"


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        ("answer.png", b"\x89PNG"),
        ("answer.svg", b"<?xml"),
        ("answer.pdf", b"%PDF"),
        ("answer.tex", b"\\documentclass"),
        ("answer.txt", "     f(x, y) = x·e^(2y)".encode()),
        ("answer.json", b"{"),
    ],
)
def test_the_answer_can_be_saved(tmp_path: Path, name: str, beginning: bytes) -> None:
    solve(MISSION).save(tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(beginning)


def test_what_the_user_has_changed_in_the_figure_is_saved(tmp_path: Path) -> None:
    result = solve(MISSION)
    assert result.figure is not None
    result.save(tmp_path / "as_drawn.svg")
    result.figure.axes[0].set_xlabel("longitude").set_gid("of the user")
    result.save(tmp_path / "changed.svg")
    assert [
        "of the user" in (tmp_path / name).read_text() for name in ("as_drawn.svg", "changed.svg")
    ] == [False, True]


@pytest.mark.parametrize("scale", [1, 2, 3, 4.5])
def test_a_png_has_so_many_pixels_for_each_of_a_page(tmp_path: Path, scale: float) -> None:
    result = solve(MISSION)
    result.save(tmp_path / "answer.png", scale=scale)
    shown = render_png(result.scene)
    with Image.open(tmp_path / "answer.png") as image:
        width, height = image.size
    assert (width, height) == pytest.approx((scale * shown.width, scale * shown.height), abs=1)


@pytest.mark.parametrize("scale", [0, -1, 21, math.nan])
def test_a_scale_that_is_none_is_refused(tmp_path: Path, scale: float) -> None:
    with pytest.raises(MeaninglessRequestError, match="scale is"):
        solve(MISSION).save(tmp_path / "answer.png", scale=scale)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_a_file_has_the_paper_of_its_theme(tmp_path: Path, theme: str, ending: str) -> None:
    path = tmp_path / f"answer.{ending}"
    solve(f"{MISSION} theme={theme}").save(path)
    paper = THEMES[theme].paper
    if ending == "png":
        with Image.open(path) as image:
            corner = image.convert("RGB").getpixel((2, 2))
        assert corner == tuple(bytes.fromhex(paper[1:]))
    elif ending == "svg":
        assert f"fill: {paper}" in path.read_text()


def test_what_cannot_be_saved_is_explained(tmp_path: Path) -> None:
    with pytest.raises(MeaninglessRequestError) as caught:
        solve(MISSION).save(tmp_path / "answer.docx")
    assert str(caught.value) == (
        "answer.docx cannot be written\n"
        "Give a name that ends in .png, .svg, .pdf, .tex, .txt, .json or .html."
    )
    with pytest.raises(MeaninglessRequestError) as caught:
        solve("f=x*y at=(1,1) plot=none").save(tmp_path / "answer.png")
    assert str(caught.value) == "this answer has no picture to save"


@pytest.mark.parametrize("plot", ["contour", "field"])
def test_what_is_drawn_reaches_as_far_as_the_axes_when_their_limits_are_changed(plot: str) -> None:
    result = solve(f"{MISSION} plot={plot}")
    figure = result.figure
    assert figure is not None
    (ax,) = figure.axes
    ax.set_xlim(-6, 6)
    ax.set_ylim(-3, 6)
    (bands,) = ax.collections
    corners = np.vstack([path.vertices for path in bands.get_paths()])
    assert (corners[:, 0].min(), corners[:, 0].max()) == (-6, 6)
    assert (corners[:, 1].min(), corners[:, 1].max()) == (-3, 6)
    level = next(line for line in ax.lines if line.get_gid() == "level")
    assert np.nanmax(level.get_xdata()) == pytest.approx(6, abs=0.01)
    assert ax.get_xlim() == (-6, 6)
    assert max(ax.get_xticks()) >= 4
    assert len({line.get_gid() for line in ax.lines if line.get_gid()}) >= 2


def test_a_curve_reaches_as_far_as_its_axes() -> None:
    figure = solve("f=x^3-3x at=2").figure
    assert figure is not None
    (ax,) = figure.axes
    ax.set_xlim(-6, 6)
    ax.set_ylim(60, -200)
    (graph,) = [line for line in ax.lines if line.get_gid() == "graph"]
    x, y = np.array(graph.get_data())
    assert (x.min(), x.max()) == (-6, 6)
    assert np.interp(-5, x, y) == pytest.approx(-110, abs=0.1)
    assert min(ax.get_yticks()) < -100


def test_what_the_user_has_removed_stays_away_when_limits_are_changed() -> None:
    figure = solve(MISSION).figure
    assert figure is not None
    (ax,) = figure.axes
    ax.collections[0].remove()
    ax.set_xlim(-6, 6)
    copied = pickle.loads(pickle.dumps(figure))  # noqa: S301  (our own)
    copied.axes[0].set_xlim(-7, 7)


def test_the_figure_is_the_users_own() -> None:
    result = solve(MISSION)
    assert result.figure is not None
    other = solve(MISSION).figure
    assert result.figure is not other


def test_the_front_door_offers_the_public_names() -> None:
    assert grad_magic.Result is Result
    assert set(grad_magic.__all__) <= set(dir(grad_magic))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        grad_magic.nothing  # noqa: B018


def test_several_points_give_a_tuple_of_results() -> None:
    first, second = results = solve("f=x^2+y^2 at=[(1,1),(0,1)] dir=-y")
    assert (first.directional_derivative, second.directional_derivative) == (-2, -2)
    assert repr(results) == f"{first!r}\n\n{second!r}"


def test_each_of_several_worked_answers_is_whole_by_itself() -> None:
    several = solve("f=x^2*y at=[(1,2),(3,1)] steps=full")
    alone = solve("f=x^2*y at=(3,1) steps=full")
    assert several[1].latex == alone.latex
    assert len(several.latex[1]) < len(alone.latex)
    for copied in (copy.deepcopy(several), pickle.loads(pickle.dumps(several))):  # noqa: S301
        assert copied.latex == several.latex


def test_a_point_that_runs_out_of_time_leaves_the_answers_at_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = worked.worked_parts

    def run_out_of_time(solution: Solution, before: Sequence[Solution]) -> object:
        if before:
            raise NoAnswerError("out of time")
        return whole(solution, before)

    monkeypatch.setattr(worked, "worked_parts", run_out_of_time)
    first, second = solve("f=x^2*y at=[(1,2),(3,1)] steps=full")
    assert first.gradient_at == Matrix([4, 1])
    assert second.reason == "out of time"


def test_parameters_are_keywords_too() -> None:
    assert solve("a*x*y", at=(1, 2), a=3).gradient_at == Matrix([6, 3])


def test_a_result_can_be_kept_and_compared() -> None:
    result = solve(MISSION)
    assert len({result, result, solve(MISSION)}) == 2
    assert pickle.loads(pickle.dumps(result)).gradient_at == result.gradient_at  # noqa: S301
    assert copy.deepcopy(result).text == result.text


# SPEC, "The answer", and the table of the README.
PUBLIC_NAMES = (
    "f",
    "variables",
    "point",
    "value",
    "partials",
    "partials_at",
    "gradient",
    "gradient_at",
    "norm",
    "unit_direction",
    "directional_derivative",
    "angle",
    "max_rate",
    "min_rate",
    "steepest_ascent",
    "steepest_descent",
    "zero_directions",
    "level_tangent",
    "tangent_plane",
    "linear_approximation",
    "total_differential",
    "normal_line",
    "hessian",
    "hessian_at",
    "second_directional_derivative",
    "hessian_eigenvalues",
    "hessian_eigenvectors",
    "higher_partials",
    "mixed_partials_agree",
    "critical_kind",
    "is_strict",
    "critical_reason",
    "critical_points",
    "critical_points_complete",
    "critical_points_repeat",
    "rate_directions",
    "natural_gradient",
    "path",
    "path_values",
    "jacobian",
    "jacobian_at",
    "differentiable",
    "reason",
    "warnings",
    "one_sided_partials",
    "one_sided_derivatives",
    "rate_along_rays",
    "ray_symbols",
    "formula_value",
    "partials_continuous",
    "f_valid_where",
    "partials_valid_where",
    "conditions",
    "gradient_conditions",
    "is_approximate",
    "check",
    "latex",
    "text",
    "figure",
)
REQUESTS_OF_EVERY_SORT = [
    MISSION,
    "f=x*y",
    "f=|x|+y at=(0,0) dir=(1,1)",
    "f=x^2+y^2 at=(0,0) order=2 critical=all",
    "f=(x*y, x) at=(1,2)",
]


@pytest.mark.parametrize("request_text", REQUESTS_OF_EVERY_SORT)
def test_every_result_has_all_public_names(request_text: str) -> None:
    result = solve(request_text)
    for name in PUBLIC_NAMES:
        getattr(result, name)


@pytest.mark.parametrize("name", PUBLIC_NAMES)
def test_public_names_can_be_found_and_are_explained(name: str) -> None:
    assert name in dir(Result)
    assert getattr(Result, name).__doc__


def test_public_names_cannot_be_set() -> None:
    with pytest.raises(AttributeError):
        solve(MISSION).norm = 3


def test_the_data_have_the_public_names_in_a_fixed_order() -> None:
    data = list(solve(MISSION).to_dict())
    assert data[:7] == ["f", "variables", "point", "partials", "gradient", "hessian", "value"]
    assert data[-5:] == ["differentiable", "reason", "warnings", "text", "latex"]
    assert set(data) == set(PUBLIC_NAMES) - {"figure", "check"}


def test_the_data_of_a_checked_answer_have_it_too() -> None:
    result = solve(f"{MISSION} answer=-1")
    data = json.loads(json.dumps(result.to_dict()))
    assert list(data)[-4:] == ["warnings", "check", "text", "latex"]
    assert data["check"] == {
        "right": False,
        "asked": "directional_derivative",
        "slip": "not_normalised",
        "note": None,
        "message": result.check.message,
    }
    assert " ".join(data["text"].split()) == result.check.message
    assert solve(f"{MISSION} answer=(1,2)").to_dict()["check"] == {
        "right": True,
        "asked": "gradient",
        "slip": None,
        "note": None,
        "message": "The answer for ∇f(P) is right.",
    }
    assert solve("f=|x| at=0 answer=1 dir=1").to_dict()["check"]["note"] == "one_sided"


@pytest.mark.parametrize(
    ("request_text", "values", "reason"),
    [
        ("f=1/x at=[1,0,2]", (1, None, Rational(1, 2)), "x ≠ 0"),
        ("f=ln(x*y) at=[(1,1),(-1,1),(1,1)] dir=(1,1)", (0, None, 0), "x*y > 0"),
        ("f=sqrt(x) at=[4,-9,0]", (2, None, 0), "x ≥ 0"),
    ],
)
def test_a_point_without_an_answer_leaves_the_others_theirs(
    request_text: str, values: tuple[object, ...], reason: str
) -> None:
    results = solve(request_text)
    assert tuple(result.value for result in results) == values
    unanswered = results[1]
    assert reason in unanswered.text
    assert unanswered.text in results.text
    assert unanswered.latex.startswith(r"$\displaystyle \begin{aligned}")
    assert reason in unanswered.to_dict()["error"]
    json.dumps([result.to_dict() for result in results])
    assert unanswered.figure is None
    assert unanswered.partials_at is None
    assert "\n" in repr(results)
    assert pickle.loads(pickle.dumps(results))[1].text == unanswered.text  # noqa: S301


@pytest.mark.parametrize(
    ("request_text", "rates"),
    [
        # ∇(xy) = (y, x) along (1, 1)/√2 and -(1, 2)/√5.
        ("f=x*y at=[(1,1),(2,2),(3,4)] to=(2,2)", (sqrt(2), None, -2 * sqrt(5))),
        ("f=1/x at=[2,1] to=2", (None, -1)),
        ("f=(x*y,x) at=[(2,2),(1,1)] to=(2,2)", (None, Matrix([sqrt(2), sqrt(2) / 2]))),
    ],
)
def test_a_target_that_is_one_of_the_points_leaves_the_others_theirs(
    request_text: str, rates: tuple[Expr | None, ...]
) -> None:
    results = solve(request_text)
    flawed = [result for result in results if isinstance(result, Unanswered)]
    assert len(flawed) == 1
    assert "to is the point itself, so it gives no direction" in flawed[0].text
    for result, rate in zip(results, rates, strict=True):
        assert (result is flawed[0]) == (rate is None)
        assert rate is None or result.directional_derivative == rate


@pytest.mark.parametrize("points", ["(2,2)", "[(2,2)]", "[(2,2),(2,2)]"])
def test_a_target_that_is_every_point_is_refused(points: str) -> None:
    with pytest.raises(MeaninglessRequestError, match="to is the point itself"):
        solve(f"f=x*y at={points} to=(2,2)")


def test_points_that_fail_alike_fail_as_one() -> None:
    with pytest.raises(NoAnswerError, match="undefined at x = 0"):
        solve("f=1/x at=[0,0]")


@pytest.mark.parametrize(
    ("request_text", "place", "partials"),
    [
        # x^(1/3) has the derivative 1/(3·x^(2/3)): at -8 it is 1/12.
        ("f=x^(1/3)*y", (-8, 1), (Rational(1, 12), -2)),
        # x^(2/3): 2/(3·x^(1/3)), at -8 -1/3, times y = 3.
        ("f=x^(2/3)*y", (-8, 3), (-1, 4)),
        # (xy)^(1/3) at (-1, 8): y/(3·4) and x/(3·4).
        ("f=cbrt(x*y)", (-1, 8), (Rational(2, 3), Rational(-1, 12))),
        ("f=(x-y)^(-3/5)", (0, 32), (Rational(-3, 5) / 256, Rational(3, 5) / 256)),
    ],
)
def test_roots_that_are_handed_out_are_real(
    request_text: str, place: tuple[int, int], partials: tuple[object, ...]
) -> None:
    result = solve(request_text)
    there = dict(zip((x, y), place, strict=True))
    assert tuple(entry.subs(there) for entry in result.partials) == partials
    assert tuple(result.gradient.subs(there)) == partials
    again = solve(result.f, at=place)
    assert again.partials_at == partials
    assert again.text.splitlines()[-1] == solve(request_text, at=place).text.splitlines()[-1]


@pytest.mark.parametrize(
    ("request_text", "norm"),
    [
        ("f(x,y)=x*cos(a)+y*sin(a) at=(1,1)", 1),
        ("f(x,y)=3x*sin(a)-3y*cos(a) at=(1,2)", 3),
        ("f(x,y,z)=x*sin(a)*cos(b)+y*sin(a)*sin(b)+z*cos(a) at=(1,1,1)", 1),
        ("f=x*sin(y) at=(1,b)", 1),
    ],
)
def test_a_sum_of_squares_of_sine_and_cosine_is_a_number(request_text: str, norm: int) -> None:
    result = solve(request_text)
    assert result.norm == result.max_rate == norm
    assert result.steepest_ascent is not None


@pytest.mark.parametrize(
    "request_text",
    [
        "f(x,y)=x+0*a",
        "f(x,y)=x-a+a at=(1,2) dir=(1,1)",
        "f(x,y)=x+ln(1)*e^(a-1) at=(1,2)",
        "f(x,y)=x*a^0 at=(1,2)",
        "f(x,y)=x+0*a*b at=(c,2)",
    ],
)
def test_a_parameter_that_cancels_is_put_up_with(request_text: str) -> None:
    result = solve(request_text)
    assert result.partials == (1, 0)


@pytest.mark.parametrize(
    ("request_text", "longest"),
    [
        ("f=x*y at=((a+b+c)^900,1)", 3_000),
        ("f=x*y at=((a+b+c)^900/(a-b)^800,1) dir=(1,2)", 3_000),
        ("f=x^2+y^2 at=(2^(1/900),3^(1/700)) dir=(1,1)", 3_000),
        ("f=exp(1000x)*y at=(10,1) dir=(1,1)", 3_000),
        ("f=exp(-10^6)*x at=1", 3_000),
        ("f=" + "+".join(f"x^{index}*y" for index in range(1, 270)) + " at=(1,2)", 3_000),
        ("f=" + "+".join(f"sin({index}x)" for index in range(1, 80)) + " at=1", 3_000),
    ],
)
def test_large_numbers_and_long_expressions_are_answered(request_text: str, longest: int) -> None:
    assert len(solve(request_text).text) <= longest


@pytest.mark.parametrize(
    ("request_text", "shown"),
    [
        ("f=10^60*x at=2", "f′(2) = 10⁶⁰"),
        ("f=x*y at=(10^60,1)", "P = (10⁶⁰, 1)   f(P) = 10⁶⁰"),
        ("f=x/10^40 at=1", "f′(x) = 1/10⁴⁰"),
        ("f=x^2+10^99*y^2 at=(1,1)", "∂f/∂y = (2·10⁹⁹)·y"),
        ("f(x,y)=2^1000*x+y at=(1,1)", "∇f = (2¹⁰⁰⁰, 1)"),
        ("f=x/7^300 at=1", "f′(x) = 1/7³⁰⁰"),
        ("f=3^400*x^2 at=1", "f′(x) = (2·3⁴⁰⁰)·x"),
        # J₁₀₀′ = (J₉₉ - J₁₀₁)/2 is smooth, whichever orders may be typed.
        ("f=besselj(100,x*y) at=(1,1)", "The partial derivatives are continuous near P"),
        ("f=x at=12345678901234567890123456789012345678901234567890", "f(P) ≈ 1.235·10⁴⁹"),
    ],
)
def test_long_numbers_are_written_with_powers_of_ten(request_text: str, shown: str) -> None:
    assert shown in solve(request_text).text


@pytest.mark.parametrize(
    ("request_text", "words"),
    [
        ("f=sign(x) at=0", "f tends to 1 as x → 0⁺, but its value at x = 0 is 0"),
        ("f=floor(x) at=2", "f tends to 1 as x → 2⁻, but its value at x = 2 is 2"),
        ("f=sqrt(x) at=0", "f has no values on one side of x = 0"),
        ("f=piecewise((1/x,x>0),(0,otherwise)) at=0", "f is unbounded as x → 0⁺"),
    ],
)
def test_one_variable_has_words_of_its_own(request_text: str, words: str) -> None:
    text = " ".join(solve(request_text).text.split())
    assert words in text
    assert "curve" not in text


def test_a_function_of_one_variable_has_no_saddle_in_words() -> None:
    result = solve("f=x^3 critical=all")
    assert result.scene is not None
    assert "saddle" not in result.text + result.scene.description
    assert "no extremum" in result.scene.description


@pytest.mark.parametrize(("direction", "unit"), [("(5,)", 1), ("(-1,)", -1), ("( 2 , )", 1)])
def test_a_row_of_one_number_is_a_direction(direction: str, unit: int) -> None:
    assert solve(f"f=x^2 at=3 dir={direction}").unit_direction == Matrix([unit])
    assert solve("x^2", at=3, dir=direction).unit_direction == Matrix([unit])


@pytest.mark.parametrize("function", ["f(sin,y)=sin(x)*y", "f(exp,y)=exp(y)", "f(x,ln)=ln x"])
def test_a_variable_is_not_called_as_the_function_of_its_name(function: str) -> None:
    with pytest.raises(RequestSyntaxError, match="names a number here"):
        solve(function)


@pytest.mark.parametrize(
    ("request_text", "shown"),
    [
        # ∂/∂x e^(2y - x) = -e^(2y - x), and 2y - x < 2x - y at (1, 0).
        ("f(x,y)=exp(min(2y-x,2x-y)) at=(1,0)", "∂f/∂x(P) = -e⁻¹ ≈ -0.3679"),
        ("f(x,y)=sin(min(2y-x,2x-y)) at=(1,0)", "∂f/∂y(P) = 2cos(1) ≈ 1.081"),
        # Below the axis f is 0, above it sign(x² + y²)(y - x) = y - x, which is -1 near (1, 0).
        (
            "f(x,y)=sign(piecewise((x^2+y^2,y>0),(0,otherwise)))*(y-x) at=(1,0)",
            "So f is not continuous at P",
        ),
        ("f(x)=ln(sqrt(x-a)) at=p", "f′(x) = 1/(2(x - a))"),
    ],
)
def test_cases_within_functions_and_roots_of_parameters_are_answered(
    request_text: str, shown: str
) -> None:
    assert shown in " ".join(solve(request_text).text.split())


@pytest.mark.slow
def test_data_of_a_long_function_hold_it_whole() -> None:
    terms = [f"(x_{i}-{i}x_{i + 1}+{i % 7})^2" for i in range(1, 400)]
    result = solve(f"f={'+'.join(terms)}", at=[1] * 400)
    text = result.to_dict()["f"]
    place = dict.fromkeys(map(str, result.variables), 2)
    expected = sum((2 - 2 * i + i % 7) ** 2 for i in range(1, 400))
    # The text is Python's own arithmetic.
    tree = ast.parse(text, mode="eval")
    assert _sum_of_squares(tree.body, place) == expected


def _sum_of_squares(node: ast.expr, place: dict[str, int]) -> int:
    """The value of an expression of +, -, * and ** whose parts are whole numbers."""
    if isinstance(node, ast.Constant):
        return int(str(node.value))
    if isinstance(node, ast.Name):
        return place[node.id]
    if isinstance(node, ast.UnaryOp):
        return -_sum_of_squares(node.operand, place)
    assert isinstance(node, ast.BinOp)
    operate = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul}
    left, right = (_sum_of_squares(part, place) for part in (node.left, node.right))
    return int({**operate, ast.Pow: operator.pow}[type(node.op)](left, right))
