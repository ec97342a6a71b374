"""Where conditions on variables hold: as intervals of single variables, if they hold at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise, product

from sympy import Expr, Ge, Gt, Integer, Le, Lt, Rational, Symbol, oo
from sympy.core.relational import Relational
from sympy.logic.boolalg import And, Boolean, Or, false, true

from grad_magic.calculus.exact.numbers import ascending, sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.extrema.curves.curve_parts import (
    Stretch,
    number_between,
    values_of,
    zeros_of,
)
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.formula.one_variable import conjuncts
from grad_magic.formula.real_roots import spell_out_roots
from grad_magic.formula.sympy_forms import is_real_number, without_minus_signs

_INSIDE = "inside"
# Where a point that satisfies conditions is looked for.
_SAMPLES = tuple(Rational(n, 2) for n in (0, 1, -1, 2, -2, 3, -3, 5, -7, 11, -15, 40, -40))
_MOST_SYMBOLS = 3


def opened(where: Boolean) -> Boolean:
    """The condition without the boundary of where it holds: x > 0 for x ≥ 0."""
    return where.replace(
        lambda part: isinstance(part, (Ge, Le)),
        lambda part: Gt(part.lhs, part.rhs) if isinstance(part, Ge) else Lt(part.lhs, part.rhs),
    )


def interval(
    symbol: Symbol, low: Expr, high: Expr, *, with_low: bool = False, with_high: bool = False
) -> Boolean:
    """That a number lies between two others, -oo and oo for none, or is an end that counts.

    >>> from sympy.abc import x
    >>> interval(x, Integer(0), oo, with_low=True)
    x >= 0
    """
    above, below = Ge if with_low else Gt, Le if with_high else Lt
    return And(
        true if low == -oo else above(symbol, low), true if high == oo else below(symbol, high)
    )


def in_intervals(where: Boolean) -> Boolean:
    """The condition with what it says of each variable as intervals; false if it never holds.

    >>> from sympy.abc import x
    >>> in_intervals(And(2*x - 2 > 0, x < 3, x > 0))
    (x > 1) & (x < 3)

    Raises:
        UnsolvedError: that is not settled.
    """
    if where in (true, false):
        return where
    alone: dict[Symbol, list[Boolean]] = {}
    joint: list[Boolean] = []
    for part in conjuncts(where):
        if len(part.free_symbols) == 1:
            (symbol,) = part.free_symbols
            alone.setdefault(symbol, []).append(part)
        elif part != true:
            joint.append(part)
    if joint:
        if len(joint) > 1 or alone or not isinstance(joint[0], Relational):
            raise UnsolvedError
        return without_minus_signs(joint[0]) if _holds_somewhere(joint[0]) else false
    return And(*(_interval(parts, symbol) for symbol, parts in alone.items()))


def _interval(parts: Sequence[Boolean], symbol: Symbol) -> Boolean:
    condition = And(*parts)
    try:
        breaks = _breaks(condition, symbol)
    except UnsolvedError:
        if len(parts) == 1 and isinstance(condition, Relational) and _holds_somewhere(condition):
            return condition
        raise
    stretches = [
        Stretch(
            low, high, _INSIDE if _holds(condition, symbol, number_between(low, high)) else None
        )
        for low, high in pairwise([-oo, *breaks, oo])
    ]
    apart = [not _holds(condition, symbol, place) for place in breaks]
    found = values_of(stretches, apart, symbol, _INSIDE)
    return false if found is None else found


def _breaks(condition: Boolean, symbol: Symbol) -> list[Expr]:
    """All places where a relation of the condition can change."""
    places: list[Expr] = []
    for relation in condition.atoms(Relational):
        for zero in zeros_of(relation.lhs - relation.rhs, symbol):
            if not any(sign_of(shorten_number(zero - other)) == 0 for other in places):
                places.append(zero)
    return ascending(places)


def _holds(condition: Boolean, symbol: Symbol, place: Expr) -> bool:
    """Whether a condition holds at one number."""
    if isinstance(condition, (And, Or)):
        deciding = isinstance(condition, Or)
        parts = [_holds_if_settled(part, symbol, place) for part in condition.args]
        # One part may decide where another has no value: √x ≠ 0 with x ≥ 0 at -1.
        if deciding in parts:
            return deciding
        if None in parts:
            raise UnsolvedError
        return not deciding
    if condition in (true, false):
        return bool(condition)
    if not isinstance(condition, Relational):
        raise UnsolvedError
    gap = shorten_number(spell_out_roots(condition.lhs - condition.rhs).xreplace({symbol: place}))
    sign = sign_of(gap)
    if sign is None:
        raise UnsolvedError
    return bool(condition.func(Integer(sign), 0))


def _holds_if_settled(condition: Boolean, symbol: Symbol, place: Expr) -> bool | None:
    try:
        return _holds(condition, symbol, place)
    except UnsolvedError:
        return None


def unequal_parts(where: Boolean) -> set[Expr]:
    """The expressions that a condition says to be positive or negative, with both signs."""
    strict = (part for part in conjuncts(where) if isinstance(part, (Gt, Lt)))
    gaps = [(part.lhs - part.rhs).expand() for part in strict]
    return {*gaps, *((-gap).expand() for gap in gaps)}


def is_covered(part: Boolean, whole: Boolean) -> bool:
    """Whether it is seen that a condition on one symbol holds only where another one does.

    >>> from sympy import Ne
    >>> from sympy.abc import x
    >>> is_covered(x > 0, Ne(x, 0)), is_covered(Ne(x, 0), x > 0)
    (True, False)
    """
    if whole in (part, true):
        return True
    symbols = part.free_symbols | whole.free_symbols
    if len(symbols) != 1:
        return False
    (symbol,) = symbols
    try:
        breaks = _breaks(And(part, whole, evaluate=False), symbol)
        between = [number_between(low, high) for low, high in pairwise([-oo, *breaks, oo])]
        return all(
            _holds(whole, symbol, place)
            for place in (*breaks, *between)
            if _holds(part, symbol, place)
        )
    except UnsolvedError:
        return False


def holds_at(where: Boolean, place: Mapping[Symbol, Expr]) -> bool:
    """Whether a condition is seen to hold at a point, with odd roots that are real."""
    if isinstance(where, (And, Or)):
        parts = (holds_at(part, place) for part in where.args)
        return all(parts) if isinstance(where, And) else any(parts)
    if not isinstance(where, Relational):
        return bool(where == true)
    gap = spell_out_roots(where.lhs - where.rhs).xreplace(place)
    sign = sign_of(gap) if gap.is_number and is_real_number(gap) else None
    return sign is not None and bool(where.func(Integer(sign), 0))


def _holds_somewhere(condition: Relational) -> bool:
    """Whether a point where it holds is known.

    Raises:
        UnsolvedError: none is known.
    """
    symbols = sorted(condition.free_symbols, key=str)
    gap = spell_out_roots(condition.lhs - condition.rhs)
    if len(symbols) <= _MOST_SYMBOLS:
        for numbers in product(_SAMPLES, repeat=len(symbols)):
            here = gap.xreplace(dict(zip(symbols, numbers, strict=True)))
            if here.is_real and condition.func(here, 0) == true:
                return True
    raise UnsolvedError
