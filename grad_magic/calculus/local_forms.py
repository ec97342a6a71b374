"""f near a point where it is smooth, as one formula: of its cases only the one that is alive."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from grad_magic.calculus.domains import LEVEL, UndefinedError, chosen_case, leading_operand, trace
from grad_magic.formula.program import Instruction, Program
from grad_magic.formula.sympy_forms import BUILDERS, UnbuildableError, power

if TYPE_CHECKING:
    from sympy import Expr, Symbol

_FACTORS = {"max": 1, "min": -1}


def local_form(program: Program, values: Mapping[Symbol, Expr]) -> Expr | None:
    """What f is near P; None where max, min, steps and cases leave that open.

    >>> from grad_magic.reading.request import read_problem
    >>> from grad_magic.formula.program import compile_formula
    >>> problem = read_problem("f=max(x, 0) + floor(y)*x at=(-1,5/2)")
    >>> local_form(compile_formula(problem.formula), dict(zip(problem.variables, problem.point)))
    2*x

    Args:
        program: f, with no seam at P.
        values: P.
    """
    try:
        results = trace(program, values)
        forms: list[Expr] = []
        for index, instruction in enumerate(program.instructions):
            form = _form(instruction, forms, results, index, values)
            if form is None:
                return None
            forms.append(form)
    except (UndefinedError, UnbuildableError, ZeroDivisionError):
        return None
    return forms[-1]


def _form(
    instruction: Instruction,
    forms: Sequence[Expr],
    results: Sequence[Expr],
    index: int,
    values: Mapping[Symbol, Expr],
) -> Expr | None:
    if instruction.formula.value is not None:
        return instruction.formula.value
    if instruction.branches:
        return local_form(chosen_case(instruction, values), values)
    if instruction.operation in LEVEL:
        return results[index]
    if instruction.operation in _FACTORS:
        operands = [results[place] for place in instruction.operands]
        leader = leading_operand(_FACTORS[instruction.operation], operands)
        return None if leader is None else forms[instruction.operands[leader]]
    operate: Callable[..., Expr] = BUILDERS.get(instruction.operation, power)
    return operate(*Program.arguments(instruction, forms))
