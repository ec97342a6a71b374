from __future__ import annotations

import pytest
from sympy import (
    And,
    EulerGamma,
    Expr,
    Ne,
    Or,
    Piecewise,
    Rational,
    exp,
    log,
    polygamma,
    sqrt,
    symbols,
)

from grad_magic.lesson.typesetting.latex_printer import latex_text

x, y = symbols("x y", real=True)


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (EulerGamma, r"\gamma"),
        (polygamma(0, x), r"\psi{\left(x \right)}"),
        (polygamma(1, x), r"\psi^{\left(1\right)}{\left(x \right)}"),
        (polygamma(0, x) ** 2, r"\left(\psi{\left(x \right)}\right)^{2}"),
        (log(2) ** 2, r"\ln^{2}{\left(2 \right)}"),
        (7 * sqrt(5) / 5, r"\frac{7}{\sqrt{5}}"),
        (-32 * sqrt(29) / 29, r"- \frac{32}{\sqrt{29}}"),
        (sqrt(2) / 2, r"\frac{\sqrt{2}}{2}"),
        (-2 * exp(-2), "-2 e^{-2}"),
        # As e^(-x) sin y was typed.
        (-log(2) * exp(-1), r"- e^{-1} \ln{\left(2 \right)}"),
        (-11 * sqrt(34) / 850, r"- \frac{11}{25 \sqrt{34}}"),
        (exp(-x), "e^{- x}"),
        (sqrt(5) * (3 * x + 4 * y) / 5, r"\frac{3 x + 4 y}{\sqrt{5}}"),
        (-exp(x) * sqrt(x**2 + y**2), r"- e^{x} \sqrt{x^{2} + y^{2}}"),
        (x ** Rational(2, 3), "x^{2/3}"),
        (
            And(Or(Ne(x, 0), y > 1), x < 2),
            r"(x \neq 0\ \text{or}\ y > 1)\ \text{and}\ x < 2",
        ),
        (
            Piecewise((x, Ne(x, y)), (0, True)),
            r"\begin{cases} x & \text{for}\: x \neq y \\0 & \text{otherwise} \end{cases}",
        ),
    ],
)
def test_names_and_conditions_are_those_of_books(expression: Expr, text: str) -> None:
    assert latex_text(expression) == text
