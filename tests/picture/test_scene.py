from __future__ import annotations

import subprocess
import sys

import pytest

from grad_magic.calculus.solver import solve
from grad_magic.picture.scene import Scene, compose_scene, explain_missing
from grad_magic.reading.request import read_problem
from tests.picture.scenes import scene_of

MISSION = "f=x*exp(2*y) at=(1,0) dir=(1,-1)"


def test_the_title_is_the_function_with_its_formula() -> None:
    scene = scene_of(MISSION)
    assert scene.title == "$f(x, y) = x e^{2 y}$"
    assert scene.plain_title == "f(x, y) = x*exp(2*y)"


@pytest.mark.parametrize(
    "request_text",
    ["f=x*y*z*w at=(1,2,3,4)", "f=exp(x*y) at=(100,100)"],
    ids=["four variables", "f(P) beyond floating point"],
)
def test_what_cannot_be_drawn_has_no_scene(request_text: str) -> None:
    assert compose_scene(solve(read_problem(request_text))) is None


def test_the_description_tells_the_picture_in_words() -> None:
    assert scene_of(MISSION).description == (
        "Contour plot of f(x, y) = x*exp(2*y) around P = (1, 0): the gradient (1, 2) is "
        "perpendicular to the level curve f = 1 through P, whose tangent line is "
        "x + 2y = 1; the direction u = (0.7071, −0.7071) starts at P."
    )


@pytest.mark.slow
def test_a_scene_is_composed_without_matplotlib() -> None:
    script = (
        "import sys; from grad_magic.picture.scene import compose_scene;"
        "from grad_magic.calculus.solver import solve;"
        "from grad_magic.reading.request import read_problem;"
        f"compose_scene(solve(read_problem({MISSION!r})));"
        "assert 'matplotlib' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)  # noqa: S603 - our own text


def plotted(request: str) -> tuple[Scene | None, str]:
    """The scene, and what is said to be missing."""
    solution = solve(read_problem(request))
    scene = compose_scene(solution)
    return scene, explain_missing(solution) if scene is None else scene.missing


@pytest.mark.parametrize(
    ("request_text", "panels", "missing"),
    [
        ("f=x*y at=(1,2) plot=contour,section,rates", 3, ""),
        ("f=x*y at=(1,2) plot=all", 5, ""),
        ("f=x^2 at=1 plot=all", 1, ""),
        ("f=x*y*z at=(1,2,3) plot=all", 3, ""),
        ("f=x*y*z at=(1,2,3)", 1, ""),
        ("f=x*y*z", 0, ""),
        ("f=x*y at=(1,2) plot=none", 0, ""),
        ("f=x*y plot=all", 3, ""),
        ("f=x*y plot=contour,section", 1, "No section: that needs a point (the clause at)."),
        (
            "f=x*y plot=section,contour,rates",
            1,
            "No section, rates: that needs a point (the clause at).",
        ),
        (
            "f=x^2+y^2 at=(0,0) plot=section,rates",
            1,
            "No section: that needs a direction (the clause dir), as no gradient shows one at P.",
        ),
        ("f=x^2 at=1 plot=rates", 0, "No rates: that is of functions of two and more variables."),
        ("f=x*y at=(1,2) plot=curve", 0, "No curve: that is of functions of one variable."),
        (
            "f=x*y*z at=(1,2,3) plot=contour,rates,field",
            1,
            "No contour, field: that is of functions of two variables.",
        ),
        (
            "f=x^(3/2)+y at=(0,0) dir=(1,0) plot=rates",
            0,
            "No rates: rates of f in all directions from P are not known to exist.",
        ),
        ("f=(x*y,x+y) at=(1,2) dir=(1,1) plot=section", 0, "No section: f is vector-valued."),
        ("f=(x*y,x+y) at=(1,2)", 0, ""),
        ("f=(x*y,x+y) at=(1,2) plot=all", 0, "No picture: f is vector-valued."),
        ("f(x,y)=a*x*y at=(1,2) plot=contour", 0, "No contour: f has parameters without a value."),
        (
            "f=exp(x*y) at=(100,100) plot=contour,section",
            0,
            (
                "No contour, section: what it would show of f is out of the reach of "
                "floating-point numbers."
            ),
        ),
        ("g=x*y*z plot=all", 0, "No picture: that needs a point (the clause at)."),
    ],
)
def test_what_a_problem_has_no_picture_of_is_said_and_the_rest_is_drawn(
    request_text: str, panels: int, missing: str
) -> None:
    scene, said = plotted(request_text)
    assert said == missing
    assert (0 if scene is None else len(scene.panels)) == panels


def test_panels_stand_in_the_order_in_which_they_are_named() -> None:
    scene, _ = plotted("f=x*y at=(1,2) plot=rates,contour")
    assert scene is not None
    assert [panel.equal_aspect for panel in scene.panels] == [False, True]
    alone, _ = plotted("f=x*y at=(1,2) plot=contour")
    usual, _ = plotted("f=x*y at=(1,2)")
    assert alone is not None
    assert usual is not None
    assert alone.description == usual.description


def test_each_panel_is_told_in_its_own_sentence() -> None:
    scene = scene_of(f"{MISSION} plot=section,rates")
    assert scene.description == (
        "Section of f(x, y) = x*exp(2*y) along u = (0.7071, −0.7071) around P = (1, 0): the "
        "tangent line has slope D_u f(P) ≈ −0.7071. Rates of change of f(x, y) = x*exp(2*y) in "
        "all directions around P = (1, 0): the largest is 2.236 in the direction (0.4472, "
        "0.8944), the smallest −2.236 in the direction (−0.4472, −0.8944), and perpendicular to "
        "both the rate is 0; D_u f(P) ≈ −0.7071 for u = (0.7071, −0.7071)."
    )
