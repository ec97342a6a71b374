"""Why dy/dx = -F_x/F_y of an equation F(x, y) = 0, and where."""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Ne

from grad_magic.calculus.extrema.kinds.discriminants import is_smooth_by_form
from grad_magic.calculus.flat_levels import flat_level
from grad_magic.findings import DifferentiabilityReason
from grad_magic.lesson.conditions import in_book_form
from grad_magic.lesson.pieces import (
    EQUALS,
    POINT,
    ZERO,
    measure_text,
    name_of,
    plain_number,
    words,
)
from grad_magic.lesson.sections.implicit import has_implicit, implicit_lines
from grad_magic.lesson.steps import (
    FunctionValue,
    Line,
    Piece,
    Relation,
    RepeatedPartial,
    Value,
    Words,
)
from grad_magic.solution import Solution

_MOST_COLUMNS = 30
_NOT_EQUAL = Relation("≠")


def worked_implicit_lines(solution: Solution) -> Iterator[Line]:
    """Why y is a function of x (implicit function theorem), and dy/dx by its formula."""
    if not has_implicit(solution):
        return
    if not flat_level(solution.f).is_all:
        yield (_determines(solution),)
    yield from implicit_lines(solution, is_worked=True)


def is_determined_at_point(solution: Solution) -> bool:
    """Whether the theorem applies at P, and needs no more than the continuity and F_y(P) ≠ 0."""
    verdict = solution.verdict
    value = None if solution.gradient_at is None else solution.gradient_at[-1]
    is_smooth = verdict is not None and verdict.reason.kind is (
        DifferentiabilityReason.CONTINUOUS_PARTIALS
    )
    # Of letters it is not known.
    return is_smooth and value is not None and bool(value.is_number) and value != 0


def _determines(solution: Solution) -> Words:
    """By what theorem y is a function of x: near P, or where F_y ≠ 0."""
    *others, function = solution.variables
    name = solution.problem.name
    value = None if solution.gradient_at is None else solution.gradient_at[-1]
    gaps: dict[str, Piece | Line] = {
        "equation": (name_of(solution), EQUALS, ZERO),
        "function": (Value(function), EQUALS, FunctionValue(function.name, tuple(others))),
    }
    if value is not None and is_determined_at_point(solution):
        below = RepeatedPartial(name, (function,), at_point=True)
        slope: Line = (below, EQUALS, plain_number(value, solution), _NOT_EQUAL, ZERO)
        zero: Line = (FunctionValue(name), EQUALS, ZERO)
        gaps |= {"zero": zero, "slope": slope, "f": name_of(solution), "point": POINT}
        return words("equation_determines_at", **gaps)
    below = RepeatedPartial(name, (function,), at_point=False, at_place=True)
    where = _where(below, solution)
    return words("equation_determines", where=where) if where else words("implicit_formula")


def _where(below: RepeatedPartial, solution: Solution) -> Line:
    """z² ≠ 2 for 3z² - 6 ≠ 0, y ≠ 0 for -3y² ≠ 0; nothing for F_z = 2.

    With the continuity, where that is not seen in F.
    """
    _, factor = solution.partials[-1].as_coeff_Mul()
    base, exponent = factor.as_base_exp()
    condition = Ne(base if exponent.is_positive else factor, 0)
    slope: Line = (below, _NOT_EQUAL, ZERO)
    if not is_smooth_by_form(solution.f):
        return (words("smooth_and", f=name_of(solution), slope=slope),)
    if not isinstance(condition, Ne):
        return ()
    is_told = condition.lhs.is_polynomial() and measure_text(condition.lhs) <= _MOST_COLUMNS
    return (Value(in_book_form(condition)),) if is_told else slope
