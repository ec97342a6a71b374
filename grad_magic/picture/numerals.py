"""Decimals as outlines of their digits, painted in a tenth of the time that words take.

Matplotlib lays out, fits and rasters each letter of words each time; outlines are kept. They are
used only where they look as this Matplotlib's own letters do, which is tried once.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import RendererAgg, get_hinting_flag
from matplotlib.font_manager import findfont
from matplotlib.ft2font import FT2Font
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from grad_magic.picture.artists import SMALL, font
from grad_magic.picture.sheet import SCREEN_DPI

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grad_magic.picture.shapes import Array

_NUMBER = re.compile(r"[−.0-9]+")
# Older ones move letters to whole pixels, and have no name for the flag that is needed.
_FIRST_MATPLOTLIB = (3, 11)
# FreeType's lengths in a pixel.
_UNITS = 64
# The sine of an angle that FreeType's numbers, in 65,536 parts, do not tell from 0.
_ALONG_A_SIDE = 2**-16
# Curves become lines at so many times the size: Agg's own lines are too coarse for so small curves.
_FINENESS = 4
# For the comparison: all characters, and by how much of 255 a pixel may be off, and all that have
# ink in the mean. They are 16 and 2; letters fitted to pixels beside others 250 and 60.
_SAMPLE, _SIDE, _PLACE = "−0123456789.", 200, (25.3, 60.4)
_MOST_OFF, _MEAN_OFF = 32, 6


def outline_number(text: str, points: float, angle: float = 0.0) -> Path | None:
    """The outline in pixels, from where it begins; None where it is written as other words are.

    Args:
        text: what is written, perhaps no number.
        points: its size.
        angle: in degrees, at which it will be painted.
    """
    return _outlined(text, points, is_fitted=_is_fitted(angle)) if _has_outline(text) else None


def measure_number(text: str, points: float) -> float | None:
    """The width of the number in pixels; None where it is written as other words are."""
    if not _has_outline(text):
        return None
    return sum(_digit(character, points, is_fitted=True).width for character in text)


def _has_outline(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None and _look_as_letters()


def _is_fitted(angle: float) -> bool:
    """Whether FreeType fits letters at this angle to pixels: only those along a side."""
    return abs(math.sin(2 * math.radians(angle))) < _ALONG_A_SIDE


# Those of some ten pictures; each takes five kilobytes, and is soon made again.
@lru_cache(maxsize=256)
def _outlined(text: str, points: float, *, is_fitted: bool) -> Path:
    corners, start = [], 0.0
    digits = [_digit(character, points, is_fitted=is_fitted) for character in text]
    for digit in digits:
        corners.append(np.add(digit.corners, (start, 0.0)))
        start += digit.width
    return Path(np.concatenate(corners), np.concatenate([digit.codes for digit in digits]))


@dataclass(frozen=True, eq=False)
class _Digit:
    """The outline of a digit, as a Path has it, (N, 2) and (N,), and its width, in pixels."""

    corners: Array
    codes: NDArray[np.uint8]
    width: float


@lru_cache(maxsize=256)
def _digit(character: str, points: float, *, is_fitted: bool) -> _Digit:
    from matplotlib.ft2font import LoadFlags

    face = _face(points)
    flags = get_hinting_flag()  # type: ignore[no-untyped-call]  # by Matplotlib
    width = face.load_char(ord(character), flags=flags).horiAdvance / _UNITS
    if not is_fitted:
        face.load_char(ord(character), flags=flags | LoadFlags.NO_AUTOHINT)
    grown = Path(*face.get_path()).cleaned(transform=Affine2D().scale(_FINENESS), curves=False)
    codes = np.asarray(grown.codes)
    used = codes != Path.STOP
    return _Digit(np.asarray(grown.vertices)[used] / _FINENESS, codes[used], width)


# Before its first letter FreeType studies a face, which takes ten times as long as a letter.
@lru_cache(maxsize=16)
def _face(points: float) -> FT2Font:
    """A face of our own: Matplotlib's is turned as the last letter was."""
    face = FT2Font(findfont(font(points)))
    face.set_size(points, SCREEN_DPI)
    return face


def paint_number(renderer: Any, outline: Path, to_pixels: Affine2D, colour: Any) -> None:
    """Paints a number where the transform puts it."""
    context = renderer.new_gc()
    context.set_linewidth(0)
    context.set_snap(False)
    renderer.draw_path(context, outline, to_pixels, colour)
    context.restore()


@lru_cache(maxsize=1)
def _look_as_letters() -> bool:
    """Whether outlines and Matplotlib's letters are the same picture, upright and turned."""
    return mpl.__version_info__ >= _FIRST_MATPLOTLIB and all(map(_is_the_same, (0.0, 30.0)))


def _is_the_same(angle: float) -> bool:
    x, y = _PLACE
    # Any: the methods of a renderer are not annotated.
    letters: Any = RendererAgg(_SIDE, _SIDE, SCREEN_DPI)  # type: ignore[no-untyped-call]
    outlines: Any = RendererAgg(_SIDE, _SIDE, SCREEN_DPI)  # type: ignore[no-untyped-call]
    letters.draw_text(letters.new_gc(), x, _SIDE - y, _SAMPLE, font(SMALL), angle)
    outline = _outlined(_SAMPLE, SMALL, is_fitted=_is_fitted(angle))
    to_pixels = Affine2D().rotate_deg(angle).translate(x, y)
    paint_number(outlines, outline, to_pixels, (0.0, 0.0, 0.0, 1.0))
    wanted, found = (
        np.asarray(each.buffer_rgba())[:, :, 3].astype(int) for each in (letters, outlines)
    )
    off = abs(wanted - found)
    return bool(off.max() <= _MOST_OFF and off[wanted > 0].mean() <= _MEAN_OFF)
