"""Seams of a function, and the smooth pieces between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from sympy import (
    Abs,
    Dummy,
    Eq,
    Expr,
    Gt,
    Heaviside,
    Integer,
    Lt,
    Max,
    Min,
    Piecewise,
    Pow,
    Rational,
    Symbol,
    ceiling,
    floor,
    sign,
)
from sympy.logic.boolalg import And, Boolean, Not, false, true

from grad_magic.calculus.domains import SMOOTH
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.calculus.extrema.equations.value_bounds import is_always_positive
from grad_magic.formula.one_variable import conjuncts
from grad_magic.formula.program import Instruction, Program
from grad_magic.formula.sympy_forms import to_sympy

_MOST_PIECES = 16
# Functions that can be constant on an interval and not on another.
_LEVEL_SOMEWHERE = (Abs, Max, Min, sign, Piecewise, floor, ceiling, Heaviside)
CORNERS = (Abs, Max, Min, sign, Piecewise, Heaviside)
_JUMPS = ("floor", "ceiling")


@dataclass(frozen=True)
class Seam:
    """Where an operation of f is not smooth.

    Attributes:
        gap: what is 0 there.
        part: the operation's value as a SymPy expression; None for cases.
        is_edge: whether the operation is defined on one side alone, as √u is.
    """

    gap: Expr
    part: Expr | None
    is_edge: bool


def has_corners(program: Program, variables: Sequence[Symbol]) -> bool:
    """Whether an operation of f may fail to be smooth inside its domain."""
    try:
        return any(True for _ in seams_of(program, variables))
    except UnsolvedError:
        return True


def seams_of(program: Program, variables: Sequence[Symbol]) -> Iterator[Seam]:
    """Where operations of f may fail to be smooth, as far as that depends on the variables.

    Raises:
        UnsolvedError: of an operation that is not known here.
    """
    rooted = _distances_under_roots(program)
    for instruction in program.instructions:
        formula = instruction.formula
        if instruction.branches:
            yield from _seams_of_cases(instruction, variables)
            continue
        if SMOOTH.get(instruction.operation) is None:
            continue
        whole = to_sympy(formula)
        operands = [to_sympy(program.instructions[i].formula) for i in instruction.operands]
        if not whole.has(*variables) and not any(part.has(*variables) for part in operands):
            continue
        if instruction.operation in _JUMPS:
            raise UnsolvedError
        if whole in rooted:
            continue
        yield from _seams_of(instruction, whole, operands, variables)


def _seams_of(
    instruction: Instruction, whole: Expr, operands: Sequence[Expr], variables: Sequence[Symbol]
) -> Iterator[Seam]:
    operation, first = instruction.operation, operands[0]
    if operation in ("max", "min"):
        yield from _seams_of_largest(whole, operands, variables)
    elif _is_root_of_distance(whole):
        yield Seam(whole.base.args[0], whole, is_edge=False)
    elif operation in _EDGES:
        gap = _EDGES[operation](first)
        if gap.has(*variables) and not is_always_positive(gap):
            yield Seam(gap, whole, is_edge=True)
    elif operation == "odd_root_power":
        if instruction.exponent is not None and instruction.exponent <= 1:
            yield Seam(first, whole, is_edge=False)
    elif operation in ("abs", "sign", "heaviside"):
        yield Seam(first, whole, is_edge=False)
    else:
        raise UnsolvedError


def _is_root_of_distance(whole: Expr) -> bool:
    """Whether this is like √|u| or ∛|u|, defined on both sides of its seam u = 0."""
    is_power = isinstance(whole, Pow) and isinstance(whole.exp, Rational)
    is_root = is_power and (whole.exp.q == 2 or 0 < whole.exp < 1)
    return is_root and isinstance(whole.base, Abs)


def _distances_under_roots(program: Program) -> set[Expr]:
    """The |u| that are found in √|u| alone, whose seam is that of the root."""
    if not any(instruction.operation == "abs" for instruction in program.instructions):
        return set()
    whole = to_sympy(program.instructions[-1].formula)
    roots = {part for part in whole.atoms(Pow) if _is_root_of_distance(part)}
    rest = whole.xreplace({root: Dummy() for root in roots})
    return {root.base for root in roots if not rest.has(root.base)}


def _seams_of_largest(
    whole: Expr, operands: Sequence[Expr], variables: Sequence[Symbol]
) -> Iterator[Seam]:
    """Where two of the arguments of max or min are the same."""
    if whole in operands:
        return
    # SymPy leaves out those that never lead, as 0 in max(x, 1 + x², 0).
    kept = whole.args if isinstance(whole, (Max, Min)) else operands
    for one, other in combinations(kept, 2):
        if (other - one).has(*variables):
            yield Seam(other - one, whole, is_edge=False)


# Operations that are defined on one side of their seam alone: what is not negative.
_EDGES: Mapping[str, Callable[[Expr], Expr]] = {
    "sqrt": lambda operand: operand,
    "power": lambda base: base,
    "asin": lambda operand: 1 - operand**2,
    "acos": lambda operand: 1 - operand**2,
    "acosh": lambda operand: operand - 1,
}


def _seams_of_cases(instruction: Instruction, variables: Sequence[Symbol]) -> Iterator[Seam]:
    for condition, value in instruction.branches:
        yield from seams_of(value, variables)
        for part in condition.instructions:
            for index in part.operands:
                operand = condition.instructions[index]
                if part.operation not in ("and", "or") and part.operation in _RELATIONS:
                    gap = to_sympy(operand.formula)
                    if gap.has(*variables):
                        yield Seam(gap, None, is_edge=False)


_RELATIONS = ("less", "less_equal", "greater", "greater_equal", "equal", "unequal")


def pieces_of(f: Expr, variables: Sequence[Symbol]) -> list[tuple[Expr, tuple[Boolean, ...]]]:
    """The smooth functions that f consists of, each with the conditions under which it is f."""
    todo: list[tuple[Expr, tuple[Boolean, ...]]] = [(f, ())]
    done: list[tuple[Expr, tuple[Boolean, ...]]] = []
    while todo:
        whole, conditions = todo.pop()
        parts = [p for p in whole.atoms(*CORNERS) if p.has(*variables)]
        if not parts:
            done.append((whole, conditions))
        else:
            part = min(parts, key=lambda p: (p.count_ops(), str(p)))
            for value, condition in _alternatives(part):
                others = tuple(c.xreplace({part: value}) for c in (*conditions, *condition))
                if false not in others:
                    todo.append((whole.xreplace({part: value}), others))
        if len(todo) + len(done) > _MOST_PIECES:
            raise UnsolvedError
    return done


def _alternatives(part: Expr) -> Iterator[tuple[Expr, tuple[Boolean, ...]]]:
    if isinstance(part, (Max, Min)):
        above = Gt if isinstance(part, Max) else Lt
        for value in part.args:
            yield value, tuple(above(value, other) for other in part.args if other != value)
    elif isinstance(part, Piecewise):
        earlier: list[Boolean] = []
        for value, condition in part.args:
            own = conjuncts(And(*earlier, condition))
            # A case that holds on a line or at a point alone is a seam, and no piece of f.
            if not any(map(_is_thin, own)):
                yield value, tuple(c for c in own if c != true)
            earlier.append(Not(condition))
    else:
        # Heaviside has its value at 0 behind.
        inside = part.args[0]
        below = Integer(0) if isinstance(part, Heaviside) else -Integer(1)
        positive, negative = (inside, -inside) if isinstance(part, Abs) else (Integer(1), below)
        yield positive, (Gt(inside, 0),)
        yield negative, (Lt(inside, 0),)


def _is_thin(condition: Boolean) -> bool:
    """Whether a condition holds around none of the points where it holds.

    Raises:
        UnsolvedError: that is not settled, as of ⌊x⌋ = 0.
    """
    if not isinstance(condition, Eq):
        return bool(condition == false)
    gap = condition.lhs - condition.rhs
    if gap.has(*_LEVEL_SOMEWHERE):
        raise UnsolvedError
    return bool(gap.free_symbols)
