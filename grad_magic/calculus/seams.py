"""Where the rules of differentiation do not apply at P."""

from __future__ import annotations

from collections.abc import Mapping

from sympy import Abs, Expr, Integer, Max, Min, Symbol, count_ops

from grad_magic.calculus.domains import Conditions, first_seam
from grad_magic.findings import Finding, Seam
from grad_magic.formula.program import Program
from grad_magic.formula.sympy_forms import to_sympy

_PIECES_OF_POLYNOMIALS = {"add", "multiply", "negate", "integer_power", "max", "min", "abs"}
# Multiplying out below this size takes milliseconds.
_LARGEST_MULTIPLIED_OUT = 20


def is_one_polynomial(program: Program, f: Expr) -> bool:
    """Whether maxima and magnitudes leave a polynomial everywhere: max(x, y)·min(x, y) is xy.

    Args:
        program: f as typed.
        f: the same for SymPy.
    """
    if count_ops(f) > _LARGEST_MULTIPLIED_OUT or not all(
        instruction.formula.value is not None or instruction.operation in _PIECES_OF_POLYNOMIALS
        for instruction in program.instructions
    ):
        return False
    # max(x, y) is (x + y + |x - y|)/2.
    whole = f.replace(lambda part: isinstance(part, (Max, Min)), lambda part: part.rewrite(Abs))
    return bool(whole.expand().is_polynomial(*f.free_symbols))


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
