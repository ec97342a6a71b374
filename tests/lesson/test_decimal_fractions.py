"""Decimal data are answered in decimals; expected values by hand."""

from __future__ import annotations

import pickle
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sympy import E, Expr, Rational, cos, exp, pi, sqrt
from sympy.abc import x, y

from grad_magic import solve
from grad_magic.lesson.decimal_fractions import DecimalFraction, in_decimals
from grad_magic.lesson.typesetting.latex_printer import latex_text
from grad_magic.lesson.typesetting.unicode_printer import plain_text
from grad_magic.reading.request import read_problem


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (Rational(27, 4), "6.75"),
        (Rational(-27, 4), "-6.75"),
        (Rational(1, 3), "1/3"),
        (9 * sqrt(10) / 4, "2.25√10"),
        (-9 * sqrt(10) / 4, "-2.25√10"),
        (sqrt(6) / 2, "√6/2"),
        (3 * pi / 4, "3π/4"),
        (49 * pi / 25, "1.96π"),
        (x / 4, "0.25x"),
        (-x / 4, "-0.25x"),
        (x * y * Rational(-3, 4) / (y + 1), "-0.75x·y/(y + 1)"),
        (3 * x / 2 + y / 4 - Rational(7, 10), "1.5x + 0.25y - 0.7"),
        (Rational(14641, 4) * cos(Rational(1, 3)), "3660.25cos(1/3)"),
        (exp(-x / 10), "e^(-0.1x)"),
        (exp(Rational(-5, 8)) / 2, "0.5e^(-0.625)"),
        (Rational(3, 2) ** x, "1.5^x"),
        (sqrt(x + Rational(3, 2)), "√(x + 1.5)"),
        (x ** Rational(3, 2), "x^(3/2)"),
    ],
)
def test_fractions_are_written_as_decimals_where_they_have_one(expression: Expr, text: str) -> None:
    assert plain_text(in_decimals(expression)) == text


def test_latex_has_the_same_numbers() -> None:
    expression = Rational(9, 4) * sqrt(10) - x / 5
    assert latex_text(in_decimals(expression)) == r"2.25 \sqrt{10} - 0.2 x"


@pytest.mark.slow
@given(st.fractions(max_denominator=1000), st.integers(2, 9), st.sampled_from([E, pi, sqrt(2)]))
def test_the_value_stays(fraction: Rational, whole: int, constant: Expr) -> None:
    number = Rational(fraction.numerator, fraction.denominator)
    expression = number * sqrt(whole) + exp(number / 8) * constant
    shown = in_decimals(expression)
    assert abs(shown.evalf(30) - expression.evalf(30)) < Rational(1, 10**20) * (1 + abs(number) * 9)


def test_a_decimal_can_be_stored() -> None:
    assert pickle.loads(pickle.dumps(DecimalFraction("0.5"))) == DecimalFraction("0.5")  # noqa: S301


