"""Inner functions in clauses of their own, and letters with hats, as losses are told with."""

from __future__ import annotations

import mpmath
import pytest
from sympy import Expr, Rational, cos, exp, sin, symbols

from grad_magic.errors import GradMagicError, RequestSyntaxError
from grad_magic.reading.request import read_problem
from grad_magic.result import solve

x, y, s, t, w, b = symbols("x y s t w b", real=True)


@pytest.mark.parametrize(
    ("request_text", "composite"),
    [
        (
            "z=x^2y+3xy^4, x=sin(2t), y=cos(t)",
            sin(2 * t) ** 2 * cos(t) + 3 * sin(2 * t) * cos(t) ** 4,
        ),
        ("z=e^x sin y x=st^2 y=s^2t", exp(s * t**2) * sin(s**2 * t)),
        # The inner ones may stand first, hold one another, and numbers.
        ("u=x+y v=u^2 f=v*u", (x + y) ** 3),
        ("L=(p-c)^2 p=w x+b x=2 c=1", (2 * w + b - 1) ** 2),
        ("L(w,b)=(p-c)^2 p=w*k+b k=2a a=3 c=1", (6 * w + b - 1) ** 2),
        ("f=x y, y=x^2", x**3),
        ("z=x^2 x=cos(t) at=1", cos(t) ** 2),
        (r"$L=u^2-v$ $u=\frac{x}{2}$ v=$xy$", x**2 / 4 - x * y),
    ],
)
def test_a_function_is_told_by_its_parts(request_text: str, composite: Expr) -> None:
    assert (read_problem(request_text).f - composite).expand(trig=False).equals(0)


def test_terms_and_factors_of_an_inner_function_are_those_of_the_sum_and_product() -> None:
    assert solve("f=u+1 u=x+y").text.splitlines()[0].strip() == "f(x, y) = x + y + 1"
    assert solve("f=x-u u=y-x").text.splitlines()[0].strip() == "f(x, y) = x - (y - x)"
    assert solve("f=u^2*v u=x+y v=x*y").text.splitlines()[0].strip() == "f(x, y) = (x + y)²x·y"


def test_inner_functions_are_keywords_too() -> None:
    in_text = solve("u^2*v u=x+y v=x*y at=(1,2)")
    assert solve("u^2*v", u="x+y", v="x*y", at=(1, 2)).text == in_text.text
    plain_x, plain_y = symbols("x y")
    result = solve("u^2*v", u=plain_x + plain_y, v=plain_x * plain_y, at=(1, 2))
    assert result.gradient_at == in_text.gradient_at


def test_the_rates_are_those_of_the_chain_rule() -> None:
    # ∂z/∂s = e^x sin(y) t² + e^x cos(y) 2st with x = st², y = s²t.
    result = solve("z=e^x sin y x=st^2 y=s^2t at=(s=1,t=1/2)")
    at_x, at_y = mpmath.mpf(1) / 4, mpmath.mpf(1) / 2
    expected = mpmath.exp(at_x) * (mpmath.sin(at_y) / 4 + mpmath.cos(at_y))
    assert result.partials_at is not None
    assert mpmath.almosteq(mpmath.mpf(result.partials_at[0].evalf(20)), expected, 1e-14)


@pytest.mark.parametrize(
    ("request_text", "message"),
    [
        ("f=u+1 u=v v=u", "u would be an inner function of itself"),
        ("f=x+u u=u^2", "u would be an inner function of itself"),
        ("f=x^2 u=x+1", "unknown clause u"),
        ("f(x,y)=x^2+y x=t^2", "Write the inner functions beside the outer one"),
        ("f(x,y)=x^2+y x=2", "Give the point with at"),
        (
            "f=a0 " + " ".join(f"a{k}=a{k + 1}*a{k + 1}" for k in range(18)) + " a18=x+1",
            "the expression has more than 200000 operations",
        ),
        (
            "f=a0 " + " ".join(f"a{k}=sin(a{k + 1})" for k in range(200)) + " a200=x",
            "nested more than 50 deep",
        ),
    ],
)
def test_what_is_no_composition_is_refused(request_text: str, message: str) -> None:
    with pytest.raises(GradMagicError, match=message):
        read_problem(request_text)


