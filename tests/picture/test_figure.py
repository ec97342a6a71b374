from __future__ import annotations

import io
import re
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.colors import rgb_to_hsv, to_hex, to_rgb
from PIL import Image

from grad_magic.picture.figure import FileFormat, draw, render
from grad_magic.picture.palette import HIGHEST_BAND, LIGHT, LOWEST_BAND, PALETTE, THEMES, Theme
from grad_magic.picture.screen import paint, render_png
from tests.picture.scenes import MISSION, assert_same, row_of_two, scene_of

if TYPE_CHECKING:
    from pathlib import Path

    from grad_magic.picture.shapes import Role


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels
    ]
    return float(np.dot([0.2126, 0.7152, 0.0722], linear))


def contrast(first: str, second: str) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def lightness(colour: str) -> float:
    """L* of CIE 1976, 0 to 100."""
    return 116 * float(np.cbrt(luminance(colour))) - 16


def test_the_plane_has_equal_aspect_and_the_window_of_the_scene() -> None:
    scene = scene_of(MISSION)
    ax = draw(scene).axes[0]
    assert ax.get_aspect() == 1
    assert ax.get_xlim() == (scene.panels[0].window.left, scene.panels[0].window.right)
    assert ax.get_ylim() == (scene.panels[0].window.bottom, scene.panels[0].window.top)


def test_each_object_is_drawn_once_in_the_colour_of_its_role() -> None:
    ax = draw(scene_of(MISSION)).axes[0]
    arrows = {patch.get_gid(): to_hex(patch.get_facecolor()) for patch in ax.patches}
    assert arrows == {
        "gradient": PALETTE["gradient"].colour,
        "direction": PALETTE["direction"].colour,
    }
    for role in ("tangent", "level", "contour"):
        lines = [line for line in ax.lines if line.get_gid() == role]
        assert [line.get_color() for line in lines] == [PALETTE[role].colour]


def test_words_have_the_colour_of_what_they_name() -> None:
    ax = draw(scene_of(MISSION)).axes[0]
    named = {str(text.get_gid()): text.get_color() for text in ax.texts if text.get_gid()}
    assert set(named) == {"gradient", "direction", "tangent", "level", "point", "contour"}
    assert named == {role: PALETTE[role].colour for role in PALETTE if role in named}


def test_the_gradient_arrow_ends_exactly_at_its_tip() -> None:
    ax = draw(scene_of(MISSION)).axes[0]
    arrow = next(patch for patch in ax.patches if patch.get_gid() == "gradient")
    corners = np.asarray(arrow.get_path().vertices, dtype=float)
    assert np.hypot(*(corners - [2, 2]).T).min() == pytest.approx(0, abs=1e-12)
    assert (corners @ [1, 2]).max() == pytest.approx(6)


def test_panels_stand_side_by_side_each_in_its_own_size() -> None:
    figure = draw(row_of_two())
    width, height = figure.get_size_inches()
    assert (width, height) == pytest.approx((850 / 96, 507 / 96))
    boxes = [ax.get_position(original=True) for ax in figure.axes]
    sizes = [(box.width * width, box.height * height) for box in boxes]
    assert np.array(sizes) == pytest.approx(np.array([(4.8, 4.0), (2.4, 3.0)]))
    assert [box.x0 * width for box in boxes] == pytest.approx([0.665, 5.625 + 0.665])
    assert [box.y0 * height for box in boxes] == pytest.approx([0.52, 0.52])


def test_all_panels_are_painted_and_the_title_once() -> None:
    scene = row_of_two()
    left, right = draw(scene).axes
    assert {patch.get_gid() for patch in left.patches} == {"gradient", "direction"}
    assert {line.get_gid() for line in right.lines} >= {"graph", "tangent"}
    assert not right.patches
    window = scene.panels[1].window
    assert right.get_xlim() == (window.left, window.right)
    words = [[text.get_text() for text in ax.texts] for ax in (left, right)]
    assert words[0].count(scene.title) == 1
    assert scene.title not in words[1]
    assert "smaller" in words[1]


def test_the_title_stands_over_the_middle_of_a_row_above_the_names_of_its_axes() -> None:
    scene = row_of_two()
    figure = draw(scene)
    figure.canvas.draw()
    title = next(text for text in figure.axes[0].texts if text.get_text() == scene.title)
    extent = title.get_window_extent()
    left, right = (ax.get_window_extent() for ax in figure.axes)
    assert (extent.x0 + extent.x1) / 2 == pytest.approx((left.x0 + right.x1) / 2, abs=1)
    assert extent.y0 > figure.axes[0].yaxis.label.get_window_extent().y1
    assert extent.y1 < figure.bbox.y1


