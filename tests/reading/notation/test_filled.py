from __future__ import annotations

import pytest

from grad_magic.errors import RequestSyntaxError
from grad_magic.reading.notation.filled import with_value_filled
from grad_magic.reading.request import read_problem
from grad_magic.result import solve


@pytest.mark.parametrize(
    "text",
    [
        "f(x,y)=xy/(x²+y²) for (x,y)≠(0,0) and f(0,0)=0",
        "f(x, y) = xy/(x^2+y^2), (x, y) != (0, 0), f(0, 0) = 0",
        "f(x,y)=xy/(x^2+y^2), f(0,0)=0",
        "f(x,y) =  xy/(x^2+y^2)  for  (x,y)≠(0,0),   f(0,0)=0",
        "Let f(x,y)=xy/(x²+y²) if (x,y)≠(0,0) and f(0,0)=0. Is f differentiable at (0,0)?",
        "设f(x,y)=xy/(x²+y²),(x,y)≠(0,0),f(0,0)=0,求f在(0,0)处的偏导数",
    ],
)
def test_a_value_behind_the_formula_is_a_case(text: str) -> None:
    cases = read_problem("f(x,y)=piecewise((xy/(x^2+y^2),(x,y)!=(0,0)),(0,otherwise))")
    assert read_problem(text).f == cases.f


def test_a_value_on_a_line_and_one_of_one_variable_are_cases() -> None:
    # sin(xy)/x tends to y as x → 0.
    filled = read_problem("f(x,y)=sin(xy)/x for x≠0, f(0,y)=y at=(0,1)").f
    assert filled == read_problem("f(x,y)=piecewise((sin(xy)/x,x!=0),(y,otherwise))").f
    # f(t)/t = t sin(1/t) tends to 0.
    assert solve("f(x)=x^2 sin(1/x), f(0)=0 at=0").partials_at == (0,)


@pytest.mark.parametrize(
    "text",
    [
        # Neither does the value hold where the condition fails, nor is one needed.
        "f(x,y)=xy/(x²+y²) for x≠0 and f(0,0)=0",
        "f(x,y)=x^2+y^2, f(1,2)=5",
        'f(x,y)=x/y at=(1,2) answer="f(1,2)=1/2"',
    ],
)
def test_another_value_is_left_alone(text: str) -> None:
    assert with_value_filled(text) == text


def test_a_value_that_leaves_a_hole_is_refused() -> None:
    with pytest.raises(RequestSyntaxError):
        solve("f(x,y)=xy/(x²+y²) for x≠0 and f(0,0)=0")
