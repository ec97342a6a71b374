"""For which values of a parameter f stops to rise in a smooth piece: |x| + ax does for a = ±1."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from sympy import Abs, Expr, Integer, Max, Min, Rational, Symbol, oo, sign

from grad_magic.calculus.extrema.curves.curve_parts import zeros_of
from grad_magic.calculus.extrema.equations.roots import UnsolvedError

_MOST_SIGNS = 4
_HALF = Rational(1, 2)


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
    return tuple(sorted(found, key=lambda number: number.evalf(30)))


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
