"""What README, CONTRIBUTING and CHANGELOG say: their cells run, their links lead somewhere."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from IPython.core.displaypub import CapturingDisplayPublisher
from traitlets.config import Config

import grad_magic
from grad_magic.reading.options import OPTIONS, PRACTICE_OPTIONS

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

ROOT = Path(__file__).parents[1]
DOCUMENTS = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
# Blocks that are not run, but compared with what the package says. What has a mark before it has
# a test of its own beside the tests of what it shows.
SHOWN = {"text": "below", "latex": "below", "yaml": "built by .ci/frontends"}
MARKED = {
    "command": "run by .ci/run",
    "cell": "tests/test_graders.py",
    "exercise": "tests/exercises/test_exercise.py",
    "settings": "below",
}


class Block(NamedTuple):
    mark: str
    language: str
    text: str


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name: str) -> Iterator[Block]:
    pattern = r"(?:<!-- (\w+).*? -->\n)?^```(\w*)\n(.*?)^```$"
    for mark, language, text in re.findall(pattern, text_of(name), re.DOTALL | re.MULTILINE):
        yield Block(mark, language, text)


def cells(block: Block) -> list[str]:
    """The cells of a block: where several requests stand in it, each line is one."""
    lines = block.text.splitlines()
    requests = sum(line.startswith(("%%grad", "%grad")) for line in lines)
    return lines if requests > 1 else [block.text]


def run_in_order(shell: InteractiveShell, sources: list[str]) -> None:
    for source in sources:
        outcome = shell.run_cell(source)
        assert outcome.success, source


def test_every_block_of_the_readme_is_run_or_known() -> None:
    for block in blocks("README.md"):
        known = block.mark in MARKED or block.language in {*SHOWN, "", "python"}
        assert known, block


@pytest.mark.slow
def test_an_answer_that_the_readme_shows_is_the_one_to_the_cell_above_it() -> None:
    shown = [
        (above.text.removeprefix("%%grad ").strip(), block.text)
        for above, block in pairwise(blocks("README.md"))
        if (block.mark, block.language) == ("", "text")
    ]
    assert shown
    for request, text in shown:
        assert grad_magic.solve(request).text == text.rstrip("\n")


def test_the_packages_that_the_readme_names_are_those_of_a_saved_document(tmp_path: Path) -> None:
    (block,) = (block for block in blocks("README.md") if block.language == "latex")
    target = tmp_path / "solution.tex"
    grad_magic.solve("f=x^2*y at=(1,2) plot=none").save(target)
    assert block.text.strip() in target.read_text(encoding="utf-8").splitlines()


@pytest.mark.slow
def test_the_cells_of_the_readme_run_from_its_top_to_its_end(
    shell: InteractiveShell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    sources = [
        cell
        for block in blocks("README.md")
        if not block.mark and block.language in {"", "python"}
        for cell in cells(block)
    ]
    assert len(sources) > 40
    run_in_order(shell, sources)
    assert {path.name for path in tmp_path.iterdir()} == {
        "answer.png",
        "p.html",
        "q.html",
        "solution.tex",
        "solution-picture.pdf",
    }


def examples() -> list[str]:
    section = text_of("README.md").partition("## Every clause by an example")[2]
    return re.findall(r"^%%?grad .*", section.partition("\n## ")[0], re.MULTILINE)


def test_every_clause_has_an_example() -> None:
    text = " ".join(examples())
    keys = {option.key for option in (*OPTIONS, *PRACTICE_OPTIONS)}
    assert {key for key in keys if f" {key}=" not in text} == set()


def test_an_example_names_the_answer_that_it_checks(shell: InteractiveShell) -> None:
    (example,) = (line for line in examples() if "answer=" in line)
    run_in_order(shell, [example])
    assert isinstance(shell.display_pub, CapturingDisplayPublisher)
    (output,) = shell.display_pub.outputs
    assert "is right" not in output["data"]["text/plain"]  # 24/5, as (3, 4) has the length 5


@pytest.mark.slow
def test_the_settings_of_a_hub_are_taken(
    new_shell: Callable[[bool], InteractiveShell],
) -> None:
    (block,) = (block for block in blocks("README.md") if block.mark == "settings")
    config = Config()
    exec(block.text, {"c": config})  # noqa: S102  (the file is run as IPython does)
    shell = new_shell(True)  # noqa: FBT003
    shell.config.merge(config)
    for extension in config.InteractiveShellApp.extensions:
        shell.run_line_magic("load_ext", extension)
    run_in_order(shell, ["r = %grad f=x^2*y at=(1,2) dir=(3,4)"])
    result = shell.user_ns["r"]
    assert "f_x(1, 2) = 4" in result.text
    assert len(result.figure.axes) == 2


@pytest.mark.slow
def test_the_answers_that_the_readme_tells() -> None:
    seam = grad_magic.solve(
        "f(x,y)=piecewise((x^2 y/(x^2+y^2), (x,y)!=(0,0)), (0, otherwise)) at=(0,0) dir=(3,4)"
    )
    assert (str(seam.directional_derivative), seam.differentiable) == ("36/125", False)
    critical = grad_magic.solve("f=x^3+y^3-3xy critical=all")
    assert critical.critical_points_complete
    along = grad_magic.solve("f=x^2*y at=(1,2)").gradient_at
    assert along is not None
    assert along.dot((3, 4)) == 16  # 4·3 + 1·4, not divided by the length
    assert grad_magic.solve("f=log_10 x at=10").text == grad_magic.solve("f=log(x, 10) at=10").text
    four = grad_magic.solve("f=a+b+c+d at=(1,2,3,4) plot=contour")
    assert four.figure is None
    assert four.missing_picture


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    text = re.sub(r"^```.*?^```$", "", text_of(name), flags=re.DOTALL | re.MULTILINE)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith("https://"):
            continue
        path, _, anchor = target.partition("#")
        assert (ROOT / (path or name)).is_file(), target
        if anchor:
            headings = re.findall(r"^#+ (.*)", text_of(path or name), re.MULTILINE)
            anchors = [re.sub(r"[^\w -]", "", line.lower()).replace(" ", "-") for line in headings]
            assert anchor in anchors, target


def test_the_modules_that_contributors_run_are_there() -> None:
    modules = re.findall(r"python -m (tests[\w.]+)", text_of("CONTRIBUTING.md"))
    assert len(modules) > 5
    assert [name for name in modules if importlib.util.find_spec(name) is None] == []


def test_the_changelog_begins_with_this_version() -> None:
    released = re.search(
        r"^## \[(.*?)\] - (\d{4}-\d\d-\d\d)$", text_of("CHANGELOG.md"), re.MULTILINE
    )
    assert released
    assert released[1] == grad_magic.__version__
    assert re.findall(r"grad_magic-([\d.]+)-py3", text_of("README.md")) == [released[1]]


def demo_cells() -> list[tuple[str, list[str]]]:
    """The demo page's requests, and the texts of the answers that are stored with each."""
    cells = json.loads(text_of("demo.ipynb"))["cells"]
    return [
        ("".join(cell["source"]), stored_texts(cell["outputs"]))
        for cell in cells
        if cell["cell_type"] == "code"
    ]


