"""The worked solution from the gradient to the rates, each with the reason why it is that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sympy import Integer, Rational, cos, deg, pi

from grad_magic.formula.sympy_forms import UnreadableExpressionError
from grad_magic.lesson.decimals import to_decimal
from grad_magic.lesson.pieces import (
    ANY_UNIT,
    APPROXIMATELY,
    EQUALS,
    POINT,
    UNIT,
    ZERO,
    formula,
    gradient,
    measure_text,
    number,
    words,
    words_about,
    write_text,
)
from grad_magic.lesson.sections import first_order, rates
from grad_magic.lesson.sections.worked_scope import (
    extreme_asked,
)
from grad_magic.lesson.steps import (
    Components,
    Cosine,
    Degrees,
    Letter,
    Line,
    MatrixProduct,
    Norm,
    Piece,
    Point,
    Rate,
    Separator,
    Signed,
    Value,
    Vector,
)
from grad_magic.lesson.styles import style_named
from grad_magic.lesson.substitution import can_be_seen, difference, root_of_squares
from grad_magic.solution import Solution

if TYPE_CHECKING:
    from sympy import Expr

_ANGLE = Letter("θ")
# √(2²) is no calculation.
_LEAST_TERMS = 2
# cos θ = 24/25 is read at a glance.
_LARGEST_DENOMINATOR = 100
_MOST_COLUMNS = 60


def use_lines(solution: Solution) -> Iterator[Line]:
    """That the formula may be used, for the directions of a given rate."""
    if solution.problem.rate is None or solution.problem.is_equation or not solution.differentiable:
        return
    # Where the direction has been found already, its letter stands for that one alone.
    style = style_named(solution.problem.presentation)
    is_found = solution.unit_direction is not None and not solution.problem.along_gradient
    unit = ANY_UNIT if is_found else UNIT
    gaps: dict[str, Piece | Line] = {"formula": formula(solution, unit), "u": unit}
    if style.has_direction_letters:
        direction = Letter(f"∂{unit.letter}")
        yield (words("formula_applies_in_direction", direction=direction, **gaps),)
    else:
        yield (words("formula_applies", **gaps),)


def unit_lines(solution: Solution) -> Iterator[Line]:
    """‖v‖ and u = v/‖v‖."""
    length, given = first_order.given_length(solution), solution.problem.direction
    unit_line = first_order.unit_line(solution)
    if solution.problem.presentation.follows_statement:
        yield from _unit_in_sentences(length, unit_line, solution)
        return
    if solution.problem.target is not None and not solution.problem.has_short_point:
        unit = tuple(solution.unit_direction or ())
        if unit == given and unit_line[1:] == (EQUALS, Vector(unit)):
            # Of length 1 it is told once.
            yield _line_to_target(solution, unit_line[0])
            return
        yield _line_to_target(solution, Letter("v"))
    if solution.problem.along_gradient:
        yield (Norm(gradient(solution)), *_worked_norm(solution), *_norm(solution))
    if length is not None and given is not None:
        worked = _root_of_squares(given, length, solution)
        yield (Norm(Letter("v")), *worked, *number(length, solution))
    yield unit_line


def _unit_in_sentences(length: Expr | None, unit_line: Line, solution: Solution) -> Iterator[Line]:
    """The vector from P to Q is …, its length is …, so the unit vector is u = v/‖v‖."""
    problem, vector = solution.problem, Letter("v")
    given = problem.direction
    is_toward = problem.target is not None and not problem.has_short_point
    if is_toward:
        target = Point(tuple(problem.target or ()))
        yield (words("vector_to_target_is", point=POINT, target=target),)
        yield _line_to_target(solution, UNIT if length is None else vector)
        if length is None:
            # Of length 1 it is told once.
            return
    if problem.along_gradient:
        yield (Norm(gradient(solution)), *_worked_norm(solution), *_norm(solution))
    if length is None or given is None:
        yield (words_about(solution, "unit_in_direction_is"),)
    else:
        size: Line = (Norm(vector), *_root_of_squares(given, length, solution))
        # Exact, where it is: a decimal has no place in the sentence.
        size += number(length, solution)[:2]
        row = "its_length_so_unit_is" if is_toward else "length_so_unit_is"
        told: Line = (vector, EQUALS, Vector(given))
        yield (words(row, v=vector, vector=told, length=size),)
    yield unit_line


def _line_to_target(solution: Solution, vector: Piece) -> Line:
    """v = PQ = (2 - 1, -1 - 0) = (1, -1); below a statement without the letters."""
    problem = solution.problem
    assert problem.direction is not None
    assert problem.target is not None
    assert problem.point is not None
    line: Line = (vector,)
    if not problem.presentation.follows_statement:
        line += (EQUALS, Letter("PQ"))
    try:
        entries = [
            Value(difference(*pair)) for pair in zip(problem.target, problem.point, strict=True)
        ]
    except UnreadableExpressionError:
        entries = []
    if entries and can_be_seen((*problem.target, *problem.point), solution):
        line += (EQUALS, Components(tuple(entries)))
    return (*line, EQUALS, Vector(problem.direction))


def _root_of_squares(entries: Sequence[Expr], length: Expr, solution: Solution) -> Line:
    """= √(1² + (-1)²), where that shows something."""
    is_plain = all(entry.is_Integer and abs(entry) <= 1 for entry in entries if entry)
    has_one = sum(entry != 0 for entry in entries) < _LEAST_TERMS
    if (has_one and is_plain) or not can_be_seen(entries, solution):
        return ()
    try:
        worked = root_of_squares(entries)
    except UnreadableExpressionError:
        return ()
    is_long = measure_text(worked) > _MOST_COLUMNS
    return () if is_long or write_text(worked) == write_text(length) else (EQUALS, Value(worked))


def extreme_lines(solution: Solution, *, is_told: bool = False) -> Iterator[Line]:
    """D_u f(P) = ‖∇f(P)‖ cos θ, and where it is largest, smallest and zero, as far as asked."""
    name, slope = solution.problem.name, gradient(solution)
    assert solution.norm is not None
    length = Norm(slope)
    only = extreme_asked(solution)
    if is_told:
        yield (words(f"{only or 'extremes'}_as_before", u=ANY_UNIT, gradient=slope),)
    else:
        yield _reason_line(solution)
    worked = () if solution.problem.along_gradient else _worked_norm(solution)
    along = ANY_UNIT.letter
    if only != "smallest":
        largest: Line = (Rate(name, "max", along=along), EQUALS, length, *worked)
        largest += _norm(solution)
        yield (*largest, Separator(), words("in_direction", u=rates.steepest(solution)))
    if only != "largest":
        smallest: Line = (Rate(name, "min", along=along), EQUALS, Signed("-", length))
        if only and worked:
            smallest += (EQUALS, Signed("-", worked[-1]))
        smallest += number(-solution.norm, solution)
        yield (*smallest, Separator(), words("in_direction", u=rates.steepest(solution, -1)))
    across = None if only else rates.no_change(solution)
    if across is not None:
        zero = (Rate(name, along=along), EQUALS, ZERO, Separator())
        yield (*zero, words("in_directions", u=across))
    yield from _angle_lines(solution)


def _worked_norm(solution: Solution) -> Line:
    """= √(1² + 2²), the length of the gradient at P."""
    slopes = solution.gradient_at
    if slopes is None or solution.norm is None or solution.is_approximate:
        return ()
    return _root_of_squares(tuple(slopes), solution.norm, solution)


def _norm(solution: Solution) -> Line:
    return () if solution.norm is None else number(solution.norm, solution)


def _reason_line(solution: Solution) -> Line:
    """The rate as the length of the gradient times a cosine, which lies between -1 and 1."""
    slope = gradient(solution)
    product = MatrixProduct((Norm(slope), Cosine(_ANGLE)))
    rate: Line = (*formula(solution, ANY_UNIT), EQUALS, product)
    only = extreme_asked(solution)
    bounds: dict[str, Line] = {}
    if only != "smallest":
        bounds["one"] = (Cosine(_ANGLE), EQUALS, Value(Integer(1)))
    if only != "largest":
        bounds["minus_one"] = (Cosine(_ANGLE), EQUALS, Value(Integer(-1)))
    row = f"{only or 'extremes'}_by_angle"
    return (words(row, rate=rate, u=ANY_UNIT, angle=_ANGLE, gradient=slope, **bounds),)


def _angle_lines(solution: Solution) -> Iterator[Line]:
    """The angle between the direction asked for and the gradient, if it is usual or its cosine."""
    rate, angle = solution.directional_derivative, solution.angle
    if rate is None or angle is None or angle in (0, pi):
        return
    ratio, decimal = cos(angle), None
    if not deg(angle).is_Integer:
        is_plain = isinstance(ratio, Rational) and ratio.q <= _LARGEST_DENOMINATOR
        decimal = to_decimal(deg(angle), solution.problem.digits) if is_plain else None
        if decimal is None:
            return
    measured: Line = (_ANGLE, EQUALS, Value(angle), EQUALS, Degrees(deg(angle)))
    if decimal is not None:
        measured = (_ANGLE, APPROXIMATELY, Degrees(decimal))
    cosine: Line = (Cosine(_ANGLE), *number(ratio, solution))
    gaps = {"gradient": gradient(solution), "cosine": cosine, "angle": measured}
    yield (words("angle_of_direction", u=UNIT, **gaps),)
