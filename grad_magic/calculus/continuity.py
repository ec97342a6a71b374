"""By how much f differs from f(P) near P, and for which parameters it is continuous there.

As x² for x ≤ 1, else ax + b, at 1: for a + b = 1, and also a = 2.
"""

from __future__ import annotations

from sympy import Add, Eq, Expr, Integer, Ne, Rational, factor

from grad_magic.calculus.conditions import nonzero_condition, tidy_conditions
from grad_magic.calculus.exact.simplify import shorten
from grad_magic.calculus.expansions.expansion import (
    CONSTANT,
    FAR,
    FIRST,
    Expansion,
    OutsideError,
    Power,
    is_smaller,
)
from grad_magic.calculus.limits import Neighborhood
from grad_magic.findings import DifferentiabilityReason, Finding

_SIDES = 2


def change_exponent(near: Neighborhood) -> Rational | None:
    """A number e > 0 with |f(P + h) - f(P)| ≤ C·‖h‖ᵉ near P; None where none is found.

    It is that of an expansion that holds in all directions at once.
    """
    expansions = _on_both_sides(near) if near.dimension == 1 else (near.everywhere,)
    found = [
        _exponent_of(expansion.size)
        for expansion in expansions
        if expansion is not None and expansion.is_defined
    ]
    known = [exponent for exponent in found if exponent is not None]
    return min(known) if len(known) == len(expansions) else None


def _on_both_sides(near: Neighborhood) -> tuple[Expansion | None, ...]:
    """f(P + t) - f(P) and f(P - t) - f(P) for t → 0⁺; nothing where f has values on one side."""
    try:
        return tuple(near.along((Integer(sense),)) for sense in (-1, 1))
    except OutsideError:
        return (None,)


def _exponent_of(size: Power | None) -> Rational | None:
    """A number e > 0 such that a monomial is at most a multiple of tᵉ; None where none is."""
    if size is None:
        # It is 0 there.
        return Integer(FAR)
    if size[0] <= 0:
        return None
    exponent, logarithms = size
    # ρ^e·ln(1/ρ)^k is less than any smaller power of ρ.
    return exponent if logarithms <= 0 else exponent / 2


def continuous_if(near: Neighborhood) -> Finding[DifferentiabilityReason] | None:
    """The condition on parameters for f to be continuous at P, and for more.

    None of several variables, and where that is no single equation.
    """
    sides = [_side(near, sense) for sense in (-1, 1)] if near.dimension == 1 else []
    jumps = {side[0] for side in sides if side is not None and side[0] != 0}
    condition = _vanishing(jumps.pop()) if len(jumps) == 1 and None not in sides else None
    if condition is None:
        return None
    parts = {"condition": condition}
    bend = shorten(
        Add(*(sense * side[1] for sense, side in zip((1, -1), sides, strict=True) if side))
    )
    then = shorten(_where_equal(bend, condition))
    if then == 0:
        return Finding(DifferentiabilityReason.SMOOTH_IF, parts)
    if not then.free_symbols:
        return Finding(DifferentiabilityReason.CONTINUOUS_IF, parts)
    further = _vanishing(bend)
    if further is None:
        return None
    return Finding(DifferentiabilityReason.DIFFERENTIABLE_IF, {**parts, "further": further})


def _side(near: Neighborhood, sense: int) -> tuple[Expr, Expr] | None:
    """By how much f jumps on one side of P, and its rate of change there; None if not settled."""
    try:
        expansion = near.along((Integer(sense),))
    except OutsideError:
        return None
    if expansion is None or not expansion.knows(FIRST):
        return None
    powers = [power for power, _ in expansion.terms if power != CONSTANT]
    if any(is_smaller(FIRST, power) for power in powers):
        # Of √x the rate is infinite.
        return None
    return shorten(expansion.coefficient(CONSTANT)), sense * expansion.coefficient(FIRST)


def _vanishing(number: Expr) -> Eq | None:
    """That it is 0, as a + b = 1; None where that is no single equation."""
    needed = tidy_conditions(nonzero_condition((number,)))
    if len(needed) != 1 or not isinstance(needed[0], Ne):
        return None
    gap = factor((needed[0].lhs - needed[0].rhs).expand())
    # (c - 1)² is 0 where c - 1 is.
    gap = (gap.base if gap.is_Pow else gap).expand()
    terms = [term for term in gap.as_ordered_terms() if term.free_symbols]
    gap = -gap if terms[0].could_extract_minus_sign() else gap
    above = Add(*(term for term in Add.make_args(gap) if not term.could_extract_minus_sign()))
    fixed = gap.as_independent(*gap.free_symbols, as_Add=True)[0]
    if len(terms) == _SIDES and fixed == 0 and above != gap:
        # A = b, and not a - b = 0.
        return Eq(above, above - gap, evaluate=False)
    return Eq(gap - fixed, -fixed, evaluate=False)


def _where_equal(number: Expr, condition: Eq) -> Expr:
    """The number where the equation holds, if that is linear in a letter."""
    gap = (condition.lhs - condition.rhs).expand()
    for letter in sorted(gap.free_symbols, key=str, reverse=True):
        slope = gap.diff(letter)
        if slope.is_number:
            return number.subs(letter, letter - gap / slope)
    return number
