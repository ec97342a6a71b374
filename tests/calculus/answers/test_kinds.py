"""Of which kind P is, as students say it: beside the second-derivative test of books, by hand."""

from __future__ import annotations

import pytest

from grad_magic import solve
from grad_magic.findings import CheckNote, Slip

SADDLE, BOWL, VALLEY = "f=x^2-y^2 at=(0,0)", "f=x^2+y^2 at=(0,0)", "f(x,y)=x^2 at=(0,1)"


def checked(request: str, answer: str) -> tuple[bool | None, Slip | None, str]:
    check = solve(f"{request} answer={answer}").check
    return check.right, check.slip, str(check.asked.value)


@pytest.mark.parametrize(
    ("request_", "answer"),
    [
        (SADDLE, "saddle"),
        (SADDLE, "a saddle point"),
        (SADDLE, "(0,0) saddle"),
        (SADDLE, "P is neither"),
        (SADDLE, "不是极值点"),
        (BOWL, "local minimum at (0,0)"),
        (BOWL, "min"),
        (BOWL, "min f(0,0)=0"),
        (BOWL, "min at (0,0)"),
        (BOWL, "P is a strict minimum"),
        (BOWL, "极小值点"),
        (BOWL, "极小值0"),
        (VALLEY, "minimum, not strict"),
        ("f(x)=x^3 at=0", "inflection"),
        ("f(x)=|x| at=0", "minimum"),
        ("f=x^2+y^2 at=(1,0)", "not an extremum"),
        ("f=x^2+y^2 at=(1,0)", "not a critical point"),
        (SADDLE, "critical point"),
        (SADDLE, "P is a stationary point"),
        (SADDLE, "驻点"),
    ],
)
def test_the_kind_of_p_is_right(request_: str, answer: str) -> None:
    assert checked(request_, answer) == (True, None, "critical_kind")


@pytest.mark.parametrize(
    ("request_", "answer", "slip"),
    [
        (SADDLE, "minimum", Slip.WRONG_KIND),
        (BOWL, "(0,0) saddle", Slip.WRONG_KIND),
        (BOWL, "(1,1) minimum", Slip.NOT_CRITICAL),
        (BOWL, "minimum f(0,0)=1", Slip.WRONG_VALUE),
        (BOWL, "max f(0,0)=0", Slip.WRONG_KIND),
        (BOWL, "P不是极值点", Slip.WRONG_KIND),
        (VALLEY, "strict minimum", Slip.WRONG_KIND),
        ("f=x^2+y^2 at=(1,0)", "minimum", Slip.NOT_CRITICAL),
        ("f=x^2+y^2 at=(1,0)", "a critical point", Slip.NOT_CRITICAL),
        (BOWL, "不是驻点", Slip.WRONG_KIND),
    ],
)
def test_another_kind_is_wrong(request_: str, answer: str, slip: Slip) -> None:
    assert checked(request_, answer) == (False, slip, "critical_kind")


CUBIC = "f=x^3-3x*y+y^3 at=(1,1)"


@pytest.mark.parametrize("answer", ["saddle at (0,0)", "(0,0) saddle, (1,1) minimum"])
def test_what_is_said_of_another_critical_point_is_not_called_false(answer: str) -> None:
    check = solve(f"{CUBIC} answer={answer}").check
    assert (check.right, check.note) == (None, CheckNote.OTHER_POINT)
    assert checked(CUBIC, "minimum at (0,2)") == (False, Slip.NOT_CRITICAL, "critical_kind")


def test_the_largest_rate_is_no_kind() -> None:
    assert checked("f=x^2+y^2 at=(3,4)", "maximum rate 10") == (True, None, "max_rate")


@pytest.mark.parametrize(
    ("request_", "answer", "right"),
    [
        ("f=sqrt(|x y|) at=(0,0)", "not differentiable", True),
        ("f=sqrt(|x y|) at=(0,0)", "不可微", True),
        ("f=sqrt(|x y|) at=(0,0)", "differentiable", False),
        ("f=|x y| at=(0,0)", "f is differentiable", True),
        ("f=|x y| at=(0,0)", "not differentiable", False),
        ("f(x)=x|x| at=0", "可导", True),
    ],
)
def test_whether_f_is_differentiable(request_: str, answer: str, right: bool) -> None:
    assert checked(request_, answer) == (right, None, "differentiable")
