"""Answers where whole curves are critical: y = x, or x² + y² = 1."""

from __future__ import annotations

from sympy import Equality, Expr, Poly, PolynomialError, cancel, rem

from grad_magic.calculus.answers.marking import Marking, all_of
from grad_magic.calculus.answers.truths import Row
from grad_magic.solution import CriticalPoint


def is_curve(marking: Marking, point: CriticalPoint) -> bool:
    """Whether it is a whole curve, or is there for some values of the parameters alone."""
    names = {symbol for entry in point.point for symbol in entry.free_symbols}
    return point.where is not None or not names <= set(marking.problem.parameters)


def curve_of_row(marking: Marking, row: Row) -> Expr | None:
    """Of (t, 2t) the difference of the sides of y = 2x; None of a point, or of more variables."""
    variables = marking.problem.variables
    free = {symbol for entry in row for symbol in entry.free_symbols}
    free -= {*marking.problem.parameters, *marking.answer.decimals}
    if len(free) != 1 or len(row) != len(variables) or len(variables) != len(("x", "y")):
        return None
    (name,) = free
    for index, entry in enumerate(row):
        if entry == name:
            other = row[1 - index].xreplace({name: variables[index]})
            return variables[1 - index] - other
    return None


def is_critical(marking: Marking, curve: Expr) -> bool | None:
    """Whether ∇f = 0 at all points where this difference is 0; None where that is open."""
    variables, slopes = marking.problem.variables, marking.known.partials
    for variable in variables:
        factor = curve.diff(variable)
        if factor.free_symbols & set(variables) or factor == 0:
            continue
        height = (factor * variable - curve).expand() / factor
        return all_of([marking.vanishes(slope.xreplace({variable: height})) for slope in slopes])
    if not all(part.is_polynomial(*variables) for part in (curve, *slopes)):
        return None
    divisor = Poly(curve, *variables).sqf_part().as_expr()
    return all(rem(slope, divisor, *variables) == 0 for slope in slopes) or None


def lies_on(marking: Marking, point: CriticalPoint, curve: Expr) -> bool | None:
    """Whether a critical point, or a whole curve of them, lies where this difference is 0."""
    variables = marking.problem.variables
    if point.where is None:
        place = dict(zip(variables, point.point, strict=True))
        return marking.vanishes(curve.subs(place, simultaneous=True))
    if not isinstance(point.where, Equality) or point.point != variables:
        # The part of a line on which an inequality holds, as x = 0 where y > 0.
        names = {symbol for entry in point.point for symbol in entry.free_symbols}
        is_part = bool(names & set(variables)) and point.point != variables
        place = dict(zip(variables, point.point, strict=True))
        return marking.vanishes(curve.subs(place, simultaneous=True)) if is_part else None
    try:
        quotient = cancel(curve / (point.where.lhs - point.where.rhs))
    except PolynomialError:
        return None
    is_multiple = not quotient.free_symbols & set(variables) and quotient != 0
    return True if is_multiple else None
