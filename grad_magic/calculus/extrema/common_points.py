"""Points that are critical for every value of the parameters, where the others are not found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sympy import Poly, PolynomialError

from grad_magic.calculus import derivatives
from grad_magic.calculus.extrema.critical_points import critical_point_at
from grad_magic.calculus.extrema.equations.systems import solve_system

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sympy import Expr, Symbol

    from grad_magic.formula.program import Program
    from grad_magic.solution import CriticalPoint


def points_for_every_parameter(
    f: Expr, variables: Sequence[Symbol], program: Program
) -> tuple[CriticalPoint, ...]:
    """Single points where all coefficients of ∇f, as a polynomial in the parameters, are 0.

    Args:
        f: the function; of one that is no polynomial nothing is found.
        variables: its n variables.
        program: the function as typed.
    """
    parameters = sorted(f.free_symbols - set(variables), key=str)
    if not parameters or not f.is_polynomial(*variables, *parameters):
        return ()
    try:
        equations = [
            coefficient
            for slope in derivatives.gradient(f, variables)
            for coefficient in Poly(slope, *parameters).coeffs()
            if coefficient != 0
        ]
    except PolynomialError:
        return ()
    places = [
        tuple(solution.get(variable, variable) for variable in variables)
        for solution in solve_system(equations, variables).solutions
    ]
    return tuple(_confirmed(f, variables, program, places))


def _confirmed(
    f: Expr, variables: Sequence[Symbol], program: Program, places: Sequence[tuple[Expr, ...]]
) -> Iterator[CriticalPoint]:
    for place in dict.fromkeys(places):
        if all(coordinate.is_number and coordinate.is_real for coordinate in place):
            yield from critical_point_at(f, variables, program, place) or ()
