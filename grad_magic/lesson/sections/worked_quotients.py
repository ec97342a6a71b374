"""f on a curve into a point: the curve's coordinates put in, and the power that cancels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sympy import Expr, Piecewise, Poly, PolynomialError, Symbol

from grad_magic.calculus.exact.simplify import shorten
from grad_magic.formula.sympy_forms import in_reading_order
from grad_magic.formula.tree import Formula
from grad_magic.lesson.increments import T
from grad_magic.lesson.pieces import EQUALS, write_text
from grad_magic.lesson.steps import Line, Value
from grad_magic.lesson.substitution import put_in
from grad_magic.solution import Solution

if TYPE_CHECKING:
    from sympy import Expr


def worked_on_curve(
    solution: Solution, places: Sequence[Expr], step: Expr, value: Expr, variable: Symbol
) -> Line:
    """= 3x²·kx²/(x⁴ + 2(kx²)²) = 3kx⁴/((1 + 2k²)x⁴), as far as the case off P shows it.

    Args:
        solution: f, by cases.
        places: the n coordinates on the curve, in t.
        step: what t is in the variable that runs, as x - a.
        value: what f is there, in that variable.
        variable: the variable that runs, which is put in for no other name.
    """
    formula = solution.problem.formula
    if formula.operation != "piecewise" or not isinstance(solution.f, Piecewise):
        return ()
    case = solution.f.args[0][0]
    known = {
        name: place.xreplace({T: step})
        for name, place in zip(solution.variables, places, strict=True)
        if name != variable
    }
    shown = put_in(formula.operands[0], known, value)
    at = dict(zip(solution.variables, places, strict=True))
    powers = _over_one_power(case, at, step, value)
    if powers is not None and any(solution.point or ()):
        # (x - 1)((m(x - 1) + 2) - 2) shows less.
        return (EQUALS, Value(powers))
    line: Line = () if shown is None else (EQUALS, Value(shown))
    if powers is not None and (shown is None or write_text(powers) != write_text(shown)):
        line += (EQUALS, Value(powers))
    return line


def _over_one_power(
    case: Expr, places: Mapping[Symbol, Expr], step: Expr, value: Expr
) -> Formula | None:
    """3kx⁴/((1 + 2k²)x⁴): the quotient before its power cancels.

    None where it is no such one, or has not the value: then another case holds on the curve.
    """
    sides = [side.xreplace(places) for side in case.as_numer_denom()]
    try:
        terms = [Poly(side, T).terms() for side in sides]
    except PolynomialError:
        return None
    if any(len(term) != 1 for term in terms):
        return None
    (((above,), top),), (((below,), bottom),) = terms
    if not above == below > 0 or top == 0 or shorten(top / bottom - value) != 0:
        return None
    power = in_reading_order(step**above)
    over, under = (_times(factor, power) for factor in (top, bottom))
    return Formula("multiply", (over, Formula("reciprocal", (under,))))


def _times(factor: Expr, power: Formula) -> Formula:
    if factor == 1:
        return power
    return Formula("multiply", (in_reading_order(factor), power))
