"""Second derivatives by their definition, where f need not be twice continuously differentiable.

There the second partial derivatives do not tell how f bends in other directions: of
x²y²/(x² + y²), filled with 0, they are all 0 at the origin, and D_u²f is not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sympy import Dummy, Expr, Integer, Matrix, Symbol

from grad_magic.calculus import directions
from grad_magic.calculus.derivatives import differentiate
from grad_magic.calculus.domains import UndefinedError, evaluate
from grad_magic.calculus.expansions.algebra import ExpansionCalculus
from grad_magic.calculus.expansions.coefficients import Coefficients
from grad_magic.calculus.expansions.expansion import (
    FIRST,
    Expansion,
    OpenError,
    OutsideError,
    is_smaller,
)
from grad_magic.calculus.limits import SECOND, Neighborhood, both_rates, ray_rate
from grad_magic.calculus.sides import two_sided
from grad_magic.formula.program import Program, compile_formula
from grad_magic.formula.sympy_forms import UnreadableExpressionError, from_sympy, to_sympy
from grad_magic.solution import Limit

Sides = tuple[Limit, Limit]
"""The limits for t → 0- and for t → 0+."""

_OPEN = Limit("open")
_NOT_DEFINED = Limit("undefined")
_NO_LIMIT = Limit("none")


def second_partials(
    f: Expr, near: Neighborhood, slopes: Sequence[Expr], values: Sequence[Expr | None]
) -> tuple[tuple[Sides, ...], ...]:
    """The limits of (f_x(P + t·e_y) - f_x(P))/t, in row x and column y.

    Args:
        f: the function.
        near: f near P.
        slopes: the n partial derivatives by the rules.
        values: the same at P, None of one that is not known or does not exist.
    """
    axes = directions.axes(near.dimension)
    return tuple(
        ((_OPEN, _OPEN),) * len(axes)
        if value is None
        else tuple(
            second_along(f, near, value, axis)
            if row == column
            else _mixed(near, slopes[row], value, axes[row], axis)
            for column, axis in enumerate(axes)
        )
        for row, value in enumerate(values)
    )


def second_along(
    f: Expr, near: Neighborhood, rate: Expr, direction: Matrix, order: int = 1
) -> Sides:
    """The limits of (φ′(t) - φ′(0))/t for φ(t) = f(P + tu), of which D_u²f(P) is made.

    Args:
        f: the function.
        near: f near P.
        rate: φ′(0).
        direction: u, n×1.
        order: of the derivative that stands in place of φ′ if it is a higher one.
    """
    step = Dummy("t", real=True)
    line = {v: p + step * u for (v, p), u in zip(near.values.items(), direction, strict=True)}
    try:
        section = f.xreplace(line)
    except ValueError:
        # SymPy's Max takes nothing that could be complex, as a root of a Min.
        return _OPEN, _OPEN
    try:
        whole = Neighborhood(compile_formula(from_sympy(section)), {step: Integer(0)}, near.value)
        derivative = section
        for _ in range(order):
            derivative = differentiate(derivative, step)
        slope = compile_formula(from_sympy(derivative))
    except UnreadableExpressionError:
        return _OPEN, _OPEN
    return _smooth_sides(whole, Neighborhood(slope, whole.values, rate), Matrix([1]))


def next_partial(
    f: Expr, near: Neighborhood, general: Expr, value: Expr, variables: Sequence[int]
) -> Sides:
    """The limits of (g(P + t·e) - g(P))/t for a partial derivative g of f.

    Args:
        f: the function.
        near: f near P.
        general: g by the rules.
        value: g(P).
        variables: the places of the variables of g, and last that along which t goes.
    """
    axes = [directions.axes(near.dimension)[place] for place in variables]
    *moved, axis = axes
    if len(set(variables)) > 1:
        try:
            program = compile_formula(from_sympy(general))
        except UnreadableExpressionError:
            return _OPEN, _OPEN
        sides = _smooth_sides(near, Neighborhood(program, near.values, value), axis)
        return _with_definition(near, value, moved, axis, sides)
    return second_along(f, near, value, axis, len(variables) - 1)


def _smooth_sides(near: Neighborhood, slope: Neighborhood, axis: Matrix) -> Sides:
    """The rates of the derivative, on each side where the rules give it near P."""
    backward, forward = both_rates(slope, tuple(axis))
    return (
        _unless_rough(near, slope, -axis, backward),
        _unless_rough(near, slope, axis, forward),
    )


def _unless_rough(near: Neighborhood, slope: Neighborhood, axis: Matrix, limit: Limit) -> Limit:
    try:
        near.along_smooth(tuple(axis))
        slope.along_smooth(tuple(axis))
    except OutsideError:
        return _NOT_DEFINED
    except OpenError:
        return _OPEN
    return limit


def _mixed(near: Neighborhood, slope: Expr, value: Expr, moved: Matrix, axis: Matrix) -> Sides:
    """Those of a partial derivative along another axis."""
    try:
        derivative = Neighborhood(compile_formula(from_sympy(slope)), near.values, value)
    except UnreadableExpressionError:
        return _OPEN, _OPEN
    sides = _smooth_sides(near, derivative, axis)
    if all(side.kind == "finite" for side in sides):
        return sides
    return _with_definition(near, value, (moved,), axis, sides)


def _with_definition(
    near: Neighborhood, value: Expr, moved: Sequence[Matrix], axis: Matrix, sides: Sides
) -> Sides:
    """The sides, those that are open by the definition of the derivative beside P.

    Args:
        near: f near P.
        value: the derivative at P.
        moved: the axes along which it differentiates f, in this order.
        axis: along which it is differentiated.
        sides: what is known of its own derivative.
    """
    before, after = (
        _beside_axis(near, value, moved, sign * axis) if side.kind == "open" else side
        for sign, side in zip((-1, 1), sides, strict=True)
    )
    return before, after


def _beside_axis(near: Neighborhood, value: Expr, moved: Sequence[Matrix], axis: Matrix) -> Limit:
    """The rate of f_x along an axis that may be a seam, from f_x(0, s) by its own definition."""
    distance, parameter = Dummy("s", positive=True), Dummy("s", real=True)
    place = {v: p + distance * a for (v, p), a in zip(near.values.items(), axis, strict=True)}
    try:
        slope = _by_definition(near.program, place, moved)
        if slope.kind in ("none", "infinite"):
            return _NOT_DEFINED
        if slope.value is None:
            return _OPEN
        program = compile_formula(from_sympy(slope.value.xreplace({distance: parameter})))
    except (UndefinedError, UnreadableExpressionError):
        return _OPEN
    rate = ray_rate(Neighborhood(program, {parameter: Integer(0)}, value), (Integer(1),))
    return Limit(rate.kind, None if rate.value is None else sum(axis) * rate.value)


def _by_definition(
    program: Program, place: Mapping[Symbol, Expr], moved: Sequence[Matrix]
) -> Limit:
    """A partial derivative at a point of symbols, each time as the limit of its quotient.

    Raises:
        UndefinedError: f has no value there.
    """
    near = Neighborhood(program, place, evaluate(program, place))
    *before, last = moved
    if not before:
        return two_sided(both_rates(near, tuple(last)))
    lower = _by_definition(program, place, before)
    if lower.kind != "finite" or lower.value is None:
        return _NO_LIMIT if lower.kind in ("none", "infinite") else _OPEN
    sides = (_OPEN, _OPEN)
    if all(axis == last for axis in before):
        f = to_sympy(program.instructions[-1].formula)
        sides = second_along(f, near, lower.value, last, len(before))
    return two_sided(_with_definition(near, lower.value, before, last, sides))


def is_twice_differentiable(near: Neighborhood, gradient: Matrix, hessian: Matrix) -> bool:
    """Whether f(P + h) - f(P) - g·h - hᵀHh/2 is proved to be o(‖h‖²), as the Hessian test needs."""
    if near.dimension == 1:
        return True
    expansion = near.everywhere_to(SECOND)
    if expansion is None or not expansion.is_defined or not expansion.knows(SECOND):
        return False
    calculus = ExpansionCalculus(Coefficients(near.direction))
    step = Matrix(near.direction)
    form = (step.T * hessian * step)[0].expand() / 2
    known = [(FIRST, directions.dot_symbols(gradient, near.direction)), (SECOND, form)]
    terms = tuple((power, value) for power, value in known if value != 0)
    rest = calculus.subtract(expansion, Expansion(terms))
    return not rest.terms or is_smaller(rest.terms[0][0], SECOND)
