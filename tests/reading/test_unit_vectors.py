from __future__ import annotations

import pytest
from sympy import Expr, Matrix, cos, exp, symbols

from grad_magic.result import solve

t, x, y, i, j, k = symbols("t x y i j k", real=True)


@pytest.mark.parametrize(
    ("request_text", "components"),
    [
        ("r(t)=t i+t^2 j", (t, t**2)),
        ("r(t)=2t i - (t^2+1) j + e^t k", (2 * t, -(t**2) - 1, exp(t))),
        ("F(x,y)=y i-x j", (y, -x)),
        ("r(t)=i-j/2", (1, -0.5)),
        ("r(t)=cos(t)*i+3j+t k-t^2 j", (cos(t), 3 - t**2, t)),
        (r"f(t)=$t\vec{i}+t^2\vec{j}$", (t, t**2)),
    ],
)
def test_a_sum_of_multiples_of_i_j_and_k_is_a_vector(
    request_text: str, components: tuple[Expr, ...]
) -> None:
    assert list(solve(request_text).f - Matrix(components)) == [0] * len(components)


@pytest.mark.parametrize(
    ("request_text", "f"),
    [
        ("f(i,j)=i+2j", i + 2 * j),
        ("f=i*j+j*k", i * j + j * k),
        ("f=i^2+j", i**2 + j),
        ("f(x)=x*i+j*i", x * i + i * j),
        ("f(x)=x*i+j i=2", x * 2 + j),
    ],
)
def test_other_letters_i_and_j_stay_what_they_are(request_text: str, f: Expr) -> None:
    assert solve(request_text).f == f
