"""Where the rules of differentiation do not apply at P."""

from __future__ import annotations

from collections.abc import Mapping

from sympy import Expr, Integer, Symbol

from grad_magic.calculus.domains import Conditions, first_seam
from grad_magic.findings import Finding, Seam
from grad_magic.formula.program import Program
from grad_magic.formula.sympy_forms import to_sympy


def find_seam(
    program: Program,
    results: tuple[Expr, ...],
    values: Mapping[Symbol, Expr],
    assumed: Conditions | None = None,
) -> Finding[Seam] | None:
    """Where the rules of differentiation do not apply at P; None where they do.

    Where every operation is continuously differentiable near its operands, so is f near P by
    the chain rule, and a function with continuous partial derivatives is differentiable.
    """
    seam = first_seam(program, results, values, assumed)
    if seam is None:
        return None
    if seam.condition is None:
        return Finding(Seam.CASES_MEET)
    parts = {
        "subject": seam.condition.subject(*map(to_sympy, seam.operands)),
        "relation": seam.condition.relation,
        "bound": Integer(seam.condition.bound),
        "value": seam.value,
    }
    return Finding(Seam.NOT_SMOOTH, parts)
