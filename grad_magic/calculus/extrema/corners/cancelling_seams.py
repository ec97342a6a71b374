"""Functions that are smooth where they are typed with seams, as max(x, y) + min(x, y) = x + y.

max(a, b) = (a + b + |a - b|)/2 and min(a, b) = (a + b - |a - b|)/2: in sums and products that are
multiplied out the absolute values may cancel, or stand in squares.
"""

from __future__ import annotations

from collections.abc import Sequence

from sympy import (
    Abs,
    Add,
    Expr,
    Max,
    Min,
    Mul,
    Number,
    Pow,
    Symbol,
    cos,
    exp,
    preorder_traversal,
    sin,
)

from grad_magic.calculus.domains import has_values_for_all
from grad_magic.calculus.exact.simplify import LARGEST_OPERATION_COUNT
from grad_magic.calculus.extrema.corners.seams import CORNERS
from grad_magic.formula.program import Program, compile_formula
from grad_magic.formula.sympy_forms import UnreadableExpressionError, from_sympy

# With these alone f has a value everywhere, and nothing of its domain is lost.
_EVERYWHERE = (Add, Mul, Symbol, Number, sin, cos, exp, Abs, Max, Min)
_MOST_SEAMS = 4


def without_cancelling_seams(
    f: Expr, variables: Sequence[Symbol], program: Program
) -> tuple[Expr, Program]:
    """The function without largest and smallest parts whose seams cancel; itself if none do.

    Args:
        f: the function.
        variables: its n variables.
        program: the function as typed.
    """
    if _is_typed_with_seams(program) and not f.has(*CORNERS):
        # max(y², 0) is y².
        return _as_it_is(f, variables, program)
    pairs = [part for part in f.atoms(Max, Min) if len(part.args) == 2 and part.has(*variables)]
    if not 1 < _count(f) <= _MOST_SEAMS or not pairs or f.count_ops() > LARGEST_OPERATION_COUNT:
        return f, program
    if not all(map(_is_defined_everywhere, preorder_traversal(f))):
        return f, program
    inner = [part for part in pairs if not any(arg.has(Max, Min) for arg in part.args)]
    plain = f.xreplace({part: _by_magnitude(part) for part in inner}).expand()
    left, were = plain.atoms(Abs, Max, Min), f.atoms(Abs, Max, Min)
    if not left < were and (len(left) >= len(were) or plain.count_ops() > f.count_ops()):
        return f, program
    try:
        return plain, compile_formula(from_sympy(plain))
    except UnreadableExpressionError:
        return f, program


def _is_typed_with_seams(program: Program) -> bool:
    return any(instruction.operation in ("max", "min") for instruction in program.instructions)


def _as_it_is(f: Expr, variables: Sequence[Symbol], program: Program) -> tuple[Expr, Program]:
    is_everywhere = has_values_for_all(program, variables) and all(
        map(_is_defined_everywhere, preorder_traversal(f))
    )
    return (f, compile_formula(from_sympy(f))) if is_everywhere else (f, program)


def _count(f: Expr) -> int:
    """How often a largest or smallest part stands in f, as a square counts twice."""
    return sum(isinstance(part, (Max, Min)) for part in preorder_traversal(f))


def _is_defined_everywhere(part: Expr) -> bool:
    is_power = isinstance(part, Pow) and part.exp.is_Integer and part.exp > 0
    return is_power or isinstance(part, _EVERYWHERE)


def _by_magnitude(part: Expr) -> Expr:
    first, second = part.args
    gap = (first - second).expand()
    if gap.could_extract_minus_sign():
        gap = -gap
    side = 1 if isinstance(part, Max) else -1
    return (first + second + side * Abs(gap)) / 2
