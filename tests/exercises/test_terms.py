from __future__ import annotations

import pytest
from sympy import Rational, symbols

from grad_magic.exercises.terms import (
    Term,
    write_from,
    write_product,
    write_sum,
    write_through,
)
from grad_magic.reading.request import read_problem

x, y = symbols("x y", real=True)


@pytest.mark.parametrize(
    ("terms", "text"),
    [
        ([], "0"),
        ([Term(1)], "1"),
        ([Term(-1)], "-1"),
        ([Term(1, "x"), Term(-1, "y"), Term(-7)], "x - y - 7"),
        ([Term(0, "x"), Term(-3, "x y")], "-3x y"),
        ([Term(1, "", "x")], "1/x"),
        ([Term(2, "x", "x + y"), Term(-1, "x y", "x^2 + y^2")], "2x/(x + y) - (x y)/(x^2 + y^2)"),
        ([Term(3, "x y", "sqrt(x^2 + y^2)")], "(3x y)/sqrt(x^2 + y^2)"),
    ],
)
def test_a_sum_is_written_as_one_types_it(terms: list[Term], text: str) -> None:
    assert write_sum(terms) == text


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ([Term(-2, "x^2 y", "x + y"), Term(1, "y")], -2 * x**2 * y / (x + y) + y),
        ([Term(2, "x", "y"), Term(-5)], 2 * x / y - 5),
        ([Term(1, "x + y", "x - y"), Term(-3, "x")], (x + y) / (x - y) - 3 * x),
        ([Term(4, "(x - 1)^2 y")], 4 * (x - 1) ** 2 * y),
    ],
)
def test_the_package_reads_it_as_it_was_meant(terms: list[Term], expected: object) -> None:
    difference = read_problem(f"f(x,y)={write_sum(terms)}").f - expected
    assert difference.subs({x: Rational(3, 7), y: Rational(2, 5)}) == 0


def test_a_linear_function_has_its_value_at_the_point() -> None:
    # 2·3 - 3·(-1) = 9, and 9 - 5 = 4.
    assert write_through((2, -3), ("x", "y"), (3, -1), 4) == "2x - 3y - 5"


def test_distances_and_products() -> None:
    assert [write_from("x", start) for start in (0, 3, -2)] == ["x", "(x - 3)", "(x + 2)"]
    assert write_product((0, 3), ("x", "y")) == "y^3"
