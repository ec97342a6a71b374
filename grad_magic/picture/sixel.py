"""Pixels as sixels, the pictures of terminals since DEC's VT240: six rows at a time.

The format is that of the VT330/VT340 Programmer Reference Manual, volume 2, chapter 14. A character
stands for six pixels of a column, one above the other; in a band of six rows each colour is written
by itself, over those before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture.colours import index_colours

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]

_BAND = 6
# "?" stands for no pixel; each of the six adds a bit to its code.
_NONE = ord("?")
_BITS = 1 << np.arange(_BAND, dtype=np.uint8)[:, np.newaxis]
# Runs from this length on are shorter as "!", their length and the character.
_LONG_RUN = 4


def encode_sixels(pixels: Bytes) -> str:
    """The opaque pixels, (height, width, 4), as a terminal's control string."""
    height, width = pixels.shape[:2]
    indices, palette = index_colours(pixels)
    # In per cent.
    colours = "".join(
        f"#{index};2;{red};{green};{blue}"
        for index, (red, green, blue) in enumerate((palette * (100 / 255)).round().astype(int))
    )
    bands = "-".join(
        "$".join(_colours_of(indices[top : top + _BAND])) for top in range(0, height, _BAND)
    )
    # Pixels that are not written stay as they are (1), and are square ("1;1).
    return f'\x1bP0;1q"1;1;{width};{height}{colours}{bands}\x1b\\'


def shrink(pixels: Bytes, times: int) -> Bytes:
    """The pixels, (height, width, 4), in so many times fewer a side: the mean of each square."""
    height, width = (side // times for side in pixels.shape[:2])
    squares = pixels[: height * times, : width * times].reshape(height, times, width, times, 4)
    shrunk: Bytes = squares.mean(axis=(1, 3)).round().astype(np.uint8)
    return shrunk


def _colours_of(band: Bytes) -> Iterator[str]:
    """Each colour of at most six rows, and where it is."""
    bits = _BITS[: len(band)]
    for colour in np.unique(band):
        where = ((band == colour) * bits).sum(axis=0, dtype=np.uint8)
        yield f"#{colour}{_in_runs(where[: where.nonzero()[0][-1] + 1] + _NONE)}"


def _in_runs(codes: Bytes) -> str:
    starts = np.concatenate(([0], np.flatnonzero(codes[1:] != codes[:-1]) + 1))
    lengths = np.diff(starts, append=len(codes))
    return "".join(
        f"!{length}{chr(code)}" if length >= _LONG_RUN else chr(code) * length
        for code, length in zip(codes[starts].tolist(), lengths.tolist(), strict=True)
    )
