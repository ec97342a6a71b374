"""What stands still behind the moving things of a plane: bands, level lines and their numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture.floats import plain_number
from grad_magic.picture.plane.frame import frame
from grad_magic.picture.plane.marks import critical_marks, dots_in_plane
from grad_magic.picture.plane.placement import Paper
from grad_magic.picture.plane.relief import survey
from grad_magic.picture.shapes import STANDARD_SIZE, Array, Dot, Label, Size, Window, join
from grad_magic.picture.surface import surface_of
from grad_magic.picture.views.contour import number_lines, number_steps

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grad_magic.picture.local_data import LocalData
    from grad_magic.picture.shapes import Band
    from grad_magic.solution import Solution

PIXELS_PER_INCH = 100
"""Of a page's drawings, before a browser fits them to its width."""
# A line may be off by so many pixels: less than what an edge is blurred by, and where there are so
# many lines that the page becomes too large, more.
_TOLERANCES = (0.12, 0.25, 0.5, 1.0, 2.0)
_LONGEST = 90_000
# Inches between a number and its line: on small screens numbers are larger, see page.css.
_ROOM = 0.08
# Lines and bands are written in fifths of a pixel, which are whole numbers; `page.css` scales them.
_FINE = 5
_CLOSE = 79
# The marks of critical points as the picture has them, around their middle.
_MARKS = {
    "minimum": "M-5-4H5L0 5Z",
    "maximum": "M-5 4H5L0-5Z",
    "saddle": "M-4-4L4 4M-4 4L4-4",
    "undecided": "M0-5L5 0L0 5L-5 0Z",
}


@dataclass(frozen=True, eq=False)
class Backdrop:
    """The part of the plane that is shown, and what of it stays as it is.

    Attributes:
        window: the part of the plane.
        size: of its plot, in inches.
        svg: the bands, lines and numbers, in pixels from the upper left corner.
        unit: how many times as long as it is the direction is drawn.
    """

    window: Window
    size: Size
    svg: str
    unit: float


def draw_backdrop(solution: Solution, local: LocalData) -> Backdrop:
    """The level lines of a function of two variables, without those that belong to P."""
    surface = surface_of(solution)
    marks = critical_marks(solution)
    framed = frame(surface, local, marks, STANDARD_SIZE)
    window, size = framed.window, framed.size
    # Where P moves, f(P) is no level of its own.
    relief = survey(surface, solution, replace(local, value=None), window)
    paper = Paper(window, size)
    labels = [
        label
        for label in (*number_lines(paper, relief), *number_steps(paper, relief.grid))
        if label is not None
    ]
    lines = [
        (line.level, paper.without_words(join(line.pieces), _ROOM))
        for line in relief.thin
        if line.pieces
    ]
    dots = dots_in_plane(replace(local, given=False), marks, window)
    hatched = '<rect class="hatched" width="100%" height="100%"/>'
    for tolerance in _TOLERANCES:
        pen = _Pen(window, size, tolerance)
        svg = "".join(
            (
                hatched if relief.has_undefined_region else "",
                '<g class="fine">',
                *map(pen.band, relief.bands),
                *(pen.contour(level, line) for level, line in lines),
                "</g>",
                *map(pen.label, labels),
                *map(pen.dot, dots),
            )
        )
        if len(svg) <= _LONGEST:
            break
    unit = next((arrow.scale for arrow in framed.arrows if arrow.role == "direction"), 0.0)
    return Backdrop(window, size, svg, unit)


@dataclass(frozen=True, eq=False)
class _Pen:
    """Writes what lies in a window as SVG."""

    window: Window
    size: Size
    tolerance: float

    def pixels(self, points: Array) -> Array:
        """Points of the plane (N, 2) in pixels."""
        corner = np.array([self.window.left, self.window.top])
        scale = self.window.scale(self.size) / PIXELS_PER_INCH
        return np.asarray((points - corner) * (1, -1) / scale)

    def contour(self, level: float, line: Array) -> str:
        """A level line, which the script knows by its level."""
        return f'<path class="contour" data-level="{level:.12g}" d="{self.path(line)}"/>'

    def path(self, line: Array) -> str:
        """A line with gaps where its points are nan."""
        gaps = np.isnan(line).any(axis=1)
        runs = np.split(line, np.flatnonzero(gaps))
        clean = (run[~np.isnan(run).any(axis=1)] for run in runs)
        return "".join(self.polyline(run) for run in clean if len(run) > 1)

    def band(self, band: Band) -> str:
        """A region in its shade."""
        starts = np.flatnonzero(band.codes == 1)
        rings = np.split(band.points, starts[1:])
        path = "".join(f"{self.polyline(ring)}Z" for ring in rings if len(ring) > 2)
        return f'<path class="band s{round(band.shade * SHADES)}" d="{path}"/>'

    def polyline(self, points: Array) -> str:
        """A line through these points (N, 2), without those that one does not miss."""
        places = np.rint(_simplified(self.pixels(points), self.tolerance) * _FINE).astype(int)
        steps = np.diff(places, axis=0)
        steps = steps[steps.any(axis=1)]
        return f"M{_pairs(places[:1])}" + (f"l{_pairs(steps)}" if len(steps) else "")

    def label(self, label: Label) -> str:
        """A number on its line."""
        x, y = self.pixels(np.array([label.position]))[0]
        turn = f" rotate({-label.angle:.0f})" if round(label.angle) else ""
        text = escape(plain_number(label.text))
        return f'<text class="number" transform="translate({x:.1f} {y:.1f}){turn}">{text}</text>'

    def dot(self, dot: Dot) -> str:
        """A critical point."""
        x, y = self.pixels(np.array([dot.position]))[0]
        place = f"translate({x:.1f} {y:.1f})"
        return f'<path class="mark {dot.role}" transform="{place}" d="{_MARKS[dot.role]}"/>'


SHADES = 24
"""Steps between the lowest and the highest band's colour."""


def _pairs(places: NDArray[np.int_]) -> str:
    """Whole numbers with a space where no sign tells them apart."""
    return " ".join(f"{x} {y}" for x, y in places).replace(" -", "-")


def _simplified(points: Array, tolerance: float) -> Array:
    """The points that Douglas and Peucker's algorithm keeps."""
    keep = np.zeros(len(points), dtype=bool)
    keep[[0, -1]] = True
    waiting = [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        if last - first < 2:
            continue
        between, chord = points[first + 1 : last] - points[first], points[last] - points[first]
        span = math.hypot(*chord)
        if span:
            off = np.abs(between @ np.array([-chord[1], chord[0]])) / span
        else:
            off = np.hypot(*between.T)
        farthest = int(off.argmax())
        if off[farthest] > tolerance:
            middle = first + 1 + farthest
            keep[middle] = True
            waiting += [(first, middle), (middle, last)]
    return points[keep]
