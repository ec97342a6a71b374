"""Signs that hold one another: where a > b and b > c, also a > c."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import TYPE_CHECKING

from sympy import Abs, Expr, Integer, Ne, sign
from sympy.core.relational import StrictGreaterThan, StrictLessThan

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean

# n signs can be chosen in 2ⁿ ways.
_MOST_SIGNS = 6


def settle_signs(number: Expr, conditions: Sequence[Boolean]) -> Expr:
    """The rational number that it is for all signs that can occur together, or else itself.

    >>> from sympy.abc import a, b, c
    >>> whole = sign(a - b) * sign(b - c) - sign(a - c) * (sign(a - b) + sign(b - c))
    >>> settle_signs(whole, [Ne(a, b), Ne(b, c), Ne(a, c)])
    -1

    Args:
        number: with signs in it.
        conditions: what is assumed of parameters, that signs are not 0 among it.
    """
    signs = sorted(number.atoms(sign), key=str)
    gaps = [part.args[0] for part in signs]
    if not 0 < len(signs) <= _MOST_SIGNS or not set(gaps) <= _nonzero(conditions):
        return number
    found: set[Expr] = set()
    for values in _together(gaps):
        chosen = dict(zip(signs, map(Integer, values), strict=True))
        found.add(number.xreplace({Abs(part): Integer(1) for part in signs}).xreplace(chosen))
    single = found.pop() if len(found) == 1 else number
    return single if single.is_Rational else number


def _nonzero(conditions: Sequence[Boolean]) -> set[Expr]:
    forms = [
        part.lhs - part.rhs
        for part in conditions
        if isinstance(part, (Ne, StrictGreaterThan, StrictLessThan))
    ]
    return {*forms, *(-form for form in forms)}


def _together(gaps: Sequence[Expr]) -> Iterator[tuple[int, ...]]:
    """Signs of which no three contradict one another, as (a - b) + (b - c) = a - c."""
    triples = [
        (places, turns)
        for places in combinations(range(len(gaps)), 3)
        for turns in product((1, -1), repeat=3)
        if sum(turn * gaps[place] for place, turn in zip(places, turns, strict=True)) == 0
    ]
    for values in product((1, -1), repeat=len(gaps)):
        if not any(
            len({turn * values[place] for place, turn in zip(places, turns, strict=True)}) == 1
            for places, turns in triples
        ):
            yield values
