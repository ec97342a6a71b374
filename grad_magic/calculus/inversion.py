"""Equations in one variable, solved for it over the real numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sympy import (
    Expr,
    Integer,
    Poly,
    PolynomialError,
    Symbol,
    acos,
    acosh,
    asin,
    asinh,
    atan,
    atanh,
    cos,
    cosh,
    exp,
    log,
    pi,
    sin,
    sinh,
    tan,
    tanh,
)

from grad_magic.calculus.numbers import sign_of
from grad_magic.calculus.roots import UnsolvedError, real_roots
from grad_magic.calculus.simplify import shorten_number

# Factoring a polynomial in one variable up to this degree takes milliseconds.
_LARGEST_DEGREE = 40
# sin(4x) = 0 has eight solutions in a period.
_LARGEST_FREQUENCY = 4


@dataclass(frozen=True)
class Values:
    """The solutions of an equation in one variable.

    Attributes:
        numbers: they, or those in one period of 2π.
        repeats: whether they go on with that period.
    """

    numbers: tuple[Expr, ...]
    repeats: bool = False


def solve_for(equation: Expr, variable: Symbol) -> Values:
    """All real solutions of `equation` = 0.

    It is a polynomial in the variable, or in one function of it that can be inverted.

    Raises:
        UnsolvedError: it is of another kind, or its solutions have no closed form here.

    >>> x = Symbol("x", real=True)
    >>> solve_for(log(x) + 1, x).numbers
    (exp(-1),)
    """
    if equation.is_polynomial(variable):
        return Values(_roots(equation, variable))
    whole = _outermost(equation, variable)
    inner = Symbol("u", real=True)
    outer = equation.xreplace({whole: inner})
    if outer.has(variable) or not outer.is_polynomial(inner):
        raise UnsolvedError
    found: list[Expr] = []
    repeats = False
    for level in _roots(outer, inner):
        if isinstance(whole, (sin, cos, tan)):
            repeats = True
            found += _angles(whole, level, variable)
            continue
        for argument, value in _inverted(whole, level):
            values = solve_for(argument - value, variable)
            repeats = repeats or values.repeats
            found += values.numbers
    return Values(tuple(dict.fromkeys(found)), repeats)


def _roots(equation: Expr, variable: Symbol) -> tuple[Expr, ...]:
    try:
        polynomial = Poly(equation, variable)
    except PolynomialError:
        raise UnsolvedError from None
    if polynomial.degree() > _LARGEST_DEGREE:
        raise UnsolvedError
    return real_roots(polynomial)


def _outermost(equation: Expr, variable: Symbol) -> Expr:
    """The one function of the variable that the equation is about."""
    for part in sorted(equation.atoms(*_INVERSES, sin, cos, tan), key=_length):
        if part.has(variable) and not equation.xreplace({part: Integer(0)}).has(variable):
            return part
    raise UnsolvedError


def _length(part: Expr) -> int:
    return -int(part.count_ops())


def _inverted(whole: Expr, level: Expr) -> list[tuple[Expr, Expr]]:
    """The argument of a function and the values it must have."""
    return [(whole.args[0], value) for value in _INVERSES[type(whole)](level)]


def _sign(number: Expr) -> int:
    sign: int | None = sign_of(number)
    if sign is None:
        raise UnsolvedError
    return sign


def _logarithm(level: Expr) -> list[Expr]:
    return [log(level)] if _sign(level) > 0 else []


def _area_cosine(level: Expr) -> list[Expr]:
    sign = _sign(level - 1)
    return [[], [Integer(0)], [-acosh(level), acosh(level)]][sign + 1]


def _area_tangent(level: Expr) -> list[Expr]:
    return [atanh(level)] if _sign(1 - level**2) > 0 else []


_INVERSES: Mapping[type, Callable[[Expr], list[Expr]]] = {
    exp: _logarithm,
    log: lambda level: [exp(level)],
    sinh: lambda level: [asinh(level)],
    cosh: _area_cosine,
    tanh: _area_tangent,
    atan: lambda level: [tan(level)] if _sign(pi**2 - 4 * level**2) > 0 else [],
}


def _angles(whole: Expr, level: Expr, variable: Symbol) -> list[Expr]:
    """Where sin, cos or tan of k·v + b has a value, for v in (-π, π]."""
    argument = whole.args[0]
    frequency = argument.diff(variable)
    if not (frequency.is_Integer and 0 < abs(frequency) <= _LARGEST_FREQUENCY):
        raise UnsolvedError
    shift = argument - frequency * variable
    turns = range(abs(frequency))
    bases = _principal_angles(type(whole), level)
    return [
        _into_period((base + 2 * pi * turn - shift) / frequency) for base in bases for turn in turns
    ]


def _principal_angles(function: type, level: Expr) -> list[Expr]:
    if function is tan:
        return [atan(level), atan(level) + pi]
    excess = _sign(level**2 - 1)
    if excess > 0:
        return []
    first = acos(level) if function is cos else asin(level)
    second = -first if function is cos else pi - first
    return [first] if excess == 0 else [first, second]


def _into_period(angle: Expr) -> Expr:
    """The same angle in (-π, π]."""
    angle = shorten_number(angle.expand())
    # At most the frequency's number of turns are to be taken back.
    for _ in range(2 * _LARGEST_FREQUENCY):
        if _sign(angle - pi) > 0:
            angle = shorten_number((angle - 2 * pi).expand())
        elif _sign(angle + pi) <= 0:
            angle = shorten_number((angle + 2 * pi).expand())
    return angle
