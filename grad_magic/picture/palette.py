"""The look of every role, the same in all pictures."""

from __future__ import annotations

from dataclasses import dataclass
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
        "minimum": Style("#16191d", 1.0),
        "maximum": Style("#16191d", 1.0),
        "saddle": Style("#16191d", 1.0),
        "undecided": Style("#16191d", 1.0),
    }
)

HATCH = "#c4c9ce"
# From the lowest band to the highest: one hue, light enough for everything drawn on it, and
# falling evenly in lightness, so that it reads the same in grey.
LOWEST_BAND = (0.985, 0.975, 0.945)
HIGHEST_BAND = (0.640, 0.735, 0.800)
# How dark a surface in space is where it turns away from the light, and how much of what is behind
# a plane it covers.
SHADOW, DEEPEST = 0.6, 1.45
VEIL = 0.26
