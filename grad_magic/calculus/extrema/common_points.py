"""Points that are critical for every value of the parameters, where the others are not found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sympy import Poly, PolynomialError

from grad_magic.calculus import derivatives
from grad_magic.calculus.extrema.critical_points import critical_point_at
from grad_magic.calculus.extrema.equations.systems import solve_system
from grad_magic.calculus.extrema.point_cases import PointWithParameters, cases_at_point
from grad_magic.calculus.extrema.polynomial_cases import hessian_at
from grad_magic.solution import CriticalPoints

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sympy import Expr, Symbol

    from grad_magic.formula.program import Program
    from grad_magic.solution import CriticalPoint


def points_for_every_parameter(
    f: Expr, variables: Sequence[Symbol], program: Program
) -> CriticalPoints:
    """Single points where all coefficients of ∇f, as a polynomial in the parameters, are 0.

    Each with the values of the parameters for which it is of its kind.

    Args:
        f: the function; of one that is no polynomial in the parameters nothing is found.
        variables: its n variables.
        program: the function as typed.
    """
    nothing = CriticalPoints((), is_complete=None)
    parameters = sorted(f.free_symbols - set(variables), key=str)
    if not parameters or not f.is_polynomial(*parameters):
        return nothing
    try:
        equations = [
            coefficient
            for slope in derivatives.gradient(f, variables)
            for coefficient in Poly(slope, *parameters).coeffs()
            if coefficient != 0
        ]
    except PolynomialError:
        return nothing
    places = [
        tuple(solution.get(variable, variable) for variable in variables)
        for solution in solve_system(equations, variables).solutions
    ]
    found = [
        _by_kind(f, variables, program, point)
        for point in _confirmed(f, variables, program, places)
    ]
    return CriticalPoints(
        tuple(point for cases in found for point in cases.points),
        is_complete=None,
        remarks=tuple(dict.fromkeys(remark for cases in found for remark in cases.remarks)),
    )


def _by_kind(
    f: Expr, variables: Sequence[Symbol], program: Program, point: CriticalPoint
) -> CriticalPoints:
    if point.kind == "undecided":
        hessian = hessian_at(f, variables, point)
        formula = program.instructions[-1].formula
        there = PointWithParameters(f, variables, formula, point.point, point.value, hessian)
        cases = cases_at_point(there)
        if cases is not None:
            return cases
    return CriticalPoints((point,), is_complete=None)


def _confirmed(
    f: Expr, variables: Sequence[Symbol], program: Program, places: Sequence[tuple[Expr, ...]]
) -> Iterator[CriticalPoint]:
    for place in dict.fromkeys(places):
        if all(coordinate.is_number and coordinate.is_real for coordinate in place):
            yield from critical_point_at(f, variables, program, place) or ()
