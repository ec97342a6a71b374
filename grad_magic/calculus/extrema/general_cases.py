"""Critical points for parameters in general: (ax² + by²)e^(-x²-y²) for a ≠ 0, b ≠ 0 and a ≠ b."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sympy import Mul, count_ops, factor

from grad_magic.calculus import derivatives
from grad_magic.calculus.domains import has_values_for_all
from grad_magic.calculus.exact.simplify import shorten
from grad_magic.calculus.extrema.corners.seams import has_corners
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.calculus.extrema.equations.systems import Assignment, solve_system
from grad_magic.calculus.extrema.kinds.discriminants import is_smooth_by_form
from grad_magic.calculus.extrema.polynomial_cases import (
    assumed_regular,
    by_conditions,
    hessian_at,
)
from grad_magic.findings import CriticalReason, Finding
from grad_magic.solution import CriticalPoint, CriticalPoints

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sympy import Expr, Symbol

    from grad_magic.formula.program import Program

_MOST_POINTS = 6


@dataclass(frozen=True)
class GeneralPoints:
    """All critical points where certain expressions in the parameters are not 0.

    Attributes:
        points: the points, of undecided kind.
        unequal: these expressions.
    """

    points: tuple[CriticalPoint, ...]
    unequal: tuple[Expr, ...]


def points_in_general(f: Expr, variables: Sequence[Symbol], program: Program) -> GeneralPoints:
    """The critical points for parameters in general.

    Args:
        f: the function.
        variables: its n variables.
        program: the function as typed.

    Raises:
        UnsolvedError: not all of them could be found.
    """
    # x^(2/3) has values everywhere, and at 0 no derivative.
    is_smooth = is_smooth_by_form(f) and not has_corners(program, variables)
    if not (is_smooth and has_values_for_all(program, variables)):
        raise UnsolvedError
    search = solve_system(derivatives.gradient(f, variables), variables, in_general=True)
    if not search.is_complete or search.repeating or len(search.solutions) > _MOST_POINTS:
        raise UnsolvedError
    points = {point.point: point for point in (_point(f, variables, at) for at in search.solutions)}
    return GeneralPoints(tuple(points.values()), tuple(search.unequal or ()))


def cases_in_general(
    f: Expr, variables: Sequence[Symbol], program: Program
) -> CriticalPoints | None:
    """The critical points, with the conditions for each kind by the Hessian.

    Returns:
        All of them where what the remarks name is not 0; None where they could not be found.
    """
    with suppress(UnsolvedError):
        general = points_in_general(f, variables, program)
        hessians = [hessian_at(f, variables, point) for point in general.points]
        determinants = [shorten(hessian.det(method="berkowitz")) for hessian in hessians]
        regular = [determinant for determinant in determinants if determinant != 0]
        remarks = assumed_regular(Mul(*general.unequal, *regular))
        rows = tuple(
            row
            for point, hessian, determinant in zip(
                general.points, hessians, determinants, strict=True
            )
            # Of one that is singular for all values of the parameters the kind stays open.
            for row in (by_conditions(point, hessian) if determinant != 0 else (point,))
        )
        return CriticalPoints(rows, is_complete=True, remarks=remarks) if rows else None
    return None


def _point(f: Expr, variables: Sequence[Symbol], place: Assignment) -> CriticalPoint:
    values = {variable: _in_factors(place.get(variable, variable)) for variable in variables}
    reason = Finding(CriticalReason.DEPENDS_ON_PARAMETERS)
    value = _in_factors(shorten(f.xreplace(values)))
    return CriticalPoint(tuple(values.values()), value, "undecided", None, reason)


def _in_factors(expression: Expr) -> Expr:
    """(a - 1)⁴/4 for a polynomial in a that is longer."""
    is_rational = expression.is_rational_function(*expression.free_symbols)
    forms = (expression, factor(expression)) if is_rational else (expression,)
    return min(forms, key=count_ops)
