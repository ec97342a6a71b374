"""An ArraySolution into its Scene: the loss over the steps of descent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sympy import Float, Symbol, latex

from grad_magic.picture.floats import write_exact
from grad_magic.picture.scene import Scene, compose_scene, explain_missing
from grad_magic.picture.shapes import panel_size
from grad_magic.picture.views.progress import ProgressWords, panel_of_values
from grad_magic.presets import DEFAULT_PLOT, NO_VIEWS

if TYPE_CHECKING:
    from grad_magic.array_solution import ArraySolution, DescentStep
    from grad_magic.wording.language import Language


def compose_array_scene(solution: ArraySolution, language: Language) -> Scene | None:
    """The loss over the plane of its variables, or over the steps of a path.

    None where it has more variables than pictures, and no path, or no picture is wanted.
    """
    in_plane = solution.in_plane.value
    if in_plane is not None:
        return compose_scene(in_plane, language)
    numbers = solution.numbers
    is_wanted = solution.problem.presentation.plot != (NO_VIEWS,)
    if numbers is None or numbers.step is None or numbers.step.count < 2 or not is_wanted:
        return None
    said = _words(solution, numbers.step, language)
    is_flow = solution.problem.path == "flow"
    span = float(numbers.step.size) if is_flow else None
    panel = panel_of_values(numbers.step.values, said, panel_size(1), span)
    if panel is None:
        return None
    title = f"{_name(solution)}({', '.join(solution.problem.variables)})"
    names = ", ".join(_typeset(name) for name in solution.problem.variables)
    typeset = f"${_typeset(_name(solution))}({names})$"
    theme = solution.problem.presentation.theme
    return Scene(typeset, title, panel.description, (panel,), theme)


def explain_missing_scene(solution: ArraySolution, language: Language) -> str:
    """Why there is no picture where one was asked for by its name; empty where none was."""
    in_plane = solution.in_plane.value
    if in_plane is not None:
        return explain_missing(in_plane, language)
    rows = language.sentences
    plot = solution.problem.presentation.plot
    if plot in (DEFAULT_PLOT, (NO_VIEWS,)) or "plot" not in solution.problem.places:
        return ""
    return rows["picture_missing"].format(reason=rows["picture_of_few_entries"])


def _words(solution: ArraySolution, step: DescentStep, language: Language) -> ProgressWords:
    rows = language.sentences
    name = _typeset(_name(solution))
    first, last = (write_exact(Float(step.values[index])) for index in (0, -1))
    size = write_exact(Float(float(step.size)))
    note = rows["picture_step_size"].format(letter="η", size=size)
    return ProgressWords(
        point=f"${name}_0$" if "_" not in name else f"${name}$",
        value=f"${name}$",
        note="" if solution.problem.path == "flow" else note,
        description=rows["picture_progress"].format(
            function=_name(solution), count=step.count, first=first, last=last
        ),
    )


def _name(solution: ArraySolution) -> str:
    return solution.problem.name


def _typeset(name: str) -> str:
    return str(latex(Symbol(name)))
