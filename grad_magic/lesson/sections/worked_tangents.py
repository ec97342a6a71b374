"""Why the gradient is perpendicular to the level set, and the tangents worked out from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sympy import Integer, Matrix, Symbol, ilcm

from grad_magic.calculus.answers.truths import value_at_target
from grad_magic.calculus.directions import smallest_multiple
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.findings import DifferentiabilityReason
from grad_magic.formula.sympy_forms import in_reading_order
from grad_magic.formula.tree import Formula, sum_of
from grad_magic.lesson.decimals import write_number
from grad_magic.lesson.pieces import (
    EQUALS,
    POINT,
    ZERO,
    clauses,
    gradient,
    has_one_variable,
    in_other_words,
    name_of,
    number,
    plain_number,
    value_at,
    words,
    words_about,
    write_text,
)
from grad_magic.lesson.sections import tangents, worked_gradient
from grad_magic.lesson.sections.worked_scope import (
    asks_for_graph,
    asks_for_level,
    asks_for_normal_alone,
    asks_for_normal_line,
    questions_of,
)
from grad_magic.lesson.steps import (
    Differential,
    Equation,
    FunctionValue,
    Line,
    MatrixProduct,
    Multiple,
    Partial,
    Piece,
    Products,
    Relation,
    Separator,
    Signed,
    Terms,
    Total,
    Tuple,
    Value,
    Words,
)
from grad_magic.lesson.styles import style_named
from grad_magic.lesson.substitution import can_be_seen
from grad_magic.presets import Asked
from grad_magic.solution import Solution

if TYPE_CHECKING:
    from sympy import Eq

# A sign of equality and what is behind it.
_EQUALS_ONE_PIECE = 2
# What divides it is the denominator of a decimal that ends.
_DECIMAL_PLACES = 10**20
_DIFFERENTIAL_ALONE = frozenset({Asked.DIFFERENTIAL})
_IMPLICIT_ALONE = frozenset({Asked.IMPLICIT})
_PLANE = 2
_WITH_A_JUMP = frozenset(
    {DifferentiabilityReason.DISCONTINUOUS, DifferentiabilityReason.UNBOUNDED_ON_CURVE}
)


def tangent_lines(
    solution: Solution, *, is_told: bool = False, is_introduced: bool = False
) -> Iterator[Line]:
    """The tangent to the level set with the reason for it, and that to the graph.

    Args:
        solution: what is true.
        is_told: whether the reason has been told, of another point.
        is_introduced: whether words above lead to the differential.
    """
    is_of_differential = questions_of(solution) == _DIFFERENTIAL_ALONE
    if has_one_variable(solution) and not is_of_differential:
        if asks_for_graph(solution):
            yield from _graph_lines(solution) or tangents.tangent_lines(solution)
        return
    if _asks_for_level(solution):
        if tells_level(solution):
            yield from _level_lines(solution, is_told=is_told)
        elif not (asks_for_graph(solution) and _graph_lines(solution)):
            yield from tangents.tangent_lines(solution)
    if is_of_differential:
        lines = tuple(_total_differential_lines(solution))
        yield from lines[1:] if is_introduced else lines
    elif asks_for_graph(solution):
        yield from _graph_lines(solution)


def _total_differential_lines(solution: Solution) -> Iterator[Line]:
    """df at P alone, in any number of variables."""
    slopes = solution.gradient_at
    if solution.differentiable and slopes is not None and not solution.is_approximate:
        height = Symbol(solution.problem.name, real=True)
        line = _differential_line(height, _partials_at(solution), solution)
        yield (words("hence_differential"),)
        yield line
        yield from change_lines(solution, line[0])


def change_lines(solution: Solution, differential: Piece) -> Iterator[Line]:
    """df = 2·0.1 + 1·0 = 0.2 for the step from P to Q, where a point to look toward is given."""
    slopes, point, target = solution.gradient_at, solution.point, solution.problem.target
    if target is None or slopes is None or point is None or not solution.differentiable:
        return
    step = Matrix(target) - Matrix(point)
    lengths = (
        (Differential(variable), *number(length, solution))
        for variable, length in zip(solution.variables, step, strict=True)
    )
    change = number(shorten_number(slopes.dot(step)), solution)
    products = Products(tuple(zip(slopes, step, strict=True)), omits_ones=True)
    put_in: Line = (EQUALS, products) if solution.problem.presentation.is_worked else ()
    yield (
        differential,
        *put_in,
        *change,
        Separator(),
        words("for_indices", range=clauses(lengths)),
    )
    if Asked.INCREMENT in solution.problem.presentation.questions:
        yield from _increment_lines(solution)


def _increment_lines(solution: Solution) -> Iterator[Line]:
    """Δz = 2.178 - 2 = 0.178 for the same step, which dz approximates."""
    value, there = value_at(solution), value_at_target(solution)
    if value is None or there is None:
        return
    name = Symbol(solution.problem.name, real=True)
    change = Value(Formula("increment", (Formula("name", value=name),)))
    problem, step = solution.problem, shorten_number(there - value)
    last, first = number(there, solution), number(value, solution)
    # 8/21 - 0.5 nobody writes.
    is_mixed = there.is_Rational and problem.has_decimals and _DECIMAL_PLACES % there.q
    is_plain = len(last) == len(first) == _EQUALS_ONE_PIECE and not value.is_negative
    put_in: Line = (EQUALS, Terms((last[1], Signed("-", first[1])))) if is_plain else ()
    result = write_number(step, problem.digits, in_decimals=problem.has_decimals)
    yield (change, *(() if is_mixed else put_in), *result)


def tells_level(solution: Solution) -> bool:
    """Whether the tangent to the level set is told, and why the gradient is perpendicular to it."""
    is_there = solution.level_tangent is not None and solution.value is not None
    return is_there and _asks_for_level(solution) and not has_one_variable(solution)


def tells_value_with_level(solution: Solution) -> bool:
    """Whether f(P), of which no calculation is shown, is told with the level set that it names."""
    style, problem = style_named(solution.problem.presentation), solution.problem
    if not (style.shows_place and tells_level(solution)) or problem.is_equation:
        return False
    if asks_for_graph(solution) or Asked.VALUE in questions_of(solution):
        return False
    value = value_at(solution)
    case = worked_gradient.case_at_point(solution)
    return value is not None and not worked_gradient.worked_value(case, value, solution)


def is_asked_of_graph(solution: Solution) -> bool:
    """Whether the tangent plane to the graph, or L(x, y, z), is what was asked for."""
    return bool(questions_of(solution)) and asks_for_graph(solution)


def missing_lines(solution: Solution) -> Iterator[Line]:
    """That there is none of which was asked."""
    if solution.differentiable is False and is_asked_of_graph(solution):
        is_of_plane = len(solution.variables) <= _PLANE
        row = _missing_tangent(solution) if is_of_plane else "no_linear_approximation"
        if questions_of(solution) == _DIFFERENTIAL_ALONE:
            row = "no_total_differential"
        yield (words_about(solution, row, f=name_of(solution), point=POINT),)


def _missing_tangent(solution: Solution) -> str:
    """The row that says which tangent the graph may still have: that of ∛x at 0 is vertical."""
    reason = None if solution.verdict is None else solution.verdict.reason.kind
    if reason is not None and reason.is_at_boundary:
        return "one_sided_tangent_plane"
    limits = [limit for sides in solution.one_sided_partials or () for limit in sides]
    is_steep = any(limit.kind == "infinite" for limit in limits)
    if not is_steep or reason in _WITH_A_JUMP:
        return "no_tangent_plane"
    is_vertical = solution.has_vertical_tangent
    return "vertical_tangent_to_graph" if is_vertical else "no_sloping_tangent_plane"


def _asks_for_level(solution: Solution) -> bool:
    is_of_slopes = questions_of(solution) == _IMPLICIT_ALONE
    return (solution.problem.is_equation and not is_of_slopes) or asks_for_level(solution)


def _level_lines(solution: Solution, *, is_told: bool) -> Iterator[Line]:
    """Along the level set f is constant, so the gradient is perpendicular to it."""
    slope, kind = gradient(solution), tangents.level_set(solution)
    gaps: dict[str, Piece | Line] = {"gradient": slope, "point": POINT}
    level = tangents.level_equation(solution)
    if tells_value_with_level(solution):
        # f(x, y) = f(2, 1) = 3.
        name = solution.problem.name
        told: Line = (FunctionValue(name, solution.variables), EQUALS, FunctionValue(name))
        level = (*told, *level[1:])
    gaps["level"] = level
    is_of_normal = solution.problem.is_equation and asks_for_normal_alone(solution)
    if not is_told and (check := _worked_zero(solution)):
        gaps["check"] = check
        gaps["nonzero"] = (slope, Relation("≠"), ZERO)
        row = "normal_to_level" if is_of_normal else f"perpendicular_to_{kind}"
        yield (words(f"{row}_of_equation", **gaps),)
    elif is_of_normal:
        yield (words("normal_to_level", **gaps),)
    elif is_told:
        yield (words(f"perpendicular_to_{kind}_as_before", **gaps),)
    else:
        yield (words(f"perpendicular_to_{kind}", f=name_of(solution), **gaps),)
    if is_of_normal:
        return
    equation = tangents.tangent_equation(solution)
    terms = tangents.linear_terms(solution)
    if terms:
        worked: Line = (Value(sum_of(terms)), EQUALS, ZERO)
        # Nothing is left to be reckoned in y = 0.
        is_last = write_text(sum_of(terms)) in map(str, solution.variables)
        yield worked if is_last else (*worked, *in_other_words(by_sides(equation, solution)))
    else:
        yield equation


def level_normal_lines(solution: Solution) -> Iterator[Line]:
    """The normal line to the level set of an equation, behind its tangent."""
    is_told = tells_level(solution) and asks_for_normal_line(solution)
    if is_told and solution.normal_line is not None:
        yield from normal_lines(solution)


def _worked_zero(solution: Solution) -> Line:
    """F(2, 2, 1) = 4 + 4 + 1 - 9 = 0: P lies on the level set of an equation.

    Nothing where no numbers can be put in.
    """
    worked: Line = ()
    if solution.problem.is_equation:
        worked = worked_gradient.worked_value(solution.problem.formula, Integer(0), solution)
    return (FunctionValue(solution.problem.name), *worked, EQUALS, ZERO) if worked else ()


def by_sides(equation: Line, solution: Solution, axes: Sequence[Symbol] = ()) -> Line:
    """The equation as pieces around its sign, so that it stands as others do.

    Args:
        equation: as it is told in a sentence.
        solution: of the problem whose style has an order of the sides.
        axes: the letters of the equation, if not those of the function.
    """
    whole = equation[0]
    if len(equation) != 1 or not isinstance(whole, Equation):
        return equation
    left, right = whole.sides or (whole.equation.lhs, whole.equation.rhs)
    axes = [name for name in axes or solution.variables if whole.equation.has(name)]
    if len(axes) > 1 and style_named(solution.problem.presentation).equates_to_zero:
        difference = whole.equation.lhs - whole.equation.rhs
        numbers = difference.as_coefficients_dict().values()
        is_exact = all(number.is_Rational for number in (*numbers, whole.equation.rhs))
        if is_exact and not solution.problem.has_decimals:
            # 4x + 2y - 5 = 0 for 2x + y - 5/2 = 0.
            difference *= ilcm(1, *(number.q for number in numbers))
            difference = difference.expand()
        return (Value(tangents.linear_function(difference, axes)), EQUALS, ZERO)
    return (Value(left), EQUALS, Value(right))


def normal_lines(solution: Solution) -> Iterator[Line]:
    """What the line is along, where that is no gradient, and its equation."""
    (told,) = tangents.normal_line(solution)
    assert isinstance(told, Words)
    yield (words(told.sentence, **{n: gap for n, gap in told.gaps.items() if n != "equation"}),)
    equation = told.gaps["equation"]
    assert isinstance(equation, tuple)
    worked = _worked_normal(solution)
    yield (*worked, *in_other_words(by_sides(equation, solution))) if worked else equation


def _worked_normal(solution: Solution) -> Line:
    """6(x - 2) + 5(y + 1) = 0 in the plane, across the gradient; nothing where that is seen."""
    normal, point = solution.gradient_at, solution.point
    assert normal is not None
    assert point is not None
    if len(solution.variables) != _PLANE or not all(normal) or not any(point):
        return ()
    along = smallest_multiple(Matrix([normal[1], -normal[0]]))[1]
    along *= -1 if along[0].could_extract_minus_sign() else 1
    terms = tangents.linear_terms(solution, tuple(along))
    return (Value(sum_of(terms)), EQUALS, ZERO) if terms else ()


def _graph_lines(solution: Solution) -> list[Line]:
    """z = f(P) + f_x(P)(x - x₀) + …, and dz; for one variable the tangent line."""
    plane, slopes, point = _graph_tangent(solution), solution.gradient_at, solution.point
    if plane is None or slopes is None or point is None or solution.problem.is_equation:
        return []
    is_of_graph = solution.problem.name == "z" or is_asked_of_graph(solution)
    if solution.critical_kind is not None and not is_of_graph:
        # It is horizontal, and nobody asked.
        return []
    terms, value = tangents.linear_terms(solution), value_at(solution)
    if value is None or not can_be_seen((value,), solution) or not tangents.fits(plane):
        return []
    variables, ordinary = solution.variables, has_one_variable(solution)
    left = Value(plane.lhs)
    asked = questions_of(solution)
    tells_dz = not asked or Asked.DIFFERENTIAL in asked
    if ordinary:
        heading = words("tangent_to_graph_is", point=POINT)
    else:
        # On the graph, whose point lies above P.
        on_graph = Tuple((*map(Value, point), plain_number(value, solution)))
        heading = words(
            "tangent_plane_is" if tells_dz else "tangent_plane_alone_is", point=on_graph
        )
    lines: list[Line] = [(heading,), (left, EQUALS, tangents.linear_part(solution))]
    if ordinary and tangents.is_sloped_by_signs(solution):
        # Its numbers stand above, by cases.
        return lines
    is_decimal = solution.problem.has_decimals
    result = Value(plane.rhs if is_decimal else tangents.linear_function(plane.rhs, variables))
    worked = Value(sum_of((in_reading_order(value), *terms)))
    # Of f(1) = 0 and f′(1) = 1 the sum is the line itself: x - 1.
    is_plain = ordinary and value == 0 and slopes[0] == 1 and point[0] != 0
    is_worked = terms and not is_plain and write_text(worked.expr) != write_text(result.expr)
    # At the origin 1 - 2y is no calculation of -2y + 1.
    is_moved = any(slope and place for slope, place in zip(slopes, point, strict=True))
    if not ordinary and value and terms and not is_moved and not is_decimal:
        lines.append((EQUALS, worked))
    else:
        lines.append((EQUALS, worked, EQUALS, result) if is_worked else (EQUALS, result))
    if not ordinary:
        if tells_dz:
            lines.append(_differential_line(plane.lhs, _partials_at(solution), solution))
        lines += _normal_to_graph(plane.lhs, solution)
    return lines


def _partials_at(solution: Solution) -> list[Partial]:
    name, ordinary = solution.problem.name, has_one_variable(solution)
    return [Partial(name, v, at_point=True, ordinary=ordinary) for v in solution.variables]


def _normal_to_graph(height: Symbol, solution: Solution) -> list[Line]:
    """(x - 2)/4 = (y - 1)/2 = (z - 4)/(-1), where the course has it beside the tangent plane."""
    style, value = style_named(solution.problem.presentation), value_at(solution)
    slopes, point = solution.gradient_at, solution.point
    if not (style.has_normal_planes and solution.problem.name == "z") or value is None:
        return []
    assert slopes is not None
    assert point is not None
    axes, foot = (*solution.variables, height), (*point, value)
    equations = tangents.symmetric_equations(axes, foot, (*slopes, Integer(-1)))
    return [(words("normal_line_is", point=POINT),), equations] if equations else []


def _graph_tangent(solution: Solution) -> Eq | None:
    return None if solution.first_order is None else solution.first_order.graph_tangent.value


def _differential_line(height: Symbol, partials: Sequence[Partial], solution: Solution) -> Line:
    """dz = f_x(P) dx + f_y(P) dy with the numbers put in; of a loss L it is dL."""
    name = solution.problem.name
    is_alone = questions_of(solution) == _DIFFERENTIAL_ALONE
    changing = height if name == "f" and not is_alone else Symbol(name, real=True)
    assert solution.gradient_at is not None
    steps = tuple(map(Differential, solution.variables))
    pairs = zip(solution.gradient_at, steps, strict=True)
    terms = tuple(Multiple(slope, step) for slope, step in pairs if slope != 0)
    total: Line = (EQUALS, Total(terms) if terms else ZERO)
    general = Total(tuple(map(MatrixProduct, zip(partials, steps, strict=True))))
    return (Differential(changing, at_point=is_alone), EQUALS, general, *total)
