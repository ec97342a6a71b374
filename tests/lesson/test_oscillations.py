"""Points on which a partial derivative tends to something else than its value at P."""

from __future__ import annotations

import pytest

from grad_magic.result import solve

# The derivative 2x sin(1/x) - cos(1/x) is -1 where 1/x = 2nπ.
WAVE = "f(x)=piecewise((x^2*sin(1/x), x!=0), (0, otherwise)) at=0"
# On the x-axis ∂f/∂x is 2x sin(1/x²) - (2/x) cos(1/x²), and 1/x² = 2nπ at 1/√(2nπ).
ROUND = "f(x,y)=piecewise(((x^2+y^2)*sin(1/(x^2+y^2)), (x,y)!=(0,0)), (0, otherwise)) at=(0,0)"
# 2(x-1) cos(3/(x-1)) + 3 sin(3/(x-1)) is 3 where the angle is π/2 + 2nπ.
SHIFTED = "f(x,y)=piecewise(((x-1)^2*cos(3/(x-1))+y, x!=1), (y, otherwise)) at=(1,2)"


def sentence(request_text: str) -> str:
    text = " ".join(solve(f"{request_text} steps=full").text.split())
    start = text.index("Yet ")
    return text[start : text.index(".", start) + 1]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_text", "expected"),
    [
        (
            WAVE,
            (
                "Yet f′(x) is not continuous at x = 0: as n → ∞ the points x = 1/(2π·n) tend to "
                "x = 0, and there f′(x) tends to -1, but f′(0) = 0."
            ),
        ),
        (
            ROUND,
            (
                "Yet ∂f/∂x is not continuous at P: as n → ∞ the points (1/√(2π·n), 0) tend to P, "
                "and there ∂f/∂x tends to -∞, but ∂f/∂x(P) = 0."
            ),
        ),
        (
            SHIFTED,
            (
                "Yet ∂f/∂x is not continuous at P: as n → ∞ the points (1 + 1/(2π·n/3 + π/6), 2) "
                "tend to P, and there ∂f/∂x tends to 3, but ∂f/∂x(P) = 0."
            ),
        ),
    ],
)
def test_the_points_are_told_on_which_a_derivative_jumps(request_text: str, expected: str) -> None:
    assert sentence(request_text) == expected


@pytest.mark.slow
def test_the_case_near_p_is_looked_at() -> None:
    # Beyond 1 the derivative would be -2 at 1/(nπ): only the other case comes near 0.
    far = "f(x)={x^2 sin(2/x), x>1; x^2 sin(1/x), x!=0; 0, otherwise} at=0"
    assert sentence(far) == sentence(WAVE)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "reason"),
    [
        ("x^2*sin(1/x)", "= 0 since |t·sin(1/t)| ≤ |t|"),
        ("x^2*sin(1/x)+3x", "= 3 since |t·sin(1/t)| ≤ |t|"),
        # Each term has its own bound: 3t² is none of t·cos(1/t), nor |t| of 2t²·sin(1/t²).
        ("2x^3*sin(1/x^2)-x^2*cos(1/x)", "= 0 since |2t²·sin(1/t²) - t·cos(1/t)| ≤ 2t² + |t|"),
    ],
)
def test_why_the_limit_of_what_oscillates_is_there(f: str, reason: str) -> None:
    text = solve(f"f(x)=piecewise(({f}, x!=0), (0, otherwise)) at=0 steps=full").text
    assert reason in " ".join(text.split())


def test_what_does_not_oscillate_needs_no_such_reason() -> None:
    text = solve("f(x)=piecewise((x^2*sin(x), x!=0), (0, otherwise)) at=0 steps=full").text
    assert "since |" not in text
