"""The test for extrema of two variables: by D and f_xx, or in the letters A, B and C of a book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sympy import Integer, Mul, Poly, terms_gcd, true

from grad_magic.formula.sympy_forms import UnreadableExpressionError, in_reading_order
from grad_magic.formula.tree import Formula
from grad_magic.lesson.pieces import EQUALS, has_one_variable, measure_text, shown_second
from grad_magic.lesson.steps import (
    Discriminant,
    Letter,
    Line,
    Piece,
    RepeatedPartial,
    Separator,
    Value,
)
from grad_magic.lesson.styles import style_named
from grad_magic.lesson.substitution import can_be_seen, entered
from grad_magic.lesson.transcription import LETTERS_OF_SECOND, names_second
from grad_magic.solution import Solution

if TYPE_CHECKING:
    from sympy import Expr, Matrix

DISCRIMINANT = Letter("discriminant")
_HIGHEST_FACTORED = 40
_PLANE = 2
_PLACES = ((0, 0), (0, 1), (1, 1))
# Of the three second derivatives together, beside their names in a row.
_MOST_COLUMNS_OF_SECOND = 36


def is_in_letters(solution: Solution) -> bool:
    """Whether A, B and C stand for f_xx, f_xy and f_yy, and AC - B² for D."""
    is_plane = len(solution.variables) == len(LETTERS_OF_SECOND) - 1
    return is_plane and names_second(solution.problem, style_named(solution.problem.presentation))


def varies_in_letters(solution: Solution) -> bool:
    """Whether these letters stand for other numbers at each point, and are told there."""
    hessian = solution.hessian
    return is_in_letters(solution) and hessian is not None and bool(hessian.free_symbols)


def decides_at_point(solution: Solution) -> bool:
    """Whether the test of two variables, as books have it, stands for the eigenvalues at P."""
    reason, hessian = solution.critical_reason, solution.hessian_at
    is_by_hessian = reason is not None and reason.kind.is_by_hessian
    return is_by_hessian and len(solution.variables) == _PLANE and hessian is not None


def names_at_point(solution: Solution) -> bool:
    """Whether A, B and C are named where `order=2` tells of the derivatives at P."""
    problem = solution.problem
    is_asked = problem.order == _PLANE and not problem.presentation.is_worked
    return is_asked and decides_at_point(solution) and is_in_letters(solution)


def second_partial(
    solution: Solution, row: int, column: int, *, at_point: bool, at_place: bool = False
) -> RepeatedPartial:
    """f_xy(P); without P f_xy, with its variables unless a place has been told."""
    return RepeatedPartial(
        solution.problem.name,
        (solution.variables[row], solution.variables[column]),
        at_point=at_point,
        ordinary=has_one_variable(solution),
        at_place=at_place,
    )


def letter_of(row: int, column: int) -> Letter:
    """A for f_xx, B for f_xy, C for f_yy."""
    return Letter(LETTERS_OF_SECOND[row + column])


def named_second(solution: Solution, row: int, column: int, *, at_point: bool) -> Line:
    """f_xx(P), where it has a letter A = f_xx(P)."""
    partial = second_partial(solution, row, column, at_point=at_point)
    return (letter_of(row, column), EQUALS, partial) if is_in_letters(solution) else (partial,)


def told_second(solution: Solution, row: int, column: int, *, at_point: bool) -> Piece:
    """The same within a sentence that tells of its sign: A, or f_xx(P)."""
    if is_in_letters(solution):
        return letter_of(row, column)
    return second_partial(solution, row, column, at_point=at_point, at_place=True)


def in_fewest_signs(general: Expr, solution: Solution) -> Formula | Expr:
    """D as a function of the variables, in factors or as a difference where that is shorter.

    36(x + 1)(1 - y), 4xy - (3 - 2x - 2y)²; of decimal data as it comes, 4.2y - 0.09.
    """
    if solution.problem.has_decimals:
        return general
    forms = [in_reading_order(general)]
    mixed = shown_second(solution, 0, 1)[0] if solution.hessian is not None else None
    if solution.hessian is not None and isinstance(mixed, Formula) and mixed.operation == "add":
        pure = in_reading_order(solution.hessian[0, 0] * solution.hessian[1, 1])
        square = Formula("power", (mixed, in_reading_order(Integer(2))))
        forms.append(Formula("add", (pure, Formula("negate", (square,)))))
    if general.free_symbols and general.is_polynomial():
        # At higher degrees factors take seconds, and are hardly ever shorter than powers in front.
        is_high = Poly(general).total_degree() > _HIGHEST_FACTORED
        factored = terms_gcd(general) if is_high else general.factor()
        if sum(bool(part.free_symbols) for part in Mul.make_args(factored)) > 1:
            forms.insert(0, without_minus(factored))
    return min(forms, key=measure_text)


def without_minus(product: Expr) -> Formula:
    """36(x + 1)(1 - y) for -36(x + 1)(y - 1)."""
    number, rest = product.as_coeff_Mul()
    parts = list(Mul.make_args(rest))
    sums = [index for index, part in enumerate(parts) if part.is_Add and _has_minus(part)]
    if number.is_nonnegative or not sums:
        return in_reading_order(product)
    parts[sums[-1]] = -parts[sums[-1]]
    factors = parts if number == -1 else [-number, *parts]
    return Formula("multiply", tuple(map(in_reading_order, factors)))


def _has_minus(terms: Expr) -> bool:
    return any(term.as_coeff_Mul()[0].is_negative for term in terms.args)


# Columns of D as a function, behind its name.
_MOST_COLUMNS_OF_GENERAL = 50
_MOST_COLUMNS = 70


def tells_general(solution: Solution) -> bool:
    """Whether a worked solution has D as a function of the variables."""
    general = solution.critical_points_discriminant
    return general is not None and measure_text(general) <= _MOST_COLUMNS_OF_GENERAL


def with_numbers(hessian: Matrix, solution: Solution) -> Formula | None:
    """6·6 - (-3)² with the second derivatives put in; None where nobody would follow."""
    if not can_be_seen(hessian, solution):
        return None
    try:
        a, b, c = (entered(entry) for entry in (hessian[0, 0], hessian[0, 1], hessian[1, 1]))
        two = in_reading_order(Integer(2))
    except UnreadableExpressionError:
        return None
    square = Formula("negate", (Formula("power", (b, two)),))
    worked = Formula("add", (Formula("multiply", (a, c)), square))
    return worked if measure_text(worked) <= _MOST_COLUMNS else None


def with_functions(solution: Solution) -> Formula | None:
    """-4(2y - 2) - (2x)² with the second derivatives as functions; None where that is by head."""
    forms = [shown_second(solution, row, column)[0] for row, column in _PLACES]
    if solution.problem.has_decimals or solution.hessian is None or 0 in solution.hessian:
        return None
    try:
        a, b, c = (form if isinstance(form, Formula) else in_reading_order(form) for form in forms)
        two = in_reading_order(Integer(2))
    except UnreadableExpressionError:
        return None
    are_negative = a.operation == c.operation == "negate"
    if are_negative and a != c and a.names and c.names:
        # (-4y)(-2x), with a sign for each.
        a = entered(a)
    elif are_negative:
        a, c = a.operands[0], c.operands[0]
    # A number stands before a bracket.
    pure = Formula("multiply", (c, a) if a.names and not c.names else (a, c))
    if a == c and a.names:
        pure = Formula("power", (a, two))
    worked = Formula("add", (pure, Formula("negate", (Formula("power", (b, two)),))))
    return worked if measure_text(worked) <= _MOST_COLUMNS_OF_GENERAL else None


def discriminant(solution: Solution) -> Line:
    """D = f_xx f_yy - f_xy², or AC - B²."""
    if is_in_letters(solution):
        return (DISCRIMINANT,)
    first, second = solution.variables
    return (DISCRIMINANT, EQUALS, Discriminant(solution.problem.name, (first, second)))


def letters_lines(solution: Solution) -> Iterator[Line]:
    """A = f_xx, B = f_xy, C = f_yy, where they have letters."""
    if is_in_letters(solution):
        yield _named_seconds(solution, [() for _ in _PLACES])


def second_lines(solution: Solution) -> Iterator[Line]:
    """f_xx = 6x, f_xy = -6, f_yy = 48y, where they are short; with letters A = f_xx = 6x."""
    shown: list[Formula | Expr] = []
    if solution.hessian is not None and len(solution.variables) == len(_PLACES) - 1:
        forms = [shown_second(solution, row, column) for row, column in _PLACES]
        columns = [measure_text(form) for form, _ in forms]
        is_short = sum(columns) <= _MOST_COLUMNS_OF_SECOND
        shown = [form for form, where in forms if is_short and where == true]
    if len(shown) == len(_PLACES):
        yield _named_seconds(solution, [(EQUALS, Value(form)) for form in shown])
    else:
        yield from letters_lines(solution)


def _named_seconds(solution: Solution, values: Sequence[Line]) -> Line:
    line: Line = ()
    for (row, column), value in zip(_PLACES, values, strict=True):
        line += (Separator(),) if line else ()
        line += (*named_second(solution, row, column, at_point=False), *value)
    return line
