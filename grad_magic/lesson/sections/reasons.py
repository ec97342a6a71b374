"""Why all this holds, and under which conditions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sympy import Integer, Rational, oo, sign

from grad_magic.findings import DifferentiabilityReason
from grad_magic.formula.sympy_forms import in_reading_order
from grad_magic.formula.tree import Formula
from grad_magic.lesson.conditions import in_book_form, needs_brackets
from grad_magic.lesson.increments import remainder
from grad_magic.lesson.oscillations import NUMBER, Jump, jump_of_partials
from grad_magic.lesson.pieces import (
    EQUALS,
    POINT,
    ZERO,
    clauses,
    has_one_variable,
    name_of,
    words,
    words_about,
)
from grad_magic.lesson.remainders import Bound, is_by_components, remainder_bound
from grad_magic.lesson.sentences import explain
from grad_magic.lesson.steps import (
    Absolute,
    Dot,
    Gradient,
    Increment,
    Letter,
    Line,
    Part,
    Partial,
    Piece,
    PowerOfStep,
    Relation,
    Tuple,
    Value,
    Vector,
    Words,
)
from grad_magic.solution import Solution

if TYPE_CHECKING:
    from sympy import Expr
    from sympy.logic.boolalg import Boolean

_PLANE = 2
_OF_COMPONENTS = (
    DifferentiabilityReason.VECTOR_CONTINUOUS,
    DifferentiabilityReason.VECTOR_DIFFERENTIABLE,
)
_ONE_OVER_ROOT = Rational(-1, 2)


def explain_verdict(solution: Solution) -> Words | None:
    """Why the formula D_u f(P) = ∇f(P)·u holds at P or may not be used; None without P."""
    if solution.verdict is None:
        return None
    reason = solution.verdict.reason
    is_map = reason.kind in _OF_COMPONENTS and not has_one_variable(solution)
    if is_map and solution.unit_direction is None:
        # Where no direction is given, no unit vector is spoken of.
        row = f"{reason.kind.value}_without_direction"
        return words(row, f=name_of(solution), point=POINT)
    if reason.kind is DifferentiabilityReason.REMAINDER_BOUND and not has_one_variable(solution):
        missed = remainder(solution)
        bound = None if missed is None else remainder_bound(missed, len(solution.variables))
        if missed is not None and bound is not None:
            return _plainly_bounded(missed, bound, solution)
    return explain(reason, solution)


def _plainly_bounded(missed: Expr, bound: Bound, solution: Solution) -> Words:
    """|f(P + h) - f(P) - ∇f(P)·h| ≤ 2‖h‖³, with numbers."""
    name, step = solution.problem.name, Letter("h")
    error = Increment(name, Dot(Gradient(name, at_point=True), step))
    size, power = bound
    most = PowerOfStep(None if size == 1 else Value(size), power)
    gaps: dict[str, Piece | Line] = {"f": name_of(solution), "point": POINT, "h": step}
    gaps["bound"] = (Absolute(error), Relation("≤"), most)
    is_worked = solution.problem.presentation.is_worked
    if is_worked and is_by_components(missed, len(solution.variables)):
        length = PowerOfStep(None, Integer(1))
        return words("remainder_bounded_by_components", length=length, **gaps)
    return words("remainder_plainly_bounded", **gaps)


def explain_doubts(solution: Solution) -> tuple[Words, ...]:
    """What the reader must know before trusting a number."""
    return tuple(explain(doubt, solution) for doubt in solution.doubts)


def reason_lines(solution: Solution) -> Iterator[Line]:
    """Whether and why f is differentiable at P."""
    reason = explain_verdict(solution)
    if reason is not None:
        yield (reason,)
    yield from discontinuity_lines(solution)


def discontinuity_lines(solution: Solution) -> Iterator[Line]:
    """That the partial derivatives are not continuous at P, where f is differentiable yet."""
    if solution.differentiable and solution.partials_continuous is False:
        jump = jump_of_partials(solution) if solution.problem.presentation.is_worked else None
        if jump is None:
            yield (words_about(solution, "partials_jump", point=POINT),)
        else:
            yield (_on_points(jump, solution),)


def _on_points(jump: Jump, solution: Solution) -> Words:
    """At the points (1/√(2nπ), 0), which tend to P, ∂f/∂x → -∞, but ∂f/∂x(P) = 0."""
    name, is_one = solution.problem.name, has_one_variable(solution)
    at_point = Partial(name, jump.variable, at_point=True, ordinary=is_one)
    entries = tuple(map(_under_one_root, jump.point))
    points: Line = (Vector(entries),)
    if is_one:
        points = (Value(jump.variable), EQUALS, Value(entries[0]))
    return words(
        "partial_jumps_on_points",
        derivative=Partial(name, jump.variable, at_point=False, ordinary=is_one),
        point=POINT,
        points=points,
        grows=(Value(NUMBER), Relation("→"), Value(oo)),
        limit=Value(jump.limit),
        value=(at_point, EQUALS, Value(jump.value)),
    )


def _under_one_root(entry: Expr) -> Expr | Formula:
    """1/√(2nπ) for √2/(2√π√n)."""
    if not entry.has(NUMBER**_ONE_OVER_ROOT) or not entry.is_Mul:
        return entry
    root = Formula("sqrt", (in_reading_order(1 / entry**2),))
    return Formula("reciprocal", (root,))


def reservations(solution: Solution) -> Iterator[Part]:
    """What the parameters must satisfy, and what is in doubt."""
    yield "conditions", _condition_lines(solution)
    yield from (("doubt", iter([(doubt,)])) for doubt in explain_doubts(solution))


def _condition_lines(solution: Solution) -> Iterator[Line]:
    """What the parameters must satisfy."""
    if solution.conditions:
        yield (words("conditions", conditions=_listed(solution.conditions)),)
    if solution.gradient_conditions and not has_one_variable(solution):
        conditions = _listed(solution.gradient_conditions)
        gradient = Gradient(solution.problem.name, at_point=True)
        nonzero: Line = (gradient, Relation("≠"), ZERO)
        sentence = "gradient_conditions"
        if solution.problem.is_equation:
            is_curve = len(solution.variables) == _PLANE
            sentence += "_of_curve" if is_curve else "_of_surface"
        elif any(in_book_form(one).has(sign) for one in solution.gradient_conditions):
            # In signs of letters they say nothing that is seen more easily.
            yield (words("gradient_condition_alone", nonzero=nonzero),)
            return
        yield (words(sentence, nonzero=nonzero, conditions=conditions),)


def _listed(conditions: Sequence[Boolean]) -> Line:
    written = tuple(map(in_book_form, conditions))
    return clauses((_bracketed(condition, written),) for condition in written)


def _bracketed(condition: Boolean, conditions: Sequence[Boolean]) -> Piece:
    """The condition, in brackets where its own "or" would run into the "and" of the list."""
    value = Value(condition)
    return Tuple((value,)) if len(conditions) > 1 and needs_brackets(condition) else value
