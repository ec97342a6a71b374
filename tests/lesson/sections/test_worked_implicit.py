"""The worked derivative of an implicit function: why it exists, and that nothing else is told."""

from __future__ import annotations

import pytest

from grad_magic.result import Result, solve


@pytest.mark.parametrize(
    ("request_text", "sentence"),
    [
        # F = x³ + y³ - 6xy: F_y = 3y² - 6x = 9 at (3, 3).
        (
            "x^3+y^3=6xy at=(3,3) differential=implicit",
            (
                "F_y(P) = 9 ≠ 0, so by the implicit function theorem the equation F = 0 determines "
                "a function y = y(x) near P. Differentiate both sides with respect to x by the "
                "chain rule: F_x + F_y·dy/dx = 0"
            ),
        ),
        (
            "x^2+y^2+z^2=4z differential=implicit",
            (
                "Where the partial derivatives of F are continuous and F_z ≠ 0, the equation F = 0 "
                "determines a function z = z(x, y). Differentiate both sides with respect to each "
                "of x and y by the chain rule: F_x + F_z·∂z/∂x = 0 F_y + F_z·∂z/∂y = 0"
            ),
        ),
        (
            "x^2+y^2=1 at=(1,0) differential=implicit",
            "F_y(P) = 0, so the tangent is vertical and has no slope at P.",
        ),
        (
            "e^y+xy-e=0 at=(0,1) differential=implicit lang=zh",
            (
                "因为 F_y(0, 1) = e ≠ 0，由隐函数存在定理，方程 F = 0 在点 P 的某一邻域内"
                "唯一确定函数 y = y(x)。方程两边对 x 求导，得 F_x + F_y·dy/dx = 0"
            ),
        ),
    ],
)
def test_the_derivative_follows_from_the_theorem(request_text: str, sentence: str) -> None:
    result = solve(f"{request_text} steps=full")
    assert isinstance(result, Result)
    text = result.text
    assert "".join(sentence.split()) in "".join(text.split())
    assert "r(t)" not in text
    assert "Normal" not in text


def test_without_continuous_partial_derivatives_the_theorem_is_not_used() -> None:
    result = solve("|x|+y=1 at=(0,1) differential=implicit steps=full")
    assert isinstance(result, Result)
    assert "theorem" not in result.text
    assert "Where the partial derivatives of F are continuous" in result.text
