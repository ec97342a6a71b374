"""A Scene into the pixels of a screen: its artists drawn straight, without axes and figure.

It takes less time than a figure, and neither `matplotlib.figure` nor `matplotlib.axes` is loaded.
What is seen is the same to the pixel (`tests/picture/test_screen.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgba
from matplotlib.lines import Line2D
from matplotlib.markers import TICKDOWN, TICKLEFT
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox

from grad_magic.picture import artists
from grad_magic.picture.palette import FAINT_INK, PAPER
from grad_magic.picture.png import encode_png
from grad_magic.picture.sheet import (
    CSS_PIXELS_PER_INCH,
    SCREEN_RESOLUTION,
    Place,
    above,
    below,
    note_lines,
    over,
    sheet_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from grad_magic.picture.artists import TextStyle
    from grad_magic.picture.scene import Scene
    from grad_magic.picture.shapes import Panel

    Pixels = NDArray[np.uint8]

_DPI = CSS_PIXELS_PER_INCH * SCREEN_RESOLUTION
_PIXELS_PER_POINT = _DPI / 72
# A pixel of paper.
_PAPER = np.array(np.multiply(to_rgba(PAPER), 255), np.uint8).view(np.uint32)[0]


@dataclass(frozen=True)
class Png:
    """A PNG image, and the size in CSS pixels at which it is to be shown."""

    data: bytes
    width: int
    height: int


def render_png(*scenes: Scene) -> Png:
    """The picture for the screen, at twice the resolution, opaque; several stand in a column."""
    pixels = paint(*scenes)
    height, width = (side // SCREEN_RESOLUTION for side in pixels.shape[:2])
    return Png(encode_png(pixels), width, height)


def paint(*scenes: Scene) -> Pixels:
    """The pixels for the screen, (height, width, 4); several pictures stand in a column."""
    pictures = [_painted(scene) for scene in scenes]
    if len(pictures) == 1:
        return pictures[0]
    height, width = sum(map(len, pictures)), max(picture.shape[1] for picture in pictures)
    column = np.full((height, width), _PAPER).view(np.uint8).reshape(height, width, 4)
    top = 0
    for picture in pictures:
        column[top : top + len(picture), : picture.shape[1]] = picture
        top += len(picture)
    return column


# Matplotlib measures words for each renderer anew, so the renderers of the sheets that were wanted
# last are kept: that of a single panel, and some of rows. Any: its methods are not annotated.
@lru_cache(maxsize=4)
def _renderer(width: int, height: int) -> Any:
    return RendererAgg(width, height, _DPI)  # type: ignore[no-untyped-call]  # by Matplotlib


def _painted(scene: Scene) -> Pixels:
    sheet = sheet_of(scene.panels)
    with artists.PAINTING:
        renderer = _renderer(round(sheet.width * _DPI), round(sheet.height * _DPI))
        renderer.clear()
        pixels: Pixels = np.asarray(renderer.buffer_rgba())
        pixels.view(np.uint32).fill(_PAPER)
        plots = list(map(_Plot, scene.panels, sheet.corners))
        for plot in plots:
            plot.paint(renderer)
        plots[0].words(sheet.title, scene.title, artists.TITLE).draw(renderer)
        # The next picture is painted over the same ones.
        return pixels.copy()


class _Stand(Artist):
    """What stands for a figure to words that ask it for its resolution."""

    dpi = _DPI

    def get_figure(self, root: bool = False) -> Any:  # noqa: ARG002, FBT001, FBT002  (as Artist's)
        """Itself, where Matplotlib 3.10 asks for the figure of the figure."""
        return self


_STAND: Any = _Stand()


def _words(x: float, y: float, text: str, style: TextStyle) -> Text:
    words = Text(x, y, _sooner_read(text))
    style.apply(words)
    words.set_figure(_STAND)
    return words


# A command with the space that a letter after it needs, a sign behind a backslash, or spaces.
_COMMAND_OR_SPACES = re.compile(r"\\[A-Za-z]+(?: +(?=[A-Za-z]))?|\\.|( +)")
_BRACED_SCRIPT = re.compile(r"([\^_])\{(\w)\}")


def _sooner_read(text: str) -> str:
    """The same mathematics without spaces and braces that change nothing.

    To read the title takes Matplotlib up to a third of a picture's time, and each of them as long
    as a letter.
    """
    is_formula = text.startswith("$") and text.endswith("$") and text.count("$") == 2
    if not is_formula or r"\text" in text:
        return text
    unspaced = _COMMAND_OR_SPACES.sub(lambda found: "" if found[1] else found[0], text)
    return _BRACED_SCRIPT.sub(r"\1\2", unspaced)


class _Plot:
    """A panel and its place on the sheet, in pixels."""

    def __init__(self, panel: Panel, corner: Place) -> None:
        self.panel = panel
        self._low = np.array(corner) * _DPI
        self._high = self._low + np.multiply(panel.size, _DPI)
        self._box = Bbox([self._low, self._high])
        window, scale = panel.window, _DPI / panel.scale
        self._to_pixels = Affine2D().translate(-window.left, -window.bottom)
        self._to_pixels.scale(*scale).translate(*self._low)

    def paint(self, renderer: Any) -> None:
        """Paints the panel, from back to front as `matplotlib.axes` does."""
        panel = self.panel
        if panel.hatched:
            self._place(artists.hatching(panel)).draw(renderer)
        self._paint_bands(renderer)
        for artist in self._frame():
            artist.draw(renderer)
        for drawn in (artists.curve_lines, artists.arrow_patches, artists.dot_lines):
            for artist in drawn(panel):
                self._place(artist).draw(renderer)
        for label in panel.labels:
            x, y = self._to_pixels.transform(label.position)
            _words(x, y, label.text, artists.label_style(label)).draw(renderer)

    def words(self, place: Place, text: str, style: TextStyle) -> Text:
        """Words around the plot, at a place in inches from its corner."""
        x, y = self._low + np.multiply(place, _DPI)
        return _words(x, y, text, style)

    def _place(self, artist: Artist) -> Artist:
        artist.set_transform(self._to_pixels)
        artist.set_clip_box(self._box)
        return artist

    def _paint_bands(self, renderer: Any) -> None:
        """A collection asks its figure for more than the resolution."""
        context = renderer.new_gc()
        context.set_linewidth(0)
        context.set_clip_rectangle(self._box)
        for band in self.panel.bands:
            colour = to_rgba(artists.shade(band))
            renderer.draw_path(context, artists.outline(band), self._to_pixels, colour)
        context.restore()

    def _frame(self) -> Iterator[Artist]:
        """What axes consist of."""
        panel, (left, bottom), (right, top) = self.panel, self._low, self._high
        for x in (left, right):
            yield _edge([x, x], [bottom, top])
        for y in (bottom, top):
            yield _edge([left, right], [y, y])
        yield from self._horizontal_ticks()
        yield self.words(below(panel.size), panel.horizontal.name, artists.NAME_OF_AXIS)
        yield from self._vertical_ticks()
        if panel.vertical.is_long:
            yield self.words(over(panel.size), panel.vertical.name, artists.LONG_NAME_OF_AXIS)
        else:
            yield self.words(above(panel.size), panel.vertical.name, artists.NAME_OF_AXIS)
        if panel.note:
            for place, line in note_lines(panel.note):
                yield self.words(place, line, artists.NOTE)

    def _horizontal_ticks(self) -> Iterator[Artist]:
        axis, bottom = self.panel.horizontal, self._low[1]
        places = [self._to_pixels.transform((tick, 0))[0] for tick in axis.ticks]
        yield _ticks(places, [bottom] * len(places), TICKDOWN)
        style = replace(artists.TICK, horizontal="center", vertical="top")
        for place, number in zip(places, axis.tick_labels, strict=True):
            yield _words(place, bottom - _TICK_ROOM, number, style)

    def _vertical_ticks(self) -> Iterator[Artist]:
        axis, left = self.panel.vertical, self._low[0]
        places = [self._to_pixels.transform((0, tick))[1] for tick in axis.ticks]
        yield _ticks([left] * len(places), places, TICKLEFT)
        style = replace(artists.TICK, horizontal="right", vertical="center_baseline")
        for place, number in zip(places, axis.tick_labels, strict=True):
            yield _words(left - _TICK_ROOM, place, number, style)


# Pixels between the frame and a number.
_TICK_ROOM = (artists.TICK_LENGTH + artists.TICK_PAD) * _PIXELS_PER_POINT


def _edge(x: list[float], y: list[float]) -> Line2D:
    return Line2D(
        x,
        y,
        color=FAINT_INK,
        linewidth=artists.FRAME_WIDTH,
        linestyle="-",
        marker="",
        solid_capstyle="projecting",
        solid_joinstyle="miter",
    )


def _ticks(x: list[float], y: list[float], marker: Any) -> Line2D:
    """The marks of all ticks of an axis."""
    return Line2D(
        x,
        y,
        linestyle="none",
        marker=marker,
        markersize=artists.TICK_LENGTH,
        markeredgecolor=FAINT_INK,
        markeredgewidth=artists.FRAME_WIDTH,
    )
