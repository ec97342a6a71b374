"""Pixels in 256 colours, for formats with a palette.

A picture has some thousands of colours, most of them on the edges of words and lines. The commonest
keep their own; each other one becomes the nearest in the palette, so chosen that none is far off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]
    Colours = NDArray[np.uint32]
    Indices = NDArray[np.intp]
    Numbers = NDArray[np.float32]

_PALETTE = 256
# So many places of the palette are for the commonest colours. In 130 pictures no pixel is then off
# by more than 31 of 255, and by more than 8 at most seven in ten thousand; were all places theirs,
# it would be 62, and seventy in ten thousand.
_COMMONEST = 160
# The other places are for cubes of so many levels a side, by what their colours would be off.
_CUBE = 16


def index_colours(pixels: Bytes) -> tuple[Bytes, Bytes]:
    """For each pixel its place in the palette, (height, width), and the palette, (k, 3).

    Args:
        pixels: opaque ones, (height, width, 4).
    """
    indices, palette = _indexed(np.ascontiguousarray(pixels).view("<u4").ravel())
    return indices.reshape(pixels.shape[:2]), palette.astype(np.uint8)


def _indexed(pixels: Colours) -> tuple[Bytes, Numbers]:
    # Most pixels are as their left neighbours: runs are looked at in place of pixels.
    starts = np.concatenate(([0], np.flatnonzero(pixels[1:] != pixels[:-1]) + 1))
    lengths = np.diff(starts, append=len(pixels))
    colours, which = _distinct(pixels[starts])
    counts = np.bincount(which, weights=lengths)
    palette, nearest = _choose(_rgb(colours), counts.astype(np.float32))
    return np.repeat(nearest.astype(np.uint8)[which], lengths), palette


def _distinct(runs: Colours) -> tuple[Colours, Indices]:
    """The different colours, and which of them each run has.

    As `np.unique` with the inverse, in a quarter of the time: NumPy sorts by 16 bits at once.
    """
    order = np.lexsort(runs.view("<u2").reshape(-1, 2).T)
    ascending = runs[order]
    is_new = np.concatenate(([True], ascending[1:] != ascending[:-1]))
    which = np.empty(len(runs), np.intp)
    which[order] = np.cumsum(is_new) - 1
    return ascending[is_new], which


def _rgb(colours: Colours) -> Numbers:
    """Red, green and blue of colours, (n, 3)."""
    return np.stack([colours >> shift & 255 for shift in (0, 8, 16)], axis=1).astype(np.float32)


def _choose(rgb: Numbers, counts: Numbers) -> tuple[Numbers, Indices]:
    """The palette for these colours, and the nearest in it to each."""
    if len(rgb) <= _PALETTE:
        return rgb, np.arange(len(rgb))
    commonest = np.argpartition(-counts, _COMMONEST)[:_COMMONEST]
    first, first_off = _nearest(rgb, rgb[commonest])
    neglect = first_off * counts
    neglect[commonest] = 0
    others = _most_neglected(rgb, neglect)
    second, second_off = _nearest(rgb, rgb[others])
    palette = rgb[np.concatenate([commonest, others])]
    return palette, np.where(second_off < first_off, second + _COMMONEST, first)


def _most_neglected(rgb: Numbers, neglect: Numbers) -> Indices:
    """The colours for the other places: of each cube the worst off, then whatever is worst off."""
    cubes = (rgb // _CUBE).astype(np.intp) @ (1, _CUBE, _CUBE**2)
    ascending = np.argsort(neglect)
    worst = np.zeros(_CUBE**3, np.intp)
    # Of those in one cube the last is written last.
    worst[cubes[ascending]] = ascending
    of_cubes = np.bincount(cubes, weights=neglect, minlength=_CUBE**3)
    neglected = np.flatnonzero(of_cubes)
    urgency = neglect.copy()
    urgency[worst[neglected]] = neglect.sum() + of_cubes[neglected]
    others: Indices = np.argsort(-urgency)[: _PALETTE - _COMMONEST]
    return others


def _nearest(rgb: Numbers, palette: Numbers) -> tuple[Indices, Numbers]:
    """Which colour of the palette is nearest to each, and the square of its distance."""
    # -2 times the scalar products; as a product of matrices they would wake the threads of BLAS.
    squares = np.einsum("ji,jk->ik", np.ascontiguousarray(rgb.T), -2 * palette.T.copy())
    # The squared distance without |colour|², which is the same for the whole palette.
    squares += (palette**2).sum(axis=1)
    nearest = squares.argmin(axis=1)
    return nearest, squares[np.arange(len(rgb)), nearest] + (rgb**2).sum(axis=1)
