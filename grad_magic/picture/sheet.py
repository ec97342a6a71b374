"""Where the plots of a picture stand on its sheet, and the words around them, in inches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grad_magic.picture.plane.placement import text_size
from grad_magic.picture.shapes import columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grad_magic.picture.shapes import Panel, Size

CSS_PIXELS_PER_INCH = 96
SCREEN_RESOLUTION = 2
"""Pixels of an image for each pixel of a page."""
SCREEN_DPI = CSS_PIXELS_PER_INCH * SCREEN_RESOLUTION
# Margins around each plot, on the left at least; over a row of several the title has a line of
# its own.
_LEFT, _RIGHT, _BOTTOM, _TOP = 0.665, 0.16, 0.52, 0.48
_TITLE_LINE = 0.28
# From a plot to the numbers of its vertical axis, and from these to what is left of them.
_BESIDE_NUMBERS = 0.13
# From line to line of a note.
_NOTE_LINE = 0.19
# Where the baselines of words are over and under a plot, how far left of it its name ends, and
# begins where it is longer than the margin.
_ABOVE, _BELOW, _BESIDE, _OUTSIDE = 0.15, 0.42, 0.08, 0.3

Place = tuple[float, float]


@dataclass(frozen=True)
class Sheet:
    """A sheet with room for plots of these sizes in rows, the plots of a row on one base line.

    Attributes:
        sizes: of the plots, row by row.
        columns: how many of them a row has at most.
        note_lines: of the longest note under a plot.
        has_title_line: whether the title has a line of its own, over the names of the axes.
        left: the margin on the left of each plot, in which the numbers of its axis stand.
    """

    sizes: tuple[Size, ...]
    columns: int
    note_lines: int = 1
    has_title_line: bool = False
    left: float = _LEFT

    @property
    def width(self) -> float:
        """Its width, in whole pixels of a page, so that the screen need not scale the image."""
        return _to_whole_pixels(max(self.left + self._inner(row) + _RIGHT for row in self._rows))

    @property
    def height(self) -> float:
        """Its height, in whole pixels of a page."""
        rows = sum(self._bottom + max(size[1] for size in row) + _TOP for row in self._rows)
        return _to_whole_pixels(rows + self._title_line)

    @property
    def corners(self) -> tuple[Place, ...]:
        """The lower left corner of each plot."""
        corners: list[Place] = []
        bottom = self._bottom
        for row in reversed(self._rows):
            left, places = self.left, []
            for width, _ in row:
                places.append((left, bottom))
                left += width + _RIGHT + self.left
            corners = places + corners
            bottom += max(size[1] for size in row) + _TOP + self._bottom
        return tuple(corners)

    @property
    def title(self) -> Place:
        """The middle of the title's baseline, from the first plot's corner: over the first row."""
        (first, *_) = self._rows
        tallest = max(height for _, height in first)
        return self._inner(first) / 2, tallest + _ABOVE + self._title_line

    def _inner(self, row: Sequence[Size]) -> float:
        """From the left side of a row's first plot to the right side of its last one."""
        return sum(width for width, _ in row) + (_RIGHT + self.left) * (len(row) - 1)

    @property
    def _rows(self) -> tuple[tuple[Size, ...], ...]:
        starts = range(0, len(self.sizes), self.columns)
        return tuple(self.sizes[start : start + self.columns] for start in starts)

    @property
    def _bottom(self) -> float:
        return _BOTTOM + (self.note_lines - 1) * _NOTE_LINE

    @property
    def _title_line(self) -> float:
        return _TITLE_LINE if self.has_title_line else 0.0


def sheet_of(panels: Sequence[Panel]) -> Sheet:
    """The sheet of a picture with these panels."""
    return Sheet(
        tuple(panel.size for panel in panels),
        columns(len(panels)),
        note_lines=max(len(panel.note.split("\n")) for panel in panels),
        has_title_line=len(panels) > 1 or any(panel.vertical.is_long for panel in panels),
        left=max(_LEFT, *(_numbers_width(panel) + _BESIDE_NUMBERS for panel in panels)),
    )


def _numbers_width(panel: Panel) -> float:
    """Of the longest number of the vertical axis."""
    return max((text_size("axis", text)[0] for text in panel.vertical.tick_labels), default=0.0)


def _to_whole_pixels(inches: float) -> float:
    return round(inches * CSS_PIXELS_PER_INCH) / CSS_PIXELS_PER_INCH


def note_lines(note: str) -> list[tuple[Place, str]]:
    """Where the lines of a note begin, from the plot's corner, and the lines."""
    return [((0.0, -_BELOW - row * _NOTE_LINE), line) for row, line in enumerate(note.split("\n"))]


def below(size: Size) -> Place:
    """Where the horizontal axis' name ends, from the plot's corner."""
    return size[0], -_BELOW


def above(size: Size) -> Place:
    """Where the vertical axis' name ends, from the plot's corner."""
    return -_BESIDE, size[1] + _ABOVE


def over(size: Size) -> Place:
    """Where the vertical axis' name begins if it is long."""
    return -_OUTSIDE, size[1] + _ABOVE
