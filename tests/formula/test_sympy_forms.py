from __future__ import annotations

import pytest
from sympy import (
    Abs,
    Expr,
    Function,
    Piecewise,
    Rational,
    Symbol,
    cbrt,
    exp,
    log,
    sin,
    sqrt,
    symbols,
)

from grad_magic.errors import MeaninglessRequestError
from grad_magic.formula.sympy_forms import (
    UnreadableExpressionError,
    from_sympy,
    in_reading_order,
    to_sympy,
)
from grad_magic.formula.tree import Formula, Place
from grad_magic.lesson.formulas import notate_formula
from grad_magic.lesson.typesetting.plain import render_atom
from grad_magic.reading.grammar.expressions import read_expression
from grad_magic.wording.english import ENGLISH

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


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x/0", "this is not a real number"),
        ("sqrt(-1)*x", "this is not a real number"),
        # It is 0 on the whole line x = y.
        ("sqrt(-(x-y)^2)", "this is not a real number, except perhaps where a part of it is 0"),
        ("log(0)", "this is not a real number"),
        ("log(-1)", "this is not a real number"),
        ("0^(-1)", "this is not a real number"),
    ],
)
def test_what_is_never_a_real_number_around_a_point_is_refused(text: str, message: str) -> None:
    with pytest.raises(MeaninglessRequestError) as caught:
        to_sympy(read(text), text)
    assert caught.value.message == message


def test_an_unknown_function_of_sympy_is_named() -> None:
    with pytest.raises(UnreadableExpressionError, match=r"g\(x\)"):
        from_sympy(1 + Function("g")(x))


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ((y - x**2) ** 2, "(y - x²)²"),
        (x / (2 * y), "x/(2y)"),
        (-x * y / 3, "-x·y/3"),
        (Rational(2, 3) * x, "2x/3"),
        (1 / sqrt(x + 1), "1/√(x + 1)"),
        (x ** Rational(-3, 5), "1/x^(3/5)"),
        (x * exp(2 * y), "x·e^(2y)"),
        (1 - x - y, "1 - x - y"),
        (Piecewise((x**2 / y, x > 0), (0, True)), "{x²/y for x > 0, 0 otherwise}"),
    ],
)
def test_an_expression_is_read_as_it_is_printed(expression: Expr, expected: str) -> None:
    formula = in_reading_order(expression)
    assert to_sympy(formula) == expression
    assert render_atom(notate_formula(formula), ENGLISH) == expected
