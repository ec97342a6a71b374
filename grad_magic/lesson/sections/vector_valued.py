"""A function with several components: its Jacobian matrix, and its rate of change along u."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sympy import And, Expr, Matrix, Symbol

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.formula.tree import Formula
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
    shown_entry,
    valid_where,
    words,
)
from grad_magic.lesson.sections.first_order import unit_line
from grad_magic.lesson.sections.tangents import plane_through, symmetric_equations
from grad_magic.lesson.steps import (
    Column,
    FlatColumn,
    FunctionValue,
    Grid,
    Jacobian,
    Line,
    Partial,
    Piece,
    Rate,
    Ray,
    Relation,
    Separator,
    Value,
    Vector,
)
from grad_magic.lesson.styles import style_named
from grad_magic.solution import Solution

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean

_SPACE = 3


def function_lines(solution: Solution) -> Iterator[Line]:
    """f(x, y) = …, P = …, f(P) = …."""
    name = solution.problem.name
    yield (FunctionValue(name, solution.variables), EQUALS, _components(solution))
    yield from letters_of(solution)
    if solution.point is None:
        return
    value: Line = ()
    if solution.value is not None:
        value = (FunctionValue(name), *_column(Matrix(solution.value), solution))
    if value and solution.problem.has_short_point:
        yield value
    else:
        point = (POINT, EQUALS, coordinates(solution))
        yield (*point, Separator(), *value) if value else point


def _components(solution: Solution) -> Piece:
    formula = solution.problem.formula
    if formula.holds(("softmax_entry",)):
        from grad_magic.lesson import softmaxes

        called = softmaxes.as_called(formula)
        if called is not None:
            return Value(called)
    return Column(formula.operands, has_one_variable(solution))


def jacobian_lines(solution: Solution) -> Iterator[Line]:
    """J_f(x, y) = …, J_f(P) = …; of a curve r′(t) = …, r′(P) = …."""
    name = solution.problem.name
    if has_one_variable(solution):
        yield from _velocity_lines(solution)
        return
    if solution.jacobian is not None:
        rows, where = _shown_rows(solution, solution.jacobian)
        yield (Jacobian(name, solution.variables), EQUALS, Grid(rows), *valid_where(where))
    if solution.jacobian_at is not None:
        yield (Jacobian(name), EQUALS, _grid(solution.jacobian_at))


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


def _velocity_lines(solution: Solution) -> Iterator[Line]:
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
        return
    yield (at_point, *_column(velocity, solution))
    if any(map(sign_of, velocity)):
        yield from _tangent_lines(solution, velocity)
    elif velocity.free_symbols and any(velocity):
        # Of letters nobody knows whether they are 0.
        yield from _tangent_lines(solution, velocity, (at_point, Relation("≠"), ZERO))


def _tangent_lines(solution: Solution, velocity: Matrix, condition: Line = ()) -> Iterator[Line]:
    """The tangent line to a curve and, in a worked solution or where the book has it, its normal.

    Args:
        solution: what is true.
        velocity: r′ at P.
        condition: what the letters must satisfy for it not to be 0.
    """
    if solution.value is None:
        return
    place, style = Matrix(solution.value), style_named(solution.problem.presentation)
    axes = _free_axes(place, velocity, solution)
    equation = symmetric_equations(axes, tuple(place), tuple(velocity)) if axes else ()
    if not equation or not style.divides_lines:
        equation = _tangent(place, velocity, solution)
    if condition:
        yield (words("tangent_to_curve_if", point=POINT, equation=equation, nonzero=condition),)
    else:
        yield (words("tangent_to_curve", point=POINT, equation=equation),)
    has_plane = style.has_normal_planes or solution.problem.presentation.steps == "full"
    plane = plane_through(tuple(place), velocity, axes) if len(axes) == _SPACE else ()
    if plane and has_plane:
        yield (words("normal_plane_to_curve", point=POINT, equation=plane),)


def _free_axes(place: Matrix, velocity: Matrix, solution: Solution) -> tuple[Symbol, ...]:
    """(x, y) or (x, y, z) of a curve that leaves these letters free; else none."""
    symbols = velocity.free_symbols | place.free_symbols | set(solution.variables)
    taken = {solution.problem.name, *map(str, symbols)}
    axes = "xyz"[: len(velocity)]
    is_free = len(axes) == len(velocity) > 1 and not taken & set(axes)
    return tuple(Symbol(letter, real=True) for letter in axes) if is_free else ()


def _tangent(place: Matrix, velocity: Matrix, solution: Solution) -> Line:
    """r(P) + s·r′(P) with the numbers put in, for (x, y, z) where these letters are free."""
    symbols = velocity.free_symbols | place.free_symbols | set(solution.variables)
    taken = {solution.problem.name, *map(str, symbols)}
    names = (name for name in "sτσλ" if name not in taken)
    parameter = Symbol(next(names), real=True)
    axes = _free_axes(place, velocity, solution)
    left: Line = (Vector(axes), EQUALS) if axes else ()
    return (*left, Ray(_entries(place, solution), parameter, _entries(velocity, solution)))


def _entries(entries: Matrix, solution: Solution) -> Piece:
    """The exact entries, or their decimals where they do not fit a line."""
    rounded = decimals(entries, solution) if any(map(is_decimal_only, entries)) else None
    return Vector(tuple(entries)) if rounded is None else rounded


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
