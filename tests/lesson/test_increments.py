from __future__ import annotations

import pytest
from sympy import Expr, Integer, Rational, sqrt

from grad_magic.lesson.increments import T, increment, value_along
from grad_magic.lesson.pieces import write_text
from grad_magic.result import Result, solve
from grad_magic.solution import Solution

_HALF = sqrt(2) / 2


def _at(request: str) -> Solution:
    result = solve(request)
    assert isinstance(result, Result)
    return result.solution


def _text(request: str, *direction: Expr | int) -> str | None:
    found = increment(
        _at(request), tuple(Rational(d) if isinstance(d, int) else d for d in direction)
    )
    return None if found is None else write_text(found)


def test_the_increment_is_that_of_f_along_the_line() -> None:
    assert _text("f=|x|+y^2 at=(0,1)", 1, 0) == "|t|"
    assert _text("f=|x|+y^2 at=(0,1)", 0, 1) == "t² + 2t"
    assert _text("f=sqrt(x^2+y^2) at=(0,0)", _HALF, _HALF) == "|t|"


@pytest.mark.slow
def test_an_odd_root_of_a_power_is_taken() -> None:
    assert _text("f=(x^3+y^3)^(1/3) at=(0,0)", 0, 1) == "t"
    assert _text("f=cbrt(x^3-8y^3) at=(0,0)", 0, 1) == "-2t"
    # By hand: ∛(t²)·∛t = t, and ∛(-t)·∛(t²) = -t.
    assert _text("f=cbrt(x^2 y) at=(0,0)", -1, 1) == "t"
    assert _text("f=x^(1/3) y^(2/3) at=(0,0)", -1, 1) == "-t"
    assert _text("f=cbrt(x^2 y) at=(0,0)", 0, 1) == "0"


@pytest.mark.slow
def test_the_case_that_holds_beside_the_point_is_taken() -> None:
    request = "f(x,y)=piecewise((x^2 y/(x^2+y^2), (x,y)!=(0,0)), (0, otherwise)) at=(0,0)"
    assert _text(request, Rational(3, 5), Rational(4, 5)) == "36t/125"
    assert _text(request, 1, 0) == "0"


def test_cases_that_differ_on_both_sides_are_not_written_out() -> None:
    assert _text("f(x,y)=piecewise((x, x>0), (3x+y^2, otherwise)) at=(0,0)", 1, 0) is None


def test_a_hole_is_not_taken_for_a_value() -> None:
    # SymPy gives y for x/x·y also where x is 0.
    solution = _at("f(x,y)=piecewise((x/x*y, x!=0), (0, otherwise)) at=(0,0)")
    assert increment(solution, (Integer(0), Integer(1))) == 0
    assert increment(solution, (_HALF, _HALF)) == _HALF * T


def test_a_variable_t_and_parameters_leave_it_alone() -> None:
    assert _text("f(t,x)=|t|+x at=(0,0)", 1, 0) is None
    assert _text("f(x,y)=a|x|+y at=(0,0)", 1, 0) is None


@pytest.mark.slow
def test_f_on_a_curve() -> None:
    request = "f(x,y)=piecewise((x^2 y/(x^4+y^2), (x,y)!=(0,0)), (0, otherwise)) at=(0,0)"
    assert value_along(_at(request), (T, T**2), T) == Rational(1, 2)


def test_a_change_may_be_the_same_from_every_point_of_a_curve() -> None:
    text = " ".join(solve("f=(x-y)^3 critical=all").text.split())
    assert "From (y, y), f changes like t³ along the curve (y, y - t)" in text
    assert "From (0, y), f changes like t³ along the curve (t, y)" in " ".join(
        solve("f(x,y)=x^3 critical=all").text.split()
    )
