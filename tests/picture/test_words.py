from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from grad_magic import picture
from grad_magic import solve as public_solve
from grad_magic.calculus.solver import solve
from grad_magic.picture.scene import compose_scene
from grad_magic.picture.screen import render_png
from grad_magic.picture.shapes import Kind
from grad_magic.picture.words.descriptions import describe_panels
from grad_magic.picture.words.notes import _SIGNS, join_notes
from grad_magic.picture.words.sentences import _KINDS
from grad_magic.reading.request import read_problem
from grad_magic.result import Result
from grad_magic.wording.english import ENGLISH
from grad_magic.wording.language import Language
from grad_magic.wording.languages import LANGUAGES
from tests.picture.scenes import panel_of

_ROOM = Path(picture.__file__).parent


@cache
def _named_rows() -> frozenset[str]:
    """The rows of the wording tables that the room's code names."""
    code = "".join(path.read_text(encoding="utf-8") for path in _ROOM.glob("**/*.py"))
    return frozenset(re.findall(r"[\"'](picture_[a-z_]+)[\"']", code))


def _backwards(sentences: dict[str, str]) -> Language:
    """A language whose words are English ones spelt backwards; gaps stay as they are."""

    def turn(text: str) -> str:
        parts = re.split(r"(\{\w+\})", text)
        return "".join(part if part.startswith("{") else part[::-1] for part in parts)

    return Language("xx", {key: turn(text) for key, text in sentences.items()}, ENGLISH.split)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rows_for_pictures_are_those_that_pictures_use(language: str) -> None:
    keys = (key.removesuffix("_in_one_variable") for key in LANGUAGES[language].sentences)
    rows = {key for key in keys if key.startswith("picture_")}
    assert rows == _named_rows()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_the_gaps_that_english_has(language: str) -> None:
    def gaps(text: str) -> set[str | None]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    for key, text in ENGLISH.sentences.items():
        if key.startswith("picture_"):
            assert gaps(LANGUAGES[language].sentences[key]) == gaps(text)


def test_every_kind_of_critical_point_has_a_sign_and_a_name() -> None:
    assert set(_SIGNS) == set(_KINDS) == set(get_args(Kind))


@pytest.mark.parametrize(
    ("request_text", "description"),
    [
        (
            "f=x^2-y^2 at=(0,0) dir=(1,0)",
            (
                "Contour plot of f(x, y) = x**2 - y**2 around P = (0, 0): P is a critical point "
                "(saddle), the gradient there is 0; the direction u = (1, 0) starts at P."
            ),
        ),
        (
            "f=sqrt(x^2+y^2) at=(0,0)",
            (
                "Contour plot of f(x, y) = sqrt(x**2 + y**2) around P = (0, 0): no gradient is "
                "drawn, as f is not differentiable at P."
            ),
        ),
        (
            "f=x^3-3x critical=all",
            "Graph of f(x) = x**3 - 3*x with its critical points: x = -1 maximum, x = 1 minimum.",
        ),
        (
            "f=x^2 critical=all at=1",
            (
                "Graph of f(x) = x**2 around x = 1: the tangent line there has slope 2; marked are "
                "critical points: x = 0 minimum."
            ),
        ),
        ("f=x*y", "Contour plot of f(x, y) = x*y."),
    ],
)
def test_the_description_is_one_english_sentence(request_text: str, description: str) -> None:
    scene = compose_scene(solve(read_problem(request_text)))
    assert scene is not None
    assert scene.description == description


def test_all_words_of_a_picture_come_from_its_language() -> None:
    language = _backwards(dict(ENGLISH.sentences))
    scene = compose_scene(solve(read_problem("f=x^3-3x+100y^2 critical=all at=(2,1)")), language)
    assert scene is not None
    (panel,) = scene.panels
    assert "tnegnat" in {label.text for label in panel.labels}
    assert "▼ muminim" in panel.note
    assert " fo 1/" not in panel.note
    assert scene.description.startswith(" fo tolp ruotnoCf(x, y) = x**3 - 3*x + 100*y**2 dnuora")


def test_empty_notes_leave_no_trace() -> None:
    assert join_notes(ENGLISH, "", "first", "", "second") == "first; second"
    assert join_notes(ENGLISH, "", "") == ""


def test_several_panels_are_told_one_after_the_other() -> None:
    scene = compose_scene(solve(read_problem("f=x*y")))
    assert scene is not None
    (panel,) = scene.panels
    other = replace(panel, description="And again.")
    told = "Contour plot of f(x, y) = x*y. And again."
    assert describe_panels((panel, other), ENGLISH) == told


@pytest.mark.parametrize(
    ("request_text", "said"),
    [
        ("f=4x^2*y at=(1,1)", "whose tangent line is 2x + y = 3"),
        ("f=x*y at=(sqrt(2),1)", "whose tangent line is x + √2·y = 2√2"),
        ("f=x^3-12x*y+8y^3 critical=all", "(2, 1) minimum"),
    ],
)
def test_a_description_has_no_asterisks(request_text: str, said: str) -> None:
    scene = compose_scene(solve(read_problem(request_text)))
    assert scene is not None
    assert said in scene.description
    assert "*" not in scene.description.partition("around")[2]


