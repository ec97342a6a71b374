"""σ stays σ, also in values; expected by σ(a) = 1/(1 + e^-a) and 1 - σ(a) = σ(-a)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sympy import E, Expr, Lambda, Rational, Symbol, exp, log, sqrt
from sympy.abc import x

from grad_magic import solve
from grad_magic.lesson.sigmoids import Sigmoid, in_sigmoids
from grad_magic.lesson.typesetting.latex_printer import latex_text
from grad_magic.lesson.typesetting.unicode_printer import plain_text

_Z = Symbol("z", real=True)
_X = Symbol("x", real=True)
_Y = Symbol("y", real=True)


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (1 / (1 + exp(-2)), "σ(2)"),
        (1 / (1 + E), "σ(-1)"),
        (E / (1 + E), "σ(1)"),
        (E / (1 + E) ** 2, "σ(-1)·σ(1)"),
        (exp(2) / (1 + E) ** 2, "σ(1)²"),
        (exp(3) / (1 + E) ** 2, "e·σ(1)²"),
        (-x * exp(x) / (1 + exp(x)), "-x·σ(x)"),
        (1 / (2 + exp(-10) + exp(10)), "σ(-10)·σ(10)"),
        (log(1 / (1 + exp(-x))), "ln(σ(x))"),
        (sqrt(5) / (exp(2) + 1), "√5·σ(-2)"),
        # (e^x - ye^x - y)/(e^x + 1), and with both shares (1 - y)σ(2) - y(1 - σ(2)).
        ((exp(x) - _Y * exp(x) - _Y) / (exp(x) + 1), "σ(x) - y"),
        (abs(_Y * exp(x) + _Y - exp(x)) / (exp(x) + 1), "|y - σ(x)|"),
        ((1 - _Y) / (1 + exp(-2)) - _Y / (1 + exp(2)), "σ(2) - y"),
        # No σ: another number than 1, and powers above.
        (1 / (2 + exp(2)), "1/(2 + e²)"),
        (log(1 + exp(-2)), "ln(1 + e⁻²)"),
        # e^(x + y)/((1 + e^x)²(1 + e^y)) = σ(x)·σ(-x)·σ(y).
        (exp(_X + _Y) / ((1 + exp(_X)) ** 2 * (1 + exp(_Y))), "σ(-x)·σ(x)·σ(y)"),
    ],
)
def test_quotients_of_exponentials_are_sigmoids(expression: Expr, text: str) -> None:
    assert plain_text(in_sigmoids(expression)) == text


@pytest.mark.slow
def test_the_cross_entropy_at_a_point_has_its_own_form() -> None:
    loss = "L(w,b)=-y ln(sigmoid(w x+b))-(1-y) ln(1-sigmoid(w x+b)) at=(w=1,b=0)"
    result = solve(loss)
    assert "∇L(P) = (x·(σ(x) - y), σ(x) - y)" in result.text
    assert "‖∇L(P)‖ = |y - σ(x)|·√(x² + 1)" in result.text


def test_latex_writes_sigma() -> None:
    assert latex_text(in_sigmoids(1 / (1 + exp(-2)))) == r"\sigma(2)"


@pytest.mark.slow
@given(st.fractions(-5, 5, max_denominator=6), st.integers(-3, 3), st.integers(1, 4))
def test_the_value_stays(place: Rational, power: int, count: int) -> None:
    number = Rational(place.numerator, place.denominator)
    value = (3 + exp(power * number)) * exp(number) / (1 + exp(number)) ** count
    written = in_sigmoids(value).replace(Sigmoid, Lambda(_Z, 1 / (1 + exp(-_Z))))
    assert abs((written - value).evalf(40)) < Rational(1, 10**25)


@pytest.mark.parametrize(
    ("request_text", "rows"),
    [
        (
            "f(w,b)=-ln(sigmoid(w*x+b)) at=(w0,0)",
            ["f(P) = -ln(σ(w₀·x))", "∂f/∂b(P) = -σ(-w₀·x)", "∇f(P) = (-x·σ(-w₀·x), -σ(-w₀·x))"],
        ),
        ("s(z)=sigmoid(z) at=10", ["s(10) = σ(10) ≈ 1", "s′(10) = σ(-10)·σ(10) ≈ 4.54·10⁻⁵"]),
        # A term that a label of 1 takes away is not written.
        (
            "L(w,b)=-(y*ln(sigmoid(w*x+b))+(1-y)*ln(1-sigmoid(w*x+b))) at=(1,-1) x=3 y=1",
            ["L(w, b) = -ln(σ(3w + b))", "∇L = (3(σ(3w + b) - 1), σ(3w + b) - 1)"],
        ),
        # Who types exponentials gets exponentials, and σ is no function beside a variable σ.
        ("f=1/(1+e^(-x)) at=1", ["f(1) = e/(1 + e) ≈ 0.7311"]),
        ("f(x,sigma)=sigma*sigmoid(x) at=(1,1)", ["f(P) = e/(1 + e) ≈ 0.7311"]),
    ],
)
def test_values_hold_what_f_holds(request_text: str, rows: list[str]) -> None:
    text = solve(request_text).text
    for row in rows:
        assert row in text


@pytest.mark.parametrize(
    ("f", "slope"),
    [
        # The penalty of a weight beside the slope of a loss.
        ("-y*ln(sigmoid(w*x+b))-(1-y)*ln(1-sigmoid(w*x+b))+l*w^2", "x(σ(w·x + b) - y) + 2l·w"),
        ("x*sigmoid(w)-x*y*w+l*w", "x(σ(w)(1 - σ(w)) - y) + l"),
    ],
)
def test_what_some_terms_share_is_taken_out_as_if_they_were_all(f: str, slope: str) -> None:
    assert f"∂f/∂w = {slope}" in [row.strip() for row in solve(f"f={f}").text.splitlines()]


def test_sigma_is_defined_where_a_derivative_holds_it() -> None:
    # d/db ln(1 + e^-(2w + b)) = -e^-(2w + b)/(1 + e^-(2w + b)) = -σ(-(2w + b)).
    text = solve("L(w,b)=ln(1+exp(-(2*w+b))) at=(0,0)").text
    assert text.index("σ(t) = 1/(1 + e^(-t))") < text.index("= -σ(-(2w + b))")
    # Of (w, t) another letter is free.
    assert "σ(s) = 1/(1 + e^(-s))" in solve("L(w,t)=ln(1+exp(-(2*w+t))) at=(0,0)").text
    assert "σ" not in solve("L(w,b)=(2*w+b)^2 at=(0,1)").text


def test_the_direction_of_descent_of_a_loss_is_written_out() -> None:
    # Fitting (1, 1) and (2, 3) by wx + b from (0, 0): ∇L = (-7, -4).
    text = solve("L(w,b)=((w+b-1)^2+(2*w+b-3)^2)/2 at=(0,0)").text
    assert "min D_u L(P) = -‖∇L(P)‖ = -√65   along -∇L(P), u = (7, 4)/√65" in text
    assert "in the opposite direction" in solve("f=x^2+y^2 at=(1,2)").text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("statement", "told"),
    [
        # By hand: -x·e^-s/(1 + e^-s) with s = wx + b.
        (
            (
                r"The logistic loss of one positive example with input $x$ is"
                r" $L(w,b)=\ln\left(1+e^{-(wx+b)}\right)$. Find $\nabla L(w,b)$."
            ),
            "⟨-x/(1 + e^(w·x + b)), -1/(1 + e^(w·x + b))⟩",
        ),
        ("Find the gradient of ln(1+e^(x-y)).", "⟨e^(x - y)/(1 + e^(x - y)), -"),
        ("求 z=x+ln(1+e^(-2y)) 的梯度.", "(1, -2/(1 + e^(2y)))"),
    ],
)
def test_a_problem_in_exponentials_is_answered_in_these(statement: str, told: str) -> None:
    style = "tongji lang=zh" if "求" in statement else "stewart"
    text = solve(f"{statement} steps=full style={style}").text
    assert told in text
    assert "σ" not in text


@pytest.mark.slow
def test_a_problem_that_speaks_of_sigma_is_answered_with_it() -> None:
    assert "σ" in solve("Find the gradient of ln(sigmoid(x*y))").text
    assert "σ(x)" in solve("Find the gradient of softplus(x)+y").text
