"""A Scene into a Figure of Matplotlib's, the caller's own, and into files; never by pyplot.

Every look is given explicitly: the user's rcParams are not read where that can be helped. Of a
figure that is handed out, and of files, what Matplotlib reads all the same (sketched paths, fonts
in files) is what it is by default; meanwhile the rcParams are others, and the user's again after.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from grad_magic.errors import MeaninglessRequestError
from grad_magic.picture import artists
from grad_magic.picture.palette import THEMES
from grad_magic.picture.plane.axes import axis
from grad_magic.picture.shapes import Window
from grad_magic.picture.sheet import (
    CSS_PIXELS_PER_INCH,
    SCREEN_DPI,
    Place,
    Sheet,
    above,
    below,
    note_lines,
    over,
    sheet_of,
)
from grad_magic.presets import DEFAULT_SCALE, LEAST_SCALE, MOST_SCALE
from grad_magic.wording.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from grad_magic.picture.artists import TextStyle, WordStyles
    from grad_magic.picture.palette import Theme
    from grad_magic.picture.scene import Scene
    from grad_magic.picture.shapes import Axis, Panel, Size

_FILE_DPI = DEFAULT_SCALE * CSS_PIXELS_PER_INCH

FileFormat = Literal["png", "svg", "pdf"]


class ShownFigure(Figure):
    """A figure that a notebook shows though pyplot and its backends do not know it."""

    description = ""

    def _repr_png_(self) -> tuple[bytes, dict[str, object]]:
        width, height = (round(side * CSS_PIXELS_PER_INCH) for side in self.get_size_inches())
        data = write_file(self, "png", SCREEN_DPI)
        return data, {"width": width, "height": height, "alt": self.description}


Compose = Callable[[int, Window], "Panel | None"]


def draw(scene: Scene, compose: Compose | None = None) -> ShownFigure:
    """A new figure of the scene, the caller's own.

    Args:
        scene: what is drawn.
        compose: the panel of this number for other limits of its axes, so that what is drawn
            reaches as far as they do when they are changed; None where it stays as it is.
    """
    sheet, theme = sheet_of(scene.panels), THEMES[scene.theme]
    with _default_settings():
        figure, row = _new_figure(sheet, theme)
        grounds = _paint(row, scene, sheet)
    figure.description = scene.description
    if compose is not None:
        for index, (ax, ground) in enumerate(zip(row, grounds, strict=True)):
            _Ground(ground, partial(compose, index), theme).follow(ax)
    return figure


# What there is of a function in the whole plane, and so reaches from side to side.
_GROUND = frozenset({"contour", "level", "tangent", "graph", "minimum", "maximum"})


class _Ground:
    """What is painted from side to side, anew when the limits of the axes are changed."""

    def __init__(
        self, painted: list[Artist], compose: Callable[[Window], Panel | None], theme: Theme
    ) -> None:
        self._painted, self._compose, self._theme = painted, compose, theme

    def follow(self, ax: Axes) -> None:
        """Has it painted anew from now on."""
        for limits in ("xlim_changed", "ylim_changed"):
            # Of a method the axes would keep a weak reference alone.
            ax.callbacks.connect(limits, partial(_Ground._repaint, self))

    def _repaint(self, ax: Axes) -> None:
        (left, right), (bottom, top) = map(sorted, (ax.get_xlim(), ax.get_ylim()))
        panel = self._compose(Window(left, right, bottom, top))
        if panel is None:
            return
        for artist in self._painted:
            # The user may have removed it.
            if artist.axes is not None:
                artist.remove()
        with _default_settings():
            ground = replace(
                panel,
                curves=tuple(curve for curve in panel.curves if curve.role in _GROUND),
                labels=tuple(label for label in panel.labels if label.role in _GROUND),
            )
            self._painted = _paint_lines(ax, ground, self._theme)
            styles = artists.word_styles(self._theme)
            _set_axis(ax.xaxis, panel.horizontal, styles)
            # Of one variable a window says nothing of the values.
            is_plane = panel.equal_aspect
            vertical = panel.vertical if is_plane else axis(panel.vertical.name, bottom, top)
            _set_axis(ax.yaxis, vertical, styles)


# Settings that say nothing of how a picture looks, which `matplotlib.style` leaves alone too.
_OF_SESSION = frozenset(
    {"backend", "backend_fallback", "date.epoch", "docstring.hardcopy", "figure.max_open_warning"}
    | {"figure.raise_window", "interactive", "savefig.directory", "timezone", "toolbar"}
    | {"tk.window_focus", "webagg.address", "webagg.open_in_browser", "webagg.port"}
    | {"webagg.port_retries"}
)


@contextmanager
def _default_settings() -> Iterator[None]:
    """Matplotlib's own settings in place of the user's.

    The context of `matplotlib.style` does the same, but its module reads thirty files when it is
    imported, and it has each of some 300 settings checked anew for every picture.
    """
    from matplotlib import rc_context, rcParams, rcParamsDefault

    with artists.PAINTING:
        # Read as a dictionary's they say nothing of what is deprecated, and choose no backend.
        other = {
            name: value
            for name, value in dict.items(rcParamsDefault)
            if name not in _OF_SESSION and dict.__getitem__(rcParams, name) != value
        }
        with rc_context(other):
            yield


def render(scene: Scene, file_format: FileFormat) -> bytes:
    """The picture as a file of this format."""
    return write_file(draw(scene), file_format)


def resolution_of(scale: float) -> int:
    """Pixels of a file in an inch, with so many for each pixel of a page.

    Raises:
        MeaninglessRequestError: they would be none, or fill the memory.
    """
    if not LEAST_SCALE <= scale <= MOST_SCALE:
        raise MeaninglessRequestError(
            Message(
                "scale_is_but_must_be_from_to",
                scale=scale,
                least_scale=LEAST_SCALE,
                most_scale=MOST_SCALE,
            ),
            advice=Message("which_scale_fits_what"),
        )
    return round(scale * CSS_PIXELS_PER_INCH)


def write_file(figure: Figure, file_format: FileFormat, resolution: int = _FILE_DPI) -> bytes:
    """The figure, as it is now, as a file of this format; a PNG with so many pixels an inch."""
    buffer = io.BytesIO()
    # A file does not tell when it was written.
    dates = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}
    with _default_settings():
        figure.canvas.print_figure(
            buffer,
            format=file_format,
            dpi=resolution,
            facecolor=figure.get_facecolor(),
            edgecolor=figure.get_edgecolor(),
            bbox_inches=figure.bbox_inches,
            metadata=dates.get(file_format),
        )
    return buffer.getvalue()


def _new_figure(sheet: Sheet, theme: Theme) -> tuple[ShownFigure, tuple[Axes, ...]]:
    """A figure with room for the plots of the sheet."""
    size = sheet.width, sheet.height
    paper = theme.paper
    figure = ShownFigure(figsize=size, dpi=CSS_PIXELS_PER_INCH, facecolor=paper, edgecolor=paper)
    FigureCanvasAgg(figure)
    for (left, bottom), (width, height) in zip(sheet.corners, sheet.sizes, strict=True):
        box = (left / size[0], bottom / size[1], width / size[0], height / size[1])
        _prepare(figure.add_axes(box, facecolor=paper), (width, height), theme)
    return figure, tuple(figure.axes)


def _prepare(ax: Axes, size: Size, theme: Theme) -> None:
    """Give the axes of a plot of this size the look that all panels have."""
    ax.set_axisbelow(False)
    ax.grid(visible=False)
    ax.minorticks_off()
    ax.tick_params(
        direction="out",
        length=artists.TICK_LENGTH,
        width=artists.FRAME_WIDTH,
        pad=artists.TICK_PAD,
        color=theme.faint_ink,
        labelcolor=theme.ink,
        labelrotation=0,
        bottom=True,
        left=True,
        top=False,
        right=False,
        labelbottom=True,
        labelleft=True,
        labeltop=False,
        labelright=False,
    )
    for spine in ax.spines.values():
        spine.set(visible=True, edgecolor=theme.faint_ink, linewidth=artists.FRAME_WIDTH)
    # Fixed places also spare Matplotlib the search for room beside the tick labels.
    ax.xaxis.set_label_coords(*_in_plots(below(size), size))
    ax.yaxis.set_label_coords(*_in_plots(above(size), size))
    ax.title.set_visible(False)


def _in_plots(place: Place, size: Size) -> Place:
    """A place in inches, in widths and heights of a plot of this size."""
    return place[0] / size[0], place[1] / size[1]


def _paint(row: Sequence[Axes], scene: Scene, sheet: Sheet) -> list[list[Artist]]:
    """What is painted from side to side of each panel."""
    theme = THEMES[scene.theme]
    styles = artists.word_styles(theme)
    grounds = [_paint_panel(ax, panel, theme) for ax, panel in zip(row, scene.panels, strict=True)]
    _write(row[0], sheet.sizes[0], sheet.title, scene.title, styles.title)
    for ax, panel in zip(row, scene.panels, strict=True):
        if panel.note:
            for place, line in note_lines(panel.note):
                _write(ax, panel.size, place, line, styles.note)
    return grounds


def _paint_panel(ax: Axes, panel: Panel, theme: Theme) -> list[Artist]:
    if panel.vertical.is_logarithmic:
        ax.set_yscale("log")
        panel = _with_powers(panel)
    window, styles = panel.window, artists.word_styles(theme)
    ax.set(xlim=(window.left, window.right), ylim=(window.bottom, window.top))
    ax.set_aspect("equal" if panel.equal_aspect else "auto", adjustable="box")
    _set_axis(ax.xaxis, panel.horizontal, styles)
    _set_axis(ax.yaxis, panel.vertical, styles)
    if panel.vertical.is_long:
        ax.yaxis.set_label_coords(*_in_plots(over(panel.size), panel.size))
        styles.long_name_of_axis.apply(ax.yaxis.label)
    if not panel.framed:
        ax.set_axis_off()
    for layer in artists.layers(panel, theme):
        ax.add_artist(layer).set_clip_on(panel.framed)
    ground = _paint_lines(ax, panel, theme)
    for patch in artists.arrow_patches(panel, theme):
        ax.add_patch(patch).set_clip_on(panel.framed)
    for line in artists.dot_lines(panel, theme):
        ax.add_line(line).set_clip_on(panel.framed)
    return ground


def _with_powers(panel: Panel) -> Panel:
    """The panel with the values of which its places on the vertical axis are the logarithms."""

    def place(position: Place) -> Place:
        return position[0], 10.0 ** position[1]

    window, vertical = panel.window, panel.vertical
    return replace(
        panel,
        window=replace(window, bottom=10.0**window.bottom, top=10.0**window.top),
        vertical=replace(vertical, ticks=tuple(10.0**tick for tick in vertical.ticks)),
        curves=tuple(
            replace(curve, points=np.column_stack([curve.points[:, 0], 10.0 ** curve.points[:, 1]]))
            for curve in panel.curves
        ),
        dots=tuple(replace(dot, position=place(dot.position)) for dot in panel.dots),
        labels=tuple(replace(label, position=place(label.position)) for label in panel.labels),
    )


def _paint_lines(ax: Axes, panel: Panel, theme: Theme) -> list[Artist]:
    """Hatching, bands, lines and words; what there is of them from side to side."""
    ground: list[Artist] = []
    if panel.hatched:
        ground.append(ax.add_line(artists.hatching(panel, theme)))
    if panel.bands:
        ground.append(ax.add_collection(artists.bands(panel.bands, theme), autolim=False))
    for curve in panel.curves:
        lines = artists.curve_lines((curve,), theme)
        for line in lines:
            ax.add_line(line).set_clip_on(panel.framed)
        ground += lines if curve.role in _GROUND else []
    for label in panel.labels:
        words = ax.text(*label.position, label.text)
        artists.label_style(label, theme).apply(words)
        ground += [words] if label.role in _GROUND else []
    return ground


def _set_axis(side: Any, content: Axis, styles: WordStyles) -> None:
    side.set_label_text(content.name)
    side.label.set_rotation(0)
    styles.name_of_axis.apply(side.label)
    side.set_ticks(content.ticks, labels=content.tick_labels)
    side.set_ticks([], minor=True)
    for label in side.get_ticklabels():
        styles.tick.apply(label)


def _write(ax: Axes, size: Size, place: Place, text: str, style: TextStyle) -> None:
    """Words around the plot, at a place in inches from its corner."""
    style.apply(ax.text(*_in_plots(place, size), text, transform=ax.transAxes))
