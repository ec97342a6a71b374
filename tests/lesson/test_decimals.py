from __future__ import annotations

import pytest
from sympy import Expr, Integer, Rational, exp, pi, sqrt

from grad_magic.lesson.decimals import to_decimal, write_number
from grad_magic.lesson.steps import Decimal, Relation, Value


@pytest.mark.parametrize(
    ("number", "decimal"),
    [
        (sqrt(5), Decimal("2.236")),
        (-sqrt(2) / 2, Decimal("-0.7071")),
        (Rational(2, 3), Decimal("0.6667")),
        (Rational(1, 12), Decimal("0.08333")),
        (pi * 10**3, Decimal("3142")),
        (pi * 10**4, Decimal("3.142", 4)),
        (pi * 10**6, Decimal("3.142", 6)),
        (exp(-10), Decimal("4.54", -5)),
        (Rational(99999, 10000), Decimal("10")),
        (Rational(99999, 10), Decimal("1", 4)),
        (exp(8), Decimal("2981")),
        (exp(10), Decimal("2.203", 4)),
        (Rational(123457789, 1000), Decimal("1.235", 5)),
        (Integer(123456), Decimal("123456")),
        (exp(1000), Decimal("1.97", 434)),
        (Integer(0), Decimal("0")),
    ],
)
def test_decimals_have_four_significant_digits(number: Expr, decimal: Decimal) -> None:
    assert to_decimal(number, 4) == decimal


def test_a_whole_number_needs_no_decimal() -> None:
    assert write_number(Integer(5), 4) == (Relation("="), Value(Integer(5)))


def test_a_number_longer_than_a_line_is_given_by_its_decimal() -> None:
    assert write_number(Integer(6) ** 100, 4) == (Relation("≈"), Decimal("6.533", 77))


def test_an_exact_decimal_is_equal_and_a_rounded_one_is_not() -> None:
    eighth, third = Rational(1, 8), Rational(1, 3)
    equals = Relation("=")
    assert write_number(eighth, 4) == (equals, Value(eighth), equals, Decimal("0.125"))
    assert write_number(third, 3) == (equals, Value(third), Relation("≈"), Decimal("0.333"))
