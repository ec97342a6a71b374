"""Pillow, which shares nothing with the encoder, reads what it has written."""

from __future__ import annotations

import io

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from grad_magic.picture.png import encode_png
from grad_magic.picture.screen import paint
from grad_magic.result import solve

Pixels = NDArray[np.uint8]


def opaque(rgb: Pixels) -> Pixels:
    return np.dstack([rgb, np.full(rgb.shape[:2], 255, np.uint8)])


def decoded(data: bytes) -> Pixels:
    Image.open(io.BytesIO(data)).verify()
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


def distances(shown: Pixels, true: Pixels) -> NDArray[np.int_]:
    """The largest difference of a pixel's red, green and blue."""
    return np.asarray(abs(shown.astype(int) - true).max(axis=2))


def test_a_picture_of_few_colours_is_kept_exactly() -> None:
    corners = np.array([[[255, 255, 255], [200, 65, 11]], [[0, 125, 89], [0, 0, 0]]], np.uint8)
    for pixels in (corners, np.kron(corners, np.ones((50, 70, 1), np.uint8)), corners[:1, :1]):
        assert np.array_equal(decoded(encode_png(opaque(pixels))), pixels)


def test_a_plot_is_printed_four_and_a_half_inches_wide() -> None:
    png = solve("f=x^2 y at=(1,2)")._repr_png_()
    assert png is not None
    picture = Image.open(io.BytesIO(png))
    assert picture.width / picture.info["dpi"][0] == pytest.approx(4.5, abs=0.001)


def test_256_colours_are_kept_and_of_257_all_but_one() -> None:
    grey = np.repeat(np.arange(256, dtype=np.uint8), 3).reshape(16, 16, 3)
    assert np.array_equal(decoded(encode_png(opaque(grey))), grey)
    one_more = np.concatenate([grey, grey])
    one_more[0, 0] = (0, 0, 1)
    off = distances(decoded(encode_png(opaque(one_more))), one_more)
    assert off.max() <= 2
    assert np.count_nonzero(off) <= 2, "each grey has two pixels"


def test_colours_that_are_rare_and_unlike_all_others_are_not_far_off() -> None:
    # A smooth area of many colours, and one pixel of each corner of the cube.
    x, y = np.meshgrid(np.arange(120), np.arange(100))
    smooth = np.stack([100 + x // 2, 120 + y // 2, 150 + (x + y) // 8], axis=2).astype(np.uint8)
    corners = np.array(list(np.ndindex(2, 2, 2)), np.uint8) * 255
    smooth[0, : len(corners)] = corners
    off = distances(decoded(encode_png(opaque(smooth))), smooth)
    assert off[0, : len(corners)].max() == 0
    assert off.max() <= 24


@pytest.mark.slow
def test_a_picture_looks_the_same() -> None:
    scene = solve("f=x*exp(-x^2-y^2)*sin(x*y)/(1+x^2) at=(1,2) dir=(1,1)").scene
    pixels = paint(scene)
    data = encode_png(pixels)
    off = distances(decoded(data), pixels[:, :, :3])
    assert off.max() <= 40
    assert np.mean(off > 8) < 1e-3
    assert np.mean(off) < 0.2
    true_colours = io.BytesIO()
    Image.fromarray(pixels[:, :, :3]).save(true_colours, "png")
    assert len(data) < 0.7 * len(true_colours.getvalue())
