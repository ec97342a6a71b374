"""Where F = 0, and F_y is 0 or does not exist: on all of (x - y)² = 0, |x - y| = 0, cos(x - y) = 1.

There -F_x/F_y tells nothing of the slope, though it may be shortened to 1.
"""

from __future__ import annotations

from dataclasses import dataclass

from sympy import Abs, Expr, Mul, Symbol, cos, factor, sin

from grad_magic.calculus.demands import LARGEST_FACTORED
from grad_magic.calculus.exact.numbers import sign_of

_TERMS_OF_WAVE = 2


@dataclass(frozen=True)
class FlatLevel:
    """The part of F = 0 on which each partial derivative of F is 0 or does not exist.

    Attributes:
        forms: one of them is 0 there.
        is_all: whether nothing else is left of F = 0.
    """

    forms: tuple[Expr, ...]
    is_all: bool


def flat_level(f: Expr, variable: Symbol) -> FlatLevel:
    """What the factors of F tell of it: their exponents, and whether they change sign.

    Args:
        f: F.
        variable: the one for which the equation is solved, the y of F_y.
    """
    f = factor(f) if f.is_Add and f.count_ops() <= LARGEST_FACTORED else f
    forms: list[Expr] = []
    is_all = True
    for part in Mul.make_args(f):
        base, exponent = part.as_base_exp()
        if exponent.is_negative or not part.free_symbols or sign_of(part):
            continue
        if _is_flat(part, base, exponent) or _is_steep(base, exponent, variable):
            forms.append(base.args[0] if isinstance(base, Abs) else base)
        else:
            is_all = False
    return FlatLevel(tuple(forms), is_all and bool(forms))


def _is_flat(part: Expr, base: Expr, exponent: Expr) -> bool:
    """Whether a factor has a power that is 0 with its slope, or at 0 a minimum or maximum."""
    is_power = exponent.is_Rational and (exponent > 1 or (exponent.p * exponent.q) % 2 == 0)
    return bool(is_power or part.is_nonnegative or part.is_nonpositive or _is_wave(base))


def _is_steep(base: Expr, exponent: Expr, variable: Symbol) -> bool:
    """Whether it is such as ∛(x - y), with an infinite slope at 0."""
    is_root = exponent.is_Rational and 0 < exponent < 1
    return bool(is_root and sign_of(base.diff(variable)))


def _is_wave(total: Expr) -> bool:
    """Whether it is 1 - cos u, or a multiple of it or of 1 ± sin u and 1 + cos u."""
    if not (total.is_Add and len(total.args) == _TERMS_OF_WAVE):
        return False
    number, wave = total.as_coeff_Add()
    height, wave = wave.as_coeff_Mul()
    return isinstance(wave, (cos, sin)) and bool(abs(number) == abs(height))
