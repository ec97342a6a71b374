"""Zeros of functions of one variable that one finds by undoing one function, as of ln(y) + 1."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from sympy import (
    Dummy,
    Expr,
    Poly,
    Pow,
    Rational,
    Symbol,
    acos,
    asin,
    atan,
    cos,
    exp,
    log,
    pi,
    sin,
    tan,
    together,
)

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.extrema.equations.roots import UnsolvedError, real_roots
from grad_magic.solution.systems import Window

# Beyond, a reader loses count.
_MOST_TURNS = 8
_MOST_DEGREE = 9


def real_zeros(equation: Expr, variable: Symbol, window: Window | None = None) -> tuple[Expr, ...]:
    """All real v with equation = 0, or those of a window.

    Args:
        equation: an expression in this variable alone; where it is defined is not looked at.
        variable: v.
        window: of an equation that repeats, the period that is asked for.

    Raises:
        UnsolvedError: it is neither a polynomial nor one in a single logarithm, root, exponential,
            sine, cosine or tangent of a·v + b, or its zeros have no closed form.

    >>> from sympy import cos, log
    >>> from sympy.abc import x
    >>> real_zeros(log(x) + 1, x), real_zeros(2 * cos(x) - 1, x, Window(-pi, pi))
    ((exp(-1),), (-pi/3, pi/3))
    """
    numerator = together(equation).as_numer_denom()[0].expand()
    if numerator.is_polynomial(variable):
        zeros = _roots(numerator, variable)
        return zeros if window is None else tuple(zero for zero in zeros if _is_in(window, zero))
    kernels = sorted(
        (part for part in numerator.atoms(*_INVERSES, Pow) if _is_kernel(part, variable)), key=str
    )
    # e^(2v) is a power of e^v.
    for kernel in kernels:
        name = Dummy(real=True)
        reduced = numerator.subs(kernel, name)
        if reduced.is_polynomial(name) and not reduced.has(variable):
            found: dict[Expr, None] = {}
            for value in _roots(reduced, name):
                found |= dict.fromkeys(_undone(kernel, value, variable, window))
            return tuple(found)
    raise UnsolvedError


def _is_in(window: Window, value: Expr) -> bool:
    return _sign(value - window.low) > 0 and _sign(window.high - value) >= 0


def _roots(polynomial: Expr, variable: Symbol) -> tuple[Expr, ...]:
    poly = Poly(polynomial, variable)
    if poly.degree() > _MOST_DEGREE:
        raise UnsolvedError
    return real_roots(poly)


def _is_kernel(part: Expr, variable: Symbol) -> bool:
    if isinstance(part, Pow):
        base, power = part.args
        return base == variable and isinstance(power, Rational) and power.p == 1 and power.q > 1
    return bool(part.args[0].has(variable))


def _undone(kernel: Expr, value: Expr, variable: Symbol, window: Window | None) -> Iterator[Expr]:
    """All v at which a function of a·v + b has this value."""
    if isinstance(kernel, Pow):
        degree = 1 / kernel.args[1]
        if degree.is_odd or _sign(value) >= 0:
            yield shorten_number(value**degree)
        return
    inside = kernel.args[0]
    slope = inside.diff(variable)
    if not slope.is_number or slope == 0:
        raise UnsolvedError
    start = inside.subs(variable, 0)
    inverse, period = _INVERSES[kernel.func]
    for angle in inverse(value):
        if period is None:
            found = shorten_number(((angle - start) / slope).expand())
            if window is None or _is_in(window, found):
                yield found
        elif window is None:
            # There are infinitely many.
            raise UnsolvedError
        else:
            yield from _turned((angle - start) / slope, period / abs(slope), window)


def _turned(value: Expr, period: Expr, window: Window) -> Iterator[Expr]:
    """The numbers of the window that differ from a value by whole periods."""
    for turns in range(-_MOST_TURNS, _MOST_TURNS + 1):
        turned = shorten_number((value + turns * period).expand())
        if _is_in(window, turned):
            if abs(turns) == _MOST_TURNS:
                raise UnsolvedError
            yield turned


def _logarithm(value: Expr) -> tuple[Expr, ...]:
    return (log(value),) if _sign(value) > 0 else ()


def _angles_of_sine(value: Expr) -> tuple[Expr, ...]:
    if _sign(1 - value**2) < 0:
        return ()
    return tuple(dict.fromkeys((asin(value), pi - asin(value))))


def _angles_of_cosine(value: Expr) -> tuple[Expr, ...]:
    if _sign(1 - value**2) < 0:
        return ()
    return tuple(dict.fromkeys((-acos(value), acos(value))))


def _sign(value: Expr) -> int:
    found: int | None = sign_of(value)
    if found is None:
        raise UnsolvedError
    return found


_Inverse = Callable[[Expr], tuple[Expr, ...]]
# The numbers at which a function has a value, and with which period it repeats.
_INVERSES: Mapping[type, tuple[_Inverse, Expr | None]] = {
    log: (lambda value: (exp(value),), None),
    exp: (_logarithm, None),
    sin: (_angles_of_sine, 2 * pi),
    cos: (_angles_of_cosine, 2 * pi),
    tan: (lambda value: (atan(value),), pi),
}
