"""Whether an exact number may be the square of a fraction of the functions in it.

Where it is none, that is found out much faster than by factoring: a square remains one where the
functions are given other values that the identities between them allow, and modulo a prime half
of all numbers are no squares.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce

from sympy import (
    Abs,
    E,
    Expr,
    Function,
    NumberSymbol,
    Pow,
    Rational,
    cos,
    cosh,
    cot,
    coth,
    csc,
    csch,
    exp,
    sec,
    sech,
    sign,
    sin,
    sinh,
    tan,
    tanh,
)

# A prime 4k + 3, modulo which 2, 3, 5, …, 47 are squares: the root of a square a is a^(k + 1).
_PRIME = 2**61 + 3277887
# What is no square passes for one with probability 2^-10.
_SAMPLES = 10
_FIRST, _STEP = 101, 7919

# All these functions of one number as fractions of one other, so that identities hold.
_AS_FRACTIONS: Mapping[type, Callable[[int], tuple[int, int]]] = {
    sin: lambda t: (2 * t, 1 + t**2),
    cos: lambda t: (1 - t**2, 1 + t**2),
    tan: lambda t: (2 * t, 1 - t**2),
    cot: lambda t: (1 - t**2, 2 * t),
    sec: lambda t: (1 + t**2, 1 - t**2),
    csc: lambda t: (1 + t**2, 2 * t),
    sinh: lambda t: (2 * t, 1 - t**2),
    cosh: lambda t: (1 + t**2, 1 - t**2),
    tanh: lambda t: (2 * t, 1 + t**2),
    coth: lambda t: (1 + t**2, 2 * t),
    sech: lambda t: (1 - t**2, 1 + t**2),
    csch: lambda t: (1 - t**2, 2 * t),
}


def may_be_square(number: Expr) -> bool:
    """Whether it is perhaps the square of such a fraction, times a constant.

    >>> from sympy import sqrt
    >>> may_be_square(1 + 2*sqrt(3)*cos(2) + 3*cos(2)**2), may_be_square(1 + cos(2)**2)
    (True, False)
    """
    samples = (_Sample(start) for start in range(_SAMPLES))
    try:
        first, *others = (sample.value(number) for sample in samples)
    except _UnknownError:
        return True
    return all(_is_square(first * value) for value in others)


class _UnknownError(ArithmeticError):
    """Something has no value modulo the prime."""


class _Sample:
    """Values of sin, cos, … that differ from sample to sample, and of all else that do not."""

    def __init__(self, start: int) -> None:
        self._start = start
        self._known: dict[Expr, int] = {E: 3**2}
        self._arguments: dict[Expr, int] = {}

    def value(self, part: Expr) -> int:
        """The value of a number modulo the prime."""
        if part not in self._known:
            self._known[part] = self._find(part)
        return self._known[part]

    def _find(self, part: Expr) -> int:
        if isinstance(part, Rational):
            return _quotient(part.p, part.q)
        if part.is_Add:
            return sum(map(self.value, part.args)) % _PRIME
        if part.is_Mul:
            return reduce(lambda a, b: a * b % _PRIME, map(self.value, part.args))
        if isinstance(part, (Pow, exp)):
            return _power(self.value(part.base), part.exp)
        if part.func in _AS_FRACTIONS:
            begin = _STEP * self._start + _FIRST
            argument = self._arguments.setdefault(part.args[0], begin + len(self._arguments))
            return _quotient(*_AS_FRACTIONS[part.func](argument))
        if isinstance(part, (Abs, sign)) or not isinstance(part, (Function, NumberSymbol)):
            raise _UnknownError(part)
        # A square, so that its root is known.
        return (len(self._known) + _FIRST) ** 2


def _quotient(above: int, below: int) -> int:
    if below % _PRIME == 0:
        raise _UnknownError(below)
    return above * pow(below, -1, _PRIME) % _PRIME


def _power(base: int, exponent: Expr) -> int:
    if not isinstance(exponent, Rational) or exponent.q > 2 or base == 0:
        raise _UnknownError(exponent)
    if exponent.q == 1:
        return pow(base, exponent.p, _PRIME)
    if not _is_square(base):
        raise _UnknownError(base)
    return pow(pow(base, (_PRIME + 1) // 4, _PRIME), exponent.p, _PRIME)


def _is_square(residue: int) -> bool:
    return pow(residue, (_PRIME - 1) // 2, _PRIME) != _PRIME - 1
