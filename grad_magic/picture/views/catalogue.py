"""The views by name: a new picture is a module beside this one, and a row here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grad_magic.picture.local_data import LocalData
    from grad_magic.picture.shapes import Panel
    from grad_magic.solution import Solution
    from grad_magic.wording.language import Language


@dataclass(frozen=True)
class View:
    """One way to draw a function.

    Its module has the view's name, and in it `compose_panel`; it is imported when it is first
    used, as some views need what others never do.

    Attributes:
        name: of the view.
        variables: the numbers of variables of the functions that it can draw.
        default_for: those of them for which it is the picture where none is named.
    """

    name: str
    variables: tuple[int, ...]
    default_for: tuple[int, ...] = ()

    def compose(self, solution: Solution, local: LocalData, language: Language) -> Panel | None:
        """The panel of a solution; None where there is nothing to be seen."""
        module = import_module(f"grad_magic.picture.views.{self.name}")
        panel: Panel | None = module.compose_panel(solution, local, language)
        return panel


VIEWS: Mapping[str, View] = MappingProxyType(
    {
        view.name: view
        for view in (
            View("contour", variables=(2,), default_for=(2,)),
            View("curve", variables=(1,), default_for=(1,)),
        )
    }
)


def default_view(variables: int) -> View | None:
    """The view of functions of so many variables where none is named.

    >>> [view and view.name for view in map(default_view, (1, 2, 3))]
    ['curve', 'contour', None]
    """
    return next((view for view in VIEWS.values() if variables in view.default_for), None)
