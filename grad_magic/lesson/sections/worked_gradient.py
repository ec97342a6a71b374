"""The worked solution up to the gradient: what is given, each derivative, each value at P."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

from sympy import E, Piecewise, Rational, Symbol, exp, pi, sqrt, true

from grad_magic.lesson.increments import holds_at
from grad_magic.lesson.pieces import (
    EQUALS,
    POINT,
    TARGET,
    apart,
    clauses,
    coordinates,
    has_one_variable,
    in_a_row,
    measure_text,
    name_of,
    number,
    shown_partial,
    value_at,
    words,
    words_about,
    write_text,
    written_out,
)
from grad_magic.lesson.sections import (
    definition,
    derivations,
    first_order,
    worked_functions,
    worked_limits,
)
from grad_magic.lesson.sections.chains import parts_at_point, slope_along_parts, told_parts
from grad_magic.lesson.sections.worked_scope import asks_for_direction, asks_for_proof
from grad_magic.lesson.sigmoids import has_sigmoid, in_sigmoids
from grad_magic.lesson.steps import (
    FunctionValue,
    Gradient,
    Letter,
    Line,
    Partial,
    Piece,
    Separator,
    Tuple,
    Value,
    Vector,
)
from grad_magic.lesson.styles import style_named
from grad_magic.lesson.substitution import (
    holds_sum,
    put_in,
    reckon_angles,
    reckon_terms,
    with_known_calls,
    without_zeros_in_calls,
)
from grad_magic.lesson.transcription import names_point
from grad_magic.presets import NUMBER
from grad_magic.solution import Solution

if TYPE_CHECKING:
    from sympy import Expr

    from grad_magic.formula.tree import Formula


# Of a function that is told within a sentence.
_MOST_COLUMNS_IN_SENTENCE = 60
# Of numbers that nobody puts on paper.
_LARGEST_BY_HEAD, _LARGEST_VALUE_BY_HEAD, _MOST_COLUMNS_BY_HEAD = 9, 99, 16
_USUAL_PARTS, _USUAL_ROOTS = (1, 2, 3, 4, 6), (1, sqrt(2), sqrt(3))
_LARGEST_BESIDE_ROOT = 4
_OVER_ONE = re.compile(r"\(?-?\d+\)?/1")

# Of which a value is known by heart, where it is plain.
_CALLS = frozenset({"log", "sin", "cos", "tan", "asin", "acos", "atan"})
_OF_ANGLES = frozenset({"sin", "cos", "tan"})


def statement_line(solution: Solution, *, is_told: bool = False, goes_on: bool = False) -> Line:
    """f(x, y) = …, P = …, v = …; P alone where the function has been told.

    Where the derivatives follow at once (`goes_on`), it leads to them.
    """
    problem = solution.problem
    if is_told:
        letter = Value(solution.variables[0]) if problem.has_short_point else POINT
        place: Line = (letter, EQUALS, coordinates(solution))
        if problem.presentation.has_unnamed_point and not has_new_point(solution):
            # The letter is written as what it stands for.
            place = (letter,)
        if problem.presentation.data:
            data = clauses(_told_data(problem.presentation.data))
            return (apart(words("for_data_at", data=data, place=place)),)
        return (apart(words_about(solution, "at_another_point", place=place)),)
    if problem.presentation.follows_statement:
        return _introduction(solution)
    function = FunctionValue(problem.name, solution.variables)
    # As books write a surface.
    left: Piece = name_of(solution) if problem.name == "z" else function
    told: list[Line] = [(left, EQUALS, written_out(problem.formula, solution))]
    if problem.composition is not None and not problem.is_vector_valued:
        told = [(left, EQUALS, written_out(problem.composition.outer, solution))]
        told += [
            (Value(name), EQUALS, Value(part)) for name, part in told_parts(problem.composition)
        ]
    if solution.point is not None and gives_point(solution):
        told.append((POINT, EQUALS, coordinates(solution)))
    if problem.target is not None and gives_point(solution):
        told.append((TARGET, EQUALS, Tuple(tuple(map(Value, problem.target)))))
    elif (
        problem.target is None
        and problem.direction is not None
        and first_order.given_length(solution) is not None
    ):
        told.append((Letter("v"), EQUALS, Vector(problem.direction)))
    if is_long(solution):
        # A long one stands by itself, and what else is given beside it.
        return in_a_row(told)
    row = "let_function" if goes_on else "let_function_alone"
    return (words(row, function=clauses(told)),)


def _told_data(data: Sequence[tuple[str, Fraction]]) -> Iterator[Line]:
    """x = 2, y = 0."""
    for name, told in data:
        value = Rational(told.numerator, told.denominator)
        yield (Value(Symbol(name, real=True)), EQUALS, Value(value))


def is_long(solution: Solution) -> bool:
    """Whether the function has no room in a sentence."""
    return measure_text(solution.problem.formula) > _MOST_COLUMNS_IN_SENTENCE


def _introduction(solution: Solution) -> Line:
    """What the statement above has no name for: Let F(x, y) = x² + y² - 5. Then."""
    problem = solution.problem
    told: list[Line] = []
    if _is_new(solution):
        function = FunctionValue(problem.name, solution.variables)
        told.append((function, EQUALS, written_out(problem.formula, solution)))
    if has_new_point(solution):
        told.append((POINT, EQUALS, coordinates(solution)))
    row = "let_function_alone" if _continues_in_words(solution) else "let_function"
    return (words(row, function=clauses(told)),) if told else ()


def is_introduced(solution: Solution) -> bool:
    """Whether the page opens with the names that it gives."""
    is_stated = solution.problem.presentation.follows_statement
    return is_stated and (_is_new(solution) or has_new_point(solution))


def _is_new(solution: Solution) -> bool:
    """Whether the function has its name from here, and not from the statement above."""
    place = solution.problem.places.get("f")
    is_named = place is not None and place.start > 0
    is_number = solution.problem.presentation.statement == NUMBER
    return solution.problem.is_equation or is_number or not is_named


def gives_point(solution: Solution) -> bool:
    """Whether P has a letter to be told beside f, and is not spoken of by its coordinates."""
    problem = solution.problem
    is_unnamed = problem.presentation.has_unnamed_point and not has_new_point(solution)
    return not (problem.has_short_point or is_unnamed)


def has_new_point(solution: Solution) -> bool:
    """Whether P has its letter from here, as its coordinates are long."""
    problem = solution.problem
    style = style_named(problem.presentation)
    return problem.presentation.has_unnamed_point and names_point(problem, style)


def _continues_in_words(solution: Solution) -> bool:
    """Whether no equation follows, but a sentence."""
    is_recalled = any(True for _ in worked_functions.known_derivative_lines(solution))
    is_proof = solution.differentiable is False and asks_for_proof(solution)
    is_along = asks_for_direction(solution) and first_order.has_first_unit(solution)
    has_words = is_recalled or worked_functions.has_cases(solution) or names_rules(solution)
    return is_proof or is_along or has_words


def names_rules(solution: Solution) -> bool:
    """Whether a sentence tells by which rules the partial derivatives come."""
    _, rules = derivations.without_rules(tuple(derivations.partial_lines(solution)))
    return bool(rules)


def gradient_line(solution: Solution) -> Line:
    """∇f = …."""
    name = solution.problem.name
    return (Gradient(name, at_point=False), EQUALS, *first_order.general_gradient(solution))


def value_lines(solution: Solution) -> Iterator[Line]:
    """f(P), each partial derivative at P with the numbers put in, ∇f(P); then what fails."""
    name, value = solution.problem.name, value_at(solution)
    yield from part_lines(solution)
    if value is not None:
        yield value_line(value, solution)
    yield from _partial_lines(solution)
    yield from definition.missing_partials(solution)
    if solution.gradient_at is not None and not has_one_variable(solution):
        gradient = Gradient(name, at_point=True)
        yield (gradient, *first_order.gradient_at_point(solution, solution.gradient_at))


def value_line(value: Expr, solution: Solution) -> Line:
    """f(P) = …, with the numbers put in."""
    parts, composition = parts_at_point(solution), solution.problem.composition
    told = composition.outer if parts and composition is not None else case_at_point(solution)
    worked = worked_value(told, value, solution, parts)
    return (FunctionValue(solution.problem.name), *worked, *number(value, solution))


def part_lines(solution: Solution) -> Iterator[Line]:
    """What the inner functions are at P, where the derivatives are told along them."""
    parts, composition = parts_at_point(solution), solution.problem.composition
    if not parts or composition is None:
        return
    row: Line = ()
    for name, formula in composition.inner:
        worked = worked_value(formula, parts[name], solution, parts)
        row += (Separator(),) if row else ()
        row += (Value(name), *worked, *number(parts[name], solution))
    yield row


def _partial_lines(solution: Solution) -> Iterator[Line]:
    """Each partial derivative at P; those that are the same limit as one above in its row."""
    name, ordinary = solution.problem.name, has_one_variable(solution)
    rows: list[Line] = []
    limits: list[Line] = []
    twins: list[list[Line]] = []
    for index, variable in enumerate(solution.variables):
        slope = definition.partial_value(solution, index)
        if slope is None:
            continue
        partial = Partial(name, variable, at_point=True, ordinary=ordinary)
        value = number(slope, solution)
        worked = definition.partial_limit(solution, index)
        # What the quotient is, without the quotient.
        limit = (*worked[2:], *value) if len(worked) > len((EQUALS, partial)) else ()
        if limit and limit in limits:
            twins[limits.index(limit)].append((partial, *value))
            continue
        if worked:
            because = worked_limits.why_it_tends(solution, index, slope)
        else:
            worked, because = worked_slope(solution, index, slope)
        rows.append((partial, *worked, *value, *because))
        limits.append(limit)
        twins.append([])
    for row, alike in zip(rows, twins, strict=True):
        yield row
        if alike:
            yield (words("likewise", equations=clauses(alike)),)


def case_at_point(solution: Solution) -> Formula:
    """What f is at P: of cases the one that holds there."""
    formula, point = solution.problem.formula, solution.point
    cases = solution.f.args if isinstance(solution.f, Piecewise) else ()
    if formula.operation != "piecewise" or point is None or 2 * len(cases) != len(formula.operands):
        return formula
    place = dict(zip(solution.variables, point, strict=True))
    holding = (index for index, (_, holds) in enumerate(cases) if holds_at(holds, place))
    index = next(holding, None)
    return formula if index is None else formula.operands[2 * index]


def worked_slope(solution: Solution, index: int, slope: Expr) -> tuple[Line, Line]:
    """= and the numbers in the general derivative, and in the region of which case P lies."""
    general = solution.partials[index]
    if isinstance(general, Piecewise) and solution.point is not None:
        place = dict(zip(solution.variables, solution.point, strict=True))
        for form, holds in general.args:
            if holds_at(holds, place):
                says = words("in_region", point=POINT, where=Value(holds))
                because = () if holds == true else (Separator(), says)
                return worked_value(form, slope, solution), because
    parts = parts_at_point(solution)
    if parts:
        return worked_value(slope_along_parts(solution, index), slope, solution, parts), ()
    return worked_value(shown_partial(solution, index)[0], slope, solution), ()


def worked_value(
    formula: Formula | Expr,
    value: Expr,
    solution: Solution,
    parts: Mapping[Symbol, Expr] = MappingProxyType({}),
) -> Line:
    """= and the formula with the coordinates of P in it, where that shows something.

    Where values such as e^(ln 3) have to be known, = and the formula with these.

    Args:
        formula: of the coordinates, and of inner functions.
        value: what it is at P.
        solution: that has P.
        parts: what the inner functions are there.
    """
    forms = worked_forms(formula, value, solution, parts)
    return tuple(piece for form in forms for piece in (EQUALS, Value(form)))


def worked_forms(
    formula: Formula | Expr,
    value: Expr,
    solution: Solution,
    parts: Mapping[Symbol, Expr] = MappingProxyType({}),
) -> list[Formula]:
    """The same forms by themselves: none, one or two."""
    if solution.is_approximate or solution.point is None:
        return []
    place = dict(zip(solution.variables, solution.point, strict=True)) | dict(parts)
    worked = put_in(formula, place, value)
    are_whole = all(start.is_Integer for start in solution.point)
    is_stated = solution.problem.presentation.follows_statement
    if worked is not None and is_stated:
        worked = reckon_angles(without_zeros_in_calls(worked))
        worked = reckon_terms(worked) if are_whole else worked
    if worked is None or write_text(worked) in (write_text(value), _in_sigmoids(value, solution)):
        return []
    if _OVER_ONE.fullmatch(write_text(worked)) or _is_done_by_head(worked, value, solution):
        # -1/1 is no calculation.
        return []
    known = with_known_calls(worked)
    return [worked] if known is None else [worked, known]


def _is_done_by_head(worked: Formula, value: Expr, solution: Solution) -> bool:
    """Whether the number is seen at once, as that of 2·1·2 or e^(2·0)."""
    assert solution.point is not None
    is_stated = solution.problem.presentation.follows_statement
    if is_stated and _has_one_angle(worked) and _is_known_by_heart(value, solution):
        return True
    if _holds_call_of_sum(worked):
        return False
    are_small = all(start.is_Integer and abs(start) <= _LARGEST_BY_HEAD for start in solution.point)
    number, power = value.as_coeff_Mul()
    is_whole = number.is_Rational and max(abs(number.p), number.q) <= _LARGEST_VALUE_BY_HEAD
    is_whole = is_whole and (power == 1 or isinstance(power, exp) or power == E)
    if is_stated:
        # A product stands there without its arithmetic, and a sum with its terms, as in books.
        return are_small and is_whole and not holds_sum(worked)
    return are_small and is_whole and measure_text(worked) <= _MOST_COLUMNS_BY_HEAD


def _holds_call_of_sum(worked: Formula) -> bool:
    """Whether a value such as ln(7 - 3·2) has to be known."""
    if worked.operation in _CALLS and worked.operands[0].holds(("add",)):
        return True
    return any(map(_holds_call_of_sum, worked.operands))


def _has_one_angle(worked: Formula) -> bool:
    """Whether no two values such as sin(π/3) and cos(π/6) are multiplied or added."""
    return _count_angles(worked) <= 1


def _count_angles(worked: Formula) -> int:
    """How many values of sin, cos or tan are taken, in which π/3 has been put."""
    if worked.operation in _OF_ANGLES:
        return int(_has_pi(worked))
    return sum(map(_count_angles, worked.operands))


def _has_pi(worked: Formula) -> bool:
    return worked.value == pi or any(map(_has_pi, worked.operands))


def _is_known_by_heart(value: Expr, solution: Solution) -> bool:
    """Whether it is 1/2 or √3/2 at a point such as (0, π/3), as e⁰ sin(π/3) is."""
    assert solution.point is not None
    angles = [start / pi for start in solution.point if start.has(pi)]
    are_usual = all(angle.is_Rational and angle.q in _USUAL_PARTS for angle in angles)
    others = [start for start in solution.point if not start.has(pi)]
    size, root = value.as_coeff_Mul()
    is_root = root in _USUAL_ROOTS and size.is_Rational
    is_small = is_root and max(abs(size.p), size.q) <= _LARGEST_BESIDE_ROOT
    return bool(angles) and are_usual and all(other in (0, 1) for other in others) and is_small


def _in_sigmoids(value: Expr, solution: Solution) -> str:
    return write_text(in_sigmoids(value)) if has_sigmoid(solution.problem.formula) else ""
