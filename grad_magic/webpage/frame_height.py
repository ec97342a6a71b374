"""How high a frame has to be so that the page in it need not be scrolled.

A frame from which nothing reaches the page around it cannot tell its height. So the height is
reckoned by the page around it, in CSS, from the width of the column: what page.css and page.js
make of a width, as a formula. All lengths are CSS pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# From these widths on page.css has another arrangement.
_BREAKS = (480, 600, 660, 900)
_BOARD_BREAK = 660
# What stands above and below the plots between these widths, by the number of variables: measured
# in Chromium, the longest of several functions and places.
_TEXTS = {
    1: (418, 371, 277, 277, 277),
    2: (639, 588, 437, 435, 411),
    3: (813, 615, 578, 530, 424),
}
_WIDEST = 1000
_GAP, _PADDING = 10, 32
# The room for numbers and names around a plot, across and down.
_MARGINS = (68, 70)
_HIGHEST_PLANE = 600
# Height over width of a plot beside the large one.
_DERIVATIVE, _SECTION = 300 / 468, 260 / 474
# The widths of the two columns are as these.
_LEFT, _RIGHT = 1.28, 1
# A row of the answer, what is more of one with a fraction, and what is around a part and around
# all of them; measured there too.
_ROW, _FRACTION, _PART, _ANSWER = 31, 20, 22, 60


def height_of_answer(answer: Sequence[str]) -> int:
    """How much of a page the answer takes, as LaTeX in parts; a little more rather than less."""
    if not answer:
        return 0
    rows = [row for part in answer for row in part.split(r"\\")]
    fractions = sum(r"\frac" in row for row in rows)
    return _ANSWER + _PART * len(answer) + _ROW * len(rows) + _FRACTION * fractions


@dataclass(frozen=True)
class FrameHeight:
    """The height of a frame.

    Attributes:
        dimensions: the number of variables.
        size: of the large plot.
        below: of what stands below all that moves.
    """

    dimensions: int
    size: tuple[int, int]
    below: int = 0

    @property
    def css(self) -> str:
        """In a container whose width is known."""
        heights = []
        for index, texts in enumerate(_TEXTS[self.dimensions]):
            height = f"{texts}px + {self._board(index)}"
            if index < len(_BREAKS):
                # Beyond the break it is far below 0; before, far above what else there is.
                height = f"min({height},({_BREAKS[index]}px - 100cqw)*9999)"
            heights.append(height)
        moving = f"max({','.join(heights)})"
        return f"calc({moving} + {self.below}px)" if self.below else moving

    @property
    def widest(self) -> int:
        """In the widest column."""
        width = _WIDEST - _PADDING - _GAP
        left, right = (width * part / (_LEFT + _RIGHT) for part in (_LEFT, _RIGHT))
        plane = min(left * self._ratio, _HIGHEST_PLANE)
        return (
            round(_TEXTS[self.dimensions][-1] + max(plane, right * self._beside + _GAP))
            + self.below
        )

    @property
    def _ratio(self) -> float:
        (width, height), (across, down) = self.size, _MARGINS
        return (height + down) / (width + across)

    @property
    def _beside(self) -> float:
        """Height over width of the plots beside the large one, one below the other."""
        return _DERIVATIVE if self.dimensions == 1 else 2 * _SECTION

    def _board(self, index: int) -> str:
        """The height of the plots in CSS, between two breaks."""
        inside = f"(min(100cqw,{_WIDEST}px) - {_PADDING}px)"
        if index > _BREAKS.index(_BOARD_BREAK):
            columns = f"({inside} - {_GAP}px)"
            left = _LEFT / (_LEFT + _RIGHT) * self._ratio
            right = _RIGHT / (_LEFT + _RIGHT) * self._beside
            plane = f"min({columns}*{left:.4f},{_HIGHEST_PLANE}px)"
            return f"max({plane},{columns}*{right:.4f} + {_GAP}px)"
        plane = f"min({inside}*{self._ratio:.4f},{_HIGHEST_PLANE}px)"
        # From the first break on the plots below the large one stand side by side.
        are_two = self.dimensions > 1 and index > 0
        beside = self._beside / 4 if are_two else self._beside
        return f"{plane} + {inside}*{beside:.4f} + {2 * _GAP}px"
