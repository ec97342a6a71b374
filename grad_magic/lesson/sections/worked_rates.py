"""The worked solution from the gradient to the rates, each with the reason why it is that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sympy import Add, And, Expr, Integer, Matrix, cos, deg, factor_terms, pi

from grad_magic.calculus.directions import smallest_multiple
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.formula.sympy_forms import UnreadableExpressionError, in_reading_order
from grad_magic.formula.tree import Formula, sum_of
from grad_magic.lesson.pieces import (
    ANY_UNIT,
    APPROXIMATELY,
    EQUALS,
    POINT,
    TARGET,
    UNIT,
    formula,
    gradient,
    is_by_signs,
    measure_text,
    name_of,
    number,
    number_vector,
    shown_partial,
    valid_where,
    words,
    write_text,
)
from grad_magic.lesson.sections import first_order, rates
from grad_magic.lesson.sections.worked_scope import (
    asks_for_extreme_rates,
    asks_for_norm,
    extreme_asked,
    is_smooth_everywhere,
)
from grad_magic.lesson.steps import (
    Components,
    Cosine,
    Degrees,
    Dot,
    Letter,
    Line,
    MatrixProduct,
    Norm,
    Piece,
    Point,
    Quotient,
    Rate,
    Signed,
    Value,
    Vector,
    Words,
)
from grad_magic.lesson.styles import style_named
from grad_magic.lesson.substitution import can_be_seen, difference, entered, root_of_squares
from grad_magic.lesson.transcription import RateForm
from grad_magic.presets import Asked
from grad_magic.solution import Solution

_ANGLE = Letter("θ")
# √(2²) is no calculation.
_LEAST_TERMS = 2
_MOST_COLUMNS = 60
_MOST_COLUMNS_OF_DIRECTION = 30


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


def general_rate_lines(solution: Solution) -> Iterator[Line]:
    """D_u f(x, y) = (2x - 3y)·(-√3/2) + (6y² - 3x)·1/2, where it is asked for beside D_u f(P)."""
    unit = solution.unit_direction
    if Asked.RATE not in solution.problem.presentation.general or unit is None:
        return
    shown = [shown_partial(solution, index) for index in range(len(solution.variables))]
    products = []
    for (form, _), entry in zip(shown, unit, strict=True):
        factor = in_reading_order(form) if isinstance(form, Expr) else form
        if entry != 0 and form != 0:
            products.append(Formula("multiply", (factor, entered(entry))))
    line: Line = (Rate(solution.problem.name, at_point=False), EQUALS)
    if RateForm.COSINES not in style_named(solution.problem.presentation).rate:
        line += (Dot(gradient(solution, at_point=False), UNIT), EQUALS)
    total = sum_of(products) if products else in_reading_order(Integer(0))
    if not is_smooth_everywhere(solution):
        yield (words("general_rate_is", f=name_of(solution)),)
    where = valid_where(And(*(where for _, where in shown)))
    collected = _collected(solution)
    if products and collected is not None and measure_text(collected) < measure_text(total):
        yield (*line, Value(total), EQUALS, Value(collected), *where)
        return
    yield (*line, Value(total), *where)


def _collected(solution: Solution) -> Formula | None:
    """√2(x cos y - sin y)/2, the numbers of ∇f(x, y)·u in front."""
    unit = solution.unit_direction
    if unit is None or solution.problem.has_decimals:
        return None
    total = Add(*(p * entry for p, entry in zip(solution.partials, unit, strict=True)))
    forms = [in_reading_order(form) for form in (total, factor_terms(total))]
    return min(forms, key=measure_text)


def unit_lines(solution: Solution) -> Iterator[Line]:
    """The vector from P to Q is …, its length is …, so the unit vector is u = v/‖v‖."""
    problem, vector = solution.problem, Letter("v")
    length, given = first_order.given_length(solution), problem.direction
    unit_line = first_order.unit_line(solution)
    is_toward = problem.target is not None and not problem.has_short_point
    gaps: dict[str, Piece | Line] = {}
    if is_toward:
        is_named = not problem.presentation.has_unnamed_point
        target: Piece = TARGET if is_named else Point(tuple(problem.target or ()))
        gaps = {"point": POINT, "target": target}
        if length is None:
            # Of length 1 it is told once.
            yield (words("vector_to_target_is", **gaps),)
            yield _line_to_target(solution, UNIT)
            return
    if problem.along_gradient:
        yield (Norm(gradient(solution)), *_worked_norm(solution), *_norm(solution))
    if length is None or given is None:
        yield (_unit_heading(solution),)
    else:
        size: Line = (Norm(vector), *_root_of_squares(given, length, solution))
        # Exact, where it is: a decimal has no place in the sentence.
        size += number(length, solution)[:2]
        if is_toward:
            told = _line_to_target(solution, vector)
            yield (words("length_to_target_so_unit_is", vector=told, length=size, **gaps),)
        elif problem.presentation.follows_statement:
            told = (vector, EQUALS, Vector(given))
            yield (words("length_so_unit_is", vector=told, length=size),)
        else:
            yield (words("length_of_named_so_unit_is", vector=vector, length=size),)
    yield unit_line


def _unit_heading(solution: Solution) -> Words:
    """Of which direction the unit vector is: at an angle, along the gradient, as it was given."""
    problem = solution.problem
    if problem.along_gradient:
        side = "along" if problem.along_gradient > 0 else "against"
        return words(f"unit_{side}_gradient_is", gradient=gradient(solution))
    if first_order.is_given_by_angle(solution):
        (angle,) = problem.angles
        size: Piece = Degrees(angle.value) if angle.in_degrees else Value(angle.value)
        return words("unit_at_angle_is", angle=size, axis=Value(solution.variables[0]))
    return words("unit_in_direction_is")


def _line_to_target(solution: Solution, vector: Piece) -> Line:
    """v = PQ = (2 - 1, -1 - 0) = (1, -1); below a statement without the letters."""
    problem = solution.problem
    assert problem.direction is not None
    assert problem.target is not None
    assert problem.point is not None
    line: Line = (vector,)
    if not problem.presentation.has_unnamed_point:
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
    has_one = sum(entry != 0 for entry in entries) < _LEAST_TERMS
    if has_one or not can_be_seen(entries, solution):
        return ()
    try:
        worked = root_of_squares(entries, in_decimals=solution.problem.has_decimals)
    except UnreadableExpressionError:
        return ()
    is_long = measure_text(worked) > _MOST_COLUMNS
    return () if is_long or write_text(worked) == write_text(length) else (EQUALS, Value(worked))


def extreme_lines(solution: Solution, *, is_told: bool = False) -> Iterator[Line]:
    """D_u f(P) = ‖∇f(P)‖ cos θ, and where it is largest and smallest, as far as asked.

    At a further point (`is_told`) the theorem on them is used as it is known.
    """
    slope, only = gradient(solution), extreme_asked(solution)
    assert solution.norm is not None
    if not is_told:
        yield from _reason_lines(solution)
    elif asks_for_extreme_rates(solution):
        row = f"{only or 'largest'}_rate_is"
        yield (words(row, f=name_of(solution), point=POINT, gradient=slope),)
    else:
        yield (words("extremes_as_before", gradient=slope),)
    length = Norm(slope)
    worked = () if solution.problem.along_gradient else _worked_norm(solution)
    if only == "smallest":
        smallest: Line = (Signed("-", length), EQUALS, Signed("-", worked[-1])) if worked else ()
        yield (*(smallest or (Signed("-", length),)), *number(-solution.norm, solution))
        if _is_directed_by_gradient(solution):
            assert solution.gradient_at is not None
            is_named = any(map(is_by_signs, solution.gradient_at))
            whole = _in_whole_numbers(-solution.gradient_at)
            if whole is not None and not solution.problem.has_decimals:
                gaps: dict[str, Piece | Line] = {"multiple": Vector(tuple(whole))}
                gaps["gradient"] = (Signed("-", slope),)
                yield (words("largest_reached_along_multiple", **gaps),)
            else:
                against = () if is_named else number_vector(-solution.gradient_at, solution)
                told: Line = (Signed("-", slope), *against)
                yield (words("smallest_reached_along", opposite=told),)
        else:
            yield (words("smallest_reached", gradient=slope, u=rates.steepest(solution, -1)),)
    else:
        yield (length, *worked, *_norm(solution))
        if asks_for_extreme_rates(solution) and not only and _is_directed_by_gradient(solution):
            yield from _both_reached_lines(solution)
        else:
            yield _reached_line(solution, only)
    yield from _angle_lines(solution)


def _reached_line(solution: Solution, only: str) -> Line:
    """For which u the rate is the largest; then for which it is the smallest."""
    up, slope = rates.steepest(solution), gradient(solution)
    if only and _is_directed_by_gradient(solution):
        assert solution.gradient_at is not None
        whole = _in_whole_numbers(solution.gradient_at)
        if whole is not None and not solution.problem.has_decimals:
            along = Vector(tuple(whole))
            return (words("largest_reached_along_multiple", gradient=slope, multiple=along),)
        return (words("largest_reached_along", gradient=_told_gradient(solution)),)
    if only:
        return (words("largest_reached", gradient=slope, u=up),)
    assert solution.norm is not None
    # Behind the largest it needs no decimal beside an exact number.
    relation, smallest, *_ = number(-solution.norm, solution)
    if relation == APPROXIMATELY:
        smallest = words("about", number=smallest)
    if _is_directed_by_gradient(solution):
        told = _told_direction(solution)
        return (words("extremes_reached_along", gradient=told, smallest=smallest),)
    gaps: dict[str, Piece | Line] = {"u": up, "smallest": smallest}
    gaps["opposite"] = rates.steepest(solution, -1)
    if asks_for_extreme_rates(solution):
        return (words("largest_and_smallest_reached", gradient=slope, **gaps),)
    return (words("extremes_reached", **gaps),)


def _both_reached_lines(solution: Solution) -> Iterator[Line]:
    """How large the smallest rate is, and the unit vectors of the directions of both."""
    assert solution.norm is not None
    up, slope = rates.steepest(solution), gradient(solution)
    gaps: dict[str, Piece | Line] = {"f": name_of(solution), "gradient": slope}
    gaps["smallest"] = number(-solution.norm, solution)[1]
    yield (words("largest_and_smallest_reached_along", **gaps),)
    unit = Quotient(slope, Norm(slope))
    yield up if up[-1] == unit else (up[0], EQUALS, unit, *up[1:])
    yield (words("smallest_reached_against", u=Signed("-", up[0])),)


def _told_direction(solution: Solution) -> Line:
    """The gradient, or a multiple of it in whole numbers; its name where these are long."""
    assert solution.gradient_at is not None
    whole = _in_whole_numbers(solution.gradient_at)
    along = Vector(tuple(solution.gradient_at if whole is None else whole))
    is_long = (
        solution.problem.has_decimals
        or sum(map(measure_text, solution.gradient_at)) > _MOST_COLUMNS_OF_DIRECTION
    )
    return (gradient(solution),) if is_long else (along,)


def _in_whole_numbers(slope: Matrix) -> Matrix | None:
    """Its direction without fractions and roots that its entries share; None where it has none."""
    multiple, whole = smallest_multiple(slope)
    sign = sign_of(multiple)
    return None if multiple.is_Integer or not sign else sign * whole


def _told_gradient(solution: Solution) -> Line:
    """∇f(P) = ⟨1, 8⟩."""
    assert solution.gradient_at is not None
    return (gradient(solution), *first_order.gradient_at_point(solution, solution.gradient_at))


def _is_directed_by_gradient(solution: Solution) -> bool:
    """Whether a book tells the direction of the largest rate by the gradient itself."""
    style = style_named(solution.problem.presentation)
    is_exact = solution.gradient_at is not None and not solution.is_approximate
    return style.directs_by_gradient and is_exact


def _worked_norm(solution: Solution) -> Line:
    """= √(1² + 2²), the length of the gradient at P."""
    slopes = solution.gradient_at
    if slopes is None or solution.norm is None or solution.is_approximate:
        return ()
    return _root_of_squares(tuple(slopes), solution.norm, solution)


def norm_lines(solution: Solution) -> Iterator[Line]:
    """‖∇f(P)‖ = √(1² + 2²) = √5, where it is asked for."""
    if asks_for_norm(solution) and solution.norm is not None:
        yield (Norm(gradient(solution)), *_worked_norm(solution), *_norm(solution))


def _norm(solution: Solution) -> Line:
    return () if solution.norm is None else number(solution.norm, solution)


def _reason_lines(solution: Solution) -> Iterator[Line]:
    """The rate as the length of the gradient times a cosine, which lies between -1 and 1."""
    slope = gradient(solution)
    product = MatrixProduct((Norm(slope), Cosine(_ANGLE)))
    sizes = {"least": Integer(0), "straight": pi}
    gaps: dict[str, Piece | Line] = {
        row: (_ANGLE, EQUALS, Value(size)) for row, size in sizes.items()
    }
    gaps |= {"u": ANY_UNIT, "angle": _ANGLE, "gradient": slope}
    yield (words("rate_by_angle", u=ANY_UNIT),)
    yield (*formula(solution, ANY_UNIT), EQUALS, product)
    if not asks_for_extreme_rates(solution):
        yield (words("extremes_by_angle", **gaps),)
        return
    row = f"{extreme_asked(solution) or 'largest_and_smallest'}_by_angle"
    yield (words(row, f=name_of(solution), point=POINT, **gaps),)


def _angle_lines(solution: Solution) -> Iterator[Line]:
    """The angle between the direction asked for and the gradient, if it is a usual one."""
    rate, angle = solution.directional_derivative, solution.angle
    if rate is None or angle is None or angle in (0, pi) or not deg(angle).is_Integer:
        return
    measured: Line = (_ANGLE, EQUALS, Value(angle), EQUALS, Degrees(deg(angle)))
    cosine: Line = (Cosine(_ANGLE), *number(cos(angle), solution))
    gaps = {"gradient": gradient(solution), "cosine": cosine, "angle": measured}
    yield (words("angle_of_direction", u=UNIT, **gaps),)
