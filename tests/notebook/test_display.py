"""How an answer is shown, by whoever asks."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING, Any

import pytest
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.formatters import format_display_data
from IPython.display import display, display_latex, display_png
from PIL import Image

from grad_magic.result import Answers, Result, solve
from tests.notebook.cells import published, run

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

MISSION = "f=x*exp(2*y) at=(1,0) dir=(1,-1)"
LONG = "f=x^2+y^2+z^2-x y z/(1+x^2) at=(1,2,3) dir=(1,1,1) order=2"
PNG = b"\x89PNG\r\n\x1a\n"


def forms(outputs: list[dict[str, Any]]) -> list[set[str]]:
    """The MIME types of each output."""
    return [set(output["data"]) for output in outputs]


ANSWER, PICTURE = {"text/latex", "text/plain"}, {"image/png", "text/plain"}


@pytest.mark.slow
def test_glue_and_format_get_the_forms_and_display_nothing(shell: InteractiveShell) -> None:
    result = solve(MISSION)
    data, metadata = format_display_data(result)
    assert set(data) == {"text/latex", "text/plain", "image/png"}
    assert data["text/latex"] == result.latex
    assert base64.b64decode(data["image/png"]).startswith(PNG)
    assert set(metadata) == {"image/png"}
    assert metadata["image/png"]["alt"] == result.scene.description
    assert published(shell) == []


def test_only_the_forms_that_are_wanted_are_made(shell: InteractiveShell) -> None:
    assert shell.display_formatter is not None
    result = solve(MISSION)
    data, metadata = shell.display_formatter.format(result, include={"text/latex"})
    assert (set(data), metadata) == ({"text/latex"}, {})
    data, metadata = shell.display_formatter.format(result, exclude={"image/png"})
    assert (set(data), metadata) == ({"text/latex", "text/plain"}, {})


def test_display_shows_the_answer_and_the_picture(shell: InteractiveShell) -> None:
    display(solve(MISSION))
    assert forms(published(shell)) == [ANSWER, PICTURE]


@pytest.mark.slow
def test_a_shown_answer_holds_nothing_that_can_be_made_anew(shell: InteractiveShell) -> None:
    written = solve(MISSION)
    before = written.text, written.latex, written._repr_png_()
    shown = run(shell, f"%grad {MISSION}")
    assert isinstance(shown, Result)
    drafts = {"steps", "_lines", "scene"}
    assert vars(written).keys() >= drafts
    assert vars(shown).keys().isdisjoint(drafts)
    assert (shown.text, shown.latex, shown._repr_png_()) == before
    assert shown.steps == written.steps


@pytest.mark.slow
def test_one_form_is_displayed_where_one_is_asked_for(shell: InteractiveShell) -> None:
    display_png(solve(MISSION))
    display_latex(solve(LONG))
    display(solve(MISSION), exclude=["image/png"])
    assert forms(published(shell)) == [{"image/png"}, {"text/latex"}, ANSWER]


def test_the_alternative_text_of_the_picture_is_its_sentence(shell: InteractiveShell) -> None:
    display(solve(MISSION))
    picture = published(shell)[1]
    assert picture["metadata"]["image/png"]["alt"] == picture["data"]["text/plain"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (f"%%grad {MISSION}", [ANSWER, PICTURE]),
        (f"%grad {MISSION}", [ANSWER, PICTURE]),
        ("%%grad f=xyz at=(1,1,1) plot=none", [ANSWER]),
        ("%%grad f=1/x at=[1,0]", [ANSWER, PICTURE, ANSWER]),
    ],
)
def test_capture_keeps_the_outputs_and_no_empty_one(
    shell: InteractiveShell, cell: str, expected: list[set[str]]
) -> None:
    run(shell, f"%%capture kept\n{cell}")
    assert forms([vars(output) for output in shell.user_ns["kept"].outputs]) == expected
    shell.user_ns["kept"].show()
    assert forms(published(shell)) == expected


@pytest.mark.slow
def test_answers_to_several_points_have_one_form_each(shell: InteractiveShell) -> None:
    several = solve("f=x^2+y^2 at=[(1,1),(0,1)] dir=-y")
    assert isinstance(several, Answers)
    data, _ = format_display_data(several)
    assert data["text/latex"].startswith(r"$\displaystyle \begin{aligned} & \begin{aligned}")
    assert data["text/latex"].count("$") == 2
    assert "\n" not in data["text/latex"]
    column = Image.open(io.BytesIO(base64.b64decode(data["image/png"]))).size
    pictures = [Image.open(io.BytesIO(one._repr_png_() or b"")).size for one in several]
    assert column == (max(width for width, _ in pictures), sum(height for _, height in pictures))
    assert published(shell) == []


def test_a_point_without_an_answer_has_its_forms_too(shell: InteractiveShell) -> None:
    del shell
    refused = solve("f=1/x at=[1,0]")[1]
    data, _ = format_display_data(refused)
    assert set(data) == {"text/latex", "text/plain"}
    assert refused._repr_latex_() == refused.latex
    assert refused._repr_png_() is None


def test_without_ipython_all_forms_are_there() -> None:
    result = solve(MISSION)
    assert isinstance(result, Result)
    data, metadata = result._repr_mimebundle_(include=None, exclude=None)
    assert set(data) == {"text/latex", "text/plain", "image/png"}
    assert set(metadata["image/png"]) == {"width", "height", "alt"}
    assert result._repr_latex_() == result.latex
    assert (result._repr_png_() or b"").startswith(PNG)


@pytest.mark.slow
def test_a_long_answer_is_several_outputs(shell: InteractiveShell) -> None:
    display(solve(LONG))
    *outputs, picture = published(shell)
    assert len(outputs) >= 4
    assert forms([picture]) == [PICTURE]
    assert set(map(frozenset, forms(outputs))) == {frozenset(ANSWER)}
    beginnings = [output["data"]["text/plain"].split(" = ")[0].strip() for output in outputs]
    assert {"f(x, y, z)", "u", "f_xx"} <= set(beginnings)
    data, _ = format_display_data(solve(LONG))
    assert data["text/latex"] == solve(LONG).latex


def test_a_terminal_has_the_text_alone_and_draws_nothing(terminal: InteractiveShell) -> None:
    assert terminal.display_formatter is not None
    result = solve(MISSION)
    assert terminal.display_formatter.format(result) == ({"text/plain": repr(result)}, {})
    assert "scene" not in vars(result)


@pytest.mark.slow
def test_a_page_that_moves_stands_in_one_output_with_its_picture(shell: InteractiveShell) -> None:
    shell.display_pub = CapturingDisplayPublisher()
    run(shell, f"%grad {MISSION} interactive=page")
    *answer, last = published(shell)
    assert forms(answer) == [ANSWER] * len(answer)
    assert set(last["data"]) == {"text/html", "image/png", "text/plain"}
    html = last["data"]["text/html"]
    assert "<iframe " in html
    assert 'sandbox="allow-scripts"' in html
    assert last["data"]["text/plain"] == solve(MISSION).scene.description


def test_where_there_is_no_page_the_answer_and_the_reason_are_shown(
    shell: InteractiveShell,
) -> None:
    shell.display_pub = CapturingDisplayPublisher()
    run(shell, "%grad f=w*x*y*z at=(1,1,1,1) interactive=page")
    texts = [output["data"]["text/plain"] for output in published(shell)]
    assert texts[-1] == "No page that moves: f has more than three variables."
    assert all("text/html" not in output["data"] for output in published(shell))


@pytest.mark.slow
def test_without_the_clause_nothing_is_html(shell: InteractiveShell) -> None:
    shell.display_pub = CapturingDisplayPublisher()
    run(shell, f"%grad {MISSION}")
    assert all("text/html" not in output["data"] for output in published(shell))


@pytest.mark.slow
def test_one_output_of_all_forms_has_the_page_with_the_answer(shell: InteractiveShell) -> None:
    data, _ = format_display_data(solve(f"{MISSION} interactive=page"))
    assert set(data) == {"text/html", "text/latex", "text/plain", "image/png"}
    assert "&lt;msqrt&gt;&lt;mn&gt;5" in data["text/html"]
    assert published(shell) == []
