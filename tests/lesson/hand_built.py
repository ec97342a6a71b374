"""Solutions put together by hand, and the lines that the answer gives to one topic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sympy import Integer, Matrix, Rational, Symbol, symbols

from grad_magic.formula.tree import Formula
from grad_magic.lesson.typesetting.latex import render_latex
from grad_magic.lesson.typesetting.plain import render_plain
from grad_magic.lesson.writing import write_steps
from grad_magic.problem import Problem
from grad_magic.solution import Finding, HigherPartial, Limit, Solution, Verdict
from grad_magic.wording.english import ENGLISH

x, y, z, t = symbols("x y z t", real=True)
u_1, u_2 = symbols("u_1 u_2", real=True)

_PROBLEM = {part.name for part in fields(Problem)}
SMOOTH = Verdict(differentiable=True, reason=Finding("continuous_partials"))


def build(f: Any, variables: Sequence[Symbol] = (x, y), **parts: Any) -> Solution:
    """A solution with the parts that are given; those of the problem are known by name.

    A point is as many whole numbers; with it comes the value of f there.
    """
    asked = {name: parts.pop(name) for name in tuple(parts) if name in _PROBLEM}
    asked.setdefault("name", "f")
    asked.setdefault("formula", Formula("name"))
    problem = Problem(f=f, variables=tuple(variables), **asked)
    partials = tuple(f.diff(variable) for variable in variables)
    if problem.point is not None:
        values = dict(zip(variables, problem.point, strict=True))
        parts.setdefault("value", f.xreplace(values))
    return Solution(problem, partials, Matrix(partials), None, **parts)


def numbers(*values: int) -> tuple[Integer, ...]:
    return tuple(map(Integer, values))


def column(*values: Any) -> Matrix:
    return Matrix([Rational(value) if isinstance(value, str) else value for value in values])


def finite(value: Any) -> Limit:
    return Limit("finite", Integer(value) if isinstance(value, int) else value)


def higher(
    name: str, general: Any, at_point: int | None = None, letters: Sequence[Symbol] = (x, y)
) -> HigherPartial:
    """A partial derivative named by its letters, such as "xxy"."""
    by_name = {letter.name: letter for letter in letters}
    value = None if at_point is None else Integer(at_point)
    return HigherPartial(tuple(by_name[letter] for letter in name), general, value)


def text(solution: Solution, topic: str) -> list[str]:
    """The lines about one topic, for a terminal."""
    rendered = render_plain(
        [step for step in write_steps(solution) if step.topic == topic], ENGLISH
    )
    return [line.strip() for line in rendered.split("\n")] if rendered else []


def latex(solution: Solution, topic: str) -> list[str]:
    """The rows about one topic in LaTeX, without what holds them together."""
    rendered = render_latex(
        [step for step in write_steps(solution) if step.topic == topic], ENGLISH
    )
    inner = re.sub(r"\$(\\displaystyle )?|\\(begin|end)\{aligned\}", "", rendered)
    rows = (" ".join(row.split()).removeprefix("& ") for row in inner.split(r"\\[4pt]"))
    return [row.replace(" & =", " =", 1).replace(r" & \approx", r" \approx", 1) for row in rows]
