"""Critical points worked out: the system, its solution by hand, the test and why it decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from sympy import Expr, Integer, Matrix, Rational, Symbol

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.extrema.kinds.discriminants import is_smooth_by_form
from grad_magic.findings import CriticalReason
from grad_magic.formula.sympy_forms import UnreadableExpressionError, in_reading_order
from grad_magic.formula.tree import Formula
from grad_magic.lesson.pieces import (
    ANY_UNIT,
    EQUALS,
    POINT,
    ZERO,
    clauses,
    components_of_any,
    gradient,
    has_one_variable,
    is_rounded,
    measure_text,
    name_of,
    number,
    series,
    shown_partial,
    shown_second,
    words,
    words_about,
    write_text,
)
from grad_magic.lesson.sections import critical_points, derivations, extremum_test
from grad_magic.lesson.sections.worked_gradient import worked_value
from grad_magic.lesson.steps import (
    Line,
    Multiple,
    Partial,
    Point,
    Rate,
    Relation,
    Value,
    Vector,
    Words,
)
from grad_magic.lesson.substitution import can_be_seen, entered
from grad_magic.lesson.unit_vectors import write_unit
from grad_magic.solution import Case, Elimination, SmoothRegion, Solution, Window

_PLANE = 2
_TWO, _HALF = Integer(2), Rational(1, 2)
_MOST_COLUMNS = 70
_LONGEST_SYSTEM = 100
_MOST_COLUMNS_OF_FACTORS = 40
_MOST_TESTED = 6
_MOST_COLUMNS_OF_DISCRIMINANT = 50


def critical_lines(solution: Solution, *, is_told: bool = False) -> Iterator[Line]:
    """That P is critical, the second derivatives, and why they decide of which kind it is.

    Args:
        solution: what is true.
        is_told: whether the second derivatives have been told as functions.
    """
    first, *rest = critical_points.critical_lines(solution)
    yield first
    hessian = solution.hessian_at
    if hessian is None or not rest or not tells_derivatives(solution):
        yield from rest
        return
    if not is_told:
        yield from _second_derivative_lines(solution)
    if len(solution.variables) > _PLANE:
        yield from rest
        return
    yield from _value_lines(hessian, solution)
    if solution.discriminant_at is not None:
        yield _discriminant_line(hessian, solution.discriminant_at, solution)
        if sign_of(solution.discriminant_at) == 0:
            yield (words("test_does_not_decide", zero=(extremum_test.DISCRIMINANT, EQUALS, ZERO)),)
        reason = solution.critical_reason
        if reason is not None and reason.kind in _ARGUMENTS:
            yield from _ARGUMENTS[reason.kind](hessian, solution)
    # What is between has been said.
    yield rest[-1]


def tells_derivatives(solution: Solution) -> bool:
    """Whether the second derivatives are told as functions, for a critical point P."""
    is_asked = solution.critical_kind is not None and solution.problem.order == 1
    return is_asked and solution.hessian_at is not None and _is_smooth(solution)


def _is_smooth(solution: Solution) -> bool:
    """Whether the second derivatives come by the rules."""
    is_by_rules = solution.point is None or solution.second_limits is None
    return is_by_rules and solution.hessian is not None and is_smooth_by_form(solution.f)


def _orders(solution: Solution) -> list[tuple[int, int]]:
    count = len(solution.variables)
    return [(row, column) for row in range(count) for column in range(row, count)]


def _second_derivative_lines(solution: Solution) -> Iterator[Line]:
    yield (words_about(solution, "differentiate_again"),)
    for row, column in _orders(solution):
        sign_ = extremum_test.second_partial(solution, row, column, at_point=False)
        left: Line = (sign_,)
        if row != column:
            left += (EQUALS, extremum_test.second_partial(solution, column, row, at_point=False))
        assert solution.hessian is not None
        function = (shown_partial(solution, row)[0], solution.hessian[row, column])
        shown = shown_second(solution, row, column)
        yield from derivations.derived(left, function, solution.variables[column], shown, solution)


def _value_lines(hessian: Matrix, solution: Solution) -> Iterator[Line]:
    for row, column in _orders(solution):
        value = hessian[row, column]
        general = shown_second(solution, row, column)[0]
        is_constant = write_text(general) == write_text(value)
        if is_constant and not extremum_test.is_in_letters(solution):
            # It has been told.
            continue
        worked = () if is_constant else worked_value(general, value, solution)
        left = extremum_test.named_second(solution, row, column, at_point=True)
        yield (*left, *worked, *number(value, solution))


def _discriminant_line(hessian: Matrix, value: Expr, solution: Solution) -> Line:
    """D = f_xx f_yy - f_xy² = 6·6 - (-3)² = 27."""
    line = extremum_test.discriminant(solution)
    worked = _worked_discriminant(hessian, solution)
    if worked is not None and write_text(worked) != write_text(value):
        line += (EQUALS, Value(worked))
    return (*line, *number(value, solution))


def _worked_discriminant(hessian: Matrix, solution: Solution) -> Formula | None:
    if not can_be_seen(hessian, solution):
        return None
    try:
        a, b, c = (entered(entry) for entry in (hessian[0, 0], hessian[0, 1], hessian[1, 1]))
        two = in_reading_order(_TWO)
    except UnreadableExpressionError:
        return None
    square = Formula("negate", (Formula("power", (b, two)),))
    worked = Formula("add", (Formula("multiply", (a, c)), square))
    return worked if measure_text(worked) <= _MOST_COLUMNS else None


def _definite(hessian: Matrix, solution: Solution) -> Iterator[Line]:
    """f_xx·D_u²f = (f_xx u₁ + f_xy u₂)² + D u₂² > 0 for every u."""
    if not can_be_seen(hessian, solution):
        return
    a, b, c = hessian[0, 0], hessian[0, 1], hessian[1, 1]
    first, second = components_of_any(solution)
    rate = Rate(solution.problem.name, order=2, along=ANY_UNIT.letter)
    sign_ = sign_of(a)
    if b == 0:
        terms = (in_reading_order(a * first**2), in_reading_order(c * second**2))
        left: Line = (rate,)
        relation = Relation("<" if sign_ == -1 else ">")
    else:
        base = Formula("add", (in_reading_order(a * first), in_reading_order(b * second)))
        rest = in_reading_order(shorten_number(a * c - b**2) * second**2)
        terms = (Formula("power", (base, in_reading_order(_TWO))), rest)
        left, relation = (Multiple(a, rate),), Relation(">")
    total = Formula("add", terms)
    if measure_text(total) > _MOST_COLUMNS:
        return
    unit: Line = (ANY_UNIT, EQUALS, Vector((first, second)))
    yield (words("for_every_unit_vector", u=unit),)
    yield (*left, EQUALS, Value(total), relation, ZERO)
    bends = Relation("<" if sign_ == -1 else ">")
    yield (words("second_rate_in_every_direction", rate=(rate, bends, ZERO)),)


# Vectors along which a form of two variables is tried.
_TRIED = ((1, 0), (0, 1), (1, 1), (1, -1), (1, 2), (2, 1), (1, -2), (2, -1))


def _indefinite(hessian: Matrix, solution: Solution) -> Iterator[Line]:
    """A direction in which D_u²f is positive, and one in which it is negative."""
    found: dict[int, Line] = {}
    rate = Rate(solution.problem.name, order=2, along=ANY_UNIT.letter)
    across = (-hessian[0, 1], hessian[0, 0])
    for direction in (*(Matrix(pair) for pair in _TRIED), Matrix(across)):
        square = direction.dot(direction)
        if not sign_of(square):
            continue
        value = shorten_number((direction.T * hessian * direction)[0] / square)
        side = sign_of(value)
        if side and side not in found and not is_rounded(value, solution):
            unit = direction / square**_HALF
            named: Line = (ANY_UNIT, EQUALS, write_unit(unit))
            relation = Relation(">" if side > 0 else "<")
            says: Line = (rate, EQUALS, Value(value), relation, ZERO)
            found[side] = (words("rate_for", rate=says, u=named),)
    if set(found) == {1, -1}:
        yield (
            words(
                "second_rates_differ", f=name_of(solution), up=found[1], down=found[-1], point=POINT
            ),
        )


_ARGUMENTS = {
    CriticalReason.DEFINITE_MINIMUM: _definite,
    CriticalReason.DEFINITE_MAXIMUM: _definite,
    CriticalReason.INDEFINITE_HESSIAN: _indefinite,
}


def all_critical_lines(solution: Solution) -> Iterator[Line]:
    """The system ∇f = 0 and its solution, the test, and then each point."""
    lines = list(critical_points.all_critical_lines(solution))
    yield from _system_lines(solution)
    decides = any(found.reason.kind in _ARGUMENTS for found in solution.critical_points or ())
    is_told = solution.problem.order > 1 or solution.critical_kind is not None
    if decides and _is_smooth(solution) and not is_told:
        yield from _second_derivative_lines(solution)
    while lines[0][0] in (extremum_test.DISCRIMINANT, extremum_test.letter_of(0, 0)):
        del lines[0]
    if decides and len(solution.variables) == _PLANE:
        yield from _discriminant_lines(solution)
    if decides and _is_smooth(solution) and len(solution.variables) == _PLANE:
        yield from _test_lines(solution)
    yield from lines


def _discriminant_lines(solution: Solution) -> Iterator[Line]:
    """D = f_xx f_yy - f_xy² as a function, and what it decides."""
    yield from extremum_test.letters_lines(solution)
    line = extremum_test.discriminant(solution)
    general = solution.critical_points_discriminant
    if general is not None and measure_text(general) <= _MOST_COLUMNS_OF_DISCRIMINANT:
        line += (EQUALS, Value(extremum_test.in_fewest_signs(general)))
    if len(line) > 1:
        yield line
    second = extremum_test.told_second(solution, 0, 0, at_point=False)
    less, more = Relation("<"), Relation(">")
    yield (
        words(
            "discriminant_test",
            negative=(extremum_test.DISCRIMINANT, less, ZERO),
            positive=(extremum_test.DISCRIMINANT, more, ZERO),
            rising=(second, more, ZERO),
            falling=(second, less, ZERO),
        ),
    )


def _test_lines(solution: Solution) -> Iterator[Line]:
    """The second derivatives and D at each point where they are no short fractions."""
    points = [found for found in solution.critical_points or () if found.reason.kind in _ARGUMENTS]
    if len(points) > _MOST_TESTED:
        return
    for found in points:
        if found.hessian is None or found.discriminant is None:
            continue
        numbers = [found.hessian[order] for order in _orders(solution)]
        if all(value.is_Rational for value in numbers):
            continue
        values: list[Line] = [
            (extremum_test.told_second(solution, *order, at_point=False), *number(value, solution))
            for order, value in zip(_orders(solution), numbers, strict=True)
        ]
        values.append((extremum_test.DISCRIMINANT, *number(found.discriminant, solution)))
        yield (words("test_at", place=Point(found.point), values=clauses(values)),)


def _system_lines(solution: Solution) -> Iterator[Line]:
    """∂f/∂x = … = 0 for each variable, and how that is solved."""
    variables = solution.variables
    regions = () if solution.all_critical is None else solution.all_critical.regions.value
    for region in regions:
        yield from _region_lines(region, solution)
    shown = [shown_partial(solution, index)[0] for index in range(len(variables))]
    if not _is_smooth(solution) or any(measure_text(form) > _LONGEST_SYSTEM for form in shown):
        return
    if any(partial.is_number and partial.is_nonzero for partial in solution.partials):
        return  # 1 = 0 is nothing to solve.
    zero: Line = (gradient(solution, at_point=False), EQUALS, ZERO)
    factored = _in_factors(solution.partials[0]) if has_one_variable(solution) else ()
    equations = clauses((Value(form), *factored, EQUALS, ZERO) for form in shown)
    yield (words_about(solution, "critical_system", zero=zero, equations=equations),)
    found = None if solution.all_critical is None else solution.all_critical.elimination.value
    if found is not None:
        yield from _elimination_lines(found, solution)


def _region_lines(region: SmoothRegion, solution: Solution) -> Iterator[Line]:
    """What f is in the region, and which points with ∇f = 0 lie there."""
    where = clauses(
        (Value(in_reading_order(inside)), Relation(">" if side > 0 else "<"), ZERO)
        for inside, side in region.signs
    )
    name = solution.problem.name
    gaps: dict[str, Line] = {
        "where": where,
        "f": (name_of(solution), EQUALS, Value(in_reading_order(region.f))),
    }
    if region.never is not None:
        partial = Partial(name, solution.variables[region.never], at_point=False)
        constant = Value(region.partials[region.never])
        yield (words("region_without", partial=(partial, EQUALS, constant), **gaps),)
        return
    zero: Line = (gradient(solution, at_point=False), EQUALS, ZERO)
    equations = clauses((Value(in_reading_order(form)), EQUALS, ZERO) for form in region.partials)
    yield (words("region_with", zero=zero, equations=equations, **gaps),)
    assert region.elimination is not None
    yield from _elimination_lines(region.elimination, solution)
    reached = {point for case in region.elimination.cases for point in case.points}
    if not reached:
        return
    if not region.points:
        only = series((Point(point),) for point in reached)
        is_one = len(reached) == 1
        yield (words("region_not", points=only) if is_one else words("region_no_points"),)
        return
    points = series((Point(point),) for point in region.points)
    row = "region_points"
    if len(region.points) == len(reached):
        row = "region_all" if len(reached) == 1 else "region_all_of_several"
    yield (words(row, points=points),)


def _in_factors(derivative: Expr) -> Line:
    """= and a polynomial in its factors, where it has some."""
    if not derivative.is_polynomial():
        return ()
    factored = derivative.factor()
    is_product = factored.is_Mul and sum(map(bool, (f.free_symbols for f in factored.args))) > 1
    is_short = measure_text(factored) <= _MOST_COLUMNS_OF_FACTORS
    return (EQUALS, Value(in_reading_order(factored))) if is_product and is_short else ()


def _elimination_lines(found: Elimination, solution: Solution) -> Iterator[Line]:
    for factor in dict.fromkeys(factor for factor in found.positive if factor is not None):
        yield (words("never_zero", factor=Value(in_reading_order(factor))),)
    if found.windows:
        yield _period_line(found.windows)
    ordinal = ("first", "second")[found.first]
    if not found.cases:
        yield (words(f"{ordinal}_equation_never"),)
        return
    solved = _either([_is(case.variable, case.value) for case in found.cases])
    yield (words(f"{ordinal}_equation", solved=solved),)
    for _, group in groupby(found.cases, key=lambda case: (case.equation, case.roots)):
        yield (_case(list(group), solution),)


def _period_line(windows: Mapping[Symbol, Window]) -> Line:
    """That all repeats, and which period is looked at."""
    periods = dict.fromkeys(window.high - window.low for window in windows.values())
    bounds = [
        (Value(window.low), Relation("<"), Value(name), Relation("≤"), Value(window.high))
        for name, window in windows.items()
    ]
    named = series((Value(period),) for period in periods)
    return (words("within_one_period", period=named, bounds=clauses(bounds)),)


def _case(cases: Sequence[Case], solution: Solution) -> Words:
    case = cases[0]
    (remaining,) = (name for name in solution.variables if name != case.variable)
    sides: Line = (Value(in_reading_order(case.equation)),)
    if case.factored != case.equation:
        sides += (EQUALS, Value(in_reading_order(case.factored)))
    gaps: dict[str, Line] = {
        "case": _either([_is(case.variable, case.value) for case in cases]),
        "reduced": (*sides, EQUALS, ZERO),
    }
    if not case.roots and not case.excluded:
        return words("other_equation_never", **gaps)
    points = series((Point(point),) for part in cases for point in part.points)
    if case.equation == remaining and case.roots:
        return words("other_equation_at_once", points=points, **gaps)
    gaps["roots"] = _either([_is(remaining, root) for root in (*case.roots, *case.excluded)])
    if case.excluded:
        gaps["excluded"] = _either([_is(remaining, root) for root in case.excluded])
    if case.excluded:
        gaps["f"] = (name_of(solution),)
    if not case.roots:
        del gaps["excluded"]
        return words("other_equation_outside", **gaps)
    row = "other_equation_inside" if case.excluded else "other_equation"
    return words(row, points=points, **gaps)


def _is(name: Symbol, value: Expr) -> Line:
    return (Value(name), EQUALS, Value(in_reading_order(value)))


def _either(lines: Sequence[Line]) -> Line:
    """A, or b, or c."""
    line = lines[0]
    for other in lines[1:]:
        line = (words("or_values", first=line, second=other),)
    return line