@pytest.mark.parametrize(
    ("request_text", "rows"),
    [
        (
            "f=x^2*y at=(1.5,2.25) dir=(3,4)",
            [
                "P = (1.5, 2.25)   f(P) = 5.0625",
                "∇f(P) = (6.75, 2.25)   ‖∇f(P)‖ = 2.25√10 ≈ 7.115",
                "(6.75·3 + 2.25·4)/5 = 5.85",
                "Tangent line to the level curve f = 5.0625 at P: 3x + y = 6.75",
            ],
        ),
        (
            "f(x,y)=a*x^2+b*x*y at=(1,2) dir=(1,1) a=0.5 b=-1.25",
            ["f(x, y) = 0.5x² - 1.25x·y", "∂f/∂x = x - 1.25y   ∂f/∂x(P) = -1.5"],
        ),
        (
            "f=x*exp(-0.1*y) at=(1.5,0) dir=(0.6,0.8)",
            ["u = (0.6, 0.8)\n", "∇f(P)·u = 1·0.6 + (-0.15)·0.8 = 0.48"],
        ),
        ("f=x^2*y at=(1,1/2) dir=(0.31,0.44)", ["P = (1, 0.5)", "u = v/‖v‖ = (31, 44)/√2897\n"]),
        ("f=5e-1*x^2*y at=(1,1)", ["∂f/∂x = x·y", "∂f/∂y = 0.5x²   ∂f/∂y(P) = 0.5"]),
        ("f=x^2*y at=(1e-1,2)", ["P = (0.1, 2)   f(P) = 0.02"]),
        ("f=3x^2+y at=(25e-1,2)", ["∂f/∂x(P) = 15", "∇f(P) = (15, 1)"]),
        # Of odd whole numbers nothing is rounded.
        ("f=2.5e3*x^2+y at=(1,1)", ["∇f(P) = (5000, 1)"]),
        # What has no decimal stays, unless nobody would write it so.
        ("f=x^2/3+y/7 at=(0.5,0.5)", ["∂f/∂x(P) = 1/3 ≈ 0.3333", "∇f(P) = (1/3, 1/7)"]),
        ("f=x^2*sqrt(y) at=(1.23,2.3)", ["∂f/∂y(P) ≈ 0.4988", "∇f(P) ≈ (3.731, 0.4988)"]),
        ("f=x^2 at=1.23456789", ["P = 1.23456789   f(P) ≈ 1.524"]),
        # Angles and options say nothing of how f is measured.
        ("f=x^2*y at=(1/2,1) angle=22.5°", ["P = (1/2, 1)   f(P) = 1/4"]),
        ("f=x*y at=(0.1,pi/2)", ["P = (0.1, π/2)", "f(P) = π/20"]),
    ],
)
def test_decimal_data_are_answered_in_decimals(request_text: str, rows: list[str]) -> None:
    text = solve(request_text).text
    for row in rows:
        assert row in text


@pytest.mark.parametrize(
    "point", [(1.5, 2), np.array([1.5, 2.0]), (Decimal("1.5"), 2), {"x": 1.5, "y": 2}, "(1.5, 2)"]
)
def test_floats_are_decimals(point: object) -> None:
    assert "P = (1.5, 2)   f(P) = 4.5" in solve("x^2*y", at=point).text
    problem = read_problem("f=x^2*y at=p", {"p": point})
    assert problem.has_decimals
    assert problem.point == (Rational(3, 2), 2)


def test_fractions_stay_fractions() -> None:
    assert "P = (3/2, 2)   f(P) = 9/2" in solve("x^2*y", at=(Rational(3, 2), 2)).text


def test_a_fraction_of_two_digits_has_decimals_only_where_they_are_asked_for() -> None:
    # How large 17/30 is is not seen at once.
    asked = "f=x/3+17*y/30 at=(1,0) dir=(1,0)"
    told = solve(asked).text
    assert "∂f/∂x(P) = 1/3\n" in told
    assert "∂f/∂y(P) = 17/30 ≈ 0.5667\n" in told
    assert "∂f/∂x(P) = 1/3 ≈ 0.333333\n" in solve(f"{asked} digits=6").text


def test_a_constant_of_nature_has_its_power_of_ten() -> None:
    told = solve("F(m,M,r)=6.674e-11*m*M/r^2 at=(1,2,3)").text
    assert "F(m, M, r) = 6.674·10⁻¹¹·m·M/r²" in told
    assert "∂F/∂m = 6.674·10⁻¹¹·M/r²" in told
    # 2·6.674 = 13.348.
    assert "∂F/∂r = -1.3348·10⁻¹⁰·m·M/r³" in told
    again = read_problem("F(m,M,r)=6.674·10^(-11)·m·M/r² at=(1,2,3)")
    assert again.f == read_problem("F(m,M,r)=6.674e-11*m*M/r^2 at=(1,2,3)").f
    assert "∂f/∂y = 10⁻²⁰" in solve("f=x+1e-20*y").text
    # As many places as are read.
    assert "∂f/∂x = 0.000002" in solve("f=2e-6*x+y").text
