from __future__ import annotations

import pytest
from sympy import Abs, Function, Rational, Symbol, cbrt, exp, log, sin, sqrt, symbols

from grad_magic.errors import MeaninglessRequestError
from grad_magic.formula.sympy_forms import UnreadableExpressionError, from_sympy, to_sympy
from grad_magic.formula.tree import Formula, Place
from grad_magic.reading.grammar.expressions import read_expression

x, y = symbols("x y", real=True)


def read(text: str) -> Formula:
    return read_expression(text, Place(0, len(text)))


@pytest.mark.parametrize(
    "expression",
    [
        x * exp(2 * y),
        x / (x**2 + y**2) - Rational(3, 7),
        sqrt(x**2 + y**2),
        log(x) * sin(x * y) ** 2,
        Abs(x - y) + cbrt(x),
        x**y,
    ],
)
def test_sympy_expressions_come_back_unchanged(expression: Symbol) -> None:
    assert to_sympy(from_sympy(expression)) == expression


def test_an_odd_root_of_a_negative_square_is_real() -> None:
    assert to_sympy(read("(-x^2)^(1/3)")) == -(Abs(x) ** Rational(2, 3))


@pytest.mark.parametrize("text", ["9^9^9", "2^(10^8)", "(1/2)^5000", "(1+pi)^2000"])
def test_powers_of_numbers_are_bounded_before_they_are_built(text: str) -> None:
    with pytest.raises(MeaninglessRequestError) as caught:
        to_sympy(read(text), text)
    assert caught.value.message == "this power has more than 1000 digits"


def test_a_power_of_a_sum_is_not_multiplied_out() -> None:
    assert to_sympy(read("(x+y)^(10^8)")) == (x + y) ** (10**8)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("factorial(10^9)", "a factorial is taken of whole numbers from 0 to 450"),
        ("gamma(10^9)", "gamma is computed up to 450"),
        ("binomial(10^9, 5*10^8)", "binomial takes whole numbers from 0 to 1000"),
        ("besselj(10^9, x)", "besselj takes a whole order up to 100"),
        ("(-2)^x", "the powers of -2 are not real for every exponent"),
        ("0^x", "the powers of 0 are not real for every exponent"),
    ],
)
def test_what_is_out_of_reach_says_which_bound(text: str, message: str) -> None:
    with pytest.raises(MeaninglessRequestError) as caught:
        to_sympy(read(text), text)
    assert caught.value.message == message


def test_a_root_of_an_even_power_of_an_odd_root_keeps_its_absolute_value() -> None:
    assert to_sympy(read("(x^(2/3))^(3/2)")) == Abs(x)
    assert to_sympy(read("sqrt(cbrt(x)^2)")) == Abs(x) ** Rational(1, 3)


@pytest.mark.parametrize("text", ["x/0", "log(0)", "sqrt(-1)*x", "log(-1)", "0^(-1)"])
def test_what_is_never_a_real_number_is_refused(text: str) -> None:
    with pytest.raises(MeaninglessRequestError) as caught:
        to_sympy(read(text), text)
    assert caught.value.message == "this is a real number at single points at most"


def test_an_unknown_function_of_sympy_is_named() -> None:
    with pytest.raises(UnreadableExpressionError, match=r"g\(x\)"):
        from_sympy(1 + Function("g")(x))
