"""Second derivatives by their definition, where f need not be twice continuously differentiable.

There the second partial derivatives do not tell how f bends in other directions: of
x²y²/(x² + y²), filled with 0, they are all 0 at the origin, and D_u²f is not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from sympy import Abs, Dummy, Expr, Integer, Matrix, Max, Min, Piecewise, Poly, Symbol

from grad_magic.calculus import directions
from grad_magic.calculus.derivatives import differentiate
from grad_magic.calculus.domains import UndefinedError, evaluate
from grad_magic.calculus.exact.numbers import sign_of
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

_CHOICES = (Abs, Max, Min, Piecewise)


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
        if section.has(*_CHOICES):
            before, after = (
                _second_on_side(section, step, near.value, rate, order, sign) for sign in (-1, 1)
            )
            return before, after
    except ValueError:
        # SymPy's Max takes nothing that could be complex, as a root of a Min.
        return _OPEN, _OPEN
    try:
        near_zero, slope = _along_section(section, step, near.value, rate, order)
    except UnreadableExpressionError:
        return _OPEN, _OPEN
    return _smooth_sides(near_zero, slope, Matrix([1]))


def _second_on_side(  # noqa: PLR0913, PLR0917  (one place calls it)
    section: Expr, step: Symbol, value: Expr, rate: Expr, order: int, sign: int
) -> Limit:
    """One of the two limits, for t = ±s: there max(0, t) is 0 for every s > 0, or s."""
    distance, parameter = Dummy("s", positive=True), Dummy("s", real=True)
    half = _settled(section.xreplace({step: sign * distance}), distance)
    half = half.xreplace({distance: parameter})
    try:
        near_zero, slope = _along_section(half, parameter, value, sign**order * rate, order)
    except UnreadableExpressionError:
        return _OPEN
    axis = Matrix([1])
    limit = _unless_rough(near_zero, slope, axis, ray_rate(slope, tuple(axis)))
    return Limit(limit.kind, None if limit.value is None else sign ** (order + 1) * limit.value)


def _settled(half: Expr, distance: Symbol) -> Expr:
    """With s + s² for |s + s²| and for max(0, s + s²), as it is for small s > 0."""

    def size(inner: Expr) -> Expr:
        sign = _sign_near_zero(inner, distance)
        return Abs(inner) if sign is None else sign * inner

    def extreme(kind: type[Max | Min], factor: int, *parts: Expr) -> Expr:
        first, *others = parts
        for other in others:
            sign = _sign_near_zero(first - other, distance)
            if sign is None:
                return kind(*parts)
            first = first if sign * factor >= 0 else other
        return first

    half = half.replace(Abs, size)
    return half.replace(Max, partial(extreme, Max, 1)).replace(Min, partial(extreme, Min, -1))


def _sign_near_zero(form: Expr, distance: Symbol) -> int | None:
    """The sign of a polynomial for all small s > 0; None of what is none, or not settled."""
    if not form.is_polynomial(distance):
        return None
    terms = Poly(form, distance).terms()
    return sign_of(terms[-1][1])


def _along_section(
    section: Expr, step: Symbol, value: Expr, rate: Expr, order: int
) -> tuple[Neighborhood, Neighborhood]:
    """φ near 0, and its derivative of this order there.

    Raises:
        UnreadableExpressionError: one of them is no formula.
    """
    near_zero = Neighborhood(compile_formula(from_sympy(section)), {step: Integer(0)}, value)
    derivative = section
    for _ in range(order):
        derivative = differentiate(derivative, step)
    slope = compile_formula(from_sympy(derivative))
    return near_zero, Neighborhood(slope, near_zero.values, rate)


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
