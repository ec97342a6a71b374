from __future__ import annotations

import pytest
from sympy import Expr, Matrix, cos, exp, sin, symbols

from grad_magic.errors import RequestSyntaxError
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
        # What stands apart at the end of every term ends an argument without brackets.
        ("r(t)=cos t i + sin t j", (cos(t), sin(t))),
        ("f=cos t i - sin t j + t k", (cos(t), -sin(t), t)),
        ("r(t)=e^t cos t i + e^t sin 2t j", (exp(t) * cos(t), exp(t) * sin(2 * t))),
        (r"r(t)=$\cos t\,\mathbf{i}+\sin t\,\mathbf{j}$", (cos(t), sin(t))),
        (r"r(t)=$\cos t \vec i+\sin t \vec j$", (cos(t), sin(t))),
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
        ("f=cos ti + sin tj", cos(t * i) + sin(t * j)),
    ],
)
def test_other_letters_i_and_j_stay_what_they_are(request_text: str, f: Expr) -> None:
    assert solve(request_text).f == f


@pytest.mark.parametrize(
    "refused", ["f=sin x i", "f(i,j)=cos t i + sin t j", "f=cos t i + sin t i"]
)
def test_an_argument_that_may_hold_i_is_refused(refused: str) -> None:
    with pytest.raises(RequestSyntaxError, match="can be read in two ways"):
        solve(refused)
