"""Worked solutions as wholes: in `worked/` each as text and as LaTeX, a row on each line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grad_magic.formula.derivation_lines import NamedRule
from grad_magic.lesson.typesetting.latex import render_latex
from grad_magic.result import Result, Results, solve
from grad_magic.wording.english import ENGLISH

PROBLEMS = {
    "chain_rule": "f=x*exp(2*y) at=(1,0) dir=(1,-1)",
    "three_variables": "T=80/(1+x^2+2y^2+3z^2) at=(1,1,-2) dir=(1,2,2)",
    "quotient_rule": "f=(x-y)/(x+y) at=(2,1) dir=(3,4)",
    "product_rule": "f=x^2*sin(x) at=pi",
    "second_order": "f=x^2*y at=(1,2) dir=(3,4) order=2",
    "minimum": "f=x^3+y^3-3x*y at=(1,1)",
    "saddle_point": "f=x^3+y^3-3x*y at=(0,0)",
    "critical_points": "f=x*y*(1-x-y) critical=all",
    "not_differentiable": (
        "f(x,y)=piecewise((x^2 y/(x^2+y^2), (x,y)!=(0,0)), (0, otherwise)) at=(0,0) dir=(3,4)"
    ),
    "corner": "f=|x|+y^2 at=(0,1) dir=(1,1)",
    "discontinuous": (
        "f(x,y)=piecewise((x^2 y/(x^4+y^2), (x,y)!=(0,0)), (0, otherwise)) at=(0,0) dir=(1,1)"
    ),
    "components": "r(t)=t i+t^2 sin(t) j at=1",
    "maximum": "f=max(x^2,y) at=(1,1) dir=(1,1)",
    "sigmoid": "f=sigmoid(w*x+b) at=(1,2,-1) dir=(1,0,1)",
    "point_alone": "f=x^2*y at=(1,2)",
    "given_rate": "f=x^2+y^2 at=(1,2) rate=1",
    "natural_path": "f=x^2+2y^2 at=(1,2) path=natural metric=((2,1),(1,2)) iterations=3",
    "magnitude": "f=x^2+y^2-2*|x-1| critical=all",
    "periodic": "f=sin(x)*sin(y) critical=all",
}
_FOLDER = Path(__file__).with_name("worked")


def latex_rows(latex: str) -> list[str]:
    """The rows of an answer in LaTeX, without what holds them together."""
    inner = re.sub(r"\$(\\displaystyle )?|\\(begin|end)\{aligned\}", "", latex)
    return [" ".join(row.split()) for row in re.split(r"\\\\\[\d+pt\]", inner)]


def _solved(request: str) -> Result:
    result: Results = solve(f"{request} steps=full")
    assert isinstance(result, Result)
    return result


@pytest.mark.parametrize("name", PROBLEMS)
def test_the_worked_solution_as_text(name: str) -> None:
    expected = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    assert _solved(PROBLEMS[name]).text + "\n" == expected


@pytest.mark.parametrize("name", PROBLEMS)
def test_the_worked_solution_in_print(name: str) -> None:
    expected = (_FOLDER / f"{name}.tex").read_text(encoding="utf-8")
    assert latex_rows(_solved(PROBLEMS[name]).latex) == expected.rstrip("\n").split("\n")


def _order(text: str, *sayings: str) -> list[int]:
    joined = " ".join(text.split())
    places = [joined.index(saying) for saying in sayings]
    assert places == sorted(places)
    return places


def test_each_value_stands_where_it_comes_from_and_each_reason_before_its_use() -> None:
    _order(
        _solved(PROBLEMS["chain_rule"]).text,
        "v = (1, -1)",
        "By the chain rule, the partial derivatives of f are",
        "∂f/∂y = x·e^(2y)·2",
        "∇f(P) = (1, 2)",
        "‖v‖ = √(1² + (-1)²) = √2",
        "u = v/‖v‖",
        "The partial derivatives of f are continuous, so f is differentiable and",
        "D_u f(P) = ∇f(P)·u = (1·1 + 2·(-1))/√2",
        "‖∇f(P)‖·cos θ",
        "the maximum rate of change is ‖∇f(P)‖ = √(1² + 2²) = √5 for w = (1, 2)/√5",
        "The minimum is -√5, for w = (-1, -2)/√5",
        "The gradient ∇f(P) is orthogonal to the level curve f = 1 at P, so the tangent line",
        "(x - 1) + 2y = 0",
        "x + 2y = 1",
    )


@pytest.mark.parametrize(
    ("request_", "has_rates", "has_level", "has_plane"),
    [
        ("f=x^2*y at=(1,2)", True, True, True),
        ("f=x^2*y at=(1,2) dir=(3,4)", True, True, False),
        ("z=x^2*y at=(1,2) dir=(3,4)", True, True, True),
        ("f=x^2*y at=(1,2) rate=1", False, False, False),
        ("f=x^2*y at=(1,2) order=2", False, False, False),
        ("f=x^2*y at=(1,2) path=descent iterations=2", False, False, False),
        ("f=x^2*y at=(1,2) metric=((2,1),(1,2))", False, False, False),
        ("x^3+y^3=6xy at=(3,3)", False, True, False),
    ],
)
def test_what_nobody_asked_for_is_left_out(
    request_: str, has_rates: bool, has_level: bool, has_plane: bool
) -> None:
    text = " ".join(_solved(request_).text.split())
    told = (
        "So the maximum rate of change is" in text,
        "is orthogonal to the level curve" in text,
        "dz =" in text,
    )
    assert told == (has_rates, has_level, has_plane)


@pytest.mark.parametrize(
    ("request_", "angle"),
    [
        ("f=x^2+x at=(1) dir=(1)", ""),
        ("f(x,y)=2x at=(1,1) dir=(1,1)", "θ = π/4 = 45°"),
        ("f=2x+y at=(1,1) dir=(1,1)", ""),
    ],
)
def test_the_angle_with_the_gradient_is_told_where_it_is_whole_degrees(
    request_: str, angle: str
) -> None:
    text = _solved(request_).text
    assert ("The angle between" in text) == bool(angle)
    assert angle in text


def test_any_unit_vector_has_another_letter_than_the_one_given() -> None:
    alone = " ".join(_solved("f=x^2*y at=(1,2)").text.split())
    assert "For any unit vector u we have D_u f(P)" in alone
    beside = " ".join(_solved("f=x^2*y at=(1,2) dir=(3,4)").text.split())
    assert "For any unit vector w we have D_w f(P)" in beside
    weights = " ".join(_solved("f(w,b)=w^2*b at=(1,2) dir=(3,4)").text.split())
    assert "For any unit vector q we have D_q f(P)" in weights


@pytest.mark.parametrize(
    ("function", "stated"),
    [
        (
            "sigmoid(w*x+b)",
            "For σ(z) = 1/(1 + e^(-z)), recall that σ′(z) = σ(z)(1 - σ(z)).",
        ),
        ("softplus(x)*y", "recall that softplus′(z) = e^z/(1 + e^z) = σ(z)."),
        ("ln(1+e^x)*y", "recall that (ln(1 + e^z))′ = e^z/(1 + e^z) = σ(z)."),
        ("x*tanh(y)", "recall that tanh′(z) = 1 - tanh²(z) = sech²(z)."),
        ("|x-y|+x", "Recall that (|z|)′ = z/|z| for z ≠ 0."),
        ("max(x^2,y)", "Differentiate each case inside its region:"),
    ],
)
def test_what_is_not_known_by_heart_is_stated_before_its_use(function: str, stated: str) -> None:
    text = _solved(f"f(x,y,w,b)={function}").text
    _order(text, stated, "∂f/∂x =" if "∂f/∂x =" in text else "∇f =")


@pytest.mark.slow
def test_a_statement_takes_a_letter_that_is_free() -> None:
    assert "σ′(s) = " in _solved("f(x,z)=sigmoid(x*z)").text
    assert "σ′" not in _solved("f(x,sigma)=sigmoid(x*sigma)").text


@pytest.mark.slow
def test_where_cases_meet_the_quotient_stands_for_each_side() -> None:
    text = " ".join(_solved("f(x,y)=max(x^2,y) at=(1,1)").text.split())
    assert "lim_{t→0⁻} (f(1 + t, 1) - f(1, 1))/t = lim_{t→0⁻} 0/t = 0" in text
    assert "lim_{t→0⁺} (f(1 + t, 1) - f(1, 1))/t = lim_{t→0⁺} (t² + 2t)/t = 2" in text
    smooth = _solved("f(x)=piecewise((x^2, x<1),(2x-1, otherwise)) at=1").text
    assert "= lim_{t→0⁻} (t² + 2t)/t = lim_{t→0⁺} 2t/t" in smooth
    _order(smooth, "= 2", "f is differentiable at x = 1.", "tangent line")


def test_the_case_is_named_in_whose_region_the_point_lies() -> None:
    text = _solved("f(x,y)=max(x^2,y) at=(2,1)").text
    assert "f(P) = 4" in text
    assert "∂f/∂x(P) = 4   as x² > y at P" in text


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (
            "f=x^2+y^2 at=(1,2) rate=1",
            (
                "D_u f(P) = 2u₁ + 4u₂ = 1",
                "u₁² + u₂² = 1",
                "gives u₁ = 1/2 - 2u₂. Put into the second, it leaves 20u₂² - 8u₂ - 3 = 0, so",
                "u₂ = (2 - √19)/10 or u₂ = (2 + √19)/10.",
                "for u = ((1 + 2√19)/10, (2 - √19)/10)",
            ),
        ),
        (
            "f=x^2+3y at=(0,2) rate=5",
            ("9u₁² + 16 = 0, which has no real solution.", "5 > ‖∇f(P)‖ = 3, so no unit vector"),
        ),
        (
            "f=x^2+y^2+z^2 at=(1,2,2) rate=3",
            ("= ‖∇f(P)‖·cos θ", "cos θ = 3/‖∇f(P)‖ = 1/2", "at the angle π/3"),
        ),
        (
            "f=x^2+y^2 at=(1,2) metric=((2,1),(1,2))",
            (
                "F⁻¹ = 1/(2·2 - 1²)·[[2, -1], [-1, 2]] = 1/3·[[2, -1], [-1, 2]]",
                "F⁻¹·∇f(P) = 1/3·[[2, -1], [-1, 2]]·(2, 4) = (0, 2)",
                "= √(2·0 + 4·2) = 2√2",
                "∇f(P)·v = (F⁻¹·∇f(P))ᵀ·F·v ≤ ‖F⁻¹·∇f(P)‖_F·‖v‖_F",
            ),
        ),
        (
            "f=x^2+2y^2 at=(1,2) path=descent",
            ("P₁ = P₀ - η·∇f(P₀) = (1, 2) - 0.1·(2, 8) = (0.8, 1.2)", "P₂ = (0.64, 0.72)"),
        ),
        ("f=x^2 at=-3 path=descent", ("x₁ = x₀ - η·f′(x₀) = -3 - 0.1·(-6) = -2.4",)),
        (
            "f=x^2+2y^2 at=(1,2) path=natural metric=((2,1),(1,2))",
            ("P₁ = P₀ - η·F⁻¹·∇f(P₀) = (1, 2) - 0.1·(-4/3, 14/3) ≈ (1.133, 1.533)",),
        ),
        (
            "f=x^2-3x*y+5y^2 at=(1,1) order=2",
            ("λ² - (2 + 10)λ + (2·10 - (-3)²) = λ² - 12λ + 11 = (λ - 11)(λ - 1) = 0.", "λ₁ = 1"),
        ),
    ],
)
def test_what_an_option_asks_for_is_worked_out(request_: str, said: tuple[str, ...]) -> None:
    _order(_solved(request_).text, *said)


@pytest.mark.slow
def test_the_system_is_solved_before_its_solutions_are_tested() -> None:
    _order(
        _solved(PROBLEMS["critical_points"]).text,
        "We set ∂f/∂x = 0 and ∂f/∂y = 0.",
        "The first equation gives y = 0 or y = 1 - 2x.",
        "so x = 0 or x = 1.",
        "f_xx = -2y",
        "D = f_xx·f_yy - f_xy² =",
        # D = -1 at each of the three.
        "At (0, 0), (1, 0) and (0, 1), D = -1 < 0, so these are saddle points, with",
    )


@pytest.mark.slow
def test_what_contradicts_the_formula_is_written_out_before_the_verdict() -> None:
    _order(
        _solved(PROBLEMS["discontinuous"]).text,
        "lim_{t→0} 0/t = 0",
        "f(x, m·x²) = x²·m·x²/(x⁴ + (m·x²)²) = m·x⁴/((m² + 1)x⁴) = m/(m² + 1) for x ≠ 0",
        "f has no limit at P and is not continuous there.",
        "so f is not differentiable at P, although both ∂f/∂x and ∂f/∂y exist there.",
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_", "matrix", "at_point"),
    [
        # By hand; polar coordinates, a product beside a sum, and an exponential that is 1 at P.
        (
            "G(u,v)=(u^2*v,u+3*v^2) at=(2,-1) style=openstax",
            "[[2u·v, u²], [1, 6v]]",
            "[[-4, 4], [1, -6]]",
        ),
        (
            "F(r,t)=(r*cos(t),r*sin(t)) at=(2,pi/6) style=stewart",
            "[[cos(t), -r·sin(t)], [sin(t), r·cos(t)]]",
            "[[√3/2, -1], [1/2, √3]]",
        ),
        (
            "F(x,y)=(x^2*y,x-3*y,e^(x-2*y)) at=(2,1) style=tongji lang=zh",
            "[[2x·y, x²], [1, -3], [e^(x - 2y), -2e^(x - 2y)]]",
            "[[4, 4], [1, -3], [1, -2]]",
        ),
    ],
)
def test_the_jacobian_stands_as_a_matrix_with_its_numbers(
    request_: str, matrix: str, at_point: str
) -> None:
    text = _solved(request_).text
    assert f") = {matrix}" in text
    assert f"= {at_point}" in text
    # No list of its entries at P, no name for a point that is told by its coordinates.
    assert text.count("₁") == text.count("∂F₁") == 2 * ("tongji" in request_)
    assert not re.search(r"(\(.*\)) = \1", text)


_AND_ITS_KIND = " and determine whether it is a local maximum, a local minimum or a saddle point."


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        # By hand: f_xx = 6x = 30, 30·2 - 36 = 24, f = 125 + 225 - 450 + 75.
        (
            "验证 (5,15) 是函数 f(x,y)=x^3+y^2-6xy+15x 的驻点，并用二阶偏导数判断它是否为极值点。",
            (
                "所以点 (5, 15) 是 f 的驻点。",
                "f_xx = 6x",
                "B = f_xy(5, 15) = -6",
                "= 24",
                "= -25。",
            ),
        ),
        # f = 2xy - x² - 2y²: D = (-2)(-4) - 4.
        (
            f"Show that (0,0) is a critical point of f(x,y)=2xy-x^2-2y^2{_AND_ITS_KIND}",
            (
                "so (0, 0) is a critical point of f.",
                "f_xx = -2",
                "= 4",
                "maximum value is f(0, 0) = 0",
            ),
        ),
        # The origin of x³ + y³ - 3xy: 0·0 - 9.
        (
            f"Show that (0,0) is a critical point of f(x,y)=x^3+y^3-3xy{_AND_ITS_KIND}",
            (
                "so (0, 0) is a critical point of f.",
                "f_xy = -3",
                "= -9",
                "(0, 0) is a saddle point.",
            ),
        ),
    ],
)
def test_the_test_of_a_point_goes_from_the_partials_to_the_value(
    sentence: str, told: tuple[str, ...]
) -> None:
    text = _solved(sentence).text
    _order(text, *told)
    assert "in every direction" not in text
    assert "∂²" not in text
    assert "λ" not in text


_OPENING = r"$ and let $\mathbf u=\cos\theta\,\mathbf i+\sin\theta\,\mathbf j$ with $\theta="
_ASKING = (
    r"$. Find the directional derivative $D_{\mathbf u}f(x,y)$. What is $D_{\mathbf u}f(1,2)$?"
)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("function", "angle", "general", "value"),
    [
        # By hand: f_x cos θ + f_y sin θ, and at (1, 2).
        ("x^2-3xy", r"\pi/2", "= ∇f·u = -3x·1", "= -3"),
        ("x^2+y^2", r"\pi/3", "2x·1/2 + 2y·√3/2", "= 1 + 2√3"),
        (r"x\ln y", r"\pi/3", "ln(y)·1/2 + x/y·√3/2", "= (2ln(2) + √3)/4"),
    ],
)
def test_a_rate_that_is_asked_of_all_points_is_told_as_a_function(
    function: str, angle: str, general: str, value: str
) -> None:
    text = _solved(f"Let $f(x,y)={function}{_OPENING}{angle}{_ASKING}").text
    assert general in text
    assert text.endswith(value)


_ALSO = " Is f differentiable at (0,0)?"
_ALSO_IN_CHINESE = "的方向导数，并讨论 f 在点 (0,0) 处是否可微。"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        # By hand: f is 0 on both axes, and 2t/√5 or t/√2 in the direction.
        (
            f"设 f(x,y)=√(2|xy|)。求 f 在点 (0,0) 处的偏导数以及沿方向 l=(1,2) {_ALSO_IN_CHINESE}",
            "则应有 ∂f/∂l|_(0,0) = grad f(0, 0)·e_l = 0，与上面的结果矛盾，",
        ),
        (
            f"Let f=cbrt(x^2y). Find the derivative of f at (0,0) in the direction (1,1).{_ALSO}",
            "we would have D_u f(0, 0) = ∇f(0, 0)·u = 0, which is not what we have found.",
        ),
        (
            "Let f(x,y)=|x|+y. Do f_x(0,0) and f_y(0,0) exist? Is f differentiable at (0,0)?",
            "so f is not differentiable there.",
        ),
    ],
)
def test_what_is_asked_of_a_point_is_answered_there_alone(sentence: str, said: str) -> None:
    text = "".join(_solved(sentence).text.split())
    assert "".join(said.split()) in text
    assert "Foreveryunitvector" not in text
    assert "对任一单位向量" not in text
    assert "f_x=" not in text
    assert "∂f/∂x=" not in text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sentence", "direction"),
    [
        # By hand: ∇f = (2xy³, 3x²y²), (3x, 2y), (y, x).
        ("Find the minimum rate of change of f=x^2*y^3 at (1,-2). style=stewart", "⟨16, -12⟩"),
        (
            "In which direction does f=1.5x^2+y^2 decrease fastest at (1,1)? style=openstax",
            "-3i - 2j",
        ),
        ("f=xy 在点 (1,-2) 处沿哪个方向下降最快？ style=tongji", "(2, -1)"),
    ],
)
def test_the_direction_of_the_smallest_rate_is_told(sentence: str, direction: str) -> None:
    last = " ".join(_solved(sentence).text.splitlines()[-2:])
    assert f" = {direction}" in last


@pytest.mark.slow
def test_derivatives_that_are_asked_elsewhere_too_are_told() -> None:
    # x/√(x² + 4y²), though at the origin there is none.
    asked = "Let f(x,y)=sqrt(x^2+4y^2). Find f_x(x,y) and f_y(x,y). Is f differentiable at (0,0)?"
    assert "= x/√(x² + 4y²)" in _solved(asked).text


@pytest.mark.slow
def test_nothing_is_said_twice() -> None:
    for request in PROBLEMS.values():
        text = _solved(request).text
        for sentence in ("continuous near P", "not differentiable at", "Hence D_u"):
            assert text.count(sentence) <= 1


def test_letters_that_name_a_variable_are_not_taken_for_the_angle() -> None:
    text = _solved("f(t, theta)=t^2 sin(theta) at=(1,0) dir=(1,1)").text
    assert "where φ is the angle between w and ∇f(P)" in " ".join(text.split())


def test_a_long_answer_is_several_outputs() -> None:
    outputs = _solved(PROBLEMS["chain_rule"]).outputs
    assert len(outputs) > 3
    for latex, _ in outputs:
        assert latex.count(r"\\") < 20


def test_an_equation_has_its_normal_explained_and_no_rates() -> None:
    text = _solved("x^3+y^3=6xy at=(3,3)").text
    _order(text, "is differentiable", "is orthogonal to", "9(x - 3) + 9(y - 3) = 0", "normal line")
    assert "D_u" not in text


@pytest.mark.slow
def test_what_is_known_by_its_values_alone_is_told_as_in_brief() -> None:
    def rough(x: float, y: float) -> float:
        return x * y if x > 0 else y

    full, brief = (solve(rough, at=(1.5, 2), steps=steps) for steps in ("full", "brief"))
    assert isinstance(full, Result)
    assert isinstance(brief, Result)
    if full.is_approximate:
        assert full.text == brief.text


def test_answers_render_alike_in_one_piece_and_in_parts() -> None:
    result = _solved(PROBLEMS["minimum"])
    whole = render_latex(result.steps, result.language, result.style)
    assert whole == result.latex


def test_each_rule_has_its_name_in_words() -> None:
    for rule in NamedRule:
        assert f"rule_{rule.value}" in ENGLISH.sentences


def test_where_the_test_does_not_decide_it_is_said() -> None:
    text = _solved("f=(y-x^2)*(y-3x^2) at=(0,0)").text
    _order(text, "D = f_xx·f_yy - f_xy² = 0·2 - 0² = 0", "As D = 0, this test does not decide.")


@pytest.mark.slow
def test_values_of_functions_of_sigma_stay_without_exponentials() -> None:
    text = _solved("f(x,y)=sigmoid(x)*tanh(y) at=(1,1) dir=(3,4)").text
    assert "f(P) = σ(1)·tanh(1) ≈ 0.5568" in text
    assert "e·" not in text


@pytest.mark.slow
def test_the_same_reason_is_told_once() -> None:
    # (|x| + |y|)/t along either axis is |t|/t.
    text = " ".join(_solved("f=|x|+|y| at=(0,0)").text.split())
    assert "lim_{t→0⁻} (f(t, 0) - f(0, 0))/t = lim_{t→0⁻} |t|/t = -1" in text
    assert "lim_{t→0⁺} |t|/t = 1 They differ, so ∂f/∂x(P) does not exist." in text
    assert "Likewise (f(0, t) - f(0, 0))/t = |t|/t, so ∂f/∂y(P) does not exist." in text
    other = " ".join(_solved("f=|x|+2|y| at=(0,0)").text.split())
    assert "lim_{t→0⁻} (f(0, t) - f(0, 0))/t = lim_{t→0⁻} 2|t|/t = -2" in other


@pytest.mark.parametrize("direction", ["dir=grad", "dir=-grad", "dir=(1,1)", "angle=60°"])
def test_beside_a_direction_the_tangent_plane_to_the_graph_is_not_asked_for(
    direction: str,
) -> None:
    assert "tangent plane to the graph" in _solved("f=x^2*y at=(1,2)").text
    assert "tangent plane to the graph" not in _solved(f"f=x^2*y at=(1,2) {direction}").text


def test_a_rate_that_is_a_quotient_is_divided_by_no_length() -> None:
    # (2, 4, 4)·(1, 0, 1)/√2 = 3√2 = 6 cos 45°.
    request = "f=x^2+y^2+z^2 at=(1,2,2) dir=(1,0,1)"
    assert "= |grad f(1, 2, 2)|·cos θ" in _solved(f"{request} style=tongji").text
    assert "/|grad f(1, 2, 2)|" not in _solved(f"{request} style=tongji").text


def test_a_vector_along_an_axis_is_not_divided_entry_by_entry() -> None:
    text = _solved("f=x*y at=(1,1) dir=(0,-2) style=openstax").text
    assert "u = v/‖v‖ = -j" in text


def test_what_holds_for_every_unit_vector_is_not_said_of_the_given_one() -> None:
    text = " ".join(_solved("f=(x y, x-y) at=(1,2) dir=(1,1)").text.split())
    assert "and D_w f(P) = J_f(P)·w for every unit vector w." in text


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ("f=|x|+|y| at=(0,0) dir=(1,1)", "For every unit vector w = (w₁, w₂),"),
        ("f=|x|+|y| at=(0,0)", "For every unit vector u = (u₁, u₂),"),
        ("f=x y at=(0,0) dir=(1,1)", "P is a critical point: D_w f(P) = 0 in every direction."),
        ("f=x y at=(0,0) dir=(1,1)", "D_w² f(P) = 1 > 0 for w = (1, 1)/√2"),
        ("f=x^2 y at=(1,2) dir=(1,1) rate=4", "D_w f(P) = 4w₁ + w₂ = 4"),
        ("f=x^2 y at=(1,2) rate=4", "D_u f(P) = 4u₁ + u₂ = 4"),
    ],
)
def test_any_unit_vector_has_another_letter_than_the_given_one(request_: str, said: str) -> None:
    assert said in " ".join(_solved(request_).text.split())


def test_the_direction_against_the_gradient_is_not_any_direction() -> None:
    # There D_u f(P) is the smallest rate, and u is not where the largest is reached.
    text = _solved("f=x^2 y at=(1,2) dir=-grad").text
    assert "D_w f(P) = ∇f(P)·w = ‖∇f(P)‖·cos θ" in text
    assert "‖∇f(P)‖ = √17\nfor w = (4, 1)/√17" in text


@pytest.mark.slow
def test_a_direction_along_the_gradient_comes_behind_it() -> None:
    text = _solved("f=x^2 y at=(1,2) dir=-grad").text
    unit = "u = -∇f(P)/‖∇f(P)‖ = (-4, -1)/√17"
    _order(text, "= (4, 1)", "‖∇f(P)‖ = √(4² + 1²) = √17", unit, "D_u f(P) = ∇f(P)·u")
    in_chinese = _solved("f=x^2 y at=(1,2) dir=grad style=tongji").text
    _order(in_chinese, "= (4, 1)", "e_l = (cos α, cos β) = grad f(1, 2)/|grad f(1, 2)|")


def test_a_direction_toward_a_point_is_the_vector_to_it() -> None:
    result = _solved("f=x e^y at=(2,0) to=(1/2,-2)")
    _order(result.text, "P = (2, 0) and Q = (1/2, -2)", "v = PQ = (1/2 - 2, -2 - 0) = (-3/2, -2)")
    assert r"\overrightarrow{PQ}" in result.latex
    # Where books write the coordinates, no letters are introduced for them.
    text = " ".join(_solved("f=x e^y at=(2,0) to=(1/2,-2) style=stewart").text.split())
    assert "v = ⟨1/2 - 2, -2 - 0⟩ = ⟨-3/2, -2⟩ from (2, 0) to (1/2, -2) has length" in text
    # Q is the function here.
    assert "v = PB = (2 - 1, 3 - (-1)) = (1, 4)" in _solved("Q=x y at=(1,-1) to=(2,3)").text


def test_a_vector_of_length_1_to_a_point_is_told_once() -> None:
    text = _solved("f=x e^y at=(2,0) to=(2,1) style=stewart").text
    assert "u = ⟨2 - 2, 1 - 0⟩ = ⟨0, 1⟩" in text
    assert "v = " not in text


@pytest.mark.parametrize(
    ("request_", "last"),
    [
        # By hand: (2xy³, 3x²y²) at (2, -1) is (-4, 12), and of f = x²y³z there is x²y³ = -4.
        ("z=x^2 y^3 at=(2,-1)", "dz(P) = ∂z/∂x(P)·dx + ∂z/∂y(P)·dy = -4·dx + 12·dy"),
        ("f=x^2 y^3 z at=(2,-1,1)", "= -4·dx + 12·dy - 4·dz"),
        ("f=x^3 at=2", "df(2) = f′(2)·dx = 12·dx"),
        ("f=|x|+y at=(0,0)", "So f has no total differential at P."),
    ],
)
def test_the_total_differential_alone_is_told_where_it_is_asked_for(
    request_: str, last: str
) -> None:
    text = " ".join(_solved(f"{request_} differential=total").text.split())
    assert text.endswith(last)
    assert "max D" not in text
    assert "plane" not in text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("function", "value", "known"),
    [
        ("sin(xy)/(x^2+y^2)", "sin(x²)/(2x²)", "sin(t)/t = 1"),
        ("(e^(xy)-1)/(x^2+y^2)", "(e^(x²) - 1)/(2x²)", "(e^t - 1)/t = 1"),
        pytest.param(
            *("(1-cos(xy))/(x^2+y^2)^2", "(1 - cos(x²))/(4x⁴)", "(1 - cos(t))/t² = 1/2"),
            marks=pytest.mark.slow,
        ),
    ],
)
def test_a_limit_on_a_line_comes_from_a_known_one(function: str, value: str, known: str) -> None:
    request_ = f"f(x,y)={{{function}, (x,y)!=(0,0); 0, otherwise}} at=(0,0)"
    text = " ".join(_solved(request_).text.split())
    assert f"= {value} for x ≠ 0 Recall that lim_{{t→0}} {known}." in text
    assert "along the line y = x, f tends to" in text


@pytest.mark.slow
def test_along_a_ray_there_are_no_bars() -> None:
    request_ = "f(x,y)={x^2 sin(y)/(x^2+y^2)^(3/2), (x,y)!=(0,0); 0, otherwise} at=(0,0)"
    assert "f(x, x) = √2·sin(x)/(4x)   for x > 0" in _solved(request_).text


@pytest.mark.slow
def test_a_horizontal_tangent_plane_is_told_once() -> None:
    assert _solved("z=|x y| at=(0,0)").text.lower().count("tangent plane") == 1


def test_an_entry_that_begins_a_row_has_a_sign_and_no_subtraction() -> None:
    latex = _solved("f=7x-3sqrt(x^2+y^2+z^2) style=stewart").latex
    assert r"& \quad {-} \frac{3 z}{" in latex


def test_where_the_test_leaves_a_point_open_its_zero_is_told_first() -> None:
    # By hand: f_xx = -24(x - 2)² is 0 at (2, 0), f_xy = 0 and f_yy = -2.
    text = _solved("f(x,y)=-2(x-2)^4-y^2 critical=all").text
    zero = "At (2, 0), with f(2, 0) = 0, this test does not decide, as D = 0·(-2) - 0² = 0."
    _order(text, zero, "strict local maximum")
    # Of a single sentence there is no list, too.
    assert "Critical points" not in text


@pytest.mark.parametrize(
    ("function", "passage"),
    [
        # By hand x = 8/y² in y - 1/x²; x²/4 in 2xy - 4; x = ±1/√2 in x(1 - 2y²).
        ("x*y+1/x+8/y", "y - y⁴/64 = y(4 - y)(y² + 4y + 16)/64 = 0 so y = 4, as y ≠ 0. The only"),
        ("x^2 y-4x-2y^2+3", "x³/2 - 4 = (x - 2)(x² + 2x + 4)/2 = 0 so x = 2."),
        # An equation that gives numbers is taken before one that gives y = x²/4.
        ("x^2 y-x^2-2y^2+3", "The first equation, 2x(y - 1) = 0, gives x = 0 or y = 1. For x = 0"),
        (
            "x y e^(-x^2-y^2)",
            "For x = ±√2/2 the second equation becomes 2y² - 1 = 0, so y = ±√2/2.",
        ),
        ("x y (1-x-y)", "For y = 0 the second equation becomes x(1 - x) = 0, so x = 0 or x = 1."),
        ("ln(1+x^2+y^2)-x", "2x/(x² + 1) - 1 = -(x - 1)²/(x² + 1) = 0 so x = 1."),
    ],
)
@pytest.mark.slow
def test_what_is_put_in_stands_as_it_comes(function: str, passage: str) -> None:
    text = " ".join(_solved(f"f={function} critical=all").text.split())
    assert passage in text


@pytest.mark.parametrize(
    ("function", "passage"),
    [
        # By hand f_xx = f_yy = ±2e⁻¹ and f_xy = 0 at (±1/√2, ±1/√2); f_yy = 2x and f_xy = 2y.
        ("x y e^(-x^2-y^2)", "D = 2e⁻¹·2e⁻¹ - 0² = 4e⁻² > 0 and f_xx = 2e⁻¹ > 0, so f has"),
        ("x^2+x y^2-2x+1", "At (0, √2) and (0, -√2), D = -8 < 0, so both are saddle points"),
        ("(x^2+y^2)e^(-x)", "At (2, 0), D = -4e⁻⁴ < 0, so (2, 0) is a saddle point"),
    ],
)
@pytest.mark.slow
def test_short_roots_and_exponentials_have_room_in_the_test(function: str, passage: str) -> None:
    text = " ".join(_solved(f"f={function} critical=all").text.split())
    assert passage in text


@pytest.mark.slow
def test_the_given_direction_contradicts_the_formula_where_it_does() -> None:
    request_ = "f(x,y)={(3x^2 y+5y^3)/(x^2+y^2), (x,y)!=(0,0); 0, otherwise} at=(0,0) dir=(1,-1)"
    text = " ".join(_solved(request_).text.split())
    assert text.endswith("is not what we have found. So f is not differentiable at P.")
    assert "In the direction" not in text


@pytest.mark.slow
def test_points_are_tested_in_the_order_in_which_they_were_found() -> None:
    # Stewart 14.7: 2y(x + 1) = 0 first with y = 0, then with x = -1.
    text = _solved("f(x,y)=2x^3+x y^2+5x^2+y^2 critical=all").text
    _order(text, "At (-5/3, 0), D", "At (0, 0), D", "At (-1, 2) and (-1, -2), D = ")


def test_a_fraction_over_a_number_has_brackets_in_text() -> None:
    # ∂f/∂y = 2y/5 at y = 3/5.
    assert "(1/5, (2·3/5)/5) = (1/5, 6/25)\n" in _solved("f=x/5+y^2/5 at=(2/5,3/5)").text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ("f=|x y| at=(0,0)", "f(P + h) - f(P) - ∇f(P)·h = |h₁·h₂|"),
        # (x|x|)′ = 0 at 0, and (1 + h₂)² - 1 - 2h₂ = h₂².
        ("f=x|x|+y^2 at=(0,1)", "f(P + h) - f(P) - ∇f(P)·h = h₁·|h₁| + h₂²"),
        (
            "f(x,y)={x^2 y^2/(x^2+y^2), (x,y)!=(0,0); 0, otherwise} at=(0,0)",
            "f(P + h) - f(P) - ∇f(P)·h = h₁²·h₂²/(h₁² + h₂²)",
        ),
    ],
)
def test_what_the_linear_approximation_misses_is_written_out(request_: str, said: str) -> None:
    _order(_solved(request_).text, said, "No component of h exceeds ‖h‖, so |f(P + h)")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "rows"),
    [
        (
            "x^3 y/(x^2+3y^2)",
            ("Since h₁² ≤ h₁² + 3h₂²,", "|h₁³·h₂/(h₁² + 3h₂²)| ≤ |h₁|·|h₂|"),
        ),
        ("x^2 y^3/(x^4+y^2)", ("Since h₂² ≤ h₁⁴ + h₂²,", "|h₁²·h₂³/(h₁⁴ + h₂²)| ≤ h₁²·|h₂|")),
    ],
)
def test_a_quotient_is_squeezed_by_a_term_of_its_denominator(f: str, rows: tuple[str, str]) -> None:
    request = f"f(x,y)=piecewise(({f}, (x,y)!=(0,0)), (0, otherwise)) at=(0,0) steps=full"
    _order(solve(request).text, *rows, "Divided by ‖h‖, this tends to 0 as h does, so f is diff")
    # No term of this denominator is below the whole for sure.
    other = solve(request.replace(f, "x^2 y^2/(x^2+x*y+y^2)")).text
    assert "Since h" not in other


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "bound"),
    [
        ("(x^2+y^2)*sin(1/(x^2+y^2))", "≤ ‖h‖² for all small h"),
        # |h₁h₂(h₁² - h₂²)| ≤ ‖h‖²(‖h‖² + ‖h‖²).
        ("x y(x^2-y^2)/(x^2+y^2)", "≤ 2‖h‖² for all small h"),
        ("3x^2 y^2/sqrt(x^2+y^2)", "≤ 3‖h‖³ for all small h"),
        # A sum of numbers is one factor: |h₁| + |h₂| ≤ 2‖h‖, to the power 3/2.
        ("|x|^(3/2)+|x+y|^(3/2)", "≤ (1 + 2√2)‖h‖^(3/2) for all small h"),
        ("√2 x^2|y|+|x|^3", "≤ (1 + √2)‖h‖³ for all small h"),
        # h₁² ≤ h₁² + 3h₂², so the quotient is at most |h₁h₂|; h₂² ≤ h₁⁴ + h₂²; ½|h₁h₂| + |h₁h₂|.
        ("x^3 y/(x^2+3y^2)", "≤ ‖h‖² for all small h"),
        ("x^2 y^3/(x^4+y^2)", "≤ ‖h‖³ for all small h"),
        ("√3 x^2 y/sqrt(x^2+2y^2)", "≤ √3‖h‖² for all small h"),
        ("x y(x^2-y^2)/(2x^2+y^2)", "≤ 3/2‖h‖² for all small h"),
    ],
)
def test_a_bound_that_anyone_sees_has_its_constant(f: str, bound: str) -> None:
    request = f"f(x,y)=piecewise(({f}, (x,y)!=(0,0)), (0, otherwise)) at=(0,0)"
    assert bound in " ".join(_solved(request).text.split())


def test_a_curve_with_letters_has_its_tangent_and_its_normal_plane() -> None:
    # r′ = (-a sin t₀, a cos t₀, b), and r·r′ = b²t₀.
    lines = solve("r(t)=(a cos t,a sin t,b t) at=t_0 style=tongji").text.splitlines()
    assert "Tangent line at t = t₀, if r′(t₀) ≠ 0:" in lines
    assert "Normal plane at t = t₀: a·x·sin(t₀) - a·y·cos(t₀) - b·z = -b²·t₀" in lines


@pytest.mark.parametrize(
    ("style", "rows"),
    [
        # Stewart, 13.2: through (0, 1, π/2) along r′ = (-2, 0, 1), whose length is √5.
        (
            "stewart",
            [
                "r′(π/2) = ⟨-2sin(π/2), cos(π/2), 1⟩ = ⟨-2, 0, 1⟩",
                " T(π/2) = r′(π/2)/|r′(π/2)| = ⟨-2/√5, 0, 1/√5⟩",
                "So the tangent line at t = π/2 is given by",
                "x = -2s   y = 1   z = π/2 + s",
            ],
        ),
        (
            "tongji",
            [
                "T = r′(π/2) = (-2sin(π/2), cos(π/2), 1) = (-2, 0, 1)",
                "So the tangent line at t = π/2 is given by",
                "x/(-2) = (z - π/2)/1 and y = 1",
                "The normal plane there is",
                "-2x + (z - π/2) = 0   or   2x - z + π/2 = 0",
            ],
        ),
    ],
)
def test_a_curve_has_what_its_book_tells_of_the_tangent(style: str, rows: list[str]) -> None:
    text = solve(f"r(t)=(2 cos t, sin t, t) at=pi/2 steps=full style={style}").text
    assert text.endswith("\n".join(rows))


def test_of_a_curve_that_alone_is_told_which_a_sentence_asks() -> None:
    curve = "of r(t)=(t, t^2, t^3) at t=1 style=stewart steps=full"
    assert "T(1)" not in solve(f"Find the tangent line {curve}").text
    assert "tangent line" not in solve(f"Find the unit tangent vector {curve}").text
    lines = solve(f"Find the normal plane {curve}").text.splitlines()
    assert lines[-2:] == [
        "The normal plane there is",
        "(x - 1) + 2(y - 1) + 3(z - 1) = 0   or   x + 2y + 3z = 6",
    ]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Find the maximum rate of change of x^2 y at (1,2)", ["max"]),
        ("Find the direction of most rapid decrease of x^2 y at (1,2)", ["min"]),
        ("Find the gradient of x^2 y at (1,2)", []),
    ],
)
def test_the_extreme_rate_is_told_that_was_asked_for(asked: str, told: list[str]) -> None:
    # ∇f(1, 2) = (4, 1).
    text = solve(f"{asked} steps=full").text
    rows = {
        "max": "of f at (1, 2) is\n‖∇f(1, 2)‖ = √(4² + 1²) = √17\nand it occurs",
        "min": "of f at (1, 2) is\n-‖∇f(1, 2)‖ = -√(4² + 1²) = -√17\nand it occurs",
    }
    assert [name for name, row in rows.items() if row in text] == told
    assert ("minimum" in text) == ("min" in told)
    assert ("maximum" in text) == ("max" in told)
    assert "perpendicular" not in text


# With h = (t, t): √|t·t| over ‖h‖ = √2|t| is 1/√2, and no error of a linear approximation.
@pytest.mark.parametrize(
    ("said", "rows"),
    [
        (
            "Show that f(x,y)=sqrt(|xy|) is not differentiable at (0,0) steps=full",
            [
                "If f were differentiable at (0, 0), its directional derivative for u = (1, 1)/√2",
                "would be",
                "∇f(0, 0)·u = 0",
                "but by the limit above",
                "lim_{t→0⁺} (f(t·u) - f(0, 0))/t = √2/2",
                "So f is not differentiable at (0, 0).",
            ],
        ),
        (
            "证明函数f(x,y)=√|xy|在点(0,0)处不可微 steps=full",
            [
                "√|Δx·Δy|/ρ = |Δx|/(√2·|Δx|) = √2/2",
                "它不随 ρ → 0 而趋于 0，所以 f 在点 (0, 0) 处不可微。",
            ],
        ),
    ],
)
def test_a_proof_ends_with_what_was_to_be_shown_and_needs_no_derivatives_elsewhere(
    said: str, rows: list[str]
) -> None:
    lines = solve(said).text.splitlines()
    assert lines[-len(rows) :] == rows
    # The limit by y is that by x.
    assert len([line for line in lines if line.startswith(("∂f/∂", "f_x(0"))]) == 1
    assert not any(line.startswith(("   ∂f/∂x =", "grad f")) for line in lines)


@pytest.mark.slow
def test_partial_derivatives_alone_are_the_answer_where_a_sentence_asks_for_them() -> None:
    text = solve("求函数 z=e^{xy}sin(x+y) 的偏导数。 style=tongji steps=full").text
    assert "grad" not in text
    assert "对称" not in text
    assert "grad z" in solve("求函数 z=e^{xy}sin(x+y) 的梯度。 style=tongji steps=full").text


def test_a_scalar_product_with_fractions_is_written_component_by_component() -> None:
    # (√3/2)(-3/5) + (1/2)(4/5).
    said = "Find the directional derivative of f(x,y)=e^x sin y at (0,pi/3) in the direction of"
    text = solve(f"{said} v=-6i+8j style=stewart steps=full").text
    assert "= √3/2·(-3/5) + 1/2·4/5 = (4 - 3√3)/10" in text


def test_below_a_statement_numbers_are_put_in_where_they_are_added() -> None:
    # f_x = -4x/√(41 - 4x² - y²) is -8/4 at (2, 3).
    said = "Find the linear approximation of f(x,y)=sqrt(41-4x^2-y^2) at (2,3) style=openstax"
    text = solve(f"{said} steps=full").text
    assert "f_x(2, 3) = -4·2/√(41 - 4·2² - 3²) = -2\n" in text
    assert "f(2, 3) = √(41 - 4·2² - 3²) = 4\n" in text


def test_the_direction_of_the_largest_rate_is_told_without_fractions() -> None:
    # ∇f(8, 1, 3) = (1/4, -1/2, -1/2).
    said = "Find the maximum rate of change of f(x,y,z)=x/(y+z) at the point (8,1,3) and the"
    text = solve(f"{said} direction in which it occurs. style=stewart steps=full").text
    assert "that is, of ⟨1, -2, -2⟩." in text


def test_of_a_limit_that_fails_all_the_lines_are_shown() -> None:
    f = "f(x,y)={xy/(x^2+y^2), (x,y)!=(0,0); 0, otherwise}"
    text = " ".join(solve(f"Show that {f} has no limit at (0,0) steps=full").text.split())
    assert "f(x, m·x) = x·m·x/(x² + (m·x)²) = m·x²/((m² + 1)x²) = m/(m² + 1)" in text
    assert "This depends on m, so f has no limit at (0, 0) and is not continuous there" in text
    assert "∂f/∂x =" not in text


@pytest.mark.slow
def test_eigenvalues_where_no_test_needs_them_have_a_meaning() -> None:
    # H_f(1, 2) = ((6, -3), (-3, 2)); at (0, 0) the point is critical.
    meaning = "D_u² f(P) = uᵀ·H_f(P)·u, is smallest and largest along eigenvectors of H_f(P)"
    for place, is_told in (("(1,2)", True), ("(0,0)", False)):
        text = solve(f"f=x^3-3xy+y^2 at={place} order=2 steps=full").text
        assert (meaning in " ".join(text.split())) is is_told


def test_a_direction_letter_is_introduced_where_it_is_used() -> None:
    text = solve("f=x^2+y^2 at=(1,2) dir=(3,4) rate=1 lang=zh steps=full").text
    assert "沿任一方向m（其单位向量为e_m），有∂f/∂m" in "".join(text.split())


def test_a_map_without_a_direction_speaks_of_no_unit_vector() -> None:
    lines = solve("f=(x^2 y, x+y) at=(1,2) lang=zh").text.splitlines()
    assert lines[-1] == "各分量的偏导数都在点 P 处连续，所以 f 在点 P 处可微。"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_", "before", "behind"),
    [
        # The kind comes after the proof that f is not differentiable.
        ("f=sqrt(x^2+y^2) at=(0,0)", "not differentiable there", "strict local minimum"),
        ("f(x)=|x| at=0", "not differentiable at x = 0", "strict local minimum"),
        # What follows from differentiability comes before what does not.
        (
            "f={(x^2+y^2)sin(1/(x^2+y^2)), (x,y)!=(0,0); 0, otherwise} at=(0,0)",
            "f is differentiable at P",
            "Yet ∂f/∂x is not continuous",
        ),
    ],
)
def test_conclusions_stand_behind_what_they_follow_from(
    request_: str, before: str, behind: str
) -> None:
    first, last = _order(" ".join(_solved(request_).text.split()), before, behind)
    assert 0 <= first < last


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_", "said"),
    [
        # The largest of two linear functions has the largest of their rates.
        ("f=max(x,y) at=(1,1)", "= max(u₁, u₂)"),
        ("f=min(2x,x+y) at=(1,1)", "= min(2u₁, u₁ + u₂)"),
        ("f=min(x,2y) at=(2,1)", "= min(u₁, 2u₂)"),
        ("f=|x-y|+x at=(1,1)", "= u₁ + |u₁ - u₂|"),
        ("f(x,y)=a x^2+b y^2 at=(1,1) dir=(3,4)", "= (6a + 8b)/5 "),
        # f_xx f_yy = (-2y)(-2x), f_xy = 3 - 2x - 2y.
        (
            "f=x y(3-x-y) critical=all",
            "D = f_xx·f_yy - f_xy² = (-2y)·(-2x) - (3 - 2x - 2y)² = 4x·y - (3 - 2x - 2y)²",
        ),
        # The same on both sides of the seam, and on it, where f(0, y) = y².
        ("f={x^2+y^2, x>=0; y^2-x, x<0} at=(0,1)", "∂f/∂y = 2y By the definition"),
        # 1.5² + 2² = 2.5².
        ("f=0.75x^2+y^2 at=(1,1)", "‖∇f(P)‖ = √(1.5² + 2²) = 2.5"),
        ("f=0.5x^2+y^2 at=(0.3,0.7)", "‖∇f(P)‖ = √(0.3² + 1.4²) ≈ 1.432"),
    ],
)
def test_a_rate_is_written_as_a_person_does(request_: str, said: str) -> None:
    assert said in " ".join(_solved(request_).text.split())


@pytest.mark.slow
def test_by_how_much_the_formula_fails_is_told_once() -> None:
    # f(t/√2, t/√2) = t/(2√2), and both partial derivatives are 0.
    f = "f={x^2y/(x^2+y^2), (x,y)!=(0,0); 0, otherwise} at=(0,0)"
    text = " ".join(_solved(f"{f} dir=(1,1)").text.split())
    assert "would give 0" not in text
    assert text.endswith(
        "If f were differentiable at P, we would have D_u f(P) = ∇f(P)·u = 0, which is not what we "
        "have found. So f is not differentiable at P."
    )
    # Where it holds in the direction asked for, another one shows it.
    other = " ".join(_solved(f"{f} dir=(1,0)").text.split())
    assert "its directional derivative for w = (1, 1)/√2 would be ∇f(P)·w = 0 but" in other


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        # The book's f_y = -3y² + 6y = 0 keeps its signs.
        ("f=x^3-y^3+3x^2+3y^2-9x critical=all", "The second equation, 6y - 3y² = 3y(2 - y) = 0,"),
        ("f=2y^2-y^4-x^2 critical=all", "4y - 4y³ = 4y(y + 1)(1 - y) = 0,"),
        ("f=4(x-y)-x^2-y^2 critical=all", "These give x = 2 and y = -2, and"),
        ("f=x^2-y^2 critical=all", "These give x = 0 and y = 0, and"),
        ("f=3x-x^3+y^2 critical=all", "The first equation, 3(x + 1)(1 - x) = 0, gives"),
    ],
)
def test_an_equation_keeps_the_signs_in_which_it_was_told(request_: str, said: str) -> None:
    assert said in " ".join(_solved(request_).text.split())


def test_an_unknown_direction_has_its_cosines_in_the_style_that_has_them() -> None:
    # 2 cos α - 2 cos β = 2 on the circle: (1, 0) and (0, -1).
    text = " ".join(_solved("f=x^2-y^2 at=(1,1) rate=2 style=tongji").text.split())
    assert "{∂f/∂l|_(1,1) = 2cos(α) - 2cos(β) = 2, cos²(α) + cos²(β) = 1}" in text
    assert "it leaves cos²(β) + cos(β) = 0, so cos(β) = -1 or cos(β) = 0." in text
    # Beside a direction that was given α and β are its angles.
    text = _solved("f=x^2-y^2 at=(1,1) dir=(3,4) rate=2 style=tongji").text
    assert "2m₁ - 2m₂ = 2" in text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_", "polynomial"),
    [
        ("f=x e^(x y) at=(1,2) order=2", "= λ² - 9e²·λ - 8e⁴ = 0."),
        ("f=x^2+x y+y^2 at=(1,2) order=2", "= λ² - 4λ + 3 = (λ - 3)(λ - 1) = 0."),
        ("f=x^2+x y-y^2 at=(1,2) order=2", "= λ² - 5 = 0."),
    ],
)
def test_the_eigenvalues_solve_an_equation_in_falling_powers(
    request_: str, polynomial: str
) -> None:
    assert polynomial in " ".join(_solved(request_).text.split())


@pytest.mark.parametrize(
    ("request_", "sentence"),
    [
        # 2y = 0 at (5, 0), 2z = 0 at (3, 4, 0); at the node of the folium both partials are 0.
        ("x^2+y^2==25 at=(5,0)", "F_y(P) = 0, so the tangent is vertical and has no slope at P."),
        (
            "x^2+y^2+z^2==25 at=(3,4,0)",
            "F_z(P) = 0, so the equation gives no differentiable z(x, y) at P.",
        ),
        ("x^3+y^3==6x y at=(0,0)", "∇F(P) = 0, so the formula gives 0/0 at P."),
    ],
)
def test_where_the_implicit_formula_has_no_value_the_answer_says_why(
    request_: str, sentence: str
) -> None:
    assert sentence in _solved(f"{request_} differential=implicit").text
    assert "has no slope" not in _solved("x^2+y^2==25 at=(3,4) differential=implicit").text


def test_the_tangent_plane_to_a_graph_touches_it_above_the_point() -> None:
    text = _solved("z=x^2+y^2-1 at=(2,1) style=tongji").text
    normal = "The normal line there is given by (x - 2)/4 = (y - 1)/2 = (z - 4)/(-1)"
    _order(text, "The tangent plane to the graph at (2, 1, 4)", "4x + 2y - 6", "dz = ", normal)
    assert "normal line" not in _solved("z=x^2+y^2-1 at=(2,1)").text


@pytest.mark.parametrize(
    ("function", "row"),
    [
        # (ln(xy))′ = 1/x, in one line with the other factors; alone the chain rule is shown.
        ("y^2 ln(xy)", "∂f/∂y = 2y·ln(x·y) + y²·1/y = y(2ln(x·y) + 1)"),
        ("e^x ln(x/y)", "∂f/∂y = e^x·(-1/y) = -e^x/y"),
        ("ln(xy)", "∂f/∂x = 1/(x·y)·y = 1/x"),
    ],
)
def test_a_logarithm_beside_factors_is_differentiated_at_once(function: str, row: str) -> None:
    assert row in _solved(f"f={function} at=(1,1) dir=x").text.splitlines()


def test_an_estimated_change_is_worked_out_behind_one_sentence() -> None:
    # 3/5·0.01 - 4/5·0.02.
    request_ = (
        "Use differentials to estimate the change of f=sqrt(x^2+y^2) from (3,4) to (3.01,3.98)"
    )
    text = " ".join(_solved(request_).text.split())
    assert "so f is differentiable there and df(3, 4) = ∂f/∂x(3, 4)·dx" in text
    assert text.endswith("df(3, 4) = 0.6·0.01 + 0.8·(-0.02) = -0.01 for dx = 0.01 and dy = -0.02")


def test_the_differential_is_that_of_the_function_as_it_is_named() -> None:
    assert "dL = ∂L/∂w(P)·dw + ∂L/∂b(P)·db = 2·dw + 3·db" in _solved("L(w,b)=w^2+3b at=(1,1)").text
    assert "dz = " in _solved("f=x^2+3y at=(1,1)").text


@pytest.mark.slow
def test_parameters_that_were_excepted_have_their_own_system_and_the_test_its_numbers() -> None:
    # D = 2·2 - k²; for k = -2 both equations say x = y, and f is (x - y)².
    text = _solved("f(x,y)=x^2+k x y+y^2 critical=all").text
    _order(
        text,
        "Let k ≠ 2 and k ≠ -2.",
        "This gives the critical point (0, 0).",
        "For k = -2 the system becomes 2x - 2y = 0 and 2y - 2x = 0. This gives the critical points "
        "(y, y).",
        "saddle point (D = 4 - k² < 0)",
        "strict local minimum (D = 4 - k² > 0, f_xx = 2 > 0)",
        "For k = -2, f(x, y) = x² - 2x·y + y² = (x - y)² ≥ 0, so each of",
    )
    # 27a² = 6a·6a - (3a)² at (a, a).
    folium = " ".join(_solved("f(x,y)=x^3+y^3-3a x y critical=all").text.split())
    assert "strict local maximum (D = 27a² > 0, f_xx = 6a < 0)" in folium
    assert (
        "For a = 0 the system becomes 3x² = 0 and 3y² = 0. This gives the critical point (0, 0)."
        in folium
    )


def test_nothing_is_assumed_of_what_is_never_zero() -> None:
    assert _solved("f(x,y)=(b^2+1)(x-a)^2-y^2 critical=all").text.count("Let") == 1


def test_no_angle_with_the_gradient_is_told_that_is_no_usual_one() -> None:
    # (3/5, 4/5)·(4/5, 3/5) = 24/25.
    assert "The angle between" not in _solved("f=sqrt(x^2+y^2) at=(3,4) dir=(4,3)").text
    assert "The angle between" not in _solved("f=4x^2+y^2 at=(1,1) dir=(0,1)").text


@pytest.mark.slow
def test_the_mixed_derivatives_of_a_polynomial_are_continuous_everywhere() -> None:
    said = "The mixed partial derivatives are continuous"
    assert said in _solved("z=x^3 y^2-3x y^3-x y+1 order=2").text
    # At (0, 0) those of this one are 1 and -1.
    cases = "{x y (x^2-y^2)/(x^2+y^2), (x,y)!=(0,0); 0, otherwise}"
    assert said not in _solved(f"f(x,y)={cases} order=2").text
