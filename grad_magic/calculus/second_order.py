"""The second derivatives at P: by the rules or by their definition, at once or when they are read.

Only `order=k` and the kind of a critical point need them in the answer. Elsewhere they are
computed, and checked against the values of f, when somebody reads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from sympy import Expr, Matrix, nan, oo, zoo
from sympy import I as IMAGINARY_UNIT

from grad_magic.calculus import directions
from grad_magic.calculus.by_values.checking import measure_hessian
from grad_magic.calculus.by_values.confirmation import call_witness
from grad_magic.calculus.derivatives import evaluate_derivative
from grad_magic.calculus.eigenvalues import eigensystem
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten, shorten_number
from grad_magic.calculus.expansions.expansion import OpenError, OutsideError
from grad_magic.calculus.higher_order import higher_partials, mixed_agree
from grad_magic.calculus.inquiry import Inquiry
from grad_magic.calculus.limits import Neighborhood, both_rates, two_sided
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import UnreadableExpressionError, from_sympy
from grad_magic.solution import Deferred, HigherOrder, Known, SecondOrder, Solution

_NOT_REAL = (IMAGINARY_UNIT, nan, zoo, oo, -oo)


def are_real(expressions: Iterable[Expr]) -> bool:
    """Whether the expressions stand for real numbers, and hold no i, ∞ or undefined part."""
    return not any(expression.has(*_NOT_REAL) for expression in expressions)


def general_hessian(inquiry: Inquiry) -> Matrix | None:
    """The n×n matrix of second partial derivatives; None where one of them is not real."""
    return inquiry.hessian.applyfunc(shorten) if are_real(inquiry.hessian) else None


def is_second_order_told(known: Solution) -> bool:
    """Whether the answer needs the second derivatives at P."""
    first_order = known.first_order
    return first_order is not None and (known.problem.order > 1 or first_order.is_zero is True)


def second_order(inquiry: Inquiry, known: Solution) -> SecondOrder:
    """The Hessian at P with its eigenvalues, and D_u²f(P).

    Args:
        inquiry: what is asked.
        known: the parts up to what follows from the gradient.
    """
    unit = None if known.direction is None else known.direction.unit
    if is_second_order_told(known):
        found = hessian_at(inquiry, known)
        rate = partial(_second_rate, Known(found), unit)
        pairs = None if found is None else eigensystem(found)
        return SecondOrder(Known(found), Deferred(rate), eigensystem=pairs)
    hessian = Deferred(partial(_confirmed_hessian, inquiry, known))
    second = SecondOrder(hessian, Deferred(partial(_second_rate, hessian, unit)))
    if known.limits is None and not known.problem.parameters:
        measure = partial(measure_hessian, inquiry.program, inquiry.place)
        return replace(second, measured=Deferred(measure))
    return second


def hessian_at(inquiry: Inquiry, known: Solution) -> Matrix | None:
    """The n×n second partial derivatives at P; None where they are not known."""
    assert known.first_order is not None
    if known.limits is not None:
        assert known.value is not None
        near = inquiry.near(known.value)
        return hessian_by_definition(near, inquiry.partials, known.first_order.gradient)
    entries = [evaluate_derivative(entry, inquiry.place) for entry in inquiry.hessian]
    return None if None in entries else Matrix(*inquiry.hessian.shape, entries)


def _confirmed_hessian(inquiry: Inquiry, known: Solution) -> Matrix | None:
    """The second derivatives at P, unless the values of f near P contradict them."""
    hessian = hessian_at(inquiry, known)
    witness = None if hessian is None else call_witness(inquiry.program, inquiry.place, known)
    if witness is None:
        return hessian
    doubts = filter(None, witness.doubts_of_hessian(hessian))
    return None if any(doubt.kind.contradicts for doubt in doubts) else hessian


def _second_rate(hessian: Deferred[Matrix | None], unit: Matrix | None) -> Expr | None:
    """D_u²f(P) where the order of differentiation does not matter."""
    if unit is None or hessian.value is None or not _is_symmetric(hessian.value):
        return None
    return second_rate(hessian.value, unit)


def second_rate(hessian: Matrix, direction: Matrix) -> Expr:
    """D_u²f(P) = uᵀHu for a unit vector u, n×1."""
    return shorten_number((direction.T * hessian * direction)[0].expand())


def _is_symmetric(hessian: Matrix) -> bool:
    return all(sign_of(entry) == 0 for entry in hessian - hessian.T)


def hessian_by_definition(
    near: Neighborhood, partials: Sequence[Expr], gradient: Matrix
) -> Matrix | None:
    """The second partial derivatives as limits of difference quotients of the first ones.

    Near P the first ones follow the rules wherever those apply; where an axis through P
    touches a seam of f nothing is claimed.

    Args:
        near: f near P.
        partials: the n partial derivatives by the rules.
        gradient: their values at P.

    Returns:
        The n×n matrix of ∂/∂xⱼ(∂f/∂xᵢ), or None.
    """
    rows = []
    for slope, value in zip(partials, gradient, strict=True):
        try:
            program = compile_formula(from_sympy(slope))
        except UnreadableExpressionError:
            return None
        derivative = Neighborhood(program, near.values, value)
        row = [_second_partial(near, derivative, axis) for axis in directions.axes(len(gradient))]
        if None in row:
            return None
        rows.append(row)
    return Matrix(rows)


def _second_partial(near: Neighborhood, derivative: Neighborhood, axis: Matrix) -> Expr | None:
    try:
        for step in (axis, -axis):
            near.along_smooth(tuple(step))
            derivative.along_smooth(tuple(step))
    except (OpenError, OutsideError):
        return None
    limit = two_sided(both_rates(derivative, tuple(axis)))
    return shorten_number(limit.value) if limit.kind == "finite" else None


def higher_order(inquiry: Inquiry, known: Solution) -> HigherOrder | None:
    """The partial derivatives of order 2 to k; None where they are not asked for or not known.

    Args:
        inquiry: what is asked.
        known: the parts up to the second derivatives.
    """
    f, variables, order = known.problem.f, known.problem.variables, known.problem.order
    if order < 2:
        return None
    if known.point is None:
        partials = higher_partials(f, variables, order)
        return HigherOrder(partials, mixed_agree(f, variables, order))
    if known.second_order is None:
        return None
    if known.limits is None:
        partials = higher_partials(f, variables, order, inquiry.place)
        # Where they are continuous the mixed ones agree (Clairaut, Schwarz).
        is_smooth = all(partial.at_point is not None for partial in partials)
        return HigherOrder(partials, mixed_agree=True if is_smooth else None)
    return _higher_order_by_limits(known, known.second_order.hessian.value)


def _higher_order_by_limits(known: Solution, hessian: Matrix | None) -> HigherOrder:
    """The second partial derivatives by their definition, beside the general expressions."""
    variables = known.problem.variables
    partials = higher_partials(known.problem.f, variables, known.problem.order)
    if hessian is None:
        return HigherOrder(partials)
    place = {variable: index for index, variable in enumerate(variables)}
    with_values = tuple(
        replace(part, at_point=hessian[place[part.variables[0]], place[part.variables[1]]])
        if len(part.variables) == 2
        else part
        for part in partials
    )
    return HigherOrder(with_values, _is_symmetric(hessian))