def stored_texts(outputs: Sequence[Mapping[str, Any]]) -> list[str]:
    texts = [output["data"]["text/plain"] for output in outputs if output["output_type"] != "error"]
    return ["".join(text) for text in texts]


@pytest.mark.slow
def test_the_demo_page_is_stored_with_the_answers_of_today(shell: InteractiveShell) -> None:
    for source, stored in demo_cells():
        assert isinstance(shell.display_pub, CapturingDisplayPublisher)
        shell.display_pub.outputs.clear()
        run_in_order(shell, [source])
        if source.startswith("%%grad"):
            shown = [output["data"]["text/plain"] for output in shell.display_pub.outputs]
            assert shown == stored, source


def test_the_demo_page_is_small_enough_to_be_shown() -> None:
    assert (ROOT / "demo.ipynb").stat().st_size < 1_500_000


def test_the_demo_page_names_every_chinese_sign_to_tex() -> None:
    (raw,) = (
        "".join(cell["source"])
        for cell in json.loads(text_of("demo.ipynb"))["cells"]
        if cell["cell_type"] == "raw"
    )
    named = {chr(int(code, 16)) for code in re.findall(r'XeTeXcharclass"([0-9A-F]{4})=1', raw)}
    # Of the package that is tested, which may be an installed one.
    wording = Path(grad_magic.__file__).parent / "wording"
    rows = [
        (wording / name).read_text(encoding="utf-8")
        for name in ("chinese.py", "chinese_messages.py")
    ]
    # Signs of full width, which no Latin font has.
    signs = set(re.findall("[\u3001\u3002\u300a\u300b\uff01-\uff1f]", "".join(rows)))
    assert len(signs) >= 8
    assert signs <= named
