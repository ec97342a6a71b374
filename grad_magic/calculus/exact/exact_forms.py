"""Rewritings of exact numbers alone: they rest on signs that only a number has."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sympy import (
    Abs,
    Add,
    E,
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
    cos,
    cosh,
    cot,
    coth,
    csc,
    csch,
    exp,
    log,
    radsimp,
    sec,
    sech,
    sin,
    sinh,
    sqrt,
    sqrtdenest,
    tan,
    tanh,
)
from sympy.functions.elementary.hyperbolic import HyperbolicFunction
from sympy.functions.elementary.trigonometric import TrigonometricFunction

from grad_magic.calculus.exact.identities import SQUARES, multiply_out, replace_squares
from grad_magic.calculus.exact.quotients import combine

# sin(8·atan(x)) has powers up to the 8th.
_LARGEST_MULTIPLE = 8
# ln 2 + ln 3 is easier to read as ln 6; logarithms of longer numbers are not.
_LONGEST_JOINED = 1000
# All these functions of one number as fractions of one other, so that identities hold.
_AS_FRACTIONS: Mapping[type, Callable[[Rational], Rational]] = {
    sin: lambda t: 2 * t / (1 + t**2),
    cos: lambda t: (1 - t**2) / (1 + t**2),
    tan: lambda t: 2 * t / (1 - t**2),
    cot: lambda t: (1 - t**2) / (2 * t),
    sec: lambda t: (1 + t**2) / (1 - t**2),
    csc: lambda t: (1 + t**2) / (2 * t),
    sinh: lambda t: 2 * t / (1 - t**2),
    cosh: lambda t: (1 + t**2) / (1 - t**2),
    tanh: lambda t: 2 * t / (1 + t**2),
    coth: lambda t: (1 + t**2) / (2 * t),
    sech: lambda t: (1 - t**2) / (1 + t**2),
    csch: lambda t: (1 - t**2) / (2 * t),
}
# One number in a hundred or more is a square, so that three show what is none.
_FIXED = Rational(101, 89)
_FRACTIONS = tuple(Rational(n, 97) for n in (31, 60, 83, 152))


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
    return radsimp(number)


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
    if not _may_be_square(whole):
        return root
    for squares in ({}, *SQUARES):
        inside = replace_squares(whole, squares)
        for form in (inside, *combine(inside)):
            opened = sqrt(form)
            if not any(map(_is_square_root, opened.atoms(Pow))):
                return opened ** (2 * root.exp)
    return root


def _may_be_square(number: Expr) -> bool:
    """Whether it is perhaps a square of a fraction of its functions, times a number.

    Such a one is square in proportion where the functions have other values that the identities
    between them allow. Of roots, and of exp with fractions, that is not asked.
    """
    functions = number.atoms(*_AS_FRACTIONS)
    arguments = sorted({part.args[0] for part in functions}, key=str)
    others = sorted(_others(number), key=str)
    fixed = {part: _FIXED + place for place, part in enumerate(others, start=1)}
    fixed |= {E: _FIXED} | {
        part: _FIXED**part.exp for part in number.atoms(exp) if part.exp.is_Integer
    }
    values = []
    for start in _FRACTIONS:
        at = {argument: start + place for place, argument in enumerate(arguments)}
        value = number.xreplace(
            fixed | {f: _AS_FRACTIONS[f.func](at[f.args[0]]) for f in functions}
        )
        if not isinstance(value, Rational):
            return True
        values.append(value)
    return all(isinstance(sqrt(value * values[0]), Rational) for value in values)


def _others(number: Expr) -> set[Expr]:
    """The functions and constants of which no identity is used."""
    parts = number.atoms(Function, NumberSymbol)
    return {part for part in parts if not isinstance(part, (*_AS_FRACTIONS, exp, Abs))}
