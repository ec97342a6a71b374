"""Critical points where the rules of differentiation do not apply."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from grad_magic.calculus.derivatives import gradient
from grad_magic.calculus.differentiability import judge_by_limits
from grad_magic.calculus.domains import SMOOTH
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.extrema.equations.systems import Assignment, solve_system
from grad_magic.calculus.extrema.equations.value_bounds import is_always_positive
from grad_magic.calculus.limits import Neighborhood
from grad_magic.calculus.special_points import classify_special_point, of_any_point
from grad_magic.formula.program import Instruction, Program
from grad_magic.formula.sympy_forms import to_sympy
from grad_magic.solution import CriticalVerdict

if TYPE_CHECKING:
    from sympy import Expr, Symbol


def rough_points(program: Program, variables: Sequence[Symbol]) -> list[Assignment] | None:
    """All inner points of its domain where f may fail to be smooth; None if not found.

    √u, and likewise u^p and asin(u), is not smooth where u = 0: there u is smallest, as it is
    nowhere negative, so that at an inner point ∇u = 0 as well.
    """
    found: list[Assignment] = []
    for instruction in program.instructions:
        if instruction.branches:
            return None
        if SMOOTH.get(instruction.operation) is None or _is_smooth_root(instruction):
            continue
        bounded = _never_negative(program, instruction)
        if bounded is None:
            return None
        if not is_always_positive(bounded):
            search = solve_system([bounded, *gradient(bounded, variables)], variables)
            if not search.is_complete or search.repeating:
                return None
            found += search.solutions
    return found


def _is_smooth_root(instruction: Instruction) -> bool:
    """Whether it is like u^(4/3), with a continuous derivative also where u = 0."""
    exponent = instruction.exponent
    return instruction.operation == "odd_root_power" and exponent is not None and exponent > 1


def _never_negative(program: Program, instruction: Instruction) -> Expr | None:
    """What is 0 where the operation is not smooth, and nowhere negative."""
    operand = to_sympy(program.instructions[instruction.operands[0]].formula)
    if instruction.operation in ("sqrt", "power"):
        return operand
    return 1 - operand**2 if instruction.operation in ("asin", "acos") else None


def judge_rough_point(
    program: Program, values: Mapping[Symbol, Expr], value: Expr
) -> Iterator[CriticalVerdict | None]:
    """The kind of critical point where f is not smooth by its formula, if that is settled.

    Yields:
        Nothing where it is not settled whether ∇f = 0 there; None where it is not.
    """
    near = Neighborhood(program, values, value)
    judgement = judge_by_limits(near, program.instructions[-1].formula)
    if judgement.gradient is None:
        if judgement.verdict.differentiable is False:
            yield None
        return
    signs = [sign_of(entry) for entry in judgement.gradient]
    if any(signs):
        yield None
    elif None not in signs:
        yield of_any_point(classify_special_point(near))
