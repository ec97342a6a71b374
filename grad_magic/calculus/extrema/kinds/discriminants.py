"""The test of two variables, as books have it: D = f_xx f_yy - f_xy²."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from sympy import (
    Abs,
    Expr,
    Float,
    Heaviside,
    Integer,
    Matrix,
    Max,
    Min,
    Piecewise,
    Rational,
    Symbol,
    ceiling,
    floor,
    sign,
)

from grad_magic.calculus.exact.simplify import shorten, shorten_number
from grad_magic.formula.real_roots import put_in
from grad_magic.solution import CriticalPoint, CriticalPoints, Deferred, Known

# What hides where its own derivatives do not hold.
_NOT_SMOOTH = (Abs, Max, Min, sign, Piecewise, floor, ceiling, Heaviside)

_PLANE = 2
# Approximate coordinates are known to some fifteen digits; what a change of the tenth moves in its
# sixth digit is not shown.
_DIGITS = 30
_SHIFT = Rational(1, 10**10)
_LEAST_DIFFERENCE = Rational(1, 10**6)

# The Hessian matrix of more fills lines that nobody reads.
_MOST_VARIABLES = 4


def is_smooth_by_form(expression: Expr | Matrix) -> bool:
    """Whether the rules' derivatives of it hold wherever they have a value."""
    return not expression.has(*_NOT_SMOOTH)


def discriminant_at(hessian: Matrix | None) -> Expr | None:
    """D of the second derivatives at a point; None of more or fewer than two variables."""
    if hessian is None or hessian.shape != (2, 2):
        return None
    return shorten_number(hessian.det())


def with_second_derivatives(
    found: CriticalPoints, variables: Sequence[Symbol], hessian: Deferred[Matrix | None]
) -> CriticalPoints:
    """The same points with their second derivatives, where these decide, and of two variables D.

    Args:
        found: all critical points.
        variables: the n variables of f.
        hessian: its second derivatives, n×n, which are read where a point needs them.
    """
    if len(variables) > _MOST_VARIABLES or not any(map(_is_decided, found.points)):
        return found
    if hessian.value is None:
        return found
    general: Deferred[Expr | None] = Known(None)
    if len(variables) == 2 and is_smooth_by_form(hessian.value):
        general = Deferred(partial(_general_discriminant, hessian.value))
    points = tuple(
        _with_second_derivatives(point, variables, hessian.value) for point in found.points
    )
    return replace(found, points=points, discriminant=general)


def _is_decided(point: CriticalPoint) -> bool:
    return point.reason.kind.is_by_hessian


def _general_discriminant(hessian: Matrix) -> Expr:
    """D, not by SymPy's determinant: it cancels without end between roots within roots (1.14)."""
    return shorten(hessian[0, 0] * hessian[1, 1] - hessian[0, 1] * hessian[1, 0])


def _with_second_derivatives(
    point: CriticalPoint, variables: Sequence[Symbol], hessian: Matrix
) -> CriticalPoint:
    # Parameters may stand in the coordinates; with a variable there it is a whole curve.
    is_alone = not any(value.free_symbols & set(variables) for value in point.point)
    if not (is_alone and _is_decided(point)):
        return point
    if point.is_approximate:
        return _with_decimals(point, variables, hessian)
    values = put_in(hessian, dict(zip(variables, point.point, strict=True)))
    values = values.applyfunc(shorten_number)
    return replace(point, hessian=values, discriminant=discriminant_at(values))


def _with_decimals(
    point: CriticalPoint, variables: Sequence[Symbol], hessian: Matrix
) -> CriticalPoint:
    """The point with D and f_xx in decimals, those whose digits its own digits leave settled."""
    if len(variables) > _PLANE or not is_smooth_by_form(hessian):
        return point
    numbers = [value.evalf(_DIGITS) for value in point.point]
    near = [_test_numbers(hessian, variables, numbers, shift) for shift in (0, _SHIFT, -_SHIFT)]
    second, discriminant = (_settled(values) for values in zip(*near, strict=True))
    return replace(point, second_decimal=second, discriminant_decimal=discriminant)


def _test_numbers(
    hessian: Matrix, variables: Sequence[Symbol], numbers: Sequence[Expr], shift: Expr | int
) -> tuple[Expr, Expr]:
    """f_xx and D of two variables, f″ and 0 of one, where each coordinate is moved a little."""
    moved = {
        name: Float(number * (1 + shift), _DIGITS)
        for name, number in zip(variables, numbers, strict=True)
    }
    values = put_in(hessian, moved).evalf(_DIGITS)
    return values[0, 0], values.det() if len(variables) == _PLANE else Integer(0)


def _settled(values: Sequence[Expr]) -> Expr | None:
    """The first, if the others do not differ in the digits that are shown."""
    first, *others = values
    if not all(value.is_Float and value.is_finite for value in values):
        return None
    if any(abs(other - first) > _LEAST_DIFFERENCE * abs(first) for other in others):
        return None
    return first
