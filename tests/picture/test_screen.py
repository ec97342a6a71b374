from __future__ import annotations

import io
import struct
import subprocess
import sys
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from matplotlib.image import imread

from grad_magic.picture.figure import draw
from grad_magic.picture.scene import Scene
from grad_magic.picture.screen import paint, render_png
from tests.picture.scenes import MISSION, OTHER, assert_same, row_of_two, scene_of

if TYPE_CHECKING:
    from numpy.typing import NDArray


def pixels_of_the_figure(scene: Scene) -> NDArray[np.uint8]:
    figure = draw(scene)
    figure.set_dpi(192)
    canvas: Any = figure.canvas
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())


@pytest.mark.slow
@pytest.mark.parametrize(
    "request_text",
    [
        MISSION,
        OTHER,  # hatched where f is undefined
        "f=x*exp(-x^2-y^2)*sin(x*y)/(1+x^2) at=(1,2) dir=(1,1)",  # powers of ten, turned
        "f=x^3+y^3-3xy critical=all",
        "f=x^4-x^2 critical=all at=1/2",
        "f=floor(x)+y at=(1,0) dir=(1,1)",
        "H=1000-x^2/100-y^2/50 at=(30,20) dir=grad",
        "f=|x-1|+x at=1",
        "f=x/(x-y) at=(10^6,1) dir=(0,1)",
        "T(height,t)=7",
        "f=sin(x)^2*e^(-x_1^2-2/x_1)/sqrt(1+x^10) at=(1,2)",  # scripts, with and without braces
        "f=arctan(|x|)-cbrt(y)*tanh(x) at=(1,8)",
        f"{MISSION} plot=section",  # the name of an axis over the plot
        f"{MISSION} plot=all",  # two rows
        "f=100(y-x^2)^2+(1-x)^2 at=(-1,1) dir=(1,0) plot=contour,section,rates",  # notes of lines
        "f=sqrt(x^2+y^2) at=(0,0) dir=(1,1) plot=rates",  # mathematics in a note
        f"{MISSION} plot=surface",
        "x^2+y^2+z^2==9 at=(1,2,2)",
        "r(t)=(cos t, sin t, t) at=1",
    ],
)
def test_the_screen_shows_the_pixels_of_the_figure(request_text: str) -> None:
    scene = scene_of(request_text)
    assert_same(paint(scene), pixels_of_the_figure(scene))


@pytest.mark.slow
def test_a_row_is_painted_as_its_figure_is() -> None:
    scene = row_of_two()
    left, right = scene.panels
    for row in (scene, replace(scene, panels=(right, left))):
        assert_same(paint(row), pixels_of_the_figure(row))


def test_the_png_is_opaque_and_has_twice_the_size_it_is_shown_at() -> None:
    png = render_png(scene_of(MISSION))
    assert (png.width, png.height) == (540, 480)
    width, height, depth, colour_type = struct.unpack(">IIBB", png.data[16:26])
    assert (width, height) == (2 * png.width, 2 * png.height)
    assert (depth, colour_type) == (8, 3), "a palette without transparency"
    assert b"tRNS" not in png.data
    assert imread(io.BytesIO(png.data))[0, 0] == pytest.approx([1, 1, 1, 1])


def test_the_png_of_a_row_has_the_size_of_the_row() -> None:
    png = render_png(row_of_two())
    assert (png.width, png.height) == (850, 507)
    assert imread(io.BytesIO(png.data)).shape[:2] == (2 * png.height, 2 * png.width)


def test_several_pictures_stand_in_one_column() -> None:
    first, second = scene_of(MISSION), row_of_two()
    column = paint(first, second)
    above, below = paint(first), paint(second)
    assert column.shape == (len(above) + len(below), below.shape[1], 4)
    assert np.array_equal(column[: len(above), : above.shape[1]], above)
    assert np.array_equal(column[len(above) :], below)
    assert (column[: len(above), above.shape[1] :] == 255).all()


@pytest.mark.slow
def test_pictures_do_not_leak_into_one_another() -> None:
    one, two = scene_of(MISSION), row_of_two()
    left, right = two.panels
    turned = replace(two, panels=(right, left))
    before = [render_png(scene) for scene in (one, two, turned)]
    others = (scene_of(OTHER), scene_of("f=sin(x) at=1"), scene_of("f=x*y"))
    for scene in (*others, turned, replace(two, panels=(left, right, left)), two):
        render_png(scene)
    assert [render_png(scene) for scene in (one, two, turned)] == before


@pytest.mark.slow
def test_a_picture_that_fails_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = scene_of(MISSION)
    before = render_png(scene)

    def fail(*_: object) -> bytes:
        raise MemoryError

    for late in ("artists.dot_lines", "screen.encode_png"):
        with monkeypatch.context() as patched:
            patched.setattr(f"grad_magic.picture.{late}", fail)
            with pytest.raises(MemoryError):
                render_png(scene_of(OTHER))
        assert render_png(scene) == before


@pytest.mark.slow
def test_a_figure_that_is_changed_changes_no_picture() -> None:
    scene = scene_of(MISSION)
    before = render_png(scene)
    figure = draw(scene)
    assert draw(scene) is not figure
    figure.axes[0].set_xlim(0, 100)
    figure.axes[0].clear()
    assert render_png(scene) == before


def test_a_thread_can_render_first() -> None:
    scene = scene_of(MISSION)
    results: list[bytes] = []
    thread = threading.Thread(target=lambda: results.append(render_png(scene).data))
    thread.start()
    thread.join()
    assert results == [render_png(scene).data]


@pytest.mark.slow
def test_no_figure_and_no_axes_are_loaded_for_the_screen() -> None:
    script = (
        "import sys; from grad_magic.result import solve;"
        "from grad_magic.picture.screen import render_png;"
        f"render_png(solve({MISSION!r}).scene);"
        "heavy = {'matplotlib.figure', 'matplotlib.axes', 'matplotlib.pyplot'};"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)  # noqa: S603 - our own text
