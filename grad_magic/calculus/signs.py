"""Signs that hold one another: where a > b and b > c, also a > c."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import TYPE_CHECKING

from sympy import Abs, Expr, Gt, Integer, Lt, Ne, false, sign, true
from sympy.core.relational import StrictGreaterThan, StrictLessThan

from grad_magic.calculus.exact.simplify import shorten

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean

# n signs can be chosen in 2ⁿ ways.
_MOST_SIGNS = 6


def settle_signs(number: Expr, conditions: Sequence[Boolean]) -> Expr:
    """The rational number that it is for all signs that can occur together, or else itself.

    With one sign s it is u(1 + s)/2 + v(1 - s)/2, for what it is where s is 1 and where it is -1.

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
    if len(found) == 1:
        single = found.pop()
        return single if single.is_Rational else number
    return _in_halves(number, signs[0]) if len(signs) == 1 else number


def _in_halves(number: Expr, one: Expr) -> Expr:
    """The same for both values of a sign, each told by itself."""
    plain = number.xreplace({Abs(one): Integer(1)})
    ahead, behind = (shorten(plain.xreplace({one: Integer(value)})) for value in (1, -1))
    halves = (1 + one) * ahead / 2 + (1 - one) * behind / 2
    return halves if halves.count_ops() <= number.count_ops() else number


def settle_conditions(
    conditions: Sequence[Boolean], given: Sequence[Boolean]
) -> tuple[Boolean, ...]:
    """Conditions with a sign that is not 0 as what they say of what is in it.

    >>> from sympy import Or
    >>> from sympy.abc import a
    >>> settle_conditions([Ne(sign(a - 1), 1), Or(Ne(a, 0), Ne(sign(a - 1), 1))], [Ne(a - 1, 0)])
    (a < 1,)
    """
    settled = (_settle_condition(condition, given) for condition in conditions)
    return tuple(condition for condition in settled if condition != true)


def _settle_condition(condition: Boolean, given: Sequence[Boolean]) -> Boolean:
    signs = sorted(condition.atoms(sign), key=str)
    if len(signs) != 1 or signs[0].args[0] not in _nonzero(given):
        return condition
    (one,) = signs
    gap = one.args[0]
    ahead, behind = (_where_sign_is(condition, one, value) for value in (1, -1))
    if ahead not in (true, false) or behind not in (true, false):
        return condition
    if ahead == behind:
        return ahead
    number, names = gap.as_independent(*gap.free_symbols, as_Add=True)
    return Gt(names, -number) if ahead == true else Lt(names, -number)


def _where_sign_is(condition: Boolean, one: Expr, value: int) -> Boolean:
    """The condition where a sign has this value: a ≠ 0 goes without saying where a > 1."""
    there = condition.xreplace({one: Integer(value)})
    for part in there.atoms(Ne):
        difference = (part.lhs - part.rhs).expand()
        (name, *others) = sorted(part.free_symbols, key=str)
        slope = difference.diff(name)
        if not others and slope.is_number and slope != 0:
            gap = one.args[0].xreplace({name: name - difference / slope}).expand()
            if gap.is_number and gap.is_real and bool(gap * value < 0):
                there = there.xreplace({part: true})
    return there


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
