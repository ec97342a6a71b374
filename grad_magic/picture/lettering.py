"""Words painted straight: where they begin beside their place is asked of Matplotlib once."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgba
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from grad_magic.picture.artists import TextStyle, font
from grad_magic.picture.formulas import FormulaReader
from grad_magic.picture.numerals import measure_number, outline_number, paint_number
from grad_magic.picture.palette import INK, Theme
from grad_magic.picture.sheet import SCREEN_DPI, Place

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

# Pixels around what Matplotlib says is the size of words: some letters lean over it.
_MARGIN = 8


@lru_cache
def paper_pixel(theme: Theme) -> np.uint32:
    """A pixel of paper."""
    pixel: np.uint32 = np.array(np.multiply(to_rgba(theme.paper), 255), np.uint8).view(np.uint32)[0]
    return pixel


# Any, here and below: the methods of a renderer are not annotated.
def new_renderer(width: int, height: int) -> Any:
    """What paints on a sheet of so many pixels; mathematics that one has read, all others know."""
    renderer: Any = RendererAgg(width, height, SCREEN_DPI)  # type: ignore[no-untyped-call]  # by Matplotlib
    renderer.mathtext_parser = _RULER.mathtext_parser
    return renderer


def write(renderer: Any, place: Place, text: str, style: TextStyle) -> None:
    """Writes words, if any, about this place, in pixels from the lower left corner."""
    if not text:
        return
    start = _start(text, style.points, style.horizontal, style.vertical)
    cosine, sine = math.cos(math.radians(style.angle)), math.sin(math.radians(style.angle))
    x = place[0] + start.right * cosine - start.up * sine
    y = place[1] + start.right * sine + start.up * cosine
    outline = outline_number(text, style.points, style.angle)
    if outline is not None:
        to_pixels = Affine2D().rotate_deg(style.angle).translate(x, y)
        paint_number(renderer, outline, to_pixels, to_rgba(style.colour))
        return
    context = renderer.new_gc()
    context.set_foreground(to_rgba(style.colour), isRGBA=True)
    renderer.draw_text(
        context, x, renderer.height - y, start.text, font(style.points), style.angle, start.is_math
    )
    context.restore()


def stamp(pixels: Pixels, place: Place, text: str, style: TextStyle, theme: Theme) -> None:
    """Writes the same, by copying: for words on bare paper that many pictures have just there."""
    if not text:
        return
    (x, x_part), (y, y_part) = (divmod(coordinate, 1) for coordinate in place)
    word = _stamped(text, style, (x_part, y_part), theme)
    bottom, left = len(pixels) - int(y) + word.below, int(x) - word.before
    top, right = bottom - len(word.pixels), left + word.pixels.shape[1]
    height, width = pixels.shape[:2]
    seen = word.pixels[max(-top, 0) : height - top, max(-left, 0) : width - left]
    area = pixels[max(top, 0) : bottom, max(left, 0) : right]
    # Where words meet, both are to be seen.
    (np.maximum if theme.is_dark else np.minimum)(area, seen, out=area)


@dataclass(frozen=True, eq=False)
class _Start:
    """What is written, and how far from its place the first letter begins, in pixels."""

    text: str
    is_math: bool
    right: float
    up: float


# The part of the width of words that is to the left of their place.
_SHARES = {"left": 0.0, "center": 0.5, "right": 1.0}


@lru_cache(maxsize=256)
def _start(text: str, points: float, horizontal: str, vertical: str) -> _Start:
    width = measure_number(text, points)
    if width is not None and len(text) > 1:
        # It hangs as low as the tallest of its digits.
        up = min(_start(digit, points, horizontal, vertical).up for digit in text)
        return _Start(text, is_math=False, right=-_SHARES[horizontal] * width, up=up)
    words = Text(0, 0, _sooner_read(text))
    TextStyle(INK, points, horizontal, vertical).apply(words)
    words.set_figure(_STAND)
    words.draw(_RULER)
    start: _Start = _RULER.start
    return start


# A command with the space that a letter after it needs, a sign behind a backslash, or spaces.
_COMMAND_OR_SPACES = re.compile(r"\\[A-Za-z]+(?: +(?=[A-Za-z]))?|\\.|( +)")
_BRACED_SCRIPT = re.compile(r"([\^_])\{(\w)\}")


def _sooner_read(text: str) -> str:
    """The same words, their mathematics without spaces and braces that change nothing.

    To read the title takes Matplotlib up to a third of a picture's time, and each of them as long
    as a letter.
    """
    pieces = text.split("$")
    if len(pieces) % 2 == 0 or r"\text" in text:
        return text
    pieces[1::2] = map(_without_spaces, pieces[1::2])
    return "$".join(pieces)


def _without_spaces(formula: str) -> str:
    unspaced = _COMMAND_OR_SPACES.sub(lambda found: "" if found[1] else found[0], formula)
    return _BRACED_SCRIPT.sub(r"\1\2", unspaced)


@dataclass(frozen=True, eq=False)
class _Stamp:
    """Words on paper; their place is so many pixels from the left side and from the bottom."""

    pixels: Pixels
    before: int
    below: int


@lru_cache(maxsize=32)
def _stamped(text: str, style: TextStyle, parts: Place, theme: Theme) -> _Stamp:
    start = _start(text, style.points, style.horizontal, style.vertical)
    size = _RULER.get_text_width_height_descent(start.text, font(style.points), start.is_math)
    width, height, descent = map(math.ceil, size)
    before = _MARGIN - math.floor(start.right)
    below = _MARGIN + descent - math.floor(start.up)
    paper = new_renderer(width + 2 * _MARGIN, height + 2 * _MARGIN)
    pixels: Pixels = np.asarray(paper.buffer_rgba())
    pixels.view(np.uint32).fill(paper_pixel(theme))
    write(paper, (before + parts[0], below + parts[1]), text, style)
    return _Stamp(pixels, before, below)


class _Ruler(RendererAgg):
    """Writes nothing, and keeps where it was told to begin."""

    def __init__(self) -> None:
        super().__init__(1, 1, SCREEN_DPI)  # type: ignore[no-untyped-call]  # by Matplotlib
        self.mathtext_parser: Any = FormulaReader(self.mathtext_parser)

    def draw_text(  # type: ignore[override]  # only words call it, and so
        self, _: Any, x: float, y: float, text: str, *_how: Any, ismath: bool, **_words: Any
    ) -> None:
        self.start = _Start(text, ismath, x, self.height - y)


class _Stand(Artist):
    """What stands for a figure to words that ask it for its resolution."""

    dpi = SCREEN_DPI

    def get_figure(self, root: bool = False) -> Any:  # noqa: ARG002, FBT001, FBT002  (as Artist's)
        """Itself, where Matplotlib 3.10 asks for the figure of the figure."""
        return self


_STAND: Any = _Stand()
_RULER: Any = _Ruler()
