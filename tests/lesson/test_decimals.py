from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sympy import Expr, Integer, Rational, erf, exp, pi, sqrt

from grad_magic import solve
from grad_magic.lesson.decimals import is_long_beside_decimals, to_decimal, write_number
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


@pytest.mark.parametrize(
    "number",
    [7 * sqrt(2) / 2, sqrt(37), 3 * sqrt(10) / 10, sqrt(17) / 17, 2 * sqrt(5) / 5, sqrt(17) / 10],
)
def test_short_roots_stay_beside_decimals(number: Expr) -> None:
    assert not is_long_beside_decimals(number)


@pytest.mark.parametrize(
    "number",
    [
        753 * sqrt(1586) / 12200,
        13 * sqrt(365) / 100,
        5 * sqrt(85) / 34,
        sqrt(510) / 10,
        Rational(24200, 44031) + 2 * sqrt(3),
    ],
)
def test_others_are_decimals_beside_decimals(number: Expr) -> None:
    assert is_long_beside_decimals(number)


def test_an_answer_to_decimal_data_is_decimal() -> None:
    # (1.82·2.5 + 1.69·3.1)/√15.86 = 9.789/3.98246…, and ‖(1.82, 1.69)‖ = √6.1685.
    text = solve("f=x^2 y at=(1.3,0.7) dir=(2.5,3.1)").text
    assert "D_u f(P) = ∇f(P)·u = (1.82·25 + 1.69·31)/√1586 ≈ 2.458" in text
    assert "‖∇f(P)‖ ≈ 2.484" in text
    # ∇f(P) = (3.63, 0.18) has no whole direction of two digits.
    text = solve("f=x^3+0.3 y^2 at=(1.1,0.3)").text
    assert "along ∇f(P), u ≈ (0.9988, 0.04953)" in text


def test_a_whole_number_needs_no_decimal() -> None:
    assert write_number(Integer(5), 4) == (Relation("="), Value(Integer(5)))


def test_a_number_longer_than_a_line_is_given_by_its_decimal() -> None:
    assert write_number(Integer(6) ** 100, 4) == (Relation("≈"), Decimal("6.533", 77))


def test_an_exact_decimal_is_equal_and_a_rounded_one_is_not() -> None:
    eighth, third = Rational(117, 125), Rational(1, 3)
    equals = Relation("=")
    assert write_number(eighth, 4) == (equals, Value(eighth), equals, Decimal("0.936"))
    assert write_number(third, 3) == (equals, Value(third), Relation("≈"), Decimal("0.333"))


@pytest.mark.parametrize(
    ("number", "decimal"),
    [
        (Rational(12345, 10**5), "0.1235"),
        (Rational(-12345, 10**5), "-0.1235"),
        (Rational(99995, 10**5), "1"),
        (Rational(99995, 10**5) - Rational(1, 10**60), "0.9999"),
        (Rational(99995, 10**5) * erf(10), "0.9999"),  # 1 - erf(10) is 2·10^-45
        (Rational(99995, 10**5) - exp(-300), "0.9999"),
        (Rational(99995, 10**5) + exp(-300), "1"),
        (Rational(20005, 10**4) - sqrt(2) / 10**90, "2"),
    ],
)
def test_a_decimal_is_rounded_once_and_ties_go_away_from_zero(number: Expr, decimal: str) -> None:
    assert to_decimal(number, 4) == Decimal(decimal)


@given(
    st.integers(-(10**12), 10**12),
    st.integers(1, 10**9),
    st.integers(1, 12),
)
def test_a_fraction_is_rounded_as_by_whole_numbers(top: int, bottom: int, digits: int) -> None:
    shown = to_decimal(Rational(top, bottom), digits)
    assert shown is not None
    found = Fraction(shown.mantissa) * Fraction(10) ** shown.exponent
    exact = Fraction(top, bottom)
    if exact.denominator == 1 and abs(exact) < 10**6:
        assert found == exact
        return
    # The unit of the last digit, and the exact value in such units.
    unit = Fraction(10) ** (len(str(int(abs(exact)))) - digits)
    while abs(exact) / unit < 10 ** (digits - 1):
        unit /= 10
    units = abs(exact) / unit
    nearest = int(units) + (1 if units - int(units) >= Fraction(1, 2) else 0)
    assert abs(found) == nearest * unit
    assert (found < 0) == (exact < 0 and found != 0)


def test_critical_points_of_decimal_data_are_decimals() -> None:
    # x = (0.4 - 1.3y), 1.3·0.4 + (5.4 - 1.69)y = 0: y = -0.52/3.71, x = 2.16/3.71.
    text = solve("f=0.5x^2+1.3x y+2.7y^2-0.4x critical=all").text
    assert "(x, y) ≈ (0.5822, -0.1402)   f ≈ -0.1164" in text
    assert "f(0.25, 0) = -0.0625" in solve("f=x^2-0.5x+y^2 critical=all").text
