from __future__ import annotations

import functools
import math
from typing import Any

import numpy as np
import pytest
from sympy import Eq, Function, Lambda, Matrix, Symbol, Tuple, exp, sin, sqrt, symbols
from sympy.abc import x as plain_x
from sympy.abc import y as plain_y

from grad_magic.errors import MeaninglessRequestError, RequestSyntaxError
from grad_magic.problem import Problem
from grad_magic.reading.keywords import read_keywords

x, y = symbols("x y", real=True)


class Wave:
    """An object that can be called."""

    def __call__(self, x: float, y: float) -> float:
        return x * math.cos(y)

    def method(self, x: float, y: float) -> float:
        return x + math.exp(y)


def growth(x: float, y: float, k: float = 1) -> float:
    return x * math.exp(k * y)


def read(function: object, **clauses: object) -> Problem:
    return read_keywords(function, clauses).problems[0]


@pytest.mark.parametrize(
    ("function", "clauses", "f"),
    [
        (growth, {}, x * exp(y)),
        (growth, {"k": sqrt(2)}, x * exp(sqrt(2) * y)),
        (growth, {"k": 2, "at": {"x": 1, "y": 0}}, x * exp(2 * y)),
        (functools.partial(growth, k=3), {}, x * exp(3 * y)),
        (lambda x, y: np.sin(x * y), {"at": (1, 2), "dir": (1, -1)}, sin(x * y)),
        (Wave(), {}, x * read("cos(y)").f),
        (Wave().method, {}, x + exp(y)),
        (plain_x * plain_y, {}, x * y),
        (Lambda((plain_y, plain_x), plain_x * plain_y**2), {}, x * y**2),
    ],
)
def test_functions_and_expressions_are_read(
    function: object, clauses: dict[str, object], f: Any
) -> None:
    assert read(function, **clauses).f == f


def test_one_vector_is_as_many_variables_as_the_point_has() -> None:
    problem = read(lambda v: v @ v, at=np.array([1, 2, 3]))
    a, b, c = symbols("x_1:4", real=True)
    assert (problem.f, problem.variables) == (a**2 + b**2 + c**2, (a, b, c))


def test_what_cannot_be_traced_is_a_procedure() -> None:
    problem = read(lambda x, y: x if x > y else 2.0, at=(1, 2))
    assert problem.procedure is not None
    assert problem.procedure(1.0, 2.0) == 2


@pytest.mark.parametrize(
    "function",
    [
        (plain_x * plain_y, plain_x + plain_y),
        [plain_x * plain_y, plain_x + plain_y],
        Matrix([plain_x * plain_y, plain_x + plain_y]),
        Matrix([[plain_x * plain_y, plain_x + plain_y]]),
        Tuple(plain_x * plain_y, plain_x + plain_y),
        ("x*y", plain_x + plain_y),
        Lambda((plain_x, plain_y), (plain_x * plain_y, plain_x + plain_y)),
    ],
)
def test_several_expressions_are_a_vector(function: object) -> None:
    problem = read(function)
    assert problem.f == Matrix([x * y, x + y])
    assert problem.is_vector_valued


def test_the_variables_of_a_lambda_keep_their_order() -> None:
    request = read_keywords(Lambda((plain_y, plain_x), plain_x), {})
    assert request.problems[0].variables == (y, x)
    assert request.symbols == {x: plain_x, y: plain_y}


def test_the_users_own_symbols_are_remembered() -> None:
    assert read_keywords(plain_x**2, {}).symbols == {x: plain_x}
    assert read_keywords((plain_x, plain_y), {}).symbols == {x: plain_x, y: plain_y}
    assert read_keywords("x*y", {}).symbols == {}


def test_parameters_of_an_expression_get_their_values() -> None:
    a = Symbol("a")
    assert read(a * plain_x**2, a=2, at=1).f == 2 * x**2
    with pytest.raises(RequestSyntaxError) as caught:
        read(a * plain_x**2, b=2, at=1)
    assert caught.value.message == "unknown clause b"


def test_an_equation_is_a_level_set() -> None:
    problem = read(Eq(plain_x**2 + plain_y**2, 25))
    assert (problem.f, problem.is_equation) == (x**2 + y**2 - 25, True)


@pytest.mark.parametrize(
    ("function", "kind"),
    [
        (3, "int"),
        ((1, 2), "tuple"),
        (np.array([plain_x, plain_y]), "ndarray"),
        (Matrix([[plain_x, 1], [1, plain_y]]), "MutableDenseMatrix"),
        (int, "type"),
        (Function("u"), "UndefinedFunction"),
        (None, "NoneType"),
    ],
)
def test_what_is_no_function_is_refused(function: object, kind: str) -> None:
    with pytest.raises(MeaninglessRequestError) as caught:
        read(function)
    assert str(caught.value) == (
        f"the function must be text, a SymPy expression or a Python function, not {kind}"
    )


def test_a_function_that_names_no_parameters_is_refused() -> None:
    with pytest.raises(MeaninglessRequestError) as caught:
        read(min, at=1)
    assert caught.value.message in (
        "this function does not name its parameters",
        "how many variables this function has is not known",
    )


def test_a_lambda_with_a_row_for_a_variable_is_refused() -> None:
    nested = Lambda(((Symbol("a"), Symbol("b")),), Symbol("a"))
    with pytest.raises(MeaninglessRequestError, match="are no names"):
        read(nested)


def test_symbols_in_a_point_are_fixed_numbers_and_come_back() -> None:
    a, b = Symbol("a"), Symbol("b")
    asked = read_keywords("x^2+y^2", {"at": (a, b + 1)})
    real_a, real_b = Symbol("a", real=True), Symbol("b", real=True)
    assert asked.problems[0].point == (real_a, real_b + 1)
    assert asked.symbols == {real_a: a, real_b: b}


def test_no_error_shows_a_name_that_nobody_typed() -> None:
    with pytest.raises(MeaninglessRequestError) as caught:
        read_keywords(Symbol("x") + Function("g")(Symbol("x")), {"at": (0,)})
    assert "f_0" not in str(caught.value)
    assert read_keywords(Symbol("x") ** 2, {"at": (0,)}).problems[0].source == ""
