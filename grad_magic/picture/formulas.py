r"""Mathematics in a picture, laid out piece by piece: what was laid out before is not read again.

To read the title of a new picture takes Matplotlib a tenth of an answer's time, and each title is
new; but its letters, digits, brackets and signs, and most of its powers, are those of others. The
pieces stand where Matplotlib puts them in the whole: its fonts of mathematics have no kerning, and
what the room around a sign depends on is kept in its piece, as in `\sin(`.
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

_GROUP = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
_LETTER = (
    r"\\(?:alpha|beta|gamma|delta|varepsilon|theta|lambda|mu|nu|xi|pi|rho|sigma|tau|phi|varphi|psi"
    r"|omega|nabla|partial)(?![A-Za-z]) ?"
)
_ATOM = (
    rf"(?:\\frac{_GROUP}{_GROUP}|\\sqrt(?:\[\d+\])?{_GROUP}|\\(?:mathrm|mathbf){_GROUP}|{_LETTER}"
    r"|[0-9]+\.[0-9]+|[A-Za-z0-9()|/,])"
)
_SCRIPTS = rf"(?:[\^_](?:{_GROUP}|{_LETTER}|[A-Za-z0-9]))*"
# How far it keeps from what follows depends on that.
_FUNCTION = (
    r"\\(?:(?:sin|cos|tan|cot|sec|csc|arcsin|arccos|arctan|sinh|cosh|tanh|ln|log|exp|max|min)"
    rf"(?![A-Za-z])|operatorname{_GROUP}) ?"
)
# A sign of an operation keeps its distance from what stands before it.
_OPERATION = r"[+-]|\\(?:cdot|times)(?![A-Za-z]) ?"
_RELATION = r"[=<>]|\\approx(?![A-Za-z]) ?"
# What nearly every picture has stays whole: to read a piece takes as long for one sign as for all.
_HEADER = r"[A-Za-z]\([A-Za-z](?:,[A-Za-z])*\)(?:=|(?![\^_]))"
_PIECE = re.compile(
    rf"{_HEADER}|(?:{_FUNCTION}{_SCRIPTS})?{_ATOM}{_SCRIPTS}|(?P<operation>{_OPERATION})|{_RELATION}|\\[,;]"
)
_FORMULA = re.compile(rf"(?:{_PIECE.pattern})+")
# Words, of which each digit is a piece, and formulas.
_PART = re.compile(r"\$(?P<formula>[^$]+)\$|[−.0-9]")
_WORDS = re.compile(rf"(?:{re.sub('P<.*?>', ':', _PART.pattern)})+")


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
        pieces = _cut(text) if _IS_PIECEWISE else ()
        if len(pieces) < 2:
            return self._matplotlib.parse(text, dpi, prop, **how)
        return _joined(self._matplotlib, pieces, dpi, prop)


@lru_cache(maxsize=64)
def _cut(text: str) -> tuple[str, ...]:
    r"""Pieces that look the same side by side, each with its marks; none if other words are there.

    >>> _cut("$f=-x^2$.")
    ('$f$', '$=$', '$-$', '$x^2$', '.')
    >>> _cut(r"$1-\sin2x$")
    ('$1$', '${}-$', '$\\sin2$', '$x$')
    """
    if "$" not in text or not _WORDS.fullmatch(text):
        return ()
    pieces: list[str] = []
    for part in _PART.finditer(text):
        formula = part["formula"]
        if formula is None or not _FORMULA.fullmatch(formula):
            pieces.append(part[0])
            continue
        before = "("
        for piece in _PIECE.finditer(formula):
            # Matplotlib keeps none where nothing stands before it that it could join.
            is_spaced = piece["operation"] is not None and before[-1] not in "(=<>"
            pieces.append(f"${{}}{piece[0]}$" if is_spaced else f"${piece[0]}$")
            before = piece[0]
    return tuple(pieces)


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


@lru_cache(maxsize=512)
def _piece(matplotlib: Any, text: str, dpi: float, font: Any) -> _Piece:
    # A dash behind it stands just where the next piece would, on the same baseline; else Matplotlib
    # tells sizes in whole pixels alone. It is lower than nearly all else, and reaches no deeper.
    ended = f"{text}-" if text.startswith("$") else f"{text}$-$"
    whole = matplotlib.parse(ended, dpi, font)
    *letters, (*_, end, baseline) = whole.glyphs
    return _Piece(
        [(*letter, x, y - baseline) for *letter, x, y in letters],
        [(x, y - baseline, width, height) for x, y, width, height in whole.rects],
        end,
        whole.height - whole.depth - baseline,
        whole.depth,
    )


# A picture asks for the size of its words before it writes them.
@lru_cache(maxsize=16)
def _joined(matplotlib: Any, texts: tuple[str, ...], dpi: float, font: Any) -> VectorParse:
    pieces = [_piece(matplotlib, text, dpi, font) for text in texts]
    above, below = max(piece.above for piece in pieces), max(piece.below for piece in pieces)
    letters, lines = [], []
    start, baseline = 0.0, math.ceil(above) - above
    for piece in pieces:
        letters += [(*letter, start + x, baseline + y) for *letter, x, y in piece.letters]
        lines += [(start + x, baseline + y, width, height) for x, y, width, height in piece.lines]
        start += piece.width
    return VectorParse(math.ceil(start), math.ceil(above) + below, below, letters, lines)
