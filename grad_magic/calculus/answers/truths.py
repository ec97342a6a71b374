"""What is true of what is asked, as a row of numbers; or that it does not exist."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sympy import Add, Expr, Integer

from grad_magic.calculus.domains import UndefinedError, evaluate
from grad_magic.calculus.sides import two_sided
from grad_magic.formula.program import compile_formula
from grad_magic.presets import Asked
from grad_magic.solution import Solution

Row = tuple[Expr, ...]
"""Numbers compared as a whole: one number, a vector, the coefficients of an equation."""

ZERO = Integer(0)
# What a limit is that is no number.
_NO_NUMBERS = ("infinite", "none", "undefined")


@dataclass(frozen=True)
class Truth:
    """What is asked, as a row.

    Attributes:
        row: it; None where it does not exist or is not known.
        exists: whether it does; None where that is not known.
        up_to: what another row may be and still be right: "" for nothing else, "multiple" for a
            multiple (an equation), "positive" for a positive one (a direction).
    """

    row: Row | None
    exists: bool | None
    up_to: str = ""


UNKNOWN, MISSING = Truth(None, None), Truth(None, exists=False)


def found(row: Iterable[Expr], up_to: str = "") -> Truth:
    """That what is asked is this row."""
    return Truth(tuple(row), exists=True, up_to=up_to)


def _true_rate(known: Solution) -> Truth:
    if known.point is None:
        return found(known.partials) if len(known.variables) == 1 else UNKNOWN
    if known.problem.direction is None and not known.problem.along_gradient:
        partials = known.partials_at or (None,)
        if partials[0] is not None:
            return found((partials[0],))
        limits = known.one_sided_partials
        return MISSING if limits and has_no_limit(known, 0) else UNKNOWN
    if known.directional_derivative is not None:
        return found((known.directional_derivative,))
    if known.one_sided_derivatives is None:
        return UNKNOWN
    kind = two_sided(known.one_sided_derivatives).kind
    return MISSING if kind in ("infinite", "none", "undefined") else UNKNOWN


def has_no_limit(known: Solution, index: int) -> bool:
    """Whether the partial derivative by this variable does not exist at P."""
    limits = known.one_sided_partials
    return limits is not None and two_sided(limits[index]).kind in _NO_NUMBERS


def has_no_second_limit(known: Solution, row: int, column: int) -> bool:
    """Whether the derivative by the one and then by the other variable does not exist at P.

    What exists from the one side on which f has values, some books say to exist.
    """
    limits, first = known.second_limits, known.one_sided_partials
    if limits is None:
        return False
    sides = [limits.partials[row][column]]
    if first is not None and (known.partials_at is None or known.partials_at[row] is None):
        sides.insert(0, first[row])
    if any({limit.kind for limit in pair} == {"finite", "undefined"} for pair in sides):
        return False
    return any(two_sided(pair).kind in _NO_NUMBERS for pair in sides)


def _true_gradient(known: Solution) -> Truth:
    if known.point is None:
        return found(known.partials)
    if known.gradient_at is not None:
        return found(known.gradient_at)
    is_missing = any(has_no_limit(known, index) for index in range(len(known.variables)))
    return MISSING if is_missing else UNKNOWN


def _true_largest(known: Solution) -> Truth:
    return UNKNOWN if known.max_rate is None else found((known.max_rate,))


def _true_smallest(known: Solution) -> Truth:
    return UNKNOWN if known.min_rate is None else found((known.min_rate,))


def _true_ascent(known: Solution) -> Truth:
    if known.steepest_ascent is not None:
        return found(known.steepest_ascent, "positive")
    is_critical = known.first_order is not None and known.first_order.is_zero
    return MISSING if is_critical else UNKNOWN


def _true_descent(known: Solution) -> Truth:
    ascent = _true_ascent(known)
    return ascent if ascent.row is None else found((-entry for entry in ascent.row), "positive")


def _true_level_tangent(known: Solution) -> Truth:
    if known.level_tangent is None or known.gradient_at is None:
        return UNKNOWN
    return found(level(known, tuple(known.gradient_at)), "multiple")


def _true_graph_tangent(known: Solution) -> Truth:
    if known.problem.is_equation:
        return UNKNOWN
    if known.gradient_at is None:
        return MISSING if known.differentiable is False else UNKNOWN
    return found(graph(known, tuple(known.gradient_at)), "multiple")


def _true_differential(known: Solution) -> Truth:
    if known.point is not None and known.gradient_at is None:
        return MISSING if known.differentiable is False else UNKNOWN
    return _true_gradient(known)


def _true_hessian(known: Solution) -> Truth:
    hessian = known.hessian if known.point is None else known.hessian_at
    if hessian is not None:
        return found(hessian)
    places = itertools.product(range(len(known.variables)), repeat=2)
    is_missing = known.point is not None and any(has_no_second_limit(known, *at) for at in places)
    return MISSING if is_missing else UNKNOWN


def _true_natural_gradient(known: Solution) -> Truth:
    natural = known.natural_gradient
    return UNKNOWN if natural is None else found(natural)


def _true_value(known: Solution) -> Truth:
    # Of an equation the sides have values of their own.
    return UNKNOWN if known.value is None or known.problem.is_equation else found((known.value,))


def _true_unit_direction(known: Solution) -> Truth:
    return UNKNOWN if known.unit_direction is None else found(known.unit_direction)


def _true_extremes(known: Solution) -> Truth:
    if known.max_rate is None or known.min_rate is None:
        return UNKNOWN
    return found((known.max_rate, known.min_rate))


def _true_hessian_determinant(known: Solution) -> Truth:
    hessian = known.hessian if known.point is None else known.hessian_at
    return _true_hessian(known) if hessian is None else found((hessian.det(),))


def _true_linear_value(known: Solution) -> Truth:
    target, approximation = known.problem.target, known.linear_approximation
    if target is None or approximation is None or not known.differentiable:
        return UNKNOWN
    place = dict(zip(known.variables, target, strict=True))
    return found((approximation.xreplace(place),))


def _true_differential_value(known: Solution) -> Truth:
    there = _true_linear_value(known)
    if there.row is None or known.value is None:
        return UNKNOWN
    return found((there.row[0] - known.value,))


def value_at_target(known: Solution) -> Expr | None:
    """The value of f at the other point that the request names; None where it has none."""
    problem = known.problem
    is_known_by_values = problem.procedure is not None
    if problem.target is None or problem.is_vector_valued or is_known_by_values:
        return None
    place = dict(zip(known.variables, problem.target, strict=True))
    try:
        return evaluate(compile_formula(problem.formula), place)
    except UndefinedError:
        # It has no real value there, as x³/x at 0, or that is not settled.
        return None


def _true_increment(known: Solution) -> Truth:
    there = value_at_target(known)
    return UNKNOWN if there is None or known.value is None else found((there - known.value,))


TRUTHS: Mapping[Asked, Callable[[Solution], Truth]] = {
    Asked.VALUE: _true_value,
    Asked.RATE: _true_rate,
    Asked.GRADIENT: _true_gradient,
    Asked.MAX_RATE: _true_largest,
    Asked.MIN_RATE: _true_smallest,
    Asked.ASCENT: _true_ascent,
    Asked.DESCENT: _true_descent,
    Asked.LEVEL_TANGENT: _true_level_tangent,
    Asked.GRAPH_TANGENT: _true_graph_tangent,
    Asked.DIFFERENTIAL: _true_differential,
    Asked.HESSIAN: _true_hessian,
    Asked.NATURAL_GRADIENT: _true_natural_gradient,
    Asked.UNIT_DIRECTION: _true_unit_direction,
    Asked.EXTREME_RATES: _true_extremes,
    Asked.HESSIAN_DETERMINANT: _true_hessian_determinant,
    Asked.LINEAR_VALUE: _true_linear_value,
    Asked.DIFFERENTIAL_VALUE: _true_differential_value,
    Asked.INCREMENT: _true_increment,
}


def level(known: Solution, normal: Row, point: Row | None = None) -> Row:
    """The line or plane through P with this normal: a and c of a·x = c."""
    assert known.point is not None
    return (*normal, dot(normal, known.point if point is None else point))


def graph(known: Solution, slopes: Row, point: Row | None = None, value: Expr | None = None) -> Row:
    """The line or plane of these slopes at the height of P: a and c of a·(x, z) = c."""
    assert known.point is not None
    assert known.value is not None
    height = known.value if value is None else value
    return (*slopes, Integer(-1), dot(slopes, known.point if point is None else point) - height)


def dot(first: Iterable[Expr], second: Iterable[Expr]) -> Expr:
    """The inner product of two rows."""
    return Add(*(a * b for a, b in zip(first, second, strict=True)))
