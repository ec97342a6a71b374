"""Sixels, read back by a reader of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pytest

from grad_magic.picture.sixel import encode_sixels, shrink

if TYPE_CHECKING:
    from numpy.typing import NDArray


def decoded(sixels: str) -> NDArray[np.uint8]:
    """The pixels, (height, width, 3), as the VT340's manual has a terminal draw them."""
    head = re.match(r'\x1bP0;1q"1;1;(\d+);(\d+)', sixels)
    assert head is not None
    assert sixels.endswith("\x1b\\")
    width, height = map(int, head.groups())
    pixels = np.zeros((height, width, 3), np.uint8)
    is_drawn = np.zeros((height, width), bool)
    colours: dict[int, list[int]] = {}
    left = top = 0
    colour = -1
    body = sixels[head.end() : -2]
    for token in re.finditer(r"#(\d+)((?:;\d+)*)|!(\d+)(.)|([$-])|([?-~])", body):
        number, definition, length, repeated, move, single = token.groups()
        if number and definition:
            system, *levels = map(int, definition[1:].split(";"))
            assert system == 2
            colours[int(number)] = [round(level * 255 / 100) for level in levels]
        elif number:
            colour = int(number)
        elif move:
            left, top = 0, top + 6 * (move == "-")
        else:
            columns = slice(left, left + int(length or 1))
            for row in range(6):
                if ord(repeated or single) - 63 >> row & 1:
                    assert not is_drawn[top + row, columns].any()
                    pixels[top + row, columns] = colours[colour]
                    is_drawn[top + row, columns] = True
            left = columns.stop
    assert is_drawn.all()
    return pixels


@pytest.mark.parametrize("shape", [(6, 8), (7, 5), (1, 1), (13, 40)])
def test_sixels_are_the_pixels_to_a_per_cent(shape: tuple[int, int]) -> None:
    random = np.random.default_rng(5)
    colours = random.integers(0, 256, (200, 4), np.uint8)
    colours[:, 3] = 255
    pixels = colours[random.integers(0, 200, shape)]
    pixels[:, 2:7] = pixels[:, 2:3]
    assert np.abs(decoded(encode_sixels(pixels)).astype(int) - pixels[:, :, :3]).max() <= 2


def test_one_colour_is_one_run() -> None:
    white = np.full((6, 300, 4), 255, np.uint8)
    assert encode_sixels(white) == '\x1bP0;1q"1;1;300;6#0;2;100;100;100#0!300~\x1b\\'


def test_shrunk_pixels_are_means_of_squares() -> None:
    pixels = np.zeros((5, 4, 4), np.uint8)
    pixels[:2, :2] = [[[0], [100]], [[100], [200]]]
    shrunk = shrink(pixels, 2)
    assert shrunk.shape == (2, 2, 4)
    assert (shrunk[0, 0].tolist(), shrunk[1, 1].tolist()) == ([100] * 4, [0] * 4)
