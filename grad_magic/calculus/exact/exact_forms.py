"""Rewritings of exact numbers alone: they rest on signs that only a number has."""

from __future__ import annotations

from sympy import (
    Add,
    Expr,
    Function,
    Integer,
    NumberSymbol,
    Pow,
    Rational,
    acos,
    acosh,
    asin,
    asinh,
    atan,
    atanh,
    exp,
    log,
    sqrt,
    sqrtdenest,
)
from sympy.functions.elementary.hyperbolic import HyperbolicFunction
from sympy.functions.elementary.trigonometric import TrigonometricFunction

from grad_magic.calculus.exact.identities import SQUARES, multiply_out, replace_squares
from grad_magic.calculus.exact.quotients import combine, without_roots_below
from grad_magic.calculus.exact.squares import may_be_square

# sin(8·atan(x)) has powers up to the 8th.
_LARGEST_MULTIPLE = 8
# ln 2 + ln 3 is easier to read as ln 6; logarithms of longer numbers are not.
_LONGEST_JOINED = 1000


def join_logarithms(number: Expr) -> Expr:
    """ln 2 + ln 3 as ln 6; of numbers alone, as a logarithm of one is real where it is met."""
    if not number.is_number or len(number.atoms(log)) < 2:
        return number
    return number.replace(lambda part: part.is_Add, _joined_logarithms)


def _joined_logarithms(total: Expr) -> Expr:
    product, others = Integer(1), []
    for term in total.args:
        times, part = term.as_coeff_Mul()
        is_short = isinstance(part, log) and times.is_Integer and abs(times) <= _LARGEST_MULTIPLE
        if is_short and _is_short_rational(part.args[0]):
            product *= part.args[0] ** times
        else:
            others.append(term)
    return Add(*others, log(product))


def _is_short_rational(number: Expr) -> bool:
    return isinstance(number, Rational) and max(abs(number.p), number.q) <= _LONGEST_JOINED


def open_inverses(number: Expr) -> Expr:
    """sin(2 atan x), cosh(ln x) and exp(acosh x) without functions of inverse functions."""
    opened = number.replace(_is_circular_of_inverse, lambda part: part.expand(trig=True))
    opened = opened.replace(
        lambda part: isinstance(part, (asinh, acosh, atanh)), lambda part: part.rewrite(log)
    )
    return opened.replace(
        lambda part: isinstance(part, HyperbolicFunction) and part.args[0].has(log),
        lambda part: part.rewrite(exp),
    )


def _is_circular_of_inverse(part: Expr) -> bool:
    """Whether this is like sin(2·atan(x))."""
    if not isinstance(part, TrigonometricFunction):
        return False
    times, angle = part.args[0].as_coeff_Mul()
    return (
        isinstance(angle, (asin, acos, atan))
        and times.is_Integer
        and abs(times) <= _LARGEST_MULTIPLE
    )


def rationalize(number: Expr) -> Expr:
    """Sums of roots out of the denominators."""
    denominators = [
        power.base
        for power in number.atoms(Pow)
        if power.base.is_Add and power.exp.is_Integer and power.exp < 0
    ]
    if not denominators or any(base.has(Function, NumberSymbol) for base in denominators):
        return number
    return without_roots_below(number)


def open_roots(number: Expr) -> Expr:
    """Square roots of squares, also of those that only an identity shows to be squares."""
    for root in filter(_is_square_root, number.atoms(Pow)):
        if root.base.has(Function, NumberSymbol):
            number = number.xreplace({root: _opened_root(root)})
    nested = (root.base.atoms(Pow) for root in number.atoms(Pow) if _is_square_root(root))
    is_nested = any(_is_root(inner) for powers in nested for inner in powers)
    return sqrtdenest(number) if is_nested else number


def _is_root(part: Expr) -> bool:
    return isinstance(part.exp, Rational) and part.exp.q == 2


def _is_square_root(part: Expr) -> bool:
    return isinstance(part, Pow) and _is_root(part) and not part.base.is_Rational


def _opened_root(root: Expr) -> Expr:
    """The root with its base in the form that leaves no root behind, if there is one."""
    whole = multiply_out(root.base)
    if not may_be_square(whole):
        return root
    for squares in ({}, *SQUARES):
        inside = replace_squares(whole, squares)
        for form in (inside, *combine(inside)):
            opened = sqrt(form)
            if not any(map(_is_square_root, opened.atoms(Pow))):
                return opened ** (2 * root.exp)
    return root
