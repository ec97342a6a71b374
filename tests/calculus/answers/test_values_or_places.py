"""Numbers of one variable behind kinds: values of f, or where f has them."""

import pytest

from grad_magic import solve
from grad_magic.findings import Slip

# The maximum 2 at -1, the minimum -2 at 1.
CUBIC = "f=x^3-3x critical=all"
# The maximum 0 at 0, the minima -1 at ±1: the numbers are critical points, too.
QUARTIC = "f=x^4-2x^2 critical=all"
# The minimum -1 at 1.
SQUARE = "f=x^2-2x critical=all"


@pytest.mark.parametrize(
    ("request_text", "answer"),
    [
        (CUBIC, "max 2, min -2"),
        (CUBIC, "max -1, min 1"),
        (CUBIC, "2 is the maximum, -2 is the minimum"),
        (CUBIC, "2 is the maximum value and -2 is the minimum value"),
        (CUBIC, "极大值为2,极小值为-2"),
        (CUBIC, "极大值在-1处取得,极小值在1处取得"),
        (QUARTIC, "min -1, max 0"),
        (QUARTIC, "the maximum is 0, the minimum is -1"),
        (SQUARE, "min -1"),
        (SQUARE, "min 1"),
    ],
)
def test_a_number_behind_a_kind_is_right_as_a_value_and_as_a_place(
    request_text: str, answer: str
) -> None:
    assert solve(f"{request_text} answer={answer}").check.right is True


@pytest.mark.parametrize(
    ("request_text", "answer"),
    [
        (CUBIC, "max at 2, min at -2"),
        (CUBIC, "max x=2, min x=-2"),
        (CUBIC, "x=2 max, x=-2 min"),
        (CUBIC, "2 max, -2 min"),
        (CUBIC, "max point 2, min point -2"),
        (CUBIC, "max when x=2, min when x=-2"),
        (CUBIC, "极大值点2,极小值点-2"),
        (CUBIC, "2为极大值点,-2为极小值点"),
        (CUBIC, "极大值在2处取得,极小值在-2处取得"),
        (SQUARE, "min at -1"),
    ],
)
def test_where_a_number_is_said_to_be_a_place_it_is_no_value(
    request_text: str, answer: str
) -> None:
    check = solve(f"{request_text} answer={answer}").check
    assert (check.right, check.slip) == (False, Slip.NOT_CRITICAL)


@pytest.mark.parametrize("answer", ["max -2, min 2", "max 2, min -3", "max 1, min -1"])
def test_a_number_that_is_neither_has_no_slip_of_one_of_them(answer: str) -> None:
    # Of max -2, min 2 it would be false that the kind is wrong, or that a point is not critical.
    check = solve(f"{CUBIC} answer={answer}").check
    assert (check.right, check.slip) == (False, None)
