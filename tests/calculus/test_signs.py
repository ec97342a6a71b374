"""Signs that hold one another: where a > b and b > c, also a > c."""

from __future__ import annotations

from itertools import product

from sympy import Ne, sign, sqrt, symbols

from grad_magic.calculus.signs import settle_signs

A, B, C = symbols("a b c", real=True)
APART = [Ne(A - B, 0), Ne(B - C, 0), Ne(A - C, 0)]
# (s_ab + 1)(s_ac + 1)/4 is 1 where a leads, else 0.
LEADERS = [
    (1 + sign(A - B)) * (1 + sign(A - C)) / 4,
    (1 - sign(A - B)) * (1 + sign(B - C)) / 4,
    (1 - sign(A - C)) * (1 - sign(B - C)) / 4,
]


def test_one_of_three_different_numbers_leads() -> None:
    assert settle_signs(sum(LEADERS), APART) == 1
    assert settle_signs(sqrt(sum(entry**2 for entry in LEADERS)), APART) == 1


def test_it_is_so_for_all_orders_of_numbers() -> None:
    for a, b, c in product(range(3), repeat=3):
        if len({a, b, c}) == 3:
            assert sum(LEADERS).subs({A: a, B: b, C: c}) == 1


def test_what_depends_on_the_signs_stays() -> None:
    assert settle_signs(LEADERS[0], APART) == LEADERS[0]
    whole = sign(A) * sign(B)
    assert settle_signs(whole, [Ne(A, 0), Ne(B, 0)]) == whole


def test_a_sign_that_may_be_zero_stays() -> None:
    assert settle_signs(sign(A) ** 2, []) == sign(A) ** 2
    assert settle_signs(sign(A) ** 2, [Ne(A, 0)]) == 1
    assert settle_signs(sign(A) ** 2, [Ne(-A, 0)]) == 1


def test_what_still_holds_a_parameter_stays() -> None:
    assert settle_signs(A * sign(A) ** 2, [Ne(A, 0)]) == A * sign(A) ** 2
