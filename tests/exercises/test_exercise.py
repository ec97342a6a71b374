from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sympy import sqrt, symbols

import grad_magic
from grad_magic.exercises.exercise import Exercise, make_exercise
from grad_magic.findings import Slip
from grad_magic.presets import LEVELS, TOPICS, Asked
from grad_magic.reading.practice import PracticeRequest, read_practice
from grad_magic.result import solve

x, y = symbols("x y", real=True)

# What a seed gives is kept by those who have written it down: after a release these never change.
CONTRACT = {
    ("directional", 1, 0): ("f(x,y)=3x^2 y + 7x + 2y^2 at=(1,-2) dir=(8,-6)"),
    ("directional", 2, 7): ("f(x,y)=-2y tan(x) + 3x + y at=(pi/4,-1) dir=(-1,3)"),
    ("directional", 3, 4711): (
        "f(x,y,z)=x y arctan(2x + y + z + 5) + y - 7z at=(-1,-1,-2) dir=(-1,-1,0)"
    ),
    ("gradient", 1, 0): "f(x,y)=x y^2 - 4x - 3y^2 at=(1,3)",
    ("gradient", 2, 123456789): ("f(x,y)=y/(2x + 2y - 7) + y at=(1,2)"),
    ("gradient", 3, 7): ("L(w_1,w_2,b)=(-w_1 + w_2 + b)^2 + (2w_1 - 2b - 1)^2 at=(-1,2,-2)"),
    ("tangent", 1, 1): ("f(x,y)=(x + y + 1)^3 - 2x - 5y at=(2,-2)"),
    ("tangent", 2, 8): "f(x,y)=6sin(x - 2y) - 2x + 3y at=(pi/3,0)",
    ("tangent", 3, 2): ("f(x,y,z)=z ln(2x - y - z) + y^2 - 2z at=(1,-1,2)"),
    ("critical", 1, 6): ("f(x,y)=x^3 + y^2 + 6y - 3x critical=all"),
    ("critical", 2, 0): ("f(x,y)=x^3 - y^3 + 6x y - 5 critical=all"),
    ("critical", 3, 4): ("L(w,b)=(b - 3)^2 + (w + b + 7)^2 + (2w + b + 5)^2 critical=all"),
    ("differentiability", 1, 1): "f(x,y)=2(x + 1) |x + 1| + 5x + 5y at=(-1,2) dir=(3,-4)",
    ("differentiability", 2, 0): (
        "f(x,y)=piecewise(((3x^3 + 5x y^2)/(x^2 + y^2), (x,y) != (0,0)), (0, otherwise)) "
        "at=(0,0) dir=(-1,-1)"
    ),
    ("differentiability", 3, 2): (
        "f(x,y)=piecewise(((5x y^3)/(x^2 + y^4) - 2x - 6y, (x,y) != (0,0)), (0, otherwise)) "
        "at=(0,0) dir=(6,8)"
    ),
    # Without a topic the seed decides it too.
    ("", 1, 7): "f(x,y)=x^2 y^2 + 5x - 2y at=(-1,-1)",
}


def exercise(topic: str, level: int, seed: int) -> Exercise:
    return make_exercise(PracticeRequest(topic, level, seed))


@pytest.mark.parametrize(("kind", "request_text"), CONTRACT.items())
def test_a_seed_gives_the_same_exercise_for_ever(
    kind: tuple[str, int, int], request_text: str
) -> None:
    assert exercise(*kind).request == request_text


