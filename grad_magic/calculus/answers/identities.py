"""Whether f satisfies an equation between its derivatives, as u_xx + u_yy = 0."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from grad_magic.calculus.answers.implicit import agrees_on_curve
from grad_magic.calculus.answers.marking import Marking
from grad_magic.calculus.derivatives import gradient
from grad_magic.calculus.exact.simplify import shorten
from grad_magic.calculus.extrema.kinds.discriminants import is_smooth_by_form
from grad_magic.calculus.implicit_functions import ImplicitFunction, has_higher_derivatives
from grad_magic.formula.sympy_forms import to_sympy
from grad_magic.presets import Asked
from grad_magic.problem import Answer, Problem
from grad_magic.solution import Check, Solution

if TYPE_CHECKING:
    from sympy import Expr, Symbol


def check_identity(problem: Problem, answer: Answer, known: Solution) -> Solution:
    """The solution with whether both sides are equal, as far as the equation of f holds."""
    return replace(known, checked_answer=_check(problem, answer, known))


def _check(problem: Problem, answer: Answer, known: Solution) -> Check:
    marking = Marking(problem, answer, Asked.IDENTITY, known)
    values = values_in_identity(problem, answer)
    if values is None or answer.identity is None:
        return Check(right=None, asked=Asked.IDENTITY)
    left, right = (to_sympy(side).xreplace(dict(values)) for side in answer.identity)
    verdict = marking.vanishes(left - right)
    if verdict is not True and problem.is_equation:
        verdict = agrees_on_curve(marking, (left,), (right,))
    return Check(right=verdict, asked=Asked.IDENTITY)


def values_in_identity(problem: Problem, answer: Answer) -> Mapping[Symbol, Expr] | None:
    """What its letters stand for, f and derivatives of f; None where f has no one formula."""
    assert answer.identity is not None
    is_smooth = problem.is_equation or is_smooth_by_form(problem.f)
    if not (is_smooth and has_higher_derivatives(problem.f)):
        return None
    variables = {str(name): name for name in problem.variables}
    *others, last = problem.variables
    implicit = None
    if problem.is_equation:
        first = dict(zip(problem.variables, gradient(problem.f, problem.variables), strict=True))
        slopes = {name: shorten(-first[name] / first[last]) for name in others}
        implicit = ImplicitFunction(problem.f, last, slopes)
    values: dict[Symbol, Expr] = {}
    for name in sorted({name for side in answer.identity for name in side.names}, key=str):
        letter, _, index = str(name).partition("_")
        by = [variables[one] for one in index]
        if implicit is not None and by:
            values[name] = implicit.derivative(by)
        elif implicit is None and str(name) not in variables and (by or letter == problem.name):
            values[name] = problem.f
            for one in by:
                values[name] = shorten(gradient(values[name], (one,))[0])
    return values
