"""f on a curve into a point: the curve's coordinates put in, and the power that cancels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sympy import Expr, Integer, Max, Min, Piecewise, Poly, PolynomialError, Symbol, gcd

from grad_magic.calculus.exact.simplify import shorten
from grad_magic.formula.sympy_forms import in_reading_order
from grad_magic.formula.tree import Formula, sum_of
from grad_magic.lesson.increments import T, increment
from grad_magic.lesson.pieces import EQUALS, ZERO, words, write_text
from grad_magic.lesson.sections.difference_quotients import for_positive
from grad_magic.lesson.steps import FunctionValue, Letter, Line, Relation, Separator, Value
from grad_magic.lesson.substitution import put_in
from grad_magic.lesson.unit_vectors import over_number
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


def worked_along(solution: Solution) -> Line:
    """f(t/√2, t/√2) = (t/√2)²·t/√2/((t/√2)² + (t/√2)²) = √2t/4 for t > 0, in the direction given.

    Nothing where f has no short expression there, or its coordinates put in show nothing.
    """
    unit, point = solution.unit_direction, solution.point
    if unit is None or point is None or sum(map(bool, unit)) <= 1:
        # Along an axis the partial derivatives have told it.
        return ()
    change = increment(solution, tuple(unit))
    if change is None or solution.value is None or change.has(Max, Min):
        return ()
    value = solution.value + change
    places = _places_along(tuple(unit), point)
    formula = solution.problem.formula
    is_by_cases = formula.operation == "piecewise"
    cases = formula.operands[::2] if is_by_cases else (formula,)
    at = dict(zip(solution.variables, places, strict=True))
    shown = next((form for case in cases if (form := put_in(case, at, value)) is not None), None)
    if shown is None:
        return ()
    if is_on_ray := solution.problem.presentation.takes_rays:
        value = for_positive(value)
    line: Line = (FunctionValue(solution.problem.name, places), EQUALS, Value(shown))
    if write_text(shown) != write_text(value):
        line += (EQUALS, Value(in_reading_order(value)))
    if is_on_ray or is_by_cases:
        side: Line = (Letter("t"), Relation(">" if is_on_ray else "≠"), ZERO)
        line += (Separator(), words("for_values", where=side))
    return line


def _places_along(unit: Sequence[Expr], point: Sequence[Expr]) -> tuple[Formula, ...]:
    """1 + t/√2 and the other coordinates of P + tu, with u as it is written."""
    entries, divisor = over_number(unit)
    number, root = divisor.as_coeff_Mul()
    places = []
    for start, entry in zip(point, entries, strict=True):
        size = abs(entry)
        shared = Integer(gcd(int(size), int(number))) if size.is_Integer else Integer(1)
        step = in_reading_order(size / shared * T)
        if (below := number / shared * root) != 1:
            step = Formula("multiply", (step, Formula("reciprocal", (in_reading_order(below),))))
        if entry != size:
            step = Formula("negate", (step,))
        terms = [in_reading_order(start)] if start != 0 or entry == 0 else []
        places.append(sum_of([*terms, *([step] if entry != 0 else [])]))
    return tuple(places)


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
