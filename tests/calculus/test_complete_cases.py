from __future__ import annotations

import pytest

from grad_magic.calculus.complete_cases import complete_cases
from grad_magic.calculus.solver import solve
from grad_magic.reading.request import read_problem


def last_condition(text: str) -> str:
    problem = read_problem(f"f(x,y)=piecewise({text})")
    return complete_cases(problem.formula).operands[-1].operation


@pytest.mark.parametrize(
    "cases",
    [
        "(x, y>=0), (x+y^2, y<0)",
        "(x, 0<=y), (x+y^2, 0>y)",
        "(x, y>0), (y, y<0), (0, y==0)",
        "(1, x!=y), (2, y==x)",
        "(1, x>0 and y>0), (2, x<=0), (3, y<=0)",
        "(1, x>0 or y>0), (2, x<=0 and y<=0)",
        "(1, (x,y)!=(0,0)), (2, (x,y)==(0,0))",
    ],
)
def test_where_one_case_always_applies_the_last_one_says_so(cases: str) -> None:
    assert last_condition(cases) == "true"


@pytest.mark.parametrize(
    ("cases", "condition"),
    [
        ("(x, y>0), (x+y^2, y<0)", "less"),
        ("(1, x>0 and y>0), (2, x<0)", "less"),
        ("(1, x>0), (2, y<=0)", "less_equal"),
        ("(1, x>0), (2, x+1<=0)", "less_equal"),
    ],
)
def test_where_none_may_apply_nothing_is_changed(cases: str, condition: str) -> None:
    assert last_condition(cases) == condition


WAVES_IN_FOUR_CASES = (
    "f=piecewise((x^2 sin(1/x)+y^2 sin(1/y),x!=0 and y!=0),(x^2 sin(1/x),x!=0 and y==0),"
    "(y^2 sin(1/y),x==0 and y!=0),(0,otherwise)) at=(0,0)"
)


# Each remainder by hand: y² below the line; |h|² from both waves; x²·arctan stays below |h|²·π/2.
@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_text", "gradient"),
    [
        ("f=piecewise((x,y>=0),(x+y^2,y<0)) at=(1,0)", (1, 0)),
        ("f=piecewise((e^x,y>=0),(e^x cos(y),y<0)) at=(0,0)", (1, 0)),
        ("f=piecewise((x*y*sin(x/y),y!=0),(0,y==0)) at=(0,0)", (0, 0)),
        (WAVES_IN_FOUR_CASES, (0, 0)),
        ("f=piecewise((x^2 atan(y/x)-y^2 atan(x/y),x!=0 and y!=0),(0,otherwise)) at=(0,0)", (0, 0)),
        ("f(x,y,z)=piecewise((x+z,y>0),(x+z+y*z,y<=0)) at=(0,0,0)", (1, 0, 1)),
    ],
)
def test_f_is_differentiable_where_cases_meet_with_a_small_difference(
    request_text: str, gradient: tuple[int, ...]
) -> None:
    solution = solve(read_problem(request_text))
    assert solution.differentiable is True
    assert solution.gradient_at is not None
    assert tuple(solution.gradient_at) == gradient


@pytest.mark.parametrize(
    "request_text",
    [
        "f=piecewise((x,y>=0),(x+y,y<0)) at=(1,0)",
        "f=piecewise((x,y>0),(x+1,y<=0)) at=(1,0)",
        "f=piecewise((x^2,y>0),(x^2+y^2,y<0)) at=(1,1/10^9)",
    ],
)
def test_a_difference_that_is_not_small_is_seen(request_text: str) -> None:
    is_far_from_the_seam = "10^9" in request_text
    assert solve(read_problem(request_text)).differentiable is is_far_from_the_seam
