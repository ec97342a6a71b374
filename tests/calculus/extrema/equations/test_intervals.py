from __future__ import annotations

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Expr, Symbol, pi, polygamma

from grad_magic.calculus.extrema.equations.intervals import INTERVALS, NoIntervalError, interval
from grad_magic.formula.arithmetic import GRID, HIGH_PRECISION, NotRealError
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import from_sympy
from grad_magic.formula.tree import Formula
from grad_magic.reading.request import read_request

x = Symbol("x", real=True)


def formula_of(text: str) -> Formula:
    (problem,) = read_request(f"f(x)={text}").problems
    return problem.formula


def test_every_operation_of_the_other_arithmetics_is_known() -> None:
    assert set(GRID.operations) <= set(INTERVALS.operations)
    assert set(HIGH_PRECISION.operations) <= set(INTERVALS.operations)


FUNCTIONS = (
    "x^2", "x^3", "x^(-2)", "1/x", "x^(2/3)", "cbrt(x)", "sqrt(x)", "x^(3/2)", "e^x", "ln(x)",
    "sin(x)", "cos(x)", "tan(x)", "sec(x)", "asin(x)", "acos(x)", "atan(x)", "sinh(x)",
    "cosh(x)", "tanh(x)", "sech(x)", "asinh(x)", "acosh(x)", "atanh(x)", "erf(x)", "|x|",
    "sign(x)", "floor(x)", "max(x,1,x^2)", "min(x,1-x)", "atan2(x,1+x)", "(1+x^2)^x",
    "x sin(3x)+x^2", "piecewise((x^2,x<1),(3-x,otherwise))", "sigmoid(x)", "(x-1)*(x+2)*x",
    "gamma(x)", "factorial(x)", "x*gamma(x^2+1)",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("text", FUNCTIONS)
@settings(max_examples=12, deadline=None)
@given(st.floats(-6, 6), st.floats(0, 2), st.lists(st.floats(0, 1), min_size=3, max_size=3))
def test_an_interval_holds_every_value(
    text: str, low: float, width: float, parts: list[float]
) -> None:
    program = compile_formula(formula_of(text))
    with np.errstate(all="ignore"):
        found = program.run({x: interval([low], [low + width])}, INTERVALS)
    for part in parts:
        place = min(low + part * width, low + width)
        try:
            value = program.run({x: mpmath.mpf(place)}, HIGH_PRECISION)
        except NotRealError:
            assert not np.broadcast_to(found.is_smooth, (1,))[0]
            continue
        assert not np.broadcast_to(found.is_void, (1,))[0]
        ends = (np.broadcast_to(end, (1,))[0] for end in (found.low, found.high))
        first, last = map(float, ends)
        assert first <= value <= last


@pytest.mark.parametrize(
    ("text", "low", "high", "smooth", "void"),
    [
        ("sqrt(x)", -2, -1, False, True),
        ("sqrt(x)", -1, 1, False, False),
        ("sqrt(x)", 1, 2, True, False),
        ("ln(x)", 0, 1, False, False),
        ("|x|", -1, 1, False, False),
        ("|x|", 1, 2, True, False),
        ("1/x", -1, 1, False, False),
        ("max(x,0)", 1, 2, True, False),
        ("asin(x)", 2, 3, False, True),
        ("piecewise((x^2,x<1),(3-x,otherwise))", 2, 3, True, False),
        ("piecewise((x^2,x<1),(3-x,otherwise))", 0, 3, False, False),
    ],
)
def test_where_an_operation_is_smooth_and_where_it_is_nowhere_defined(
    text: str, low: float, high: float, *, smooth: bool, void: bool
) -> None:
    with np.errstate(all="ignore"):
        found = compile_formula(formula_of(text)).run({x: interval([low], [high])}, INTERVALS)
    assert bool(np.all(found.is_smooth)) is smooth
    assert bool(np.all(found.is_void)) is void


def test_an_irrational_number_is_between_its_ends() -> None:
    found: Expr = INTERVALS.number(pi)
    assert float(found.low) < mpmath.pi < float(found.high)


def test_what_has_no_interval_here_is_refused() -> None:
    with pytest.raises(NoIntervalError):
        compile_formula(formula_of("besselj(99,x)")).run({x: interval([1.0], [2.0])}, INTERVALS)
    with pytest.raises(NoIntervalError):
        # Too many poles away.
        compile_formula(formula_of("gamma(x)")).run({x: interval([-99.5], [-99.4])}, INTERVALS)


@pytest.mark.parametrize("order", [0, 1, 2, 3])
@settings(max_examples=12, deadline=None)
@given(st.floats(-6, 6), st.floats(0, 2), st.floats(0, 1))
def test_an_interval_holds_the_values_of_polygamma(
    order: int, low: float, width: float, part: float
) -> None:
    program = compile_formula(from_sympy(polygamma(order, x)))
    with np.errstate(all="ignore"):
        found = program.run({x: interval([low], [low + width])}, INTERVALS)
    place = min(low + part * width, low + width)
    if place <= 0 and place == round(place):
        assert not found.is_smooth.all()
        return
    value = mpmath.psi(order, mpmath.mpf(place))
    assert float(found.low[0]) <= value <= float(found.high[0])


@pytest.mark.parametrize("order", [0, 1, 2, 7])
@settings(max_examples=25, deadline=None)
@given(st.floats(-60, 60), st.floats(0, 3), st.floats(0, 1))
def test_an_interval_holds_the_values_of_bessel_functions(
    order: int, low: float, width: float, part: float
) -> None:
    program = compile_formula(formula_of(f"besselj({order},x)"))
    found = program.run({x: interval([low], [low + width])}, INTERVALS)
    place = min(low + part * width, low + width)
    value = mpmath.besselj(order, mpmath.mpf(place))
    assert float(found.low[0]) <= value <= float(found.high[0])
    assert found.is_smooth.all()


def test_a_pole_is_not_smooth() -> None:
    with np.errstate(all="ignore"):
        found = compile_formula(formula_of("gamma(x)")).run(
            {x: interval([-2.5, -1.9, 0.5], [-1.5, -1.1, 3.0])}, INTERVALS
        )
    assert found.is_smooth.tolist() == [False, True, True]
    # Γ is least at 1.4616, where it is 0.8856.
    assert 0.88 < found.low[2] < 0.8857
    assert found.high[2] == pytest.approx(2.0)


def test_what_overflows_is_large_and_not_unknown() -> None:
    with np.errstate(all="ignore"):
        found = compile_formula(formula_of("1-x^900")).run({x: interval([5.0], [6.0])}, INTERVALS)
    assert found.high[0] < -1e300
    assert not found.may_be_zero.any()
