"""Answers like 2xy·3/5 + x²·4/5 = 16/5, in which the formula of what is asked stands before it."""

from __future__ import annotations

import itertools
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
    from sympy import Expr, Symbol


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
    for asked, by, formula in _formulas(problem, known):
        form = AnswerForm.VECTOR if by else AnswerForm.NUMBER
        read = replace(answer, form=form, rows=((number,),), derivatives=by)
        marking = Marking(replace(problem, answer=read), read, asked, known)
        if marking.vanishes(typed - formula):
            return marking
    return None


def _formulas(
    problem: Problem, known: Solution
) -> Iterator[tuple[Asked, tuple[tuple[Symbol, ...], ...], Expr]]:
    """What may be answered by a number, which derivative that is, and its formula."""
    if problem.is_vector_valued:
        if known.jacobian is not None and len(problem.variables) == 1:
            yield Asked.SPEED, (), sqrt(dot(known.jacobian, known.jacobian))
        return
    partials = tuple(known.partials)
    if problem.is_equation:
        by_name = dict(zip(problem.variables, partials, strict=True))
        for function, by in itertools.permutations(problem.variables[::-1], 2):
            if by_name[function] != 0:
                yield Asked.IMPLICIT, ((function, by),), -by_name[by] / by_name[function]
        return
    if problem.has_direction and known.unit_direction is not None:
        yield Asked.RATE, (), dot(partials, known.unit_direction)
    if len(partials) > 1:
        yield Asked.MAX_RATE, (), sqrt(Add(*(slope**2 for slope in partials)))
