"""The system ∇f = 0 and its solution by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sympy import Integer

from grad_magic.calculus.extrema.kinds.discriminants import is_smooth_by_form
from grad_magic.findings import Repetition
from grad_magic.formula.sympy_forms import in_reading_order
from grad_magic.formula.tree import Formula
from grad_magic.lesson.pieces import (
    EQUALS,
    ZERO,
    apart,
    clauses,
    gradient,
    has_one_variable,
    measure_text,
    name_of,
    partial_alone,
    series,
    shown_partial,
    words,
)
from grad_magic.lesson.sections.worked_elimination import (
    elimination_lines,
    equals,
    in_factors,
    one_of,
    told_points,
)
from grad_magic.lesson.steps import (
    Line,
    Partial,
    Point,
    Relation,
    RepeatedPartial,
    System,
    Value,
)
from grad_magic.lesson.styles import style_named
from grad_magic.solution import Solution
from grad_magic.solution.systems import FactorCases, SmoothRegion, SubstitutionStep

if TYPE_CHECKING:
    from sympy import Expr

_LONGEST_SYSTEM = 100
_LONGEST_ROW = 44
_PLANE = 2
_MOST_SET = 3
_MOST_ROOTS = 4
_MOST_SOLUTIONS = 9
# In all variables, so that one period is a square.
_REPEATED = frozenset({Repetition.POINTS, Repetition.PLACES})
_ORDINALS = ("ordinal_first", "ordinal_second", "ordinal_third", "ordinal_fourth")


def system_lines(solution: Solution, *, is_smooth: bool) -> Iterator[Line]:
    """∂f/∂x = … = 0 for each variable, and how that is solved."""
    variables = solution.variables
    regions = () if solution.all_critical is None else solution.all_critical.regions.value
    for region in regions:
        yield from _region_lines(region, solution)
    shown = [shown_partial(solution, index)[0] for index in range(len(variables))]
    if not is_smooth or any(measure_text(form) > _LONGEST_SYSTEM for form in shown):
        return
    if any(partial.is_number and partial.is_nonzero for partial in solution.partials):
        return  # 1 = 0 is nothing to solve.
    factored = in_factors(solution.partials[0]) if has_one_variable(solution) else ()
    equations = clauses((Value(form), *factored, EQUALS, ZERO) for form in shown)
    roots = _roots(solution)
    if roots:
        yield (words("critical_system_with_roots", equations=equations, roots=roots),)
        return
    yield from _set_lines(shown, equations, solution)
    found = None if solution.all_critical is None else solution.all_critical.elimination.value
    if found is not None:
        yield from elimination_lines(found, solution.partials, shown, solution)
        return
    steps = () if solution.all_critical is None else solution.all_critical.substitution_steps.value
    cases = None if solution.all_critical is None else solution.all_critical.factor_cases.value
    if len(variables) > _PLANE and steps:
        yield from _substitution_lines(steps)
        yield _result_line([Point(one.point) for one in solution.critical_points or ()])
    elif cases is not None:
        yield from _factor_lines(cases)
    elif not regions:
        yield from _solution_lines(solution)


def _set_lines(
    shown: Sequence[Expr | Formula], equations: Line, solution: Solution
) -> Iterator[Line]:
    """The equations, behind a brace with the derivatives that they are about or in a sentence."""
    if _has_braces(shown, solution):
        name = solution.problem.name
        rows: tuple[Line, ...] = tuple(
            (RepeatedPartial(name, (variable,), at_point=False), EQUALS, Value(form), EQUALS, ZERO)
            for variable, form in zip(solution.variables, shown, strict=True)
        )
        yield (words("critical_system_in_braces"),)
        yield (System(rows),)
        return
    if has_one_variable(solution) or len(solution.variables) > _MOST_SET:
        zero: Line = (gradient(solution, at_point=False), EQUALS, ZERO)
        yield (words("critical_system", zero=zero, equations=equations),)
        return
    # What these are stands right above.
    zero = clauses(
        (partial_alone(solution, variable), EQUALS, ZERO) for variable in solution.variables
    )
    yield (words("critical_system_of_partials", zero=zero),)


def _has_braces(shown: Sequence[Expr | Formula], solution: Solution) -> bool:
    style = style_named(solution.problem.presentation)
    is_short = all(measure_text(form) <= _LONGEST_ROW for form in shown)
    return style.braces_systems and not has_one_variable(solution) and is_short


def tells_partials(solution: Solution) -> bool:
    """Whether the system has the partial derivatives with their signs, f_x = 4x³ - 4y = 0.

    Nothing else is asked for, and these are smooth.
    """
    problem, found = solution.problem, solution.all_critical
    is_alone = solution.point is None and problem.order == 1 and not problem.optimiser
    if not is_alone or solution.critical_points is None or not is_smooth_by_form(solution.f):
        return False
    if found is not None and found.regions.value:
        return False
    if any(partial.is_number and partial.is_nonzero for partial in solution.partials):
        return False
    shown = [shown_partial(solution, index)[0] for index in range(len(solution.variables))]
    return _has_braces(shown, solution)


def _roots(solution: Solution) -> Line:
    """x = -1 or x = 1, in one variable where these are all and few."""
    points = solution.critical_points or ()
    are_exact = all(
        found.has_gradient and not found.is_approximate and found.where is None for found in points
    )
    is_short = 0 < len(points) <= _MOST_ROOTS and are_exact
    if not (has_one_variable(solution) and solution.has_all_critical and is_short):
        return ()
    (name,) = solution.variables
    return one_of([equals(name, found.point[0]) for found in points])


def _solution_lines(solution: Solution) -> Iterator[Line]:
    """The points that solve the system, where these are all and few."""
    points = solution.critical_points or ()
    are_solutions = all(
        found.has_gradient
        and not found.is_approximate
        and found.where is None
        and not any(coordinate.free_symbols for coordinate in found.point)
        for found in points
    )
    if not (are_solutions and 0 < len(points) <= _MOST_SOLUTIONS):
        return
    listed = series((Point(found.point),) for found in points)
    number = "solution" if len(points) == 1 else "solutions"
    if solution.has_all_critical:
        yield (words(f"system_{number}", points=listed),)
        return
    repeated = [found for found in solution.critical_points_repeat if found.kind in _REPEATED]
    is_all = solution.has_all_critical is False and not solution.critical_points_remarks
    if len(repeated) == 1 and is_all:
        period = Value(repeated[0].parts["period"])
        yield (words(f"system_{number}_in_period", period=period, points=listed),)


def _substitution_lines(found: Sequence[SubstitutionStep]) -> Iterator[Line]:
    """One equation put into the next."""
    for step in found:
        row = "linear_equation" if step.is_as_it_was else "linear_equation_becomes"
        solved = one_of([equals(step.variable, value) for value in step.values])
        factored = _factors_of_several(step)
        reduced: Line = (Value(in_reading_order(step.left)), *factored, EQUALS, ZERO)
        ordinal = words(_ORDINALS[step.equation])
        if step.is_as_it_was:
            yield (words(row, ordinal=ordinal, solved=solved),)
        else:
            yield (words(row, ordinal=ordinal, reduced=reduced, solved=solved),)


def _result_line(points: Sequence[Point]) -> Line:
    if len(points) == 1:
        return (words("linear_solution", point=points[0]),)
    return (words("substituted_solutions", points=series((point,) for point in points)),)


def _factor_lines(found: FactorCases) -> Iterator[Line]:
    """What follows where none of the factors is 0, and where one of them is."""
    nonzero = clauses((Value(name), Relation("≠"), ZERO) for name in found.nonzero)
    equations = clauses((Value(in_reading_order(left)), EQUALS, ZERO) for left in found.reduced)
    yield (words("factors_nonzero", nonzero=nonzero, equations=equations),)
    yield from _substitution_lines(found.steps)
    yield (words("gives_points", points=told_points(found.points)),)
    for zero in found.zeros:
        points = series((Point(point),) for point in zero.points)
        case = equals(zero.variable, Integer(0))
        if not zero.solutions:
            yield (words("factor_zero_holds", case=case, points=points),)
            continue
        equation: Line = (Value(in_reading_order(zero.equation)), EQUALS, ZERO)
        solved = one_of([equals(*solution) for solution in zero.solutions])
        yield (words("factor_zero", case=case, equation=equation, solved=solved, points=points),)


def _factors_of_several(step: SubstitutionStep) -> Line:
    """= 3x(x - 24), from which several values are read."""
    return in_factors(step.left) if len(step.values) > 1 else ()


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
        without = words("region_without", partial=(partial, EQUALS, constant), **gaps)
        yield (apart(without),)
        return
    zero: Line = (gradient(solution, at_point=False), EQUALS, ZERO)
    forms = [in_reading_order(form) for form in region.partials]
    equations = clauses((Value(form), EQUALS, ZERO) for form in forms)
    yield (apart(words("region_with", zero=zero, equations=equations, **gaps)),)
    assert region.elimination is not None
    yield from elimination_lines(
        region.elimination, region.partials, forms, solution, are_critical=False
    )
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
