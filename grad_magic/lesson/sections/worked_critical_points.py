"""Critical points worked out: the system, its solution by hand, the test and why it decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sympy import Expr, Integer, Matrix, Rational

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.extrema.kinds.discriminants import is_smooth_by_form
from grad_magic.findings import CriticalReason
from grad_magic.lesson.pieces import (
    ANY_UNIT,
    EQUALS,
    POINT,
    ZERO,
    apart,
    is_rounded,
    measure_text,
    name_of,
    number,
    shown_second,
    value_at,
    words,
    write_text,
)
from grad_magic.lesson.sections import (
    critical_points,
    derivations,
    extremum_criterion,
    worked_extremum_criterion,
)
from grad_magic.lesson.sections.worked_critical_system import system_lines
from grad_magic.lesson.sections.worked_gradient import case_at_point, worked_value
from grad_magic.lesson.sections.worked_opening import packed
from grad_magic.lesson.sections.worked_scope import (
    asks_for_extrema,
    asks_for_kind,
    is_smooth_everywhere,
    is_test_of_point,
)
from grad_magic.lesson.steps import FunctionValue, Line, Rate, Relation, Separator, Value, Words
from grad_magic.lesson.unit_vectors import write_unit
from grad_magic.solution import Solution

_PLANE = 2
_EXTREMA = ("maximum", "minimum")
_TWO, _HALF = Integer(2), Rational(1, 2)
_MOST_COLUMNS_IN_ROW = 24
_MOST_TESTED = 6


def critical_lines(solution: Solution, *, is_told: bool = False) -> Iterator[Line]:
    """That P is critical, the second derivatives, and why they decide of which kind it is.

    Args:
        solution: what is true.
        is_told: whether the second derivatives have been told as functions.
    """
    first, *rest = critical_points.critical_lines(solution)
    is_test = is_test_of_point(solution)
    yield (words("so_critical", point=POINT, f=name_of(solution)),) if is_test else first
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
            yield (
                words("test_does_not_decide", zero=(extremum_criterion.DISCRIMINANT, EQUALS, ZERO)),
            )
        reason = solution.critical_reason
        if reason is not None and reason.kind is CriticalReason.INDEFINITE_HESSIAN:
            yield from _indefinite(hessian, solution)
    # What is between has been said.
    yield from critical_points.kind_lines(solution)
    value = value_at(solution)
    if is_test and value is not None and solution.critical_kind in _EXTREMA:
        told = worked_value(case_at_point(solution), value, solution)
        equation: Line = (FunctionValue(solution.problem.name), *told, *number(value, solution))
        yield (words(f"{solution.critical_kind}_value_is", value=equation),)


def tells_derivatives(solution: Solution) -> bool:
    """Whether the second derivatives are told as functions, for a critical point P."""
    is_critical = solution.critical_kind is not None and asks_for_kind(solution)
    is_asked = is_critical and (solution.problem.order == 1 or is_test_of_point(solution))
    return is_asked and solution.hessian_at is not None and _is_smooth(solution)


def _is_smooth(solution: Solution) -> bool:
    """Whether the second derivatives come by the rules."""
    is_by_rules = solution.point is None or solution.second_limits is None
    return is_by_rules and solution.hessian is not None and is_smooth_by_form(solution.f)


def _orders(solution: Solution) -> list[tuple[int, int]]:
    count = len(solution.variables)
    return [(row, column) for row in range(count) for column in range(row, count)]


def _second_derivative_lines(
    solution: Solution, *, is_named: bool = False, are_tested: bool = False
) -> Iterator[Line]:
    """All of them; D stands below where they `are_tested`."""
    side_by_side = _second_derivatives_in_row(solution, is_named=is_named)
    if side_by_side:
        heading = words("second_derivative_test_needs" if are_tested else "second_partials_are")
        yield (apart(heading),)
        yield side_by_side
        return
    rows: list[Line] = []
    for row, column in _orders(solution):
        sign_ = extremum_criterion.second_partial(solution, row, column, at_point=False)
        left: Line = (sign_,)
        if row != column:
            left += (
                EQUALS,
                extremum_criterion.second_partial(solution, column, row, at_point=False),
            )
        assert solution.hessian is not None
        function = (derivations.summed_partial(solution, row), solution.hessian[row, column])
        shown = shown_second(solution, row, column)
        rows += derivations.derived(left, function, solution.variables[column], shown, solution)
    (first,), bare = derivations.headed("differentiate_again", rows, solution)
    yield (apart(first) if isinstance(first, Words) else first,)
    yield from bare


def _second_derivatives_in_row(solution: Solution, *, is_named: bool) -> Line:
    """f_xx = 12x², f_xy = -4, f_yy = 4 beside one another, where none needs a row of its own.

    Args:
        solution: what is true.
        is_named: whether they get their letters, where they have some: A = f_xx = 12x².
    """
    if len(solution.variables) != _PLANE or solution.hessian is None:
        return ()
    row: Line = ()
    columns = 0
    for place in _orders(solution):
        shown = shown_second(solution, *place)
        function = (derivations.summed_partial(solution, place[0]), solution.hessian[place])
        name: Line = (extremum_criterion.second_partial(solution, *place, at_point=False),)
        if is_named:
            name = extremum_criterion.named_second(solution, *place, at_point=False)
        by = solution.variables[place[1]]
        lines = list(derivations.derived(name, function, by, shown, solution))
        if len(lines) > 1 or len(lines[0]) > len(name) + 2:
            return ()
        columns += measure_text(shown[0])
        row += ((Separator(),) if row else ()) + tuple(lines[0])
    return row if columns <= _MOST_COLUMNS_IN_ROW else ()


def _value_lines(hessian: Matrix, solution: Solution) -> Iterator[Line]:
    yield from packed(list(_second_values(hessian, solution)))


def _second_values(hessian: Matrix, solution: Solution) -> Iterator[Line]:
    for row, column in _orders(solution):
        value = hessian[row, column]
        general = shown_second(solution, row, column)[0]
        is_constant = write_text(general) == write_text(value)
        if is_constant and not extremum_criterion.is_in_letters(solution):
            # It has been told.
            continue
        worked = () if is_constant else worked_value(general, value, solution)
        left = extremum_criterion.named_second(solution, row, column, at_point=True)
        yield (*left, *worked, *number(value, solution))


def _discriminant_line(hessian: Matrix, value: Expr, solution: Solution) -> Line:
    """D = f_xx f_yy - f_xy² = 6·6 - (-3)² = 27."""
    line = extremum_criterion.discriminant(solution)
    worked = extremum_criterion.with_numbers(hessian, solution)
    if worked is not None and write_text(worked) != write_text(value):
        line += (EQUALS, Value(worked))
    return (*line, *number(value, solution))


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


def all_critical_lines(solution: Solution) -> Iterator[Line]:
    """The system ∇f = 0 and its solution, the test, and then each point."""
    solution = _in_derived_order(solution)
    lines = list(critical_points.all_critical_lines(solution))
    yield from system_lines(solution, is_smooth=_is_smooth(solution))
    points = solution.critical_points or ()
    tested = [found for found in points if worked_extremum_criterion.is_tested(found, solution)]
    undecided = worked_extremum_criterion.undecided(solution) if _is_smooth(solution) else []
    # Of many points a table is clearer.
    are_sentences = _is_smooth(solution) and 0 < len(points) <= _MOST_TESTED
    are_sentences = are_sentences and all(
        found in tested or (found in undecided and critical_points.has_sentence(found))
        for found in points
    )
    decides = any(found.reason.kind.is_by_hessian for found in solution.critical_points or ())
    decides = decides or bool(undecided)
    is_told = solution.problem.order > 1 or solution.critical_kind is not None
    if decides and _is_smooth(solution) and not is_told:
        is_named = not extremum_criterion.varies_in_letters(solution)
        yield from _second_derivative_lines(
            solution, is_named=is_named, are_tested=_tells_discriminant(solution)
        )
    # What comes before the points has been told.
    del lines[: sum(1 for _ in critical_points.general_lines(solution))]
    if decides and len(solution.variables) == _PLANE:
        is_named_at_point = are_sentences and any(map(worked_extremum_criterion.are_short, tested))
        if not (is_named_at_point and extremum_criterion.varies_in_letters(solution)):
            yield from _discriminant_lines(solution, is_told=is_told)
    not_decided = worked_extremum_criterion.undecided_lines(
        undecided, solution, has_values=are_sentences
    )
    if are_sentences:
        for group in worked_extremum_criterion.groups_of(tested, solution):
            yield from worked_extremum_criterion.point_lines(group, solution)
        yield from not_decided
        # The heading and a row for each have been told otherwise.
        yield from lines[1 + len(points) :]
    else:
        yield from not_decided
        for found in tested if len(tested) <= _MOST_TESTED and _is_smooth(solution) else ():
            yield from worked_extremum_criterion.value_lines(found, solution)
        yield from lines
    yield from _absent_lines(solution)


_DECIDED = frozenset({*_EXTREMA, "saddle"})


def _absent_lines(solution: Solution) -> Iterator[Line]:
    """That f has no local maximum, or no minimum, where extrema are asked for."""
    points = solution.critical_points or ()
    is_all = solution.has_all_critical and is_smooth_everywhere(solution)
    if not (asks_for_extrema(solution) and is_all and points):
        return
    if any(found.kind not in _DECIDED for found in points):
        return
    missing = [kind for kind in _EXTREMA if all(found.kind != kind for found in points)]
    if len(missing) == len(_EXTREMA):
        yield (words("has_no_extremum"),)
    else:
        yield from ((words(f"has_no_{kind}"),) for kind in missing)


def _in_derived_order(solution: Solution) -> Solution:
    """The same with the critical points as the system leads to them, one after the other."""
    found = solution.all_critical
    if found is None or found.elimination.value is None:
        return solution
    derived = [point for case in found.elimination.value.cases for point in case.points]
    places = {point: place for place, point in reversed(list(enumerate(derived)))}
    points = sorted(found.points, key=lambda one: places.get(one.point, len(derived)))
    return replace(solution, all_critical=replace(found, points=tuple(points)))


def _tells_discriminant(solution: Solution) -> bool:
    """Whether D is told as a function of the variables."""
    is_plane = len(solution.variables) == _PLANE
    has_letters = extremum_criterion.is_in_letters(solution)
    return is_plane and not has_letters and extremum_criterion.tells_general(solution)


def _discriminant_lines(solution: Solution, *, is_told: bool) -> Iterator[Line]:
    """D = f_xx f_yy - f_xy² as a function, which the test needs; AC - B² comes with its numbers."""
    if extremum_criterion.is_in_letters(solution):
        is_named = _is_smooth(solution) and not is_told
        if not (is_named and _second_derivatives_in_row(solution, is_named=True)):
            yield from extremum_criterion.letters_lines(solution)
        return
    line = extremum_criterion.discriminant(solution)
    general = solution.critical_points_discriminant
    if not _tells_discriminant(solution):
        yield (words("let_function_alone", function=line),)
        return
    if general is not None:
        result = extremum_criterion.in_fewest_signs(general, solution)
        worked = extremum_criterion.with_functions(solution)
        if worked is not None and write_text(worked) != write_text(result):
            line += (EQUALS, Value(worked))
        line += (EQUALS, Value(result))
    if _is_smooth(solution) and not is_told:
        # Below the derivatives that it is made of.
        yield line
    else:
        yield (words("second_derivative_test", discriminant=line),)
