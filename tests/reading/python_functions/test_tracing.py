from __future__ import annotations

import functools
import math
import random
from collections.abc import Callable
from fractions import Fraction
from math import cos, e, sin
from typing import Any

import numpy as np
import pytest
import sympy
from sympy import (
    Abs,
    E,
    Expr,
    Max,
    Min,
    Rational,
    atan2,
    cbrt,
    exp,
    log,
    pi,
    sqrt,
    symbols,
)

from grad_magic.formula.python_values import real_value
from grad_magic.formula.sympy_forms import to_sympy
from grad_magic.formula.tree import Formula
from grad_magic.lesson.formulas import notate_formula
from grad_magic.lesson.typesetting.plain import render_atom
from grad_magic.reading.python_functions.tracing import trace_function
from grad_magic.wording.english import ENGLISH

x, y = symbols("x y", real=True)


def expression_of(function: Callable[..., Any]) -> Expr | None:
    formula = trace_function(function, (x, y))
    return None if formula is None else to_sympy(formula)


def sinc(t: float) -> float:
    return math.sin(t) / t


def mission(x: float, y: float) -> float:
    return x * math.exp(2 * y)


def calls_another(x: float, y: float) -> float:
    return sinc(x * y) + sum(x * k for k in (1, 2))


def loops(x: float, y: float) -> float:
    total = 0.0
    for k in range(4):
        total += x**k / math.factorial(k)
    return total * y


def uses_arrays(x: float, y: float) -> Any:
    vector = np.array([x, y])
    matrix = np.array([[1, 2], [3, 4.5]])
    return np.sum(np.exp(vector)) + vector @ matrix @ vector


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (mission, x * exp(2 * y)),
        (lambda x, y: sin(x) + cos(y) * e, sympy.sin(x) + E * sympy.cos(y)),
        (lambda x, y: 2 * math.pi * x - y / 2, 2 * pi * x - y / 2),
        (lambda x, y: np.pi / 3 * x + y, pi * x / 3 + y),
        (lambda x, y: 0.1 * x + Fraction(1, 7) * y, x / 10 + y / 7),
        (lambda x, y: np.float64(0.5) * x + np.int64(3) * y, x / 2 + 3 * y),
        (lambda x, y: sympy.Rational(1, 3) * x + y * sympy.sqrt(2), x / 3 + sqrt(2) * y),
        (lambda x, y: 1 / 3 * x + np.sqrt(2) * y, x / 3 + sqrt(2) * y),
        (lambda x, y: math.sqrt(2) * x + y, sqrt(2) * x + y),
        (lambda x, y: 2 - x + (1 / y), 2 - x + 1 / y),
        (lambda x, y: 2**x + (-x) ** 3 + y**-2, 2**x - x**3 + y**-2),
        (lambda x, y: abs(x) + abs(+y), Abs(x) + Abs(y)),
        (lambda x, y: max(x, y, 0) + min([x, y]), Max(0, x, y) + Min(x, y)),
        (lambda x, y: np.maximum(x, y) + np.abs(x), Max(x, y) + Abs(x)),
        (lambda x, y: np.clip(x, 0, 1) + y, Min(1, Max(0, x)) + y),
        (lambda x, y: np.arctan2(y, x) + np.hypot(x, y), atan2(y, x) + sqrt(x**2 + y**2)),
        (lambda x, y: math.hypot(x, y, 1), sqrt(x**2 + y**2 + 1)),
        (lambda x, y: math.log(x, 3) + np.log1p(y), log(x) / log(3) + log(1 + y)),
        (lambda x, y: np.power(x, 2) + np.square(y) + np.cbrt(x), x**2 + y**2 + cbrt(x)),
        (lambda x, y: x ** (1 / 3) + y**0.5, x ** Rational(1, 3) + sqrt(y)),
        (lambda x, y: exp(x) * sympy.sin(y), exp(x) * sympy.sin(y)),
        (calls_another, sympy.sin(x * y) / (x * y) + 3 * x),
        (loops, (1 + x + x**2 / 2 + x**3 / 6) * y),
        (uses_arrays, exp(x) + exp(y) + x**2 + 5 * x * y + Rational(9, 2) * y**2),
        (lambda x, y: np.linalg.norm([x, y]), sqrt(x**2 + y**2)),
        (functools.partial(lambda a, x, y: a * math.cos(x) + y, 2), 2 * sympy.cos(x) + y),
        (lambda x, y: x + 0 * y, x),
    ],
)
def test_what_a_function_computes_is_read(function: Callable[..., Any], expected: Expr) -> None:
    found = expression_of(function)
    assert found is not None
    assert (found - expected).expand() == 0


