from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grad_magic.calculus.domains import EXACT
from grad_magic.formula.arithmetic import GRID, HIGH_PRECISION, NotRealError
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import BUILDERS
from grad_magic.formula.tree import Place
from grad_magic.reading.grammar.expressions import read_expression
from grad_magic.reading.vocabulary import CALLABLES


def run(text: str, values: dict[str, float]) -> tuple[float, float]:
    """The value over NumPy and over mpmath numbers."""
    formula = read_expression(text, Place(0, len(text)))
    program = compile_formula(formula)
    symbols = {
        instruction.formula.value: values[str(instruction.formula.value)]
        for instruction in program.instructions
        if instruction.operation == "name"
    }
    arrays = {symbol: np.array([[value]]) for symbol, value in symbols.items()}
    precise = {symbol: mpmath.mpf(value) for symbol, value in symbols.items()}
    return program.run(arrays, GRID).item(), float(program.run(precise, HIGH_PRECISION))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x*exp(2*y)", lambda x, y: x * math.exp(2 * y)),
        ("x^3-y/x", lambda x, y: x**3 - y / x),
        ("sqrt(x^2+y^2)", math.hypot),
        ("x^y", lambda x, y: x**y),
        ("(0-x)^(1/3)", lambda x, _: -(x ** (1 / 3))),
        ("(0-x)^(2/3)", lambda x, _: x ** (2 / 3)),
        ("ln(x)+log(y,2)", lambda x, y: math.log(x) + math.log2(y)),
        ("sin(x)*cos(y)+tan(x/4)", lambda x, y: math.sin(x) * math.cos(y) + math.tan(x / 4)),
        ("1/tan(x)-cot(x)+sec(y)*cos(y)+csc(y)*sin(y)", lambda *_: 2),
        ("atan(x)+asin(1/x)+acos(1/x)", lambda x, _: math.atan(x) + math.pi / 2),
        ("sinh(x)-cosh(y)*tanh(x)", lambda x, y: math.sinh(x) - math.cosh(y) * math.tanh(x)),
        ("asinh(x)+acosh(y)+atanh(1/x)",
         lambda x, y: math.asinh(x) + math.acosh(y) + math.atanh(1 / x)),
        ("erf(x)*abs(1-y)", lambda x, y: math.erf(x) * abs(1 - y)),
        ("sigmoid(x-y)", lambda x, y: 1 / (1 + math.exp(y - x))),
    ],
)  # fmt: skip
@settings(max_examples=12)
@given(x=st.floats(1.1, 3), y=st.floats(1.1, 3))
def test_every_operation_agrees_with_the_standard_library(
    text: str, expected: object, x: float, y: float
) -> None:
    assert callable(expected)
    reference = expected(x, y)
    for value in run(text, {"x": x, "y": y}):
        assert value == pytest.approx(reference, rel=1e-12, abs=1e-12)


def test_every_function_that_can_be_called_can_be_computed_with_every_kind_of_number() -> None:
    # These are rewritten by the reader or by the compiler.
    rewritten = {"cbrt", "root", "norm", "piecewise"}
    rewritten |= {"relu", "softmax", "softmax_entry", "logsumexp", "clip", "where"}
    rewritten |= {"square", "exp2", "expm1", "log1p", "acoth", "asech", "acsch"}
    operations = {entry.operation for entry in CALLABLES} - rewritten
    assert operations <= set(GRID.operations)
    assert operations <= set(HIGH_PRECISION.operations)
    assert operations <= set(EXACT)
    assert set(GRID.operations) == set(HIGH_PRECISION.operations)
    assert set(BUILDERS) - rewritten <= set(GRID.operations)


def test_equal_parts_are_computed_once() -> None:
    text = "sin(x*y)+cos(x*y)+sin(x*y)"
    program = compile_formula(read_expression(text, Place(0, len(text))))
    operations = [instruction.operation for instruction in program.instructions]
    assert sorted(operations) == ["add", "cos", "multiply", "name", "name", "sin"]


def test_open_grids_broadcast() -> None:
    text = "x*y"
    program = compile_formula(read_expression(text, Place(0, 3)))
    x, y = (i.formula.value for i in program.instructions if i.operation == "name")
    values = program.run({x: np.array([[1.0, 2.0]]), y: np.array([[3.0], [4.0]])}, GRID)
    assert values.tolist() == [[3.0, 6.0], [4.0, 8.0]]


@pytest.mark.parametrize(
    "text", ["log(0-x)", "sqrt(0-x)", "1/(x-x)", "(0-x)^pi", "exp(exp(exp(exp(x))))", "asin(9*x)"]
)
def test_a_value_that_is_not_real_or_out_of_reach_is_refused(text: str) -> None:
    program = compile_formula(read_expression(text, Place(0, len(text))))
    (name,) = {i.formula.value for i in program.instructions if i.operation == "name"}
    with pytest.raises(NotRealError):
        program.run({name: mpmath.mpf(2)}, HIGH_PRECISION)
