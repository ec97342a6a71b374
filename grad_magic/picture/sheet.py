"""Where the plots of a picture stand on its sheet, and the words around them, in inches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grad_magic.picture.shapes import Size

CSS_PIXELS_PER_INCH = 96
SCREEN_RESOLUTION = 2
"""Pixels of an image for each pixel of a page."""
SCREEN_DPI = CSS_PIXELS_PER_INCH * SCREEN_RESOLUTION
# Margins around each plot; over a row of several the title has a line of its own.
_LEFT, _RIGHT, _BOTTOM, _TOP = 0.665, 0.16, 0.52, 0.48
_TITLE_LINE = 0.28
# Where the baselines of words are over and under a plot, and how far left of it its name ends.
_ABOVE, _BELOW, _BESIDE = 0.15, 0.42, 0.08

Place = tuple[float, float]


@dataclass(frozen=True)
class Sheet:
    """A sheet with room for plots of these sizes side by side, on one base line."""

    sizes: tuple[Size, ...]

    @property
    def width(self) -> float:
        """Its width, in whole pixels of a page, so that the screen need not scale the image."""
        margins = (_LEFT + _RIGHT) * len(self.sizes)
        return _to_whole_pixels(margins + sum(width for width, _ in self.sizes))

    @property
    def height(self) -> float:
        """Its height, in whole pixels of a page."""
        return _to_whole_pixels(_BOTTOM + self._tallest + _TOP + self._title_line)

    @property
    def corners(self) -> tuple[Place, ...]:
        """The lower left corner of each plot."""
        corners, right = [], 0.0
        for width, _ in self.sizes:
            corners.append((right + _LEFT, _BOTTOM))
            right += _LEFT + width + _RIGHT
        return tuple(corners)

    @property
    def title(self) -> Place:
        """The middle of the title's baseline, from the first plot's corner: over the whole row."""
        between = (_RIGHT + _LEFT) * (len(self.sizes) - 1)
        row = sum(width for width, _ in self.sizes) + between
        return row / 2, self._tallest + _ABOVE + self._title_line

    @property
    def _tallest(self) -> float:
        return max(height for _, height in self.sizes)

    @property
    def _title_line(self) -> float:
        return _TITLE_LINE if len(self.sizes) > 1 else 0.0


def _to_whole_pixels(inches: float) -> float:
    return round(inches * CSS_PIXELS_PER_INCH) / CSS_PIXELS_PER_INCH


def below(size: Size) -> tuple[Place, Place]:
    """Where the note begins and the horizontal axis' name ends, from the plot's corner."""
    return (0.0, -_BELOW), (size[0], -_BELOW)


def above(size: Size) -> Place:
    """Where the vertical axis' name ends, from the plot's corner."""
    return -_BESIDE, size[1] + _ABOVE
