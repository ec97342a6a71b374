"""A function with several components: its Jacobian matrix, and its rate of change along u."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from sympy import And, Expr, Matrix, cos, sin

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten
from grad_magic.formula.sympy_forms import UnreadableExpressionError, in_reading_order
from grad_magic.formula.tree import Formula, sum_of
from grad_magic.lesson.decimals import is_decimal_only
from grad_magic.lesson.pieces import (
    APPROXIMATELY,
    EQUALS,
    POINT,
    ZERO,
    coordinates,
    decimals,
    formula,
    has_one_variable,
    in_letters,
    letters_of,
    measure_text,
    number,
    shown_entry,
    valid_where,
    with_activations_named,
    words,
)
from grad_magic.lesson.sections import curve_tangents
from grad_magic.lesson.sections.first_order import unit_line
from grad_magic.lesson.steps import (
    Column,
    Determinant,
    FlatColumn,
    FunctionValue,
    Grid,
    Jacobian,
    Line,
    Norm,
    Partial,
    Piece,
    Rate,
    Relation,
    Separator,
    TangentVector,
    Value,
)
from grad_magic.lesson.styles import style_named
from grad_magic.lesson.substitution import can_be_seen, entered, root_of_squares
from grad_magic.presets import Asked
from grad_magic.solution import Solution

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean

_PLANE, _SPACE = 2, 3
# Of a determinant in a row.
_MOST_COLUMNS = 60


def function_lines(solution: Solution) -> Iterator[Line]:
    """f(x, y) = …, P = …, f(P) = …."""
    name = solution.problem.name
    yield (FunctionValue(name, solution.variables), EQUALS, _components(solution))
    yield from letters_of(solution)
    if solution.point is None:
        return
    value: Line = next(value_lines(solution), ())
    if value and solution.problem.has_short_point:
        yield value
    else:
        point = (POINT, EQUALS, coordinates(solution))
        yield (*point, Separator(), *value) if value else point


def value_lines(solution: Solution) -> Iterator[Line]:
    """f(P) = …."""
    if solution.value is not None:
        value = _column(Matrix(solution.value), solution)
        yield (FunctionValue(solution.problem.name), *value)


def _components(solution: Solution) -> Piece:
    formula = with_activations_named(solution.problem.formula, solution.problem)
    if formula.holds(("softmax_entry",)):
        from grad_magic.lesson import softmaxes

        called = softmaxes.as_called(formula)
        if called is not None:
            return Value(called)
    return Column(formula.operands, has_one_variable(solution))


def jacobian_lines(
    solution: Solution, worked: Callable[[Solution], Line] | None = None
) -> Iterator[Line]:
    """J_f(x, y) = …, J_f(P) = …; of a curve r′(t) = …, r′(P) = ….

    Args:
        solution: what is true.
        worked: what stands before the value of r′ at P, or that of the matrix.
    """
    name = solution.problem.name
    if has_one_variable(solution):
        yield from _velocity_lines(solution, worked)
        return
    if solution.jacobian is not None:
        rows, where = _shown_rows(solution, solution.jacobian)
        yield (Jacobian(name, solution.variables), EQUALS, Grid(rows), *valid_where(where))
    if solution.jacobian_at is not None:
        line: Line = () if worked is None else worked(solution)
        yield (Jacobian(name), *line, EQUALS, _grid(solution.jacobian_at))


def determinant_lines(solution: Solution) -> Iterator[Line]:
    """det J_f(P) = 1·6 - 2·3 = 0, where a sentence asks for it; without P in general."""
    general, at_point = solution.jacobian, solution.jacobian_at
    presentation = solution.problem.presentation
    if Asked.DETERMINANT not in presentation.questions:
        return
    is_general = solution.point is None or Asked.DETERMINANT in presentation.general
    if is_general and general is not None and general.rows == general.cols:
        yield general_determinant(solution, general)
    if at_point is not None and at_point.rows == at_point.cols:
        named = Determinant(Jacobian(solution.problem.name))
        is_seen = can_be_seen(at_point, solution)
        worked = _worked_determinant(at_point, at_point.tolist()) if is_seen else ()
        yield (named, *worked, *number(shorten(at_point.det()), solution))


def general_determinant(solution: Solution, jacobian: Matrix) -> Line:
    """det J_f(x, y) = … for all x and y."""
    named = Determinant(Jacobian(solution.problem.name, solution.variables))
    rows, where = _shown_rows(solution, jacobian)
    worked = _worked_determinant(jacobian, rows)
    return (named, *worked, EQUALS, Value(shorten(jacobian.det())), *valid_where(where))


def _worked_determinant(matrix: Matrix, rows: Sequence[Sequence[Expr | Formula]]) -> Line:
    """= 1·6 - 2·3 of a matrix of two rows, and of three what its first row leads to."""
    if len(rows) not in (_PLANE, _SPACE):
        return ()
    worked: list[Formula] = []
    try:
        for column, entry in enumerate(rows[0]):
            minor = rows[1][1 - column] if len(rows) == _PLANE else matrix.minor(0, column)
            product = Formula("multiply", (entered(entry), entered(minor)))
            # Of three rows a zero saves a minor.
            if len(rows) == _PLANE or (matrix[0, column] != 0 and minor != 0):
                worked.append(Formula("negate", (product,)) if column % 2 else product)
    except UnreadableExpressionError:
        return ()
    total = sum_of(worked)
    line: Line = (EQUALS, Value(total)) if measure_text(total) <= _MOST_COLUMNS else ()
    spread, value = matrix.det(), shorten(matrix.det())
    if line and spread.has(sin) and spread.has(cos) and not value.has(sin, cos):
        # e^(2u) cos² v + e^(2u) sin² v, from which the squares go.
        line += (EQUALS, Value(in_reading_order(spread)))
    return line


def _shown_rows(
    solution: Solution, jacobian: Matrix
) -> tuple[tuple[tuple[Expr | Formula, ...], ...], Boolean]:
    """The rows of the Jacobian as they are shown, and where they hold."""
    shown = [
        [shown_entry(solution, row, column) for column in range(jacobian.cols)]
        for row in range(jacobian.rows)
    ]
    rows = tuple(tuple(in_letters(form, solution) for form, _ in row) for row in shown)
    return rows, And(*(where for row in shown for _, where in row))


def _velocity_lines(
    solution: Solution, worked: Callable[[Solution], Line] | None
) -> Iterator[Line]:
    name, (variable,) = solution.problem.name, solution.variables
    general, at_point = (
        Partial(name, variable, at_point=at_point, ordinary=True) for at_point in (False, True)
    )
    if solution.jacobian is not None:
        rows, where = _shown_rows(solution, solution.jacobian)
        yield (
            general,
            EQUALS,
            Column(tuple(row[0] for row in rows), of_curve=True),
            *valid_where(where),
        )
    velocity = solution.jacobian_at
    if velocity is None:
        if solution.point is None and solution.jacobian is not None:
            yield from _speed_lines(solution, general, solution.jacobian)
        return
    line: Line = (at_point,)
    if worked is not None:
        has_name = style_named(solution.problem.presentation).has_normal_planes
        line = (TangentVector(), EQUALS, *line) if has_name and name != "T" else line
        line += worked(solution)
    yield (*line, *_column(velocity, solution))
    yield from _speed_lines(solution, at_point, velocity)
    if any(map(sign_of, velocity)):
        yield from curve_tangents.tangent_lines(solution, velocity)
    elif velocity.free_symbols and any(velocity):
        # Of letters nobody knows whether they are 0.
        nonzero: Line = (at_point, Relation("≠"), ZERO)
        yield from curve_tangents.tangent_lines(solution, velocity, nonzero)


def _speed_lines(solution: Solution, slope: Partial, velocity: Matrix) -> Iterator[Line]:
    """‖r′(P)‖ = √(2² + 3²) = √13, where a sentence asks for the speed."""
    if Asked.SPEED not in solution.problem.presentation.questions:
        return
    speed = shorten(velocity.norm())
    line: Line = (Norm(slope),)
    is_seen = slope.at_point and can_be_seen(velocity, solution) and not velocity.has(0)
    if is_seen and all(entry.is_Rational for entry in velocity):
        squares = root_of_squares(tuple(velocity), in_decimals=solution.problem.has_decimals)
        line += (EQUALS, Value(squares))
    if solution.problem.presentation.is_worked:
        yield (words("speed_is"),)
    yield (*line, *number(speed, solution))


def direction_lines(solution: Solution) -> Iterator[Line]:
    """u = …, D_u f(P) = J_f(P)·u = …."""
    if solution.unit_direction is None:
        return
    yield unit_line(solution)
    if solution.directional_derivative is None:
        return
    line = formula(solution) if solution.jacobian_at is not None else (Rate(solution.problem.name),)
    yield (*line, *_column(Matrix(solution.directional_derivative), solution))


def _grid(matrix: Matrix) -> Grid:
    return Grid(tuple(map(tuple, matrix.tolist())))


def _column(entries: Matrix, solution: Solution) -> Line:
    """= and the exact column, ≈ and its decimals where they add something."""
    of_curve, rounded = has_one_variable(solution), decimals(entries, solution)
    exact: Line = (EQUALS, Column(tuple(entries), of_curve))
    if rounded is None or all(entry.is_Rational for entry in entries):
        return exact
    approximate = rounded if of_curve else FlatColumn(rounded.entries)
    if any(map(is_decimal_only, entries)):
        return (APPROXIMATELY, approximate)
    return (*exact, APPROXIMATELY, approximate)
