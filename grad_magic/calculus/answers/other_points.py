"""Whether an answer is said of another point than the one that is asked about."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sympy import Abs

from grad_magic.calculus.answers.marking import is_zero
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.presets import Asked
from grad_magic.problem import Answer, Problem

if TYPE_CHECKING:
    from sympy import Expr


def names_other_point(problem: Problem, answer: Answer) -> bool:
    """Whether f_x(2,1) = 12 is said where P = (1, 2)."""
    point = problem.point
    if point is None:
        return False
    return any(_is_other(stated, point) for stated in answer.stated_points)


def at_target(problem: Problem, answer: Answer) -> Answer:
    """Of L(1.1, 1.9) = 2.3 beside that point the value of the linear approximation; else itself."""
    target = problem.target
    is_linear = problem.presentation.differential == "linear" and answer.asked is Asked.VALUE
    is_there = target is not None and len(answer.stated_points) == 1
    if target is None or not (is_linear and is_there) or _is_other(answer.stated_points[0], target):
        return answer
    return replace(answer, asked=Asked.LINEAR_VALUE, stated_points=())


def _is_other(stated: tuple[tuple[Expr, Expr], ...], point: tuple[Expr, ...]) -> bool:
    # Of r(s) = … the letter runs.
    letters = set().union(*(part.free_symbols for part in point))
    return any(
        said.free_symbols <= letters
        and is_zero(said - asked) is False
        and sign_of(Abs(said - asked) - tolerance) != -1
        for (said, tolerance), asked in zip(stated, point, strict=True)
    )
