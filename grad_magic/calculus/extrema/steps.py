"""Critical points of functions with floor and ceiling, between their jumps.

There ⌊g⌋ is a constant, and f one smooth function for each of its values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sympy import (
    Abs,
    Eq,
    Expr,
    Gt,
    Heaviside,
    Lt,
    Max,
    Min,
    Ne,
    Piecewise,
    Symbol,
    ceiling,
    floor,
    sign,
)
from sympy.logic.boolalg import And, Boolean

from grad_magic.calculus.derivatives import gradient
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.extrema.critical_points import critical_point_at
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.calculus.extrema.equations.systems import Assignment, solve_system
from grad_magic.calculus.extrema.kinds.verdicts import said_of_neighborhood
from grad_magic.findings import CriticalReason, Finding, SearchRemark
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import from_sympy
from grad_magic.solution import CriticalPoint, CriticalPoints, CriticalVerdict

_OTHER_SEAMS = (Abs, Max, Min, Piecewise, sign, Heaviside)
_MOST_JUMPS = 2

Levels = Mapping[Expr, Symbol]
"""For each ⌊g⌋ and ⌈g⌉ the name of its value."""


def points_between_steps(f: Expr, variables: Sequence[Symbol]) -> CriticalPoints | None:
    """The critical points off the jumps of floor and ceiling; None where f has no such jumps.

    Args:
        f: the function.
        variables: its n variables.

    Raises:
        UnsolvedError: f has other seams too, or the points depend on the values of ⌊g⌋.
    """
    jumps = sorted(f.atoms(floor, ceiling), key=str)
    if not any(jump.has(*variables) for jump in jumps):
        return None
    is_nested = any(jump.args[0].has(floor, ceiling) for jump in jumps)
    if is_nested or len(jumps) > _MOST_JUMPS or f.has(*_OTHER_SEAMS):
        raise UnsolvedError
    levels = {jump: Symbol(f"k{index}__", real=True) for index, jump in enumerate(jumps)}
    piece = f.xreplace(levels)
    slopes = gradient(piece, variables)
    search = solve_system(slopes, (*variables, *levels.values()))
    if not search.is_complete or search.repeating:
        raise UnsolvedError
    points = [
        point
        for solution in search.solutions
        for point in _points(piece, variables, levels, solution)
    ]
    remarks = tuple(
        Finding(SearchRemark.NO_GRADIENT_OPEN, {"zeros": Eq(jump.args[0], jump)}) for jump in jumps
    )
    return CriticalPoints(tuple(points), is_complete=None, remarks=remarks)


def _points(
    piece: Expr, variables: Sequence[Symbol], levels: Levels, solution: Assignment
) -> Iterator[CriticalPoint]:
    """The points of one solution that lie between the jumps."""
    names = set(levels.values())
    place = tuple(solution.get(variable, variable) for variable in variables)
    fixed = {name: value for name, value in solution.items() if name in names}
    if any(value.free_symbols & names for value in (*place, *fixed.values())):
        raise UnsolvedError
    if not all(value.is_number for value in fixed.values()):
        raise UnsolvedError
    if not all(value.is_Integer for value in fixed.values()):
        return
    moved = dict(zip(variables, place, strict=True))
    inside: list[Boolean] = []
    known: dict[Symbol, Expr] = dict(fixed)
    for jump, name in levels.items():
        inner = jump.args[0].xreplace(moved)
        if inner.has(*variables):
            inside.append(_between(jump.func, inner, fixed.get(name)))
            continue
        level = jump.func(inner)
        gap = sign_of(shorten_number(inner - level)) if level.is_Integer else None
        if gap is None:
            raise UnsolvedError
        if not gap or known.get(name, level) != level:
            return
        known[name] = level
    yield from _classified(piece.xreplace(known), variables, levels, place, And(*inside))


def _between(step: type[Expr], inner: Expr, level: Expr | None) -> Boolean:
    """Where ⌊g⌋ or ⌈g⌉ is constant nearby, and has this value if one is given."""
    if level is None:
        return Ne(inner, step(inner))
    low = level if step is floor else level - 1
    return And(Gt(inner, low), Lt(inner, low + 1))


def _classified(
    piece: Expr,
    variables: Sequence[Symbol],
    levels: Levels,
    place: tuple[Expr, ...],
    inside: Boolean,
) -> Iterator[CriticalPoint]:
    """The points with the kind that they have for the piece, which f is around them."""
    moved = dict(zip(variables, place, strict=True))
    back = {name: jump.xreplace(moved) for jump, name in levels.items()}
    where = None if inside == True else inside  # noqa: E712  (SymPy's own truth)
    if not any(gradient(piece, variables)):
        reason = Finding(CriticalReason.CONSTANT_ON_REGION)
        yield CriticalPoint(
            place, piece.xreplace(back), "minimum", is_strict=False, reason=reason, where=where
        )
        return
    found = critical_point_at(piece, variables, compile_formula(from_sympy(piece)), place)
    if found is None:
        raise UnsolvedError
    for point in found:
        verdict = CriticalVerdict(point.kind, point.is_strict, point.reason)
        reason = said_of_neighborhood(verdict).reason
        yield replace(point, value=point.value.xreplace(back), reason=reason, where=where)
