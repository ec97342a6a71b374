"""For which values of a parameter the critical points of f change beside its corners.

Where f stops to rise in a smooth piece, as |x| + ax does for a = ±1, and where a critical point of
a piece comes to its border, as -1/2 of x + x², which max(x, a) + x² is for x > a.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import product

from sympy import (
    Abs,
    Dummy,
    Expr,
    Ge,
    Gt,
    Integer,
    Le,
    Lt,
    Max,
    Min,
    Mul,
    Poly,
    Rational,
    Symbol,
    exp,
    factor,
    limit,
    oo,
    sign,
    tanh,
    together,
)

from grad_magic.calculus.derivatives import gradient
from grad_magic.calculus.exact.numbers import ascending
from grad_magic.calculus.exact.simplify import shorten
from grad_magic.calculus.extrema.corners.seams import pieces_of
from grad_magic.calculus.extrema.curves.curve_parts import zeros_of
from grad_magic.calculus.extrema.equations.angles import common_periods, with_single_angles
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.calculus.extrema.equations.systems import solve_system

_MOST_SIGNS = 4
_HALF = Rational(1, 2)
_LONGEST_SLOPE = 40


def breaks_of_slopes(f: Expr, variables: Sequence[Symbol], parameter: Symbol) -> tuple[Expr, ...]:
    """0 and the values of the parameter for which a partial derivative vanishes in a whole piece.

    Of f and of f on each axis, where √(x² + y²) is |x|.

    >>> x, y, a = (Symbol(name, real=True) for name in "xya")
    >>> breaks_of_slopes(Abs(x) + a * x + y**2, (x, y), a)
    (-1, 0, 1)
    """
    found: dict[Expr, None] = {Integer(0): None}
    for variable in variables:
        on_axis = f.xreplace({v: Integer(0) for v in variables if v != variable})
        for part in (f, on_axis):
            for slope in _slopes(_by_distances(part), variable):
                if slope.free_symbols == {parameter}:
                    try:
                        found |= dict.fromkeys(zeros_of(slope, parameter))
                    except UnsolvedError:
                        continue
    return tuple(ascending(found))


def breaks_of_pieces(f: Expr, variables: Sequence[Symbol], parameter: Symbol) -> tuple[Expr, ...]:
    """Values of the parameter for which a critical point of a piece lies on its border.

    Those that are found: between them the signs that matter are looked at again.

    Raises:
        UnsolvedError: which pieces or values these are is not settled.

    >>> x, a = Symbol("x", real=True), Symbol("a", real=True)
    >>> breaks_of_pieces(Max(x, a) + x**2, (x,), a)
    (-1/2, 0)
    """
    found: dict[Expr, None] = {}
    for piece, conditions in pieces_of(f, variables):
        with suppress(UnsolvedError):
            solved = solve_system(gradient(piece, variables), variables, in_general=True)
            bounds = [part for part in conditions if isinstance(part, (Gt, Lt, Ge, Le))]
            for solution, condition in product(solved.solutions, bounds):
                gap = (condition.gts - condition.lts).xreplace(solution)
                if gap.free_symbols == {parameter}:
                    found |= dict.fromkeys(zeros_of(gap, parameter))
            for unequal in solved.unequal or ():
                found |= dict.fromkeys(zeros_of(unequal, parameter))
    return tuple(ascending(found))


def breaks_of_ranges(f: Expr, variables: Sequence[Symbol], parameter: Symbol) -> tuple[Expr, ...]:
    """Values of the parameter for which a partial derivative is 0 at an end of its range.

    Of sin(x) + ax the equation cos(x) = -a has solutions for -1 ≤ a ≤ 1: cos(x) is largest and
    smallest where its derivative is 0. Other ends are limits, as of e^x/(1 + e^x) = a. Where a
    solution passes an end of the period is told too, as π - arcsin(a) of sin(x) = a for a = 0.

    >>> x, a = Symbol("x", real=True), Symbol("a", real=True)
    >>> from sympy import sin
    >>> breaks_of_ranges(sin(x) + a * x, (x,), a)
    (-1, 1)
    """
    found: dict[Expr, None] = {}
    if f.is_polynomial(*variables):
        # Its critical points have other formulas.
        return ()
    for variable, slope in zip(variables, gradient(f, variables), strict=True):
        if slope.free_symbols != {variable, parameter} or slope.count_ops() > _LONGEST_SLOPE:
            continue
        gaps = (
            *_extreme_values(slope, variable),
            *_limits(slope),
            *_at_half_period(slope, variable),
            *_levels(slope, variable, parameter),
        )
        for gap in gaps:
            if gap.free_symbols == {parameter}:
                with suppress(UnsolvedError):
                    found |= dict.fromkeys(zeros_of(gap, parameter))
    return tuple(ascending(found))


def _extreme_values(slope: Expr, variable: Symbol) -> Iterator[Expr]:
    """The values of a function of one variable where its derivative, one without a, is 0."""
    bend = slope.diff(variable)
    if bend.free_symbols != {variable}:
        return
    with suppress(UnsolvedError):
        for solution in solve_system([bend], [variable]).solutions:
            yield shorten(slope.xreplace(solution))


def _levels(slope: Expr, variable: Symbol, parameter: Symbol) -> Iterator[Expr]:
    """a - g for the extreme values g and the limits of g(x), where a factor is 0 for a = g(x).

    Of a·cosh(ax) = 1 in terms of u = ax it is a = 1/cosh(u).
    """
    scaled = shorten(slope.xreplace({variable: variable / parameter}))
    forms = (slope, scaled) if scaled.count_ops() < slope.count_ops() else (slope,)
    factors = (
        part.as_numer_denom()[0]
        for form in forms
        for part in Mul.make_args(factor(with_single_angles(form, [variable])))
    )
    for part in factors:
        steepness = part.diff(parameter)
        if not part.has(variable) or steepness == 0 or steepness.has(parameter):
            continue
        level = shorten(-part.xreplace({parameter: Integer(0)}) / steepness)
        yield from (parameter - value for value in _extreme_values(level, variable))
        if level.is_algebraic_expr(variable):
            for end in (oo, -oo):
                value = limit(level, variable, end)
                yield from [parameter - value] if value.is_finite else []


def _at_half_period(slope: Expr, variable: Symbol) -> Iterator[Expr]:
    """The value at π of a function with the period 2π: a solution in (-π, π] may pass the end."""
    for period in common_periods([slope], [variable]).values():
        yield shorten(slope.xreplace({variable: period / 2}))


def _limits(slope: Expr) -> Iterator[Expr]:
    """What a quotient of polynomials in e^x is for e^x → 0 and e^x → ∞, or one in tanh(x)."""
    level = Dummy()
    for part in slope.atoms(exp, tanh):
        numerator, denominator = together(slope.xreplace({part: level})).as_numer_denom()
        if (numerator * denominator).is_polynomial(level) and denominator != 0:
            upper, lower = Poly(numerator, level), Poly(denominator, level)
            if isinstance(part, tanh):
                yield from (numerator.xreplace({level: Integer(end)}) for end in (-1, 1))
            else:
                yield numerator.xreplace({level: Integer(0)})
                if upper.degree() == lower.degree():
                    yield upper.LC()


def between(low: Expr, high: Expr, size: Symbol) -> tuple[Expr, Expr]:
    """What lies between two numbers, in terms of a positive one; and this in terms of that.

    Args:
        low: the smaller of the two, or -∞.
        high: the larger one, or ∞.
        size: the positive number. In terms of it a real symbol of the same name is what is between.

    >>> between(Integer(1), oo, Symbol("a", positive=True))
    (a + 1, a - 1)
    """
    number = Symbol(size.name, real=True)
    if low == -oo and high == oo:
        raise UnsolvedError
    if low == -oo:
        return high - size, high - number
    if high == oo:
        return low + size, number - low
    # -1/(1 + s) between -1 and 0 is simpler than its like with s/(1 + s).
    near, far = (high, low) if abs(low) > abs(high) else (low, high)
    return (far + near * size) / (1 + size), (far - number) / (number - near)


def _by_distances(part: Expr) -> Expr:
    """The larger of two numbers as half of their sum and distance."""
    two = 2
    part = part.replace(
        lambda e: isinstance(e, Max) and len(e.args) == two,
        lambda e: _HALF * (e.args[0] + e.args[1] + Abs(e.args[0] - e.args[1])),
    )
    return part.replace(
        lambda e: isinstance(e, Min) and len(e.args) == two,
        lambda e: _HALF * (e.args[0] + e.args[1] - Abs(e.args[0] - e.args[1])),
    )


def _slopes(part: Expr, variable: Symbol) -> Iterator[Expr]:
    slope = part.diff(variable)
    signs = sorted(slope.atoms(sign), key=str)
    if len(signs) <= _MOST_SIGNS:
        for choice in product((1, -1), repeat=len(signs)):
            yield slope.xreplace(dict(zip(signs, map(Integer, choice), strict=True))).expand()
