"""The tangent plane of a surface given as z = f(x, y), by f_x and f_y alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sympy import Expr, Integer, Matrix, fraction

from grad_magic.calculus.first_order import line_parameter
from grad_magic.calculus.typed_forms import have_same_values
from grad_magic.findings import DifferentiabilityReason
from grad_magic.formula.derivatives import differentiate
from grad_magic.formula.normal_form import UntreatedError
from grad_magic.formula.sympy_forms import UnreadableExpressionError, in_reading_order
from grad_magic.formula.tree import Formula, sum_of
from grad_magic.formula.typed_order import find_typed_order
from grad_magic.lesson.pieces import (
    EQUALS,
    POINT,
    in_other_words,
    number,
    words,
)
from grad_magic.lesson.sections.tangents import (
    linear_function,
    linear_terms,
    parametric_equations,
    plane_through,
    symmetric_equations,
    typed_height,
)
from grad_magic.lesson.sections.worked_gradient import worked_value
from grad_magic.lesson.sections.worked_opening import packed
from grad_magic.lesson.sections.worked_scope import questions_of
from grad_magic.lesson.sections.worked_tangents import by_sides
from grad_magic.lesson.steps import (
    FunctionValue,
    Line,
    MatrixProduct,
    Part,
    Piece,
    Ray,
    RepeatedPartial,
    Separator,
    Total,
    Tuple,
    Value,
    Vector,
)
from grad_magic.lesson.styles import style_named
from grad_magic.lesson.substitution import can_be_seen, displacements
from grad_magic.presets import Asked
from grad_magic.solution import Solution

if TYPE_CHECKING:
    from grad_magic.lesson.steps import Words

_CONTINUOUS = DifferentiabilityReason.CONTINUOUS_PARTIALS
_LETTERS = ("f", "g", "h")
_TANGENT = frozenset({Asked.LEVEL_TANGENT, Asked.NORMAL_LINE})


@dataclass(frozen=True)
class ExplicitSurface:
    """z = f(x, y) near a point of it.

    Attributes:
        letter: what the function is called.
        height: the function as it was typed.
        slopes: its partial derivatives as they are shown.
        values: these at the point.
        terms: f_x(x₀, y₀)(x - x₀) and the other with their numbers; none of a horizontal plane.
    """

    letter: str
    height: Formula
    slopes: tuple[Formula, ...]
    values: tuple[Expr, ...]
    terms: tuple[Formula, ...]


def find_explicit_surface(solution: Solution) -> ExplicitSurface | None:
    """The surface, where a statement asks for its tangent plane and perhaps its normal line."""
    problem, asked = solution.problem, questions_of(solution)
    is_asked = Asked.LEVEL_TANGENT in asked and asked <= _TANGENT
    if not (problem.is_equation and is_asked and problem.presentation.follows_statement):
        return None
    height, point = typed_height(solution), solution.point
    # The name of the equation is nowhere written.
    taken = problem.names - {problem.name}
    letter = next((letter for letter in _LETTERS if letter not in taken), None)
    is_plain = solution.differentiable and solution.gradient_at is not None
    if height is None or letter is None or point is None or not is_plain:
        return None
    assert solution.gradient_at is not None
    values = tuple(solution.gradient_at[:-1])
    if solution.is_approximate or not can_be_seen((*values, *point), solution):
        return None
    slopes, terms = _slopes(height, solution), linear_terms(solution, values)
    if slopes is None or (any(values) and not terms):
        return None
    return ExplicitSurface(letter, height, slopes, values, terms)


def _slopes(height: Formula, solution: Solution) -> tuple[Formula, ...] | None:
    """f_x and f_y in the form of f as it was typed; None where that has other values."""
    *variables, _ = solution.variables
    symbols = (*solution.variables, *solution.problem.parameters)
    partials = list(solution.partials[:-1])
    slopes = []
    try:
        order = find_typed_order(height, tuple(variables))
        for variable, partial in zip(variables, partials, strict=True):
            derivation = differentiate(height, variable, order)
            slopes.append(in_reading_order(partial) if derivation is None else derivation.formula)
    except (UntreatedError, UnreadableExpressionError):
        return None
    pairs = zip(slopes, partials, strict=True)
    are_same = all(have_same_values(slope, partial, symbols) for slope, partial in pairs)
    return tuple(slopes) if are_same else None


def explicit_surface_parts(solution: Solution, surface: ExplicitSurface) -> Iterator[Part]:
    """f_x and f_y, their values, z - z₀ = f_x(x₀, y₀)(x - x₀) + …, and the normal line."""
    yield "function", iter([(_opening(solution, surface),)])
    yield "partials", _slope_lines(solution, surface)
    yield "tangent", _plane_lines(solution, surface)
    if Asked.NORMAL_LINE in questions_of(solution):
        yield "normal", _normal_lines(solution, surface)


def _opening(solution: Solution, surface: ExplicitSurface) -> Words:
    *variables, _ = solution.variables
    function = FunctionValue(surface.letter, tuple(variables))
    told: Line = (function, EQUALS, Value(surface.height))
    return words("let_function", function=told)


def _named(index: int, solution: Solution, surface: ExplicitSurface, *, at_point: bool) -> Piece:
    """f_x(x, y), or f_x(1, 2)."""
    *variables, _ = solution.variables
    assert solution.point is not None
    place = tuple(solution.point[:-1]) if at_point else tuple(variables)
    by = (variables[index],)
    return RepeatedPartial(surface.letter, by, at_point=False, at_place=True, place=place)


def _slope_lines(solution: Solution, surface: ExplicitSurface) -> Iterator[Line]:
    general: list[Line] = []
    values: list[Line] = []
    for index, (slope, value) in enumerate(zip(surface.slopes, surface.values, strict=True)):
        general.append((_named(index, solution, surface, at_point=False), EQUALS, Value(slope)))
        worked = worked_value(slope, value, solution)
        left = _named(index, solution, surface, at_point=True)
        values.append((left, *worked, *number(value, solution)[:2]))
    rows, below = tuple(packed(general)), tuple(packed(values))
    are_columns = len(rows) == len(below) == 1
    if are_columns:
        yield from (*rows, *below)
        return
    beside = tuple(
        (*line, Separator(), *value) for line, value in zip(general, values, strict=True)
    )
    are_short = all(len(tuple(packed(pair))) == 1 for pair in zip(general, values, strict=True))
    yield from beside if are_short else (*general, *values)


def _plane_lines(solution: Solution, surface: ExplicitSurface) -> Iterator[Line]:
    point, variables = solution.point, solution.variables
    assert point is not None
    steps: Sequence[Formula] = displacements(variables, point)
    products = (
        MatrixProduct((_named(index, solution, surface, at_point=True), Tuple((Value(step),))))
        for index, step in enumerate(steps[:-1])
    )
    verdict = solution.verdict
    is_told = verdict is not None and verdict.reason.kind is _CONTINUOUS
    row = "continuous_so_surface_tangent_plane_is" if is_told else "surface_tangent_plane_is"
    yield (words(row, point=POINT),)
    yield (Value(steps[-1]), EQUALS, Total(tuple(products)))
    total = sum_of(surface.terms) if surface.terms else Formula("number", value=Integer(0))
    plane = point[-1] + sum(
        value * (variable - place)
        for value, variable, place in zip(surface.values, variables, point, strict=False)
    )
    result = linear_function(plane.expand(), variables[:-1])
    equation: Line = (Value(variables[-1]), EQUALS, Value(result))
    is_whole = all(fraction(value)[1] == 1 for value in surface.values)
    if any(surface.values) and not (is_whole and not _equates_to_zero(solution)):
        whole = plane_through(point, Matrix([*surface.values, -1]), variables)
        equation = by_sides(whole, solution) or equation
    yield (EQUALS, Value(total), *in_other_words(equation))


def _equates_to_zero(solution: Solution) -> bool:
    return style_named(solution.problem.presentation).equates_to_zero


def _normal_lines(solution: Solution, surface: ExplicitSurface) -> Iterator[Line]:
    """Along ⟨f_x, f_y, -1⟩."""
    point, variables, line = solution.point, solution.variables, solution.normal_line
    assert point is not None
    along = (*surface.values, Integer(-1))
    yield (words("surface_normal_line_is", normal=Vector(along)),)
    equations: Line = ()
    style, parameter = style_named(solution.problem.presentation), line_parameter(solution.problem)
    if style.parametrizes_lines:
        equations = parametric_equations(variables, point, along, parameter, is_alone=True)
    elif style.divides_lines or line is None:
        equations = symmetric_equations(variables, point, along)
    if not equations:
        ray = Ray(Vector(point), parameter, Vector(along))
        equations = (Vector(variables), EQUALS, ray)
    yield equations
