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
    """The verdict that f takes larger and smaller values than f(P) on a ray from P.

    There f(P + tu) - f(P) is c·t^k·sin w + o(t^k) with a continuous w that tends to ±∞ as t → 0.
    So by the intermediate value theorem sin w is 1 and -1 at points that tend to P, where the
    first term decides the sign.

    Args:
        f: the function.
        values: P.
        value: f(P).
    """
    if not f.has(sin, cos):
        return None
    size = len(values)
    for direction in chain(sample_directions(size), steep_directions(size)):
        place = {
            variable: start + _STEP * step
            for (variable, start), step in zip(values.items(), direction, strict=True)
        }
        change = (f.subs(place, simultaneous=True) - value).expand()
        if change.has(Piecewise, nan, zoo, oo) or change.count_ops() > _LARGEST:
            continue
        if _is_led_by_wave(Add.make_args(change)):
            return CriticalVerdict("saddle", None, Finding(CriticalReason.BOTH_SIGNS_AROUND))
    return None


def _is_led_by_wave(terms: Sequence[Expr]) -> bool:
    """Whether the term of lowest order alone is one with a factor sin w, w → ±∞."""
    orders: list[tuple[Expr, bool]] = []
    for term in terms:
        waves = [part for part in Mul.make_args(term) if _is_bounded(part)]
        order = _order(Mul(*(part for part in Mul.make_args(term) if part not in waves)))
        if order is None:
            return False
        orders.append((order, len(waves) == 1 and _is_wave(waves[0])))
    lowest = min(order for order, _ in orders)
    return [is_wave for order, is_wave in orders if order == lowest] == [True]


def _is_bounded(part: Expr) -> bool:
    base, exponent = part.as_base_exp()
    return isinstance(base, (sin, cos)) and bool(exponent.is_Integer) and exponent > 0


def _is_wave(part: Expr) -> bool:
    """Whether it is an odd power of a sine or cosine that oscillates ever faster."""
    base, exponent = part.as_base_exp()
    order = _order(base.args[0])
    return exponent % 2 == 1 and order is not None and order < 0


def _order(expression: Expr) -> Expr | None:
    """k of c·t^k + o(t^k) with c ≠ 0 for t → 0+, of a quotient of powers of t; None of others."""
    exponents = [
        part.exp for part in expression.atoms(Pow) if part.base == _STEP and part.exp.is_Rational
    ]
    root = ilcm(1, 1, *(exponent.q for exponent in exponents))
    if root > _HIGHEST_ROOT:
        return None
    over, under = fraction(cancel(together(expression.subs(_STEP, _ROOT**root))))
    orders = []
    for part in (over, under):
        polynomial = part.as_poly(_ROOT)
        if polynomial is None or polynomial.is_zero:
            return None
        lowest = min(polynomial.monoms())[0]
        if not sign_of(polynomial.coeff_monomial(_ROOT**lowest)):
            return None
        orders.append(Integer(lowest))
    return (orders[0] - orders[1]) / root
