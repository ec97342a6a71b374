"""dy/dx = -F_x/F_y of an equation F(x, y) = 0."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sympy import (
    Add,
    And,
    Expr,
    Gt,
    Lt,
    Ne,
    Piecewise,
    Pow,
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
from grad_magic.calculus.exact.simplify import shorten, shorten_number
from grad_magic.calculus.extrema.kinds.discriminants import is_smooth_by_form
from grad_magic.calculus.flat_levels import flat_level
from grad_magic.formula.sympy_forms import in_reading_order, without_minus_signs
from grad_magic.formula.tree import Formula
from grad_magic.lesson.conditions import in_book_form
from grad_magic.lesson.pieces import (
    EQUALS,
    POINT,
    ZERO,
    gradient,
    measure_text,
    name_of,
    number,
    series,
    shown_partial,
    valid_where,
    where_alike,
    words,
)
from grad_magic.lesson.sections.first_order import has_formula
from grad_magic.lesson.steps import (
    FunctionValue,
    ImplicitDerivative,
    Line,
    Piece,
    Quotient,
    RepeatedPartial,
    Separator,
    Signed,
    Value,
    Words,
)
from grad_magic.solution import Solution

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean

_HALF = 1 / 2
_MOST_PUT_IN = 24


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
    if flat_level(solution.f).is_all:
        yield (_inapplicable(solution),)
        return
    off_flat = off_flat_points(solution)
    found = slopes_of_function(solution)
    quotients = shown_slopes(solution, is_worked=is_worked)
    for place, (variable, quotient) in enumerate(zip(others, quotients, strict=True)):
        _, holds = found[place]
        if holds == false:
            continue
        slope = ImplicitDerivative(function, (variable,), is_partial=len(others) > 1)
        partials = (
            RepeatedPartial(name, (by,), at_point=False, at_place=True)
            for by in (variable, function)
        )
        line: Line = (slope, EQUALS, Signed("-", Quotient(*partials)))
        line += _put_in(place, quotient, solution) if is_worked else ()
        line += (EQUALS, quotient)
        # Where the partial derivatives are continuous has been said in the worked solution.
        where = true if is_worked else _where_both(place, solution)
        line += valid_where(And(where, holds, off_flat))
        if slopes is not None and slopes[-1] != 0:
            at_point = -slopes[place] / slopes[-1]
            line += (
                Separator(),
                replace(slope, at_point=True),
                *number(shorten_number(at_point), solution),
            )
            line += valid_where(_where_divided(slopes[-1], solution))
        yield line
    if slopes is not None and slopes[-1] == 0:
        yield (_without_slope(solution, function, is_partial=len(others) > 1),)


def slopes_of_function(solution: Solution) -> list[tuple[Expr, Boolean]]:
    """-F_x/F_z for each of the other variables, and where it holds."""
    *others, below = solution.partials
    return [_ratio(above, below) for above in others]


def shown_slopes(solution: Solution, *, is_worked: bool) -> list[Piece]:
    """The same quotients as they are written."""
    ratios = [ratio for ratio, _ in slopes_of_function(solution)]
    below = solution.partials[-1]
    return _alike(ratios, below) if is_worked else list(map(signed_quotient, ratios))


def off_flat_points(solution: Solution) -> Boolean:
    """Where the gradient of F is not 0 on the curve or surface, as far as it may be."""
    return And(*(in_book_form(Ne(form, 0)) for form in flat_level(solution.f).forms))


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
    over = below if share_of_negative_terms(below) <= _HALF else -below
    tops = [_top_over(over, ratio) for ratio in ratios]
    if len(ratios) > 1 and over.is_Add and None not in tops:
        return [_signed_quotient(top, over) for top in tops if top is not None]
    sums = [fraction(ratio)[1].as_content_primitive() for ratio in ratios]
    are_alike = len({content for content, _ in sums}) > 1 == len({below for _, below in sums})
    return [signed_quotient(ratio, in_factors=are_alike) for ratio in ratios]


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
    is_negative = share_of_negative_terms(top) > _HALF
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


def signed_quotient(ratio: Expr, *, in_factors: bool = False) -> Piece:
    """A quotient with its sign before it, -(2x + y)/(x + 2y), and with few signs.

    Args:
        ratio: the quotient.
        in_factors: whether a number is taken out of the sum below.
    """
    if ratio.has(Piecewise):
        return Value(ratio)
    sides, is_negative = [], False
    for side in fraction(ratio):
        turns = share_of_negative_terms(side) > _HALF
        is_negative ^= turns
        sides.append(-side if turns else side)
    for place, side in enumerate(sides):
        # Then no sign stands before the whole, and none more in it.
        if is_negative and share_of_negative_terms(side) >= _HALF:
            sides[place], is_negative = -side, False
    above, below = sides
    top = Value(_in_factors(above))
    bottom = _in_factors(below) if in_factors else in_reading_order(below)
    size = top if below == 1 else Quotient(top, Value(bottom))
    return Signed("-", size) if is_negative else size


def _in_factors(side: Expr) -> Formula:
    """2(y + z) for 2y + 2z."""
    content, rest = side.as_content_primitive()
    if content == 1 or not rest.is_Add:
        return in_reading_order(side)
    return Formula("multiply", (in_reading_order(content), in_reading_order(rest)))


def share_of_negative_terms(side: Expr) -> float:
    """How many of the terms of a sum have a minus sign, from 0 to 1."""
    terms = Add.make_args(side)
    return sum(map(_is_negative, terms)) / len(terms)


def _is_negative(term: Expr) -> bool:
    return bool(term.could_extract_minus_sign())
