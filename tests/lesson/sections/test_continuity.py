"""Whether f is continuous at P, asked beside whether it is differentiable."""

from __future__ import annotations

import pytest

from grad_magic.result import solve

_PRODUCT = "f(x,y)={x y/sqrt(x^2+y^2), (x,y)!=(0,0); 0, (x,y)=(0,0)}"


# |h₁h₂|/√(h₁² + h₂²) ≤ |h₂|; along y = x it is |h|/2, and ∇f(0, 0) = 0.
@pytest.mark.slow
def test_a_bound_shows_that_f_is_continuous_before_the_other_questions() -> None:
    text = solve(
        f"Let {_PRODUCT}. (a) Show that f is continuous at (0,0). (b) Find f_x(0,0) and f_y(0,0). "
        "(c) Is f differentiable at (0,0)? steps=full style=stewart"
    ).text
    rows = text.splitlines()
    assert rows[:7] == [
        "(a) Near (0, 0),",
        "f(h) - f(0, 0) = h₁·h₂/√(h₁² + h₂²)",
        "Since h₁² ≤ h₁² + h₂²,",
        "|h₁·h₂/√(h₁² + h₂²)| ≤ |h₂|",
        "No component of h exceeds |h|, so |f(h) - f(0, 0)| ≤ |h| for all small h. This",
        "tends to 0 as h does, so f is continuous at (0, 0).",
        "(b) By the definition of the partial derivatives,",
    ]
    assert "\n(c) The increment of f satisfies\n" in text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("problem", "told"),
    [
        (
            "Let f(x,y)=sqrt(x^2+y^2). Show that f is continuous but not differentiable at (0,0).",
            "Being composed of continuous functions, f is continuous at (0, 0).",
        ),
        ("Is f(x,y)=|x|y continuous and differentiable at (0,0)?", "it is continuous there."),
        # 2kx⁴/((1 + k²)x⁴) on y = kx².
        (
            "设 f(x,y)={x²y/(x⁴+y²), (x,y)≠(0,0); 0, 其他}，讨论 f 在点(0,0)的连续性与可微性。",
            "f 在该点不连续。",
        ),
        # x²y²/‖h‖³ is at most ‖h‖, wherever x² + y² ≠ 0.
        (
            "设 f(x,y)={x²y²/(x²+y²)^(3/2), x²+y²≠0; 0, x²+y²=0}，证明f在点(0,0)处连续但不可微。",
            "有|f(h) - f(0, 0)| ≤ |h|。",
        ),
        ("设 f(x,y)=|x|+|y|，证明 f 在点(0,0)处连续但不可微。", "f 由连续函数复合而成，所以在点"),
        # x³y/(x⁴ + y²) is at most |x|/2, as 2x²|y| ≤ x⁴ + y²; no term of the sum shows it.
        (
            (
                "Let f(x,y)={x^3 y/(x^4+y^2), (x,y)!=(0,0); 0, otherwise}. Discuss the continuity "
                "and differentiability of f at the origin."
            ),
            "We have |f(h) - f(0, 0)| ≤ C‖h‖ for all small h, with a constant C.",
        ),
        # |sin z| ≤ |z|, and |h₁h₂|/‖h‖ ≤ ‖h‖.
        (
            (
                "Let f(x,y)={sin(xy)/√(x²+y²), (x,y)!=(0,0); 0, otherwise}. Is f continuous and "
                "differentiable at (0,0)?"
            ),
            "We have |f(h) - f(0, 0)| ≤ C‖h‖ for all small h, with a constant C.",
        ),
        # At most |x| + |y|.
        (
            (
                "Let f(x,y)={x sin(1/y)+y sin(1/x), xy!=0; 0, otherwise}. Is f continuous and "
                "differentiable at (0,0)?"
            ),
            "We have |f(h) - f(0, 0)| ≤ C‖h‖ for all small h, with a constant C.",
        ),
    ],
)
def test_what_is_continuous_and_why_is_told(problem: str, told: str) -> None:
    text = solve(f"{problem} steps=full").text
    joined = "".join(text.split("\n")) if "设" in problem else " ".join(text.split())
    assert told in joined


# |h sin(1/h)| ≤ |h|; h ln|h| is at most a multiple of √|h|; |x| and y are continuous.
@pytest.mark.slow
@pytest.mark.parametrize(
    ("function", "point", "told"),
    [
        (
            "f(x)={x sin(1/x), x!=0; 0, x=0}",
            "x=0",
            "f(h) - f(0) = h·sin(1/h) So |f(h) - f(0)| ≤ |h| for all small h.",
        ),
        ("f(x)={x ln x, x>0; 0, x<=0}", "x=0", "We have |f(h) - f(0)| ≤ C·√|h| for all small h"),
        ("f(x,y)=(|x|, y)", "(0,0)", "Being composed of continuous functions, f is continuous"),
    ],
)
def test_curves_and_functions_with_components_are_continuous(
    function: str, point: str, told: str
) -> None:
    text = solve(f"Is {function} continuous and differentiable at {point}?").text
    assert told in " ".join(text.split())


@pytest.mark.slow
def test_what_a_condition_or_a_component_tells_is_not_called_open() -> None:
    by_parameters = "Is f(x)={x^2, x<=1; ax+b, x>1} continuous and differentiable at x=1?"
    by_component = "Is f(x,y)=(floor(x), y) continuous and differentiable at (0,0)?"
    assert "not settled" not in solve(by_parameters).text + solve(by_component).text


@pytest.mark.slow
def test_the_short_answer_says_it_too() -> None:
    text = solve("Is f(x,y)=|x|+y continuous and differentiable at (0,0)?").text
    assert "Being composed of continuous functions, f is continuous at P." in text
    assert "continuous" not in solve("Is f(x,y)=|x|+y differentiable at (0,0)?").text
