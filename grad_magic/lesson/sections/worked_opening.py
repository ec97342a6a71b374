"""How a worked solution opens: the derivatives, and their values at P, in as few rows as a book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from sympy import fraction, igcd

from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.typed_forms import have_same_values
from grad_magic.formula.derivation_lines import NamedRule
from grad_magic.formula.sympy_forms import in_reading_order
from grad_magic.formula.tree import Formula
from grad_magic.lesson.pieces import (
    EQUALS,
    POINT,
    ZERO,
    gradient,
    has_one_variable,
    measure_text,
    name_of,
    number,
    shown_partial,
    value_at,
    words,
    words_about,
)
from grad_magic.lesson.sections import derivations, first_order, worked_functions, worked_gradient
from grad_magic.lesson.sections.worked_critical_system import tells_partials
from grad_magic.lesson.sections.worked_scope import (
    asks_for_differential_at_point,
    asks_for_direction,
    asks_for_extreme_rates,
    asks_for_gradient_alone,
    questions_of,
    separates_gradient,
    uses_gradient,
    uses_value,
)
from grad_magic.lesson.sections.worked_tangents import tells_value_with_level
from grad_magic.lesson.steps import (
    FunctionValue,
    Gradient,
    Line,
    Over,
    Partial,
    Separator,
    Value,
    Vector,
    Words,
)
from grad_magic.lesson.styles import style_named
from grad_magic.presets import TOTAL_DIFFERENTIAL, Asked
from grad_magic.solution import Solution

if TYPE_CHECKING:
    from sympy import Expr, Matrix

# Of a row of equations side by side, without their left sides.
_MOST_COLUMNS = 46
_MOST_COLUMNS_OF_VECTOR = 80
_COLUMNS_OF_SIGN = 8
# f(P) = 2.
_PLAIN = 3
_MOST_RULES = 2
_LEADING_RULES = (NamedRule.PRODUCT, NamedRule.QUOTIENT, NamedRule.CHAIN, NamedRule.POWER)


def opened_derivative_lines(solution: Solution, *, is_led_to: bool = False) -> Iterator[Line]:
    """The derivatives, behind the words that say what they are, unless these stand above."""
    recalled = tuple(worked_functions.known_derivative_lines(solution))
    lines = tuple(derivative_lines(solution))[len(recalled) :]
    yield from recalled
    has_words = any(isinstance(line[0], Words) for line in lines)
    is_introduced = worked_gradient.is_introduced(solution)
    bare, rules = derivations.without_rules(lines)
    is_introduced = is_introduced and not (recalled or rules or _begins_with_unit(solution))
    if not lines or has_words or is_introduced or is_led_to:
        yield from lines
        return
    yield (_opening(bare, rules, solution, is_recalled=bool(recalled)),)
    yield from bare


def goes_on(solution: Solution) -> bool:
    """Whether the derivatives stand right below what is given: Let f(x, y) = x². Then f_x = 2x."""
    is_given = not solution.problem.presentation.follows_statement
    is_total = solution.problem.presentation.differential == TOTAL_DIFFERENTIAL
    if not is_given or is_total or worked_gradient.is_long(solution):
        return False
    lines = tuple(derivative_lines(solution))
    _, rules = derivations.without_rules(lines)
    has_words = any(isinstance(line[0], Words) for line in lines)
    is_recalled = any(True for _ in worked_functions.known_derivative_lines(solution))
    return bool(lines) and not (rules or has_words or is_recalled)


def _opening(
    lines: Sequence[Line], rules: Sequence[NamedRule], solution: Solution, *, is_recalled: bool
) -> Words:
    """What these rows are, and by which rules: the gradient, or the partial derivatives."""
    name = name_of(solution)
    is_total = solution.problem.presentation.differential == TOTAL_DIFFERENTIAL
    if is_total and not asks_for_differential_at_point(solution):
        return words_about(solution, "as_partials_are")
    if rules:
        if solution.problem.presentation.follows_statement:
            rules = leading_rules(derivations.rules_of_each(solution)) or rules
        said = derivations.told_rules(rules)
        return words_about(solution, "partials_by_rules_are", f=name, rules=said)
    if gathers_gradient(solution):
        return words_about(solution, "as_partials_are")
    if not isinstance(lines[0][0], Gradient):
        joins = not is_recalled and _joins_values(lines, value_lines(solution), solution)
        row = "partials_at_point_are" if joins else "partials_are"
        return words_about(solution, row, f=name, point=POINT)
    values = tuple(value_lines(solution)) if solution.point is not None else ()
    is_followed = len(values) == 1 and isinstance(values[0][0], Gradient)
    if separates_gradient(solution) or not is_followed:
        return words("gradient_is", f=name)
    # The answer, what the rates come from, or one of two vectors to be multiplied.
    if asks_for_gradient_alone(solution):
        row = "gradient_and_value_are"
    elif asks_for_extreme_rates(solution):
        row = "first_gradient_is"
    else:
        row = "then_gradient_is" if _begins_with_unit(solution) else "gradient_at_point_is"
    return words(row, f=name, point=POINT)


def leading_rules(used: Sequence[AbstractSet[NamedRule]]) -> Sequence[NamedRule]:
    """The rule that is new where these are used for each derivative, which books name."""
    leading = [rule for rule in _LEADING_RULES if any(rule in one for one in used)]
    is_enough = leading[:1] != [NamedRule.PRODUCT] or all(leading[0] in one for one in used)
    return leading[: 1 if is_enough else _MOST_RULES]


def _begins_with_unit(solution: Solution) -> bool:
    """Whether the direction has been told before the derivatives."""
    return asks_for_direction(solution) and first_order.has_first_unit(solution)


def opened_value_lines(solution: Solution, *, is_led_to: bool = False) -> Iterator[Line]:
    """The values at P, behind the words that say what they are, unless these stand above.

    A gradient at P stands below the general one as it is.
    """
    lines = tuple(value_lines(solution))
    if not lines:
        return
    if gathers_gradient(solution) and len(lines) == 1:
        yield (words("so_gradient_is"),)
        yield worked_gradient.gradient_line(solution)
        yield from lines
        return
    if not separates_gradient(solution):
        yield from owed_gradient_lines(solution)
    if _has_limits(solution):
        # What functions are at P follows from no definition.
        said = [line for line in lines if isinstance(line[0], FunctionValue)]
        said += worked_gradient.part_lines(solution)
        lines = tuple(line for line in lines if line not in said) or lines
        yield from _opened("by_definition", lines)
        return
    general = tuple(derivative_lines(solution))
    is_told = bool(general) and isinstance(general[-1][0], Gradient) and len(lines) == 1
    is_told = is_told and isinstance(lines[0][0], Gradient)
    is_told = is_told or (has_one_variable(solution) and len(lines) == 1)
    is_told = is_told or (is_led_to and len(general) == len(lines) == 1)
    is_told = is_told or _joins_values(general, lines, solution)
    if is_told and not separates_gradient(solution):
        yield from lines
    elif (shared := _shared_divisor(solution)) is not None and len(lines) == 1:
        divisor, entries = shared
        yield (words("at_point_so", point=POINT, value=divisor),)
        (row,) = lines
        # Behind f(P), where both have room in one row.
        place = next(index for index, piece in enumerate(row) if isinstance(piece, Gradient))
        yield (*row[: place + 1], *entries, *row[-2:])
    else:
        yield from _opened("at_point_we_have", lines)


def owed_gradient_lines(solution: Solution) -> Iterator[Line]:
    """The gradient, where it is asked for and its entries alone stand above."""
    if not _owes_gradient(solution):
        return
    if first_order.is_gradient_short(solution):
        yield (words("so_gradient_is"),)
        yield worked_gradient.gradient_line(solution)
    else:
        whole = gradient(solution, at_point=False)
        yield (words("components_of_gradient", gradient=whole),)


def _owes_gradient(solution: Solution) -> bool:
    """Whether the gradient is asked for, and its entries alone stand above."""
    is_asked = Asked.GRADIENT in questions_of(solution) and uses_gradient(solution)
    is_asked = is_asked and solution.problem.presentation.follows_statement
    is_told = any(isinstance(line[0], Gradient) for line in derivative_lines(solution))
    is_there = not (has_one_variable(solution) or _has_limits(solution))
    return is_asked and is_there and not is_told


def _joins_values(lines: Sequence[Line], values: Iterable[Line], solution: Solution) -> bool:
    """Whether the partial derivatives stand in rows, and their values at P right below.

    So they do below a statement, where they need no calculation.
    """
    if not solution.problem.presentation.follows_statement or has_one_variable(solution):
        return False
    bare, rules = derivations.without_rules(lines)
    values = tuple(values)
    are_rows = bool(bare) and not rules and all(isinstance(line[0], Partial) for line in bare)
    are_rows = are_rows and not separates_gradient(solution)
    return are_rows and len(values) == 1 and isinstance(values[0][0], Partial)


def _shared_divisor(solution: Solution) -> tuple[Line, Line] | None:
    """x² + y² + 2z² = 10 and = ⟨2, -2, 8⟩ over it, where all partial derivatives have it below."""
    slopes, point = solution.gradient_at, solution.point
    if slopes is None or point is None or not uses_gradient(solution):
        return None
    place = dict(zip(solution.variables, point, strict=True))
    parts = [fraction(partial) for partial in solution.partials if partial != 0]
    divisors = {below for _, below in parts}
    if len(parts) < len(solution.variables) or len(divisors) > 1:
        return None
    (divisor,) = divisors
    value = shorten_number(divisor.xreplace(place))
    entries = [shorten_number(above.xreplace(place)) for above, _ in parts]
    are_plain = all(entry.is_Integer for entry in (value, *entries)) and value not in (0, 1)
    if divisor.is_number or not are_plain or solution.is_approximate:
        return None
    shown = _as_shown(divisor, solution)
    if shown is None:
        return None
    told: Line = (
        Value(shown),
        *worked_gradient.worked_value(shown, value, solution),
        EQUALS,
        Value(value),
    )
    # -2/2 is written by nobody.
    is_shortened = any(igcd(entry, value) != 1 for entry in entries)
    is_shortened = is_shortened and not any(entry % value == 0 for entry in entries)
    return told, (EQUALS, Over(Vector(tuple(entries)), value)) if is_shortened else ()


def _as_shown(divisor: Expr, solution: Solution) -> Formula | None:
    """A divisor of the partial derivatives as it stands in the first of them, if it does."""
    form = shown_partial(solution, 0)[0]
    parts = form.parts if isinstance(form, Formula) else in_reading_order(form).parts
    below = (part.operands[0] for part in parts if part.operation == "reciprocal")
    names = sorted(divisor.free_symbols, key=str)
    return next((part for part in below if have_same_values(part, divisor, names)), None)


def _opened(row: str, lines: Sequence[Line]) -> Iterator[Line]:
    if not isinstance(lines[0][0], Words):
        yield (words(row, point=POINT),)
    yield from lines


def _has_limits(solution: Solution) -> bool:
    return solution.one_sided_partials is not None and not has_one_variable(solution)


def derivative_lines(solution: Solution) -> Iterator[Line]:
    """The partial derivatives with their rules; where these are plain, the gradient alone."""
    yield from worked_functions.known_derivative_lines(solution)
    if worked_functions.has_cases(solution):
        yield (words_about(solution, "case_by_case"),)
    rows = list(derivations.partial_lines(solution))
    holds_at_border = worked_functions.has_one_formula(solution)
    if has_one_variable(solution) or holds_at_border:
        yield from rows
        if holds_at_border:
            yield (words("slopes_agree_at_border"),)
        return
    is_plain = len(rows) == len(solution.variables) and not any(map(_has_parts, rows))
    if is_plain and tells_partials(solution):
        return
    has_gradient = uses_gradient(solution)
    # Below a statement without a point each of them may be what is asked for.
    is_each_asked = solution.point is None and solution.problem.presentation.follows_statement
    if is_plain and gathers_gradient(solution):
        yield from side_by_side(rows)
        return
    if is_plain and has_gradient and not is_each_asked and first_order.is_gradient_short(solution):
        yield worked_gradient.gradient_line(solution)
        return
    yield from side_by_side(rows) if is_plain else rows
    if has_gradient and solution.point is None:
        yield worked_gradient.gradient_line(solution)


def gathers_gradient(solution: Solution) -> bool:
    """Whether the gradient at P is asked for, and made of the partial derivatives told before."""
    style = style_named(solution.problem.presentation)
    is_asked = asks_for_gradient_alone(solution) and solution.point is not None
    is_there = solution.gradient_at is not None and solution.one_sided_partials is None
    is_short = first_order.is_gradient_short(solution) and not has_one_variable(solution)
    return style.gathers_gradient and is_asked and is_there and is_short


def _has_parts(row: Line) -> bool:
    return any(isinstance(piece, Separator) for piece in row)


def packed(rows: Sequence[Line]) -> Iterator[Line]:
    """The rows side by side where each is one equation without a note."""
    is_plain = all(EQUALS in row[1:] and row[0] != EQUALS for row in rows)
    yield from side_by_side(rows) if is_plain and not any(map(_has_parts, rows)) else rows


def side_by_side(rows: Sequence[Line]) -> Iterator[Line]:
    """The equations in one row, or two and two, where they have room; else each in its own."""
    found = list(_rows_of(rows))
    counts = [1 + sum(isinstance(piece, Separator) for piece in row) for row in found]
    yield from found if len(set(counts)) == 1 else rows


def _rows_of(rows: Sequence[Line]) -> Iterator[Line]:
    """As many equations in a row as have room there."""
    row: Line = ()
    for line in rows:
        if row and _columns(row) + _columns(line) > _MOST_COLUMNS:
            yield row
            row = ()
        row = (*row, Separator(), *line) if row else line
    if row:
        yield row


def _columns(line: Line) -> int:
    return sum(
        measure_text(piece.expr) if isinstance(piece, Value) else _COLUMNS_OF_SIGN
        for piece in line
        if piece != EQUALS and not isinstance(piece, Separator)
    )


def value_lines(solution: Solution) -> Iterator[Line]:
    """f(P) where it is used, and ∇f(P), or the partial derivatives at P, with the numbers put in.

    Where these are limits each has its own row.
    """
    slopes = solution.gradient_at
    is_by_rules = solution.one_sided_partials is None and slopes is not None
    if has_one_variable(solution) or not is_by_rules or solution.is_approximate:
        yield from worked_gradient.value_lines(solution)
        return
    assert slopes is not None
    yield from worked_gradient.part_lines(solution)
    value = value_at(solution)
    is_used = value is not None and uses_value(solution)
    told = worked_gradient.value_line(value, solution) if value is not None and is_used else ()
    if told and uses_gradient(solution) and tells_value_with_level(solution):
        told = ()
    rows = list(_slope_rows(solution))
    if not uses_gradient(solution):
        together = list(packed((told, *rows))) if told else []
        if len(together) == 1:
            yield from together
            return
        yield from (told,) if told else ()
        yield from packed(rows)
        return
    worked = _worked_gradient(solution)
    has_parts = any(len(row) > len((ZERO, EQUALS, ZERO)) for row in rows)
    if not worked and has_parts and not _are_plain(slopes, solution):
        yield from (told, *rows) if told else rows
        told = ()
    found = first_order.gradient_at_point(solution, slopes)
    if told and not worked and len(told) == len(found) + 1 == _PLAIN:
        # Two plain ones have room in one row.
        yield (*told, Separator(), gradient(solution), *found)
        return
    yield from (told,) if told else ()
    yield (gradient(solution), *worked, *found)


def _are_plain(slopes: Matrix, solution: Solution) -> bool:
    """Whether a statement asks for nothing but these fractions, which one sees."""
    assert solution.point is not None
    are_whole = all(place.is_Integer for place in solution.point)
    is_stated = solution.problem.presentation.follows_statement
    return is_stated and are_whole and all(slope.is_Rational for slope in slopes)


def _slope_rows(solution: Solution) -> Iterator[Line]:
    assert solution.gradient_at is not None
    for index, (variable, slope) in enumerate(
        zip(solution.variables, solution.gradient_at, strict=True)
    ):
        worked, because = worked_gradient.worked_slope(solution, index, slope)
        # Exact, as they are reckoned with; a decimal stands where no exact number can.
        value = number(slope, solution)[:2]
        partial = Partial(solution.problem.name, variable, at_point=True)
        yield (partial, *worked, *value, *because)


def _worked_gradient(solution: Solution) -> Line:
    """= ⟨2·1·2, 1²⟩; nothing where that shows nothing or is long.

    Where values have to be known two: = ⟨σ(ln 2) - 1, …⟩ = ⟨2/3 - 1, …⟩.
    """
    assert solution.gradient_at is not None
    stages: list[list[Expr | Formula]] = [[], []]
    for index, slope in enumerate(solution.gradient_at):
        worked, because = worked_gradient.worked_slope(solution, index, slope)
        if because or not slope.is_finite:
            return ()
        forms = [piece.expr for piece in worked if isinstance(piece, Value)] or [slope]
        written = forms[0]
        is_seen = slope == 0 and isinstance(written, Formula) and written.operation == "multiply"
        stages[0].append(slope if is_seen else written)
        stages[1].append(slope if is_seen else forms[-1])
    is_plain = _are_plain(solution.gradient_at, solution)
    most = _MOST_COLUMNS if is_plain else _MOST_COLUMNS_OF_VECTOR
    line: Line = ()
    for entries in stages if stages[0] != stages[1] else stages[:1]:
        is_short = sum(map(measure_text, entries)) <= most
        if is_short and entries != list(solution.gradient_at):
            line += (EQUALS, Vector(tuple(entries)))
    return line
