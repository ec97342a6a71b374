"""Rates of change of a function of arrays, first and second ones, beside kinks too."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from sympy import sqrt

from grad_magic.array_solution import ArrayNumbers, ArraySolution
from grad_magic.lesson.array_numbers import (
    expression_of,
    ratio_of,
    write_array,
    write_root,
    write_scalar,
)
from grad_magic.lesson.pieces import (
    EQUALS,
    UNIT,
    ZERO,
    words,
)
from grad_magic.lesson.sections.array_conditions import needs_inverses
from grad_magic.lesson.steps import (
    ArrayFormula,
    ArrayGradient,
    ArrayRate,
    Gradient,
    InnerProduct,
    Letter,
    Line,
    MatrixProduct,
    Name,
    Norm,
    Piece,
    Quotient,
    Separator,
    Signed,
    Transpose,
)

_GIVEN, _HESSIAN = Letter("v"), Letter("H")


def write_array_direction(solution: ArraySolution, numbers: ArrayNumbers) -> Iterator[Line]:
    """D over its joint norm, and the rate along it."""
    if numbers.direction is None or numbers.kink is not None:
        return
    name = solution.problem.name
    gradient = Gradient(name, at_point=False)
    if not numbers.squared_length:
        yield (words("array_no_direction", zero=(gradient, EQUALS, ZERO)),)
        return
    length = numbers.squared_length
    formula: Piece = Quotient(InnerProduct(gradient, _GIVEN), Norm(_GIVEN))
    unit: Piece = Quotient(_GIVEN, Norm(_GIVEN))
    turn = solution.problem.along_gradient
    if turn and solution.second is None:
        # The norm stands right above.
        unit, formula = Quotient(gradient, Norm(gradient)), Norm(gradient)
        if turn < 0:
            unit, formula = Signed("-", unit), Signed("-", formula)
        yield (UNIT, EQUALS, unit)
    else:
        if turn:
            way = "array_along_gradient" if turn > 0 else "array_against"
            yield (words(way, gradient=gradient),)
        yield (UNIT, EQUALS, unit, Separator(), Norm(_GIVEN), *write_root(solution.problem, length))
    slope = numbers.slope
    if numbers.is_exact:
        value: Any = expression_of(slope) / sqrt(expression_of(length))
    else:
        value = float(slope) / float(length) ** 0.5
    yield (ArrayRate(name), EQUALS, formula, *write_scalar(solution.problem, value))
    if value != 0:
        yield (words("rising" if value > 0 else "falling", f=Name(solution.problem.name), u=UNIT),)


def write_array_hessian(solution: ArraySolution) -> Iterator[Line]:
    """∇²_w L = …, and ⟨v, Hv⟩ where there is no such matrix."""
    second = solution.second
    if second is None:
        return
    if second.hessian is not None:
        (variable,) = solution.problem.variables
        yield (_hessian(solution, variable), EQUALS, ArrayFormula(second.hessian))
    elif second.curvature is not None:
        product = MatrixProduct((_HESSIAN, _GIVEN))
        yield (words("array_second_slope", product=product, v=_GIVEN),)
        yield (InnerProduct(_GIVEN, product), EQUALS, ArrayFormula(second.curvature))
    else:
        yield (words("array_second_long", f=Name(solution.problem.name)),)


def _hessian(solution: ArraySolution, variable: str) -> Piece:
    return ArrayGradient(solution.problem.name, variable, order=2)


def write_second_values(solution: ArraySolution, numbers: ArrayNumbers) -> Iterator[Line]:
    """∇²_w L at the point, and D_u²L."""
    second = solution.second
    if second is None or numbers.kink is not None:
        return
    found = second.at_point
    if found is None and needs_inverses(solution):
        yield (words("array_second_singular"),)
        return
    if found is None:
        yield (words("array_second_missing", f=Name(solution.problem.name)),)
        return
    if found.hessian is not None:
        (variable,) = solution.problem.variables
        yield (_hessian(solution, variable), *write_array(solution.problem, found.hessian))
    if not found.is_asked:
        return
    value = ratio_of(found.curvature, found.squared_length)
    product: Piece = InnerProduct(UNIT, MatrixProduct((_HESSIAN, UNIT)))
    if second.hessian is not None:
        (variable,) = solution.problem.variables
        product = MatrixProduct((Transpose(UNIT), _hessian(solution, variable), UNIT))
    rate = ArrayRate(solution.problem.name, order=2)
    yield (rate, EQUALS, product, *write_scalar(solution.problem, value))
    if value != 0:
        yield (words("bends_up" if value > 0 else "bends_down", u=UNIT),)


def write_array_sides(solution: ArraySolution, numbers: ArrayNumbers) -> Iterator[Line]:
    """At a kink the rates along the direction, before the point and beyond it."""
    if numbers.rates_beside is None:
        return
    length = numbers.squared_length
    unit = Quotient(_GIVEN, Norm(_GIVEN))
    yield (UNIT, EQUALS, unit, Separator(), Norm(_GIVEN), *write_root(solution.problem, length))
    rate = ArrayRate(solution.problem.name)
    before, beyond = map(partial(write_scalar, solution.problem), numbers.rates_beside)
    if numbers.rates_beside[0] == numbers.rates_beside[1]:
        yield (words("array_rate_by_limit", rate=(rate, *beyond)),)
        return
    slopes: dict[str, Line] = {
        side: line[1:] if line[0] == EQUALS else (words("about", number=line[1:]),)
        for side, line in (("before", before), ("beyond", beyond))
    }
    yield (
        words("array_rate_of_sides", f=Name(solution.problem.name), u=UNIT, rate=rate, **slopes),
    )
