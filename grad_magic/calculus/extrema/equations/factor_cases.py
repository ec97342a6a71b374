"""The solution of ∇f = 0 for products of several variables: x = 0, y = 0, …, and none of these.

It is for showing how the critical points are found, and finds none that are not known already.
"""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Expr, Integer, Mul, Poly, Symbol

from grad_magic.calculus.extrema.equations.elimination import are_among
from grad_magic.calculus.extrema.equations.substitution import points_reached, solve_by_hand
from grad_magic.solution import CriticalPoints
from grad_magic.solution.systems import FactorCases, ZeroFactor

_PLANE = 2


def solve_by_factors(
    found: CriticalPoints, partials: Sequence[Expr], variables: Sequence[Symbol]
) -> FactorCases | None:
    """How one finds these points, where variables are factors of the equations.

    Args:
        found: all critical points.
        partials: the n left sides of the equations … = 0.
        variables: their n variables, more than two.

    Returns:
        None where there is no such way, or it does not lead to these points.
    """
    are_exact = all(one.has_gradient and not one.is_approximate for one in found.points)
    are_polynomials = all(partial.is_polynomial(*variables) for partial in partials)
    if not (found.is_complete and are_exact and are_polynomials) or len(variables) <= _PLANE:
        return None
    # One that a single equation has as a factor is no case for all of them.
    products = [Mul.make_args(partial.factor()) for partial in partials]
    nonzero = tuple(
        name for name in variables if sum(_has(product, name) for product in products) > 1
    )
    reduced = tuple(_without(product, nonzero) for product in products)
    steps = solve_by_hand(reduced, variables) if nonzero else ()
    if not steps:
        return None
    points = points_reached(steps, variables)
    zeros = tuple(_where_zero(name, partials, variables) for name in nonzero)
    reached = [*points, *(point for zero in zeros if zero for point in zero.points)]
    known = [one.point for one in found.points]
    are_apart = all(point[variables.index(name)] != 0 for name in nonzero for point in points)
    are_all = are_among(reached, known, variables) and are_among(known, reached, variables)
    if None in zeros or not are_apart or not are_all:
        return None
    return FactorCases(nonzero, reduced, steps, points, tuple(zero for zero in zeros if zero))


def _has(product: Sequence[Expr], name: Symbol) -> bool:
    return any(part.as_base_exp()[0] == name for part in product)


def _without(product: Sequence[Expr], names: Sequence[Symbol]) -> Expr:
    """What is left of a product without powers of these variables and without its number."""
    kept = [part for part in product if part.as_base_exp()[0] not in names]
    return Mul(*(part for part in kept if not part.is_number))


def _where_zero(
    name: Symbol, partials: Sequence[Expr], variables: Sequence[Symbol]
) -> ZeroFactor | None:
    """What is left of the equations where this variable is 0; None of more than one."""
    left = {partial.subs(name, 0).factor() for partial in partials} - {Integer(0)}
    plane = tuple(Integer(0) if other == name else other for other in variables)
    if not left:
        return ZeroFactor(name, Integer(0), (), (plane,))
    if len(left) > 1:
        return None
    (equation,) = left
    equation = -equation if equation.could_extract_minus_sign() else equation
    solutions = []
    for part in Mul.make_args(equation):
        base = part.as_base_exp()[0]
        if base.is_number:
            continue
        solved = _solved(base, variables)
        if solved is None:
            return None
        solutions.append(solved)
    points = tuple(tuple(entry.subs(*one) for entry in plane) for one in solutions)
    return ZeroFactor(name, equation, tuple(solutions), points)


def _solved(factor: Expr, variables: Sequence[Symbol]) -> tuple[Symbol, Expr] | None:
    """A linear factor solved for its last variable."""
    for name in reversed(variables):
        if factor.has(name):
            polynomial = Poly(factor, name)
            slope, rest = polynomial.LC(), polynomial.TC()
            is_linear = polynomial.degree() == 1 and slope.is_number
            return (name, (-rest / slope).expand()) if is_linear else None
    return None
