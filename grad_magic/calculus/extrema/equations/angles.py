"""Angles: with which period equations repeat in them, and the angle of a cosine and a sine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import lcm

from sympy import (
    Dummy,
    Expr,
    Integer,
    Rational,
    Symbol,
    acos,
    asin,
    atan,
    cos,
    cot,
    csc,
    expand_trig,
    factor,
    pi,
    sec,
    sin,
    tan,
    together,
)

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.extrema.equations.roots import UnsolvedError

CIRCULAR = (sin, cos, tan, cot, sec, csc)
# cos(x/12) and cos(x) have the common period 24π; beyond, the points of a period are too many.
_LONGEST_PERIOD = 12
_LONGEST_LEVEL = 30
_ARC = Dummy(real=True)


def common_periods(equations: Sequence[Expr], variables: Sequence[Symbol]) -> Mapping[Symbol, Expr]:
    """For each variable a period of all sines, cosines, … that it is found in, if there is one.

    It is 2π where that is one, as for sin(2x).
    """
    found = {}
    angles = {part.args[0] for equation in equations for part in equation.atoms(*CIRCULAR)}
    for variable in variables:
        slopes = {angle.diff(variable) for angle in angles} - {Integer(0)}
        period = _common_period(sorted(slopes, key=str))
        if period is not None:
            found[variable] = period
    return found


def with_single_angles(expression: Expr, variables: Sequence[Symbol]) -> Expr:
    """2sin(x)cos(x) for sin(2x), where there are sines or cosines of x itself too.

    sin(x)(1 + 4a·cos(x)) is a product that sin(x) + 2a·sin(2x) does not show.
    """
    angles = {part.args[0] for part in expression.atoms(sin, cos) if part.has(*variables)}
    is_of_both = any(angles == {variable, 2 * variable} for variable in variables)
    return expand_trig(expression) if is_of_both else expression


def _common_period(frequencies: Sequence[Expr]) -> Expr | None:
    if not frequencies or not all(part.is_number for part in frequencies):
        return None
    unit = next((unit for unit in (Integer(1), pi) if _is_rational(frequencies[0] / unit)), None)
    unit = frequencies[0] if unit is None else unit
    ratios = [frequency / unit for frequency in frequencies]
    if not all(map(_is_rational, ratios)):
        return None
    times = lcm(*(ratio.q for ratio in ratios))
    return 2 * pi / unit * times if times <= _LONGEST_PERIOD else None


def _is_rational(number: Expr) -> bool:
    return isinstance(number, Rational)


def into_period(value: Expr, period: Expr) -> Expr:
    """The number that differs by whole periods and is in (-T/2, T/2].

    Raises:
        UnsolvedError: where it lies could not be decided.
    """
    value = shorten_number(value.expand())
    half = period / 2
    for _ in range(2 * _LONGEST_PERIOD):
        ends = _ends_of_arc(value)
        if ends and all(_is_at_most(abs(end), half) for end in ends):
            return value
        above, below = sign_of(value - half), sign_of(value + half)
        # It is not one of the ends.
        if ends and all(_is_at_most(half, end) for end in ends):
            above = below = 1
        elif ends and all(_is_at_most(end, -half) for end in ends):
            above = below = -1
        if above is None or below is None:
            raise UnsolvedError
        if above <= 0 < below:
            return value
        value = shorten_number((value - period if above > 0 else value + period).expand())
    raise UnsolvedError


def _is_at_most(first: Expr, second: Expr) -> bool:
    return sign_of(second - first) in (0, 1)


def _ends_of_arc(value: Expr) -> list[Expr]:
    """Numbers between which c·acos(u) + d or c·asin(u) + d is, where -1 < u < 1; none of others.

    >>> s = Symbol("s", positive=True)
    >>> _ends_of_arc(-acos((1 - s) / (1 + s))), _ends_of_arc(pi - asin(1 / (1 + s)))
    ([0, -pi], [pi, pi/2])
    """
    arcs = [part for part in value.atoms(acos, asin) if part.free_symbols]
    if len(arcs) != 1 or arcs[0].args[0].count_ops() > _LONGEST_LEVEL:
        return []
    (arc,), (level,) = arcs, arcs[0].args
    if sign_of(factor(together(1 - level**2))) != 1:
        return []
    low, high = (Integer(0), pi) if isinstance(arc, acos) else (-pi / 2, pi / 2)
    if isinstance(arc, asin):
        side = sign_of(factor(together(level)))
        low, high = Integer(0) if side == 1 else low, Integer(0) if side == -1 else high
    told = value.xreplace({arc: _ARC}).expand()
    factor_of_arc, rest = told.coeff(_ARC), told.coeff(_ARC, 0)
    if not (rest.is_number and factor_of_arc.is_number):
        return []
    return [rest + factor_of_arc * end for end in (low, high)]


def angle_of(cosine: Expr, sine: Expr) -> Expr:
    """The angle in (-π, π] with this cosine and sine.

    Raises:
        UnsolvedError: a sign is not settled.
    """
    ahead, above = sign_of(cosine), sign_of(sine)
    if ahead is None or above is None:
        raise UnsolvedError
    if above == 0:
        return Integer(0) if ahead > 0 else pi
    if ahead == 0:
        return above * pi / 2
    angle = acos(cosine)
    ratio = shorten_number(sine / cosine)
    if not angle.has(acos) or _is_rational(cosine):
        return above * angle
    if _is_rational(sine):
        return asin(sine) if ahead > 0 else above * pi - asin(sine)
    if _is_rational(ratio) or not atan(ratio).has(atan):
        return atan(ratio) if ahead > 0 else atan(ratio) + above * pi
    return above * angle
