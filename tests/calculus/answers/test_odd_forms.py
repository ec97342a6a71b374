"""Answers in odd forms, which are judged as what they say, or not at all."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from grad_magic import solve
from grad_magic.errors import MeaninglessRequestError, RequestSyntaxError
from grad_magic.findings import CheckNote
from grad_magic.presets import Asked

SINE = "f=sin(x)*y at=(pi/2,1) dir=(1,0)"
HELIX = "r(t)=(cos t, sin t, t) at=pi/2"
PLANCK = "f=6.62607015e-34*x+y at=(1,2) dir=(1,0)"
PRODUCT = "f=x^2 y at=(1,2) dir=(3,4)"
QUARTIC = "f=x^4+y^4-4xy+1 critical=all"
CUBIC = "f=x^3-3x critical=all"
LINEAR = "f=x^2 y at=(2,1) differential=linear to=(2.2,0.9)"
SUM = "L(w)=sum(X@w) X:(n,d) w:(d)"
# Math's and NumPy's cosine of π/2.
NOISE = math.cos(math.pi / 2)


@pytest.mark.parametrize(
    ("request_", "answer", "right"),
    [
        (SINE, NOISE, True),
        (SINE, str(NOISE), True),
        (SINE, {"D": NOISE}, True),
        (SINE, np.array([NOISE, 1.0]), True),
        (SINE, np.array([NOISE, 0.001]), False),
        (SINE, 0.001, False),
        (SINE, f"n=({NOISE},1)", True),
        (HELIX, np.array([-1.0, NOISE, 1.0]), True),
        # Small numbers that are the answer are no noise.
        (PLANCK, 6.62607015e-34, True),
        (PLANCK, 3.3130350750000123e-34, False),
    ],
)
def test_what_floating_point_numbers_leave_of_zero_is_zero(
    request_: str, answer: Any, right: bool
) -> None:
    assert solve(request_, answer=answer).check.right is right


@pytest.mark.parametrize(
    "answer", [[3.2], np.array([3.2]), np.array([[3.2]]), {"D": [3.2]}, "[3.2]"]
)
def test_a_row_of_one_number_is_that_number(answer: Any) -> None:
    check = solve(PRODUCT, answer=answer).check
    assert (check.right, check.asked) == (True, Asked.RATE)


def test_a_list_of_no_points_says_that_there_are_none() -> None:
    assert solve("f=x+y critical=all", answer=[]).check.right is True
    assert solve("f=x^2+y^2 critical=all", answer=[]).check.right is False
    with pytest.raises(MeaninglessRequestError, match="has no value"):
        solve(PRODUCT, answer=[])


@pytest.mark.parametrize(
    ("request_", "answer"),
    [
        (QUARTIC, "2 minima and 1 saddle"),
        (CUBIC, "1 max and 1 min"),
        (CUBIC, "2 critical points"),
        ("f=x^2 critical=all", "1 minimum"),
    ],
)
def test_how_many_points_there_are_is_no_point(request_: str, answer: str) -> None:
    with pytest.raises(MeaninglessRequestError, match="a point, a value or how many"):
        solve(request_, answer=answer)


@pytest.mark.parametrize(("answer", "right"), [("1 min, -1 max", True), ("1 max, -1 min", False)])
def test_a_number_before_a_kind_is_a_point_where_one_is_negative(answer: str, right: bool) -> None:
    assert solve(CUBIC, answer=answer).check.right is right


@pytest.mark.parametrize(
    ("answer", "right", "asked"),
    [
        # F(2.2, 0.9) - f(2, 1) = 4.356 - 4, and dz = 4·0.2 - 4·0.1.
        ("Δz=0.356", True, Asked.INCREMENT),
        ("Δz≈0.36", True, Asked.INCREMENT),
        ("Δz≈0.40", True, Asked.DIFFERENTIAL_VALUE),
        ("Δz=0.40", False, Asked.INCREMENT),
        ("dz≈0.36", False, Asked.DIFFERENTIAL_VALUE),
    ],
)
def test_an_increment_is_no_differential_unless_it_is_said_to_be_one_approximately(
    answer: str, right: bool, asked: Asked
) -> None:
    check = solve(LINEAR, answer=answer).check
    assert (check.right, check.asked) == (right, asked)


@pytest.mark.parametrize(
    ("sentence", "answer"),
    [
        ("find the partial derivative of x^2 y with respect to x at (1,2)", "4"),
        ("求函数z=x²y在点(1,2)处对x的偏导数", "4"),
        ("求z=x²y对y的偏导数", "x²"),
        ("x^2+y^2+z^2==1 differential=implicit", "-x/z"),
    ],
)
def test_a_number_where_a_partial_derivative_is_asked_for_says_which_it_is(
    sentence: str, answer: str
) -> None:
    with pytest.raises(MeaninglessRequestError, match=r"by which variable|对哪个变量"):
        solve(sentence, answer=answer)


@pytest.mark.parametrize(
    ("request_", "answer", "right"),
    [
        ("f=(r cos θ, r sin θ)", "J=r", True),
        ("f=(r cos θ, r sin θ)", "J=-r", False),
        ("f=(x^2 y, x+y) at=(1,2)", {"J": 3}, True),
    ],
)
def test_a_jacobian_that_is_a_number_is_the_determinant(
    request_: str, answer: Any, right: bool
) -> None:
    check = solve(request_, answer=answer).check
    assert (check.right, check.asked) == (right, Asked.DETERMINANT)


def test_an_arc_length_is_no_normal_plane() -> None:
    with pytest.raises(MeaninglessRequestError, match="s is no name of this problem"):
        solve(HELIX, answer="s=√2 t")


@pytest.mark.slow
def test_of_a_curve_without_a_point_no_tangent_is_looked_for() -> None:
    assert solve("r(t)=(cos t, sin t)", answer="(sin t, -cos t)").check.right is False


@pytest.mark.slow
def test_a_rate_that_is_infinite_from_one_side_is_left_to_the_book() -> None:
    # At t·(1,1)/√2 f is 1/2, so that the quotient is 1/(2t).
    jump = "f={x y/(x^2+y^2), (x,y)!=(0,0); 0, (x,y)=(0,0)} at=(0,0) dir=(1,1)"
    assert solve(jump, answer="∞").check.note is CheckNote.ONE_SIDED
    assert solve(jump, answer="-∞").check.right is False


@pytest.mark.parametrize("answer", ["X^T 1", "X^T·1", "Xᵀ1", r"X^{\top}1", "(1^TX)^T"])
def test_beside_a_transpose_1_is_the_vector_of_ones(answer: str) -> None:
    assert solve(SUM, answer=answer).check.right is True


def test_11_before_a_transpose_is_a_matrix_of_ones() -> None:
    # Of ‖x - mean(x)‖² the gradient is 2(x - mean(x)).
    about_mean = "L(x)=norm(x-mean(x))^2 x:(n)"
    assert solve(about_mean, answer="2(I-11^T/n)x").check.right is True
    assert solve(about_mean, answer="(I-11^T/n)x").check.right is False


def test_of_a_quotient_behind_a_matrix_both_readings_are_named() -> None:
    loss = "L(w)=mean((X@w-y)^2) X:(n,d) w:(d) y:(n)"
    with pytest.raises(RequestSyntaxError, match="two ways"):
        solve(loss, answer="X^T 2/n (Xw-y)")
