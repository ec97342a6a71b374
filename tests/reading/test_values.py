from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from sympy import Expr, Rational, Symbol, pi, sqrt, symbols
from sympy import sin as sympy_sin

from grad_magic.errors import GradMagicError, MeaninglessRequestError, RequestSyntaxError
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


_X, _Y = symbols("x y")


@pytest.mark.parametrize(
    ("request_text", "point"),
    [
        ("f=x*y at=P(1,2)", (1, 2)),
        ("f=x*y at=P_0(1,2)", (1, 2)),
        (r"f=x*y at=$P_{0}\left( {1,2} \right)$", (1, 2)),
        ("f=x*y at=M(1;2)", (1, 2)),
        ("f=x*y at=(1;2)", (1, 2)),
        ("f=x*y at=A'(1|2)", (1, 2)),
        ("f=x*y at=P=(1,2)", (1, 2)),
        ("f=x*y at=(x=1; y=2)", (1, 2)),
        (r"f=x*y at=$\left(1,-2\right)$", (1, -2)),
        ("f=x^2 at=P(3)", (3,)),
        ("f=|x|*y at=(|-1|,2)", (1, 2)),
    ],
)
def test_points_are_read_as_books_name_them(request_text: str, point: tuple[int, ...]) -> None:
    assert read_problem(request_text).point == point


@pytest.mark.parametrize(
    "clauses",
    ["at=minus(1,2)", "at=half (1,2)", "at=(1,2) dir=opposite (3,4)", "at=(1,2) dir=grad(3,4)"],
)
def test_a_word_before_a_row_is_no_name_of_it(clauses: str) -> None:
    with pytest.raises(RequestSyntaxError):
        read_problem(f"f=x^2 y {clauses}")


@pytest.mark.parametrize("name", ["P", "P_0", "P₀", "P1", "P'", "AB", "point", "Punkt", "θ"])
def test_the_name_of_a_point_is_short(name: str) -> None:
    assert read_problem(f"f=x^2 y at={name}(1,2)").point == (1, 2)


def test_what_may_be_a_number_is_no_named_point() -> None:
    assert read_problem("f=x^2 at=a(2)").point == (2 * Symbol("a", real=True),)
    assert read_problem("f=x^2 at=sin(2)").point == (sympy_sin(2),)
    assert read_problem("f=x^2 at=max(2,3)").point == (3,)


def test_several_points_may_have_names() -> None:
    asked = read_request("f=x*y at=[P(1,0);Q(0,1)]")
    assert [problem.point for problem in asked.problems] == [(1, 0), (0, 1)]


def test_with_semicolons_the_comma_is_no_separator() -> None:
    assert read_problem("f(x;y)=max(x;y) at=(1;2)").variables == symbols("x y", real=True)
    source = "f=x*y at=(0,5;1)"
    with pytest.raises(RequestSyntaxError) as caught:
        read_problem(source)
    assert caught.value.advice == "Write decimal points: 0.5"
    assert (caught.value.start, caught.value.end) == (11, 12)
    with pytest.raises(RequestSyntaxError):
        read_problem("f(x,y;z)=x*y")


@pytest.mark.parametrize(
    ("source", "advice"),
    [
        ("f=0,5x^2+1,5y^2 at=(1;2)", "Write decimal points: 0.5x^2+1.5y^2"),
        ("f=x*y at=(-1,5, 2,5)", "Write decimal points, (-1.5, 2.5), or at=(…, …), one "),
        ("f=x^2 at=(1,2)", "Write f(x,y)=… for more variables, or at=(…), one "),
        ("f=x*y at=1", "Write at=(…, …), one coordinate for each variable"),
        ("L(w)=mean(w*x) x=1,2,3 at=1", "Write (1,2,3)."),
        ("f=x*y at=(x=1)", "Write at=(x=…, y=…)."),
        ("f=x*y at=(x=1,z=2)", "Write at=(x=…, y=…)."),
        ("f=x*y at (1,2), (3,4)", "Write dir=(3,4), or at=[(1,2), (3,4)]."),
        ("f=ln(x+y at=(1,0))", "Close the bracket before at=."),
        ("f=x*y at=(1,2+)", "Something is missing behind +."),
        ("f=x*y at=", "Write at=(1,0)."),
    ],
)
def test_a_slip_in_a_row_is_told_with_what_is_meant(source: str, advice: str) -> None:
    with pytest.raises(GradMagicError) as caught:
        read_request(source)
    assert caught.value.advice.startswith(advice)


@pytest.mark.parametrize("held", [(1, 2), [1, 2], "(1,2)", "1, 2", "P（1；2）", {"x": 1, "y": 2}])
@pytest.mark.parametrize("clause", ["at=p", "at={p}"])
def test_a_point_of_the_notebook_may_be_text_or_a_mapping(held: object, clause: str) -> None:
    assert read_problem(f"f=x*y {clause}", {"p": held}).point == (1, 2)
    assert read_problem(f"f=x*y at=(0,0) {clause.replace('at', 'dir')}", {"p": held}).direction == (
        1,
        2,
    )


def test_a_mapping_of_the_notebook_may_have_symbols_and_any_numbers() -> None:
    held = {_Y: "sqrt(2)/2", _X: Rational(1, 3)}
    assert read_problem("f=x*y at=p", {"p": held}).point == (Rational(1, 3), sqrt(2) / 2)


@pytest.mark.parametrize(
    "held",
    [[(1, 2), (3, 4)], "[(1,2),(3,4)]", [{"x": 1, "y": 2}, "3, 4"], np.array([[1, 2], [3, 4]])],
)
def test_several_points_may_come_from_the_notebook(held: object) -> None:
    asked = read_request("f=x*y at=p", {"p": held})
    assert [problem.point for problem in asked.problems] == [(1, 2), (3, 4)]
    asked = read_request("f=x*y at=[q, r]", {"q": (1, 2), "r": "3;4"})
    assert [problem.point for problem in asked.problems] == [(1, 2), (3, 4)]
