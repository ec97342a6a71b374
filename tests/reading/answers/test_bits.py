from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grad_magic import Result, solve


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        # -√2/2 = -0.70710678…, of which 32 bits have -0.70710677.
        (np.float32(-(0.5**0.5)), True),
        (np.array(-(0.5**0.5), dtype=np.float32), True),
        (np.float16(-(0.5**0.5)), True),
        (np.float64(-(0.5**0.5)), True),
        (np.float32(-0.7072), False),
        (np.float16(-0.72), False),
    ],
)
def test_a_number_of_few_bits_is_judged_by_the_digits_that_it_has(answer: Any, right: bool) -> None:
    result = solve("f=x*exp(2*y) at=(1,0) dir=(1,-1)", answer=answer)
    assert isinstance(result, Result)
    assert result.check is not None
    assert result.check.right is right


def test_an_array_of_few_bits_is_judged_by_the_digits_that_it_has() -> None:
    # (1, 2)/√5
    unit = np.array([1, 2], dtype=np.float32) / np.float32(5) ** np.float32(0.5)
    result = solve("f=x*exp(2*y) at=(1,0)", answer={"direction": unit})
    assert isinstance(result, Result)
    assert result.check is not None
    assert result.check.right


# f = xy has the gradient (1, 2) at (2, 1).
@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("[1 2]", True),
        ("[ 1.  2.]", True),
        ("[1.0000e+00 2.0000e+00]", True),
        ("array([1., 2.])", True),
        ("np.array([1, 2])", True),
        ("Matrix([[1], [2]])", True),
        ("grad = array([1., 2.])", True),
        ("[1. -2.]", False),
        ("array([2., 1.])", False),
    ],
)
def test_what_numpy_and_sympy_print_is_read_as_a_row(answer: str, right: bool) -> None:
    result = solve("f=x*y at=(2,1) plot=none", answer=answer)
    assert isinstance(result, Result)
    assert result.check is not None
    assert result.check.right is right
