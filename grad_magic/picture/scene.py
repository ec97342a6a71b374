"""A Solution into the Scene of its picture: a title over a row of panels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sympy import Float

from grad_magic.picture.floats import OutOfReachError
from grad_magic.picture.local_data import read_local_data
from grad_magic.picture.quiet import quiet
from grad_magic.picture.shapes import Absence, panel_size
from grad_magic.picture.sheet import sheet_of
from grad_magic.picture.surface import is_slow
from grad_magic.picture.views.catalogue import VIEWS, View, all_views, default_views
from grad_magic.picture.words.descriptions import describe_panels
from grad_magic.picture.words.names import axis_name
from grad_magic.picture.words.notes import explain_absences, fold_note
from grad_magic.picture.words.titles import WrittenFormula, plain_function, titles, write_formula
from grad_magic.presets import ALL_VIEWS, DEFAULT_PLOT, DEFAULT_THEME, NO_VIEWS
from grad_magic.wording.languages import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from grad_magic.picture.local_data import LocalData
    from grad_magic.picture.shapes import Panel, Size, Window
    from grad_magic.problem import Problem
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
        theme: the paper on which it is painted, one of `grad_magic.picture.palette.THEMES`.
        missing: which panels were asked for and are not there, and why; mostly empty.
    """

    title: str
    plain_title: str
    description: str
    panels: tuple[Panel, ...]
    theme: str = DEFAULT_THEME
    missing: str = ""

    def __post_init__(self) -> None:
        assert self.panels


Absences = Mapping[View, Absence]


def compose_scene(
    solution: Solution,
    language: Language = DEFAULT_LANGUAGE,
    formula: WrittenFormula | None = None,
) -> Scene | None:
    """The picture of a solution.

    Where none is named, of one variable the curve and its tangent; of two level lines, the level
    curve through P, its tangent, and the arrows ∇f(P) and u; all critical points where they were
    asked for. None where no picture is wanted, or there is none of what is asked, which
    `explain_missing` explains.

    Args:
        solution: what is to be seen.
        language: of the words.
        formula: f as the answer writes it; None where SymPy's writing is good enough.
    """
    written = formula or write_formula(solution)
    panels, absences = _compose(solution, language, written)
    if not panels:
        return None
    title, plain_title = titles(solution, written, sheet_of(panels).width)
    description = describe_panels(panels, language)
    missing = _explain(solution, absences, language)
    theme = solution.problem.presentation.theme
    return Scene(title, plain_title, description, panels, theme, missing)


def compose_panel_between(
    solution: Solution, language: Language, index: int, window: Window
) -> Panel | None:
    """One panel of the picture of a solution, for other limits of its axes.

    None where its axes are not those of the variables, or there is nothing to be seen.
    """
    problem, sides = solution.problem, (window.left, window.right, window.bottom, window.top)
    if problem.is_vector_valued or len(solution.variables) > 2:
        return None
    limits = tuple(map(Float, sides[: 2 * len(solution.variables)]))
    presentation = replace(problem.presentation, window=limits)
    asked = replace(solution, problem=replace(problem, presentation=presentation))
    written = write_formula(solution)
    usual, _ = _compose(solution, language, written)
    panels, _ = _compose(asked, language, written)
    if len(panels) != len(usual):
        return None
    panel = panels[index]
    names = tuple(map(axis_name, solution.variables))
    shown = (panel.horizontal.name, panel.vertical.name)[: len(names)]
    return panel if panel.framed and names == shown else None


def explain_missing(solution: Solution, language: Language = DEFAULT_LANGUAGE) -> str:
    """Why there is no picture where one is to be expected; empty where none is."""
    _, absences = _compose(solution, language, write_formula(solution))
    return _explain(solution, absences, language)


def _explain(solution: Solution, absences: Absences, language: Language) -> str:
    """Why each view that was asked for by its name is missing, or the picture as a whole."""
    plot = solution.problem.presentation.plot
    names: dict[Absence, tuple[str, ...]] = {}
    for view, absence in absences.items():
        named = (view.name,) if view.name in plot else ()
        names[absence] = names.get(absence, ()) + named
    return explain_absences(solution, names, language)