@pytest.mark.parametrize(
    "request_text",
    [
        "f(ŷ,y)=(ŷ-y)^2 at=(3,1)",
        "f(yhat,y)=(yhat-y)^2 at=(yhat=3,y=1)",
        r"$f(\hat y,y)=(\hat{y}-y)^2$ at=(3,1)",
        r"$f(\hat y,y)=\left(\widehat{y}-y\right)^2$ at=(ŷ=3,y=1)",
    ],
)
def test_a_letter_with_a_hat_is_a_letter_of_its_own(request_text: str) -> None:
    result = solve(request_text)
    assert result.gradient_at is not None
    assert list(result.gradient_at) == [4, -4]
    assert "∂f/∂ŷ = 2(ŷ - y)" in result.text
    assert r"\frac{\partial f}{\partial \hat{y}}" in result.latex


def test_letters_of_which_unicode_has_no_sign_are_typed_as_they_are_printed() -> None:
    result = solve("f(phat,p)=(phat-p)^2 at=(3,1)")
    typed = next(line for line in result.text.splitlines() if "∂f/∂p̂ =" in line)
    assert "2(p̂ - p)" in typed
    again = solve("f(p̂,p)=(p̂ - p)² at=(p̂=3,p=1)")
    assert again.gradient_at == result.gradient_at


def test_a_hat_alone_is_that_of_a_unit_vector() -> None:
    assert read_problem(r"f=x*y at=(1,2) $\hat u=(0.6,0.8)$").direction == (
        Rational(3, 5),
        Rational(4, 5),
    )
    with pytest.raises(RequestSyntaxError, match="p stands with a hat and without one"):
        read_problem(r"f=$(\hat p-p)^2$")


def test_activations_go_by_the_names_that_the_request_gives_them() -> None:
    lines = solve("L(w,b)=(ŷ-y)^2/2 ŷ=σ(w x+b)").text.splitlines()
    assert [line.strip() for line in lines[:4]] == [
        "L(w, b) = (ŷ - y)²/2",
        "ŷ = σ(w·x + b)",
        "∂L/∂w = x(ŷ - y)ŷ(1 - ŷ)",
        "∂L/∂b = (ŷ - y)ŷ(1 - ŷ)",
    ]


def test_a_deeper_layer_is_told_by_those_before_it() -> None:
    # Backwards: (p - y) p(1 - p) w₂ (1 - h²) x.
    result = solve("L(w_1,b_1,w_2,b_2)=(p-y)^2/2 h=tanh(w_1 x+b_1) p=σ(w_2 h+b_2)")
    lines = [line.strip() for line in result.text.splitlines()]
    assert "p = σ(w₂·h + b₂)" in lines
    assert "∂L/∂w₁ = w₂·x(p - y)p(1 - p)(1 - h²)" in lines
    numbers = {"w_1": 0.3, "b_1": -0.2, "w_2": 0.7, "b_2": 0.1, "x": 1.5, "y": 0.0}
    h = mpmath.tanh(0.3 * 1.5 - 0.2)
    p = 1 / (1 + mpmath.exp(-(0.7 * h + 0.1)))
    expected = 0.7 * 1.5 * p * p * (1 - p) * (1 - h**2)
    partial = result.partials[0].subs(
        {name: numbers[str(name)] for name in result.partials[0].free_symbols}
    )
    assert abs(mpmath.mpf(partial.evalf(20)) - expected) < 1e-12


def test_two_names_of_one_value_are_its_first() -> None:
    lines = [line.strip() for line in solve("f(x,y)=p*q+y p=σ(x) q=σ(x)").text.splitlines()]
    assert lines[:2] == ["f(x, y) = p·p + y", "p = σ(x)"]
    assert "∂f/∂x = 2p²(1 - p)" in lines
