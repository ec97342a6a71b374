"""The tangent to a curve r(t): its line, its unit vector and the plane that is normal to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sympy import Matrix, Symbol

from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.formula.sympy_forms import UnreadableExpressionError
from grad_magic.formula.tree import Formula
from grad_magic.lesson.decimals import is_decimal_only
from grad_magic.lesson.pieces import (
    EQUALS,
    POINT,
    ZERO,
    decimals,
    in_other_words,
    measure_text,
    words,
)
from grad_magic.lesson.sections.tangents import (
    parametric_equations,
    plane_through,
    symmetric_equations,
)
from grad_magic.lesson.sections.worked_scope import questions_of
from grad_magic.lesson.sections.worked_tangents import by_sides
from grad_magic.lesson.steps import (
    Line,
    Norm,
    Partial,
    Piece,
    Quotient,
    Ray,
    TangentVector,
    Value,
    Vector,
)
from grad_magic.lesson.styles import style_named
from grad_magic.lesson.substitution import can_be_seen, linear_form
from grad_magic.lesson.unit_vectors import write_unit
from grad_magic.presets import Asked
from grad_magic.solution import Solution

_SPACE = 3
_MOST_COLUMNS = 40


def tangent_lines(solution: Solution, velocity: Matrix, condition: Line = ()) -> Iterator[Line]:
    """The tangent line to a curve, with its unit vector and the plane where a book has these.

    Args:
        solution: what is true.
        velocity: r′ at P.
        condition: what the letters must satisfy for it not to be 0.
    """
    if solution.value is None:
        return
    yield from _unit_lines(solution, velocity)
    asked, style = questions_of(solution), style_named(solution.problem.presentation)
    if not asked or Asked.CURVE_TANGENT in asked:
        yield from _line_lines(solution, velocity, condition)
    if (style.has_normal_planes and not asked) or Asked.NORMAL_PLANE in asked:
        place = Matrix(solution.value)
        axes = _free_axes(place, velocity, solution)
        plane = plane_through(tuple(place), velocity, axes) if len(axes) == _SPACE else ()
        if plane and solution.problem.presentation.is_worked:
            yield (words("normal_plane_to_curve_is"),)
            worked, plane = _worked_plane(solution, velocity, axes), by_sides(plane, solution, axes)
            yield (*worked, *in_other_words(plane)) if worked else plane
        elif plane:
            yield (words("normal_plane_to_curve", point=POINT, equation=plane),)


def _unit_lines(solution: Solution, velocity: Matrix) -> Iterator[Line]:
    """T = r′/‖r′‖ at P, where the book has it or it is asked for."""
    asked, style = questions_of(solution), style_named(solution.problem.presentation)
    is_worked = solution.problem.presentation.is_worked
    belongs = is_worked and style.has_unit_tangents and not asked
    is_told = belongs or Asked.UNIT_TANGENT in asked
    is_exact = not (solution.is_approximate or any(map(is_decimal_only, velocity)))
    if not is_told or not is_exact or solution.problem.name == "T":
        return
    length = shorten_number(velocity.norm())
    unit = (velocity / length).applyfunc(shorten_number)
    (variable,) = solution.variables
    slope = Partial(solution.problem.name, variable, at_point=True, ordinary=True)
    written = write_unit(unit, tuple(velocity), length)
    yield (TangentVector(is_unit=True), EQUALS, Quotient(slope, Norm(slope)), EQUALS, written)


def _line_lines(solution: Solution, velocity: Matrix, condition: Line) -> Iterator[Line]:
    """In a worked solution the equation stands behind the sentence, else in it."""
    presentation = solution.problem.presentation
    is_alone = presentation.is_worked and not condition
    equation = _equations(solution, velocity, is_alone=is_alone)
    if condition:
        yield (words("tangent_to_curve_if", point=POINT, equation=equation, nonzero=condition),)
    elif is_alone:
        row = "tangent_to_curve_there_is" if presentation.follows_statement else "tangent_so_is"
        yield (words(row, point=POINT),)
        yield equation
    else:
        yield (words("tangent_to_curve", point=POINT, equation=equation),)


def _equations(solution: Solution, velocity: Matrix, *, is_alone: bool) -> Line:
    """Of the tangent line, as the book has them, in their own row or in a sentence."""
    place, style = Matrix(solution.value), style_named(solution.problem.presentation)
    axes = _free_axes(place, velocity, solution)
    parameter = _free_parameter(place, velocity, solution)
    equations: Line = ()
    if axes and (style.has_unit_tangents or style.parametrizes_lines):
        equations = parametric_equations(
            axes, tuple(place), tuple(velocity), parameter, is_alone=is_alone
        )
    elif axes and style.divides_lines:
        equations = symmetric_equations(axes, tuple(place), tuple(velocity))
    if equations:
        return equations
    left: Line = (Vector(axes), EQUALS) if axes else ()
    return (*left, Ray(_entries(place, solution), parameter, _entries(velocity, solution)))


def _worked_plane(solution: Solution, velocity: Matrix, axes: Sequence[Symbol]) -> Line:
    """(x - 1) + 2(y - 1) + 3(z - 1) = 0, where that shows something."""
    place = tuple(Matrix(solution.value))
    is_moved = any(start for start, slope in zip(place, velocity, strict=True) if slope != 0)
    if not is_moved or not can_be_seen((*place, *velocity), solution):
        return ()
    rows = [row for row in zip(velocity, axes, place, strict=True) if row[0] != 0]
    try:
        terms = linear_form(*zip(*rows, strict=True))
    except UnreadableExpressionError:
        return ()
    total = Formula("add", terms) if len(terms) > 1 else None
    is_short = total is not None and measure_text(total) <= _MOST_COLUMNS
    return (Value(total), EQUALS, ZERO) if total is not None and is_short else ()


def _free_axes(place: Matrix, velocity: Matrix, solution: Solution) -> tuple[Symbol, ...]:
    """(x, y) or (x, y, z) of a curve that leaves these letters free; else none."""
    axes, taken = "xyz"[: len(velocity)], _taken(place, velocity, solution)
    is_free = len(axes) == len(velocity) > 1 and not taken & set(axes)
    return tuple(Symbol(letter, real=True) for letter in axes) if is_free else ()


def _free_parameter(place: Matrix, velocity: Matrix, solution: Solution) -> Symbol:
    taken = _taken(place, velocity, solution)
    return Symbol(next(name for name in "sτσλ" if name not in taken), real=True)


def _taken(place: Matrix, velocity: Matrix, solution: Solution) -> set[str]:
    symbols = velocity.free_symbols | place.free_symbols | set(solution.variables)
    return {solution.problem.name, *map(str, symbols)}


def _entries(entries: Matrix, solution: Solution) -> Piece:
    """The exact entries, or their decimals where they do not fit a line."""
    rounded = decimals(entries, solution) if any(map(is_decimal_only, entries)) else None
    return Vector(tuple(entries)) if rounded is None else rounded
