"""Numbers, points and equations in sentences about a picture, and sentences put together."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from grad_magic.picture.floats import (
    is_written_exactly,
    write_exact,
)
from grad_magic.picture.shapes import Window
from grad_magic.picture.signs import text_signs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sympy import Eq, Expr

    from grad_magic.picture.local_data import LocalData
    from grad_magic.picture.plane.marks import Mark
    from grad_magic.picture.space.extent import Extent
    from grad_magic.solution import Solution
    from grad_magic.wording.language import Language

_KINDS = {
    "minimum": "picture_minimum",
    "maximum": "picture_maximum",
    "saddle": "picture_saddle",
    "undecided": "picture_undecided",
}
# More variables or coordinates fit on no line of a picture.
_MOST_NAMED = 12


def ends(entries: list[str], dots: str) -> list[str]:
    """The entries, of many the first three and the last."""
    return entries if len(entries) <= _MOST_NAMED else [*entries[:3], dots, entries[-1]]


def vector(components: Iterable[Expr]) -> str:
    """A vector or point in plain decimals, a long one by its ends."""
    return f"({', '.join(ends(list(map(write_exact, components)), '…'))})"


def ascent(solution: Solution) -> str:
    """U where none was given."""
    signs, gradient = text_signs(solution.problem), plain_gradient(solution)
    return f"{signs.direction} = {gradient}/{signs.norm(gradient)}"


def is_outside(local: LocalData, shown: Window | Extent) -> bool:
    """Whether there is a P, and it is not in the window that was asked for."""
    if not local.given:
        return False
    if isinstance(shown, Window) and len(local.point) == 1:
        return not shown.left <= float(local.point[0]) <= shown.right
    return not shown.contains(local.point)


def is_of_one_period(solution: Solution) -> bool:
    """Whether the critical points that are marked repeat, and are those of one period.

    Where curves alone repeat, with what f depends on, the points that are marked do not.
    """
    repetitions = solution.critical_points_repeat
    are_curves = bool(repetitions) and all(found.kind.is_of_inner for found in repetitions)
    return solution.has_all_critical is False and not are_curves


def place_of(solution: Solution) -> str:
    """P with its coordinates, or the value of the only variable there."""
    coordinates = vector(solution.point or ())
    if len(solution.variables) == 1:
        return f"{solution.variables[0]} = {coordinates[1:-1]}"
    return f"{solution.problem.point_letter} = {coordinates}"


def plain_rate(solution: Solution) -> str:
    """D_u f(P) as text."""
    return f"{text_signs(solution.problem).rate}({solution.problem.point_letter})"


def plain_gradient(solution: Solution) -> str:
    """∇f(P) as text."""
    return f"{text_signs(solution.problem).gradient}({solution.problem.point_letter})"


def equal_to(number: Expr) -> str:
    """= 2 or ≈ 0.6667."""
    return f"{'=' if is_written_exactly(number) else '≈'} {write_exact(number)}"


def points_of(solution: Solution, marks: tuple[Mark, ...], language: Language) -> str:
    """The critical points with their kinds, in a row."""
    row = language.sentences["picture_point_of_kind"]
    points = [
        row.format(point=_point(solution, mark), kind=kind_name(mark.kind, solution, language))
        for mark in marks
    ]
    return join(points, language)


def _point(solution: Solution, mark: Mark) -> str:
    point = mark.point
    write = partial(write_exact, digits=solution.problem.digits) if mark.is_approximate else _plain
    coordinates = ", ".join(map(write, point))
    one = len(solution.variables) == 1
    return f"{solution.variables[0]} = {coordinates}" if one else f"({coordinates})"


# A product of a number and a letter needs no sign, another one no asterisk.
_PRODUCT_WITH_LETTER = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)\*(?=[^\W\d])")
_PI = re.compile(r"\bpi\b")
_ROOT = re.compile(r"(?<![^\W\d])sqrt\((\d+|\w)\)")


def plain_equation(equation: Eq) -> str:
    """A linear equation, as x + 2y = 3; one that is solved for a variable stays as it is."""
    left, right = equation.lhs, equation.rhs
    if not left.is_Symbol:
        constant, terms = (left - right).as_independent(*left.free_symbols, as_Add=True)
        content, left = terms.primitive()
        right = -constant / content
        if left.as_ordered_terms()[0].could_extract_minus_sign():
            left, right = -left, -right
    return f"{_plain(left)} = {_plain(right)}"


def _plain(expression: Expr) -> str:
    """An expression in plain characters: 4x - y^2, π/2."""
    text = _PI.sub("π", str(expression).replace("**", "^"))
    text = _PRODUCT_WITH_LETTER.sub(r"\1", text)
    return _ROOT.sub(r"√\1", text.replace("*", "·"))


def kind_name(kind: str, solution: Solution, language: Language) -> str:
    """A saddle of a function of one variable is a point of inflection, and called no saddle."""
    return language.sentence(_KINDS[kind], of_one_variable=len(solution.variables) == 1)


def join(parts: Sequence[str], language: Language) -> str:
    """The parts with the commas of the language."""
    return language.sentences["picture_comma"].join(parts)


def join_facts(facts: Sequence[str], language: Language) -> str:
    """The facts with the semicolons of the language."""
    return language.sentences["picture_semicolon"].join(facts)
