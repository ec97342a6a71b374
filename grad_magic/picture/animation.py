"""A picture whose point moves: what stands still is painted once, and what moves over its pixels.

Of the level lines only the curve through P, its tangent, the arrows and P are drawn anew; panels
that change as wholes (a section, the rates, a surface) are composed anew by their views.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from grad_magic.picture.artists import PAINTING, word_styles
from grad_magic.picture.floats import OutOfReachError
from grad_magic.picture.lettering import new_renderer, paper_pixel, write
from grad_magic.picture.local_data import read_local_data
from grad_magic.picture.palette import THEMES
from grad_magic.picture.png import encode_png
from grad_magic.picture.quiet import quiet
from grad_magic.picture.scene import wanted_views
from grad_magic.picture.screen import Plot, Png
from grad_magic.picture.shapes import panel_size
from grad_magic.picture.sheet import SCREEN_DPI, SCREEN_RESOLUTION, sheet_of
from grad_magic.picture.views.catalogue import VIEWS
from grad_magic.picture.words.notes import fold_note
from grad_magic.picture.words.titles import plain_function, titles, write_formula

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grad_magic.picture.local_data import LocalData
    from grad_magic.picture.shapes import Panel
    from grad_magic.picture.sheet import Place, Sheet
    from grad_magic.picture.views.catalogue import View
    from grad_magic.picture.views.contour import Ground
    from grad_magic.picture.words.titles import WrittenFormula
    from grad_magic.solution import Solution
    from grad_magic.wording.language import Language

    Pixels = NDArray[np.uint8]


# The path of an optimiser does not move.
_STILL = frozenset({"progress"})


def views_to_move(solution: Solution) -> tuple[str, ...]:
    """The names of the panels that are wanted of a solution and can move."""
    views = wanted_views(solution.problem.presentation.plot, solution)
    return tuple(
        view.name for view in views if view.name not in _STILL and view.absence(solution) is None
    )


@dataclass(frozen=True, eq=False)
class Frame:
    """One moment of the picture.

    Attributes:
        panels: all of them; of the level lines what moves alone.
        png: all as an image.
        description: sentences that tell the picture to those who cannot see it.
    """

    panels: tuple[Panel, ...]
    png: Png
    description: str


class Animation:
    """The picture of a solution while its point and its direction change.

    Args:
        start: where it begins, with a window of its plane if it has two variables.
        views: the names of the panels that it shows.
        language: of the words.
        formula: f as the answer writes it; None where SymPy's writing is good enough.
        is_window_asked: whether the window is one that was asked for.
    """

    def __init__(
        self,
        start: Solution,
        views: tuple[str, ...],
        language: Language,
        formula: WrittenFormula | None = None,
        *,
        is_window_asked: bool = False,
    ) -> None:
        self._language = language
        self._written = formula or write_formula(start)
        self._function = plain_function(start, self._written)
        self._theme = THEMES[start.problem.presentation.theme]
        self._views = tuple(VIEWS[name] for name in views)
        self._is_window_asked = is_window_asked
        self._grounds = self._find_grounds(start)
        self._shown: dict[str, Panel] = {}
        self._paper: _Paper | None = None

    def frame(self, solution: Solution) -> Frame | None:
        """The picture at the point of this solution; None where there is nothing to be seen."""
        with PAINTING, quiet():
            panels = tuple(
                panel
                for panel in (self._panel(view, solution) for view in self._views)
                if panel is not None
            )
            if not panels:
                return None
            pixels = self._paint(panels, solution)
            height, width = (side // SCREEN_RESOLUTION for side in pixels.shape[:2])
            png = Png(encode_png(pixels), width, height)
        return Frame(panels, png, " ".join(panel.description for panel in panels))

    def _find_grounds(self, start: Solution) -> dict[str, Ground]:
        if not any(view.name == "contour" for view in self._views):
            return {}
        from grad_magic.picture.views.contour import compose_ground

        problem = replace(start.problem, point=None, direction=None, along_gradient=0, angles=())
        still = type(start)(problem, start.general, all_critical=start.all_critical)
        with quiet():
            local = read_local_data(still)
            if local is None:
                return {}
            local = replace(local, function=self._function)
            ground = compose_ground(still, local, panel_size(len(self._views)), self._language)
        return {} if ground is None else {"contour": ground}

    def _panel(self, view: View, solution: Solution) -> Panel | None:
        """A panel at this moment; one that has nothing to show there is empty."""
        panel = None
        try:
            local = read_local_data(solution)
            if local is not None:
                panel = self._composed(view, solution, replace(local, function=self._function))
        except OutOfReachError:
            panel = None
        if panel is not None:
            panel = replace(panel, note=fold_note(panel))
            self._shown[view.name] = panel
            return panel
        last = self._shown.get(view.name)
        return None if last is None else _emptied(last)

    def _composed(self, view: View, solution: Solution, local: LocalData) -> Panel | None:
        ground = self._grounds.get(view.name)
        if ground is not None:
            return ground.compose_over(solution, local, self._language)
        if view.absence(solution) is not None:
            return None
        size = panel_size(len(self._views))
        if view.name == "section" and not self._is_window_asked:
            from grad_magic.picture.views.section import compose_cut_panel

            return compose_cut_panel(solution, local, size, self._language)
        return view.compose(solution, local, size, self._language)

    def _paint(self, panels: tuple[Panel, ...], solution: Solution) -> Pixels:
        """The pixels of a sheet that is kept: true until the next picture."""
        sheet = sheet_of(panels)
        plots = tuple(map(self._plot, panels, sheet.corners))
        if self._paper is None or self._paper.sheet != sheet:
            self._paper = self._new_paper(sheet, solution)
        renderer, ground = self._paper.renderer, self._paper.ground
        pixels: Pixels = np.asarray(renderer.buffer_rgba())
        pixels[:] = ground
        for panel, plot in zip(panels, plots, strict=True):
            if panel.is_over_ground:
                plot.paint_objects(renderer)
            else:
                plot.paint(renderer)
                plot.stamp_names(pixels)
            plot.stamp_note(pixels)
        return pixels

    def _plot(self, panel: Panel, corner: Place) -> Plot:
        return Plot(panel, corner, self._theme)

    def _new_paper(self, sheet: Sheet, solution: Solution) -> _Paper:
        """A sheet with the title and all grounds."""
        renderer = new_renderer(round(sheet.width * SCREEN_DPI), round(sheet.height * SCREEN_DPI))
        pixels: Pixels = np.asarray(renderer.buffer_rgba())
        pixels.view(np.uint32).fill(paper_pixel(self._theme))
        for view, corner in zip(self._views, sheet.corners, strict=False):
            if view.name in self._grounds:
                plot = self._plot(self._grounds[view.name].panel, corner)
                plot.paint(renderer)
                plot.stamp_names(pixels)
        title, _ = titles(solution, self._written, sheet.width)
        first = self._plot(next(iter(self._shown.values())), sheet.corners[0])
        write(renderer, first.pixel(sheet.title), title, word_styles(self._theme).title)
        return _Paper(sheet, renderer, pixels.copy())


@dataclass(frozen=True, eq=False)
class _Paper:
    """A sheet, what paints on it, and its pixels where nothing moves."""

    sheet: Sheet
    renderer: Any
    ground: Pixels


def _emptied(panel: Panel) -> Panel:
    """The axes of a panel alone."""
    return replace(panel, note="", layers=(), bands=(), curves=(), arrows=(), dots=(), labels=())
