"""Equations in one variable, solved for it over the real numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sympy import (
    Abs,
    Dummy,
    Expr,
    Integer,
    Poly,
    PolynomialError,
    Pow,
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
    factor,
    ilcm,
    log,
    pi,
    powsimp,
    sign,
    sin,
    sinh,
    tan,
    tanh,
    together,
)

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import LARGEST_OPERATION_COUNT, shorten_number
from grad_magic.calculus.extrema.equations.angles import into_period
from grad_magic.calculus.extrema.equations.roots import UnsolvedError, real_roots

# Factoring a polynomial in one variable up to this degree takes milliseconds.
_LARGEST_DEGREE = 40
# sin(8x) = 0 has sixteen solutions in a period.
_MOST_TURNS = 8
# Whose sign is asked for, with symbols that are positive.
_LONGEST_FACTORED = 60
# No name that can be typed is like this.
_LEVEL = Symbol("u__", real=True)


@dataclass(frozen=True)
class Values:
    """The solutions of an equation in one variable.

    Attributes:
        numbers: they, or those in one period.
        repeats: whether they go on with that period.
        is_complete: whether there are no others.
    """

    numbers: tuple[Expr, ...]
    repeats: bool = False
    is_complete: bool = True


def solve_for(equation: Expr, variable: Symbol, period: Expr = 2 * pi) -> Values:
    """All real solutions of `equation` = 0.

    It is a polynomial in the variable, or in one function of it that can be inverted. Where that
    is one of an angle, solutions from -period/2 to period/2 are given; where the angle is itself
    a function, like log(x), some.

    Raises:
        UnsolvedError: it is of another kind, or its solutions have no closed form here.

    >>> x = Symbol("x", real=True)
    >>> solve_for(log(x) + 1, x).numbers
    (exp(-1),)
    """
    if equation.is_polynomial(variable):
        return Values(_roots(equation, variable))
    by_magnitude = _by_magnitude(equation, variable)
    if by_magnitude is not None:
        return Values(by_magnitude)
    whole, levels = _levels(equation, (variable,))
    if isinstance(whole, (sin, cos, tan)):
        if whole.args[0].diff(variable).has(variable):
            return _some_angles(whole, levels, variable)
        angles = (a for level in levels for a in _angles(whole, level, variable, period))
        return Values(tuple(dict.fromkeys(angles)), repeats=True)
    values = [
        solve_for(whole.args[0] - value, variable, period)
        for level in levels
        for value in _INVERSES[type(whole)](level)
    ]
    return Values(
        tuple(dict.fromkeys(number for part in values for number in part.numbers)),
        any(part.repeats for part in values),
        all(part.is_complete for part in values),
    )


def _by_magnitude(equation: Expr, variable: Symbol) -> tuple[Expr, ...] | None:
    """The solutions of a polynomial in roots of |v| and the sign of v; None of others.

    >>> from sympy import Rational, sign
    >>> x = Symbol("x", real=True)
    >>> _by_magnitude(Abs(x) ** Rational(1, 3) * sign(x) - 2, x)
    (8,)
    """
    if not equation.has(Abs(variable), sign(variable)):
        return None
    powers = [p for p in equation.atoms(Pow) if p.base == Abs(variable) and p.exp.is_Rational]
    degree = ilcm(1, 1, *(power.exp.q for power in powers))
    if degree > _LARGEST_DEGREE:
        return None
    root, size = Dummy(real=True), Dummy(positive=True)
    at_zero = equation.xreplace({variable: Integer(0)}).expand()
    found = [Integer(0)] if at_zero == 0 else []
    for side in (-1, 1):
        beside = equation.xreplace({variable: side * size**degree}).expand()
        if not beside.is_polynomial(size) or beside == 0:
            return None
        roots = _roots(beside.xreplace({size: root}), root)
        found += (side * value**degree for value in roots if _sign(value) > 0)
    return tuple(found)


def peel(equation: Expr, unknowns: Sequence[Symbol]) -> tuple[Expr, ...]:
    """Of an equation about one function the equations for its argument, one of which holds.

    Raises:
        UnsolvedError: it is of another kind.

    >>> x, y = Symbol("x", real=True), Symbol("y", real=True)
    >>> peel(exp(x*y) - 1, (x, y))
    (x*y,)
    """
    whole, levels = _levels(equation, unknowns)
    if isinstance(whole, (sin, cos, tan)):
        raise UnsolvedError
    return tuple(
        whole.args[0] - value for level in levels for value in _INVERSES[type(whole)](level)
    )


def turn(
    equation: Expr, unknowns: Sequence[Symbol], periods: Mapping[Symbol, Expr]
) -> tuple[Symbol, tuple[Expr, ...]]:
    """Of an equation about one sine, cosine or tangent of a sum of angles one angle by the others.

    Its values are those of one period. Where another angle turns once, it turns whole times, so
    that these are all.

    Args:
        equation: the left side.
        unknowns: what it is about.
        periods: for each of the angles a period of all that they are found in.

    Raises:
        UnsolvedError: it is of another kind, or goes round so often that one value is not enough.

    >>> x, y = Symbol("x", real=True), Symbol("y", real=True)
    >>> turn(sin(2 * x + y), (x, y), {x: 2 * pi, y: 2 * pi})
    (y, (-2*x, pi - 2*x))
    """
    whole, levels = _levels(equation, unknowns)
    if not isinstance(whole, (sin, cos, tan)):
        raise UnsolvedError
    argument = whole.args[0].expand()
    turns = {
        v: shorten_number(argument.diff(v) * periods.get(v, Integer(0)) / (2 * pi))
        for v in unknowns
        if argument.has(v)
    }
    if not all(number.is_Integer and number for number in turns.values()):
        raise UnsolvedError
    variable = next((v for v, number in turns.items() if abs(number) == 1), None)
    if variable is None:
        raise UnsolvedError
    shift = argument.xreplace({variable: Integer(0)})
    frequency = argument.diff(variable)
    angles = (base for level in levels for base in _principal_angles(type(whole), level))
    values = (((base - shift) / frequency).expand() for base in angles)
    return variable, tuple(dict.fromkeys(values))


def _levels(equation: Expr, unknowns: Sequence[Symbol]) -> tuple[Expr, tuple[Expr, ...]]:
    """The function that an equation is about, and the values that it may have."""
    equation = equation.replace(_is_exponential, lambda part: exp(part.exp * log(part.base)))
    if equation.count_ops() <= LARGEST_OPERATION_COUNT:
        equation = powsimp(equation)
    whole = _outermost(equation, unknowns)
    outer = equation.xreplace({whole: _LEVEL})
    if outer.has(*unknowns) or not outer.is_polynomial(_LEVEL):
        raise UnsolvedError
    return whole, _roots(outer, _LEVEL)


def _is_exponential(part: Expr) -> bool:
    """Whether this is like 2^x."""
    is_power = isinstance(part, Pow) and not isinstance(part, exp)
    return is_power and part.base.is_number and not part.exp.is_number


def _roots(equation: Expr, variable: Symbol) -> tuple[Expr, ...]:
    try:
        polynomial = Poly(equation, variable)
    except PolynomialError:
        raise UnsolvedError from None
    if polynomial.degree() > _LARGEST_DEGREE:
        raise UnsolvedError
    return real_roots(polynomial)


def _outermost(equation: Expr, unknowns: Sequence[Symbol]) -> Expr:
    """The one function of the unknowns that the equation is about."""
    for part in sorted(equation.atoms(*_INVERSES, sin, cos, tan), key=_length):
        if part.has(*unknowns) and not equation.xreplace({part: Integer(0)}).has(*unknowns):
            return part
    raise UnsolvedError


def _length(part: Expr) -> int:
    return -int(part.count_ops())


def _sign(number: Expr) -> int:
    known: int | None = sign_of(number)
    if known is None and number.count_ops() <= _LONGEST_FACTORED:
        # (1 - s)²/(1 + s)² - 1 is -4s/(1 + s)², which is negative for a positive s.
        known = sign_of(factor(together(number)))
    if known is None:
        raise UnsolvedError
    return known


def _logarithm(level: Expr) -> list[Expr]:
    return [log(level)] if _sign(level) > 0 else []


def _area_cosine(level: Expr) -> list[Expr]:
    excess = _sign(level - 1)
    return [[], [Integer(0)], [-acosh(level), acosh(level)]][excess + 1]


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


def _angles(whole: Expr, level: Expr, variable: Symbol, period: Expr) -> list[Expr]:
    """Where sin, cos or tan of k·v + b has a value, for v from -period/2 to period/2."""
    argument = whole.args[0]
    frequency = argument.diff(variable)
    turns = frequency * period / (2 * pi)
    if not (turns.is_Integer and 0 < abs(turns) <= _MOST_TURNS):
        raise UnsolvedError
    shift = argument.xreplace({variable: Integer(0)})
    bases = _principal_angles(type(whole), level)
    return [
        into_period((base + 2 * pi * turn - shift) / frequency, period)
        for base in bases
        for turn in range(abs(turns))
    ]


def _some_angles(whole: Expr, levels: Sequence[Expr], variable: Symbol) -> Values:
    """Solutions where the angle is the nearest to 0."""
    numbers: list[Expr] = []
    for level in levels:
        for base in _principal_angles(type(whole), level):
            numbers += solve_for(whole.args[0] - base, variable).numbers
    return Values(tuple(dict.fromkeys(numbers)), is_complete=False)


def _principal_angles(function: type, level: Expr) -> list[Expr]:
    if function is tan:
        return [atan(level), atan(level) + pi]
    excess = _sign(level**2 - 1)
    if excess > 0:
        return []
    first = acos(level) if function is cos else asin(level)
    second = -first if function is cos else pi - first
    return [first] if excess == 0 else [first, second]
