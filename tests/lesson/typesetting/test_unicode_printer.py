from __future__ import annotations

import pytest
from sympy import (
    Abs,
    And,
    EulerGamma,
    Expr,
    Ne,
    Or,
    Rational,
    asin,
    besselj,
    cbrt,
    cos,
    exp,
    gamma,
    log,
    pi,
    polygamma,
    sin,
    sqrt,
    symbols,
)

from grad_magic.lesson.typesetting.unicode_printer import plain_text

x, y, theta_1 = symbols("x y theta_1", real=True)


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (x * exp(2 * y), "x·e^(2y)"),
        (2 * x * exp(2 * y), "2x·e^(2y)"),
        (x**2 * y + log(x + y**2), "x²·y + ln(x + y²)"),
        (sqrt(x**2 + y**2), "√(x² + y²)"),
        (Abs(x) * y**2 * sqrt(x**2 + y**2), "y²·|x|·√(x² + y²)"),
        (sqrt(2) * sqrt(x**2 + y**2) / Abs(x * y), "√(2x² + 2y²)/|x·y|"),
        (sqrt(2) * sqrt(2 * x**2 + 2 * y**2 + 4), "√2·√(2x² + 2y² + 4)"),
        (sqrt(2) * (x + y) / 2, "(x + y)/√2"),
        (-sqrt(2) / 2, "-√2/2"),
        (-2 * exp(-2), "-2e⁻²"),
        (2 * sqrt(5) / 5, "2/√5"),
        (-7 * sqrt(29) / 29, "-7/√29"),
        (3 * sqrt(5) / 10, "3√5/10"),
        # (3/25·3 - 4/25·5)/√34, Stewart 14.6 on x/(x² + y²) at (1, 2) along (3, 5).
        (-11 * sqrt(34) / 850, "-11/(25√34)"),
        (5 * sqrt(2) / 2, "5√2/2"),
        (2 * y / (x + y**2), "2y/(x + y²)"),
        (1 / (x * y), "1/(x·y)"),
        (x / (3 * y ** Rational(2, 3)), "x/(3y^(2/3))"),
        (cbrt(theta_1), "θ₁^(1/3)"),
        (Abs(x - y), "|x - y|"),
        (-(x + y), "-x - y"),
        (-x * (x + y), "-x·(x + y)"),
        ((x + y) ** 2 / 2, "(x + y)²/2"),
        (sin(x) ** 2 * cos(y), "sin²(x)·cos(y)"),
        (asin(x) + pi / 4, "arcsin(x) + π/4"),
        (3 * pi / 4, "3π/4"),
        (2 * exp(2) / (1 + exp(4)), "2e²/(1 + e⁴)"),
        # Stewart, 14.6: (13 - 3√3)/2.
        (Rational(13, 2) - 3 * sqrt(3) / 2, "(13 - 3√3)/2"),
        (-sqrt(3) / 2 - Rational(1, 2), "(-1 - √3)/2"),
        (Rational(1, 2) + sqrt(3) / 3, "1/2 + √3/3"),
        (exp(x) + exp(2), "e^x + e²"),
        (x**12, "x¹²"),
        (x**y, "x^y"),
        (3 * 2**x, "3·2^x"),
        (Rational(-3, 7), "-3/7"),
        ((x + 1) / 3 - 2 * (y - 1), "x/3 - 2y + 7/3"),
        (gamma(x + y), "Γ(x + y)"),
        (1 - EulerGamma, "1 - γ"),
        (polygamma(0, x), "ψ(x)"),
        (2 * besselj(0, Rational(3, 2)), "2J₀(3/2)"),
        (y * besselj(12, x) ** 2, "y·J₁₂(x)²"),
        (polygamma(2, x + y), "ψ⁽²⁾(x + y)"),
        (And(Or(Ne(x, 0), y > 1), x < 2), "(x ≠ 0 or y > 1) and x < 2"),
        (Or(And(x > 0, y > 1), x < -2), "(x > 0 and y > 1) or x < -2"),
    ],
)
def test_expressions_are_written_as_one_would_type_them(expression: Expr, text: str) -> None:
    assert plain_text(expression) == text
