"""Whether f has values on the boundary of its domain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle, product

from sympy import Expr, Integer, Rational, Symbol

from grad_magic.calculus.domains import DOMAINS, UndefinedError, evaluate
from grad_magic.calculus.extrema.curves.curve_parts import zeros_of
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.formula.program import Program
from grad_magic.formula.sympy_forms import is_real_number, to_sympy

# What the other variables and the parameters are set to where a boundary point is looked for.
_SAMPLES = (Integer(1), Integer(-1), Integer(2), Rational(1, 2), Integer(0))
_SPREAD = tuple(Rational(n, 3) for n in (0, -2, 5, -7, 11, -16, 31, -44))
_MOST_TRIALS = 12
_STEP = Rational(1, 1000)
_CLOSED = ("≥", "≤")
_RELATIONS = ("less_equal", "greater_equal", "equal", "less", "greater", "unequal")


def has_boundary_points(program: Program, variables: Sequence[Symbol]) -> bool:
    """Whether f has a value at a point that has places without one close by, as √x has at 0.

    Also where it is undefined somewhere, and where √u is 0 is not known.

    Args:
        program: the function as typed.
        variables: its n variables.
    """
    return any(_is_reached(gap, program, variables) for gap in _gaps(program, variables))


def _gaps(program: Program, variables: Sequence[Symbol]) -> Iterator[Expr]:
    """What is 0 on the boundary, if f has values there."""
    for instruction in program.instructions:
        if instruction.formula.names.isdisjoint(variables):
            continue
        for condition, value in instruction.branches:
            yield from _gaps(value, variables)
            for part in condition.instructions:
                if part.operation in _RELATIONS:
                    yield to_sympy(condition.instructions[part.operands[0]].formula)
        needed = DOMAINS.get(instruction.operation)
        if needed is None:
            continue
        # A power with a positive exponent has a value at 0.
        if needed.relation in _CLOSED or instruction.operation == "power":
            operands = (to_sympy(program.instructions[i].formula) for i in instruction.operands)
            yield needed.subject(*operands) - needed.bound


def _is_reached(gap: Expr, program: Program, variables: Sequence[Symbol]) -> bool:
    names = sorted(program.instructions[-1].formula.names | set(variables), key=str)
    trials = 0
    for variable, sample in product(variables, _SAMPLES):
        if not gap.has(variable) or trials == _MOST_TRIALS:
            continue
        trials += 1
        others = {name: sample for name in names if name != variable}
        try:
            zeros = zeros_of(gap.xreplace(others), variable)
        except UnsolvedError:
            return _is_undefined_somewhere(program, names)
        for zero in filter(is_real_number, zeros):
            places = [{**others, variable: zero + step} for step in (0, _STEP, -_STEP)]
            here, *around = (_has_value(program, place) for place in places)
            if here is not False and False in around:
                return True
    return False


def _is_undefined_somewhere(program: Program, names: Sequence[Symbol]) -> bool:
    return any(
        _has_value(program, {name: shift + sample for name, shift in zip(names, cycle(_SAMPLES))})
        is False
        for sample in _SPREAD
    )


def _has_value(program: Program, place: dict[Symbol, Expr]) -> bool | None:
    """Whether f has a value there; None where that is not settled."""
    try:
        evaluate(program, place)
    except UndefinedError as error:
        return False if error.failure.settled else None
    return True
