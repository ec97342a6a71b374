"""A Scene into a Figure: the only module that imports Matplotlib, and never pyplot.

Every look is given explicitly: the user's rcParams are neither read where that can be helped,
nor ever changed.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon
from matplotlib.path import Path
from PIL import Image

from grad_magic.picture.palette import (
    FAINT_INK,
    HATCH,
    HIGHEST_BAND,
    INK,
    LOWEST_BAND,
    PALETTE,
    PAPER,
)
from grad_magic.picture.shapes import (
    PLOT_INCHES,
    Array,
    Arrow,
    Axis,
    Band,
    Curve,
    Dot,
    Label,
    Scene,
    Window,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.text import Text
    from numpy.typing import NDArray

# Margins around the plot in inches.
_LEFT, _RIGHT, _BOTTOM, _TOP = 0.665, 0.16, 0.52, 0.48
_WIDTH = _LEFT + PLOT_INCHES[0] + _RIGHT
_HEIGHT = _BOTTOM + PLOT_INCHES[1] + _TOP
_CSS_PIXELS_PER_INCH = 96
_RESOLUTION = 2
_POINTS_PER_INCH = 72
# Arrow heads: length, width and notch in widths of the shaft.
_HEAD = (5.6, 4.4, 4.6)
# Points of white around what must stand out from the lines below it.
_HALO = 1.3
_HATCH_INCHES = 0.14
# Where the baselines of the words outside the plot are, in heights of the plot.
_ABOVE, _BELOW = 1 + 0.15 / PLOT_INCHES[1], -0.42 / PLOT_INCHES[1]
# The order of painting.
_HATCHING, _BANDS, _LINES, _ARROWS, _DOTS, _WORDS = 1.0, 2.0, 3.0, 4.0, 5.0, 6.0


@dataclass(frozen=True)
class Png:
    """A PNG image, and the size in CSS pixels at which it is to be shown."""

    data: bytes
    width: int
    height: int


def draw(scene: Scene) -> Figure:
    """A new figure of the scene, the caller's own."""
    canvas, ax = _new_figure(_CSS_PIXELS_PER_INCH)
    _paint(ax, scene, [])
    return canvas.figure


def render_png(scene: Scene) -> Png:
    """The picture for the screen, at twice the resolution, opaque."""
    with _PRIVATE:
        canvas, ax = _private_figure()
        artists: list[Any] = []
        try:
            _paint(ax, scene, artists)
            data = _encode(_pixels(canvas))
        finally:
            for artist in artists:
                artist.remove()
    width, height = round(_WIDTH * _CSS_PIXELS_PER_INCH), round(_HEIGHT * _CSS_PIXELS_PER_INCH)
    return Png(data, width, height)


def _pixels(canvas: Any) -> NDArray[np.uint8]:
    """The figure's pixels, (height, width, 3); its background is opaque."""
    canvas.draw()
    return np.asarray(canvas.buffer_rgba(), dtype=np.uint8)[:, :, :3]