@pytest.mark.slow
def test_settings_of_the_user_are_neither_changed_nor_obeyed() -> None:
    scene = scene_of(MISSION)
    before = dict(mpl.rcParams)
    expected = paint(scene)
    assert dict(mpl.rcParams) == before
    dark: Any = {
        "axes.facecolor": "black",
        "figure.facecolor": "black",
        "savefig.bbox": "tight",
        "text.color": "white",
        "axes.labelcolor": "white",
        "xtick.color": "white",
        "axes.edgecolor": "white",
        "axes.grid": True,
        "axes.spines.top": False,
        "font.size": 20,
        "font.family": "monospace",
        "lines.linewidth": 9,
        "xtick.direction": "in",
        "xtick.minor.visible": True,
        "xtick.top": True,
        "axes.labelpad": 40,
    }
    with mpl.rc_context(dark):
        figure = draw(scene)
        figure.set_dpi(192)
        canvas: Any = figure.canvas
        canvas.draw()
        pixels = np.asarray(canvas.buffer_rgba())
        again = paint(scene)
    assert np.array_equal(again, expected)
    assert_same(expected, pixels)


UNUSUAL: Any = {
    "axes.facecolor": "black",
    "figure.dpi": 30,
    "figure.facecolor": "black",
    "figure.frameon": False,
    "font.size": 20,
    "lines.antialiased": False,
    "lines.scale_dashes": False,
    "mathtext.default": "regular",
    "path.simplify": False,
    "path.sketch": (3, 100, 2),
    "pdf.fonttype": 42,
    "savefig.bbox": "tight",
    "savefig.dpi": 30,
    "savefig.edgecolor": "red",
    "savefig.facecolor": "black",
    "savefig.format": "jpg",
    "savefig.pad_inches": 3,
    "savefig.transparent": True,
    "svg.fonttype": "none",
    "text.parse_math": False,
    "xtick.alignment": "left",
}


@pytest.mark.slow
@pytest.mark.parametrize("file_format", ["png", "svg", "pdf"])
def test_a_file_is_the_same_whatever_the_user_has_set(file_format: FileFormat) -> None:
    scene = scene_of(MISSION)
    # The names of parts of an SVG are drawn by lot.
    expected = re.sub(rb'(?<=[#"])[mp]?[0-9a-f]{8,}', b"", render(scene, file_format))
    with mpl.rc_context(UNUSUAL):
        before = dict(mpl.rcParams)
        again = re.sub(rb'(?<=[#"])[mp]?[0-9a-f]{8,}', b"", render(scene, file_format))
        assert dict(mpl.rcParams) == before
    assert again == expected


@pytest.mark.slow
def test_a_file_has_at_least_twice_the_pixels_of_the_screen() -> None:
    scene = scene_of(MISSION)
    screen = Image.open(io.BytesIO(render_png(scene).data))
    saved = Image.open(io.BytesIO(render(scene, "png")))
    assert saved.size == (2 * screen.width, 2 * screen.height)
    assert {saved.getpixel(corner) for corner in ((0, 0), (saved.width - 1, saved.height - 1))} == {
        (255, 255, 255, 255)
    }


@pytest.mark.slow
def test_rendering_imports_no_pyplot() -> None:
    script = (
        "import sys; from grad_magic.picture.scene import compose_scene;"
        "from grad_magic.picture.figure import render;"
        "from grad_magic.picture.screen import render_png;"
        "from grad_magic.calculus.solver import solve;"
        "from grad_magic.reading.request import read_problem;"
        f"scene = compose_scene(solve(read_problem({MISSION!r})));"
        "render_png(scene); render(scene, 'svg'); render(scene, 'pdf');"
        "assert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)  # noqa: S603 - our own text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file_format", "beginning"),
    [("png", b"\x89PNG\r\n\x1a\n"), ("svg", b"<?xml"), ("pdf", b"%PDF-")],
)
def test_files_are_written_in_the_format_asked_for(
    file_format: FileFormat, beginning: bytes
) -> None:
    data = render(scene_of(MISSION), file_format)
    assert data.startswith(beginning)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("role", ["level", "gradient", "direction", "tangent", "point", "natural"])
