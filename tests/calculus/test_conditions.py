from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import (
    Abs,
    And,
    Eq,
    Ge,
    Gt,
    Lt,
    Max,
    Ne,
    Or,
    Rational,
    atan,
    cbrt,
    cos,
    exp,
    sin,
    sinh,
    sqrt,
    symbols,
    tanh,
)

import grad_magic
from grad_magic import NoAnswerError
from grad_magic.calculus.conditions import contradiction, tidy_conditions, with_settled_sizes

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean

a, b = symbols("a b", real=True)


@pytest.mark.parametrize(
    "conditions",
    [
        [a > 0, -a > 0],
        [a > 2, 1 - a > 0],
        [Abs(a) < 1, a - 2 > 0],
        [-(a**2) + 2 * a - 1 > 0],
        [a * b > 0, -a * b > 0],
        [a**2 - b**2 > 0, b**2 - a**2 >= 0],
        [Ge(a, 0), Ge(-a, 0)],
    ],
)
def test_conditions_that_exclude_each_other(conditions: list[Gt | Ge]) -> None:
    assert contradiction(conditions)


@pytest.mark.parametrize(
    "conditions",
    [
        [],
        [Ge(a, 0)],
        [Ne(a, 0)],
        [a > 0, b > 0],
        [Abs(a) < 1, a > 0],
        [a**2 - b**2 > 0, a - b > 0],
        [Eq(a, 2), a > 0],
        [1 - a**2 - b**2 > 0],
    ],
)
def test_conditions_that_do_not(conditions: list[Gt | Ge]) -> None:
    assert not contradiction(conditions)


bounds = st.tuples(st.sampled_from([Gt, Lt]), st.integers(-3, 3), st.sampled_from([1, -2]))


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.lists(bounds, min_size=1, max_size=4))
def test_intervals_of_one_parameter(parts: list[tuple[type[Gt], int, int]]) -> None:
    conditions = [kind(scale * a, shift) for kind, shift, scale in parts]
    places = [Rational(n, 4) + Rational(1, 100) for n in range(-40, 40)]
    room = any(all(c.xreplace({a: place}) for c in conditions) for place in places)
    assert bool(contradiction(conditions)) == (not room)


@pytest.mark.parametrize(
    ("request_", "part"),
    [
        # Real nowhere, whatever the parameters are.
        ("f(x,y)=ln(-a^2-x^2-y^2) at=(0,0)", "it is -a**2"),
        ("f(x,y)=ln(x)*y at=(-a^2+2a-1,1)", "ln(x) needs x > 0"),
        ("f(x,y)=asin(x)*y at=(a^2+2,1)", "asin(x) needs |x| ≤ 1"),
        ("f(x,y)=y/x at=(sin(a)^2+cos(a)^2-1,1)", "the division needs x ≠ 0"),
        # Real for one number alone.
        ("f(x,y)=sqrt(x)*y at=(-s^2,1)", "sqrt(x) needs x ≥ 0"),
        ("f(x,y)=sqrt(a)*sqrt(-a)*x at=(1,1)", "a >= 0 and -a >= 0"),
        ("f(x,y)=ln(x)+ln(y) at=(a,-a)", "a > 0 and -a > 0"),
        ("f(x,y)=ln(x*y)+ln(-x*y) at=(a,b)", "a*b > 0 and -a*b > 0"),
    ],
)
def test_what_is_nowhere_real_is_refused(request_: str, part: str) -> None:
    with pytest.raises(NoAnswerError) as caught:
        grad_magic.solve(request_)
    assert part in str(caught.value)


@pytest.mark.slow
@pytest.mark.parametrize(
    "request_",
    [
        "f(x,y)=sqrt(x)*y at=(a,1)",
        "f(x,y)=sqrt(x)*y at=(a^2,1)",
        "f(x,y)=sqrt(1-x^2-y^2) at=(a,b)",
        "f(x,y)=atanh(x)*ln(y) at=(a,a+2)",
        "f(x,y)=ln(x)*sqrt(y) at=(a-1,a-2)",
        "f(x,y)=max(x,y) at=(a,b)",
    ],
)
def test_what_is_real_for_some_parameters_is_answered(request_: str) -> None:
    text = grad_magic.solve(request_).text
    assert "provided that" in text
    assert "False" not in text
    assert "I·" not in text


