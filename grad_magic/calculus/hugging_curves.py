"""Curves into P beside and on the zeros of what f divides by, takes logarithms of or compares.

Near its zeros a denominator is as small as a curve likes, and between two borders there may be
less room than a power of t leaves: (x³ + y³)/(x - y) tends to -2 along y = x + x³.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from sympy import Expr, Integer, Rational

from grad_magic.calculus.expansions.algebra import ExpansionCalculus
from grad_magic.calculus.expansions.along_curves import expand
from grad_magic.calculus.expansions.coefficients import Coefficients
from grad_magic.calculus.expansions.expansion import (
    FIRST,
    Expansion,
    OpenError,
    OutsideError,
    constant,
    monomial,
)
from grad_magic.calculus.fillings import ZeroSet, zero_sets
from grad_magic.formula.operations import RELATIONS
from grad_magic.formula.program import Program, compile_formula
from grad_magic.formula.sympy_forms import UnreadableExpressionError, from_sympy, to_sympy

if TYPE_CHECKING:
    from sympy import Symbol

    from grad_magic.calculus.limits import Curve, Neighborhood
    from grad_magic.formula.tree import Formula

# Of the offset c·tᵏ from the zero set.
_EXPONENTS = (2, 3, 4, 5, 6)
_FACTORS = (Integer(1), Integer(-1), Rational(1, 2))
_MOST_ZERO_SETS = 4
# Behind the leading power, so that every offset is seen.
_DEPTH = 10
_WITH_ZEROS = frozenset({"reciprocal", "log", *RELATIONS})


@dataclass(frozen=True)
class HuggingCurve:
    """A curve beside a zero set.

    Attributes:
        curve: its coordinates as expansions, measured from P.
        place: the point of the curve at t.
    """

    curve: Curve
    place: tuple[Expr, ...]


def hugging_curves(near: Neighborhood, parameter: Symbol) -> Iterator[HuggingCurve]:
    """The curves beside the zero sets that the formula of f shows."""
    if near.dimension == 1:
        return
    shown = (to_sympy(operand) for operand in _operands_with_zeros(near.program))
    for zero_set in islice(zero_sets(shown, near.values), _MOST_ZERO_SETS):
        for steps in _steps(near, zero_set):
            yield from _beside(near, zero_set, steps, parameter)


def _operands_with_zeros(program: Program) -> Iterator[Formula]:
    for instruction in program.instructions:
        is_divisor = instruction.operation == "integer_power" and (instruction.exponent or 0) < 0
        if instruction.operation in _WITH_ZEROS or is_divisor:
            yield instruction.formula.operands[0]
        for condition, value in instruction.branches:
            yield from _operands_with_zeros(condition)
            yield from _operands_with_zeros(value)


def _steps(near: Neighborhood, zero_set: ZeroSet) -> Iterator[dict[Symbol, Expr]]:
    """How the other variables move with t."""
    others = [variable for variable in near.values if variable != zero_set.variable]
    for sign in (1, -1):
        yield {other: Integer(sign) for other in others}
        if len(others) > 1:
            for moving in others:
                yield {other: Integer(sign * (other == moving)) for other in others}


def _beside(
    near: Neighborhood, zero_set: ZeroSet, steps: dict[Symbol, Expr], parameter: Symbol
) -> Iterator[HuggingCurve]:
    variable, calculus = zero_set.variable, ExpansionCalculus(Coefficients(), _DEPTH)
    line = {other: monomial(FIRST, step) for other, step in steps.items()}
    start = {other: near.values[other] for other in steps}
    try:
        program = compile_formula(from_sympy(zero_set.value))
        base = expand(program, start, line, Coefficients(), _DEPTH)
    except (UnreadableExpressionError, OpenError, OutsideError):
        return
    base = calculus.subtract(base, constant(near.values[variable]))
    moved = {other: start[other] + step * parameter for other, step in steps.items()}
    on_set = zero_set.value.xreplace(moved)
    for exponent in _EXPONENTS:
        for factor in _FACTORS:
            offset = monomial((Integer(exponent), Integer(0)), factor)
            curve: dict[Symbol, Expansion] = {**line, variable: calculus.add(base, offset)}
            there = {**moved, variable: on_set + factor * parameter**exponent}
            yield HuggingCurve(curve, tuple(there[name] for name in near.values))
    there = {**moved, variable: on_set}
    yield HuggingCurve({**line, variable: base}, tuple(there[name] for name in near.values))
