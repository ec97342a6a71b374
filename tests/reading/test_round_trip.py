"""Expressions are printed in each notation and read back: the function stays the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mpmath
import pytest
import sympy
from hypothesis import HealthCheck, assume, example, given, note, settings
from hypothesis import strategies as st
from sympy import Expr, Integer, Piecewise, Rational

from grad_magic.lesson.typesetting.latex_printer import latex_text
from grad_magic.lesson.typesetting.unicode_printer import plain_text
from tests.reading.test_corpus import compiled, points_for, read, value_at

VARIABLES = sympy.symbols("x y z theta_1 x_1", real=True)

# Points at which every part of an expression has to be real before it is compared.
ENOUGH_POINTS = 3
DIGITS = 30
# An ill-conditioned sum loses digits by the order of its terms.
TOLERANCE = 1e-9

# What SymPy makes of some expressions on its own; nobody types it.
NOT_TYPED = (
    *(sympy.zoo, sympy.nan, sympy.oo, -sympy.oo, sympy.I),
    *(sympy.re, sympy.im, sympy.arg, sympy.atan2, sympy.AccumBounds),
)
# A power of a thousandth degree has about as many digits as the reader allows.
LARGEST_NUMBER = 500

FUNCTIONS: tuple[Callable[[Expr], Expr], ...] = (
    sympy.exp,
    sympy.log,
    sympy.sqrt,
    sympy.Abs,
    sympy.sin,
    sympy.cos,
    sympy.tan,
    sympy.sec,
    sympy.cot,
    sympy.asin,
    sympy.atan,
    sympy.sinh,
    sympy.cosh,
    sympy.tanh,
)
OPERATIONS: tuple[Callable[[Expr, Expr], Expr], ...] = (
    lambda one, other: one + other,
    lambda one, other: one - other,
    lambda one, other: one * other,
    lambda one, other: one / other,
)
EXPONENTS = (
    Integer(2),
    Integer(3),
    Integer(-1),
    Integer(-2),
    Rational(1, 2),
    Rational(-1, 2),
    Rational(1, 3),
    Rational(3, 2),
)


NUMBERS = st.builds(Rational, st.integers(-12, 12), st.integers(1, 9))
LEAVES = st.one_of(st.sampled_from(VARIABLES), NUMBERS, st.sampled_from([sympy.pi, sympy.E]))
BASES = st.sampled_from([sympy.E, Integer(2), *VARIABLES])


@st.composite
def trees(draw: st.DrawFn, height: int) -> Expr:
    """An expression of at most this height; st.recursive mostly makes leaves."""
    if height == 0:
        return draw(LEAVES)
    part = trees(height - 1)
    kind = draw(st.integers(0, 7))
    if kind < 4:
        return draw(st.sampled_from(OPERATIONS))(draw(part), draw(part))
    if kind < 6:
        return draw(st.sampled_from(FUNCTIONS))(draw(part))
    if kind < 7:
        return sympy.Pow(draw(part), draw(st.sampled_from(EXPONENTS)))
    return sympy.Pow(draw(BASES), draw(part))


def is_readable(expression: Expr) -> bool:
    """Whether it is a real function still, as SymPy has built it, and within the bounds."""
    if expression.has(*NOT_TYPED):
        return False
    if any(max(abs(n.p), n.q) > LARGEST_NUMBER for n in expression.atoms(Rational)):
        return False
    parts = sympy.preorder_traversal(expression)
    return all(part.is_extended_real is not False for part in parts if isinstance(part, Expr))


EXPRESSIONS = st.one_of(trees(2), trees(3), trees(4)).filter(is_readable)


@st.composite
def cases(draw: st.DrawFn) -> Expr:
    one, other = draw(EXPRESSIONS), draw(EXPRESSIONS)
    left, right = draw(st.permutations(VARIABLES))[:2]
    return Piecewise((one, left > right), (other, sympy.Ne(left, 0)), (Integer(0), True))


round_trip = settings(
    deadline=None,
    max_examples=30,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)


def assert_same_function(expression: Expr, again: Expr) -> None:
    if again == expression:
        return
    symbols = sorted(expression.free_symbols | again.free_symbols, key=str)
    parts = list(dict.fromkeys(sympy.preorder_traversal(expression)))
    parts = [part for part in parts if isinstance(part, Expr)]
    compared = 0
    with mpmath.workdps(DIGITS):
        whole = compiled(symbols, again)
        functions = [compiled(symbols, part) for part in parts]
        for point in points_for(symbols, expression):
            values = [value_at(function, point) for function in functions]
            if not all(map(is_moderate, values)):
                continue
            value = value_at(whole, point)
            assert value is not None
            assert mpmath.almosteq(value, values[0], rel_eps=TOLERANCE, abs_eps=TOLERANCE)
            compared += 1
    assume(compared >= ENOUGH_POINTS)


def is_moderate(value: Any) -> bool:
    """Whether it is a real number of a size at which digits still mean something."""
    return value is not None and mpmath.im(value) == 0 and abs(value) < 1e6


@pytest.mark.slow
@given(EXPRESSIONS)
@round_trip
def test_an_expression_printed_as_python_is_read_back(expression: Expr) -> None:
    text = str(expression)
    note(text)
    assert_same_function(expression, read(text))


@given(EXPRESSIONS)
@example(sympy.exp(2 * VARIABLES[2] ** (sympy.pi - 3)))
@round_trip
@pytest.mark.slow
def test_an_expression_printed_as_typed_mathematics_is_read_back(expression: Expr) -> None:
    text = plain_text(expression)
    note(text)
    assert_same_function(expression, read(text))


@pytest.mark.slow
@given(EXPRESSIONS)
@round_trip
def test_an_expression_in_the_latex_of_sympy_is_read_back(expression: Expr) -> None:
    text = f"${sympy.latex(expression, ln_notation=True)}$"
    note(text)
    assert_same_function(expression, read(text))


@given(EXPRESSIONS)
@round_trip
@pytest.mark.slow
def test_an_expression_in_the_latex_of_the_answer_is_read_back(expression: Expr) -> None:
    text = f"${latex_text(expression)}$"
    note(text)
    assert_same_function(expression, read(text))


@pytest.mark.slow
@given(cases())
@settings(round_trip, max_examples=20)
def test_cases_in_the_latex_of_sympy_are_read_back(expression: Expr) -> None:
    text = f"${sympy.latex(expression, ln_notation=True)}$"
    note(text)
    assert_same_function(expression, read(text))
