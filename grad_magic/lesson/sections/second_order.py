"""Partial derivatives of higher order, the Hessian matrix and how the section bends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from sympy import And, Pow

from grad_magic.calculus.conditions import without_borders
from grad_magic.calculus.either_order import form_for_all
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.second_order import second_rate
from grad_magic.formula.sympy_forms import in_reading_order
from grad_magic.formula.tree import Formula
from grad_magic.lesson.pieces import (
    APPROXIMATELY,
    EQUALS,
    POINT,
    UNIT,
    Shown,
    decimals,
    has_one_variable,
    is_rounded,
    measure_text,
    name_of,
    number,
    number_vector,
    series,
    shown_higher,
    valid_where,
    words,
)
from grad_magic.lesson.sections import extremum_criterion
from grad_magic.lesson.sections.definition import (
    failure,
    outcome_of,
    partial_value,
    product_would_give,
)
from grad_magic.lesson.sections.first_order import has_formula
from grad_magic.lesson.steps import (
    Approach,
    DifferenceQuotient,
    Grid,
    Hessian,
    Letter,
    LimitOf,
    Line,
    MatrixProduct,
    Partial,
    Rate,
    RepeatedPartial,
    Separator,
    Transpose,
    Value,
)
from grad_magic.lesson.typesetting.unicode_printer import plain_text
from grad_magic.lesson.unit_vectors import write_unit
from grad_magic.solution import HigherPartial, SecondLimits, Solution

if TYPE_CHECKING:
    from sympy import Expr, Matrix, Symbol

# Equal mixed derivatives are all named where that takes a line at most; f_xxy has three.
_MOST_NAMES = 3
# Columns that leave room for the left side; of what is longer its value at P tells more.
_LONGEST_GENERAL = 70
_TERMS_OF_ROOT = 2
# Characters of all general expressions together, without indentation; some are always shown.
_LONGEST_ANSWER = 2050
_LEAST_ROOM = 400


def second_order_lines(solution: Solution) -> Iterator[Line]:
    """All that `order=k` asks for."""
    yield from higher_lines(solution)
    yield from matrix_lines(solution)


def matrix_lines(solution: Solution) -> Iterator[Line]:
    """The Hessian matrix, its eigenvalues, and how the section bends."""
    if has_one_variable(solution):
        return
    yield from hessian_lines(solution)
    yield from eigen_lines(solution)
    if solution.second_limits is not None:
        yield from _bending_by_limits(solution, solution.second_limits)
    elif solution.hessian_at is not None:
        yield from _bending_lines(solution)


def hessian_lines(solution: Solution) -> Iterator[Line]:
    """The Hessian matrix at P where its numbers fit a line."""
    hessian = solution.hessian_at
    if hessian is None or any(is_rounded(entry, solution) for entry in hessian):
        return
    # [[a, b], [c, d]]: two columns more for each entry and each row.
    columns = sum(len(plain_text(entry)) + 2 for entry in hessian) + 2 * hessian.rows
    if columns <= _LONGEST_GENERAL:
        grid = Grid(tuple(map(tuple, hessian.tolist())))
        yield (Hessian(solution.problem.name), EQUALS, grid)


def _root_of_quadratic(value: Expr, solution: Solution) -> Line:
    """= -13 + √265, as the other root is -13 - √265; any other number as it comes."""
    line = number(value, solution)
    if not (value.is_Add and len(value.args) == _TERMS_OF_ROOT):
        return line
    rational, root = sorted(value.args, key=lambda term: not term.is_Rational)
    if not rational.is_negative or root.could_extract_minus_sign() or line[1] != Value(value):
        return line
    written = Formula("add", (in_reading_order(rational), in_reading_order(root)))
    return (line[0], Value(written), *line[2:])


def eigenvalue_line(solution: Solution) -> Line:
    """λ₁ = …, λ₂ = …; nothing where they are not known."""
    line: Line = ()
    for index, value in enumerate(solution.hessian_eigenvalues or (), start=1):
        line += (Separator(),) if line else ()
        line += (Letter("λ", index), *_root_of_quadratic(value, solution))
    return line


def higher_lines(solution: Solution) -> Iterator[Line]:
    """Each partial derivative of order 2 and more, general and at P."""
    partials = solution.higher_partials or ()
    groups = list(equal_ones(partials, solution))
    left_out = too_long_ones(groups, solution)
    for group in groups:
        line = _higher_line(group, solution, has_room=group not in left_out)
        if line:
            yield line
        yield from _missing_lines(group[0], solution)
    if left_out:
        names = series((repeated(group[0], solution),) for group in left_out)
        yield (words("long_partials", partials=names),)
    if partials and _is_left_out_at_boundary(solution):
        yield (words("higher_at_boundary", point=POINT, f=name_of(solution)),)
        return
    if has_one_variable(solution) or solution.point is None:
        return
    if solution.mixed_partials_agree is False:
        hessian = solution.hessian_at
        is_of_second = hessian is None or not hessian.is_symmetric()
        sentence = "mixed_partials_differ" if is_of_second else "higher_mixed_partials_differ"
        yield (words(sentence, point=POINT),)
    elif solution.mixed_partials_agree is None:
        yield from _open_lines(partials, solution)
    elif any(len(partial.variables) > 2 for partial in partials):
        yield (words("mixed_partials_agree", point=POINT),)


def _is_left_out_at_boundary(solution: Solution) -> bool:
    """Whether nothing is told at P since f has no values on one side of it."""
    if solution.verdict is None or any(
        part.at_point is not None or any(_missing_lines(part, solution))
        for part in solution.higher_partials or ()
    ):
        return False
    return solution.verdict.reason.kind.is_at_boundary


def _open_lines(partials: Sequence[HigherPartial], solution: Solution) -> Iterator[Line]:
    """What is not settled of the mixed derivatives at P."""
    if _is_agreement_open(partials, solution):
        yield (words("mixed_partials_open", point=POINT),)
    elif any(_is_mixed_open(partial, solution) for partial in partials):
        yield (words("higher_mixed_partials_open", point=POINT),)


def _is_agreement_open(partials: Sequence[HigherPartial], solution: Solution) -> bool:
    """Whether two mixed derivatives of order 2 may both exist and agree, or not."""
    mixed = [part for part in partials if len(part.variables) == len(set(part.variables)) == 2]
    missing = {frozenset(part.variables) for part in mixed if any(_missing_second(part, solution))}
    return any(part.at_point is None and frozenset(part.variables) not in missing for part in mixed)


def _is_mixed_open(partial: HigherPartial, solution: Solution) -> bool:
    """Whether a mixed derivative of order 3 or more may exist at P."""
    return (
        len(partial.variables) > 2
        and len(set(partial.variables)) > 1
        and not any(_missing_lines(partial, solution))
    )


def _missing_lines(partial: HigherPartial, solution: Solution) -> Iterator[Line]:
    """Why a derivative of order 2 or more does not exist at P, if that is proved."""
    if len(partial.variables) == 2:
        yield from _missing_second(partial, solution)
    elif partial.at_point is None and solution.higher_partials is not None:
        yield from _missing_higher(partial, solution)


def _missing_higher(partial: HigherPartial, solution: Solution) -> Iterator[Line]:
    ordinary, name = has_one_variable(solution), solution.problem.name
    derivative = RepeatedPartial(name, partial.variables, at_point=True, ordinary=ordinary)
    *before, last = partial.variables
    if partial.sides is None:
        lower = next(
            part for part in solution.higher_partials or () if part.variables == tuple(before)
        )
        if any(_missing_lines(lower, solution)):
            missing = RepeatedPartial(name, lower.variables, at_point=True, ordinary=ordinary)
            yield (words("second_partial_missing", derivative=derivative, partial=missing),)
    elif outcome_of(*partial.sides) in _SETTLED:
        along = None if ordinary else Letter("e", solution.variables.index(last) + 1)
        quotient = DifferenceQuotient(name, along, tuple(before))
        yield (failure(derivative, quotient, partial.sides, solution),)


def _missing_second(partial: HigherPartial, solution: Solution) -> Iterator[Line]:
    """Why f_xy(P) does not exist, if that is proved."""
    limits = solution.second_limits
    if limits is None or partial.at_point is not None:
        return
    row, column = map(solution.variables.index, partial.variables)
    ordinary, name = has_one_variable(solution), solution.problem.name
    derivative = RepeatedPartial(name, partial.variables, at_point=True, ordinary=ordinary)
    sentence = _WITHOUT_FIRST.get(_outcome_of_first(solution, row))
    if sentence is not None:
        first = Partial(name, solution.variables[row], at_point=True, ordinary=ordinary)
        yield (words(sentence, derivative=derivative, partial=first),)
        return
    sides = limits.partials[row][column]
    if outcome_of(*sides) not in _SETTLED:
        return
    along = None if ordinary else Letter("e", column + 1)
    quotient = DifferenceQuotient(name, along, (solution.variables[row],))
    yield (failure(derivative, quotient, sides, solution),)


def _outcome_of_first(solution: Solution, index: int) -> str:
    """What is proved of ∂f/∂xᵢ(P), which the second derivatives presuppose."""
    if solution.one_sided_partials is None or partial_value(solution, index) is not None:
        return "exists"
    return outcome_of(*solution.one_sided_partials[index])


_WITHOUT_FIRST = {
    "missing": "second_partial_missing",
    "undefined": "second_partial_missing",
    "one_sided": "second_partial_at_end",
}
_SETTLED = ("missing", "one_sided", "undefined")


def equal_ones(
    partials: Iterable[HigherPartial], solution: Solution
) -> Iterator[tuple[HigherPartial, ...]]:
    """The derivatives in groups that differ only in the order of differentiation."""
    if not solution.mixed_partials_agree:
        yield from ((partial,) for partial in partials)
        return

    def kind(partial: HigherPartial) -> tuple[int, list[int]]:
        places = sorted(map(solution.variables.index, partial.variables))
        return len(places), places

    for _, members in groupby(sorted(partials, key=kind), key=kind):
        group = tuple(members)
        if len(group) > 1 and shown_for_all(group, solution) is None:
            yield from ((partial,) for partial in group)
        else:
            yield group


def shown_for_all(group: Sequence[HigherPartial], solution: Solution) -> Shown | None:
    """The one form of derivatives that are equal; None where each holds in places of its own."""
    if not has_formula(solution):
        return group[0].general, group[0].valid_where
    shown = [shown_higher(solution, partial) for partial in group]
    conditions = [where for _, where in shown]
    form = form_for_all([form for form, _ in shown], conditions)
    return None if form is None else (form, without_borders(And(*conditions)))


def too_long_ones(
    groups: Sequence[tuple[HigherPartial, ...]], solution: Solution
) -> list[tuple[HigherPartial, ...]]:
    """The longest general expressions, where with them the answer would have no end."""
    shown = [group for group in groups if _shows_general(group[0], solution)]
    written = sum(len(plain_text(part)) for part in (solution.problem.f, *solution.partials))
    room = max(_LEAST_ROOM, _LONGEST_ANSWER - written)
    kept: list[tuple[HigherPartial, ...]] = []
    for group in sorted(shown, key=lambda group: _length(group[0], solution)):
        room -= _length(group[0], solution)
        if room < 0:
            break
        kept.append(group)
    return [group for group in shown if group not in kept]


def _shows_general(partial: HigherPartial, solution: Solution) -> bool:
    if not has_formula(solution):
        return False
    return partial.at_point is None or _length(partial, solution) <= _LONGEST_GENERAL


def _length(partial: HigherPartial, solution: Solution) -> int:
    """Columns of its general form."""
    return measure_text(shown_higher(solution, partial)[0])


def repeated(partial: HigherPartial, solution: Solution) -> RepeatedPartial:
    """Its sign, as f_xy."""
    ordinary = has_one_variable(solution)
    return RepeatedPartial(
        solution.problem.name, partial.variables, at_point=False, ordinary=ordinary
    )


def _higher_line(
    group: Sequence[HigherPartial], solution: Solution, *, has_room: bool = True
) -> Line:
    first = group[0]
    orders = orders_of(group, solution)
    line: Line = ()
    if has_room and _shows_general(first, solution):
        form, where = shown_for_all(group, solution) or shown_higher(solution, first)
        line = (*signs_of(orders, solution, at_point=False), Value(form), *valid_where(where))
    if first.at_point is None:
        return line
    line += (Separator(),) if line else ()
    (*named, _) = signs_of(orders if not line else orders[:1], solution, at_point=True)
    if extremum_criterion.names_at_point(solution):
        row, column = sorted(map(solution.variables.index, first.variables))
        named = [extremum_criterion.letter_of(row, column), EQUALS, *named]
    return (*line, *named, *number(first.at_point, solution))


def orders_of(group: Sequence[HigherPartial], solution: Solution) -> list[tuple[Symbol, ...]]:
    """The orders of differentiation to be named as equal."""
    orders = [partial.variables for partial in group]
    first = orders[0]
    others = (partial.variables for partial in solution.higher_partials or ())
    if len(set(first)) == len(first) == 2 and first[::-1] not in others:
        # Of the two that agree only one is given.
        return [first, first[::-1]] if solution.mixed_partials_agree else [first]
    return orders if len(orders) <= _MOST_NAMES else orders[:1]


def signs_of(orders: Iterable[tuple[Symbol, ...]], solution: Solution, *, at_point: bool) -> Line:
    """f_xy = f_yx =."""
    name, ordinary = solution.problem.name, has_one_variable(solution)
    line: Line = ()
    for variables in orders:
        partial = RepeatedPartial(name, variables, at_point=at_point, ordinary=ordinary)
        line += (partial, EQUALS)
    return line


def eigen_lines(solution: Solution) -> Iterator[Line]:
    """Each eigenvalue of the Hessian matrix with its direction."""
    values = solution.hessian_eigenvalues or ()
    vectors = solution.hessian_eigenvectors
    if vectors is None:
        line = eigenvalue_line(solution)
        if line:
            yield line
        return
    for index, (value, vector) in enumerate(zip(values, vectors, strict=True), start=1):
        eigenvector: Line = (Letter("w", index), *_entries(vector, solution))
        described = words("eigenvector", vector=eigenvector)
        yield (Letter("λ", index), *_root_of_quadratic(value, solution), Separator(), described)


def _entries(vector: Matrix, solution: Solution) -> Line:
    """The vector, in decimals where its exact entries hold roots in roots."""
    entries = decimals(vector, solution) if any(map(_has_nested_roots, vector)) else None
    if entries is not None:
        return (APPROXIMATELY, entries)
    equals, written = number_vector(vector, solution)
    # Exact ones are short over their length, as (1, -1)/√2.
    return (equals, write_unit(vector) if equals == EQUALS else written)


def _has_nested_roots(number: Expr) -> bool:
    return any(
        _is_root(outer) and any(map(_is_root, outer.base.atoms(Pow))) for outer in number.atoms(Pow)
    )


def _is_root(power: Pow) -> bool:
    return power.exp.is_Rational and not power.exp.is_Integer


_BENDINGS = {1: "bends_up", -1: "bends_down", 0: "does_not_bend"}


def _bending_lines(solution: Solution) -> Iterator[Line]:
    """D_u²f(P) = uᵀHu, and what it says about the section."""
    bending = solution.second_directional_derivative
    if bending is None:
        return
    name = solution.problem.name
    line: Line = (Rate(name, order=2), EQUALS, hessian_product(name), *number(bending, solution))
    yield line + say_bending(bending, solution)


def hessian_product(name: str, unit: Letter = UNIT) -> MatrixProduct:
    """The product uᵀHu."""
    return MatrixProduct((Transpose(unit), Hessian(name), unit))


def say_bending(second: Expr, solution: Solution) -> Line:
    """What D_u²f(P) says about the section."""
    sign = sign_of(second)
    if sign is None:
        return ()
    return (Separator(), words(_BENDINGS[sign], f=name_of(solution), u=UNIT, point=POINT))


def _bending_by_limits(solution: Solution, limits: SecondLimits) -> Iterator[Line]:
    """D_u²f(P) as a limit, or why it does not exist; and what uᵀHu would have given."""
    sides, second = limits.along_direction, solution.second_directional_derivative
    if sides is None:
        return
    name = solution.problem.name
    quotient = DifferenceQuotient(name, UNIT, UNIT)
    if second is not None:
        line: Line = (Rate(name, order=2), EQUALS, LimitOf(Approach(), quotient))
        yield (*line, *number(second, solution), *say_bending(second, solution))
    elif outcome_of(*sides) in _SETTLED:
        yield (failure(Rate(name, order=2), quotient, sides, solution),)
    else:
        return
    hessian, unit = solution.hessian_at, solution.unit_direction
    if hessian is not None and unit is not None:
        claimed = second_rate(hessian, unit)
        yield from product_would_give(hessian_product(name), claimed, sides, solution)
