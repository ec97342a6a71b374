"""The system ∇f = 0 and its solution by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from sympy import Eq, Ne, true

from grad_magic.calculus.exact.simplify import shorten
from grad_magic.formula.sympy_forms import in_reading_order, to_sympy
from grad_magic.formula.tree import Formula
from grad_magic.lesson.conditions import in_book_form
from grad_magic.lesson.pieces import (
    EQUALS,
    ZERO,
    clauses,
    gradient,
    has_one_variable,
    measure_text,
    name_of,
    series,
    shown_partial,
    words,
    words_about,
)
from grad_magic.lesson.sections import extremum_test
from grad_magic.lesson.steps import (
    Line,
    Partial,
    Point,
    Relation,
    RepeatedPartial,
    System,
    Value,
    Words,
)
from grad_magic.lesson.styles import style_named
from grad_magic.solution import Case, Elimination, SmoothRegion, Solution, SubstitutionStep, Window

if TYPE_CHECKING:
    from sympy import Expr, Symbol

_LONGEST_SYSTEM = 100
_LONGEST_ROW = 44
_MOST_COLUMNS_OF_FACTORS = 40
_PLANE = 2
_MOST_ROOTS = 4
_MOST_SOLUTIONS = 9
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
    factored = _in_factors(solution.partials[0]) if has_one_variable(solution) else ()
    equations = clauses((Value(form), *factored, EQUALS, ZERO) for form in shown)
    roots = _roots(solution)
    if roots:
        yield (words("critical_system_with_roots", equations=equations, roots=roots),)
        return
    yield _system_line(shown, equations, solution)
    found = None if solution.all_critical is None else solution.all_critical.elimination.value
    if found is not None:
        yield from _elimination_lines(found, solution.partials, shown, solution)
        return
    steps = () if solution.all_critical is None else solution.all_critical.substitution_steps.value
    if len(variables) > _PLANE and steps:
        yield from _substitution_lines(steps, solution)
    elif not regions:
        yield from _solution_lines(solution)


def _system_line(shown: Sequence[Expr | Formula], equations: Line, solution: Solution) -> Line:
    """The equations, behind a brace with the derivatives that they are about or in a sentence."""
    style = style_named(solution.problem.presentation)
    is_short = all(measure_text(form) <= _LONGEST_ROW for form in shown)
    if style.braces_systems and not has_one_variable(solution) and is_short:
        name = solution.problem.name
        rows: tuple[Line, ...] = tuple(
            (RepeatedPartial(name, (variable,), at_point=False), EQUALS, Value(form), EQUALS, ZERO)
            for variable, form in zip(solution.variables, shown, strict=True)
        )
        return (words("critical_system_in_braces", system=System(rows)),)
    zero: Line = (gradient(solution, at_point=False), EQUALS, ZERO)
    return (words_about(solution, "critical_system", zero=zero, equations=equations),)


def _roots(solution: Solution) -> Line:
    """x = -1 or x = 1, in one variable where these are all and few."""
    points = solution.critical_points or ()
    are_exact = all(
        found.has_gradient and not found.is_approximate and found.where is None for found in points
    )
    is_short = 0 < len(points) <= _MOST_ROOTS and are_exact
    if not (has_one_variable(solution) and solution.critical_points_complete and is_short):
        return ()
    (name,) = solution.variables
    return _either([_is(name, found.point[0]) for found in points])


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
    if solution.critical_points_complete and are_solutions and 0 < len(points) <= _MOST_SOLUTIONS:
        row = "system_solution" if len(points) == 1 else "system_solutions"
        yield (words(row, points=series((Point(found.point),) for found in points)),)


def _substitution_lines(found: Sequence[SubstitutionStep], solution: Solution) -> Iterator[Line]:
    """One equation put into the next."""
    for step in found:
        row = "linear_equation" if step.is_as_it_was else "linear_equation_becomes"
        solved = _either([_is(step.variable, value) for value in step.values])
        factored = _factors_of_several(step)
        reduced: Line = (Value(in_reading_order(step.left)), *factored, EQUALS, ZERO)
        ordinal = words(_ORDINALS[step.equation])
        if step.is_as_it_was:
            yield (words(row, ordinal=ordinal, solved=solved),)
        else:
            yield (words(row, ordinal=ordinal, reduced=reduced, solved=solved),)
    points = [Point(one.point) for one in solution.critical_points or ()]
    if len(points) == 1:
        yield (words("linear_solution", point=points[0]),)
    else:
        yield (words("substituted_solutions", points=series((point,) for point in points)),)


def _factors_of_several(step: SubstitutionStep) -> Line:
    """= 3x(x - 24), from which several values are read."""
    return _in_factors(step.left) if len(step.values) > 1 else ()


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
    forms = [in_reading_order(form) for form in region.partials]
    equations = clauses((Value(form), EQUALS, ZERO) for form in forms)
    yield (words("region_with", zero=zero, equations=equations, **gaps),)
    assert region.elimination is not None
    yield from _elimination_lines(region.elimination, region.partials, forms, solution)
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
    return (EQUALS, Value(extremum_test.without_minus(factored))) if is_product and is_short else ()


def _elimination_lines(
    found: Elimination,
    partials: Sequence[Expr],
    shown: Sequence[Expr | Formula],
    solution: Solution,
) -> Iterator[Line]:
    """How the equations, left sides of which have been `shown`, are solved."""
    for factor in dict.fromkeys(factor for factor in found.positive if factor is not None):
        yield (words("never_zero", factor=Value(in_reading_order(factor))),)
    # Of b² + 1, which is never 0, nothing is to be assumed.
    nonzero = [condition for part in found.nonzero if (condition := Ne(part, 0)) != true]
    if nonzero:
        conditions = clauses((Value(in_book_form(condition)),) for condition in nonzero)
        yield (words("let_nonzero", conditions=conditions),)
    if found.windows:
        yield _period_line(found.windows)
    ordinal = ("first", "second")[found.first]
    if not found.cases:
        yield (words(f"{ordinal}_equation_never"),)
        return
    solved = _either([_is(case.variable, case.value) for case in found.cases])
    factored = _written_in_factors(shown[found.first], partials[found.first])
    if factored:
        yield (words(f"{ordinal}_equation_in_factors", factored=factored, solved=solved),)
    else:
        yield (words(f"{ordinal}_equation", solved=solved),)
    for _, group in groupby(found.cases, key=lambda case: (case.equation, case.roots)):
        cases = list(group)
        # Nothing is put in where the other equation is of the other variable alone.
        is_apart = not partials[1 - found.first].has(cases[0].variable)
        apart = ("second", "first")[found.first] if is_apart else None
        alone = shown[1 - found.first] if is_apart else None
        yield (_case(cases, solution, apart=apart, alone=alone),)
    yield from _excepted_lines(found.nonzero, partials, solution)


def _excepted_lines(
    nonzero: Sequence[Expr], partials: Sequence[Expr], solution: Solution
) -> Iterator[Line]:
    """The system for each value of a parameter that has been excepted: k = 2 of k - 2 ≠ 0."""
    for factor in nonzero:
        if len(factor.free_symbols) != 1:
            continue
        (name,) = factor.free_symbols
        slope = factor.coeff(name)
        if not slope.is_Rational or (factor - slope * name).has(name):
            continue
        value = -(factor - slope * name) / slope
        reached = [
            found.point
            for found in solution.critical_points or ()
            if found.where == Eq(name, value)
        ]
        if reached:
            # Both may say the same.
            reduced = dict.fromkeys(shorten(part.xreplace({name: value})) for part in partials)
            equations = clauses(
                (Value(in_reading_order(left)), EQUALS, ZERO) for left in reduced if left != 0
            )
            points = series((Point(point),) for point in reached)
            gaps = {"value": _is(name, value), "equations": equations, "points": points}
            yield (words("system_for_value", **gaps),)


def _written_in_factors(shown: Expr | Formula, derivative: Expr) -> Line:
    """3(x - 1)(x + 3) = 0, where the equation has been told as a sum."""
    if not isinstance(shown, Formula) or shown.operation != "add":
        return ()
    (_, *factored) = _in_factors(derivative) or (EQUALS,)
    return (*factored, EQUALS, ZERO) if factored else ()


def _period_line(windows: Mapping[Symbol, Window]) -> Line:
    """That all repeats, and which period is looked at."""
    periods = dict.fromkeys(window.high - window.low for window in windows.values())
    bounds = [
        (Value(window.low), Relation("<"), Value(name), Relation("≤"), Value(window.high))
        for name, window in windows.items()
    ]
    named = series((Value(period),) for period in periods)
    return (words("within_one_period", period=named, bounds=clauses(bounds)),)


def _case(
    cases: Sequence[Case],
    solution: Solution,
    *,
    apart: str | None,
    alone: Expr | Formula | None,
) -> Words:
    """What follows in these cases; `apart` names an equation into which nothing is put.

    Its left side, `alone`, stays as it has been told: 6y - 3y² = 3y(2 - y).
    """
    case = cases[0]
    (remaining,) = (name for name in solution.variables if name != case.variable)
    sides: Line = (Value(in_reading_order(case.equation)),)
    if case.factored != case.equation:
        sides += (EQUALS, Value(in_reading_order(case.factored)))
    if isinstance(alone, Formula) and _is_opposite(alone, case):
        sides = (Value(alone),)
        if alone.operation == "add" and case.factored != case.equation:
            sides += (EQUALS, Value(extremum_test.without_minus(-case.factored)))
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
    if apart is not None and not case.excluded:
        return words(f"{apart}_equation_apart", points=points, **gaps)
    row = "other_equation_inside" if case.excluded else "other_equation"
    return words(row, points=points, **gaps)


def _is_opposite(shown: Formula, case: Case) -> bool:
    """Whether the equation that is solved is the one that was told with its signs changed."""
    return bool((to_sympy(shown) + case.equation).expand() == 0)


def _is(name: Symbol, value: Expr) -> Line:
    return (Value(name), EQUALS, Value(in_reading_order(value)))


def _either(lines: Sequence[Line]) -> Line:
    """A, or b, or c."""
    line = lines[0]
    for other in lines[1:]:
        line = (words("or_values", first=line, second=other),)
    return line
