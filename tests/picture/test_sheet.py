from __future__ import annotations

from itertools import combinations

import pytest

from grad_magic.calculus.solver import solve
from grad_magic.picture.scene import Scene, compose_scene
from grad_magic.picture.sheet import CSS_PIXELS_PER_INCH, Sheet, sheet_of
from grad_magic.reading.request import read_problem

PLOTS = ["contour", "section", "contour,section", "contour,section,rates", "all"]


def scene_of(plot: str) -> Scene:
    request = f"f=x*exp(2*y) at=(1,0) dir=(1,-1) plot={plot}"
    scene = compose_scene(solve(read_problem(request)))
    assert scene is not None
    return scene


def boxes(sheet: Sheet) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right and top of each plot."""
    pairs = zip(sheet.corners, sheet.sizes, strict=True)
    return [(x, y, x + width, y + height) for (x, y), (width, height) in pairs]


@pytest.mark.parametrize("plot", PLOTS)
def test_plots_stand_on_the_sheet_with_gaps_between_them(plot: str) -> None:
    sheet = sheet_of(scene_of(plot).panels)
    for left, bottom, right, top in boxes(sheet):
        assert left >= 0.5
        assert bottom >= 0.5
        assert right <= sheet.width
        assert top <= sheet.height - 0.4
    for one, other in combinations(boxes(sheet), 2):
        beside = one[2] + 0.5 < other[0] or other[2] + 0.5 < one[0]
        above = one[3] + 0.5 < other[1] or other[3] + 0.5 < one[1]
        assert beside or above


@pytest.mark.parametrize("plot", PLOTS)
def test_a_picture_fits_a_column_of_a_thousand_pixels(plot: str) -> None:
    assert sheet_of(scene_of(plot).panels).width * CSS_PIXELS_PER_INCH <= 1001


def test_four_panels_stand_in_two_rows_the_first_ones_above() -> None:
    sheet = sheet_of(scene_of("contour,section,rates,field").panels)
    (_, top), (_, beside), (_, under), (_, last) = sheet.corners
    assert top == beside > under == last


@pytest.mark.slow
def test_a_long_name_of_an_axis_or_a_second_panel_gives_the_title_its_own_line() -> None:
    titles = {plot: sheet_of(scene_of(plot).panels).has_title_line for plot in PLOTS}
    assert titles == dict.fromkeys(PLOTS, True) | {"contour": False}


def test_a_note_that_is_too_long_for_its_plot_has_several_lines() -> None:
    request = "f=100(y-x^2)^2+(1-x)^2 at=(-1,1) dir=(1,0) plot=contour,section,rates"
    scene = compose_scene(solve(read_problem(request)))
    assert scene is not None
    notes = [panel.note.split("\n") for panel in scene.panels]
    assert " ".join(notes[0]) == "arrows drawn at 1/5 of their length; ▼ minimum"
    assert len(notes[0]) > 1
    assert all(len(line) <= 45 for note in notes for line in note)
    sheet = sheet_of(scene.panels)
    assert sheet.note_lines == len(notes[0])
    assert sheet.corners[0][1] > Sheet(sheet.sizes, 3).corners[0][1]


def test_the_sign_of_a_mark_is_not_cut_off_from_its_word() -> None:
    request = "f=x^3+y^3-3xy critical=all at=(2,1) dir=(1,1) plot=contour,section,rates"
    scene = compose_scene(solve(read_problem(request)))
    assert scene is not None
    assert scene.panels[0].note.split("\n") == [
        "∇f(P) drawn at 1/5 of its length;",
        "▼ minimum  × saddle",
    ]
