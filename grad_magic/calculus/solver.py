"""A Problem into its Solution, stage by stage."""

from __future__ import annotations

from collections.abc import Callable

from grad_magic.calculus.inquiry import Inquiry
from grad_magic.calculus.natural_gradient import with_natural_gradient
from grad_magic.calculus.stages import (
    classify,
    confirm,
    descend,
    differentiate,
    differentiate_again,
    find_critical_points,
    follow,
    judge,
    mark,
    measure,
    visit,
)
from grad_magic.errors import NoAnswerError
from grad_magic.formula.collection import without_collection
from grad_magic.formula.sympy_forms import is_failed_factoring
from grad_magic.problem import Problem
from grad_magic.solution import Solution
from grad_magic.wording.messages import Message

Stage = Callable[[Inquiry, Solution], Solution]
"""From what is asked, and what is known so far, to the same with one more part."""

STAGES: tuple[Stage, ...] = (
    visit,  # P: f(P), u, and whether the rules of differentiation apply
    differentiate,  # the partial derivatives as functions
    judge,  # their values at P, by the rules or by limits; whether f is differentiable there
    follow,  # what the gradient tells: rates, extreme directions, tangents
    measure,  # with `metric=F` the natural gradient
    differentiate_again,  # the Hessian, and with `order=k` what lies beyond
    classify,  # what kind of critical point P is
    find_critical_points,  # with `critical=all`
    descend,  # with `path=` the way of an optimiser
    confirm,  # all numbers again, by the values of f alone
    mark,  # with `answer=` whether it is right
)


def solve(problem: Problem) -> Solution:
    """All that is true of the problem's function, at its point and in its direction.

    Raises:
        NoAnswerError: f has no real value at P, or no real derivatives; the error names the
            part that fails.
        MeaninglessRequestError: it asks for nothing that exists at this point.
    """
    if problem.flaw is not None:
        raise problem.flaw
    if problem.procedure is not None:
        from grad_magic.calculus.by_values.numerical import solve_numerically

        return mark(Inquiry(problem), with_natural_gradient(solve_numerically(problem)))
    if problem.is_vector_valued:
        from grad_magic.calculus.vector import solve_vector

        return mark(Inquiry(problem), solve_vector(problem, solve))
    if problem.is_large:
        from grad_magic.calculus.large.road import is_answered_by_sweep, solve_by_sweep, written_out

        if is_answered_by_sweep(problem):
            with without_collection():
                return mark(Inquiry(problem), solve_by_sweep(problem, solve))
        problem = written_out(problem)
    inquiry, known = Inquiry(problem), Solution(problem)
    try:
        for stage in STAGES:
            known = stage(inquiry, known)
    except ValueError as error:
        if is_failed_factoring(error):
            raise NoAnswerError(Message("the_root_of_a_number_this_long")) from error
        raise
    return known
