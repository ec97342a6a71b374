"""A Scene into the pixels of a screen: its artists drawn straight, without axes and figure.

It takes less time than a figure, and neither `matplotlib.figure` nor `matplotlib.axes` is loaded.
What is seen is the same to the rounding of edges (`tests/picture/test_screen.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.colors import to_rgba
from matplotlib.lines import Line2D
from matplotlib.markers import TICKDOWN, TICKLEFT
from matplotlib.transforms import Affine2D, Bbox

from grad_magic.picture import artists
from grad_magic.picture.lettering import new_renderer, paper_pixel, stamp, write
from grad_magic.picture.palette import THEMES, Theme
from grad_magic.picture.png import encode_png
from grad_magic.picture.sheet import (
    SCREEN_DPI,
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

    from matplotlib.artist import Artist
    from numpy.typing import NDArray

    from grad_magic.picture.scene import Scene
    from grad_magic.picture.shapes import Panel

    Pixels = NDArray[np.uint8]

_PIXELS_PER_POINT = SCREEN_DPI / 72


@dataclass(frozen=True)
class Png:
    """A PNG image, and the size in CSS pixels at which it is to be shown."""

    data: bytes
    width: int
    height: int


def render_png(*scenes: Scene) -> Png:
    """The picture for the screen, at twice the resolution, opaque; several stand in a column."""
    with artists.PAINTING:
        pixels = _painted(scenes[0]) if len(scenes) == 1 else paint(*scenes)
        height, width = (side // SCREEN_RESOLUTION for side in pixels.shape[:2])
        return Png(encode_png(pixels), width, height)


def paint(*scenes: Scene) -> Pixels:
    """The pixels for the screen, (height, width, 4); several pictures stand in a column."""
    pictures = []
    for scene in scenes:
        with artists.PAINTING:
            # The next picture is painted over the same pixels.
            pictures.append(_painted(scene).copy())
    if len(pictures) == 1:
        return pictures[0]
    height, width = sum(map(len, pictures)), max(picture.shape[1] for picture in pictures)
    column = (
        np.full((height, width), paper_pixel(THEMES[scenes[0].theme]))
        .view(np.uint8)
        .reshape(height, width, 4)
    )
    top = 0
    for picture in pictures:
        column[top : top + len(picture), : picture.shape[1]] = picture
        top += len(picture)
    return column


# Those of the sheets that were wanted last: that of a single panel, and some of rows.
_renderer = lru_cache(maxsize=4)(new_renderer)


def _painted(scene: Scene) -> Pixels:
    """The pixels of a sheet that is kept: true until the next picture, and while others wait."""
    sheet, theme = sheet_of(scene.panels), THEMES[scene.theme]
    renderer = _renderer(round(sheet.width * SCREEN_DPI), round(sheet.height * SCREEN_DPI))
    renderer.clear()
    pixels: Pixels = np.asarray(renderer.buffer_rgba())
    pixels.view(np.uint32).fill(paper_pixel(theme))
    plots = [
        Plot(panel, corner, theme)
        for panel, corner in zip(scene.panels, sheet.corners, strict=True)
    ]
    for plot in plots:
        plot.paint(renderer)
        plot.stamp_words(pixels)
    write(renderer, plots[0].pixel(sheet.title), scene.title, artists.word_styles(theme).title)
    return pixels


class Plot:
    """A panel and its place on the sheet, in pixels."""

    def __init__(self, panel: Panel, corner: Place, theme: Theme) -> None:
        self.panel = panel
        self._theme, self._styles = theme, artists.word_styles(theme)
        self._low = np.array(corner) * SCREEN_DPI
        self._high = self._low + np.multiply(panel.size, SCREEN_DPI)
        self._box = Bbox([self._low, self._high])
        window, scale = panel.window, SCREEN_DPI / panel.scale
        self._to_pixels = Affine2D().translate(-window.left, -window.bottom)
        self._to_pixels.scale(*scale).translate(*self._low)
        # Of the ticks on the horizontal axis and on the vertical one.
        self._across = [self._to_pixels.transform((x, 0))[0] for x in panel.horizontal.ticks]
        self._up = [self._to_pixels.transform((0, y))[1] for y in panel.vertical.ticks]

    def paint(self, renderer: Any) -> None:
        """Paints the panel, from back to front as `matplotlib.axes` does."""
        self.paint_ground(renderer)
        self.paint_objects(renderer)

    def paint_ground(self, renderer: Any) -> None:
        """Paints the bands, and the frame with its numbers."""
        panel = self.panel
        if panel.hatched:
            self._place(artists.hatching(panel, self._theme)).draw(renderer)
        self._paint_bands(renderer)
        if panel.framed:
            for artist in self._frame():
                artist.draw(renderer)
            self._write_numbers(renderer)

    def paint_objects(self, renderer: Any) -> None:
        """Paints what stands on the ground."""
        panel = self.panel
        for artist in artists.layers(panel, self._theme):
            self._place(artist).draw(renderer)
        for line in artists.curve_lines(panel.curves, self._theme):
            self._place(line).draw(renderer)
        for drawn in (artists.arrow_patches, artists.dot_lines):
            for artist in drawn(panel, self._theme):
                self._place(artist).draw(renderer)
        for label in panel.labels:
            x, y = self._to_pixels.transform(label.position).tolist()
            write(renderer, (x, y), label.text, artists.label_style(label, self._theme))

    def stamp_words(self, pixels: Pixels) -> None:
        """Writes the names of the axes and the note, each where it is in all pictures."""
        self.stamp_names(pixels)
        self.stamp_note(pixels)

    def stamp_names(self, pixels: Pixels) -> None:
        """Writes the names of the axes."""
        panel = self.panel
        place, style = above(panel.size), self._styles.name_of_axis
        stamp(pixels, self.pixel(below(panel.size)), panel.horizontal.name, style, self._theme)
        if panel.vertical.is_long:
            place, style = over(panel.size), self._styles.long_name_of_axis
        stamp(pixels, self.pixel(place), panel.vertical.name, style, self._theme)

    def stamp_note(self, pixels: Pixels) -> None:
        """Writes the note."""
        for place, line in note_lines(self.panel.note):
            stamp(pixels, self.pixel(place), line, self._styles.note, self._theme)

    def pixel(self, place: Place) -> Place:
        """A place in inches from the plot's corner, in pixels from the sheet's."""
        x, y = (self._low + np.multiply(place, SCREEN_DPI)).tolist()
        return x, y

    def _place(self, artist: Artist) -> Artist:
        artist.set_transform(self._to_pixels)
        if self.panel.framed:
            artist.set_clip_box(self._box)
        return artist

    def _paint_bands(self, renderer: Any) -> None:
        """A collection asks its figure for more than the resolution."""
        context = renderer.new_gc()
        context.set_linewidth(0)
        context.set_clip_rectangle(self._box)
        for band in self.panel.bands:
            colour = to_rgba(artists.shade(band, self._theme))
            renderer.draw_path(context, artists.outline(band), self._to_pixels, colour)
        context.restore()

    def _frame(self) -> Iterator[Artist]:
        """The sides of the frame, and the marks of the ticks."""
        (left, bottom), (right, top) = self._low, self._high
        colour = self._theme.faint_ink
        for x in (left, right):
            yield _edge([x, x], [bottom, top], colour)
        for y in (bottom, top):
            yield _edge([left, right], [y, y], colour)
        yield _ticks(self._across, [bottom] * len(self._across), TICKDOWN, colour)
        yield _ticks([left] * len(self._up), self._up, TICKLEFT, colour)

    def _write_numbers(self, renderer: Any) -> None:
        """Writes the numbers of the ticks."""
        left, bottom = self._low - _TICK_ROOM
        below_tick = replace(self._styles.tick, horizontal="center", vertical="top")
        beside_tick = replace(self._styles.tick, horizontal="right", vertical="center_baseline")
        for x, number in zip(self._across, self.panel.horizontal.tick_labels, strict=True):
            write(renderer, (x, bottom), number, below_tick)
        for y, number in zip(self._up, self.panel.vertical.tick_labels, strict=True):
            write(renderer, (left, y), number, beside_tick)


# Pixels between the frame and a number.
_TICK_ROOM = (artists.TICK_LENGTH + artists.TICK_PAD) * _PIXELS_PER_POINT


def _edge(x: list[float], y: list[float], colour: str) -> Line2D:
    return Line2D(
        x,
        y,
        color=colour,
        linewidth=artists.FRAME_WIDTH,
        linestyle="-",
        marker="",
        solid_capstyle="projecting",
        solid_joinstyle="miter",
    )


def _ticks(x: list[float], y: list[float], marker: Any, colour: str) -> Line2D:
    """The marks of all ticks of an axis."""
    return Line2D(
        x,
        y,
        linestyle="none",
        marker=marker,
        markersize=artists.TICK_LENGTH,
        markeredgecolor=colour,
        markeredgewidth=artists.FRAME_WIDTH,
    )
