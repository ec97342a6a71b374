from __future__ import annotations

from collections.abc import Mapping

import pytest
from sympy import Expr, Symbol, pi, sqrt, symbols

from grad_magic.errors import MeaninglessRequestError
from grad_magic.reading.request import read_problem, read_request

x, y, a, b, c, t = symbols("x y a b c t", real=True)
x_0, y_0, alpha = symbols("x_0 y_0 alpha", real=True)


@pytest.mark.parametrize(
    ("source", "point"),
    [
        ("f=x^2+y^2 at=(a,b)", (a, b)),
        ("f=x^2+y^2 at=(x_0,y_0)", (x_0, y_0)),
        ("f=x^2+y^2 at=(x=a, y=2a+1)", (a, 2 * a + 1)),
        ("f=x^2+y^2 at=(ab, pi a)", (a * b, pi * a)),
        ("f=x^2+y^2 at=(sqrt(a), |b|)", (sqrt(a), abs(b))),
        ("f=x^2+y^2 at=(α, 1)", (alpha, 1)),
        (r"f=x^2+y^2 at=$(\alpha, 1)$", (alpha, 1)),
        ("f=t^2 at=a", (a,)),
    ],
)
def test_names_in_a_point_stand_for_real_numbers(source: str, point: tuple[Expr, ...]) -> None:
    problem = read_problem(source)
    assert problem.point == point
    assert set(problem.parameters) == {
        s for entry in point for s in getattr(entry, "free_symbols", ())
    }


def test_the_variables_are_the_names_of_f_alone() -> None:
    problem = read_problem("f=x^2+y^2 at=(a,b) dir=(c,1)")
    assert problem.variables == (x, y)
    assert problem.parameters == (a, b, c)


def test_several_points_may_be_general() -> None:
    request = read_request("f=x*y at=[(a,b),(1,a)]")
    assert [problem.point for problem in request.problems] == [(a, b), (1, a)]


@pytest.mark.parametrize(
    ("source", "point"),
    [
        ("f=x*y at=(a,1) a=3", (3, 1)),
        ("f=x*y at=(a+b,b) a=3", (3 + b, b)),
        ("f=x*y at=(2ab,1) a=3", (6 * b, 1)),
        ("f=x*y at=(mass,1) mass=3", (3, 1)),
        ("f(x,y)=a x y at=(a,1) a=3", (3, 1)),
    ],
)
def test_values_that_clauses_give_are_put_in(source: str, point: tuple[Expr, ...]) -> None:
    assert read_problem(source).point == point


def test_a_name_of_f_is_the_same_in_the_point() -> None:
    problem = read_problem("f(x,y)=a*x*y at=(a,1)", {"a": 5})
    assert (problem.f, problem.point) == (a * x * y, (a, 1))


HELD: Mapping[str, object] = {"a": 2, "s": Symbol("s"), "x": 7, "P": (1, 2), "b": Symbol("b")}


@pytest.mark.parametrize(
    ("value", "point"),
    [
        ("(a,c)", (2, c)),
        ("(c,{a}+1)", (c, 3)),
        ("(s,1)", (Symbol("s", real=True), 1)),
        ("(b,b+1)", (b, b + 1)),
        ("P", (1, 2)),
    ],
)
def test_a_bare_name_stands_for_what_the_notebook_holds(
    value: str, point: tuple[Expr, ...]
) -> None:
    assert read_problem(f"f=x*y at={value}", HELD).point == point


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            "f=x*y at=(x,y)",
            (
                "x is a variable of the function, so it is no fixed number\n"
                "    f=x*y at=(x,y)\n              ^\nUse another name, such as x_0."
            ),
        ),
        (
            "f=x_0*y at=(x_0,1)",
            (
                "x_0 is a variable of the function, so it is no fixed number\n"
                "    f=x_0*y at=(x_0,1)\n                ^^^\nUse another name, such as a."
            ),
        ),
        (
            "f=x*y at=(1,2x)",
            (
                "x is a variable of the function, so it is no fixed number\n"
                "    f=x*y at=(1,2x)\n                 ^\nUse another name, such as x_0."
            ),
        ),
        (
            "f(E,m)=E*m at=(E,1)",
            (
                "E is a variable of the function, so it is no fixed number\n"
                "    f(E,m)=E*m at=(E,1)\n                   ^\nUse another name, such as E_0."
            ),
        ),
        (
            "f=x*y at=(1,{g})",
            (
                "x is a variable of the function, so it is no fixed number\n"
                "    f=x*y at=(1,{g})\n                ^^^\nUse another name, such as x_0."
            ),
        ),
        (
            "f=x*y at=(g,1)",
            (
                "x is a variable of the function, so it is no fixed number\n"
                "    f=x*y at=(g,1)\n              ^\nUse another name, such as x_0."
            ),
        ),
        (
            "f=x*y at=(1,2k)",
            (
                "k is also a name of the notebook\n    f=x*y at=(1,2k)\n                 ^\n"
                "Write {k} for what the notebook holds, or take another letter."
            ),
        ),
        (
            "f=x1*y at=(x_1,1)",
            (
                "x1 and x_1 are two names that look alike\n    f=x1*y at=(x_1,1)\n"
                "              ^^^^^^^\nWrite one of them for both."
            ),
        ),
        (
            "f=x*y at=(a1,a_1)",
            (
                "a1 and a_1 are two names that look alike\n    f=x*y at=(a1,a_1)\n"
                "             ^^^^^^^^\nWrite one of them for both."
            ),
        ),
        (
            "f=x*y at=(1,sqrt(-1-a^2))",
            (
                "a coordinate must be a real number\n    f=x*y at=(1,sqrt(-1-a^2))\n"
                "                ^^^^^^^^^^^^"
            ),
        ),
    ],
)
def test_what_is_no_fixed_number_is_refused(source: str, message: str) -> None:
    held = {"g": Symbol("x") ** 2, "k": 3}
    with pytest.raises(MeaninglessRequestError) as caught:
        read_problem(source, held)
    assert str(caught.value) == message
