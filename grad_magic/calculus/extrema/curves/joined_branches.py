"""A curve of critical points by its equation: x² + y² = 1, and not y = ±√(1 - x²)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sympy import Add, Eq, Expr, Integer, Poly, PolynomialError, Symbol

from grad_magic.solution import CriticalPoint


def join_branches(
    points: Iterable[CriticalPoint], variables: Sequence[Symbol]
) -> tuple[CriticalPoint, ...]:
    """The points with one in the place of two branches c ± √q of which all the same is said.

    Args:
        points: critical points, among them curves by a coordinate in terms of the others.
        variables: the n variables of f.

    Returns:
        The same points; of a curve that is joined `point` is the variables and `where` its
        equation, and single points of it that are of its kind have no row of their own.
    """
    left = list(points)
    joined: list[CriticalPoint] = []
    while left:
        point = left.pop(0)
        for other in left:
            equation = _equation(point, other, variables)
            if equation is not None:
                left.remove(other)
                point = replace(point, point=tuple(variables), where=equation)
                left = [one for one in left if not _is_on(one, point, variables)]
                joined = [one for one in joined if not _is_on(one, point, variables)]
                break
        joined.append(point)
    return tuple(joined)


def _equation(one: CriticalPoint, other: CriticalPoint, variables: Sequence[Symbol]) -> Eq | None:
    """The equation of both together; None where they are no two branches of one curve."""
    if one.where is not None or other.where is not None or not _are_alike(one, other):
        return None
    if (one.value, one.reason.parts) != (other.value, other.reason.parts):
        return None
    places = [index for index, name in enumerate(variables) if one.point[index] != name]
    if len(places) != 1:
        return None
    (index,) = places
    if any(other.point[i] != name for i, name in enumerate(variables) if i != index):
        return None
    above, below = one.point[index], other.point[index]
    middle = ((above + below) / 2).expand()
    square = (((above - below) / 2) ** 2).expand()
    if square.is_number or not middle.is_number:
        return None
    return in_squares((variables[index] - middle) ** 2 - square, variables)


def _are_alike(one: CriticalPoint, other: CriticalPoint) -> bool:
    """Whether the same is known of both but for the reason."""
    return (one.kind, one.is_strict, one.has_gradient, one.is_approximate) == (
        other.kind,
        other.is_strict,
        other.has_gradient,
        other.is_approximate,
    ) and one.reason.kind == other.reason.kind


def in_squares(curve: Expr, variables: Sequence[Symbol]) -> Eq | None:
    """The equation curve = 0 as (x - 1)² + (y + 2)² = 4; None where it has no such form."""
    try:
        polynomial = Poly(curve.expand(), *variables)
    except PolynomialError:
        return None
    if all(entry.is_Rational for entry in polynomial.coeffs()):
        polynomial = polynomial.clear_denoms(convert=True)[1].primitive()[1]
    squares: list[Expr] = []
    rest = polynomial.as_expr()
    for name in variables:
        second, first = rest.coeff(name, 2), rest.coeff(name, 1)
        if not second.is_number or not first.is_number or second == 0:
            return None
        square = second * (name + first / (2 * second)) ** 2
        squares.append(square)
        rest = (rest - square).expand()
    if rest.free_symbols or rest == 0:
        return None
    # x² - y² = 1, and not -x² + y² = -1.
    sign = -1 if squares[0].could_extract_minus_sign() else 1
    return Eq(Add(*(sign * square for square in squares)), -sign * rest, evaluate=False)


def _is_on(point: CriticalPoint, curve: CriticalPoint, variables: Sequence[Symbol]) -> bool:
    """Whether it is a single point of the curve of which no more is said than of the curve."""
    if point.where is not None or (point.kind, point.value) != (curve.kind, curve.value):
        return False
    if point.has_gradient != curve.has_gradient or any(c.free_symbols for c in point.point):
        return False
    assert isinstance(curve.where, Eq)
    place = dict(zip(variables, point.point, strict=True))
    difference = (curve.where.lhs - curve.where.rhs).xreplace(place).expand()
    return bool(difference == Integer(0))
