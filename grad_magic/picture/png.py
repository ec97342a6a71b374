"""Pixels into a PNG file with a palette: half the size of true colours, and sooner done."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

import numpy as np

from grad_magic.picture.colours import index_colours

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]

# Level 1: level 6 takes three times as long for a sixth less.
_COMPRESSION = 1
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_INDEXED = 3
# Read where paper is meant, as by LaTeX: a plot of 540 pixels of a page, twice as many in the
# file, is printed 4.5 inches wide, so that it stands on one page with its answer more often.
_PRINTED_PER_INCH = 240
_PER_METRE = 1


def encode_png(pixels: Bytes) -> bytes:
    """The opaque pixels, (height, width, 4), as a PNG file."""
    height, width = pixels.shape[:2]
    indices, palette = index_colours(pixels)
    # Each row begins with its filter: none.
    rows = np.zeros((height, width + 1), np.uint8)
    rows[:, 1:] = indices
    header = struct.pack(">IIBBBBB", width, height, 8, _INDEXED, 0, 0, 0)
    per_metre = round(_PRINTED_PER_INCH / 0.0254)
    return b"".join(
        (
            _SIGNATURE,
            _chunk(b"IHDR", header),
            _chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, _PER_METRE)),
            _chunk(b"PLTE", palette.tobytes()),
            _chunk(b"IDAT", zlib.compress(rows.data, _COMPRESSION)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    content = kind + data
    return struct.pack(">I", len(data)) + content + struct.pack(">I", zlib.crc32(content))
