"""What was asked for beside the gradient.

The total differential, dz = 2x·y·dx + x²·dy, the linearization at P, or dy/dx of an equation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sympy import (
    Add,
    And,
    Expr,
    Float,
    Gt,
    Integer,
    Lt,
    Matrix,
    Ne,
    Piecewise,
    Pow,
    Rational,
    Symbol,
    acos,
    acosh,
    asin,
    false,
    fraction,
    nan,
    true,
)
from sympy import Tuple as SymPyTuple

from grad_magic.calculus.conditions import nonzero_condition, tidy_conditions, without_borders
from grad_magic.calculus.derivatives import open_cases
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten, shorten_number
from grad_magic.calculus.extrema.kinds.discriminants import is_smooth_by_form
from grad_magic.calculus.flat_levels import flat_level
from grad_magic.formula.decimal_digits import write_decimal
from grad_magic.formula.sympy_forms import in_reading_order, to_sympy, without_minus_signs
from grad_magic.formula.tree import Formula, sum_of
from grad_magic.lesson.conditions import in_book_form
from grad_magic.lesson.decimal_fractions import in_decimals
from grad_magic.lesson.decimals import is_exact_decimal, to_decimal
from grad_magic.lesson.pieces import (
    APPROXIMATELY,
    EQUALS,
    POINT,
    ZERO,
    combination,
    gradient,
    measure_text,
    name_of,
    number,
    series,
    shown_partial,
    valid_where,
    value_at,
    where_alike,
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
    At,
    Decimal,
    Differential,
    FunctionValue,
    ImplicitDerivative,
    Line,
    MatrixProduct,
    Multiple,
    Piece,
    Quotient,
    RepeatedPartial,
    Separator,
    Signed,
    Total,
    Tuple,
    Value,
    Words,
)
from grad_magic.lesson.substitution import can_be_seen, linear_form_at
from grad_magic.presets import TOTAL_DIFFERENTIAL
from grad_magic.solution import Solution

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean

# By which the two are told apart, and in how many units of the last one that is seen.
_MOST_MORE_DIGITS = 4
_LEAST_UNITS_APART = 5
_HALF = 1 / 2
_MOST_IN_ROW = 3
# The sign of equality and a sum.
_RESULT_ALONE = 2
_MOST_PUT_IN = 24
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


def has_implicit(solution: Solution) -> bool:
    """Whether an equation gives its last variable by the others, with F_y in a formula."""
    is_in_several = solution.problem.is_equation and len(solution.variables) > 1
    return is_in_several and has_formula(solution) and solution.partials[-1] != 0


def implicit_lines(solution: Solution, *, is_worked: bool = False) -> Iterator[Line]:
    """dy/dx = -F_x/F_y of an equation in x and y, ∂z/∂x and ∂z/∂y of one in x, y and z.

    Args:
        solution: what is true.
        is_worked: whether the partial derivatives are put in before the quotient is shortened.
    """
    if not has_implicit(solution):
        return
    *others, function = solution.variables
    name = solution.problem.name
    slopes = solution.gradient_at if solution.differentiable else None
    flat = flat_level(solution.f)
    if flat.is_all:
        yield (_inapplicable(solution),)
        return
    off_flat = [in_book_form(Ne(form, 0)) for form in flat.forms]
    found = [_ratio(above, solution.partials[-1]) for above in solution.partials[:-1]]
    ratios = [ratio for ratio, _ in found]
    below = solution.partials[-1]
    quotients = _alike(ratios, below) if is_worked else list(map(_quotient, ratios))
    for place, (variable, quotient) in enumerate(zip(others, quotients, strict=True)):
        _, holds = found[place]
        if holds == false:
            continue
        slope = ImplicitDerivative(function, variable, is_partial=len(others) > 1)
        partials = (
            RepeatedPartial(name, (by,), at_point=False, at_place=True)
            for by in (variable, function)
        )
        line: Line = (slope, EQUALS, Signed("-", Quotient(*partials)))
        line += _put_in(place, quotient, solution) if is_worked else ()
        line += (EQUALS, quotient)
        # Where the partial derivatives are continuous has been said in the worked solution.
        where = true if is_worked else _where_both(place, solution)
        line += valid_where(And(where, holds, *off_flat))
        if slopes is not None and slopes[-1] != 0:
            at_point = -slopes[place] / slopes[-1]
            line += (Separator(), At(slope, POINT), *number(shorten_number(at_point), solution))
            line += valid_where(_where_divided(slopes[-1], solution))
        yield line
    if slopes is not None and slopes[-1] == 0:
        yield (_without_slope(solution, function, is_partial=len(others) > 1),)


def _ratio(above: Expr, below: Expr) -> tuple[Expr, Boolean]:
    """The quotient -F_x/F_y, of cases in each of them where F_y ≠ 0, and where it holds."""
    if not (above.has(Piecewise) or below.has(Piecewise)):
        return shorten(-above / below), true
    cases = [
        (shorten(-top / bottom), holds.replace(_is_strict, without_minus_signs))
        for (top, bottom), holds in open_cases(SymPyTuple(above, below))
        if bottom != 0
    ]
    if not cases:
        return nan, false
    joined = Piecewise(*cases, evaluate=False)
    holds = where_alike(joined)
    return (joined, true) if holds is None else (joined.args[0].expr, holds)


def _is_strict(part: Boolean) -> bool:
    return isinstance(part, (Gt, Lt))


def _where_divided(below: Expr, solution: Solution) -> Boolean:
    """Where F_y(P) with letters is not 0, as far as P does not need it by itself."""
    needed = tidy_conditions((*solution.conditions, *nonzero_condition((below,))))
    return And(*(in_book_form(one) for one in needed if one not in solution.conditions))


def _where_both(place: int, solution: Solution) -> Boolean:
    """Where F_x and F_y are what is shown for them."""
    wheres = (shown_partial(solution, index)[1] for index in (place, -1))
    return without_borders(And(*wheres))


def _put_in(place: int, quotient: Piece, solution: Solution) -> Line:
    """= -2x/(3z² - 6), unless the result says no more."""
    above, below = (shown_partial(solution, index)[0] for index in (place, -1))
    parts = (solution.partials[place], solution.partials[-1])
    is_long = max(map(measure_text, (above, below))) > _MOST_PUT_IN
    # -(-yz)/(e^z - xy) says less than yz/(e^z - xy).
    is_turned = not parts[0].is_Add and _is_negative(parts[0])
    if is_long or is_turned or 0 in parts or parts[-1].is_number:
        return ()
    if isinstance(quotient, Signed) and fraction(shorten(parts[0] / parts[1])) == parts:
        return ()
    return (EQUALS, Signed("-", Quotient(_as_value(above), _as_value(below))))


def _as_value(form: Expr | Formula) -> Value:
    return Value(in_reading_order(form) if isinstance(form, Expr) else form)


def _alike(ratios: Sequence[Expr], below: Expr) -> list[Piece]:
    """2x/(3(2 - z²)) beside y²/(2 - z²), and 2x/(6 - 3z²) where no other has that sum below.

    Where all have F_z itself `below`, it has one sign in them.
    """
    over = below if _share_of_negative_terms(below) <= _HALF else -below
    tops = [_top_over(over, ratio) for ratio in ratios]
    if len(ratios) > 1 and over.is_Add and None not in tops:
        return [_signed_quotient(top, over) for top in tops if top is not None]
    sums = [fraction(ratio)[1].as_content_primitive() for ratio in ratios]
    are_alike = len({content for content, _ in sums}) > 1 == len({below for _, below in sums})
    return [_quotient(ratio, in_factors=are_alike) for ratio in ratios]


def _inapplicable(solution: Solution) -> Words:
    """Why the formula gives nothing on all of the curve, as of (x - y)² = 0."""
    name = solution.problem.name
    *above, below = (
        RepeatedPartial(name, (by,), at_point=False, at_place=True) for by in solution.variables
    )
    formula = series((Signed("-", Quotient(part, below)),) for part in above)
    level: Line = (name_of(solution), EQUALS, ZERO)
    has_ends = solution.f.has(acos, acosh, asin) or not all(
        power.exp.is_Integer for power in solution.f.atoms(Pow)
    )
    if has_ends or not is_smooth_by_form(solution.f):
        return words("implicit_formula_without_slope", f=level, below=below, formula=formula)
    zeros = tuple(piece for part in (*above, below) for piece in (part, EQUALS))
    return words("implicit_formula_of_zeros", f=level, zeros=(*zeros, ZERO), formula=formula)


def _top_over(below: Expr, ratio: Expr) -> Expr | None:
    """What stands above F_z or its opposite, in the ratio with nothing divided out; else None."""
    if ratio.has(Piecewise):
        return None
    top, bottom = fraction(ratio)
    if not (bottom.is_Add and below.is_Add and len(bottom.args) == len(below.args)):
        return None
    if bottom == below:
        return top
    return (-top).expand() if (bottom + below).expand() == 0 else None


def _signed_quotient(top: Expr, below: Expr) -> Piece:
    """The quotient with a sign before it where most terms above would have one."""
    is_negative = _share_of_negative_terms(top) > _HALF
    size = Quotient(Value(in_reading_order(-top if is_negative else top)), _as_value(below))
    return Signed("-", size) if is_negative else size


def _without_slope(solution: Solution, function: Symbol, *, is_partial: bool) -> Words:
    """Why the formula gives nothing at P, where the derivative below is 0."""
    slopes = solution.gradient_at
    if slopes is not None and all(slope == 0 for slope in slopes):
        return words(
            "implicit_quotient_of_zeros", zero=(gradient(solution), EQUALS, ZERO), point=POINT
        )
    below = RepeatedPartial(solution.problem.name, (function,), at_point=True)
    others = tuple(variable for variable in solution.variables if variable != function)
    height = FunctionValue(str(function), others)
    sentence = "no_differentiable_implicit_function" if is_partial else "vertical_tangent"
    return words(sentence, zero=(below, EQUALS, ZERO), function=(height,), point=POINT)


def _quotient(ratio: Expr, *, in_factors: bool = False) -> Piece:
    """A quotient with its sign before it, -(2x + y)/(x + 2y), and with few signs.

    Args:
        ratio: the quotient.
        in_factors: whether a number is taken out of the sum below.
    """
    if ratio.has(Piecewise):
        return Value(ratio)
    sides, is_negative = [], False
    for side in fraction(ratio):
        turns = _share_of_negative_terms(side) > _HALF
        is_negative ^= turns
        sides.append(-side if turns else side)
    for place, side in enumerate(sides):
        # Then no sign stands before the whole, and none more in it.
        if is_negative and _share_of_negative_terms(side) >= _HALF:
            sides[place], is_negative = -side, False
    above, below = sides
    top = Value(in_reading_order(above))
    content, rest = below.as_content_primitive() if in_factors else (Integer(1), below)
    bottom = in_reading_order(below)
    if content != 1 and rest.is_Add:
        bottom = Formula("multiply", (in_reading_order(content), in_reading_order(rest)))
    size = top if below == 1 else Quotient(top, Value(bottom))
    return Signed("-", size) if is_negative else size


def _share_of_negative_terms(side: Expr) -> float:
    terms = Add.make_args(side)
    return sum(map(_is_negative, terms)) / len(terms)


def _is_negative(term: Expr) -> bool:
    return bool(term.could_extract_minus_sign())


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
