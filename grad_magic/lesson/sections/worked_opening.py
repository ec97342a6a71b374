"""How a worked solution opens: the derivatives, and their values at P, in as few rows as a book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grad_magic.lesson.pieces import (
    EQUALS,
    POINT,
    ZERO,
    gradient,
    has_one_variable,
    measure_text,
    name_of,
    number,
    value_at,
    words,
    words_about,
)
from grad_magic.lesson.sections import derivations, first_order, worked_functions, worked_gradient
from grad_magic.lesson.sections.worked_critical_system import tells_partials
from grad_magic.lesson.sections.worked_scope import uses_gradient, uses_value
from grad_magic.lesson.steps import (
    FunctionValue,
    Gradient,
    Line,
    Partial,
    Separator,
    Value,
    Vector,
    Words,
)
from grad_magic.presets import TOTAL_DIFFERENTIAL
from grad_magic.solution import Solution

# Of a row of equations side by side, without their left sides.
_MOST_COLUMNS = 46
_MOST_COLUMNS_OF_VECTOR = 80
_COLUMNS_OF_SIGN = 8


def opened_derivative_lines(solution: Solution) -> Iterator[Line]:
    """The derivatives, below a statement behind the words that open the page."""
    lines = tuple(derivative_lines(solution))
    is_opened = (
        not lines or isinstance(lines[0][0], Words) or worked_gradient.is_introduced(solution)
    )
    if solution.problem.presentation.follows_statement and not is_opened:
        yield (_opening(lines, solution),)
    yield from lines


def _opening(lines: Sequence[Line], solution: Solution) -> Words:
    """What these rows are: the gradient, or the partial derivatives."""
    name = name_of(solution)
    if solution.problem.presentation.differential == TOTAL_DIFFERENTIAL:
        return words_about(solution, "as_partials_are")
    if not isinstance(lines[0][0], Gradient):
        return words_about(solution, "partials_are", f=name)
    if solution.point is None:
        return words("gradient_is", f=name)
    return words("gradient_at_point_is", f=name, point=POINT)


def opened_value_lines(solution: Solution) -> Iterator[Line]:
    """The values at P, below a statement behind the words that say what they are.

    A gradient at P stands below the general one as it is.
    """
    lines = tuple(value_lines(solution))
    if not lines or not solution.problem.presentation.follows_statement:
        yield from lines
        return
    if _has_limits(solution):
        lines = tuple(line for line in lines if not isinstance(line[0], FunctionValue)) or lines
        yield from _opened("by_definition", lines)
        return
    first = next(derivative_lines(solution), None)
    is_told = first is not None and isinstance(first[0], Gradient) and len(lines) == 1
    is_told = is_told or has_one_variable(solution)
    yield from lines if is_told else _opened("at_point_we_have", lines)


def _opened(row: str, lines: Sequence[Line]) -> Iterator[Line]:
    if not isinstance(lines[0][0], Words):
        yield (words(row, point=POINT),)
    yield from lines


def _has_limits(solution: Solution) -> bool:
    return solution.one_sided_partials is not None and not has_one_variable(solution)


def derivative_lines(solution: Solution) -> Iterator[Line]:
    """The partial derivatives with their rules; where these are plain, the gradient alone."""
    yield from worked_functions.known_derivative_lines(solution)
    if worked_functions.has_cases(solution):
        yield (words_about(solution, "case_by_case"),)
    rows = list(derivations.partial_lines(solution))
    holds_at_border = worked_functions.has_one_formula(solution)
    if has_one_variable(solution) or holds_at_border:
        yield from rows
        if holds_at_border:
            yield (words("slopes_agree_at_border"),)
        return
    is_plain = len(rows) == len(solution.variables) and not any(map(_has_parts, rows))
    if is_plain and tells_partials(solution):
        return
    has_gradient = uses_gradient(solution)
    if is_plain and has_gradient and first_order.is_gradient_short(solution):
        yield worked_gradient.gradient_line(solution)
        return
    yield from side_by_side(rows) if is_plain else rows
    if has_gradient and solution.point is None:
        yield worked_gradient.gradient_line(solution)


def _has_parts(row: Line) -> bool:
    return any(isinstance(piece, Separator) for piece in row)


def packed(rows: Sequence[Line]) -> Iterator[Line]:
    """The rows side by side where each is one equation without a note."""
    is_plain = all(len(row) > 1 and EQUALS in row for row in rows)
    yield from side_by_side(rows) if is_plain and not any(map(_has_parts, rows)) else rows


def side_by_side(rows: Sequence[Line]) -> Iterator[Line]:
    """As many equations in a row as have room there."""
    row: Line = ()
    for line in rows:
        if row and _columns(row) + _columns(line) > _MOST_COLUMNS:
            yield row
            row = ()
        row = (*row, Separator(), *line) if row else line
    if row:
        yield row


def _columns(line: Line) -> int:
    return sum(
        measure_text(piece.expr) if isinstance(piece, Value) else _COLUMNS_OF_SIGN
        for piece in line
        if piece != EQUALS and not isinstance(piece, Separator)
    )


def value_lines(solution: Solution) -> Iterator[Line]:
    """f(P) where it is used, and ∇f(P), or the partial derivatives at P, with the numbers put in.

    Where these are limits each has its own row.
    """
    slopes = solution.gradient_at
    is_by_rules = solution.one_sided_partials is None and slopes is not None
    if has_one_variable(solution) or not is_by_rules or solution.is_approximate:
        yield from worked_gradient.value_lines(solution)
        return
    assert slopes is not None
    value = value_at(solution)
    if value is not None and uses_value(solution):
        worked = worked_gradient.worked_value(
            worked_gradient.case_at_point(solution), value, solution
        )
        yield (FunctionValue(solution.problem.name), *worked, *number(value, solution))
    rows = list(_slope_rows(solution))
    if not uses_gradient(solution):
        yield from packed(rows)
        return
    worked = _worked_gradient(solution)
    if not worked and any(len(row) > len((ZERO, EQUALS, ZERO)) for row in rows):
        yield from rows
    found = first_order.gradient_at_point(solution, slopes)
    yield (gradient(solution), *worked, *found)


def _slope_rows(solution: Solution) -> Iterator[Line]:
    assert solution.gradient_at is not None
    for index, (variable, slope) in enumerate(
        zip(solution.variables, solution.gradient_at, strict=True)
    ):
        worked, because = worked_gradient.worked_slope(solution, index, slope)
        # Exact, as they are reckoned with; a decimal stands where no exact number can.
        value = number(slope, solution)[:2]
        partial = Partial(solution.problem.name, variable, at_point=True)
        yield (partial, *worked, *value, *because)


def _worked_gradient(solution: Solution) -> Line:
    """= ⟨2·1·2, 1²⟩; nothing where that shows nothing or is long."""
    assert solution.gradient_at is not None
    entries = []
    for index, slope in enumerate(solution.gradient_at):
        worked, because = worked_gradient.worked_slope(solution, index, slope)
        if because or not slope.is_finite:
            return ()
        (*_, last) = worked or (Value(slope),)
        entries.append(last.expr if isinstance(last, Value) else slope)
    is_short = sum(map(measure_text, entries)) <= _MOST_COLUMNS_OF_VECTOR
    is_plain = entries == list(solution.gradient_at)
    return () if is_plain or not is_short else (EQUALS, Vector(tuple(entries)))
