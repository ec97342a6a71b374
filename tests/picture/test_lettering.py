from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from grad_magic.picture.artists import TextStyle, word_styles
from grad_magic.picture.lettering import new_renderer, paper_pixel, stamp, write
from grad_magic.picture.palette import DARK, LIGHT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

LOOKS = word_styles(LIGHT)
NOTE, NAME_OF_AXIS, TITLE = LOOKS.note, LOOKS.name_of_axis, LOOKS.title
WIDTH, HEIGHT = 400, 120
MIDDLE = (200.0, 60.0)


def written(text: str, style: TextStyle, place: tuple[float, float] = MIDDLE) -> Pixels:
    renderer = new_renderer(WIDTH, HEIGHT)
    pixels = np.asarray(renderer.buffer_rgba())
    pixels[:] = 255
    write(renderer, place, text, style)
    return pixels


def stamped(text: str, style: TextStyle, place: tuple[float, float] = MIDDLE) -> Pixels:
    pixels = np.full((HEIGHT, WIDTH, 4), 255, np.uint8)
    stamp(pixels, place, text, style, LIGHT)
    return pixels


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("▼ minimum  ∇f(P) drawn at 1/5 of its length", NOTE),
        ("$f(x)$", NAME_OF_AXIS),
        (r"$\theta_{1}$", NAME_OF_AXIS),
        ("$x^2-y$", TITLE),
    ],
)
@pytest.mark.parametrize(
    "place", [MIDDLE, (127.68, 19.2), (200.5, 60.25), (2.0, 1.0), (399.3, 119.0), (40.0, -4.3)]
)
def test_a_stamp_is_what_is_written(
    text: str, style: TextStyle, place: tuple[float, float]
) -> None:
    pixels = written(text, style, place)
    assert np.array_equal(stamped(text, style, place), pixels)
    assert np.array_equal(stamped(text, style, place), pixels), "also when it is used again"


def test_a_stamp_does_not_hide_what_is_below_it() -> None:
    pixels = stamped("$x$", NAME_OF_AXIS)
    alone = pixels.copy()
    stamp(pixels, (210.0, 60.0), "$y$", NAME_OF_AXIS, LIGHT)
    assert np.array_equal(pixels[:, :150], alone[:, :150])
    assert (pixels <= alone).all()
    assert (pixels < alone).any()


def test_on_dark_paper_light_words_are_stamped_and_hide_nothing() -> None:
    dark = word_styles(DARK)
    pixels = np.full((HEIGHT, WIDTH), paper_pixel(DARK)).view(np.uint8).reshape(HEIGHT, WIDTH, 4)
    paper = pixels.copy()
    stamp(pixels, MIDDLE, "$x$", dark.name_of_axis, DARK)
    alone = pixels.copy()
    stamp(pixels, (210.0, 60.0), "$y$", dark.name_of_axis, DARK)
    assert (alone >= paper).all()
    assert (pixels >= alone).all()
    assert alone.max(axis=(0, 1))[0] > 200
    assert (pixels > alone).any()


def test_no_words_leave_the_paper_as_it_was() -> None:
    assert (written("", NOTE) == 255).all()
    assert (stamped("", NOTE) == 255).all()


@pytest.mark.parametrize(
    ("shown", "same"),
    [
        ("$f=$7.389", "$f = 7.389$"),
        (r"$T_{1} \approx$12346", r"$T_{1} \approx 12346$"),
        ("$x^2$", "$x^{2}$"),
        (r"$\alpha x$", r"$\alpha  x$"),
    ],
)
@pytest.mark.parametrize("angle", [0.0, 30.0])
def test_short_writing_looks_as_the_long_one(shown: str, same: str, angle: float) -> None:
    style = replace(TITLE, role="level", angle=angle)
    assert np.array_equal(written(shown, style), written(same, style))


def test_words_turn_around_their_place() -> None:
    style = TextStyle("#000000", 20.0, "center", "center_baseline", role="point")
    rows, columns = ink(written("sum", style))
    turned_rows, turned_columns = ink(written("sum", replace(style, angle=90.0)))
    # What was to the right is above, what was above is to the left; old Matplotlibs round more.
    assert abs(turned_rows + columns[::-1]).max() <= 3
    assert abs(turned_columns - rows).max() <= 3


def ink(pixels: Pixels) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """From where to where there are letters, down and to the right of the middle."""
    rows, columns = np.nonzero(pixels[:, :, 0] < 128)
    down, right = rows + 0.5 - (HEIGHT - MIDDLE[1]), columns + 0.5 - MIDDLE[0]
    return np.array([down.min(), down.max()]), np.array([right.min(), right.max()])
