"""The widgets of an answer, in the process."""

from __future__ import annotations

import asyncio
import builtins
import math
import re
import sys
import tracemalloc
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from IPython.core.displaypub import CapturingDisplayPublisher

from grad_magic.notebook import sliders as room

if TYPE_CHECKING:
    from collections.abc import Iterator

    from IPython.core.interactiveshell import InteractiveShell

pytest.importorskip("ipywidgets")

MISSION = "%%grad f=x*exp(2*y) at=(1,0) dir=(1,-1) steps=short"
VIEW = "application/vnd.jupyter.widget-view+json"


def open_widgets() -> int:
    from ipywidgets.widgets import widget

    return len(widget._instances)


@pytest.fixture(autouse=True)
def _closed(shell: InteractiveShell) -> Iterator[None]:
    yield
    room.close_all(shell)


def run(shell: InteractiveShell, source: str) -> list[dict[str, Any]]:
    """What a cell that must succeed publishes."""
    assert isinstance(shell.display_pub, CapturingDisplayPublisher)
    shell.display_pub.outputs.clear()
    shell.run_cell(source, store_history=True).raise_error()
    return shell.display_pub.outputs


def shown(shell: InteractiveShell, request: str = f"{MISSION} interactive=True") -> room.Sliders:
    """The sliders of a new cell."""
    run(shell, request)
    (sliders,) = room._LIVE[request]
    return sliders


def seen(widget: Any) -> str:
    """What is read in a widget of HTML, without spaces."""
    return re.sub(r"\s", "", unescape(re.sub("<[^>]*>", "", widget.value)))


@pytest.mark.slow
def test_they_stand_in_one_output_with_the_picture(shell: InteractiveShell) -> None:
    *_, last = run(shell, f"{MISSION} -i")
    assert set(last["data"]) == {VIEW, "image/png", "text/plain"}
    assert last["data"][VIEW]["version_major"] == 2


@pytest.mark.slow
def test_numbers_sentence_and_picture_follow(shell: InteractiveShell) -> None:
    sliders = shown(shell)
    before = sliders._image.value
    sliders._coordinates[0].value = 2.0
    # ∇f(2, 0) = (1, 4), and along (1, -1)/√2 it is -3/√2.
    assert "∇f(P)=(1,4)" in seen(sliders._numbers)
    assert "u=(1,−1)/2" in seen(sliders._numbers)
    # The sign of the root is drawn by the browser.
    assert seen(sliders._sentence) == "AtP=(2,0):Duf(P)=−1.52≈−2.121,ffallsalongu."
    assert sliders._image.value != before
    sliders._turns[0].value = 90
    assert seen(sliders._sentence) == "AtP=(2,0):Duf(P)=4,frisesalongu."


@pytest.mark.slow
def test_p_and_the_tip_can_be_typed(shell: InteractiveShell) -> None:
    sliders = shown(shell)
    sliders._point.value = "(3, 0)"
    assert sliders._coordinates[0].value == 3
    assert sliders._tip is not None
    sliders._tip.value = "(3, 5)"
    assert sliders._turns[0].value == 90
    sliders._point.value = "pi/3, 1/2"
    assert sliders._point.value == "(pi/3, 0.5)"
    sliders._tip.value = "(3, "
    assert sliders._said.value == "this ( is never closed"


@pytest.mark.slow
def test_what_a_frontend_tells_back_moves_nothing(shell: InteractiveShell) -> None:
    sliders = shown(shell, "%%grad f=x*y at=(1,1) dir=(3,4) steps=short interactive=True")
    sliders._point.value = "(pi/3, 1)"
    place = sliders.place
    for slider in (sliders._coordinates[0], sliders._turns[0]):
        slider.value = math.nextafter(slider.value, math.inf)
    assert sliders.place == place
    assert str(place.point[0]) == "pi/3"
    # tan⁻¹ (4/3) is no whole angle.
    assert place.direction == (3, 4)


@pytest.mark.slow
def test_beyond_its_end_a_slider_stands_at_it(shell: InteractiveShell) -> None:
    sliders = shown(shell)
    slider = sliders._coordinates[0]
    low = slider.min
    sliders._point.value = "(-100, 0)"
    assert (slider.min, slider.value) == (low, low)
    assert sliders.place.point[0] == -100
    slider.value = 1.0
    assert sliders.place.point[0] == 1