def _compose(
    solution: Solution, language: Language, written: WrittenFormula
) -> tuple[tuple[Panel, ...], Absences]:
    """The panels of the pictures that are wanted, and of the others why they are missing."""
    plot = solution.problem.presentation.plot
    views = wanted_views(plot, solution)
    is_secret = solution.checked_answer is not None and not solution.may_be_shown
    if not views or is_secret:
        return (), {}
    nowhere = _absence_of_all(solution)
    if nowhere is not None:
        return (), {} if plot == DEFAULT_PLOT else dict.fromkeys(views, nowhere)
    lacks = {view: view.absence(solution) for view in views}
    absences = {view: absence for view, absence in lacks.items() if absence is not None}
    views = tuple(view for view in views if view not in absences)
    panels: tuple[Panel, ...] = ()
    if views:
        panels, unreached = _draw(solution, views, language, written)
        absences |= dict.fromkeys(unreached, Absence.OUT_OF_REACH)
    # Of all pictures those that fit are wanted.
    return panels, {} if panels and plot == (ALL_VIEWS,) else absences


def wanted_views(plot: tuple[str, ...], solution: Solution) -> tuple[View, ...]:
    """The views that a request names, or else those of the shell's own choice that it has."""
    views = _views_of(plot, solution)
    if not views or plot in (DEFAULT_PLOT, (ALL_VIEWS,)) or "plot" in solution.problem.places:
        return views
    fitting = tuple(view for view in views if view.absence(solution) is None)
    return fitting or _views_of(DEFAULT_PLOT, solution)


def _views_of(plot: tuple[str, ...], solution: Solution) -> tuple[View, ...]:
    count, path = len(solution.variables), solution.descent
    has_path = path is not None and len(path.points) > 1
    if plot == DEFAULT_PLOT:
        usual = default_views(count, has_path=has_path)
        return tuple(view for view in usual if view.absence(solution) is None)
    if plot == (ALL_VIEWS,):
        return all_views(count, has_path=has_path)
    return tuple(VIEWS[name] for name in plot if name != NO_VIEWS)


def _absence_of_all(solution: Solution) -> Absence | None:
    """Why there is no picture of any kind."""
    problem = solution.problem
    if problem.is_vector_valued and not _is_curve(problem):
        return Absence.VECTOR
    if problem.parameters:
        return Absence.PARAMETERS
    return Absence.SLOW if is_slow(problem) else None


def _is_curve(problem: Problem) -> bool:
    """Whether a vector-valued function runs through a curve of the plane or of space."""
    components = len(problem.formula.operands) if problem.formula.operation == "vector" else 0
    return len(problem.variables) == 1 and 2 <= components <= 3


def _draw(
    solution: Solution, views: tuple[View, ...], language: Language, written: WrittenFormula
) -> tuple[tuple[Panel, ...], tuple[View, ...]]:
    """The panels of these views, and the views whose numbers are out of reach."""
    function = plain_function(solution, written)
    with quiet():
        try:
            local = read_local_data(solution)
        except OutOfReachError:
            local = None
        if local is None:
            return (), views
        local = replace(
            local,
            function=function,
            level_tangent=written.tangent,
            graph_tangent=written.plane,
        )
        size = panel_size(len(views))
        panels = [_panel(view, solution, local, size, language) for view in views]
        drawn = tuple(panel for panel in panels if panel is not None)
        unreached = tuple(view for view, panel in zip(views, panels, strict=True) if panel is None)
        if unreached and drawn:
            # Those that are left have more room.
            reached = tuple(view for view in views if view not in unreached)
            return _draw(solution, reached, language, written)[0], unreached
    return tuple(replace(panel, note=fold_note(panel)) for panel in drawn), unreached


def _panel(
    view: View, solution: Solution, local: LocalData, size: Size, language: Language
) -> Panel | None:
    try:
        return view.compose(solution, local, size, language)
    except OutOfReachError:
        return None