def test_what_is_drawn_stands_out_from_every_band(role: Role, theme: Theme) -> None:
    colour = theme.styles[role].colour
    for band in (theme.lowest_band, theme.highest_band):
        assert contrast(colour, to_hex(band)) > (4.5 if theme.is_dark else 2.3)
    assert contrast(colour, theme.paper) > 4.5


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_words_around_a_plot_can_be_read(theme: Theme) -> None:
    assert contrast(theme.ink, theme.paper) > 12
    assert contrast(theme.faint_ink, theme.paper) > 4.5
    assert contrast(theme.styles["contour"].colour, to_hex(theme.lowest_band)) > 4.5
    assert contrast(theme.styles["contour"].colour, to_hex(theme.highest_band)) > 3


def test_an_object_has_the_same_hue_on_any_paper() -> None:
    def hue_and_saturation(colour: str) -> tuple[float, float]:
        hue, saturation, _ = rgb_to_hsv(to_rgb(colour)).tolist()
        return hue, saturation

    for role, style in THEMES["dark"].styles.items():
        light = LIGHT.styles[role]
        assert replace(style, colour=light.colour) == light
        hue, saturation = hue_and_saturation(light.colour)
        if saturation > 0.5:
            assert hue_and_saturation(style.colour)[0] == pytest.approx(hue, abs=0.06), role


def test_the_dark_bands_lighten_evenly_so_that_they_read_in_grey() -> None:
    dark = THEMES["dark"]
    low, high = np.array(dark.lowest_band), np.array(dark.highest_band)
    greys = [lightness(to_hex(low + share * (high - low))) for share in np.linspace(0, 1, 11)]
    assert (np.diff(greys) > 1.5).all()


@pytest.mark.slow
@pytest.mark.parametrize("request_text", [MISSION, "f=x^3-3x at=2", "f=x^2+y^2 at=(1,1) plot=all"])
def test_on_dark_paper_the_same_is_drawn(request_text: str) -> None:
    light, dark = scene_of(request_text), scene_of(f"{request_text} theme=dark")
    assert (light.theme, dark.theme) == ("light", "dark")
    for one, other in zip(light.panels, dark.panels, strict=True):
        assert one.window == other.window
        assert one.labels == other.labels
        assert one.arrows == other.arrows
    figure = draw(dark)
    assert to_hex(figure.get_facecolor()) == THEMES["dark"].paper
    assert {to_hex(ax.get_facecolor()) for ax in figure.axes} == {THEMES["dark"].paper}


@pytest.mark.slow
@pytest.mark.parametrize("request_text", [MISSION, "f=x^2+y^2 at=(1,1) plot=surface"])
def test_on_dark_paper_no_large_part_is_light(request_text: str) -> None:
    pixels = paint(scene_of(f"{request_text} theme=dark"))
    assert (pixels[..., 3] == 255).all()
    assert np.mean(pixels[..., :3].min(axis=2) > 128) < 0.05
    assert np.mean(paint(scene_of(request_text))[..., :3].min(axis=2) > 128) > 0.8


def test_the_bands_darken_evenly_so_that_they_read_in_grey() -> None:
    low, high = np.array(LOWEST_BAND), np.array(HIGHEST_BAND)
    greys = [luminance(to_hex(low + share * (high - low))) for share in np.linspace(0, 1, 11)]
    assert (np.diff(greys) < -0.03).all()


@pytest.mark.slow
def test_no_title_is_too_wide_for_the_picture() -> None:
    scene = scene_of("f=(x^2+y-11)^2+(x+y^2-7)^2+sin(x)*cos(y)*exp(x)*tan(y)+x^5*(y-x)^3 at=(1,1)")
    figure = draw(scene)
    title = figure.axes[0].texts[-2 if scene.panels[0].note else -1]
    assert title.get_text() == "$f(x, y)$"


def test_a_long_formula_that_still_fits_is_shown() -> None:
    figure = draw(scene_of("f=(x^2+y-11)^2+(x+y^2-7)^2 at=(1,1)"))
    title = next(text for text in figure.axes[0].texts if text.get_text().startswith("$f(x, y) ="))
    extent = title.get_window_extent(figure.canvas.get_renderer())  # type: ignore[attr-defined]
    assert extent.x0 > 0
    assert extent.x1 < figure.bbox.x1
    assert extent.y1 < figure.bbox.y1


def test_nothing_is_written_to_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    render_png(scene_of(MISSION))
    assert list(tmp_path.iterdir()) == []