@pytest.mark.slow
def test_the_button_leads_back(shell: InteractiveShell) -> None:
    sliders = shown(shell)
    start, said = sliders.place, sliders._sentence.value
    sliders._coordinates[1].value = 1.0
    sliders.move_to(start)
    assert sliders._sentence.value == said


@pytest.mark.slow
def test_a_slider_between_two_steps_keeps_the_exact_point(shell: InteractiveShell) -> None:
    sliders = shown(shell, "%%grad f=sin(x)*y at=(pi/3,1) interactive=True")
    assert str(sliders.place.point[0]) == "pi/3"
    step = sliders._mover.contents.step
    number = sliders._coordinates[0].value / step
    assert number == pytest.approx(round(number), abs=1e-9)


@pytest.mark.slow
def test_where_it_rests_it_is_looked_at_again_exactly(shell: InteractiveShell) -> None:
    sliders = shown(shell)

    async def moved() -> tuple[str, str]:
        sliders._coordinates[0].value = 2.0
        passing = seen(sliders._numbers)
        await asyncio.sleep(2 * room._REST)
        return passing, seen(sliders._numbers)

    passing, resting = asyncio.run(moved())
    assert "≈(1,4)" in passing
    assert "=(1,4)" in resting


@pytest.mark.slow
def test_nothing_waits_when_they_are_closed(shell: InteractiveShell) -> None:
    sliders = shown(shell)

    async def closed() -> None:
        sliders._coordinates[0].value = 2.0
        timer = sliders._timer
        assert timer is not None
        sliders.close()
        assert timer.cancelled()

    asyncio.run(closed())


@pytest.mark.slow
def test_the_cell_that_runs_again_closes_its_former_widgets(shell: InteractiveShell) -> None:
    shown(shell)
    count = open_widgets()
    shown(shell)
    assert open_widgets() == count
    # Others stay.
    shown(shell, "%%grad f=x^2 at=1 interactive=True")
    assert len(room._LIVE) == 2


@pytest.mark.slow
def test_what_no_frontend_shows_any_more_is_closed(
    shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "_UNSEEN", 0.05)
    count = open_widgets()
    sliders = shown(shell)

    async def moved_and_cleared() -> tuple[int, int]:
        root: Any = sliders.root
        root._view_count = 1
        # A cell that is moved in the notebook is without a view for a moment.
        root._view_count = 0
        root._view_count = 1
        await asyncio.sleep(0.2)
        moved = open_widgets()
        root._view_count = 0
        await asyncio.sleep(0.2)
        return moved, open_widgets()

    moved, cleared = asyncio.run(moved_and_cleared())
    assert moved > count
    assert cleared == count
    assert not room._LIVE


@pytest.mark.slow
def test_unloading_closes_all(shell: InteractiveShell) -> None:
    count = open_widgets()
    shown(shell)
    assert open_widgets() > count
    shell.run_line_magic("unload_ext", "grad_magic")
    assert open_widgets() == count
    assert room.close_former not in shell.events.callbacks["pre_run_cell"]


@pytest.mark.slow
def test_many_steps_leave_no_memory(shell: InteractiveShell) -> None:
    sliders = shown(shell)
    count = open_widgets()

    def walk(steps: int) -> None:
        for step in range(steps):
            sliders._coordinates[0].value = 0.5 + 0.05 * (step % 10)
            sliders._turns[0].value = 6 * (step % 10)

    # What is kept of a fixed number of places (words, SymPy's caches) is there after some.
    walk(10)
    tracemalloc.start()
    walk(10)
    before, _ = tracemalloc.get_traced_memory()
    walk(30)
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert after - before < 600_000
    assert open_widgets() == count


@pytest.mark.slow
def test_without_ipywidgets_one_line_says_what_to_install(
    shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "ipywidgets":
            raise ImportError(name)
        return usual(name, *args, **kwargs)

    monkeypatch.delitem(sys.modules, "ipywidgets")
    monkeypatch.setattr(builtins, "__import__", without)
    *_, picture, line = run(shell, f"{MISSION} interactive=True")
    assert set(picture["data"]) == {"image/png", "text/plain"}
    assert line["data"]["text/plain"] == (
        "No sliders: they need ipywidgets (pip install 'grad-magic[interactive]')."
    )
