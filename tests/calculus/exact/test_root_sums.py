"""Signs of sums with one square root and a parameter, against values of the parameter."""

from __future__ import annotations

import pytest
from sympy import Expr, Integer, Rational, sqrt, symbols

from grad_magic.calculus.exact.numbers import sign_of

a = symbols("a", positive=True)


# √(a² + 1) > a; a(√(a² + 2) - a) < 2, as a² + 2 < (a + 2/a)²; √(a² + a) > a, and < a + 1.
@pytest.mark.parametrize(
    ("expression", "sign"),
    [
        (sqrt(a**2 + 1) - a, 1),
        (a - sqrt(a**2 + 2), -1),
        (1 / (2 * a**2 - 2 * a * sqrt(a**2 + 1) + 2), 1),
        (a * (sqrt(a**2 + 2) - a) / 2 - 1, -1),
        (sqrt(a**2 + a) - a - 1, -1),
        (-a * (sqrt(a**2 + 1) - a) ** 3, -1),
        # Of both signs, or of two roots.
        (sqrt(a**2 + 1) - 2 * a, None),
        (sqrt(a + 1) + sqrt(a + 2) - a, None),
    ],
)
def test_the_sign_of_a_sum_with_a_root(expression: Expr, sign: int | None) -> None:
    assert sign_of(expression) == sign
    for value in (Rational(1, 1000), Integer(1), Integer(1000)):
        assert sign is None or sign_of(expression.subs(a, value)) == sign
