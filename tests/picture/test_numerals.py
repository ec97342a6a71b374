from __future__ import annotations

from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
import pytest

from grad_magic.picture import lettering, numerals
from grad_magic.picture.artists import TextStyle
from grad_magic.picture.numerals import measure_number, outline_number
from tests.picture.test_lettering import NOTE, written

if TYPE_CHECKING:
    from numpy.typing import NDArray

needs_outlines = pytest.mark.skipif(
    mpl.__version_info__ < (3, 11), reason="letters stand on whole pixels"
)


def letters(text: str, style: TextStyle, monkeypatch: pytest.MonkeyPatch) -> NDArray[np.uint8]:
    """The number as Matplotlib writes it."""
    with monkeypatch.context() as patched:
        patched.setattr(numerals, "_look_as_letters", lambda: False)
        # What is kept was measured with outlines.
        lettering._start.cache_clear()
        pixels = written(text, style)
    lettering._start.cache_clear()
    return pixels


@needs_outlines
@pytest.mark.parametrize("text", ["0", "−0.25", "1.875", "−86", "999.76", "1000000", "3.14"])
@pytest.mark.parametrize("points", [8.5, 10.0])
@pytest.mark.parametrize("angle", [0.0, 1e-13, 0.3, 30.0, -73.3, 90.0, -90.0])
def test_a_number_looks_as_its_letters_do(
    text: str, points: float, angle: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    style = TextStyle("#000000", points, "center", "center_baseline", angle, "contour")
    off = abs(written(text, style).astype(int) - letters(text, style, monkeypatch))
    assert off.max() <= 32


@needs_outlines
@pytest.mark.parametrize("vertical", ["top", "center_baseline", "baseline"])
@pytest.mark.parametrize("horizontal", ["left", "center", "right"])
def test_it_stands_where_letters_would(
    horizontal: str, vertical: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    style = TextStyle("#000000", 10.0, horizontal, vertical)
    off = abs(written("−1.5", style).astype(int) - letters("−1.5", style, monkeypatch))
    assert off.max() <= 32


@needs_outlines
def test_the_width_is_that_of_the_digits() -> None:
    outline, one = outline_number("111", 10.0), measure_number("1", 10.0)
    assert outline is not None
    assert one is not None
    assert measure_number("111", 10.0) == 3 * one
    assert 2 * one < np.ptp(outline.get_extents().intervalx) < 3 * one


@pytest.mark.parametrize("text", ["", "P", "$1$", "2 m", "10⁶", "1e5", "٣", "-1"])
def test_other_words_are_no_numbers(text: str) -> None:
    assert outline_number(text, 10.0) is None
    assert measure_number(text, 10.0) is None


def test_where_letters_look_otherwise_they_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numerals, "_look_as_letters", lambda: False)
    assert outline_number("1.5", 10.0) is None
    assert (written("1.5", NOTE) < 255).any()


def test_other_letters_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    # As if Matplotlib did not fit its letters to pixels.
    monkeypatch.setattr(numerals, "_is_fitted", lambda angle: angle != 0)
    numerals._look_as_letters.cache_clear()
    assert outline_number("1.5", 10.0) is None
    monkeypatch.undo()
    numerals._look_as_letters.cache_clear()
