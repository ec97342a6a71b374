"""The page as a file: what is in it, what is not, and where there is none."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest

from grad_magic.errors import MeaninglessRequestError
from grad_magic.result import page, solve
from grad_magic.webpage.page import Page, compose_page

MISSION = "f=x*exp(2*y) at=(1,0) dir=(1,-1)"
# The busiest of relief, the longest of answers.
BUSY = "f=sin(3x)*cos(2y) at=(1,1) dir=(1,0) window=(-6,6,-6,6) plot=all"
LONG = "f=x*exp(-x^2-y^2)*sin(x*y)/(1+x^2) at=(1,2) dir=(1,1) steps=full order=2"


@pytest.mark.slow
@pytest.mark.parametrize(
    "request_",
    [
        MISSION,
        BUSY,
        LONG,
        "f=x^3-3x at=2",
        "f=x*y*z at=(1,2,3) dir=(1,1,1)",
        "f=|x|+y at=(0,1) dir=(1,1)",
        "f=ln(x)*y at=(1,2)",
        "f=x^2+y^2==25 at=(3,4)",
        "f=(x^2+y-11)^2+(x+y^2-7)^2 at=(1,1) critical=all",
        "theta(x_1,x_2)=x_1^2*x_2 at=(1,2) dir=(1,0)",
    ],
)
def test_a_page_is_one_small_file_that_loads_nothing(request_: str) -> None:
    html = page(request_).html
    assert len(html.encode()) < 300_000
    addresses = set(re.findall(r"https?://[^\s\"'<>)]+", html))
    assert addresses <= {"http://www.w3.org/2000/svg"}  # a name, which nobody loads
    assert not re.search(r"<link|<script[^>]* src=|@import|url\((?!#)", html)
    assert '<img id="still" alt="' in html


def test_of_a_very_long_answer_the_rest_is_left_out_and_that_is_said() -> None:
    scene = solve(MISSION).scene
    solution, language = solve(MISSION).solution, solve(MISSION).language
    line = r"\displaystyle \begin{aligned}x &= 1\end{aligned}"
    made = compose_page(solution, language, scene, [line] * 3000)
    assert len(made.html.encode()) < 300_000
    assert 100 < made.html.count('<div class="part">') < 3000
    said = "The rest of the answer is left out, as the page would take more than 300 kB."
    assert made.html.count(f"<p>{said}</p>") == 1
    assert '<img id="still" alt="' in made.html
    assert said not in page(MISSION).html.replace(json.dumps(said), "")


@pytest.mark.slow
def test_a_formula_without_end_has_no_page() -> None:
    long = "+".join(f"{n}*x^{n}*y^{n + 1}" for n in range(2, 400))
    with pytest.raises(MeaninglessRequestError, match="too long to be written out in a page"):
        page(f"f={long} at=(1,2)")


def test_dark_paper_stays_dark() -> None:
    html = page(f"{MISSION} theme=dark").html
    assert '<meta name="color-scheme" content="dark">' in html
    assert "prefers-color-scheme" not in html
    assert "prefers-color-scheme: dark" in page(MISSION).html


@pytest.mark.parametrize(
    ("style", "written", "fence", "axes"),
    [
        ("plain", [], "(", []),
        ("stewart", ["lvert", "nabla"], "⟨", []),
        ("openstax", ["nabla"], "", ["i", "j"]),
        ("tongji", ["grad"], "(", []),
    ],
)
def test_the_numbers_that_move_have_the_notation_of_the_style(
    style: str, written: list[str], fence: str, axes: list[str]
) -> None:
    html = page(f"{MISSION} style={style}").html
    line = next(line for line in html.splitlines() if line.startswith("const contents = "))
    names = json.loads(line.removeprefix("const contents = ").removesuffix(";"))["names"]
    assert (names["fence"], names["axes"]) == (fence, axes)
    signs = {"lvert": "|", "nabla": "∇", "grad": "grad"}
    assert all(signs[sign] in names["written"]["norm"] for sign in written)
    assert bool(names["written"]) == bool(written)


def hash_of(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_policy_knows_its_own_script_and_style_alone() -> None:
    html = page(MISSION).html
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    script = re.search(r"<script>(.*?)</script>", html, re.DOTALL)
    assert policy is not None
    assert style is not None
    assert script is not None
    assert policy[1] == (
        f"default-src 'none'; style-src {hash_of(style[1])}; script-src {hash_of(script[1])}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert html.count("<script") == html.count("<style") == 1
    assert 'style="' not in html


def test_the_page_is_readable_without_its_script() -> None:
    html = page(MISSION).html
    before_script = html[: html.index("<script>")]
    assert "<msqrt><mn>5</mn></msqrt>" in before_script  # the largest rate
    assert '<div id="lab" hidden>' in before_script
    scene = solve(MISSION).scene
    assert scene is not None
    assert scene.description in before_script


def test_a_name_cannot_end_the_script() -> None:
    html = page("f=x*y at=(1,2)").html
    assert html.count("</script>") == 1


@pytest.mark.parametrize(
    ("request_", "reason"),
    [
        ("f=w*x*y*z at=(1,1,1,1)", "f has more than three variables"),
        ("f=x^2*y", "that needs a point (the clause at)"),
        ("f(x,y)=a*x*y at=(1,2)", "f has parameters without a value"),
        ("f=(x*y,x+y) at=(1,2)", "f is vector-valued"),
        ("L(w)=mean((X@w-y)^2) X=[[1,2],[3,4]] y=[1,2] at=(w=[0,0])", "the variables are arrays"),
        ("f=x*y at=(1,2) window=(5,9,5,9)", "P lies outside of the window"),
        ("f=x*y at=[(1,2),(3,4)]", "a page shows one point"),
        (
            "f=x*10^200 at=1",
            "what it would show of f is out of the reach of floating-point numbers",
        ),
    ],
)
def test_where_there_is_no_page_the_reason_is_said(request_: str, reason: str) -> None:
    with pytest.raises(MeaninglessRequestError) as caught:
        page(request_)
    assert str(caught.value) == f"No page that moves: {reason}."


def test_a_python_function_without_a_formula_has_no_page() -> None:
    def f(x: float, y: float) -> float:
        return x if float(x) > y else y * y

    with pytest.raises(MeaninglessRequestError, match="a Python function without a formula"):
        page(f, at=(1, 2))


def test_an_open_question_is_not_given_away() -> None:
    with pytest.raises(MeaninglessRequestError, match="still to be found"):
        page(f"{MISSION} answer=5")


def test_a_result_saves_its_page(tmp_path: Path) -> None:
    path = tmp_path / "p.html"
    solve(MISSION).save(path)
    assert path.read_text(encoding="utf-8") == page(MISSION).html


def test_a_page_shows_itself_in_a_frame_from_which_nothing_is_reached() -> None:
    shown = page(MISSION)
    assert isinstance(shown, Page)
    data, known = shown._repr_mimebundle_()
    assert set(data) == {"text/html", "image/png", "text/plain"}
    assert 'sandbox="allow-scripts"' in data["text/html"]
    # Browsers show nothing of what stands in a frame's element.
    left = data["text/html"].partition("<iframe ")[2].partition(">")[2].partition("</iframe>")[0]
    assert left.startswith('<img alt="Contour plot of')
    assert left.endswith("it runs where the notebook is trusted.</p>")
    assert set(known) == {"image/png"}