@pytest.mark.slow
def test_a_seed_gives_the_same_exercise_in_every_process() -> None:
    script = (
        "from grad_magic.exercises.exercise import make_exercise\n"
        "from grad_magic.reading.practice import PracticeRequest\n"
        f"kinds = {list(CONTRACT)!r}\n"
        "print([make_exercise(PracticeRequest(*kind)).request for kind in kinds])"
    )
    package = str(Path(grad_magic.__file__).parents[1])
    environment = {**os.environ, "PYTHONPATH": package, "PYTHONHASHSEED": "4711"}
    environment["PYTHONIOENCODING"] = "utf-8"
    command = [sys.executable, "-c", script]
    done = subprocess.run(  # noqa: S603  (the interpreter of the tests, with a text of ours)
        command, env=environment, check=True, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.stdout.strip() == repr(list(CONTRACT.values()))


@pytest.mark.slow
def test_the_answers_are_those_found_by_hand() -> None:
    # ∂f/∂x = 6xy + 7 = -5 and ∂f/∂y = 3x² + 4y = -5 at (1, -2); (-40 + 30)/10 = -1.
    rate = exercise("directional", 1, 0)
    assert rate.check("-1").right
    # ∂f/∂x = y² - 4 = 5 and ∂f/∂y = 2xy - 6y = -12 at (1, 3), of length 13.
    gradient = exercise("gradient", 1, 0)
    assert gradient.check("(5,-12)").right
    assert gradient.check({"max": 13}).right
    # 3·1² - 2 = 1 and 3·1² - 5 = -2 at (2, -2).
    assert exercise("tangent", 1, 1).check("x - 2y = 6").right
    # 3x² - 3 = 0 and 2y + 6 = 0; f_xx f_yy = 12x.
    points = exercise("critical", 1, 6)
    assert points.check("[(1,-3) minimum, (-1,-3) saddle]").right
    # 3x² = -6y and 3y² = 6x; f_xx f_yy - f_xy² = -36xy - 36, and f_xx = 12 at (2, -2).
    assert exercise("critical", 2, 0).check("[(0,0) saddle, (2,-2) minimum]").right
    # f(tu) = t(3u³ + 5uw²) with u = w = -1/√2: 8·(-1/√2)³ = -2√2.
    corner = exercise("differentiability", 2, 0)
    assert corner.check({"D": -2 * sqrt(2)}).right
    assert corner.check("plane: DNE").right


def test_a_wrong_answer_is_told_its_slip() -> None:
    # ∇f(P)·v, not divided by 10.
    check = exercise("directional", 1, 0).check(-10)
    assert check.right is False
    assert check.slip is Slip.NOT_NORMALISED


@pytest.mark.parametrize(
    ("kind", "answer", "wanted"),
    [
        (("directional", 1, 0), "(5,-12)", "D_u f(P)"),
        (("directional", 1, 0), "grad: (5,-12)", "D_u f(P)"),
        (("directional", 1, 0), "x+y=3", "D_u f(P)"),
        (
            ("gradient", 1, 0),
            "x+y=3",
            "∇f(P) and the largest rate of change of f at P",
        ),
        (("tangent", 1, 1), "z=3x-3y", "the tangent line to the level curve of f at P"),
        (("tangent", 1, 1), "plane: z=3x-3y", "the tangent line to the level curve of f at P"),
        (("tangent", 1, 4), "x+y=3", "the tangent plane to the graph of f at P"),
        (("tangent", 3, 2), "(1,2,3)", "the tangent plane to the level surface of f at P"),
        (("critical", 1, 6), "rate: 3", "the critical points of f"),
    ],
)
def test_what_the_exercise_does_not_ask_is_told_what_it_asks(
    kind: tuple[str, int, int], answer: str, wanted: str
) -> None:
    check = exercise(*kind).check(answer)
    assert check.right is False
    assert check.slip is Slip.OTHER_QUESTION
    assert check.message == f"The exercise does not ask for this: it asks for {wanted}."


def test_a_maximum_of_a_function_without_one_is_a_wrong_kind() -> None:
    # f = x³ + 2y² + 12y - 3x has a minimum at (1, -3) and a saddle point at (-1, -3).
    check = exercise("critical", 1, 6).check("max: 3")
    assert check.right is False
    assert check.slip is Slip.WRONG_KIND


@pytest.mark.slow
def test_an_answer_without_a_name_answers_what_is_asked() -> None:
    # ∇f(P) and the smallest rate are asked for, so that a number is the latter.
    asked = next(
        one
        for one in (exercise("gradient", 1, seed) for seed in range(40))
        if one.questions == (Asked.GRADIENT, Asked.MIN_RATE)
    )
    smallest = asked.solution.min_rate
    assert smallest is not None
    assert asked.check(smallest).right
    assert asked.check(-smallest).asked is Asked.MIN_RATE
    # The right side of z = … alone.
    touching = exercise("tangent", 1, 4)
    plane = touching.solution.tangent_plane
    assert plane is not None
    assert touching.check(str(plane.rhs)).right


def test_how_it_is_shown_stays_with_the_exercise() -> None:
    asked = read_practice("practice topic=tangent level=1 seed=1 lang=zh style=stewart digits=6")
    one = make_exercise(asked)
    line = "%grad practice topic=tangent level=1 seed=1 digits=6 style=stewart lang=zh"
    assert one.again == line
    assert make_exercise(read_practice(line.removeprefix("%grad "))).text == one.text
    assert one.check("(1,2)").message == "这不是本题所求：本题求的是 f 的等值线在点 P 处的切线。"


def test_in_space_no_tangent_plane_to_a_graph_is_asked_for() -> None:
    text = exercise("differentiability", 3, 4).text
    assert "Find D_u f(P) and the linear approximation of f at P." in text
    assert "%grad answer=linear: ..." in text


@pytest.mark.slow
def test_the_solution_is_the_worked_one() -> None:
    one = exercise("directional", 1, 0)
    assert one.solution.problem.presentation.steps == "full"
    assert one.solution.directional_derivative == -1
    assert one.questions == (Asked.RATE,)
    assert "By the product rule" in exercise("directional", 2, 0).solution.text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("topic", "level", "seed", "last"),
    [
        ("directional", 1, 5, "D_u f(P) = ∇f(P)·u = (5·4 + 5·(-3))/5 = 1"),
        ("gradient", 1, 5, "u = (-4, -3)/5."),
        ("tangent", 1, 5, "or   x - 3y = -9"),
        ("differentiability", 1, 5, "So the graph of f has no tangent plane at P."),
    ],
)
def test_the_solution_answers_what_is_asked_and_no_more(
    topic: str, level: int, seed: int, last: str
) -> None:
    one = exercise(topic, level, seed)
    text = one.solution.text
    assert last in text.splitlines()[-1]
    assert ("maximum rate of change" in text) is (Asked.MAX_RATE in one.questions)
    assert ("minimum rate of change" in text) is (Asked.MIN_RATE in one.questions)
    assert ("level curve" in text) is (Asked.LEVEL_TANGENT in one.questions)


