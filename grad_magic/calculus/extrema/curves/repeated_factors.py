"""Zeros of a gradient as zeros of factors of its entries, where they may be simple.

At the root of x = e⁻ˣ the derivative 4(x - e⁻ˣ)³(1 + e⁻ˣ) of (x - e⁻ˣ)⁴ has a zero that no test
of its own slope isolates; as a zero of the factor it is simple.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from sympy import Expr, Float, Integer, Mul, Pow, Symbol, factorial, gamma, reduced

from grad_magic.calculus.derivatives import gradient
from grad_magic.calculus.exact.quotients import factored
from grad_magic.calculus.extrema.equations.intervals import INTERVALS, NoIntervalError, interval
from grad_magic.calculus.extrema.equations.value_bounds import is_never_negative
from grad_magic.calculus.extrema.kinds.verdicts import CriticalVerdict, extremum
from grad_magic.findings import CriticalReason, Finding
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import UnreadableExpressionError, from_sympy

if TYPE_CHECKING:
    import mpmath

_MOST_SYSTEMS = 9
# Larger sums are not factored.
_LARGEST_FACTORED = 60
_SHOWN_DIGITS = 15
# Around a zero that is known to more digits than the machine's.
_RADIUS = 1e-12

Factors = Mapping[Expr, int]
"""What is multiplied, to which powers."""


def factors_of(partial: Expr, variables: Sequence[Symbol]) -> Factors:
    """The factors of an expression that may be 0, each with its power."""
    found: dict[Expr, int] = {}
    for part in Mul.make_args(_as_product(partial)):
        base, exponent = part.as_base_exp()
        if not (exponent.is_Integer and exponent > 0):
            base, exponent = part, Integer(1)
        can_vanish = base.has(*variables) and not (base.is_nonzero or isinstance(base, gamma))
        if can_vanish and not part.as_base_exp()[1].is_negative:
            found[base] = found.get(base, 0) + int(exponent)
    return found


def _as_product(partial: Expr) -> Expr:
    """The expression as the product that it is, or else factored."""
    if isinstance(partial, (Mul, Pow)) or partial.count_ops() > _LARGEST_FACTORED:
        return partial
    return factored(partial)


def shared_factors(partials: Sequence[Expr], variables: Sequence[Symbol]) -> list[Expr]:
    """The factors of all entries: where one of them is 0 all points are critical."""
    if len(partials) < 2:
        return []
    first, *others = (factors_of(partial, variables) for partial in partials)
    return [part for part in first if all(part in other for other in others)]


def factor_systems(
    partials: Sequence[Expr], variables: Sequence[Symbol], nonzero: Sequence[Expr] = ()
) -> list[tuple[Expr, ...]] | None:
    """Systems of a factor of each entry, one of which holds where ∇f = 0 and others are not 0.

    None where there are too many of them, or where no factor is repeated or stands beside others,
    so that they tell nothing new.
    """
    if any(partial == 0 for partial in partials):
        return None
    choices = [
        {part: n for part, n in factors_of(partial, variables).items() if part not in nonzero}
        for partial in partials
    ]
    total = math.prod(map(len, choices))
    is_repeated = any(power > 1 for choice in choices for power in choice.values())
    is_new = bool(nonzero) or total > 1 or is_repeated
    return list(product(*choices)) if is_new and total <= _MOST_SYSTEMS else None


def classify_repeated(
    f: Expr, variables: Sequence[Symbol], factors: Sequence[Expr], zero: Sequence[mpmath.mpf]
) -> CriticalVerdict | None:
    """The kind of a zero of ∇f that is a simple zero of factors of its entries, if they tell it.

    Args:
        f: the function.
        variables: its n variables.
        factors: one of each entry of ∇f.
        zero: the point where all of them are 0, to more digits than a float has.
    """
    value = f.xreplace({**dict.fromkeys(factors, Integer(0)), **{-g: Integer(0) for g in factors}})
    if value.is_number and not value.has(*variables):
        for sign in (1, -1):
            if is_never_negative(sign * (f - value)):
                reason = Finding(CriticalReason.NEVER_BEYOND, {"difference": f - value})
                return extremum(sign, reason, is_strict=None)
    return _by_first_derivative(f, variables[0], factors[0], zero[0]) if len(zero) == 1 else None


def _by_first_derivative(
    f: Expr, variable: Symbol, simple: Expr, zero: mpmath.mpf
) -> CriticalVerdict | None:
    """f′ = r·gᵐ with g = 0 at the point gives f⁽ᵐ⁺¹⁾ = m!·r·g′ᵐ there, and 0 below that order."""
    (slope,) = gradient(f, (variable,))
    power = factors_of(slope, (variable,)).get(simple)
    if power is None:
        return None
    (rise,) = gradient(simple, (variable,))
    parts_of_slope = Mul.make_args(_as_product(slope))
    rest = Mul(*(part for part in parts_of_slope if part.as_base_exp()[0] != simple))
    value = _enclosed(factorial(power) * rest * rise**power, variable, zero)
    if value is None or value[0] <= 0 <= value[1]:
        return None
    parts: dict[str, Expr] = {
        "order": Integer(power + 1),
        "value": Float(sum(value) / 2, _SHOWN_DIGITS),
    }
    if power % 2 == 0:
        return CriticalVerdict("saddle", None, Finding(CriticalReason.INFLECTION, parts))
    reason = Finding(CriticalReason.FIRST_NONZERO_DERIVATIVE, parts)
    return extremum(1 if value[0] > 0 else -1, reason)


def _enclosed(expression: Expr, variable: Symbol, number: mpmath.mpf) -> tuple[float, float] | None:
    """The ends of an interval that holds the value; None where none is known."""
    center, radius = float(number), _RADIUS * (1 + abs(float(number)))
    try:
        program = compile_formula(from_sympy(expression))
        found = program.run({variable: interval(center - radius, center + radius)}, INTERVALS)
    except (NoIntervalError, UnreadableExpressionError):
        return None
    ends = float(found.low), float(found.high)
    return ends if all(map(math.isfinite, ends)) else None


@dataclass(frozen=True)
class PowerOfCurve:
    """f = c + gᵐ·r for a polynomial f.

    Attributes:
        value: c, a number.
        power: m.
        rest: r, a polynomial without the factor g, expanded.
    """

    value: Expr
    power: int
    rest: Expr


def power_of_curve(f: Expr, curve: Expr, variables: Sequence[Symbol]) -> PowerOfCurve | None:
    """The highest power of g in f - c; None where f is not constant on g = 0.

    Args:
        f: a polynomial.
        curve: g, an irreducible one.
        variables: those of both.
    """
    value = reduced(f, [curve], *variables)[1]
    if value.has(*variables):
        return None
    rest, power = (f - value).expand(), 0
    while True:
        quotient, remainder = reduced(rest, [curve], *variables)
        if remainder != 0:
            return PowerOfCurve(value, power, rest)
        rest, power = quotient[0], power + 1
