"""A Scene into a Figure: the only module that imports Matplotlib, and never pyplot.

Every look is given explicitly: the user's rcParams are not read where that can be helped. Of a
figure that is handed out, and of files, what Matplotlib reads all the same (sketched paths, fonts
in files) is what it is by default; meanwhile the rcParams are others, and the user's again after.
"""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from threading import RLock
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon
from matplotlib.path import Path

from grad_magic.picture.palette import (
    FAINT_INK,
    HATCH,
    HIGHEST_BAND,
    INK,
    LOWEST_BAND,
    PALETTE,
    PAPER,
)
from grad_magic.picture.png import encode_png
from grad_magic.picture.shapes import (
    Array,
    Arrow,
    Axis,
    Band,
    Curve,
    Dot,
    Label,
    Panel,
    Size,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes
    from matplotlib.text import Text
    from numpy.typing import NDArray

    from grad_magic.picture.scene import Scene

# Margins around each plot in inches; over a row of several the title has a line of its own.
_LEFT, _RIGHT, _BOTTOM, _TOP = 0.665, 0.16, 0.52, 0.48
_TITLE_LINE = 0.28
_CSS_PIXELS_PER_INCH = 96
_RESOLUTION = 2
# A file's picture fills a slide of 1920 pixels.
_FILE_DPI = 384
_POINTS_PER_INCH = 72
# Arrow heads: length, width and notch in widths of the shaft.
_HEAD = (5.6, 4.4, 4.6)
# Points of white around what must stand out from the lines below it.
_HALO = 1.3
_HATCH_INCHES = 0.14
# Where the baselines of the words outside the plot are, in inches over and under it.
_ABOVE, _BELOW = 0.15, 0.42
# The order of painting.
_HATCHING, _BANDS, _LINES, _ARROWS, _DOTS, _WORDS = 1.0, 2.0, 3.0, 4.0, 5.0, 6.0


FileFormat = Literal["png", "svg", "pdf"]


@dataclass(frozen=True)
class Png:
    """A PNG image, and the size in CSS pixels at which it is to be shown."""

    data: bytes
    width: int
    height: int


class ShownFigure(Figure):
    """A figure that a notebook shows though pyplot and its backends do not know it."""

    description = ""

    def _repr_png_(self) -> tuple[bytes, dict[str, object]]:
        width, height = (round(side * _CSS_PIXELS_PER_INCH) for side in self.get_size_inches())
        data = write_file(self, "png", _CSS_PIXELS_PER_INCH * _RESOLUTION)
        return data, {"width": width, "height": height, "alt": self.description}


def draw(scene: Scene) -> ShownFigure:
    """A new figure of the scene, the caller's own."""
    with _default_settings():
        figure, row = _new_figure(_sizes(scene), _CSS_PIXELS_PER_INCH)
        _paint(row, scene, [])
    figure.description = scene.description
    return figure


@contextmanager
def _default_settings() -> Iterator[None]:
    """Matplotlib's own settings in place of the user's."""
    from matplotlib import style

    with _PRIVATE, style.context("default"):
        yield


def render_png(*scenes: Scene) -> Png:
    """The picture for the screen, at twice the resolution, opaque; several stand in a column."""
    pixels = paint(*scenes)
    height, width = pixels.shape[:2]
    return Png(encode_png(pixels), round(width / _RESOLUTION), round(height / _RESOLUTION))


def paint(*scenes: Scene) -> NDArray[np.uint8]:
    """The pixels for the screen, (height, width, 4); several pictures stand in a column."""
    pictures = [_painted(scene) for scene in scenes]
    if len(pictures) == 1:
        return pictures[0]
    height, width = (sum(map(len, pictures)), max(picture.shape[1] for picture in pictures))
    column = np.full((height, width, 4), np.array(to_rgba(PAPER)) * 255, np.uint8)
    top = 0
    for picture in pictures:
        column[top : top + len(picture), : picture.shape[1]] = picture
        top += len(picture)
    return column


def _painted(scene: Scene) -> NDArray[np.uint8]:
    """The scene's pixels for the screen."""
    with _PRIVATE:
        figure, row = _private_figure(_sizes(scene))
        artists: list[Any] = []
        try:
            _paint(row, scene, artists)
            # The next picture is painted over the same ones.
            return _pixels(figure.canvas).copy()
        finally:
            for artist in artists:
                artist.remove()


def _sizes(scene: Scene) -> tuple[Size, ...]:
    return tuple(panel.size for panel in scene.panels)


def _pixels(canvas: Any) -> NDArray[np.uint8]:
    """The figure's pixels, (height, width, 4), opaque."""
    canvas.draw()
    return np.asarray(canvas.buffer_rgba(), dtype=np.uint8)


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


# Building axes takes a fifth of a picture's time, so figures are kept for the screen: the one of
# a single panel, and those of the rows of panels that were wanted last.
_PRIVATE = RLock()


@lru_cache(maxsize=4)
def _private_figure(sizes: tuple[Size, ...]) -> tuple[Figure, tuple[Axes, ...]]:
    return _new_figure(sizes, _CSS_PIXELS_PER_INCH * _RESOLUTION)


def _new_figure(sizes: tuple[Size, ...], dpi: int) -> tuple[ShownFigure, tuple[Axes, ...]]:
    """A figure with room for plots of these sizes side by side, on one base line."""
    lefts, width = [], 0.0
    for plot_width, _ in sizes:
        lefts.append(width + _LEFT)
        width += _LEFT + plot_width + _RIGHT
    height = _BOTTOM + _tallest(sizes) + _TOP + _title_line(sizes)
    width, height = _to_whole_pixels(width), _to_whole_pixels(height)
    figure = ShownFigure(figsize=(width, height), dpi=dpi, facecolor=PAPER, edgecolor=PAPER)
    FigureCanvasAgg(figure)
    for left, size in zip(lefts, sizes, strict=True):
        box = (left / width, _BOTTOM / height, size[0] / width, size[1] / height)
        _prepare(figure.add_axes(box, facecolor=PAPER), size)
    return figure, tuple(figure.axes)


def _to_whole_pixels(inches: float) -> float:
    """As shown on a page, so that the screen need not scale the image."""
    return round(inches * _CSS_PIXELS_PER_INCH) / _CSS_PIXELS_PER_INCH


def _tallest(sizes: tuple[Size, ...]) -> float:
    return max(height for _, height in sizes)


def _title_line(sizes: tuple[Size, ...]) -> float:
    return _TITLE_LINE if len(sizes) > 1 else 0.0


def _prepare(ax: Axes, size: Size) -> None:
    """Give the axes of a plot of this size the look that all panels have."""
    ax.set_axisbelow(False)
    ax.grid(visible=False)
    ax.minorticks_off()
    ax.tick_params(
        direction="out",
        length=3.5,
        width=0.8,
        pad=3.5,
        color=FAINT_INK,
        labelcolor=INK,
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
        spine.set(visible=True, edgecolor=FAINT_INK, linewidth=0.8)
    # Fixed places also spare Matplotlib the search for room beside the tick labels.
    width, height = size
    ax.xaxis.set_label_coords(1.0, -_BELOW / height)
    ax.yaxis.set_label_coords(-0.08 / width, 1 + _ABOVE / height)
    ax.title.set_visible(False)


def _paint(row: Sequence[Axes], scene: Scene, artists: list[Any]) -> None:
    """Paint the scene, and append what must go before another one is painted."""
    for ax, panel in zip(row, scene.panels, strict=True):
        _paint_panel(ax, panel, artists)
    artists.append(_title(row[0], scene))
    artists += [_note(ax, panel) for ax, panel in zip(row, scene.panels, strict=True) if panel.note]


def _paint_panel(ax: Axes, panel: Panel, artists: list[Any]) -> None:
    window = panel.window
    ax.set(xlim=(window.left, window.right), ylim=(window.bottom, window.top))
    ax.set_aspect("equal" if panel.equal_aspect else "auto", adjustable="box")
    _set_axis(ax.xaxis, panel.horizontal)
    _set_axis(ax.yaxis, panel.vertical)
    if panel.hatched:
        artists.append(ax.add_line(_hatching(panel)))
    if panel.bands:
        artists.append(ax.add_collection(_band_collection(panel.bands), autolim=False))
    artists += [ax.add_line(line) for curve in panel.curves for line in _lines(curve)]
    artists += [ax.add_patch(_arrow_patch(arrow, panel)) for arrow in panel.arrows]
    artists += [ax.add_line(_dot_line(dot)) for dot in panel.dots]
    for label in panel.labels:
        artists.append(ax.text(*label.position, label.text, **_word_style(label)))


def _set_axis(axis: Any, content: Axis) -> None:
    axis.set_label_text(content.name, fontproperties=_font(13), usetex=False, color=INK)
    axis.label.set(rotation=0, horizontalalignment="right", verticalalignment="baseline")
    axis.set_ticks(content.ticks, labels=content.tick_labels)
    for label in axis.get_ticklabels():
        label.set(fontproperties=_font(10), usetex=False, color=INK)


@lru_cache(maxsize=32)
def _font(points: float) -> FontProperties:
    """The one typeface of the pictures; it comes with Matplotlib, so it is everywhere."""
    return FontProperties(family="STIXGeneral", size=points, math_fontfamily="stix")


def _hatching(panel: Panel) -> Line2D:
    """Diagonals behind everything: they show where no band covers them."""
    width, height = panel.size
    starts = np.arange(-height, width, _HATCH_INCHES)
    rows = np.full((len(starts), 3, 2), np.nan)
    rows[:, 0] = np.stack([starts, np.zeros_like(starts)], axis=1)
    rows[:, 1] = rows[:, 0] + height
    points = np.array([panel.window.left, panel.window.bottom]) + rows.reshape(-1, 2) * panel.scale
    return _line(points, HATCH, 0.8, _HATCHING)


def _band_collection(bands: Sequence[Band]) -> PathCollection:
    low, high = np.array(LOWEST_BAND), np.array(HIGHEST_BAND)
    return PathCollection(
        [Path(band.points, band.codes) for band in bands],
        facecolors=[tuple(low + band.shade * (high - low)) for band in bands],
        edgecolors="none",
        linewidths=0,
        antialiaseds=True,
        zorder=_BANDS,
    )


def _lines(curve: Curve) -> list[Line2D]:
    style = PALETTE[curve.role]
    line = _line(curve.points, style.colour, style.width, _LINES)
    line.set_gid(curve.role)
    if curve.role == "contour":
        return [line]
    if style.dashes:
        line.set_linestyle((0, tuple(dash / style.width for dash in style.dashes)))
        return [line]
    return [_line(curve.points, PAPER, style.width + _HALO, _LINES), line]


def _line(points: Array, colour: str, width: float, order: float) -> Line2D:
    return Line2D(
        points[:, 0],
        points[:, 1],
        color=colour,
        linewidth=width,
        linestyle="-",
        marker="",
        solid_capstyle="butt",
        solid_joinstyle="round",
        dash_capstyle="butt",
        zorder=order,
    )


def _arrow_patch(arrow: Arrow, panel: Panel) -> Polygon:
    style = PALETTE[arrow.role]
    return Polygon(
        _arrow_outline(arrow, panel.scale, style.width / _POINTS_PER_INCH),
        closed=True,
        gid=arrow.role,
        facecolor=style.colour,
        edgecolor=PAPER,
        linewidth=_HALO / 2,
        joinstyle="miter",
        zorder=_ARROWS,
    )


def _arrow_outline(arrow: Arrow, scale: Array, width: float) -> Array:
    """The arrow's seven corners in the plane; `width` of the shaft in inches of this scale."""
    tail, tip = np.array(arrow.tail), np.array(arrow.tip)
    way = (tip - tail) / scale
    length = float(np.hypot(*way))
    along = way / length
    across = np.array([-along[1], along[0]])
    shrink = min(1.0, length / (2 * _HEAD[0] * width))
    head, wing, notch = (part * width * shrink for part in _HEAD)
    half = width / 2
    corners = [(0.0, half), (length - notch, half), (length - head, wing / 2), (length, 0.0)]
    mirrored = [(place, -side) for place, side in reversed(corners[:-1])]
    outline = [place * along + side * across for place, side in [*corners, *mirrored]]
    return np.asarray(tail + np.array(outline) * scale)


# They differ in form, as they must in grey; the note below the picture names them.
_MARKERS = {"minimum": "v", "maximum": "^", "saddle": "X", "undecided": "D"}


def _dot_line(dot: Dot) -> Line2D:
    return Line2D(
        [dot.position[0]],
        [dot.position[1]],
        linestyle="none",
        marker=_MARKERS.get(dot.role, "o"),
        markersize=6.5 if dot.role == "point" else 9.5,
        markerfacecolor=PALETTE[dot.role].colour,
        markeredgecolor=PAPER,
        markeredgewidth=1.0,
        zorder=_DOTS,
    )


def _word_style(label: Label) -> dict[str, Any]:
    style = PALETTE[label.role]
    return {
        "gid": label.role,
        "color": style.colour,
        "fontproperties": _font(style.text_points),
        "rotation": label.angle,
        "rotation_mode": "anchor",
        "horizontalalignment": "center",
        "verticalalignment": "center_baseline",
        "usetex": False,
        "zorder": _WORDS,
    }


def _title(first: Axes, scene: Scene) -> Text:
    """The title over the middle of the row, written on its first axes."""
    sizes = _sizes(scene)
    width, height = sizes[0]
    between = (_RIGHT + _LEFT) * (len(sizes) - 1)
    middle = (sum(plot_width for plot_width, _ in sizes) + between) / 2
    over = _tallest(sizes) - height + _ABOVE + _title_line(sizes)
    style = _frame_style(first, 13.0, INK, "center")
    return first.text(middle / width, 1 + over / height, scene.title, **style)


def _note(ax: Axes, panel: Panel) -> Text:
    """The note below the plot."""
    style = _frame_style(ax, 10.0, FAINT_INK, "left")
    return ax.text(0.0, -_BELOW / panel.size[1], panel.note, **style)


def _frame_style(ax: Axes, points: float, colour: str, side: str) -> dict[str, Any]:
    """Of words outside the plot, whose place is told in its widths and heights."""
    return {
        "color": colour,
        "fontproperties": _font(points),
        "horizontalalignment": side,
        "verticalalignment": "baseline",
        "transform": ax.transAxes,
        "usetex": False,
    }
