"""All that follows from ∇f(P): rates, extreme directions, tangents, the linear approximation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from sympy import Add, Eq, Expr, Matrix, Symbol

from grad_magic.calculus import directions
from grad_magic.calculus.conditions import nonzero_condition, tidy_conditions
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten, shorten_number
from grad_magic.problem import Problem
from grad_magic.solution import NOTHING, Deferred, Direction, FirstOrder, Known, Slope
from grad_magic.wording.messages import Message


def unit_direction(problem: Problem, direction: Sequence[Expr]) -> Matrix:
    """u = v/‖v‖.

    Raises:
        MeaninglessRequestError: v is zero, or that is not settled.
    """
    signs = [sign_of(component) for component in direction]
    if any(signs):
        return directions.unit(Matrix(direction))
    if any(component.free_symbols for component in direction):
        return directions.unit(Matrix(direction))
    advice = Message("give_a_component_that_is_not_zero")
    if None in signs:
        raise problem.error("dir", Message("whether_the_direction_is_zero_is_open"), advice)
    raise problem.error("dir", Message("the_direction_is_zero"), advice)


def follow_gradient(
    problem: Problem, gradient: Matrix, value: Expr, *, is_continuous: bool
) -> FirstOrder:
    """All that follows from ∇f(P), as far as it is settled whether ∇f(P) is zero.

    Args:
        problem: what is asked.
        gradient: ∇f(P).
        value: f(P).
        is_continuous: whether the partial derivatives are continuous near P, as it takes for
            the level set to have a tangent.
    """
    rise = Deferred(partial(_rise, problem, gradient))
    height = Deferred(partial(_height, problem, rise, value))
    condition = nonzero_condition(tuple(gradient))
    is_zero = False if condition else _is_zero(gradient)
    slope = None
    zero_directions: Deferred[tuple[Matrix, ...] | None] = NOTHING
    if is_zero is False:
        slope = _slope(problem, gradient, rise if is_continuous else None)
        slope = replace(slope, conditions=tidy_conditions(condition))
        zero_directions = Deferred(partial(directions.orthogonal_basis, gradient))
    elif is_zero:
        zero_directions = Known(directions.axes(len(gradient)))
    return FirstOrder(
        gradient=gradient,
        norm=directions.norm(gradient),
        is_zero=is_zero,
        slope=slope,
        zero_directions=zero_directions,
        linear_approximation=height,
        total_differential=Deferred(partial(total_differential, gradient, problem.variables)),
        graph_tangent=Deferred(partial(_graph_tangent, problem, height)),
    )


def _rise(problem: Problem, gradient: Matrix) -> Expr:
    """∇f(P)·(x - P), multiplied out."""
    assert problem.point is not None
    return directions.linear_form(gradient, problem.variables, problem.point)


def _height(problem: Problem, rise: Deferred[Expr], value: Expr) -> Expr:
    """f(P) + ∇f(P)·(x - P)."""
    constant, terms = rise.value.as_independent(*problem.variables, as_Add=True)
    return Add(terms, shorten_number(value + constant))


def _level_tangent(rise: Deferred[Expr]) -> Eq:
    return Eq(rise.value, 0, evaluate=False)


def _is_zero(gradient: Matrix) -> bool | None:
    signs = [sign_of(entry) for entry in gradient]
    if any(signs):
        return False
    # cos² + sin² is 1, though each of them may be 0.
    if None in signs and sign_of(shorten(Add(*(entry**2 for entry in gradient)))) == 1:
        return False
    return None if None in signs else True


def _slope(problem: Problem, gradient: Matrix, rise: Deferred[Expr] | None) -> Slope:
    """The steepest direction, and the tangent and normal of the level set.

    Args:
        problem: what is asked.
        gradient: ∇f(P), not zero.
        rise: ∇f(P)·(x - P); None where the level set need not have a tangent.
    """
    ascent = directions.unit(gradient)
    if rise is None or len(gradient) == 1:
        return Slope(ascent)
    level_tangent = Deferred(partial(_level_tangent, rise))
    return Slope(ascent, level_tangent, Deferred(partial(_normal_line, problem, gradient)))


def _normal_line(problem: Problem, gradient: Matrix) -> Matrix:
    """P + t∇f(P)."""
    return Matrix(problem.point) + line_parameter(problem) * gradient


def _graph_tangent(problem: Problem, height: Deferred[Expr]) -> Eq | None:
    """The tangent line of the graph of one variable, the tangent plane for two."""
    if len(problem.variables) > 2:
        return None
    letters = ("y", "z", "w") if len(problem.variables) == 1 else ("z", "w", "t")
    return Eq(_free_symbol(problem, letters), height.value, evaluate=False)


def follow_direction(
    problem: Problem, first_order: FirstOrder, given: Direction | None
) -> Direction | None:
    """The rate of change along u, as given or as `dir=grad` and `dir=-grad` mean it.

    Raises:
        MeaninglessRequestError: ∇f(P) is zero, or may be, so that it has no direction.
    """
    slope = first_order.slope
    unit = None if given is None else given.unit
    if problem.along_gradient:
        if slope is None:
            message = Message("the_gradient_is_zero", name=problem.name)
            raise problem.error("dir", message)
        unit = slope.ascent if problem.along_gradient > 0 else slope.descent
    if unit is None:
        return None
    rate = directions.dot(first_order.gradient, unit)
    if slope is None:
        return Direction(unit, rate)
    angle = Deferred(partial(directions.angle_between, unit, first_order.gradient))
    return Direction(unit, rate, angle)


def total_differential(partials: Sequence[Expr], variables: Sequence[Symbol]) -> Expr:
    """Σ ∂f/∂xᵢ dxᵢ, with symbols named dx and dy."""
    steps = (Symbol(f"d{variable}", real=True) for variable in variables)
    return Add(*(partial * step for partial, step in zip(partials, steps, strict=True)))


def line_parameter(problem: Problem) -> Symbol:
    """What moves along a line: t, or another letter where the problem uses it."""
    return _free_symbol(problem, ("t", "s", "tau", "lambda"))


def _free_symbol(problem: Problem, letters: Sequence[str]) -> Symbol:
    """The first letter that the problem does not use; the function's own name is its value."""
    taken = problem.names - {problem.name}
    letter = next((letter for letter in letters if letter not in taken), f"{letters[0]}_0")
    return Symbol(letter, real=True)
