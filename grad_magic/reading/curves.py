"""Points of curves and surfaces that are given otherwise than by all of their coordinates.

Of r(t)=(t,t²,t³) at=(1,1,1) the parameter is t = 1, and z==x²+y² at=(1,2) is the point (1, 2, 5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from grad_magic.errors import MeaninglessRequestError
from grad_magic.problem import Problem
from grad_magic.wording.messages import Listing, Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sympy import Expr, Symbol

# The roots of higher polynomials are no numbers that a point is given by.
_HIGHEST_DEGREE = 4
# Of the operations of an equation that is solved for the coordinate left out.
_LONGEST = 30
# Of the fifteen digits that are computed.
_ROUNDING = 1e-12


def as_parameter(problem: Problem, point: Sequence[Expr]) -> tuple[Expr, ...]:
    """The parameter of a curve's point that is given by its coordinates; other points as they are.

    Raises:
        MeaninglessRequestError: the point is not on the curve, or is passed several times.
    """
    is_curve = problem.is_vector_valued and len(problem.variables) == 1
    if not is_curve or len(point) == 1 or len(point) != len(problem.f):
        return tuple(point)
    (t,) = problem.variables
    equations = [component - number for component, number in zip(problem.f, point, strict=True)]
    candidates = _roots(equations, t)
    if candidates is None:
        return tuple(point)
    found = [
        root
        for root in candidates
        if all(_is_zero(equation.xreplace({t: root})) for equation in equations)
    ]
    if len(found) == 1:
        return (found[0],)
    raise _no_single_parameter(problem, t, found)


def with_height(problem: Problem, point: Sequence[Expr]) -> tuple[Expr, ...]:
    """The point of a curve or surface whose last coordinate was left out, if only one fits.

    As of a graph z = g(x, y), and of e^y + xy = e with x = 0, where y is 1.
    """
    variables = problem.variables
    is_short = problem.is_equation and len(point) == len(variables) - 1
    if not is_short or "".join(map(str, variables)) not in ("xy", "xyz"):
        return tuple(point)
    height = variables[-1]
    rest, alone = problem.f.as_independent(height, as_Add=True)
    there = dict(zip(variables, point, strict=False))
    if alone not in (height, -height):
        single = _single_zero(problem.f.xreplace(there), height)
        return tuple(point) if single is None else (*point, single)
    value = (-rest if alone == height else rest).xreplace(there)
    return (*point, value) if value.is_finite else tuple(point)


def _single_zero(formula: Expr, name: Symbol) -> Expr | None:
    """The only number that a formula of one variable is zero for; None where that is not seen."""
    from sympy import Dummy, FiniteSet, Reals, exp, log, solveset

    # A polynomial of y, or of e^y or ln y alone.
    functions = formula.atoms(exp, log)
    hidden = formula.xreplace(dict.fromkeys(functions, Dummy()))
    (letter,) = hidden.free_symbols if len(hidden.free_symbols) == 1 else (None,)
    is_simple = letter is not None and hidden.is_polynomial(letter) and len(functions) <= 1
    if not is_simple or formula.free_symbols != {name} or formula.count_ops() > _LONGEST:
        return None
    zeros = solveset(formula, name, Reals)
    if not isinstance(zeros, FiniteSet) or len(zeros) != 1:
        return None
    (zero,) = zeros
    return zero if zero.is_number and formula.xreplace({name: zero}).is_zero else None


def _roots(equations: Sequence[Expr], t: Expr) -> list[Expr] | None:
    """Where the simplest polynomial among the equations holds; None where there is none."""
    from sympy import roots

    polynomials = [
        polynomial
        for equation in equations
        if equation.is_polynomial(t)
        and 0 < (polynomial := equation.as_poly(t)).degree() <= _HIGHEST_DEGREE
        and polynomial.free_symbols == {t}
    ]
    if not polynomials:
        return None
    simplest = min(polynomials, key=lambda polynomial: polynomial.degree())
    return sorted((root for root in roots(simplest) if root.is_real), key=lambda root: root.evalf())


def _is_zero(value: Expr) -> bool:
    """Whether a number is zero; one that cannot be told from zero by its digits is."""
    return bool(value.is_zero or abs(value.evalf()) < _ROUNDING)


def _no_single_parameter(
    problem: Problem, t: Expr, found: Sequence[Expr]
) -> MeaninglessRequestError:
    """The error of a point that no parameter, or more than one, belongs to."""
    if not found:
        return problem.error(
            "at",
            Message("this_point_is_not_on_the_curve", name=problem.name),
            Message("give_the_parameter_of_the_point", name=t),
        )
    return problem.error(
        "at",
        Message(
            "the_curve_passes_this_point_several_times",
            parameters=Listing(tuple(f"{t} = {root}" for root in found), "and"),
        ),
        Message("write_one_of_the_parameters", name=t, value=found[0]),
    )
