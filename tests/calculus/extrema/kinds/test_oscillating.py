"""Points around which f oscillates about its value."""

from __future__ import annotations

import pytest

from grad_magic import solve
from grad_magic.calculus.solver import solve as solved
from grad_magic.findings import CriticalReason
from grad_magic.reading.request import read_problem
from grad_magic.result import Result

ELSEWHERE = "(x,y)!=(0,0); 0, otherwise} at=(0,0)"


@pytest.mark.slow
@pytest.mark.parametrize(
    "request_text",
    [
        "f(x)={x^2*sin(1/x), x!=0; 0, otherwise} at=0",
        "f(x)={x^2*sin(1/x)+x^4, x!=0; 0, otherwise} at=0",
        "f(x)={x^2*sin(1/sqrt(|x|)), x!=0; 0, otherwise} at=0",
        f"f(x,y)={{(x^2+y^2)*sin(1/(x^2+y^2)), {ELSEWHERE}",
        f"f(x,y)={{x*y*sin(1/(x^2+y^2)), {ELSEWHERE}",
        "f(x,y)={x^4*sin(1/x)+y^2, x!=0; y^2, otherwise} at=(0,0)",
        "f(x,y)={y^2*sin(x/y), y!=0; 0, otherwise} at=(1,0)",
        # Along x between t² and 3t², along y = x between 0 and 2t², and along y -t².
        "f(x,y)={x^2*(2+sin(1/x))-y^2, x!=0; -y^2, otherwise} at=(0,0)",
        # t⁴(3 + sin(1/t)) along y = x, and cos t - 1 along y.
        "f(x,y)={x^4*(3+sin(1/x))+cos(x-y)-1, x!=0; cos(y)-1, otherwise} at=(0,0)",
        "f(x)={x^3*(2+sin(1/x)), x!=0; 0, otherwise} at=0",
    ],
)
def test_f_is_larger_and_smaller_as_near_as_one_likes(request_text: str) -> None:
    critical = solved(read_problem(request_text)).critical
    assert critical is not None
    assert (critical.kind, critical.reason.kind) == ("saddle", CriticalReason.BOTH_SIGNS_AROUND)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_text", "kind"),
    [
        # sin w ≥ -1, so that these are nowhere negative.
        ("f(x)={x^2*(2+sin(1/x)), x!=0; 0, otherwise} at=0", "minimum"),
        ("f(x)={x^2*sin(1/x)^2, x!=0; 0, otherwise} at=0", "minimum"),
        ("f(x)={x^2*sin(1/x)+x^2, x!=0; 0, otherwise} at=0", "minimum"),
        # √2·x²·sin(1/x + π/4): two waves of one order are left open.
        ("f(x)={x^2*sin(1/x)+x^2*cos(1/x), x!=0; 0, otherwise} at=0", "undecided"),
        # sin w ≤ 1, so that these are nowhere positive.
        ("f(x)={x^4*(sin(1/x)-1), x!=0; 0, otherwise} at=0", "maximum"),
        pytest.param(
            "f(x,y)={x^4*(sin(1/x)-1)-y^2, x!=0; -y^2, otherwise} at=(0,0)",
            "maximum",
            marks=pytest.mark.slow,
        ),
        # Along x the waves reach 0, where -x⁶ alone would decide.
        ("f(x)={x^4*sin(1/x)^2-x^6, x!=0; 0, otherwise} at=0", "undecided"),
        # sin x does not oscillate at 0.
        ("f(x)={x*sin(x)^2/x, x!=0; 0, otherwise} at=0", "minimum"),
    ],
)
def test_what_is_no_led_wave_is_not_taken_for_one(request_text: str, kind: str) -> None:
    result = solve(request_text)
    assert isinstance(result, Result)
    assert result.critical_kind == kind
