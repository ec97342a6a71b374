"""Points around which f oscillates about its value: x² sin(1/x), filled with 0."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from sympy import (
    Add,
    Dummy,
    Expr,
    Integer,
    Mul,
    Piecewise,
    PoleError,
    Pow,
    cancel,
    cos,
    fraction,
    ilcm,
    nan,
    oo,
    sin,
    together,
    zoo,
)

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.limits import sample_directions, steep_directions
from grad_magic.findings import CriticalReason, Finding
from grad_magic.solution import CriticalVerdict

if TYPE_CHECKING:
    from sympy import Symbol

_STEP = Dummy("t", positive=True)
_ROOT = Dummy("s", positive=True)
# Longer differences are no examples of any book, and take time.
_LARGEST = 60
_HIGHEST_ROOT = 6


def oscillates(f: Expr, values: Mapping[Symbol, Expr], value: Expr) -> CriticalVerdict | None:
    """The verdict that f takes larger and smaller values than f(P) on rays from P.

    On a ray f(P + tu) - f(P) is (a + c·sin w)·t^k + o(t^k) with a continuous w that tends to ±∞
    as t → 0. So by the intermediate value theorem sin w is 1 and -1 at points that tend to P,
    where a + c and a - c decide the sign.

    Args:
        f: the function.
        values: P.
        value: f(P).
    """
    if not f.has(sin, cos):
        return None
    size, signs = len(values), set[int]()
    for direction in chain(sample_directions(size), steep_directions(size)):
        place = {
            variable: start + _STEP * step
            for (variable, start), step in zip(values.items(), direction, strict=True)
        }
        change = (f.subs(place, simultaneous=True) - value).expand()
        if change.has(Piecewise, nan, zoo, oo) or change.count_ops() > _LARGEST:
            continue
        signs |= _signs_near(Add.make_args(change))
        if len(signs) == 2:
            return CriticalVerdict("saddle", None, Finding(CriticalReason.BOTH_SIGNS_AROUND))
    return None


def _signs_near(terms: Sequence[Expr]) -> set[int]:
    """The signs that a sum is proved to have at points that tend to t = 0: 1, -1, both or none."""
    leads: list[tuple[Expr, Expr, Expr | None]] = []
    still: list[Expr] = []
    for term in terms:
        waves = [part for part in Mul.make_args(term) if _is_wave(part)]
        if not waves:
            still.append(term)
            continue
        lead = _lead(Mul(*(part for part in Mul.make_args(term) if part not in waves)))
        if lead is None or len(waves) > 1:
            return set()
        leads.append((*lead, waves[0]))
    rest = Add(*still)
    if rest != 0:
        lead = _lead_of_smooth(rest)
        if lead is None:
            return set()
        leads.append((*lead, None))
    lowest = min((order for order, _, _ in leads), default=None)
    return _signs_of([(factor, wave) for order, factor, wave in leads if order == lowest])


def _signs_of(leads: Sequence[tuple[Expr, Expr | None]]) -> set[int]:
    """The signs of a + c·sin w + …, each sine being free where it is the only one."""
    low, high = Integer(0), Integer(0)
    for factor, wave in leads:
        least = factor
        if wave is not None:
            least = -factor if wave.as_base_exp()[1] % 2 else Integer(0)
        is_ascending = sign_of(factor) == 1
        low += least if is_ascending else factor
        high += factor if is_ascending else least
    waves = [wave for _, wave in leads if wave is not None]
    ends = {sign_of(low), sign_of(high)}
    if len(waves) > 1 and len(ends) > 1:
        return set()
    return {sign for sign in ends if sign}


def _is_wave(part: Expr) -> bool:
    """Whether it is a power of a sine or cosine that oscillates ever faster."""
    base, exponent = part.as_base_exp()
    if not (isinstance(base, (sin, cos)) and exponent.is_Integer and exponent > 0):
        return False
    lead = _lead(base.args[0])
    return lead is not None and lead[0] < 0


def _lead_of_smooth(expression: Expr) -> tuple[Expr, Expr] | None:
    """The same of what does not oscillate, as 1 - cos t."""
    lead = _lead(expression)
    if lead is not None:
        return lead
    try:
        factor, order = expression.leadterm(_STEP)
    except (ValueError, NotImplementedError, PoleError):
        return None
    is_plain = order.is_Rational and factor.is_number and sign_of(factor)
    return (order, factor) if is_plain else None


def _lead(expression: Expr) -> tuple[Expr, Expr] | None:
    """k and c ≠ 0 of c·t^k + o(t^k) for t → 0+, of a quotient of powers of t; None of others."""
    exponents = [
        part.exp for part in expression.atoms(Pow) if part.base == _STEP and part.exp.is_Rational
    ]
    root = ilcm(1, 1, *(exponent.q for exponent in exponents))
    if root > _HIGHEST_ROOT:
        return None
    over, under = fraction(cancel(together(expression.subs(_STEP, _ROOT**root))))
    orders, factors = [], []
    for part in (over, under):
        polynomial = part.as_poly(_ROOT)
        if polynomial is None or polynomial.is_zero:
            return None
        lowest = min(polynomial.monoms())[0]
        factor = polynomial.coeff_monomial(_ROOT**lowest)
        if not sign_of(factor):
            return None
        orders.append(Integer(lowest))
        factors.append(factor)
    return (orders[0] - orders[1]) / root, factors[0] / factors[1]
