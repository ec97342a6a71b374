"""What is shown of a function of many variables."""

from __future__ import annotations

import pytest

from grad_magic.result import Result, solve
from tests.calculus.large.families import names, request, rosenbrock

N = 60
SQUARES = "+".join(f"{x}^2" for x in names(N))


def result(f: str, point: list[object], more: str = "") -> Result:
    answer = solve(request(f, point, more))
    assert isinstance(answer, Result)
    return answer


def test_rosenbrock_is_shown_by_its_ends() -> None:
    text = result(rosenbrock(N), ["3/2"] * N, f"dir=({','.join(['1'] * N)})").text
    assert (
        text
        == """\
f(x₁, x₂, x₃, …, x₆₀) = 100(x₂ - x₁²)² + (1 - x₁)² + ⋯ + (1 - x₅₉)²
                    P = (3/2, 3/2, 3/2, …, 3/2)   f(P) = 6667/2 ≈ 3334
               ∂f/∂x₁ = -400x₁(x₂ - x₁²) - 2(1 - x₁)   ∂f/∂x₁(P) = 451
               ∂f/∂xᵢ = 200(xᵢ - x_{i-1}²) - 400xᵢ(x_{i+1} - xᵢ²) - 2(1 - xᵢ)
                        for 2 ≤ i ≤ 59
              ∂f/∂x₆₀ = 200(x₆₀ - x₅₉²)   ∂f/∂x₆₀(P) = -150
                ∇f(P) = (451, 301, 301, …, -150)   ‖∇f(P)‖ = √5480759 ≈ 2341
                    u = v/‖v‖ = (√15/30, √15/30, √15/30, …, √15/30)
             D_u f(P) = ∇f(P)·u = 17759√15/30 ≈ 2293   f rises along u
         max D_w f(P) = ‖∇f(P)‖   along ∇f(P), w = ∇f(P)/‖∇f(P)‖
         min D_w f(P) = -‖∇f(P)‖   in the opposite direction
The partial derivatives are continuous near P, so f is differentiable."""
    )


def test_its_latex_has_dots_and_indices() -> None:
    latex = result(rosenbrock(N), [1] * N).latex
    assert r"f(x_{1}, x_{2}, x_{3}, \ldots, x_{60})" in latex
    assert r"x_{i + 1}" in latex
    assert r" + \cdots + " in latex
    assert "\n" not in latex


def test_the_critical_point_is_told() -> None:
    text = result(SQUARES, [0] * N).text
    assert "P is a critical point: D_u f(P) = 0 in every direction." in text
    assert "so P is a local minimum." in text


def test_corners_are_told_of_a_few_variables() -> None:
    f = "+".join(f"abs({x})" for x in names(N))
    text = result(f, [0] * N).text
    assert "∂f/∂x₂(P) does not exist" in text
    assert "58 more partial derivatives do not exist or are not known there." in text
    assert "|x₁| has a corner at P" in text


def test_a_short_answer_has_the_gradient_and_the_rate() -> None:
    text = result(SQUARES, [1] * N, f"dir=({','.join(['1'] * N)}) steps=short").text
    assert (
        text
        == """\
   ∇f(P) = (2, 2, 2, …, 2)   ‖∇f(P)‖ = 4√15 ≈ 15.49
       u = v/‖v‖ = (√15/30, √15/30, √15/30, …, √15/30)
D_u f(P) = ∇f(P)·u = 4√15 ≈ 15.49   f rises along u
The partial derivatives are continuous near P, so f is differentiable."""
    )


def test_decimals_stay_decimals_and_rounded_numbers_are_marked() -> None:
    text = result("+".join(f"0.5*{x}^2" for x in names(N)), ["0.1"] * N).text
    assert "0.5x₁²" in text
    assert "∇f(P) = (0.1, 0.1, 0.1, …, 0.1)" in text
    assert "∂f/∂x₁(P) ≈ 0.5403" in result("+".join(f"sin({x})" for x in names(N)), [1] * N).text


