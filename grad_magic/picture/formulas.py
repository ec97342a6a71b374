"""Mathematics in a picture, laid out piece by piece: what was laid out before is not read again.

To read its title and a label takes Matplotlib a tenth of an answer's time. Their first halves,
f(x, y) = and f ≈, are the same in most pictures, and so are digits. The letters stand where
Matplotlib puts them in the whole.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import matplotlib as mpl
from matplotlib.mathtext import MathTextParser, VectorParse

# Older ones draw an image of the whole words, their letters on whole pixels.
_FIRST_MATPLOTLIB = (3, 11)
_IS_PIECEWISE = mpl.__version_info__ >= _FIRST_MATPLOTLIB
# The first half of an equation with something behind it.
_FIRST_HALF = re.compile(r"([^={}]*?(?:=|\\approx(?![a-zA-Z])))(?=.)")
# Digits have no kerning, and Matplotlib begins anew where mathematics begins.
_PIECE = re.compile(r"\$[^$]*\$|[−.0-9]")
_PIECES = re.compile(rf"(?:{_PIECE.pattern}){{2,}}")


def halve(formula: str) -> str:
    """An equation as two formulas side by side, which look the same; without outer marks."""
    return _FIRST_HALF.sub(r"\1$$", formula, count=1) if _IS_PIECEWISE else formula


class FormulaReader:
    """Lays out words with mathematics as a `MathTextParser` does, but piece by piece.

    Args:
        matplotlib: that parser, of a renderer.
    """

    def __init__(self, matplotlib: MathTextParser[VectorParse]) -> None:
        self._matplotlib = matplotlib

    def parse(self, text: str, dpi: float = 72, prop: Any = None, **how: Any) -> Any:
        """The letters and lines of the words, and their places from the lower left corner.

        Args:
            text: the words.
            dpi: pixels in an inch; places are in pixels.
            prop: the font, never to be changed.
            how: what else Matplotlib's own takes.
        """
        if not _IS_PIECEWISE or not _PIECES.fullmatch(text):
            return self._matplotlib.parse(text, dpi, prop, **how)
        return _joined(self._matplotlib, text, dpi, prop)


@dataclass(frozen=True, eq=False)
class _Piece:
    """A part of the words.

    Attributes:
        letters, lines: as Matplotlib's `VectorParse` has them, measured from the baseline.
        width: how far behind its beginning the next piece begins.
        above, below: how far it reaches from the baseline; all in pixels.
    """

    letters: list[tuple[Any, ...]]
    lines: list[tuple[float, float, float, float]]
    width: float
    above: float
    below: float


@lru_cache(maxsize=256)
def _piece(matplotlib: Any, text: str, dpi: float, font: Any) -> _Piece:
    # A dot behind it stands just where the next piece would, and on the baseline; else Matplotlib
    # tells sizes in whole pixels alone.
    ended = f"{text}." if text.startswith("$") else f"{text}$.$"
    whole = matplotlib.parse(ended, dpi, font)
    *letters, (*_, width, baseline) = whole.glyphs
    return _Piece(
        [(*letter, x, y - baseline) for *letter, x, y in letters],
        [(x, y - baseline, *size) for x, y, *size in whole.rects],
        width,
        whole.height - whole.depth - baseline,
        whole.depth,
    )


# A picture asks for the size of its words before it writes them.
@lru_cache(maxsize=16)
def _joined(matplotlib: Any, text: str, dpi: float, font: Any) -> VectorParse:
    pieces = [_piece(matplotlib, piece, dpi, font) for piece in _PIECE.findall(text)]
    above, below = (max(getattr(piece, side) for piece in pieces) for side in ("above", "below"))
    letters, lines = [], []
    start, baseline = 0.0, math.ceil(above) - above
    for piece in pieces:
        letters += [(*letter, start + x, baseline + y) for *letter, x, y in piece.letters]
        lines += [(start + x, baseline + y, *size) for x, y, *size in piece.lines]
        start += piece.width
    return VectorParse(math.ceil(start), math.ceil(above) + below, below, letters, lines)
