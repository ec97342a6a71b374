"""The views by name: a new picture is a module beside this one, and a row here that loads it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from grad_magic.picture.shapes import Absence

if TYPE_CHECKING:
    from grad_magic.picture.local_data import LocalData
    from grad_magic.picture.shapes import Panel, Size
    from grad_magic.solution import Solution
    from grad_magic.wording.language import Language


# Each view is imported when it is first used, as some need what others never do.


def _compose_contour(
    solution: Solution, local: LocalData, size: Size, language: Language
) -> Panel | None:
    from grad_magic.picture.views.contour import compose_panel

    return compose_panel(solution, local, size, language)


def _compose_curve(
    solution: Solution, local: LocalData, size: Size, language: Language
) -> Panel | None:
    """Of a vector function the curve that it runs through."""
    if not solution.problem.is_vector_valued:
        from grad_magic.picture.views.curve import compose_panel

        return compose_panel(solution, local, size, language)
    from grad_magic.picture.views.vector_curve import compose_panel as compose_vector_panel

    return compose_vector_panel(solution, local, size, language)


def _compose_section(
    solution: Solution, local: LocalData, size: Size, language: Language
) -> Panel | None:
    from grad_magic.picture.views.section import compose_panel

    return compose_panel(solution, local, size, language)


def _compose_surface(
    solution: Solution, local: LocalData, size: Size, language: Language
) -> Panel | None:
    """Of two variables the graph, of three the level surface through P."""
    if len(solution.variables) == 2:
        from grad_magic.picture.views.surface import compose_panel

        return compose_panel(solution, local, size, language)
    from grad_magic.picture.views.level_surface import compose_panel as compose_level_panel

    return compose_level_panel(solution, local, size, language)


def _compose_rates(
    solution: Solution, local: LocalData, size: Size, language: Language
) -> Panel | None:
    from grad_magic.picture.views.rates import compose_panel

    return compose_panel(solution, local, size, language)


def _compose_field(
    solution: Solution, local: LocalData, size: Size, language: Language
) -> Panel | None:
    from grad_magic.picture.views.field import compose_panel

    return compose_panel(solution, local, size, language)


def _compose_progress(
    solution: Solution, local: LocalData, size: Size, language: Language
) -> Panel | None:
    from grad_magic.picture.views.progress import compose_panel

    return compose_panel(solution, local, size, language)


def _needs_nothing(solution: Solution) -> Absence | None:  # noqa: ARG001  (as the others)
    return None


def _needs_level(solution: Solution) -> Absence | None:
    """Of three variables a point, through which the level surface goes."""
    is_missing = len(solution.variables) == 3 and solution.value is None
    return Absence.POINT if is_missing else None


def _needs_direction(solution: Solution) -> Absence | None:
    """A point with its value, and a direction to go from it, which ∇f(P) is too."""
    if solution.point is None or solution.value is None:
        return Absence.POINT
    has_way = solution.direction is not None or solution.steepest_ascent is not None
    return None if has_way else Absence.DIRECTION


def _needs_rates(solution: Solution) -> Absence | None:
    """A point, and the rates of change in all directions."""
    if solution.point is None:
        return Absence.POINT
    is_known = solution.gradient_at is not None or solution.rate_along_rays is not None
    return None if is_known else Absence.RATES


def _needs_path(solution: Solution) -> Absence | None:
    """The path of an optimiser that leaves P."""
    path = solution.descent
    return Absence.PATH if path is None or len(path.points) < 2 else None


@dataclass(frozen=True)
class View:
    """One way to draw a function.

    Attributes:
        name: of the view, and of its module.
        compose: the panel of a solution, with a plot of this size; None where its numbers are
            out of reach.
        lacks: what the solution lacks for it; None for nothing.
        least, most: variables of the functions that it can draw.
        default_for: the number of variables for which it is the picture where none is named.
        all_from: the number of variables from which it is one of all; with fewer it shows what
            another does.
        is_of_path: whether it shows the path of an optimiser, and is drawn wherever there is one.
        of_vectors: whether it also draws vector functions of one variable.
        other_variables: why it does not draw functions of another number of variables.
    """

    name: str
    compose: Callable[[Solution, LocalData, Size, Language], Panel | None]
    lacks: Callable[[Solution], Absence | None]
    least: int
    most: float
    other_variables: Absence
    default_for: int | None = None
    all_from: int = 1
    is_of_path: bool = False
    of_vectors: bool = False

    def absence(self, solution: Solution) -> Absence | None:
        """Why there is no such picture of a solution, as far as that is seen without drawing."""
        if solution.problem.is_vector_valued and not self.of_vectors:
            return Absence.VECTOR
        if not self.least <= len(solution.variables) <= self.most:
            return self.other_variables
        return self.lacks(solution)


VIEWS: Mapping[str, View] = MappingProxyType(
    {
        view.name: view
        for view in (
            View(
                "contour",
                _compose_contour,
                _needs_nothing,
                least=2,
                most=2,
                other_variables=Absence.TWO_VARIABLES,
                default_for=2,
            ),
            View(
                "section",
                _compose_section,
                _needs_direction,
                least=1,
                most=math.inf,
                other_variables=Absence.MORE_VARIABLES,
                all_from=2,
            ),
            View(
                "rates",
                _compose_rates,
                _needs_rates,
                least=2,
                most=math.inf,
                other_variables=Absence.MORE_VARIABLES,
            ),
            View(
                "surface",
                _compose_surface,
                _needs_level,
                least=2,
                most=3,
                other_variables=Absence.TWO_OR_THREE_VARIABLES,
                default_for=3,
            ),
            View(
                "field",
                _compose_field,
                _needs_nothing,
                least=2,
                most=2,
                other_variables=Absence.TWO_VARIABLES,
            ),
            View(
                "curve",
                _compose_curve,
                _needs_nothing,
                least=1,
                most=1,
                other_variables=Absence.ONE_VARIABLE,
                default_for=1,
                of_vectors=True,
            ),
            View(
                "progress",
                _compose_progress,
                _needs_path,
                least=1,
                most=math.inf,
                other_variables=Absence.PATH,
                is_of_path=True,
            ),
        )
    }
)


def default_views(variables: int, *, has_path: bool = False) -> tuple[View, ...]:
    """The views of functions of so many variables where none is named, with a path or without.

    >>> [[view.name for view in default_views(count)] for count in (1, 2, 3)]
    [['curve'], ['contour'], ['surface']]
    """
    return tuple(
        view
        for view in VIEWS.values()
        if view.default_for == variables or (view.is_of_path and has_path)
    )


def all_views(variables: int, *, has_path: bool = False) -> tuple[View, ...]:
    """All views of functions of so many variables, without those that show what another does.

    >>> [[view.name for view in all_views(count)] for count in (2, 3)]
    [['contour', 'section', 'rates', 'surface', 'field'], ['section', 'rates', 'surface']]
    """
    return tuple(
        view
        for view in VIEWS.values()
        if view.least <= variables <= view.most and variables >= view.all_from
        if has_path or not view.is_of_path
    )
