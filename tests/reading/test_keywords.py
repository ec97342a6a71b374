from __future__ import annotations

import functools
import math
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any, NoReturn

import numpy as np
import pytest
from sympy import (
    Eq,
    Expr,
    Float,
    Function,
    I,
    Integer,
    Lambda,
    Matrix,
    Rational,
    Symbol,
    Tuple,
    exp,
    pi,
    sin,
    sqrt,
    symbols,
    zeta,
)
from sympy.abc import x as plain_x
from sympy.abc import y as plain_y

from grad_magic.errors import GradMagicError, MeaninglessRequestError, RequestSyntaxError
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


class Silent(np.ndarray[Any, Any]):
    """An array that cannot be written out."""

    def __repr__(self) -> NoReturn:
        raise AssertionError("an array was written out")

    __str__ = __repr__


@pytest.mark.slow
@pytest.mark.parametrize("count", [1_000, 5_000])
def test_a_long_array_becomes_a_point_without_a_text(count: int) -> None:
    entries = np.linspace(0, 1, count).view(Silent)
    problem = read(lambda v: np.sum(v * v), at=entries, dir=entries[::-1])
    assert problem.point is not None
    assert problem.direction is not None
    assert [float(number) for number in problem.point] == list(entries)
    assert problem.direction == problem.point[::-1]
    assert len(problem.point) == count


def test_a_long_array_is_shown_by_its_beginning() -> None:
    with pytest.raises(MeaninglessRequestError) as caught:
        read("x*y", at=np.arange(1_000).view(Silent))
    assert caught.value.source == f"x*y\nat=({', '.join(map(str, range(20)))}, …)"
    assert str(caught.value) == (
        "at has 1000 coordinates, but f has 2 variables (x, y)\n"
        "    at=(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1…\n"
        "       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "Write at=(…, …), one coordinate for each variable, in the order x, y."
    )


def test_text_far_behind_in_a_long_row_is_read_as_mathematics() -> None:
    problem = read(lambda *v: sum(v), at=(*range(30), "sqrt(2)/2", 31))
    assert problem.point == (*range(30), sqrt(2) / 2, 31)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (0.1, Rational(1, 10)),
        (1e-7, Rational(1, 10**7)),
        (np.float32(0.1), Rational(1, 10)),
        (np.float64(0.1), Rational(1, 10)),
        (np.int8(-3), Integer(-3)),
        (np.array(2.5), Rational(5, 2)),
        (np.array([0.3]), Rational(3, 10)),
        (Fraction(1, 3), Rational(1, 3)),
        (Decimal("0.25"), Rational(1, 4)),
        (Float("0.3"), Rational(3, 10)),
        (Rational(1, 3) * pi, pi / 3),
        (sqrt(2), sqrt(2)),
        (True, Integer(1)),
        ("1/3", Rational(1, 3)),
    ],
)
def test_numbers_of_every_type_are_exact(value: object, number: Expr) -> None:
    problem = read("a*x", a=value, at=value, rate=value)
    assert (problem.point, problem.rate) == ((number,), number)
    assert problem.f == number * x
    assert problem.point is not None
    assert isinstance(problem.point[0], Expr)


@pytest.mark.parametrize(
    "at",
    [
        {"x": 1, "y": Rational(1, 2)},
        {"y": "1/2", "x": 1.0},
        {plain_y: 0.5, plain_x: np.int64(1)},
        {"x": Symbol("a") ** 0, "y": Fraction(1, 2)},
    ],
)
def test_a_dictionary_is_a_point_by_the_names_of_its_coordinates(at: object) -> None:
    assert read("x*y", at=at).point == (1, Rational(1, 2))


@pytest.mark.parametrize(
    ("at", "message"),
    [
        ({"x": 1}, "the point has no y\n    at=(x=1)\n       ^^^^^"),
        ({"x": 1, "q": 2}, "q is not one of x, y\n    at=(x=1, q=2)\n             ^^^"),
        (("x", 1), "x is a variable of the function, so it is no fixed number\n    at=(x, 1)"),
        (
            (1, "sin x y"),
            "sin x y can be read in two ways\n    at=(1, sin x y)\n           ^^^^^^^",
        ),
        (((1, 2), (3, 4)), "the coordinate must be one number\n    at=((1, 2), (3, 4))"),
        ((I, 1), "at may not contain I"),
        ((1, zeta(3)), "at may not contain zeta(3)"),
        ((b"1", 2), "at must hold real numbers, not bytes"),
    ],
)
def test_what_is_no_point_is_refused_at_its_place(at: object, message: str) -> None:
    with pytest.raises(GradMagicError) as caught:
        read("x*y", at=at)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    "at",
    [
        [(1, 2), (3, 4)],
        [[1, 2], [3, 4]],
        [np.array([1, 2]), Matrix([3, 4])],
        [{"x": 1, "y": 2}, {"y": 4, "x": 3}],
        ["(1,2)", (3, "2+2")],
        "[(1,2),(3,4)]",
    ],
)
def test_a_list_of_rows_is_several_points(at: object) -> None:
    asked = read_keywords("x*y", {"at": at})
    assert [problem.point for problem in asked.problems] == [(1, 2), (3, 4)]


@pytest.mark.parametrize(
    ("direction", "components"),
    [
        ((1, -1), (1, -1)),
        (np.array([[1, -1]]), (1, -1)),
        (np.array([[1], [-1]]), (1, -1)),
        (("1/2", sqrt(3) / 2), (Rational(1, 2), sqrt(3) / 2)),
        (plain_y, (0, 1)),
        (3 * Symbol("i") - 4 * Symbol("j"), (3, -4)),
        ("3i-4j", (3, -4)),
    ],
)
def test_a_direction_may_be_a_row_an_axis_or_a_sum_of_unit_vectors(
    direction: object, components: Iterable[object]
) -> None:
    assert read("x*y", at=(1, 2), dir=direction).direction == components


def test_a_value_for_a_name_is_put_into_a_point_too() -> None:
    a = Symbol("a")
    assert read("a*x*y", at=(a, 2 * a), a=3).point == (3, 6)
