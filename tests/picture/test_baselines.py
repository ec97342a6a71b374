"""Whole pictures as they looked when somebody last looked at them.

Where one differs, what was expected, what was drawn and the difference of both are saved, and the
failure names their folder. `python -m tests.picture.test_baselines` draws all anew, to be looked at
before they are committed.
"""

from __future__ import annotations

import io
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from grad_magic.picture.screen import render_png
from grad_magic.result import solve

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

FOLDER = Path(__file__).parent / "baselines"
PICTURED = MappingProxyType(
    {
        "contour": "f=x*exp(2*y) at=(1,0) dir=(1,-1)",
        "panels": "f=x^2-x*y+y^2 at=(1,2) dir=(3,4) plot=section,rates",
        "surface": "f=x^2-y^2 at=(1,1/2) dir=(1,0) plot=surface",
        "field": "f=x^3+y^3-3*x*y at=(1,2) plot=field theme=dark",
        "space": "f=x^2+y^2+z^2/2 at=(1,1,1) dir=(1,0,0)",
    }
)
# Squares of so many pixels are compared: versions of Matplotlib differ at the edges of letters.
_SQUARE = 24
# A square may be off by this part of white, and the mean of all by that.
_MOST_OFF, _MEAN_OFF = 0.17, 0.002


def encoded(request: str) -> bytes:
    scene = solve(request).scene
    assert scene is not None
    return render_png(scene).data


def drawn(request: str) -> Pixels:
    return read(encoded(request))


def read(data: bytes) -> Pixels:
    with Image.open(io.BytesIO(data)) as picture:
        return np.asarray(picture.convert("RGB"))


def squares(pixels: Pixels) -> NDArray[np.float64]:
    """The mean colours of the squares, from 0 to 1."""
    height, width = (side // _SQUARE * _SQUARE for side in pixels.shape[:2])
    parts = pixels[:height, :width].reshape(height // _SQUARE, _SQUARE, width // _SQUARE, -1, 3)
    return np.asarray(parts.mean(axis=(1, 3)) / 255)


def are_alike(expected: Pixels, result: Pixels) -> bool:
    if expected.shape != result.shape:
        return False
    off = abs(squares(expected) - squares(result))
    return bool(off.max() <= _MOST_OFF and off.mean() <= _MEAN_OFF)


def save_difference(folder: Path, name: str, expected: Pixels, result: Pixels) -> None:
    height, width = np.minimum(expected.shape[:2], result.shape[:2])
    both = (pixels[:height, :width].astype(int) for pixels in (expected, result))
    difference = 255 - abs(next(both) - next(both)).astype(np.uint8)
    pictures = {"expected": expected, "result": result, "difference": difference}
    for kind, pixels in pictures.items():
        Image.fromarray(pixels).save(folder / f"{name}-{kind}.png")


@pytest.mark.slow
@pytest.mark.parametrize("name", PICTURED)
def test_a_picture_is_as_it_was_looked_at(name: str, tmp_path: Path) -> None:
    expected, result = read((FOLDER / f"{name}.png").read_bytes()), drawn(PICTURED[name])
    if not are_alike(expected, result):
        save_difference(tmp_path, name, expected, result)
        pytest.fail(f"{name} is not as it was: see {tmp_path}")


@pytest.mark.slow
def test_what_has_moved_is_not_alike(tmp_path: Path) -> None:
    # The direction is turned by 13 degrees, and nothing else has changed.
    one = drawn("f=x^2+y^2 at=(1,1) dir=(1,0)")
    other = drawn("f=x^2+y^2 at=(1,1) dir=(9,2)")
    assert are_alike(one, one)
    assert not are_alike(one, other)
    save_difference(tmp_path, "turned", one, other)
    assert {path.name for path in tmp_path.iterdir()} == {
        "turned-expected.png",
        "turned-result.png",
        "turned-difference.png",
    }


if __name__ == "__main__":
    for name, request in PICTURED.items():
        (FOLDER / f"{name}.png").write_bytes(encoded(request))
