"""What was asked for beside the gradient: the total differential, the linearization at P."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sympy import (
    And,
    Expr,
    Float,
    Matrix,
    Rational,
    Symbol,
)

from grad_magic.calculus.conditions import without_borders
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.formula.decimal_digits import write_decimal
from grad_magic.formula.sympy_forms import in_reading_order, to_sympy
from grad_magic.formula.tree import Formula, sum_of
from grad_magic.lesson.decimal_fractions import in_decimals
from grad_magic.lesson.decimals import is_exact_decimal, to_decimal
from grad_magic.lesson.pieces import (
    APPROXIMATELY,
    EQUALS,
    POINT,
    ZERO,
    combination,
    name_of,
    number,
    shown_partial,
    valid_where,
    value_at,
    words,
    written_out,
)
from grad_magic.lesson.sections.first_order import has_formula
from grad_magic.lesson.sections.tangents import linear_function, linear_part, linear_terms
from grad_magic.lesson.sections.worked_scope import (
    asks_for_differential_at_point,
    is_smooth_everywhere,
)
from grad_magic.lesson.sections.worked_tangents import change_lines
from grad_magic.lesson.steps import (
    Decimal,
    Differential,
    FunctionValue,
    Line,
    MatrixProduct,
    Multiple,
    Piece,
    Separator,
    Total,
    Tuple,
    Value,
)
from grad_magic.lesson.substitution import can_be_seen, linear_form_at
from grad_magic.presets import TOTAL_DIFFERENTIAL
from grad_magic.solution import Solution

# By which the two are told apart, and in how many units of the last one that is seen.
_MOST_MORE_DIGITS = 4
_LEAST_UNITS_APART = 5
_MOST_IN_ROW = 3
# The sign of equality and a sum.
_RESULT_ALONE = 2
_MOST_PLACES = 17
# That of books, and what they take where it is the loss.
_LETTERS = ("L", "T", "A", "ℓ")


def differential_lines(solution: Solution) -> Iterator[Line]:
    """dz in general and, where f is differentiable there, at P; in short at P alone."""
    height = Symbol(solution.problem.name, real=True)
    is_short = solution.problem.presentation.steps == "short" and solution.point is not None
    line: Line = () if is_short else next(general_lines(solution), ())
    if solution.gradient_at is not None and solution.differentiable:
        line += (Separator(),) if line else ()
        at_point = Differential(height, at_point=True)
        line += (at_point, EQUALS, _total(list(solution.gradient_at), solution))
    if line:
        yield line
    yield from change_lines(solution, Differential(height, at_point=True))


def linearization_lines(solution: Solution) -> Iterator[Line]:
    """L(x, y) = f(P) + ∂f/∂x(P)·(x - 1) + …, where f is differentiable at P, and its value at Q."""
    value, slopes, point = value_at(solution), solution.gradient_at, solution.point
    if value is None or slopes is None or point is None or not solution.differentiable:
        return
    problem, variables = solution.problem, solution.variables
    letter = next(letter for letter in _LETTERS if letter not in problem.names)
    line: Line = (FunctionValue(letter, variables),)
    constant = value - slopes.dot(Matrix(point))
    terms = linear_terms(solution)
    numbers = (*slopes, constant)
    are_numbers = all(part.is_number for part in numbers)
    are_rational = all(part.is_Rational for part in numbers)
    are_roots = problem.has_decimals and are_numbers and not are_rational
    is_rounded = bool(solution.is_approximate or slopes.has(Float) or are_roots)
    if is_rounded:
        known = zip((*slopes, constant), (*variables, None), strict=True)
        approximate = combination(known, solution)
        if approximate is None:
            return
        yield (*line, APPROXIMATELY, approximate)
    else:
        whole = slopes.dot(Matrix(variables)) + shorten_number(constant)
        moves = any(slope != 0 and start != 0 for slope, start in zip(slopes, point, strict=True))
        # x - 1 of ln x at 1 is its own sum of steps.
        is_one_step = value == 0 and [slope for slope in slopes if slope] == [1]
        if terms and moves and not (is_one_step or value.has(Float)):
            line += (EQUALS, Value(sum_of((in_reading_order(value), *terms))))
        yield (*line, EQUALS, Value(linear_function(whole, variables)))
    if problem.target is not None:
        height = shorten_number(constant + slopes.dot(Matrix(problem.target)))
        value_there = number(height, solution)
        if is_rounded and not isinstance(height, Rational):
            rounded = to_decimal(height, problem.digits)
            value_there = () if rounded is None else (APPROXIMATELY, rounded)
        elif problem.has_decimal_target and isinstance(height, Rational):
            value_there = (EQUALS, Value(in_decimals(height)))
        if value_there:
            yield (FunctionValue(letter, _told_target(solution)), *value_there)


def _told_target(solution: Solution) -> tuple[Expr, ...]:
    """The coordinates of Q, as decimals where they were typed so."""
    target = solution.problem.target
    assert target is not None
    return tuple(map(in_decimals, target)) if solution.problem.has_decimal_target else target


def worked_linearization_lines(solution: Solution) -> Iterator[Line]:
    """The same, after L(x, y) = f(P) + f_x(P)(x - x₀) + … without the numbers."""
    lines = tuple(linearization_lines(solution))
    if lines:
        yield (words("linearization_is", f=name_of(solution), point=POINT),)
    for name, *shown in lines:
        if isinstance(name, FunctionValue) and name.arguments != solution.variables:
            yield (words("linear_estimate_is"),)
            wanted = FunctionValue(solution.problem.name, name.arguments)
            actual = _actual_value(solution)
            estimate = shown if actual is None else actual[0] or shown
            worked = _worked_at_target(solution)
            yield (wanted, APPROXIMATELY, name, *worked, *estimate)
            if actual is not None:
                value: Line = (wanted, APPROXIMATELY, actual[1])
                yield (words("actual_value", value=value),)
        elif solution.point is None or len(solution.variables) > _MOST_IN_ROW:
            yield (name, *shown)
        else:
            yield (name, EQUALS, linear_part(solution))
            # Where L is used at once it stays as a sum of terms in the steps from P.
            is_used = solution.problem.target is not None and len(shown) > _RESULT_ALONE
            yield tuple(shown[:_RESULT_ALONE] if is_used else shown)


def _actual_value(solution: Solution) -> tuple[Line, Decimal] | None:
    """What f is at Q, in as many digits as tell it from L(Q), and L(Q) in as many if rounded.

    How far one is from the other is seen where that is more than a few units of the last digit.
    """
    target, value, slopes = solution.problem.target, solution.value, solution.gradient_at
    assert target is not None
    assert value is not None
    assert slopes is not None
    exact = solution.f.xreplace(dict(zip(solution.variables, target, strict=True)))
    estimate = shorten_number(value + slopes.dot(Matrix(target) - Matrix(solution.point)))
    is_known = exact.is_number and not exact.has(Float) and exact.is_real
    if not is_known or sign_of(exact - estimate) not in (1, -1):
        return None
    digits = solution.problem.digits
    told: tuple[Line, Decimal] | None = None
    for more in range(digits, digits + _MOST_MORE_DIGITS):
        found, other = to_decimal(exact, more), to_decimal(estimate, more)
        if found is None or (other is not None and other.mantissa == found.mantissa):
            continue
        if other is not None and len(found.mantissa) < len(other.mantissa):
            # 3.017 beside 3.0167 would look like fewer digits.
            continue
        is_rounded = other is not None and not is_exact_decimal(other, estimate)
        told = ((APPROXIMATELY, other) if is_rounded and other is not None else ()), found
        last_digit = Rational(10) ** (found.exponent - len(found.mantissa.partition(".")[2]))
        if sign_of(abs(exact - estimate) - _LEAST_UNITS_APART * last_digit) == 1:
            break
    return told


def _worked_at_target(solution: Solution) -> Line:
    """= 3 + 0.1/3 - 0.05/3, the step from P to Q in the terms of L(x, y)."""
    value, slopes, target = value_at(solution), solution.gradient_at, solution.problem.target
    assert value is not None
    assert slopes is not None
    assert target is not None
    away = Matrix(target) - Matrix(solution.point)
    pairs = [(slope, step) for slope, step in zip(slopes, away, strict=True) if slope and step]
    is_one_step = value == 0 and [slope for slope, _ in pairs] == [1]
    if not pairs or is_one_step or not can_be_seen((value, *slopes, *away), solution):
        return ()
    problem = solution.problem
    terms: tuple[Formula, ...] = ()
    for slope, step in pairs:
        # 0.1/3, but 2/3·0.1 and 1/4·0.1.
        is_part = isinstance(slope, Rational) and abs(slope.p) == 1 and problem.has_decimal_target
        is_part = is_part and in_decimals(abs(slope)) == abs(slope)
        as_decimals = problem.has_decimals or is_part
        terms += linear_form_at((slope,), (step,), in_decimals=as_decimals)
    if problem.has_decimal_target:
        terms = tuple(map(_with_digits, terms))
    return (EQUALS, Value(sum_of(terms if value == 0 else (in_reading_order(value), *terms))))


def _with_digits(formula: Formula) -> Formula:
    """2·0.1 for 2·1/10; a coefficient has its digits already."""
    if formula.operation == "number" and isinstance(formula.value, Rational):
        digits = formula.digits or write_decimal(formula.value.p, formula.value.q, _MOST_PLACES)
        return replace(formula, digits=digits)
    return replace(formula, operands=tuple(map(_with_digits, formula.operands)))


def general_lines(solution: Solution) -> Iterator[Line]:
    """dz in general."""
    if has_formula(solution):
        shown = [shown_partial(solution, index) for index in range(len(solution.variables))]
        total = _total([form for form, _ in shown], solution)
        conditions = valid_where(without_borders(And(*(where for _, where in shown))))
        height = Symbol(solution.problem.name, real=True)
        yield (Differential(height), EQUALS, total, *conditions)


def worked_general_lines(solution: Solution) -> Iterator[Line]:
    """The same behind the partial derivatives from which it follows."""
    row = "smooth_so_differential" if _is_smooth(solution) else "hence_differential"
    for line in general_lines(solution):
        yield (words(row, f=name_of(solution)),)
        yield line


def is_smooth_before(solution: Solution) -> bool:
    """Whether the differential in general has told already why f is differentiable."""
    is_total = solution.problem.presentation.differential == TOTAL_DIFFERENTIAL
    is_at_point = asks_for_differential_at_point(solution)
    return is_total and _is_smooth(solution) and not is_at_point and has_formula(solution)


def _is_smooth(solution: Solution) -> bool:
    return len(solution.variables) > 1 and is_smooth_everywhere(solution)


def _total(slopes: Sequence[Expr | Formula], solution: Solution) -> Piece:
    """The sum of each derivative times dx."""
    terms: list[Piece] = []
    for slope, variable in zip(slopes, solution.variables, strict=True):
        step = Differential(variable)
        factor = slope if isinstance(slope, Expr) else _number(slope)
        if factor == 0:
            continue
        if factor is not None:
            terms.append(Multiple(factor, step))
        else:
            terms.append(MatrixProduct((_factor(slope, solution), step)))
    return Total(tuple(terms)) if terms else ZERO


def _number(slope: Formula) -> Expr | None:
    return None if slope.names or slope.holds(("indexed",)) else to_sympy(slope)


def _factor(slope: Expr | Formula, solution: Solution) -> Piece:
    is_sum = slope.operation == "add" if isinstance(slope, Formula) else slope.is_Add
    written = written_out(slope, solution)
    return Tuple((written,)) if is_sum and isinstance(written, Value) else written
