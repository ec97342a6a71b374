"""What is multiplied out here is what SymPy makes of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Expr, Integer, Rational, cos, exp, log, pi, sin, sqrt, symbols, tan

from grad_magic.calculus.exact.function_polynomials import is_multiplied_out, read_polynomial
from grad_magic.calculus.exact.identities import SQUARES, replace_squares_in
from grad_magic.calculus.exact.lengths import count_operations

x, y = symbols("x y", real=True)

_ATOMS = st.sampled_from(
    [
        *(sin(2), cos(2), cos(13), tan(Rational(1, 2)), sin(pi / 7), log(3)),
        *(x, sin(x), cos(x - 2 * y)),
        *(Integer(-1), Integer(3), Rational(2, 5)),
    ]
)
_POLYNOMIALS = st.recursive(
    _ATOMS,
    lambda parts: st.one_of(
        st.lists(parts, min_size=2, max_size=3).map(lambda terms: sum(terms, Integer(0))),
        st.tuples(parts, parts).map(lambda pair: pair[0] * pair[1]),
        st.tuples(parts, st.integers(1, 3)).map(lambda pair: pair[0] ** pair[1]),
    ),
    max_leaves=6,
)


@pytest.mark.slow
@given(_POLYNOMIALS)
@settings(max_examples=30)
def test_it_is_what_sympy_makes_of_it(expression: Expr) -> None:
    polynomial = read_polynomial(expression)
    assert polynomial is not None
    expanded = expression.expand(log=False)
    assert polynomial.as_expr() == expanded
    assert is_multiplied_out(expanded)
    assert polynomial.fewest_operations <= count_operations(expanded)


@pytest.mark.parametrize(
    "expression", [exp(2) + 1, sqrt(2) * sin(1), 1 / cos(1), abs(x), sin((x + 1) * y), x**y]
)
def test_other_expressions_are_none(expression: Expr) -> None:
    assert read_polynomial(expression) is None


def test_squares_are_replaced_in_each_product() -> None:
    polynomial = read_polynomial(3 * sin(1) ** 2 * cos(2) + 3 * cos(1) ** 2 * cos(2) + sin(2) ** 3)
    assert polynomial is not None
    replaced = replace_squares_in(polynomial, SQUARES[0])
    assert replaced is not None
    assert replaced.as_expr() == 3 * cos(2) + sin(2) ** 3
    assert replace_squares_in(replaced, SQUARES[0]) is None


def test_what_cancels_is_zero() -> None:
    polynomial = read_polynomial((sin(2) + 1) ** 2 - sin(2) ** 2 - 2 * sin(2) - 1)
    assert polynomial is not None
    number, primitive = polynomial.as_primitive()
    assert (number, primitive.as_expr()) == (1, 0)
