"""Proofs that an exact number is 0: no count of zero digits is one.

Each step only rewrites by identities of real numbers and has a bounded size, so that none
takes long, unlike SymPy's `simplify` and `trigsimp`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping

from sympy import (
    Add,
    Expr,
    I,
    Integer,
    Mul,
    Pow,
    Rational,
    acos,
    acosh,
    asin,
    asinh,
    atan,
    atanh,
    exp,
    expand_log,
    fraction,
    log,
    pi,
    sqrt,
    sqrtdenest,
    together,
)
from sympy.functions.elementary.trigonometric import TrigonometricFunction
from sympy.simplify.fu import TR5, TR8

from grad_magic.calculus.exact.digits import certain_digits
from grad_magic.calculus.exact.lengths import count_operations
from grad_magic.calculus.exact.quotients import without_roots_below
from grad_magic.calculus.exact.separation import sign_of_algebraic

# Above this size no attempt is made to prove that an expression is 0.
_LARGEST_PROOF = 60
# A sum of four numbers to the 8th power has 165 terms.
_LARGEST_POWER = 8
# Digits of whole numbers that are taken to powers and to prime factors.
_LONGEST_RATIONAL = 400
_LARGEST_FACTORED = 10**12
# Measured: SymPy multiplies out about ten terms in a millisecond.
_MOST_TERMS = 400
_TOO_MANY = 1000
# How often a number is replaced by another that is 0 with it.
_DEPTH = 3
_INVERSE_HYPERBOLIC = (asinh, acosh, atanh)
# Of an angle its cosine and sine, up to a positive factor.
_LEGS: Mapping[type, Callable[[Expr], tuple[Expr, Expr]]] = {
    atan: lambda tangent: (Integer(1), tangent),
    asin: lambda sine: (sqrt(1 - sine**2), sine),
    acos: lambda cosine: (cosine, sqrt(1 - cosine**2)),
}


def is_small(number: Expr) -> bool:
    """Whether multiplying out and rationalizing takes milliseconds."""
    return (
        count_operations(number) <= _LARGEST_PROOF
        and all(
            abs(power.exp) <= _LARGEST_POWER
            for power in number.atoms(Pow)
            if power.base.is_Add and power.exp.is_Rational
        )
        and all(
            max(abs(rational.p), rational.q).bit_length() <= _LONGEST_RATIONAL
            for rational in number.atoms(Rational)
        )
    )


def is_provably_zero(number: Expr, depth: int = _DEPTH) -> bool:
    """Whether one of a few steps that end soon shows that a real number is 0.

    SymPy's own `is_zero` is not asked: for nested roots it looks for a minimal polynomial,
    which can take a minute.

    Args:
        number: an exact real number.
        depth: how many steps from one number to another may follow.
    """
    if number == 0:
        return True
    sign = sign_of_algebraic(number)
    if sign is not None or not is_small(number):
        return sign == 0
    if any(step(number) == 0 for step in _REWRITINGS) or _is_zero_in_exponentials(number):
        return True
    return depth > 0 and any(
        is_provably_zero(other, depth - 1) for step in _REDUCTIONS for other in step(number)
    )


def _expand_logarithms(number: Expr) -> Expr:
    if any(abs(whole) > _LARGEST_FACTORED for whole in number.atoms(Integer)):
        return number
    return expand_log(number, factor=True).expand()


def _expand_squares(number: Expr) -> Expr:
    return TR5(number).expand()


def _expand_products(number: Expr) -> Expr:
    return TR8(number.expand()).expand()


_REWRITINGS = (
    without_roots_below,
    Expr.expand,
    _expand_logarithms,
    _expand_squares,
    _expand_products,
)


def _is_zero_in_exponentials(number: Expr) -> bool:
    """Over one denominator, with exp for sin, cos, sinh, … as exp(a)·exp(b) is one exp."""
    rewritten = number.rewrite(exp, deep=True)
    if max(_terms(rewritten)) > _MOST_TERMS:
        return False
    numerator, denominator = fraction(together(rewritten))
    if max(*_terms(numerator), *_terms(denominator)) > _MOST_TERMS:
        return False
    return bool(numerator.expand() == 0)


def _terms(expression: Expr) -> tuple[int, int]:
    """How many terms numerator and denominator have at most when multiplied out.

    Beyond `_TOO_MANY` the count is not carried on.
    """
    counts = (1, 1)
    if expression.is_Add:
        parts = [_terms(term) for term in expression.args]
        below = math.prod(part[1] for part in parts)
        counts = (sum(part[0] * (below // part[1]) for part in parts), below)
    elif expression.is_Mul:
        parts = [_terms(factor) for factor in expression.args]
        counts = (math.prod(part[0] for part in parts), math.prod(part[1] for part in parts))
    elif isinstance(expression, Pow) and isinstance(expression.exp, Integer):
        times = min(abs(int(expression.exp)), _TOO_MANY)
        above, below = (_terms_of_power(count, times) for count in _terms(expression.base))
        counts = (above, below) if expression.exp > 0 else (below, above)
    return min(counts[0], _TOO_MANY), min(counts[1], _TOO_MANY)


def _terms_of_power(terms: int, times: int) -> int:
    return 1 if terms == 1 else math.comb(min(terms, _MOST_TERMS) + times - 1, times)


def _exponentiated(number: Expr) -> Iterator[Expr]:
    """exp(n·x) - 1 for a sum x of rational multiples of logarithms; 0 with x, as x is real."""
    terms = Add.make_args(number.expand())
    if not any(isinstance(term.as_coeff_Mul()[1], log) for term in terms):
        return
    coefficients = [term.as_coeff_Mul()[0] for term in terms]
    multiple = math.lcm(*(coefficient.q for coefficient in coefficients if coefficient.is_Rational))
    if multiple * max(map(abs, coefficients)) <= _LARGEST_POWER**2:
        yield exp(number * multiple) - 1


def _turned(number: Expr) -> Iterator[Expr]:
    """The sine of q times a sum of angles, up to a positive factor; 0 with it near 0.

    The angles are inverse circular functions, and rational multiples of pi.
    """
    terms = [term.as_coeff_Mul() for term in Add.make_args(number.expand())]
    angles = [(factor, angle) for factor, angle in terms if type(angle) in _LEGS]
    straight = [factor for factor, angle in terms if angle == pi]
    if not angles or len(angles) + len(straight) < len(terms):
        return
    if not all(factor.is_Rational for factor, _ in terms):
        return
    multiple = math.lcm(*(factor.q for factor, _ in terms))
    # sin(q·x) = 0 says that x = 0 only for |q·x| < pi.
    if not abs((multiple * number).evalf(15, maxn=100)) < 1:
        return
    turn = Integer(1)
    for factor, angle in angles:
        times = int(factor * multiple)
        if abs(times) > _LARGEST_POWER**2:
            return
        across, along = _LEGS[angle.func](angle.args[0])
        leg = across + (I if times > 0 else -I) * along
        for _ in range(abs(times)):
            turn = (turn * leg).expand()
            if len(Add.make_args(turn)) > _MOST_TERMS // 4:
                return
    yield turn.coeff(I)


def _squared(number: Expr) -> Iterator[Expr]:
    """p² - q²A for a number p + q·√A whose parts differ in sign: 0 with it."""
    numerator = fraction(together(number))[0]
    roots = {
        power.base
        for power in numerator.atoms(Pow)
        if power.exp.is_Rational and power.exp.q == 2 and not power.base.is_Rational
    }
    if not roots or max(_terms(numerator)) > _MOST_TERMS:
        return
    inside = max(roots, key=lambda root: (root.count_ops(), str(root)))
    root = sqrt(inside)
    with_root: list[Expr] = []
    without: list[Expr] = []
    for term in Add.make_args(numerator.expand()):
        odd = term.as_powers_dict().get(inside, Integer(0))
        (with_root if odd.is_Rational and odd.q == 2 else without).append(term)
    ahead, behind = Mul(Add(*with_root), 1 / root).expand(), Add(*without)
    first, second = (certain_digits(part, 15) for part in (ahead, behind))
    if first is not None and second is not None and first * second < 0:
        yield behind**2 - ahead**2 * inside


def _denested(number: Expr) -> Iterator[Expr]:
    denested = sqrtdenest(number)
    if denested != number:
        yield denested


def _without_inverses(number: Expr) -> Iterator[Expr]:
    """With logarithms for asinh, acosh, atanh, and of an angle k·asin(x) its sine by powers."""
    as_logarithms = number.replace(
        lambda part: isinstance(part, _INVERSE_HYPERBOLIC), lambda part: part.rewrite(log)
    )
    opened = as_logarithms.replace(_is_circular_of_inverse, lambda part: part.expand(trig=True))
    if opened != number:
        yield opened.expand()


def _is_circular_of_inverse(part: Expr) -> bool:
    """Whether this is like sin(2·atan(x))."""
    return isinstance(part, TrigonometricFunction) and all(
        type(angle) in _LEGS and factor.is_Integer and abs(factor) <= _LARGEST_POWER
        for factor, angle in (term.as_coeff_Mul() for term in Add.make_args(part.args[0]))
    )


_REDUCTIONS = (_exponentiated, _turned, _squared, _denested, _without_inverses)
