"""Answers like 2xy·3/5 + x²·4/5 = 16/5, in which the formula of what is asked stands before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from sympy import Add, sqrt

from grad_magic.calculus.answers.asking import foreign_names
from grad_magic.calculus.answers.marking import Marking
from grad_magic.calculus.answers.truths import dot
from grad_magic.presets import Asked
from grad_magic.problem import Answer, AnswerForm, Problem
from grad_magic.solution import Solution

if TYPE_CHECKING:
    from sympy import Expr

_PLANE = 2


def as_value_of_formula(problem: Problem, answer: Answer, known: Solution) -> Marking | None:
    """The number behind the formula of a rate, and no equation of a line; None of others.

    The formula has to be that rate wherever it has values: an equation whose sides are equal at P
    alone may be a tangent that is wrong.
    """
    number = answer.number_behind
    is_equation = answer.form is AnswerForm.EQUATION and answer.asked is None
    is_free = not answer.is_tangent and not problem.questions and not problem.all_critical
    if number is None or not (is_equation and is_free) or known.point is None:
        return None
    if foreign_names(problem, answer):
        return None
    typed = answer.rows[0][0] + number
    for asked, formula in _formulas(problem, known):
        is_implicit = asked is Asked.IMPLICIT
        read = replace(
            answer,
            form=AnswerForm.VECTOR if is_implicit else AnswerForm.NUMBER,
            rows=((number,),),
            derivatives=(problem.variables[::-1],) if is_implicit else (),
        )
        marking = Marking(replace(problem, answer=read), read, asked, known)
        if marking.vanishes(typed - formula):
            return marking
    return None


def _formulas(problem: Problem, known: Solution) -> Iterator[tuple[Asked, Expr]]:
    """What may be answered by a number, as a formula of the variables."""
    if problem.is_vector_valued:
        if known.jacobian is not None and len(problem.variables) == 1:
            yield Asked.SPEED, sqrt(dot(known.jacobian, known.jacobian))
        return
    partials = tuple(known.partials)
    if problem.is_equation:
        if len(partials) == _PLANE and partials[1] != 0:
            yield Asked.IMPLICIT, -partials[0] / partials[1]
        return
    if problem.has_direction and known.unit_direction is not None:
        yield Asked.RATE, dot(partials, known.unit_direction)
    if len(partials) > 1:
        yield Asked.MAX_RATE, sqrt(Add(*(slope**2 for slope in partials)))
