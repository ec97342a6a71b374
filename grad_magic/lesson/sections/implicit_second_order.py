"""∂²z/∂x², ∂²z/∂x∂y and ∂²z/∂y² of an equation F(x, y, z) = 0, and higher ones; d²y/dx²."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING

from sympy import (
    Add,
    Expr,
    PolynomialError,
    Symbol,
    cancel,
    expand_mul,
    factor,
    false,
    fraction,
    gcd_list,
    together,
)

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.flat_levels import flat_level
from grad_magic.calculus.implicit_functions import ImplicitFunction, has_higher_derivatives
from grad_magic.formula.sympy_forms import in_reading_order
from grad_magic.lesson.pieces import (
    EQUALS,
    ZERO,
    measure_text,
    name_of,
    number,
    series,
    valid_where,
    words,
)
from grad_magic.lesson.sections.implicit import (
    has_implicit,
    off_flat_points,
    share_of_negative_terms,
    shown_slopes,
    signed_quotient,
    slopes_of_function,
)
from grad_magic.lesson.steps import (
    FunctionValue,
    ImplicitDerivative,
    Line,
    MatrixProduct,
    Multiple,
    Piece,
    Quotient,
    Separator,
    Signed,
    Total,
    Tuple,
    Value,
)
from grad_magic.solution import Solution

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean

# Columns of a formula of x, y and z alone; a longer one is told with ∂z/∂x in it.
_LONGEST_ALONE = 64
_LONGEST = 100
_HALF = 1 / 2
_LONGEST_PUT_IN = 36


def has_second_order(solution: Solution) -> bool:
    """Whether derivatives of order 2 and more are asked for, and can be told."""
    is_asked = solution.problem.order > 1 and has_implicit(solution)
    return is_asked and has_higher_derivatives(solution.f) and not flat_level(solution.f).is_all


def second_order_lines(solution: Solution, *, is_worked: bool = False) -> Iterator[Line]:
    """Each derivative of order 2 and more, as a formula and at P.

    Args:
        solution: what is true.
        is_worked: whether it is told how they come from those of the order below.
    """
    *others, function = solution.variables
    slopes = slopes_of_function(solution)
    if any(holds == false for _, holds in slopes):
        return
    known = dict(zip(others, (slope for slope, _ in slopes), strict=True))
    implicit = ImplicitFunction(solution.f, function, known)
    wheres = dict(zip(others, (holds for _, holds in slopes), strict=True))
    if is_worked:
        told = (Value(function), EQUALS, FunctionValue(function.name, tuple(others)))
        yield (words("differentiate_again_implicit", function=told),)
    shown = dict(zip(others, shown_slopes(solution, is_worked=is_worked), strict=True))
    too_long: list[Line] = []
    for order in range(2, solution.problem.order + 1):
        for by in combinations_with_replacement(others, order):
            derivative = ImplicitDerivative(function, by, is_partial=len(others) > 1)
            chain = _chain(implicit, by, shown[by[-1]], is_worked=is_worked)
            if not chain:
                too_long.append((derivative,))
                continue
            line: Line = (derivative, *chain)
            line += valid_where(off_flat_points(solution) & _joined(wheres, by))
            value = _at_point(derivative, implicit, solution)
            shorter = implicit.on_level(implicit.derivative(by)) if is_worked else None
            if shorter is None:
                yield (*line, *value)
                continue
            yield line
            yield (words("shorter_as", equation=(name_of(solution), EQUALS, ZERO)),)
            yield (derivative, EQUALS, signed_quotient(shorter), *value)
    if too_long:
        yield (words("long_partials", partials=series(too_long)),)


def _joined(wheres: dict[Symbol, Boolean], by: tuple[Symbol, ...]) -> Boolean:
    first, *others = (wheres[name] for name in dict.fromkeys(by))
    for where in others:
        first &= where
    return first


def _chain(
    implicit: ImplicitFunction, by: tuple[Symbol, ...], slope: Piece, *, is_worked: bool
) -> Line:
    """= with ∂z/∂x = by x, y and z alone = with the equation; nothing where all are too long."""
    result = implicit.derivative(by)
    is_short = measure_text(result) <= _LONGEST_ALONE
    line: Line = ()
    if is_worked or not is_short:
        line += _by_rule(implicit, by, slope if is_short else None)
    if is_short:
        line += (EQUALS, signed_quotient(result))
        on_level = None if is_worked else implicit.on_level(result)
        line += () if on_level is None else (EQUALS, signed_quotient(on_level))
    return line


def _by_rule(implicit: ImplicitFunction, by: tuple[Symbol, ...], written: Piece | None) -> Line:
    """((2 - z) + x·∂z/∂x)/(2 - z)², and that with x/(2 - z) for ∂z/∂x."""
    *before, last = by
    lower = implicit.derivative(before)
    above, below = fraction(together(lower))
    direct, through = (
        expand_mul(above.diff(name) * below - above * below.diff(name))
        for name in (last, implicit.function)
    )
    direct, through, bottom = _without_common(direct, through, below**2)
    if through == 0 or measure_text(direct) + measure_text(through) > _LONGEST:
        return ()
    # A sign before a sum that is over nothing would need brackets.
    leading = direct if direct != 0 else through
    is_negative = bottom != 1 and share_of_negative_terms(leading) > _HALF
    if is_negative:
        direct, through = -direct, -through

    def quotient(slope: Piece) -> Piece:
        terms: list[Piece] = [] if direct == 0 else [Value(in_reading_order(direct))]
        terms.append(_times(through, slope))
        top = Total(tuple(terms)) if len(terms) > 1 else terms[0]
        size = top if bottom == 1 else Quotient(top, Value(in_reading_order(bottom)))
        return Signed("-", size) if is_negative else size

    is_partial = len(implicit.slopes) > 1
    line: Line = (EQUALS, quotient(ImplicitDerivative(implicit.function, (last,), is_partial)))
    is_seen = measure_text(direct) + measure_text(through) <= _LONGEST_PUT_IN
    if written is not None and is_seen and direct != 0:
        line += (EQUALS, quotient(Tuple((written,)) if isinstance(written, Signed) else written))
    return line


def _without_common(direct: Expr, through: Expr, below: Expr) -> tuple[Expr, Expr, Expr]:
    """The same without what divides all of them."""
    try:
        common = gcd_list((direct, through, below))
    except PolynomialError:
        return direct, through, below
    if common == 1:
        return direct, through, below
    top = (expand_mul(part / common) for part in (direct, through))
    return (*top, factor(cancel(below / common)))


def _times(times: Expr, slope: Piece) -> Piece:
    """A formula times the derivative."""
    if times.is_number:
        return Multiple(times, slope)
    if isinstance(times, Add) and share_of_negative_terms(times) > _HALF:
        return Signed("-", _times(-times, slope))
    written = Value(in_reading_order(times))
    return MatrixProduct((Tuple((written,)) if isinstance(times, Add) else written, slope))


def _at_point(
    derivative: ImplicitDerivative, implicit: ImplicitFunction, solution: Solution
) -> Line:
    slopes = solution.gradient_at if solution.differentiable else None
    if slopes is None or solution.point is None or sign_of(slopes[-1]) in (0, None):
        return ()
    place = dict(zip(solution.variables, solution.point, strict=True))
    value = shorten_number(implicit.derivative(derivative.by).xreplace(place))
    if not value.is_finite:
        return ()
    return (Separator(), replace(derivative, at_point=True), *number(value, solution))
