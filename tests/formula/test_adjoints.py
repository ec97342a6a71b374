"""All partial derivatives by one sweep backward, against differences and by hand."""

from __future__ import annotations

import math
from collections.abc import Sequence

import mpmath
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sympy import Symbol

from grad_magic.calculus.large.numbers import MIXED, MIXED_RULES
from grad_magic.formula.adjoints import (
    DERIVATIVES,
    NoCaseError,
    Rule,
    Trace,
    derivatives_of,
    push_forward,
    sweep_back,
    trace_program,
)
from grad_magic.formula.arithmetic import HIGH_PRECISION
from grad_magic.formula.program import compile_formula
from grad_magic.formula.tree import Place
from grad_magic.reading.grammar.expressions import read_expression

X, Y, Z = (Symbol(name, real=True) for name in "xyz")


def traced(text: str, **values: object) -> Trace[object]:
    program = compile_formula(read_expression(text, Place(0, len(text))))
    place = {Symbol(name, real=True): value for name, value in values.items()}
    return trace_program(program, place, MIXED)


def gradient(text: str, **values: object) -> dict[str, object]:
    found, corners = sweep_back(traced(text, **values), MIXED, MIXED_RULES)
    assert not corners
    return {str(name): value for name, value in found.items()}


# With x = 5/3 the arguments x·y at which the functions are smooth, in thirds.
SMOOTH = {
    **dict.fromkeys(("exp", "sin", "cos", "tan", "sec", "sinh", "cosh", "tanh", "sech"), 1),
    **dict.fromkeys(("cot", "csc", "coth", "csch", "log", "sqrt", "cbrt", "gamma"), 4),
    **dict.fromkeys(("asin", "acos", "atan", "atanh", "asinh", "erf", "sigmoid"), 1),
    **dict.fromkeys(("softplus", "abs", "sign", "floor", "ceiling", "heaviside"), 1),
    **dict.fromkeys(("acosh", "factorial"), 7),
}
CALLED = {
    **{name: f"{name}(x*y)" for name in SMOOTH},
    "beta": "beta(x,y)",
    "atan2": "atan2(x,y)",
    "max": "max(x*y,x)",
    "min": "min(x*y,x,y^2)",
    "besselj": "besselj(2,x*y)",
    "power": "x^y",
    "integer power": "x^5*y",
    "negative power": "x^(-3)/y",
    "odd root": "(-x)^(7/3)*y",
    "quotient": "(x-y)/(x+2y)",
    "product": "x*y*(x+1)*(y-2)*3",
    "cases": "piecewise((x^2*y, x>y), (x-y^3, otherwise))",
}


def second_coordinate(name: str) -> mpmath.mpf:
    return mpmath.mpf(SMOOTH.get(name, 4)) / 5


@pytest.mark.parametrize("name", CALLED)
def test_the_sweep_is_what_differences_of_values_say(name: str) -> None:
    program = compile_formula(read_expression(CALLED[name], Place(0, len(CALLED[name]))))
    with mpmath.workdps(50):
        place = {X: mpmath.mpf(5) / 3, Y: second_coordinate(name)}
        step = mpmath.mpf(10) ** -18
        found, _ = sweep_back(trace_program(program, place, HIGH_PRECISION), HIGH_PRECISION)
        for variable in (X, Y):
            ahead, behind = (
                program.run({**place, variable: place[variable] + side}, HIGH_PRECISION)
                for side in (step, -step)
            )
            expected = (ahead - behind) / (2 * step)
            assert abs(found.get(variable, 0) - expected) < mpmath.mpf(10) ** -25


def test_every_rule_is_for_each_operand() -> None:
    for name, text in CALLED.items():
        trace = traced(text, x=mpmath.mpf(5) / 3, y=second_coordinate(name))
        for index, instruction in enumerate(trace.program.instructions):
            if instruction.operands and not instruction.branches:
                parts = derivatives_of(trace, index, MIXED, DERIVATIVES)
                assert len(parts) == len(instruction.operands), name


def test_equal_parts_are_swept_once_with_all_that_they_do() -> None:
    # (x + y)² + 3(x + y) at (1, 2): 2·3 + 3.
    assert gradient("(x+y)^2+3*(x+y)", x=1, y=2) == {"x": 9, "y": 9}


@pytest.mark.parametrize(
    ("factors", "expected"),
    [
        pytest.param((2, 3, 5, 7), (105, 70, 42, 30), id="no zero"),
        pytest.param((2, 0, 5, 7), (0, 70, 0, 0), id="one zero"),
        pytest.param((0, 3, 5, 7), (105, 0, 0, 0), id="the first is zero"),
        pytest.param((2, 3, 5, 0), (0, 0, 0, 30), id="the last is zero"),
        pytest.param((0, 3, 0, 7), (0, 0, 0, 0), id="two zeros"),
    ],
)
def test_a_product_has_the_products_of_the_other_factors(
    factors: Sequence[int], expected: Sequence[int]
) -> None:
    values = dict(zip("wxyz", factors, strict=True))
    trace = traced("w*x*y*z", **values)
    for rules in (DERIVATIVES, MIXED_RULES):
        found, _ = sweep_back(trace, MIXED, rules)
        by_name = {str(name): value for name, value in found.items()}
        assert tuple(by_name.get(name, 0) for name in "wxyz") == expected


@pytest.mark.slow
@given(st.lists(st.fractions(max_denominator=9), min_size=3, max_size=12))
def test_both_rules_of_products_agree(factors: list[object]) -> None:
    names = [f"x_{index}" for index in range(len(factors))]
    trace = traced("*".join(names), **dict(zip(names, factors, strict=True)))
    assert sweep_back(trace, MIXED)[0] == sweep_back(trace, MIXED, MIXED_RULES)[0]


def test_nothing_is_computed_for_constants() -> None:
    asked: list[str] = []

    def noted(name: str, rule: Rule) -> Rule:
        def derivatives(*arguments: object) -> tuple[object, ...]:
            asked.append(name)
            return rule(*arguments)

        return derivatives

    rules = {name: noted(name, rule) for name, rule in DERIVATIVES.items()}
    found, _ = sweep_back(traced("5*x/4*sin(2)+cos(1)^3+x*y*6", x=3, y=2), MIXED, rules)
    # The one operation with two operands that change is 6xy.
    assert asked == ["multiply"]
    by_name = {str(name): value for name, value in found.items()}
    assert by_name["y"] == 18
    assert float(by_name["x"]) == pytest.approx(1.25 * math.sin(2) + 12)


def test_of_cases_the_one_that_applies_is_swept() -> None:
    text = "piecewise((x^2, x>y), (y^3, otherwise))"
    assert gradient(text, x=3, y=2) == {"x": 6}
    assert gradient(text, x=1, y=2) == {"y": 12}


def test_where_no_case_applies_there_is_no_value() -> None:
    with pytest.raises(NoCaseError):
        traced("piecewise((x^2, x>0))", x=-1)


def test_rates_forward_are_those_of_the_sweep() -> None:
    trace = traced("x^2*y+y^3", x=3, y=2)
    rate = push_forward(trace, {X: 1, Y: -1}, MIXED, lambda *_: pytest.fail("no corner"))
    # ∇f = (12, 21).
    assert rate == -9
