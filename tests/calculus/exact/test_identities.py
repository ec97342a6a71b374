"""Sums of sines and cosines: what is found without SymPy's steps is what they give."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sympy import Add, Expr, Integer, Rational, cos, sin, sqrt, symbols
from sympy.simplify.fu import TR8, TR10i

from grad_magic.calculus.exact.identities import double_angles, join_angles

x, y = symbols("x y", real=True)

_FUNCTIONS = st.tuples(
    st.sampled_from((sin, cos)), st.sampled_from((Integer(1), Integer(2), Rational(1, 2), x, 2 * x))
).map(lambda pair: pair[0](pair[1]))
_TERMS = st.tuples(
    st.sampled_from((Integer(1), Integer(-1), Integer(3), Rational(-2, 5))),
    st.lists(_FUNCTIONS, max_size=3),
)


def product(factor: Expr, functions: list[Expr]) -> Expr:
    for function in functions:
        factor *= function
    return factor


@pytest.mark.slow
@given(st.lists(_TERMS, min_size=2, max_size=4))
def test_products_become_the_sums_that_sympy_makes_of_them(
    terms: list[tuple[Expr, list[Expr]]],
) -> None:
    total = Add(*(product(*term) for term in terms))
    found = double_angles(total)
    assert found in (total, TR8(total.expand()))


@pytest.mark.slow
@given(st.lists(_TERMS, min_size=2, max_size=3))
def test_what_sympy_joins_is_joined(terms: list[tuple[Expr, list[Expr]]]) -> None:
    total = Add(*(product(*term) for term in terms))
    # Of more functions a sum is left as it is.
    assume(len(total.atoms(sin, cos)) <= 6)
    joined = TR10i(total)
    if joined.count_ops() < total.count_ops():
        assert join_angles(total) == joined


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (cos(x) ** 2 - sin(x) ** 2, cos(2 * x)),
        (cos(1) * cos(2) - sin(1) * sin(2), cos(3)),
        (2 * sin(x) * cos(x) + sin(y), sin(2 * x) + sin(y)),
    ],
)
def test_double_angles(before: Expr, after: Expr) -> None:
    assert double_angles(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (sin(x) * cos(y) + cos(x) * sin(y), sin(x + y)),
        (5 * sin(x) * cos(y) + 5 * cos(x) * sin(y) + x, x + 5 * sin(x + y)),
        (sqrt(3) * sin(1) * cos(2) - sqrt(3) * cos(1) * sin(2), -sqrt(3) * sin(1)),
    ],
)
def test_sums_of_angles(before: Expr, after: Expr) -> None:
    assert join_angles(before) == after
