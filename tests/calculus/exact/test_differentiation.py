"""The derivative by one pass of the rules, beside SymPy's own."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given
from sympy import (
    Abs,
    Add,
    Expr,
    Function,
    Mul,
    Pow,
    Rational,
    Symbol,
    acos,
    asin,
    asinh,
    atan,
    atan2,
    cos,
    cosh,
    diff,
    erf,
    exp,
    gamma,
    log,
    nan,
    oo,
    sin,
    sinh,
    sqrt,
    tan,
    tanh,
    zoo,
)

from grad_magic.calculus.exact.differentiation import differentiate_once

X, Y = (Symbol(name, real=True) for name in "xy")
FUNCTIONS = (sin, cos, tan, exp, log, asin, acos, atan, sinh, cosh, tanh, asinh, erf, gamma, Abs)


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (X**3 * Y, 3 * X**2 * Y),
        (X * exp(2 * Y), exp(2 * Y)),
        (sqrt(X**2 + Y**2), X / sqrt(X**2 + Y**2)),
        (X**Y, X**Y * Y / X),
        (Y**X, Y**X * log(Y)),
        (log(X + Y), 1 / (X + Y)),
        (sin(X) * cos(X), cos(X) ** 2 - sin(X) ** 2),
        (atan2(Y, X), -Y / (X**2 + Y**2)),
        (sin(Y) + 3, 0),
    ],
)
def test_derivatives_by_hand(function: Expr, expected: Expr) -> None:
    assert differentiate_once(function, X) == expected


_leaves = st.sampled_from((X, Y, Rational(-2, 3), Rational(-1), Rational(5)))
_expressions = st.recursive(
    _leaves,
    lambda parts: st.one_of(
        st.builds(Add, parts, parts),
        st.builds(Mul, parts, parts, parts),
        st.builds(Pow, parts, st.sampled_from((2, 3, -1, Rational(1, 2)))),
        st.builds(Pow, st.just(1 + X**2), parts),
        st.builds(lambda function, part: function(part), st.sampled_from(FUNCTIONS), parts),
    ),
    max_leaves=8,
)


@pytest.mark.slow
@given(_expressions.filter(lambda expression: not expression.has(zoo, nan, oo)))
def test_every_derivative_has_the_form_of_sympys(expression: Expr) -> None:
    for symbol in (X, Y):
        assert differentiate_once(expression, symbol) == diff(expression, symbol)


def test_an_unknown_function_is_left_to_sympy() -> None:
    unknown = Function("g")(X**2)
    assert differentiate_once(Y * unknown, X) == diff(Y * unknown, X)
