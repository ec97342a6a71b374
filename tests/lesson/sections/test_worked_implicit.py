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
                "F_x = 3x² - 6y F_y = 3y² - 6x "
                "We have F(P) = 0 and F_y(P) = 9 ≠ 0, and near P the partial derivatives of F are "
                "continuous. By the implicit function theorem, the equation F = 0 determines a "
                "function y = y(x) there, with "
                "dy/dx = -F_x/F_y = -(3x² - 6y)/(3y² - 6x) = (x² - 2y)/(2x - y²) dy/dx(P) = -1"
            ),
        ),
        # F_z = 2z - 4.
        (
            "x^2+y^2+z^2=4z differential=implicit",
            (
                "F_x = 2x F_y = 2y F_z = 2z - 4 "
                "Where z ≠ 2, the implicit function theorem gives "
                "∂z/∂x = -F_x/F_z = -2x/(2z - 4) = x/(2 - z) "
                "∂z/∂y = -F_y/F_z = -2y/(2z - 4) = y/(2 - z)"
            ),
        ),
        # -2x/(3z² - 6) and -3y²/(3z² - 6) over the same sum, 2 - z².
        (
            "x^2+y^3+z^3=6z differential=implicit lang=zh",
            (
                "当 z² ≠ 2 时，应用隐函数的求导公式，得"
                "∂z/∂x = -F_x/F_z = -2x/(3z² - 6) = 2x/(3(2 - z²))"
                "∂z/∂y = -F_y/F_z = -3y²/(3z² - 6) = y²/(2 - z²)"
            ),
        ),
        # y″ = -(y - x·y′)/y² with y′ = -x/y.
        (
            "x^2+y^2=25 differential=implicit order=2",
            (
                "dy/dx = -F_x/F_y = -2x/(2y) = -x/y "
                "Differentiating again, where y = y(x), we obtain "
                "d²y/dx² = -(y - x·dy/dx)/y² = -(y - x·(-x/y))/y² = -(x² + y²)/y³ "
                "Since F = 0, this is "
                "d²y/dx² = -25/y³"
            ),
        ),
        (
            "x^2+y^2+z^2=4z differential=implicit order=2 lang=zh",
            (
                "再求导，注意 z = z(x, y)，得"
                "∂²z/∂x² = (2 - z + x·∂z/∂x)/(2 - z)² = (2 - z + x·x/(2 - z))/(2 - z)²"
                "= (x² + (2 - z)²)/(2 - z)³"
                "∂²z/∂x∂y = (x·∂z/∂y)/(2 - z)² = x·y/(2 - z)³"
            ),
        ),
        # z_x = -3x²z, over nothing.
        (
            "ln(z)+y^3+x^3=2 differential=implicit order=2",
            "∂²z/∂x² = -6x·z - 3x²·∂z/∂x = -6x·z - 3x²·(-3x²·z) = 3x·z(3x³ - 2)",
        ),
        # F_z = 1 is nowhere 0.
        (
            "x^2+y^2+z=4 differential=implicit",
            "By the implicit function theorem, ∂z/∂x = -F_x/F_z = -2x",
        ),
        (
            "x^2+y^2=1 at=(1,0) differential=implicit",
            "F_y(P) = 0, so the tangent is vertical and has no slope at P.",
        ),
        (
            "e^y+xy-e=0 at=(0,1) differential=implicit lang=zh",
            (
                "因为 F 在点 P 的某一邻域内具有连续的偏导数，F(0, 1) = 0，且 F_y(0, 1) = e ≠ 0，"
                "由隐函数存在定理，方程 F = 0 在该点的某一邻域内唯一确定一个连续可微的"
                "函数 y = y(x)。"
                "应用隐函数的求导公式，得 dy/dx = -F_x/F_y = -y/(x + e^y)"
            ),
        ),
        # F_y = -3y² where y is 0 at P.
        (
            "x-y^3=0 at=(0,0) differential=implicit",
            (
                "Where y ≠ 0, the implicit function theorem gives "
                "dy/dx = -F_x/F_y = -1/(-3y²) = 1/(3y²)"
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


def test_without_continuous_partial_derivatives_nothing_is_said_of_the_point() -> None:
    result = solve("|x|+y=1 at=(0,1) differential=implicit steps=full")
    assert isinstance(result, Result)
    assert "near P" not in result.text
    assert "Where the partial derivatives of F are continuous" in " ".join(result.text.split())


# Both are over F_z = 2z - xy: (yz - 2x)/(2z - xy) and (xz - 3y²)/(2z - xy).
def test_both_derivatives_of_a_surface_are_over_the_same_sum() -> None:
    text = solve("x^2+y^3+z^2-x y z==4 differential=implicit steps=full").text
    assert "= (y·z - 2x)/(2z - x·y)\n" in text
    assert text.splitlines()[-1].endswith(" = (x·z - 3y²)/(2z - x·y)")
