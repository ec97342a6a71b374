from __future__ import annotations

import subprocess
import sys

import pytest

from grad_magic.calculus.solver import solve
from grad_magic.picture.scene import Scene, compose_scene
from grad_magic.reading.request import read_problem

MISSION = "f=x*exp(2*y) at=(1,0) dir=(1,-1)"


def scene_of(request: str) -> Scene:
    scene = compose_scene(solve(read_problem(request)))
    assert scene is not None
    return scene


def test_the_title_is_the_function_with_its_formula() -> None:
    scene = scene_of(MISSION)
    assert scene.title == "$f(x, y) = x e^{2 y}$"
    assert scene.plain_title == "f(x, y) = x*exp(2*y)"


@pytest.mark.parametrize(
    "request_text",
    ["f=x*y*z at=(1,2,3)", "f=exp(x*y) at=(100,100)"],
    ids=["three variables", "f(P) beyond floating point"],
)
def test_what_cannot_be_drawn_has_no_scene(request_text: str) -> None:
    assert compose_scene(solve(read_problem(request_text))) is None


def test_the_description_tells_the_picture_in_words() -> None:
    assert scene_of(MISSION).description == (
        "Contour plot of f(x, y) = x*exp(2*y) around P = (1, 0): the gradient (1, 2) is "
        "perpendicular to the level curve f = 1 through P, whose tangent line is "
        "x + 2*y - 1 = 0; the direction u = (0.7071, −0.7071) starts at P."
    )


def test_a_scene_is_composed_without_matplotlib() -> None:
    script = (
        "import sys; from grad_magic.picture.scene import compose_scene;"
        "from grad_magic.calculus.solver import solve;"
        "from grad_magic.reading.request import read_problem;"
        f"compose_scene(solve(read_problem({MISSION!r})));"
        "assert 'matplotlib' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)  # noqa: S603 - our own text
