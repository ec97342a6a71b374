"""Identities of functions that hold over the real numbers wherever both sides are defined.

Each rewriting takes an expression and gives an equal one, not always a shorter one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from sympy import (
    Add,
    Expr,
    Integer,
    Pow,
    Rational,
    cos,
    cosh,
    cot,
    coth,
    csc,
    csch,
    exp,
    powsimp,
    sec,
    sech,
    sin,
    sinh,
    tan,
    tanh,
)
from sympy.simplify.fu import TR8, TR10i

Rewriting = Callable[[Expr], Expr]
Squares = Mapping[type, Callable[[Expr], Expr]]

# Measured: SymPy factors this many terms in about ten milliseconds; more may take seconds.
MOST_TERMS = 40
# Powers of a sine or cosine up to this one are rewritten through its square.
_LARGEST_SQUARED = 6
# Measured: TR8 and TR10i compare all pairs, and this size keeps them to some milliseconds.
_LARGEST_CIRCULAR = 30
_MOST_CIRCULAR = 6
# tanh of a larger number differs from 1 after more than 8000 digits.
_LARGEST_HYPERBOLIC = 10_000

# What the square of one function is in terms of that of another.
SQUARES: tuple[Squares, ...] = (
    {sin: lambda u: 1 - cos(u) ** 2},
    {cos: lambda u: 1 - sin(u) ** 2},
    {
        tan: lambda u: sec(u) ** 2 - 1,
        cot: lambda u: csc(u) ** 2 - 1,
        tanh: lambda u: 1 - sech(u) ** 2,
        coth: lambda u: 1 + csch(u) ** 2,
    },
    {cosh: lambda u: 1 + sinh(u) ** 2},
    {sinh: lambda u: cosh(u) ** 2 - 1},
)
_QUOTIENTS: Mapping[type, tuple[Rewriting, Rewriting]] = {sin: (cos, tan), sinh: (cosh, tanh)}
_RECIPROCALS: Mapping[type, Rewriting] = {sec: cos, csc: sin, sech: cosh, csch: sinh}


def replace_squares(expression: Expr, squares: Squares) -> Expr:
    """The expression with even powers of one function by those of another, multiplied out.

    >>> from sympy.abc import x
    >>> replace_squares(1 + tan(x)**2, SQUARES[2])
    sec(x)**2
    """
    powers = {
        power: squares[type(power.base)](power.base.args[0]) ** (power.exp // 2)
        for power in expression.atoms(Pow)
        if type(power.base) in squares and _is_even(power.exp)
    }
    return multiply_out(expression.xreplace(powers)) if powers else expression


def _is_even(exponent: Expr) -> bool:
    return exponent in range(2, _LARGEST_SQUARED + 1, 2)


def multiply_out(expression: Expr) -> Expr:
    """Products and whole powers of sums as sums, unless they have many terms."""
    if count_terms(expression) > MOST_TERMS or _is_almost_cancelled(expression):
        return expression
    return expression.expand(power_base=False, power_exp=False, log=False)


def _is_almost_cancelled(expression: Expr) -> bool:
    """Whether there is a number like tanh(200000), which is 1 but for 10^-173717.

    As a product with a factor 1 - tanh(200000) is multiplied out, SymPy 1.12 asks for the
    factor's sign by its digits, which takes minutes.
    """
    functions = expression.atoms(tanh, coth)
    return any(
        isinstance(argument, Rational) and abs(argument) > _LARGEST_HYPERBOLIC
        for argument in (function.args[0] for function in functions)
    )


def count_terms(expression: Expr) -> int:
    """How many terms it has at most when multiplied out."""
    if expression.is_Add:
        return sum(map(count_terms, expression.args))
    if expression.is_Mul:
        return math.prod(map(count_terms, expression.args))
    if isinstance(expression, Pow) and isinstance(expression.exp, Integer):
        terms, times = count_terms(expression.base), abs(int(expression.exp))
        return 1 if terms == 1 else math.comb(terms + min(times, 10**3) - 1, terms - 1)
    return 1


def join_angles(expression: Expr) -> Expr:
    """Sums of products of sines and cosines by the addition theorems."""
    return TR10i(expression) if _has_circular_sum(expression) else expression


def double_angles(expression: Expr) -> Expr:
    """Sums of products of sines and cosines as sums, as cos² - sin² is cos of the double angle.

    A single product stays: books write 2 sin x cos x.
    """
    if not _has_circular_sum(expression):
        return expression
    opened = multiply_out(expression)
    return TR8(opened) if opened.is_Add else expression


def _has_circular_sum(expression: Expr) -> bool:
    """Whether there are sines and cosines in a sum to join, and not too many."""
    if not 1 < len(expression.atoms(sin, cos)) <= _MOST_CIRCULAR:
        return False
    if expression.count_ops() > _LARGEST_CIRCULAR or count_terms(expression) > MOST_TERMS // 2:
        return False
    return any(sum(term.has(sin, cos) for term in part.args) > 1 for part in expression.atoms(Add))


def join_tangents(expression: Expr) -> Expr:
    """sin u/cos u as tan u, sinh u/cosh u as tanh u, and 1/sec u as cos u."""
    return expression.replace(lambda part: part.is_Mul, _joined_quotients).replace(
        lambda part: isinstance(part, Pow) and type(part.base) in _RECIPROCALS and part.exp == -1,
        lambda part: _RECIPROCALS[type(part.base)](part.base.args[0]),
    )


def _joined_quotients(product: Expr) -> Expr:
    powers = product.as_powers_dict()
    for base, exponent in tuple(powers.items()):
        if type(base) not in _QUOTIENTS:
            continue
        below, quotient = _QUOTIENTS[type(base)]
        argument = base.args[0]
        if exponent.is_Integer and powers.get(below(argument)) == -exponent:
            product *= (quotient(argument) * below(argument) / base) ** exponent
    return product


def join_powers(expression: Expr) -> Expr:
    """Products of powers as one power, where that holds for all real numbers."""
    powers = expression.atoms(Pow, exp)
    return powsimp(expression) if len(powers) > 1 else expression