@pytest.mark.parametrize(
    ("conditions", "tidy"),
    [
        ([a < b, b > a], [a < b]),
        ([And(b > a, a < b), b > a], [b > a]),
        ([Abs(a) <= 1, Abs(a) < 1], [Abs(a) < 1]),
        ([1 - a**2 > 0, Abs(a) <= 1], [1 - a**2 > 0]),
        ([Ge(a, 1), a > 1], [a > 1]),
        ([Ge(a, 0), a > 0, Ne(a, 0)], [a > 0]),
        ([b - a > 0, Ne(a, b)], [b - a > 0]),
        ([Ne(a, 0), Ne(b, 0), Ne(a * b, 0)], [Ne(a, 0), Ne(b, 0)]),
        ([Ne(a * b, 0), Ne(b, 0), Ne(a, 0)], [Ne(b, 0), Ne(a, 0)]),
        ([a * b > 0, Ne(b, 0)], [a * b > 0]),
        # a > -1 says nothing of 0.
        ([a > -1, Ne(a, 0)], [a > -1, Ne(a, 0)]),
        ([a > -1, Ge(a, 0)], [a > -1, Ge(a, 0)]),
        ([Abs(a) < 1, Ne(a, 0)], [Abs(a) < 1, Ne(a, 0)]),
        ([Abs(a) > 0, Ne(a, 0)], [Ne(a, 0)]),
        # A quotient that is not 0 does not hide that it must exist.
        ([Ne(b, 0), Ne((b - 1) / b, 0)], [Ne(b, 0), Ne(b - 1, 0)]),
        ([2 / a**2 > 0], [Ne(a, 0)]),
        ([Ne(Abs(b), 0), Ne(b, 0)], [Ne(b, 0)]),
        ([Ne(sqrt(Abs(a - b)), 0), Ne(a, b)], [Ne(a - b, 0)]),
        ([a > 0, sqrt(a) > 0], [a > 0]),
        ([Ge(a / 4, 0), a > 0], [a > 0]),
        ([Ne(cbrt(a), 0)], [Ne(a, 0)]),
        # tanh has the sign of its argument, and cosh none.
        ([Ne(tanh(a), 0), Ne(a, 0)], [Ne(a, 0)]),
        ([sinh(a) > 0], [a > 0]),
        ([Max(0, a - 1) > 0, Ne(a, 1)], [a - 1 > 0]),
        ([Ne(Max(0, a), 0)], [a > 0]),
        ([Max(a, b) > 0], [Or(a > 0, b > 0)]),
        # It is -1 where a < -1 and b = -1, which is not 0.
        ([Ne(Max(a, b), 0)], [Ne(Max(a, b), 0)]),
        ([Ne(atan(a - b), 0)], [Ne(a - b, 0)]),
        ([tanh(a) > Rational(1, 2)], [tanh(a) > Rational(1, 2)]),
        ([Ge(a**2 / b**2, 0)], [Ne(b, 0)]),
    ],
)
def test_a_condition_is_said_once(conditions: list[Boolean], tidy: list[Boolean]) -> None:
    assert list(tidy_conditions(conditions)) == tidy


def test_what_an_identity_of_sines_says_is_not_said() -> None:
    assert tidy_conditions([sin(a) ** 2 + cos(a) ** 2 > 0]) == ()
    assert tidy_conditions([b**2 * sin(a) ** 2 + b**2 * cos(a) ** 2 > 0]) == (Ne(b, 0),)
    assert tidy_conditions([sin(a) + cos(a) > 0]) == (sin(a) + cos(a) > 0,)


def test_what_always_holds_is_no_condition() -> None:
    # 1 - σ(a) = σ(-a) > 0.
    assert tidy_conditions([1 - 1 / (1 + exp(-a)) > 0]) == ()
    # No a is both 0 and 1, nor 0 and a root of 2.
    assert tidy_conditions([Or(Ne(a, 0), Ne(a, 1))]) == ()
    assert tidy_conditions([Or(Ne(a, 0), Ne(a**2, 2))]) == ()
    assert tidy_conditions([Or(Ne(a - 1, 0), Ne(a + 1, 0))]) == ()
    assert tidy_conditions([Or(Ne(a, 0), Ne(b, 1))]) == (Or(Ne(a, 0), Ne(b, 1)),)
    assert tidy_conditions([Or(a < 0, a > 1)]) == (Or(a < 0, a > 1),)


def test_under_a_root_the_size_of_what_is_positive_is_divided_out() -> None:
    assert with_settled_sizes(sqrt(a * b) * Abs(1 / (a * b)), [a * b > 0]) == 1 / sqrt(a * b)
    assert with_settled_sizes(sqrt(-a * b) * Abs(1 / (a * b)), [-a * b > 0]) == 1 / sqrt(-a * b)
    assert with_settled_sizes(Abs(1 / (a * b)), [a / b > 0]) == 1 / (a * b)
    assert with_settled_sizes(Abs(1 / (a * b)), [a > 0]) == Abs(1 / (a * b))


@pytest.mark.parametrize(
    ("f", "sentence"),
    [
        ("ln(-x*y)", "provided that a·b < 0."),
        ("sqrt(4-x^2-y^2)", "provided that a² + b² < 4."),
        ("ln(3-2x)+y", "provided that a < 3/2."),
        ("ln(x^2-y-1)", "provided that a² > b + 1."),
        # sec ab is nowhere 0.
        ("tan(x*y)", "that is (a, b) ≠ (0, 0)."),
        ("x^2*y^2/(x^2+y^2)", "that is a ≠ 0 and b ≠ 0."),
        ("sech(x*y)", "that is a·b ≠ 0."),
    ],
)
def test_a_condition_on_letters_stands_as_a_person_writes_it(f: str, sentence: str) -> None:
    text = grad_magic.solve(f"f(x,y)={f} at=(a,b) plot=none").text
    assert sentence in " ".join(text.split())
