"""The tangent of a curve given as y = g(x), by y′ alone, and its normal line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sympy import fraction

from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.typed_forms import have_same_values
from grad_magic.formula.derivatives import differentiate
from grad_magic.formula.normal_form import UntreatedError
from grad_magic.formula.sympy_forms import UnreadableExpressionError, in_reading_order
from grad_magic.formula.tree import Formula, sum_of
from grad_magic.formula.typed_order import find_typed_order
from grad_magic.lesson.pieces import (
    EQUALS,
    in_other_words,
    number,
    words,
    write_text,
)
from grad_magic.lesson.sections import derivations, tangents, worked_tangents
from grad_magic.lesson.sections.worked_gradient import worked_value
from grad_magic.lesson.sections.worked_opening import leading_rules
from grad_magic.lesson.sections.worked_scope import (
    asks_for_tangent_alone,
    questions_of,
)
from grad_magic.lesson.steps import Line, Part, Point, RepeatedPartial, Value, Words
from grad_magic.lesson.substitution import can_be_seen, displacements
from grad_magic.presets import Asked
from grad_magic.solution import Solution

if TYPE_CHECKING:
    from sympy import Expr

_PLANE = 2


@dataclass(frozen=True)
class ExplicitCurve:
    """y = g(x) near a point of it.

    Attributes:
        ordinate: g as it was typed.
        general: y′ as an expression.
        shown: y′ as it is shown.
        slope: its value at the point.
    """

    ordinate: Formula
    general: Expr
    shown: Formula
    slope: Expr


def find_explicit_curve(solution: Solution) -> ExplicitCurve | None:
    """The curve, where its tangent and perhaps its normal line is all that is wanted."""
    point, slopes, typed = solution.point, solution.gradient_at, typed_ordinate(solution)
    if typed is None or point is None or slopes is None or not solution.differentiable:
        return None
    is_exact = not (solution.problem.has_decimals or solution.is_approximate)
    ordinate, sign = typed
    slope, general = -sign * slopes[0], -sign * solution.partials[0]
    is_seen = is_exact and can_be_seen((slope, *point), solution)
    is_seen = is_seen and (slope == 0 or bool(tangents.linear_terms(solution, (slope,))))
    if not (is_seen and asks_for_tangent_alone(solution)):
        return None
    shown = _derivative(ordinate, general, solution)
    return None if shown is None else ExplicitCurve(ordinate, general, shown, slope)


def _derivative(ordinate: Formula, general: Expr, solution: Solution) -> Formula | None:
    """y′ in the form of the ordinate as it was typed; None where that has other values."""
    variable, _ = solution.variables
    try:
        derivation = differentiate(ordinate, variable, find_typed_order(ordinate, (variable,)))
        shown = in_reading_order(general) if derivation is None else derivation.formula
    except (UntreatedError, UnreadableExpressionError):
        return None
    symbols = (*solution.variables, *solution.problem.parameters)
    return shown if have_same_values(shown, general, symbols) else None


def typed_ordinate(solution: Solution) -> tuple[Formula, int] | None:
    """What stands behind y = …, and 1 where the equation is y - … = 0; None of another one."""
    formula, variables = solution.problem.formula, solution.variables
    if not solution.problem.is_equation or len(variables) != _PLANE or formula.operation != "add":
        return None
    height = variables[-1]
    alone = [term for term in formula.operands if _size(term).value == height]
    others = [term for term in formula.operands if height not in term.names]
    if len(alone) != 1 or not others or len(others) + 1 < len(formula.operands):
        return None
    if alone[0].operation == "negate":
        return sum_of(others), -1
    turned = [
        term.operands[0] if term.operation == "negate" else Formula("negate", (term,))
        for term in others
    ]
    return sum_of(turned), 1


def _size(term: Formula) -> Formula:
    return term.operands[0] if term.operation == "negate" else term


def explicit_curve_parts(solution: Solution, curve: ExplicitCurve) -> Iterator[Part]:
    """y′ by its rules, its value, y - y₀ = y′(x₀)(x - x₀), and the normal line."""
    yield "partials", _derivative_lines(solution, curve)
    yield "values", _slope_lines(solution, curve)
    yield "tangent", _tangent_lines(solution, curve)
    asked = questions_of(solution)
    if solution.normal_line is not None and (not asked or Asked.NORMAL_LINE in asked):
        yield "normal", _normal_lines(solution, curve)


def _slope_sign(solution: Solution, *, at_point: bool) -> RepeatedPartial:
    """y′, or y′(2)."""
    variable, height = solution.variables
    assert solution.point is not None
    place = solution.point[:1] if at_point else ()
    return RepeatedPartial(
        str(height), (variable,), at_point=False, at_place=True, ordinary=True, place=tuple(place)
    )


def _derivative_lines(solution: Solution, curve: ExplicitCurve) -> Iterator[Line]:
    variable, height = solution.variables
    left: Line = (_slope_sign(solution, at_point=False),)
    function = (curve.ordinate, curve.general)
    shown = (curve.shown, solution.partials_valid_where[0])
    lines = tuple(derivations.derived(left, function, variable, shown, solution))
    bare, rules = derivations.without_rules(lines)
    name: Line = (Value(height),)
    if not solution.problem.presentation.follows_statement:
        name += (EQUALS, Value(curve.ordinate))
    if rules:
        told = derivations.told_rules(leading_rules([set(rules)]) or rules)
        yield (words("partials_by_rules_are_in_one_variable", f=name, rules=told),)
    else:
        yield (words("partials_are_in_one_variable", f=name),)
    yield from bare


def _slope_lines(solution: Solution, curve: ExplicitCurve) -> Iterator[Line]:
    assert solution.point is not None
    # By its coordinates, as no letter has been brought in.
    yield (words("slope_of_tangent_is", point=Point(tuple(solution.point))),)
    worked = worked_value(curve.shown, curve.slope, solution)
    yield (_slope_sign(solution, at_point=True), *worked, *number(curve.slope, solution)[:2])


def _tangent_lines(solution: Solution, curve: ExplicitCurve) -> Iterator[Line]:
    """Solved for y where its slope is whole, else with whole coefficients."""
    point, (_, height) = solution.point, solution.variables
    assert point is not None
    yield (words("so_tangent_line_is"),)
    if curve.slope == 0:
        yield (Value(height), EQUALS, Value(point[1]))
        return
    other = worked_tangents.by_sides(tangents.tangent_equation(solution), solution)
    if fraction(curve.slope)[1] == 1:
        line = (curve.slope * (solution.variables[0] - point[0]) + point[1]).expand()
        result = tangents.linear_function(line, solution.variables[:1])
        other = (Value(height), EQUALS, Value(result))
    yield _by_slope(curve.slope, other, solution)


def _by_slope(slope: Expr, other: Line, solution: Solution) -> Line:
    """y - y₀ = m(x - x₀), and the other form of that."""
    point, variables = solution.point, solution.variables
    assert point is not None
    *_, rise = displacements(variables, point)
    line = Value(sum_of(tangents.linear_terms(solution, (slope,))))
    worked: Line = (Value(variables[1] if point[1] == 0 else rise), EQUALS, line)
    (*_, last) = other
    is_same = isinstance(last, Value) and write_text(last.expr) == write_text(line.expr)
    return worked if is_same else (*worked, *in_other_words(other))


def _normal_lines(solution: Solution, curve: ExplicitCurve) -> Iterator[Line]:
    """y - y₀ = -(x - x₀)/y′(x₀), by its slope."""
    slope = 0 if curve.slope == 0 else shorten_number(-1 / curve.slope)
    terms = tangents.linear_terms(solution, (slope,)) if slope else ()
    (told,) = tangents.normal_line(solution)
    if not (terms and isinstance(told, Words)):
        yield from worked_tangents.normal_lines(solution)
        return
    yield (words("normal_line_of_slope", slope=Value(slope)),)
    equation = told.gaps["equation"]
    assert isinstance(equation, tuple)
    yield _by_slope(slope, worked_tangents.by_sides(equation, solution), solution)
