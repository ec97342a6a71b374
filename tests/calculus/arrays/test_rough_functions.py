"""Odd roots of negative numbers, signs, and the largest absolute value."""

from __future__ import annotations

import pytest
from sympy import Matrix, Rational

from grad_magic.result import solve


@pytest.mark.parametrize(
    ("formula", "point", "value", "gradient"),
    [
        # The derivatives are x^(-2/3)/3, 2x^(-1/3)/3 and 4x^(1/3)/3 with real roots.
        ("sum(w^(1/3))", "[-8,1]", -1, [Rational(1, 12), Rational(1, 3)]),
        ("sum(cbrt(w))", "[-8,1]", -1, [Rational(1, 12), Rational(1, 3)]),
        ("sum(w^(2/3))", "[-8,27]", 13, [Rational(-1, 3), Rational(2, 9)]),
        ("sum(w^(4/3))", "[0,-8]", 16, [0, Rational(-8, 3)]),
        ("norm(w,inf)", "[-3,1]", 3, [-1, 0]),
        ("‖w‖_∞^2", "[-3,1]", 9, [-6, 0]),
        ("dot(w^2,sign(w))", "[-3,2]", -5, [6, 4]),
        ("sum(where(w>0,w,0.01*w))", "[-1,2]", Rational(199, 100), [Rational(1, 100), 1]),
        # The derivatives of both cases agree where they meet.
        ("sum(where(w>=0,w,exp(w)-1))", "[0,2]", 2, [1, 1]),
        ("sum(where(w<1,w^2,2*w-1))", "[1,3]", 6, [2, 2]),
        ("sum(where(abs(w)<=1,w^2/2,abs(w)-1/2))", "[1,-3]", 3, [1, -1]),
        # w|w| has the derivative 2|w|, also at 0.
        ("sum(w^2*sign(w))", "[0,2]", 4, [0, 4]),
    ],
)
def test_gradients_of_rough_functions(
    formula: str, point: str, value: int | Rational, gradient: list[Rational]
) -> None:
    result = solve(f"L(w)={formula} at=(w={point})")
    assert result.value == value
    assert result.gradients["w"] == Matrix(gradient)
    assert not result.warnings


@pytest.mark.parametrize(
    ("formula", "point", "reason"),
    [
        ("sum(w^(1/3))", "[0,1]", "w^(1/3) has no derivative where it is 0, as in entry 1."),
        ("sum(sign(w))", "[1,0]", "sign(w) jumps where its argument is 0, as in entry 2."),
        ("sum(sign(w)^2)", "[1,0]", "sign(w) jumps where its argument is 0, as in entry 2."),
        (
            "sum(where(w>0,w,0.01*w))",
            "[2,0]",
            "where(w > 0, w, 0.01w) breaks where its condition changes, as in entry 2.",
        ),
        # A jump: f(1) is 2, and behind it f is near 1.
        (
            "sum(where(w>1,w,2*w))",
            "[1,2]",
            "where(w > 1, w, 2w) breaks where its condition changes, as in entry 1.",
        ),
        ("norm(w,inf)", "[-3,3]", "the largest entry in max(abs(w)) is reached more than once."),
    ],
)
def test_where_they_break_there_is_no_gradient(formula: str, point: str, reason: str) -> None:
    result = solve(f"L(w)={formula} at=(w={point})")
    assert result.gradients is None
    assert result.differentiable is False
    assert result.warnings[0] == f"L has no gradient here: {reason}"


def test_a_case_without_values_where_the_other_applies_is_refused() -> None:
    with pytest.raises(ValueError, match=r"each case must have values everywhere.*log\(w\)"):
        solve("L(w)=sum(where(w>1,log(w),w)) w:(n)")


def test_the_cube_root_of_a_matrix_is_that_of_its_entries() -> None:
    result = solve("L(W)=sum(cbrt(W)) at=(W=[[1,-8],[27,1]])")
    assert result.value == 3
    third = Rational(1, 3)
    assert result.gradients["W"] == third * Matrix([[1, Rational(1, 4)], [third**2, 1]])


def test_of_a_matrix_the_order_infinity_has_two_readings() -> None:
    with pytest.raises(ValueError, match=r"Write max\(abs\(A\)\) for the entries"):
        solve("L(A)=norm(A,inf) A:(m,n)")


def test_the_length_of_a_matrix_is_that_of_frobenius() -> None:
    result = solve("L(W)=norm(W)^2/2+norm(W@x) W:(m,n) x:(n)")
    assert result.text.splitlines()[0].strip() == "L(W) = ‖W‖_F²/2 + ‖Wx‖"
