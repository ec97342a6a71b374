"""The bound never exceeds SymPy's count, by which forms are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sympy import (
    Abs,
    And,
    E,
    Expr,
    Float,
    Function,
    Heaviside,
    Integer,
    Max,
    Mul,
    Piecewise,
    Rational,
    cos,
    exp,
    log,
    oo,
    pi,
    sin,
    sqrt,
    symbols,
)

from grad_magic.calculus.exact.lengths import (
    Measured,
    count_operations,
    fewest_operations,
    shorter_than,
)

x, y = symbols("x y", real=True)

_LEAVES: list[Expr] = [x, y, E, pi, Integer(-1), Integer(3), Rational(-2, 5), sqrt(2)]
_EXPRESSIONS = st.recursive(
    st.sampled_from(_LEAVES),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: pair[0] + pair[1]),
        st.tuples(inner, inner).map(lambda pair: pair[0] * pair[1]),
        st.tuples(inner, st.sampled_from((-2, -1, 2, Rational(1, 2), Rational(-1, 2)))).map(
            lambda pair: (pair[0] ** 2 + 1) ** pair[1]
        ),
        st.tuples(inner, st.sampled_from((sin, cos, exp))).map(lambda pair: pair[1](pair[0])),
    ),
    max_leaves=8,
)


@pytest.mark.slow
@given(_EXPRESSIONS)
def test_no_expression_has_fewer_operations_than_its_bound(expression: Expr) -> None:
    assert fewest_operations(expression) <= expression.count_ops()
    assert count_operations(expression) == expression.count_ops()


@pytest.mark.parametrize(
    "expression",
    [x / y, 1 / (x * y), exp(-2) / x, -x / 2, 3 / x, x**-2, -exp(-x), E**2 / pi, sqrt(2) / 2],
)
def test_quotients_and_signs_are_not_counted_twice(expression: Expr) -> None:
    assert fewest_operations(expression) <= expression.count_ops()
    assert count_operations(expression) == expression.count_ops()


@pytest.mark.parametrize(
    "expression",
    [
        Integer(1),
        -x - y,
        -x + y,
        -(x + y) / 2,
        Mul(-1, x + y, evaluate=False),
        Mul(2, x + y, evaluate=False),
        2 * exp(-x) * y,
        2**-x * y,
        -Float("0.5") * x,
        oo * sqrt(x + 1),
        Max(x, y, 3) - Abs(x),
        Piecewise((x**2, x > y), (1 / x, And(x < 0, y < 2)), (0, True)),
        Function("g")(x, y),
        Heaviside(x - 1),
    ],
)
def test_the_count_is_that_of_sympy(expression: Expr) -> None:
    assert count_operations(expression) == expression.count_ops()


def test_the_count_by_hand() -> None:
    # A sine, a power, a difference and a product.
    assert count_operations(sin(x) ** 2 - 2 * y) == 4


def test_a_form_is_shorter_by_operations_and_then_by_what_is_written() -> None:
    best = Measured(log(x) + log(y) + 10 * x)
    assert shorter_than(best, log(x) + log(y) + x) is not None
    assert shorter_than(best, log(x) + log(y) + 9 * x) is not None
    assert shorter_than(best, log(x) + log(y) + 11 * x) is None
    assert shorter_than(best, best.form) is None
    assert shorter_than(best, log(x) * log(y) + 10 * x + 1) is None
