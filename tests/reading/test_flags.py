"""Flags of a request."""

from __future__ import annotations

import pytest

from grad_magic.presets import SLIDERS
from grad_magic.reading.flags import spell_out_flags
from grad_magic.reading.request import read_request


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ("-i x*y at=(1,2)", "   x*y at=(1,2) interactive=True"),
        ("x*y at=(1,2) -i", "x*y at=(1,2)    interactive=True"),
        (
            "x*y at=(1,0) dir=(1,-1) -i steps=short",
            "x*y at=(1,0) dir=(1,-1)    steps=short interactive=True",
        ),
        ("x^2 at=1 -i", "x^2 at=1    interactive=True"),
        ("x*y at=(1,2) -i # of i and j", "x*y at=(1,2) # of i and j\ninteractive=True"),
        ("-i x*y at=(1,2) # here", "x*y at=(1,2) # here\ninteractive=True"),
    ],
)
def test_a_flag_is_a_clause(request_: str, expected: str) -> None:
    assert spell_out_flags(request_).split() == expected.split()


@pytest.mark.parametrize("request_", ["-i x*y at=(1,2) # here", "x*y at=(1,2) -i # P moves"])
def test_a_comment_does_not_swallow_what_a_flag_stands_for(request_: str) -> None:
    (problem,) = read_request(request_).problems
    assert problem.presentation.interactive == SLIDERS


@pytest.mark.parametrize(
    "request_",
    [
        "i^2 -i",
        "f(x,i)=x*i at=(1,2) -i",
        "x*y at=(1,0) dir=3j -i",
        "x*y at=(1,0) dir=j -i",
        "x*y at=(1,0) dir= -i",
        "x*y at=(1,0) dir=-i order=2",
        "f=x -i",
        "x*y at=(1,2) -k",
        "f=x*y at=(1,2) # -i",
    ],
)
def test_what_may_be_a_part_of_a_formula_is_no_flag(request_: str) -> None:
    assert spell_out_flags(request_) == request_