@pytest.mark.parametrize(
    ("request_text", "title"),
    [
        (
            "f={x^2*y, x>0; 0, otherwise} at=(1,1)",
            r"$f(x, y) = \{ x^{2} y \; \mathrm{for}\; x > 0 ,\;\; 0 \; \mathrm{otherwise} \}$",
        ),
        (
            "f={x*y/sqrt(x^2+y^2), (x,y)!=(0,0); 0, otherwise} at=(1,1)",
            r"$f(x, y) = x y/\sqrt{x^{2} + y^{2}},\;\; f(0, 0) = 0$",
        ),
        ("f(x)={x^2, x!=1; 3, x=1} at=0", r"$f(x) = x^{2},\;\; f(1) = 3$"),
        (
            "f(x,y)={x*y, y!=0; 1, y=0} at=(1,1)",
            r"$f(x, y) = \{ x y \; \mathrm{for}\; y \neq 0 ,\;\; 1 \; \mathrm{for}\; y = 0 \}$",
        ),
        ("f=(x-y)/sqrt(x)+x/y at=(1,1)", r"$f(x, y) = (x - y)/\sqrt{x} + \frac{x}{y}$"),
        ("f(x,y)=x^2*y at=(1,1)", "$f(x, y) = x^{2} y$"),
        ("f=(x+1)sin 2y cos x at=(1,1)", r"$f(x, y) = (x + 1) \, \sin 2 y \, \cos x$"),
    ],
)
def test_cases_stand_in_one_line_in_the_title(request_text: str, title: str) -> None:
    scene = public_solve(request_text).scene
    assert scene is not None
    assert scene.title == title
    assert render_png(scene).data


@pytest.mark.parametrize(
    ("request_text", "said"),
    [
        ("f=x^2+y^2 at=(2,2)", "whose tangent line is x + y = 4"),
        ("f=x^2+2*y^2 at=(sqrt(2),1)", "whose tangent line is √2·x + 2y = 4"),
        ("f=exp(x*y) at=(1,1)", "whose tangent line is x + y = 2"),
        ("f=sin(x)*y at=(pi/4,1)", "whose tangent line is x + y = 1 + π/4"),
        ("f=x^2+y^2+z^2 at=(1,2,2)", "where the tangent plane is x + 2y + 2z = 9"),
        ("f=exp(x*y) at=(1,1) plot=surface", "the tangent plane is z = e·x + e·y - e"),
        ("f=x^3-3x*y+y^3 at=(1,2)", "marked are critical points: (1, 1) minimum"),
    ],
)
def test_equations_are_described_as_the_answer_writes_them(request_text: str, said: str) -> None:
    scene = public_solve(request_text).scene
    assert scene is not None
    assert said in scene.description


def test_a_field_says_that_its_shortest_arrows_are_left_out() -> None:
    notes = [
        public_solve(f"{request} plot=field").scene.panels[0].note.replace("\n", " ")
        for request in ("f=x^2+y^2 at=(1,1)", "f=x+2y at=(1,1)")
    ]
    assert "the shortest arrows are left out" in notes[0]
    assert "left out" not in notes[1]


@pytest.mark.slow
@pytest.mark.parametrize(
    "condition", ["y>=0", "y<=0", "y!=0", "(y>=0) and (x>1)", "(y>=0) or (x>1)"]
)
def test_matplotlib_knows_the_signs_of_a_title_with_cases(condition: str) -> None:
    answer = public_solve(f"f=piecewise((x,{condition}),(x+y^2,otherwise)) at=(2,1)")
    assert isinstance(answer, Result)
    assert answer.figure is not None
    answer.figure.draw_without_rendering()


def test_a_function_with_a_greek_name_has_its_letter_at_the_axis() -> None:
    scene = compose_scene(solve(read_problem("phi_1(t)=t^2 at=1")))
    assert scene is not None
    assert scene.panels[0].vertical.name == r"$\phi_{1}(t)$"


@pytest.mark.parametrize(
    ("request_text", "said"),
    [
        # By hand: x ← 0.8x and y ← 0.4y.
        (
            "f=x^2+3y^2 at=(2,1) path=descent step_size=0.1 iterations=2 plot=contour",
            "a path of 2 steps leads to (1.28, 0.16)",
        ),
        (
            "f=x^2+3y^2 at=(2,1) path=descent step_size=0.1 iterations=2 plot=surface",
            "a path of 2 steps leads to (1.28, 0.16)",
        ),
        (
            "f=x^2+y^2+z^2 at=(1,1,1) path=descent step_size=0.1 iterations=1 plot=surface",
            "one step leads to (0.8, 0.8, 0.8)",
        ),
        ("f=x^2 at=1 path=descent step_size=0.1 iterations=2", "leads to x = 0.64"),
        ("f=100x^2+y^2 at=(1,2) path=descent", "the path leaves the window"),
        ("f=x^2+3y^2 at=(2,1) metric=[[2,1],[1,3]]", "dotted: steps of equal length in F"),
        ("f=sqrt(9-x^2-y^2) at=(2,1)", "hatched: f is undefined"),
    ],
)
def test_the_description_tells_what_else_is_seen(request_text: str, said: str) -> None:
    scene = compose_scene(solve(read_problem(request_text)))
    assert scene is not None
    assert said in scene.panels[0].description


def test_in_signs_alone_the_tangent_is_named_by_its_equation_and_arrows_by_their_signs() -> None:
    # ∇z(2, 1) = (4, 2) of x²y - y²: 4(x - 2) + 2(y - 1) = 0, halved.
    panel = public_solve("z=x^2*y-y^2 at=(2,1) to=(5,5) lang=zh").scene.panels[0]
    assert [label.text for label in panel.labels if label.role == "tangent"] == ["$2x + y = 5$"]
    assert panel.note.endswith("× 1/5")
    assert panel.note.startswith("(grad z(P), ")
    (label,) = (label for label in panel_of("f=x*y at=(1,2)").labels if label.role == "tangent")
    assert label.text == "tangent"
