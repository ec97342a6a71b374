"""A Scene into a Figure of Matplotlib's, the caller's own, and into files; never by pyplot.

Every look is given explicitly: the user's rcParams are not read where that can be helped. Of a
figure that is handed out, and of files, what Matplotlib reads all the same (sketched paths, fonts
in files) is what it is by default; meanwhile the rcParams are others, and the user's again after.
"""

from __future__ import annotations

import io
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from grad_magic.picture import artists
from grad_magic.picture.palette import THEMES
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
from grad_magic.presets import DEFAULT_SCALE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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


def draw(scene: Scene) -> ShownFigure:
    """A new figure of the scene, the caller's own."""
    sheet = sheet_of(scene.panels)
    with _default_settings():
        figure, row = _new_figure(sheet, THEMES[scene.theme])
        _paint(row, scene, sheet)
    figure.description = scene.description
    return figure


@contextmanager
def _default_settings() -> Iterator[None]:
    """Matplotlib's own settings in place of the user's."""
    from matplotlib import style

    with artists.PAINTING, style.context("default"):
        yield


def render(scene: Scene, file_format: FileFormat) -> bytes:
    """The picture as a file of this format."""
    return write_file(draw(scene), file_format)


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


def _paint(row: Sequence[Axes], scene: Scene, sheet: Sheet) -> None:
    theme = THEMES[scene.theme]
    styles = artists.word_styles(theme)
    for ax, panel in zip(row, scene.panels, strict=True):
        _paint_panel(ax, panel, theme)
    _write(row[0], sheet.sizes[0], sheet.title, scene.title, styles.title)
    for ax, panel in zip(row, scene.panels, strict=True):
        if panel.note:
            for place, line in note_lines(panel.note):
                _write(ax, panel.size, place, line, styles.note)


def _paint_panel(ax: Axes, panel: Panel, theme: Theme) -> None:
    window, styles = panel.window, artists.word_styles(theme)
    ax.set(xlim=(window.left, window.right), ylim=(window.bottom, window.top))
    ax.set_aspect("equal" if panel.equal_aspect else "auto", adjustable="box")
    _set_axis(ax.xaxis, panel.horizontal, styles)
    _set_axis(ax.yaxis, panel.vertical, styles)
    if panel.vertical.is_long:
        ax.yaxis.set_label_coords(*_in_plots(over(panel.size), panel.size))
        styles.long_name_of_axis.apply(ax.yaxis.label)
    if panel.hatched:
        ax.add_line(artists.hatching(panel, theme))
    if panel.bands:
        ax.add_collection(artists.bands(panel.bands, theme), autolim=False)
    if not panel.framed:
        ax.set_axis_off()
    for layer in artists.layers(panel, theme):
        ax.add_artist(layer).set_clip_on(panel.framed)
    for line in artists.curve_lines(panel, theme):
        ax.add_line(line).set_clip_on(panel.framed)
    for patch in artists.arrow_patches(panel, theme):
        ax.add_patch(patch).set_clip_on(panel.framed)
    for line in artists.dot_lines(panel, theme):
        ax.add_line(line).set_clip_on(panel.framed)
    for label in panel.labels:
        artists.label_style(label, theme).apply(ax.text(*label.position, label.text))


def _set_axis(axis: Any, content: Axis, styles: WordStyles) -> None:
    axis.set_label_text(content.name)
    axis.label.set_rotation(0)
    styles.name_of_axis.apply(axis.label)
    axis.set_ticks(content.ticks, labels=content.tick_labels)
    for label in axis.get_ticklabels():
        styles.tick.apply(label)


def _write(ax: Axes, size: Size, place: Place, text: str, style: TextStyle) -> None:
    """Words around the plot, at a place in inches from its corner."""
    style.apply(ax.text(*_in_plots(place, size), text, transform=ax.transAxes))
