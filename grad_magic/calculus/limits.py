"""Whether f is differentiable at P, and why."""

from __future__ import annotations

from collections.abc import Mapping

from sympy import Expr, Integer, Symbol

from grad_magic.calculus.domains import first_seam
from grad_magic.calculus.program import Program
from grad_magic.reading.symbolic import to_sympy
from grad_magic.solution import Finding, Verdict


def judge(program: Program, results: tuple[Expr, ...], values: Mapping[Symbol, Expr]) -> Verdict:
    """The verdict at the point where the parts of the formula have these values.

    Where every operation is continuously differentiable near its operands, so is f near P by
    the chain rule, and a function with continuous partial derivatives is differentiable.
    """
    seam = first_seam(program, results, values)
    if seam is None:
        return Verdict(differentiable=True, reason=Finding("continuous_partials"))
    if seam.condition is None:
        return Verdict(differentiable=None, reason=Finding("seam_between_cases"))
    parts = {
        "subject": seam.condition.subject(*map(to_sympy, seam.operands)),
        "relation": seam.condition.relation,
        "bound": Integer(seam.condition.bound),
        "value": seam.value,
    }
    return Verdict(differentiable=None, reason=Finding("seam", parts))
