"""Second derivatives worked out from the first ones, and D_u²f(P) from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sympy import Integer, Symbol, factor

from grad_magic.calculus.extrema.kinds.discriminants import is_smooth_by_form
from grad_magic.formula.sympy_forms import UnreadableExpressionError, in_reading_order
from grad_magic.formula.tree import Formula, sum_of
from grad_magic.lesson.pieces import (
    ANY_UNIT,
    EQUALS,
    POINT,
    UNIT,
    ZERO,
    Shown,
    has_one_variable,
    measure_text,
    name_of,
    number,
    series,
    shown_higher,
    shown_partial,
    valid_where,
    words,
    write_text,
)
from grad_magic.lesson.sections import derivations, second_order
from grad_magic.lesson.sections.worked_gradient import worked_value
from grad_magic.lesson.sections.worked_opening import packed
from grad_magic.lesson.steps import Hessian, Line, Rate, RepeatedPartial, Value
from grad_magic.lesson.styles import style_named
from grad_magic.lesson.substitution import can_be_seen, entered
from grad_magic.lesson.unit_vectors import over_number
from grad_magic.solution import HigherPartial, Solution

if TYPE_CHECKING:
    from sympy import Expr

_MOST_COLUMNS = 90
_PLANE = 2
_MOST_EQUALITIES = 3


def second_order_lines(solution: Solution, *, is_told: bool = False) -> Iterator[Line]:
    """All that `order=k` asks for; as in brief where the derivatives come from limits.

    Args:
        solution: what is true.
        is_told: whether the derivatives have been told as functions.
    """
    partials = solution.higher_partials or ()
    if not tells_derivatives(solution):
        yield from second_order.second_order_lines(solution)
        return
    groups = list(second_order.equal_ones(partials, solution))
    if not is_told:
        yield from _function_lines(groups, solution)
    yield from packed([line for group in groups for line in _value_line(group[0], solution)])
    if has_one_variable(solution):
        return
    is_told = style_named(solution.problem.presentation).tells_hessian
    if is_told or solution.unit_direction is not None:
        yield from second_order.hessian_lines(solution)
    if is_told:
        yield from _meaning_lines(solution)
        yield from _characteristic_lines(solution)
        yield from second_order.eigen_lines(solution)
    yield from _bending_lines(solution)


def tells_derivatives(solution: Solution) -> bool:
    """Whether the derivatives come by the rules, and are told as functions."""
    is_asked = solution.problem.order > 1 and solution.second_limits is None
    return is_asked and solution.mixed_partials_agree is True


def _function_lines(
    groups: Sequence[tuple[HigherPartial, ...]], solution: Solution
) -> Iterator[Line]:
    """Each derivative as a function, and that the mixed ones are equal."""
    mixed = [group for group in groups if len(group) > 1]
    functions = [partial.general for group in mixed for partial in group]
    # Without a point there may be some where they are not.
    is_at_all = solution.point is not None or all(map(is_smooth_by_form, (solution.f, *functions)))
    too_long = second_order.too_long_ones(groups, solution)
    shown = [group for group in groups if group not in too_long]
    named = derivations.rules_of_partials(solution)
    mixed_shown = [group for group in mixed if group in shown]
    is_first_alone = is_at_all and not _are_named(mixed_shown, solution)
    rows: Sequence[Line] = [
        line
        for group in shown
        for line in _general_lines(group, solution, named, is_first_alone=is_first_alone)
    ]
    heading, rows = derivations.headed("differentiate_again", rows, solution)
    yield heading
    yield from packed(rows)
    if is_at_all and mixed:
        yield _equality_line(mixed_shown, solution)
    if too_long:
        names = series((second_order.repeated(group[0], solution),) for group in too_long)
        yield (words("long_partials", partials=names),)


def _equality_line(groups: Sequence[tuple[HigherPartial, ...]], solution: Solution) -> Line:
    """Why f_yx = f_xy and the like, if they have been told so."""
    row = "mixed_partials_equal" if _are_named(groups, solution) else "mixed_partials_continuous"
    return (words(row),)


def _are_named(groups: Sequence[Sequence[HigherPartial]], solution: Solution) -> bool:
    """Whether each mixed derivative stands in its row under all its names."""
    return solution.problem.order == _PLANE and 0 < len(groups) <= _MOST_EQUALITIES


def _meaning_lines(solution: Solution) -> Iterator[Line]:
    """What the eigenvalues are at a point that is not critical, where no test needs them."""
    if solution.critical_kind is not None or solution.hessian_eigenvectors is None:
        return
    name = solution.problem.name
    rate = Rate(name, order=2, along=ANY_UNIT.letter)
    second: Line = (rate, EQUALS, second_order.hessian_product(name, ANY_UNIT))
    gaps = {"second": second, "hessian": (Hessian(name),)}
    yield (words("bends_between", f=name_of(solution), u=ANY_UNIT, **gaps),)


def _characteristic_lines(solution: Solution) -> Iterator[Line]:
    """λ² - (trace)·λ + det = 0 with its numbers, of which the eigenvalues are the roots."""
    hessian, names = solution.hessian_at, {str(name) for name in solution.variables}
    if hessian is None or hessian.shape != (_PLANE, _PLANE) or not solution.hessian_eigenvalues:
        return
    a, b, c = hessian[0, 0], hessian[0, 1], hessian[1, 1]
    is_readable = not hessian.free_symbols and can_be_seen(hessian, solution)
    if b == 0 or "lambda" in names or solution.is_approximate or not is_readable:
        return
    root = Symbol("lambda", real=True)
    name, two = Formula("name", value=root), Formula("number", value=Integer(2))
    trace = Formula("add", (entered(a), entered(c)))
    square = Formula("power", (entered(b), two))
    determinant = Formula(
        "add", (Formula("multiply", (entered(a), entered(c))), Formula("negate", (square,)))
    )
    middle = Formula("negate", (Formula("multiply", (trace, name)),))
    worked = Formula("add", (Formula("power", (name, two)), middle, determinant))
    polynomial = (root**2 - (a + c) * root + a * c - b**2).expand()
    sides: Line = (Value(worked), EQUALS, Value(_in_falling_powers(polynomial, root)))
    if all(value.is_Rational for value in solution.hessian_eigenvalues):
        factored = factor(polynomial)
        sides += (EQUALS, Value(in_reading_order(factored))) if factored != polynomial else ()
    if measure_text(worked) > _MOST_COLUMNS:
        return
    yield (words("eigenvalues_solve", equation=(*sides, EQUALS, ZERO)),)


def _in_falling_powers(polynomial: Expr, root: Symbol) -> Formula:
    """λ² - 9e²λ - 8e⁴, with the numbers before the unknown."""
    name = Formula("name", value=root)
    terms = [Formula("power", (name, Formula("number", value=Integer(2))))]
    for power in (1, 0):
        number = polynomial.coeff(root, power)
        is_below = number.could_extract_minus_sign()
        size = in_reading_order(-number if is_below else number)
        term = Formula("multiply", (size, name)) if power else size
        if number != 0:
            terms.append(Formula("negate", (term,)) if is_below else term)
    return sum_of(terms)


def _general_lines(
    group: Sequence[HigherPartial],
    solution: Solution,
    named: derivations.Told,
    *,
    is_first_alone: bool,
) -> Iterator[Line]:
    """f_xy = f_yx = …, differentiated from f_x; that the others are equal may be told below."""
    first = group[0]
    orders = second_order.orders_of(group, solution)
    if is_first_alone:
        del orders[1:]
    *left, _ = second_order.signs_of(orders, solution, at_point=False)
    result = second_order.shown_for_all(group, solution) or shown_higher(solution, first)
    before = _one_before(first, solution)
    if before is None:
        yield (*left, EQUALS, Value(result[0]), *valid_where(result[1]))
        return
    function = (before[0], first.general)
    by = first.variables[-1]
    yield from derivations.derived(tuple(left), function, by, result, solution, named=named)


def _one_before(partial: HigherPartial, solution: Solution) -> Shown | None:
    """The derivative by all variables but the last, as it is shown."""
    *before, _ = partial.variables
    if len(before) == 1:
        return shown_partial(solution, solution.variables.index(before[0]))
    wanted = sorted(before, key=str)
    for other in solution.higher_partials or ():
        if sorted(other.variables, key=str) == wanted:
            return shown_higher(solution, other)
    return None


def _value_line(partial: HigherPartial, solution: Solution) -> Iterator[Line]:
    if partial.at_point is None:
        return
    sign = RepeatedPartial(
        solution.problem.name,
        partial.variables,
        at_point=True,
        ordinary=has_one_variable(solution),
    )
    general = shown_higher(solution, partial)[0]
    if write_text(general) == write_text(partial.at_point):
        # A constant has been told.
        return
    worked = worked_value(general, partial.at_point, solution)
    yield (sign, *worked, *number(partial.at_point, solution))


def _bending_lines(solution: Solution) -> Iterator[Line]:
    """D_u²f(P) = uᵀHu with the numbers put in."""
    second, hessian = solution.second_directional_derivative, solution.hessian_at
    if second is None or hessian is None:
        return
    name = solution.problem.name
    yield (words("second_rate", f=name_of(solution), point=POINT, u=UNIT),)
    line: Line = (Rate(name, order=2), EQUALS, second_order.hessian_product(name))
    worked = _product(solution)
    if worked is not None and write_text(worked) != write_text(second):
        line += (EQUALS, Value(worked))
    yield (*line, *number(second, solution), *second_order.say_bending(second, solution))


def _product(solution: Solution) -> Formula | None:
    """(f_xx·u₁² + 2·f_xy·u₁·u₂ + f_yy·u₂²)/‖…‖² with numbers; None where they are long."""
    hessian, unit = solution.hessian_at, solution.unit_direction
    assert hessian is not None
    assert unit is not None
    entries, divisor = over_number(tuple(unit))
    if not can_be_seen((*hessian, *entries), solution):
        return None
    try:
        terms = [
            _term(hessian[row, column], row, column, entries)
            for row in range(len(entries))
            for column in range(row, len(entries))
            if hessian[row, column] != 0
        ]
        square = entered(divisor**2)
    except UnreadableExpressionError:
        return None
    if not terms:
        return None
    total = sum_of(terms)
    if divisor != 1:
        total = Formula("multiply", (total, Formula("reciprocal", (square,))))
    return total if measure_text(total) <= _MOST_COLUMNS else None


def _term(entry: Expr, row: int, column: int, unit: Sequence[Expr]) -> Formula:
    if row == column:
        square = Formula("power", (entered(unit[row]), Formula("number", value=Integer(2))))
        return Formula("multiply", (entered(entry), square))
    factors = (Integer(2), entry, unit[row], unit[column])
    return Formula("multiply", tuple(map(entered, factors)))
