"""All that follows from ∇f(P): rates, extreme directions, tangents, the linear approximation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sympy import (
    Abs,
    Add,
    And,
    Eq,
    Expr,
    Ge,
    Gt,
    Le,
    Lt,
    Matrix,
    Mul,
    Ne,
    Or,
    Symbol,
    sign,
    simplify_logic,
    true,
)

from grad_magic.calculus import directions
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten, shorten_number
from grad_magic.calculus.rate_directions import rate_directions
from grad_magic.problem import Problem
from grad_magic.solution import Finding

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean

# Simplifying conditions takes time that grows as fast as 2ⁿ.
_MOST_RELATIONS = 6


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
    advice = "Give at least one component that is not 0."
    if None in signs:
        raise problem.error("dir", "whether this direction is zero could not be decided", advice)
    raise problem.error("dir", "the direction has length zero, so it points nowhere", advice)


def nonzero_condition(vector: Sequence[Expr]) -> tuple[Boolean, ...]:
    """What keeps a vector with parameters from being zero; nothing if it cannot be zero."""
    if any(sign_of(entry) for entry in vector):
        return ()
    open_entries = [entry for entry in vector if entry != 0]
    if sign_of(shorten(Add(*(entry**2 for entry in open_entries)))) == 1:
        return ()
    if not any(entry.free_symbols for entry in open_entries):
        return ()
    conditions = (_factors_nonzero(entry) for entry in open_entries)
    condition = Or(*conditions)
    is_short = len(condition.atoms(Ne)) <= _MOST_RELATIONS
    return (simplify_logic(condition) if is_short else condition,)


def tidy_conditions(conditions: Sequence[Boolean]) -> tuple[Boolean, ...]:
    """The conditions without those that others imply."""
    parts = (part for condition in conditions for part in And.make_args(condition))
    kept = dict.fromkeys(_compared_with_zero(part) for part in parts if part != true)
    strict = {part.lhs for part in kept if isinstance(part, (Gt, Lt))}
    unequal = {part.lhs for part in kept if isinstance(part, Ne)}
    return tuple(
        condition
        for condition in kept
        if not _is_implied(condition, strict, _factors(strict | unequal - _forms(condition)))
    )


def _compared_with_zero(condition: Boolean) -> Boolean:
    if not isinstance(condition, Ne):
        return condition
    form = condition.lhs - condition.rhs
    return Ne(-form if form.could_extract_minus_sign() else form, 0)


def _factors(forms: set[Expr]) -> set[Expr]:
    return {factor.as_base_exp()[0] for form in forms for factor in Mul.make_args(form)}


def _forms(condition: Boolean) -> set[Expr]:
    return {condition.lhs} if isinstance(condition, Ne) else set()


def _is_implied(condition: Boolean, strict: set[Expr], nonzero: set[Expr]) -> bool:
    if isinstance(condition, (Ge, Le)):
        return condition.lhs - condition.rhs in strict
    if isinstance(condition, Ne):
        form = condition.lhs - condition.rhs
        is_product = form.is_Mul and all(
            factor.as_base_exp()[0] in nonzero for factor in Mul.make_args(form)
        )
        return form in strict or -form in nonzero or is_product
    parts = condition.args if isinstance(condition, Or) else ()
    return any(
        isinstance(part, Ne) and {part.lhs - part.rhs, part.rhs - part.lhs} & nonzero
        for part in parts
    )


def _factors_nonzero(product: Expr) -> Boolean:
    """That no factor is 0; sign(w) is 0 exactly where w is."""
    powers = (factor.as_base_exp() for factor in Mul.make_args(product))
    # A reciprocal is nowhere 0.
    bases = (base for base, exponent in powers if not exponent.is_negative)
    forms = (base.args[0] if isinstance(base, (sign, Abs)) else base for base in bases)
    return And(*(Ne(form, 0) for form in forms))


def follow_gradient(problem: Problem, gradient: Matrix, found: Mapping[str, Any]) -> dict[str, Any]:
    """All that follows from ∇f(P), as far as it is settled whether ∇f(P) is zero.

    Args:
        problem: what is asked.
        gradient: ∇f(P).
        found: what is known besides: "value", and "unit_direction" if one is given.
    """
    result: dict[str, Any] = {"gradient_at": gradient, "norm": directions.norm(gradient)}
    result |= _approximations(problem, gradient, found["value"])
    condition = nonzero_condition(tuple(gradient))
    signs = [sign_of(entry) for entry in gradient]
    if any(signs) or condition:
        result |= _extremes(result["norm"]) | _level_set(problem, gradient)
        result["gradient_conditions"] = tidy_conditions(condition)
    elif None in signs:
        result["doubts"] = (Finding("gradient_perhaps_zero"),)
    else:
        axes = directions.axes(len(gradient))
        result |= _extremes(result["norm"]) | {"zero_directions": axes}
    if problem.rate is not None:
        result["rate_directions"] = rate_directions(gradient, problem.rate)
    unit = _chosen_direction(problem, {**found, **result})
    if unit is None:
        return result
    rate = directions.dot(gradient, unit)
    result |= {"unit_direction": unit, "directional_derivative": rate}
    if result.get("steepest_ascent") is not None:
        result["angle"] = directions.angle_between(unit, gradient)
    return result


def is_critical(found: Mapping[str, Any]) -> bool:
    """Whether ∇f(P) = 0, from what `follow_gradient` has found."""
    return "max_rate" in found and "steepest_ascent" not in found


def _extremes(norm: Expr) -> dict[str, Any]:
    return {"max_rate": norm, "min_rate": -norm}


def _level_set(problem: Problem, gradient: Matrix) -> dict[str, Any]:
    """The extreme directions, those of no change, tangent and normal of the level set."""
    assert problem.point is not None
    ascent = directions.unit(gradient)
    found: dict[str, Any] = {
        "steepest_ascent": ascent,
        "steepest_descent": -ascent,
        "zero_directions": directions.orthogonal_basis(gradient),
    }
    if len(problem.variables) > 1:
        rise = directions.linear_form(gradient, problem.variables, problem.point)
        found["level_tangent"] = Eq(rise, 0, evaluate=False)
        parameter = _free_symbol(problem, ("t", "s", "tau", "lambda"))
        found["normal_line"] = Matrix(problem.point) + parameter * gradient
    if len(problem.variables) == 3:
        found["tangent_plane"] = found["level_tangent"]
    return found


def _approximations(problem: Problem, gradient: Matrix, value: Expr) -> dict[str, Any]:
    """The linear approximation, the total differential, and the tangent to the graph."""
    assert problem.point is not None
    rise = directions.linear_form(gradient, problem.variables, problem.point)
    constant, terms = rise.as_independent(*problem.variables, as_Add=True)
    height = Add(terms, shorten_number(value + constant))
    found: dict[str, Any] = {
        "linear_approximation": height,
        "total_differential": total_differential(gradient, problem.variables),
    }
    if len(problem.variables) < 3:
        letters = ("y", "z", "w") if len(problem.variables) == 1 else ("z", "w", "t")
        left = _free_symbol(problem, letters)
        found["tangent_plane"] = Eq(left, height, evaluate=False)
    return found


def total_differential(partials: Sequence[Expr], variables: Sequence[Symbol]) -> Expr:
    """Σ ∂f/∂xᵢ dxᵢ, with symbols named dx and dy."""
    steps = (Symbol(f"d{variable}", real=True) for variable in variables)
    return Add(*(partial * step for partial, step in zip(partials, steps, strict=True)))


def _free_symbol(problem: Problem, letters: Sequence[str]) -> Symbol:
    """The first letter that the problem does not use."""
    taken = {str(symbol) for symbol in (*problem.variables, *problem.parameters)}
    letter = next((letter for letter in letters if letter not in taken), f"{letters[0]}_0")
    return Symbol(letter, real=True)


def _chosen_direction(problem: Problem, found: Mapping[str, Any]) -> Matrix | None:
    """The direction as given, or the one that `dir=grad` or `dir=-grad` means."""
    if not problem.along_gradient:
        return found.get("unit_direction")
    if found.get("steepest_ascent") is None:
        message = f"the gradient of {problem.name} is zero there, so it points nowhere"
        raise problem.error("dir", message)
    return found["steepest_ascent" if problem.along_gradient > 0 else "steepest_descent"]
