from __future__ import annotations

import mpmath
import pytest

from grad_magic.errors import RequestSyntaxError
from grad_magic.reading.request import read_problem
from grad_magic.reading.sentences.estimates import estimated
from grad_magic.result import Result, solve


@pytest.mark.parametrize(
    ("said", "request_text"),
    [
        (
            "Use differentials to estimate sqrt(4.01*8.97)",
            "f(x,y)=sqrt(x*y) at=(4,9) to=(4.01,8.97) differential=linear",
        ),
        # Stewart, and Thomas: each decimal is a variable.
        (
            "Use differentials to approximate the number sqrt(3.02^2+1.97^2+5.99^2).",
            "f(x,y,z)=sqrt(x^2+y^2+z^2) at=(3,2,6) to=(3.02,1.97,5.99) differential=linear",
        ),
        (
            "Approximate (1.02)^3.01 using linear approximation",
            "f(x,y)=(x)^y at=(1,3) to=(1.02,3.01) differential=linear",
        ),
        (
            "利用全微分计算√(4.01×8.97)的近似值",
            "f(x,y)=√(x·y) at=(4,9) to=(4.01,8.97) differential=linear",
        ),
        # Tongji's calculus, 9.3: the value is 1.08.
        (
            "计算(1.04)^2.02的近似值",
            "f(x,y)=(x)^y at=(1,2) to=(1.04,2.02) differential=linear",
        ),
    ],
)
def test_a_number_is_estimated_at_the_whole_numbers_near(said: str, request_text: str) -> None:
    assert estimated(said) == request_text
    assert read_problem(said).point == read_problem(request_text).point


@pytest.mark.parametrize(
    ("said", "number"),
    [
        (
            "Use differentials to estimate sqrt(4.01*8.97)",
            mpmath.sqrt("4.01") * mpmath.sqrt("8.97"),
        ),
        (
            "Estimate sqrt(9.1) + 3.98^2 with differentials",
            mpmath.sqrt("9.1") + mpmath.mpf("3.98") ** 2,
        ),
    ],
)
def test_the_estimate_is_near_the_number(said: str, number: mpmath.mpf) -> None:
    result = solve(said, plot="none")
    assert isinstance(result, Result)
    row = next(
        line
        for line in result.text.splitlines()
        if line.strip().startswith("L(") and ", y" not in line
    )
    told = float(row.replace("≈", "=").rpartition("=")[2])
    assert abs(told - float(number)) < 0.01


@pytest.mark.parametrize(
    "said",
    [
        # Near no whole number, no number at all, angles, and another method.
        "Use differentials to estimate sqrt(4.5*8.97)",
        "Use differentials to estimate sqrt(4*9)",
        "Estimate the volume of a box of 2.02 by 3.01",
        "Estimate sin(29.5°)",
        "Use Simpson's rule to estimate sqrt(4.01*8.97)",
    ],
)
def test_what_no_linearization_estimates_is_refused(said: str) -> None:
    assert estimated(said) is None
    with pytest.raises(RequestSyntaxError):
        read_problem(said)
