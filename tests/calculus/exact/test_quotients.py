from __future__ import annotations

from sympy import Expr, Integer, cos, exp, nan, symbols

from grad_magic.calculus.exact.quotients import combine, merge_factors

x, y = symbols("x y", real=True)


def _with_common_factor(size: Expr) -> Expr:
    return (size * x * exp(x) + size * y * exp(x) + x * cos(y) + y * cos(y)).expand()


def test_a_common_factor_is_taken_out() -> None:
    assert combine(_with_common_factor(Integer(3))) == ((x + y) * (3 * exp(x) + cos(y)),)


def test_coefficients_of_hundreds_of_digits_are_left_as_they_are() -> None:
    """SymPy would look for a prime beyond them, in a step of minutes that nothing interrupts."""
    whole = _with_common_factor(Integer(10) ** 30_000 + 7)
    assert combine(whole) == (whole,)


def test_what_is_no_number_is_left_as_it_is() -> None:
    whole = x * nan + y
    assert merge_factors(whole) is whole