def test_the_first_powers_of_a_loop_are_written_as_one_writes_them() -> None:
    formula = trace_function(lambda a, b: sum(a**k * b / (k + 1) for k in range(3)), (x, y))
    assert formula is not None
    assert render_atom(notate_formula(formula), ENGLISH) == "y + x·y/2 + x²·y/3"


def test_holes_survive() -> None:
    formula = trace_function(lambda x, y: x / x * y, (x, y))
    name = Formula("name", value=x)
    assert formula == Formula(
        "multiply", (name, Formula("reciprocal", (name,)), Formula("name", value=y))
    )


def test_a_root_is_not_real_where_python_says_so() -> None:
    # (-8)**(1/3) is complex in Python, and -2 in calculus books.
    formula = trace_function(lambda x: x ** (1 / 3), (x,))
    assert formula is not None
    assert formula.operation == "exp"


def test_a_row_of_numbers_is_a_vector() -> None:
    for function in (lambda x, y: (x * y, x + y), lambda x, y: np.array([x * y, x + y])):
        formula = trace_function(function, (x, y))
        assert formula is not None
        assert formula.operation == "vector"
        assert [to_sympy(part) for part in formula.operands] == [x * y, x + y]


def branches(x: float, y: float) -> float:
    return x if x > y else 2 * y


def hides_its_branch(x: float, y: float) -> float:
    try:
        return x if x > y else 2 * y
    except TypeError:
        return x


def asks_for_types(x: Any, y: Any) -> Any:
    return x + 1 if isinstance(x, float) else y


def squares_often(x: float, y: float) -> float:
    for _ in range(100):
        x = x * x + y
    return x


CALLS = [0]


def counts(x: float, y: float) -> float:
    CALLS[0] += 1
    return x * y * CALLS[0]


@pytest.mark.parametrize(
    "function",
    [
        branches,
        hides_its_branch,
        asks_for_types,
        squares_often,
        counts,
        lambda x, y: random.random() * x + y,  # noqa: S311
        lambda x, y: float(x) + y,
        lambda x, y: x if y else 0,
        lambda x, y: x == y,
        lambda x, y: np.where(x > 0, x, y),
        lambda x, y: round(x) + y,
        lambda x, y: [1, 2][x] + y,
        lambda x, y: np.heaviside(x, 0.5) + y,
        lambda x, y: x % 2 + y,
        lambda *_: "xy",
        lambda *_: None,
        lambda x, y: x * 1j + y,
        lambda x, y: (-2) ** x + y,
        lambda x, y: {x: 1}[x] + y,
    ],
)
def test_what_is_no_formula_is_not_read(function: Callable[..., Any]) -> None:
    assert trace_function(function, (x, y)) is None


def test_a_long_loop_is_given_up() -> None:
    def runs(x: float, y: float) -> float:
        while True:
            x = x + y

    assert trace_function(runs, (x, y)) is None


def catches(x: float, y: float) -> float:
    try:
        return x * y / (x * x + y * y)
    except ZeroDivisionError:
        return 0.0


def test_a_value_that_the_formula_lacks_at_the_point_is_noticed() -> None:
    assert trace_function(catches, (x, y), points=[(1.0, 0.0)]) is not None
    assert trace_function(catches, (x, y), points=[(0.0, 0.0)]) is None


def test_the_function_and_its_module_stay_as_they_are() -> None:
    before = mission.__globals__["math"]
    assert trace_function(mission, (x, y)) is not None
    assert mission.__globals__["math"] is before
    assert mission(1, 0) == 1


def test_only_real_numbers_are_values() -> None:
    assert real_value(np.float32(0.5)) == 0.5
    assert real_value(sympy.sqrt(2)) == math.sqrt(2)
    assert real_value(True) == 1  # noqa: FBT003
    for value in (math.nan, math.inf, 1j, "1", None, (1,), np.array([1.0]), sympy.I, 10**400):
        assert real_value(value) is None


@pytest.mark.slow
def test_a_sum_over_a_thousand_variables_is_a_formula() -> None:
    variables = symbols("v_1:1001", real=True)
    formula = trace_function(lambda *v: sum((x - i) ** 2 for i, x in enumerate(v)), variables)
    assert formula is not None
    assert len(formula.operands) == 1001


def test_of_few_variables_so_long_a_computation_is_none() -> None:
    def iterate(x: float) -> float:
        for _ in range(600):
            x = x * x - 1
        return x

    assert trace_function(iterate, symbols("x,", real=True)) is None


@pytest.mark.slow
def test_a_long_function_that_is_not_what_it_computes_is_no_formula() -> None:
    variables = symbols("v_1:101", real=True)

    def restless(*v: float) -> float:
        return sum(v) + random.random()  # noqa: S311  (nothing is kept secret)

    assert trace_function(restless, variables) is None
