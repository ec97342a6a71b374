"""The views by name: a new picture is a module beside this one, and a row here that loads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grad_magic.picture.local_data import LocalData
    from grad_magic.picture.shapes import Panel
    from grad_magic.solution import Solution
    from grad_magic.wording.language import Language


# Each view is imported when it is first used, as some need what others never do.


def _compose_contour(solution: Solution, local: LocalData, language: Language) -> Panel | None:
    from grad_magic.picture.views.contour import compose_panel

    return compose_panel(solution, local, language)


def _compose_curve(solution: Solution, local: LocalData, language: Language) -> Panel | None:
    from grad_magic.picture.views.curve import compose_panel

    return compose_panel(solution, local, language)


@dataclass(frozen=True)
class View:
    """One way to draw a function.

    Attributes:
        name: of the view, and of its module.
        compose: the panel of a solution; None where there is nothing to be seen.
        variables: the numbers of variables of the functions that it can draw.
        default_for: those of them for which it is the picture where none is named.
    """

    name: str
    compose: Callable[[Solution, LocalData, Language], Panel | None]
    variables: tuple[int, ...]
    default_for: tuple[int, ...] = ()


VIEWS: Mapping[str, View] = MappingProxyType(
    {
        view.name: view
        for view in (
            View("contour", _compose_contour, variables=(2,), default_for=(2,)),
            View("curve", _compose_curve, variables=(1,), default_for=(1,)),
        )
    }
)


def default_view(variables: int) -> View | None:
    """The view of functions of so many variables where none is named.

    >>> [view and view.name for view in map(default_view, (1, 2, 3))]
    ['curve', 'contour', None]
    """
    return next((view for view in VIEWS.values() if variables in view.default_for), None)
