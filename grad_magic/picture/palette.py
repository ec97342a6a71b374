"""The look of every role, the same in all pictures, on light paper and on dark."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grad_magic.picture.shapes import Role


@dataclass(frozen=True)
class Style:
    """How one role is painted.

    Attributes:
        colour: of its line, marker and words.
        width: of its line in points; for arrows, of the shaft.
        dashes: lengths of dash and gap in points; empty for a full line.
        text_points: the size of its words.
    """

    colour: str
    width: float
    dashes: tuple[float, ...] = ()
    text_points: float = 11.5


PAPER = "#ffffff"
INK = "#23282d"
FAINT_INK = "#5b646d"

# Vermilion, blue and bluish green of Okabe and Ito's colour-blind safe palette, darkened until
# each keeps a contrast of 4.5 : 1 to the lightest band; they also differ in width and form.
PALETTE: Mapping[Role, Style] = MappingProxyType(
    {
        "contour": Style("#4d5a66", 0.7, text_points=8.5),
        "level": Style("#16191d", 2.2),
        "gradient": Style("#c8410b", 2.9),
        "direction": Style("#0b4f9e", 1.8),
        "tangent": Style("#007d59", 1.6, dashes=(6.0, 3.0), text_points=10.5),
        # r'(t₀) of a vector function, along the tangent.
        "derivative": Style("#007d59", 2.3),
        "point": Style("#16191d", 1.0),
        "graph": Style("#16191d", 2.2),
        # f along u, in the colour of u.
        "section": Style("#0b4f9e", 2.2),
        # What ∇f(P)·u would give.
        "formula": Style("#c8410b", 1.6, dashes=(4.0, 2.5), text_points=10.5),
        # Gradients at many points, as of that at P.
        "field": Style("#c8410b", 1.2),
        # Reddish purple of the same palette, for what an optimiser and its metric see.
        "natural": Style("#8a2f6d", 2.3),
        "metric": Style("#8a2f6d", 1.2, dashes=(2.0, 2.0)),
        "path": Style("#8a2f6d", 1.6),
        "zero": Style("#4d5a66", 0.7),
        "axis": Style(FAINT_INK, 0.8, text_points=10.0),
        "axis_name": Style(INK, 0.8, text_points=13.0),
        # As lines they are curves of such points.
        "minimum": Style("#16191d", 1.9, dashes=(7.0, 2.0, 1.9, 2.0), text_points=10.5),
        "maximum": Style("#16191d", 1.9, dashes=(7.0, 2.0, 1.9, 2.0), text_points=10.5),
        "saddle": Style("#16191d", 1.0),
        "undecided": Style("#16191d", 1.0),
    }
)

_DARK_PAPER = "#14181d"
_DARK_INK = "#e4e8ec"
_DARK_FAINT_INK = "#9da8b3"

# The same hues, lightened until each keeps a contrast of 4.5 : 1 to the highest dark band.
_DARK_COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "#4d5a66": "#8d9aa7",
        "#16191d": "#f4f6f8",
        "#c8410b": "#ff9466",
        "#0b4f9e": "#7cbcff",
        "#007d59": "#4fd6a8",
        "#8a2f6d": "#eda3d8",
        FAINT_INK: _DARK_FAINT_INK,
        INK: _DARK_INK,
    }
)

HATCH = "#c4c9ce"
# From the lowest band to the highest: one hue, light enough for everything drawn on it, and
# falling evenly in lightness, so that it reads the same in grey.
LOWEST_BAND = (0.985, 0.975, 0.945)
HIGHEST_BAND = (0.640, 0.735, 0.800)
# On dark paper the lowest one is nearest to the paper too.
_LOWEST_DARK_BAND = (0.090, 0.108, 0.128)
_HIGHEST_DARK_BAND = (0.165, 0.270, 0.360)
# How dark a surface in space is where it turns away from the light, and how much of what is behind
# a plane it covers.
SHADOW, DEEPEST = 0.6, 1.45
VEIL = 0.26
# How much is seen of an arrow behind a surface.
SHIMMER = 0.45


# Arrow heads: length, width and notch in widths of the shaft.
ARROW_HEAD = (5.6, 4.4, 4.6)


@dataclass(frozen=True, eq=False)
class Theme:
    """Paper, and what is drawn on it.

    Attributes:
        styles: the look of each role.
        paper: the colour of the sheet, and of what keeps lines apart.
        ink, faint_ink: of words and frames around a plot.
        hatch: of the lines where f is undefined.
        lowest_band, highest_band: between which the bands of a plot are.
        is_dark: whether light on the paper is what stands out.
    """

    styles: Mapping[Role, Style]
    paper: str
    ink: str
    faint_ink: str
    hatch: str
    lowest_band: tuple[float, float, float]
    highest_band: tuple[float, float, float]
    is_dark: bool = False


LIGHT = Theme(PALETTE, PAPER, INK, FAINT_INK, HATCH, LOWEST_BAND, HIGHEST_BAND)
DARK = Theme(
    MappingProxyType(
        {role: replace(look, colour=_DARK_COLOURS[look.colour]) for role, look in PALETTE.items()}
    ),
    _DARK_PAPER,
    _DARK_INK,
    _DARK_FAINT_INK,
    "#3a444e",
    _LOWEST_DARK_BAND,
    _HIGHEST_DARK_BAND,
    is_dark=True,
)
THEMES: Mapping[str, Theme] = MappingProxyType({"light": LIGHT, "dark": DARK})
