"""General formulas say where they hold, and say nothing where they show it themselves."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import hypothesis.strategies as st
import mpmath
import pytest
from hypothesis import assume, given, reject, settings
from sympy import (
    Abs,
    And,
    Eq,
    Gt,
    Lt,
    Min,
    Ne,
    Or,
    Rational,
    Symbol,
    exp,
    floor,
    sech,
    sqrt,
    symbols,
    true,
)

import grad_magic
from grad_magic.errors import GradMagicError
from grad_magic.result import Result

x, y, a = symbols("x y a", real=True)


def solved(request: str) -> Result:
    result = grad_magic.solve(request)
    assert isinstance(result, Result)
    return result


@pytest.mark.parametrize(
    ("f", "where", "derivative_where"),
    [
        ("e^(ln x)", x > 0, x > 0),
        ("e^(2 ln x)", x > 0, x > 0),
        ("sqrt(x)^2", x >= 0, x > 0),
        ("x*sqrt(x)*sqrt(x)", x >= 0, x > 0),
        ("x^2/x", Ne(x, 0), Ne(x, 0)),
        ("1/(1/x)", Ne(x, 0), Ne(x, 0)),
        # f is shown as it was typed, with its denominator; the derivative 1 has none.
        ("(x^2-1)/(x-1)", true, Ne(x, 1)),
        ("sin(arcsin x)", abs(x) <= 1, abs(x) < 1),
        ("e^(ln x)+1/x", x > 0, x > 0),
        ("floor(x)", true, Ne(x, floor(x), evaluate=False)),
        ("ceil(x)", true, Ne(x, floor(x), evaluate=False)),
        ("sign(x)", true, Ne(x, 0)),
        ("heaviside(x)", true, Ne(x, 0)),
        # That a formula has no value at 0 says nothing of the other jumps.
        ("floor(x)+|x|", true, Ne(x, floor(x), evaluate=False)),
        # Where anything is said it is all that is needed.
        ("floor(x)*ln(x)", true, And(x > 0, Ne(x, floor(x), evaluate=False))),
        ("where(floor(x)>0,x^2,x)", true, Ne(x, floor(x), evaluate=False)),
        # floor(sech(x)) is 1 at 0 alone.
        ("floor(sech(x))", true, Ne(sech(x), floor(sech(x)), evaluate=False)),
        # A formula without x does not show it either.
        ("arcsin(x)+arccos(x)", true, abs(x) < 1),
        ("arctan(x)+arctan(1/x)", true, Ne(x, 0)),
        ("x/|x|", true, Ne(x, 0)),
        ("ln(x^2)-2*ln(x)", true, x > 0),
        # At an end of the domain the difference quotient has but one side.
        ("x^(3/2)", true, x > 0),
        ("x*sqrt(x)", true, x > 0),
        ("(1-x)^(3/2)", true, x < 1),
        ("(1-x^2)^(5/2)", true, x**2 < 1),
        ("x^(3/2)*ln(x)", true, true),  # shown by the logarithm
        ("|x|^(3/2)", true, true),
        ("x^(4/3)", true, true),
    ],
)
def test_a_formula_says_where_it_holds(f: str, where: Any, derivative_where: Any) -> None:
    result = solved(f"f(x)={f}")
    assert (result.f_valid_where, result.partials_valid_where) == (where, (derivative_where,))


@pytest.mark.parametrize(
    "f",
    [
        "|x|", "sqrt(x^2)", "sqrt(x^4)", "x^(1/3)", "x^(2/3)", "x|x|", "tan x", "arccos x", "x^x",
        "ln x", "ln(x^2)", "ln|x|", "1/x", "acosh x", "1/(1+e^(-x))", "max(x,0)", "sqrt(x^(2/3))",
    ],
)  # fmt: skip
def test_a_formula_that_shows_where_it_holds_says_nothing(f: str) -> None:
    result = solved(f"f(x)={f}")
    assert (result.f_valid_where, result.partials_valid_where) == (true, (true,))
    assert "   for " not in result.text


@pytest.mark.parametrize(
    "f",
    ["x*e^(2y)", "arctan(y/x)", "ln(xy)", "ln(x/y)", "x ln(xy)", "sqrt(1-x^2-y^2)", "x/y", "x+1/y"],
)
def test_a_book_does_not_say_it_of_two_variables_either(f: str) -> None:
    assert solved(f"f(x,y)={f} order=2").text.count("for") == 0


def test_points_that_cancelling_brings_in_are_named() -> None:
    result = solved("f=(x^2+y^2)/(x^2+y^2)")
    origin = Or(Ne(x, 0), Ne(y, 0))
    assert (result.f_valid_where, result.partials_valid_where) == (origin, (origin, origin))
    assert result.text.splitlines()[1] == "  ∂f/∂x = 0   for (x, y) ≠ (0, 0)"
    assert solved("f=(x^2-y^2)/(x-y)").partials_valid_where == (Ne(x, y), Ne(x, y))
    # A parameter that cancels is not 0.
    assert solved("f(x)=x*a/a").partials_valid_where == (Ne(a, 0),)


@pytest.mark.parametrize(
    ("f", "along_x", "along_y"),
    [
        # 0^2 is 0, and y·x^(y - 1) too, but at (0, 2) the quotient has but one side.
        ("x^y", "y·x^(y - 1)   for x > 0", "x^y·ln(x)"),
        ("(x-1)^y", "y(x - 1)^(y - 1)   for x > 1", "(x - 1)^y·ln(x - 1)"),
        ("x^(1+y^2)", "(1 + y²)x^(y²)   for x > 0", "2y·x^(1 + y²)·ln(x)"),
        # Whether x^a has a value at 0 is for the parameter to say.
        ("x^a*y", "a·y·x^(a - 1)", "x^a"),
        # On both sides of x = 0 there are values.
        ("(x^2)^y", "2x·y(x²)^(y - 1)", "(x²)^y·ln(x²)"),
    ],
)
def test_a_variable_exponent_ends_where_its_base_does(f: str, along_x: str, along_y: str) -> None:
    lines = solved(f"f(x,y)={f}").text.splitlines()
    assert lines[1:3] == [f"  ∂f/∂x = {along_x}", f"  ∂f/∂y = {along_y}"]


@pytest.mark.parametrize("f", ["(x^6)^(1/2)+y", "(x^2)^(3/2)+y", "((x-1)^4)^(3/4)+y"])
def test_a_power_that_is_never_negative_needs_nothing_of_the_others(f: str) -> None:
    # Where the base is 0 f has the value y, and the derivative 1 by y.
    assert solved(f"f(x,y)={f}").partials_valid_where == (true, true)


def test_the_jump_of_the_angle_is_only_crossed_in_the_direction_of_y() -> None:
    # At (-1, 0) the angle is π on the whole axis, and jumps from π to -π across it.
    result = solved("f(x,y)=atan2(y,x)")
    assert result.partials_valid_where == (true, Or(Ne(y, 0), Gt(x, 0)))


def test_a_step_of_one_variable_does_not_concern_the_other() -> None:
    assert solved("f=floor(y)*x").partials_valid_where == (true, Ne(y, floor(y), evaluate=False))


def test_higher_derivatives_keep_what_they_no_longer_show() -> None:
    # x|x| has the derivatives 2|x|, 2x/|x| and, away from 0, 0.
    second, third = solved("f(x)=x|x| order=3").higher_partials or ()
    assert (second.valid_where, third.valid_where) == (true, Ne(x, 0))
    by_names = {
        "".join(map(str, part.variables)): part.valid_where
        for part in solved("f=|x|*y order=2").higher_partials or ()
    }
    assert by_names == {"xx": Ne(x, 0), "xy": true, "yx": true, "yy": true}


def test_the_condition_stands_in_the_latex_and_in_the_data() -> None:
    result = solved("f=floor(x+y) at=(1/3,1/3)")
    assert r"= 0 \quad \text{for } x + y \notin \mathbb{Z}" in result.latex
    assert "∂f/∂x = 0   for x + y ∉ ℤ   ∂f/∂x(P) = 0" in result.text
    assert result.to_dict()["partials_valid_where"] == ["Ne(x + y, floor(x + y))"] * 2


def test_cases_told_apart_by_steps_hold_between_the_jumps() -> None:
    # Between 0 and 1 the whole part is 0, so f = y there.
    result = solved("f(x,y)=where(floor(x)>0,x,y)")
    middle = {x: Rational(1, 2), y: 5}
    assert [partial.subs(middle) for partial in result.partials] == [0, 1]
    whole = solved("f(x,y)=where(floor(x)==0,x^2,y)")
    assert [partial.subs(middle) for partial in whole.partials] == [1, 0]


def test_a_vector_needs_what_its_components_need() -> None:
    result = solved("f(x,y)=(x^2/x, e^(ln y))")
    assert result.f_valid_where == And(Ne(x, 0), y > 0)
    assert result.partials_valid_where[0] == And(Ne(x, 0), y > 0)


PARTS = {
    "⌊u⌋": ("floor(u)", mpmath.floor),
    "sign u": ("sign(u)", mpmath.sign),
    "|u|": ("abs(u)", abs),
    "u/u": ("(u)/(u)", lambda u: u / u),
    "√u²": ("sqrt(u)^2", lambda u: _real(mpmath.sqrt(u)) ** 2),
    "e^ln u": ("e^(ln(u))", lambda u: mpmath.exp(_real(mpmath.log(u)))),
    "u²": ("(u)^2", lambda u: u**2),
    "1/(1/u)": ("1/(1/(u))", lambda u: 1 / (1 / u)),
    "sign² u": ("sign(u)^2", lambda u: mpmath.sign(u) ** 2),
    "√(1/u)²": ("sqrt(1/(u))^2", lambda u: _real(mpmath.sqrt(1 / u)) ** 2),
    "tan u cot u": ("tan(u)*cot(u)", lambda u: mpmath.tan(u) / mpmath.tan(u)),
    "max(u, 0)": ("max(u,0)", lambda u: max(u, mpmath.mpf(0))),
}


def _holds(condition: Any, at: dict[Symbol, Rational]) -> bool:
    try:
        return bool(condition.subs(at) == true)
    except TypeError:
        # 1/x > 0 does not hold at 0.
        return False


def _real(number: Any) -> Any:
    if isinstance(number, mpmath.mpc):
        raise ZeroDivisionError
    return number


@pytest.mark.slow
@given(
    outer=st.sampled_from(sorted(PARTS)),
    inner=st.sampled_from(sorted(PARTS)),
    slope=st.sampled_from([-2, 1, 3]),
    shift=st.sampled_from([-1, 0, 2]),
    place=st.fractions(-2, 2, max_denominator=2),
)
@settings(max_examples=50, deadline=None)
def test_wherever_a_formula_is_said_to_hold_differences_agree(
    outer: str, inner: str, slope: int, shift: int, place: Fraction
) -> None:
    argument = f"{slope}*x+({shift})"
    typed = PARTS[outer][0].replace("u", PARTS[inner][0].replace("u", argument))
    try:
        result = solved(f"f(x)={typed}")
    except GradMagicError:
        # Of ln ln sign(x) and the like nothing is claimed.
        reject()
    at = {Symbol("x", real=True): Rational(place.numerator, place.denominator)}
    assume(_holds(result.partials_valid_where[0], at))
    claimed = result.partials[0].subs(at)
    assume(claimed.is_finite)

    def f(number: Any) -> Any:
        return PARTS[outer][1](PARTS[inner][1](slope * number + shift))

    with mpmath.workdps(30):
        here, step = mpmath.mpf(place.numerator) / place.denominator, mpmath.mpf(10) ** -10
        try:
            middle, ahead, behind = (f(here + t) for t in (0, step, -step))
        except (ZeroDivisionError, ValueError):
            # f is not defined there, which it shows itself, or else it is said.
            assert result.partials_valid_where == (true,)
            reject()
        for quotient in ((ahead - middle) / step, (middle - behind) / step):
            assert abs(quotient - mpmath.mpf(str(claimed.evalf(20)))) < mpmath.mpf(10) ** -6


@pytest.mark.parametrize(
    ("f", "where"),
    [
        # The case changes at 0, whatever the step makes of its values.
        ("sign(where(x>0,1,-1))", Ne(x, 0)),
        ("heaviside(where(x>2,1,-1))", Ne(x, 2)),
        ("sign(piecewise((1,x^2>1),(-1,otherwise)))", And(Ne(x, 1), Ne(x, -1))),
    ],
)
def test_a_step_of_cases_jumps_where_they_meet(f: str, where: Any) -> None:
    assert solved(f"f(x)={f}").partials_valid_where == (where,)


def test_steps_of_cases_in_two_variables_need_both() -> None:
    # At (0, 0.7) the value 1.2 is no whole number, and f jumps from 1 to 0.
    result = solved("f(x,y)=floor(where(x>0,y,y+1/2))")
    along_x, along_y = result.partials_valid_where
    at = {x: 0, y: Rational(7, 10)}
    assert along_x.subs(at) == False  # noqa: E712  (SymPy's own truth)
    assert along_y.subs(at) == True  # noqa: E712


@pytest.mark.parametrize(
    ("f", "where"),
    [
        # f_x exists for these x alone, and so does f_xy.
        ("|x|", Ne(x, 0)),
        ("|x|+y^2", Ne(x, 0)),
        ("x^(2/3)+y^2", Ne(x, 0)),
        ("max(x,0)+y^2", Ne(x, 0)),
        ("where(x>0,1,0)+y^2", Ne(x, 0)),
        # For a = 1 it is |x|, which has a value where it has no derivative.
        ("abs(x)^a+y", Ne(x, 0)),
        ("abs(x)^(1/2)+y", Ne(x, 0)),
        ("(x^2)^a+y", Ne(x, 0)),
        ("abs(x-3)^a+y^2", Ne(x, 3)),
        # |x|^(3/2) has the derivative 0 at 0.
        ("abs(x)^(3/2)+y", true),
        ("abs(x)^(5/2)+y", true),
        # f itself has no value there.
        ("abs(x)^(-1/2)+y", true),
        # Where f has no value nothing need be said.
        ("ln(x)+y", true),
        ("1/x+y", true),
        ("x^2+y", true),
        ("x^(5/3)+y", true),
    ],
)
def test_a_mixed_derivative_exists_where_the_first_one_does(f: str, where: Any) -> None:
    found = {
        "".join(map(str, partial.variables)): partial.valid_where
        for partial in solved(f"f(x,y)={f} order=2").higher_partials or ()
    }
    assert found["xy"] == where
    assert found["yx"] == true


@pytest.mark.parametrize(
    ("f", "where"),
    [
        ("sqrt(x)+y", {Gt(x, 0)}),
        ("arcsin(x)+y", {Lt(x**2, 1), Lt(Abs(x), 1)}),
        ("x^a+y", {Gt(x, 0)}),
        ("x^(3/2)+y", {Gt(x, 0)}),
    ],
)
def test_neither_mixed_derivative_is_at_the_end_of_the_domain(f: str, where: set[Any]) -> None:
    """At x = 0 both f_x and f_y have values on one side alone."""
    found = {
        "".join(map(str, partial.variables)): partial.valid_where
        for partial in solved(f"f(x,y)={f} order=2").higher_partials or ()
    }
    assert {found["xy"], found["yx"]} == where


@pytest.mark.parametrize(
    ("f", "where"),
    [
        # f_xx is 15√x·y/4, 0 at x = 0, where f_x has but one side.
        ("x^(5/2)*y", {"xx": x > 0, "xy": x > 0, "yx": x > 0}),
        # At y = 0 f has values, and all derivatives by x.
        ("x^(5/2)+y^(5/2)", {"xx": And(x > 0, y >= 0), "yy": And(x >= 0, y > 0)}),
        ("(1-x^2)^(5/2)+y", {"xx": x**2 < 1}),
        # 3/(4√x) shows it.
        ("x^(3/2)+y", {"xx": true}),
        ("|x|^(5/2)+y", {"xx": true}),
    ],
)
def test_second_derivatives_are_not_at_the_end_of_the_domain(f: str, where: dict[str, Any]) -> None:
    found = {
        "".join(map(str, partial.variables)): partial.valid_where
        for partial in solved(f"f(x,y)={f} order=2").higher_partials or ()
    }
    assert {name: found[name] for name in where} == where


@pytest.mark.parametrize(
    ("f", "order", "where"),
    [
        # It is x, for x > 0 alone: f″ = 0 where f has no value would be false.
        ("e^(ln(x))", 2, x > 0),
        ("e^(3ln(x))", 4, x > 0),
        ("2^(log(x,2))", 2, x > 0),
        ("e^(2ln(1-x))", 3, x < 1),
        ("e^(ln(x*y))", 2, x * y > 0),
        ("e^(ln(x-y))", 2, x > y),
    ],
)
def test_where_f_has_values_is_said_beside_what_a_second_derivative_leaves_out(
    f: str, order: int, where: Any
) -> None:
    *_, last = (
        partial
        for partial in solved(f"f(x,y)={f} order={order}").higher_partials or ()
        if set(partial.variables) == {x}
    )
    assert last.general == 0
    assert last.valid_where == where


def test_what_a_case_implies_is_not_said() -> None:
    (by_x,) = solved("f(x)={x^(5/2), x>1; x^2, x<=1}").partials_valid_where
    assert by_x.subs(x, -1) == True  # noqa: E712  (SymPy's own)


def test_a_derivative_that_holds_inside_is_not_said_to_hold_on_the_border() -> None:
    assert "f_xxy = 0   for x > 0" in solved("f(x,y)=x^(5/2)+y^2 order=3").text


def test_a_row_of_equal_ones_needs_what_both_need() -> None:
    text = solved("f(x,y)=|x|+|y| order=3").text
    assert "f_xy = f_yx = 0   for x ≠ 0 and y ≠ 0" in text
    assert "f_xyy = 0   for x ≠ 0" in text


def test_a_modulus_of_odd_roots_is_real() -> None:
    # e^(x^(7/3)) has the slope 7/3 x^(4/3) e^(x^(7/3)); at -1: 7/(3e).
    result = solved("f(x)=abs(exp(x^(7/3))) at=-1")
    assert result.partials_at is not None
    (slope,) = result.partials_at
    assert slope is not None
    assert mpmath.almosteq(slope.evalf(20), mpmath.mpf(7) / 3 / mpmath.e, 1e-14)
    assert "atan2" not in result.text


@pytest.mark.parametrize(
    ("f", "by_x", "by_y"),
    [
        # What one case shows says nothing of another.
        ("{sign(y) for x >= 0, |y| otherwise}", true, Ne(y, 0)),
        ("{x/y for x > 0, sign(y) otherwise}", true, Ne(y, 0)),
        ("{x/x for y > 0, |x| otherwise}", Ne(x, 0), Or(y < 0, Ne(x, 0))),
        ("{e^(ln x) for y > 0, sqrt(x) otherwise}", x > 0, x > 0),
        # Where each case shows it nothing is said.
        ("where(x>0,ln(x),x)+y", true, true),
        ("ln(x)*where(y>0,x,y)", true, true),
        ("where(x!=0,x^2 sin(1/x),0)+y", true, true),
    ],
)
def test_a_case_does_not_show_what_another_needs(f: str, by_x: Any, by_y: Any) -> None:
    assert solved(f"f(x,y)={f}").partials_valid_where == (by_x, by_y)


@pytest.mark.parametrize(
    ("request_text", "missing"),
    [
        # f_xx does not exist on x = 0, and so neither does f_xxy.
        ("f(x,y)=x^(5/3)+y^2 at=(0,1) order=3", "xxy"),
        ("f(x,y)=(x-1)^(5/3)+y^2 at=(1,1) order=3", "xxy"),
        ("f(x,y)=x^(7/3)+y at=(0,0) order=4", "xxxy"),
    ],
)
def test_no_value_where_the_derivative_before_has_none(request_text: str, missing: str) -> None:
    result = solved(request_text)
    values = {
        "".join(map(str, partial.variables)): partial.at_point
        for partial in result.higher_partials or ()
    }
    assert values[missing] is None
    assert values["xyy"] == 0
    assert result.mixed_partials_agree is not True


@pytest.mark.slow
def test_x_times_its_size_has_third_derivatives_that_differ_by_their_order() -> None:
    # Of x|x| + y, f_yxx(0, 0) = 0, and f_xxy(0, 0) does not exist.
    assert solved("f(x,y)=x|x|+y at=(0,0) order=3").mixed_partials_agree is not True


@pytest.mark.parametrize(
    ("f", "by_x"),
    [
        # On y = 0 each of these is constant in x.
        ("sign(y)^2/x", 0),
        ("sign(y)^2*|x|", 0),
        ("(x*sign(y))^2", 0),
        ("sign(sin(y))^2*x^2", 0),
        ("exp(x*sign(y)^2)", 0),
        ("sign(y)^4*sin(x)", 0),
        ("max(sign(y)^2,0)*x^3", 0),
        # And here it is 3x.
        ("3x+sign(x*y)^2*0+sign(y)^2*e^x", 3),
    ],
)
def test_the_zero_of_a_sign_is_not_lost_in_its_powers(f: str, by_x: int) -> None:
    result = solved(f"f(x,y)={f}")
    assert result.partials[0].subs({x: 2, y: 0}) == by_x


@pytest.mark.slow
def test_a_sign_of_a_parameter_is_zero_with_it() -> None:
    along = solved("f(x,y)=e^(x sign(a)^2) at=(1,1) dir=(1,0)")
    rate = along.directional_derivative
    assert rate is not None
    assert [rate.subs(a, number) for number in (-3, 0, 2)] == [exp(1), 0, exp(1)]
    # For a = 0, f = y² has no strict minimum.
    assert "strict local" not in solved("f(x,y)=sign(a)^2 x^2+y^2 at=(0,0)").text
    rows = solved("f(x,y)=sign(a)^2 x^2+y^2 critical=all").critical_points or ()
    assert {(row.point, row.is_strict, row.where) for row in rows} == {
        ((0, 0), True, Ne(a, 0)),
        ((x, 0), False, Eq(a, 0)),
    }
    second = solved("f(x,y)=x^2*sign(y)^2+y^2 at=(0,0) order=2").higher_partials or ()
    assert second[0].general.subs(y, 0) == second[0].at_point == 0


@pytest.mark.parametrize(
    ("f", "by_x", "by_y"),
    [
        # Of √(1/x) and the like a side is needed, and not the border alone.
        ("sqrt(1/x)^(-2)", x > 0, x > 0),
        ("1/sqrt(1/x)^2", x > 0, x > 0),
        ("root(1/x,4)^(-4)", x > 0, x > 0),
        ("sqrt(-1/x)^(-2)", x < 0, x < 0),
        ("sqrt(1/x)^2", x > 0, x > 0),
        ("e^(2ln(1/x))", x > 0, x > 0),
        ("sqrt(1/(x*y))^2", x * y > 0, x * y > 0),
        # Terms of which each has a domain cancel.
        ("arctan(x/y)+arctan(y/x)", And(Ne(x, 0), Ne(y, 0)), And(Ne(x, 0), Ne(y, 0))),
        ("arctan(y/x)-atan2(y,x)", Ne(x, 0), And(Ne(x, 0), Or(Ne(y, 0), x > 0))),
        ("1/x+1/y-1/x", And(Ne(x, 0), Ne(y, 0)), Ne(x, 0)),
        ("arctan(x)+arctan(1/x)+x^2", Ne(x, 0), true),
        # f has a form with values where it has none as typed.
        ("y/(1+1/x)", Ne(x, 0), Ne(x, 0)),
        ("x/(1+1/y)", Ne(y, 0), Ne(y, 0)),
        ("x/(1/x+1/y)", And(Ne(x, 0), Ne(y, 0)), And(Ne(x, 0), Ne(y, 0))),
        # Γ is nowhere 0, and has no value at 0, -1, -2, …
        ("x!/x!+y", *[Or(x > -1, Ne(x, floor(x), evaluate=False))] * 2),
        ("gamma(x)/gamma(x)*y", *[Or(x > 0, Ne(x, floor(x), evaluate=False))] * 2),
    ],
)  # fmt: skip
def test_what_is_hidden_in_a_composition_is_said(f: str, by_x: Any, by_y: Any) -> None:
    assert solved(f"f(x,y)={f}").partials_valid_where == (by_x, by_y)


@pytest.mark.parametrize(
    ("f", "condition"),
    [
        ("tan(x)*cot(x)*y", "cos(x) ≠ 0 and sin(x) ≠ 0"),
        ("csc(x)*sin(x)*y", "sin(x) ≠ 0"),
        ("sec(x)*cos(x)*y", "cos(x) ≠ 0"),
        ("coth(x)*tanh(x)*y", "x ≠ 0"),
        ("csch(x)*sinh(x)*y", "x ≠ 0"),
        ("cot(x)*sin(x)*y", "sin(x) ≠ 0"),
    ],
)
def test_functions_of_an_angle_that_cancel_say_where_they_have_values(
    f: str, condition: str
) -> None:
    line = solved(f"f(x,y)={f}").text.splitlines()[2]
    assert line.startswith("  ∂f/∂y = ")
    assert line.endswith(f"   for {condition}")


@pytest.mark.parametrize(
    "f",
    [
        "arctan(1/x)", "arctan((x+y)/(1-x*y))", "ln(1/x)", "ln(x/y)", "ln(1+1/x)", "e^(1/x)*y",
        "ln(sec(x)+tan(x))", "ln(tan(x))", "ln(sin(x))*y", "arcsin(1/x)", "x*tan(y)", "1/x+y/x^2",
        "ln((1+x)/(1-x))", "sqrt(x/y)", "gamma(x)*y", "x!", "coth(x)", "1/(x^2+y^2)", "x^(1/y)",
    ],
)  # fmt: skip
def test_what_f_shows_in_each_form_is_not_said(f: str) -> None:
    assert solved(f"f(x,y)={f}").partials_valid_where == (true, true)


@pytest.mark.parametrize(
    ("f", "where"),
    [
        # Huber's loss, f″ = 1 and 0: where |x| stands, x is not 0.
        ("piecewise((x^2/2,abs(x)<=1),(abs(x)-1/2,True))", true),
        ("piecewise((x^2/2,x<=2),(abs(x-1),True))", true),
        ("piecewise((abs(x+2),x>0),(x^2,True))", true),
        ("piecewise((x^2,x<-1),(x^3,x<1),(abs(x),True))", true),
        # Here the case has the point in which the size has none.
        ("piecewise((x^2/2,x<=0),(abs(x-1),True))", Ne(x, 1)),
        ("piecewise((x^2/2,abs(x)>1),(abs(x),True))", Ne(x, 0)),
        ("piecewise((x^2,x<-1),(abs(x),x<1),(x^3,True))", Ne(x, 0)),
    ],
)
def test_a_case_needs_nothing_where_it_does_not_hold(f: str, where: Any) -> None:
    (second,) = solved(f"f(x)={f} order=2").higher_partials or ()
    assert second.valid_where == where


@pytest.mark.parametrize(
    ("f", "where"),
    [
        # A case that leaves out what its formula needs says so itself, in whatever form.
        ("piecewise((sqrt(x^2-1),abs(x)>=1),(0,True))", true),
        ("piecewise((sqrt(1-x^2),abs(x)<=1),(0,True))", true),
        ("piecewise((acos(x),abs(x)<1),(0,True))", true),
        ("piecewise((acosh(x),x>=1),(0,True))", true),
        # What one case needs is not needed in another, in which f′ = 1/x and -1/(2√(4 - x)).
        ("piecewise((ln(abs(x)),abs(x)<=1),(x^(3/2),True))", Or(x > 0, Abs(x) < 1)),
        ("piecewise((sqrt(4-x),x^2<4),(sqrt(x)*sqrt(x),True))", Or(x > 0, x**2 < 4)),
    ],
)
def test_what_a_case_needs_is_said_of_it_alone(f: str, where: Any) -> None:
    assert solved(f"f(x)={f}").partials_valid_where == (where,)


@pytest.mark.parametrize(
    ("f", "line"),
    [
        (
            "{arcsin x, -1≤x≤1; π/2, x>1; -π/2, otherwise}",
            "f′(x) = {1/√(1 - x²) for -1 < x < 1, 0 for x > 1, 0 for x < -1}",
        ),
        (
            "{x, x<0; x², x<1; 2x-1, otherwise}",
            "f′(x) = {1 for x < 0, 2x for 0 < x < 1, 2 for x > 1}",
        ),
    ],
)
def test_each_case_of_a_derivative_says_once_where_it_holds(f: str, line: str) -> None:
    assert solved(f"f(x)={f}").text.splitlines()[-1] == line


def test_the_border_between_cases_is_not_said_again() -> None:
    *_, line = solved("f(x)={√(x^2-1), |x|≥1; 0, otherwise}").text.splitlines()
    assert line == "f′(x) = {x/√(x² - 1) for |x| > 1, 0 for |x| < 1}"


@pytest.mark.parametrize("f", ["y*abs(x)^(1/2)", "y*abs(x)^3", "y*(x^2)^(1/4)"])
def test_a_power_may_be_passed_by_another_variable_where_it_has_a_value(f: str) -> None:
    found = {
        "".join(map(str, partial.variables)): partial.valid_where
        for partial in solved(f"f(x,y)={f} order=2").higher_partials or ()
    }
    assert found["yy"] == true


@pytest.mark.parametrize(
    ("f", "by_x", "by_y"),
    [
        # At x = 0 there is no x/y that could be compared with 0.
        ("sign(x/y)*x", Ne(x, 0), And(Ne(x, 0), Ne(y, 0))),
        ("sign(1/x)+y", Ne(x, 0), true),
        # On the border that √(x - y) has a value on, its sign jumps.
        ("sign(sqrt(x-y))*y", Ne(sqrt(x - y), 0), Ne(sqrt(x - y), 0)),
    ],
)
def test_a_sign_jumps_on_the_border_of_what_is_in_it(f: str, by_x: Any, by_y: Any) -> None:
    found = solved(f"f(x,y)={f}").partials_valid_where
    for places in ({x: 2, y: 1}, {x: 1, y: 1}, {x: 0, y: 1}, {x: 2, y: 0}):
        for condition, expected in zip(found, (by_x, by_y), strict=True):
            if places[x] >= places[y] or "sqrt" not in f:
                assert bool(condition.subs(places)) == bool(expected.subs(places))


@pytest.mark.parametrize("value", ["sign(xy)", "sign(xy)*sin(y^2)/(x^2+|y|)"])
def test_a_point_left_out_does_not_hide_the_jumps_on_the_axes(value: str) -> None:
    # f(x, 1) jumps at x = 0, which (x, y) ≠ (0, 0) does not leave out.
    result = solved(f"f(x,y)={{{value}, (x,y)!=(0,0); 0, otherwise}}")
    by_x = result.partials_valid_where[0]
    assert by_x.subs({x: 0, y: 1}) == False  # noqa: E712  (SymPy's own)
    assert by_x.subs({x: 1, y: 2}) == True  # noqa: E712  (SymPy's own)


@pytest.mark.parametrize("f", ["max(1/x,0)", "max(sqrt(1/(1-2x))^2,0)", "max(1/(1+1/x),0)"])
def test_cases_that_compare_a_quotient_are_answered(f: str) -> None:
    # Of 1/x and 0 the first is larger for x > 0.
    assert solved(f"f(x)={f}").partials[0].subs(x, Rational(1, 4)) in {-16, 4 * 2, Rational(16, 25)}


@pytest.mark.slow
def test_an_end_is_said_of_the_variable_that_meets_it() -> None:
    assert solved("f=x*sqrt(y)").partials_valid_where == (true, true)
    assert solved("f=(1-x^2-y^2)^(3/2)").partials_valid_where == (x**2 + y**2 < 1,) * 2
    assert solved("f=x^(5/2)*y").partials_valid_where == (x > 0, true)


@pytest.mark.parametrize(
    ("request_text", "shown"),
    [
        # By hand: where max(0, u) is the constant 0, f has every derivative.
        ("max(x,0)^(3/2) at=1 order=2", "f″(x) = {3/(4x^(1/2)) for x > 0, 0 for x < 0} f″(1)"),
        (
            "max(x,y)^(3/2) at=(1,0) dir=(1,1) order=2",
            "f_xy = f_yx = 0 for (x > 0 or y > 0) and x ≠ y",
        ),
        # √(x - |x|) is 0 for x ≥ 0 and has no value for x < 0.
        ("sqrt(x-|x|) at=1", "f′(x) = 0 for x > 0"),
        ("sqrt(min(x,0)) at=1", "f′(x) = 0 for x > 0"),
        ("sqrt(x+|x|) at=1", "f′(x) = {1/√(2x) for x > 0, 0 for x < 0}"),
        ("f(x,y)=y*sqrt(|x|-x) at=(-1,2)", "∂f/∂x = {-y/√(-2x) for x < 0, 0 for x > 0}"),
        ("ln(|x|-x) at=-2", "f′(x) = 1/x for x < 0"),
        # f is 0 for y < 0, where max(y, 0)/(2√(x·max(y, 0))) has no value.
        (
            "f(x,y)=sqrt(max(x,0)*max(y,0)) at=(1,-1)",
            "∂f/∂x = {√y/(2√x) for x > 0 and y > 0, 0 for x > 0 and y < 0, 0 for x < 0}",
        ),
        ("f(x,y)=sqrt(x*max(y,1)) at=(1,1/2)", "∂f/∂x = max(y, 1)/(2√(x·max(y, 1)))"),
    ],
)
def test_a_formula_by_cases_holds_in_each_of_them(request_text: str, shown: str) -> None:
    assert shown in " ".join(solved(request_text + " plot=none").text.split())


@pytest.mark.parametrize(
    ("f", "by_x", "by_y"),
    [
        # By hand: x^(3/2) ends at x = 0, where the difference quotient has but one side.
        ("(min(x,1))^(3/2)*y", x > 0, true),
        ("(min(x,1))^(5/2)*y", x > 0, true),
        ("(min(x,2y))^(3/2)", Min(x, 2 * y) > 0, Min(x, 2 * y) > 0),
        ("(max(x,1))^(3/2)*y", true, true),
        ("(max(x-y,y^2-1))^(3/2)", Or(x > y, y**2 > 1), Or(x > y, y**2 > 1)),
        ("(min(x-y,x+y))^(3/2)", Min(x - y, x + y) > 0, Min(x - y, x + y) > 0),
        # 1/√x shows it.
        ("sqrt(min(x,y))", true, true),
        ("sqrt(piecewise((x,x>=1),(y,otherwise)))", true, true),
        # The case says it, and the root of 0 has every derivative.
        ("sqrt(piecewise((x,x>0),(0,otherwise)))*y", true, true),
        ("piecewise((x,x<1),(1,otherwise))^(3/2)*y", x > 0, true),
        ("ln(max(x,y))", true, true),
    ],
)
def test_the_end_of_a_domain_is_said_of_the_cases_that_meet_it(
    f: str, by_x: Any, by_y: Any
) -> None:
    assert solved(f"f(x,y)={f}").partials_valid_where == (by_x, by_y)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "shown"),
    [
        # |x| turns at x = 0 where |x| + y > x, that is for y > 0 there.
        ("max(|x|+y,x)", "f_xx = 0 for (x ≠ 0 and y + |x| > x) or x > y + |x|"),
        # ∛x is x = 0's only where x is the smaller one.
        ("cbrt(min(x,y))", "f_xy = f_yx = 0 for (x ≠ 0 and x < y) or (y ≠ 0 and x > y)"),
        ("1/min(x*y,x-1)", "0 for x - 1 < x·y and x ≠ 1}"),
    ],
)
def test_where_a_case_does_not_hold_is_said_by_what_it_compares(f: str, shown: str) -> None:
    text = " ".join(solved(f"f(x,y)={f} order=2").text.split())
    assert shown in text
    assert "~" not in text


@pytest.mark.parametrize(
    ("request_text", "shown"),
    [
        ("sqrt(x)^2*y", "∇f = (y, x) for x > 0"),
        ("sqrt(x)^2*sqrt(y)^2", "∇f = (y, x) for x > 0 and y > 0"),
        ("z=sqrt(x)^2*y differential=total", "dz = y·dx + x·dy for x > 0"),
    ],
)
def test_of_what_several_partials_need_the_strictest_is_said(request_text: str, shown: str) -> None:
    lines = " ".join(solved(request_text).text.split())
    assert shown in lines
    assert f"{shown} and" not in lines


@pytest.mark.parametrize(
    ("f", "shown"),
    [
        # By hand: u^(p/q) with u ≤ 0 has a value where u is 0 alone, and there f is constant.
        ("min(x-1,0)^(3/2)", "∂f/∂x = 0 for x > 1 ∂f/∂y = 0 for x > 1"),
        ("(x-abs(x))^(5/4)*y", "∂f/∂x = 0 for x > 0"),
        ("min(x,y,0)^(1/2)", "∂f/∂x = 0 for x > 0 and y > 0"),
        ("min(x,0)^(3/2)*max(y,0)^2", "∂f/∂x = 0 for x > 0 ∂f/∂y = 0 for x > 0"),
        ("sqrt(min(x,0)*y^2)", "∂f/∂x = 0 for x > 0"),
        ("sqrt(y-max(x,y))+x", "∂f/∂x = 1 for y > x ∂f/∂y = 0 for y > x"),
        # √x has no value for x < 0, where max(x, 0) is 0.
        ("max(x,0)^(1/2)*sqrt(x)", "∂f/∂x = 1 for x > 0"),
        ("ln(x)*max(x,0)^2", "∂f/∂x = x(1 + 2ln(x)) for x > 0"),
        ("sqrt(x)*max(x-1,0)", "0 for x < 1} for x > 0"),
        ("max(sqrt(x),y)", "0 for y > √x} for x > 0"),
    ],
)
def test_roots_of_what_is_negative_in_a_case_have_no_derivative_there(f: str, shown: str) -> None:
    assert shown in " ".join(solved(f"f(x,y)={f}").text.split())


@pytest.mark.slow
@pytest.mark.parametrize(
    "f", ["min(x-1,0)^(3/2)", "(y-abs(y))^(5/2)+sin(x)", "sqrt(min(x*y,0))+x*y"]
)
def test_where_roots_of_what_is_never_positive_are_said_to_hold_there_are_points(f: str) -> None:
    result = solved(f"f(x,y)={f} order=2")
    conditions = [
        *result.partials_valid_where,
        *(p.valid_where for p in result.higher_partials or ()),
    ]
    inside = {x: Rational(7, 3), y: Rational(5, 2)}
    assert all(condition.xreplace(inside) == true for condition in conditions)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "shown"),
    [
        ("max(x,y)^min(x,y)", "f_xx = {y(y - 1)x^(y - 2) for x > y, y^x·ln²(y) for y > x}"),
        ("max(x^2,y^2)/min(x^2,y^2)", "∂f/∂x = {2x/y² for x² > y², -2y²/x³ for y² > x²}"),
        ("max(x,y)*min(x,y)", "∂f/∂x = y ∂f/∂y = x"),
        ("min(x,y)/max(x,1)", "∂f/∂y = {0 for x < y, 1/max(x, 1) for y < x}"),
    ],
)
def test_a_product_of_maxima_has_the_cases_of_both(f: str, shown: str) -> None:
    assert shown in " ".join(solved(f"f(x,y)={f} order=2").text.split())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "shown"),
    [
        ("asin(max(x,y))", "f_xy = f_yx = 0 for |max(x, y)| < 1 and x ≠ y"),
        ("piecewise((sqrt(x),x>y),(y,otherwise))", "0 for (x > 0 and x > y) or y > x"),
        ("atan(abs(max(x,y)-1))", "for x > y and x ≠ 1, 0 for y > x}"),
        ("ln(max(1-x*y,0))", "∂f/∂x = y/(-1 + x·y) for x·y < 1"),
        ("sqrt(min(1-x*y,x))", "0 for 0 < x < 1 - x·y}"),
    ],
)
def test_what_one_case_needs_is_said_beside_where_it_holds(f: str, shown: str) -> None:
    assert shown in " ".join(solved(f"f(x,y)={f} order=2").text.split())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "row"),
    [
        # At x = 0, f = y has values on one side only.
        (
            "{sqrt(x), sqrt(x)>1; y, otherwise}",
            "∂f/∂x = {1/(2√x) for √x > 1, 0 for √x < 1} for x > 0",
        ),
        ("{sqrt(x), sqrt(x)>1; y, otherwise}", "∂f/∂y = {0 for √x > 1, 1 for √x < 1} ∇f"),
        ("{x, x*sqrt(y)>1; y, otherwise}", "∂f/∂y = {0 for x·√y > 1, 1 for x·√y < 1} for y > 0"),
        # The logarithm has no value at the end either, and shows it.
        ("{x, ln(x)<0; y, otherwise}", "∂f/∂x = {1 for ln(x) < 0, 0 for ln(x) > 0} ∂f/∂y"),
        # The second condition is asked only where the first one does not hold.
        (
            "{y, x<0; x*y, y>sqrt(x+1); x, otherwise}",
            "y for y > √(x + 1) and x > 0, 1 for x > 0 and y < √(x + 1)} ∂f/∂y",
        ),
        (
            "{x, y<0; x*y, sqrt(x*y)<1; y, otherwise}",
            (
                "1 for y < 0, y for √(x·y) < 1 and y > 0, 0 for y > 0 and √(x·y) > 1} "
                "for x·y > 0 or y < 0"
            ),
        ),
    ],
)
def test_a_derivative_needs_values_of_the_conditions_on_both_sides(f: str, row: str) -> None:
    assert row in " ".join(solved(f"f(x,y)={f}").text.split())


@pytest.mark.parametrize(
    ("f", "row"),
    [
        # It is x/y, and has values nowhere but for x > 0 and y > 0.
        ("e^(ln(x)-ln(y))", "f_xx = 0 for x > 0 and y > 0"),
        ("sqrt(x)^2*sqrt(y)^2", "f_xx = 0 for x > 0 and y ≥ 0"),
        ("sqrt(x)^2*ln(y)", "f_xx = 0 for x > 0 and y > 0"),
        ("sqrt(x)^2*ln(y)", "f_xy = f_yx = 1/y for x > 0 and y > 0"),
        # The formula of f says it itself.
        ("abs(x)*ln(y)", "f_xx = 0 for x ≠ 0 f_xy"),
    ],
)
def test_a_second_derivative_that_says_one_side_says_all(f: str, row: str) -> None:
    assert row in " ".join(solved(f"f(x,y)={f} order=2").text.split())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "row"),
    [
        # At (0, -1) f has values for x ≥ 0 alone, all of them 0.
        ("sqrt(max(x,y))*max(y,0)", "0 for x > y and y < 0} for x > 0 or y > 0 ∂f/∂y"),
        ("sqrt(max(x,y))*max(y,0)", "f_yx = {1/(2√x) for 0 < y < x, 0 for x > y and y < 0, "),
        ("sqrt(max(x,y))*max(y,0)", "0 for y > x and y > 0} for x < y or x > 0"),
        ("sqrt(min(x,1))*max(y,0)", "0 for x < 1 and y < 0, 0 for x > 1} for x > 0 f_yx"),
        ("sqrt(max(x,y))", "∂f/∂x = {1/(2√x) for x > y, 0 for y > x} ∂f/∂y"),
        # At (1, -1) and (-1, -2), where f has no value, 0 is not claimed.
        ("ln(min(x,y))", "∂f/∂x = {1/x for x < y, 0 for y < x} for min(x, y) > 0"),
        ("ln(max(x,y))", "∂f/∂y = {0 for x > y, 1/y for y > x} for x > 0 or y > 0"),
        ("min(x,y)^(3/2)", "∂f/∂x = {3x^(1/2)/2 for x < y, 0 for y < x} for min(x, y) > 0"),
        # At (2, -1) and (-1, -1) f has values for y ≥ -1 alone.
        ("asin(min(x,y))*max(y,0)", "0 for y < 0} for |min(x, y)| < 1"),
        ("acosh(max(x,y))*min(y,0)", "0 for y > x and y > 0} for max(x, y) > 1"),
    ],
)
def test_a_case_that_is_zero_says_what_the_root_of_a_maximum_needs(f: str, row: str) -> None:
    assert row in " ".join(solved(f"f(x,y)={f} order=2").text.split())


def test_a_cosine_above_one_is_not_said_to_be_one_beside_zero() -> None:
    # f has values at x = 0 alone.
    for f in ("cos(acos(1+x^2))", "tanh(atanh(1+x^2))"):
        assert "x ≠ 0" not in solved(f"f(x)={f}").text
