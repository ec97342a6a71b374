"""The test of two variables, as books have it: D = f_xx f_yy - f_xy²."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from sympy import (
    Abs,
    Expr,
    Heaviside,
    Matrix,
    Max,
    Min,
    Piecewise,
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
    return shorten(hessian.det())


def _with_second_derivatives(
    point: CriticalPoint, variables: Sequence[Symbol], hessian: Matrix
) -> CriticalPoint:
    # Parameters may stand in the coordinates; with a variable there it is a whole curve.
    is_alone = not any(value.free_symbols & set(variables) for value in point.point)
    if point.is_approximate or not (is_alone and _is_decided(point)):
        return point
    values = put_in(hessian, dict(zip(variables, point.point, strict=True)))
    values = values.applyfunc(shorten_number)
    return replace(point, hessian=values, discriminant=discriminant_at(values))
