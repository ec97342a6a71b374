from __future__ import annotations

import pytest
from sympy import Rational, exp, pi, symbols

from grad_magic.errors import GradMagicError, MeaninglessRequestError, RequestSyntaxError
from grad_magic.problem import Place
from grad_magic.reading.request import natural_order, read_problem

x, y, z = symbols("x y z", real=True)


def test_the_mission_is_read() -> None:
    problem = read_problem("f=x*exp(2*y) at=(1,0) dir=(1,-1)")
    assert problem.name == "f"
    assert problem.f == x * exp(2 * y)
    assert problem.variables == (x, y)
    assert problem.point == (1, 0)
    assert problem.direction == (1, -1)
    assert dict(problem.places) == {"f": Place(2, 12), "at": Place(16, 21), "dir": Place(26, 32)}


@pytest.mark.parametrize(
    "source",
    [
        "dir=(1,-1) at=(1,0) f=x*exp(2*y)",
        "f = x * exp( 2*y )\nat = [1, 0]\n dir = [1, -1]  # down",
        "f(x,y)=x*exp(2*y) at=(1,0) dir=(1,-1)",
    ],
)
def test_order_lines_and_spaces_make_no_difference(source: str) -> None:
    problem = read_problem(source)
    assert (problem.f, problem.variables) == (x * exp(2 * y), (x, y))
    assert (problem.point, problem.direction) == ((1, 0), (1, -1))


def test_named_variables_fix_their_order() -> None:
    assert read_problem("f(y,x)=x").variables == (y, x)


def test_the_function_may_have_any_name() -> None:
    assert read_problem("zeta=x*y").name == "zeta"
    assert read_problem("ζ=x*y").name == "zeta"
    assert read_problem("L(w)=w^2").name == "L"


def test_variables_stand_in_natural_order() -> None:
    names = symbols("x_10 y x_2 z x x_1 a", real=True)
    assert [str(symbol) for symbol in natural_order(names)] == [
        "a", "x", "x_1", "x_2", "x_10", "y", "z",
    ]  # fmt: skip


def test_coordinates_are_exact() -> None:
    assert read_problem("f=x*y at=(0.1, pi/2)").point == (Rational(1, 10), pi / 2)


def test_one_variable_needs_no_brackets() -> None:
    problem = read_problem("f=x^2 at=3 dir=-1")
    assert (problem.point, problem.direction) == ((3,), (-1,))


@pytest.mark.parametrize(
    ("source", "kind", "message"),
    [
        (
            "f=x*y dri=(1,1)",
            RequestSyntaxError,
            "unknown clause dri\n    f=x*y dri=(1,1)\n          ^^^\nDid you mean dir?",
        ),
        (
            "f=x*y colour=red",
            RequestSyntaxError,
            (
                "unknown clause colour\n    f=x*y colour=red\n          ^^^^^^\n"
                "The clauses are f, at, dir."
            ),
        ),
        (
            "f=x at=1 at=2",
            RequestSyntaxError,
            "the clause at is given twice\n    f=x at=1 at=2\n             ^^",
        ),
        (
            "f=x f=y",
            RequestSyntaxError,
            "the clause f is given twice\n    f=x f=y\n        ^",
        ),
        (
            "at=(1,2)",
            RequestSyntaxError,
            (
                "the request names no function\n    at=(1,2)\n    ^^^^^^^^\n"
                "Begin with the function: f=x*exp(2*y)"
            ),
        ),
        (
            "at(x)=3 f=x",
            RequestSyntaxError,
            "at is a clause, not a function's name\n    at(x)=3 f=x\n    ^^",
        ),
        (
            "f(x,x)=x",
            RequestSyntaxError,
            "the variable x is named twice\n    f(x,x)=x\n        ^",
        ),
        (
            "f(2)=x",
            RequestSyntaxError,
            "a variable's name is expected here\n    f(2)=x\n      ^\nWrite f(x,y)=…, names only.",
        ),
        (
            "f(x)=x*y",
            MeaninglessRequestError,
            "y is not among the variables (x)\n    f(x)=x*y\n           ^\nName it too: f(x, y)=…",
        ),
        (
            "f=3",
            MeaninglessRequestError,
            "f has no variable\n    f=3\n      ^\nName its variables: f(x,y)=…",
        ),
        (
            "f=x*y at=(1,2,3)",
            MeaninglessRequestError,
            (
                "at has 3 coordinates, but f has 2 variables (x, y)\n"
                "    f=x*y at=(1,2,3)\n             ^^^^^^^\n"
                "Write at=(…, …), one coordinate for each variable, in the order x, y."
            ),
        ),
        (
            "f=x*y at=1",
            MeaninglessRequestError,
            (
                "at has 1 coordinate, but f has 2 variables (x, y)\n"
                "    f=x*y at=1\n             ^\n"
                "Write at=(…, …), one coordinate for each variable, in the order x, y."
            ),
        ),
        (
            "f=x*y at=(1,2) dir=(1,1,1)",
            MeaninglessRequestError,
            (
                "dir has 3 components, but f has 2 variables (x, y)\n"
                "    f=x*y at=(1,2) dir=(1,1,1)\n                       ^^^^^^^\n"
                "Write dir=(…, …), one component for each variable, in the order x, y."
            ),
        ),
        (
            "f=x*y at=(1,2) dir=(0,0)",
            MeaninglessRequestError,
            (
                "the direction has length zero, so it points nowhere\n"
                "    f=x*y at=(1,2) dir=(0,0)\n                       ^^^^^\n"
                "Give at least one component that is not 0."
            ),
        ),
        (
            "f=x*y dir=(1,1)",
            MeaninglessRequestError,
            (
                "a direction needs a point\n    f=x*y dir=(1,1)\n              ^^^^^\n"
                "Add the point: at=(…)"
            ),
        ),
        (
            "f=x*y at=(1,a)",
            MeaninglessRequestError,
            (
                "a coordinate must be a number, but a is a name\n"
                "    f=x*y at=(1,a)\n                ^\n"
                "Write numbers, as in at=(1, pi/2)."
            ),
        ),
        (
            "f=x*y at=(1,asin(2))",
            MeaninglessRequestError,
            "a coordinate must be a real number\n    f=x*y at=(1,asin(2))\n                ^^^^^^^",
        ),
    ],
)
def test_what_is_not_asked_rightly_is_explained(
    source: str, kind: type[GradMagicError], message: str
) -> None:
    with pytest.raises(kind) as caught:
        read_problem(source)
    assert str(caught.value) == message
