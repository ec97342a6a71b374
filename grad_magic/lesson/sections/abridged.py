"""A function of many variables or a long formula: the first and the last of everything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from sympy import Expr, Integer

from grad_magic.formula.tree import Formula
from grad_magic.lesson.decimals import to_decimal, write_number
from grad_magic.lesson.pieces import (
    ANY_UNIT,
    APPROXIMATELY,
    EQUALS,
    POINT,
    UNIT,
    ZERO,
    count_operations,
    ends,
    formula,
    has_one_variable,
    is_rounded,
    name_of,
    valid_where,
    value_at,
    words,
)
from grad_magic.lesson.sections import definition
from grad_magic.lesson.sections.first_order import tendency
from grad_magic.lesson.sentences import explain
from grad_magic.lesson.steps import (
    Components,
    FunctionValue,
    Gradient,
    Letter,
    Line,
    Norm,
    Partial,
    Piece,
    Quotient,
    Rate,
    Relation,
    Separator,
    Signed,
    Value,
    Vector,
)
from grad_magic.solution import Abridgement, GeneralTerm, ShownPartial, Solution

# Of a longer row the ends are shown.
_MOST_ENTRIES = 8
# A longer formula is no help.
_LONGEST_FORMULA = 60
_MOST_MISSING = 2


def function_line(solution: Solution, abridged: Abridgement) -> Line:
    """f(x_1, …, x_n) = …, P = …, f(P) = …."""
    name = solution.problem.name
    line: Line = (
        FunctionValue(name, ends(solution.variables, _MOST_ENTRIES)),
        EQUALS,
        _written(abridged.formula),
    )
    if solution.point is None:
        return line
    line += (Separator(), POINT, *_row(solution.point, solution))
    value = value_at(solution)
    return (
        line
        if value is None
        else (*line, Separator(), FunctionValue(name), *_number(value, solution))
    )


def partial_lines(solution: Solution, abridged: Abridgement) -> Iterator[Line]:
    """The first partial derivatives, the general one, and the last; then those that are missing."""
    general, last = abridged.general_term, len(solution.variables) - 1
    for shown in abridged.partials:
        if shown.place == last and general is not None:
            yield _general_line(solution, general)
        if general is not None and shown.place == 1 and 1 in general.places:
            continue
        line = _partial_line(solution, shown)
        if line:
            yield line
    missing = definition.missing_partials(solution)
    yield from islice(missing, _MOST_MISSING)
    more = sum(1 for _ in missing)
    if more:
        yield (words("and_more_missing", count=Value(Integer(more))),)


def _partial_line(solution: Solution, shown: ShownPartial) -> Line:
    name, variable = solution.problem.name, solution.variables[shown.place]
    ordinary = has_one_variable(solution)
    line: Line = ()
    form = shown.general
    if form is not None and count_operations(form.formula) <= _LONGEST_FORMULA:
        general = Partial(name, variable, at_point=False, ordinary=ordinary)
        line = (general, EQUALS, Value(form.formula), *valid_where(form.valid_where))
    value = None if solution.partials_at is None else solution.partials_at[shown.place]
    if value is None:
        return line
    line += (Separator(),) if line else ()
    at_point = Partial(name, variable, at_point=True, ordinary=ordinary)
    return (*line, at_point, *_number(value, solution))


def _general_line(solution: Solution, general: GeneralTerm) -> Line:
    """∂f/∂x_i = …, for 2 ≤ i ≤ n - 1."""
    at_most = Relation("≤")
    where: Line = (
        Value(Integer(general.first)),
        at_most,
        Value(general.index),
        at_most,
        Value(Integer(general.last)),
    )
    partial = Partial(solution.problem.name, general.variable, at_point=False)
    formula_ = Value(general.formula)
    return (partial, EQUALS, formula_, Separator(), words("for_indices", range=where))


def gradient_lines(solution: Solution) -> Iterator[Line]:
    """∇f(P) = …, ‖∇f(P)‖ = …."""
    if solution.gradient_at is None or solution.norm is None:
        return
    at_point = Gradient(solution.problem.name, at_point=True)
    line: Line = (at_point, *_row(tuple(solution.gradient_at), solution))
    if solution.steepest_ascent is not None:
        line += (Separator(), Norm(at_point), *_number(solution.norm, solution))
    yield line


def direction_lines(solution: Solution) -> Iterator[Line]:
    """u = v/‖v‖ = …, and the rate of change along it."""
    if solution.unit_direction is None:
        return
    yield (UNIT, *_unit(solution), *_row(tuple(solution.unit_direction), solution))
    rate = solution.directional_derivative
    if rate is None or solution.gradient_at is None:
        yield from definition.rate_lines(solution)
    else:
        yield (*formula(solution), *_number(rate, solution), *tendency(rate, solution))


def _unit(solution: Solution) -> Line:
    if not solution.problem.along_gradient:
        return (EQUALS, Quotient(Letter("v"), Norm(Letter("v"))))
    along = _along_gradient(solution)
    return (EQUALS, along if solution.problem.along_gradient > 0 else Signed("-", along))


def _along_gradient(solution: Solution) -> Piece:
    slope = Gradient(solution.problem.name, at_point=True)
    return Quotient(slope, Norm(slope))


def rate_lines(solution: Solution) -> Iterator[Line]:
    """The largest rate and its direction; the smallest is its opposite."""
    is_asked = not has_one_variable(solution) and not solution.problem.is_equation
    if solution.steepest_ascent is None or not is_asked:
        return
    name, at_point = solution.problem.name, Gradient(solution.problem.name, at_point=True)
    for extreme, sign, row in (("max", "", "along_gradient"), ("min", "-", "against_gradient")):
        along = _along_gradient(solution)
        length: Piece = Norm(at_point)
        u: Line = (ANY_UNIT, EQUALS, Signed(sign, along) if sign else along)
        yield (
            Rate(name, extreme, along=ANY_UNIT.letter),
            EQUALS,
            Signed(sign, length) if sign else length,
            Separator(),
            words(row, gradient=at_point, u=u),
        )


def critical_lines(solution: Solution) -> Iterator[Line]:
    """That ∇f(P) = 0, and what that says."""
    if solution.critical_reason is None:
        return
    rate: Line = (Rate(solution.problem.name), EQUALS, ZERO)
    slope: Line = (Gradient(solution.problem.name, at_point=True), EQUALS, ZERO)
    yield (words("critical", point=POINT, rate=rate, slope=slope, f=name_of(solution)),)
    kind = words(f"kind_{solution.critical_kind}")
    yield (explain(solution.critical_reason, solution, kind=kind),)


def _number(number: Expr, solution: Solution) -> Line:
    problem = solution.problem
    return write_number(number, problem.digits, in_decimals=problem.has_decimals)


def _written(shown: Formula) -> Piece:
    """The formula; where it would fill a page in spite of its dots, how long it is."""
    operations = count_operations(shown)
    if operations <= _LONGEST_FORMULA:
        return Value(shown)
    return words("too_long", count=Value(Integer(operations)))


def _row(entries: Sequence[Expr], solution: Solution) -> Line:
    """= and the first and last entries; ≈ and their decimals where one is no short fraction."""
    shown = ends(entries, _MOST_ENTRIES)
    if not any(_is_long(entry, solution) for entry in shown):
        return (EQUALS, Vector(shown))
    pieces = tuple(_decimal(entry, solution) for entry in shown)
    return (APPROXIMATELY, Components(pieces))


def _is_long(entry: Expr | Formula, solution: Solution) -> bool:
    return not isinstance(entry, Formula) and is_rounded(entry, solution)


def _decimal(entry: Expr | Formula, solution: Solution) -> Piece:
    if isinstance(entry, Formula):
        return Value(entry)
    decimal = to_decimal(entry, solution.problem.digits)
    return Value(entry) if decimal is None else decimal
