"""The derivatives of a function's components one by one, before they make up the Jacobian."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from sympy import Matrix

from grad_magic.lesson.decimals import is_decimal_only
from grad_magic.lesson.pieces import (
    EQUALS,
    POINT,
    coordinates,
    has_one_variable,
    in_a_row,
    measure_text,
    name_of,
    shown_entry,
    words,
)
from grad_magic.lesson.sections import (
    derivations,
    first_order,
    vector_valued,
    worked_gradient,
)
from grad_magic.lesson.sections.worked_functions import known_derivative_lines
from grad_magic.lesson.sections.worked_gradient import worked_forms
from grad_magic.lesson.sections.worked_opening import packed
from grad_magic.lesson.sections.worked_scope import questions_of
from grad_magic.lesson.steps import (
    Column,
    Grid,
    Letter,
    Line,
    Partial,
    Point,
    Separator,
    Vector,
)
from grad_magic.presets import Asked
from grad_magic.solution import Solution

if TYPE_CHECKING:
    from sympy import Expr

    from grad_magic.formula.tree import Formula


# Of the numbers put into a matrix.
_MOST_COLUMNS_OF_MATRIX = 80


def opening_lines(solution: Solution) -> Iterator[Line]:
    """What is given; below a statement only what it has no name for, or does not tell."""
    given = tuple(vector_valued.function_lines(solution))
    if not solution.problem.presentation.follows_statement:
        if has_one_variable(solution):
            row = "let_function" if len(given) > 1 else "let_function_alone"
            yield (words(row, function=given[0]),)
            given = given[1:]
            yield from given
            return
        yield (words("let_rows"),)
        yield from _given_rows(given, solution)
    elif not has_one_variable(solution):
        # The point has no letter there.
        has_letter = worked_gradient.has_new_point(solution)
        told = given if has_letter or solution.point is None else given[:-1]
        if worked_gradient.is_introduced(solution) or not names_function(solution):
            yield (words("let_rows"),)
            yield from told
        else:
            yield from told[1:]
    elif names_function(solution) and solution.value is not None:
        # Of a curve that the statement names its point is new.
        yield from _point_lines(solution)
    elif names_function(solution):
        yield from given[1:]
    elif solution.value is None:
        yield (words("let_function_alone", function=given[0]),)
    else:
        place = Point(tuple(Matrix(solution.value)))
        yield (words("curve_at_point", function=given[0], place=place, point=POINT),)


def _given_rows(given: Sequence[Line], solution: Solution) -> Iterator[Line]:
    """The function, P and v; the value at P is told with the derivatives there."""
    yield from given if solution.point is None else given[:-1]
    told: list[Line] = []
    if solution.point is not None and worked_gradient.gives_point(solution):
        told.append((POINT, EQUALS, coordinates(solution)))
    direction = solution.problem.direction
    if direction is not None and first_order.given_length(solution) is not None:
        told.append((Letter("v"), EQUALS, Vector(direction)))
    if told:
        yield in_a_row(told)


def _point_lines(solution: Solution) -> Iterator[Line]:
    """Where the curve is at P, if its tangent or its normal plane is asked for."""
    if {Asked.CURVE_TANGENT, Asked.NORMAL_PLANE} & questions_of(solution):
        place = Point(tuple(Matrix(solution.value)))
        yield (words("curve_passes_through", place=place, point=POINT),)


def names_function(solution: Solution) -> bool:
    """Whether the statement above has r(t) or F(x, y), and does not tell x, y and z alone."""
    problem = solution.problem
    place = problem.places.get("f")
    return place is not None and "(" in problem.source[: place.start]


def component_lines(solution: Solution) -> Iterator[Line]:
    """Each entry of the Jacobian with the rules that lead to it."""
    jacobian = solution.jacobian
    if jacobian is None:
        return
    yield from known_derivative_lines(solution)
    derived = list(_derivation_lines(solution))
    # Derivatives that anyone sees stand in r′ or the matrix alone.
    if len(derived) > jacobian.rows * jacobian.cols or _names_rules(derived):
        heading, rows = derivations.headed("component_by_component", derived, solution)
        yield heading
        yield from packed(rows)


def _names_rules(lines: Iterable[Line]) -> bool:
    return any(isinstance(piece, Separator) for line in lines for piece in line)


def _derivation_lines(solution: Solution) -> Iterator[Line]:
    jacobian = solution.jacobian
    assert jacobian is not None
    for row, component in enumerate(solution.problem.formula.operands):
        for column, variable in enumerate(solution.variables):
            function = (component, jacobian[row, column])
            left: Line = (_partial(solution, row, column),)
            shown = shown_entry(solution, row, column)
            yield from derivations.derived(left, function, variable, shown, solution)


def value_lines(solution: Solution) -> Iterator[Line]:
    """The value at P, where no Jacobian matrix follows that is asked for."""
    is_told = solution.problem.presentation.follows_statement
    if has_one_variable(solution) or is_told or solution.jacobian_at is not None:
        return
    value = tuple(vector_valued.value_lines(solution))
    if value:
        yield (words("at_point_we_have", point=POINT),)
    yield from value


def jacobian_opening(solution: Solution) -> Iterator[Line]:
    """What the rows of the Jacobian matrix are, or below a statement r′(t) and r′(1)."""
    if has_one_variable(solution):
        is_stated = solution.problem.presentation.follows_statement
        if is_stated and names_function(solution) and solution.jacobian is not None:
            row = "derivative_is" if solution.point is None else "derivative_at_point_is"
            yield (words(row, f=name_of(solution), point=POINT),)
    elif solution.jacobian is not None and solution.jacobian_at is not None:
        yield (words("jacobian_at_point_is", f=name_of(solution), point=POINT),)
    elif solution.jacobian is not None:
        yield (words("jacobian_is", f=name_of(solution)),)


def determinant_lines(solution: Solution) -> Iterator[Line]:
    """The determinant where it is asked for, behind what it is."""
    lines = tuple(vector_valued.determinant_lines(solution))
    yield from [(words("determinant_is"),)] if lines else []
    yield from lines


def worked_jacobian(solution: Solution) -> Line:
    """= ⟨-2 sin(π/2), cos(π/2), 1⟩ of a curve, else a matrix, where that shows something."""
    at_point = solution.jacobian_at
    if at_point is None or any(map(is_decimal_only, at_point)):
        return ()
    rows = tuple(
        tuple(_worked_entry(solution, row, column) for column in range(at_point.cols))
        for row in range(at_point.rows)
    )
    entries = [entry for row in rows for entry in row]
    if entries == list(at_point):
        return ()
    if has_one_variable(solution):
        return (EQUALS, Column(tuple(entries), of_curve=True))
    is_short = sum(map(measure_text, entries)) <= _MOST_COLUMNS_OF_MATRIX
    return (EQUALS, Grid(rows)) if is_short else ()


def _worked_entry(solution: Solution, row: int, column: int) -> Expr | Formula:
    """The entry of J(P) with the numbers put in, or its value where that shows nothing."""
    assert solution.jacobian_at is not None
    value: Expr = solution.jacobian_at[row, column]
    shown, _ = shown_entry(solution, row, column)
    return next(iter(worked_forms(shown, value, solution)), value)


def _partial(solution: Solution, row: int, column: int) -> Partial:
    """∂f₁/∂x."""
    name = f"{solution.problem.name.replace('_', '')}_{row + 1}"
    ordinary = has_one_variable(solution)
    return Partial(name, solution.variables[column], at_point=False, ordinary=ordinary)