def _encode(pixels: NDArray[np.uint8]) -> bytes:
    """The pixels as a PNG file; stronger compression takes longer than drawing and saves little."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "png", compress_level=1)
    return buffer.getvalue()


def render(scene: Scene, file_format: Literal["png", "svg", "pdf"]) -> bytes:
    """The picture as a file of this format."""
    if file_format == "png":
        return render_png(scene).data
    figure = draw(scene)
    buffer = io.BytesIO()
    dates = {"svg": "Date", "pdf": "CreationDate"}
    figure.canvas.print_figure(
        buffer,
        format=file_format,
        facecolor=PAPER,
        bbox_inches=figure.bbox_inches,
        metadata={dates[file_format]: None},
    )
    return buffer.getvalue()


# Building axes takes a fifth of a picture's time, so one figure is kept for the screen.
_PRIVATE = Lock()


@lru_cache(maxsize=1)
def _private_figure() -> tuple[FigureCanvasAgg, Axes]:
    return _new_figure(_CSS_PIXELS_PER_INCH * _RESOLUTION)


def _new_figure(dpi: int) -> tuple[FigureCanvasAgg, Axes]:
    figure = Figure(figsize=(_WIDTH, _HEIGHT), dpi=dpi, facecolor=PAPER, edgecolor=PAPER)
    canvas = FigureCanvasAgg(figure)
    ax = figure.add_axes(
        (
            _LEFT / _WIDTH,
            _BOTTOM / _HEIGHT,
            PLOT_INCHES[0] / _WIDTH,
            PLOT_INCHES[1] / _HEIGHT,
        ),
        facecolor=PAPER,
    )
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
    ax.xaxis.set_label_coords(1.0, _BELOW)
    ax.yaxis.set_label_coords(-0.08 / PLOT_INCHES[0], _ABOVE)
    ax.title.set_visible(False)
    return canvas, ax


def _paint(ax: Axes, scene: Scene, artists: list[Any]) -> None:
    """Paint the scene, and append what must go before another one is painted."""
    window = scene.window
    ax.set(xlim=(window.left, window.right), ylim=(window.bottom, window.top))
    ax.set_aspect("equal" if scene.equal_aspect else "auto", adjustable="box")
    _set_axis(ax.xaxis, scene.horizontal)
    _set_axis(ax.yaxis, scene.vertical)
    if scene.hatched:
        artists.append(ax.add_line(_hatching(window)))
    if scene.bands:
        artists.append(ax.add_collection(_band_collection(scene.bands), autolim=False))
    artists += [ax.add_line(line) for curve in scene.curves for line in _lines(curve)]
    artists += [ax.add_patch(_arrow_patch(arrow, window)) for arrow in scene.arrows]
    artists += [ax.add_line(_dot_line(dot)) for dot in scene.dots]
    for label in scene.labels:
        artists.append(ax.text(*label.position, label.text, **_word_style(label)))
    artists += _frame_words(ax, scene)


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


def _hatching(window: Window) -> Line2D:
    """Diagonals behind everything: they show where no band covers them."""
    width, height = PLOT_INCHES
    starts = np.arange(-height, width, _HATCH_INCHES)
    rows = np.full((len(starts), 3, 2), np.nan)
    rows[:, 0] = np.stack([starts, np.zeros_like(starts)], axis=1)
    rows[:, 1] = rows[:, 0] + height
    points = np.array([window.left, window.bottom]) + rows.reshape(-1, 2) * window.scale
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


def _arrow_patch(arrow: Arrow, window: Window) -> Polygon:
    style = PALETTE[arrow.role]
    return Polygon(
        _arrow_outline(arrow, window, style.width / _POINTS_PER_INCH),
        closed=True,
        gid=arrow.role,
        facecolor=style.colour,
        edgecolor=PAPER,
        linewidth=_HALO / 2,
        joinstyle="miter",
        zorder=_ARROWS,
    )


def _arrow_outline(arrow: Arrow, window: Window, width: float) -> Array:
    """The arrow's seven corners in the plane; `width` of the shaft in inches."""
    tail, tip = np.array(arrow.tail), np.array(arrow.tip)
    way = (tip - tail) / window.scale
    length = float(np.hypot(*way))
    along = way / length
    across = np.array([-along[1], along[0]])
    shrink = min(1.0, length / (2 * _HEAD[0] * width))
    head, wing, notch = (part * width * shrink for part in _HEAD)
    half = width / 2
    corners = [(0.0, half), (length - notch, half), (length - head, wing / 2), (length, 0.0)]
    mirrored = [(place, -side) for place, side in reversed(corners[:-1])]
    outline = [place * along + side * across for place, side in [*corners, *mirrored]]
    return np.asarray(tail + np.array(outline) * window.scale)


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


def _frame_words(ax: Axes, scene: Scene) -> list[Text]:
    """The title over the plot and the note below it."""
    places = [(scene.title, 0.5, _ABOVE, 13.0, INK, "center")]
    if scene.note:
        places.append((scene.note, 0.0, _BELOW, 10.0, FAINT_INK, "left"))
    return [
        ax.text(
            x,
            y,
            text,
            color=colour,
            fontproperties=_font(points),
            horizontalalignment=side,
            verticalalignment="baseline",
            transform=ax.transAxes,
            usetex=False,
        )
        for text, x, y, points, colour, side in places
    ]
