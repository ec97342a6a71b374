"""The rate of change along a line through P on which the rules apply, though near P they do not.

So |x| + |y| has at (a, 0) a derivative by x, provided that a ≠ 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from sympy import Add, Dummy, Expr, Integer, Mul, Ne, Symbol, false, oo, sign

from grad_magic.calculus.conditions import tidy_conditions, without_implied
from grad_magic.calculus.derivatives import evaluate_derivative, gradient
from grad_magic.calculus.domains import UndefinedError, first_seam, trace
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.limits import Neighborhood, both_rates
from grad_magic.calculus.signs import settle_conditions
from grad_magic.errors import MeaninglessRequestError
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import UnreadableExpressionError, from_sympy
from grad_magic.solution import Limit

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean

_OPEN = Limit("open")
# Each has two signs.
_MOST_LETTERS = 2


@dataclass(frozen=True)
class SectionRates:
    """The limits of (f(P + tv) - f(P))/t, and what the parameters must satisfy for them.

    Attributes:
        limits: for t → 0- and t → 0+.
        conditions: beside what was given.
    """

    limits: tuple[Limit, Limit]
    conditions: tuple[Boolean, ...] = ()


_OPEN_RATES = SectionRates((_OPEN, _OPEN))


def settled_rates(
    f: Expr,
    place: Mapping[Symbol, Expr],
    direction: Sequence[Expr],
    known: tuple[Limit, Limit],
    given: Sequence[Boolean],
) -> SectionRates:
    """Those limits also where the expansion of f in all its variables leaves both open.

    Args:
        f: the function.
        place: P.
        direction: v.
        known: the limits as far as they are known.
        given: what the parameters satisfy.
    """
    if any(limit.kind != "open" for limit in known):
        return SectionRates(known)
    step = Dummy("t", real=True)
    line = {v: p + step * u for (v, p), u in zip(place.items(), direction, strict=True)}
    # What stays the same along the line has no part in the rate: ln a in ln x + |y|.
    section = f.xreplace(line).as_independent(step, as_Add=True)[1]
    found = [_rates_of_term(term, step, given) for term in Add.make_args(section)]
    backward, forward = ([rates.limits[side] for rates in found] for side in (0, 1))
    conditions = tuple(condition for rates in found for condition in rates.conditions)
    return SectionRates((_sum_of(backward), _sum_of(forward)), conditions)


def _rates_of_term(term: Expr, step: Symbol, given: Sequence[Boolean]) -> SectionRates:
    """How fast a function of t changes at t = 0, by the rules or else by its expansion."""
    start = {step: Integer(0)}
    assumed: list[Boolean] = []
    try:
        program = compile_formula(from_sympy(term))
        values = trace(program, start, assumed)
        seam = first_seam(program, values, start, assumed)
    except (UnreadableExpressionError, UndefinedError, MeaninglessRequestError):
        return _OPEN_RATES
    needed = without_implied(tidy_conditions(assumed), given)
    needed = tuple(part for part in settle_conditions(needed, given) if part not in given)
    if seam is not None:
        if needed:
            return _OPEN_RATES
        near = Neighborhood(program, start, values[-1])
        limits = both_rates(near, (Integer(1),))
        # Where their signs have been told and it is open still, they do not decide.
        letters = term.free_symbols - {step}
        may_be_settled = any(letter.is_positive is None for letter in letters)
        is_open = _OPEN in limits and may_be_settled
        return _rates_by_signs(term, step, given) if is_open else SectionRates(limits)
    rate = evaluate_derivative(gradient(term, (step,))[0], start)
    if rate is None or not all(isinstance(condition, Ne) for condition in needed):
        return _OPEN_RATES
    limit = Limit("finite", shorten_number(rate))
    return SectionRates((limit, limit), needed)


def _rates_by_signs(term: Expr, step: Symbol, given: Sequence[Boolean]) -> SectionRates:
    """The same where the signs of the letters decide: of ∛(at) it is ∞·sign(a), for a ≠ 0."""
    letters = sorted(term.free_symbols - {step}, key=str)
    if len(letters) > _MOST_LETTERS:
        return _OPEN_RATES
    found: list[tuple[Sequence[int], tuple[Limit, Limit]]] = []
    for signs in product((1, -1), repeat=len(letters)):
        sizes = [Dummy(letter.name, positive=True) for letter in letters]
        pairs = list(zip(letters, signs, sizes, strict=True))
        there = {letter: turn * size for letter, turn, size in pairs}
        if any(condition.xreplace(there) == false for condition in given):
            continue
        rates = _rates_of_term(term.xreplace(there), step, ())
        if rates.conditions or _OPEN in rates.limits:
            return _OPEN_RATES
        back = {size: turn * letter for letter, turn, size in pairs}
        below, above = (_with_letters(limit, back) for limit in rates.limits)
        found.append((signs, (below, above)))
    limits = [_of_all_signs([(s, pair[side]) for s, pair in found], letters) for side in (0, 1)]
    needed = without_implied([Ne(letter, 0) for letter in letters], given)
    return SectionRates((limits[0], limits[1]), tuple(needed))


def _with_letters(limit: Limit, back: Mapping[Symbol, Expr]) -> Limit:
    return limit if limit.value is None else Limit(limit.kind, limit.value.xreplace(dict(back)))


def _of_all_signs(found: Sequence[tuple[Sequence[int], Limit]], letters: Sequence[Symbol]) -> Limit:
    """One limit for all signs of the letters, with their signs if it is infinite."""
    limits = {limit for _, limit in found}
    if len(limits) == 1:
        return limits.pop()
    if any(limit.kind != "infinite" for limit in limits):
        return _OPEN
    for chosen in product((0, 1), repeat=len(letters)):
        for turn in (1, -1):
            turns = (
                turn * prod(s**c for s, c in zip(signs, chosen, strict=True)) for signs, _ in found
            )
            if all(limit.value == one * oo for one, (_, limit) in zip(turns, found, strict=True)):
                signs = (sign(letter) ** c for letter, c in zip(letters, chosen, strict=True))
                return Limit("infinite", turn * oo * Mul(*signs))
    return _OPEN


def _sum_of(limits: Sequence[Limit]) -> Limit:
    """The limit of a sum by those of its terms, if they tell it."""
    kinds = [limit.kind for limit in limits]
    values = [limit.value for limit in limits if limit.value is not None]
    if kinds.count("finite") == len(kinds):
        return Limit("finite", shorten_number(Add(*values)))
    others = [limit for limit in limits if limit.kind != "finite"]
    is_told = len(others) == 1 and others[0].kind in ("infinite", "none")
    return others[0] if is_told else _OPEN
