from __future__ import annotations

import pytest
from sympy import Eq, Expr, Matrix, Symbol, exp, symbols
from sympy.abc import x as plain_x
from sympy.abc import y as plain_y

from grad_magic.errors import RequestSyntaxError
from grad_magic.reading.function import natural_order
from grad_magic.reading.keywords import read_keywords
from grad_magic.reading.request import read_problem

x, y = symbols("x y", real=True)


def test_variables_stand_in_natural_order() -> None:
    names = symbols("x_10 y x_2 z x x_1 a", real=True)
    assert [str(symbol) for symbol in natural_order(names)] == [
        "a", "x", "x_1", "x_2", "x_10", "y", "z",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("function", "f"),
    [
        (plain_x * exp(plain_y), x * exp(y)),
        (Eq(plain_x**2, 2 * plain_y), x**2 - 2 * y),
        ((plain_x, "2y"), Matrix([x, 2 * y])),
        ((plain_x * plain_y,), x * y),
    ],
)
def test_expressions_given_from_sympy_are_read_as_if_typed(function: object, f: Expr) -> None:
    (problem,) = read_keywords(function, {}).problems
    assert problem.f == f
    assert problem.variables == (x, y)
    assert problem.source == ""


def test_at_most_twenty_components_are_taken() -> None:
    powers = [plain_x**exponent for exponent in range(1, 22)]
    with pytest.raises(RequestSyntaxError) as caught:
        read_keywords(powers, {})
    assert str(caught.value) == "a function may have at most 20 components"
    assert len(read_keywords(powers[:20], {}).problems[0].formula.operands) == 20


def test_the_known_names_stand_in_the_order_in_which_they_are_declared() -> None:
    with pytest.raises(RequestSyntaxError) as caught:
        read_problem("f(t,s,x)=qqw+a a=2")
    assert caught.value.message == (
        "qqw is neither among the names t, s, x, a nor a product of them"
    )


def test_a_sympy_symbol_is_read_as_a_real_one() -> None:
    (problem,) = read_keywords(Symbol("t") ** 2, {"at": 3}).problems
    assert problem.variables == (Symbol("t", real=True),)
