"""A Python function into the Formula that it computes, where it computes one."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import mpmath
from sympy import Expr, Float, Symbol

from grad_magic.deferred_numpy import np
from grad_magic.errors import MeaninglessRequestError
from grad_magic.formula.arithmetic import HIGH_PRECISION, NotRealError
from grad_magic.formula.program import Program, compile_formula
from grad_magic.formula.python_values import components_of, real_value
from grad_magic.formula.sympy_forms import to_sympy
from grad_magic.formula.tree import Formula
from grad_magic.problem import is_large_function
from grad_magic.reading.python_functions.rebuilding import rebuild
from grad_magic.reading.python_functions.tracers import Recorder

Evaluate = Callable[[Sequence[Symbol], Sequence[float]], list[float | None]]
Call = Callable[[Callable[..., Any], Sequence[Any]], Any]

# Sizes of coordinates, and whether they are positive: roots, logarithms and arc sines have
# values at some of these.
_SAMPLE_SIZES = ((1.0, True), (1.0, False), (8.0, True), (8.0, False), (300.0, True))
_SAMPLES_OF_A_SIZE = 4
_FEWEST_COMPARED = 2
# Sums of numbers that cancel lose digits.
_TOLERANCE = 1e-7
_NEGLIGIBLE = 1e-13
_DIGITS = 30


def _call(function: Callable[..., Any], values: Sequence[Any]) -> Any:
    return function(*values)


def trace_function(
    function: Callable[..., Any],
    symbols: Sequence[Symbol],
    call: Call = _call,
    points: Sequence[Sequence[float]] = (),
) -> Formula | None:
    """The formula that a function computes; None where it is no formula, or nothing shows it.

    The function is called with stand-ins for numbers, and then with numbers: where it gives
    something else than the formula, as a function that uses random numbers does, there is none.

    Args:
        function: it takes n numbers.
        symbols: its n variables.
        call: calls a function with n values, if that is done in another way than `f(*values)`.
        points: where it is asked about; a function that catches a division by zero may have a
            value there and the formula none.

    >>> from sympy.abc import x, y
    >>> from math import exp
    >>> to_sympy(trace_function(lambda x, y: x * exp(2 * y), (x, y)))
    x*exp(2*y)
    """
    recorder = Recorder(len(symbols))
    try:
        result = call(rebuild(function, recorder), [recorder.variable(one) for one in symbols])
    except Exception:  # noqa: BLE001  (the function is the user's, and may raise anything)
        return None
    formula = None if recorder.failed else _formula_of(result, recorder)
    if formula is None:
        return None
    is_large = is_large_function(formula, len(symbols))
    if not is_large and not _is_buildable(formula):
        return None
    evaluate = partial(_values, formula) if not is_large else _Programs(formula).values
    expected = [evaluate(symbols, values) for values in points]
    found = [_found(function, call, values, formula) for values in points]
    if not all(map(_agree, expected, found)):
        return None
    return formula if _is_computed_by(function, call, symbols, formula, evaluate) else None


def _formula_of(result: object, recorder: Recorder) -> Formula | None:
    """The formula of what the function gave back: a number, or a row of numbers."""
    tracer = recorder.lift(result)
    if tracer is not None:
        return tracer.formula
    components = components_of(result)
    lifted = [recorder.lift(component) for component in components]
    formulas = tuple(tracer.formula for tracer in lifted if tracer is not None)
    return Formula("vector", formulas) if formulas and len(formulas) == len(components) else None


def _is_buildable(formula: Formula) -> bool:
    try:
        for component in _components(formula):
            to_sympy(component)
    except MeaninglessRequestError:
        return False
    return True


def _is_computed_by(
    function: Callable[..., Any],
    call: Call,
    symbols: Sequence[Symbol],
    formula: Formula,
    evaluate: Evaluate,
) -> bool:
    """Whether formula and function have the same values, or none, at sample points."""
    compared = 0
    for values in _samples(len(symbols)):
        expected = evaluate(symbols, values)
        if not _agree(expected, _found(function, call, values, formula)):
            return False
        compared += None not in expected
    return compared >= _FEWEST_COMPARED


def _components(formula: Formula) -> tuple[Formula, ...]:
    return formula.operands if formula.operation == "vector" else (formula,)


def _samples(dimension: int) -> Iterator[tuple[float, ...]]:
    """Points of several sizes, the same ones every time."""
    generator = random.Random(1)  # noqa: S311  (nothing is kept secret)
    for size, is_positive in _SAMPLE_SIZES:
        for _ in range(_SAMPLES_OF_A_SIZE):
            yield tuple(
                generator.uniform(0 if is_positive else -size, size) for _ in range(dimension)
            )


def _found(
    function: Callable[..., Any], call: Call, values: Sequence[float], formula: Formula
) -> list[float | None]:
    """The function's own value, or its components."""
    count = len(_components(formula))
    try:
        with np.errstate(all="ignore"):
            result = call(function, values)
    except Exception:  # noqa: BLE001  (the function is the user's, and may raise anything)
        return [None] * count
    if formula.operation != "vector":
        return [real_value(result)]
    components = components_of(result)
    return [real_value(part) for part in components] if len(components) == count else [None] * count


def _values(
    formula: Formula, symbols: Sequence[Symbol], values: Sequence[float]
) -> list[float | None]:
    """The formula's value, or its components, in SymPy's decimal numbers; None for none."""
    floats = dict(zip(symbols, (Float(value, _DIGITS) for value in values), strict=True))
    return [_value(_with_values(part, floats)) for part in _components(formula)]


class _Programs:
    """The same of a large formula, whose value in SymPy's numbers would take too long."""

    def __init__(self, formula: Formula) -> None:
        self._programs = [compile_formula(part) for part in _components(formula)]

    def values(self, symbols: Sequence[Symbol], values: Sequence[float]) -> list[float | None]:
        """The formula's value, or its components; None for none."""
        with mpmath.workdps(_DIGITS):
            numbers = dict(zip(symbols, map(mpmath.mpf, values), strict=True))
            return [_value_of_program(program, numbers) for program in self._programs]


def _value_of_program(program: Program, numbers: dict[Symbol, mpmath.mpf]) -> float | None:
    try:
        value = float(program.run(numbers, HIGH_PRECISION))
    except (NotRealError, OverflowError):
        return None
    return value if math.isfinite(value) else None


def _value(formula: Formula) -> float | None:
    try:
        return real_value(to_sympy(formula))
    except MeaninglessRequestError:
        return None


def _with_values(formula: Formula, values: dict[Symbol, Expr]) -> Formula:
    if formula.operation == "name":
        return Formula("number", value=values[formula.value])
    operands = tuple(_with_values(operand, values) for operand in formula.operands)
    return Formula(formula.operation, operands, formula.value)


def _agree(expected: Sequence[float | None], found: Sequence[float | None]) -> bool:
    return all(
        first is second
        if first is None or second is None
        else math.isclose(first, second, rel_tol=_TOLERANCE, abs_tol=_NEGLIGIBLE)
        for first, second in zip(expected, found, strict=True)
    )
