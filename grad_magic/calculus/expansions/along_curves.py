"""f along a curve into P, expanded at its end."""

from __future__ import annotations

from collections.abc import Mapping

from sympy import Expr, Symbol

from grad_magic.calculus.expansions.algebra import ExpansionCalculus
from grad_magic.calculus.expansions.coefficients import Coefficients
from grad_magic.calculus.expansions.expansion import Expansion, OpenError, constant
from grad_magic.calculus.expansions.operations import ExpansionOperations
from grad_magic.formula.program import Program
from grad_magic.formula.sympy_forms import UnbuildableError


def expand(  # noqa: PLR0913  (the last one keyword only)
    program: Program,
    values: Mapping[Symbol, Expr],
    curve: Mapping[Symbol, Expansion],
    coefficients: Coefficients,
    depth: int,
    *,
    only_smooth: bool = False,
) -> Expansion:
    """The expansion of f along a curve that leaves P at t = 0.

    Args:
        program: f.
        values: P.
        curve: for each variable its distance from P as an expansion in t.
        coefficients: what the curve's coefficients may hold.
        depth: how many powers of t are kept behind a leading one.
        only_smooth: whether to refuse a curve on which the rules of differentiation need not
            apply to f.

    Raises:
        OutsideError: f has no real values on the curve near P.
        OpenError: the expansion is not settled, or refused.
    """
    calculus = ExpansionCalculus(coefficients, depth)
    place = _Place(
        (variable, calculus.add(constant(value), curve[variable]))
        for variable, value in values.items()
    )
    arithmetic = ExpansionOperations(calculus, only_smooth=only_smooth).arithmetic()
    try:
        return program.run(place, arithmetic)
    except (UnbuildableError, ZeroDivisionError) as error:
        raise OpenError(str(error)) from None


class _Place(dict[Symbol, Expansion]):
    """The variables' expansions; every other name is a parameter, which is constant."""

    def __missing__(self, parameter: Symbol) -> Expansion:
        return constant(parameter)
