"""Reasons that anyone sees: f(x, y) = x² + y⁴ > 0 = f(0, 0), or f(t, t) > 0 > f(t, -t)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sympy import Eq, Expr, Symbol
from sympy import Tuple as SympyTuple

from grad_magic.calculus.extrema.kinds.least_values import is_least
from grad_magic.findings import CriticalReason, Finding
from grad_magic.formula.sympy_forms import in_reading_order
from grad_magic.formula.tree import Formula
from grad_magic.lesson.increments import value_along
from grad_magic.lesson.pieces import EQUALS, has_one_variable, measure_text, words
from grad_magic.lesson.steps import FunctionValue, Line, Point, Relation, Value, Words

if TYPE_CHECKING:
    from grad_magic.solution import CriticalPoint, Solution

_LONGEST_FORMULA = 40
_OF_OPPOSITE_CURVES = CriticalReason.OPPOSITE_CURVES


def plain_reason(
    reason: Finding[CriticalReason],
    place: Line,
    kind: Words,
    where: tuple[Sequence[Expr], Expr],
    solution: Solution,
) -> Words | None:
    """A sentence that shows the inequality itself; None where it is not plain to see.

    Args:
        reason: why the point is of its kind, as the calculus found it.
        place: the point as it is named in the sentence.
        kind: its kind in words.
        where: its n coordinates, and f there.
        solution: f.
    """
    point, value = where
    if reason.kind is _OF_OPPOSITE_CURVES:
        return _opposite_values(reason, place, value, solution)
    if reason.kind.is_by_hessian or reason.kind.is_of_constant:
        return None
    for sign, relation in ((1, ">"), (-1, "<")):
        if is_least(sign * solution.f, sign * value, point, solution.variables):
            return _everywhere_beyond(relation, place, kind, where, solution)
    return None


def opposite_in_case(
    reason: Finding[CriticalReason], found: CriticalPoint, place: Line, solution: Solution
) -> Words | None:
    """The same with the parameter's number put in, as f(0, t) = t³ for a = 0; else None."""
    case = found.where
    if reason.kind is not _OF_OPPOSITE_CURVES or not isinstance(case, Eq):
        return None
    settled = {case.lhs: case.rhs}
    if not case.rhs.is_number or case.lhs in solution.variables:
        return None
    return _opposite_values(reason, place, found.value, solution, settled)


def _opposite_values(
    reason: Finding[CriticalReason],
    place: Line,
    value: Expr,
    solution: Solution,
    settled: Mapping[Expr, Expr] | None = None,
) -> Words | None:
    """For small t > 0, f(t, t) = t³ > 0 and f(t, -t) = -t³ < 0."""
    parameter = reason.parts.get("parameter")
    if not isinstance(parameter, Symbol) or not value.is_number:
        return None
    gaps: dict[str, Line] = {}
    for name, relation in (("rising", ">"), ("falling", "<")):
        curve = reason.parts.get(f"{name}_curve")
        if not isinstance(curve, (tuple, SympyTuple)):
            return None
        form = value_along(solution, tuple(curve), parameter)
        if settled:
            places = dict(zip(solution.variables, curve, strict=True))
            # A polynomial has the value that is put in everywhere.
            form = solution.f.xreplace(settled).subs(places, simultaneous=True).expand()
            form = form if form.is_polynomial() and form.free_symbols == {parameter} else None
        if form is None:
            return None
        shown = in_reading_order(form.expand() if form.is_polynomial() else form)
        gaps[name] = (
            FunctionValue(solution.problem.name, _from_start(curve, parameter)),
            EQUALS,
            Value(shown),
            Relation(relation),
            Value(value),
        )
    positive: Line = (Value(parameter), Relation(">"), Value(value * 0))
    return words("opposite_values", positive=positive, point=place, **gaps)


def _from_start(curve: Sequence[Expr], parameter: Symbol) -> tuple[Expr | Formula, ...]:
    """(1 - t, 2 + t), where the curve starts and how it goes on."""
    entries: list[Expr | Formula] = []
    for entry in curve:
        start, change = entry.as_independent(parameter, as_Add=True)
        if start == 0 or change == 0:
            entries.append(entry)
        else:
            moved = in_reading_order(change)
            terms = moved.operands if moved.operation == "add" else (moved,)
            entries.append(Formula("add", (in_reading_order(start), *terms)))
    return tuple(entries)


def _everywhere_beyond(
    relation: str,
    place: Line,
    kind: Words,
    least: tuple[Sequence[Expr], Expr],
    solution: Solution,
) -> Words | None:
    """f(x, y) = x² + y⁴ > 0 = f(0, 0) for all (x, y) ≠ (0, 0)."""
    point, value = least
    name, variables = solution.problem.name, solution.variables
    formula = solution.problem.formula
    if measure_text(formula) > _LONGEST_FORMULA:
        return None
    beyond: Line = (
        FunctionValue(name, variables),
        EQUALS,
        Value(formula),
        Relation(relation),
        Value(value),
        EQUALS,
        FunctionValue(name, tuple(point)),
    )
    elsewhere: Line = (Point(variables), Relation("≠"), Point(tuple(point)))
    if has_one_variable(solution):
        elsewhere = (Value(variables[0]), Relation("≠"), Value(point[0]))
    return words("everywhere_beyond", beyond=beyond, elsewhere=elsewhere, point=place, kind=kind)
