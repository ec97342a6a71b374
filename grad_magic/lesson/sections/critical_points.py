"""What kind of critical point P is, and all critical points of f."""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Expr, Integer

from grad_magic.findings import CriticalReason, Finding
from grad_magic.lesson.decimals import is_decimal_only
from grad_magic.lesson.pieces import (
    EQUALS,
    POINT,
    ZERO,
    decimals,
    gradient,
    has_one_variable,
    name_of,
    number,
    plain_number,
    words,
    words_about,
)
from grad_magic.lesson.sections.second_order import eigenvalue_line, hessian_lines
from grad_magic.lesson.sentences import explain
from grad_magic.lesson.steps import (
    FunctionValue,
    Increment,
    Letter,
    Line,
    Piece,
    PowerOfStep,
    Rate,
    Relation,
    RepeatedPartial,
    Separator,
    Signed,
    Value,
    Vector,
    Words,
)
from grad_magic.solution import CriticalPoint, Solution


def critical_lines(solution: Solution) -> Iterator[Line]:
    """That ∇f(P) = 0, the second derivatives there, and what follows from them."""
    if not set(solution.variables) & solution.f.free_symbols:
        yield (words("constant", f=name_of(solution)),)
        return
    if solution.gradient_at is not None:
        rate = (Rate(solution.problem.name), EQUALS, ZERO)
        slope = (gradient(solution), EQUALS, ZERO)
        yield (words_about(solution, "critical", point=POINT, rate=rate, slope=slope),)
    if solution.problem.order < 2:
        yield from _second_derivatives(solution)
    row = _kind_row(solution.critical_kind or "", is_strict=solution.is_strict)
    assert solution.critical_reason is not None
    yield (_reason(solution.critical_reason, words(row), solution),)


def _reason(reason: Finding[CriticalReason], kind: Words, solution: Solution) -> Words:
    """Why P is of its kind."""
    gaps: dict[str, Line] = {}
    if reason.kind.is_lead:
        exponent = reason.parts.get("exponent", Integer(1))
        assert isinstance(exponent, Expr)
        gaps |= {"lead": _lead(exponent, solution), "constant": _CONSTANT}
    return explain(reason, solution, kind=kind, **gaps)


_CONSTANT: Line = (Letter("c"), Relation(">"), ZERO)


def _lead(exponent: Expr, solution: Solution) -> Line:
    change, power = Increment(solution.problem.name), PowerOfStep(Letter("c"), exponent)
    if solution.critical_kind == "maximum":
        return (change, Relation("≤"), Signed("-", power))
    return (change, Relation("≥"), power)


def _second_derivatives(solution: Solution) -> Iterator[Line]:
    hessian = solution.hessian_at
    if hessian is None:
        return
    if has_one_variable(solution):
        variables = solution.variables * 2
        second = RepeatedPartial(solution.problem.name, variables, at_point=True, ordinary=True)
        yield (second, *number(hessian[0], solution))
        return
    eigenvalues = eigenvalue_line(solution)
    for line in hessian_lines(solution):
        yield (*line, Separator(), *eigenvalues) if eigenvalues else line


def all_critical_lines(solution: Solution) -> Iterator[Line]:
    """A row for each critical point, the reasons that need a sentence, and whether it is all."""
    points = solution.critical_points or ()
    complete = solution.critical_points_complete
    zero: Line = (gradient(solution, at_point=False), EQUALS, ZERO)
    if points:
        yield (words("critical_points", f=name_of(solution), zero=zero),)
    yield from (_row(found, solution) for found in points)
    for found in points:
        if not _has_brief_reason(found):
            point, kind = _place(found.point, solution), words(_kind_row_of(found))
            yield (explain(found.reason, solution, point=point, kind=kind),)
    if complete is False:
        yield from ((explain(found, solution),) for found in solution.critical_points_repeat)
    elif complete is None:
        row = "more_critical_points" if points else "critical_points_open"
        yield (words(row, f=name_of(solution), zero=zero),)
    elif not points:
        yield (words("no_critical_point", zero=zero),)


def _row(found: CriticalPoint, solution: Solution) -> Line:
    """f(1, 1) = -1, strict local minimum."""
    value = FunctionValue(solution.problem.name, _short(found.point, solution))
    return (value, *number(found.value, solution), Separator(), *_kind(found, solution))


def _kind(found: CriticalPoint, solution: Solution) -> Line:
    if _has_brief_reason(found):
        return (words_about(solution, f"{found.reason.kind.value}_in_brief"),)
    return (words_about(solution, _kind_row_of(found)),)


def _kind_row_of(found: CriticalPoint) -> str:
    return _kind_row(found.kind, is_strict=found.is_strict)


def _kind_row(kind: str, *, is_strict: bool | None) -> str:
    strictness = {True: "strict_", False: "weak_", None: ""}[is_strict]
    return f"kind_{strictness if kind in ('minimum', 'maximum') else ''}{kind}"


def _has_brief_reason(found: CriticalPoint) -> bool:
    """Whether the signs of the eigenvalues decide, which is told beside the kind."""
    return found.reason.kind.is_read_off_the_hessian


def _place(point: tuple[Expr, ...], solution: Solution) -> Line:
    """(1, 1); in one variable x = 1, as a bare number would not be taken for a point."""
    if has_one_variable(solution):
        return (Value(solution.variables[0]), EQUALS, plain_number(point[0], solution))
    if not any(map(is_decimal_only, point)):
        return (Vector(point),)
    entries: Piece | None = decimals(point, solution)
    return (Vector(point) if entries is None else entries,)


def _short(point: tuple[Expr, ...], solution: Solution) -> tuple[Expr, ...]:
    digits = solution.problem.digits
    return tuple(value.evalf(digits) if is_decimal_only(value) else value for value in point)
