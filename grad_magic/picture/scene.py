"""A Solution into the Scene of its picture: a title over a row of panels."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from grad_magic.picture.floats import OutOfReachError
from grad_magic.picture.local_data import read_local_data
from grad_magic.picture.quiet import quiet
from grad_magic.picture.surface import is_slow
from grad_magic.picture.views.catalogue import default_view
from grad_magic.picture.words import (
    WrittenFormula,
    describe_panels,
    plain_function,
    titles,
    write_formula,
)
from grad_magic.wording.languages import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from grad_magic.picture.shapes import Panel
    from grad_magic.picture.views.catalogue import View
    from grad_magic.solution import Solution
    from grad_magic.wording.language import Language


@dataclass(frozen=True, eq=False)
class Scene:
    """A picture before it is painted.

    Attributes:
        title: the function, as mathematics between dollars.
        plain_title: the same in plain characters.
        description: sentences that tell the picture to those who cannot see it.
        panels: from left to right, at least one.
    """

    title: str
    plain_title: str
    description: str
    panels: tuple[Panel, ...]

    def __post_init__(self) -> None:
        assert self.panels


def compose_scene(
    solution: Solution,
    language: Language = DEFAULT_LANGUAGE,
    formula: WrittenFormula | None = None,
) -> Scene | None:
    """The picture of a solution.

    One variable: the curve and its tangent. Two: level lines, the level curve through P, its
    tangent, and the arrows ∇f(P) and u; all critical points where they were asked for. None
    for more variables, vector-valued functions, parameters without a value, Python functions
    that are slow, and where floating-point numbers do not reach.

    Args:
        solution: what is to be seen.
        language: of the words.
        formula: f as the answer writes it; None where SymPy's writing is good enough.
    """
    view = _view_of(solution)
    if view is None:
        return None
    written = formula or write_formula(solution)
    function = plain_function(solution, written)
    with quiet():
        try:
            local = read_local_data(solution)
            if local is not None:
                local = replace(local, function=function)
            panel = None if local is None else view.compose(solution, local, language)
        except OutOfReachError:
            panel = None
    if panel is None:
        return None
    title, plain_title = titles(solution, written)
    return Scene(title, plain_title, describe_panels((panel,), language), (panel,))


def explain_missing(solution: Solution, language: Language = DEFAULT_LANGUAGE) -> str:
    """Why there is no picture where one is to be expected; empty where none is."""
    if _view_of(solution) is None:
        return ""
    return language.sentences["picture_out_of_reach"].format(f=solution.problem.name)


def _view_of(solution: Solution) -> View | None:
    problem = solution.problem
    if problem.parameters or problem.is_vector_valued or is_slow(problem):
        return None
    return default_view(len(solution.variables))
