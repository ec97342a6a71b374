"""The tangent and the normal to a level set, and the tangent to a curve's graph."""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Eq, Expr, Float, Matrix

from grad_magic.calculus.directions import normal_form
from grad_magic.calculus.numbers import sign_of
from grad_magic.lesson.decimals import is_decimal_only
from grad_magic.lesson.pieces import (
    APPROXIMATELY,
    EQUALS,
    POINT,
    ZERO,
    gradient,
    has_one_variable,
    name_of,
    number_vector,
    plain_number,
    words,
)
from grad_magic.lesson.steps import Equation, Line, Ray, Value, Vector, Words
from grad_magic.solution import Solution

_LEVEL_SETS = {2: "level_curve", 3: "level_surface"}


def tangent_lines(solution: Solution) -> Iterator[Line]:
    """The tangent at P; of a level set that was asked about also its normal."""
    if has_one_variable(solution):
        if solution.tangent_plane is not None and not solution.problem.is_equation:
            yield (words("tangent_to_graph", point=POINT, equation=_graph_tangent(solution)),)
    elif solution.level_tangent is not None and solution.value is not None:
        yield (_level_tangent(solution),)
        if solution.problem.is_equation and solution.normal_line is not None:
            yield _normal_line(solution)
    elif solution.problem.is_equation and _has_zero_gradient(solution):
        zero = (gradient(solution), EQUALS, ZERO)
        sentence = f"no_tangent_to_{_level_set(solution)}"
        yield (words(sentence, zero=zero, level=_level(solution), point=POINT),)


def _has_zero_gradient(solution: Solution) -> bool:
    entries = solution.gradient_at
    return entries is not None and all(sign_of(entry) == 0 for entry in entries)


def _level_set(solution: Solution) -> str:
    return _LEVEL_SETS.get(len(solution.variables), "level_set")


def _graph_tangent(solution: Solution) -> Line:
    plane = solution.tangent_plane
    assert plane is not None
    if not plane.has(Float):
        return (Equation(plane),)
    return (Value(plane.lhs), APPROXIMATELY, Value(plane.rhs.evalf(solution.problem.digits)))


def _level_tangent(solution: Solution) -> Words:
    sentence = f"tangent_to_{_level_set(solution)}"
    if solution.problem.is_equation:
        sentence = f"normal_and_{sentence}"
    return words(
        sentence,
        level=_level(solution),
        point=POINT,
        equation=_tangent_equation(solution),
        gradient=gradient(solution),
    )


def _tangent_equation(solution: Solution) -> Line:
    """The equation as w·x = w·P; in decimals where its numbers are approximate or long."""
    normal, variables, point = solution.gradient_at, solution.variables, solution.point
    assert normal is not None
    assert point is not None
    if normal.has(Float):
        exact = Eq(
            sum(entry * variable for entry, variable in zip(normal, variables, strict=True)),
            sum(entry * value for entry, value in zip(normal, point, strict=True)),
            evaluate=False,
        )
    else:
        exact = normal_form(normal, variables, point)
        if exact.free_symbols - set(variables) or not _is_long((*normal, exact.rhs)):
            return (Equation(exact),)
    digits = solution.problem.digits
    return (Value(exact.lhs.evalf(digits)), APPROXIMATELY, Value(exact.rhs.evalf(digits)))


def _is_long(numbers: tuple[Expr, ...]) -> bool:
    return any(map(is_decimal_only, numbers))


def _normal_line(solution: Solution) -> Line:
    """(x, y) = P + t∇f(P) with the numbers put in."""
    line, normal, point = solution.normal_line, solution.gradient_at, solution.point
    assert line is not None
    assert normal is not None
    assert point is not None
    known = Matrix(point).free_symbols | normal.free_symbols
    (parameter,) = line.free_symbols - known
    relation, entries = number_vector(normal, solution)
    equation = (Vector(solution.variables), relation, Ray(Vector(point), parameter, entries))
    return (words("normal_line", point=POINT, equation=equation),)


def _level(solution: Solution) -> Line:
    """f = c, the level set's equation."""
    assert solution.value is not None
    level = plain_number(solution.value, solution)
    relation = EQUALS if isinstance(level, Value) else APPROXIMATELY
    return (name_of(solution), relation, level)
