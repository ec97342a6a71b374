"""What a panel is made of as Matplotlib's artists, for a figure and for the screen alike.

Every look is given explicitly, as far as Matplotlib lets it: the user's rcParams are not read.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from threading import RLock
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgba
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform

from grad_magic.picture.palette import ARROW_HEAD, DEEPEST, SHADOW, SHIMMER, VEIL, Theme
from grad_magic.picture.shapes import Curve, Facets, Patch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.text import Text

    from grad_magic.picture.shapes import Array, Arrow, Band, Dot, Label, Panel, Role

Colour = tuple[float, float, float]

# Held while anything is painted: Matplotlib's settings, which are for all threads, must not change
# on the way.
PAINTING = RLock()

# The order of painting; Matplotlib paints axes above bands and below lines.
_HATCHING, _BANDS, _LINES, _ARROWS, _DOTS, _WORDS = 1.0, 2.0, 3.0, 4.0, 5.0, 6.0

_POINTS_PER_INCH = 72
# Points of white around what must stand out from the lines below it.
_HALO = 1.3
_HATCH_INCHES = 0.14
# The size of words around a plot: names and title, numbers and notes.
LARGE, SMALL = 13.0, 10.0
# Of the frame around a plot and its ticks, in points.
FRAME_WIDTH, TICK_LENGTH, TICK_PAD = 0.8, 3.5, 3.5


@lru_cache(maxsize=32)
def font(points: float) -> FontProperties:
    """The one typeface of the pictures; it comes with Matplotlib, so it is everywhere."""
    return FontProperties(family="STIXGeneral", size=points, math_fontfamily="stix")


def hatching(panel: Panel, theme: Theme) -> Line2D:
    """Diagonals behind everything: they show where no band covers them."""
    width, height = panel.size
    starts = np.arange(-height, width, _HATCH_INCHES)
    rows = np.full((len(starts), 3, 2), np.nan)
    rows[:, 0] = np.stack([starts, np.zeros_like(starts)], axis=1)
    rows[:, 1] = rows[:, 0] + height
    points = np.array([panel.window.left, panel.window.bottom]) + rows.reshape(-1, 2) * panel.scale
    return _line(points, theme.hatch, 0.8, _HATCHING)


def bands(all_bands: Sequence[Band], theme: Theme) -> PathCollection:
    """The bands of a panel as one artist."""
    return PathCollection(
        [outline(band) for band in all_bands],
        facecolors=[shade(band, theme) for band in all_bands],
        edgecolors="none",
        linewidths=0,
        antialiaseds=True,
        zorder=_BANDS,
    )


def outline(band: Band) -> Path:
    """The edge of a band."""
    return Path(band.points, band.codes)


def shade(band: Band, theme: Theme) -> Colour:
    """The colour of a band."""
    low, high = np.array(theme.lowest_band), np.array(theme.highest_band)
    red, green, blue = (low + band.shade * (high - low)).tolist()
    return red, green, blue


class FacetedSurface(Artist):
    """The pieces of a surface, each over those behind it."""

    def __init__(self, facets: Facets, scale: Array, theme: Theme) -> None:
        super().__init__()
        self.set_zorder(_BANDS)
        self._corners = _grown(facets.corners, _OVERLAP * scale)
        low, high = np.array(theme.lowest_band), np.array(theme.highest_band)
        # Toward the light a surface is light, on any paper.
        lit = facets.lights if theme.is_dark else 1 - facets.lights
        # Of both one number: with two, a picture has more colours than a PNG's palette.
        depths = (1 - SHADOW) * facets.shades + SHADOW * lit
        depths = np.round(depths * _TONES)[:, None] / _TONES
        colours = low + depths * (DEEPEST - 0.0) * (high - low)
        self._colours = np.column_stack([np.clip(colours, 0, 1), np.ones(len(colours))])

    # Any: the methods of a renderer are not annotated.
    def draw(self, renderer: Any) -> None:
        """Paints them."""
        context = renderer.new_gc()
        self._set_gc_clip(context)  # type: ignore[attr-defined]  # as all artists do
        renderer.draw_path_collection(
            context,
            self.get_transform().frozen(),
            list(map(Path, self._corners)),
            np.zeros((0, 3, 3)),
            np.zeros((1, 2)),
            IdentityTransform(),
            self._colours,
            np.zeros((0, 4)),
            [0.0],
            [(0, None)],
            [True],
            [None],
            "screen",
        )
        context.restore()


# So many tones of a surface are told apart.
_TONES = 110
# Inches by which pieces of a surface lie over one another, so that no gap shines through.
_OVERLAP = 0.004


def _grown(corners: Array, reach: Array) -> Array:
    """The pieces (N, 4, 2) with their corners moved out so far."""
    outward = (corners - corners.mean(axis=1, keepdims=True)) / reach
    lengths = np.hypot(outward[..., 0], outward[..., 1])[..., None]
    return np.asarray(corners + outward / np.maximum(lengths, 1e-9) * reach)


def layers(panel: Panel, theme: Theme) -> list[Artist]:
    """What stands in space."""
    painted: list[Artist] = []
    for layer in panel.layers:
        if isinstance(layer, Facets):
            painted.append(FacetedSurface(layer, panel.scale, theme))
        elif isinstance(layer, Patch):
            painted.append(_veil(layer, theme))
        else:
            painted += _lines_of(layer, theme)
    for artist in painted:
        artist.set_zorder(_BANDS)
    return painted


def _veil(patch: Patch, theme: Theme) -> Polygon:
    colour = theme.styles[patch.role].colour
    return Polygon(
        patch.corners,
        closed=True,
        gid=patch.role,
        facecolor=to_rgba(colour, VEIL),
        edgecolor=to_rgba(colour, 0.75),
        linewidth=0.8,
        joinstyle="miter",
    )


def curve_lines(curves: Sequence[Curve], theme: Theme) -> list[Line2D]:
    """The curves of a panel, some with their halos below them."""
    return [line for curve in curves for line in _lines_of(curve, theme)]


# Lines without a halo.
_BARE = frozenset({"contour", "axis"})


def _lines_of(curve: Curve, theme: Theme) -> list[Line2D]:
    style = theme.styles[curve.role]
    line = _line(curve.points, style.colour, style.width, _LINES)
    line.set_gid(curve.role)
    if curve.role in _BARE:
        return [line]
    if style.dashes:
        line.set_linestyle((0, tuple(dash / style.width for dash in style.dashes)))
        return [line]
    return [_line(curve.points, theme.paper, style.width + _HALO, _LINES), line]


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


def arrow_patches(panel: Panel, theme: Theme) -> list[Polygon]:
    """The arrows of a panel, with their halos."""
    return [_arrow_patch(arrow, panel, theme) for arrow in panel.arrows]


def _arrow_patch(arrow: Arrow, panel: Panel, theme: Theme) -> Polygon:
    style = theme.styles[arrow.role]
    return Polygon(
        _arrow_outline(arrow, panel.scale, style.width / _POINTS_PER_INCH),
        closed=True,
        gid=arrow.role,
        facecolor=to_rgba(style.colour, SHIMMER if arrow.is_behind else 1.0),
        edgecolor=theme.paper,
        # Of many thin arrows it would be all that is seen.
        linewidth=0 if arrow.role == "field" or arrow.is_behind else _HALO / 2,
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
    shrink = min(1.0, length / (2 * ARROW_HEAD[0] * width))
    head, wing, notch = (part * width * shrink for part in ARROW_HEAD)
    half = width / 2
    corners = [(0.0, half), (length - notch, half), (length - head, wing / 2), (length, 0.0)]
    mirrored = [(place, -side) for place, side in reversed(corners[:-1])]
    outline = [place * along + side * across for place, side in [*corners, *mirrored]]
    return np.asarray(tail + np.array(outline) * scale)


# They differ in form, as they must in grey; the note below the picture names them.
_MARKERS = {"minimum": "v", "maximum": "^", "saddle": "X", "undecided": "D"}
# Of round ones; under them others may stand.
_SMALL_MARKERS = frozenset({"point", "direction", "tangent"})
# Of many in a row.
_TINY_MARKERS = frozenset({"path"})


def dot_lines(panel: Panel, theme: Theme) -> list[Line2D]:
    """The marked points of a panel."""
    return [_dot_line(dot, theme) for dot in panel.dots]


def _dot_line(dot: Dot, theme: Theme) -> Line2D:
    """A line of one point, which shows its marker only."""
    return Line2D(
        [dot.position[0]],
        [dot.position[1]],
        linestyle="none",
        marker=_MARKERS.get(dot.role, "o"),
        markersize=_marker_size(dot.role),
        markerfacecolor=theme.styles[dot.role].colour,
        markeredgecolor=theme.paper,
        markeredgewidth=0.0 if dot.role in _TINY_MARKERS else 1.0,
        zorder=_DOTS,
    )


def _marker_size(role: Role) -> float:
    if role in _TINY_MARKERS:
        return 4.5
    return 6.5 if role in _SMALL_MARKERS else 9.5


@dataclass(frozen=True)
class TextStyle:
    """How words are written.

    Attributes:
        colour: of the letters.
        points: their size.
        horizontal, vertical: what of the words stands at their place; empty where an axis knows.
        angle: degrees by which words about an object are turned, around that place.
        role: what they are about; empty for words around the plot.
    """

    colour: str
    points: float
    horizontal: str = ""
    vertical: str = ""
    angle: float = 0.0
    role: Role | None = None

    def apply(self, words: Text) -> None:
        """Gives the look to Matplotlib's words."""
        words.set_usetex(False)
        words.set_color(self.colour)
        words.set_fontproperties(font(self.points))
        if self.horizontal:
            words.set_horizontalalignment(self.horizontal)  # type: ignore[arg-type]  # one of three
        if self.vertical:
            words.set_verticalalignment(self.vertical)  # type: ignore[arg-type]  # one of five
        if self.role is not None:
            words.set_gid(self.role)
            words.set_rotation(self.angle)
            words.set_rotation_mode("anchor")
            words.set_zorder(_WORDS)


def label_style(label: Label, theme: Theme) -> TextStyle:
    """Of words about an object."""
    style = theme.styles[label.role]
    return TextStyle(
        style.colour, style.text_points, "center", "center_baseline", label.angle, label.role
    )


@dataclass(frozen=True, eq=False)
class WordStyles:
    """Of words around a plot."""

    title: TextStyle
    note: TextStyle
    name_of_axis: TextStyle
    long_name_of_axis: TextStyle
    tick: TextStyle


@lru_cache
def word_styles(theme: Theme) -> WordStyles:
    """Of words around a plot on this paper."""
    return WordStyles(
        title=TextStyle(theme.ink, LARGE, "center", "baseline"),
        note=TextStyle(theme.faint_ink, SMALL, "left", "baseline"),
        name_of_axis=TextStyle(theme.ink, LARGE, "right", "baseline"),
        long_name_of_axis=TextStyle(theme.ink, LARGE, "left", "baseline"),
        tick=TextStyle(theme.ink, SMALL),
    )
