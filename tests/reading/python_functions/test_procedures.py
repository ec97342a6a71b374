from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from sympy import Function, Matrix, Rational, exp, sqrt, symbols

from grad_magic.errors import GradMagicError, MeaninglessRequestError, RequestSyntaxError
from grad_magic.reading.request import read_problem

x, y, a = symbols("x y a", real=True)
x_1, x_2 = symbols("x_1 x_2", real=True)


def g(x: float, y: float) -> float:
    return x * math.exp(2 * y)


def swapped(y: float, x: float, a: float = 3, n: int = 2) -> float:
    total = 0.0
    for _ in range(n):
        total += a * y
    return x - total


def of_vector(v: Any) -> Any:
    return v[0] ** 2 + v[1]


def of_any_number(*values: float) -> float:
    return values[0] * values[1]


def jumps(x: float, y: float) -> float:
    return x if x > y else y * y


def scaled(x: float, *, factor: float) -> float:
    return x * factor


def unwritable(_first: float, second: float) -> float:
    return _first + second


NAMESPACE = {
    function.__name__: function
    for function in (g, swapped, of_vector, of_any_number, jumps, scaled, unwritable)
} | {"P": (1, 2), "exp": exp, "kind": int}


@pytest.mark.parametrize(
    ("source", "f", "variables"),
    [
        ("f=g", x * exp(2 * y), (x, y)),
        ("f(s,t)=g", None, symbols("s t", real=True)),
        ("f=swapped", x - 6 * y, (y, x)),
        ("f=swapped n=1 a=1/3", x - y / 3, (y, x)),
        ("f=swapped a=sqrt(2)+1", x - 2 * (sqrt(2) + 1) * y, (y, x)),
        ("f=swapped x=5", 5 - 6 * y, (y,)),
        ("f(y)=swapped", x - 6 * y, (y,)),
        ("f=of_vector at=(1,2)", x_1**2 + x_2, (x_1, x_2)),
        ("f=of_vector at=P", x_1**2 + x_2, (x_1, x_2)),
        ("f=of_vector at=[(1,2),(3,4)]", x_1**2 + x_2, (x_1, x_2)),
        ("f(x,y)=of_vector", x**2 + y, (x, y)),
        ("f=of_any_number at=(1,2)", x_1 * x_2, (x_1, x_2)),
        ("f=scaled factor=1/2", x / 2, (x,)),
        ("f=unwritable", x_1 + x_2, (x_1, x_2)),
    ],
)
def test_parameters_are_variables_in_their_order(source: str, f: Any, variables: Any) -> None:
    from grad_magic.reading.request import read_request

    problem = read_request(source, NAMESPACE).problems[0]
    s, t = symbols("s t", real=True)
    assert (problem.f - (s * exp(2 * t) if f is None else f)).expand() == 0
    assert problem.variables == variables
    assert problem.procedure is None


def test_a_function_that_is_no_formula_stays_a_procedure() -> None:
    problem = read_problem("f=jumps at=(1,2) dir=(1,1)", NAMESPACE)
    assert problem.procedure is not None
    assert problem.procedure(3.0, 1.0) == 3
    assert problem.f == Function("f", real=True)(x, y)
    assert problem.formula.operation == "procedure"
    assert (problem.point, problem.direction) == ((1, 2), (1, 1))


def test_a_procedure_of_a_vector_is_given_an_array() -> None:
    def largest(v: Any) -> Any:
        return v.max() if v[0] > 0 else np.sum(v)

    problem = read_problem("f=h at=(1,2)", {"h": largest})
    assert problem.procedure is not None
    assert problem.procedure(1.0, 2.0) == 2


def test_a_row_of_numbers_is_vector_valued() -> None:
    problem = read_problem("f=F", {"F": lambda x, y: (x * y, x + y)})
    assert problem.f == Matrix([x * y, x + y])
    assert problem.is_vector_valued


def test_a_named_parameter_without_a_value_stays_a_symbol() -> None:
    def line(x: float, a: float) -> float:
        return a * x

    problem = read_problem("f(x)=line", {"line": line})
    assert (problem.f, problem.variables, problem.parameters) == (a * x, (x,), (a,))


def test_the_point_may_use_a_value_of_a_clause() -> None:
    assert read_problem("f=g at=(c,1) c=1/2", NAMESPACE).point == (Rational(1, 2), 1)


@pytest.mark.parametrize(
    ("source", "kind", "message"),
    [
        (
            "f=g dri=(1,1)",
            RequestSyntaxError,
            "unknown clause dri\n    f=g dri=(1,1)\n        ^^^\nDid you mean dir?",
        ),
        (
            "f=of_any_number",
            MeaninglessRequestError,
            (
                "how many variables this function has is not known\n    f=of_any_number\n"
                "      ^^^^^^^^^^^^^\nWrite one with named parameters: def g(x, y): return …"
            ),
        ),
        (
            "f=scaled",
            MeaninglessRequestError,
            (
                "factor has no value\n    f=scaled\n      ^^^^^^\n"
                "Write one with named parameters: def g(x, y): return …"
            ),
        ),
        (
            "f(s)=g",
            MeaninglessRequestError,
            (
                "the variables of this function are x, y\n    f(s)=g\n         ^\n"
                "Write one with named parameters: def g(x, y): return …"
            ),
        ),
        (
            "f(x)=jumps at=1",
            MeaninglessRequestError,
            (
                "y is neither a variable nor has it a value\n    f(x)=jumps at=1\n"
                "         ^^^^^\nGive its value: y=…"
            ),
        ),
        (
            "f=g at=(1,2,3)",
            MeaninglessRequestError,
            (
                "at has 3 coordinates, but f has 2 variables (x, y)\n    f=g at=(1,2,3)\n"
                "           ^^^^^^^\n"
                "Write at=(…, …), one coordinate for each variable, in the order x, y."
            ),
        ),
    ],
)
def test_what_a_function_leaves_open_is_explained(
    source: str, kind: type[GradMagicError], message: str
) -> None:
    with pytest.raises(kind) as caught:
        read_problem(source, NAMESPACE)
    assert str(caught.value) == message


def test_a_function_that_is_not_named_is_never_called() -> None:
    def refuse(_: float) -> float:
        raise AssertionError

    assert read_problem("f=x^2 at=1", {"x": 3, "refuse": refuse, "f": refuse}).f == x**2
