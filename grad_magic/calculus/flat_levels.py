"""Where F = 0, and F_y is 0 or not continuous: on all of (x - y)² = 0, |x - y| = 0, cos(x - y) = 1.

There -F_x/F_y tells nothing of the slope, though it may be shortened to 1.
"""

from __future__ import annotations

from dataclasses import dataclass

from sympy import Abs, Expr, Integer, Mul, acos, acosh, asin, cos, factor, pi, sin

from grad_magic.calculus.demands import LARGEST_FACTORED
from grad_magic.calculus.exact.numbers import sign_of


@dataclass(frozen=True)
class FlatLevel:
    """The part of F = 0 on which each partial derivative of F is 0 or not continuous.

    Attributes:
        forms: one of them is 0 there.
        is_all: whether nothing else is left of F = 0.
    """

    forms: tuple[Expr, ...]
    is_all: bool


def flat_level(f: Expr) -> FlatLevel:
    """What the factors of F tell of it: their exponents, and whether they change sign."""
    f = factor(f) if f.is_Add and f.count_ops() <= LARGEST_FACTORED else f
    forms: list[Expr] = []
    is_all = True
    for part in Mul.make_args(f):
        base, exponent = part.as_base_exp()
        if exponent.is_negative or not part.free_symbols or sign_of(part):
            continue
        if _is_flat(part, base, exponent) or _is_steep(exponent):
            forms.append(base.args[0] if isinstance(base, Abs) else base)
        else:
            is_all = False
    return FlatLevel(tuple(forms), is_all and bool(forms))


def _is_flat(part: Expr, base: Expr, exponent: Expr) -> bool:
    """Whether a factor has a power that is 0 with its slope, or at 0 a minimum or maximum."""
    is_power = exponent.is_Rational and (exponent > 1 or (exponent.p * exponent.q) % 2 == 0)
    return bool(is_power or part.is_nonnegative or part.is_nonpositive or _is_extreme(base))


def _is_steep(exponent: Expr) -> bool:
    """Whether a factor is such as ∛(x - y), whose slope has no bound around its zeros."""
    return bool(exponent.is_Rational and 0 < exponent < 1)


def _is_extreme(total: Expr) -> bool:
    """Whether it is 1 - cos u, or a multiple of it or of 1 ± sin u and 1 + cos u.

    So are π/2 - arcsin u, arccos u and arcosh u, which are 0 at the end of their domain.
    """
    number, wave = total.as_coeff_Add() if total.is_Add else (Integer(0), total)
    if total.is_Add and number == 0 and total.has(asin, acos):
        number, wave = total.as_independent(*total.free_symbols, as_Add=True)
    height, wave = wave.as_coeff_Mul()
    largest = {cos: 1, sin: 1, asin: pi / 2, acos: pi}.get(type(wave))
    if isinstance(wave, (acos, acosh)) and number == 0:
        return True
    return largest is not None and bool(abs(number) == abs(height) * largest)