@pytest.mark.slow
def test_the_object_holds_all_of_it() -> None:
    answer = result(rosenbrock(N), ["3/2"] * N)
    assert answer.gradient_at is not None
    assert answer.gradient_at.shape == (N, 1)
    data = answer.to_dict()
    assert len(data["gradient_at"]) == N
    assert data["gradient_at"][0] == {"exact": "451", "decimal": 451.0}
    assert len(data["partials"]) == N
    assert data["hessian"] is None


def test_there_is_no_picture_where_none_is_named() -> None:
    assert result(SQUARES, [1] * N).scene is None


@pytest.mark.parametrize("plot", ["rates", "section"])
def test_pictures_that_are_named_are_drawn(plot: str) -> None:
    assert result(SQUARES, [1] * N, f"plot={plot}").scene is not None


@pytest.mark.slow
def test_a_long_formula_of_two_variables_has_its_picture() -> None:
    f = "+".join(f"sin({k}*x*y)/{k}^2" for k in range(1, 400))
    answer = result(f, [1, 2])
    assert "⋯" in answer.text
    assert answer.scene is not None


def test_what_is_displayed_asks_for_no_expression() -> None:
    answer = result(rosenbrock(N), [1] * N)
    bundle, _ = answer._repr_mimebundle_()
    assert "text/latex" in bundle
    assert answer.missing_picture == ""
    general = answer.solution.general
    assert general is not None
    assert general.f is not None
    assert "value" not in vars(general.f)
    assert "value" not in vars(general.partials)


def test_a_picture_names_a_few_of_the_variables() -> None:
    answer = result(SQUARES, [1] * N, "plot=rates")
    assert answer.scene is not None
    assert "f(x_1, x_2, x_3, …, x_60)" in answer.scene.plain_title


def _first_line(f: str) -> str:
    text: str = solve(f"f={f}").text
    return text.splitlines()[0].partition(" = ")[2]


def test_what_is_left_out_is_like_what_is_shown() -> None:
    terms = [f"{x}^2" for x in names(N)]
    assert _first_line("+".join(terms)) == "x₁² + x₂² + ⋯ + x₆₀²"
    terms[29] = "5x_30^2"
    assert _first_line("+".join(terms)) == "x₁² + x₂² + ⋯ + 5x₃₀² + ⋯ + x₆₀²"
    terms[39] = "x_1*x_40"
    assert _first_line("+".join(terms)) == "x₁² + x₂² + ⋯ + 5x₃₀² + ⋯ + x₁·x₄₀ + ⋯ + x₆₀²"


def test_where_numbers_differ_all_along_only_another_kind_of_term_is_shown() -> None:
    terms = [f"{i + 2}{x}^2" for i, x in enumerate(names(N))]
    assert _first_line("+".join(terms)) == "2x₁² + 3x₂² + ⋯ + 61x₆₀²"
    terms[29] = "sin(x_30)"
    assert _first_line("+".join(terms)) == "2x₁² + 3x₂² + ⋯ + sin(x₃₀) + ⋯ + 61x₆₀²"


def test_cases_of_neighbours_have_their_general_term() -> None:
    cases = (
        f"piecewise(({x}*{y},({x},{y})!=(0,0)),(0,otherwise))"
        for x, y in zip(names(N), names(N)[1:], strict=False)
    )
    text = solve(f"f={'+'.join(cases)}").text
    assert "{x_{i-1} for x_{i-1} ≠ 0 or xᵢ ≠ 0}" in text
    assert "+ ({x_{i+1} for xᵢ ≠ 0 or x_{i+1} ≠ 0})" in text


@pytest.mark.slow
def test_the_heading_of_many_variables_is_short_beside_critical_points_too() -> None:
    squares = "+".join(f"({x}-{i + 1})^2" for i, x in enumerate(names(N)))
    lines = solve(f"f={squares} critical=all").text.splitlines()
    assert lines[0].startswith("f(x₁, x₂, x₃, …, x₆₀) = ")
    assert lines[61].strip() == "∇f = (∂f/∂x₁, ∂f/∂x₂, …, ∂f/∂x₆₀)"
    assert "f(1, 2, 3, …, 60) = 0" in lines