@pytest.mark.slow
def test_the_solution_has_the_linear_approximation_that_is_asked_for() -> None:
    text = exercise("differentiability", 3, 5).solution.text
    # By hand: x² + y² + z² is small of second order, so the linear terms are what is left.
    reason = text.index("f is differentiable at P")
    assert reason < text.index("L(x, y, z) = f(P) + ") < text.index("= -x - 4y - 3z")


def test_without_a_seed_it_is_a_new_one_that_can_be_had_again() -> None:
    new = [make_exercise(PracticeRequest("tangent", 2)) for _ in range(8)]
    assert len({one.seed for one in new}) > 1
    for one in new:
        asked = read_practice(one.again.removeprefix("%grad "))
        assert make_exercise(asked).request == one.request


@pytest.mark.slow
def test_without_a_topic_all_topics_come() -> None:
    met = {exercise("", 1, seed).topic for seed in range(60)}
    assert met == set(TOPICS)


@pytest.mark.slow
def test_every_exercise_names_the_line_that_gives_it_again() -> None:
    for level in LEVELS:
        one = exercise("", level, 12)
        assert f"%grad practice topic={one.topic} level={level} seed=12" in " ".join(
            one.text.split()
        )


def test_it_is_shown_as_answers_are() -> None:
    one = exercise("directional", 1, 0)
    ((latex, text),) = one.outputs
    assert text == (
        "f(x, y) = 3x²·y + 7x + 2y²   P = (1, -2)\n"
        "u is the unit vector in the direction of v = (8, -6).\n"
        "Find D_u f(P).\n"
        "Check it: %grad answer=D: ...\n"
        "The solution: %grad practice solution\n"
        "Again: %grad practice topic=directional level=1 seed=0"
    )
    assert latex.startswith(r"$\displaystyle \begin{aligned}")
    assert "\n" not in latex
    # In text a % would begin a comment of TeX.
    assert r"\text{Check it: } \% \text{grad answer=D: ...}" in latex
    assert repr(one) == one.text


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        (
            ("directional", 2, 2),
            ["u is the unit vector at the angle 60°.", "Find D_u f(P)."],
        ),
        (
            ("directional", 1, 1),
            ["u is the unit vector from P toward (11, -3).", "Find D_u f(P)."],
        ),
        (
            ("gradient", 1, 0),
            [
                "Find ∇f(P) and the largest rate of change of f at P.",
                "Check it: %grad answer=grad: ... and %grad answer=max: ...",
            ],
        ),
        (("tangent", 1, 1), ["Find the tangent line to the level curve of f at P."]),
        (
            ("critical", 1, 6),
            [
                "Find the critical points of f.",
                "Classify each as a local minimum, a local maximum or a saddle point.",
                "Check it: %grad answer=points: [(0,0) saddle, ...]",
            ],
        ),
        (
            ("differentiability", 1, 1),
            [
                "Find D_u f(P) and the tangent plane to the graph of f at P.",
                "Answer DNE for what does not exist.",
                "Check it: %grad answer=D: ... and %grad answer=plane: ...",
            ],
        ),
    ],
)
def test_it_says_what_is_asked_and_how_it_is_answered(
    kind: tuple[str, int, int], lines: list[str]
) -> None:
    said = exercise(*kind).text.split("\n")
    assert [line for line in said if line in lines] == lines


README = Path(__file__).parents[2] / "README.md"


def in_readme(name: str) -> str:
    """The block of this name."""
    text = README.read_text(encoding="utf-8")
    match = re.search(rf"<!-- exercise: {name} -->\n```\w+\n(.*?)\n```", text, re.DOTALL)
    assert match
    return match[1]


def test_the_readme_shows_what_is_shown() -> None:
    one = exercise("gradient", 1, 0)
    assert one.text == in_readme("statement")
    wrong = solve(one.request, answer="(-12,5)")
    assert wrong.text == in_readme("check")


@pytest.mark.slow
def test_the_set_of_the_readme_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    exec(in_readme("set"), {})  # noqa: S102  (the cell is run as the README shows it)
    assert {path.name for path in tmp_path.iterdir()} == {"exercises.ipynb", "solutions.ipynb"}
